/* SPDX-License-Identifier: Apache-2.0 */
/* From an event that was taken apart to what it says, and to its group. */
#ifndef ED_LOAD_EVENT_ROW_H
#define ED_LOAD_EVENT_ROW_H

#include "base/case.h"
#include "load/event_text.h"
#include "load/event_xml.h"

/* What one event says; slices are borrowed from it. */
struct ed_event_row {
	enum ed_event_source source;
	enum ed_event_meaning meaning;
	bool has_code;
	uint32_t code;
	struct ed_event event; /* without ref */
};

/* event_known.c: is a provider one whose events are looked at? */
bool ed_event_is_source(struct ed_str provider, enum ed_event_source *out);
/* What the event says. False when it is none that matters here. */
bool ed_event_understand(
    const struct ed_event_raw *raw, struct ed_event_row *out);

/* event_wanted.c: whom this case is about. */
struct ed_event_wanted;
struct ed_event_wanted *ed_event_wanted(struct ed_case *c);
/* Sets whom the event names: certificate, names_account and names. */
void ed_event_match(const struct ed_event_wanted *wanted,
    const struct ed_event_row *row, struct ed_event_group *group);

/* event_group.c: the groups of one log. */
struct ed_event_groups {
	struct ed_case *c;
	struct ed_event_log *log;
	const struct ed_event_wanted *wanted;
	struct ed_list groups;   /* struct ed_event_group * */
	struct ed_list examples; /* struct ed_list of struct ed_event, each */
	bool full;
};

void ed_event_count(struct ed_event_groups *groups,
    const struct ed_event_raw *raw, const struct ed_event_row *row,
    uint64_t number);
/* No more events: completes the log. */
void ed_event_finish(struct ed_event_groups *groups);

/* events.c: all events of a text, into the case. */
bool ed_events_read(
    struct ed_case *c, struct ed_input *in, struct ed_event_text *text);

/* evtx.c: is it Windows' own form of a log? */
bool ed_is_evtx(struct ed_str bytes);
/* Reads the file of such a log into the case. */
bool ed_evtx_read(struct ed_case *c, struct ed_input *in, const char *path);

#endif
