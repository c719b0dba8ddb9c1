/* SPDX-License-Identifier: Apache-2.0 */
/*
 * server-certificate: the device must accept the server.
 *
 * A device that does not ends the handshake before it shows its own
 * certificate, and its user reads only that mail cannot be got. Nothing of it
 * stands in IIS's log.
 */
#include <easdoctor/check.h>
#include <easdoctor/host.h>

#define SHA1_RSA ED_STR("1.2.840.113549.1.1.5")
#define MD5_RSA ED_STR("1.2.840.113549.1.1.4")
#define SHA1_ECDSA ED_STR("1.2.840.10045.4.1")

static const struct ed_finding findings[] = {{"expired", 0},
    {"name-mismatch", 0}, {"untrusted", 0}, {"incomplete-chain", 0},
    {"weak", 0}, {0}};

static struct ed_str first_name(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_DNS)
			return cert->sans[i].value;
	return ED_STR("no host at all");
}

/* The names of addresses stand in another form, which is not read. */
static bool is_address(struct ed_str host)
{
	bool numeric = host.n > 0;

	for (size_t i = 0; i < host.n; i++)
		numeric =
		    numeric && ed_str_has(ED_STR("0123456789."), host.p[i]);
	return numeric || ed_str_has(host, ':');
}

static void settle_name(const struct ed_node *node,
    const struct ed_certificate *cert, struct ed_sink *out)
{
	struct ed_str host = node->probe->host;

	if (cert->unreadable & ED_PART_SAN)
		ed_unknown(out, "name-mismatch", "its names cannot be read");
	else if (is_address(host))
		ed_unknown(out, "name-mismatch",
		    "the endpoint was given as an address; give its name");
	else
		ed_settle(out, "name-mismatch", !ed_host_is_named(cert, host),
		    node->shown->ref,
		    ED_VALUES({"host", ED_HOST, host},
			{"name", ED_HOST, first_name(cert)}));
}

/* As the server showed it then: it may have another one now. */
static int64_t when(const struct ed_facts *facts, const struct ed_node *node)
{
	return node->probe->started ? node->probe->started : facts->as_of;
}

static void settle_time(const struct ed_facts *facts,
    const struct ed_node *node, const struct ed_certificate *cert,
    struct ed_sink *out)
{
	int64_t now = when(facts, node);
	struct ed_digits begin, end;

	if (cert->unreadable & ED_PART_TIME) {
		ed_unknown(out, "expired", "its dates cannot be read");
		return;
	}
	ed_settle(out, "expired",
	    now > cert->not_after || now < cert->not_before, node->shown->ref,
	    ED_VALUES(
		{"not_before", ED_TIME, ed_time(&begin, cert->not_before)},
		{"not_after", ED_TIME, ed_time(&end, cert->not_after)}));
}

/* Only what the server left out for certain was shown by the server. */
static struct ed_ref chain_ref(const struct ed_node *node)
{
	struct ed_ref ref = node->shown->ref;

	if (!node->chain.certain)
		ref.kind = ED_AT_REQUEST;
	return ref;
}

static void settle_trust(const struct ed_node *node, struct ed_sink *out)
{
	enum ed_server_trust trust = node->chain.trust;
	const char *reason = NULL;

	if (trust == ED_SERVER_UNJUDGED)
		reason = "no root certificate is given that devices trust for "
			 "servers; name it as endpoint.server_roots";
	else if (trust == ED_SERVER_CANNOT_TELL)
		reason = "the certificates it sends cannot all be judged";
	if (reason) {
		ed_unknown(out, "untrusted", reason);
		ed_unknown(out, "incomplete-chain", reason);
		return;
	}
	ed_settle(out, "untrusted", trust == ED_SERVER_UNTRUSTED,
	    chain_ref(node), ED_VALUES({"issuer", ED_DN, node->chain.detail}));
	ed_settle(out, "incomplete-chain", trust == ED_SERVER_INCOMPLETE,
	    chain_ref(node), ED_VALUES({"issuer", ED_DN, node->chain.detail}));
}

static bool is_old_digest(struct ed_str oid)
{
	return ed_str_eq(oid, SHA1_RSA) || ed_str_eq(oid, MD5_RSA) ||
	       ed_str_eq(oid, SHA1_ECDSA);
}

/* Of a version that is given as "18.1". */
static unsigned major(struct ed_str os)
{
	unsigned n = 0;

	os = ed_str_trim(os);
	for (size_t i = 0;
	     i < os.n && i < 4 && os.p[i] >= '0' && os.p[i] <= '9'; i++)
		n = n * 10 + (unsigned)(os.p[i] - '0');
	return n;
}

/*
 * Apple states what it refuses, since iOS 13: RSA below 2048 bits and SHA-1.
 * Of what other devices do there is no such word.
 */
static bool is_refused_for_certain(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	return facts->device &&
	       ed_str_ieq(facts->device->platform, ED_STR("ios")) &&
	       major(facts->device->os) >= 13 &&
	       (is_old_digest(cert->signature_oid) ||
		   (cert->key.type == ED_KEY_RSA && cert->key.bits < 2048));
}

static void settle_strength(const struct ed_facts *facts,
    const struct ed_node *node, const struct ed_certificate *cert,
    struct ed_sink *out)
{
	bool small = (cert->key.type == ED_KEY_RSA && cert->key.bits < 2048) ||
		     (cert->key.type == ED_KEY_EC && cert->key.bits < 256);
	struct ed_ref ref = node->shown->ref;
	struct ed_digits bits;

	if (!is_refused_for_certain(facts, cert))
		ref.kind = ED_AT_REQUEST;
	if ((cert->key.type == ED_KEY_RSA || cert->key.type == ED_KEY_EC) &&
	    cert->key.bits == 0) {
		ed_unknown(out, "weak", "the size of its key is not known");
		return;
	}
	ed_settle(out, "weak", small || is_old_digest(cert->signature_oid), ref,
	    ED_VALUES({"bits", ED_NUMBER, ed_number(&bits, cert->key.bits)},
		{"signature", ED_TEXT,
		    is_old_digest(cert->signature_oid)
			? ED_STR("SHA-1 or MD5")
			: ED_STR("a digest of today")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_node *node = subject;
	const struct ed_certificate *cert;

	if (!node->shown) {
		for (size_t i = 0; findings[i].id; i++)
			ed_unknown(out, findings[i].id,
			    "the server showed no certificate that can be "
			    "read");
		return;
	}
	cert = node->shown->tls.certificates[0];
	settle_time(facts, node, cert, out);
	settle_name(node, cert, out);
	settle_trust(node, out);
	settle_strength(facts, node, cert, out);
}

const struct ed_check ed_check_server_certificate = {
    .id = "server-certificate",
    .title = "Devices accept the server's certificate",
    .each = ED_SERVER,
    .findings = findings,
    .run = run,
};
