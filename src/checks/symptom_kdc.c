/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kdc: what the domain controllers' Kerberos service says of the certificate.
 *
 * The device sees a plain 401 whatever is wrong with the mapping. The event of
 * that second on the domain controller says what it was, and names the
 * certificate.
 */
#include <easdoctor/event_judge.h>

static const struct {
	const char *id;
	struct ed_event_query query;
} symptoms[] = {
    {"no-strong-mapping", {.source = ED_EVENT_KDC,
			      .by_meaning = true,
			      .meaning = ED_EVENT_NO_STRONG,
			      .errors = true}},
    {"predates-account", {.source = ED_EVENT_KDC,
			     .by_meaning = true,
			     .meaning = ED_EVENT_PREDATES,
			     .errors = true}},
    {"sid-mismatch", {.source = ED_EVENT_KDC,
			 .by_meaning = true,
			 .meaning = ED_EVENT_SID_DIFFERS,
			 .errors = true}},
    /* One that is only audited says the same of the CA. */
    {"ntauth", {.source = ED_EVENT_KDC,
		   .by_meaning = true,
		   .meaning = ED_EVENT_NTAUTH}},
    {"other", {.source = ED_EVENT_KDC,
		  .by_meaning = true,
		  .meaning = ED_EVENT_OTHER}},
};

static void settle_seen(const struct ed_event_group *group, uint64_t count,
    const char *id, struct ed_sink *out)
{
	const struct ed_event *event = &group->examples[0];
	struct ed_digits number, n, last;

	ed_settle(out, id, true, event->ref,
	    ED_VALUES({"event", ED_NUMBER, ed_number(&number, group->id)},
		{"controller", ED_HOST, group->computer},
		{"account", ED_TEXT, event->account},
		{"certificate", ED_DN, event->subject},
		{"serial", ED_SERIAL, event->serial},
		{"thumbprint", ED_THUMBPRINT, event->thumbprint},
		{"count", ED_NUMBER, ed_number(&n, (int64_t)count)},
		{"last", ED_TIME, ed_event_last(group, &last)}));
}

static void settle(const struct ed_facts *facts, const char *id,
    const struct ed_event_query *query, struct ed_sink *out)
{
	const struct ed_event_tally tally = ed_event_tally(facts, query);

	if (ed_event_conclude(facts, id, query, &tally, out))
		settle_seen(tally.shown, tally.ours ? tally.ours : tally.others,
		    id, out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = 0; i < ED_COUNT(symptoms); i++)
		settle(facts, symptoms[i].id, &symptoms[i].query, out);
}

const struct ed_check ed_check_symptom_kdc = {
    .id = "kdc",
    .title = "The domain controllers log no trouble with the certificate",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"no-strong-mapping", 0}, {"predates-account", 0},
	{"sid-mismatch", 0}, {"ntauth", 0}, {"other", 0}),
    .run = run,
};
