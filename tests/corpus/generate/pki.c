/* SPDX-License-Identifier: Apache-2.0 */
#include "pki.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ed_give_up(const char *what)
{
	fprintf(stderr, "easdoctor-corpus: %s\n", what);
	ERR_print_errors_fp(stderr);
	exit(3);
}

static EVP_PKEY *new_key(int name)
{
	static const unsigned sizes[ED_KEY_EC_CA] = {[ED_KEY_RSA_512] = 512,
	    [ED_KEY_RSA_768] = 768,
	    [ED_KEY_RSA_960] = 960,
	    [ED_KEY_RSA_1016] = 1016,
	    [ED_KEY_RSA_1024] = 1024,
	    [ED_KEY_RSA_1536] = 1536,
	    [ED_KEY_RSA_3072] = 3072};

	if (name < ED_KEY_EC_CA)
		return EVP_RSA_gen(sizes[name] ? sizes[name] : 2048);
	return EVP_EC_gen(name == ED_KEY_EC_192   ? "P-192"
			  : name == ED_KEY_EC_224 ? "P-224"
						  : "P-256");
}

EVP_PKEY **ed_keys_new(void)
{
	EVP_PKEY **keys = calloc(ED_N_KEYS, sizeof(EVP_PKEY *));

	if (!keys)
		ed_give_up("out of memory");
	for (int i = 0; i < ED_N_KEYS; i++) {
		keys[i] = new_key(i);
		if (!keys[i])
			ed_give_up("cannot make a key");
	}
	return keys;
}

void ed_keys_free(EVP_PKEY **keys)
{
	for (int i = 0; i < ED_N_KEYS; i++)
		EVP_PKEY_free(keys[i]);
	free(keys);
}

static void add_attribute(X509_NAME *name, const char *type, const char *value,
    int string_type, bool joined)
{
	int nid = OBJ_txt2nid(type);

	/* These two are never anything else, RFC 5280 4.1.2.4. */
	if (nid == NID_pkcs9_emailAddress || nid == NID_domainComponent)
		string_type = V_ASN1_IA5STRING;
	if (nid == NID_countryName)
		string_type = V_ASN1_PRINTABLESTRING;
	if (!X509_NAME_add_entry_by_NID(name, nid, string_type,
		(const unsigned char *)value, -1, -1, joined ? -1 : 0))
		ed_give_up("cannot add a name");
}

static X509_NAME *authority_name(const struct ed_authority *authority)
{
	X509_NAME *name = X509_NAME_new();

	add_attribute(name, "O", authority->org, V_ASN1_UTF8STRING, false);
	add_attribute(name, "CN", authority->name, V_ASN1_UTF8STRING, false);
	return name;
}

static X509_NAME *leaf_name(const struct ed_leaf *leaf)
{
	X509_NAME *name = X509_NAME_new();

	for (unsigned i = 0; i < leaf->n_subject; i++)
		add_attribute(name, leaf->subject[i].type,
		    leaf->subject[i].value, leaf->string_type,
		    leaf->subject[i].joined);
	return name;
}

static void add_words(X509 *cert, X509 *issuer, int nid, const char *words)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	if (!words)
		return;
	X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, words);
	if (!extension || !X509_add_ext(cert, extension, -1))
		ed_give_up(words);
	X509_EXTENSION_free(extension);
}

/* Application policies have the syntax of certificatePolicies. */
static void add_policies(X509 *cert, const char *words)
{
	CERTIFICATEPOLICIES *policies = sk_POLICYINFO_new_null();
	ASN1_OBJECT *oid = OBJ_txt2obj("1.3.6.1.4.1.311.21.10", 1);
	ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
	X509_EXTENSION *extension;
	char word[64];

	for (size_t n; *words; words += n + (words[n] == ',')) {
		POLICYINFO *policy = POLICYINFO_new();

		n = strcspn(words, ",");
		snprintf(word, sizeof(word), "%.*s", (int)n, words);
		policy->policyid = OBJ_txt2obj(word, 1);
		sk_POLICYINFO_push(policies, policy);
	}
	value->length = i2d_CERTIFICATEPOLICIES(policies, &value->data);
	extension = X509_EXTENSION_create_by_OBJ(NULL, oid, 0, value);
	if (!extension || !X509_add_ext(cert, extension, -1))
		ed_give_up("cannot add application policies");
	X509_EXTENSION_free(extension);
	ASN1_OCTET_STRING_free(value);
	CERTIFICATEPOLICIES_free(policies);
	ASN1_OBJECT_free(oid);
}

/* GeneralNames with one otherName, MS-WCCE 2.2.2.7.7.4. */
static void add_sid(X509 *cert, const struct ed_leaf *leaf)
{
	GENERAL_NAMES *names = GENERAL_NAMES_new();
	GENERAL_NAME *name = GENERAL_NAME_new();
	ASN1_TYPE *value = ASN1_TYPE_new();
	ASN1_STRING *text = ASN1_STRING_type_new(leaf->sid_type);
	ASN1_OBJECT *oid = OBJ_txt2obj("1.3.6.1.4.1.311.25.2", 1);
	ASN1_OCTET_STRING *body = ASN1_OCTET_STRING_new();
	X509_EXTENSION *extension;

	ASN1_STRING_set(text, leaf->sid, -1);
	ASN1_TYPE_set(value, leaf->sid_type, text);
	GENERAL_NAME_set0_othername(
	    name, OBJ_txt2obj("1.3.6.1.4.1.311.25.2.1", 1), value);
	sk_GENERAL_NAME_push(names, name);
	body->length = i2d_GENERAL_NAMES(names, &body->data);
	extension = X509_EXTENSION_create_by_OBJ(NULL, oid, 0, body);
	if (!extension || !X509_add_ext(cert, extension, -1))
		ed_give_up("cannot add a SID");
	X509_EXTENSION_free(extension);
	ASN1_OCTET_STRING_free(body);
	GENERAL_NAMES_free(names);
	ASN1_OBJECT_free(oid);
}

static void add_ia5(GENERAL_NAMES *names, int type, const char *value)
{
	GENERAL_NAME *name = GENERAL_NAME_new();
	ASN1_IA5STRING *text = ASN1_IA5STRING_new();

	ASN1_STRING_set(text, value, -1);
	GENERAL_NAME_set0_value(name, type, text);
	sk_GENERAL_NAME_push(names, name);
}

static void add_upn(GENERAL_NAMES *names, const struct ed_upn_name *upn)
{
	GENERAL_NAME *name = GENERAL_NAME_new();
	ASN1_TYPE *value = ASN1_TYPE_new();
	ASN1_STRING *text = ASN1_STRING_type_new(upn->type);

	ASN1_STRING_set(text, upn->value, (int)upn->n);
	ASN1_TYPE_set(value, upn->type, text);
	GENERAL_NAME_set0_othername(
	    name, OBJ_txt2obj("1.3.6.1.4.1.311.20.2.3", 1), value);
	sk_GENERAL_NAME_push(names, name);
}

static void add_alternative_names(X509 *cert, const struct ed_leaf *leaf)
{
	GENERAL_NAMES *names = GENERAL_NAMES_new();

	for (unsigned i = 0; i < leaf->n_emails; i++)
		add_ia5(names, GEN_EMAIL, leaf->emails[i]);
	for (unsigned i = 0; i < leaf->n_upns; i++)
		add_upn(names, &leaf->upns[i]);
	if (leaf->dns)
		add_ia5(names, GEN_DNS, leaf->dns);
	if (leaf->uri)
		add_ia5(names, GEN_URI, leaf->uri);
	if (sk_GENERAL_NAME_num(names) > 0 &&
	    !X509_add1_ext_i2d(cert, NID_subject_alt_name, names, 0, 0))
		ed_give_up("cannot add names");
	GENERAL_NAMES_free(names);
}

static X509 *new_certificate(
    struct ed_spec *spec, int key, int64_t not_before, int64_t not_after)
{
	X509 *cert = X509_new();
	unsigned char serial[16];
	BIGNUM *number;

	for (size_t i = 0; i < sizeof(serial); i++)
		serial[i] = (unsigned char)ed_random_next(&spec->random);
	serial[0] = (serial[0] & 0x3f) | 0x40;
	number = BN_bin2bn(serial, sizeof(serial), NULL);
	X509_set_version(cert, X509_VERSION_3);
	BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
	BN_free(number);
	ASN1_TIME_set(X509_getm_notBefore(cert), ED_AS_OF + not_before);
	ASN1_TIME_set(X509_getm_notAfter(cert), ED_AS_OF + not_after);
	X509_set_pubkey(cert, spec->keys[key]);
	return cert;
}

X509 *ed_make_authority(struct ed_spec *spec, struct ed_authority *authority)
{
	struct ed_authority *issuer =
	    authority->issuer ? authority->issuer : authority;
	X509_NAME *subject, *issuer_name;
	X509 *cert;

	if (authority->made)
		return authority->made;
	cert = new_certificate(
	    spec, authority->key, authority->not_before, authority->not_after);
	subject = authority_name(authority);
	issuer_name = authority_name(issuer);
	X509_set_subject_name(cert, subject);
	X509_set_issuer_name(cert, issuer_name);
	X509_NAME_free(subject);
	X509_NAME_free(issuer_name);
	add_words(cert, cert, NID_basic_constraints, authority->basic);
	add_words(cert, cert, NID_key_usage, authority->key_usage);
	add_words(
	    cert, cert, NID_name_constraints, authority->name_constraints);
	if (!authority->no_ski)
		add_words(cert, cert, NID_subject_key_identifier, "hash");
	if (authority->issuer && !issuer->no_ski)
		add_words(cert, ed_make_authority(spec, issuer),
		    NID_authority_key_identifier, "keyid:always");
	if (!X509_sign(cert, spec->keys[issuer->key], EVP_sha256()))
		ed_give_up("cannot sign a CA certificate");
	return authority->made = cert;
}

static X509 *damaged(struct ed_spec *spec, X509 *sound, enum ed_damage_kind how)
{
	struct ed_str der = ed_der_of(spec, sound);
	unsigned char *bytes = (unsigned char *)der.p;
	const unsigned char *p = bytes;
	struct ed_str serial = {
	    (const char *)X509_get0_serialNumber(sound)->data, 16};
	size_t at =
	    how == ED_BAD_BODY_BITS ? ed_str_find(der, serial) + 9 : der.n - 20;
	X509 *bad;

	bytes[at] ^= 0x08;
	bad = d2i_X509(NULL, &p, (long)der.n);
	if (!bad)
		ed_give_up("damage went too deep");
	X509_free(sound);
	return bad;
}

static void add_leaf_extensions(
    struct ed_spec *spec, X509 *cert, struct ed_leaf *leaf)
{
	add_words(cert, cert, NID_basic_constraints, leaf->basic);
	add_words(cert, cert, NID_key_usage, leaf->key_usage);
	add_words(cert, cert, NID_ext_key_usage, leaf->ekus);
	if (leaf->policies)
		add_policies(cert, leaf->policies);
	add_alternative_names(cert, leaf);
	if (leaf->sid)
		add_sid(cert, leaf);
	add_words(cert, cert, NID_crl_distribution_points, leaf->cdp);
	add_words(cert, cert, NID_info_access, leaf->aia);
	add_words(cert, cert, NID_subject_key_identifier, "hash");
	if (leaf->issuer && !leaf->no_aki && !leaf->issuer->no_ski)
		add_words(cert, ed_make_authority(spec, leaf->issuer),
		    NID_authority_key_identifier, "keyid:always");
}

static bool sign_leaf(struct ed_spec *spec, X509 *cert)
{
	const struct ed_leaf *leaf = &spec->leaf;
	EVP_PKEY *key =
	    spec->keys[leaf->issuer ? leaf->issuer->key : leaf->key];
	const char *digest = leaf->digest ? leaf->digest : "SHA256";
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options = NULL;
	bool ok = ctx && EVP_DigestSignInit(ctx, &options,
			     EVP_get_digestbyname(digest), NULL, key) == 1;

	if (ok && leaf->pss)
		ok = EVP_PKEY_CTX_set_rsa_padding(
			 options, RSA_PKCS1_PSS_PADDING) == 1;
	ok = ok && X509_sign_ctx(cert, ctx);
	EVP_MD_CTX_free(ctx);
	return ok;
}

X509 *ed_make_leaf(struct ed_spec *spec)
{
	struct ed_leaf *leaf = &spec->leaf;
	X509_NAME *subject, *issuer;
	X509 *cert;

	if (leaf->made)
		return leaf->made;
	cert =
	    new_certificate(spec, leaf->key, leaf->not_before, leaf->not_after);
	subject = leaf_name(leaf);
	issuer = leaf->issuer ? authority_name(leaf->issuer) : NULL;
	X509_set_subject_name(cert, subject);
	X509_set_issuer_name(cert, issuer ? issuer : subject);
	X509_NAME_free(subject);
	X509_NAME_free(issuer);
	add_leaf_extensions(spec, cert, leaf);
	if (!sign_leaf(spec, cert))
		ed_give_up("cannot sign the device certificate");
	if (leaf->damage != ED_SOUND)
		cert = damaged(spec, cert, leaf->damage);
	return leaf->made = cert;
}

struct ed_str ed_der_of(struct ed_spec *spec, X509 *certificate)
{
	unsigned char *der = NULL;
	int n = i2d_X509(certificate, &der);
	struct ed_str copy;

	if (n <= 0)
		ed_give_up("cannot encode a certificate");
	copy = ed_copy(spec->arena, (struct ed_str){(char *)der, (size_t)n});
	OPENSSL_free(der);
	return copy;
}

static struct ed_str taken(struct ed_spec *spec, BIO *bio)
{
	char *text;
	long n = BIO_get_mem_data(bio, &text);
	struct ed_str copy =
	    ed_copy(spec->arena, (struct ed_str){text, (size_t)n});

	BIO_free(bio);
	return copy;
}

struct ed_str ed_pem_of(struct ed_spec *spec, X509 *certificate)
{
	BIO *bio = BIO_new(BIO_s_mem());

	PEM_write_bio_X509(bio, certificate);
	return taken(spec, bio);
}

struct ed_str ed_pem_of_key(struct ed_spec *spec, int key)
{
	BIO *bio = BIO_new(BIO_s_mem());

	PEM_write_bio_PrivateKey(
	    bio, spec->keys[key], NULL, NULL, 0, NULL, NULL);
	return taken(spec, bio);
}
