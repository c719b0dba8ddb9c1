/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a CA writes beside the names: SIDs, distribution points, templates.
 * Expected is what make.sh had openssl write.
 */
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "one_case.h"

#define DATA ED_SOURCE_DIR "/tests/unit/data-issue/"
#define SID "S-1-5-21-1004336348-1177238915-682003330-1106"

static const struct ed_certificate *load(const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), DATA "%s.pem", name);
	ed_load_path(&c, path, true);
	assert_true(c.certificates.n > 0);
	return certificate_at(&c, c.certificates.n - 1);
}

static const struct {
	const char *file;
	enum ed_sid_form form;
	const char *value;
	const char *fault; /* part of it, or NULL */
} sids[] = {
    /* clang-format off */
    { "sid_extension", ED_SID_EXTENSION, SID, NULL },
    { "sid_uri", ED_SID_URI, SID, NULL },
    { "sid_short", ED_SID_EXTENSION, "S-1-5-18", "begin with S-1-5-21-" },
    { "sid_large", ED_SID_EXTENSION, "S-1-5-21-1-2-3-4294967296",
	"four numbers" },
    { "sid_long", ED_SID_EXTENSION, SID "-5", "something follows" },
    { "sid_string", ED_SID_EXTENSION, "", "not encoded" },
    { "sid_cut", ED_SID_EXTENSION, "", "not encoded" },
    { "sid_plain", ED_SID_EXTENSION, "", "not encoded" },
    { "sid_upper", ED_SID_URI, SID, "lower case" },
    { "sid_date", ED_SID_URI, "2022-09-15:sid:" SID, "its prefix" },
    { "sid_lookup", ED_SID_URI, "{UserSid}", "begin with S-1-5-21-" },
    /* clang-format on */
};

static void reads_sids(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(sids); i++) {
		const struct ed_certificate *cert = load(sids[i].file);
		const struct ed_sid *sid = cert->sids;
		const struct ed_input *in = input_at(&c, i);

		print_message("row: %s\n", sids[i].file);
		assert_int_equal(cert->n_sids, 1);
		assert_int_equal(sid->form, sids[i].form);
		assert_text(sid->value, sids[i].value);
		assert_int_equal(!sid->fault, !sids[i].fault);
		assert_int_equal(in->n_damage, sids[i].fault ? 1 : 0);
		assert_int_equal(cert->unreadable, 0);
		if (sid->fault)
			assert_non_null(strstr(sid->fault, sids[i].fault));
		assert_text(sid->ref.at, sids[i].form == ED_SID_URI
					     ? "2.5.29.17"
					     : "1.3.6.1.4.1.311.25.2");
	}
}

static void reads_everything(void **state)
{
	const struct ed_certificate *cert = load("everything");

	(void)state;
	assert_int_equal(cert->unreadable, 0);
	assert_int_equal(cert->n_sids, 2);
	assert_text(cert->sids[0].value, "S-1-5-21-1-2-3-1104");
	assert_text(cert->sids[1].value, SID);
	assert_true(cert->has_cdp);
	assert_int_equal(cert->n_cdps, 3);
	assert_text(
	    cert->cdps[0], "ldap:///CN=Corp,CN=CDP?certificateRevocationList");
	assert_text(cert->cdps[2], "http://pki2.corp.example/corp.crl");
	assert_int_equal(cert->n_issuer_urls, 2);
	assert_text(cert->issuer_urls[1], "ldap:///CN=CA");
	assert_int_equal(cert->n_ocsp_urls, 1);
	assert_text(cert->ocsp_urls[0], "http://ocsp.corp.example/");
	assert_text(cert->template_name, "User");
	assert_text(cert->template_oid,
	    "1.3.6.1.4.1.311.21.8.3914223.11151747.14434950.1182173.15338666."
	    "248.1.30");
	assert_true(cert->template_major == 100 && cert->template_minor == 4);
	assert_true(cert->ca_version == -1);
}

static void reads_what_is_rare(void **state)
{
	const struct ed_certificate *cert;

	(void)state;
	cert = load("template_major");
	assert_true(cert->template_major == UINT32_MAX);
	assert_true(cert->template_minor == -1);
	cert = load("relative");
	assert_true(cert->has_cdp);
	assert_int_equal(cert->n_cdps, 0);
	assert_int_equal(cert->unreadable, 0);
	assert_true(load("ca")->ca_version == 0x10002);
	assert_text(load("pss")->signature_digest, "2.16.840.1.101.3.4.2.2");
	assert_text(load("pss_sha1")->signature_digest, "1.3.14.3.2.26");
	assert_false(load("pss")->has_cdp);
}

static void notes_what_is_broken(void **state)
{
	const struct ed_certificate *cert = load("broken");

	(void)state;
	assert_int_equal(cert->unreadable,
	    ED_PART_CDP | ED_PART_AIA | ED_PART_TEMPLATE | ED_PART_CA_VERSION);
	assert_int_equal(input_at(&c, 0)->n_damage, 5);
	assert_true(cert->ca_version == -1);
	assert_true(cert->template_major == -1);
}

/* Every byte changed is read or refused in peace. */
static void survives_damage(void **state)
{
	struct ed_str der = load("everything")->der, copy;
	struct ed_error err;

	(void)state;
	for (size_t i = 0; i < der.n; i++) {
		struct ed_case other;

		ed_case_init(&other);
		copy = ed_copy(&other.arena, der);
		((char *)copy.p)[i] ^= 0x55;
		(void)!ed_load_certificate_der(
		    &other, (struct ed_ref){0}, copy, &err);
		ed_case_free(&other);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(reads_sids),
	    TEST(reads_everything),
	    TEST(reads_what_is_rare),
	    TEST(notes_what_is_broken),
	    TEST(survives_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
