/* SPDX-License-Identifier: Apache-2.0 */
#include "base/case.h"
#include "load/loader.h"

#include <stdlib.h>

/* A case from any bytes. What is refused says where. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_str text = {(const char *)data, size};
	struct ed_error err = {""};
	struct ed_case c;

	ed_case_init(&c);
	ed_loader_case.recognise(text);
	if (!ed_load_case_text(&c, "case.yaml", "folder", text, &err) &&
	    !err.text[0])
		abort();
	ed_case_free(&c);
	return 0;
}
