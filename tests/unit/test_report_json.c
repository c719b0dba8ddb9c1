/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "hostile.h"
#include "report_sample.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_same(struct ed_str a, struct ed_str b)
{
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
}

static void check_round_trip(
    struct ed_arena *arena, const struct ed_report *report)
{
	struct ed_str json = ed_sample_write(arena, "json", ED_NORMAL, report);
	struct ed_report again;
	struct ed_error err = {""};
	bool ok = ed_report_read(arena, json, &again, &err);

	assert_string_equal(err.text, "");
	assert_true(ok);
	expect_same(ed_sample_write(arena, "json", ED_NORMAL, &again), json);
	for (int detail = ED_QUIET; detail <= ED_EVERYTHING; detail++)
		expect_same(ed_sample_write(arena, "text", detail, &again),
		    ed_sample_write(arena, "text", detail, report));
}

static void round_trip(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	ed_sample_healthy(&arena, &report);
	check_round_trip(&arena, &report);
	ed_sample_unknown(&arena, &report);
	check_round_trip(&arena, &report);
	ed_sample_warning(&arena, &report);
	check_round_trip(&arena, &report);
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		print_message("value: %s\n", h->name);
		ed_sample_report(&arena, h->value, &report);
		check_round_trip(&arena, &report);
		ed_sample_report(
		    &arena, ed_hostile_long(&arena, h->value), &report);
		check_round_trip(&arena, &report);
		/* What nobody escaped on the way. */
		report.verdict.text = h->value;
		report.inputs = &(struct ed_report_input){
		    .path = h->value, .kind = h->value, .bytes = UINT32_MAX};
		check_round_trip(&arena, &report);
		ed_arena_free(&arena);
	}
	ed_arena_free(&arena);
}

static void write_file(
    struct ed_arena *arena, const char *folder, const struct ed_report *report)
{
	static int n;
	struct ed_str json = ed_sample_write(arena, "json", ED_NORMAL, report);
	FILE *file = fopen(ed_format(arena, "%s/%d.json", folder, n++).p, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(json.p, 1, json.n, file), json.n);
	fclose(file);
}

/* By an independent reader and the published schema. */
static bool are_valid(struct ed_arena *arena, const char *folder)
{
	static const char program[] =
	    "/usr/bin/python3 " ED_SOURCE_DIR
	    "/tests/lib/validate_report.py " ED_SOURCE_DIR
	    "/docs/report.schema.json";
	int result =
	    system(ed_format(arena, "%s %s/*.json", program, folder).p);

	assert_int_equal(system(ed_format(arena, "rm -r %s", folder).p), 0);
	return result == 0;
}

static void by_the_schema(void **state)
{
	char folder[] = "/tmp/easdoctor-report-XXXXXX";
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	assert_non_null(mkdtemp(folder));
	ed_sample_healthy(&arena, &report);
	write_file(&arena, folder, &report);
	ed_sample_unknown(&arena, &report);
	write_file(&arena, folder, &report);
	ed_sample_warning(&arena, &report);
	write_file(&arena, folder, &report);
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		ed_sample_report(&arena, h->value, &report);
		write_file(&arena, folder, &report);
	}
	assert_true(are_valid(&arena, folder));
	ed_arena_free(&arena);
}

/* A validator that accepts everything would prove nothing. */
static void not_by_the_schema(void **state)
{
	char folder[] = "/tmp/easdoctor-report-XXXXXX";
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	assert_non_null(mkdtemp(folder));
	ed_sample_warning(&arena, &report);
	report.verdict.state = ED_STR("broken");
	write_file(&arena, folder, &report);
	assert_false(are_valid(&arena, folder));
	ed_arena_free(&arena);
}

/* The sample's JSON with the first from replaced by to. */
static struct ed_str spoil(
    struct ed_arena *arena, const char *from, const char *to)
{
	struct ed_report report;
	struct ed_str json;
	size_t at;

	ed_sample_report(arena, ED_SAMPLE_PLAIN, &report);
	json = ed_sample_write(arena, "json", ED_NORMAL, &report);
	at = ed_str_find(json, ed_str_of(from));
	assert_true(at < json.n);
	return ed_format(
	    arena, "%.*s%s%s", (int)at, json.p, to, json.p + at + strlen(from));
}

static const struct {
	const char *from;
	const char *to;
	const char *error; /* NULL: it is read all the same */
} rows[] = {
    /* clang-format off */
    { "{", "{", NULL },
    { "{", "{ \"later\": [1.5, null],", NULL },
    { "\"explains_symptom\": true,", "", NULL },
    { "easdoctor.report/1", "easdoctor.report/2",
	"$.schema: expected \"easdoctor.report/1\"" },
    { "\"schema\":", "\"scheme\":", "$.schema is missing" },
    { "\"blocked\"", "\"broken\"",
	"$.verdict.state: expected one of the words of the format" },
    { "\"blocked\"", "null", "$.verdict.state: expected text" },
    { "\"exit_code\": 2", "\"exit_code\": 2.0",
	"$.verdict.exit_code: expected an integer" },
    { "\"exit_code\": 2", "\"exit_code\": 4",
	"$.verdict.exit_code: expected 0, 1, 2 or 3" },
    { "\"exit_code\": 2", "\"exit_code\": 2147483648",
	"$.verdict.exit_code: expected a smaller or larger integer" },
    { "\"exit_code\": 2", "\"exit_code\": 99999999999999999999", "$: not " },
    { "      \"certificate\"", "7", "$.verdict.scope[1]: expected text" },
    { "\"causes\": [", "\"causes\": [ 1,",
	"$.causes[0]: expected an object" },
    { "\"db\": 165", "\"db\": \"165\"",
	"$.causes[0].ledger[2].db: expected an integer" },
    { "\"evident\": true", "\"evident\": 1",
	"$.causes[0].evident: expected true or false" },
    { "\"risk\": \"none\"", "\"risk\": \"high\"", "$.causes[0].risk: " },
    { "\"kind\": \"dn\"", "\"kind\": \"nd\"",
	"$.findings[1].values[0].kind: expected one of the words" },
    { "\"not_after\": {", "\"Not\": {",
	"$.findings[1].values[1]: expected a name" },
    { "\"input\": 0", "\"input\": 1",
	"$.findings[1].evidence[0].input: there is no such input" },
    { "\"input\": 0", "\"input\": -1", "$.findings[1].evidence[0].input: " },
    { "\"count\": 1", "\"count\": -1", "$.findings[1].evidence[0].count: " },
    { "\"bites\": \"issue\",\n      \"state\"",
      "\"bites\": \"map\",\n      \"state\"",
	"$.path[0].bites: expected issue" },
    { "\"path\": [", "\"path\": [ {},",
	"$.path: expected an array of the ten hops" },
    { "\"bytes\": 1097", "\"bytes\": -1", "$.inputs[0].bytes: " },
    { "\"suppressed\": []", "\"suppressed\": {}",
	"$.suppressed: expected an array" },
    { "\"network\": false", "\"network\": 0",
	"$.run.network: expected true or false" },
    { "\"run\": {", "\"run\": [],\n\"jog\": {", "$.run: expected an object" },
    { "\"privacy\"", "\"network\"", "$: not JSON at line" },
    { "CN=alice", "\\u0000", "$: not JSON at line" },
    { "CN=alice", "\xff", "$: not JSON at line" },
    { "{", "", "$: not JSON at line" },
    { "{", "[", "$: not JSON at line" },
    /* clang-format on */
};

static void refusals(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str json = spoil(&arena, rows[i].from, rows[i].to);
		struct ed_report report = {.n_causes = 77};
		struct ed_error err = {""};
		bool ok = ed_report_read(&arena, json, &report, &err);

		print_message("row: %s -> %s\n", rows[i].from, rows[i].to);
		assert_int_equal(ok, rows[i].error == NULL);
		if (rows[i].error) {
			assert_memory_equal(
			    err.text, rows[i].error, strlen(rows[i].error));
			assert_int_equal(report.n_causes, 77);
		}
	}
	ed_arena_free(&arena);
}

static void expect_refused(struct ed_arena *arena, struct ed_str json)
{
	struct ed_report report;
	struct ed_error err = {""};

	assert_false(ed_report_read(arena, json, &report, &err));
	assert_true(strlen(err.text) > 0);
}

static void too_much(void **state)
{
	struct ed_arena arena = {0};
	char *bytes = ed_alloc(&arena, ED_MAX_FILE + 1);

	(void)state;
	memset(bytes, ' ', ED_MAX_FILE + 1);
	expect_refused(&arena, (struct ed_str){bytes, ED_MAX_FILE + 1});
	memset(bytes, '[', ED_MAX_FILE);
	expect_refused(&arena, (struct ed_str){bytes, ED_MAX_FILE});
	expect_refused(&arena, (struct ed_str){bytes, ED_MAX_REPORT_VALUES});
	memset(bytes, '"', ED_MAX_FILE);
	expect_refused(&arena, (struct ed_str){bytes, ED_MAX_FILE});
	expect_refused(&arena, (struct ed_str){NULL, 0});
	expect_refused(&arena, ED_STR("{}"));
	expect_refused(&arena, ED_STR("[]"));
	expect_refused(&arena, ED_STR("\""));
	expect_refused(&arena, ED_STR("\"\\"));
	ed_arena_free(&arena);
}

static void every_prefix(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;
	struct ed_str json;

	(void)state;
	ed_sample_unknown(&arena, &report);
	json = ed_sample_write(&arena, "json", ED_NORMAL, &report);
	for (size_t n = 0; n + 1 < json.n; n++) {
		struct ed_arena scratch = {0};

		expect_refused(&scratch, ed_str_sub(json, 0, n));
		ed_arena_free(&scratch);
	}
	ed_arena_free(&arena);
}

static void reporters(void **state)
{
	(void)state;
	assert_non_null(ed_reporter_find(ED_STR("json")));
	assert_non_null(ed_reporter_find(ED_STR("text")));
	assert_null(ed_reporter_find(ED_STR("tex")));
	assert_null(ed_reporter_find(ED_STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(round_trip),
	    cmocka_unit_test(by_the_schema),
	    cmocka_unit_test(not_by_the_schema), cmocka_unit_test(refusals),
	    cmocka_unit_test(too_much), cmocka_unit_test(every_prefix),
	    cmocka_unit_test(reporters)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
