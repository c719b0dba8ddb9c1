/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a CertificateRequest says of one certificate: the authorities that it
 * names, the types of key, and the algorithms of the signature by which the
 * device shows that it holds the key.
 *
 * An empty list of authorities asks for any (RFC 5246 7.4.4, RFC 8446 4.2.4).
 * One that is not empty is met when any certificate of the chain that the
 * device sends was issued by one of them; whether a device looks beyond the
 * certificate itself depends on its make and on what it holds.
 */
#include "derive/wanted.h"

#include <easdoctor/name.h>

/* ClientCertificateType, up to TLS 1.2; keys on all curves are the second. */
enum { RSA_SIGN = 1, ECDSA_SIGN = 64 };

/* SignatureScheme of RFC 8446; of TLS 1.2 the hash and the signature. */
enum {
	PSS_RSAE_SHA256 = 0x0804,
	PSS_RSAE_SHA512 = 0x0806,
	ED25519 = 0x0807,
	ECDSA_P256 = 0x0403,
	ECDSA_P384 = 0x0503,
	ECDSA_P521 = 0x0603,
	LAST_HASH = 6, /* SHA-512 */
	RSA = 1,
	ECDSA = 3
};

static enum ed_same names_written(
    const struct ed_endpoint *endpoint, const struct ed_name *issuer)
{
	enum ed_same best = ED_DIFFERENT;

	for (size_t i = 0; i < endpoint->n_acceptable_issuers; i++) {
		struct ed_written_name name;
		struct ed_error err;
		enum ed_same same = ED_MAYBE_SAME;

		if (ed_name_read(&name, endpoint->acceptable_issuers[i], &err))
			same = ed_name_compare(&name, issuer);
		if (same > best)
			best = same;
	}
	return best;
}

static enum ed_same names(
    const struct ed_asking *asking, const struct ed_name *issuer)
{
	const struct ed_certificate_request *request = asking->request;

	if (!request)
		return names_written(asking->endpoint, issuer);
	for (size_t i = 0; i < request->n_issuers; i++)
		if (ed_name_is(&request->issuers[i], issuer))
			return ED_SAME;
	return request->issuers_left_out ? ED_MAYBE_SAME : ED_DIFFERENT;
}

/* Is an issuer above its own among those that the server names? */
static enum ed_same names_above(
    const struct ed_asking *asking, const struct ed_chain *chain)
{
	enum ed_same best = ED_DIFFERENT;

	for (size_t i = 1; i < chain->n_links; i++) {
		enum ed_same same = names(asking, &chain->links[i]->issuer);

		if (same > best)
			best = same;
	}
	/* The rest of the chain may be listed. */
	if (best == ED_DIFFERENT && chain->state != ED_CHAIN_TRUSTED &&
	    chain->state != ED_CHAIN_UNTRUSTED)
		return ED_MAYBE_SAME;
	return best;
}

static bool names_any(const struct ed_asking *asking)
{
	if (asking->request)
		return asking->request->n_issuers == 0 &&
		       asking->request->issuers_left_out == 0;
	return !asking->endpoint || !asking->endpoint->n_acceptable_issuers;
}

static void judge_list(struct ed_wanted *out, const struct ed_asking *asking,
    const struct ed_certificate *cert, const struct ed_chain *chain,
    bool with_chain)
{
	enum ed_same own, above;

	out->listed = ED_YES;
	out->listed_why = "the server names no authority, so that any will do";
	if (names_any(asking)) {
		if (asking->request)
			return;
		out->listed = ED_UNSAID;
		out->listed_why = "what the server asks for was not seen";
		return;
	}
	own = names(asking, &cert->issuer);
	above = names_above(asking, chain);
	out->listed_why = "the server names an issuer of it";
	if (own == ED_SAME || (above == ED_SAME && with_chain))
		return;
	out->listed = ED_UNSAID;
	out->listed_why = "the server names no issuer of its own, only one "
			  "above: that is enough for a device that holds the "
			  "chain, too";
	if (above == ED_SAME)
		return;
	out->listed_why = "whether the server names one of its issuers "
			  "cannot be told";
	if (own == ED_MAYBE_SAME || above == ED_MAYBE_SAME)
		return;
	out->listed = ED_NO;
	out->listed_why =
	    "none of its issuers is among those that the server names";
}

static bool holds(const unsigned *numbers, size_t n, unsigned wanted)
{
	for (size_t i = 0; i < n; i++)
		if (numbers[i] == wanted)
			return true;
	return false;
}

/* By RFC 8446 4.4.3, where PKCS#1 is of the past and each curve has its own. */
static bool signs_13(const struct ed_key *key, unsigned scheme)
{
	switch (key->type) {
	case ED_KEY_RSA:
		return scheme >= PSS_RSAE_SHA256 && scheme <= PSS_RSAE_SHA512;
	case ED_KEY_EC:
		return scheme == (key->bits == 256      ? ECDSA_P256
				     : key->bits == 384 ? ECDSA_P384
							: ECDSA_P521);
	case ED_KEY_ED25519:
		return scheme == ED25519;
	case ED_KEY_OTHER:
		break;
	}
	return false;
}

/* By RFC 5246 7.4.1.4.1: a hash, and the kind of key. */
static bool signs_12(const struct ed_key *key, unsigned scheme)
{
	unsigned hash = scheme >> 8, kind = scheme & 0xff;

	if (key->type == ED_KEY_RSA && kind == RSA)
		return hash >= 1 && hash <= LAST_HASH;
	if (key->type == ED_KEY_EC)
		return kind == ECDSA && hash >= 1 && hash <= LAST_HASH;
	return signs_13(key, scheme);
}

/* Curves that have other schemes, or none. */
static bool is_known(const struct ed_key *key)
{
	if (key->type == ED_KEY_EC)
		return key->bits == 256 || key->bits == 384 || key->bits == 521;
	return key->type != ED_KEY_OTHER;
}

static bool can_sign(const struct ed_asking *asking, const struct ed_key *key)
{
	const struct ed_certificate_request *request = asking->request;

	for (size_t i = 0; i < request->n_signature_algorithms; i++) {
		unsigned scheme = request->signature_algorithms[i];

		if (asking->version == ED_TLS_1_3 ? signs_13(key, scheme)
						  : signs_12(key, scheme))
			return true;
	}
	/* TLS 1.2 and 1.3 demand one; what a record lacks is no refusal. */
	return request->n_signature_algorithms == 0;
}

static void judge_key(struct ed_wanted *out, const struct ed_asking *asking,
    const struct ed_certificate *cert)
{
	const struct ed_certificate_request *request = asking->request;
	unsigned type = cert->key.type == ED_KEY_RSA ? RSA_SIGN : ECDSA_SIGN;

	out->can_sign = ED_YES;
	out->can_sign_why = "the server names no algorithm";
	if (!request ||
	    (!request->n_signature_algorithms &&
		!request->n_certificate_types && !request->numbers_left_out))
		return;
	out->can_sign = ED_UNSAID;
	out->can_sign_why = "whether its key can make a signature that the "
			    "server asks for cannot be told";
	if ((cert->unreadable & ED_PART_KEY) || !is_known(&cert->key) ||
	    request->numbers_left_out)
		return;
	out->can_sign = ED_NO;
	out->can_sign_why =
	    "the server asks for none of the signatures that its key can make";
	if (!can_sign(asking, &cert->key))
		return;
	out->can_sign_why =
	    "the server asks for certificates with another type of key";
	if (asking->version != ED_TLS_1_3 && request->n_certificate_types &&
	    !holds(
		request->certificate_types, request->n_certificate_types, type))
		return;
	out->can_sign = ED_YES;
	out->can_sign_why =
	    "its key can make a signature that the server asks for";
}

struct ed_wanted ed_wanted_by(const struct ed_asking *asking,
    const struct ed_certificate *cert, const struct ed_chain *chain,
    bool with_chain)
{
	struct ed_wanted out;

	judge_list(&out, asking, cert, chain, with_chain);
	judge_key(&out, asking, cert);
	return out;
}

bool ed_is_signed_otherwise(const struct ed_certificate_request *request,
    const struct ed_certificate *cert)
{
	static const struct {
		const char *oid;
		unsigned scheme;
	} rows[] = {{"1.2.840.113549.1.1.5", 0x0201},
	    {"1.2.840.113549.1.1.11", 0x0401},
	    {"1.2.840.113549.1.1.12", 0x0501},
	    {"1.2.840.113549.1.1.13", 0x0601}, {"1.2.840.10045.4.1", 0x0203},
	    {"1.2.840.10045.4.3.2", 0x0403}, {"1.2.840.10045.4.3.3", 0x0503},
	    {"1.2.840.10045.4.3.4", 0x0603}};

	for (size_t i = 0; i < ED_COUNT(rows); i++)
		if (ed_str_eq(cert->signature_oid, ed_str_of(rows[i].oid)))
			return request->n_signature_algorithms &&
			       !holds(request->signature_algorithms,
				   request->n_signature_algorithms,
				   rows[i].scheme);
	return false;
}
