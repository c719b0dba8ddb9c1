/* SPDX-License-Identifier: Apache-2.0 */
#include "report/json_fields.h"

#include "engine/finding.h"
#include "engine/rank.h"
#include "engine/rule.h"
#include "report/report.h"

#define TEXT(of, field) .type = ED_FIELD_TEXT, .offset = offsetof(of, field)
#define INT(of, field) .type = ED_FIELD_INT, .offset = offsetof(of, field)
#define COUNT(of, field) .type = ED_FIELD_COUNT, .offset = offsetof(of, field)
#define FLAG(of, field) .type = ED_FIELD_FLAG, .offset = offsetof(of, field)
#define TEXTS(of, field) .type = ED_FIELD_TEXTS, .offset = offsetof(of, field)
#define ITEMS(of, field, n, item, its_fields)                                  \
	.type = ED_FIELD_ITEMS, .offset = offsetof(of, field),                 \
	.count = offsetof(of, n), .item_size = sizeof(item),                   \
	.fields = (its_fields)

static const char *const verdict_states[] = {
    "healthy", "warning", "blocked", "unknown", NULL};
static const char *const cause_states[] = {
    "proven", "likely", "possible", "unlikely", NULL};
static const char *const finding_states[] = {
    "present", "absent", "unknown", "not_asked", NULL};
static const char *const ledger_states[] = {"present", "absent", NULL};
static const char *const finding_kinds[] = {"cause", "symptom", NULL};
static const char *const shells[] = {"sh", "cmd", "powershell", NULL};
static const char *const places[] = {"line", "xpath", "oid", "request", NULL};
static const char *const hop_states[] = {
    "pass", "fail", "not_reached", "not_checked", NULL};
static const char *const roles[] = {"device", "ca", "server", "other", NULL};
static const char *const moments[] = {
    "symptom", "certificate", "crl", "account", "config", "case", "run", NULL};
static const char *const answers[] = {"yes", "no", "unknown", NULL};
static const char *const privacies[] = {
    "none", "internal", "vendor", "public", NULL};

/* clang-format off */
static const struct ed_json_field verdict_fields[] = {
    {"state", TEXT(struct ed_report, verdict.state), .words = verdict_states},
    {"exit_code", INT(struct ed_report, verdict.exit_code)},
    {"scope", TEXTS(struct ed_report, verdict.scope), .words = ed_stage_names},
    {"text", TEXT(struct ed_report, verdict.text)},
    {0},
};

static const struct ed_json_field command_fields[] = {
    {"shell", TEXT(struct ed_command, shell), .words = shells},
    {"run", TEXT(struct ed_command, run)},
    {0},
};

static const struct ed_json_field ledger_fields[] = {
    {"finding", TEXT(struct ed_ledger_line, finding)},
    {"state", TEXT(struct ed_ledger_line, state), .words = ledger_states,
	.optional = true},
    {"via", TEXT(struct ed_ledger_line, via), .optional = true},
    {"db", INT(struct ed_ledger_line, db)},
    {0},
};

static const struct ed_json_field cause_fields[] = {
    {"id", TEXT(struct ed_report_cause, id)},
    {"subject", TEXT(struct ed_report_cause, subject)},
    {"state", TEXT(struct ed_report_cause, state), .words = cause_states},
    {"stage", TEXT(struct ed_report_cause, stage), .words = ed_stage_names},
    {"bites", TEXT(struct ed_report_cause, bites), .words = ed_hop_names},
    {"owner", TEXT(struct ed_report_cause, owner), .words = ed_owner_names},
    {"blocks", TEXT(struct ed_report_cause, blocks), .words = ed_blocks_names},
    {"score", INT(struct ed_report_cause, score)},
    {"explains_symptom", FLAG(struct ed_report_cause, explains_symptom),
	.optional = true},
    {"evident", FLAG(struct ed_report_cause, evident), .optional = true},
    {"tie_with", TEXTS(struct ed_report_cause, tie_with)},
    {"title", TEXT(struct ed_report_cause, title)},
    {"text", TEXT(struct ed_report_cause, text)},
    {"fix", TEXTS(struct ed_report_cause, fix)},
    {"undo", TEXT(struct ed_report_cause, undo)},
    {"risk", TEXT(struct ed_report_cause, risk), .words = ed_risk_names},
    {"verify", ITEMS(struct ed_report_cause, verify.items, verify.n,
	struct ed_command, command_fields)},
    {"handoff", TEXT(struct ed_report_cause, handoff)},
    {"cite", TEXTS(struct ed_report_cause, cite)},
    {"consequences", TEXTS(struct ed_report_cause, consequences)},
    {"ledger", ITEMS(struct ed_report_cause, ledger, n_ledger,
	struct ed_ledger_line, ledger_fields)},
    {0},
};

static const struct ed_json_field value_fields[] = {
    {"kind", TEXT(struct ed_report_value, kind), .words = ed_kind_names},
    {"value", TEXT(struct ed_report_value, value)},
    {0},
};

static const struct ed_json_field where_fields[] = {
    {"kind", TEXT(struct ed_report_evidence, where_kind), .words = places},
    {"at", TEXT(struct ed_report_evidence, at)},
    {0},
};

static const struct ed_json_field evidence_fields[] = {
    {"input", .type = ED_FIELD_INDEX, .optional = true,
	.offset = offsetof(struct ed_report_evidence, input)},
    {"where", .type = ED_FIELD_OBJECT, .optional = true,
	.fields = where_fields},
    {"quote", TEXT(struct ed_report_evidence, quote), .optional = true},
    {"count", COUNT(struct ed_report_evidence, count)},
    {0},
};

static const struct ed_json_field finding_fields[] = {
    {"id", TEXT(struct ed_report_finding, id)},
    {"subject", TEXT(struct ed_report_finding, subject)},
    {"kind", TEXT(struct ed_report_finding, kind), .words = finding_kinds},
    {"state", TEXT(struct ed_report_finding, state), .words = finding_states},
    {"title", TEXT(struct ed_report_finding, title), .optional = true},
    {"reason", TEXT(struct ed_report_finding, reason), .optional = true},
    {"values", .type = ED_FIELD_KEYED,
	.offset = offsetof(struct ed_report_finding, values),
	.count = offsetof(struct ed_report_finding, n_values),
	.item_size = sizeof(struct ed_report_value), .fields = value_fields},
    {"evidence", ITEMS(struct ed_report_finding, evidence, n_evidence,
	struct ed_report_evidence, evidence_fields)},
    {0},
};

static const struct ed_json_field hop_fields[] = {
    {"bites", TEXT(struct ed_report_hop, bites), .words = ed_hop_names},
    {"state", TEXT(struct ed_report_hop, state), .words = hop_states},
    {"clean", FLAG(struct ed_report_hop, clean), .optional = true},
    {0},
};

static const struct ed_json_field next_fields[] = {
    {"check", TEXT(struct ed_report_next, check)},
    {"command", TEXT(struct ed_report_next, command)},
    {"shell", TEXT(struct ed_report_next, shell), .words = shells,
	.optional = true},
    {"who", TEXT(struct ed_report_next, who), .words = ed_owner_names},
    {"if_present", TEXT(struct ed_report_next, if_present)},
    {"if_absent", TEXT(struct ed_report_next, if_absent)},
    {0},
};

static const struct ed_json_field gap_fields[] = {
    {"check", TEXT(struct ed_report_gap, check)},
    {"reason", TEXT(struct ed_report_gap, reason)},
    {"supply", TEXT(struct ed_report_gap, supply)},
    {"command", TEXT(struct ed_report_gap, command), .optional = true},
    {"shell", TEXT(struct ed_report_gap, shell), .words = shells,
	.optional = true},
    {"who", TEXT(struct ed_report_gap, who), .words = ed_owner_names,
	.optional = true},
    {0},
};

static const struct ed_json_field coverage_fields[] = {
    {"settled", COUNT(struct ed_report, coverage.settled)},
    {"unknown", COUNT(struct ed_report, coverage.unknown)},
    {"not_asked", COUNT(struct ed_report, coverage.not_asked)},
    {0},
};

static const struct ed_json_field offer_fields[] = {
    {"server", TEXT(struct ed_report_offer, server)},
    {"offered", TEXT(struct ed_report_offer, offered), .words = answers},
    {"offered_why", TEXT(struct ed_report_offer, offered_why)},
    {"accepted", TEXT(struct ed_report_offer, accepted), .words = answers},
    {"accepted_why", TEXT(struct ed_report_offer, accepted_why)},
    {0},
};

static const struct ed_json_field candidate_fields[] = {
    {"certificate", TEXT(struct ed_report_candidate, certificate)},
    {"subject", TEXT(struct ed_report_candidate, subject)},
    {"used", TEXT(struct ed_report_candidate, used), .words = answers},
    {"offered", TEXT(struct ed_report_candidate, offered), .words = answers},
    {"offered_why", TEXT(struct ed_report_candidate, offered_why)},
    {"accepted", TEXT(struct ed_report_candidate, accepted),
	.words = answers},
    {"accepted_why", TEXT(struct ed_report_candidate, accepted_why)},
    {"servers", ITEMS(struct ed_report_candidate, servers, n_servers,
	struct ed_report_offer, offer_fields), .optional = true},
    {0},
};

static const struct ed_json_field certificate_fields[] = {
    {"label", TEXT(struct ed_report_certificate, label)},
    {"role", TEXT(struct ed_report_certificate, role), .words = roles},
    {"subject", TEXT(struct ed_report_certificate, subject)},
    {"issuer", TEXT(struct ed_report_certificate, issuer)},
    {"serial", TEXT(struct ed_report_certificate, serial)},
    {"not_before", TEXT(struct ed_report_certificate, not_before)},
    {"not_after", TEXT(struct ed_report_certificate, not_after)},
    {"names", TEXTS(struct ed_report_certificate, names)},
    {"usages", TEXTS(struct ed_report_certificate, usages)},
    {"key", TEXT(struct ed_report_certificate, key)},
    {"sha256", TEXT(struct ed_report_certificate, sha256)},
    {0},
};

static const struct ed_json_field moment_fields[] = {
    {"time", TEXT(struct ed_report_moment, time)},
    {"kind", TEXT(struct ed_report_moment, kind), .words = moments},
    {"text", TEXT(struct ed_report_moment, text)},
    {"finding", TEXT(struct ed_report_moment, finding), .optional = true},
    {0},
};

static const struct ed_json_field input_fields[] = {
    {"path", TEXT(struct ed_report_input, path)},
    {"kind", TEXT(struct ed_report_input, kind)},
    {"sha256", TEXT(struct ed_report_input, sha256)},
    {"bytes", .type = ED_FIELD_BYTES,
	.offset = offsetof(struct ed_report_input, bytes)},
    {"vantage", TEXT(struct ed_report_input, vantage)},
    {"damage", TEXTS(struct ed_report_input, damage)},
    {0},
};

static const struct ed_json_field accepted_fields[] = {
    {"finding", TEXT(struct ed_report_accepted, finding)},
    {"subject", TEXT(struct ed_report_accepted, subject)},
    {"reason", TEXT(struct ed_report_accepted, reason)},
    {"author", TEXT(struct ed_report_accepted, author)},
    {"until", TEXT(struct ed_report_accepted, until)},
    {"expired", FLAG(struct ed_report_accepted, expired)},
    {"state", TEXT(struct ed_report_accepted, state), .words = finding_states},
    {0},
};

static const struct ed_json_field run_fields[] = {
    {"version", TEXT(struct ed_report, run.version)},
    {"rules_sha256", TEXT(struct ed_report, run.rules_sha256)},
    {"as_of", TEXT(struct ed_report, run.as_of)},
    {"network", FLAG(struct ed_report, run.network)},
    {"privacy", TEXT(struct ed_report, run.privacy), .words = privacies},
    {0},
};

const struct ed_json_field ed_report_fields[] = {
    {"schema", .type = ED_FIELD_SCHEMA},
    {"verdict", .type = ED_FIELD_OBJECT, .fields = verdict_fields},
    {"causes", ITEMS(struct ed_report, causes, n_causes,
	struct ed_report_cause, cause_fields)},
    {"findings", ITEMS(struct ed_report, findings, n_findings,
	struct ed_report_finding, finding_fields)},
    {"path", .type = ED_FIELD_ROW, .offset = offsetof(struct ed_report, path),
	.item_size = sizeof(struct ed_report_hop), .fields = hop_fields},
    {"next", ITEMS(struct ed_report, next, n_next,
	struct ed_report_next, next_fields)},
    {"not_checked", ITEMS(struct ed_report, not_checked, n_not_checked,
	struct ed_report_gap, gap_fields)},
    {"coverage", .type = ED_FIELD_OBJECT, .fields = coverage_fields},
    {"selection", ITEMS(struct ed_report, selection, n_selection,
	struct ed_report_candidate, candidate_fields), .optional = true},
    {"certificates", ITEMS(struct ed_report, certificates, n_certificates,
	struct ed_report_certificate, certificate_fields), .optional = true},
    {"timeline", ITEMS(struct ed_report, timeline, n_timeline,
	struct ed_report_moment, moment_fields), .optional = true},
    {"inputs", ITEMS(struct ed_report, inputs, n_inputs,
	struct ed_report_input, input_fields)},
    {"suppressed", ITEMS(struct ed_report, suppressed, n_suppressed,
	struct ed_report_accepted, accepted_fields)},
    {"run", .type = ED_FIELD_OBJECT, .fields = run_fields},
    {0},
};
/* clang-format on */
