/* SPDX-License-Identifier: Apache-2.0 */
#include "base/redact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
	const char *given, *want;
};

static const struct row challenges[] = {
    /* clang-format off */
    { "", "" },
    { "Negotiate", "Negotiate" },
    { "NTLM", "NTLM" },
    { "Negotiate, NTLM", "Negotiate, NTLM" },
    { "NTLM TlRMTVNTUAACAAAADAAMADgAAAA=", "NTLM ***" },
    { "Negotiate oYG2MIGzoAMKAQ==", "Negotiate ***" },
    { "Basic realm=\"mail.corp.example\"", "Basic realm=\"mail.corp.example\"" },
    { "Bearer client_id=\"x\", realm=\"r\", error=\"t0ken\"", "Bearer ***, realm=\"r\", ***" },
    { "Bearer eyJhbGciOi.eyJz.c2ln", "Bearer ***" },
    { "eyJhbGciOiJIUzI1NiJ9", "***" },
    { "Bearer ***", "Bearer ***" },
    { "***", "***" },
    /* clang-format on */
};

static const struct row pages[] = {
    /* clang-format off */
    { "", "" },
    { "<h2>HTTP Error 403.16 - Forbidden</h2>", "<h2>HTTP Error 403.16 - Forbidden</h2>" },
    { "Error Code</th><td>0x80070032</td>", "Error Code</th><td>0x80070032</td>" },
    { "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd", "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd" },
    { "/Microsoft-Server-ActiveSync/default.eas", "/Microsoft-Server-ActiveSync/default.eas" },
    { "<input type=\"hidden\" name=\"t\" value=\"hush\">", "<input type=\"hidden\" name=\"t\" value=\"***\">" },
    { "<input VALUE=hush>", "<input VALUE=***>" },
    { "value=\"hush", "value=\"***" },
    { "value='hush' x", "value='***' x" },
    { "value=\"\"", "value=\"\"" },
    { "value=", "value=" },
    { "<a href=\"/x?sid=hush&u=1\">", "<a href=\"/x?***\">" },
    { "Why? Because", "Why? Because" },
    { "token 0123456789abcdef0123456789abcdef end", "token *** end" },
    { "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9xx", "***" },
    { "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcde" },
    /* clang-format on */
};

static void check(const struct row *rows, size_t n,
    struct ed_str (*redact)(struct ed_arena *, struct ed_str))
{
	struct ed_arena arena = {0};

	for (size_t i = 0; i < n; i++) {
		struct ed_str got = redact(&arena, ed_str_of(rows[i].given));

		if (!ed_str_eq(got, ed_str_of(rows[i].want)))
			fail_msg("%s gives %.*s", rows[i].given, ED_ARG(got));
		if (!ed_str_eq(redact(&arena, got), got))
			fail_msg("%s changes again", rows[i].given);
	}
	ed_arena_free(&arena);
}

static void challenges_keep_schemes(void **state)
{
	(void)state;
	check(challenges, ED_COUNT(challenges), ed_redact_challenge);
}

static void pages_keep_words(void **state)
{
	(void)state;
	check(pages, ED_COUNT(pages), ed_redact_page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(challenges_keep_schemes),
	    cmocka_unit_test(pages_keep_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
