/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule_audit.h"

#include "engine/rule_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SYMPTOMS                                                               \
	"symptoms:\n"                                                          \
	"- {id: s/one, title: t, text: u, leak: never, cite: [r]}\n"           \
	"- {id: s/two, title: t, text: u, leak: seldom, cite: [r]}\n"          \
	"- {id: s/chronic, title: t, text: u, leak: chronic, cite: [r]}\n"
#define ALL                                                                    \
	"{finding: s/one, strength: usually},"                                 \
	"{finding: s/two, strength: often},"                                   \
	"{finding: s/chronic, strength: often}"
#define CAUSE(id, prior, hop, proof, rest)                                     \
	"- {id: " id ", kind: cause, title: t, stage: iis, bites: " hop        \
	", blocks: user, prior: " prior ", proof: " proof                      \
	", basis: verified, owner: pki, text: u, fix: [f],"                    \
	" verify: [{shell: sh, run: ls}], cite: [c], " rest "}\n"
#define HEAD "check: c\nsupply: s\nwho: pki\ncost: free\nfindings:\n"
/* Explains every symptom; nothing is wrong with it. */
#define GOOD CAUSE("good", "rare", "map", "seen", "explains: [" ALL "]")

static const struct {
	const char *symptoms; /* more of them */
	const char *causes;
	const char *problems;
} rows[] = {
    {"", GOOD, ""},
    {"- {id: s/three, title: t, text: u, leak: never, cite: [r]}\n", GOOD,
	"symptoms.yaml:5: s/three: nothing explains this symptom\n"},
    {"- {id: s/other, title: t, text: u, leak: never, cite: [r]}\n", GOOD, ""},
    {"- {id: s/ok, title: t, text: u, leak: never, cite: [r],"
     " refutes_to: map}\n",
	GOOD, ""},
    /* A link to the child is one to the parent. */
    {"- {id: s/up, title: t, text: u, leak: never, cite: [r]}\n"
     "- {id: s/child, title: t, text: u, leak: never, cite: [r],"
     " parent: s/up}\n",
	GOOD CAUSE("a", "rare", "map", "seen",
	    "explains: [{finding: s/child, strength: often}]"),
	""},
    {"- {id: s/other, title: t, text: u, leak: never}\n", GOOD,
	"symptoms.yaml:5: s/other: has no source (cite)\n"},
    /* Dead: another explains as much. */
    {"",
	GOOD CAUSE("dead", "rare", "map", "never",
	    "explains: [{finding: s/one, strength: often}]"),
	"c.yaml:7: c/dead: by symptoms alone it never leads: c/good explains "
	"as much, at least as well, and is no rarer\n"},
    {"",
	GOOD CAUSE("seen", "rare", "map", "seen",
	    "explains: [{finding: s/one, strength: often}]"),
	""},
    {"",
	GOOD CAUSE("common", "common", "map", "never",
	    "explains: [{finding: s/one, strength: often}]"),
	""},
    {"",
	GOOD CAUSE("better", "rare", "map", "never",
	    "explains: [{finding: s/one, strength: always}]"),
	""},
    /* Twins. */
    {"",
	GOOD CAUSE("x", "common", "map", "never",
	    "explains: [{finding: s/one, strength: often}]")
	    CAUSE("y", "common", "map", "never",
		"explains: [{finding: s/one, strength: often}]"),
	"c.yaml:8: c/y: is the twin of c/x: same hop, same links\n"},
    {"",
	GOOD CAUSE("x", "common", "map", "never",
	    "explains: [{finding: s/one, strength: often}]")
	    CAUSE("y", "common", "map", "seen",
		"explains: [{finding: s/one, strength: often}]"),
	"c.yaml:7: c/x: by symptoms alone it never leads: c/y explains as "
	"much, at least as well, and is no rarer\n"},
    /* Nothing raises it: it leads only to a cause without symptoms. */
    {"",
	GOOD CAUSE("leaf", "rare", "map", "seen", "requires: []")
	    CAUSE("idle", "rare", "map", "never",
		"explains: [{finding: c/leaf, strength: often}]"),
	"c.yaml:8: c/idle: no symptom and no proof can ever raise it\n"},
    {"",
	GOOD CAUSE("up", "rare", "map", "never",
	    "explains: [{finding: c/good, strength: often}]"),
	""},
    /* Contradictions. */
    {"",
	GOOD CAUSE("loud", "rare", "map", "seen",
	    "explains: [{finding: s/chronic, strength: always}]"),
	"c.yaml:7: c/loud: always shows as s/chronic alone, which healthy "
	"systems show too\n"},
    {"",
	GOOD CAUSE("both", "rare", "map", "seen",
	    "requires: [c/good], excludes: [s/one, c/good]"),
	"c.yaml:7: c/both: both requires and excludes c/good\n"},
    {"", GOOD CAUSE("self", "rare", "map", "seen", "excludes: [c/self]"),
	"c.yaml:7: c/self: requires or excludes itself\n"},
    {"",
	GOOD CAUSE("wait", "rare", "map", "seen",
	    "explains: [{finding: c/good, strength: often},"
	    " {finding: s/two, strength: always, when: [s/one]}]"),
	"c.yaml:7: c/wait: a link waits for s/one, which is its own "
	"consequence\n"},
    {"",
	GOOD CAUSE("wait", "rare", "map", "seen",
	    "explains: [{finding: s/two, strength: always, when: [c/good]}]"),
	""},
};

static struct ed_str join(struct ed_arena *arena, const struct ed_list *list)
{
	struct ed_text text = {.arena = arena};

	ed_put(&text, ED_STR(""));
	for (size_t i = 0; i < list->n; i++) {
		ed_put(&text, ED_ITEMS(*list, struct ed_str)[i]);
		ed_put_byte(&text, '\n');
	}
	return ed_text_str(&text);
}

static void audit_row(size_t i)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	bool clean;

	print_message("row: %s\n", rows[i].problems);
	if (!ed_rules_add_text(&arena, &set, "symptoms.yaml",
		ed_format(&arena, "%s%s", SYMPTOMS, rows[i].symptoms), &err) ||
	    !ed_rules_add_text(&arena, &set, "c.yaml",
		ed_format(&arena, "%s%s", HEAD, rows[i].causes), &err) ||
	    !ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	clean = ed_rules_audit(&arena, &rules, &problems);
	assert_int_equal(clean, rows[i].problems[0] == '\0');
	assert_string_equal(
	    ed_copy_c(&arena, join(&arena, &problems)), rows[i].problems);
	ed_arena_free(&arena);
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		audit_row(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
