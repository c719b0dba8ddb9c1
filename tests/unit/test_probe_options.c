/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/place.h"
#include "cli/probe_options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *text;
	const char *host; /* NULL: it is none */
	unsigned port;
} rows[] = {
    /* clang-format off */
    { "mail.ex.test", "mail.ex.test", 0 },
    { "mail.ex.test:8443", "mail.ex.test", 8443 },
    { "192.0.2.1:1", "192.0.2.1", 1 },
    { "[::1]", "::1", 0 },
    { "[2001:db8::1]:443", "2001:db8::1", 443 },
    { "2001:db8::1", "2001:db8::1", 0 },
    { "", NULL, 0 }, { ":443", NULL, 0 }, { "h:", NULL, 0 },
    { "h:0", NULL, 0 }, { "h:65536", NULL, 0 }, { "h:4 3", NULL, 0 },
    { "[::1", NULL, 0 }, { "[h]:1", NULL, 0 }, { "[::1]x", NULL, 0 },
    { "[]:1", NULL, 0 }, { "https://h", NULL, 0 }, { "u@h", NULL, 0 },
    /* clang-format on */
};

static void parses_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str host;
		unsigned port;
		bool ok = ed_place_parse(ed_str_of(rows[i].text), &host, &port);

		if (ok != (rows[i].host != NULL) ||
		    (ok && (!ed_str_eq(host, ed_str_of(rows[i].host)) ||
			       port != rows[i].port)))
			fail_msg("%s", rows[i].text);
	}
}

static const struct {
	struct ed_probe_options options;
	bool ok;
	bool wanted;
} wishes[] = {
    /* clang-format off */
    { { 0 }, true, false },
    { { .endpoint = "h" }, true, true },
    { { .endpoint = "h", .offline = true }, true, false },
    { { .endpoint = "" }, false, false },
    { { .endpoint = "https://h" }, false, false },
    { { .endpoint = "h:99999", .offline = true }, false, false },
    { { .probe = true }, true, true },
    { { .offline = true }, true, false },
    { { .probe = true, .offline = true }, false, false },
    { { .endpoint = "h", .offline = true, .record = "f" }, false, false },
    { { .record = "f" }, false, false },
    { { .provision = true }, false, false },
    { { .endpoint = "h", .timeout = "600" }, true, true },
    { { .endpoint = "h", .timeout = "601" }, false, false },
    { { .endpoint = "h", .timeout = "0" }, false, false },
    { { .endpoint = "h", .timeout = "" }, false, false },
    { { .endpoint = "h", .timeout = "1s" }, false, false },
    { { .endpoint = "h", .timeout = "99999999999999999999" }, false, false },
    { { .endpoint = "h", .proxy = "p" }, false, false },
    { { .endpoint = "h", .proxy = "p:8080" }, true, true },
    { { .endpoint = "h", .connect_to = "[::1]" }, true, true },
    { { .endpoint = "h", .connect_to = "h:x" }, false, false },
    /* clang-format on */
};

static void decides_whether_to_probe(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(wishes); i++) {
		struct ed_probe_wish wish;
		struct ed_error err = {""};
		bool ok = ed_probe_wish(&wishes[i].options, &wish, &err);

		if (ok != wishes[i].ok ||
		    (ok && wish.wanted != wishes[i].wanted))
			fail_msg("row %zu: %s", i, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parses_places),
	    cmocka_unit_test(decides_whether_to_probe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
