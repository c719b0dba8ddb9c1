/* SPDX-License-Identifier: Apache-2.0 */
/* docs/rules.md: its examples are read, and every key and word is in it. */
#include "base/file.h"
#include "engine/rule_audit.h"
#include "engine/rule_file.h"

#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define FENCE ED_STR("```yaml\n# ")

static struct ed_str read_page(struct ed_arena *arena)
{
	struct ed_error err = {""};
	struct ed_str page;

	if (!ed_file_read(arena, ED_SOURCE_DIR "/docs/rules.md", ED_MAX_YAML,
		&page, &err))
		fail_msg("%s", err.text);
	return page;
}

/* The next example: its first line is a comment with the file's name. */
static bool next_example(
    struct ed_str *page, struct ed_str *name, struct ed_str *text)
{
	size_t at = ed_str_find(*page, FENCE), end;

	if (at == page->n)
		return false;
	*page = ed_str_sub(*page, at + FENCE.n, page->n);
	end = ed_str_find(*page, ED_STR("\n"));
	*name = ed_str_sub(*page, 0, end);
	*page = ed_str_sub(*page, end + 1, page->n);
	end = ed_str_find(*page, ED_STR("```"));
	*text = ed_str_sub(*page, 0, end);
	return true;
}

static void overlay_example(struct ed_arena *arena, struct ed_rule_set *set,
    struct ed_str name, struct ed_str text)
{
	char folder[] = "/tmp/easdoctor-manual-XXXXXX";
	struct ed_str base = ed_path_name(name), path;
	struct ed_error err = {""};

	assert_non_null(mkdtemp(folder));
	path = ed_format(arena, "%s/%.*s", folder, ED_ARG(base));
	assert_true(ed_file_write(path.p, text, &err));
	if (!ed_rules_overlay(arena, set, folder, &err))
		fail_msg("%s", err.text);
	assert_int_equal(unlink(path.p), 0);
	assert_int_equal(rmdir(folder), 0);
}

static void examples(void **state)
{
	struct ed_arena arena = {0};
	struct ed_rule_set set = {0};
	struct ed_list problems = {0};
	struct ed_error err = {""};
	struct ed_rules rules;
	struct ed_str page = read_page(&arena), name, text;
	size_t n = 0, overlaid = 0;

	(void)state;
	for (; next_example(&page, &name, &text); n++) {
		if (ed_str_starts(name, ED_STR("site/"))) {
			overlay_example(&arena, &set, name, text);
			overlaid++;
		} else if (!ed_rules_add_text(&arena, &set,
			       ed_copy_c(&arena, name), text, &err)) {
			fail_msg("%s", err.text);
		}
	}
	assert_int_equal(n, 3);
	assert_int_equal(overlaid, 1);
	if (!ed_rules_finish(&arena, &set, &rules, NULL, &err))
		fail_msg("%s", err.text);
	assert_true(ed_rules_audit(&arena, &rules, &problems));
	assert_int_equal(rules.n_rules, 4);
	assert_int_equal(rules.rules[0].owner, ED_OWNER_MDM);
	ed_arena_free(&arena);
}

static void expect_in_page(
    struct ed_arena *arena, struct ed_str page, const char *word)
{
	struct ed_str quoted = ed_format(arena, "`%s`", word);

	if (ed_str_find(page, quoted) == page.n)
		fail_msg("docs/rules.md does not name %.*s", ED_ARG(quoted));
}

static void expect_keys(
    struct ed_arena *arena, struct ed_str page, const struct ed_yaml_key *keys)
{
	for (; keys->name; keys++) {
		expect_in_page(arena, page, keys->name);
		for (size_t i = 0; keys->words && keys->words[i]; i++)
			expect_in_page(arena, page, keys->words[i]);
	}
}

static void every_key_is_named(void **state)
{
	struct ed_arena arena = {0};
	struct ed_str page = read_page(&arena);

	(void)state;
	expect_keys(&arena, page, ed_rule_check_file_keys);
	expect_keys(&arena, page, ed_rule_cause_keys);
	expect_keys(&arena, page, ed_rule_symptom_keys);
	for (size_t i = 0; ed_strength_names[i]; i++)
		expect_in_page(&arena, page, ed_strength_names[i]);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(examples), cmocka_unit_test(every_key_is_named)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
