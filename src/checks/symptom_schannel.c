/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schannel: what TLS of the Exchange server says.
 *
 * These events name nobody, and servers that face the internet write some of
 * them about every scanner that comes by. So one alone is nothing, and most
 * of them only add to what else is known.
 */
#include <easdoctor/event_judge.h>

static const struct {
	const char *id;
	unsigned number;
} symptoms[] = {{"36870", 36870}, {"36871", 36871}, {"36874", 36874},
    {"36877", 36877}, {"36878", 36878}, {"36879", 36879}, {"36885", 36885},
    {"36888", 36888}};

/* Alerts by which a client refuses the certificate of the server. */
static const uint32_t refusals[] = {42, 43, 44, 45, 46, 48};

static bool is_refusal(const struct ed_event_group *group)
{
	for (size_t i = 0; i < ED_COUNT(refusals); i++)
		if (group->has_code && group->code == refusals[i])
			return true;
	return false;
}

/* RFC 8446, section 6, and those of RFC 5246. */
static const char *name_alert(uint32_t alert)
{
	static const struct {
		uint32_t alert;
		const char *name;
	} names[] = {{0, "close_notify"}, {10, "unexpected_message"},
	    {20, "bad_record_mac"}, {40, "handshake_failure"},
	    {41, "no_certificate"}, {42, "bad_certificate"},
	    {43, "unsupported_certificate"}, {44, "certificate_revoked"},
	    {45, "certificate_expired"}, {46, "certificate_unknown"},
	    {47, "illegal_parameter"}, {48, "unknown_ca"},
	    {49, "access_denied"}, {50, "decode_error"}, {51, "decrypt_error"},
	    {70, "protocol_version"}, {71, "insufficient_security"},
	    {80, "internal_error"}, {90, "user_canceled"},
	    {100, "no_renegotiation"}, {109, "missing_extension"},
	    {112, "unrecognized_name"}, {116, "certificate_required"},
	    {120, "no_application_protocol"}};

	for (size_t i = 0; i < ED_COUNT(names); i++)
		if (names[i].alert == alert)
			return names[i].name;
	return "an alert without a name";
}

static struct ed_str say_code(
    const struct ed_event_group *group, struct ed_digits *digits)
{
	if (!group->has_code)
		return ED_STR("none");
	return group->code < 256 ? ed_number(digits, group->code)
				 : ed_event_hex(group->code, digits);
}

static void settle_seen(const struct ed_event_group *group, uint64_t count,
    const char *id, struct ed_sink *out)
{
	struct ed_digits number, n, last, code;

	ed_settle(out, id, true, group->examples[0].ref,
	    ED_VALUES({"event", ED_NUMBER, ed_number(&number, group->id)},
		{"server", ED_HOST, group->computer},
		{"code", ED_TEXT, say_code(group, &code)},
		{"alert", ED_TEXT,
		    ed_str_of(group->has_code ? name_alert(group->code) : "")},
		{"count", ED_NUMBER, ed_number(&n, (int64_t)count)},
		{"last", ED_TIME, ed_event_last(group, &last)}));
}

static void conclude(const struct ed_facts *facts, const char *id,
    const struct ed_event_query *query, const struct ed_event_tally *tally,
    struct ed_sink *out)
{
	if (ed_event_conclude(facts, id, query, tally, out))
		settle_seen(tally->shown, tally->nobody, id, out);
}

static void settle(const struct ed_facts *facts, const char *id,
    unsigned number, struct ed_sink *out)
{
	const struct ed_event_query query = {
	    .source = ED_EVENT_SCHANNEL, .id = number};
	const struct ed_event_tally tally = ed_event_tally(facts, &query);

	conclude(facts, id, &query, &tally, out);
}

/* Of the alerts that came in only those that are about our certificate. */
static void settle_alerts(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_event_query query = {
	    .source = ED_EVENT_SCHANNEL, .id = 36887};
	struct ed_event_tally tally = {0};

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (!ed_event_asks(&query, group) || !is_refusal(group))
				continue;
			tally.nobody += group->count;
			if (!tally.shown || group->count > tally.shown->count)
				tally.shown = group;
		}
	conclude(facts, "36887", &query, &tally, out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = 0; i < ED_COUNT(symptoms); i++)
		settle(facts, symptoms[i].id, symptoms[i].number, out);
	settle_alerts(facts, out);
}

const struct ed_check ed_check_symptom_schannel = {
    .id = "schannel",
    .title = "Schannel of the Exchange server logs no trouble",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"36870", 0}, {"36871", 0}, {"36874", 0},
	{"36877", 0}, {"36878", 0}, {"36879", 0}, {"36885", 0}, {"36887", 0},
	{"36888", 0}),
    .run = run,
};
