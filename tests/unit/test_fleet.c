/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fleet says of each certificate what a diagnosis of it alone says, however
 * it got there. The authorities and leaves are made here, with OpenSSL.
 */
#include "cli/fleet.h"
#include "derive/derive.h"
#include "ed_test.h"
#include "load/loader.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

enum { MAX_DER = 4096, N_CAS = 8 };
enum { ROOT, ISSUING, RENEWED, NARROW, LONELY, ELLIPTIC, TWIN, OTHER_TWIN };

struct der {
	unsigned char bytes[MAX_DER];
	size_t n;
};

static EVP_PKEY *keys[N_CAS], *leaf_key;
static struct der cas[N_CAS];

static struct ed_str str_of(const struct der *der)
{
	return (struct ed_str){(const char *)der->bytes, der->n};
}

static void add_words(X509 *cert, X509 *issuer, int nid, const char *words)
{
	X509_EXTENSION *extension;
	X509V3_CTX ctx;

	X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, words);
	assert_non_null(extension);
	X509_add_ext(cert, extension, -1);
	X509_EXTENSION_free(extension);
}

static void add_cn(X509_NAME *name, const char *cn)
{
	X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_UTF8, (const unsigned char *)cn, -1, -1, 0);
}

static X509 *begin(const char *cn, X509_NAME *issuer, EVP_PKEY *key)
{
	X509 *cert = X509_new();

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 4711);
	ASN1_TIME_set(X509_getm_notBefore(cert), 1763856000);
	ASN1_TIME_set(X509_getm_notAfter(cert), 1826928000);
	if (cn)
		add_cn(X509_get_subject_name(cert), cn);
	X509_set_issuer_name(
	    cert, issuer ? issuer : X509_get_subject_name(cert));
	X509_set_pubkey(cert, key);
	return cert;
}

static void finish(
    X509 *cert, EVP_PKEY *key, const EVP_MD *digest, struct der *out)
{
	unsigned char *p = out->bytes;
	int n;

	assert_true(X509_sign(cert, key, digest) > 0);
	n = i2d_X509(cert, NULL);
	assert_in_range(n, 1, MAX_DER);
	out->n = (size_t)i2d_X509(cert, &p);
	X509_free(cert);
}

static X509 *decode(const struct der *der)
{
	const unsigned char *p = der->bytes;
	X509 *cert = d2i_X509(NULL, &p, (long)der->n);

	assert_non_null(cert);
	return cert;
}

static void make_ca(int which, int issuer, const char *cn, const char *more)
{
	X509 *by = issuer == which ? NULL : decode(&cas[issuer]);
	X509 *cert;

	if (!keys[which])
		keys[which] =
		    which == ELLIPTIC ? EVP_EC_gen("P-256") : EVP_RSA_gen(2048);
	cert = begin(cn, by ? X509_get_subject_name(by) : NULL, keys[which]);
	add_words(cert, cert, NID_basic_constraints, "critical,CA:TRUE");
	add_words(cert, cert, NID_key_usage, "critical,keyCertSign,cRLSign");
	add_words(cert, cert, NID_subject_key_identifier, "hash");
	if (more)
		add_words(cert, cert, NID_name_constraints, more);
	finish(cert, keys[issuer], EVP_sha256(), &cas[which]);
	X509_free(by);
}

static int set_up(void **state)
{
	(void)state;
	leaf_key = EVP_RSA_gen(2048);
	make_ca(ROOT, ROOT, "Root", NULL);
	make_ca(ISSUING, ROOT, "Issuing", NULL);
	make_ca(RENEWED, RENEWED, "Renewed, its issuer is gone", NULL);
	make_ca(
	    NARROW, ROOT, "Narrow", "critical,permitted;email:good.example");
	make_ca(LONELY, RENEWED, "Lonely", NULL);
	make_ca(ELLIPTIC, ROOT, "Elliptic", NULL);
	make_ca(TWIN, ROOT, "Twin", NULL);
	make_ca(OTHER_TWIN, ROOT, "Twin", NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_CAS; i++)
		EVP_PKEY_free(keys[i]);
	EVP_PKEY_free(leaf_key);
	return 0;
}

enum oddity {
	PLAIN,
	CUT_SIGNATURE,   /* a bit of it is not as signed */
	OTHER_ALGORITHM, /* inside and outside differ */
	IS_CA,
	WITH_ADDRESS,
	WITH_AKI_SERIAL,
	WITH_OTHER_AKI,
	WITH_PROXY,
	BAD_MAIL,
	NO_SUBJECT,
	CASE_OF_ISSUER,
	SELF_ISSUED,
	WITH_REASONS
};

/* What is judged, and whether the short way may be taken for the second. */
static const struct row {
	const char *name;
	int issuer;
	int signer;
	const char *digest;
	enum oddity oddity;
	bool is_short;
} rows[] = {
    /* clang-format off */
    { "plain",             ISSUING,  ISSUING,  "SHA256", PLAIN, true },
    { "SHA-1",             ISSUING,  ISSUING,  "SHA1",   PLAIN, true },
    { "SHA-384",           ISSUING,  ISSUING,  "SHA384", PLAIN, true },
    { "SHA-512",           ISSUING,  ISSUING,  "SHA512", PLAIN, true },
    { "MD5",               ISSUING,  ISSUING,  "MD5",    PLAIN, false },
    { "elliptic issuer",   ELLIPTIC, ELLIPTIC, "SHA256", PLAIN, true },
    { "other key",         ISSUING,  ROOT,     "SHA256", PLAIN, false },
    { "other type of key", ISSUING,  ELLIPTIC, "SHA256", PLAIN, false },
    { "issuer of issuer is gone", LONELY, LONELY, "SHA256", PLAIN, true },
    { "two of a name, the first",  TWIN, TWIN,       "SHA256", PLAIN, false },
    { "two of a name, the second", TWIN, OTHER_TWIN, "SHA256", PLAIN, false },
    { "names allowed",     NARROW,   NARROW,   "SHA256", PLAIN, false },
    { "names forbidden",   NARROW,   NARROW,   "SHA256", BAD_MAIL, false },
    { "issuer not given",  RENEWED,  RENEWED,  "SHA256", PLAIN, false },
    { "spoilt signature",  ISSUING,  ISSUING,  "SHA256", CUT_SIGNATURE, false },
    { "two algorithms",    ISSUING,  ISSUING,  "SHA256", OTHER_ALGORITHM, false },
    { "a CA certificate",  ISSUING,  ISSUING,  "SHA256", IS_CA, false },
    { "an address",        ISSUING,  ISSUING,  "SHA256", WITH_ADDRESS, false },
    { "AKI with a serial", ISSUING,  ISSUING,  "SHA256", WITH_AKI_SERIAL, false },
    { "AKI of another",    ISSUING,  ISSUING,  "SHA256", WITH_OTHER_AKI, false },
    { "proxy",             ISSUING,  ISSUING,  "SHA256", WITH_PROXY, false },
    { "no subject",        ISSUING,  ISSUING,  "SHA256", NO_SUBJECT, true },
    { "case of the issuer", ISSUING, ISSUING,  "SHA256", CASE_OF_ISSUER, false },
    { "self-issued",       ISSUING,  ISSUING,  "SHA256", SELF_ISSUED, false },
    { "CRL for some reasons", ISSUING, ISSUING, "SHA256", WITH_REASONS, false },
    /* clang-format on */
};

static void add_aki(X509 *cert, const struct row *row, X509 *issuer)
{
	if (row->oddity == WITH_AKI_SERIAL)
		add_words(cert, issuer, NID_authority_key_identifier,
		    "keyid,issuer:always");
	else if (row->oddity == WITH_OTHER_AKI)
		add_words(cert, cert, NID_authority_key_identifier, "keyid");
	else
		add_words(cert, issuer, NID_authority_key_identifier, "keyid");
}

static void add_extensions(X509 *cert, const struct row *row, X509 *issuer)
{
	add_words(cert, issuer, NID_ext_key_usage, "clientAuth");
	add_words(cert, issuer, NID_key_usage, "critical,digitalSignature");
	add_words(cert, issuer, NID_subject_key_identifier, "hash");
	add_words(cert, issuer, NID_subject_alt_name,
	    row->oddity == WITH_ADDRESS ? "email:a@good.example,IP:192.0.2.1"
	    : row->oddity == BAD_MAIL   ? "email:a@bad.example"
					: "email:a@good.example");
	add_aki(cert, row, issuer);
	if (row->oddity == IS_CA)
		add_words(cert, issuer, NID_basic_constraints, "CA:TRUE");
	if (row->oddity == WITH_PROXY)
		add_words(cert, issuer, NID_proxyCertInfo,
		    "critical,DER:300C300A06082B06010505071500");
	if (row->oddity == WITH_REASONS)
		add_words(cert, issuer, NID_freshest_crl, "URI:http://c/c.crl");
}

static void make_leaf(const struct row *row, unsigned number, struct der *out)
{
	X509 *issuer = decode(&cas[row->issuer]), *cert;
	X509_NAME *name = X509_NAME_dup(X509_get_subject_name(issuer));
	X509_NAME *capitals = X509_NAME_new();
	char cn[32];

	snprintf(cn, sizeof(cn), "user %u", number);
	add_cn(capitals, "ISSUING");
	cert = begin(row->oddity == NO_SUBJECT ? NULL : cn,
	    row->oddity == CASE_OF_ISSUER ? capitals : name, leaf_key);
	if (row->oddity == SELF_ISSUED)
		X509_set_subject_name(cert, name);
	add_extensions(cert, row, issuer);
	finish(cert, keys[row->signer], EVP_get_digestbyname(row->digest), out);
	if (row->oddity == CUT_SIGNATURE)
		out->bytes[out->n - 1] ^= 1;
	/* The last octet of the OID outside: sha384WithRSAEncryption. */
	if (row->oddity == OTHER_ALGORITHM)
		out->bytes[out->n - 256 - 5 - 3] = 0x0c;
	X509_NAME_free(capitals);
	X509_NAME_free(name);
	X509_free(issuer);
}

/* All authorities but one, whose certificate is not given. */
static void start_case(struct ed_case *c)
{
	struct ed_error err;

	ed_case_init(c);
	c->facts.as_of = 1795392000;
	for (size_t i = 0; i < N_CAS; i++)
		if (i != RENEWED)
			assert_non_null(ed_load_certificate_der(
			    c, (struct ed_ref){0}, str_of(&cas[i]), &err));
}

static void compare_values(const struct ed_value *a, const struct ed_value *b)
{
	assert_int_equal(a == NULL, b == NULL);
	for (; a && (a->name || b->name); a++, b++) {
		assert_string_equal(a->name, b->name);
		assert_int_equal(a->kind, b->kind);
		assert_true(ed_str_eq(a->value, b->value));
	}
}

static void compare_chains(const struct ed_chain *a, const struct ed_chain *b)
{
	assert_int_equal(a->state, b->state);
	assert_true(ed_str_eq(a->detail, b->detail));
	assert_int_equal(a->n_links, b->n_links);
	for (size_t i = 0; i < a->n_links; i++)
		assert_true(
		    ed_str_eq(a->links[i]->sha256, b->links[i]->sha256));
}

static void compare_findings(
    const struct ed_findings *a, const struct ed_findings *b)
{
	assert_false(a->check_failed || b->check_failed);
	assert_true(a->n > 30);
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_ptr_equal(a->items[i].rule, b->items[i].rule);
		assert_int_equal(a->items[i].state, b->items[i].state);
		assert_true(
		    ed_str_eq(a->items[i].subject, b->items[i].subject));
		assert_true(ed_str_eq(a->items[i].reason, b->items[i].reason));
		compare_values(a->items[i].values, b->items[i].values);
	}
}

/* The certificate alone, the way of a diagnosis, against the fleet's. */
static void compare_with_alone(struct ed_fleet *fleet, struct ed_str der)
{
	const struct ed_certificate *cert;
	struct ed_certificate *device;
	struct ed_findings together, alone;
	struct ed_error err;
	struct ed_case c;

	assert_true(ed_fleet_judge(fleet, der, &cert, &together, &err));
	start_case(&c);
	device = ed_load_certificate_der(&c, (struct ed_ref){0}, der, &err);
	assert_non_null(device);
	ed_case_facts(&c);
	ed_derive_roles(&c);
	ed_set_device(&c, device);
	ed_derive_chain(&c);
	compare_chains(&cert->chain, &device->chain);
	ed_run_bound(&c, &fleet->bound, &c.arena, &alone);
	compare_findings(&together, &alone);
	ed_case_free(&c);
}

static void fleet_says_what_a_diagnosis_says(void **state)
{
	struct ed_arena arena = {0};
	struct ed_registry registry;

	(void)state;
	ed_registry_init(&arena, &registry);
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_fleet fleet;
		struct ed_case base;
		struct der der;

		print_message("row: %s\n", rows[i].name);
		start_case(&base);
		ed_fleet_open(&fleet, &base, &registry, &ed_builtin_rules);
		for (unsigned k = 0; k < 3; k++) {
			make_leaf(&rows[i], k, &der);
			compare_with_alone(&fleet, str_of(&der));
		}
		assert_int_equal(ed_issuers_searched(fleet.issuers),
		    rows[i].is_short ? 1 : 3);
		ed_fleet_close(&fleet);
		ed_case_free(&base);
	}
	ed_arena_free(&arena);
}

/* All of them in one fleet: what one leaves behind does not touch another. */
static void fleet_remembers_no_row(void **state)
{
	struct ed_arena arena = {0};
	struct ed_registry registry;
	struct ed_fleet fleet;
	struct ed_case base;
	struct der der;

	(void)state;
	ed_registry_init(&arena, &registry);
	start_case(&base);
	ed_fleet_open(&fleet, &base, &registry, &ed_builtin_rules);
	for (size_t i = 0; i < 2 * ED_COUNT(rows); i++) {
		make_leaf(&rows[i % ED_COUNT(rows)], (unsigned)i, &der);
		compare_with_alone(&fleet, str_of(&der));
	}
	ed_fleet_close(&fleet);
	ed_case_free(&base);
	ed_arena_free(&arena);
}

static void what_is_no_certificate_is_refused(void **state)
{
	const struct ed_certificate *cert;
	struct ed_arena arena = {0};
	struct ed_registry registry;
	struct ed_findings findings;
	struct ed_fleet fleet;
	struct ed_error err;
	struct ed_case base;
	struct der der;

	(void)state;
	ed_case_init(&base);
	base.facts.as_of = 1795392000;
	ed_registry_init(&arena, &registry);
	ed_fleet_open(&fleet, &base, &registry, &ed_builtin_rules);
	assert_false(ed_fleet_judge(
	    &fleet, ED_STR("\x30\x03no"), &cert, &findings, &err));
	assert_true(strlen(err.text) > 0);
	/* And without an authority the chain is not asked for. */
	make_leaf(&rows[0], 1, &der);
	assert_true(
	    ed_fleet_judge(&fleet, str_of(&der), &cert, &findings, &err));
	assert_int_equal(cert->chain.state, ED_CHAIN_NOT_TRIED);
	assert_true(findings.n > 30);
	ed_fleet_close(&fleet);
	ed_case_free(&base);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fleet_says_what_a_diagnosis_says),
	    cmocka_unit_test(fleet_remembers_no_row),
	    cmocka_unit_test(what_is_no_certificate_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
