/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "engine/rule_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define SAME(slice, text) assert_true(ed_str_eq((slice), ED_STR(text)))

static const char check[] = "check: c\n"
			    "supply: a file\n"
			    "collect: {shell: sh, run: ls}\n"
			    "who: pki\n"
			    "cost: free\n"
			    "findings:\n"
			    "  - id: a\n"
			    "    kind: cause\n"
			    "    title: A title\n"
			    "    stage: certificate\n"
			    "    bites: map\n"
			    "    blocks: everyone\n"
			    "    prior: frequent\n"
			    "    proof: seen\n"
			    "    basis: verified\n"
			    "    owner: pki\n"
			    "    text: A text.\n"
			    "    fix: [One, Two]\n"
			    "    verify: [{shell: sh, run: ls}]\n"
			    "    cite: [RFC 5280]\n";
static const char symptoms[] =
    "symptoms:\n"
    "  - {id: http/401, title: t, text: u, leak: noisy, cite: [r]}\n";

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *folder, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(unlink(path), 0);
}

static void gather(struct ed_arena *arena, struct ed_rule_set *set)
{
	struct ed_error err = {""};

	if (!ed_rules_add_text(
		arena, set, "symptoms.yaml", ed_str_of(symptoms), &err) ||
	    !ed_rules_add_text(arena, set, "c.yaml", ed_str_of(check), &err))
		fail_msg("%s", err.text);
}

/* Overlays one file of a fresh folder over the rules above. */
static bool overlay(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, const char *text, struct ed_error *err)
{
	char folder[] = "/tmp/easdoctor-site-XXXXXX";
	bool ok;

	gather(arena, set);
	assert_non_null(mkdtemp(folder));
	write_file(folder, name, text);
	ok = ed_rules_overlay(arena, set, folder, err);
	remove_file(folder, name);
	assert_int_equal(rmdir(folder), 0);
	return ok;
}

static void words_change(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	const struct ed_rule *rule;

	(void)state;
	if (!overlay(&arena, &set, "c.yaml",
		"check: c\n"
		"supply: Ask the \xc3\x9c team.\n"
		"who: network\n"
		"findings:\n"
		"  - id: a\n"
		"    title: Ours\n"
		"    blocks: nothing\n"
		"    owner: mdm\n"
		"    fix: Call 4711.\n"
		"    undo: Call again.\n"
		"    risk: restart\n"
		"    verify: []\n"
		"    handoff: To them.\n"
		"    cite: [wiki]\n",
		&err) ||
	    !ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	rule = ed_rule_find(&rules, ED_STR("c/a"));
	SAME(rule->title, "Ours");
	SAME(rule->text, "A text.");
	SAME(rule->fix.items[0], "Call 4711.");
	assert_int_equal(rule->fix.n, 1);
	assert_int_equal(rule->blocks, ED_BLOCKS_NOTHING);
	assert_int_equal(rule->owner, ED_OWNER_MDM);
	assert_int_equal(rule->risk, ED_RISK_RESTART);
	assert_int_equal(rule->n_verify, 0);
	assert_int_equal(rule->prior, ED_FREQUENT);
	assert_int_equal(rule->proof, ED_PROOF_SEEN);
	SAME(rules.checks[0].supply, "Ask the \xc3\x9c team.");
	SAME(rules.checks[0].collect.run, "ls");
	assert_int_equal(rules.checks[0].who, ED_OWNER_NETWORK);
	ed_arena_free(&arena);
}

static void symptoms_change(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	const struct ed_rule *rule;

	(void)state;
	if (!overlay(&arena, &set, "symptoms.yaml",
		"symptoms:\n  - {id: http/401, title: Unser 401}\n", &err) ||
	    !ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	rule = ed_rule_find(&rules, ED_STR("http/401"));
	SAME(rule->title, "Unser 401");
	SAME(rule->text, "u");
	assert_int_equal(rule->leak, ED_NOISY);
	ed_arena_free(&arena);
}

#define LOGIC(key)                                                             \
	"'" key "' is logic; a site may change words and severity only"
#define A(more) "check: c\nfindings:\n  - id: a\n    " more "\n"

static const struct {
	const char *name;
	const char *text;
	const char *message; /* behind "<folder>/<name>" */
} refused[] = {
    {"c.yaml", A("explains: []"), ":4:5: " LOGIC("explains")},
    {"c.yaml", A("prior: common"), ":4:5: " LOGIC("prior")},
    {"c.yaml", A("proof: never"), ":4:5: " LOGIC("proof")},
    {"c.yaml", A("stage: iis"), ":4:5: " LOGIC("stage")},
    {"c.yaml", A("bites: ask"), ":4:5: " LOGIC("bites")},
    {"c.yaml", A("kind: cause"), ":4:5: " LOGIC("kind")},
    {"c.yaml", A("basis: memory"), ":4:5: " LOGIC("basis")},
    {"c.yaml", A("requires: []"), ":4:5: " LOGIC("requires")},
    {"c.yaml", A("excludes: []"), ":4:5: " LOGIC("excludes")},
    {"c.yaml", A("titel: x"),
	":4:5: unknown key 'titel'; did you mean 'title'?"},
    {"c.yaml", A("title: ''"),
	":4:12: this has no value; give one or leave the key out"},
    {"c.yaml", A("blocks: all"),
	":4:13: unknown blocks 'all'; there is everyone, user, partly, later "
	"or nothing"},
    {"c.yaml", A("title: x\n  - id: a"), ":5:5: 'c/a' is given twice"},
    {"c.yaml", "check: c\nfindings:\n  - id: b\n",
	":3:5: there is no finding 'c/b'; did you mean 'c/a'?"},
    {"c.yaml", "check: c\nfindings:\n  - title: b\n",
	":3:5: the key 'id' is missing"},
    {"c.yaml", "check: c\nfindings:\n  - a\n", ":3:5: the key 'id' is missing"},
    {"c.yaml", "check: c\nfindings: a\n", ":2:11: this must be a list"},
    {"c.yaml", "check: c\ncost: free\n", ":2:1: unknown key 'cost'"},
    {"c.yaml", "findings: []\n", ":1:1: the key 'check' is missing"},
    {"d.yaml", "check: c\n",
	":1:8: the file of this check must be named c.yaml"},
    {"d.yaml", "check: d\n", ":1:8: there is no check 'd'; did you mean 'c'?"},
    {"other.yaml", "check: other\n", ":1:8: there is no check 'other'"},
    {"symptoms.yaml", "symptoms:\n  - {id: http/401, leak: never}\n",
	":2:20: " LOGIC("leak")},
    {"symptoms.yaml", "symptoms:\n  - {id: http/401, fix: x}\n",
	":2:20: unknown key 'fix'; there is id, title, text or cite"},
    {"symptoms.yaml", "symptoms:\n  - {id: c/b, title: x}\n",
	":2:5: there is no finding 'c/b'; did you mean 'c/a'?"},
    {"c.yml", A("title: x"), ": a rule file is named <check>.yaml"},
    {"c.YAML", A("title: x"), ": a rule file is named <check>.yaml"},
};

static void each_refused(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(refused); i++) {
		struct ed_arena arena = {0};
		struct ed_rule_set set = {0};
		struct ed_error err = {""};
		const char *at;

		print_message(
		    "row: %s%s\n", refused[i].name, refused[i].message);
		assert_false(overlay(
		    &arena, &set, refused[i].name, refused[i].text, &err));
		at = strstr(err.text, refused[i].name);
		assert_non_null(at);
		assert_string_equal(
		    at + strlen(refused[i].name), refused[i].message);
		ed_arena_free(&arena);
	}
}

/* What an override says wrong stands in the override's file. */
static void problems_name_the_override(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;

	(void)state;
	assert_true(overlay(&arena, &set, "c.yaml",
	    A("verify: [{shell: sh, run: rm -rf x}]"), &err));
	assert_false(ed_rules_finish(&arena, &set, &rules, NULL, &err));
	assert_non_null(strstr(
	    err.text, "/c.yaml:4:31: verify must only read, and 'rm' writes"));
	assert_non_null(strstr(err.text, "/tmp/easdoctor-site-"));
	ed_arena_free(&arena);
}

static void folders(void **state)
{
	char folder[] = "/tmp/easdoctor-rules-XXXXXX";
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_false(ed_rules_add_folder(&arena, &set, folder, &err));
	assert_non_null(strstr(err.text, "holds no .yaml file"));
	write_file(folder, "c.yaml", check);
	write_file(folder, "symptoms.yaml", symptoms);
	write_file(folder, "README", "not a rule");
	write_file(folder, ".hidden.yaml", "not a rule");
	if (!ed_rules_add_folder(&arena, &set, folder, &err) ||
	    !ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	assert_int_equal(rules.n_rules, 2);
	SAME(rules.rules[0].id, "c/a");
	remove_file(folder, "c.yaml");
	remove_file(folder, "symptoms.yaml");
	remove_file(folder, "README");
	remove_file(folder, ".hidden.yaml");
	assert_int_equal(rmdir(folder), 0);
	assert_false(ed_rules_add_folder(&arena, &set, folder, &err));
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words_change),
	    cmocka_unit_test(symptoms_change), cmocka_unit_test(each_refused),
	    cmocka_unit_test(problems_name_the_override),
	    cmocka_unit_test(folders)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
