/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of SCEP payloads, of VPNs and of roots in a profile. */
#include "load/loader.h"
#include "report/report.h"
#include <easdoctor/scep.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define UUID "52a82cc3-3096-45ef-9ebd-45ac91723b14"
#define SCEP(settings)                                                         \
	"<dict><key>PayloadType</key><string>com.apple.security.scep</string>" \
	"<key>PayloadUUID</key><string>" UUID "</string>"                      \
	"<key>PayloadContent</key>" settings "</dict>"
#define EAS                                                                    \
	"<dict><key>PayloadType</key><string>com.apple.eas.account</string>"   \
	"<key>Host</key><string>mail.corp.example</string>"                    \
	"<key>VPNUUID</key><string>v-1</string>"                               \
	"<key>PayloadCertificateUUID</key><string>" UUID "</string></dict>"
#define PROFILE(payloads)                                                      \
	"<plist><dict><key>PayloadType</key><string>Configuration</string>"    \
	"<key>PayloadContent</key><array>" payloads "</array></dict></plist>"
#define TEXT(key, value) "<key>" key "</key><string>" value "</string>"

struct loaded {
	struct ed_case c;
	struct ed_input *in;
	const struct ed_profile *profile;
};

static void load(struct loaded *l, const char *text)
{
	ed_case_init(&l->c);
	l->in = ed_add_input(&l->c, ed_str_of("test.mobileconfig"));
	assert_true(ed_loader_profile.load(&l->c, l->in, ed_str_of(text)));
	assert_int_equal(l->c.profiles.n, 1);
	l->profile = ED_ITEMS(l->c.profiles, struct ed_profile *)[0];
}

static const struct ed_scep *load_scep(struct loaded *l, const char *text)
{
	load(l, text);
	assert_int_equal(l->profile->n_sceps, 1);
	return &l->profile->sceps[0];
}

static void same(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\", not \"%s\"", ED_ARG(got), want);
}

static void all_of_it_is_read(void **state)
{
	struct loaded l;
	const struct ed_scep *scep = load_scep(&l,
	    PROFILE(SCEP("<dict>" TEXT("URL", "https://h/scep") TEXT("Name",
		"CORP-CA") "<key>Subject</key><array><array><array>"
			   "<string>C</string><string>DE</string>"
			   "</array></array><array><array><string>CN"
			   "</string><string>a,b</string></array>"
			   "<array><string>1.2.5.3</string><string>x"
			   "</string></array></array></array>"
			   "<key>SubjectAltName</key><dict>" TEXT(
			       "ntPrincipalName",
			       "a@b") "<key>rfc822Name</"
				      "key><array><string>a@b</"
				      "string><string>c@d"
				      "</string></array>" TEXT("dNSName",
					  "h") TEXT("uniformResourceIdentifier",
					  "urn:x") "</dict>"
						   "<key>Keysize</"
						   "key><integer>2048</"
						   "integer>" TEXT("Key Type",
						       "RSA") "<key>Key "
							      "Usage</"
							      "key><integer>5</"
							      "integer>"
							      "<key>Retries</"
							      "key><integer>3</"
							      "integer>"
							      "<key>"
							      "KeyIsExtractable"
							      "</key><false/>"
							      "<key>"
							      "CAFingerprint</"
							      "key><data>AAEC</"
							      "data>" TEXT(
								  "Challenge",
								  "geheim") "</"
									    "di"
									    "ct"
									    ">")
		    EAS));

	(void)state;
	assert_ptr_equal(l.profile->payloads[0].scep, scep);
	assert_ptr_equal(l.profile->accounts[0].identity->scep, scep);
	assert_ptr_equal(scep->profile, l.profile);
	same(scep->label, "SCEP payload of profile test.mobileconfig");
	same(scep->url.value, "https://h/scep");
	same(scep->name.value, "CORP-CA");
	same(scep->subject.text, "CN=a\\,b+1.2.5.3=x,C=DE");
	assert_int_equal(scep->subject.n_attributes, 3);
	same(scep->subject.attributes[0].oid, "2.5.4.6");
	assert_int_equal(scep->subject.attributes[2].rdn, 1);
	assert_null(scep->subject_fault);
	assert_int_equal(scep->n_sans, 5);
	assert_int_equal(scep->sans[0].type, ED_SAN_UPN);
	same(scep->sans[2].value, "c@d");
	assert_int_equal(scep->sans[4].type, ED_SAN_URI);
	assert_null(scep->san_fault);
	assert_int_equal(scep->key_size.value, 2048);
	assert_int_equal(scep->key_usage.value, 5);
	assert_int_equal(scep->retries.value, 3);
	assert_int_equal(scep->key_extractable.value, ED_NO);
	same(scep->fingerprint, "000102");
	assert_true(scep->has_challenge);
	assert_int_equal(l.profile->origin, ED_ORIGIN_DELIVERED);
	assert_int_equal(l.in->n_damage, 0);
	same(l.profile->accounts[0].vpn_uuid.value, "v-1");
	ed_case_free(&l.c);
}

static void what_is_odd_is_told(void **state)
{
	static const struct {
		const char *subject;
		bool fault;
	} rows[] = {
	    {"<string>CN=alice</string>", true},
	    {"<array><string>CN=alice</string></array>", true},
	    {"<array><array/></array>", true},
	    {"<array><array><string>CN</string></array></array>", true},
	    {"<array><array><array/></array></array>", true},
	    {"<array><array><array><string>CN</string></array></array></array>",
		true},
	    {"<array><array><array><string>CN</string><integer>1</integer>"
	     "</array></array></array>",
		true},
	    {"<array/>", false},
	    {"<array><array><array><string>CN</string><string/></array></array>"
	     "</array>",
		false},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		char text[2000] = "<plist><dict><key>PayloadType</key><string>"
				  "com.apple.security.scep</string><key>"
				  "PayloadContent</key><dict><key>Subject"
				  "</key>";
		struct loaded l;
		const struct ed_scep *scep;

		print_message("row: %s\n", rows[i].subject);
		strcat(strcat(text, rows[i].subject), "</dict></dict></plist>");
		scep = load_scep(&l, text);
		assert_true(scep->has_subject);
		assert_int_equal(scep->subject_fault != NULL, rows[i].fault);
		ed_case_free(&l.c);
	}
}

static void what_is_absent_or_wrong_stays_open(void **state)
{
	struct loaded l;
	const struct ed_scep *scep =
	    load_scep(&l, PROFILE(SCEP("<string>x</string>")));

	(void)state;
	assert_false(scep->url.given);
	assert_false(scep->key_size.given);
	assert_false(scep->has_subject || scep->has_san ||
		     scep->has_fingerprint || scep->has_challenge);
	assert_int_equal(l.in->n_damage, 1);
	ed_case_free(&l.c);

	scep = load_scep(
	    &l, PROFILE(SCEP("<dict>" TEXT("Keysize", "2048") TEXT("Key Usage",
		    "five") "<key>Retries</key><integer>99999999999999999999"
			    "</integer><key>SubjectAltName</key><dict>"
			    "<key>ntPrincipalName</key><true/></dict>"
			    "<key>CAFingerprint</key><data>!</data></dict>")));
	assert_true(scep->key_size.readable);
	assert_true(scep->key_usage.given && !scep->key_usage.readable);
	assert_true(scep->retries.given && !scep->retries.readable);
	assert_true(scep->has_san && scep->san_fault && !scep->n_sans);
	assert_true(scep->has_fingerprint && !scep->fingerprint.n);
	ed_case_free(&l.c);

	/* Cut off: what is absent may only be lost. */
	load(&l,
	    "<plist><dict><key>PayloadType</key><string>Configuration</string>"
	    "<key>PayloadContent</key><array><dict><key>PayloadType</key>"
	    "<string>com.apple.security.scep</string><key>PayloadContent</key>"
	    "<dict>" TEXT("URL", "https://h/scep"));
	assert_int_equal(l.profile->n_sceps, 0);
	ed_case_free(&l.c);
}

/* Nothing of it stands in what is shown, in whichever form. */
static void secrets_are_not_shown(void **state)
{
	static const struct ed_style style = {.detail = ED_NORMAL, .width = 80};
	struct ed_text shown;
	struct loaded l;
	const struct ed_scep *scep = load_scep(
	    &l, PROFILE(SCEP("<dict>" TEXT("URL",
		    "https://uem:geheim@h/scep?challenge=geheim&amp;x=geheim")
			TEXT("Challenge", "geheim") "</dict>") EAS));

	(void)state;
	same(scep->url.value, "https://***@h/scep?challenge=***&x=***");
	same(scep->url.ref.quote, "https://***@h/scep?challenge=***&x=***");
	shown = (struct ed_text){.arena = &l.c.arena};
	ed_inspect_text(&l.c, &style, &shown);
	ed_inspect_json(&l.c, &shown);
	assert_true(
	    ed_str_find(ed_text_str(&shown), ED_STR("geheim")) == shown.n);
	assert_true(ed_str_find(ed_text_str(&shown),
			ED_STR("\"challenge_set\": true")) < shown.n);
	ed_case_free(&l.c);

	load(&l,
	    PROFILE("<dict><key>PayloadType</key><string>com.apple.eas.account"
		    "</string>" TEXT("Host", "uem:geheim@mail.corp.example")
			TEXT("OAuthSignInURL",
			    "https://u:geheim@h/{Tenant}") "</dict>"));
	same(l.profile->accounts[0].host.value, "***@mail.corp.example");
	assert_int_equal(l.profile->accounts[0].n_lookups, 1);
	same(l.profile->accounts[0].lookups[0].value, "https://***@h/{Tenant}");
	same(l.profile->accounts[0].lookups[0].ref.quote,
	    "https://***@h/{Tenant}");
	ed_case_free(&l.c);
}

static void each_payload_has_its_number(void **state)
{
	struct loaded l;

	(void)state;
	load(&l, PROFILE(SCEP("<dict/>") SCEP("<dict/>")));
	assert_int_equal(l.profile->n_sceps, 2);
	same(l.profile->sceps[1].label,
	    "SCEP payload 2 of profile test.mobileconfig");
	ed_case_free(&l.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_of_it_is_read),
	    cmocka_unit_test(what_is_odd_is_told),
	    cmocka_unit_test(what_is_absent_or_wrong_stays_open),
	    cmocka_unit_test(secrets_are_not_shown),
	    cmocka_unit_test(each_payload_has_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
