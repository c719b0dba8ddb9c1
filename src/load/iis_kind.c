/* SPDX-License-Identifier: Apache-2.0 */
/* Is a text a configuration of IIS, and in which of its two forms? */
#include "load/iis_read.h"

static bool holds(struct ed_str s, struct ed_str needle)
{
	return ed_str_find(s, needle) < s.n;
}

/* The first element, behind a declaration and comments; empty: none. */
static struct ed_str first_element(struct ed_str s)
{
	for (;;) {
		s = ed_str_trim(s);
		if (ed_str_starts(s, ED_STR("<?")))
			s = ed_str_sub(
			    s, ed_str_find(s, ED_STR("?>")) + 2, s.n);
		else if (ed_str_starts(s, ED_STR("<!--")))
			s = ed_str_sub(
			    s, ed_str_find(s, ED_STR("-->")) + 3, s.n);
		else
			return s;
	}
}

bool ed_iis_is_file(struct ed_str text)
{
	struct ed_str first = first_element(text);

	return ed_str_starts(first, ED_STR("<configuration")) &&
	       (holds(first, ED_STR("<system.web")) ||
		   holds(first, ED_STR("\"system.web")) ||
		   holds(first, ED_STR("<system.applicationHost")));
}

/* Of appcmd: bare sections, perhaps behind its command line. */
bool ed_iis_is_listing(struct ed_str text)
{
	size_t at = ed_str_find(text, ED_STR("<"));
	struct ed_str rest = ed_str_sub(text, at, text.n);

	return (ed_str_starts(rest, ED_STR("<system.webServer")) ||
		   ed_str_starts(rest, ED_STR("<system.applicationHost"))) &&
	       (at == 0 || !ed_str_trim(ed_str_sub(text, 0, at)).n ||
		   holds(ed_str_sub(text, 0, at), ED_STR("list config")));
}
