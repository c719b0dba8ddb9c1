/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"
#include <easdoctor/limits.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_arena arena = {0};
	struct ed_observation seen;

	ed_observe(&arena, (struct ed_str){(const char *)data, size}, &seen);
	if (seen.text.n > ED_MAX_SHOWN || seen.text.n > size)
		abort();
	if (seen.status && (seen.status < 300 || seen.status > 599))
		abort();
	if (seen.substatus < -1 || seen.substatus > 999)
		abort();
	if (seen.saw != ED_SAW_HTTP &&
	    (seen.status || seen.login_page || seen.throttled))
		abort();
	ed_arena_free(&arena);
	return 0;
}
