/* SPDX-License-Identifier: Apache-2.0 */
/* Mistakes in a case file, and what is said of them. */
#include "base/case.h"
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GATEWAY                                                                \
	"gateway must be none, or { host: …, ends_certificate: true or "     \
	"false }"
#define CHALLENGE                                                              \
	"challenge is its mode, static or dynamic; leave the challenge "       \
	"itself out of this file"
#define ZONE                                                                   \
	"a timezone is UTC, an offset like +01:00 or a name like "             \
	"Europe/Berlin"
#define NO_VALUE " has no value; give one or leave the key out"

static const struct {
	const char *text;
	const char *message;
} refused[] = {
    {"usr: {}\n", "c:1:1: unknown key 'usr'; did you mean 'user'?"},
    {"user: alice\n", "c:1:7: keys and values are expected"},
    {"user: {mail: a@b}\n", "c:1:8: unknown key 'mail'; did you mean 'email'?"},
    {"user: {upn: }\n", "c:1:13: upn" NO_VALUE},
    {"user: {upn: alice}\n", "c:1:13: a UPN looks like alice@corp.example"},
    {"user: {upn: \"@corp\"}\n", "c:1:13: a UPN looks like alice@corp.example"},
    {"timezone: Europe/Berln\n", "c:1:11: " ZONE},
    {"timezone: +25:00\n", "c:1:11: " ZONE},
    {"timezone: ../../etc/passwd\n", "c:1:11: " ZONE},
    {"user: {upn: [a]}\n", "c:1:13: this must be a text"},
    {"user: {upn: \"a \"}\n", "c:1:13: this begins or ends with white space"},
    {"user: {upn: \"a\\tb\"}\n", "c:1:13: this must be one line without tabs"},
    {"user:\n  upn: |\n    a\n    b\n",
	"c:2:8: this must be one line without tabs"},
    {"user: {upn: \"a\\x07\"}\n",
	"c:1:13: the text holds the invisible character U+0007"},
    {"user: {sid: S-1-5-}\n", "c:1:13: a SID looks like S-1-5-21-1-2-3-1104"},
    {"user: {sid: alice}\n", "c:1:13: a SID looks like S-1-5-21-1-2-3-1104"},
    {"user: {sid: S-1-5-21x}\n",
	"c:1:13: a SID looks like S-1-5-21-1-2-3-1104"},
    {"scope: [certificat]\n",
	"c:1:9: unknown stage 'certificat'; did you mean 'certificate'?"},
    {"scope: {}\n", "c:1:8: this must be a list"},
    {"scope: [map]\n",
	"c:1:9: unknown stage 'map'; there is issue, certificate, profile, "
	"device, network, tls, iis, mapping or mailbox"},
    {"affected: few\n",
	"c:1:11: unknown affected 'few'; there is one, some or all"},
    {"affected: som\n", "c:1:11: unknown affected 'som'; did you mean 'some'?"},
    {"since: 18.11.2026\n",
	"c:1:8: since must be a date or a time with its zone, such as "
	"2026-11-18 or 2026-11-18T08:00:00Z"},
    {"observed: {a: b}\n", "c:1:11: this must be a list"},
    {"observed:\n- a\n- {b: c}\n", "c:3:3: this must be a text"},
    {"observed: [a, ~]\n", "c:1:15: this" NO_VALUE},
    {"device: {platform: symbian}\n",
	"c:1:20: platform must be ios, android, windows or macos"},
    {"lookups: [a]\n", "c:1:10: keys and values are expected"},
    {"lookups:\n  a: b\n  \"{c}\": d\n",
	"c:3:3: a lookup is named by letters and digits, without braces"},
    {"lookups: {a: b, a: c}\n", "c:1:17: the key is given twice"},
    {"lookups: {a: {}}\n", "c:1:14: this must be a text"},
    {"lookups: {a: }\n", "c:1:14: this" NO_VALUE},
    {"template: {san: {type: upn}}\n",
	"c:1:17: san must be a list of { type, value }"},
    {"template: {san: [{type: upn}]}\n", "c:1:18: the key 'value' is missing"},
    {"template: {san: [{type: mail, value: a}]}\n",
	"c:1:25: unknown type 'mail'; did you mean 'email'?"},
    {"template: {san: [upn]}\n", "c:1:18: keys and values are expected"},
    {"template: {key: RSA}\n", "c:1:17: key must have keys and values"},
    {"template: {key: {bits: big}}\n", "c:1:24: bits must be a whole number"},
    {"template: {renew_days_before: soon}\n",
	"c:1:31: renew_days_before must be a whole number"},
    {"ca: {type: scp}\n", "c:1:12: type must be ndes or adcs"},
    {"ca: {challenge: 8F3A77C0D2E1B4A6}\n", "c:1:17: " CHALLENGE},
    {"ca: {certificates: {a: b}}\n", "c:1:20: this must be a list"},
    {"endpoint: {host: \"https://mail.corp.example\"}\n",
	"c:1:18: a host is a name alone, without scheme, user or path"},
    {"endpoint: {host: \"mail.corp.example:443\"}\n",
	"c:1:18: a host is a name alone; its port is the key 'port'"},
    {"endpoint: {port: 0}\n", "c:1:18: a port is a number from 1 to 65535"},
    {"endpoint: {port: 65536}\n", "c:1:18: a port is a number from 1 to 65535"},
    {"endpoint: {port: https}\n", "c:1:18: a port is a number from 1 to 65535"},
    {"endpoint: {certificate_only: perhaps}\n",
	"c:1:30: certificate_only must be true or false"},
    {"endpoint: {gateway: some}\n", "c:1:21: " GATEWAY},
    {"endpoint: {gateway: [a]}\n", "c:1:21: " GATEWAY},
    {"endpoint: {gateway: {hots: a}}\n",
	"c:1:22: unknown key 'hots'; did you mean 'host'?"},
    {"endpoint: {password: x}\n", "c:1:12: unknown key 'password'"},
    {"directory: {domain_controllers: {os: 2019}}\n",
	"c:1:33: domain_controllers must be a list"},
    {"directory: {domain_controllers: [{os: 2019, patched: May}]}\n",
	"c:1:54: patched must be a date or a time with its zone, such as "
	"2026-11-18 or 2026-11-18T08:00:00Z"},
    {"timezone: \"\"\n", "c:1:11: this" NO_VALUE},
    {"timezone: [a]\n", "c:1:11: this must be a text"},
    {"evidence: {a: b}\n", "c:1:11: this must be a list"},
    {"evidence: [[a]]\n", "c:1:12: this must be a text"},
    {"evidence: [\"a\\nb\"]\n", "c:1:12: this must be one line without tabs"},
};

static void each_refused(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(refused); i++) {
		struct ed_error err = {""};
		struct ed_case c;

		print_message("row: %s", refused[i].text);
		ed_case_init(&c);
		assert_false(ed_load_case_text(
		    &c, "c", ".", ed_str_of(refused[i].text), &err));
		assert_string_equal(err.text, refused[i].message);
		ed_case_free(&c);
	}
}

static void symptoms_are_capped(void **state)
{
	struct ed_error err = {""};
	struct ed_case c;
	struct ed_text text;

	(void)state;
	ed_case_init(&c);
	text = (struct ed_text){.arena = &c.arena};
	ed_put(&text, ED_STR("observed:\n"));
	for (int i = 0; i < 65; i++)
		ed_put(&text, ED_STR("- a\n"));
	assert_false(ed_load_case_text(&c, "c", ".", ed_text_str(&text), &err));
	assert_string_equal(err.text, "c:66:3: more than 64 symptoms");
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_refused),
	    cmocka_unit_test(symptoms_are_capped)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
