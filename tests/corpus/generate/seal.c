/* SPDX-License-Identifier: Apache-2.0 */
/* Signed profiles, sound or altered after they were signed. */
#include "pki.h"

#include <openssl/cms.h>
#include <string.h>

static struct ed_str taken(struct ed_spec *spec, BIO *bio)
{
	struct ed_str out;
	char *bytes;
	long n = BIO_get_mem_data(bio, &bytes);

	out = ed_copy(spec->arena, (struct ed_str){bytes, (size_t)n});
	BIO_free(bio);
	return out;
}

static struct ed_str sign(struct ed_spec *spec, struct ed_str content)
{
	struct ed_authority *signer = ed_add_stranger(
	    spec, "UEM Profile Signing", spec->org, ED_KEY_SPARE);
	unsigned flags = CMS_BINARY | CMS_NOSMIMECAP |
			 (spec->profile.plain_seal ? CMS_NOATTR : 0);
	BIO *in = BIO_new_mem_buf(content.p, (int)content.n);
	BIO *out = BIO_new(BIO_s_mem());
	CMS_ContentInfo *cms = CMS_sign(ed_make_authority(spec, signer),
	    spec->keys[signer->key], NULL, in, flags);

	if (!cms || !out || i2d_CMS_bio(out, cms) != 1)
		ed_give_up("cannot sign a profile");
	CMS_ContentInfo_free(cms);
	BIO_free(in);
	return taken(spec, out);
}

/* In its document type, where it changes nothing that anybody reads. */
static void alter_content(struct ed_str der)
{
	size_t at = ed_str_find(der, ED_STR("PLIST 1.0//EN"));

	if (at == der.n)
		ed_give_up("no document type in a signed profile");
	memcpy((char *)der.p + at, "PLIST 1.0//DE", 13);
}

static struct ed_str in_base64(struct ed_spec *spec, struct ed_str der)
{
	BIO *text = BIO_new(BIO_f_base64());
	BIO *out = BIO_new(BIO_s_mem());

	if (!text || !out)
		ed_give_up("out of memory");
	BIO_push(text, out);
	if (BIO_write(text, der.p, (int)der.n) != (int)der.n ||
	    BIO_flush(text) != 1)
		ed_give_up("cannot write base64");
	BIO_pop(text);
	BIO_free(text);
	return taken(spec, out);
}

struct ed_str ed_sealed(struct ed_spec *spec, struct ed_str profile)
{
	struct ed_str der = sign(spec, profile), text;

	if (spec->profile.seal == ED_SEAL_CONTENT)
		alter_content(der);
	/* The signature is the last thing in it. */
	if (spec->profile.seal == ED_SEAL_BITS)
		((char *)der.p)[der.n - 1] ^= 1;
	if (spec->profile.armour == ED_ARMOUR_DER)
		return der;
	text = in_base64(spec, der);
	if (spec->profile.armour == ED_ARMOUR_BASE64)
		return text;
	return ed_str_of(ed_say(spec,
	    "-----BEGIN PKCS7-----\n%.*s-----END PKCS7-----\n", ED_ARG(text)));
}
