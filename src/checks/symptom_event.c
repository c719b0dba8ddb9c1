/* SPDX-License-Identifier: Apache-2.0 */
/*
 * event: what Exchange itself writes into the Application log.
 *
 * A device that signs in well still cannot begin when Exchange may not make
 * its object below the account; only this event says so.
 */
#include <easdoctor/event_judge.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_event_query query = {
	    .source = ED_EVENT_ACTIVESYNC, .id = 1053};
	const struct ed_event_tally tally = ed_event_tally(facts, &query);
	const struct ed_event_group *group = tally.shown;
	struct ed_digits n, last;

	(void)subject;
	if (!ed_event_conclude(facts, "1053", &query, &tally, out))
		return;
	ed_settle(out, "1053", true, group->examples[0].ref,
	    ED_VALUES({"server", ED_HOST, group->computer},
		{"object", ED_DN, group->examples[0].detail},
		{"count", ED_NUMBER, ed_number(&n, (int64_t)group->count)},
		{"last", ED_TIME, ed_event_last(group, &last)}));
}

const struct ed_check ed_check_symptom_event = {
    .id = "event",
    .title = "Exchange may make the objects of devices",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"1053", 0}),
    .run = run,
};
