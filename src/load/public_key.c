/* SPDX-License-Identifier: Apache-2.0 */
#include "load/public_key.h"

#include "base/der.h"
#include "base/encoding.h"

/* OBJECT IDENTIFIER bodies. */
#define RSA_ENCRYPTION ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01")
#define RSASSA_PSS ED_STR("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a")
#define EC_PUBLIC_KEY ED_STR("\x2a\x86\x48\xce\x3d\x02\x01")
#define ED25519 ED_STR("\x2b\x65\x70")

static const struct {
	struct ed_str oid;
	unsigned bits;
} curves[] = {
    {{"\x2a\x86\x48\xce\x3d\x03\x01\x01", 8}, 192},     /* P-192 */
    {{"\x2b\x81\x04\x00\x21", 5}, 224},                 /* P-224 */
    {{"\x2a\x86\x48\xce\x3d\x03\x01\x07", 8}, 256},     /* P-256 */
    {{"\x2b\x81\x04\x00\x22", 5}, 384},                 /* P-384 */
    {{"\x2b\x81\x04\x00\x23", 5}, 521},                 /* P-521 */
    {{"\x2b\x81\x04\x00\x0a", 5}, 256},                 /* secp256k1 */
    {{"\x2b\x24\x03\x03\x02\x08\x01\x01\x07", 9}, 256}, /* brainpool r1 */
    {{"\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", 9}, 384},
    {{"\x2b\x24\x03\x03\x02\x08\x01\x01\x0d", 9}, 512},
};

/* 0 when the curve is not known, or described instead of named. */
static unsigned curve_bits(struct ed_der parameters)
{
	struct ed_str oid;

	if (!ed_der_take(&parameters, ED_DER_OID, &oid))
		return 0;
	for (size_t i = 0; i < ED_COUNT(curves); i++)
		if (ed_str_eq(oid, curves[i].oid))
			return curves[i].bits;
	return 0;
}

static bool modulus_bits(struct ed_str key, unsigned *bits)
{
	struct ed_der cursor = ed_der_in(key);
	struct ed_str body, modulus;
	unsigned char top;

	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_INTEGER, &modulus))
		return false;
	while (modulus.n && modulus.p[0] == '\0')
		modulus = ed_str_sub(modulus, 1, modulus.n);
	if (modulus.n == 0)
		return false;
	*bits = (unsigned)(modulus.n - 1) * 8;
	for (top = (unsigned char)modulus.p[0]; top; top >>= 1)
		++*bits;
	return true;
}

static bool read_bits(struct ed_str oid, struct ed_der parameters,
    struct ed_str key, struct ed_key *out)
{
	if (ed_str_eq(oid, RSA_ENCRYPTION) || ed_str_eq(oid, RSASSA_PSS)) {
		out->type = ED_KEY_RSA;
		return modulus_bits(key, &out->bits);
	}
	if (ed_str_eq(oid, EC_PUBLIC_KEY)) {
		out->type = ED_KEY_EC;
		out->bits = curve_bits(parameters);
	}
	if (ed_str_eq(oid, ED25519)) {
		out->type = ED_KEY_ED25519;
		out->bits = 256;
	}
	return true;
}

bool ed_read_public_key(
    struct ed_arena *arena, struct ed_str whole, struct ed_key *out)
{
	struct ed_der cursor = ed_der_in(whole), algorithm;
	struct ed_str body, oid, key;

	out->type = ED_KEY_OTHER;
	out->bits = 0;
	out->sha256 = ed_sha256_hex(arena, whole);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return false;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body) ||
	    !ed_der_take(&cursor, ED_DER_BIT_STRING, &key) ||
	    !ed_der_empty(&cursor) || key.n == 0)
		return false;
	algorithm = ed_der_in(body);
	if (!ed_der_take(&algorithm, ED_DER_OID, &oid))
		return false;
	/* The first octet of a BIT STRING counts its unused bits. */
	key = ed_str_sub(key, 1, key.n);
	out->sha1 = ed_sha1_hex(arena, key);
	return read_bits(oid, algorithm, key, out);
}
