/* SPDX-License-Identifier: Apache-2.0 */
/* CRLs of the fixtures, whole, cut off and spoilt. */
#include "base/file.h"
#include "derive/derive.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "loaded.h"

#define FIXTURES ED_SOURCE_DIR "/tests/fixtures/certificate-revocation/"
#define LISTS FIXTURES "revoked-fires/evidence/lists.crl"

static const struct ed_crl *crl_at(const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->crls, struct ed_crl *)[i];
}

static void load_folder(struct ed_case *c, const char *path)
{
	ed_case_init(c);
	ed_load_path(c, path, true);
	ed_load_deferred(c);
	ed_derive(c);
}

/* lists.crl comes before root.pem in the folder, and after device.pem. */
static void finds_the_certificate(void **state)
{
	struct ed_case c;

	(void)state;
	load_folder(&c, FIXTURES "revoked-fires/evidence");
	assert_int_equal(c.crls.n, 1);
	assert_int_equal(crl_at(&c, 0)->bearing, ED_CRL_SPEAKS);
	assert_int_equal(crl_at(&c, 0)->n_entries, 2);
	assert_int_equal(crl_at(&c, 0)->n_kept, 1);
	assert_int_equal(crl_at(&c, 0)->entries[0].reason, 4);
	assert_int_equal(crl_at(&c, 0)->entries[0].since, 1793520000);
	assert_ptr_equal(
	    crl_at(&c, 0)->entries[0].certificate, c.facts.device_certificate);
	ed_case_free(&c);
}

/* Given before the certificate, it is read after it all the same. */
static void waits_for_the_certificate(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	ed_load_path(&c, LISTS, true);
	ed_load_path(&c, FIXTURES "revoked-fires/evidence/device.pem", true);
	assert_int_equal(c.crls.n, 0);
	ed_load_deferred(&c);
	assert_int_equal(crl_at(&c, 0)->n_kept, 1);
	ed_case_free(&c);
}

static void reads_scopes(void **state)
{
	static const struct {
		const char *folder;
		unsigned scope;
		bool delta;
	} rows[] = {
	    {"revoked-fires-5", ED_CRL_POINT | ED_CRL_USERS_ONLY, false},
	    {"revoked-silent-5", ED_CRL_CAS_ONLY, false},
	    {"revoked-unknown-7", ED_CRL_SOME_REASONS, false},
	    {"revoked-unknown-5", ED_CRL_POINT, false},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		char path[512];
		struct ed_case c;

		snprintf(
		    path, sizeof(path), FIXTURES "%s/evidence", rows[i].folder);
		load_folder(&c, path);
		assert_int_equal(crl_at(&c, 0)->scope, rows[i].scope);
		assert_int_equal(crl_at(&c, 0)->is_delta, rows[i].delta);
		ed_case_free(&c);
	}
}

static struct ed_str read_list(struct ed_arena *arena)
{
	struct ed_error err;
	struct ed_str bytes;

	assert_true(ed_file_read(arena, LISTS, ED_MAX_FILE, &bytes, &err));
	return bytes;
}

/* Whatever is spoilt, the signature holds no more: nothing is proven. */
static void survives_any_byte(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str bytes = read_list(&arena);
	struct ed_ref ref = {.input = 1};
	struct ed_error err;

	(void)state;
	/* All of the head; of the rest every third, for the time it takes. */
	for (size_t i = 0; i < bytes.n; i += i < 64 ? 1 : 3) {
		char *copy = test_malloc(bytes.n);
		struct ed_case c;

		memcpy(copy, bytes.p, bytes.n);
		copy[i] = (char)(copy[i] ^ 0x55);
		ed_case_init(&c);
		ed_load_path(
		    &c, FIXTURES "revoked-fires/evidence/device.pem", true);
		ed_load_path(
		    &c, FIXTURES "revoked-fires/evidence/issuing.pem", true);
		ed_load_path(
		    &c, FIXTURES "revoked-fires/evidence/root.pem", true);
		(void)!ed_load_crl_der(&c,
		    ED_ITEMS(c.inputs, struct ed_input *)[0], ref,
		    (struct ed_str){copy, bytes.n}, &err);
		ed_derive(&c);
		if (c.crls.n)
			assert_int_not_equal(
			    crl_at(&c, 0)->bearing, ED_CRL_SPEAKS);
		ed_case_free(&c);
		test_free(copy);
	}
	ed_arena_free(&arena);
}

static void refuses_what_is_cut(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str bytes = read_list(&arena);
	struct ed_ref ref = {.input = 1};
	struct ed_error err;
	struct ed_case c;
	struct ed_input *in;

	(void)state;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("cut"));
	for (size_t n = 0; n < bytes.n; n++) {
		char *exact = test_malloc(n + 1);

		memcpy(exact, bytes.p, n);
		assert_false(ed_load_crl_der(
		    &c, in, ref, (struct ed_str){exact, n}, &err));
		test_free(exact);
	}
	assert_int_equal(c.crls.n, 0);
	ed_case_free(&c);
	ed_arena_free(&arena);
}

/* Larger than other files may be: only what starts like a CRL is let in. */
static void lets_large_lists_in(void **state)
{
	char path[] = "/tmp/ed-crl-XXXXXX";
	struct ed_arena arena = {0};
	struct ed_str bytes = read_list(&arena);
	int fd = mkstemp(path);
	struct ed_case c;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.p, bytes.n), bytes.n);
	assert_int_equal(ftruncate(fd, ED_MAX_FILE + 10), 0);
	ed_case_init(&c);
	ed_load_path(&c, path, true);
	assert_true(ed_str_eq(input_at(&c, 0)->kind, ED_STR("crl")));
	assert_false(input_at(&c, 0)->unreadable);
	ed_load_deferred(&c);
	assert_true(input_at(&c, 0)->unreadable);
	assert_true(has_damage(input_at(&c, 0), "not a CRL"));
	assert_int_equal(input_at(&c, 0)->bytes, ED_MAX_FILE + 10);
	ed_case_free(&c);
	assert_int_equal(ftruncate(fd, ED_MAX_CRL + 1), 0);
	ed_case_init(&c);
	ed_load_path(&c, path, true);
	assert_true(has_damage(input_at(&c, 0), "larger than the limit"));
	ed_case_free(&c);
	close(fd);
	unlink(path);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_certificate),
	    cmocka_unit_test(waits_for_the_certificate),
	    cmocka_unit_test(reads_scopes),
	    cmocka_unit_test(survives_any_byte),
	    cmocka_unit_test(refuses_what_is_cut),
	    cmocka_unit_test(lets_large_lists_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
