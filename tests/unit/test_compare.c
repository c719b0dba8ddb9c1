/* SPDX-License-Identifier: Apache-2.0 */
/* What became of the findings of an earlier report. */
#include "ed_test.h"

#include "report/compare.h"
#include "report_sample.h"

#include <stdio.h>
#include <string.h>

/* A finding in a few words: "present device certificate 3f2a91c0". */
struct said {
	const char *state; /* NULL: the report does not have it */
	const char *subject;
	const char *reason;
};

/* A cause of the same id: its state and whom it blocks; NULL: none. */
struct cause {
	const char *state;
	const char *blocks;
};

struct row {
	const char *name;
	struct said before, after;
	struct cause cause_before, cause_after;
	enum ed_exit after_exit;
	int change;    /* enum ed_change, or NONE */
	int predicted; /* the same */
	enum ed_exit exit;
	const char *reason;
};

enum { NONE = -1 };

static struct ed_str str(const char *text)
{
	return text ? ed_str_of(text) : (struct ed_str){0};
}

static void make(struct ed_report *report, struct ed_report_finding *finding,
    struct ed_report_cause *cause, const struct said *said,
    const struct cause *of, enum ed_exit exit)
{
	*finding = (struct ed_report_finding){.id = ED_STR("a-check/fault"),
	    .subject = str(said->subject),
	    .kind = ED_STR("cause"),
	    .state = str(said->state),
	    .title = ED_STR("It is broken"),
	    .reason = str(said->reason)};
	*cause = (struct ed_report_cause){.id = ED_STR("a-check/fault"),
	    .state = str(of->state),
	    .blocks = str(of->blocks),
	    .title = ED_STR("It is broken")};
	*report = (struct ed_report){.findings = finding,
	    .n_findings = said->state != NULL,
	    .causes = cause,
	    .n_causes = of->state != NULL};
	report->verdict.exit_code = exit;
	report->verdict.text = ED_STR("So it is.");
}

#define BLOCKS                                                                 \
	{                                                                      \
		"proven", "everyone"                                           \
	}
#define SAID(state, subject, reason)                                           \
	{                                                                      \
		(state), (subject), (reason)                                   \
	}
#define LATER                                                                  \
	{                                                                      \
		"proven", "later"                                              \
	}
#define DEVICE "device certificate 3f2a91c0"
#define RENEWED "device certificate 77aa0012"

static const struct row rows[] = {
    {"fixed", SAID("present", DEVICE, NULL), SAID("absent", DEVICE, NULL),
	BLOCKS, {0}, ED_EXIT_HEALTHY, ED_CHANGE_FIXED, ED_CHANGE_FIXED,
	ED_EXIT_HEALTHY, NULL},
    {"a renewed certificate is the same role", SAID("present", DEVICE, NULL),
	SAID("absent", RENEWED, NULL), BLOCKS, {0}, ED_EXIT_HEALTHY,
	ED_CHANGE_FIXED, ED_CHANGE_FIXED, ED_EXIT_HEALTHY, NULL},
    {"persists", SAID("present", DEVICE, NULL), SAID("present", RENEWED, NULL),
	BLOCKS, BLOCKS, ED_EXIT_BLOCKED, ED_CHANGE_PERSISTS, ED_CHANGE_PERSISTS,
	ED_EXIT_BLOCKED, NULL},
    {"unknown is not fixed", SAID("present", DEVICE, NULL),
	SAID("unknown", DEVICE, "it cannot be read"), BLOCKS, {0},
	ED_EXIT_HEALTHY, ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED,
	ED_EXIT_UNKNOWN, "it cannot be read"},
    {"nor is what nobody asked, whoever it was about",
	SAID("present", DEVICE, NULL),
	SAID("not_asked", NULL, "no certificate is given"), BLOCKS, {0},
	ED_EXIT_HEALTHY, ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED,
	ED_EXIT_UNKNOWN, "no certificate is given"},
    {"nor what the later report does not have", SAID("present", DEVICE, NULL),
	{0}, BLOCKS, {0}, ED_EXIT_HEALTHY, ED_CHANGE_NOT_RECHECKED,
	ED_CHANGE_NOT_RECHECKED, ED_EXIT_UNKNOWN,
	"the later report does not speak of it"},
    {"nor what is absent elsewhere", SAID("present", DEVICE, NULL),
	SAID("absent", "CA certificate 3f2a91c0", NULL), BLOCKS, {0},
	ED_EXIT_HEALTHY, ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED,
	ED_EXIT_UNKNOWN, NULL},
    {"a mark is eight digits", SAID("present", "server 12345678x", NULL),
	SAID("absent", "server 87654321x", NULL), BLOCKS, {0}, ED_EXIT_HEALTHY,
	ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED, ED_EXIT_UNKNOWN,
	NULL},
    {"new", SAID("absent", DEVICE, NULL), SAID("present", DEVICE, NULL), {0},
	BLOCKS, ED_EXIT_BLOCKED, ED_CHANGE_NEW, NONE, ED_EXIT_BLOCKED, NULL},
    {"new where nothing was", {0}, SAID("present", DEVICE, NULL), {0}, LATER,
	ED_EXIT_WARNING, ED_CHANGE_NEW, NONE, ED_EXIT_WARNING, NULL},
    {"nothing to tell", SAID("absent", DEVICE, NULL),
	SAID("absent", DEVICE, NULL), {0}, {0}, ED_EXIT_HEALTHY, NONE, NONE,
	ED_EXIT_HEALTHY, NULL},
    {"inferred and gone", SAID("unknown", DEVICE, NULL),
	SAID("absent", DEVICE, NULL), {"likely", "everyone"}, {0},
	ED_EXIT_HEALTHY, NONE, ED_CHANGE_FIXED, ED_EXIT_HEALTHY, NULL},
    {"inferred, and still likely", SAID("unknown", DEVICE, NULL),
	SAID("unknown", DEVICE, NULL), {"likely", "everyone"},
	{"likely", "everyone"}, ED_EXIT_BLOCKED, NONE, ED_CHANGE_PERSISTS,
	ED_EXIT_BLOCKED, NULL},
    {"inferred, and unlikely by now", SAID("unknown", DEVICE, NULL),
	SAID("absent", DEVICE, NULL), {"likely", "everyone"},
	{"unlikely", "everyone"}, ED_EXIT_HEALTHY, NONE, ED_CHANGE_FIXED,
	ED_EXIT_HEALTHY, NULL},
    {"inferred, and not looked at", SAID("unknown", DEVICE, NULL),
	SAID("unknown", DEVICE, NULL), {"likely", "everyone"}, {0},
	ED_EXIT_HEALTHY, NONE, ED_CHANGE_NOT_RECHECKED, ED_EXIT_UNKNOWN, NULL},
    {"the later verdict counts", SAID("present", DEVICE, NULL),
	SAID("absent", DEVICE, NULL), BLOCKS, {0}, ED_EXIT_UNKNOWN,
	ED_CHANGE_FIXED, ED_CHANGE_FIXED, ED_EXIT_UNKNOWN, NULL},
    {"blocked goes before unknown", SAID("present", DEVICE, NULL), {0}, BLOCKS,
	{0}, ED_EXIT_BLOCKED, ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED,
	ED_EXIT_BLOCKED, NULL},
    {"unknown before a warning", SAID("present", DEVICE, NULL), {0}, BLOCKS,
	{0}, ED_EXIT_WARNING, ED_CHANGE_NOT_RECHECKED, ED_CHANGE_NOT_RECHECKED,
	ED_EXIT_UNKNOWN, NULL},
};

static void check_row(const struct row *row)
{
	struct ed_report_finding findings[2];
	struct ed_report_cause causes[2];
	struct ed_report before, after;
	struct ed_comparison out;
	struct ed_arena arena = {0};

	print_message("%s\n", row->name);
	make(&before, &findings[0], &causes[0], &row->before,
	    &row->cause_before, ED_EXIT_BLOCKED);
	make(&after, &findings[1], &causes[1], &row->after, &row->cause_after,
	    row->after_exit);
	ed_compare(&arena, &before, &after, &out);
	assert_int_equal(out.n_changes, row->change != NONE);
	if (row->change != NONE)
		assert_int_equal(out.changes[0].change, row->change);
	if (row->reason)
		assert_true(
		    ed_str_eq(out.changes[0].reason, ed_str_of(row->reason)));
	assert_int_equal(out.predicted != NULL, row->predicted != NONE);
	if (row->predicted != NONE)
		assert_int_equal(out.predicted_change, row->predicted);
	assert_int_equal(out.exit, row->exit);
	assert_true(out.text.n > 0);
	ed_arena_free(&arena);
}

static void changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		check_row(&rows[i]);
}

/* A success that is seen no more is no fault that went away. */
static void successes_are_no_findings(void **state)
{
	struct ed_report_finding ok = {.id = ED_STR("eas/options-ok"),
	    .kind = ED_STR("symptom"),
	    .state = ED_STR("present")};
	struct ed_report with = {.findings = &ok, .n_findings = 1};
	struct ed_report without = {0};
	struct ed_arena arena = {0};
	struct ed_comparison out;

	(void)state;
	ed_compare(&arena, &with, &without, &out);
	assert_int_equal(out.n_changes, 0);
	ed_compare(&arena, &without, &with, &out);
	assert_int_equal(out.n_changes, 0);
	ed_arena_free(&arena);
}

/* Two certificates of one role: what is worse counts for the prediction. */
static void the_worst_counts(void **state)
{
	struct ed_report_finding old[] = {{.id = ED_STR("a/b"),
					      .subject = ED_STR("one"),
					      .state = ED_STR("present")},
	    {.id = ED_STR("a/b"),
		.subject = ED_STR("two"),
		.state = ED_STR("present")}};
	struct ed_report_finding new[] = {{.id = ED_STR("a/b"),
					      .subject = ED_STR("one"),
					      .state = ED_STR("absent")},
	    {.id = ED_STR("a/b"),
		.subject = ED_STR("two"),
		.state = ED_STR("present")}};
	struct ed_report_cause cause = {
	    .id = ED_STR("a/b"), .blocks = ED_STR("user")};
	struct ed_report before = {
	    .findings = old, .n_findings = 2, .causes = &cause, .n_causes = 1};
	struct ed_report after = {.findings = new, .n_findings = 2};
	struct ed_arena arena = {0};
	struct ed_comparison out;

	(void)state;
	ed_compare(&arena, &before, &after, &out);
	assert_int_equal(out.n_changes, 2);
	assert_int_equal(out.changes[0].change, ED_CHANGE_FIXED);
	assert_int_equal(out.changes[1].change, ED_CHANGE_PERSISTS);
	assert_int_equal(out.predicted_change, ED_CHANGE_PERSISTS);
	ed_arena_free(&arena);
}

/* One CA that is fine now does not say that the other is. */
static void a_role_is_as_bad_as_its_worst(void **state)
{
	struct ed_report_finding was = {.id = ED_STR("a/b"),
	    .subject = ED_STR("CA certificate 11111111"),
	    .state = ED_STR("present")};
	struct ed_report_finding is[] = {
	    {.id = ED_STR("a/b"),
		.subject = ED_STR("CA certificate 22222222"),
		.state = ED_STR("absent")},
	    {.id = ED_STR("a/b"),
		.subject = ED_STR("CA certificate 33333333"),
		.state = ED_STR("unknown")}};
	struct ed_report before = {.findings = &was, .n_findings = 1};
	struct ed_report after = {.findings = is, .n_findings = 2};
	struct ed_arena arena = {0};
	struct ed_comparison out;

	(void)state;
	ed_compare(&arena, &before, &after, &out);
	assert_int_equal(out.changes[0].change, ED_CHANGE_NOT_RECHECKED);
	is[1].state = ED_STR("present");
	ed_compare(&arena, &before, &after, &out);
	assert_int_equal(out.n_changes, 1);
	assert_int_equal(out.changes[0].change, ED_CHANGE_PERSISTS);
	ed_compare(&arena, &after, &before, &out);
	assert_int_equal(out.n_changes, 1);
	assert_int_equal(out.changes[0].change, ED_CHANGE_PERSISTS);
	ed_arena_free(&arena);
}

static const char *const formats[] = {
    "text", "json", "markdown", "jira", "summary"};

static struct ed_str written(
    struct ed_arena *arena, const struct ed_comparison *out, const char *format)
{
	const struct ed_style style = {.detail = ED_NORMAL, .width = 80};
	struct ed_text text = {.arena = arena};

	assert_true(ed_compare_write(out, ed_str_of(format), &style, &text));
	return ed_text_str(&text);
}

/* What is told, in every format, and nothing that moves a terminal. */
static void every_format_tells_it(void **state)
{
	static const struct said was = SAID("present", "a\033[2Jb", NULL);
	static const struct said is = {"unknown", "a\033[2Jb", "no | evidence"};
	static const struct cause blocks = BLOCKS, none = {0};
	struct ed_report_finding findings[2];
	struct ed_report_cause causes[2];
	struct ed_report before, after;
	struct ed_comparison out;
	struct ed_arena arena = {0};

	(void)state;
	make(&before, &findings[0], &causes[0], &was, &blocks, ED_EXIT_BLOCKED);
	make(&after, &findings[1], &causes[1], &is, &none, ED_EXIT_HEALTHY);
	before.run.as_of = ED_STR("2026-11-01T00:00:00Z");
	ed_compare(&arena, &before, &after, &out);
	for (size_t i = 0; i < ED_COUNT(formats); i++) {
		struct ed_str text = written(&arena, &out, formats[i]);

		print_message("%s\n%.*s\n", formats[i], ED_ARG(text));
		assert_true(
		    ed_str_find(text, ED_STR("not looked at again")) < text.n);
		assert_false(ed_str_has(text, '\033'));
		assert_true(text.p[text.n - 1] == '\n');
	}
	assert_true(
	    ed_str_find(written(&arena, &out, "json"),
		ED_STR("\"exit_code\": 3")) < written(&arena, &out, "json").n);
	ed_arena_free(&arena);
}

static void other_formats_are_refused(void **state)
{
	static const char *const others[] = {
	    "html", "sarif", "junit", "", "TEXT"};
	const struct ed_style style = {.detail = ED_NORMAL};
	struct ed_report none = {0};
	struct ed_arena arena = {0};
	struct ed_comparison out;

	(void)state;
	ed_compare(&arena, &none, &none, &out);
	for (size_t i = 0; i < ED_COUNT(others); i++) {
		struct ed_text text = {.arena = &arena};

		assert_false(ed_compare_write(
		    &out, ed_str_of(others[i]), &style, &text));
		assert_int_equal(text.n, 0);
	}
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(changes),
	    cmocka_unit_test(successes_are_no_findings),
	    cmocka_unit_test(the_worst_counts),
	    cmocka_unit_test(a_role_is_as_bad_as_its_worst),
	    cmocka_unit_test(every_format_tells_it),
	    cmocka_unit_test(other_formats_are_refused)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
