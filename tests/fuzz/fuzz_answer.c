/* SPDX-License-Identifier: Apache-2.0 */
/* The head of an HTTP answer, line by line; what is kept stays bounded. */
#include "base/arena.h"
#include "probe/answer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str rest = {(const char *)data, size};
	struct ed_answer answer = {.keep = ED_MAX_BODY_TEXT};
	struct ed_arena arena = {0};
	bool ok = true;

	while (rest.n && ok) {
		size_t end = ed_str_find(rest, ED_STR("\n")) + 1;

		ok = ed_answer_line(
		    &arena, &answer, ed_str_sub(rest, 0, end), 1);
		rest = ed_str_sub(rest, end, rest.n);
	}
	for (size_t i = 0; i < answer.headers.n; i++)
		if (ED_ITEMS(answer.headers, struct ed_header)[i].value.n >
		    ED_MAX_HEADER_VALUE)
			abort();
	if (answer.headers.n > ED_MAX_HEADERS ||
	    answer.cookies.n > ED_MAX_COOKIES)
		abort();
	ed_arena_free(&arena);
	return 0;
}
