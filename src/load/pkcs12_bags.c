/* SPDX-License-Identifier: Apache-2.0 */
#include "load/pkcs12_bags.h"

#include "base/der.h"
#include "load/pbe.h"
#include "load/private_key.h"

#include <easdoctor/limits.h>

#include <openssl/err.h>
#include <string.h>

/* Bags of one file: each costs a derivation at worst. */
enum { MAX_BAGS = 4 * 1024, MAX_KEYS = 64, MAX_NESTED = 4 };

struct opening {
	struct ed_bags *bags;
	const char *password;
	int password_n;
	unsigned n_bags;
};

static bool may_derive(struct ed_bags *bags, const X509_ALGOR *algorithm)
{
	struct ed_pbe pbe;

	if (!algorithm || !ed_read_pbe(algorithm, &pbe)) {
		bags->undecrypted = true;
		return false;
	}
	if (ed_spend_rounds(bags->c, pbe.rounds))
		return true;
	bags->costly = true;
	return false;
}

static struct ed_str copy_local_id(
    struct ed_arena *arena, const PKCS12_SAFEBAG *bag)
{
	const ASN1_TYPE *id = PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID);
	const ASN1_OCTET_STRING *octets;

	if (!id || id->type != V_ASN1_OCTET_STRING)
		return (struct ed_str){NULL, 0};
	octets = id->value.octet_string;
	return ed_copy(
	    arena, (struct ed_str){(const char *)ASN1_STRING_get0_data(octets),
		       (size_t)ASN1_STRING_length(octets)});
}

/*
 * The certificate's own bytes: OpenSSL would hand it out only decoded, and so
 * not at all if it is damaged.
 */
static bool find_certificate(struct ed_str bag, struct ed_str *der)
{
	struct ed_der cursor = ed_der_in(bag);
	struct ed_str body, oid;

	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_OID, &oid) ||
	    !ed_der_take(&cursor, ED_DER_EXPLICIT(0), &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_OID, &oid) ||
	    !ed_der_take(&cursor, ED_DER_EXPLICIT(0), &body))
		return false;
	cursor = ed_der_in(body);
	return ed_der_take(&cursor, ED_DER_OCTET_STRING, der);
}

static void take_certificate(struct ed_bags *bags, const PKCS12_SAFEBAG *bag)
{
	struct ed_bag_certificate *out;
	unsigned char *der = NULL;
	struct ed_str found;
	int n;

	if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate)
		return;
	n = i2d_PKCS12_SAFEBAG(bag, &der);
	if (n > 0 &&
	    find_certificate(
		(struct ed_str){(const char *)der, (size_t)n}, &found)) {
		out = ED_PUSH(&bags->c->arena, &bags->certificates,
		    struct ed_bag_certificate);
		out->der = ed_copy(&bags->c->arena, found);
		out->local_id = copy_local_id(&bags->c->arena, bag);
	}
	OPENSSL_free(der);
}

static void add_key(struct ed_bags *bags, const PKCS12_SAFEBAG *bag,
    const PKCS8_PRIV_KEY_INFO *info)
{
	struct ed_bag_key *out;

	if (bags->keys.n == MAX_KEYS) {
		bags->full = true;
		return;
	}
	out = ED_PUSH(&bags->c->arena, &bags->keys, struct ed_bag_key);
	out->key = info ? ed_open_key(info, bags->library) : NULL;
	out->local_id = copy_local_id(&bags->c->arena, bag);
}

static void take_sealed_key(struct opening *o, const PKCS12_SAFEBAG *bag)
{
	const X509_SIG *sealed = PKCS12_SAFEBAG_get0_pkcs8(bag);
	PKCS8_PRIV_KEY_INFO *info = NULL;
	const X509_ALGOR *algorithm = NULL;

	if (sealed)
		X509_SIG_get0(sealed, &algorithm, NULL);
	if (may_derive(o->bags, algorithm)) {
		info = PKCS12_decrypt_skey_ex(
		    bag, o->password, o->password_n, o->bags->library, NULL);
		if (!info)
			o->bags->undecrypted = true;
	}
	add_key(o->bags, bag, info);
	PKCS8_PRIV_KEY_INFO_free(info);
}

static void take_bags(
    struct opening *o, const STACK_OF(PKCS12_SAFEBAG) * items, int depth)
{
	for (int i = 0; i < sk_PKCS12_SAFEBAG_num(items); i++) {
		const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(items, i);

		if (++o->n_bags > MAX_BAGS) {
			o->bags->full = true;
			return;
		}
		switch (PKCS12_SAFEBAG_get_nid(bag)) {
		case NID_certBag:
			take_certificate(o->bags, bag);
			break;
		case NID_keyBag:
			add_key(o->bags, bag, PKCS12_SAFEBAG_get0_p8inf(bag));
			break;
		case NID_pkcs8ShroudedKeyBag:
			take_sealed_key(o, bag);
			break;
		case NID_safeContentsBag:
			if (depth < MAX_NESTED)
				take_bags(o, PKCS12_SAFEBAG_get0_safes(bag),
				    depth + 1);
			break;
		default:
			break;
		}
	}
}

static const X509_ALGOR *encryption_of(const PKCS7 *safe)
{
	if (OBJ_obj2nid(safe->type) != NID_pkcs7_encrypted ||
	    !safe->d.encrypted || !safe->d.encrypted->enc_data)
		return NULL;
	return safe->d.encrypted->enc_data->algorithm;
}

static STACK_OF(PKCS12_SAFEBAG) * unpack(struct opening *o, PKCS7 *safe)
{
	STACK_OF(PKCS12_SAFEBAG) * items;

	if (OBJ_obj2nid(safe->type) == NID_pkcs7_data)
		return PKCS12_unpack_p7data(safe);
	if (!may_derive(o->bags, encryption_of(safe)))
		return NULL;
	items = PKCS12_unpack_p7encdata(safe, o->password, o->password_n);
	if (!items)
		o->bags->undecrypted = true;
	return items;
}

void ed_bags_open(
    struct ed_bags *bags, STACK_OF(PKCS7) * safes, const char *password)
{
	struct opening o = {
	    bags, password, password ? (int)strlen(password) : 0, 0};

	for (int i = 0; i < sk_PKCS7_num(safes); i++) {
		STACK_OF(PKCS12_SAFEBAG) *items =
		    unpack(&o, sk_PKCS7_value(safes, i));

		take_bags(&o, items, 0);
		sk_PKCS12_SAFEBAG_pop_free(items, PKCS12_SAFEBAG_free);
	}
}

void ed_bags_free(struct ed_bags *bags)
{
	for (size_t i = 0; i < bags->keys.n; i++)
		EVP_PKEY_free(ED_ITEMS(bags->keys, struct ed_bag_key)[i].key);
	bags->keys.n = 0;
	bags->certificates.n = 0;
	bags->undecrypted = false;
	bags->costly = false;
	bags->full = false;
}

/* How much a name decides: PBES2 shuts out old systems, RC2-40 new ones. */
static int weight(const char *name)
{
	if (!name)
		return 0;
	if (strcmp(name, "PBES2") == 0)
		return 3;
	return strcmp(name, "PBE-SHA1-RC2-40") == 0 ? 2 : 1;
}

static const char *weightier(const char *name, const X509_ALGOR *algorithm)
{
	struct ed_pbe pbe;

	if (!algorithm || !ed_read_pbe(algorithm, &pbe))
		return name;
	return weight(pbe.name) > weight(name) ? pbe.name : name;
}

/* Keys usually stand in a safe that is not encrypted itself. */
static const char *encryption_of_keys(const char *name, PKCS7 *safe)
{
	STACK_OF(PKCS12_SAFEBAG) *items = PKCS12_unpack_p7data(safe);

	for (int i = 0; i < sk_PKCS12_SAFEBAG_num(items); i++) {
		const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(items, i);
		const X509_SIG *sealed = PKCS12_SAFEBAG_get0_pkcs8(bag);
		const X509_ALGOR *algorithm = NULL;

		if (sealed)
			X509_SIG_get0(sealed, &algorithm, NULL);
		name = weightier(name, algorithm);
	}
	sk_PKCS12_SAFEBAG_pop_free(items, PKCS12_SAFEBAG_free);
	return name;
}

const char *ed_bags_encryption(STACK_OF(PKCS7) * safes)
{
	const char *name = NULL;

	for (int i = 0; i < sk_PKCS7_num(safes); i++) {
		PKCS7 *safe = sk_PKCS7_value(safes, i);

		name = OBJ_obj2nid(safe->type) == NID_pkcs7_data
			   ? encryption_of_keys(name, safe)
			   : weightier(name, encryption_of(safe));
	}
	return name;
}
