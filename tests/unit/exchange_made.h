/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of Exchange, made from "Name=value|Name=value". */
#ifndef ED_TEST_EXCHANGE_MADE_H
#define ED_TEST_EXCHANGE_MADE_H

#include "ed_test.h"

#include "load/exchange_row.h"

#include <string.h>

enum { MADE_PROPERTIES = 8 };

struct made {
	struct ed_property properties[MADE_PROPERTIES];
	struct ed_exchange_object object;
};

/* NULL for no text: no such object. */
static inline const struct ed_exchange_object *make_object(
    struct made *made, enum ed_exchange_kind kind, const char *text)
{
	struct ed_str rest = ed_str_of(text), one;
	size_t n = 0;

	memset(made, 0, sizeof(*made));
	if (!text)
		return NULL;
	for (; rest.n; n++) {
		size_t end = ed_str_find(rest, ED_STR("|")), at;
		int name;

		assert_true(n < MADE_PROPERTIES);
		one = ed_str_sub(rest, 0, end);
		rest = ed_str_sub(rest, end + 1, rest.n);
		at = ed_str_find(one, ED_STR("="));
		name = ed_exchange_name(ed_str_sub(one, 0, at));
		assert_true(name >= 0);
		made->properties[n].name = ed_exchange_spelling(name);
		made->properties[n].value = ed_str_sub(one, at + 1, one.n);
	}
	made->object = (struct ed_exchange_object){.kind = kind,
	    .label = ED_STR("it"),
	    .properties = made->properties,
	    .n_properties = n};
	return &made->object;
}

#endif
