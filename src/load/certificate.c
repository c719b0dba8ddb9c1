/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One X.509 certificate, from DER to facts.
 *
 * It is read in place with a cursor: decoding the public key, which no check
 * asks for, is most of what a library spends on a certificate.
 */
#include "load/certificate_extensions.h"
#include "load/loader.h"

#include "base/der.h"
#include "base/encoding.h"
#include "load/der_text.h"
#include "load/name.h"
#include "load/public_key.h"
#include "load/signature.h"

#include <easdoctor/limits.h>

/* The fields of TBSCertificate, elements whole. */
struct tbs {
	struct ed_str serial; /* body */
	struct ed_str issuer;
	struct ed_str validity; /* body */
	struct ed_str subject;
	struct ed_str key;
	bool has_extensions;
	struct ed_str extensions; /* body */
};

static bool take_whole(
    struct ed_der *cursor, unsigned char tag, struct ed_str *whole)
{
	struct ed_der next = *cursor;
	struct ed_element element;

	if (!ed_der_next(&next, &element) || element.tag != tag)
		return false;
	*cursor = next;
	*whole = element.whole;
	return true;
}

static bool split_tbs(struct ed_str body, struct tbs *tbs)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str skipped;

	(void)ed_der_take(&cursor, ED_DER_EXPLICIT(0), &skipped); /* version */
	if (!ed_der_take(&cursor, ED_DER_INTEGER, &tbs->serial) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &skipped) ||
	    !take_whole(&cursor, ED_DER_SEQUENCE, &tbs->issuer) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &tbs->validity) ||
	    !take_whole(&cursor, ED_DER_SEQUENCE, &tbs->subject) ||
	    !take_whole(&cursor, ED_DER_SEQUENCE, &tbs->key))
		return false;
	/* The unique identifiers, which nobody uses. */
	(void)ed_der_take(&cursor, ED_DER_CONTEXT(1), &skipped);
	(void)ed_der_take(&cursor, ED_DER_CONTEXT(2), &skipped);
	tbs->has_extensions =
	    ed_der_take(&cursor, ED_DER_EXPLICIT(3), &tbs->extensions);
	return tbs->serial.n && ed_der_empty(&cursor);
}

static bool split(struct ed_case *c, struct ed_str der,
    struct ed_certificate *cert, struct tbs *tbs, struct ed_error *err)
{
	struct ed_der cursor = ed_der_in(der);
	struct ed_str body, algorithm, signature;

	if (der.n > ED_MAX_CERTIFICATE)
		return ed_fail(err,
		    "the certificate is larger than the limit of %u bytes",
		    ED_MAX_CERTIFICATE);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return ed_fail(
		    err, "not a certificate: it is cut off, or not DER");
	if (!ed_der_empty(&cursor))
		return ed_fail(err,
		    "not a certificate: %zu bytes follow its end",
		    cursor.rest.n);
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body) ||
	    !ed_der_take(&cursor, ED_DER_SEQUENCE, &algorithm) ||
	    !ed_der_take(&cursor, ED_DER_BIT_STRING, &signature) ||
	    !ed_der_empty(&cursor) || !split_tbs(body, tbs) ||
	    !ed_read_signature(&c->arena, algorithm, &cert->signature_oid,
		&cert->signature_digest))
		return ed_fail(err,
		    "not a certificate: its fields are not those of X.509");
	return true;
}

static bool read_time(struct ed_der *cursor, int64_t *out)
{
	struct ed_element time;

	return ed_der_next(cursor, &time) &&
	       ed_der_time(time.tag, time.body, out);
}

static void read_validity(struct ed_reading *r, struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);

	if (!read_time(&cursor, &r->cert->not_before) ||
	    !read_time(&cursor, &r->cert->not_after) || !ed_der_empty(&cursor))
		ed_part_unreadable(r, ED_PART_TIME, "the validity");
}

static void read_fields(struct ed_reading *r, const struct tbs *tbs)
{
	struct ed_certificate *cert = r->cert;
	struct ed_arena *arena = &r->c->arena;

	cert->serial = ed_hex(arena, tbs->serial);
	if (!ed_read_name(arena, tbs->subject, &cert->subject))
		ed_part_unreadable(r, ED_PART_SUBJECT, "the subject");
	if (!ed_read_name(arena, tbs->issuer, &cert->issuer))
		ed_part_unreadable(r, ED_PART_ISSUER, "the issuer");
	read_validity(r, tbs->validity);
	if (!ed_read_public_key(arena, tbs->key, &cert->key))
		ed_part_unreadable(r, ED_PART_KEY, "the public key");
	if (tbs->has_extensions)
		ed_read_extensions(r, tbs->extensions);
}

static struct ed_input *input_of(struct ed_case *c, struct ed_ref ref)
{
	if (ref.input == 0 || ref.input > c->inputs.n)
		return NULL;
	return ED_ITEMS(c->inputs, struct ed_input *)[ref.input - 1];
}

struct ed_certificate *ed_load_certificate_der(struct ed_case *c,
    struct ed_ref ref, struct ed_str der, struct ed_error *err)
{
	struct ed_certificate read = {.ref = ref,
				  .path_length = -1,
				  .template_major = -1,
				  .template_minor = -1,
				  .ca_version = -1},
			      *cert;
	struct ed_reading r = {.c = c, .in = input_of(c, ref), .cert = &read};
	struct tbs tbs = {0};

	if (der.n <= ED_MAX_CERTIFICATE)
		der = ed_copy(&c->arena, der);
	if (!split(c, der, &read, &tbs, err))
		return NULL;
	cert = ed_add_certificate(c);
	if (!cert) {
		ed_fail(err, "more than %d certificates: left out",
		    ED_MAX_CERTIFICATES);
		return NULL;
	}
	read.der = der;
	read.sha1 = ed_sha1_hex(&c->arena, der);
	read.sha256 = ed_sha256_hex(&c->arena, der);
	read_fields(&r, &tbs);
	*cert = read;
	return cert;
}
