/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acknowledgements from any bytes. What is refused says where; what is taken
 * is whole.
 */
#include "load/acknowledge.h"

#include <stdlib.h>

static void expect_whole(const struct ed_case *c)
{
	for (size_t i = 0; i < c->accepted.n; i++) {
		const struct ed_accepted *one =
		    &ED_ITEMS(c->accepted, struct ed_accepted)[i];

		if (!one->finding.n || !one->reason.n || !one->author.n ||
		    !one->line)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_str text = {(const char *)data, size};
	struct ed_error err = {""};
	struct ed_case c;

	ed_case_init(&c);
	if (ed_load_accepted_text(&c, "accepted.yaml", text, &err))
		expect_whole(&c);
	else if (!err.text[0] || c.accepted.n)
		abort();
	ed_case_free(&c);
	return 0;
}
