/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "report_sample.h"

#include <string.h>

static void expect(struct ed_str s, const char *text)
{
	print_message("expect: %s\n", text);
	assert_int_equal(s.n, strlen(text));
	assert_memory_equal(s.p, text, s.n);
}

static void verdicts(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	ed_sample_healthy(&arena, &report);
	expect(report.verdict.state, "healthy");
	expect(report.verdict.text, "Healthy for: certificate, profile.");
	assert_int_equal(report.verdict.exit_code, 0);
	ed_sample_warning(&arena, &report);
	expect(report.verdict.state, "warning");
	expect(report.verdict.text,
	    "Nothing is known to block sync, but not all is well for: "
	    "certificate. First: The certificate expires soon (proven).");
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	expect(report.verdict.state, "blocked");
	expect(report.verdict.text,
	    "Sync is blocked. Most likely cause: The CA named the certificate "
	    "after the service account (proven).");
	assert_int_equal(report.verdict.scope.n, 2);
	expect(report.verdict.scope.items[0], "issue");
	ed_sample_unknown(&arena, &report);
	expect(report.verdict.state, "unknown");
	expect(report.verdict.text,
	    "Could not tell: certificate-chain/untrusted was not judged (its "
	    "issuer is not in evidence).");
	assert_int_equal(report.verdict.exit_code, 3);
	ed_arena_free(&arena);
}

static void causes(void **state)
{
	struct ed_arena arena = {0};
	const struct ed_report_cause *cause;
	struct ed_report report;
	int sum = 0;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	assert_int_equal(report.n_causes, 4);
	cause = &report.causes[0];
	expect(cause->id, "certificate-subject/requester-identity");
	expect(cause->subject, "CN=alice,DC=corp");
	expect(cause->state, "proven");
	expect(cause->bites, "issue");
	expect(cause->tie_with.items[0], "certificate-chain/untrusted");
	expect(cause->consequences.items[0], "certificate-upn/missing");
	assert_true(cause->explains_symptom && cause->evident);
	for (size_t i = 0; i < cause->n_ledger; i++)
		sum += cause->ledger[i].db;
	assert_int_equal(sum, cause->score);
	expect(cause->ledger[0].finding, "prior");
	expect(cause->ledger[0].state, "");
	expect(cause->ledger[2].finding, "http/401-without-scheme");
	expect(cause->ledger[2].state, "present");
	assert_false(report.causes[1].explains_symptom);
	assert_false(report.causes[2].evident);
	expect(report.causes[2].subject, "");
	expect(report.causes[2].text, "<certificate> leads to <root>.");
	expect(report.causes[2].ledger[1].finding, "affected");
	ed_arena_free(&arena);
}

static void words_of_several_subjects(void **state)
{
	struct ed_arena arena = {0};
	const struct ed_report_cause *cause;
	struct ed_report report;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	cause = &report.causes[3];
	expect(cause->subject, "CN=alice,DC=corp, device certificate 7c");
	assert_true(ed_str_starts(cause->text,
	    ED_STR("The Subject Alternative Name of CN=alice,DC=corp "
		   "(CN=alice,DC=corp, device certificate 7c) holds no ")));
	assert_int_equal(cause->verify.n, 3);
	expect(cause->verify.items[0].run,
	    "openssl x509 -in 'CN=alice,DC=corp' -noout -ext subjectAltName");
	expect(cause->verify.items[1].run, "certutil -dump "
					   "\"CN=alice,DC=corp\"");
	expect(cause->handoff, "PKI: the request template names no UPN.\n"
			       "Please add {UserPrincipalName} to it.");
	ed_arena_free(&arena);
}

static void refused_commands_are_told(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;
	const struct ed_str told = ED_STR(
	    "A command for cmd that verifies this is left out: {file} cannot "
	    "be quoted safely for cmd.");

	(void)state;
	ed_sample_report(&arena, ED_STR("100%"), &report);
	assert_int_equal(report.causes[3].verify.n, 2);
	assert_true(
	    ed_str_find(report.causes[3].text, told) < report.causes[3].text.n);
	ed_sample_report(&arena, ED_STR("a\nb"), &report);
	assert_int_equal(report.causes[3].verify.n, 0);
	ed_arena_free(&arena);
}

static void findings(void **state)
{
	struct ed_arena arena = {0};
	const struct ed_report_finding *finding;
	struct ed_report report;

	(void)state;
	ed_sample_report(&arena, ED_STR("a\033b"), &report);
	assert_int_equal(report.n_findings, 8);
	assert_int_equal(report.coverage.settled, 6);
	assert_int_equal(report.coverage.unknown, 1);
	assert_int_equal(report.coverage.not_asked, 0);
	expect(report.findings[0].reason, "a\\u{001B}b");
	finding = &report.findings[1];
	expect(finding->kind, "cause");
	expect(finding->subject, "a\\u{001B}b");
	assert_int_equal(finding->n_values, 2);
	expect(finding->values[0].kind, "dn");
	expect(finding->values[0].value, "a\\u{001B}b");
	expect(finding->values[1].kind, "time");
	assert_int_equal(finding->n_evidence, 1);
	assert_int_equal(finding->evidence[0].input, 0);
	expect(finding->evidence[0].where_kind, "oid");
	expect(finding->evidence[0].at, "2.5.4.3");
	expect(finding->evidence[0].quote, "a\\u{001B}b");
	expect(report.findings[5].state, "absent");
	assert_int_equal(report.findings[5].n_evidence, 0);
	expect(report.findings[6].kind, "symptom");
	assert_int_equal(report.findings[6].evidence[0].input, -1);
	expect(report.findings[7].state, "not_asked");
	ed_arena_free(&arena);
}

static void gaps_and_next(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	assert_int_equal(report.n_not_checked, 2);
	expect(report.not_checked[0].check, "certificate-chain");
	expect(report.not_checked[0].supply,
	    "Give the certificates of the CAs, and the trusted roots with "
	    "--client-roots.");
	expect(report.not_checked[1].check, "case");
	expect(report.not_checked[1].reason, "CN=alice,DC=corp");
	assert_int_equal(report.n_next, 2);
	expect(report.next[0].check, "certificate-chain");
	expect(report.next[0].command, "certutil -ca.cert ca.cer");
	expect(report.next[0].shell, "cmd");
	expect(report.next[0].who, "pki");
	expect(report.next[0].if_absent,
	    "If not, the likely cause is \"The CA named the certificate after "
	    "the service account\".");
	expect(report.next[1].command, "");
	expect(report.next[1].who, "mdm");
	ed_arena_free(&arena);
}

static void run_and_path(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	expect(report.path[0].bites, "issue");
	expect(report.path[0].state, "fail");
	expect(report.path[2].state, "pass");
	expect(report.path[8].state, "not_reached");
	expect(report.path[9].bites, "operate");
	expect(report.path[9].state, "not_checked");
	/* date -u -d @1795046400 */
	expect(report.run.as_of, "2026-11-19T00:00:00Z");
	expect(report.run.version, "0.1.0");
	expect(report.run.privacy, "none");
	assert_int_equal(report.inputs[0].bytes, 1097);
	assert_int_equal(report.inputs[0].damage.n, 1);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(verdicts),
	    cmocka_unit_test(causes),
	    cmocka_unit_test(words_of_several_subjects),
	    cmocka_unit_test(refused_commands_are_told),
	    cmocka_unit_test(findings), cmocka_unit_test(gaps_and_next),
	    cmocka_unit_test(run_and_path)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
