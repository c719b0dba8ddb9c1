/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PKCS#12: what a device gets to sign in with.
 *
 * The integrity check comes first, because it tells a wrong password from
 * everything else. Nothing is derived from a password before it is known how
 * many rounds that takes. Old algorithms come from a library context of its
 * own, so that they are not switched on for anything else.
 */
#include "load/loader.h"

#include "base/encoding.h"
#include "load/pbe.h"
#include "load/pkcs12_bags.h"
#include "load/pkcs12_pair.h"
#include "load/private_key.h"
#include "load/shape.h"

#include <easdoctor/limits.h>

#include <openssl/err.h>
#include <openssl/provider.h>
#include <string.h>

static const char too_costly[] =
    "the PKCS#12 wants too many rounds of key derivation, alone or with what "
    "was opened before: not opened";

/* One PKCS#12 while it is being read. */
struct container {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_identity *identity;
	OSSL_LIB_CTX *library;
	OSSL_PROVIDER *providers[2];
	PKCS12 *p12;
	STACK_OF(PKCS7) * safes;
	const char *password; /* that fits */
	int64_t mac_rounds;
	struct ed_bags bags;
};

static void open_library(struct container *k)
{
	k->library = OSSL_LIB_CTX_new();
	if (!k->library)
		return;
	k->providers[0] = OSSL_PROVIDER_load(k->library, "default");
	k->providers[1] = OSSL_PROVIDER_load(k->library, "legacy");
}

static void close_library(struct container *k)
{
	for (size_t i = 0; i < ED_COUNT(k->providers); i++)
		if (k->providers[i])
			OSSL_PROVIDER_unload(k->providers[i]);
	OSSL_LIB_CTX_free(k->library);
}

static bool decode(struct container *k, struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	uint64_t length = ed_shape_length(der);

	if (length > der.n) {
		ed_damage(k->c, k->in,
		    "the PKCS#12 is cut off: %zu of %llu bytes", der.n,
		    (unsigned long long)length);
		return false;
	}
	/* Made first, so that it keeps our library context. */
	k->p12 = PKCS12_init_ex(NID_pkcs7_data, k->library, NULL);
	if (k->p12 && d2i_PKCS12(&k->p12, &p, (long)der.n))
		k->safes = PKCS12_unpack_authsafes(k->p12);
	if (!k->safes) {
		ed_damage(k->c, k->in, "the PKCS#12 cannot be decoded");
		return false;
	}
	if (p != (const unsigned char *)der.p + der.n)
		ed_damage(k->c, k->in, "%zu bytes follow the PKCS#12",
		    der.n - (size_t)(p - (const unsigned char *)der.p));
	return true;
}

static struct ed_str lower(struct ed_arena *arena, const char *text)
{
	struct ed_str copy = ed_copy(arena, ed_str_of(text));
	char *p = (char *)copy.p;

	for (size_t i = 0; i < copy.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return copy;
}

/* Reads how it is protected. False when it may not be tried. */
static bool read_protection(struct container *k)
{
	const char *encryption = ed_bags_encryption(k->safes);
	const ASN1_INTEGER *iterations = NULL;
	const X509_ALGOR *algorithm = NULL;
	const ASN1_OBJECT *digest = NULL;
	char name[80];

	if (encryption)
		k->identity->encryption = ed_str_of(encryption);
	if (!PKCS12_mac_present(k->p12))
		return true;
	PKCS12_get0_mac(NULL, &algorithm, NULL, &iterations, k->p12);
	X509_ALGOR_get0(&digest, NULL, NULL, algorithm);
	if (OBJ_obj2nid(digest) != NID_undef)
		k->identity->mac =
		    lower(&k->c->arena, OBJ_nid2sn(OBJ_obj2nid(digest)));
	else if (OBJ_obj2txt(name, sizeof(name), digest, 1) > 0)
		k->identity->mac = ed_copy(&k->c->arena, ed_str_of(name));
	k->mac_rounds = 1;
	if (!iterations || ASN1_INTEGER_get_int64(&k->mac_rounds, iterations))
		return true;
	ed_damage(k->c, k->in, "%s", too_costly);
	return false;
}

/* Without a MAC, only decrypting shows whether the password fits. */
static bool fits(struct container *k, const char *password)
{
	if (PKCS12_mac_present(k->p12)) {
		k->bags.costly = !ed_spend_rounds(k->c, k->mac_rounds);
		return !k->bags.costly &&
		       PKCS12_verify_mac(k->p12, password,
			   password ? (int)strlen(password) : 0) == 1;
	}
	ed_bags_free(&k->bags);
	ed_bags_open(&k->bags, k->safes, password);
	return !k->bags.undecrypted && !k->bags.costly;
}

/* No password can mean none at all or an empty one; writers differ. */
static bool find_password(struct container *k, const char *password)
{
	const char *tries[] = {password, password ? NULL : ""};
	size_t n = password ? 1 : 2;

	ERR_clear_error();
	for (size_t i = 0; i < n; i++) {
		k->password = tries[i];
		if (fits(k, tries[i]))
			return true;
		/* It was not compared, so the password may be right. */
		if (PKCS12_mac_present(k->p12) && ERR_peek_error()) {
			ed_damage(k->c, k->in,
			    "the PKCS#12 is protected in a way that is not "
			    "supported (%.*s)",
			    ED_ARG(k->identity->mac));
			return false;
		}
	}
	if (k->bags.costly)
		ed_damage(k->c, k->in, "%s", too_costly);
	else
		k->identity->opened =
		    password ? ED_WRONG_PASSWORD : ED_NO_PASSWORD;
	return false;
}

static void open_bags(struct container *k)
{
	if (PKCS12_mac_present(k->p12))
		ed_bags_open(&k->bags, k->safes, k->password);
	k->identity->opened = ED_OPENED;
	if (k->bags.full) {
		k->in->incomplete = true;
		ed_damage(k->c, k->in,
		    "the PKCS#12 holds too many bags: the rest is left out");
	}
	if (!k->bags.costly && !k->bags.undecrypted)
		return;
	k->identity->opened = ED_CANNOT_OPEN;
	ed_damage(k->c, k->in, "%s",
	    k->bags.costly ? too_costly
			   : "part of the PKCS#12 cannot be decrypted");
}

/* The certificates in the order of their bags, NULL where one is damaged. */
static struct ed_certificate **add_certificates(struct container *k)
{
	size_t n = k->bags.certificates.n;
	struct ed_certificate **out =
	    ed_alloc_array(&k->c->arena, n, sizeof(struct ed_certificate *));
	struct ed_error err;

	for (size_t i = 0; i < n; i++) {
		const struct ed_bag_certificate *bag = &ED_ITEMS(
		    k->bags.certificates, struct ed_bag_certificate)[i];

		out[i] = ed_load_certificate_der(
		    k->c, k->identity->ref, bag->der, &err);
		if (out[i]) {
			k->identity->n_certificates++;
			continue;
		}
		k->in->incomplete = true;
		ed_damage(k->c, k->in, "in the PKCS#12: %s", err.text);
	}
	return out;
}

static void read_container(
    struct container *k, struct ed_str der, const char *password)
{
	if (!decode(k, der) || !read_protection(k) ||
	    !find_password(k, password))
		return;
	open_bags(k);
	ed_pair_keys(&(struct ed_pairing){k->c, k->in, k->identity, k->library,
	    &k->bags, add_certificates(k)});
}

struct ed_identity *ed_load_pkcs12_der(struct ed_case *c, struct ed_input *in,
    struct ed_ref ref, struct ed_str der, const char *password)
{
	struct container k = {.c = c, .in = in};

	if (ed_shape(der) != ED_SHAPE_PKCS12) {
		ed_damage(c, in, "not a PKCS#12");
		return NULL;
	}
	k.identity = ed_add_identity(c);
	if (!k.identity) {
		ed_damage(
		    c, in, "more than %d keys: left out", ED_MAX_CERTIFICATES);
		return NULL;
	}
	k.identity->label = ed_identity_label(c, in);
	k.identity->ref = ref;
	k.identity->is_pkcs12 = true;
	k.identity->opened = ED_CANNOT_OPEN;
	open_library(&k);
	k.bags = (struct ed_bags){.c = c, .library = k.library};
	read_container(&k, der, password);
	ed_bags_free(&k.bags);
	sk_PKCS7_pop_free(k.safes, PKCS7_free);
	PKCS12_free(k.p12);
	close_library(&k);
	ERR_clear_error();
	return k.identity;
}
