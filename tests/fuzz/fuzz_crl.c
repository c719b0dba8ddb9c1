/* SPDX-License-Identifier: Apache-2.0 */
/* A CRL beside a certificate whose serial number and issuer it may have. */
#include "derive/derive.h"
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

/* The first fuzzed element's names, so that entries can match. */
static void add_certificate(struct ed_case *c)
{
	struct ed_certificate *cert = ed_add_certificate(c);

	cert->serial = ED_STR("10");
	cert->sha256 = cert->sha1 = ED_STR("00");
	cert->label = ED_STR("certificate");
	if (c->crls.n)
		cert->issuer = ED_ITEMS(c->crls, struct ed_crl *)[0]->issuer;
	c->facts.device_certificate = cert;
}

static void look_at(const struct ed_crl *crl)
{
	if (crl->sha256.n != 64 || crl->n_kept > crl->n_entries)
		abort();
	if (crl->bearing == ED_CRL_SPEAKS)
		abort(); /* nobody has a key here */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_ref ref = {.input = 1};
	struct ed_input *in;
	struct ed_error err;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	(void)ed_loader_crl.recognise(bytes);
	(void)!ed_load_crl_der(&c, in, ref, bytes, &err);
	add_certificate(&c);
	(void)!ed_load_crl_der(&c, in, ref, bytes, &err);
	if (ed_loader_certificate.recognise(bytes))
		(void)!ed_loader_certificate.load(
		    &c, in, ed_copy(&c.arena, bytes));
	ed_load_deferred(&c);
	ed_derive_revocation(&c);
	for (size_t i = 0; i < c.crls.n; i++)
		look_at(ED_ITEMS(c.crls, struct ed_crl *)[i]);
	ed_case_free(&c);
	return 0;
}
