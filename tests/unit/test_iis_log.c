/* SPDX-License-Identifier: Apache-2.0 */
/* Logs: what is read of them, and how attempts are told. */
#include "ed_test.h"

#include "base/log_table.h"
#include "derive/derive.h"
#include "load/log_query.h"
#include "loaded.h"

#include <easdoctor/limits.h>

#define FIELDS                                                                 \
	"#Fields: date time cs-method cs-uri-stem cs-uri-query cs-username "   \
	"sc-status sc-substatus sc-win32-status\r\n"
#define EAS "/Microsoft-Server-ActiveSync/default.eas"
#define ROW(time, id, code)                                                    \
	"2026-11-18 " time " POST " EAS " Cmd=Sync&User=ann&DeviceId=" id      \
	" - " code "\r\n"

static const struct ed_device phone = {.eas_id = {"Appl1", 5}};
static const struct ed_account ann = {
    .upn = {"ann@ex.test", 11}, .email = {"ann@ex.test", 11}};

struct logged {
	struct ed_case c;
	const struct ed_input *in;
	const struct ed_log *log;
};

static void begin(struct logged *l, bool names_device)
{
	ed_case_init(&l->c);
	if (names_device)
		l->c.facts.device = &phone;
}

static void load(struct logged *l, struct ed_str text)
{
	l->in = ed_load_bytes(&l->c, ED_STR("u_ex261118.log"), text);
	ed_load_deferred(&l->c);
	ed_derive(&l->c);
	l->log = l->c.facts.log;
}

static const struct ed_log_outcome *outcome(
    const struct logged *l, unsigned status, int substatus)
{
	for (size_t i = 0; l->log && i < l->log->n_outcomes; i++)
		if (l->log->outcomes[i].status == status &&
		    l->log->outcomes[i].substatus == substatus)
			return &l->log->outcomes[i];
	return NULL;
}

/* Rows, and what they come to for the device Appl1 and 403.16. */
static const struct {
	const char *name, *rows;
	unsigned requests, attempts, ended;
	bool present;
} sequences[] = {
    /* clang-format off */
    { "one of one", ROW("08:00:00", "Appl1", "403 16 5"), 1, 1, 1, true },
    { "then a success in time", ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:01:00", "Appl1", "200 0 0"), 2, 2, 0, false },
    { "then a success too late", ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:01:01", "Appl1", "200 0 0"), 2, 2, 1, false },
    { "another's success", ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:00:01", "Other", "200 0 0"), 2, 1, 1, true },
    { "one attempt of three rows", ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:00:20", "Appl1", "403 16 5")
	ROW("08:00:59", "Appl1", "403 16 5"), 3, 1, 1, true },
    { "three attempts", ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:01:00", "Appl1", "403 16 5")
	ROW("08:02:00", "Appl1", "403 16 5"), 3, 3, 3, true },
    { "out of order", ROW("08:09:00", "Appl1", "403 16 5")
	ROW("08:00:00", "Appl1", "403 16 5")
	ROW("08:09:02", "Appl1", "200 0 0"), 3, 2, 1, false },
    { "case of letters", ROW("08:00:00", "aPPL1", "403 16 5"), 1, 1, 1, true },
    { "only others", ROW("08:00:00", "Appl10", "403 16 5"), 1, 0, 0, false },
    /* clang-format on */
};

static void each_sequence(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(sequences); i++) {
		char text[4096];
		struct logged l;
		const struct ed_log_outcome *o;

		print_message("row: %s\n", sequences[i].name);
		/* Somebody else's row at noon: the log goes on. */
		snprintf(text, sizeof(text), "%s%s%s", FIELDS,
		    sequences[i].rows, ROW("12:00:00", "Noon", "200 0 0"));
		begin(&l, true);
		load(&l, ed_str_of(text));
		assert_non_null(l.log);
		o = outcome(&l, 403, 16);
		assert_int_equal(l.log->requests, sequences[i].requests + 1);
		assert_int_equal(l.log->attempts, sequences[i].attempts);
		assert_int_equal(o ? o->attempts : 0, sequences[i].ended);
		assert_int_equal(o && o->present, sequences[i].present);
		ed_case_free(&l.c);
	}
}

/* What is damaged, and what is still counted. */
static const struct {
	const char *name, *text, *damage;
	unsigned requests, bad;
	bool lost;
} texts[] = {
    /* clang-format off */
    { "whole", FIELDS ROW("08:00:00", "A", "200 0 0"), NULL, 1, 0, false },
    { "no #Fields", "2026-11-18 08:00:00 10.0.0.1 POST " EAS
	" DeviceId=A 443 - 10.0.0.2 x - 403 7 64 12\n", "no #Fields", 1, 0,
	false },
    { "order changes", FIELDS ROW("08:00:00", "A", "200 0 0")
	"#Fields: sc-status cs-uri-query cs-uri-stem time date\n"
	"403 DeviceId=A " EAS " 08:01:00 2026-11-18\n", NULL, 2, 0, false },
    { "date of the heading", "#Date: 2026-11-18 00:00:00\n"
	"#Fields: time cs-uri-stem cs-uri-query sc-status\n"
	"08:00:00 " EAS " DeviceId=A 200\n", NULL, 1, 0, false },
    { "cut last row", FIELDS ROW("08:00:00", "A", "200 0 0")
	"2026-11-18 08:00:01 POST /Microsoft-Serv", "is no row", 1, 0, false },
    { "cut row of ours", FIELDS ROW("08:00:00", "A", "200 0 0")
	"2026-11-18 08:00:01 POST " EAS " Cmd=Sy", "cannot be read", 1, 1,
	true },
    { "no such day", FIELDS "2026-02-30 08:00:00 POST " EAS
	" DeviceId=A - 200 0 0\n", "cannot be read", 0, 1, true },
    { "no such hour", FIELDS "2026-02-20 24:00:00 POST " EAS
	" DeviceId=A - 200 0 0\n", "cannot be read", 0, 1, true },
    { "status of four digits", FIELDS "2026-02-20 08:00:00 POST " EAS
	" DeviceId=A - 2000 0 0\n", "cannot be read", 0, 1, true },
    { "without a status", FIELDS ROW("08:00:00", "A", "200 0 0")
	"#Fields: date time cs-uri-stem\n2026-11-18 08:00:00 " EAS "\n",
	"lacks columns", 1, 1, true },
    { "other paths", FIELDS
	"2026-11-18 08:00:00 GET /Microsoft-Server-ActiveSyncOld/x - - 200 0 0\n"
	"2026-11-18 08:00:00 GET /owa/ DeviceId=A - 200 0 0\n", NULL, 0, 0,
	false },
    { "monitoring", FIELDS "2026-11-18 08:00:00 POST " EAS
	" User=HealthMailbox0123@ex.test&DeviceId=EASProbeDeviceId141"
	" - 401 1 5\n", NULL, 0, 0, false },
    /* clang-format on */
};

static void each_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(texts); i++) {
		struct logged l;

		print_message("row: %s\n", texts[i].name);
		begin(&l, false);
		load(&l, ed_str_of(texts[i].text));
		assert_text(l.in->kind, "iis-log");
		assert_non_null(l.log);
		assert_int_equal(l.log->requests, texts[i].requests);
		assert_int_equal(l.log->bad_rows, texts[i].bad);
		assert_int_equal(l.log->lost, texts[i].lost);
		if (texts[i].damage)
			assert_true(has_damage(l.in, texts[i].damage));
		else
			assert_int_equal(l.in->n_damage, 0);
		ed_case_free(&l.c);
	}
}

static void a_line_without_end_is_lost_alone(void **state)
{
	const size_t n = 1u << 20;
	struct ed_text text = {0};
	struct ed_arena arena = {0};
	struct logged l;

	(void)state;
	text.arena = &arena;
	ed_put(&text, ED_STR(FIELDS ROW("08:00:00", "A", "200 0 0")));
	ed_putf(&text, "2026-11-18 08:00:01 POST " EAS " DeviceId=");
	for (size_t i = 0; i < n; i++)
		ed_put_byte(&text, 'x');
	ed_put(&text, ED_STR(" - 200 0 0\n" ROW("08:00:02", "B", "403 7 64")));
	begin(&l, false);
	load(&l, ed_text_str(&text));
	assert_int_equal(l.log->requests, 2);
	assert_int_equal(l.log->bad_rows, 1);
	assert_true(has_damage(l.in, "longer than any real one"));
	/* Lines are still counted right. */
	assert_text(outcome(&l, 403, 7)->refs[0].at, "4");
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

static void a_query_in_base64_names_its_device(void **state)
{
	/* MS-ASHTTP's own example, and one with another command. */
	static const struct {
		const char *query, *device, *type;
		enum ed_log_command command;
	} rows[] = {
	    {"jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l", "v140Device", "SmartPhone",
		ED_LOG_SYNC},
	    {"jQkJBApFQVNET0NUT1IxAAllYXNkb2N0b3I=&CorrelationID=<empty>;",
		"EASDOCTOR1", "easdoctor", ED_LOG_SYNC},
	    {"jQkJBApFQVNET0NUT1IxAAllYXNkb2N0b3I", "EASDOCTOR1", "easdoctor",
		ED_LOG_SYNC},
	    {"jQkJBApFQVNET0NUT1IxAA", "", "", ED_LOG_OTHER_COMMAND},
	    {"cafeReqId=00000000000000000000", "", "", ED_LOG_OTHER_COMMAND},
	    {"Cmd=SendMail&DeviceId=X&SaveInSent=T", "X", "", ED_LOG_SEND},
	    {"MyDeviceId=X", "", "", ED_LOG_OTHER_COMMAND},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_log_row row = {0};
		struct ed_log_room room;

		ed_log_query(&row, ed_str_of(rows[i].query), &room);
		assert_text(row.device, rows[i].device);
		assert_text(row.type, rows[i].type);
		assert_int_equal(row.command, rows[i].command);
	}
}

static void what_exchange_notes_is_read(void **state)
{
	static const struct {
		const char *query;
		bool policy, throttled;
	} rows[] = {
	    {"Log=V141_Throttle0_SC1:142_As:AllowedG", true, false},
	    {"Log=V141_Throttle:0_Sk:1", false, false},
	    {"Log=V141_Throttle:CommandFrequency_Sk:1", false, true},
	    {"Cmd=Sync&Log=V141_Error:PolicyRefresh_Mbx:EX01", true, false},
	    {"Cmd=Sync", false, false},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_log_row row = {0};
		struct ed_log_room room;

		ed_log_query(&row, ed_str_of(rows[i].query), &room);
		assert_int_equal(row.policy, rows[i].policy);
		assert_int_equal(row.throttled, rows[i].throttled);
	}
}

static void users_are_told_in_all_forms(void **state)
{
	static const char text[] = FIELDS
	    "2026-11-18 08:00:00 POST " EAS
	    " User=EX%5CAnn&DeviceId=A - 401 1 5\n"
	    "2026-11-18 08:00:00 POST " EAS " DeviceId=B EX\\ann 413 0 0\n"
	    "2026-11-18 08:00:00 POST " EAS
	    " User=ann%40ex.test&DeviceId=C - 200 0 0\n"
	    "2026-11-18 08:00:01 POST " EAS
	    " User=ann%40ex.test&DeviceId=C - 200 0 0\n"
	    "2026-11-18 08:00:00 POST " EAS " User=annie&DeviceId=D - 401 1 5\n"
	    "2026-11-18 08:00:01 POST " EAS " User=annie&DeviceId=D - 200 0 0\n"
	    "2026-11-18 08:00:02 POST " EAS " User=ann&DeviceId=D - 200 0 0\n";
	struct logged l;

	(void)state;
	begin(&l, false);
	l.c.facts.account = &ann;
	load(&l, ED_STR(text));
	assert_int_equal(l.log->scope, ED_LOG_USER);
	assert_int_equal(l.log->of_user, 5);
	assert_int_equal(l.log->requests, 7);
	ed_case_free(&l.c);
}

/* More devices than the table holds: told, and counted all the same. */
static void more_devices_than_fit_are_told(void **state)
{
	const int n = (int)ED_MAX_LOG_DEVICES + 500;
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct logged l;

	(void)state;
	ed_put(&text, ED_STR(FIELDS));
	for (int i = 0; i < n; i++)
		ed_putf(&text,
		    "2026-11-18 08:00:00 POST " EAS " DeviceId=D%d - 200 0 0\n",
		    i);
	begin(&l, true);
	load(&l, ed_text_str(&text));
	assert_int_equal(l.log->requests, n);
	assert_int_equal(l.log->devices, ED_MAX_LOG_DEVICES);
	assert_true(l.log->lost);
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

static void http_sys_has_its_own_log(void **state)
{
	static const char text[] =
	    "#Software: Microsoft HTTP API 2.0\n"
	    "#Fields: date time c-ip cs-uri sc-status streamid s-siteid "
	    "s-reason s-queuename\n"
	    "2026-11-18 08:00:00 10.0.0.1 /Microsoft-Server-ActiveSync?"
	    "DeviceId=Appl1 503 - 1 AppOffline MSExchangeSyncAppPool\n"
	    "2026-11-18 08:00:01 10.0.0.1 /owa/ 503 - 1 AppOffline "
	    "MSExchangeOWA\n"
	    "2026-11-18 08:00:02 10.0.0.1 - - - - Timer_ConnectionIdle -\n";
	const struct ed_log_reason *reason;
	struct logged l;

	(void)state;
	begin(&l, true);
	load(&l, ED_STR(text));
	assert_text(l.in->kind, "httperr-log");
	assert_int_equal(l.log->n_reasons, 2);
	reason = ed_log_find_reason(l.log, "appoffline");
	assert_non_null(reason);
	assert_int_equal(reason->rows, 2);
	assert_int_equal(reason->eas_rows, 1);
	assert_int_equal(reason->ours, 1);
	ed_case_free(&l.c);
}

static void what_is_no_log_is_not_taken(void **state)
{
	static const char *const others[] = {"#Fields: a b c\n1 2 3\n",
	    "2026-11-18 08:00:00 something happened\n", "#!/bin/sh\n",
	    "user: { upn: ann@ex.test }\n"};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(others); i++) {
		assert_false(ed_loader_iis_log.recognise(ed_str_of(others[i])));
		assert_false(
		    ed_loader_httperr_log.recognise(ed_str_of(others[i])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_sequence),
	    cmocka_unit_test(each_text),
	    cmocka_unit_test(a_line_without_end_is_lost_alone),
	    cmocka_unit_test(a_query_in_base64_names_its_device),
	    cmocka_unit_test(what_exchange_notes_is_read),
	    cmocka_unit_test(users_are_told_in_all_forms),
	    cmocka_unit_test(more_devices_than_fit_are_told),
	    cmocka_unit_test(http_sys_has_its_own_log),
	    cmocka_unit_test(what_is_no_log_is_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
