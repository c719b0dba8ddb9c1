/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of profiles. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "profile_loaded.h"

/* What make.py gives its payloads. */
#define P12 "52A82CC3-3096-45EF-9EBD-45AC91723B14"
#define SCEP "91c1d7de-2f7d-4f0b-a9c6-5cdb2e9f0003"

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
