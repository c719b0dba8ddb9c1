/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/endpoints.h"
#include "base/file.h"
#include "base/lines.h"
#include "cli/place.h"
#include "probe/dns.h"
#include <easdoctor/limits.h>

static struct ed_str take_word(struct ed_str *rest)
{
	struct ed_str word;
	size_t n = 0;

	*rest = ed_str_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	word = ed_str_sub(*rest, 0, n);
	*rest = ed_str_trim(ed_str_sub(*rest, n, rest->n));
	return word;
}

/* What is wrong with a line, or NULL. */
static const char *read_line(struct ed_str line, struct ed_listed *out)
{
	const struct ed_str first = take_word(&line);
	const struct ed_str second = take_word(&line);

	if (line.n)
		return "more than an endpoint and an address";
	/* What is written there may hold a password: it is not repeated. */
	if (!ed_place_parse(first, &out->target.host, &out->target.port))
		return "no HOST[:PORT], without scheme, user and path";
	if (!second.n)
		return NULL;
	if (!ed_place_parse(
		second, &out->connect_to.host, &out->connect_to.port) ||
	    !ed_is_numeric(out->connect_to.host))
		return "the second word is no numeric ADDRESS[:PORT]";
	return NULL;
}

bool ed_endpoints_parse(struct ed_arena *arena, struct ed_str text,
    struct ed_list *out, struct ed_error *err)
{
	struct ed_str line;

	for (unsigned n = 1; ed_line_take(&text, &line); n++) {
		struct ed_listed one = {.line = n};
		const char *wrong;

		line = ed_str_sub(line, 0, ed_str_find(line, ED_STR("#")));
		if (!ed_str_trim(line).n)
			continue;
		wrong = read_line(line, &one);
		if (wrong)
			return ed_fail(err, "line %u: %s", n, wrong);
		if (out->n == ED_MAX_ENDPOINTS)
			return ed_fail(err, "line %u: more than %u endpoints",
			    n, ED_MAX_ENDPOINTS);
		*ED_PUSH(arena, out, struct ed_listed) = one;
	}
	return out->n || ed_fail(err, "it names no endpoint");
}

bool ed_endpoints_read(struct ed_arena *arena, const char *path,
    struct ed_list *out, struct ed_error *err)
{
	struct ed_error why;
	struct ed_str text;

	if (!ed_file_read(arena, path, ED_MAX_FILE, &text, err))
		return false;
	if (ed_endpoints_parse(arena, text, out, &why))
		return true;
	return ed_fail(err, "--endpoints %s: %s", path, why.text);
}
