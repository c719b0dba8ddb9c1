/* SPDX-License-Identifier: Apache-2.0 */
/* What failing devices share, as far as the numbers carry it. */
#include "ed_test.h"

#include "base/log_table.h"
#include "derive/derive.h"
#include "loaded.h"

#include <easdoctor/limits.h>
#include <string.h>

#define FIELDS                                                                 \
	"#Fields: date time cs-method cs-uri-stem cs-uri-query cs-username "   \
	"sc-status sc-substatus sc-win32-status\n"
#define EAS "/Microsoft-Server-ActiveSync/default.eas"

struct logged {
	struct ed_case c;
	const struct ed_log *log;
};

static void load(struct logged *l, struct ed_str text)
{
	ed_case_init(&l->c);
	ed_load_bytes(&l->c, ED_STR("u_ex261118.log"), text);
	ed_load_deferred(&l->c);
	ed_derive(&l->c);
	l->log = l->c.facts.log;
}

static const struct ed_log_outcome *outcome(
    const struct logged *l, unsigned status, int substatus)
{
	for (size_t i = 0; i < l->log->n_outcomes; i++)
		if (l->log->outcomes[i].status == status &&
		    l->log->outcomes[i].substatus == substatus)
			return &l->log->outcomes[i];
	return NULL;
}

/* Ten that fail have one thing in common, which hardly any other has. */
static void failing_devices_share_what_they_share(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct logged l;

	(void)state;
	ed_put(&text, ED_STR(FIELDS));
	for (int i = 0; i < 200; i++)
		for (int k = 0; k < 3; k++)
			ed_putf(&text,
			    "2026-11-18 %02d:%02d:00 POST " EAS
			    " DeviceId=D%d&DeviceType=%s - %s\n",
			    8 + k, i % 60, i,
			    i < 10 || i % 50 == 0 ? "iPhone17" : "iPhone15",
			    i < 10 ? "403 7 64" : "200 0 0");
	load(&l, ed_text_str(&text));
	assert_int_equal(l.log->failing_devices, 10);
	assert_int_equal(l.log->n_traits, 1);
	assert_text(l.log->traits[0].value, "iPhone17");
	assert_int_equal(l.log->traits[0].failing_with, 10);
	assert_int_equal(l.log->traits[0].fine, 190);
	assert_int_equal(l.log->traits[0].fine_with, 3);
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

static void too_few_devices_share_nothing(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct logged l;

	(void)state;
	ed_put(&text, ED_STR(FIELDS));
	for (int i = 0; i < 12; i++)
		for (int k = 0; k < 3; k++)
			ed_putf(&text,
			    "2026-11-18 %02d:00:00 POST " EAS
			    " DeviceId=D%d&DeviceType=%s - %s\n",
			    8 + k, i, i < 3 ? "iPhone17" : "iPhone15",
			    i < 3 ? "403 7 64" : "200 0 0");
	load(&l, ed_text_str(&text));
	assert_int_equal(l.log->failing_devices, 3);
	assert_int_equal(l.log->n_traits, 0);
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

/* Seven fields, so that the issuer is one of them. */
#define WITH_ISSUER                                                            \
	"#Fields: date time s-ip cs-uri-stem cs-uri-query cs(User-Agent) "     \
	"sc-status sc-substatus CERT_ISSUER\n"

/* All succeed at six; from eight on those of one issuer fail, on one server. */
static void put_population(
    struct ed_text *text, int failing, int fine, const char *agent)
{
	ed_put(text, ED_STR(WITH_ISSUER));
	for (int hour = 0; hour < 14; hour++)
		for (int i = 0; i < failing + fine; i++)
			ed_putf(text,
			    "2026-11-18 %02d:%02d:00 10.0.0.%d " EAS
			    " DeviceId=D%d %s%d %s %s\n",
			    6 + hour, i % 20,
			    hour >= 2 && i < failing ? 9 : i % 2, i, agent,
			    i % 3,
			    hour >= 2 && i < failing ? "403 16" : "200 0",
			    i < failing ? "CN=New+CA" : "CN=Old+CA");
}

static const struct ed_log_trait *trait(
    const struct ed_log_outcome *outcome, const char *name)
{
	for (size_t i = 0; outcome && i < outcome->n_traits; i++)
		if (strcmp(outcome->traits[i].value_name, name) == 0)
			return &outcome->traits[i];
	return NULL;
}

static void failures_share_issuer_server_and_start(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	const struct ed_log_outcome *failed;
	struct ed_digits digits;
	struct logged l;

	(void)state;
	put_population(&text, 20, 60, "Agent");
	load(&l, ed_text_str(&text));
	failed = outcome(&l, 403, 16);
	assert_true(failed->present);
	assert_text(trait(failed, "shared_issuer")->value, "CN=New+CA");
	assert_int_equal(trait(failed, "shared_issuer")->failing_with, 20);
	assert_int_equal(trait(failed, "shared_issuer")->fine_with, 0);
	assert_text(trait(failed, "shared_server")->value, "10.0.0.9");
	assert_text(
	    trait(failed, "shared_start")->value, "2026-11-18T08:00:00Z");
	assert_null(trait(failed, "shared_user_agent"));
	assert_null(trait(failed, "shared_device_type"));
	/* The third of twenty; the first two tenths are not the rest. */
	assert_text(ed_time(&digits, failed->onset), "2026-11-18T08:02:00Z");
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

/* Four that fail are too few, whatever they share. */
static void four_failures_share_nothing(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct logged l;

	(void)state;
	put_population(&text, 4, 200, "Agent");
	load(&l, ed_text_str(&text));
	assert_true(outcome(&l, 403, 16)->present);
	assert_int_equal(outcome(&l, 403, 16)->n_traits, 0);
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

/* Each request has another agent: no more are told apart than can be held. */
static void agents_without_end_are_bounded(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct logged l;

	(void)state;
	ed_put(&text, ED_STR(WITH_ISSUER));
	for (int i = 0; i < 100000; i++)
		ed_putf(&text,
		    "2026-11-18 08:00:00 10.0.0.1 " EAS
		    " DeviceId=D%d Agent%d %s -\n",
		    i % 30000, i, i % 30000 < 100 ? "403 16" : "200 0");
	load(&l, ed_text_str(&text));
	assert_int_equal(l.log->requests, 100000);
	assert_int_equal(l.c.log->n_values[ED_LOG_AGENT], ED_MAX_LOG_VALUES);
	assert_null(trait(outcome(&l, 403, 16), "shared_user_agent"));
	ed_case_free(&l.c);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(failing_devices_share_what_they_share),
	    cmocka_unit_test(too_few_devices_share_nothing),
	    cmocka_unit_test(failures_share_issuer_server_and_start),
	    cmocka_unit_test(four_failures_share_nothing),
	    cmocka_unit_test(agents_without_end_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
