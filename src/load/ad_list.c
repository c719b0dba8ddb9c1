/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Get-ADUser NAME -Properties * | Format-List prints:
 *
 *   altSecurityIdentities : {X509:<I>DC=com,CN=CA<SR>12, X509:<SKI>ab...}
 *   whenCreated           : 18.11.2026 09:00:00
 *
 * A value that is too long for the console goes on in the next line, indented
 * to where it began; a list of more than four items ends in "..." and keeps
 * the rest to itself.
 */
#include "load/directory_row.h"
#include "load/list_line.h"

#include <easdoctor/limits.h>

struct list {
	struct ed_directory_row row;
	struct ed_arena arena;
	struct ed_text name; /* of the value being put together */
	struct ed_text value;
	size_t column; /* where values begin */
	size_t width;  /* of the longest line so far */
	bool full;     /* the line before filled the console */
	bool wrapped;
	unsigned line;
};

/*
 * Moves past the next item. Values hold commas themselves, so the beginning
 * of the next one may be asked for: either of two, or any for "".
 */
static struct ed_str next_item(
    struct ed_str *rest, struct ed_str start, struct ed_str other)
{
	size_t n = 0;
	struct ed_str item, next;

	for (; n < rest->n; n++) {
		if (!ed_str_starts(ed_str_sub(*rest, n, 2), ED_STR(", ")))
			continue;
		next = ed_str_sub(*rest, n + 2, rest->n);
		if (ed_str_istarts(next, start) || ed_str_istarts(next, other))
			break;
	}
	item = ed_str_sub(*rest, 0, n);
	*rest = ed_str_sub(*rest, n + 2, rest->n);
	return item;
}

/* A list without what marks that it was cut; cut is set then. */
static struct ed_str items_of(struct ed_str value, bool *cut)
{
	static const char dots[] = "\xe2\x80\xa6";
	struct ed_str inner = value;

	*cut = false;
	if (!ed_str_starts(value, ED_STR("{")))
		return value;
	*cut = value.p[value.n - 1] != '}';
	inner = ed_str_sub(value, 1, value.n - 1 - !*cut);
	if (ed_str_iends(inner, ED_STR("..."))) {
		*cut = true;
		inner.n -= 3;
	} else if (ed_str_iends(inner, ED_STR(dots))) {
		*cut = true;
		inner.n -= 3;
	}
	return inner;
}

static void put_mappings(struct list *l, struct ed_str value)
{
	bool cut;
	struct ed_str rest = items_of(value, &cut), item;

	l->row.has_mappings = true;
	if (cut)
		l->row.account.mappings_unknown =
		    "PowerShell cut the list of altSecurityIdentities";
	while (rest.n) {
		item = next_item(&rest, ED_STR("X509:"), ED_STR("Kerberos:"));
		ed_directory_put_mapping(&l->row, item, l->line, l->wrapped);
	}
}

static void put_addresses(struct list *l, struct ed_str value)
{
	bool cut;
	struct ed_str rest = items_of(value, &cut);

	l->row.account.addresses_cut |= cut;
	while (rest.n)
		ed_directory_put_address(
		    &l->row, next_item(&rest, ED_STR(""), ED_STR("")));
}

static void put_value(struct list *l)
{
	struct ed_str name = ed_text_str(&l->name);
	struct ed_str value = ed_str_trim(ed_text_str(&l->value));

	if (ed_str_ieq(name, ED_STR("altSecurityIdentities")))
		put_mappings(l, value);
	else if (ed_str_ieq(name, ED_STR("proxyAddresses")))
		put_addresses(l, value);
	else if (name.n && value.n)
		ed_directory_put(&l->row, name, value, l->line);
	ed_arena_free(&l->arena);
	l->name = l->value = (struct ed_text){.arena = &l->arena};
	l->wrapped = false;
}

/* A cut through a word leaves the line full; one at a blank may lose it. */
static void go_on(struct list *l, struct ed_str line)
{
	struct ed_str more = ed_str_sub(line, l->column, line.n);
	const size_t n = l->value.n;

	if (l->value.n + more.n > ED_MAX_TEXT) {
		l->row.damaged = true;
		return;
	}
	if (n && !l->full && l->value.p[n - 1] != ' ' &&
	    l->value.p[n - 1] != ',')
		ed_put_byte(&l->value, ' ');
	ed_put(&l->value, more);
	l->wrapped = true;
}

static bool is_indented(const struct list *l, struct ed_str line)
{
	for (size_t i = 0; i < l->column; i++)
		if (i >= line.n || line.p[i] != ' ')
			return false;
	return l->column > 2 && line.n > l->column;
}

static void take_line(struct list *l, struct ed_str line, unsigned number)
{
	struct ed_str name;
	size_t column;

	if (ed_str_trim(line).n == 0) {
		put_value(l);
		l->column = 0;
	} else if (is_indented(l, line)) {
		go_on(l, line);
	} else if (ed_list_split(line, &name, &column)) {
		put_value(l);
		/* Names come in order of the alphabet, once for each object. */
		l->column = column;
		l->line = number;
		if (ed_directory_knows(name)) {
			ed_put(&l->name, name);
			ed_put(&l->value, ed_str_sub(line, column, line.n));
		}
	}
	if (line.n > l->width)
		l->width = line.n;
	l->full = line.n >= 40 && line.n == l->width;
}

bool ed_ad_list_read(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines)
{
	struct list l = {.column = 0};
	struct ed_str line;
	bool empty = false;

	ed_directory_begin(&l.row, c, in);
	l.row.local_time = true;
	l.name.arena = l.value.arena = &l.arena;
	while (ed_lines_next(lines, &line)) {
		/* Objects are apart by blank lines; values hold none. */
		if (ed_str_trim(line).n == 0 && !empty) {
			put_value(&l);
			ed_directory_end(&l.row);
		}
		empty = ed_str_trim(line).n == 0;
		take_line(&l, line, ed_lines_number(lines));
		l.row.damaged |= ed_str_has(line, '\0');
	}
	/* A number that is cut is another one. */
	l.row.damaged |= ed_lines_break_off(lines);
	if (!ed_lines_break_off(lines))
		put_value(&l);
	ed_directory_finish(&l.row);
	ed_arena_free(&l.arena);
	return true;
}
