/* SPDX-License-Identifier: Apache-2.0 */
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "data/expect.h"
#include "one_case.h"

/* As openssl x509 -text, sha256sum and openssl asn1parse say. */
static void reads_all_of_it(void **state)
{
	const struct ed_certificate *cert;

	(void)state;
	load_files(&c, "alice.pem");
	cert = certificate_at(&c, 0);
	assert_int_equal(c.certificates.n, 1);
	assert_text(cert->subject.text, "CN=alice,DC=corp,DC=example");
	assert_text(cert->issuer.text, "CN=Corp Issuing CA,DC=corp,DC=example");
	assert_text(cert->serial, "2000000055b6d772ba7b06d5ea000000000055");
	assert_text(cert->sha256, ALICE_SHA256);
	assert_text(cert->sha1, ALICE_SHA1);
	assert_true(cert->not_before == 1767225600);
	assert_true(cert->not_after == 1830297600);
	assert_text(cert->signature_oid, "1.2.840.113549.1.1.11");
	assert_int_equal(cert->key.type, ED_KEY_RSA);
	assert_int_equal(cert->key.bits, 1024);
	assert_text(cert->key.sha256, ALICE_KEY);
	assert_text(cert->ski, ALICE_SKI);
	assert_text(cert->aki, ISSUING_SKI);
	assert_int_equal(cert->key_usage, 0xa0);
	assert_false(cert->is_ca);
	assert_int_equal(cert->path_length, -1);
	assert_int_equal(cert->unreadable, 0);
	assert_int_equal(cert->ref.kind, ED_AT_LINE);
	assert_text(cert->ref.at, "1");
	assert_int_equal(cert->ref.input, 1);
	assert_text(input_at(&c, 0)->kind, "certificate");
	assert_int_equal(input_at(&c, 0)->n_damage, 0);
}

static void reads_all_names(void **state)
{
	static const struct {
		enum ed_san_type type;
		const char *value;
	} sans[] = {
	    {ED_SAN_EMAIL, "alice@corp.example"},
	    {ED_SAN_DNS, "phone.corp.example"},
	    {ED_SAN_URI,
		"tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1104"},
	};
	const struct ed_certificate *cert;

	(void)state;
	load_files(&c, "alice.pem");
	cert = certificate_at(&c, 0);
	assert_true(cert->has_san);
	assert_int_equal(cert->n_upns, 1);
	assert_text(cert->upns[0].value, "alice@corp.example");
	assert_true(cert->upns[0].utf8_string);
	assert_int_equal(cert->upns[0].ref.kind, ED_AT_OID);
	assert_text(cert->upns[0].ref.at, "2.5.29.17");
	assert_int_equal(cert->n_sans, ED_COUNT(sans));
	for (size_t i = 0; i < ED_COUNT(sans); i++) {
		assert_int_equal(cert->sans[i].type, sans[i].type);
		assert_text(cert->sans[i].value, sans[i].value);
	}
	assert_true(cert->has_eku);
	assert_int_equal(cert->n_ekus, 3);
	assert_text(cert->ekus[0], "1.3.6.1.5.5.7.3.2");
	assert_text(cert->ekus[2], "1.3.6.1.4.1.311.10.3.4");
	assert_true(cert->has_policies);
	assert_int_equal(cert->n_policies, 2);
	assert_text(cert->policies[1], "1.3.6.1.5.5.7.3.4");
}

/* As openssl x509 -text and certtool -i say. */
static const struct {
	const char *file;
	enum ed_key_type type;
	unsigned bits;
	const char *serial; /* NULL: any */
	int64_t not_before; /* 0: any */
	int64_t not_after;
	unsigned unreadable;
	size_t n_upns;
	size_t n_sans;
	unsigned key_usage;
} rows[] = {
    /* clang-format off */
    { "p256.pem", ED_KEY_EC, 256, NULL, 0, 0, 0, 0, 1, 0x80 },
    { "p521.pem", ED_KEY_EC, 521, NULL, 0, 0, 0, 0, 1, 0x80 },
    { "ed25519.pem", ED_KEY_ED25519, 256, NULL, 0, 0, 0, 0, 1, 0x80 },
    { "serial_high.pem", ED_KEY_RSA, 1024, "0080ff", 0, 0, 0, 0, 0, 0 },
    { "serial_negative.pem", ED_KEY_RSA, 1024, "ff", 0, 0, 0, 0, 0, 0 },
    { "late.pem", ED_KEY_RSA, 1024, NULL, 2524607999, 2524608000, 0, 0, 1, 0x80 },
    { "early.pem", ED_KEY_RSA, 1024, NULL, -631152000, 253402300799, 0, 0, 1, 0x80 },
    { "two_upns.pem", ED_KEY_RSA, 1024, NULL, 0, 0, 0, 2, 0, 0 },
    { "odd_san.pem", ED_KEY_RSA, 1024, NULL, 0, 0, 0, 0, 0, 0x8008 },
    { "bad_san.pem", ED_KEY_RSA, 1024, NULL, 0, 0, ED_PART_SAN, 0, 1, 0 },
    { "bad_upn.pem", ED_KEY_RSA, 1024, NULL, 0, 0, ED_PART_SAN, 0, 1, 0 },
    { "bad_others.pem", ED_KEY_RSA, 1024, NULL, 0, 0,
      ED_PART_EKU | ED_PART_KEY_USAGE | ED_PART_BASIC | ED_PART_KEY_ID |
      ED_PART_POLICIES, 0, 0, 0 },
    { "root.pem", ED_KEY_RSA, 2048, NULL, 0, 0, 0, 0, 0, 0x06 },
    { "issuing.pem", ED_KEY_RSA, 1024, NULL, 0, 0, 0, 0, 0, 0x86 },
    /* clang-format on */
};

static void each_row(void **state)
{
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_certificate *cert;

		print_message("row: %s\n", rows[i].file);
		load_files(&c, rows[i].file);
		cert = certificate_at(&c, 0);
		assert_non_null(cert);
		assert_int_equal(cert->key.type, rows[i].type);
		assert_int_equal(cert->key.bits, rows[i].bits);
		if (rows[i].serial)
			assert_text(cert->serial, rows[i].serial);
		if (rows[i].not_before) {
			assert_true(cert->not_before == rows[i].not_before);
			assert_true(cert->not_after == rows[i].not_after);
		}
		assert_int_equal(cert->unreadable, rows[i].unreadable);
		assert_int_equal(cert->n_upns, rows[i].n_upns);
		assert_int_equal(cert->n_sans, rows[i].n_sans);
		assert_int_equal(cert->key_usage, rows[i].key_usage);
		assert_int_equal(
		    !rows[i].unreadable, !input_at(&c, 0)->n_damage);
		close_case(state);
		open_case(state);
	}
}

static void tells_encodings_of_upns(void **state)
{
	const struct ed_certificate *cert;

	(void)state;
	load_files(&c, "two_upns.pem odd_san.pem issuing.pem nothing.pem");
	cert = certificate_at(&c, 0);
	assert_true(cert->upns[0].utf8_string);
	assert_false(cert->upns[1].utf8_string);
	assert_text(cert->upns[1].value, "bob@corp.example");
	assert_true(certificate_at(&c, 1)->has_san);
	assert_text(certificate_at(&c, 1)->ekus[0], "2.5.29.37.0");
	assert_true(certificate_at(&c, 2)->is_ca);
	assert_int_equal(certificate_at(&c, 2)->path_length, 0);
	assert_false(certificate_at(&c, 3)->has_san);
	assert_false(certificate_at(&c, 3)->has_eku);
	assert_false(certificate_at(&c, 3)->has_key_usage);
}

/* As openssl x509 -nameopt RFC2253,-esc_msb,utf8 writes them. */
static const struct {
	const char *file;
	const char *text;
	unsigned char tag; /* of the first attribute */
} names[] = {
    {"name_escapes.pem", NAME_ESCAPES, 0x16},
    {"name_bmp.pem", NAME_BMP, 0x1e},
    {"name_t61.pem", NAME_T61, 0x14},
    /* Its own keywords differ from RFC 4519's, and it turns an RDN round. */
    {"name_others.pem",
	"1.3.6.1.4.1.99999.1=#0c096f776e2076616c7565,CN=two+OU=of one,"
	"UID=alice,SN=Example,GN=Alice,SERIALNUMBER=4711,T=Dr,"
	"STREET=Street 1,L=Mitte,ST=Berlin,C=DE",
	0x13},
};

static void writes_names(void **state)
{
	for (size_t i = 0; i < ED_COUNT(names); i++) {
		const struct ed_certificate *cert;

		print_message("row: %s\n", names[i].file);
		load_files(&c, names[i].file);
		cert = certificate_at(&c, 0);
		assert_text(cert->subject.text, names[i].text);
		assert_int_equal(cert->subject.attributes[0].tag, names[i].tag);
		assert_int_equal(cert->unreadable, 0);
		close_case(state);
		open_case(state);
	}
}

static void keeps_attributes_in_order(void **state)
{
	const struct ed_name *name;

	(void)state;
	load_files(&c, "name_others.pem name_bmp.pem");
	name = &certificate_at(&c, 0)->subject;
	assert_int_equal(name->n_attributes, 12);
	assert_text(name->attributes[0].oid, "2.5.4.6");
	assert_text(name->attributes[0].value, "DE");
	assert_int_equal(name->attributes[8].rdn, 8);
	assert_int_equal(name->attributes[9].rdn, 9);
	assert_int_equal(name->attributes[10].rdn, 9);
	assert_text(name->attributes[10].value, "of one");
	assert_text(name->attributes[11].oid, "1.3.6.1.4.1.99999.1");
	assert_text(name->attributes[11].value, "own value");
	name = &certificate_at(&c, 1)->subject;
	assert_text(name->attributes[0].value, "\xc3\x9cnsal");
}

/* Every prefix, and every byte changed, is read or refused in peace. */
static void survives_damage(void **state)
{
	struct ed_str der, copy;
	struct ed_error err;

	load_files(&c, "alice.pem");
	der = certificate_at(&c, 0)->der;
	for (size_t n = 0; n < der.n; n++)
		assert_null(ed_load_certificate_der(
		    &c, (struct ed_ref){0}, ed_str_sub(der, 0, n), &err));
	for (size_t i = 0; i < der.n; i++) {
		struct ed_case other;

		ed_case_init(&other);
		copy = ed_copy(&other.arena, der);
		((char *)copy.p)[i] ^= 0x55;
		(void)ed_load_certificate_der(
		    &other, (struct ed_ref){0}, copy, &err);
		ed_case_free(&other);
	}
	(void)state;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(reads_all_of_it),
	    TEST(reads_all_names),
	    TEST(each_row),
	    TEST(tells_encodings_of_upns),
	    TEST(writes_names),
	    TEST(keeps_attributes_in_order),
	    TEST(survives_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
