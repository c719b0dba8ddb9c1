/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody pastes: a code, a sentence, a line of a log. */
#include "engine/code.h"
#include <easdoctor/limits.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool lies_in(struct ed_str part, struct ed_str whole)
{
	return part.p >= whole.p && part.p + part.n <= whole.p + whole.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_rules *rules = &ed_builtin_rules;
	struct ed_arena arena = {0};
	struct ed_str text = {(const char *)data, size};
	struct ed_code_answer answer;
	const struct ed_code_stranger *strangers;
	struct ed_str plain = ed_code_plain(&arena, rules, text);

	if (plain.n > ED_MAX_CODE_TEXT)
		abort();
	ed_codes_find(&arena, rules, plain,
	    (struct ed_code_status){.substatus = -1}, &answer);
	strangers = answer.strangers.items;
	for (size_t i = 0; i < answer.strangers.n; i++)
		if (!lies_in(strangers[i].seen, plain) ||
		    ed_code_decode(&arena, (uint32_t)strangers[i].number).n ==
			0)
			abort();
	ed_arena_free(&arena);
	return 0;
}
