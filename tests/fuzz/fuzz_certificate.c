/* SPDX-License-Identifier: Apache-2.0 */
/* A file of certificates or keys, read, put into roles and chained. */
#include "base/encoding.h"
#include "derive/derive.h"
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

/* What checks rely on whatever the file holds. */
static void look_at(const struct ed_certificate *cert)
{
	if (cert->sha256.n != 64 || cert->serial.n < 2 || cert->label.n == 0)
		abort();
	if (!ed_is_utf8(cert->subject.text) || !ed_is_utf8(cert->issuer.text))
		abort();
	if ((cert->n_upns || cert->n_sans) && !cert->has_san)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_error err;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	/* Loaders may wipe what they read. */
	if (ed_loader_certificate.recognise(bytes))
		(void)!ed_loader_certificate.load(
		    &c, in, ed_copy(&c.arena, bytes));
	(void)ed_load_certificate_der(
	    &c, (struct ed_ref){.input = 1}, bytes, &err);
	ed_case_facts(&c);
	ed_derive_roles(&c);
	ed_derive_key_match(&c);
	ed_derive_chain(&c);
	for (size_t i = 0; i < c.certificates.n; i++)
		look_at(ED_ITEMS(c.certificates, struct ed_certificate *)[i]);
	ed_case_free(&c);
	return 0;
}
