/* SPDX-License-Identifier: Apache-2.0 */
/* What the checks of event logs share. */
#ifndef EASDOCTOR_EVENT_JUDGE_H
#define EASDOCTOR_EVENT_JUDGE_H

#include <easdoctor/check.h>
#include <easdoctor/event.h>

/* "0x800B0109". The slice points into digits. */
static inline struct ed_str ed_event_hex(
    uint32_t code, struct ed_digits *digits)
{
	static const char hex[] = "0123456789ABCDEF";

	digits->text[0] = '0';
	digits->text[1] = 'x';
	for (unsigned i = 0; i < 8; i++)
		digits->text[2 + i] = hex[code >> (28 - 4 * i) & 15];
	return (struct ed_str){digits->text, 10};
}

/* The time of a group's last event, or empty. */
static inline struct ed_str ed_event_last(
    const struct ed_event_group *group, struct ed_digits *digits)
{
	return group->last ? ed_time(digits, group->last) : ED_STR("");
}

/* True when it was seen: the check settles that itself, all else is settled. */
static inline bool ed_event_conclude(const struct ed_facts *facts,
    const char *id, const struct ed_event_query *query,
    const struct ed_event_tally *tally, struct ed_sink *out)
{
	const char *reason = NULL;

	switch (ed_event_judge(facts, query, tally, &reason)) {
	case ED_EVENT_SEEN:
		return true;
	case ED_EVENT_UNSEEN:
		ed_settle(out, id, false, facts->event_logs[0]->ref, NULL);
		break;
	case ED_EVENT_UNCERTAIN:
		ed_unknown(out, id, reason);
		break;
	case ED_EVENT_UNASKED:
		ed_not_asked(out, id, reason);
		break;
	}
	return false;
}

#endif
