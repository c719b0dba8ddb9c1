/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/anchor.h"

bool ed_is_self_issued(const struct ed_certificate *cert)
{
	/* A text shows no key to trust. */
	return cert->der.n && ed_str_eq(cert->subject.der, cert->issuer.der) &&
	       (!cert->ski.n || !cert->aki.n ||
		   ed_str_eq(cert->ski, cert->aki));
}

bool ed_is_given_root(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	const struct ed_input *in;

	if (!ed_is_self_issued(cert) || cert->sent_by_server ||
	    cert->ref.input == 0 || cert->ref.input > c->inputs.n)
		return false;
	in = ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1];
	for (size_t i = 0; i < c->root_inputs.n; i++)
		if (ED_ITEMS(c->root_inputs, struct ed_input *)[i] == in)
			return true;
	return false;
}

static bool is_own_root(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	(void)c;
	return cert->is_ca && cert->role != ED_ROLE_DEVICE &&
	       !cert->sent_by_server && ed_is_self_issued(cert);
}

static struct ed_list list_those(struct ed_case *c,
    bool (*matches)(const struct ed_case *c, const struct ed_certificate *cert))
{
	struct ed_list list = {0};

	for (size_t i = 0; i < c->certificates.n; i++) {
		struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (matches(c, cert))
			*ED_PUSH(&c->arena, &list, struct ed_certificate *) =
			    cert;
	}
	return list;
}

struct ed_list ed_list_anchors(struct ed_case *c)
{
	struct ed_list given = list_those(c, ed_is_given_root);

	return given.n ? given : list_those(c, is_own_root);
}
