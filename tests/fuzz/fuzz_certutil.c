/* SPDX-License-Identifier: Apache-2.0 */
/* What certutil prints: each loader on everything, recognised or not. */
#include "derive/derive.h"
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

static void look_at(const struct ed_certificate *cert)
{
	if (cert->der.n || !cert->serial.n || cert->serial.n % 2)
		abort();
	if (!ed_certificate_mark(cert).n || !cert->label.n)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ed_loader *const loaders[] = {
	    &ed_loader_certutil_verify, &ed_loader_certutil_cainfo,
	    &ed_loader_certutil_dump};
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	c.timezone = ED_STR("+01:00");
	in = ed_add_input(&c, ED_STR("input"));
	for (size_t i = 0; i < ED_COUNT(loaders); i++) {
		(void)loaders[i]->recognise(bytes);
		(void)!loaders[i]->load(&c, in, bytes);
	}
	ed_derive(&c);
	for (size_t i = 0; i < c.certificates.n; i++)
		look_at(ED_ITEMS(c.certificates, struct ed_certificate *)[i]);
	ed_case_free(&c);
	return 0;
}
