/* SPDX-License-Identifier: Apache-2.0 */
#include "load/pbe.h"

#include <openssl/asn1t.h>
#include <openssl/objects.h>

/* Two blocks of SHA-1 make the longest key, and one more the first vector. */
enum { PBES1_DERIVATIONS = 3 };

static bool read_rounds(const ASN1_INTEGER *integer, int64_t *out)
{
	return integer && ASN1_INTEGER_get_int64(out, integer) && *out >= 0;
}

static bool read_pbes1(const ASN1_TYPE *parameter, int64_t *out)
{
	PBEPARAM *pbe =
	    ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), parameter);
	bool ok = pbe && read_rounds(pbe->iter, out) &&
		  *out <= INT64_MAX / PBES1_DERIVATIONS;

	if (ok)
		*out *= PBES1_DERIVATIONS;
	PBEPARAM_free(pbe);
	return ok;
}

/* Only PBKDF2: what scrypt costs is not a number of rounds. */
static bool read_pbes2(const ASN1_TYPE *parameter, int64_t *out)
{
	PBE2PARAM *pbe =
	    ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), parameter);
	PBKDF2PARAM *kdf = NULL;
	bool ok = false;

	if (pbe && OBJ_obj2nid(pbe->keyfunc->algorithm) == NID_id_pbkdf2)
		kdf = ASN1_TYPE_unpack_sequence(
		    ASN1_ITEM_rptr(PBKDF2PARAM), pbe->keyfunc->parameter);
	if (kdf)
		ok = read_rounds(kdf->iter, out);
	PBKDF2PARAM_free(kdf);
	PBE2PARAM_free(pbe);
	return ok;
}

bool ed_read_pbe(const X509_ALGOR *algorithm, struct ed_pbe *out)
{
	int nid = OBJ_obj2nid(algorithm->algorithm);

	out->name = nid == NID_undef ? NULL : OBJ_nid2sn(nid);
	out->rounds = 0;
	if (nid == NID_pbes2)
		return read_pbes2(algorithm->parameter, &out->rounds);
	return read_pbes1(algorithm->parameter, &out->rounds);
}

bool ed_spend_rounds(struct ed_case *c, int64_t rounds)
{
	if (rounds > c->rounds_left)
		return false;
	if (rounds > 0)
		c->rounds_left -= rounds;
	return true;
}
