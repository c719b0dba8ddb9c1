/* SPDX-License-Identifier: Apache-2.0 */
/* HTTPERR: what http.sys refused or lost by itself, and why. */
#include "base/encoding.h"
#include "load/loader.h"
#include "load/log_query.h"
#include "load/log_read.h"
#include "load/log_stream.h"

enum { PEEK = 8192 };

static bool fits(const struct ed_log_layout *layout)
{
	return layout->n && layout->at[ED_FIELD_TIME] >= 0 &&
	       layout->at[ED_FIELD_REASON] >= 0;
}

static void take_row(struct ed_log_reader *r, const struct ed_log_cut *cut)
{
	const struct ed_log_layout *l = &r->layout;
	struct ed_str reason = ed_log_get(l, cut, ED_FIELD_REASON);
	struct ed_str uri = ed_log_get(l, cut, ED_FIELD_URI);
	struct ed_str queue = ed_log_get(l, cut, ED_FIELD_QUEUE);
	size_t mark = ed_str_find(uri, ED_STR("?"));
	bool eas = ed_log_is_eas(uri);
	struct ed_log_room room;
	struct ed_log_row row = {.input = r->input, .line = r->line};

	if (reason.n == 0 || !ed_log_when(r, cut, &row.time))
		return;
	if (mark < uri.n)
		ed_log_query(&row, ed_str_sub(uri, mark + 1, uri.n), &room);
	/* On the back end the pool has the same name and another path. */
	eas |= ed_str_ieq(queue, ED_STR("MSExchangeSyncAppPool"));
	row.of_device = r->table->device.n && row.device.n &&
			ed_str_ieq(row.device, r->table->device);
	row.of_user = ed_log_is_user(r->table, row.user);
	ed_log_add_error(r->table, reason, eas, &row);
}

static bool recognise_text(struct ed_str text)
{
	struct ed_str fields = ed_log_fields_of(text);
	struct ed_log_layout layout;

	if (!fields.n)
		return ed_str_istarts(
		    text, ED_STR("#Software: Microsoft HTTP API"));
	ed_log_layout_read(&layout, ed_str_sub(fields, 8, fields.n));
	return layout.at[ED_FIELD_REASON] >= 0;
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
	struct ed_log_reader r = {
	    .c = c, .in = in, .row = take_row, .fits = fits};
	bool ok = ed_log_read(&r, file, bytes);

	r.table->has_httperr |= ok;
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

const struct ed_loader ed_loader_httperr_log = {
    .kind = "httperr-log",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .limit = ED_MAX_LOG,
};
