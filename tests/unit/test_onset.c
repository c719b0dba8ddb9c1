/* SPDX-License-Identifier: Apache-2.0 */
/* What lies near the onset of a failure, and what that says of its cause. */
#include "ed_test.h"

#include "base/time.h"
#include "derive/derive.h"
#include "engine/onset.h"
#include "engine/run.h"
#include "loaded.h"

#include <easdoctor/date.h>

static const struct ed_device phone = {.eas_id = {"Appl1", 5}};
static const struct ed_account ann = {
    .upn = {"ann@ex.test", 11}, .email = {"ann@ex.test", 11}};

struct made {
	struct ed_case c;
	struct ed_arena arena;
	struct ed_findings findings;
	struct ed_rank_context context;
};

/* Every ten minutes from three to eight: from minute 300 on it fails. */
static void put_log(
    struct ed_text *out, const char *day, bool backwards, bool ever_well)
{
	ed_put(out,
	    ED_STR("#Fields: date time cs-method cs-uri-stem cs-uri-query "
		   "cs-username sc-status sc-substatus sc-win32-status\n"));
	for (int i = ever_well ? 0 : 30; i < 60; i++) {
		const int at = backwards ? 59 + (ever_well ? 0 : 30) - i : i;

		ed_putf(out,
		    "%s %02d:%02d:05 POST /Microsoft-Server-ActiveSync/"
		    "default.eas Cmd=Sync&User=ann&DeviceId=Appl1 EX\\ann "
		    "%s 0 0\n",
		    day, 3 + at / 6, at % 6 * 10, at < 30 ? "200" : "403");
	}
}

static const char cas[] = "\nPrimarySmtpAddress : ann@ex.test\n"
			  "Identity           : ex.test/Staff/ann\n"
			  "ActiveSyncMailboxPolicy : Default\n"
			  "ActiveSyncEnabled  : False\n";

static void load(
    struct made *m, struct ed_str log, const char *changed, const char *zone)
{
	struct ed_registry registry;

	*m = (struct made){0};
	ed_case_init(&m->c);
	m->c.facts.as_of = INT64_C(1795392000); /* 2026-11-23 */
	m->c.facts.device = &phone;
	m->c.facts.account = &ann;
	m->c.timezone = ed_str_of(zone);
	ed_load_bytes(&m->c, ED_STR("u_ex.log"), log);
	ed_load_bytes(&m->c, ED_STR("cas.txt"),
	    ed_format(&m->arena, "%s%s\n\n", cas, changed));
	ed_load_deferred(&m->c);
	ed_derive(&m->c);
	ed_registry_init(&m->arena, &registry);
	ed_run(&m->c, &registry, &ed_builtin_rules, &m->arena, &m->findings);
	ed_onset_weigh(&m->c.facts, &ed_builtin_rules, &m->findings, &m->arena,
	    &m->context);
}

static void end(struct made *m)
{
	ed_arena_free(&m->arena);
	ed_case_free(&m->c);
}

static struct ed_str near_of(const struct made *m)
{
	const struct ed_log *log = m->c.facts.log;

	for (size_t i = 0; log && i < log->n_outcomes; i++)
		if (log->outcomes[i].status == 403)
			return log->outcomes[i].near_onset;
	return ED_STR("(no log)");
}

static const char *timing_of(const struct made *m)
{
	static const char *const names[] = {"before", "same day", "late"};

	for (size_t i = 0; i < m->context.n_timings; i++)
		if (ed_str_eq(m->context.timings[i].rule->id,
			ED_STR("mailbox-activesync/disabled")))
			return names[m->context.timings[i].weight];
	return "none";
}

#define MAILBOX "ActiveSync of mailbox ann@ex.test is changed"

/* It began at 08:00:05 in UTC; the last success was at 07:50:05. */
static const struct {
	const char *name, *day, *zone, *changed, *near, *timing;
} rows[] = {
    /* clang-format off */
    { "between success and failure", "2026-11-22", "",
      "WhenChangedUTC : 22.11.2026 07:55:00", "5 min after " MAILBOX, "before" },
    { "in American", "2026-11-22", "",
      "WhenChangedUTC : 11/22/2026 7:59:30 AM", "35 s after " MAILBOX, "before" },
    { "hours before, and it went on well", "2026-11-22", "",
      "WhenChangedUTC : 22.11.2026 05:50:00", "2 h 10 min after " MAILBOX, "none" },
    { "after it: no cause, and no excuse", "2026-11-22", "",
      "WhenChangedUTC : 22.11.2026 08:40:05", "40 min before " MAILBOX, "none" },
    { "UTC goes before local time", "2026-11-22", "",
      "WhenChanged : 22.11.2026 01:00:00\nWhenChangedUTC : 22.11.2026 07:55:00",
      "5 min after " MAILBOX, "before" },
    { "local, in a zone that is said", "2026-11-22", "Europe/Berlin",
      "WhenChanged : 22.11.2026 08:55:00", "5 min after " MAILBOX, "before" },
    { "local, in a zone that nobody says", "2026-11-22", "",
      "WhenChanged : 22.11.2026 09:00:00",
      "within 13 h of when " MAILBOX " (its time has no zone: comparable to "
      "the day at best)", "same day" },
    { "the hour that is there twice", "2026-10-25", "Europe/Berlin",
      "WhenChanged : 25.10.2026 02:30:00", "6 h 30 min to 7 h 30 min after "
      MAILBOX, "none" },
    { "day or month: two dates", "2026-11-12", "",
      "WhenChangedUTC : 11/12/2026 07:55:00", "", "none" },
    { "the same number twice is one date", "2026-11-11", "",
      "WhenChangedUTC : 11/11/2026 07:55:00", "5 min after " MAILBOX, "before" },
    { "never", "2026-11-22", "", "WhenChangedUTC : 01.01.1601 00:00:00", "",
      "none" },
    { "the end of time", "2026-11-22", "",
      "WhenChangedUTC : 31.12.9999 23:59:59", "", "none" },
    { "no date", "2026-11-22", "", "WhenChangedUTC : 32.11.2026 07:55:00", "",
      "none" },
    { "the day before", "2026-11-22", "",
      "WhenChangedUTC : 21.11.2026 07:55:00", "", "none" },
    { "nothing of it", "2026-11-22", "", "", "", "none" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * ED_COUNT(rows); i++) {
		const size_t at = i / 2;
		struct ed_arena arena = {0};
		struct ed_text log = {.arena = &arena};
		struct made m;

		print_message("row: %s\n", rows[at].name);
		put_log(&log, rows[at].day, i % 2, true);
		load(&m, ed_text_str(&log), rows[at].changed, rows[at].zone);
		assert_text(near_of(&m), rows[at].near);
		assert_string_equal(timing_of(&m), rows[at].timing);
		end(&m);
		ed_arena_free(&arena);
	}
}

/* Without a success nobody knows when it began: the log only begins there. */
static void what_never_went_well_has_no_timing(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text log = {.arena = &arena};
	struct made m;

	(void)state;
	put_log(&log, "2026-11-22", false, false);
	load(&m, ed_text_str(&log), "WhenChangedUTC : 22.11.2026 07:55:00", "");
	assert_text(near_of(&m), "5 min after " MAILBOX);
	assert_string_equal(timing_of(&m), "none");
	end(&m);
	ed_arena_free(&arena);
}

/* The place and the value go with the distance. */
static void it_is_told_with_its_place(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text log = {.arena = &arena};
	const struct ed_log_outcome *outcome;
	struct made m;

	(void)state;
	put_log(&log, "2026-11-22", false, true);
	load(&m, ed_text_str(&log),
	    "Guid : 1\nWhenChangedUTC : 22.11.2026 07:55:00", "");
	outcome = &m.c.facts.log->outcomes[0];
	for (size_t i = 0; i < m.c.facts.log->n_outcomes; i++)
		if (m.c.facts.log->outcomes[i].status == 403)
			outcome = &m.c.facts.log->outcomes[i];
	assert_int_equal(outcome->n_near, 1);
	assert_int_equal(outcome->near[0].ref.input, 2);
	assert_text(outcome->near[0].ref.at, "7");
	assert_text(outcome->near[0].ref.quote,
	    "it began 5 min after " MAILBOX
	    "; WhenChangedUTC: 22.11.2026 07:55:00");
	assert_int_equal(outcome->before, outcome->onset - 600);
	end(&m);
	ed_arena_free(&arena);
}

/* Dates in order of nearness, those behind it left out beside others. */
static void a_date_is_placed(void **state)
{
	static const struct {
		int64_t earliest, latest;
		enum ed_relation relation;
		int64_t away;
	} spans[] = {
	    {1000000, 1000000, ED_DATE_BEFORE, 0},
	    {999000, 999000, ED_DATE_BEFORE, 1000},
	    {1000001, 1000001, ED_DATE_AFTER, 1},
	    {990000, 1010000, ED_DATE_ABOUT, 0},
	    {1000000 - 43200, 1000000 - 43200, ED_DATE_BEFORE, 43200},
	    {1000000 - 43201, 1000000 - 43201, ED_DATE_FAR, 0},
	    {1000000 + 43201, 1000000 + 43201, ED_DATE_FAR, 0},
	    {900000, 1000000, ED_DATE_FAR, 0},
	    {INT64_MIN, INT64_MIN, ED_DATE_FAR, 0},
	    {INT64_MIN, INT64_MAX, ED_DATE_FAR, 0},
	    {INT64_MAX, INT64_MAX, ED_DATE_FAR, 0},
	    {1, INT64_MAX, ED_DATE_FAR, 0},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(spans); i++) {
		const struct ed_date date = {.turn = ED_TURN_CHANGE,
		    .when = {true, spans[i].earliest, spans[i].latest}};
		int64_t away = 0;

		print_message("span %zu\n", i);
		assert_int_equal(
		    ed_date_compare(&date, 1000000, &away), spans[i].relation);
		assert_int_equal(away, spans[i].away);
	}
}

static void distances_are_words(void **state)
{
	static const struct {
		int64_t seconds;
		const char *words;
	} distances[] = {{0, "0 s"}, {119, "119 s"}, {120, "2 min"},
	    {7199, "119 min"}, {7200, "2 h"}, {7800, "2 h 10 min"},
	    {43200, "12 h"}, {40 * 86400, "960 h"}};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(distances); i++)
		assert_text(ed_time_distance(&arena, distances[i].seconds),
		    distances[i].words);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(what_never_went_well_has_no_timing),
	    cmocka_unit_test(it_is_told_with_its_place),
	    cmocka_unit_test(a_date_is_placed),
	    cmocka_unit_test(distances_are_words)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
