/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule_read.h"
#include "rule_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SAME(slice, text) assert_true(ed_str_eq((slice), ED_STR(text)))

static bool add(struct ed_arena *arena, struct ed_rule_set *set,
    const char *name, const char *text, struct ed_error *err)
{
	return ed_rules_add_text(arena, set, name, ed_str_of(text), err);
}

static const char whole[] =
    "check: certificate-upn\n"
    "supply: >-\n"
    "  The certificate\n"
    "  of the device.\n"
    "collect: { shell: cmd, run: \"certutil -view > a.txt\" }\n"
    "who: mdm\n"
    "cost: admin\n"
    "findings:\n"
    "  - id: missing\n"
    "    kind: cause\n"
    "    title: \"No \\u00dcPN\"\n"
    "    stage: mapping\n"
    "    bites: hand-over\n"
    "    blocks: partly\n"
    "    prior: exotic\n"
    "    proof: { needs: [certificate-upn/odd, http/401] }\n"
    "    basis: verified\n"
    "    owner: directory\n"
    "    explains:\n"
    "      - { finding: http/401, strength: usually, via: no account }\n"
    "      - { finding: http/403, strength: rarely,\n"
    "          when: [certificate-upn/odd] }\n"
    "    requires: [http/401]\n"
    "    excludes: http/200\n"
    "    text: |\n"
    "      One.\n"
    "      Two {upn} ?\?/ \"x\" \\.\n"
    "    fix:\n"
    "      - First.\n"
    "      - Second.\n"
    "    undo: Put it back.\n"
    "    risk: outage\n"
    "    verify:\n"
    "      - { shell: sh, run: 'openssl x509 -in {file} -noout' }\n"
    "      - { shell: powershell, run: 'Get-ADUser x' }\n"
    "    handoff: To you.\n"
    "    cite: [a, b]\n" CAUSE("odd");

static void check_cause(const struct ed_rule *rule)
{
	SAME(rule->check, "certificate-upn");
	SAME(rule->title, "No \xc3\x9cPN");
	SAME(rule->text, "One.\nTwo {upn} ?\?/ \"x\" \\.");
	assert_int_equal(rule->kind, ED_CAUSE);
	assert_int_equal(rule->stage, ED_STAGE_MAPPING);
	assert_int_equal(rule->bites, ED_HOP_HAND_OVER);
	assert_int_equal(rule->blocks, ED_BLOCKS_PARTLY);
	assert_int_equal(rule->prior, ED_EXOTIC);
	assert_int_equal(rule->proof, ED_PROOF_NEEDS);
	assert_int_equal(rule->proof_needs.n, 2);
	SAME(rule->proof_needs.items[0], "certificate-upn/odd");
	assert_int_equal(rule->basis, ED_VERIFIED);
	assert_int_equal(rule->owner, ED_OWNER_DIRECTORY);
	assert_int_equal(rule->n_explains, 2);
	SAME(rule->explains[0].finding, "http/401");
	assert_int_equal(rule->explains[0].strength, ED_USUALLY);
	SAME(rule->explains[0].via, "no account");
	assert_int_equal(rule->explains[0].when.n, 0);
	assert_int_equal(rule->explains[1].strength, ED_RARELY);
	SAME(rule->explains[1].when.items[0], "certificate-upn/odd");
	SAME(rule->requires.items[0], "http/401");
	SAME(rule->excludes.items[0], "http/200");
	assert_int_equal(rule->fix.n, 2);
	SAME(rule->fix.items[1], "Second.");
	SAME(rule->undo, "Put it back.");
	assert_int_equal(rule->risk, ED_RISK_OUTAGE);
	assert_int_equal(rule->n_verify, 2);
	SAME(rule->verify[1].shell, "powershell");
	SAME(rule->verify[1].run, "Get-ADUser x");
	SAME(rule->handoff, "To you.");
	assert_int_equal(rule->cite.n, 2);
	SAME(rule->file, "d/certificate-upn.yaml");
	assert_int_equal(rule->line, 9);
}

static void check_symptoms(const struct ed_rules *rules)
{
	const struct ed_rule *rule = ed_rule_find(rules, ED_STR("http/403-16"));

	assert_int_equal(rule->kind, ED_SYMPTOM_RULE);
	SAME(rule->check, "http");
	SAME(rule->group, "http/403-16");
	SAME(rule->parent, "http/403");
	assert_int_equal(rule->leak, ED_NEVER);
	assert_int_equal(rule->seen_at, ED_HOP_VALIDATE);
	assert_int_equal(rule->refutes_to, ED_HOP_NONE);
	rule = ed_rule_find(rules, ED_STR("http/200"));
	assert_int_equal(rule->seen_at, ED_HOP_NONE);
	assert_int_equal(rule->refutes_to, ED_HOP_MAP);
	rule = ed_rule_find(rules, ED_STR("http/403"));
	SAME(rule->group, "http-403");
	assert_int_equal(rule->cite.n, 1);
	rule = ed_rule_find(rules, ED_STR("http/401"));
	assert_int_equal(rule->seen_at, ED_HOP_NONE);
	assert_int_equal(rule->line, 2);
}

static void finish(
    struct ed_arena *arena, struct ed_rule_set *set, struct ed_rules *rules)
{
	struct ed_error err = {""};

	if (!ed_rules_finish(arena, set, rules, NULL, &err))
		fail_msg("%s", err.text);
}

static void reads_everything(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	const struct ed_rule_check *check;

	(void)state;
	if (!add(&arena, &set, "symptoms.yaml", SYMPTOMS, &err) ||
	    !add(&arena, &set, "d/certificate-upn.yaml", whole, &err))
		fail_msg("%s", err.text);
	finish(&arena, &set, &rules);
	assert_int_equal(rules.n_rules, 6);
	assert_int_equal(rules.n_checks, 1);
	assert_int_equal(rules.sha256.n, 64);
	check = ed_rule_check_find(&rules, ED_STR("certificate-upn"));
	SAME(check->supply, "The certificate of the device.");
	SAME(check->collect.shell, "cmd");
	assert_int_equal(check->who, ED_OWNER_MDM);
	assert_int_equal(check->cost, ED_COST_ADMIN);
	check_cause(ed_rule_find(&rules, ED_STR("certificate-upn/missing")));
	check_symptoms(&rules);
	ed_arena_free(&arena);
}

/* Adding what was finished and finishing again gives the same, hash too. */
static void compiled_rules_stay(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0}, again = {0};
	struct ed_error err = {""};
	struct ed_rules rules, same;

	(void)state;
	assert_true(add(&arena, &set, "symptoms.yaml", SYMPTOMS, &err));
	finish(&arena, &set, &rules);
	ed_rules_add_rules(&arena, &again, &rules);
	finish(&arena, &again, &same);
	assert_true(ed_str_eq(rules.sha256, same.sha256));
	assert_int_equal(same.n_rules, rules.n_rules);
	assert_true(add(&arena, &again, "c.yaml", HEAD CAUSE("a"), &err));
	finish(&arena, &again, &same);
	assert_false(ed_str_eq(rules.sha256, same.sha256));
	assert_int_equal(same.n_rules, rules.n_rules + 1);
	ed_arena_free(&arena);
}

/* Refused while reading c.yaml. */
static const struct {
	const char *text;
	const char *message;
} unread[] = {
    {"check: c\n", "c.yaml:1:1: the key 'supply' is missing"},
    {"findings: []\n", "c.yaml:1:1: the key 'check' is missing"},
    {"symptoms: []\n", "c.yaml:1:1: unknown key 'symptoms'"},
    {HEAD "  a: b\n", "c.yaml:6:3: this must be a list"},
    {HEAD "  - a\n", "c.yaml:6:5: keys and values are expected"},
    {HEAD "  - id: a\n", "c.yaml:6:5: the key 'kind' is missing"},
    {HEAD "  - id: a\n    kind: reason\n",
	"c.yaml:7:11: unknown kind 'reason'; there is "
	"cause"},
    {HEAD "  - id: a\n    kind: caus\n",
	"c.yaml:7:11: unknown kind 'caus'; did you mean 'cause'?"},
    {HEAD CAUSE("a") "    explain: []\n",
	"c.yaml:20:5: unknown key 'explain'; did you mean 'explains'?"},
    {HEAD CAUSE("a") "    leak: never\n", "c.yaml:20:5: unknown key 'leak'"},
    {HEAD CAUSE("a") "    id: b\n", "c.yaml:20:5: the key is given twice"},
    {HEAD CAUSE("a") "    risk: high\n",
	"c.yaml:20:11: unknown risk 'high'; there is "
	"none, restart or outage"},
    {HEAD CAUSE("a") "    undo:\n",
	"c.yaml:20:10: undo has no value; give one or leave the key out"},
    {HEAD CAUSE("a") "    requires: {a: b}\n",
	"c.yaml:20:15: this must be a list of texts"},
    {HEAD CAUSE("a") "    requires: [[a]]\n",
	"c.yaml:20:16: this must be a text"},
    {HEAD CAUSE("a") "    explains: http/401\n",
	"c.yaml:20:15: explains must be a list of { finding, strength, via }"},
    {HEAD CAUSE("a") "    explains: [http/401]\n",
	"c.yaml:20:16: keys and values are expected"},
    {HEAD CAUSE("a") "    explains: [{finding: http/401}]\n",
	"c.yaml:20:16: the key 'strength' is missing"},
    {HEAD CAUSE("a") "    explains:\n      - finding: http/401\n"
		     "        strength: mostly\n",
	"c.yaml:22:19: unknown strength 'mostly'; there is "
	"always, usually, often, sometimes or rarely"},
    {HEAD CAUSE("a") "    explains:\n      - finding: http/401\n"
		     "        strength: usualy\n",
	"c.yaml:22:19: unknown strength 'usualy'; did you mean 'usually'?"},
    {HEAD "  - {id: a, kind: cause, proof: likely}\n",
	"c.yaml:6:33: proof must be seen, never, { needs: [ids] } or "
	"{ any: [ids] }"},
    {HEAD "  - {id: a, kind: cause, proof: {needs: [b], any: [c]}}\n",
	"c.yaml:6:51: proof has 'needs' or 'any'"},
    {HEAD "  - {id: a, kind: cause, proof: {need: [b]}}\n",
	"c.yaml:6:34: unknown key 'need'; did you mean 'needs'?"},
    {HEAD "  - {id: a, kind: cause, proof: {}}\n",
	"c.yaml:6:33: proof lacks 'needs' or 'any'"},
    {HEAD "  - {id: a, kind: cause, bites: certificate}\n",
	"c.yaml:6:33: unknown bites 'certificate'; there is "
	"issue, deliver, connect, handshake, ask, validate, hand-over, map, "
	"mailbox or operate"},
    {HEAD "  - {id: a, kind: cause, stage: certficate}\n",
	"c.yaml:6:33: unknown stage 'certficate'; did you mean "
	"'certificate'?"},
    {HEAD "  - {id: a, kind: cause, prior: likely}\n",
	"c.yaml:6:33: unknown prior 'likely'; there is "
	"common, frequent, occasional, rare or exotic"},
    {HEAD "  - {id: a, kind: cause, owner: pki-team}\n",
	"c.yaml:6:33: unknown owner 'pki-team'; there is "
	"pki, mdm, exchange, directory, network or device"},
    {HEAD "  - {id: a, kind: cause, verify: openssl}\n",
	"c.yaml:6:34: verify must be a list of { shell, run }"},
    {HEAD "  - {id: a, kind: cause, verify: [openssl]}\n",
	"c.yaml:6:35: a command must be { shell: …, run: … }"},
    {HEAD "  - {id: a, kind: cause, verify: [{shell: bash, run: ls}]}\n",
	"c.yaml:6:43: unknown shell 'bash'; there is "
	"sh, cmd or powershell"},
    {HEAD "  - {id: a, kind: cause, verify: [{shell: sh}]}\n",
	"c.yaml:6:35: the key 'run' is missing"},
    {HEAD "  - {id: a, kind: symptom, title: t, text: u}\n",
	"c.yaml:6:5: the key 'leak' is missing"},
    {HEAD "  - {id: a, kind: symptom, seen_at: somewhere}\n",
	"c.yaml:6:37: unknown seen_at 'somewhere'; there is "
	"issue, deliver, connect, handshake, ask, validate, hand-over, map, "
	"mailbox, operate or none"},
    {HEAD CAUSE("a") "    handoff: \"a\\x1b[0m\"\n",
	"c.yaml:20:14: the text holds the invisible character U+001B"},
    {"check: c\nsupply: s\nwho: pki\ncost: cheap\nfindings: []\n",
	"c.yaml:4:7: unknown cost 'cheap'; there is "
	"free, online, admin or user"},
    {"check: c\nsupply: s\nwho: all\ncost: free\nfindings: []\n",
	"c.yaml:3:6: unknown who 'all'; there is "
	"pki, mdm, exchange, directory, network or device"},
    {"check: c\ncollect: ls\n",
	"c.yaml:2:10: a command must be { shell: …, run: … }"},
    {HEAD CAUSE("a") "    text: *t\n",
	"c.yaml:20:11: aliases are not part of this format"},
};

static void each_unread(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(unread); i++) {
		struct ed_arena arena = {0};
		struct ed_rule_set set = {0};
		struct ed_error err = {""};

		print_message("row: %s\n", unread[i].message);
		assert_false(add(&arena, &set, "c.yaml", unread[i].text, &err));
		assert_string_equal(err.text, unread[i].message);
		ed_arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads_everything),
	    cmocka_unit_test(compiled_rules_stay),
	    cmocka_unit_test(each_unread)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
