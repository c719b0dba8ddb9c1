/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#define WORDS(...)                                                             \
	{                                                                      \
		(const struct ed_str[]){__VA_ARGS__},                          \
		    sizeof((const struct ed_str[]){__VA_ARGS__}) /             \
			sizeof(struct ed_str)                                  \
	}
#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

enum { CHAIN, MISSING, REQUESTER, EXPIRED, EXPIRING, SYMPTOM, N_RULES };

static const struct ed_rule_command upn_verify[] = {
    {S("sh"), S("openssl x509 -in {file} -noout -ext subjectAltName")},
    {S("cmd"), S("certutil -dump {file}")},
    {S("powershell"), S("Get-ADUser -Filter \"Name -eq '{certificate}'\"")},
};
static const struct ed_rule_command date_verify[] = {
    {S("sh"), S("openssl x509 -in {file} -noout -enddate")},
};

static const struct ed_rule rules[N_RULES] = {
    [CHAIN] = {.id = S("certificate-chain/untrusted"),
	.check = S("certificate-chain"),
	.title = S("The certificate leads to a root that is not trusted"),
	.text = S("{certificate} leads to {root}."),
	.stage = ED_STAGE_CERTIFICATE,
	.bites = ED_HOP_VALIDATE,
	.prior = ED_FREQUENT,
	.fix = WORDS(S("Publish the root in the NTAuth store."))},
    [MISSING] = {.id = S("certificate-upn/missing"),
	.check = S("certificate-upn"),
	.title = S("The certificate has no User Principal Name"),
	.text = S("The Subject Alternative Name of {certificate} ({subject}) "
		  "holds no User Principal Name, so Active Directory cannot "
		  "map it to an account. {UserPrincipalName} is the lookup "
		  "value.\n"),
	.stage = ED_STAGE_CERTIFICATE,
	.bites = ED_HOP_MAP,
	.prior = ED_FREQUENT,
	.fix = WORDS(S("In the UEM console, open Devices > Certificates > "
		       "Certificate Authorities > Request Templates, and edit "
		       "the template of {certificate}."),
	    S("Add a Subject Alternative Name of type User Principal Name "
	      "with the value {UserPrincipalName}."),
	    S("Publish the profile again, so that a certificate is issued."),
	    S("Sync on the device.")),
	.undo = S("Remove the entry from the template."),
	.risk = ED_RISK_NONE,
	.verify = upn_verify,
	.n_verify = ED_COUNT(upn_verify),
	.handoff = S("PKI: the request template names no UPN.\n"
		     "Please add {UserPrincipalName} to it."),
	.cite = WORDS(S("RFC 5280, 4.2.1.6"))},
    [REQUESTER] = {.id = S("certificate-subject/requester-identity"),
	.check = S("certificate-subject"),
	.title = S("The CA named the certificate after the service account"),
	.text = S("{certificate} is named after <the account>."),
	.stage = ED_STAGE_ISSUE,
	.bites = ED_HOP_ISSUE,
	.prior = ED_OCCASIONAL,
	.owner = ED_OWNER_PKI,
	.handoff = S("PKI: the template takes the name from the directory.")},
    [EXPIRED] = {.id = S("certificate-validity/expired"),
	.check = S("certificate-validity"),
	.title = S("The certificate has expired."),
	.text = S("It was valid until {not_after}."),
	.stage = ED_STAGE_CERTIFICATE,
	.bites = ED_HOP_VALIDATE,
	.prior = ED_FREQUENT,
	.owner = ED_OWNER_MDM,
	.fix = WORDS(S("Renew the certificate.")),
	.risk = ED_RISK_RESTART,
	.verify = date_verify,
	.n_verify = ED_COUNT(date_verify)},
    [EXPIRING] = {.id = S("certificate-validity/expiring"),
	.check = S("certificate-validity"),
	.title = S("The certificate expires soon"),
	.text = S("It is valid until {not_after}."),
	.stage = ED_STAGE_CERTIFICATE,
	.bites = ED_HOP_VALIDATE,
	.blocks = ED_BLOCKS_LATER,
	.prior = ED_COMMON,
	.owner = ED_OWNER_MDM,
	.fix = WORDS(S("Renew the certificate."))},
    [SYMPTOM] = {.id = S("http/401-without-scheme"),
	.check = S("http"),
	.kind = ED_SYMPTOM_RULE,
	.title = S("401 that offers no scheme")},
};

static const struct ed_rule_check checks[] = {
    {.id = S("certificate-chain"),
	.supply = S("Give the certificates of the CAs, and the trusted roots "
		    "with --client-roots."),
	.collect = {S("cmd"), S("certutil -ca.cert ca.cer")},
	.who = ED_OWNER_PKI},
    {.id = S("certificate-subject"),
	.supply = S("Say in the case who requests: ca: { service_account: … }"),
	.who = ED_OWNER_MDM},
};

static const struct ed_rules all_rules = {.rules = rules,
    .n_rules = N_RULES,
    .checks = checks,
    .n_checks = ED_COUNT(checks),
    .sha256 = S("0123456789abcdef0123456789abcdef"
		"0123456789abcdef0123456789abcdef")};

/* What a report is made of, on the way. */
struct sample {
	struct ed_case c;
	struct ed_settled settled[8];
	struct ed_findings findings;
	struct ed_diagnosis diagnosis;
	struct ed_verdict verdict;
};

static void add_file(struct sample *s, struct ed_str path)
{
	struct ed_input *in = ed_add_input(&s->c, path);

	in->kind = ED_STR("certificate");
	in->sha256 = all_rules.sha256;
	in->bytes = 1097;
	in->named = true;
}

static struct ed_settled *settle(
    struct sample *s, int rule, struct ed_str subject, enum ed_state state)
{
	struct ed_settled *one = &s->settled[s->findings.n++];

	*one = (struct ed_settled){
	    .rule = &rules[rule], .subject = subject, .state = state};
	s->findings.items = s->settled;
	return one;
}

static void begin(struct sample *s)
{
	*s = (struct sample){0};
	ed_case_init(&s->c);
	s->c.facts.as_of = 1795046400;
	for (size_t i = 0; i < ED_N_HOP; i++)
		s->diagnosis.path[i] = ED_HOP_NOT_CHECKED;
}

static void finish(
    struct sample *s, struct ed_arena *arena, struct ed_report *out)
{
	const struct ed_report_parts parts = {.c = &s->c,
	    .rules = &all_rules,
	    .findings = &s->findings,
	    .diagnosis = &s->diagnosis,
	    .verdict = &s->verdict,
	    .version = "0.1.0"};

	ed_report_build(&parts, arena, out);
	ed_case_free(&s->c);
}

static const struct ed_rule *const upn_ties[] = {&rules[CHAIN]};
static const struct ed_rule *const requester_consequences[] = {
    &rules[MISSING], &rules[REQUESTER]};

static const struct ed_line requester_lines[] = {
    {.kind = ED_LINE_PRIOR, .db = -200},
    {.kind = ED_LINE_DIRECT, .db = 200},
    {.kind = ED_LINE_SYMPTOM,
	.symptom = &rules[SYMPTOM],
	.present = true,
	.via = S("IIS finds no account"),
	.db = 165},
};
static const struct ed_line chain_lines[] = {
    {.kind = ED_LINE_PRIOR, .db = -151},
    {.kind = ED_LINE_AFFECTED, .db = -100},
    {.kind = ED_LINE_SYMPTOM,
	.symptom = &rules[SYMPTOM],
	.present = false,
	.db = -5},
};

static const struct ed_candidate candidates[] = {
    {.rule = &rules[REQUESTER],
	.state = ED_PRESENT,
	.certainty = ED_PROVEN,
	.place = ED_PLACE_EXPLAINS,
	.score = 165,
	.lines = requester_lines,
	.n_lines = 3,
	.consequences = requester_consequences,
	.n_consequences = 1,
	.ties = upn_ties,
	.n_ties = 1},
    {.rule = &rules[EXPIRED],
	.state = ED_PRESENT,
	.certainty = ED_PROVEN,
	.place = ED_PLACE_STOPS_NEXT,
	.score = 0},
    {.rule = &rules[CHAIN],
	.state = ED_UNKNOWN,
	.certainty = ED_POSSIBLE,
	.place = ED_PLACE_SUSPECT,
	.score = -256,
	.lines = chain_lines,
	.n_lines = 3},
    {.rule = &rules[MISSING],
	.state = ED_PRESENT,
	.certainty = ED_PROVEN,
	.place = ED_PLACE_CONSEQUENCE,
	.upstream = &rules[REQUESTER]},
};

static const struct ed_suggestion suggestions[] = {
    {&rules[CHAIN], &rules[CHAIN], &rules[REQUESTER]},
    {&rules[EXPIRING], NULL, NULL},
};

static void note(struct sample *s, struct ed_str value)
{
	struct ed_input *in = ED_ITEMS(s->c.inputs, struct ed_input *)[0];

	struct ed_str *damage = ED_NEW(&s->c.arena, struct ed_str);

	*damage = value;
	in->damage = damage;
	in->n_damage = 1;
	*ED_PUSH(&s->c.arena, &s->c.notes, struct ed_str) = value;
}

static void fill_findings(struct sample *s, struct ed_str value)
{
	struct ed_value *values =
	    ed_alloc_array(&s->c.arena, 3, sizeof(*values));
	struct ed_settled *one;

	values[0] = (struct ed_value){"certificate", ED_DN, value};
	values[1] =
	    (struct ed_value){"not_after", ED_TIME, S("2026-11-01T00:00:00Z")};
	one = settle(s, CHAIN, value, ED_UNKNOWN);
	one->reason = value;
	one = settle(s, REQUESTER, value, ED_PRESENT);
	one->where = (struct ed_ref){1, ED_AT_OID, S("2.5.4.3"), value};
	one->values = values;
	one = settle(s, MISSING, value, ED_PRESENT);
	one->where = (struct ed_ref){1, ED_AT_OID, S("2.5.29.17"), value};
	one->values = values;
	settle(s, MISSING, ED_STR("device certificate 7c"), ED_PRESENT);
	one = settle(s, EXPIRED, value, ED_PRESENT);
	one->where.input = 1;
	one->values = values;
	settle(s, EXPIRING, value, ED_ABSENT);
	one = settle(s, SYMPTOM, (struct ed_str){0}, ED_PRESENT);
	one->where = (struct ed_ref){0, ED_AT_LINE, S("12"), value};
	settle(s, SYMPTOM, ED_STR("second"), ED_NOT_ASKED)->reason =
	    ED_STR("nobody stated a symptom");
}

void ed_sample_report(
    struct ed_arena *arena, struct ed_str value, struct ed_report *out)
{
	struct sample s;

	begin(&s);
	add_file(&s, value);
	note(&s, value);
	fill_findings(&s, value);
	s.diagnosis.causes = candidates;
	s.diagnosis.n_causes = ED_COUNT(candidates);
	s.diagnosis.next = suggestions;
	s.diagnosis.n_next = ED_COUNT(suggestions);
	s.diagnosis.failing = true;
	s.diagnosis.path[ED_HOP_ISSUE] = ED_HOP_FAIL;
	s.diagnosis.path[ED_HOP_CONNECT] = ED_HOP_PASS;
	s.diagnosis.path[ED_HOP_MAILBOX] = ED_HOP_NOT_REACHED;
	s.verdict.exit = ED_EXIT_BLOCKED;
	s.verdict.scope = 1u << ED_STAGE_ISSUE | 1u << ED_STAGE_CERTIFICATE;
	finish(&s, arena, out);
}

void ed_sample_healthy(struct ed_arena *arena, struct ed_report *out)
{
	struct sample s;

	begin(&s);
	add_file(&s, ED_STR("device.pem"));
	settle(&s, MISSING, ED_STR("device certificate 3f"), ED_ABSENT);
	settle(&s, SYMPTOM, (struct ed_str){0}, ED_NOT_ASKED);
	s.verdict.scope = 1u << ED_STAGE_CERTIFICATE | 1u << ED_STAGE_PROFILE;
	finish(&s, arena, out);
}

void ed_sample_unknown(struct ed_arena *arena, struct ed_report *out)
{
	static const struct ed_settled *unjudged[1];
	struct sample s;

	begin(&s);
	add_file(&s, ED_STR("device.pem"));
	settle(&s, CHAIN, ED_STR("device certificate 3f"), ED_UNKNOWN)->reason =
	    ED_STR("its issuer is not in evidence");
	settle(&s, REQUESTER, (struct ed_str){0}, ED_NOT_ASKED);
	unjudged[0] = s.settled;
	s.verdict.exit = ED_EXIT_UNKNOWN;
	s.verdict.scope = 1u << ED_STAGE_CERTIFICATE;
	s.verdict.unjudged = unjudged;
	s.verdict.n_unjudged = 1;
	finish(&s, arena, out);
}

void ed_sample_warning(struct ed_arena *arena, struct ed_report *out)
{
	static const struct ed_candidate expiring = {.rule = &rules[EXPIRING],
	    .state = ED_PRESENT,
	    .certainty = ED_PROVEN,
	    .place = ED_PLACE_LATER};
	struct sample s;

	begin(&s);
	add_file(&s, ED_STR("device.pem"));
	settle(&s, EXPIRING, ED_STR("device certificate 3f"), ED_PRESENT);
	s.diagnosis.causes = &expiring;
	s.diagnosis.n_causes = 1;
	s.verdict.exit = ED_EXIT_WARNING;
	s.verdict.scope = 1u << ED_STAGE_CERTIFICATE;
	finish(&s, arena, out);
}

struct ed_str ed_sample_write(struct ed_arena *arena, const char *reporter,
    enum ed_detail detail, const struct ed_report *report)
{
	const struct ed_style style = {.detail = detail, .width = 80};
	struct ed_text text = {.arena = arena};

	ed_reporter_find(ed_str_of(reporter))->write(report, &style, &text);
	return ed_text_str(&text);
}
