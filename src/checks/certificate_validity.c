/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-validity: the certificate must be valid now, and for a while.
 *
 * The server refuses an expired certificate after the handshake, so the
 * device sees a plain 403 and reports only that it cannot get mail. A renewal
 * that does not happen is silent until the last day.
 */
#include <easdoctor/check.h>

#define DAY 86400

/* Used when the request template says nothing of renewal. */
#define DEFAULT_WINDOW 30

static int64_t days_of_window(const struct ed_facts *facts)
{
	const struct ed_template *template = facts->request_template;

	if (template && template->renew_days_before)
		return template->renew_days_before;
	return DEFAULT_WINDOW;
}

static void leave_unknown(struct ed_sink *out)
{
	static const char *const ids[] = {
	    "expired", "not-yet-valid", "expiring"};

	for (size_t i = 0; i < ED_COUNT(ids); i++)
		ed_unknown(out, ids[i], "the validity dates cannot be read");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	const int64_t left = cert->not_after - facts->as_of;
	const int64_t window = days_of_window(facts);
	struct ed_digits digits[5];
	const struct ed_value *values =
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"serial", ED_SERIAL, cert->serial},
		{"not_before", ED_TIME, ed_time(&digits[0], cert->not_before)},
		{"not_after", ED_TIME, ed_time(&digits[1], cert->not_after)},
		{"as_of", ED_TIME, ed_time(&digits[2], facts->as_of)},
		{"days", ED_NUMBER,
		    ed_number(&digits[3], (left < 0 ? -left : left) / DAY)},
		{"window", ED_NUMBER, ed_number(&digits[4], window)});

	if (cert->unreadable & ED_PART_TIME) {
		leave_unknown(out);
		return;
	}
	ed_settle(out, "expired", left < 0, cert->ref, values);
	ed_settle(out, "not-yet-valid", facts->as_of < cert->not_before,
	    cert->ref, values);
	ed_settle(out, "expiring", left >= 0 && left <= window * DAY, cert->ref,
	    values);
}

const struct ed_check ed_check_certificate_validity = {
    .id = "certificate-validity",
    .title = "The certificate is valid now and not about to expire",
    .each = ED_CERTIFICATE,
    .findings =
	ED_FINDINGS({"expired", 0}, {"not-yet-valid", 0}, {"expiring", 0}),
    .run = run,
};
