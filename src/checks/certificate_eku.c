/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-eku: the certificate must be allowed to authenticate a client.
 *
 * Windows refuses a certificate that was issued for another purpose, and some
 * devices do not even offer it. NDES left at its default template issues
 * exactly such certificates.
 */
#include <easdoctor/check.h>

#include <string.h>

#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define ANY_PURPOSE "2.5.29.37.0"
#define ANY_POLICY "1.3.6.1.4.1.311.10.12.1"

static const struct {
	const char *oid;
	const char *name;
} purposes[] = {
    /* clang-format off */
    { "1.3.6.1.5.5.7.3.1",      "Server Authentication" },
    { CLIENT_AUTH,              "Client Authentication" },
    { "1.3.6.1.5.5.7.3.3",      "Code Signing" },
    { "1.3.6.1.5.5.7.3.4",      "Secure Email" },
    { "1.3.6.1.5.5.8.2.2",      "IP security IKE intermediate" },
    { "1.3.6.1.4.1.311.20.2.2", "Smart Card Logon" },
    { "1.3.6.1.4.1.311.20.2.1", "Certificate Request Agent" },
    { "1.3.6.1.4.1.311.10.3.4", "Encrypting File System" },
    { "1.3.6.1.5.2.3.4",        "PKINIT Client Authentication" },
    { ANY_PURPOSE,              "Any Purpose" },
    { ANY_POLICY,               "All application policies" },
    /* clang-format on */
};

/* One line of text; what does not fit is left out and "…" says so. */
struct line {
	char text[512];
	size_t n;
};

static void put(struct line *line, struct ed_str s)
{
	if (s.n > sizeof(line->text) - line->n)
		return;
	if (s.n)
		memcpy(line->text + line->n, s.p, s.n);
	line->n += s.n;
}

static void put_purpose(struct line *line, struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(purposes); i++) {
		if (!ed_str_eq(oid, ed_str_of(purposes[i].oid)))
			continue;
		put(line, ed_str_of(purposes[i].name));
		put(line, ED_STR(" ("));
		put(line, oid);
		put(line, ED_STR(")"));
		return;
	}
	put(line, oid);
}

static struct ed_str list(
    struct line *line, const struct ed_str *oids, size_t n)
{
	/* The longest of the above, its name and the mark still fit. */
	const size_t nearly = sizeof(line->text) - 128;

	line->n = 0;
	if (n == 0)
		put(line, ED_STR("none"));
	for (size_t i = 0; i < n; i++) {
		if (i)
			put(line, ED_STR(", "));
		if (line->n > nearly || oids[i].n > 64) {
			put(line, ED_STR("…"));
			break;
		}
		put_purpose(line, oids[i]);
	}
	return (struct ed_str){line->text, line->n};
}

static bool holds(const struct ed_str *oids, size_t n, const char *oid)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_eq(oids[i], ed_str_of(oid)))
			return true;
	return false;
}

static struct ed_ref in_extension(
    const struct ed_certificate *cert, struct ed_str oid)
{
	struct ed_ref ref = cert->ref;

	ref.kind = ED_AT_OID;
	ref.at = oid;
	ref.quote = (struct ed_str){0};
	return ref;
}

static void settle_eku(struct ed_sink *out, const struct ed_certificate *cert)
{
	static const char unread[] =
	    "the Extended Key Usage is there but cannot be read";
	const bool client = holds(cert->ekus, cert->n_ekus, CLIENT_AUTH);
	const bool any = holds(cert->ekus, cert->n_ekus, ANY_PURPOSE);
	const struct ed_ref where =
	    cert->has_eku ? in_extension(cert, ED_STR("2.5.29.37")) : cert->ref;
	struct line line;
	const struct ed_value *values =
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"purposes", ED_TEXT, list(&line, cert->ekus, cert->n_ekus)});

	if (cert->unreadable & ED_PART_EKU) {
		ed_unknown(out, "no-client-auth", unread);
		ed_unknown(out, "any-or-absent", unread);
		return;
	}
	ed_settle(out, "no-client-auth", cert->has_eku && !client && !any,
	    where, values);
	ed_settle(out, "any-or-absent", !cert->has_eku || (any && !client),
	    where, values);
}

/* Could the EKU alone be used to sign in? */
static bool allows_client(const struct ed_certificate *cert)
{
	return !cert->has_eku || holds(cert->ekus, cert->n_ekus, CLIENT_AUTH) ||
	       holds(cert->ekus, cert->n_ekus, ANY_PURPOSE);
}

static void settle_policies(
    struct ed_sink *out, const struct ed_certificate *cert)
{
	const bool lacks =
	    cert->has_policies &&
	    !holds(cert->policies, cert->n_policies, CLIENT_AUTH) &&
	    !holds(cert->policies, cert->n_policies, ANY_POLICY);
	struct line line;

	if (cert->unreadable & ED_PART_POLICIES) {
		ed_unknown(out, "application-policy",
		    "the application policies are there but cannot be read");
		return;
	}
	if (lacks && (cert->unreadable & ED_PART_EKU)) {
		ed_unknown(out, "application-policy",
		    "the Extended Key Usage is there but cannot be read");
		return;
	}
	ed_settle(out, "application-policy", lacks && allows_client(cert),
	    cert->has_policies
		? in_extension(cert, ED_STR("1.3.6.1.4.1.311.21.10"))
		: cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"policies", ED_TEXT,
		    list(&line, cert->policies, cert->n_policies)}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)facts;
	settle_eku(out, subject);
	settle_policies(out, subject);
}

const struct ed_check ed_check_certificate_eku = {
    .id = "certificate-eku",
    .title = "The certificate may be used to authenticate a client",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS(
	{"no-client-auth", 0}, {"any-or-absent", 0}, {"application-policy", 0}),
    .run = run,
};
