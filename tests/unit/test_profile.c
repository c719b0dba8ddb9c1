/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "load/loader.h"
#include "load/plist.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DATA ED_SOURCE_DIR "/tests/unit/data-profile/"
/* What make.py gives its payloads. */
#define P12 "52A82CC3-3096-45EF-9EBD-45AC91723B14"
#define SCEP "91c1d7de-2f7d-4f0b-a9c6-5cdb2e9f0003"

struct loaded {
	struct ed_case c;
	struct ed_input *in;
	bool recognised;
	bool used;
};

static void load_bytes(struct loaded *l, const char *path, struct ed_str bytes)
{
	l->in = ed_add_input(&l->c, ed_str_of(path));
	l->in->kind = ed_str_of(ed_loader_profile.kind);
	l->recognised = ed_loader_profile.recognise(bytes);
	l->used = ed_loader_profile.load(&l->c, l->in, bytes);
}

static void load_file(struct loaded *l, const char *name)
{
	struct ed_error err;
	struct ed_str bytes, path;

	ed_case_init(&l->c);
	path = ed_format(&l->c.arena, DATA "%s", name);
	if (!ed_file_read(&l->c.arena, path.p, ED_MAX_FILE, &bytes, &err))
		fail_msg("%s", err.text);
	load_bytes(l, path.p, bytes);
}

static void load_text(struct loaded *l, const char *text)
{
	ed_case_init(&l->c);
	load_bytes(l, "folder/test.xml", ed_str_of(text));
}

static const struct ed_profile *profile_of(const struct loaded *l)
{
	assert_int_equal(l->c.profiles.n, 1);
	return ED_ITEMS(l->c.profiles, struct ed_profile *)[0];
}

static const struct ed_identity *identity_of(const struct loaded *l, size_t i)
{
	assert_true(i < l->c.identities.n);
	return ED_ITEMS(l->c.identities, struct ed_identity *)[i];
}

static void expect_text(struct ed_str seen, const char *expect)
{
	if (!ed_str_eq(seen, ed_str_of(expect)))
		fail_msg("\"%.*s\" is not \"%s\"", ED_ARG(seen), expect);
}

static const char *damage_of(struct loaded *l)
{
	struct ed_text out = {.arena = &l->c.arena};

	ed_put(&out, ED_STR(""));
	for (size_t i = 0; i < l->in->n_damage; i++)
		ed_putf(&out, "%s%.*s", i ? "|" : "", ED_ARG(l->in->damage[i]));
	return out.p;
}

static void reads_a_good_profile(void **state)
{
	const struct ed_profile *profile;
	const struct ed_eas *eas;
	struct loaded l;

	(void)state;
	load_file(&l, "good.mobileconfig");
	assert_true(l.recognised && l.used);
	assert_string_equal(damage_of(&l), "");
	profile = profile_of(&l);
	expect_text(profile->label, "profile corp-eas");
	expect_text(profile->display_name, "Exchange");
	assert_int_equal(profile->origin, ED_ORIGIN_DELIVERED);
	assert_null(profile->unreadable);
	assert_int_equal(profile->n_payloads, 3);
	expect_text(profile->payloads[0].uuid, P12);
	expect_text(profile->payloads[1].type, "com.apple.security.root");
	assert_int_equal(profile->n_accounts, 1);
	eas = &profile->accounts[0];
	expect_text(eas->label, "profile corp-eas");
	expect_text(eas->host.value, "mail.corp.example");
	expect_text(eas->email.value, "alice@corp.example");
	expect_text(eas->user.value, "CORP\\alice");
	expect_text(eas->user.ref.quote, "CORP\\alice");
	assert_int_equal(eas->user.ref.kind, ED_AT_XPATH);
	expect_text(eas->user.ref.at,
	    "/plist/dict/key[.='PayloadContent']/following-sibling::*[1]/*[3]"
	    "/key[.='UserName']/following-sibling::*[1]");
	assert_int_equal(eas->ssl.value, ED_YES);
	expect_text(eas->ssl.ref.quote, "true");
	assert_int_equal(eas->oauth.value, ED_NO);
	assert_int_equal(eas->smime_sign.value, ED_UNSAID);
	assert_false(eas->has_password);
	assert_false(eas->has_inline_certificate);
	assert_int_equal(eas->n_lookups, 0);
	assert_ptr_equal(eas->profile, profile);
	assert_ptr_equal(eas->identity, &profile->payloads[0]);
	ed_case_free(&l.c);
}

static void opens_its_identity_with_its_password(void **state)
{
	const struct ed_identity *identity;
	struct loaded l;

	(void)state;
	load_file(&l, "good.mobileconfig");
	assert_int_equal(l.c.identities.n, 1);
	identity = identity_of(&l, 0);
	assert_ptr_equal(profile_of(&l)->payloads[0].identity, identity);
	expect_text(identity->label, "identity in profile corp-eas");
	assert_true(identity->in_profile && identity->is_pkcs12);
	assert_int_equal(identity->opened, ED_OPENED);
	assert_true(identity->has_key);
	assert_non_null(identity->certificate);
	expect_text(identity->certificate->subject.text, "CN=alice,DC=corp");
	/* The root payload's, too. */
	assert_int_equal(l.c.certificates.n, 2);
	ed_case_free(&l.c);
}

static void reads_two_accounts(void **state)
{
	const struct ed_profile *profile;
	const struct ed_eas *first, *second;
	struct loaded l;

	(void)state;
	load_file(&l, "two.mobileconfig");
	profile = profile_of(&l);
	assert_int_equal(profile->n_accounts, 2);
	first = &profile->accounts[0];
	second = &profile->accounts[1];
	/* Blanks, braces and case do not hide a reference. */
	assert_ptr_equal(first->identity, &profile->payloads[2]);
	assert_int_equal(first->n_lookups, 0);
	assert_int_equal(first->smime_sign.value, ED_YES);
	assert_int_equal(first->smime_encrypt.value, ED_YES);
	expect_text(first->smime_sign_uuid.value, P12);
	expect_text(second->label, "profile corp-eas, account 2");
	assert_true(second->email.given);
	expect_text(second->email.value, "");
	assert_true(second->has_password);
	assert_int_equal(second->ssl.value, ED_NO);
	assert_int_equal(second->oauth.value, ED_YES);
	assert_false(second->identity_uuid.given);
	assert_null(second->identity);
	/* The newer key counts, though the older says yes. */
	assert_int_equal(second->smime_sign.value, ED_NO);
	expect_text(second->smime_encrypt_uuid.value, SCEP);
	/* Braces with nothing between name no lookup. */
	assert_int_equal(second->n_lookups, 2);
	expect_text(second->lookups[0].value, "{EmailUserName}");
	expect_text(second->lookups[1].value, "x{DeviceUid}y");
	ed_case_free(&l.c);
}

static void opens_an_inline_certificate(void **state)
{
	const struct ed_eas *eas;
	struct loaded l;

	(void)state;
	load_file(&l, "two.mobileconfig");
	eas = &profile_of(&l)->accounts[1];
	assert_true(eas->has_inline_certificate);
	expect_text(eas->inline_ref.quote, "");
	assert_int_equal(l.c.identities.n, 1);
	assert_int_equal(identity_of(&l, 0)->opened, ED_OPENED);
	assert_true(identity_of(&l, 0)->in_profile);
	ed_case_free(&l.c);
}

static void says_how_far_identities_open(void **state)
{
	struct loaded l;

	(void)state;
	load_file(&l, "wrong-password.mobileconfig");
	assert_int_equal(l.c.identities.n, 3);
	assert_int_equal(identity_of(&l, 0)->opened, ED_WRONG_PASSWORD);
	assert_int_equal(identity_of(&l, 1)->opened, ED_NO_PASSWORD);
	expect_text(identity_of(&l, 1)->label,
	    "identity in profile corp-eas, identity 2");
	ed_case_free(&l.c);
}

static void reads_certificates_in_pem(void **state)
{
	struct loaded l;

	(void)state;
	load_file(&l, "pem-root.mobileconfig");
	assert_int_equal(l.c.certificates.n, 2);
	expect_text(ED_ITEMS(l.c.certificates, struct ed_certificate *)[1]
			->subject.text,
	    "CN=Test Root");
	ed_case_free(&l.c);
}

static void takes_meant_values_of_wrong_types(void **state)
{
	const struct ed_eas *eas;
	struct loaded l;

	(void)state;
	load_file(&l, "types.mobileconfig");
	eas = &profile_of(&l)->accounts[0];
	assert_int_equal(eas->ssl.value, ED_YES);
	assert_int_equal(eas->oauth.value, ED_NO);
	assert_int_equal(eas->smime_sign.value, ED_UNSAID);
	expect_text(eas->host.value, "17");
	assert_true(eas->email.given);
	expect_text(eas->email.value, "");
	ed_case_free(&l.c);
}

/* Its first account is whole; the second may have had more. */
static void uses_what_is_whole_of_a_cut_off_file(void **state)
{
	const struct ed_profile *profile;
	struct loaded l;

	(void)state;
	load_file(&l, "cut-off.mobileconfig");
	assert_true(l.used);
	profile = profile_of(&l);
	assert_string_equal(
	    profile->unreadable, "the property list is damaged");
	assert_int_equal(profile->n_accounts, 1);
	expect_text(profile->accounts[0].host.value, "mail.corp.example");
	expect_text(profile->label, "profile cut-off.mobileconfig");
	ed_case_free(&l.c);
}

static void reads_a_lone_payload(void **state)
{
	const struct ed_profile *profile;
	struct loaded l;

	(void)state;
	load_file(&l, "fragment.xml");
	assert_true(l.recognised && l.used);
	profile = profile_of(&l);
	assert_non_null(profile->unreadable);
	assert_int_equal(profile->n_accounts, 1);
	expect_text(profile->accounts[0].host.ref.at,
	    "/dict/key[.='Host']/following-sibling::*[1]");
	ed_case_free(&l.c);
}

/* As they were copied from a console, one below the other. */
static void reads_several_fragments(void **state)
{
	const struct ed_profile *profile;
	struct loaded l;

	(void)state;
	load_text(&l,
	    "<dict><key>PayloadType</key><string>x</string></dict>\n"
	    "<!-- next -->\n<?xml version=\"1.0\"?>\n<dict>\n"
	    "<key>PayloadType</key><string>com.apple.eas.account</string>\n"
	    "<key>Host</key><true/></dict>");
	assert_true(l.recognised && l.used);
	profile = profile_of(&l);
	assert_string_equal(
	    profile->unreadable, "payloads without the profile around them");
	assert_int_equal(profile->n_payloads, 2);
	assert_int_equal(profile->n_accounts, 1);
	expect_text(profile->accounts[0].host.ref.at,
	    "/*[2]/key[.='Host']/following-sibling::*[1]");
	assert_string_equal(damage_of(&l),
	    "payloads without the profile around them|"
	    "line 6: Host is <true>, should be <string>");
	ed_case_free(&l.c);
}

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
	    cmocka_unit_test(reads_a_good_profile),
	    cmocka_unit_test(opens_its_identity_with_its_password),
	    cmocka_unit_test(reads_two_accounts),
	    cmocka_unit_test(opens_an_inline_certificate),
	    cmocka_unit_test(says_how_far_identities_open),
	    cmocka_unit_test(reads_certificates_in_pem),
	    cmocka_unit_test(takes_meant_values_of_wrong_types),
	    cmocka_unit_test(uses_what_is_whole_of_a_cut_off_file),
	    cmocka_unit_test(reads_a_lone_payload),
	    cmocka_unit_test(reads_several_fragments),
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
