/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which certificate a loose private key belongs to. A PKCS#12 pairs its own;
 * a key in a file of its own is paired with whatever certificate
 * in evidence has it, and with none when none has: it may be of something else.
 */
#include "derive/derive.h"

/* The device's certificate before any other with the same key: renewals. */
static const struct ed_certificate *find_certificate(
    const struct ed_case *c, struct ed_str sha256)
{
	const struct ed_certificate *device = c->facts.device_certificate;

	if (device && ed_str_eq(device->key.sha256, sha256))
		return device;
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (ed_str_eq(cert->key.sha256, sha256))
			return cert;
	}
	return NULL;
}

/* Only who puts both into one file says that they are a pair. */
static bool is_beside(const struct ed_case *c, const struct ed_identity *key)
{
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (cert->ref.input == key->ref.input &&
		    cert->role == ED_ROLE_DEVICE)
			return true;
	}
	return false;
}

static void match(const struct ed_case *c, struct ed_identity *identity)
{
	if (identity->is_pkcs12 || identity->key.sha256.n == 0)
		return;
	identity->certificate = find_certificate(c, identity->key.sha256);
	if (identity->certificate)
		identity->key_matches = ED_YES;
	else if (is_beside(c, identity))
		identity->key_matches = ED_NO;
}

void ed_derive_key_match(struct ed_case *c)
{
	for (size_t i = 0; i < c->identities.n; i++)
		match(c, ED_ITEMS(c->identities, struct ed_identity *)[i]);
}
