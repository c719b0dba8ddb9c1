/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is dated in evidence: when something began, ended or was changed. One
 * list, derived once: the report's timeline shows it, the onset of a failure
 * is compared with it, and the ranker weighs what that tells of a cause.
 */
#ifndef EASDOCTOR_DATE_H
#define EASDOCTOR_DATE_H

#include <easdoctor/directory.h>

struct ed_exchange_object;

/* What happens then; bits, for the rules name several. */
enum ed_turn {
	ED_TURN_NONE = 0, /* nothing that could begin a failure */
	ED_TURN_BEGIN = 1 << 0,
	ED_TURN_END = 1 << 1,
	ED_TURN_CHANGE = 1 << 2, /* the last one: earlier ones are not told */
	ED_TURN_UPDATE = 1 << 3, /* of a domain controller, to the day */
	ED_TURN_CLOCK = 1 << 4,
	ED_TURN_REVOKE = 1 << 5
};

/* A zone that is not known leaves 26 hours; more is a date in doubt. */
enum { ED_A_ZONE = 26 * 3600 };

struct ed_date {
	enum ed_turn turn;
	const char *kind;    /* of the timeline: "certificate", "config" */
	struct ed_span when; /* given; one moment, or what it can mean */
	struct ed_str label; /* whose: "device certificate 3f2a91c0" */
	const char *what;    /* "ends" */
	struct ed_ref ref;   /* what says so, its value as quote */
	struct ed_ref whole; /* the thing itself */
	const struct ed_exchange_object *object; /* or NULL */
};

/* Is it a date of what a finding is about, told by subject and place? */
ED_API bool ed_date_is_of(
    const struct ed_date *date, struct ed_str subject, struct ed_ref where);

/* Where a date lies, seen from the moment when something began. */
enum ed_relation {
	ED_DATE_FAR, /* too far off, or in doubt */
	ED_DATE_BEFORE,
	ED_DATE_ABOUT, /* its zone is not known: before it, or after */
	ED_DATE_AFTER
};

/* away is set to the least distance in seconds, unless it is far. */
ED_API enum ed_relation ed_date_compare(
    const struct ed_date *date, int64_t moment, int64_t *away);

/* What happened near the onset of a failure. */
struct ed_near {
	const struct ed_date *date;
	enum ed_relation relation;
	struct ed_str text; /* "2 h 10 min after … is changed" */
	struct ed_ref ref;  /* the date's, with that in front of its value */
};

#endif
