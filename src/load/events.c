/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loader "events": event logs of Windows, as wevtutil and the event viewer
 * write them in XML, or in their own form (.evtx), however large.
 */
#include "base/encoding.h"
#include "base/file.h"
#include "load/event_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <string.h>
#include <unistd.h>

/* How far the first event may be from the beginning. */
enum { LOOK = 4096 };

static bool is_xml(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	struct ed_str event = ed_str_sub(text, ed_event_find(text), text.n);
	bool fits =
	    ed_str_starts(ed_str_trim(text), ED_STR("<")) && event.n &&
	    (ed_str_find(event, ED_STR("<System>")) < event.n ||
		ed_str_find(event,
		    ED_STR("schemas.microsoft.com/win/2004/08/events/event")) <
		    event.n);

	ed_arena_free(&arena);
	return fits;
}

/* A log in which nothing was found: its root is all there is. */
static bool is_empty_root(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text =
	    ed_str_trim(ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK)));
	bool fits;

	if (ed_str_starts(text, ED_STR("<?xml")))
		text = ed_str_sub(
		    text, ed_str_find(text, ED_STR("?>")) + 2, text.n);
	text = ed_str_trim(text);
	fits = text.n < LOOK / 2 && ed_str_starts(text, ED_STR("<Events")) &&
	       text.n > 7 && strchr(" \t\r\n/>", text.p[7]) &&
	       (ed_str_iends(text, ED_STR("</Events>")) ||
		   ed_str_iends(text, ED_STR("/>")));
	ed_arena_free(&arena);
	return fits;
}

static bool recognise(struct ed_str bytes)
{
	return ed_is_evtx(bytes) || is_xml(bytes) || is_empty_root(bytes);
}

static void lose(struct ed_case *c, struct ed_input *in, const char *why)
{
	in->incomplete = true;
	ed_damage(c, in, "%s", why);
}

/* One event; scratch is emptied. Returns why it was lost, or NULL. */
static const char *read_one(struct ed_event_groups *groups,
    struct ed_arena *scratch, struct ed_str event, uint64_t number)
{
	struct ed_event_raw raw;
	struct ed_event_row row;
	const char *why = NULL;

	if (ed_event_read(scratch, event, &raw, &why) &&
	    ed_event_understand(&raw, &row))
		ed_event_count(groups, &raw, &row, number);
	ed_arena_reset(scratch);
	return why;
}

static bool may_matter(struct ed_str event)
{
	enum ed_event_source source;

	/* Old providers stand in another attribute: the parser finds them. */
	return ed_event_is_source(ed_event_provider(event), &source) ||
	       ed_str_find(event, ED_STR("EventSourceName")) < event.n;
}

static void read_all(struct ed_event_groups *groups, struct ed_event_text *text,
    uint64_t *n_lost, const char **first)
{
	struct ed_arena scratch = {0};
	struct ed_str event;
	const char *why;

	while (ed_event_text_next(text, &event)) {
		groups->log->n_events++;
		if (!may_matter(event))
			continue;
		why = read_one(
		    groups, &scratch, event, ed_event_text_number(text));
		if (!why)
			continue;
		if (!*n_lost)
			*first = why;
		++*n_lost;
	}
	ed_arena_free(&scratch);
}

bool ed_events_read(
    struct ed_case *c, struct ed_input *in, struct ed_event_text *text)
{
	struct ed_event_groups groups = {.c = c, .log = ed_add_event_log(c)};
	const char *first = NULL;
	uint64_t n_lost = 0;

	if (!groups.log) {
		ed_damage(c, in, "more event logs than %d", ED_MAX_EVENT_LOGS);
		return false;
	}
	groups.log->ref = (struct ed_ref){.input = ed_input_number(c, in)};
	groups.log->label = ed_format(
	    &c->arena, "events in %.*s", ED_ARG(ed_path_name(in->path)));
	groups.wanted = ed_event_wanted(c);
	read_all(&groups, text, &n_lost, &first);
	ed_event_finish(&groups);
	if (n_lost) {
		in->incomplete = true;
		ed_damage(c, in,
		    "events that could not be read: %llu; of the "
		    "first, %s",
		    (unsigned long long)n_lost, first);
	}
	if (groups.full)
		lose(c, in, "its events differ in more ways than are kept");
	if (ed_event_text_damage(text))
		lose(c, in, ed_event_text_damage(text));
	return true;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_event_text *text;
	bool ok;

	if (ed_is_evtx(bytes)) {
		ed_damage(c, in, "a log in this form is read from a file only");
		return false;
	}
	text = ed_event_text_of(bytes);
	ok = ed_events_read(c, in, text);
	in->bytes = ed_event_text_bytes(text);
	in->sha256 = ed_event_text_sha256(text, &c->arena);
	ed_event_text_free(text);
	return ok;
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	struct ed_error err = {""};
	struct ed_event_text *text;
	uint64_t size;
	int fd;
	bool ok;

	/* The path has a NUL behind it, as all of inputs. */
	if (ed_is_evtx(head))
		return ed_evtx_read(c, in, in->path.p);
	if (!ed_file_open(in->path.p, ED_MAX_BULK, &fd, &size, &err)) {
		ed_damage(c, in, "%s", err.text);
		return false;
	}
	text = ed_event_text_of_fd(fd, ED_MAX_BULK);
	ok = ed_events_read(c, in, text);
	in->bytes = ed_event_text_bytes(text);
	in->sha256 = ed_event_text_sha256(text, &c->arena);
	ed_event_text_free(text);
	close(fd);
	return ok;
}

const struct ed_loader ed_loader_events = {
    .kind = "events",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .of_machine = true,
    .limit = ED_MAX_BULK,
};
