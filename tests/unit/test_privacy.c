/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "base/case.h"
#include "report/privacy_parts.h"

#include <string.h>

static void expect_text(struct ed_str text, const char *wanted)
{
	if (!ed_str_eq(text, ed_str_of(wanted)))
		fail_msg("\"%.*s\", not \"%s\"", ED_ARG(text), wanted);
}

/* A veil over some values, closed. */
static void make_veil(
    struct ed_arena *arena, enum ed_privacy level, struct ed_veil *veil)
{
	*veil = (struct ed_veil){.arena = arena, .level = level};
	ed_veil_add(veil, ED_UPN, ED_STR("quirin@north.invalid"));
	ed_veil_add(veil, ED_EMAIL, ED_STR("q.zeller@north.invalid"));
	ed_veil_add(veil, ED_HOST, ED_STR("eas.north.invalid"));
	ed_veil_add(veil, ED_DN, ED_STR("CN=Quirin Zeller,OU=Werk 7"));
	ed_veil_add(veil, ED_UPN, ED_STR("NORTHDOM\\quirin"));
	ed_veil_add(veil, ED_SID, ED_STR("S-1-5-21-7-8-9-1104"));
	ed_veil_add(veil, ED_SERIAL, ED_STR("6a1b2c3d4e5f"));
	ed_veil_add(veil, ED_PATH, ED_STR("/home/quirin/eas.pem"));
	ed_veil_close(veil);
}

static void names_take_the_place_of_values(void **state)
{
	static const struct {
		enum ed_privacy level;
		const char *text;
		const char *wanted;
	} rows[] = {
	    {ED_PRIVACY_INTERNAL, "quirin@north.invalid, S-1-5-21-7-8-9-1104",
		"quirin@north.invalid, sid-1"},
	    {ED_PRIVACY_VENDOR, "for quirin@north.invalid.",
		"for user-1@domain-1."},
	    {ED_PRIVACY_VENDOR, "QUIRIN@NORTH.INVALID", "user-1@domain-1"},
	    {ED_PRIVACY_VENDOR, "quirin and NORTHDOM\\quirin",
		"user-1 and domain-2\\user-1"},
	    {ED_PRIVACY_VENDOR, "eas.north.invalid:443", "host-1.domain-1:443"},
	    {ED_PRIVACY_VENDOR, "other.north.invalid", "other.domain-1"},
	    {ED_PRIVACY_VENDOR, "CN=Quirin Zeller,OU=Werk 7",
		"CN=name-1,OU=name-2"},
	    /* A part of a longer word is another word. */
	    {ED_PRIVACY_VENDOR, "quirinal", "quirinal"},
	    {ED_PRIVACY_VENDOR, "serial 6a1b2c3d4e5f", "serial 6a1b2c3d4e5f"},
	    {ED_PRIVACY_PUBLIC, "serial 6a1b2c3d4e5f", "serial serial-1"},
	    {ED_PRIVACY_PUBLIC, "in /home/quirin/eas.pem, line 1",
		"in path-1, line 1"},
	    {ED_PRIVACY_PUBLIC, "nothing of it", "nothing of it"},
	    {ED_PRIVACY_NONE, "quirin@north.invalid", "quirin@north.invalid"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_veil veil;

		make_veil(&arena, rows[i].level, &veil);
		expect_text(ed_veil_text(&veil, ed_str_of(rows[i].text), false),
		    rows[i].wanted);
		ed_arena_free(&arena);
	}
}

static void commands_keep_their_shape(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil;

	(void)state;
	make_veil(&arena, ED_PRIVACY_PUBLIC, &veil);
	expect_text(
	    ed_veil_text(&veil,
		ED_STR("openssl x509 -in '/home/quirin/eas.pem' -noout"), true),
	    "openssl x509 -in '<path-1>' -noout");
	ed_arena_free(&arena);
}

static void the_sweep_finds_addresses_sids_and_numbers(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena, .level = ED_PRIVACY_PUBLIC};

	(void)state;
	ed_veil_sweep(
	    &veil, ED_STR("mail to zoe@far.invalid, sid S-1-5-21-1-2-3-4; hash "
			  "00112233445566778899AABBCCDDEEFF and 1234"));
	ed_veil_close(&veil);
	expect_text(ed_veil_text(&veil,
			ED_STR("zoe@far.invalid S-1-5-21-1-2-3-4 "
			       "00112233445566778899aabbccddeeff 1234"),
			false),
	    "user-1@domain-1 sid-1 thumbprint-1 1234");
	ed_arena_free(&arena);
}

/* Made by coreutils' base64, Python's encode and xxd. */
static void what_is_left_is_found(void **state)
{
	static const struct {
		const char *bytes;
		bool holds;
	} rows[] = {
	    {"nothing here", true},
	    {"to quirin@north.invalid now", false},
	    {"QUIRIN@NORTH.INVALID", false},
	    {"cXVpcmluQG5vcnRoLmludmFsaWQ=", false},
	    {"{\"a\":\"eHF1aXJpbkBub3J0aC5pbnZhbGlk\"}", false},
	    {"eHhxdWlyaW5Abm9ydGguaW52YWxpZA==", false},
	    {"71756972696e406e6f7274682e696e76616c6964", false},
	    {"71756972696E406E6F7274682E696E76616C6964", false},
	    {"?u=quirin%40north.invalid", false},
	    {"%71%75%69%72%69%6E%40%6E%6F%72%74%68%2E%69%6E%76%61%6C%69%64",
		false},
	    {"7100750069007200690"
	     "06e0040006e006f007200740068002e0069006e00760061006c0069006400",
		false},
	    {"cQB1AGkAcgBpAG4AQABuAG8AcgB0AGgALgBpAG4AdgBhAGwAaQBkAA==", false},
	    /* In the DER of a UTF8String, as hex: its length is a word byte. */
	    {"0c3171756972696e406e6f7274682e696e76616c69643131", false},
	    {"quirin&#64;north&#x2e;invalid", false},
	    {"quirin\\@north\\.invalid", false},
	    {"\\u0071uirin", false},
	    {"quirin%2540", false},
	    {"Quirin\n    Zeller", false},
	    {"quirinal", true},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_veil veil;
		struct ed_error err = {""};

		make_veil(&arena, ED_PRIVACY_VENDOR, &veil);
		if (ed_veil_holds(&veil, ed_str_of(rows[i].bytes),
			(struct ed_str){0}, &err) != rows[i].holds)
			fail_msg("%s: %s", rows[i].bytes, err.text);
		assert_null(strstr(err.text, "quirin"));
		ed_arena_free(&arena);
	}
}

static void utf16_is_found_too(void **state)
{
	static const char wide[] =
	    "q\0u\0i\0r\0i\0n\0@\0n\0o\0r\0t\0h\0.\0i\0n\0v\0a\0l\0i\0d\0";
	struct ed_arena arena = {0};
	struct ed_veil veil;
	struct ed_error err;

	(void)state;
	make_veil(&arena, ED_PRIVACY_VENDOR, &veil);
	assert_false(ed_veil_holds(&veil,
	    (struct ed_str){wide, sizeof(wide) - 1}, (struct ed_str){0}, &err));
	ed_arena_free(&arena);
}

/* One person by many ids, whatever comes first. */
static void a_person_has_one_name(void **state)
{
	static const char *const texts[] = {"q.zeller@north.invalid",
	    "NORTHDOM\\zelq", "zelq", "Quirin Zeller", "quirin.z"};
	const struct ed_str ids[] = {ED_STR("q.zeller@north.invalid"),
	    ED_STR("zelq"), ED_STR(""), ED_STR("Quirin Zeller"),
	    ED_STR("quirin.z")};
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena, .level = ED_PRIVACY_VENDOR};

	(void)state;
	ed_veil_add(&veil, ED_UPN, ED_STR("zelq"));
	ed_veil_add_person(&veil, ids, ED_COUNT(ids));
	ed_veil_add(&veil, ED_UPN, ED_STR("NORTHDOM\\zelq"));
	ed_veil_close(&veil);
	for (size_t i = 0; i < ED_COUNT(texts); i++) {
		const struct ed_str text =
		    ed_veil_text(&veil, ed_str_of(texts[i]), false);

		if (ed_str_find(text, ED_STR("user-1")) == text.n)
			fail_msg("%s: %.*s", texts[i], ED_ARG(text));
	}
	ed_arena_free(&arena);
}

static void values_have_many_forms(void **state)
{
	static const struct {
		enum ed_kind kind;
		const char *raw;
		const char *text;
		const char *wanted;
	} rows[] = {
	    {ED_HOST, "EXNORTH7", "on exnorth7.", "on host-1."},
	    {ED_HOST, "exnorth7.north.invalid", "EXNORTH7", "host-1"},
	    {ED_HOST, "mail.north.invalid", "mail", "mail"},
	    {ED_HOST, "192.0.2.7", "192.0.2.7:443", "ip-1:443"},
	    {ED_HOST, "[2001:db8::7]", "[2001:db8::7]:443", "[ip-1]:443"},
	    {ED_IP, "0.0.0.0", "0.0.0.0", "0.0.0.0"},
	    {ED_UPN, "EXNORTH7$", "EXNORTH7$", "host-1$"},
	    {ED_UPN, "host/exnorth7.north.invalid@NORTH.INVALID",
		"exnorth7.north.invalid", "host-1.domain-1"},
	    {ED_UPN, "quirin@", "quirin", "user-1"},
	    {ED_UPN, "{EnrollmentUser}", "{EnrollmentUser}",
		"{EnrollmentUser}"},
	    {ED_UPN, "true", "true", "true"},
	    {ED_UPN, "2048", "2048", "2048"},
	    {ED_DN, "CN=Zeller\\, Quirin+L=\"Ulm, Stadt\",O=Werk Sieben",
		"Ulm, Stadt; Werk Sieben", "name-2; name-3"},
	    {ED_DEVICE, "odd device, 7", "odd device, 7", "device-1"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_veil veil = {
		    .arena = &arena, .level = ED_PRIVACY_VENDOR};

		ed_veil_add(&veil, rows[i].kind, ed_str_of(rows[i].raw));
		ed_veil_close(&veil);
		expect_text(ed_veil_text(&veil, ed_str_of(rows[i].text), false),
		    rows[i].wanted);
		ed_arena_free(&arena);
	}
}

/* Of free text the public sees only the program's own words. */
static void words_of_others_are_hidden(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena, .level = ED_PRIVACY_PUBLIC};
	const struct ed_str text = ED_STR(
	    "the certificate zq7winter of 2026-11-23T06:00:00Z, 0x800B0109");

	(void)state;
	ed_veil_add_words(&veil, text);
	ed_veil_close(&veil);
	expect_text(ed_veil_text(&veil, text, false),
	    "the certificate word-1 of 2026-11-23T06:00:00Z, 0x800B0109");
	ed_arena_free(&arena);
}

/* What rules say too stays in their words, and goes from evidence. */
static void words_of_rules_stay_in_them(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena,
	    .level = ED_PRIVACY_VENDOR,
	    .own = ED_STR("for example alice@corp.example")};
	struct ed_error err;

	(void)state;
	ed_veil_add(&veil, ED_UPN, ED_STR("alice@corp.example"));
	ed_veil_close(&veil);
	expect_text(ed_veil_text(&veil, ED_STR("alice@corp.example"), false),
	    "user-1@domain-1");
	expect_text(ed_veil_rest(&veil, ED_STR("alice@corp.example"), false),
	    "alice@corp.example");
	assert_true(ed_veil_holds(
	    &veil, ED_STR("alice@corp.example"), (struct ed_str){0}, &err));
	ed_arena_free(&arena);
}

/* A user called "title" must not keep a report from being written. */
static void the_frame_is_the_reporters(void **state)
{
	struct ed_arena arena = {0};
	struct ed_veil veil = {.arena = &arena, .level = ED_PRIVACY_VENDOR};
	struct ed_error err;

	(void)state;
	ed_veil_add(&veil, ED_UPN, ED_STR("titlexy"));
	ed_veil_close(&veil);
	assert_true(ed_veil_holds(&veil, ED_STR("{\"titlexy\":\"user-1\"}"),
	    ED_STR("{\"titlexy\":\"xxxx-x\"}"), &err));
	assert_false(ed_veil_holds(&veil, ED_STR("{\"titlexy\":\"titlexy\"}"),
	    ED_STR("{\"titlexy\":\"xxxxxxx\"}"), &err));
	ed_arena_free(&arena);
}

static void a_key_makes_names_that_last(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str names[3];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(names); i++) {
		struct ed_veil veil = {.arena = &arena,
		    .level = ED_PRIVACY_PUBLIC,
		    .key = i < 2 ? ED_STR("0123456789abcdef")
				 : ED_STR("fedcba9876543210")};

		/* In another order: numbers would differ. */
		if (i == 1)
			ed_veil_add(&veil, ED_SID, ED_STR("S-1-5-21-9-9-9-9"));
		ed_veil_add(&veil, ED_SID, ED_STR("S-1-5-21-7-8-9-1104"));
		ed_veil_close(&veil);
		names[i] =
		    ed_veil_text(&veil, ED_STR("S-1-5-21-7-8-9-1104"), false);
	}
	assert_true(ed_str_eq(names[0], names[1]));
	assert_false(ed_str_eq(names[0], names[2]));
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_take_the_place_of_values),
	    cmocka_unit_test(commands_keep_their_shape),
	    cmocka_unit_test(the_sweep_finds_addresses_sids_and_numbers),
	    cmocka_unit_test(what_is_left_is_found),
	    cmocka_unit_test(utf16_is_found_too),
	    cmocka_unit_test(a_person_has_one_name),
	    cmocka_unit_test(values_have_many_forms),
	    cmocka_unit_test(words_of_others_are_hidden),
	    cmocka_unit_test(words_of_rules_stay_in_them),
	    cmocka_unit_test(the_frame_is_the_reporters),
	    cmocka_unit_test(a_key_makes_names_that_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
