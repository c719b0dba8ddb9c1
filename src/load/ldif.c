/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LDIF (RFC 2849), as ldifde and ldapsearch write it: an attribute per line,
 * "::" before base64, a blank before what continues a line, an empty line
 * between entries.
 */
#include "base/encoding.h"
#include "load/directory_row.h"

#include <easdoctor/limits.h>

struct ldif {
	struct ed_directory_row row;
	struct ed_arena arena; /* of the logical line */
	struct ed_text text;
	bool skipping; /* a line that nobody asks for, and what continues it */
	unsigned line; /* where the logical line begins */
	bool damaged;
};

static void damage(struct ldif *l, const char *why)
{
	l->row.damaged = true;
	if (!l->damaged)
		ed_damage(l->row.c, l->row.in, "line %u: %s", l->line, why);
	l->damaged = true;
	l->row.in->incomplete = true;
}

static bool decode(struct ldif *l, struct ed_str *value)
{
	struct ed_str text;

	if (ed_str_starts(*value, ED_STR(":"))) {
		text = ed_str_trim(ed_str_sub(*value, 1, value->n));
		if (ed_base64_decode(&l->arena, text, value))
			return true;
		damage(l, "what stands there is not base64");
		return false;
	}
	if (ed_str_starts(*value, ED_STR("<"))) {
		damage(l, "a value stands in another file");
		return false;
	}
	*value = ed_str_trim(*value);
	return true;
}

/* "altSecurityIdentities;range=0-1499" says that there are more. */
static void note_option(struct ldif *l, struct ed_str name)
{
	const size_t at = ed_str_find(name, ED_STR(";range="));

	if (at == name.n || ed_str_iends(name, ED_STR("-*")))
		return;
	l->row.account.addresses_cut = true;
	l->row.account.mappings_unknown =
	    "the export holds only a part of a long attribute";
}

static void put_line(struct ldif *l)
{
	struct ed_str line = ed_text_str(&l->text);
	const size_t colon = ed_str_find(line, ED_STR(":"));
	struct ed_str name = ed_str_sub(line, 0, colon), value;

	if (line.n == 0)
		return;
	value = ed_str_sub(line, colon + 1, line.n);
	if (decode(l, &value)) {
		note_option(l, name);
		name = ed_str_sub(name, 0, ed_str_find(name, ED_STR(";")));
		ed_directory_put(&l->row, name, value, l->line);
	}
	ed_arena_free(&l->arena);
	l->text = (struct ed_text){.arena = &l->arena};
}

static void start_line(struct ldif *l, struct ed_str line, unsigned number)
{
	const size_t colon = ed_str_find(line, ED_STR(":"));
	struct ed_str name = ed_str_sub(line, 0, colon);

	put_line(l);
	l->line = number;
	name = ed_str_sub(name, 0, ed_str_find(name, ED_STR(";")));
	l->skipping = colon == line.n || !ed_directory_knows(name);
	if (!l->skipping)
		ed_put(&l->text, line);
	else if (colon == line.n && line.p[0] != '#' &&
		 !ed_str_eq(line, ED_STR("-")))
		damage(l, "it is no line of LDIF");
}

static void take_line(struct ldif *l, struct ed_str line, unsigned number)
{
	if (line.n == 0) {
		put_line(l);
		ed_directory_end(&l->row);
		l->skipping = true;
	} else if (line.p[0] != ' ') {
		start_line(l, line, number);
	} else if (!l->skipping && l->text.n + line.n > ED_MAX_TEXT) {
		damage(l, "a value is larger than any real one");
		l->skipping = true;
		l->text.n = 0;
	} else if (!l->skipping) {
		ed_put(&l->text, ed_str_sub(line, 1, line.n));
	}
}

bool ed_ldif_read(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines)
{
	struct ldif l = {.skipping = true};
	struct ed_str line;

	ed_directory_begin(&l.row, c, in);
	l.text.arena = &l.arena;
	while (ed_lines_next(lines, &line)) {
		take_line(&l, line, ed_lines_number(lines));
		l.row.damaged |= ed_str_has(line, '\0');
	}
	/* Of 512 that is cut to 51 the bits say what nobody has set. */
	l.row.damaged |= ed_lines_break_off(lines);
	if (!ed_lines_break_off(lines))
		put_line(&l);
	ed_directory_finish(&l.row);
	ed_arena_free(&l.arena);
	return true;
}
