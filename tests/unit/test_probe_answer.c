/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "probe/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *url;
	const char *want;
} urls[] = {
    /* clang-format off */
    { "https://mail.ex.test/Microsoft-Server-ActiveSync", "https://mail.ex.test/Microsoft-Server-ActiveSync" },
    { "https://mail.ex.test/owa?user=alice&token=s3cret", "https://mail.ex.test/owa" },
    { "https://alice:pw@mail.ex.test/owa#at", "https://mail.ex.test/owa" },
    { "https://a@b@mail.ex.test", "https://mail.ex.test" },
    { "https://alice:p/w@mail.ex.test/", "https://alice:p/w@mail.ex.test/" },
    { "//alice:pw@mail.ex.test/owa", "//mail.ex.test/owa" },
    { "/owa/auth/logon.aspx?url=https://alice:pw@x", "/owa/auth/logon.aspx" },
    { "/a//alice@b", "/a//alice@b" },
    { "https://pw@mail.ex.test\\@x/", "https://mail.ex.test\\@x/" },
    { "?token=1", "" },
    { "", "" },
    /* clang-format on */
};

static void scrubs_urls(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(urls); i++) {
		struct ed_str got =
		    ed_scrub_url(&arena, ed_str_of(urls[i].url));

		if (!ed_str_eq(got, ed_str_of(urls[i].want)))
			fail_msg("%s gives %.*s", urls[i].url, ED_ARG(got));
	}
	ed_arena_free(&arena);
}

static bool say(
    struct ed_arena *arena, struct ed_answer *answer, const char *line)
{
	return ed_answer_line(arena, answer, ed_str_of(line), 7);
}

static struct ed_header *header_at(const struct ed_answer *answer, size_t i)
{
	assert_true(i < answer->headers.n);
	return &ED_ITEMS(answer->headers, struct ed_header)[i];
}

static void assert_header(const struct ed_answer *answer, size_t i,
    const char *name, const char *text)
{
	assert_true(ed_str_eq(header_at(answer, i)->name, ed_str_of(name)));
	assert_true(ed_str_eq(header_at(answer, i)->value, ed_str_of(text)));
}

static void keeps_what_is_wanted(void **state)
{
	struct ed_arena arena = {0};
	struct ed_answer answer = {0};

	(void)state;
	assert_true(say(&arena, &answer, "HTTP/1.1 100 Continue\r\n"));
	assert_true(say(&arena, &answer, "Server: interim\r\n"));
	assert_true(say(&arena, &answer, "\r\n"));
	assert_false(answer.complete);
	assert_true(say(&arena, &answer, "HTTP/1.1 401 Unauthorized\r\n"));
	assert_true(say(&arena, &answer, "SERVER:  Microsoft-IIS/10.0 \r\n"));
	assert_true(say(&arena, &answer, "X-Secret: s3cret\r\n"));
	assert_true(say(&arena, &answer, "Authorization: Basic YTpi\r\n"));
	assert_true(
	    say(&arena, &answer, "Set-Cookie: X-BackEndCookie=s3cret; a\r\n"));
	assert_true(say(&arena, &answer, "Set-Cookie: s3cret\r\n"));
	assert_true(say(
	    &arena, &answer, "Location: https://u:pw@h.test/x?t=s3cret\r\n"));
	assert_true(say(&arena, &answer, "WWW-Authenticate: Negotiate\r\n"));
	assert_true(say(&arena, &answer, "WWW-Authenticate: NTLM\r\n"));
	assert_true(say(&arena, &answer, "no colon\r\n"));
	assert_true(say(&arena, &answer, "\r\n"));
	assert_true(say(&arena, &answer, "Server: trailer\r\n"));
	assert_true(answer.complete);
	assert_int_equal(answer.status, 401);
	assert_int_equal(answer.ms, 7);
	assert_int_equal(answer.headers.n, 4);
	assert_header(&answer, 0, "server", "Microsoft-IIS/10.0");
	assert_header(&answer, 1, "location", "https://h.test/x");
	assert_header(&answer, 2, "www-authenticate", "Negotiate");
	assert_header(&answer, 3, "www-authenticate", "NTLM");
	assert_int_equal(answer.cookies.n, 1);
	assert_true(ed_str_eq(ED_ITEMS(answer.cookies, struct ed_str)[0],
	    ED_STR("X-BackEndCookie")));
	ed_arena_free(&arena);
}

static void reads_status_lines(void **state)
{
	static const struct {
		const char *line;
		unsigned status;
		unsigned version;
	} rows[] = {{"HTTP/2 200 \r\n", 200, 20},
	    {"HTTP/1.0 503 x\r\n", 503, 10}, {"HTTP/1.1 2x0\r\n", 0, 11},
	    {"HTTP/1.1\r\n", 0, 11}, {"HTTP/\r\n", 0, 11}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_answer answer = {0};

		assert_true(say(&arena, &answer, rows[i].line));
		assert_int_equal(answer.status, rows[i].status);
		assert_int_equal(answer.version, rows[i].version);
		/* What has no status has no end either. */
		assert_true(say(&arena, &answer, "\r\n"));
		assert_int_equal(answer.complete, rows[i].status >= 200);
		ed_arena_free(&arena);
	}
}

static void stops_at_endless_headers(void **state)
{
	struct ed_arena arena = {0};
	struct ed_answer answer = {0};
	size_t n = 0;

	(void)state;
	assert_true(say(&arena, &answer, "HTTP/1.1 200 OK\r\n"));
	while (say(&arena, &answer, "Via: 1.1 somewhere\r\n"))
		n++;
	assert_in_range(n, 3000, 3300);
	assert_true(answer.too_long);
	assert_int_equal(answer.headers.n, ED_MAX_HEADERS);
	ed_arena_free(&arena);
}

static void stops_at_endless_bodies(void **state)
{
	static char part[4096];
	struct ed_arena arena = {0};
	struct ed_answer answer = {.keep = 1000};
	size_t n = 0;

	(void)state;
	memset(part, 'x', sizeof(part));
	while (ed_answer_body(
	    &arena, &answer, (struct ed_str){part, sizeof(part)}))
		n++;
	assert_int_equal(n, ED_MAX_BODY / sizeof(part));
	assert_true(answer.cut);
	assert_int_equal(ed_text_str(&answer.body).n, 1000);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scrubs_urls),
	    cmocka_unit_test(keeps_what_is_wanted),
	    cmocka_unit_test(reads_status_lines),
	    cmocka_unit_test(stops_at_endless_headers),
	    cmocka_unit_test(stops_at_endless_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
