/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes certificates to compare tools on: DIR/facts/NNNN.pem with odd names,
 * keys and dates; DIR/verdict/NNNN.pem, issued by DIR/root.pem for the named
 * purposes; all the same for the same seed, but for their keys.
 *
 * usage: agree_generate DIR FACTS VERDICTS
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795392000) /* 2026-11-23T00:00:00Z */
#define DAY INT64_C(86400)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t state = 20261123;

static unsigned pick(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "agree_generate: %s\n", what);
	exit(3);
}

static EVP_PKEY *keys[12];
static unsigned n_keys;

static void make_keys(void)
{
	static const unsigned rsa[] = {1024, 2048, 2056, 3072};
	static const char *const curves[] = {
	    "P-256", "P-384", "P-521", "secp256k1"};

	for (size_t i = 0; i < COUNT(rsa); i++)
		keys[n_keys++] = EVP_RSA_gen(rsa[i]);
	for (size_t i = 0; i < COUNT(curves); i++)
		keys[n_keys++] = EVP_EC_gen(curves[i]);
	keys[n_keys++] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	keys[n_keys++] = EVP_PKEY_Q_keygen(NULL, NULL, "ED448");
	for (unsigned i = 0; i < n_keys; i++)
		must(keys[i] != NULL, "no key");
}

static const char *const values[] = {"alice", "Alice Meyer", "a,b+c",
    "\"quoted\"", " leading", "trailing ", "#hash", "back\\slash",
    "<angle>;semi=x", "J\xc3\xbcrgen", "\xe6\x97\xa5\xe6\x9c\xac", "a",
    "tab\there", "\xf0\x9f\x93\xb1 phone", "x=y", "a#b", "two  blanks"};

static void add_attribute(X509_NAME *name, const char *type)
{
	static const int types[] = {
	    MBSTRING_UTF8, V_ASN1_UTF8STRING, V_ASN1_BMPSTRING};
	const char *value = values[pick(COUNT(values))];
	int kind = types[pick(COUNT(types))], n = -1;

	if (kind == V_ASN1_BMPSTRING) {
		ASN1_STRING *bmp = NULL;

		n = ASN1_mbstring_copy(&bmp, (const unsigned char *)value, -1,
		    MBSTRING_UTF8, B_ASN1_BMPSTRING);
		if (n > 0)
			n = X509_NAME_add_entry_by_txt(name, type, kind,
			    bmp->data, bmp->length, -1, pick(8) ? 0 : -1);
		ASN1_STRING_free(bmp);
		if (n > 0)
			return;
		kind = V_ASN1_UTF8STRING; /* not in the first plane */
	}
	must(X509_NAME_add_entry_by_txt(name, type, kind,
		 (const unsigned char *)value, -1, -1, pick(8) ? 0 : -1),
	    "cannot add a name");
}

static X509_NAME *make_name(void)
{
	static const char *const types[] = {
	    "CN", "OU", "O", "L", "ST", "street", "title", "GN", "SN", "UID"};
	X509_NAME *name = X509_NAME_new();

	for (unsigned n = 1 + pick(5); n; n--)
		add_attribute(name, types[pick(COUNT(types))]);
	return name;
}

static void add_name(GENERAL_NAMES *names, unsigned kind, unsigned number)
{
	static const int types[] = {GEN_EMAIL, GEN_DNS, GEN_URI};
	GENERAL_NAME *name = GENERAL_NAME_new();
	char text[128];

	if (kind == 0)
		snprintf(text, sizeof(text), "user%u@mail%u.example", number,
		    pick(99));
	else if (kind == 1)
		snprintf(text, sizeof(text), "host%u.example", number);
	else if (kind == 2)
		snprintf(text, sizeof(text),
		    "tag:microsoft.com,2022-09-14:sid:S-1-5-21-%u-3-1104",
		    number);
	else
		snprintf(
		    text, sizeof(text), "u%u@upn%u.example", number, pick(99));
	if (kind < 3) {
		ASN1_IA5STRING *ia5 = ASN1_IA5STRING_new();

		ASN1_STRING_set(ia5, text, -1);
		GENERAL_NAME_set0_value(name, types[kind], ia5);
	} else {
		ASN1_TYPE *value = ASN1_TYPE_new();
		ASN1_STRING *utf8 = ASN1_STRING_type_new(V_ASN1_UTF8STRING);

		ASN1_STRING_set(utf8, text, -1);
		ASN1_TYPE_set(value, V_ASN1_UTF8STRING, utf8);
		GENERAL_NAME_set0_othername(
		    name, OBJ_txt2obj("1.3.6.1.4.1.311.20.2.3", 1), value);
	}
	sk_GENERAL_NAME_push(names, name);
}

static void add_names(X509 *cert)
{
	static const unsigned counts[] = {0, 1, 1, 2, 3, 5, 8, 60};
	unsigned n = counts[pick(COUNT(counts))];
	GENERAL_NAMES *names = GENERAL_NAMES_new();

	for (unsigned i = 0; i < n; i++)
		add_name(names, pick(4), i);
	if (n)
		must(X509_add1_ext_i2d(
			 cert, NID_subject_alt_name, names, 0, 0) == 1,
		    "cannot add names");
	GENERAL_NAMES_free(names);
}

static void add_words(X509 *cert, int nid, const char *words)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	if (!words)
		return;
	X509V3_set_ctx(&context, cert, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, words);
	must(extension && X509_add_ext(cert, extension, -1), words);
	X509_EXTENSION_free(extension);
}

static const char *const ekus[] = {"clientAuth", NULL, "serverAuth",
    "clientAuth,serverAuth", "anyExtendedKeyUsage",
    "clientAuth,1.3.6.1.4.1.7.8", "emailProtection", "1.3.6.1.4.1.311.20.2.2"};
static const char *const usages[] = {"digitalSignature",
    "critical,digitalSignature,keyEncipherment", NULL, "keyEncipherment",
    "nonRepudiation,dataEncipherment", "keyAgreement,encipherOnly",
    "critical,digitalSignature,keyAgreement,decipherOnly"};

static void set_time(ASN1_TIME *time, int64_t seconds)
{
	must(ASN1_TIME_set(time, (time_t)seconds) != NULL, "cannot set a time");
}

static X509 *begin(EVP_PKEY *key, int64_t from, int64_t to)
{
	X509 *cert = X509_new();
	unsigned char serial[20] = {0};
	unsigned n = 1 + pick(sizeof(serial));
	BIGNUM *number;

	for (unsigned i = 0; i < n; i++)
		serial[i] = (unsigned char)(i ? pick(256) : pick(127) + 1);
	number = BN_bin2bn(serial, (int)n, NULL);
	BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
	BN_free(number);
	X509_set_version(cert, X509_VERSION_3);
	set_time(X509_getm_notBefore(cert), from);
	set_time(X509_getm_notAfter(cert), to);
	X509_set_pubkey(cert, key);
	return cert;
}

static void finish(X509 *cert, EVP_PKEY *signer, const char *path)
{
	const char *type = EVP_PKEY_get0_type_name(signer);
	FILE *file = fopen(path, "w");

	must(X509_sign(cert, signer,
		 strncmp(type, "ED", 2) == 0 ? NULL : EVP_sha256()) > 0,
	    "cannot sign");
	must(file && PEM_write_X509(file, cert) && fclose(file) == 0, path);
	X509_free(cert);
}

static void make_facts(const char *path)
{
	/* The last second of UTCTime and the first beyond it among them. */
	static const int64_t from[] = {0, NOW, INT64_C(-631152000),
	    INT64_C(2524607999), INT64_C(2524608000), 951782400};
	static const int64_t to[] = {NOW + DAY, INT64_C(2524607999),
	    INT64_C(2524608000), INT64_C(253402300799), 4102444800};
	EVP_PKEY *key = keys[pick(n_keys)];
	X509 *cert = begin(key, from[pick(COUNT(from))], to[pick(COUNT(to))]);
	X509_NAME *subject = make_name(), *issuer = make_name();

	X509_set_subject_name(cert, subject);
	X509_set_issuer_name(cert, issuer);
	add_names(cert);
	add_words(cert, NID_ext_key_usage, ekus[pick(COUNT(ekus))]);
	add_words(cert, NID_key_usage, usages[pick(COUNT(usages))]);
	if (pick(4) == 0)
		add_words(cert, NID_basic_constraints, "critical,CA:TRUE");
	X509_NAME_free(subject);
	X509_NAME_free(issuer);
	finish(cert, key, path);
}

static X509_NAME *plain_name(const char *cn)
{
	X509_NAME *name = X509_NAME_new();

	X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_UTF8, (const unsigned char *)cn, -1, -1, 0);
	return name;
}

static void make_root(const char *path, X509_NAME *name, EVP_PKEY *key)
{
	X509 *cert = begin(key, NOW - 900 * DAY, NOW + 9000 * DAY);

	X509_set_subject_name(cert, name);
	X509_set_issuer_name(cert, name);
	add_words(cert, NID_basic_constraints, "critical,CA:TRUE");
	add_words(cert, NID_key_usage, "critical,keyCertSign,cRLSign");
	finish(cert, key, path);
}

static void make_verdict(const char *path, X509_NAME *root, unsigned number)
{
	static const int64_t ends[] = {400 * DAY, 400 * DAY, 400 * DAY, -DAY};
	const unsigned n_uses = COUNT(ekus) * COUNT(usages);
	/* Each use comes first in a certificate that is good otherwise. */
	const bool plain = number < n_uses;
	const unsigned use = plain ? number : pick(n_uses);
	int64_t end = NOW + (plain ? 400 * DAY : ends[pick(COUNT(ends))]);
	int64_t start = plain || pick(6) ? NOW - 300 * DAY : NOW + 5 * DAY;
	X509 *cert = begin(keys[1], end < NOW ? NOW - 300 * DAY : start, end);
	X509_NAME *name;
	char cn[32];

	snprintf(cn, sizeof(cn), "user%u", number);
	name = plain_name(cn);
	X509_set_subject_name(cert, name);
	X509_NAME_free(name);
	X509_set_issuer_name(cert, root);
	add_words(cert, NID_ext_key_usage, ekus[use % COUNT(ekus)]);
	add_words(cert, NID_key_usage, usages[use / COUNT(ekus)]);
	/* Some are signed by a key that only bears the name. */
	finish(cert, plain || pick(6) ? keys[4] : keys[5], path);
}

int main(int argc, char **argv)
{
	X509_NAME *root = plain_name("Agreed Root");
	char path[512];

	must(argc == 4, "usage: agree_generate DIR FACTS VERDICTS");
	make_keys();
	snprintf(path, sizeof(path), "%s/root.pem", argv[1]);
	make_root(path, root, keys[4]);
	for (int i = 0; i < strtol(argv[2], NULL, 10); i++) {
		snprintf(path, sizeof(path), "%s/facts/%04d.pem", argv[1], i);
		make_facts(path);
	}
	for (int i = 0; i < strtol(argv[3], NULL, 10); i++) {
		snprintf(path, sizeof(path), "%s/verdict/%04d.pem", argv[1], i);
		make_verdict(path, root, (unsigned)i);
	}
	X509_NAME_free(root);
	for (unsigned i = 0; i < n_keys; i++)
		EVP_PKEY_free(keys[i]);
	return 0;
}
