/* SPDX-License-Identifier: Apache-2.0 */
/* Profiles that are odd, broken, or made to hurt. */
#include "load/plist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "profile_loaded.h"

static const struct {
	const char *file;
	bool used;
	const char *damage;
} files[] = {
    /* clang-format off */
    { "template.mobileconfig", true, "" },
    { "array.mobileconfig", true, "" },
    { "types.mobileconfig", true,
	"line 48: PayloadDisplayName is <integer>, should be <string>|"
	"line 33: a payload is <string>, not <dict>|"
	"line 34: a payload has no PayloadType|"
	"line 25: Host is <integer>, should be <string>|"
	"line 19: EmailAddress is <array>, should be <string>|"
	"line 27: SSL is <string>, should be <true/> or <false/>|"
	"line 29: OAuth is <integer>, should be <true/> or <false/>|"
	"line 31: SMIMEEnabled is <string>, should be <true/> or <false/>" },
    { "no-content.mobileconfig", true, "PayloadContent is missing" },
    { "dict-content.mobileconfig", true,
	"line 6: PayloadContent is <dict>, should be <array>" },
    { "encrypted.mobileconfig", true,
	"its payloads are encrypted: only its device can open them; give the "
	"profile as it is before it is encrypted" },
    { "cut-off.mobileconfig", true,
	"line 51: ends too early: the file is cut off|"
	"line 36: this EAS account is not whole and is left out" },
    { "fragment.xml", true,
	"a single payload, without the profile around it" },
    { "response.plist", false,
	"a property list, but no configuration profile" },
    { "odd.plist", false, "a property list, but no configuration profile" },
    { "utf16le.plist", false,
	"a property list, but no configuration profile" },
    { "binary.mobileconfig", true, "" },
    { "signed.mobileconfig", true, "" },
    { "signed.pem", true, "" },
    { "signed.b64", true, "" },
    { "enveloped.mobileconfig", true,
	"an encrypted profile (CMS): only its device can open it; give the "
	"profile as it is before it is encrypted" },
    /* clang-format on */
};

static void each_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		struct loaded l;

		print_message("file: %s\n", files[i].file);
		load_file(&l, files[i].file);
		assert_true(l.recognised);
		assert_int_equal(l.used, files[i].used);
		assert_string_equal(damage_of(&l), files[i].damage);
		assert_int_equal(l.c.profiles.n, files[i].used);
		ed_case_free(&l.c);
	}
}

#define ROOT(inside) "<plist><dict>" inside "</dict></plist>"
#define PAYLOADS(inside)                                                       \
	ROOT("<key>PayloadType</key><string>Configuration</string>"            \
	     "<key>PayloadContent</key><array>" inside "</array>")
#define TYPE(type) "<key>PayloadType</key><string>" type "</string>"
#define PKCS12 TYPE("com.apple.security.pkcs12")
#define SCEP_WITH(challenge)                                                   \
	PAYLOADS("<dict>" TYPE(                                                \
	    "com.apple.security.scep") "<key>PayloadContent</"                 \
				       "key><dict><key>Challenge</"            \
				       "key><string>" challenge                \
				       "</string></dict></dict>")

static const struct {
	const char *text;
	enum ed_origin origin;
	const char *damage;
} texts[] = {
    /* clang-format off */
    { SCEP_WITH("abc"), ED_ORIGIN_DELIVERED, "" },
    { SCEP_WITH("{Challenge}"), ED_ORIGIN_UNKNOWN, "" },
    { SCEP_WITH(" "), ED_ORIGIN_UNKNOWN, "" },
    { PAYLOADS("<dict>" PKCS12 "</dict>"), ED_ORIGIN_UNKNOWN, "" },
    { PAYLOADS("<dict>" PKCS12 "<key>PayloadContent</key>\n<data>*</data>"
	"</dict>"), ED_ORIGIN_UNKNOWN, "line 2: PayloadContent is not base64" },
    { PAYLOADS("<dict>" TYPE("com.apple.security.root")
	"<key>PayloadContent</key>\n<true/></dict>"), ED_ORIGIN_UNKNOWN,
	"line 2: PayloadContent is <true>, should be <data>" },
    { ROOT("<key>PayloadType</key><string>x</string>"
	"<key>PayloadContent</key><array/>"), ED_ORIGIN_UNKNOWN,
	"PayloadType of the profile is \"x\", should be \"Configuration\"" },
    /* clang-format on */
};

static void each_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(texts); i++) {
		struct loaded l;

		print_message("text: %s\n", texts[i].text);
		load_text(&l, texts[i].text);
		assert_true(l.recognised && l.used);
		expect_text(profile_of(&l)->label, "profile test.xml");
		assert_int_equal(profile_of(&l)->origin, texts[i].origin);
		assert_string_equal(damage_of(&l), texts[i].damage);
		ed_case_free(&l.c);
	}
}

/* What stands at a misspelt password is one. */
static void a_misspelt_secret_is_no_lookup(void **state)
{
	static const char *const keys[] = {"Password", "Passwort", "pasword",
	    "CertificatePassword", "Chalenge", "PassPhrase"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		const struct ed_profile *profile;
		struct ed_str text;
		struct loaded l;

		ed_case_init(&l.c);
		text = ed_format(&l.c.arena,
		    PAYLOADS("<dict>" TYPE(
			"com.apple.eas.account") "<key>%s</"
						 "key><string>x{Y}z</string></"
						 "dict>"),
		    keys[i]);
		load_bytes(&l, "test.xml", text);
		profile = profile_of(&l);
		print_message("key: %s\n", keys[i]);
		assert_int_equal(profile->n_accounts, 1);
		assert_int_equal(profile->accounts[0].n_lookups, 0);
		for (size_t k = 0; k < profile->n_troubles; k++)
			assert_true(ed_str_find(profile->troubles[k].ref.quote,
					ED_STR("Y")) ==
				    profile->troubles[k].ref.quote.n);
		ed_case_free(&l.c);
	}
}

#define GOOD                                                                   \
	TYPE("com.apple.eas.account")                                          \
	"<key>PayloadIdentifier</key><string>i</string>"                       \
	"<key>PayloadUUID</key>"                                               \
	"<string>26a7aaa7-c5cf-4d36-94d3-731b8b3d0001</string>"                \
	"<key>PayloadVersion</key><integer>1</integer>"

/* Of one payload alone: kind, key, what was found and what is documented. */
static const struct {
	const char *inside;
	const char *expect;
} forms[] = {
    /* clang-format off */
    { GOOD, "" },
    { GOOD "<key>SSL</key><string>true</string>",
	"1 SSL: <string>, not <true/> or <false/>" },
    { GOOD "<key>Host</key><true/>", "1 Host: <true/>, not <string>" },
    { GOOD "<key>PreventMove</key><integer>0</integer>",
	"1 PreventMove: <integer>, not <true/> or <false/>" },
    { GOOD "<key>hosts</key><string>m</string>", "6 hosts: , not Host" },
    { GOOD "<key>ssl</key><true/>", "6 ssl: , not SSL" },
    { GOOD "<key>sssl</key><true/>", "" },
    { GOOD "<key>Host</key><string>m</string><key>host</key><true/>", "" },
    { GOOD "<key>PayloadUuid</key><string>m</string>", "" },
    { GOOD "<key>SSLEnabled</key><true/>", "" },
    { TYPE("com.apple.eas.account"),
	"2 PayloadIdentifier: missing, not <string>|"
	"2 PayloadUUID: missing, not <string>|"
	"2 PayloadVersion: missing, not <integer>1</integer>" },
    { TYPE("com.apple.security.scep") "<key>PayloadIdentifier</key>"
	"<string> </string><key>PayloadUUID</key><string>X</string>"
	"<key>PayloadVersion</key><string>1</string><key>PayloadContent</key>"
	"<dict><key>Keysize</key><string>2048</string><key>KeyUsage</key>"
	"<integer>5</integer><key>SubjectAltName</key><dict>"
	"<key>NTPrincipalName</key><string>a@b</string></dict></dict>",
	"2 PayloadIdentifier: empty, not <string>|"
	"5 PayloadVersion: <string>, not <integer>1</integer>|"
	"5 PayloadUUID: X, not hexadecimal digits in groups of 8, 4, 4, 4 and "
	"12|1 Keysize: <string>, not <integer>|"
	"6 KeyUsage: , not Key Usage|"
	"6 NTPrincipalName: , not ntPrincipalName" },
    { TYPE("com.apple.security.pkcs12") "<key>PayloadIdentifier</key>"
	"<string>i</string><key>PayloadUUID</key>"
	"<string>26a7aaa7-c5cf-4d36-94d3-731b8b3d0001</string>"
	"<key>PayloadVersion</key><integer>2</integer>",
	"3 PayloadVersion: \"2\", not <integer>1</integer>|"
	"4 PayloadContent: missing, not <data>" },
    { "<key>PayloadType</key><string>com.apple.wifi.managed</string>"
	"<key>PayloadIdentifier</key><string>i</string><key>PayloadUUID</key>"
	"<string>26a7aaa7-c5cf-4d36-94d3-731b8b3d0001</string>"
	"<key>PayloadVersion</key><real>1.0</real><key>hosts</key><true/>",
	"5 PayloadVersion: <real>, not <integer>1</integer>" },
    /* clang-format on */
};

static void notes_the_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(forms); i++) {
		const struct ed_profile *profile;
		struct ed_text said;
		struct loaded l;

		ed_case_init(&l.c);
		load_bytes(&l, "test.xml",
		    ed_format(&l.c.arena,
			"<plist><array><dict>%s</dict></array></plist>",
			forms[i].inside));
		profile = profile_of(&l);
		assert_true(profile->bare);
		said = (struct ed_text){.arena = &l.c.arena};
		ed_put(&said, ED_STR(""));
		for (size_t k = 0; k < profile->n_troubles; k++) {
			const struct ed_trouble *t = &profile->troubles[k];

			ed_putf(&said, "%s%d %.*s: %.*s, not %.*s",
			    k ? "|" : "", (int)t->kind, ED_ARG(t->key),
			    ED_ARG(t->found), ED_ARG(t->expected));
		}
		assert_string_equal(said.p, forms[i].expect);
		ed_case_free(&l.c);
	}
}

static void refuses_entities(void **state)
{
	struct loaded l;

	(void)state;
	load_text(&l,
	    "<!DOCTYPE plist [<!ENTITY a SYSTEM \"file:///etc/passwd\">"
	    "]>" PAYLOADS("<dict/>"));
	assert_true(l.recognised);
	assert_false(l.used);
	assert_int_equal(l.c.profiles.n, 0);
	ed_case_free(&l.c);
}

static void says_why_nothing_was_used(void **state)
{
	static const char *const empty[] = {
	    "<plist/>", "<plist><array/></plist>", "<plist><true/></plist>"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(empty); i++) {
		struct loaded l;

		load_text(&l, empty[i]);
		assert_false(l.used);
		assert_string_equal(damage_of(&l),
		    "a property list, but no configuration profile");
		ed_case_free(&l.c);
	}
}

static const struct {
	const char *text;
	bool expect;
} heads[] = {
    {"<plist/>", true},
    {"\xef\xbb\xbf\n<?xml version=\"1.0\"?><plist/>", true},
    {"<!DOCTYPE plist [", true},
    {"<!-- x --><dict><key>a</key>", true},
    {"<dict>", false},
    {"<array><dict><key>a</key>", true},
    {"<html>", false},
    {"plist", false},
    {"", false},
    {"-----BEGIN PKCS7-----\nMIIB", false},
    {"-----BEGIN CERTIFICATE-----\nMIIB", false},
    {"MIIB", false},
    {"0\x82", false},
    {"bplist00", true},
};

static void recognises_by_content(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(heads); i++) {
		print_message("head: %s\n", heads[i].text);
		assert_int_equal(
		    ed_loader_profile.recognise(ed_str_of(heads[i].text)),
		    heads[i].expect);
	}
}

static void put_many(struct ed_text *out, const char *piece, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		ed_put(out, ed_str_of(piece));
}

static void keeps_its_limits(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct loaded l;

	(void)state;
	ed_put(&text, ED_STR("<plist><array>\n"));
	put_many(&text,
	    "<dict><key>PayloadType</key><string>com.apple.eas.account"
	    "</string></dict>",
	    ED_MAX_PAYLOADS + 1);
	ed_put(&text, ED_STR("</array></plist>"));
	load_text(&l, text.p);
	assert_int_equal(profile_of(&l)->n_payloads, ED_MAX_PAYLOADS);
	assert_int_equal(profile_of(&l)->n_accounts, ED_MAX_PROFILES);
	assert_string_equal(damage_of(&l),
	    "line 2: more than 1024 payloads; the rest is left out");
	load_bytes(&l, "again.xml", ed_text_str(&text));
	assert_int_equal(
	    ED_ITEMS(l.c.profiles, struct ed_profile *)[1]->n_accounts, 0);
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

/* Each may cost seconds of key derivation, even a broken one. */
static void opens_few_identities(void **state)
{
	static const char piece[] =
	    "<dict>" PKCS12
	    "<key>PayloadContent</key><data>MAMCAQM=</data></dict>";
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct loaded l;

	(void)state;
	ed_put(&text, ED_STR("<plist><array>"));
	put_many(&text, piece, ED_MAX_PROFILE_IDENTITIES + 1);
	ed_put(&text, ED_STR("</array></plist>"));
	load_text(&l, text.p);
	assert_non_null(strstr(damage_of(&l),
	    "line 1: more than 16 identities; this one is not read"));
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_file),
	    cmocka_unit_test(each_text),
	    cmocka_unit_test(refuses_entities),
	    cmocka_unit_test(a_misspelt_secret_is_no_lookup),
	    cmocka_unit_test(notes_the_form),
	    cmocka_unit_test(says_why_nothing_was_used),
	    cmocka_unit_test(recognises_by_content),
	    cmocka_unit_test(keeps_its_limits),
	    cmocka_unit_test(opens_few_identities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
