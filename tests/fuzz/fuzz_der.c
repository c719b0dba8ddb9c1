/* SPDX-License-Identifier: Apache-2.0 */
/* Walks all elements, nested ones too; none may reach outside. */
#include "base/der.h"

#include <stdlib.h>

enum { MAX_DEPTH = 32 };

static void walk(struct ed_str bytes, int depth)
{
	struct ed_der cursor = ed_der_in(bytes);
	struct ed_element element;

	while (ed_der_next(&cursor, &element)) {
		const char *end = bytes.p + bytes.n;

		if (element.whole.p < bytes.p ||
		    element.whole.p + element.whole.n > end ||
		    element.body.p < element.whole.p + 2 ||
		    element.body.p + element.body.n !=
			element.whole.p + element.whole.n ||
		    cursor.rest.p != element.whole.p + element.whole.n)
			abort();
		if (element.tag & 0x20 && depth < MAX_DEPTH)
			walk(element.body, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	walk((struct ed_str){(const char *)data, size}, 0);
	return 0;
}
