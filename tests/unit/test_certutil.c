/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What certutil prints. data-certutil holds one certificate, and texts of it
 * with and without -v whose values openssl gave.
 */
#include "base/file.h"
#include "derive/derive.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loaded.h"

#define DATA ED_SOURCE_DIR "/tests/unit/data-certutil/"
#define FIXTURES ED_SOURCE_DIR "/tests/fixtures/"

static void load_path(struct ed_case *c, const char *path, const char *zone)
{
	ed_case_init(c);
	c->timezone = ed_str_of(zone);
	ed_load_path(c, path, true);
}

static void assert_str(struct ed_str got, struct ed_str want)
{
	if (!ed_str_eq(got, want))
		fail_msg("\"%.*s\" is not \"%.*s\"", ED_ARG(got), ED_ARG(want));
}

static void reads_dumps(void **state)
{
	static const char *const files[] = {
	    DATA "dump.txt", DATA "dump_v.txt", DATA "dump.utf16.txt"};
	const struct ed_certificate *want, *got;
	struct ed_case real, text;

	(void)state;
	load_path(&real, DATA "device.pem", "");
	want = certificate_at(&real, 0);
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		print_message("file: %s\n", files[i]);
		load_path(&text, files[i], "+01:00");
		got = certificate_at(&text, 0);
		assert_non_null(got);
		assert_int_equal(text.certificates.n, 1);
		assert_int_equal(got->unreadable, 0);
		assert_int_equal(got->der.n, 0);
		assert_str(got->serial, want->serial);
		assert_str(got->sha1, want->sha1);
		assert_str(got->issuer.text, want->issuer.text);
		assert_true(ed_certificate_is(got, want));
		assert_str(got->upns[0].value, want->upns[0].value);
		assert_str(got->sans[0].value, want->sans[0].value);
		assert_str(got->ekus[0], want->ekus[0]);
		assert_int_equal(got->key_usage, want->key_usage);
		assert_int_equal(got->key.type, want->key.type);
		assert_int_equal(got->key.bits, want->key.bits);
		assert_str(got->signature_oid, want->signature_oid);
		/* Its dates say 1:00 in a zone that is one hour ahead. */
		assert_int_equal(got->not_before, 1767225600);
		ed_case_free(&text);
	}
	ed_case_free(&real);
}

static void needs_a_zone(void **state)
{
	struct ed_case c;

	(void)state;
	load_path(&c, DATA "dump.txt", "");
	assert_true(certificate_at(&c, 0)->unreadable == ED_PART_TIME);
	assert_true(has_damage(input_at(&c, 0), "timezone"));
	ed_case_free(&c);
}

/* The certificate itself is better than a text of it. */
static void prefers_the_certificate(void **state)
{
	struct ed_case c;

	(void)state;
	load_path(&c, DATA "dump.txt", "");
	ed_load_path(&c, DATA "device.pem", true);
	ed_derive(&c);
	assert_int_equal(c.ambiguous.n, 0);
	assert_non_null(c.facts.device_certificate);
	assert_true(c.facts.device_certificate->der.n > 0);
	ed_case_free(&c);
	load_path(&c, DATA "dump.txt", "");
	ed_derive(&c);
	assert_non_null(c.facts.device_certificate);
	assert_int_equal(
	    c.facts.device_certificate->chain.state, ED_CHAIN_NOT_TRIED);
	ed_case_free(&c);
}

static void reads_a_verification(void **state)
{
	const struct ed_verification *v;
	struct ed_case c;

	(void)state;
	load_path(&c,
	    FIXTURES "certificate-revocation/delta-filtered-fires/evidence/"
		     "plus.txt",
	    "");
	assert_int_equal(c.verifications.n, 1);
	v = ED_ITEMS(c.verifications, struct ed_verification *)[0];
	assert_true(v->fetched && v->as_machine && v->ended && !v->passed);
	assert_false(v->in_other_language);
	assert_int_equal(v->chain_errors, 0x40);
	assert_int_equal(v->n_links, 1);
	assert_int_equal(v->links[0].errors, 0x1000000);
	assert_int_equal(v->links[0].n_fetches, 2);
	assert_int_equal(v->links[0].fetches[0].of, ED_FETCH_CRL);
	assert_int_equal(v->links[0].fetches[0].result, ED_FETCHED);
	assert_str(v->links[0].fetches[0].url,
	    ED_STR("http://pki.corp.example/corp.crl"));
	assert_int_equal(v->links[0].fetches[1].of, ED_FETCH_DELTA);
	assert_int_equal(v->links[0].fetches[1].result, ED_FETCH_FAILED);
	assert_int_equal(v->links[0].fetches[1].error, 0x80190194);
	ed_case_free(&c);
}

/* Words of no known language: codes count, and the rest is said to be lost. */
static void tells_other_languages(void **state)
{
	const struct ed_verification *v;
	struct ed_case c;

	(void)state;
	load_path(&c,
	    FIXTURES "certificate-revocation/unreachable-fires-3/evidence/"
		     "foreign-failed.txt",
	    "");
	v = ED_ITEMS(c.verifications, struct ed_verification *)[0];
	assert_true(v->in_other_language);
	assert_true(has_damage(input_at(&c, 0), "not English"));
	assert_int_equal(v->links[0].fetches[0].result, ED_FETCH_FAILED);
	assert_int_equal(v->links[0].fetches[0].error, 0x80072ee7);
	ed_case_free(&c);
}

static void reads_an_authority(void **state)
{
	const struct ed_ca_info *info;
	struct ed_case c;

	(void)state;
	load_path(&c,
	    FIXTURES "ca-type/standalone-fires/evidence/standalone.txt", "");
	info = ED_ITEMS(c.ca_infos, struct ed_ca_info *)[0];
	assert_int_equal(info->kind, ED_CA_STANDALONE_SUB);
	assert_str(info->name, ED_STR("CORP-ISSUING-CA"));
	assert_str(info->host, ED_STR("ca01.corp.example"));
	assert_int_equal(info->n_certificates, 1);
	assert_int_equal(info->n_states, 1);
	assert_int_equal(info->states[0], 3);
	ed_case_free(&c);
}

/* Cut off anywhere, nothing is read behind the end, and nothing invented. */
static void survives_any_end(void **state)
{
	static const struct {
		const char *file;
		const struct ed_loader *loader;
	} cut[] = {
	    {DATA "dump_v.txt", &ed_loader_certutil_dump},
	    {DATA "dump.utf16.txt", &ed_loader_certutil_dump},
	    {FIXTURES "certificate-revocation/delta-filtered-fires/evidence/"
		      "plus.txt",
		&ed_loader_certutil_verify},
	    {FIXTURES "ca-type/standalone-fires/evidence/standalone.txt",
		&ed_loader_certutil_cainfo},
	};
	struct ed_arena arena = {0};
	struct ed_error err;
	struct ed_str bytes;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(cut); i++) {
		assert_true(ed_file_read(
		    &arena, cut[i].file, ED_MAX_FILE, &bytes, &err));
		/* All of the head; then each seventh, in every line. */
		for (size_t n = 1; n < bytes.n; n += n < 200 ? 1 : 7) {
			char *exact = test_malloc(n);
			struct ed_case c;
			struct ed_input *in;

			memcpy(exact, bytes.p, n);
			ed_case_init(&c);
			in = ed_add_input(&c, ED_STR("cut"));
			(void)!cut[i].loader->load(
			    &c, in, (struct ed_str){exact, n});
			if (n + 60 < bytes.n && !in->incomplete)
				assert_true(in->n_damage > 0);
			ed_derive(&c);
			ed_case_free(&c);
			test_free(exact);
		}
	}
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_dumps),
	    cmocka_unit_test(needs_a_zone),
	    cmocka_unit_test(prefers_the_certificate),
	    cmocka_unit_test(reads_a_verification),
	    cmocka_unit_test(tells_other_languages),
	    cmocka_unit_test(reads_an_authority),
	    cmocka_unit_test(survives_any_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
