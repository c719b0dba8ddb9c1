/* SPDX-License-Identifier: Apache-2.0 */
/* The roots that the case names as those of the server. */
#include "derive/derive.h"

static bool is_server_root(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	const struct ed_input *in;

	if (cert->ref.input == 0 || cert->ref.input > c->inputs.n)
		return false;
	in = ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1];
	for (size_t i = 0; i < c->server_root_inputs.n; i++)
		if (ED_ITEMS(c->server_root_inputs,
			const struct ed_input *)[i] == in)
			return true;
	return false;
}

void ed_derive_trust(struct ed_case *c)
{
	struct ed_list roots = {0};

	for (size_t i = 0; i < c->certificates.n; i++) {
		struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (is_server_root(c, cert))
			*ED_PUSH(&c->arena, &roots, struct ed_certificate *) =
			    cert;
	}
	c->facts.server_roots = roots.items;
	c->facts.n_server_roots = roots.n;
	c->facts.server_roots_named = c->server_root_inputs.n > 0;
}
