/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logs of IIS and of http.sys. The first byte says which, and whether the case
 * names a device; the rest is the log, packed or not.
 */
#include "base/log_table.h"
#include "derive/derive.h"
#include "load/loader.h"
#include "show.h"

#include <easdoctor/limits.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ed_device device = {.eas_id = {"ApplF2LX", 8}};
	static const struct ed_account account = {.upn = {"a@b.example", 11}};
	const struct ed_loader *loader;
	struct ed_str bytes;
	struct ed_input *in;
	struct ed_case c;

	if (size == 0)
		return 0;
	loader = data[0] & 1 ? &ed_loader_httperr_log : &ed_loader_iis_log;
	bytes = (struct ed_str){(const char *)data + 1, size - 1};
	ed_case_init(&c);
	c.facts.device = data[0] & 2 ? &device : NULL;
	c.facts.account = data[0] & 4 ? &account : NULL;
	in = ed_add_input(&c, ED_STR("u_ex.log"));
	loader->recognise(bytes);
	if (!loader->load(&c, in, bytes) && !in->n_damage)
		abort();
	ed_derive(&c);
	if (c.facts.log && (c.facts.log->attempts < c.facts.log->succeeded ||
			       c.log->n_devices > ED_MAX_LOG_DEVICES))
		abort();
	show(&c);
	ed_case_free(&c);
	return 0;
}
