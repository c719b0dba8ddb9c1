/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "derive/derive.h"
#include "load/loader.h"
#include "report/report.h"
#include "report/width.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#define DATA ED_SOURCE_DIR "/tests/unit/data-profile/"

struct shown {
	struct ed_case c;
	struct ed_text text;
	struct ed_text json;
};

static struct ed_str read_file(struct ed_arena *arena, const char *name)
{
	struct ed_str path = ed_format(arena, DATA "%s", name), bytes;
	struct ed_error err;

	if (!ed_file_read(arena, path.p, ED_MAX_FILE, &bytes, &err))
		fail_msg("%s", err.text);
	return bytes;
}

static void show(struct shown *s)
{
	const struct ed_style style = {.detail = ED_NORMAL, .width = 80};

	s->text.arena = s->json.arena = &s->c.arena;
	ed_inspect_text(&s->c, &style, &s->text);
	ed_inspect_json(&s->c, &s->json);
}

static void show_profile(struct shown *s, const char *name)
{
	struct ed_str bytes;
	struct ed_input *in;

	memset(s, 0, sizeof(*s));
	ed_case_init(&s->c);
	bytes = read_file(&s->c.arena, name);
	in = ed_add_input(&s->c, ed_str_of(name));
	in->kind = ED_STR("profile");
	in->bytes = bytes.n;
	ed_loader_profile.load(&s->c, in, bytes);
	show(s);
}

static bool holds(const struct ed_text *text, struct ed_str word)
{
	return ed_str_find(ed_text_str(text), word) < text->n;
}

static json_t *parse(const struct shown *s)
{
	json_error_t error;
	json_t *json =
	    json_loadb(s->json.p, s->json.n, JSON_REJECT_DUPLICATES, &error);

	if (!json)
		fail_msg("line %d: %s", error.line, error.text);
	return json;
}

/* The facts file is openssl's word. */
static void tells_certificates_as_openssl_does(void **state)
{
	struct ed_str facts, line;
	struct shown s;

	(void)state;
	show_profile(&s, "good.mobileconfig");
	facts = read_file(&s.c.arena, "good.mobileconfig.facts");
	for (; facts.n; facts = ed_str_sub(facts, line.n + 1, facts.n)) {
		line = ed_str_sub(facts, 0, ed_str_find(facts, ED_STR("\n")));
		if (!holds(&s.json, line))
			fail_msg("JSON lacks %.*s", ED_ARG(line));
	}
	ed_case_free(&s.c);
}

static void each_word_of_a_certificate(void **state)
{
	static const char *const text[] = {
	    "    subject     CN=alice,DC=corp\n",
	    "    SAN         upn alice@corp.example\n",
	    "    SAN         email alice@corp.example\n",
	    "    EKU         1.3.6.1.5.5.7.3.2 (TLS client authentication)\n",
	    "    EKU         1.2.3.4\n",
	    "    key usage   digitalSignature, keyEncipherment\n",
	    "    key         RSA 2048\n",
	    "    private key there, belongs to a certificate beside it\n",
	    "    container   PKCS#12 in a profile, opened\n",
	    "    password    not set\n",
	    "    contains    1 certificate\n",
	};
	struct shown s;

	(void)state;
	show_profile(&s, "good.mobileconfig");
	for (size_t i = 0; i < ED_COUNT(text); i++)
		if (!holds(&s.text, ed_str_of(text[i])))
			fail_msg("text lacks %s", text[i]);
	ed_case_free(&s.c);
}

static const char *const files[] = {"array.mobileconfig", "binary.mobileconfig",
    "cut-off.mobileconfig", "encrypted.mobileconfig", "fragment.xml",
    "good.mobileconfig", "pem-root.mobileconfig", "response.plist",
    "signed.mobileconfig", "template.mobileconfig", "two.mobileconfig",
    "types.mobileconfig", "wrong-password.mobileconfig"};

static void tells_no_secret(void **state)
{
	static const char *const secrets[] = {
	    "in-the-profile", "do-not-show-me", "0A1B2C3D4E5F6071"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		struct shown s;

		show_profile(&s, files[i]);
		for (size_t j = 0; j < ED_COUNT(secrets); j++) {
			assert_false(holds(&s.text, ed_str_of(secrets[j])));
			assert_false(holds(&s.json, ed_str_of(secrets[j])));
		}
		ed_case_free(&s.c);
	}
}

static void keeps_to_80_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		struct ed_str rest, line;
		struct shown s;

		show_profile(&s, files[i]);
		rest = ed_text_str(&s.text);
		for (; rest.n; rest = ed_str_sub(rest, line.n + 1, rest.n)) {
			line = ed_str_sub(
			    rest, 0, ed_str_find(rest, ED_STR("\n")));
			assert_true(ed_width(line) <= 80);
		}
		ed_case_free(&s.c);
	}
}

static void keeps_the_order_of_its_keys(void **state)
{
	static const char *const keys[] = {
	    "schema", "inputs", "expected", "observations", "notes"};
	const char *key;
	struct shown s;
	json_t *json, *value;
	size_t i = 0;

	(void)state;
	show_profile(&s, "two.mobileconfig");
	json = parse(&s);
	assert_string_equal(json_string_value(json_object_get(json, "schema")),
	    "easdoctor.inspect/1");
	json_object_foreach(json, key, value)
	    assert_string_equal(key, keys[i++]);
	assert_int_equal(i, ED_COUNT(keys));
	json_decref(json);
	ed_case_free(&s.c);
}

static const char *string_at(json_t *json, const char *list, const char *key)
{
	return json_string_value(json_object_get(
	    json_array_get(json_object_get(json, list), 0), key));
}

/* Escapes, bidi, bytes that are not UTF-8, and NUL. */
static void shows_hostile_text_as_what_it_is(void **state)
{
	struct shown s = {0};
	json_t *json;

	(void)state;
	ed_case_init(&s.c);
	ed_add_input(&s.c, ED_STR("a\033[31m\u202e\xff"))->sha256 =
	    ED_STR("\0x");
	show(&s);
	for (size_t i = 0; i < s.text.n; i++)
		assert_true(s.text.p[i] == '\n' ||
			    (s.text.p[i] >= ' ' && s.text.p[i] < 127));
	assert_true(holds(&s.text, ED_STR("a\\u{001B}[31m\\u{202E}\\xFF\n")));
	for (size_t i = 0; i < s.json.n; i++)
		assert_true(s.json.p[i] == '\n' ||
			    (s.json.p[i] >= ' ' && s.json.p[i] < 127));
	assert_true(holds(&s.json, ED_STR("\"sha256\": \"\\u0000x\"")));
	/* json_load refuses NUL unless told otherwise, so cut it out. */
	ED_ITEMS(s.c.inputs, struct ed_input *)[0]->sha256 = ED_STR("");
	s.json.n = 0;
	ed_inspect_json(&s.c, &s.json);
	json = parse(&s);
	assert_string_equal(
	    string_at(json, "inputs", "path"), "a\033[31m\u202e\\xFF");
	json_decref(json);
	ed_case_free(&s.c);
}

static void state_everything(struct ed_case *c)
{
	static const struct ed_account account = {.email = ED_STR("a@b.c"),
	    .upn = ED_STR("a@corp"),
	    .sid = ED_STR("S-1-5")};
	static const struct ed_device device = {.platform = ED_STR("ios")};
	static const struct ed_lookup lookups[] = {
	    {ED_STR("EnrollmentUser"), ED_STR("alice")}};
	static const struct ed_template_san sans[] = {
	    {ED_SAN_UPN, ED_STR("{UserPrincipalName}")}};
	static const struct ed_template template = {
	    .subject = ED_STR("CN={EnrollmentUser}"),
	    .sans = sans,
	    .n_sans = 1,
	    .key_bits = 2048};
	static const struct ed_ca ca = {.name = ED_STR("CORP-CA")};
	static const struct ed_endpoint endpoint = {
	    .host = ED_STR("mail.corp.example"), .port = 443, .gateway = ED_NO};

	c->facts.account = &account;
	c->facts.device = &device;
	c->facts.lookups = lookups;
	c->facts.n_lookups = 1;
	c->facts.request_template = &template;
	c->facts.ca = &ca;
	c->facts.endpoint = &endpoint;
	c->affected = ED_AFFECTED_ONE;
	c->since = 1795248000; /* date -u -d 2026-11-21T08:00Z +%s */
	c->scope = 1u << ED_STAGE_CERTIFICATE | 1u << ED_STAGE_PROFILE;
	ED_PUSH(&c->arena, &c->observed, struct ed_observed)->text =
	    ED_STR("403.16 2148204809");
	ed_derive_observed(c);
}

static void tells_what_a_case_states(void **state)
{
	static const char expect[] =
	    "no evidence\n"
	    "\n"
	    "What should be true, as stated\n"
	    "    user email        a@b.c\n"
	    "    user upn          a@corp\n"
	    "    user sid          S-1-5\n"
	    "    platform          ios\n"
	    "    lookup            {EnrollmentUser} is alice\n"
	    "    template subject  CN={EnrollmentUser}\n"
	    "    template SAN      upn {UserPrincipalName}\n"
	    "    template bits     2048\n"
	    "    CA                CORP-CA\n"
	    "    endpoint          mail.corp.example\n"
	    "    port              443\n"
	    "    gateway           no\n"
	    "    affected          one\n"
	    "    since             2026-11-21T08:00:00Z\n"
	    "    scope             certificate, profile\n"
	    "\n"
	    "Stated symptoms\n"
	    "  403.16 2148204809\n"
	    "    read as     http 403.16, win32 0x800b0109, by IIS\n";
	struct shown s = {0};
	json_t *json, *expected;

	(void)state;
	ed_case_init(&s.c);
	state_everything(&s.c);
	show(&s);
	assert_string_equal(s.text.p, expect);
	json = parse(&s);
	expected = json_object_get(json, "expected");
	assert_string_equal(json_string_value(json_object_get(
				json_object_get(expected, "endpoint"), "host")),
	    "mail.corp.example");
	assert_string_equal(string_at(expected, "lookups", "value"), "alice");
	json_decref(json);
	ed_case_free(&s.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_certificates_as_openssl_does),
	    cmocka_unit_test(each_word_of_a_certificate),
	    cmocka_unit_test(tells_no_secret),
	    cmocka_unit_test(keeps_to_80_columns),
	    cmocka_unit_test(keeps_the_order_of_its_keys),
	    cmocka_unit_test(shows_hostile_text_as_what_it_is),
	    cmocka_unit_test(tells_what_a_case_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
