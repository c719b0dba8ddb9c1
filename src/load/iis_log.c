/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logs of IIS in the W3C extended format, however large. The columns are in
 * the order of the last #Fields line; blanks never stand inside a value.
 */
#include "base/encoding.h"
#include "load/loader.h"
#include "load/log_query.h"
#include "load/log_read.h"
#include "load/log_stream.h"

#include <string.h>

enum { PEEK = 8192 };

static bool fits(const struct ed_log_layout *layout)
{
	return layout->n && layout->at[ED_FIELD_TIME] >= 0 &&
	       layout->at[ED_FIELD_STEM] >= 0 &&
	       layout->at[ED_FIELD_STATUS] >= 0;
}

static bool read_status(struct ed_str s, unsigned *status)
{
	if (s.n != 3)
		return false;
	*status = 0;
	for (int i = 0; i < 3; i++) {
		unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';

		if (digit > 9)
			return false;
		*status = *status * 10 + digit;
	}
	return true;
}

/*
 * The name of a delta CRL has a plus sign before its end. IIS decodes it and
 * escapes blanks as plus, so that the log shows the sign itself.
 */
static void look_at_list(
    struct ed_log_reader *r, const struct ed_log_cut *cut, struct ed_str stem)
{
	struct ed_str sub = ed_log_get(&r->layout, cut, ED_FIELD_SUBSTATUS);
	unsigned status;
	uint32_t time;

	if (!ed_str_iends(stem, ED_STR("+.crl")) ||
	    !read_status(
		ed_log_get(&r->layout, cut, ED_FIELD_STATUS), &status) ||
	    !ed_log_when(r, cut, &time))
		return;
	if (status == 404 && ed_str_eq(sub, ED_STR("11")))
		ed_log_count(
		    &r->table->crl_filtered, time, r->input, r->line, stem);
	else if (status == 200 || status == 304)
		ed_log_count(
		    &r->table->crl_served, time, r->input, r->line, stem);
}

static bool is_health_page(struct ed_str stem)
{
	return ed_str_iends(stem, ED_STR("healthcheck.htm"));
}

static void add_health(struct ed_log_reader *r, const struct ed_log_row *row)
{
	struct ed_log_table *t = r->table;

	if (row->status < 400) {
		ed_log_count(
		    &t->health_ok, row->time, r->input, r->line, row->client);
		return;
	}
	ed_log_count(
	    &t->health_refused, row->time, r->input, r->line, row->client);
	t->health_status = row->status;
	t->health_substatus = row->substatus;
}

static void read_codes(const struct ed_log_reader *r,
    const struct ed_log_cut *cut, struct ed_log_row *row)
{
	uint32_t n;

	row->substatus = ED_LOG_NO_SUBSTATUS;
	if (ed_log_number(
		ed_log_get(&r->layout, cut, ED_FIELD_SUBSTATUS), &n) &&
	    n < 1000)
		row->substatus = n;
	if (ed_log_number(ed_log_get(&r->layout, cut, ED_FIELD_WIN32), &n))
		row->win32 = n;
}

static void read_whose(
    struct ed_log_reader *r, struct ed_log_row *row, struct ed_str user)
{
	const struct ed_log_table *t = r->table;
	char room[256];

	row->of_user =
	    t->n_users &&
	    (ed_log_is_user(t, row->user) ||
		ed_log_is_user(t, ed_log_user(user, room, sizeof(room))));
	if (t->device.n && row->device.n)
		row->of_device = ed_str_ieq(row->device, t->device);
	else
		row->of_device = t->device.n && row->of_user;
}

/* A row of which more matters than that it succeeded. */
static void add_whole(struct ed_log_reader *r, const struct ed_log_cut *cut,
    uint32_t time, unsigned status)
{
	const struct ed_log_layout *l = &r->layout;
	struct ed_str stem = ed_log_get(l, cut, ED_FIELD_STEM);
	struct ed_str user = ed_log_get(l, cut, ED_FIELD_USER);
	struct ed_log_table *t = r->table;
	struct ed_log_room room;
	struct ed_log_row row = {.time = time,
	    .status = status,
	    .agent = ed_log_get(l, cut, ED_FIELD_AGENT),
	    .server = ed_log_get(l, cut, ED_FIELD_SERVER),
	    .client = ed_log_get(l, cut, ED_FIELD_CLIENT),
	    .issuer = ed_log_get(l, cut, ED_FIELD_ISSUER),
	    .signed_in = user.n > 0,
	    .back_end =
		ed_str_istarts(ed_str_sub(stem, 28, stem.n), ED_STR("/Proxy")),
	    .input = r->input,
	    .line = r->line};
	char name[256];

	row.user = ed_log_user(user, name, sizeof(name));
	if (ed_str_ieq(ed_log_get(l, cut, ED_FIELD_METHOD), ED_STR("OPTIONS")))
		row.command = ED_LOG_OPTIONS;
	read_codes(r, cut, &row);
	ed_log_query(&row, ed_log_get(l, cut, ED_FIELD_QUERY), &room);
	row.policy |= status == 449;
	row.throttled &= status == 503;
	if (is_health_page(stem)) {
		add_health(r, &row);
	} else if (ed_log_is_monitoring(&row)) {
		t->monitoring++;
	} else {
		t->requests += !row.back_end;
		t->proxied += row.back_end;
		t->since_requests += t->since && time >= t->since;
		read_whose(r, &row, user);
		ed_log_add(t, &row);
	}
}

static bool names_user(const struct ed_log_reader *r,
    const struct ed_log_cut *cut, struct ed_str query)
{
	struct ed_str user = ed_log_get(&r->layout, cut, ED_FIELD_USER);

	for (size_t i = 0; i < r->n_needles; i++)
		if (ed_log_has(query, r->needles[i]) ||
		    ed_log_has(user, r->needles[i]))
			return true;
	return false;
}

/*
 * Most rows are successes of devices that are known by then, and of them
 * nothing but their number and time matters. Where a device stands in memory
 * is asked for some rows before it is needed.
 */
static void settle_waiting(struct ed_log_reader *r, struct ed_log_waiting *w)
{
	struct ed_log_table *t = r->table;
	struct ed_log_device *device = ed_log_device_find(t, w->id, w->hash);
	uint64_t line = r->line;

	if (w->status / 100 == 2 && device && !device->ours &&
	    !device->pending) {
		ed_log_add_ok(t, device, w->time);
		t->requests++;
		t->since_requests += t->since && w->time >= t->since;
		return;
	}
	r->line = w->line;
	add_whole(r, &w->cut, w->time, w->status);
	r->line = line;
}

static void settle_all(struct ed_log_reader *r)
{
	struct ed_log_waiting *oldest;

	for (; r->n_waiting; r->n_waiting--) {
		oldest = &r->waiting[(r->next - r->n_waiting) % ED_LOG_WAITING];
		settle_waiting(r, oldest);
	}
}

/* Can it wait? */
static bool add_quickly(struct ed_log_reader *r, const struct ed_log_cut *cut,
    uint32_t time, unsigned status)
{
	struct ed_str query = ed_log_get(&r->layout, cut, ED_FIELD_QUERY);
	struct ed_log_waiting *w = &r->waiting[r->next % ED_LOG_WAITING];
	struct ed_str id;

	if (!ed_log_device_id(query, &id) || id.n > ED_MAX_LOG_VALUE ||
	    names_user(r, cut, query))
		return false;
	if (r->n_waiting == ED_LOG_WAITING) {
		settle_waiting(r, w);
		r->n_waiting--;
	}
	*w = (struct ed_log_waiting){.id = id,
	    .hash = ed_log_hash(id),
	    .time = time,
	    .status = status,
	    .cut = *cut,
	    .line = r->line};
	ed_log_expect(r->table, w->hash);
	r->next++;
	r->n_waiting++;
	if (r->n_waiting > ED_LOG_WAITING / 2)
		ed_log_expect_device(r->table,
		    r->waiting[(r->next - ED_LOG_WAITING / 2) % ED_LOG_WAITING]
			.hash);
	return true;
}

static void take_row(struct ed_log_reader *r, const struct ed_log_cut *cut)
{
	struct ed_str stem = ed_log_get(&r->layout, cut, ED_FIELD_STEM);
	unsigned status;
	uint32_t time;

	if (!ed_log_is_eas(stem)) {
		if (stem.n > 5 && stem.p[stem.n - 4] == '.')
			look_at_list(r, cut, stem);
		return;
	}
	if (!ed_log_when(r, cut, &time))
		return;
	if (!read_status(
		ed_log_get(&r->layout, cut, ED_FIELD_STATUS), &status)) {
		ed_log_bad(r);
		return;
	}
	if (stem.n <= 40 && add_quickly(r, cut, time, status))
		return;
	settle_all(r);
	add_whole(r, cut, time, status);
}

static bool is_usual_cut(const struct ed_log_cut *cut)
{
	struct ed_log_day day = {.start = 0};
	uint32_t seconds;

	return cut->n == ed_log_usual.n &&
	       ed_log_day_set(
		   &day, ed_log_get(&ed_log_usual, cut, ED_FIELD_DATE)) &&
	       ed_log_clock(
		   ed_log_get(&ed_log_usual, cut, ED_FIELD_TIME), &seconds) &&
	       ed_str_starts(
		   ed_log_get(&ed_log_usual, cut, ED_FIELD_STEM), ED_STR("/"));
}

/* A row in IIS's usual order, where nothing says the order. */
static bool is_usual_row(struct ed_str line)
{
	char padded[2048 + ED_LOG_PAD] = {0};
	struct ed_log_marks marks = {0};
	bool is;

	if (line.n >= 2048)
		return false;
	if (line.n)
		memcpy(padded, line.p, line.n);
	padded[line.n] = '\n';
	ed_log_mark(&marks, padded, line.n + 1);
	is = is_usual_cut(&(struct ed_log_cut){
	    .base = padded, .start = marks.starts, .n = marks.lines[0]});
	ed_log_marks_free(&marks);
	return is;
}

static bool recognise_text(struct ed_str text)
{
	struct ed_str fields = ed_log_fields_of(text);
	struct ed_log_layout layout;
	size_t end;

	if (fields.n) {
		ed_log_layout_read(&layout, ed_str_sub(fields, 8, fields.n));
		return layout.at[ED_FIELD_REASON] < 0 &&
		       layout.at[ED_FIELD_STATUS] >= 0 &&
		       layout.at[ED_FIELD_STEM] >= 0;
	}
	if (ed_str_istarts(text,
		ED_STR("#Software: Microsoft Internet Information Services")))
		return true;
	end = ed_str_find(text, ED_STR("\n"));
	return end < text.n &&
	       is_usual_row(ed_str_trim(ed_str_sub(text, 0, end)));
}

static bool recognise(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text;
	char room[PEEK];
	bool is;

	text = ed_log_peek(bytes, room, sizeof(room));
	if (ed_utf16_order(text))
		text = ed_to_utf8(&arena, text);
	is = recognise_text(text);
	ed_arena_free(&arena);
	return is;
}

static bool read_log(
    struct ed_case *c, struct ed_input *in, bool file, struct ed_str bytes)
{
	struct ed_log_reader r = {.c = c,
	    .in = in,
	    .usual = &ed_log_usual,
	    .row = take_row,
	    .pause = settle_all,
	    .fits = fits};
	bool ok = ed_log_read(&r, file, bytes);

	r.table->has_w3c |= ok;
	return ok;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	return read_log(c, in, false, bytes);
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	(void)head;
	return read_log(c, in, true, (struct ed_str){0});
}

const struct ed_loader ed_loader_iis_log = {
    .kind = "iis-log",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .limit = ED_MAX_LOG,
};
