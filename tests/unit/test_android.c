/* SPDX-License-Identifier: Apache-2.0 */
#include "load/loader.h"
#include "report/report.h"

#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define AIRWATCH "com.airwatch.android."
#define GMAIL AIRWATCH "androidwork.app:com.google.android.gm"

struct loaded {
	struct ed_case c;
	struct ed_input *in;
	bool used;
};

static void load_bytes(struct loaded *l, struct ed_str bytes)
{
	ed_case_init(&l->c);
	l->in = ed_add_input(&l->c, ed_str_of("folder/profile.xml"));
	l->used = ed_loader_android.load(&l->c, l->in, bytes);
}

static void load(struct loaded *l, const char *text)
{
	load_bytes(l, ed_str_of(text));
}

static const struct ed_android_mail *mail_of(const struct loaded *l, size_t i)
{
	assert_true(i < l->c.android_mails.n);
	return ED_ITEMS(l->c.android_mails, struct ed_android_mail *)[i];
}

static void same(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\", not \"%s\"", ED_ARG(got), want);
}

static void settings_of_gmail(void **state)
{
	struct loaded l;

	(void)state;
	load(&l, "<characteristic type='" GMAIL "' uuid='u'>\n"
		 "<parm name='exchange_host' value='mail.corp.example'/>\n"
		 "<parm name='exchange_password' value='geheim'/>\n"
		 "<parm name='exchange_trust_all_certificates' value='True' "
		 "type='boolean'/>\n</characteristic>");
	assert_true(l.used);
	same(mail_of(&l, 0)->label, "mail settings of profile profile.xml");
	same(mail_of(&l, 0)->type, GMAIL);
	same(mail_of(&l, 0)->host.value, "mail.corp.example");
	assert_int_equal(mail_of(&l, 0)->accepts_any.value, ED_YES);
	same(mail_of(&l, 0)->accepts_any.ref.at, "4");
	assert_true(l.in->incomplete); /* the rest of it is not read */
	assert_false(l.c.facts.android_lost);
	ed_case_free(&l.c);
}

static void nested_and_several(void **state)
{
	struct loaded l;

	(void)state;
	load(&l, "<wap-provisioningdoc id='1' name='Exchange/V_3'>"
		 "<characteristic type='" AIRWATCH "certificate'>"
		 "<parm name='AcceptCerts' value='true'/>"
		 "<characteristic type='" AIRWATCH "eas.gmail'>"
		 "<parm name='Host' value='u:geheim@h'/>"
		 "<parm name='acceptcerts' value='0'/></characteristic>"
		 "</characteristic>"
		 "<characteristic type='" AIRWATCH "container.eas'>"
		 "<parm name='Host' value='i'/></characteristic>"
		 "<characteristic type='" AIRWATCH "eas'/>"
		 "</wap-provisioningdoc>");
	assert_int_equal(l.c.android_mails.n, 2);
	same(mail_of(&l, 0)->label, "mail settings of profile Exchange/V_3");
	same(mail_of(&l, 0)->host.value, "***@h");
	assert_int_equal(mail_of(&l, 0)->accepts_any.value, ED_NO);
	same(mail_of(&l, 1)->label, "mail settings 2 of profile Exchange/V_3");
	assert_int_equal(mail_of(&l, 1)->accepts_any.value, ED_UNSAID);
	ed_case_free(&l.c);
}

static void hostile_text(void **state)
{
	static const struct {
		const char *text;
		bool used, lost;
	} rows[] = {
	    {"", false, false},
	    {"x", false, false},
	    {"<", false, false},
	    {"<characteristic type='" AIRWATCH "eas'><parm name='Host'", true,
		true},
	    {"<!DOCTYPE x [<!ENTITY a 'b'>]><characteristic type='&a;'/>",
		false, true},
	    {"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><characteristic/>", false,
		true},
	    {"<characteristic type='" AIRWATCH "eas'><parm name='AcceptCerts' "
	     "value='perhaps'/></characteristic>",
		true, true},
	    {"<characteristic/><characteristic/>", true, true},
	    {"<characteristic></parm>", true, true},
	    {"<characteristic type='&undeclared;'/>", false, true},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct loaded l;

		print_message("row: %s\n", rows[i].text);
		load(&l, rows[i].text);
		assert_int_equal(l.used, rows[i].used);
		assert_int_equal(l.c.facts.android_lost, rows[i].lost);
		assert_true(l.in->n_damage > 0);
		ed_case_free(&l.c);
	}
}

static void depth_is_bounded(void **state)
{
	static char deep[40 * 16 + 1];
	struct loaded l;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		strcat(deep, "<characteristic>");
	load(&l, deep);
	assert_true(l.used);
	assert_true(l.c.facts.android_lost);
	ed_case_free(&l.c);
}

static void recognised_by_its_words(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} rows[] = {
	    {"<characteristic type='" GMAIL "'>", true},
	    {" \n<?xml version='1.0'?><wap-provisioningdoc><characteristic "
	     "type='COM.airwatch.Android.x'/>",
		true},
	    {"<wap-provisioningdoc><characteristic "
	     "type='com.airwatch.winrt.x'/>",
		false},
	    {"<plist><dict>com.airwatch.android</dict></plist>", false},
	    {"text <characteristic type='" GMAIL "'>", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		assert_int_equal(
		    ed_loader_android.recognise(ed_str_of(rows[i].text)),
		    rows[i].is);
}

static void nothing_secret_is_shown(void **state)
{
	static const struct ed_style style = {.detail = ED_NORMAL, .width = 80};
	struct loaded l;
	struct ed_text shown;

	(void)state;
	load(&l, "<characteristic type='" AIRWATCH "eas'>"
		 "<parm name='Host' value='https://u:geheim@h/'/>"
		 "<parm name='Password' value='geheim'/>"
		 "<parm name='CertificatePassword' value='geheim'/>"
		 "<parm name='AcceptCerts' value='True'/></characteristic>");
	shown = (struct ed_text){.arena = &l.c.arena};
	ed_inspect_text(&l.c, &style, &shown);
	ed_inspect_json(&l.c, &shown);
	assert_true(
	    ed_str_find(ed_text_str(&shown), ED_STR("geheim")) == shown.n);
	assert_true(ed_str_find(ed_text_str(&shown),
			ED_STR("accepts_any_server")) < shown.n);
	ed_case_free(&l.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(settings_of_gmail),
	    cmocka_unit_test(nested_and_several),
	    cmocka_unit_test(hostile_text),
	    cmocka_unit_test(depth_is_bounded),
	    cmocka_unit_test(recognised_by_its_words),
	    cmocka_unit_test(nothing_secret_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
