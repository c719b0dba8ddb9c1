/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>
#include <string.h>

static const char *const http_ids[] = {"401", "401-without-scheme", "401-basic",
    "401-bearer", "401-1", "401-2", "403", "403-by-iis",
    "403-after-certificate", "403-slow", "403-4", "403-7", "403-12", "403-13",
    "403-16", "403-17", "403-by-exchange", "404", "413", "449", "451",
    "500-0x32", "500-19", "503-by-http-sys", "503-throttled", "login-page",
    "not-eas", "unreadable", "other"};

static const char *const device_ids[] = {"password-prompt", "cannot-get-mail"};

#define HTTP(code, sub) .saw = ED_SAW_HTTP, .status = (code), .substatus = (sub)

/* One observation, and the one finding that it makes; NULL: none. */
static const struct {
	struct ed_observation seen;
	const char *expect;
} answers[] = {
    /* clang-format off */
    { { HTTP(401, -1) },                                "401" },
    { { HTTP(401, 0) },                                 "401" },
    { { HTTP(401, 3) },                                 "401" },
    { { HTTP(401, -1), .scheme = ED_SCHEME_NONE },      "401-without-scheme" },
    { { HTTP(401, -1), .scheme = ED_SCHEME_BASIC },     "401-basic" },
    { { HTTP(401, -1), .scheme = ED_SCHEME_BEARER },    "401-bearer" },
    { { HTTP(401, 1) },                                 "401-1" },
    { { HTTP(401, 2), .scheme = ED_SCHEME_BASIC },      "401-2" },
    { { HTTP(403, -1) },                                "403" },
    { { HTTP(403, -1), .answerer = ED_BY_IIS },         "403-by-iis" },
    { { HTTP(403, -1), .answerer = ED_BY_HTTP_SYS },    "403-by-iis" },
    { { HTTP(403, -1), .answerer = ED_BY_EXCHANGE },    "403-by-exchange" },
    { { HTTP(403, 0) },                                 "403-by-exchange" },
    { { HTTP(403, 14) },                                "403-by-iis" },
    { { HTTP(403, 502) },                               "403-by-iis" },
    { { HTTP(403, 99) },                                "403" },
    { { HTTP(403, 4) },                                 "403-4" },
    { { HTTP(403, 7) },                                 "403-7" },
    { { HTTP(403, 12) },                                "403-12" },
    { { HTTP(403, 13) },                                "403-13" },
    { { HTTP(403, 16), .win32 = 0x800b0109 },           "403-16" },
    { { HTTP(403, 17) },                                "403-17" },
    { { HTTP(404, -1) },                                "404" },
    { { HTTP(404, 15) },                                "404" },
    { { HTTP(413, -1) },                                "413" },
    { { HTTP(449, -1) },                                "449" },
    { { HTTP(451, -1) },                                "451" },
    { { HTTP(500, -1) },                                "other" },
    { { HTTP(500, 0), .win32 = 0x32 },                  "500-0x32" },
    { { HTTP(500, -1), .win32 = 0x80070032 },           "500-0x32" },
    { { HTTP(500, 19) },                                "500-19" },
    { { HTTP(503, -1) },                                "other" },
    { { HTTP(503, -1), .answerer = ED_BY_HTTP_SYS },    "503-by-http-sys" },
    { { HTTP(503, -1), .throttled = true },             "503-throttled" },
    { { HTTP(200, -1), .login_page = true },            "login-page" },
    { { HTTP(302, -1), .login_page = true },            "login-page" },
    { { HTTP(0, -1), .login_page = true },              "login-page" },
    { { HTTP(302, -1) },                                "other" },
    { { HTTP(507, -1) },                                "other" },
    { { HTTP(200, -1) },                                NULL },
    { { HTTP(204, -1) },                                NULL },
    { { HTTP(0, -1) },                                  NULL },
    { { .saw = ED_SAW_NOTHING_KNOWN, .status = 401, .substatus = -1 }, NULL },
    { { .saw = ED_SAW_PASSWORD_PROMPT, .substatus = -1 }, NULL },
    /* clang-format on */
};

/* Every id of a list as not asked, but those that are named in present. */
static const char *all_but(const char *const *ids, size_t n,
    const char *const *present, size_t n_present, char *buffer, size_t room)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		bool named = false;

		for (size_t k = 0; k < n_present; k++)
			named |= present[k] && strcmp(present[k], ids[i]) == 0;
		used += (size_t)snprintf(buffer + used, room - used, "%s%s%s",
		    used ? " " : "", ids[i], named ? "" : "=not_asked");
	}
	return buffer;
}

static void each_answer(void **state)
{
	char buffer[1024];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(answers); i++) {
		const struct ed_observation *seen[] = {&answers[i].seen};
		const struct ed_facts facts = {
		    .observations = seen, .n_observations = 1};

		print_message("row: %zu, status %u.%d\n", i,
		    answers[i].seen.status, answers[i].seen.substatus);
		ed_expect("http", &facts, &facts,
		    all_but(http_ids, ED_COUNT(http_ids), &answers[i].expect, 1,
			buffer, sizeof(buffer)));
	}
}

static void several_answers_each_count(void **state)
{
	const struct ed_observation first = {HTTP(403, 16),
	    .text = ED_STR("403.16 first"),
	    .ref = {.input = 1, .kind = ED_AT_LINE, .at = ED_STR("4")}};
	const struct ed_observation second = {
	    HTTP(403, 16), .text = ED_STR("403.16 second")};
	const struct ed_observation third = {HTTP(507, -1)};
	const struct ed_observation *seen[] = {&first, &third, &second};
	const struct ed_facts facts = {
	    .observations = seen, .n_observations = 3};
	const char *present[] = {"403-16", "other"};
	char buffer[1024];

	(void)state;
	ed_expect("http", &facts, &facts,
	    all_but(http_ids, ED_COUNT(http_ids), present, 2, buffer,
		sizeof(buffer)));
	ed_expect_said("http", &facts, &facts, "403-16", "text=403.16 first");
	ed_expect_said("http", &facts, &facts, "403-16", "at=4");
	ed_expect_said("http", &facts, &facts, "other", "status=507");
	ed_expect_said(
	    "http", &facts, &facts, "401", "reason=nobody reported it");
}

static void the_device_says_what_it_says(void **state)
{
	const struct ed_observation prompt = {.saw = ED_SAW_PASSWORD_PROMPT,
	    .substatus = -1,
	    .text = ED_STR("Password Incorrect")};
	const struct ed_observation mail = {
	    .saw = ED_SAW_CANNOT_GET_MAIL, .substatus = -1};
	const struct ed_observation *seen[] = {&prompt, &mail};
	const char *names[] = {"password-prompt", "cannot-get-mail"};
	char buffer[256];

	(void)state;
	for (size_t n = 0; n <= ED_COUNT(seen); n++) {
		const struct ed_facts facts = {
		    .observations = seen, .n_observations = n};

		ed_expect("device", &facts, &facts,
		    all_but(device_ids, ED_COUNT(device_ids), names, n, buffer,
			sizeof(buffer)));
		if (n)
			ed_expect_said("device", &facts, &facts,
			    "password-prompt", "text=Password Incorrect");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_answer),
	    cmocka_unit_test(several_answers_each_count),
	    cmocka_unit_test(the_device_says_what_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
