/* SPDX-License-Identifier: Apache-2.0 */
/* Exports of Windows servers: each loader on everything, recognised or not. */
#include "derive/derive.h"
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ed_loader *const loaders[] = {
	    &ed_loader_sslcert, &ed_loader_registry, &ed_loader_store};
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	for (size_t i = 0; i < ED_COUNT(loaders); i++) {
		(void)loaders[i]->recognise(bytes);
		in = ed_add_input(&c, ED_STR("input"));
		in->kind = ed_str_of(loaders[i]->kind);
		in->of_machine = true;
		(void)!loaders[i]->load(&c, in, bytes);
	}
	ed_derive(&c);
	for (size_t i = 0; i < c.bindings.n; i++)
		if (ED_ITEMS(c.bindings, struct ed_binding *)[i]->port > 65535)
			abort();
	ed_case_free(&c);
	return 0;
}
