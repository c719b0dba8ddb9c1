/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clock: device, server, CA and domain controllers must agree on the time.
 *
 * Kerberos refuses what is more than five minutes off, so a server whose clock
 * is wrong signs nobody in; and a certificate can be too young or too old for
 * it. All that shows is a 401 or a 403 for everybody.
 */
#include <easdoctor/check.h>
#include <easdoctor/event.h>

/* That of Kerberos, in seconds, unless somebody changed it. */
enum { TOLERANCE = 300 };

/*
 * Written by the computer whose clock it is: a domain controller's audit is
 * full of clients that are off. A clock that was set says by how much.
 */
static bool is_of_server(const struct ed_event_group *group)
{
	return group->source == ED_EVENT_KERBEROS ||
	       (group->source == ED_EVENT_CLOCK && group->largest > TOLERANCE);
}

static const struct ed_event_group *find_skew(const struct ed_facts *facts)
{
	const struct ed_event_group *found = NULL;

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (group->meaning != ED_EVENT_SKEW ||
			    !is_of_server(group))
				continue;
			if (!found || group->largest > found->largest)
				found = group;
		}
	return found;
}

static const struct ed_event *find_largest(const struct ed_event_group *group)
{
	const struct ed_event *found = &group->examples[0];

	for (size_t i = 0; i < group->n_examples; i++) {
		const struct ed_event *event = &group->examples[i];

		if (event->offset == group->largest ||
		    event->offset == -group->largest)
			found = event;
	}
	return found;
}

static struct ed_str say_event(const struct ed_event_group *group)
{
	if (group->source == ED_EVENT_CLOCK)
		return ED_STR("its clock was set by more than five minutes");
	return ED_STR("a domain controller told it that the clocks differ "
		      "(KRB_AP_ERR_SKEW)");
}

static void settle_event(
    const struct ed_event_group *group, struct ed_sink *out)
{
	const struct ed_event *event = find_largest(group);
	struct ed_digits seconds, at;

	ed_settle(out, "skew", true, event->ref,
	    ED_VALUES({"where", ED_HOST, group->computer},
		{"how", ED_TEXT, say_event(group)},
		{"seconds", ED_TEXT,
		    group->largest ? ed_number(&seconds, group->largest)
				   : ED_STR("more than 300")},
		{"at", ED_TIME,
		    event->at ? ed_time(&at, event->at) : ED_STR("")}));
}

/* Anything by which a skew would have shown. */
static bool has_looked(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			enum ed_event_source source =
			    facts->event_logs[i]->groups[k]->source;

			if (source == ED_EVENT_KERBEROS ||
			    source == ED_EVENT_CLOCK)
				return true;
		}
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_event_group *found = find_skew(facts);

	(void)subject;
	if (found)
		settle_event(found, out);
	else if (ed_event_is_lost(facts))
		ed_unknown(out, "skew",
		    "an event log is damaged, and none is in what could be "
		    "read");
	else if (has_looked(facts))
		ed_settle(out, "skew", false, facts->event_logs[0]->ref, NULL);
	else
		ed_not_asked(out, "skew",
		    "no log holds events by which a clock could be judged");
}

const struct ed_check ed_check_clock = {
    .id = "clock",
    .title = "The clocks agree",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"skew", ED_NEED_EVENTS}),
    .run = run,
};
