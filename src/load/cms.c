/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mathematics of the signature is checked here, by OpenSSL in a library
 * context of its own: what this machine's policy forbids, a device may take.
 * Whether anybody trusts the signer is another question (derive/signature.c).
 */
#include "load/cms.h"

#include "base/time.h"
#include "load/cms_shape.h"
#include "load/name.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <time.h>

#define DATA ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01")

struct message {
	struct ed_arena *arena;
	struct ed_cms_shape shape;
	OSSL_LIB_CTX *library;
	OSSL_PROVIDER *provider;
	CMS_ContentInfo *cms;
};

static bool decode(struct message *m)
{
	const unsigned char *p = (const unsigned char *)m->shape.whole.p;

	m->library = OSSL_LIB_CTX_new();
	if (!m->library)
		return false;
	m->provider = OSSL_PROVIDER_load(m->library, "default");
	m->cms = CMS_ContentInfo_new_ex(m->library, NULL);
	if (!m->provider || !m->cms)
		return false;
	return d2i_CMS_ContentInfo(&m->cms, &p, (long)m->shape.whole.n) !=
		   NULL &&
	       OBJ_obj2nid(CMS_get0_type(m->cms)) == NID_pkcs7_signed;
}

/* There may be a password in it. */
static void wipe_content(struct message *m)
{
	ASN1_OCTET_STRING **content = m->cms ? CMS_get0_content(m->cms) : NULL;

	if (content && *content)
		OPENSSL_cleanse((char *)ASN1_STRING_get0_data(*content),
		    (size_t)ASN1_STRING_length(*content));
}

static void release(struct message *m)
{
	wipe_content(m);
	CMS_ContentInfo_free(m->cms);
	if (m->provider)
		OSSL_PROVIDER_unload(m->provider);
	OSSL_LIB_CTX_free(m->library);
	ERR_clear_error();
}

static struct ed_str der_of(struct ed_arena *arena, X509 *certificate)
{
	unsigned char *bytes = NULL;
	int n = i2d_X509(certificate, &bytes);
	struct ed_str der = {NULL, 0};

	if (n > 0)
		der = ed_copy(arena, (struct ed_str){(char *)bytes, (size_t)n});
	OPENSSL_free(bytes);
	return der;
}

static struct ed_str name_of(struct ed_arena *arena, const X509_NAME *name)
{
	const unsigned char *der;
	struct ed_name read = {0};
	size_t n;

	if (!X509_NAME_get0_der(name, &der, &n) ||
	    !ed_read_name(arena, (struct ed_str){(const char *)der, n}, &read))
		return ED_STR("");
	return ed_copy(arena, read.text); /* the DER goes away */
}

static int64_t time_of(const ASN1_TIME *time)
{
	int64_t seconds;
	struct tm tm;

	if (ASN1_TIME_to_tm(time, &tm) &&
	    ed_time_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
		tm.tm_hour, tm.tm_min, tm.tm_sec, &seconds))
		return seconds;
	return 0;
}

static void describe_signer(struct message *m, struct ed_cms *out)
{
	STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(m->cms);
	X509 *signer = NULL;

	(void)CMS_set1_signers_certs(m->cms, NULL, 0);
	for (int i = 0; !signer && i < sk_CMS_SignerInfo_num(signers); i++)
		CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, i),
		    NULL, &signer, NULL, NULL);
	if (!signer)
		return;
	out->signer = der_of(m->arena, signer);
	out->signature.signer =
	    name_of(m->arena, X509_get_subject_name(signer));
	out->signature.issuer = name_of(m->arena, X509_get_issuer_name(signer));
	out->signature.not_before = time_of(X509_get0_notBefore(signer));
	out->signature.not_after = time_of(X509_get0_notAfter(signer));
}

static void keep_certificates(struct message *m, struct ed_cms *out)
{
	STACK_OF(X509) *all = CMS_get1_certs(m->cms);

	for (int i = 0; i < sk_X509_num(all); i++)
		*ED_PUSH(m->arena, &out->certificates, struct ed_str) =
		    der_of(m->arena, sk_X509_value(all, i));
	sk_X509_pop_free(all, X509_free);
}

/* Which of OpenSSL's complaints are there? The last one is the least exact. */
struct complaints {
	bool altered;
	bool content; /* altered is the content, or all that is signed */
	bool no_certificate;
	bool unknown_algorithm;
};

static struct complaints read_complaints(void)
{
	struct complaints out = {0};
	unsigned long code;

	while ((code = ERR_get_error()) != 0) {
		if (ERR_GET_LIB(code) != ERR_LIB_CMS)
			continue;
		switch (ERR_GET_REASON(code)) {
		case CMS_R_VERIFICATION_FAILURE:
			out.altered = true;
			break;
		case CMS_R_CONTENT_VERIFY_ERROR:
			out.content = true;
			break;
		case CMS_R_SIGNER_CERTIFICATE_NOT_FOUND:
			out.no_certificate = true;
			break;
		case CMS_R_UNKNOWN_DIGEST_ALGORITHM:
		case CMS_R_NO_MATCHING_DIGEST:
			out.unknown_algorithm = true;
			break;
		default:
			break;
		}
	}
	return out;
}

static void set(struct ed_signature *signature, enum ed_signature_state state,
    const char *detail)
{
	signature->state = state;
	signature->detail = ed_str_of(detail);
}

static void judge(struct message *m, struct ed_signature *signature)
{
	struct complaints seen;

	if (!m->shape.n_signers) {
		set(signature, ED_SIGNATURE_NO_SIGNER, "");
		return;
	}
	ERR_clear_error();
	/* All signers count, and BINARY: the content stands as it is. */
	if (CMS_verify(m->cms, NULL, NULL, NULL, NULL,
		CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1) {
		set(signature, ED_SIGNATURE_VALID, "");
		return;
	}
	seen = read_complaints();
	if (seen.altered)
		set(signature, ED_SIGNATURE_INVALID,
		    seen.content
			? "the content is not what was signed"
			: "the signature is not by the key of its signer's "
			  "certificate");
	else if (seen.no_certificate)
		set(signature, ED_SIGNATURE_UNJUDGED,
		    "the certificate of its signer is not in it");
	else if (seen.unknown_algorithm)
		set(signature, ED_SIGNATURE_UNJUDGED,
		    "it uses an algorithm that is not known here");
	else
		set(signature, ED_SIGNATURE_UNJUDGED,
		    "it could not be verified here");
}

static bool take_content(
    struct message *m, struct ed_cms *out, struct ed_error *err)
{
	ASN1_OCTET_STRING **content = CMS_get0_content(m->cms);

	if (!content || !*content || ASN1_STRING_length(*content) <= 0)
		return ed_fail(err, "the signed message (CMS) is empty");
	out->content = ed_copy(m->arena,
	    (struct ed_str){(const char *)ASN1_STRING_get0_data(*content),
		(size_t)ASN1_STRING_length(*content)});
	return true;
}

bool ed_cms_read(struct ed_arena *arena, struct ed_str der, struct ed_cms *out,
    struct ed_error *err)
{
	struct message m = {.arena = arena};
	bool ok;

	*out = (struct ed_cms){0};
	if (!ed_cms_measure(der, &m.shape, err))
		return false;
	if (!m.shape.has_content)
		return ed_fail(err, "a signature alone (CMS): what it signs "
				    "stands in another file");
	if (!ed_str_eq(m.shape.type, DATA))
		return ed_fail(err, "a signed message (CMS) whose content is "
				    "another message");
	ok = decode(&m);
	if (!ok)
		ed_fail(err, "the signed message (CMS) is malformed");
	ok = ok && take_content(&m, out, err);
	if (ok) {
		out->has_rest = m.shape.whole.n < der.n;
		describe_signer(&m, out);
		keep_certificates(&m, out);
		judge(&m, &out->signature);
	}
	release(&m);
	return ok;
}
