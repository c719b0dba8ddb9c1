/* SPDX-License-Identifier: Apache-2.0 */
/* What an acknowledgement holds for, and for how long. */
#include "ed_test.h"

#include "engine/accept.h"
#include "load/acknowledge.h"

#include <string.h>

enum { NOW = 1795046400 }; /* date -u -d 2026-11-19 +%s */

#define REST "    reason: r\n    author: a\n"
#define UNTIL(date) "    until: " date "\n"

static const struct ed_rule rules[] = {
    {.id = {"a/cause", 7}, .check = {"a", 1}, .kind = ED_CAUSE},
    {.id = {"a/other", 7}, .check = {"a", 1}, .kind = ED_CAUSE},
    {.id = {"a/symptom", 9}, .check = {"a", 1}, .kind = ED_SYMPTOM_RULE},
};
static const struct ed_rules all_rules = {
    .rules = rules, .n_rules = ED_COUNT(rules)};

/* What a file of acknowledgements says of findings; empty: it is taken. */
static const struct {
	const char *name;
	const char *text;
	const char *error; /* a part of it, or NULL */
} files[] = {
    {"one", "accepted:\n  - finding: a/cause\n" REST UNTIL("2027-01-01"), NULL},
    {"with a subject",
	"accepted:\n  - finding: a/cause\n    subject: device\n" REST UNTIL(
	    "2027-01-01T10:00:00Z"),
	NULL},
    {"none", "accepted: []\n", NULL},
    {"a finding that there is not",
	"accepted:\n  - finding: a/nothing\n" REST UNTIL("2027-01-01"),
	"ack.yaml:2: no finding \"a/nothing\""},
    {"a symptom",
	"accepted:\n  - finding: a/symptom\n" REST UNTIL("2027-01-01"),
	"ack.yaml:2: a/symptom is a symptom"},
    {"the second of two",
	"accepted:\n  - { finding: a/cause, reason: r, author: a, until: "
	"2027-01-01 }\n  - { finding: a/b, reason: r, author: a, until: "
	"2027-01-01 }\n",
	"ack.yaml:3: no finding"},
    {"no end", "accepted:\n  - finding: a/cause\n" REST, "until"},
    {"no author",
	"accepted:\n  - finding: a/cause\n    reason: r\n" UNTIL("2027-01-01"),
	"author"},
    {"no reason",
	"accepted:\n  - finding: a/cause\n    author: a\n" UNTIL("2027-01-01"),
	"reason"},
    {"a date that there is not",
	"accepted:\n  - finding: a/cause\n" REST UNTIL("2027-02-30"),
	"ack.yaml:5"},
    {"a key that is not known", "accepted: []\nexpires: never\n", "expires"},
    {"no list", "accepted: yes\n", "ack.yaml:1"},
    {"nothing", "", "ack.yaml"},
};

static void files_are_whole_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		struct ed_error err = {""};
		struct ed_case c;
		bool ok;

		print_message("%s\n", files[i].name);
		ed_case_init(&c);
		ok = ed_load_accepted_text(
			 &c, "ack.yaml", ed_str_of(files[i].text), &err) &&
		     ed_accepted_check(&c, &all_rules, &err);
		print_message("  %s\n", err.text);
		assert_int_equal(ok, !files[i].error);
		if (files[i].error)
			assert_non_null(strstr(err.text, files[i].error));
		ed_case_free(&c);
	}
}

struct one {
	size_t rule;
	enum ed_state state;
	const char *subject;
};

/* Who is accepted, of up to two findings. */
static const struct {
	const char *name;
	const char *subject; /* of the acknowledgement; "": any */
	int64_t until;
	struct one of[2];
	bool accepted; /* the rule as a whole */
	bool holds[2]; /* each finding */
	bool over;
} rows[] = {
    {"present", "", NOW + 1, {{0, ED_PRESENT, "x"}}, true, {true}, false},
    {"another finding", "", NOW + 1, {{1, ED_PRESENT, "x"}}, false, {false},
	false},
    {"from that second on it is over", "", NOW, {{0, ED_PRESENT, "x"}}, false,
	{false}, true},
    {"over, and the finding is gone", "", NOW - 1, {{0, ED_ABSENT, "x"}}, false,
	{false}, false},
    {"over, and it cannot be told", "", NOW - 1, {{0, ED_UNKNOWN, "x"}}, false,
	{false}, false},
    {"its subject", "x", NOW + 1, {{0, ED_PRESENT, "x"}}, true, {true}, false},
    {"another subject", "y", NOW + 1, {{0, ED_PRESENT, "x"}}, false, {false},
	false},
    {"one of two is not all", "x", NOW + 1,
	{{0, ED_PRESENT, "x"}, {0, ED_PRESENT, "y"}}, false, {true, false},
	false},
    {"both", "", NOW + 1, {{0, ED_PRESENT, "x"}, {0, ED_PRESENT, "y"}}, true,
	{true, true}, false},
    {"the other is not there", "x", NOW + 1,
	{{0, ED_PRESENT, "x"}, {0, ED_ABSENT, "y"}}, true, {true, false},
	false},
    {"what is not there is not accepted", "", NOW + 1, {{0, ED_ABSENT, "x"}},
	false, {true}, false},
};

static void rows_of_findings(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_settled settled[2];
		struct ed_findings findings = {.items = settled};
		struct ed_case c;

		print_message("%s\n", rows[i].name);
		ed_case_init(&c);
		c.facts.as_of = NOW;
		*ED_PUSH(&c.arena, &c.accepted, struct ed_accepted) =
		    (struct ed_accepted){.finding = rules[0].id,
			.subject = ed_str_of(rows[i].subject),
			.until = rows[i].until};
		for (; findings.n < 2 && rows[i].of[findings.n].subject;
		     findings.n++) {
			const struct one *one = &rows[i].of[findings.n];

			settled[findings.n] =
			    (struct ed_settled){.rule = &rules[one->rule],
				.state = one->state,
				.subject = ed_str_of(one->subject)};
			assert_int_equal(
			    ed_accepted_find(&c, &settled[findings.n]) != NULL,
			    rows[i].holds[findings.n]);
		}
		assert_int_equal(
		    ed_is_accepted(&c, &findings, &rules[0]), rows[i].accepted);
		assert_int_equal(
		    ed_accepted_over(&c, &findings) != NULL, rows[i].over);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_whole_or_refused),
	    cmocka_unit_test(rows_of_findings)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
