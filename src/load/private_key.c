/* SPDX-License-Identifier: Apache-2.0 */
#include "load/private_key.h"

#include "base/encoding.h"
#include "base/file.h"
#include "load/kept_key.h"
#include "load/pbe.h"
#include "load/public_key.h"

#include <easdoctor/limits.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <string.h>

void ed_wipe(struct ed_str secret)
{
	if (secret.n)
		OPENSSL_cleanse((char *)secret.p, secret.n);
}

bool ed_describe_key(
    struct ed_arena *arena, const EVP_PKEY *key, struct ed_key *out)
{
	unsigned char *der = NULL;
	int n = i2d_PUBKEY(key, &der);
	bool ok = false;

	if (n > 0)
		ok = ed_read_public_key(arena,
		    ed_copy(
			arena, (struct ed_str){(const char *)der, (size_t)n}),
		    out);
	OPENSSL_free(der);
	return ok;
}

bool ed_is_private_key_label(struct ed_str label)
{
	return ed_str_eq(label, ED_STR("PRIVATE KEY")) ||
	       ed_str_iends(label, ED_STR(" PRIVATE KEY"));
}

struct ed_str ed_identity_label(struct ed_case *c, const struct ed_input *in)
{
	struct ed_str file = ed_path_name(in->path);
	unsigned number = ed_input_number(c, in), n = 1;

	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *other =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		n += other->ref.input == number && other->label.n;
	}
	if (n == 1)
		return ed_format(&c->arena, "identity in %.*s", ED_ARG(file));
	return ed_format(
	    &c->arena, "identity in %.*s, key %u", ED_ARG(file), n);
}

/* A password for OpenSSL, which may ask only through a function. */
static int hand_over(char *buf, int size, int writing, void *password)
{
	size_t n = password ? strlen(password) : 0;

	(void)writing;
	if (!password || n > (size_t)size)
		return -1;
	memcpy(buf, password, n);
	return (int)n;
}

EVP_PKEY *ed_open_key(const PKCS8_PRIV_KEY_INFO *info, OSSL_LIB_CTX *library)
{
	const ASN1_OBJECT *algorithm = NULL;

	if (!PKCS8_pkey_get0(&algorithm, NULL, NULL, NULL, info))
		return NULL;
	switch (OBJ_obj2nid(algorithm)) {
	case NID_rsaEncryption:
	case NID_rsassaPss:
	case NID_X9_62_id_ecPublicKey:
	case NID_ED25519:
	case NID_ED448:
		return EVP_PKCS82PKEY_ex(info, library, NULL);
	default:
		return NULL;
	}
}

/* The kind that a label of the old form names, or EVP_PKEY_NONE. */
static int traditional_kind(struct ed_str label)
{
	if (ed_str_eq(label, ED_STR("RSA PRIVATE KEY")))
		return EVP_PKEY_RSA;
	if (ed_str_eq(label, ED_STR("EC PRIVATE KEY")))
		return EVP_PKEY_EC;
	return EVP_PKEY_NONE;
}

/* "Proc-Type: 4,ENCRYPTED": one round of MD5, so it cannot be slow. */
static EVP_PKEY *open_traditional(struct ed_str pem, char *password)
{
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	EVP_PKEY *key = NULL;

	if (bio)
		key = PEM_read_bio_PrivateKey(bio, NULL, hand_over, password);
	BIO_free(bio);
	return key;
}

static EVP_PKEY *decrypt_pkcs8(X509_SIG *sealed, const char *password)
{
	PKCS8_PRIV_KEY_INFO *info =
	    PKCS8_decrypt(sealed, password, (int)strlen(password));
	EVP_PKEY *key = info ? ed_open_key(info, NULL) : NULL;

	PKCS8_PRIV_KEY_INFO_free(info);
	return key;
}

/* Sets opened to why there is no key when NULL is returned. */
static EVP_PKEY *open_pkcs8(
    struct ed_case *c, struct ed_str der, enum ed_opened *opened)
{
	const unsigned char *p = (const unsigned char *)der.p;
	X509_SIG *sealed = d2i_X509_SIG(NULL, &p, (long)der.n);
	const X509_ALGOR *algorithm = NULL;
	EVP_PKEY *key = NULL;
	struct ed_pbe pbe;

	if (sealed)
		X509_SIG_get0(sealed, &algorithm, NULL);
	if (!algorithm || !ed_read_pbe(algorithm, &pbe) ||
	    pbe.rounds > c->rounds_left)
		*opened = ED_CANNOT_OPEN;
	else if (c->password && ed_spend_rounds(c, pbe.rounds))
		key = decrypt_pkcs8(sealed, c->password);
	X509_SIG_free(sealed);
	return key;
}

static EVP_PKEY *open_plain(struct ed_str label, struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	int kind = traditional_kind(label);
	PKCS8_PRIV_KEY_INFO *info;
	EVP_PKEY *key;

	if (kind != EVP_PKEY_NONE)
		return d2i_PrivateKey(kind, NULL, &p, (long)der.n);
	info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &p, (long)der.n);
	key = info ? ed_open_key(info, NULL) : NULL;
	PKCS8_PRIV_KEY_INFO_free(info);
	return key;
}

static EVP_PKEY *open_block(struct ed_case *c, const struct ed_pem_block *block,
    struct ed_str der, enum ed_opened *opened)
{
	*opened = c->password ? ED_WRONG_PASSWORD : ED_NO_PASSWORD;
	/* First, whatever its headers say: its rounds have to be looked at. */
	if (ed_str_eq(block->label, ED_STR("ENCRYPTED PRIVATE KEY")))
		return open_pkcs8(c, der, opened);
	if (block->encrypted && !c->password)
		return NULL;
	if (block->encrypted && traditional_kind(block->label))
		return open_traditional(block->whole, c->password);
	*opened = ED_CANNOT_OPEN;
	return block->encrypted ? NULL : open_plain(block->label, der);
}

static const char *why_closed(enum ed_opened opened)
{
	switch (opened) {
	case ED_WRONG_PASSWORD:
		return "is encrypted, and the password given does not fit";
	case ED_NO_PASSWORD:
		return "is encrypted, and no password was given";
	default:
		return "cannot be read";
	}
}

static bool add_identity(struct ed_case *c, struct ed_input *in, unsigned line,
    const EVP_PKEY *key, enum ed_opened opened)
{
	struct ed_key described = {0};
	struct ed_identity *identity;
	struct ed_digits digits;

	if (key && !ed_describe_key(&c->arena, key, &described)) {
		key = NULL;
		opened = ED_CANNOT_OPEN;
	}
	if (!key)
		ed_damage(c, in, "the private key in line %u %s", line,
		    why_closed(opened));
	if (!key && opened == ED_CANNOT_OPEN)
		return false;
	identity = ed_add_identity(c);
	if (!identity) {
		ed_damage(
		    c, in, "more than %d keys: left out", ED_MAX_CERTIFICATES);
		return false;
	}
	identity->label = ed_identity_label(c, in);
	identity->ref = (struct ed_ref){ed_input_number(c, in), ED_AT_LINE,
	    ed_copy(&c->arena, ed_number(&digits, line)), {NULL, 0}};
	identity->opened = key ? ED_OPENED : opened;
	identity->has_key = true;
	identity->key = described;
	if (key)
		ed_keep_key(c, key, described.sha256);
	return true;
}

bool ed_load_private_key(
    struct ed_case *c, struct ed_input *in, const struct ed_pem_block *block)
{
	enum ed_opened opened = ED_CANNOT_OPEN;
	struct ed_str der = {NULL, 0};
	EVP_PKEY *key = NULL;
	bool ok;

	if (!block->broken && (block->encrypted || ed_base64_decode(&c->arena,
						       block->body, &der)))
		key = open_block(c, block, der, &opened);
	ok = add_identity(c, in, block->line, key, opened);
	EVP_PKEY_free(key);
	ERR_clear_error();
	ed_wipe(der);
	ed_wipe(block->whole);
	return ok;
}
