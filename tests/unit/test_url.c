/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void same(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\", not \"%s\"", ED_ARG(got), want);
}

static void parts_of_urls(void **state)
{
	static const struct {
		const char *text, *scheme, *user, *host, *port, *path, *rest;
	} rows[] = {
	    /* clang-format off */
	    { "https://h/p", "https", "", "h", "", "/p", "" },
	    { "https://h:8443/p?q=1#f", "https", "", "h", "8443", "/p", "?q=1#f" },
	    { "https://h?q", "https", "", "h", "", "", "?q" },
	    { "https://u:p@h:1/", "https", "u:p", "h", "1", "/", "" },
	    { "https://u@x@h/", "https", "u@x", "h", "", "/", "" },
	    { "https://[2001:db8::1]:443/x", "https", "", "[2001:db8::1]", "443", "/x", "" },
	    { "https://[2001:db8::1", "https", "", "[2001:db8::1", "", "", "" },
	    { "https:\\\\h\\p", "https", "", "h", "", "\\p", "" },
	    { "h/p://x", "", "", "h", "", "/p://x", "" },
	    { "h", "", "", "h", "", "", "" },
	    { "", "", "", "", "", "", "" },
	    { "://", "", "", "", "", "", "" },
	    { "https://", "https", "", "", "", "", "" },
	    { "https:///p", "https", "", "", "", "/p", "" },
	    /* clang-format on */
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_url url = ed_url_read(ed_str_of(rows[i].text));

		print_message("row: %s\n", rows[i].text);
		same(url.scheme, rows[i].scheme);
		same(url.user, rows[i].user);
		same(url.host, rows[i].host);
		same(url.port, rows[i].port);
		same(url.path, rows[i].path);
		same(url.rest, rows[i].rest);
	}
}

/* By Python's urllib.parse.quote. */
static void bytes_are_escaped(void **state)
{
	static const struct {
		const char *text, *keep, *want;
	} rows[] = {
	    {"a b/c", "", "a%20b%2Fc"},
	    {"a b/c", "/", "a%20b/c"},
	    {"-._~", "", "-._~"},
	    {"\xc3\xa4%", "/", "%C3%A4%25"},
	    {"a.", NULL, "%61%2E"},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};

		same(ed_url_percent(
			 &arena, ed_str_of(rows[i].text), rows[i].keep),
		    rows[i].want);
		ed_arena_free(&arena);
	}
}

static void secrets_are_masked(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
	    /* clang-format off */
	    { "https://h/p", "https://h/p" },
	    { "https://u:geheim@h/p", "https://***@h/p" },
	    { "https://geheim@h/p", "https://***@h/p" },
	    { "https://u:ge@heim@h/p", "https://***@h/p" },
	    { "https://u:ge/heim@h/p", "https://***@h/p" },
	    { "https://u:ge?heim@h/p", "https://***@h/p" },
	    { "https:\\\\u:geheim@h\\p", "https:\\\\***@h\\p" },
	    { "u:geheim@h", "***@h" },
	    { "alice@corp.example", "alice@corp.example" },
	    { "https:/u:geheim@h/p", "***@h/p" },
	    { "https://h:443/a@b", "https://h:443/a@b" },
	    { "https://[::1]:443/a@b", "https://[::1]:443/a@b" },
	    { "https://h/p?challenge=geheim", "https://h/p?challenge=***" },
	    { "https://h/p?operation=GetCACaps&message=geheim", "https://h/p?operation=GetCACaps&message=***" },
	    { "https://h/p?a=1;b=2#c", "https://h/p?a=***;b=***#***" },
	    { "https://h/p?geheim", "https://h/p?***" },
	    { "https://h/p?a=", "https://h/p?a=" },
	    { "https://h/p?", "https://h/p?" },
	    { "https://h/p#geheim", "https://h/p#***" },
	    { "", "" },
	    { "mail.corp.example", "mail.corp.example" },
	    { "2001:db8::1", "2001:db8::1" },
	    /* clang-format on */
	};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].text);
		same(ed_url_mask(&arena, ed_str_of(rows[i].text)),
		    rows[i].shown);
	}
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parts_of_urls),
	    cmocka_unit_test(bytes_are_escaped),
	    cmocka_unit_test(secrets_are_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
