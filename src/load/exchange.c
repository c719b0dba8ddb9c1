/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What cmdlets of Exchange print with Format-List, of one object or of many,
 * of one cmdlet or of several in one file:
 *
 *   ActiveSyncEnabled          : True
 *   ActiveSyncBlockedDeviceIDs : {}
 *
 * Objects are apart by blank lines. A value that is too long for the console
 * goes on in the next line, indented to where it began.
 */
#include "base/encoding.h"
#include "load/exchange_row.h"
#include "load/line_file.h"
#include "load/list_line.h"
#include "load/loader.h"
#include "load/local_time.h"

#include <easdoctor/limits.h>

#include <string.h>

/* Far enough: the widest object, a mailbox with everything, has 12 KiB. */
enum { LOOK = 16 * 1024 };

struct reader {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_arena arena; /* of the object being read */
	struct ed_property properties[ED_MAX_PROPERTIES];
	unsigned lines[ED_MAX_PROPERTIES];
	size_t n;
	uint64_t seen;
	bool contradictory;
	/* The value being put together; name -1: one that is not read. */
	int name;
	struct ed_text value;
	bool wrapped;
	unsigned line;
	size_t column; /* where values begin; 0: none is open */
	size_t width;
	bool full;
	unsigned n_foreign; /* objects of which nothing is known */
	unsigned first_foreign;
	unsigned n_lines; /* of the object */
	struct ed_span changed;
	bool changed_utc;
	unsigned changed_line;
	struct ed_str changed_text; /* in arena */
	struct ed_span synced;
};

static bool ends_cut(struct ed_str value)
{
	static const struct ed_str dots[] = {
	    {"...", 3}, {"...}", 4}, {"\xe2\x80\xa6", 3}, {"\xe2\x80\xa6}", 4}};

	for (size_t i = 0; i < ED_COUNT(dots); i++)
		if (ed_str_iends(value, dots[i]))
			return true;
	return ed_str_starts(value, ED_STR("{")) && value.p[value.n - 1] != '}';
}

static struct ed_property *find(struct reader *r, int name)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->properties[i].name == ed_exchange_spelling(name))
			return &r->properties[i];
	return NULL;
}

static void put_value(struct reader *r)
{
	struct ed_str value = ed_str_trim(ed_text_str(&r->value));
	struct ed_property *had = r->name < 0 ? NULL : find(r, r->name);

	if (had)
		r->contradictory |= !ed_str_eq(had->value, value);
	if (r->name >= 0 && !had && r->n < ED_MAX_PROPERTIES) {
		r->lines[r->n] = r->line;
		r->properties[r->n++] =
		    (struct ed_property){.name = ed_exchange_spelling(r->name),
			.kind = ed_exchange_value_kind(r->name),
			.value = value,
			.cut = value.n && ends_cut(value),
			.wrapped = r->wrapped};
		r->seen |= UINT64_C(1) << r->name;
	}
	r->name = -1;
	r->value = (struct ed_text){.arena = &r->arena};
	r->wrapped = false;
}

static struct ed_ref at_line(const struct reader *r, unsigned line)
{
	struct ed_digits digits;

	return (struct ed_ref){.input = ed_input_number(r->c, r->in),
	    .kind = ED_AT_LINE,
	    .at = ed_copy(&r->c->arena, ed_number(&digits, line))};
}

static struct ed_str label_of(
    struct ed_arena *arena, const struct ed_exchange_object *object)
{
	static const char *const by[ED_N_EXCHANGE_KINDS][3] = {
	    [ED_EXCHANGE_VDIR] = {"Server", "Identity", "Name"},
	    [ED_EXCHANGE_CAS] = {"PrimarySmtpAddress", "Identity", "Name"},
	    [ED_EXCHANGE_DEVICE] = {"DeviceId", "Identity", "Name"},
	    [ED_EXCHANGE_STATISTICS] = {"DeviceId", "Identity", "Name"},
	    [ED_EXCHANGE_ORGANIZATION] = {"Name", "Identity", "Name"},
	    [ED_EXCHANGE_DEVICE_POLICY] = {"Name", "Identity", "Name"},
	    [ED_EXCHANGE_SIGN_IN_POLICY] = {"Name", "Identity", "Name"},
	    [ED_EXCHANGE_THROTTLING] = {"Name", "Identity", "Name"},
	    [ED_EXCHANGE_COMPONENT] = {"Component", "Identity", "Name"},
	    [ED_EXCHANGE_RECIPIENT] = {
		"UserPrincipalName", "PrimarySmtpAddress", "Identity"}};
	static const char *const what[ED_N_EXCHANGE_KINDS] = {
	    "virtual directory", "ActiveSync of mailbox", "device",
	    "statistics of device", "ActiveSync organization settings",
	    "mobile device policy", "authentication policy",
	    "throttling policy", "component", "recipient"};

	for (size_t i = 0; i < 3; i++) {
		struct ed_str name =
		    ed_property_value(object, by[object->kind][i]);

		if (name.n)
			return ed_format(
			    arena, "%s %.*s", what[object->kind], ED_ARG(name));
	}
	return ed_format(arena, "%s", what[object->kind]);
}

static void keep(struct reader *r, enum ed_exchange_kind kind)
{
	struct ed_exchange_object *object = ed_add_exchange_object(r->c);
	struct ed_property *properties;

	if (!object) {
		if (!r->in->incomplete)
			ed_damage(r->c, r->in,
			    "it holds more than %d objects: the rest is left "
			    "out",
			    ED_MAX_EXCHANGE_OBJECTS);
		r->in->incomplete = true;
		return;
	}
	properties = ed_alloc_array(&r->c->arena, r->n, sizeof(*properties));
	for (size_t i = 0; i < r->n; i++) {
		properties[i] = r->properties[i];
		properties[i].value =
		    ed_copy(&r->c->arena, properties[i].value);
		properties[i].ref = at_line(r, r->lines[i]);
		properties[i].ref.quote = properties[i].value;
	}
	*object = (struct ed_exchange_object){.kind = kind,
	    .ref = properties[0].ref,
	    .properties = properties,
	    .n_properties = r->n,
	    .contradictory = r->contradictory,
	    .changed = r->changed,
	    .synced = r->synced};
	object->ref.quote = (struct ed_str){0};
	object->label = label_of(&r->c->arena, object);
	if (!r->changed.given)
		return;
	object->changed_ref = at_line(r, r->changed_line);
	object->changed_ref.quote = ed_copy(&r->c->arena, r->changed_text);
}

/* A blank line, or the end: what was read so far is an object. */
static void end_object(struct reader *r)
{
	enum ed_exchange_kind kind;

	put_value(r);
	if (r->n && !ed_exchange_is_ad(r->seen) &&
	    ed_exchange_kind_of(r->seen, &kind)) {
		keep(r, kind);
	} else if (r->n_lines > 1 || r->n) {
		if (!r->n_foreign++)
			r->first_foreign = r->line;
	}
	ed_arena_free(&r->arena);
	r->value = (struct ed_text){.arena = &r->arena};
	r->n = r->n_lines = 0;
	r->seen = 0;
	r->column = 0;
	r->contradictory = r->changed_utc = false;
	r->changed = r->synced = (struct ed_span){0};
	r->changed_text = (struct ed_str){0};
}

/* A date that is none says nothing; what a check needs it judges itself. */
static struct ed_span span_of(
    const struct reader *r, struct ed_str value, bool utc)
{
	struct ed_span span = {.given = true};
	struct ed_local_time time;

	if (!ed_local_time(ed_str_trim(value), &time))
		return (struct ed_span){0};
	time.utc |= utc;
	ed_local_span(&time, r->c->timezone, &span.earliest, &span.latest);
	return span;
}

static void take_date(struct reader *r, struct ed_str name, struct ed_str value)
{
	const bool utc = ed_str_ieq(name, ED_STR("WhenChangedUTC"));
	struct ed_span span;

	if (!utc && !ed_str_ieq(name, ED_STR("WhenChanged")) &&
	    !ed_str_ieq(name, ED_STR("LastSuccessSync")))
		return;
	span = span_of(r, value, utc);
	if (!span.given)
		return;
	if (ed_str_ieq(name, ED_STR("LastSuccessSync"))) {
		r->synced = span;
	} else if (utc || !r->changed_utc) {
		r->changed = span;
		r->changed_line = r->line;
		r->changed_text = ed_format(&r->arena, "%s: %.*s",
		    utc ? "WhenChangedUTC" : "WhenChanged",
		    ED_ARG(ed_str_trim(value)));
	}
	r->changed_utc |= utc;
}

static bool is_indented(const struct reader *r, struct ed_str line)
{
	for (size_t i = 0; i < r->column; i++)
		if (i >= line.n || line.p[i] != ' ')
			return false;
	return r->column > 2 && line.n > r->column;
}

/* A cut through a word leaves the line full; one at a blank may lose it. */
static void go_on(struct reader *r, struct ed_str line)
{
	struct ed_str more = ed_str_sub(line, r->column, line.n);
	const size_t n = r->value.n;

	if (r->name < 0)
		return;
	if (n + more.n > ED_MAX_RECORD_TEXT) {
		if (!r->in->incomplete)
			ed_damage(r->c, r->in,
			    "line %u: a value is too long to be read", r->line);
		r->in->incomplete = true;
		return;
	}
	if (n && !r->full && r->value.p[n - 1] != ' ' &&
	    r->value.p[n - 1] != ',')
		ed_put_byte(&r->value, ' ');
	ed_put(&r->value, more);
	r->wrapped = true;
}

static void take_line(struct reader *r, struct ed_str line, unsigned number)
{
	struct ed_str name;
	size_t column;

	if (ed_str_trim(line).n == 0) {
		end_object(r);
	} else if (is_indented(r, line)) {
		go_on(r, line);
	} else if (ed_list_split(line, &name, &column)) {
		put_value(r);
		r->name = ed_exchange_name(name);
		r->column = column;
		r->line = number;
		r->n_lines++;
		take_date(r, name, ed_str_sub(line, column, line.n));
		if (r->name >= 0)
			ed_put(&r->value,
			    ed_str_sub(line, column, ED_MAX_RECORD_TEXT));
	}
	if (line.n > r->width)
		r->width = line.n;
	r->full = line.n >= 40 && line.n == r->width;
}

static bool read_all(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines)
{
	struct reader r = {.c = c, .in = in, .name = -1};
	const size_t before = c->exchange.n;
	struct ed_str line;

	r.value.arena = &r.arena;
	while (ed_lines_next(lines, &line))
		take_line(&r, line, ed_lines_number(lines));
	/* A value that is cut is another one. */
	if (ed_lines_break_off(lines))
		r.name = -1;
	end_object(&r);
	in->bytes = ed_lines_bytes(lines);
	in->sha256 = ed_lines_sha256(lines, &c->arena);
	ed_line_losses(c, in, lines);
	if (r.n_foreign) {
		in->incomplete = true;
		ed_damage(c, in,
		    "%u objects in it are of no cmdlet that is read; one ends "
		    "at line %u",
		    r.n_foreign, r.first_foreign);
	}
	return c->exchange.n > before || in->n_damage == 0;
}

/* Some object at its beginning tells what it is. */
static bool recognise(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text, line, name;
	enum ed_exchange_kind kind;
	uint64_t seen = 0;
	size_t column;
	bool found = false;

	text = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	while (!found && ed_line_take(&text, &line)) {
		int i = ed_list_split(line, &name, &column)
			    ? ed_exchange_name(name)
			    : -1;

		if (i >= 0)
			seen |= UINT64_C(1) << i;
		if (text.n && ed_str_trim(line).n)
			continue;
		found = !ed_exchange_is_ad(seen) &&
			ed_exchange_kind_of(seen, &kind);
		seen = 0;
	}
	ed_arena_free(&arena);
	return found;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_lines *lines = ed_lines_of(bytes);
	bool ok = read_all(c, in, lines);

	ed_lines_free(lines);
	return ok;
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	struct ed_error err = {""};
	struct ed_lines *lines;
	bool ok;

	(void)head;
	/* The path has a NUL behind it, as all of inputs. */
	lines = ed_lines_of_file(in->path.p, ED_MAX_TOTAL, &err);
	if (!lines) {
		ed_damage(c, in, "%s", err.text);
		return false;
	}
	ok = read_all(c, in, lines);
	ed_lines_free(lines);
	return ok;
}

const struct ed_loader ed_loader_exchange = {
    .kind = "exchange-list",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .limit = ED_MAX_TOTAL,
};
