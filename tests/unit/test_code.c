/* SPDX-License-Identifier: Apache-2.0 */
/* Codes in all their spellings, found and read. */
#include "ed_test.h"

#include "cli/why_answer.h"
#include "engine/code.h"

#include <string.h>

static const struct {
	const char *text;
	const char *expect; /* family:code, in order */
} rows[] = {
    /* clang-format off */
    { "403.16",               "http:403.16" },
    { "403.16.2148204809",    "http:403 16 2148204809 http:403.16 "
                              "hresult:0x800B0109" },
    { "403.16 2148204810",    "http:403.16 hresult:0x800B010A" },
    { "401 2 5",              "http:401 2 5 http:401.2 win32:5" },
    { "401.2.5",              "http:401 2 5 http:401.2 win32:5" },
    { "500 0 50",             "http:500 0 50 http:500.0 win32:50" },
    { "403 7 0",              "http:403.7" },
    { "403 16",               "http:403.16" },
    { "403/16",               "http:403.16" },
    { "403,16",               "http:403.16" },
    { "HTTP 403 16",          "http:403.16" },
    { "403.99",               "http:403" },
    { "800b0109",             "hresult:0x800B0109" },
    { "got 800B0109 there",   "hresult:0x800B0109" },
    { "C000006D",             "win32:0xC000006D" },
    { "80070533",             "win32:1331" },
    { "serial 8a0f3c21",      "" },
    { "sc-win32 64",          "win32:64" },
    { "0x32",                 "win32:50" },
    { "0x800b0109",           "hresult:0x800B0109" },
    { "2148204809",           "hresult:0x800B0109" },
    { "-2146762487",          "hresult:0x800B0109" },
    { "-2146893042",          "hresult:0x8009030E" },
    { "2148074254",           "hresult:0x8009030E" },
    { "-1073741715",          "win32:0xC000006D" },
    { "0x8007052E",           "hresult:0x8007052E" },
    { "0x80070533",           "win32:1331" },
    { "CERT_E_UNTRUSTEDROOT", "hresult:0x800B0109" },
    { "got cert_e_chaining here", "hresult:0x800B010A" },
    { "event 39",             "kdc:39" },
    { "event 41",             "capi2:41 kdc:41 kdc:41" },
    { "CAPI2 event 41",       "capi2:41" },
    { "KDC event 41",         "kdc:41 kdc:41" },
    { "41",                   "capi2:41 kdc:41 kdc:41 tls:41" },
    { "46",                   "tls:46" },
    { "Schannel 36887 46",    "schannel:36887 tls:46" },
    { "event 36887",          "schannel:36887" },
    { "status 142",           "eas:142" },
    { "DeviceNotProvisioned", "eas:142" },
    { "alert 46",             "tls:46" },
    { "TLS alert unknown ca", "tls:48" },
    { "unknown_ca",           "tls:48" },
    { "the unknown ca of it", "" },
    { "disposition 31",       "ca:31" },
    { "0x80094812",           "ca:0x80094812" },
    { "-2146875374",          "ca:0x80094812" },
    { "ErrorStatus 0x20",     "trust:0x20" },
    { "MCSCEPErrorDomain 22013", "device:22013" },
    { "-9863",                "device:-9863" },
    { "Timer_SslRenegotiation", "httperr:Timer_SslRenegotiation" },
    { "AppOffline",           "httperr:AppOffline" },
    { "HTTP 403 Forbidden",   "http:403" },
    { "39 phones cannot get mail", "" },
    { "no port 443 here",     "" },
    { "",                     "" },
    /* clang-format on */
};

static struct ed_str found(struct ed_arena *arena, const char *text)
{
	struct ed_knowledge knowledge;
	struct ed_text out = {.arena = arena};
	const struct ed_list none = {0};
	struct ed_error err;
	struct ed_why why;

	assert_true(ed_knowledge_load(arena, &none, &none, &knowledge, &err));
	ed_why_ask(arena, &knowledge, ed_str_of(text), &why);
	for (size_t i = 0; i < why.codes.hits.n; i++) {
		const struct ed_code *code =
		    ED_ITEMS(why.codes.hits, struct ed_code_hit)[i].code;

		ed_putf(&out, "%s%.*s:%.*s", i ? " " : "", ED_ARG(code->family),
		    ED_ARG(code->code));
	}
	return ed_text_str(&out);
}

static void reads_each_spelling(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_str got = found(&arena, rows[i].text);

		if (!ed_str_eq(got, ed_str_of(rows[i].expect)))
			fail_msg("%s: %.*s", rows[i].text, ED_ARG(got));
		ed_arena_free(&arena);
	}
}

#define IIS                                                                    \
	"2025-09-12 06:03:20 10.0.1.20 POST /Microsoft-Server-ActiveSync "     \
	"Cmd=Sync&DeviceId=androidc13 443 - 10.0.1.163 Android "
#define ERR                                                                    \
	"2025-09-12 06:12:07 10.0.1.162 50213 10.0.1.20 443 HTTP/1.1 POST /M "

static const struct {
	const char *text;
	const char *expect;
} lines[] = {
    {IIS "- 403 16 2148204809 62", "HTTP 403 16 2148204809"},
    {IIS "403 7 64 15", "HTTP 403 7 64"},
    {IIS "403 7 x 15", IIS "403 7 x 15"},
    {"#Fields: date time sc-substatus sc-status x y z\n"
     "2025-09-12 06:03:20 16 403 - - -",
	"HTTP 403 16"},
    {"#Fields: date time sc-status sc-substatus sc-win32-status a\n"
     "2025-09-12 06:03:20 401 2 5 -\n",
	"HTTP 401 2 5"},
    {ERR "- 1 Timer_SslRenegotiation -", "HTTPERR Timer_SslRenegotiation"},
    {ERR "503 1 AppOffline MSExchangeSyncAppPool",
	"HTTPERR AppOffline, HTTP 503 by http.sys"},
    {"2025-09-12 06:01:14 fe80::1 POST /M Cmd=Sync&Log=V141_Error:"
     "DeviceNotProvisioned_SC1:142_As:B 444 C\\jdoe fe80::1 Apple 200 0 0 31",
	"HTTP 200 0 0, EAS status 142, EAS status DeviceNotProvisioned"},
    {"403.16.2148204809", "403 16 2148204809"},
    {"10.0.1.20", "10.0.1.20"},
    {"Cannot Get Mail", "Cannot Get Mail"},
};

static void reads_log_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(lines); i++) {
		struct ed_arena arena = {0};
		struct ed_str got = ed_code_plain(
		    &arena, &ed_builtin_rules, ed_str_of(lines[i].text));

		if (!ed_str_eq(got, ed_str_of(lines[i].expect)))
			fail_msg("%s: %.*s", lines[i].text, ED_ARG(got));
		ed_arena_free(&arena);
	}
}

static const struct {
	const char *text;
	bool ok;
	int64_t number;
} numbers[] = {
    {"0", true, 0},
    {"4294967295", true, 4294967295},
    {"4294967296", false, 0},
    {"-2147483648", true, -2147483648},
    {"-2147483649", false, 0},
    {"0xFFFFFFFF", true, 4294967295},
    {"0x1FFFFFFFF", false, 0},
    {"-0x5", false, 0},
    {"0x", false, 0},
    {"-", false, 0},
    {"", false, 0},
    {"12a", false, 0},
};

static void reads_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(numbers); i++) {
		int64_t n = 0;

		if (ed_code_number(ed_str_of(numbers[i].text), &n) !=
			numbers[i].ok ||
		    n != numbers[i].number)
			fail_msg("%s: %lld", numbers[i].text, (long long)n);
	}
}

static void decodes_what_is_unknown(void **state)
{
	static const struct {
		uint32_t code;
		const char *says;
	} codes[] = {
	    {0x80070021, "facility 7 (Win32"},
	    {0x800b01ff, "code 511 (0x01FF)"},
	    {0xc0000064, "as an NTSTATUS: severity error, facility 0"},
	    {0xffffd9b1, "-9807"},
	    {57, "57 = 0x39"},
	};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(codes); i++) {
		struct ed_str got = ed_code_decode(&arena, codes[i].code);

		if (ed_str_find(got, ed_str_of(codes[i].says)) == got.n)
			fail_msg("%.*s", ED_ARG(got));
	}
	ed_arena_free(&arena);
}

/* Each row is found by its own code, and by each of its names. */
static void finds_every_row(void **state)
{
	const struct ed_rules *rules = &ed_builtin_rules;

	(void)state;
	assert_true(rules->n_codes > 400);
	for (size_t i = 0; i < rules->n_codes; i++) {
		const struct ed_code *code = &rules->codes[i];
		struct ed_arena arena = {0};
		struct ed_code_answer answer;
		bool hit = false;

		ed_codes_find(&arena, rules, code->code,
		    (struct ed_code_status){.substatus = -1}, &answer);
		for (size_t k = 0; k < answer.hits.n; k++)
			hit |=
			    ED_ITEMS(answer.hits, struct ed_code_hit)[k].code ==
			    code;
		if (!hit && !ed_str_eq(code->family, ED_STR("http")))
			fail_msg("%.*s", ED_ARG(code->code));
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_each_spelling),
	    cmocka_unit_test(reads_log_lines), cmocka_unit_test(reads_numbers),
	    cmocka_unit_test(decodes_what_is_unknown),
	    cmocka_unit_test(finds_every_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
