/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes device certificates as an enterprise CA issues them, two in a hundred
 * with a fault, for bench_certificates and its peers:
 *
 *   DIR/all.der    one behind the other
 *   DIR/pem/N.pem  the same, a file each
 *   DIR/chain.pem  the issuing CA and its root
 *
 * Names, dates and faults are the same for the same seed; keys are not.
 *
 * usage: bench_certificates_make DIR N SEED
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NOW INT64_C(1795392000) /* 2026-11-23T00:00:00Z */
#define DAY INT64_C(86400)

enum fault { NONE, NO_UPN, NO_SAN, NO_EKU, EXPIRED, OTHER_CA, SHA_1, N_FAULTS };
enum { N_KEYS = 8 };

struct ca {
	X509 *cert;
	EVP_PKEY *key;
};

static uint64_t state;
static EVP_PKEY *keys[N_KEYS];

static unsigned pick(unsigned n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % n;
}

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "bench_certificates_make: %s\n", what);
	exit(3);
}

static FILE *create(const char *folder, const char *name)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	must(file != NULL, path);
	return file;
}

static void add_name(X509_NAME *name, const char *type, const char *value)
{
	must(X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8,
		 (const unsigned char *)value, -1, -1, 0),
	    "cannot add a name");
}

static void add_words(X509 *cert, X509 *issuer, int nid, const char *words)
{
	X509_EXTENSION *extension;
	X509V3_CTX ctx;

	X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, words);
	must(extension && X509_add_ext(cert, extension, -1), words);
	X509_EXTENSION_free(extension);
}

static void add_bytes(X509 *cert, const char *oid, const void *der, size_t n)
{
	ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
	ASN1_OBJECT *object = OBJ_txt2obj(oid, 1);
	X509_EXTENSION *extension;

	ASN1_OCTET_STRING_set(value, der, (int)n);
	extension = X509_EXTENSION_create_by_OBJ(NULL, object, 0, value);
	must(extension && X509_add_ext(cert, extension, -1), oid);
	X509_EXTENSION_free(extension);
	ASN1_OBJECT_free(object);
	ASN1_OCTET_STRING_free(value);
}

static X509 *begin(EVP_PKEY *key, int64_t from, int64_t to)
{
	X509 *cert = X509_new();
	unsigned char serial[19] = {0x56};
	BIGNUM *number;

	for (size_t i = 2; i < sizeof(serial); i++)
		serial[i] = (unsigned char)pick(256);
	number = BN_bin2bn(serial, sizeof(serial), NULL);
	X509_set_version(cert, X509_VERSION_3);
	BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
	BN_free(number);
	ASN1_TIME_set(X509_getm_notBefore(cert), from);
	ASN1_TIME_set(X509_getm_notAfter(cert), to);
	X509_set_pubkey(cert, key);
	return cert;
}

static struct ca make_ca(const char *cn, const struct ca *issuer)
{
	struct ca ca = {.key = EVP_RSA_gen(2048)};
	const struct ca *by = issuer ? issuer : &ca;
	X509_NAME *name;

	ca.cert = begin(ca.key, NOW - 900 * DAY, NOW + 3000 * DAY);
	name = X509_get_subject_name(ca.cert);
	add_name(name, "DC", "example");
	add_name(name, "DC", "corp");
	add_name(name, "CN", cn);
	X509_set_issuer_name(ca.cert, X509_get_subject_name(by->cert));
	add_words(ca.cert, by->cert, NID_basic_constraints, "critical,CA:TRUE");
	add_words(ca.cert, by->cert, NID_key_usage,
	    "critical,keyCertSign,cRLSign,digitalSignature");
	add_words(ca.cert, by->cert, NID_subject_key_identifier, "hash");
	if (issuer)
		add_words(
		    ca.cert, by->cert, NID_authority_key_identifier, "keyid");
	must(X509_sign(ca.cert, by->key, EVP_sha256()) > 0, "cannot sign");
	return ca;
}

static void add_microsoft(X509 *cert)
{
	static const unsigned char policies[] = {0x30, 0x1a, 0x30, 0x0a, 6, 8,
	    0x2b, 6, 1, 5, 5, 7, 3, 2, 0x30, 0x0c, 6, 0x0a, 0x2b, 6, 1, 4, 1,
	    0x82, 0x37, 0x0a, 3, 4};
	unsigned char template[64] = {0x30}, *p = template + 2;
	ASN1_OBJECT *object = OBJ_txt2obj(
	    "1.3.6.1.4.1.311.21.8.1234567.8901234.5678901.2345678.901.23", 1);

	i2d_ASN1_OBJECT(object, &p); /* moves p */
	memcpy(p, "\x02\x01\x64\x02\x01\x05", 6);
	template[1] = (unsigned char)(p + 6 - (template + 2));
	ASN1_OBJECT_free(object);
	add_bytes(cert, "1.3.6.1.4.1.311.21.7", template, template[1] + 2u);
	add_bytes(cert, "1.3.6.1.4.1.311.21.10", policies, sizeof(policies));
}

static void add_sid(X509 *cert)
{
	unsigned char der[80] = {0x30, 0, 0xa0, 0, 6, 0x0a, 0x2b, 6, 1, 4, 1,
	    0x82, 0x37, 0x19, 2, 1, 0xa0, 0, 4, 0};
	int n = snprintf((char *)der + 20, sizeof(der) - 20,
	    "S-1-5-21-1004336348-1177238915-682003330-%u", 1100 + pick(9000));

	der[19] = (unsigned char)n;
	der[17] = (unsigned char)(n + 2);
	der[3] = (unsigned char)(n + 16);
	der[1] = (unsigned char)(n + 18);
	add_bytes(cert, "1.3.6.1.4.1.311.25.2", der, (size_t)n + 20);
}

static void add_san(X509 *cert, X509 *issuer, const char *upn, enum fault fault)
{
	char words[256];

	if (fault == NO_SAN)
		return;
	if (fault == NO_UPN)
		snprintf(words, sizeof(words), "email:%s", upn);
	else
		snprintf(words, sizeof(words),
		    "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:%s,email:%s", upn,
		    upn);
	add_words(cert, issuer, NID_subject_alt_name, words);
}

static void set_subject(X509 *cert, unsigned number, const char *upn)
{
	X509_NAME *name = X509_get_subject_name(cert);
	char cn[64];

	snprintf(cn, sizeof(cn), "user%06u", number);
	add_name(name, "DC", "example");
	add_name(name, "DC", "corp");
	add_name(name, "OU", "Mobile Devices");
	add_name(name, "CN", cn);
	add_name(name, "emailAddress", upn);
}

static X509 *make_leaf(
    const struct ca *issuer, unsigned number, enum fault fault)
{
	int64_t from = NOW - DAY * pick(300) - 3600;
	int64_t to = from + DAY * (365 + pick(90));
	X509 *cert =
	    begin(keys[pick(N_KEYS)], from - 400 * DAY * (fault == EXPIRED),
		fault == EXPIRED ? NOW - DAY * (1 + pick(30)) : to);
	char upn[64];

	snprintf(upn, sizeof(upn), "user%06u@corp.example", number);
	set_subject(cert, number, upn);
	X509_set_issuer_name(cert, X509_get_subject_name(issuer->cert));
	add_words(cert, issuer->cert, NID_key_usage,
	    "critical,digitalSignature,keyEncipherment");
	if (fault != NO_EKU)
		add_words(cert, issuer->cert, NID_ext_key_usage,
		    "clientAuth,emailProtection");
	add_microsoft(cert);
	add_san(cert, issuer->cert, upn, fault);
	add_words(cert, issuer->cert, NID_subject_key_identifier, "hash");
	add_words(cert, issuer->cert, NID_authority_key_identifier, "keyid");
	add_words(cert, issuer->cert, NID_crl_distribution_points,
	    "URI:http://pki.corp.example/CertEnroll/Issuing.crl,"
	    "URI:ldap:///CN=Issuing");
	add_words(cert, issuer->cert, NID_info_access,
	    "caIssuers;URI:http://pki.corp.example/CertEnroll/Issuing.crt,"
	    "OCSP;URI:http://ocsp.corp.example/ocsp");
	add_sid(cert);
	must(X509_sign(cert, issuer->key,
		 fault == SHA_1 ? EVP_sha1() : EVP_sha256()) > 0,
	    "cannot sign");
	return cert;
}

static void write_leaf(
    const char *folder, FILE *all, X509 *cert, unsigned number)
{
	char name[32];
	FILE *file;

	must(i2d_X509_fp(all, cert) == 1, "cannot write");
	snprintf(name, sizeof(name), "pem/%06u.pem", number);
	file = create(folder, name);
	must(PEM_write_X509(file, cert) == 1, "cannot write");
	fclose(file);
}

static void write_chain(
    const char *folder, const struct ca *issuing, const struct ca *root)
{
	FILE *file = create(folder, "chain.pem");

	PEM_write_X509(file, issuing->cert);
	PEM_write_X509(file, root->cert);
	fclose(file);
}

int main(int argc, char **argv)
{
	struct ca root, issuing, other;
	char path[512];
	FILE *all;

	must(argc == 4, "usage: bench_certificates_make DIR N SEED");
	state = strtoull(argv[3], NULL, 10);
	snprintf(path, sizeof(path), "%s/pem", argv[1]);
	mkdir(path, 0755);
	for (unsigned i = 0; i < N_KEYS; i++)
		keys[i] = EVP_RSA_gen(2048);
	root = make_ca("Corp Root CA", NULL);
	issuing = make_ca("Corp Issuing CA 01", &root);
	other = make_ca("Other Device CA", NULL);
	write_chain(argv[1], &issuing, &root);
	all = create(argv[1], "all.der");
	for (unsigned i = 0; i < strtoul(argv[2], NULL, 10); i++) {
		enum fault fault = pick(50) ? NONE : 1 + pick(N_FAULTS - 1);
		X509 *cert =
		    make_leaf(fault == OTHER_CA ? &other : &issuing, i, fault);

		write_leaf(argv[1], all, cert, i);
		X509_free(cert);
	}
	must(fclose(all) == 0, "cannot write");
	return 0;
}
