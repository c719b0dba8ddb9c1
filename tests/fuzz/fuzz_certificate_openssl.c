/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The certificate reader against OpenSSL's, on the same bytes. What both read
 * must be the same; where only one reads it, a reason must stand in a table
 * below. Reasons:
 *
 *   not DER   OpenSSL takes BER: indefinite lengths, strings in pieces, tags
 *             of several octets. Windows' and the phones' readers do not.
 *   parts     A certificate with a broken part is still evidence: easdoctor
 *             reads the rest and marks the part, OpenSSL refuses all of it.
 *   twice     An extension that stands there twice is read by neither.
 */
#include "base/der.h"
#include "base/encoding.h"
#include "derive/issuers.h"
#include "load/loader.h"

#include <easdoctor/limits.h>
#include <openssl/asn1err.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_SIZE = 16 * 1024, MAX_NESTED = 40 };

#define UPN_OID "1.3.6.1.4.1.311.20.2.3"

static _Noreturn void differ(const char *what)
{
	fprintf(stderr, "easdoctor and OpenSSL differ: %s\n", what);
	abort();
}

static void must(bool same, const char *what)
{
	if (!same)
		differ(what);
}

static bool same_bytes(struct ed_str ours, const void *p, int n)
{
	return n >= 0 && ours.n == (size_t)n &&
	       (n == 0 || memcmp(ours.p, p, ours.n) == 0);
}

/* ---- is it DER, as far as its frame goes? ---- */

/* A string in pieces, or a SEQUENCE or SET that is none. */
static bool is_wrong_form(unsigned char tag)
{
	static const char strings[] = "\x10\x11\x23\x24\x2c\x32\x33\x34\x35\x36"
				      "\x37\x38\x39\x3a\x3b\x3c\x3e";

	return tag && memchr(strings, tag, sizeof(strings) - 1) != NULL;
}

static bool is_der(struct ed_str bytes, unsigned depth)
{
	struct ed_der cursor = ed_der_in(bytes);
	struct ed_element element;

	if (depth == MAX_NESTED)
		return false;
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_next(&cursor, &element) ||
		    is_wrong_form(element.tag))
			return false;
		if ((element.tag & 0x20) && !is_der(element.body, depth + 1))
			return false;
	}
	return true;
}

/* ---- fields ---- */

static void compare_oid(struct ed_str ours, const ASN1_OBJECT *theirs)
{
	char text[512];
	int n = OBJ_obj2txt(text, sizeof(text), theirs, 1);

	if (n < (int)sizeof(text))
		must(same_bytes(ours, text, n), "an OID");
}

static void compare_value(
    const struct ed_attribute *ours, const ASN1_STRING *theirs)
{
	unsigned char *text = NULL;
	int n = ASN1_STRING_to_UTF8(&text, theirs);

	/* A string type that OpenSSL does not convert stays as it is. */
	if (n >= 0 && ours->tag != ED_DER_UTF8 && ours->tag != ED_DER_IA5 &&
	    ours->tag != ED_DER_PRINTABLE)
		must(same_bytes(ours->value, text, n), "a converted value");
	OPENSSL_free(text);
	if (ours->tag == ED_DER_UTF8 || ours->tag == ED_DER_IA5 ||
	    ours->tag == ED_DER_PRINTABLE)
		must(same_bytes(ours->value, ASN1_STRING_get0_data(theirs),
			 ASN1_STRING_length(theirs)),
		    "a value");
}

static void compare_name(const struct ed_name *ours, X509_NAME *theirs)
{
	int n = X509_NAME_entry_count(theirs);

	if (!is_der(ours->der, 0) || n > ED_MAX_ATTRIBUTES)
		return;
	must(ours->n_attributes == (size_t)n, "the number of attributes");
	for (int i = 0; i < n; i++) {
		X509_NAME_ENTRY *entry = X509_NAME_get_entry(theirs, i);
		const ASN1_STRING *value = X509_NAME_ENTRY_get_data(entry);
		const struct ed_attribute *mine = &ours->attributes[i];

		compare_oid(mine->oid, X509_NAME_ENTRY_get_object(entry));
		must((int)mine->rdn == X509_NAME_ENTRY_set(entry),
		    "which RDN an attribute is in");
		if (ASN1_STRING_type(value) == mine->tag)
			compare_value(mine, value);
	}
}

static void compare_serial(struct ed_str ours, const ASN1_INTEGER *theirs)
{
	unsigned char *der = NULL;
	int n = i2d_ASN1_INTEGER(theirs, &der);
	struct ed_arena arena = {0};
	struct ed_str mine;

	must(n > 2, "the serial number cannot be written");
	n -= der[1] < 0x80 ? 2 : 2 + (der[1] & 0x7f);
	mine = ed_hex(
	    &arena, (struct ed_str){
			(const char *)der + i2d_ASN1_INTEGER(theirs, NULL) - n,
			(size_t)n});
	must(ed_str_eq(ours, mine), "the serial number");
	ed_arena_free(&arena);
	OPENSSL_free(der);
}

static void compare_time(int64_t ours, const ASN1_TIME *theirs)
{
	struct tm tm;

	if (ASN1_TIME_to_tm(theirs, &tm))
		must(ours == (int64_t)timegm(&tm), "a time");
}

static void compare_validity(const struct ed_certificate *ours, X509 *theirs)
{
	const ASN1_TIME *from = X509_get0_notBefore(theirs);
	const ASN1_TIME *to = X509_get0_notAfter(theirs);

	if (ours->unreadable & ED_PART_TIME) {
		must(!ASN1_TIME_check(from) || !ASN1_TIME_check(to),
		    "times that only OpenSSL reads");
		return;
	}
	compare_time(ours->not_before, from);
	compare_time(ours->not_after, to);
}

static void compare_key(const struct ed_key *ours, X509 *theirs)
{
	EVP_PKEY *key = X509_get0_pubkey(theirs);
	int type = key ? EVP_PKEY_get_base_id(key) : 0;

	if (!key || ours->bits == 0)
		return;
	if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS)
		must(ours->type == ED_KEY_RSA &&
			 (int)ours->bits == EVP_PKEY_get_bits(key),
		    "the RSA key");
	if (type == EVP_PKEY_EC)
		must(ours->type == ED_KEY_EC &&
			 (int)ours->bits == EVP_PKEY_get_bits(key),
		    "the curve");
	must((type == EVP_PKEY_ED25519) == (ours->type == ED_KEY_ED25519),
	    "Ed25519");
}

/* ---- extensions ---- */

/* An extension that stands there once, decoded; NULL when it is not to be. */
static void *decode(X509 *cert, int nid, bool *there, bool *der)
{
	int at = X509_get_ext_by_NID(cert, nid, -1);
	const ASN1_OCTET_STRING *value;

	*there = at >= 0 && X509_get_ext_by_NID(cert, nid, at) < 0;
	if (!*there)
		return NULL;
	value = X509_EXTENSION_get_data(X509_get_ext(cert, at));
	*der =
	    is_der((struct ed_str){(const char *)ASN1_STRING_get0_data(value),
		       (size_t)ASN1_STRING_length(value)},
		0);
	return X509_get_ext_d2i(cert, nid, NULL, NULL);
}

/* Readable here, and what is not DER is nobody's fault. */
static bool both_read(const struct ed_certificate *ours, unsigned part,
    const void *theirs, bool there, bool der, const char *what)
{
	if (!there || !der)
		return false;
	if (!theirs || (ours->unreadable & part)) {
		if (theirs && !(ours->unreadable & part))
			differ(what);
		return false;
	}
	return true;
}

static size_t count_upn(
    const struct ed_certificate *ours, size_t at, const OTHERNAME *theirs)
{
	char oid[80];

	OBJ_obj2txt(oid, sizeof(oid), theirs->type_id, 1);
	if (strcmp(oid, UPN_OID) != 0)
		return 0;
	must(at < ours->n_upns, "a UPN too many");
	if (theirs->value->type == V_ASN1_UTF8STRING)
		must(same_bytes(ours->upns[at].value,
			 theirs->value->value.utf8string->data,
			 theirs->value->value.utf8string->length) &&
			 ours->upns[at].utf8_string,
		    "a UPN");
	return 1;
}

static size_t count_san(
    const struct ed_certificate *ours, size_t at, const GENERAL_NAME *theirs)
{
	static const int types[] = {[ED_SAN_EMAIL] = GEN_EMAIL,
	    [ED_SAN_DNS] = GEN_DNS,
	    [ED_SAN_URI] = GEN_URI};

	if (theirs->type != GEN_EMAIL && theirs->type != GEN_DNS &&
	    theirs->type != GEN_URI)
		return 0;
	must(at < ours->n_sans, "a name too many");
	must(types[ours->sans[at].type] == theirs->type, "the kind of a name");
	must(same_bytes(ours->sans[at].value, theirs->d.ia5->data,
		 theirs->d.ia5->length),
	    "a name");
	return 1;
}

static void compare_sans(const struct ed_certificate *ours, X509 *theirs)
{
	bool there = false, der = false;
	GENERAL_NAMES *names =
	    decode(theirs, NID_subject_alt_name, &there, &der);
	size_t upns = 0, sans = 0;

	if (both_read(ours, ED_PART_SAN, names, there, der, "the SAN")) {
		for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
			const GENERAL_NAME *name =
			    sk_GENERAL_NAME_value(names, i);

			if (name->type == GEN_OTHERNAME)
				upns +=
				    count_upn(ours, upns, name->d.otherName);
			else
				sans += count_san(ours, sans, name);
		}
		must(upns == ours->n_upns, "the number of UPNs");
		must(sans == ours->n_sans, "the number of names");
	}
	GENERAL_NAMES_free(names);
}

static void compare_ekus(const struct ed_certificate *ours, X509 *theirs)
{
	bool there = false, der = false;
	EXTENDED_KEY_USAGE *ekus =
	    decode(theirs, NID_ext_key_usage, &there, &der);

	if (both_read(ours, ED_PART_EKU, ekus, there, der, "the EKU")) {
		must((int)ours->n_ekus == sk_ASN1_OBJECT_num(ekus),
		    "the number of purposes");
		for (size_t i = 0; i < ours->n_ekus; i++)
			compare_oid(
			    ours->ekus[i], sk_ASN1_OBJECT_value(ekus, (int)i));
	}
	EXTENDED_KEY_USAGE_free(ekus);
}

static void compare_usage(const struct ed_certificate *ours, X509 *theirs)
{
	bool there = false, der = false;
	ASN1_BIT_STRING *usage = decode(theirs, NID_key_usage, &there, &der);
	unsigned bits = 0;

	if (both_read(
		ours, ED_PART_KEY_USAGE, usage, there, der, "the key usage")) {
		if (usage->length > 0)
			bits = usage->data[0];
		if (usage->length > 1)
			bits |= (unsigned)usage->data[1] << 8;
		must(bits == ours->key_usage, "the bits of the key usage");
	}
	ASN1_BIT_STRING_free(usage);
}

static void compare_basic(const struct ed_certificate *ours, X509 *theirs)
{
	bool there = false, der = false;
	BASIC_CONSTRAINTS *basic =
	    decode(theirs, NID_basic_constraints, &there, &der);

	if (both_read(ours, ED_PART_BASIC, basic, there, der,
		"the basic constraints")) {
		must(ours->is_ca == (basic->ca != 0), "whether it is a CA");
		if (!basic->pathlen)
			must(ours->path_length == -1, "a limit of the path");
		else if (ASN1_INTEGER_get(basic->pathlen) < 1 << 20)
			must(ours->path_length ==
				 ASN1_INTEGER_get(basic->pathlen),
			    "the limit of the path");
	}
	BASIC_CONSTRAINTS_free(basic);
}

static void compare_ids(const struct ed_certificate *ours, X509 *theirs)
{
	bool there = false, der = false;
	struct ed_arena arena = {0};
	ASN1_OCTET_STRING *ski =
	    decode(theirs, NID_subject_key_identifier, &there, &der);
	AUTHORITY_KEYID *aki;
	struct ed_str id = {NULL, 0};

	if (both_read(ours, ED_PART_KEY_ID, ski, there, der, "the SKI"))
		must(ed_str_eq(ours->ski,
			 ed_hex(&arena, (struct ed_str){(const char *)ski->data,
					    (size_t)ski->length})),
		    "the SKI's value");
	ASN1_OCTET_STRING_free(ski);
	aki = decode(theirs, NID_authority_key_identifier, &there, &der);
	if (both_read(ours, ED_PART_KEY_ID, aki, there, der, "the AKI")) {
		if (aki->keyid)
			id = ed_hex(&arena,
			    (struct ed_str){(const char *)aki->keyid->data,
				(size_t)aki->keyid->length});
		must(ed_str_eq(ours->aki, id), "the AKI's value");
	}
	AUTHORITY_KEYID_free(aki);
	ed_arena_free(&arena);
}

/* What chains rely on: derive/issuers.h. */
static void compare_plain(const struct ed_certificate *ours, X509 *theirs)
{
	const uint32_t odd = EXFLAG_INVALID | EXFLAG_PROXY | EXFLAG_SS |
			     EXFLAG_CA | EXFLAG_NO_FINGERPRINT;
	struct ed_signed parts;

	if (!ed_leaf_is_plain(ours, &parts))
		return;
	must(theirs != NULL, "a plain leaf that OpenSSL refuses");
	must(X509_check_purpose(theirs, -1, 0) == 1,
	    "a plain leaf with a bad extension");
	must(!(X509_get_extension_flags(theirs) & odd),
	    "a plain leaf with something odd");
}

static void compare(const struct ed_certificate *ours, X509 *theirs)
{
	const X509_ALGOR *algorithm;
	const ASN1_OBJECT *oid;

	X509_get0_signature(NULL, &algorithm, theirs);
	X509_ALGOR_get0(&oid, NULL, NULL, algorithm);
	compare_oid(ours->signature_oid, oid);
	compare_serial(ours->serial, X509_get0_serialNumber(theirs));
	compare_name(&ours->subject, X509_get_subject_name(theirs));
	compare_name(&ours->issuer, X509_get_issuer_name(theirs));
	compare_validity(ours, theirs);
	compare_key(&ours->key, theirs);
	compare_sans(ours, theirs);
	compare_ekus(ours, theirs);
	compare_usage(ours, theirs);
	compare_basic(ours, theirs);
	compare_ids(ours, theirs);
}

/*
 * What OpenSSL refuses a whole certificate for, though nobody judges by it.
 * The chain is OpenSSL's, and says of such a one that it cannot be built.
 */
static const struct {
	const char *field; /* in OpenSSL's words */
	int reason;        /* or any in such a field */
} refused[] = {
    /* The algorithm, twice, and the signature: only the outer OID is read. */
    {"Field=signature,", 0},
    {"Field=sig_alg,", 0},
    {"Field=version,", 0},
    {"Field=issuerUID,", 0},
    {"Field=subjectUID,", 0},
    /* Text that is not of its type is shown byte by byte. */
    {"Type=X509_CINF", ASN1_R_INVALID_UTF8STRING},
    {"Type=X509_CINF", ASN1_R_INVALID_BMPSTRING_LENGTH},
    {"Type=X509_CINF", ASN1_R_INVALID_UNIVERSALSTRING_LENGTH},
    /* What is no text at all is shown as hex of its DER. */
    {"Type=X509_NAME_ENTRY", ASN1_R_MSTRING_WRONG_TAG},
    /* Numbers with needless zeros in front, as old CAs wrote them. */
    {"Field=serialNumber,", ASN1_R_ILLEGAL_PADDING},
};

/* Looks through all that OpenSSL says: the first is the cause. */
static bool may_refuse(void)
{
	int first = ERR_GET_REASON(ERR_peek_error());
	char said[2048] = "";
	const char *data;

	while (ERR_get_error_all(NULL, NULL, NULL, &data, NULL)) {
		strncat(said, data, sizeof(said) - strlen(said) - 1);
		for (size_t i = 0; data && i < ED_COUNT(refused); i++)
			if (strstr(data, refused[i].field) &&
			    (!refused[i].reason || refused[i].reason == first))
				return true;
	}
	fprintf(stderr, "reason %d: %s\n", first, said);
	return false;
}

static X509 *decode_all(struct ed_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	X509 *cert = d2i_X509(NULL, &p, (long)bytes.n);

	if (cert && p == (const unsigned char *)bytes.p + bytes.n)
		return cert;
	X509_free(cert);
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_certificate *ours;
	struct ed_error err;
	struct ed_case c;
	X509 *theirs;

	if (size == 0 || size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	ERR_clear_error();
	theirs = decode_all(bytes);
	ours = ed_load_certificate_der(&c, (struct ed_ref){0}, bytes, &err);
	if (ours)
		compare_plain(ours, theirs);
	if (ours && theirs)
		compare(ours, theirs);
	else if (theirs)
		must(!is_der(bytes, 0), "OpenSSL reads DER that is refused");
	else if (ours && !ours->unreadable && is_der(bytes, 0))
		must(may_refuse(), "easdoctor reads what OpenSSL refuses");
	X509_free(theirs);
	ERR_clear_error();
	ed_case_free(&c);
	return 0;
}
