/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *text;
	const char *expect; /* as summary() words it */
} rows[] = {
    /* clang-format off */
    /* IIS and its logs */
    { "403.16",                            "403.16 iis" },
    { "HTTP 403.16",                       "403.16 iis" },
    { "It says 403.16.",                   "403.16 iis" },
    { "(403.7)",                           "403.7 iis" },
    { "403 16 2148204809",                 "403.16 0x800b0109 iis" },
    { "403 7 64 15",                       "403.7 0x40 iis" },
    { "403.16 2148204809",                 "403.16 0x800b0109 iis" },
    { "403.16 0x800B0109",                 "403.16 0x800b0109 iis" },
    { "sc-status=403 sc-substatus=13 sc-win32-status=2148081683",
                                           "403.13 0x80092013 iis" },
    { "HTTP Error 403.7 - Forbidden",      "403.7 iis" },
    { "HTTP Error 500.19",                 "500.19 iis" },
    { "500 0x32",                          "500 0x32" },
    { "500 0 50",                          "500.0 0x32" },
    { "status:403",                        "403" },
    { "404",                               "404" },
    { "first 401, then 403.16",            "403.16 iis" },
    { "403 by IIS",                        "403 iis" },
    { "status 503 HTTP/1.1 Service Unavailable Microsoft-HTTPAPI/2.0",
                                           "503 http.sys" },
    { "HTTP/1.1 503 Service Unavailable\r\nServer: Microsoft-HTTPAPI/2.0",
                                           "503 http.sys" },
    { "403 X-FEServer: EX1",               "403 exchange" },
    { "403 from Exchange",                 "403 exchange" },
    { "status 456",                        "456" },
    /* 401 and its schemes */
    { "401",                               "401" },
    { "401 Unauthorized",                  "401" },
    { "401.1",                             "401.1 iis" },
    { "401 2 5",                           "401.2 0x5 iis" },
    { "401 WWW-Authenticate: Basic realm=\"x\"",
                                           "401 basic" },
    { "401 Bearer",                        "401 bearer" },
    { "401 without WWW-Authenticate",      "401 none" },
    { "401, no WWW-Authenticate header",   "401 none" },
    { "401 ohne WWW-Authenticate",         "401 none" },
    { "401 WWW-Authenticate: Negotiate",   "401" },
    { "403 Basic",                         "403" },
    /* login pages and throttling */
    { "a login page",                      "0 login" },
    { "HTTP 200 with the sign-in page",    "0 login" },
    { "status 302 to /owa/auth/logon.aspx",
                                           "302 login" },
    { "503 throttled",                     "503 throttled" },
    { "503 Too many concurrent requests",  "503 throttled" },
    /* what devices say */
    { "Cannot Get Mail",                   "mail" },
    { "CANNOT  GET\nMAIL",                 "mail" },
    { "Can\u2019t get mail",               "mail" },
    { "The connection to the server failed.",
                                           "mail" },
    { "unable to get mail",                "mail" },
    { "unable to sync e-mail",             "mail" },
    { "E-Mails k\u00f6nnen nicht empfangen werden",
                                           "mail" },
    { "Mail kann nicht empfangen werden",  "mail" },
    { "Die Verbindung zum Server ist fehlgeschlagen.",
                                           "mail" },
    { "password prompt",                   "password" },
    { "asks for password",                 "password" },
    { "It keeps asking again for the password",
                                           "password" },
    { "Enter Password",                    "password" },
    { "Enter the password for the Exchange account",
                                           "password" },
    { "Password incorrect",                "password" },
    { "The user name or password is incorrect",
                                           "password" },
    { "Passwort eingeben",                 "password" },
    { "KENNWORT UNG\u00dcLTIG",            "password" },
    { "Das Ger\u00e4t fragt nach dem Kennwort",
                                           "password" },
    { "Cannot Get Mail, the log has 403.16",
                                           "403.16 iis" },
    /* nothing known */
    { "",                                  "nothing" },
    { "it does not work",                  "nothing" },
    { "1403.160",                          "nothing" },
    { "10.0.403.16",                       "nothing" },
    { "403.16.1.2",                        "nothing" },
    { "401.2.3.4",                         "nothing" },
    { "403.1600",                          "nothing" },
    { "x403",                              "nothing" },
    { "403x",                              "nothing" },
    { "port 443 is closed",                "nothing" },
    { "mail.corp.example:443",             "nothing" },
    { "500 users cannot sync",             "nothing" },
    { "ticket #403",                       "nothing" },
    { "HTTP 200",                          "nothing" },
    { "0x80072ee2",                        "nothing" },
    { "\u0664\u0660\u0663",                "nothing" },
    { "\xff\xfe 403.16 \x80",              "403.16 iis" },
    /* clang-format on */
};

static void put_http(struct ed_text *out, const struct ed_observation *seen)
{
	static const char *const answerers[] = {
	    "", " iis", " exchange", " http.sys"};
	static const char *const schemes[] = {"", " none", " basic", " bearer"};

	ed_putf(out, "%u", seen->status);
	if (seen->substatus >= 0)
		ed_putf(out, ".%d", seen->substatus);
	if (seen->win32)
		ed_putf(out, " 0x%x", seen->win32);
	ed_putf(out, "%s%s%s%s", answerers[seen->answerer],
	    schemes[seen->scheme], seen->login_page ? " login" : "",
	    seen->throttled ? " throttled" : "");
}

static const char *summary(
    struct ed_arena *arena, const struct ed_observation *seen)
{
	static const char *const words[] = {
	    "nothing", NULL, "password", "mail"};
	struct ed_text out = {.arena = arena};

	if (seen->saw == ED_SAW_HTTP)
		put_http(&out, seen);
	else
		ed_put(&out, ed_str_of(words[seen->saw]));
	return out.p;
}

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_observation seen;

		print_message("row: %s\n", rows[i].text);
		ed_observe(&arena, ed_str_of(rows[i].text), &seen);
		assert_string_equal(summary(&arena, &seen), rows[i].expect);
		assert_true(ed_str_eq(seen.text, ed_str_of(rows[i].text)));
		ed_arena_free(&arena);
	}
}

static void states(struct ed_case *c, struct ed_str text, const char *line)
{
	struct ed_observed *stated =
	    ED_PUSH(&c->arena, &c->observed, struct ed_observed);

	stated->text = text;
	stated->ref.input = 1;
	stated->ref.kind = ED_AT_LINE;
	stated->ref.at = ed_str_of(line);
}

static const struct ed_observation *observation(
    const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->observations, struct ed_observation *)[i];
}

static void keeps_where_it_stands_and_notes_the_unknown(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	states(&c, ED_STR("Cannot Get Mail"), "4");
	states(&c, ED_STR("sad face"), "5");
	ed_derive_observed(&c);
	assert_int_equal(c.observations.n, 2);
	assert_int_equal(observation(&c, 0)->saw, ED_SAW_CANNOT_GET_MAIL);
	assert_true(ed_str_eq(observation(&c, 0)->ref.at, ED_STR("4")));
	assert_int_equal(observation(&c, 1)->saw, ED_SAW_NOTHING_KNOWN);
	assert_int_equal(c.notes.n, 1);
	assert_true(ed_str_eq(ED_ITEMS(c.notes, struct ed_str)[0],
	    ED_STR("\"sad face\" names no symptom that is known; see "
		   "\"easdoctor list symptoms\"")));
	ed_case_free(&c);
}

static void stops_at_the_limit(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	for (size_t i = 0; i < ED_MAX_OBSERVED + 5; i++)
		states(&c, ED_STR("403"), "1");
	ed_derive_observed(&c);
	assert_int_equal(c.observations.n, ED_MAX_OBSERVED);
	assert_int_equal(c.notes.n, 1);
	ed_case_free(&c);
}

/* Text that makes a backtracking matcher try everything. */
static void ends_soon_on_long_text(void **state)
{
	static const char *const pieces[] = {
	    "asks ", "password ", "mail nicht ", "403.", "WWW-", "a", "\n"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(pieces); i++) {
		struct ed_arena arena = {0};
		struct ed_text text = {.arena = &arena};
		struct ed_observation seen;

		while (text.n < 100000)
			ed_put(&text, ed_str_of(pieces[i]));
		ed_observe(&arena, ed_text_str(&text), &seen);
		assert_int_equal(seen.text.n, ED_MAX_SHOWN);
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(keeps_where_it_stands_and_notes_the_unknown),
	    cmocka_unit_test(stops_at_the_limit),
	    cmocka_unit_test(ends_soon_on_long_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
