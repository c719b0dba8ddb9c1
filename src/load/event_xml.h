/* SPDX-License-Identifier: Apache-2.0 */
/* One event of a log, taken apart and not yet understood. */
#ifndef ED_LOAD_EVENT_XML_H
#define ED_LOAD_EVENT_XML_H

#include "base/arena.h"

#include <easdoctor/limits.h>

/* A value: of <Data>, named or not; elsewhere "Element" or "Element@name". */
struct ed_event_datum {
	struct ed_str name;
	struct ed_str value;
};

struct ed_event_raw {
	struct ed_str provider;
	struct ed_str source; /* EventSourceName, of old providers */
	struct ed_str computer;
	struct ed_str record; /* EventRecordID */
	struct ed_str number; /* EventID, as it stands there */
	unsigned id;
	unsigned level;
	int64_t at; /* 0: not said */
	struct ed_event_datum data[ED_MAX_EVENT_DATA];
	size_t n_data;
	bool is_user_data; /* they have names of their own */
};

/*
 * Who wrote an event, by its text alone: most events of a log are none of
 * ours, and need no parser.
 */
struct ed_str ed_event_provider(struct ed_str event);
/*
 * Takes an event apart; what is kept is in arena. False and why when it is no
 * well-formed XML.
 */
bool ed_event_read(struct ed_arena *arena, struct ed_str event,
    struct ed_event_raw *out, const char **why);

/* The value of that name, or an empty slice. */
struct ed_str ed_event_value(
    const struct ed_event_raw *event, const char *name);
/* The first value of one of the names, else the one at that place. */
struct ed_str ed_event_value_or(
    const struct ed_event_raw *event, const char *const *names, size_t place);

#endif
