/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Masking is done once: what is masked has nothing left to mask. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_arena arena = {0};
	struct ed_str text = {(const char *)data, size};
	const struct ed_url url = ed_url_read(text);
	struct ed_str once, twice;

	if (url.scheme.n + url.user.n + url.host.n + url.port.n + url.path.n +
		url.rest.n >
	    size)
		abort();
	once = ed_url_mask(&arena, text);
	twice = ed_url_mask(&arena, once);
	if (!ed_str_eq(once, twice))
		abort();
	ed_arena_free(&arena);
	return 0;
}
