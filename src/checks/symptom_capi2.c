/* SPDX-License-Identifier: Apache-2.0 */
/*
 * capi2: what became of the certificate when Windows built its chain.
 *
 * IIS answers 403.13 or 403.16 to a dozen different faults. The CAPI2 log, if
 * somebody switched it on, holds the result of each chain with the name and
 * the hash of the certificate; only those of the case's own count.
 */
#include <easdoctor/event_judge.h>

#define RESULT(name, value)                                                    \
	{                                                                      \
		name,                                                          \
		{                                                              \
			.source = ED_EVENT_CAPI2, .by_code = true,             \
			.code = (value)                                        \
		}                                                              \
	}

static const struct {
	const char *id;
	struct ed_event_query query;
} symptoms[] = {
    RESULT("untrusted-root", 0x800b0109),
    RESULT("partial-chain", 0x800b010a),
    RESULT("untrusted-ca", 0x800b0112),
    RESULT("expired", 0x800b0101),
    RESULT("wrong-usage", 0x800b0110),
    RESULT("revoked", 0x80092010),
    RESULT("no-revocation-check", 0x80092012),
    RESULT("revocation-offline", 0x80092013),
    RESULT("revocation-failure", 0x800b010e),
    RESULT("bad-signature", 0x80096004),
};

static void settle_seen(const struct ed_event_group *group, uint64_t count,
    const char *id, struct ed_sink *out)
{
	const struct ed_event *event = &group->examples[0];
	struct ed_digits number, code, n, last;

	ed_settle(out, id, true, event->ref,
	    ED_VALUES({"event", ED_NUMBER, ed_number(&number, group->id)},
		{"server", ED_HOST, group->computer},
		{"result", ED_TEXT, ed_event_hex(group->code, &code)},
		{"certificate", ED_TEXT, event->subject},
		{"thumbprint", ED_THUMBPRINT, event->thumbprint},
		{"detail", ED_TEXT, event->detail},
		{"count", ED_NUMBER, ed_number(&n, (int64_t)count)},
		{"last", ED_TIME, ed_event_last(group, &last)}));
}

static void conclude(const struct ed_facts *facts, const char *id,
    const struct ed_event_query *query, const struct ed_event_tally *tally,
    struct ed_sink *out)
{
	if (ed_event_conclude(facts, id, query, tally, out))
		settle_seen(tally->shown,
		    tally->ours ? tally->ours : tally->nobody + tally->others,
		    id, out);
}

static bool is_known(uint32_t code)
{
	for (size_t i = 0; i < ED_COUNT(symptoms); i++)
		if (symptoms[i].query.code == code)
			return true;
	return false;
}

/* A group of the case's own whose result has no name here, or NULL. */
static const struct ed_event_group *find_other(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];
			enum ed_event_whose whose =
			    ed_event_whose(facts, group);

			if (group->source == ED_EVENT_CAPI2 &&
			    !is_known(group->code) &&
			    (whose == ED_EVENT_OF_CERTIFICATE ||
				whose == ED_EVENT_OF_ACCOUNT))
				return group;
		}
	return NULL;
}

static void settle_other(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_event_group *found = find_other(facts);
	struct ed_event_query query = {
	    .source = ED_EVENT_CAPI2, .by_code = true};
	struct ed_event_tally tally = {0};

	if (found) {
		query.code = found->code;
		tally = ed_event_tally(facts, &query);
	}
	conclude(facts, "other", &query, &tally, out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = 0; i < ED_COUNT(symptoms); i++) {
		const struct ed_event_query *query = &symptoms[i].query;
		const struct ed_event_tally tally =
		    ed_event_tally(facts, query);

		conclude(facts, symptoms[i].id, query, &tally, out);
	}
	settle_other(facts, out);
}

const struct ed_check ed_check_symptom_capi2 = {
    .id = "capi2",
    .title = "CAPI2 of the Exchange server takes the certificate",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"untrusted-root", 0}, {"partial-chain", 0},
	{"untrusted-ca", 0}, {"expired", 0}, {"wrong-usage", 0}, {"revoked", 0},
	{"no-revocation-check", 0}, {"revocation-offline", 0},
	{"revocation-failure", 0}, {"bad-signature", 0}, {"other", 0}),
    .run = run,
};
