/* SPDX-License-Identifier: Apache-2.0 */
/* Signed profiles of tests/fixtures, altered in every place. */
#include "base/ber.h"
#include "base/file.h"
#include "derive/derive.h"
#include "load/cms.h"
#include "load/loader.h"

#include <easdoctor/limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DATA ED_SOURCE_DIR "/tests/fixtures/profile-signature/"
#define GOOD DATA "invalid-silent/evidence/mail.mobileconfig"
#define TRUSTED DATA "invalid-silent-2/evidence/"

static struct ed_str read_file(struct ed_arena *arena, const char *path)
{
	struct ed_error err;
	struct ed_str bytes;

	if (!ed_file_read(arena, path, ED_MAX_FILE, &bytes, &err))
		fail_msg("%s", err.text);
	return bytes;
}

static void reads_content_and_signer(void **state)
{
	struct ed_arena arena = {0};
	struct ed_error err;
	struct ed_cms cms;

	(void)state;
	assert_true(ed_cms_read(&arena, read_file(&arena, GOOD), &cms, &err));
	assert_int_equal(cms.signature.state, ED_SIGNATURE_VALID);
	assert_true(ed_str_eq(
	    cms.signature.signer, ED_STR("CN=UEM Profile Signing,O=Corp")));
	assert_true(
	    ed_str_eq(cms.signature.issuer, ED_STR("CN=Corp Profile Root")));
	assert_true(cms.signature.not_before < cms.signature.not_after);
	assert_int_equal(cms.certificates.n, 2);
	assert_true(ed_str_starts(cms.content, ED_STR("<?xml")));
	assert_false(cms.has_rest);
	ed_arena_free(&arena);
}

/* Whatever is changed: what is called valid is what was signed. */
static void no_altered_content_is_valid(void **state)
{
	enum { STEP = 29 };
	struct ed_arena arena = {0};
	struct ed_str whole = read_file(&arena, GOOD);
	unsigned n_invalid = 0;
	struct ed_cms good;
	struct ed_error err;

	(void)state;
	assert_true(ed_cms_read(&arena, whole, &good, &err));
	for (size_t i = 0; i < whole.n; i += STEP) {
		struct ed_arena scratch = {0};
		char *copy = (char *)ed_copy(&scratch, whole).p;
		struct ed_cms cms;

		copy[i] = (char)(copy[i] ^ 0x20);
		if (ed_cms_read(
			&scratch, (struct ed_str){copy, whole.n}, &cms, &err)) {
			n_invalid +=
			    cms.signature.state == ED_SIGNATURE_INVALID;
			if (cms.signature.state == ED_SIGNATURE_VALID)
				assert_true(
				    ed_str_eq(cms.content, good.content));
		}
		ed_arena_free(&scratch);
	}
	assert_true(n_invalid > whole.n / STEP / 4);
	ed_arena_free(&arena);
}

static void what_is_cut_off_is_not_read(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str whole = read_file(&arena, GOOD);
	struct ed_error err;
	struct ed_cms cms;

	(void)state;
	for (size_t n = 0; n < whole.n; n += 13)
		assert_false(
		    ed_cms_read(&arena, ed_str_sub(whole, 0, n), &cms, &err));
	assert_string_equal(err.text, "the signed message (CMS) is cut off");
	ed_arena_free(&arena);
}

static void notes_what_stands_behind(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text bytes = {.arena = &arena};
	struct ed_error err;
	struct ed_cms cms;

	(void)state;
	ed_put(&bytes, read_file(&arena, GOOD));
	ed_put(&bytes, ED_STR("more"));
	assert_true(ed_cms_read(&arena, ed_text_str(&bytes), &cms, &err));
	assert_true(cms.has_rest);
	ed_arena_free(&arena);
}

#define OID "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
#define SIGNED OID "\x02"
#define PLAIN OID "\x01"
#define WRAP(inside)                                                           \
	ED_STR("\x30\x80" SIGNED "\xa0\x80\x30\x80\x02\x01\x01" inside         \
	       "\0\0\0\0\0\0")
#define DEEP4 "\x30\x80\x30\x80\x30\x80\x30\x80"
#define DEEP32 DEEP4 DEEP4 DEEP4 DEEP4 DEEP4 DEEP4 DEEP4 DEEP4

static const struct {
	struct ed_str der;
	const char *why;
} refused[] = {
    /* clang-format off */
    { ED_STR(""), "the signed message (CMS) is cut off" },
    { ED_STR("\x30\x80"), "the signed message (CMS) is cut off" },
    { ED_STR("\x30\x88\xff\xff\xff\xff\xff\xff\xff\xff"),
	"the signed message (CMS) is cut off" },
    { ED_STR(DEEP32 DEEP32), "the signed message (CMS) is cut off" },
    { ED_STR("\x30\x02\x05\x00"), "the signed message (CMS) is malformed" },
    { WRAP("\x31\x00"), "the signed message (CMS) is malformed" },
    { WRAP("\x31\x00\x30\x0b" PLAIN "\x31\x00"),
	"a signature alone (CMS): what it signs stands in another file" },
    { WRAP("\x31\x00\x30\x11" SIGNED "\xa0\x04\x04\x02<p\x31\x00"),
	"a signed message (CMS) whose content is another message" },
    { WRAP("\x31\x12\5\0\5\0\5\0\5\0\5\0\5\0\5\0\5\0\5\0"
	"\x30\x0b" PLAIN "\x31\x00"),
	"the signed message (CMS) has more than 8 digests or signers or 64 "
	"certificates" },
    /* clang-format on */
};

static void says_why_it_is_not_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(refused); i++) {
		struct ed_arena arena = {0};
		struct ed_error err = {""};
		struct ed_cms cms;

		print_message("row: %zu\n", i);
		assert_false(ed_cms_read(&arena, refused[i].der, &cms, &err));
		assert_string_equal(err.text, refused[i].why);
		ed_arena_free(&arena);
	}
}

static void nobody_signed_is_no_signature(void **state)
{
	struct ed_arena arena = {0};
	struct ed_error err;
	struct ed_cms cms;

	(void)state;
	assert_true(ed_cms_read(&arena,
	    WRAP("\x31\x00\x30\x80" PLAIN
		 "\xa0\x80\x24\x80\x04\x01<\x04\x01p\0\0\0\0\0\0\x31\x00"),
	    &cms, &err));
	assert_int_equal(cms.signature.state, ED_SIGNATURE_NO_SIGNER);
	assert_true(ed_str_eq(cms.content, ED_STR("<p")));
	ed_arena_free(&arena);
}

static void bounds_elements(void **state)
{
	enum { MANY = 60000 };
	struct ed_arena arena = {0};
	char *bytes = ed_alloc(&arena, 2 * MANY + 5);
	struct ed_error err;
	struct ed_cms cms;

	(void)state;
	memcpy(bytes, "\x30\x83\x01\xd4\xc0", 5);
	for (size_t i = 0; i < MANY; i++)
		bytes[5 + 2 * i] = 5;
	assert_false(ed_cms_read(
	    &arena, (struct ed_str){bytes, 2 * MANY + 5}, &cms, &err));
	assert_non_null(strstr(err.text, "more than 50000 elements"));
	ed_arena_free(&arena);
}

/* state, and no certificate of the signer among the case's. */
static void expect_state(
    const char *path, const char *root, enum ed_signature_state state)
{
	struct ed_case c;

	ed_case_init(&c);
	ed_load_path(&c, path, true);
	assert_int_equal(c.certificates.n, 0);
	if (root)
		ed_load_path(&c, root, true);
	ed_derive(&c);
	assert_int_equal(c.profiles.n, 1);
	assert_int_equal(
	    ED_ITEMS(c.profiles, struct ed_profile *)[0]->signature.state,
	    state);
	assert_null(c.facts.device_certificate);
	ed_case_free(&c);
}

static void trusts_only_what_leads_to_a_given_root(void **state)
{
	(void)state;
	expect_state(TRUSTED "mail.pem", NULL, ED_SIGNATURE_VALID);
	expect_state(
	    TRUSTED "mail.pem", TRUSTED "root.pem", ED_SIGNATURE_TRUSTED);
	expect_state(TRUSTED "mail.pem",
	    ED_SOURCE_DIR "/examples/demo/evidence/corp-root-ca.pem",
	    ED_SIGNATURE_VALID);
	expect_state(DATA "invalid-fires/evidence/mail.mobileconfig",
	    TRUSTED "root.pem", ED_SIGNATURE_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_content_and_signer),
	    cmocka_unit_test(no_altered_content_is_valid),
	    cmocka_unit_test(what_is_cut_off_is_not_read),
	    cmocka_unit_test(notes_what_stands_behind),
	    cmocka_unit_test(says_why_it_is_not_read),
	    cmocka_unit_test(nobody_signed_is_no_signature),
	    cmocka_unit_test(bounds_elements),
	    cmocka_unit_test(trusts_only_what_leads_to_a_given_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
