/* SPDX-License-Identifier: Apache-2.0 */
/* Rules that are read one by one and refused together. */
#include "engine/rule_read.h"
#include "rule_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool add(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, const char *text, struct ed_error *err)
{
	return ed_rules_add_text(arena, set, name, ed_str_of(text), err);
}

#define A80                                                                    \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"     \
	"aaaaaaaaaaaaaaaa"
#define A400 A80 A80 A80 A80 A80
#define U80                                                                                                                                \
	"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü" \
	"üüüüüüüüüüüüüüüü"
#define NEW(more)                                                              \
	HEAD "  - {id: a, kind: cause, stage: iis, bites: map, prior: rare,\n" \
	     "     owner: pki, basis: verified, " more "}\n"
#define REST "title: t, text: u, fix: [f], cite: [c], proof: seen"
#define OK_VERIFY "blocks: user, verify: [{shell: sh, run: ls}]"

/* Accepted file by file, refused as a set with the symptoms above. */
static const struct {
	const char *name;
	const char *text;
	const char *problems; /* all of them, a line each */
} unfinished[] = {
    {"d.yaml", HEAD CAUSE("a"),
	"d.yaml:1:8: the file of this check must be named c.yaml\n"},
    {"c.yaml", HEAD CAUSE("a") CAUSE("a"),
	"c.yaml:20:9: 'c/a' stands twice, first in c.yaml:6\n"},
    {"c.yaml", HEAD CAUSE("A b"),
	"c.yaml:6:9: an id is lower-case letters, digits and '-'\n"},
    {"c.yaml", HEAD CAUSE("x/y"),
	"c.yaml:6:9: an id is lower-case letters, digits and '-'\n"},
    {"c.yaml", NEW(REST ", blocks: user, verify: []"),
	"c.yaml:6:10: verify may be empty only when it blocks nothing\n"},
    {"c.yaml", NEW(REST ", blocks: nothing, verify: []"), ""},
    {"c.yaml",
	NEW("title: t, text: u, fix: [], cite: [c], proof: seen, " OK_VERIFY),
	"c.yaml:6:10: the cause lacks a fix\n"},
    {"c.yaml",
	NEW("title: t, text: u, fix: [f], cite: [], proof: seen, " OK_VERIFY),
	"c.yaml:6:10: the cause lacks a source (cite)\n"},
    {"c.yaml",
	NEW("title: t, text: u, fix: [f], cite: [c], proof: never, " OK_VERIFY),
	"c.yaml:6:10: explains nothing and is never proven: it can never "
	"matter\n"},
    {"c.yaml",
	HEAD "  - {id: a, kind: cause, stage: iis, bites: map, prior: rare,\n"
	     "     owner: pki, basis: memory, " REST ", " OK_VERIFY "}\n",
	"c.yaml:6:10: what is known from memory proves nothing: basis memory "
	"demands proof never\n"},
    {"c.yaml",
	NEW("title: t, text: u, fix: [f], cite: [c], proof: {needs: "
	    "[]}, " OK_VERIFY),
	"c.yaml:6:10: proof needs nothing; write 'proof: seen'\n"},
    {"c.yaml", HEAD CAUSE("a") "    requires: [c/b, http/40l]\n",
	"c.yaml:20:16: requires names 'c/b', which does not exist; did you "
	"mean 'c/a'?\n"
	"c.yaml:20:21: requires names 'http/40l', which does not exist; did "
	"you mean 'http/401'?\n"},
    {"c.yaml", HEAD CAUSE("a") "    excludes: [quite-another]\n",
	"c.yaml:20:16: excludes names 'quite-another', which does not exist\n"},
    {"c.yaml", HEAD CAUSE("a") "    excludes: [http/401, http/401]\n",
	"c.yaml:20:26: excludes names 'http/401' twice\n"},
    {"c.yaml",
	HEAD CAUSE("a") "    explains:\n"
			"      - { finding: missing, strength: often }\n"
			"      - finding: http/401\n"
			"        strength: often\n"
			"        when: [nowhere/seen]\n"
			"      - { finding: http/401, strength: rarely }\n",
	"c.yaml:21:20: explains names 'missing', which does not exist\n"
	"c.yaml:24:16: when names 'nowhere/seen', which does not exist\n"
	"c.yaml:25:20: 'http/401' is explained twice\n"},
    {"c.yaml",
	HEAD CAUSE("a") "    explains: [{finding: c/b, strength: "
			"often}]\n" CAUSE("b") "    explains: [{finding: c/a, "
					       "strength: often}]\n",
	"c.yaml:35:26: 'c/b' explains 'c/a', which explains it in turn\n"},
    {"c.yaml",
	HEAD CAUSE("a") "    explains: [{finding: c/a, strength: often}]\n",
	"c.yaml:20:26: 'c/a' explains 'c/a', which explains it in turn\n"},
    {"c.yaml",
	HEAD CAUSE("a") "  - {id: s, kind: symptom, title: t, text: u,\n"
			"     leak: never, parent: c/a}\n"
			"  - {id: r, kind: symptom, title: t, text: u,\n"
			"     leak: never, parent: c/q}\n"
			"  - {id: q, kind: symptom, title: t, text: u,\n"
			"     leak: never, parent: c/r}\n",
	"c.yaml:21:27: the parent 'c/a' is a cause; only a symptom can be "
	"one\n"
	"c.yaml:23:27: the parents of 'c/r' go in a circle\n"
	"c.yaml:25:27: the parents of 'c/q' go in a circle\n"},
    {"c.yaml",
	NEW("title: " A80
	    "a, text: u, fix: [f], cite: [c], proof: seen, " OK_VERIFY),
	"c.yaml:7:42: the title has 81 characters; 80 is the most\n"},
    {"c.yaml",
	NEW("title: " U80
	    ", text: u, fix: [f], cite: [c], proof: seen, " OK_VERIFY),
	""},
    {"c.yaml",
	NEW("title: \"a\\nb\", text: u, fix: [f], cite: [c], proof: "
	    "seen, " OK_VERIFY),
	"c.yaml:7:42: the title must be one line\n"},
    {"c.yaml",
	NEW("title: t, text: " A400 A400 A80 A80 A80
	    ", fix: [f], cite: [c], proof: seen, " OK_VERIFY),
	"c.yaml:7:51: the text has 1040 bytes; 1000 is the most\n"},
    {"c.yaml", NEW(REST ", handoff: " A400 "a, " OK_VERIFY),
	"c.yaml:7:97: the handoff has 401 bytes; 400 is the most\n"},
    {"c.yaml", HEAD CAUSE("a") "    undo: " A400 A400 A400 "\n",
	"c.yaml:20:11: the undo has 1200 bytes; 1000 is the most\n"},
    {"c.yaml",
	NEW(REST ", blocks: user, verify: [{shell: cmd,\n"
		 "  run: appcmd set config}]"),
	"c.yaml:8:8: verify must only read, and 'set' writes\n"},
    {"c.yaml",
	NEW(REST ", blocks: user, verify: [{shell: sh, run: \"a\\nb\"}]"),
	"c.yaml:7:128: a command must be one line\n"},
    {"c.yaml",
	"check: c\nsupply: s\nwho: pki\ncost: free\n"
	"collect: {shell: cmd, run: certutil -delstore my}\nfindings:\n" CAUSE(
	    "a"),
	"c.yaml:5:28: collect must change nothing, and '-delstore' does\n"},
    {"c.yaml",
	"check: c\nsupply: " A400 A400 A400 "\nwho: pki\ncost: free\n"
	"findings:\n" CAUSE("a"),
	"c.yaml:2:9: supply has 1200 bytes; 1000 is the most\n"},
};

static struct ed_str join(struct ed_arena *arena, const struct ed_list *list)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < list->n; i++) {
		ed_put(&text, ED_ITEMS(*list, struct ed_str)[i]);
		ed_put_byte(&text, '\n');
	}
	return ed_text_str(&text);
}

static void finish_row(size_t i)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	bool ok;

	print_message("row: %s", unfinished[i].problems);
	if (!add(&arena, &set, "symptoms.yaml", SYMPTOMS, &err) ||
	    !add(&arena, &set, unfinished[i].name, unfinished[i].text, &err))
		fail_msg("%s", err.text);
	ok = ed_rules_finish(&arena, &set, &rules, &problems, &err);
	assert_int_equal(ok, unfinished[i].problems[0] == '\0');
	assert_string_equal(
	    ed_copy_c(&arena, join(&arena, &problems)), unfinished[i].problems);
	if (!ok)
		assert_int_equal(
		    strncmp(err.text, unfinished[i].problems, strlen(err.text)),
		    0);
	ed_arena_free(&arena);
}

static void each_unfinished(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(unfinished); i++)
		finish_row(i);
}

static void symptoms_alone(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;

	(void)state;
	assert_false(ed_rules_finish(&arena, &set, &rules, NULL, &err));
	assert_string_equal(err.text, "there are no rules");
	assert_false(add(&arena, &set, "symptoms.yaml", HEAD, &err));
	assert_string_equal(err.text,
	    "symptoms.yaml:1:1: unknown key 'check'; there is symptoms");
	assert_true(add(&arena, &set, "symptoms.yaml",
	    "symptoms:\n- {id: alone, title: t, text: u, leak: never}\n",
	    &err));
	assert_false(ed_rules_finish(&arena, &set, &rules, NULL, &err));
	assert_string_equal(err.text,
	    "symptoms.yaml:2:8: an id is lower-case letters, digits and '-', "
	    "as family/name");
	ed_arena_free(&arena);
}

/* However many problems there are, the list ends. */
static void problems_are_capped(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	struct ed_text text = {.arena = &arena};

	(void)state;
	ed_put(&text, ED_STR("symptoms:\n"));
	for (int i = 0; i < 1900; i++)
		ed_putf(&text,
		    "- {id: a/b%d, title: t, text: u, leak: never, "
		    "parent: a/none}\n",
		    i);
	assert_true(ed_rules_add_text(
	    &arena, &set, "symptoms.yaml", ed_text_str(&text), &err));
	assert_false(ed_rules_finish(&arena, &set, &rules, &problems, &err));
	assert_int_equal(problems.n, 200);
	assert_false(ed_rules_add_text(
	    &arena, &set, "symptoms.yaml", ed_text_str(&text), &err));
	assert_string_equal(err.text, "symptoms.yaml: more than 2000 rules");
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_unfinished),
	    cmocka_unit_test(symptoms_alone),
	    cmocka_unit_test(problems_are_capped)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
