/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates and identities that a profile brings along. */
#include "base/encoding.h"
#include "load/loader.h"
#include "load/pem.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

static const struct ed_plist_node *get(
    const struct ed_plist_node *dict, const char *key)
{
	return ed_plist_get(dict, ed_str_of(key));
}

/* found is a list of struct ed_certificate *. */
static void load_certificate(struct ed_profile_reader *r, struct ed_list *found,
    const struct ed_plist_node *data, struct ed_str der)
{
	struct ed_error err = {""};
	struct ed_certificate *cert =
	    ed_load_certificate_der(r->c, ed_profile_ref(r, data), der, &err);

	if (cert) {
		*ED_PUSH(&r->c->arena, found, struct ed_certificate *) = cert;
		return;
	}
	r->in->incomplete = true;
	ed_profile_damage(r, data, "not a certificate: %s", err.text);
}

/* Some tools put PEM where DER belongs, and some a whole chain of it. */
static void load_pem(struct ed_profile_reader *r, struct ed_list *found,
    const struct ed_plist_node *data, struct ed_str text)
{
	struct ed_pem pem = ed_pem_in(text);
	struct ed_pem_block block;
	struct ed_str der;
	unsigned n = 0;

	while (ed_pem_next(&pem, &block)) {
		n++;
		if (!block.broken &&
		    ed_base64_decode(r->scratch, block.body, &der))
			load_certificate(r, found, data, der);
		else
			ed_profile_damage(r, data, "broken PEM");
	}
	if (!n)
		ed_profile_damage(
		    r, data, "neither a certificate in DER nor one in PEM");
}

static void load_certificates(struct ed_profile_reader *r,
    struct ed_payload *payload, const struct ed_plist_node *node)
{
	const struct ed_plist_node *data = get(node, "PayloadContent");
	struct ed_str bytes = ed_profile_data(r, node, "PayloadContent");
	struct ed_list found = {0};

	if (!bytes.n)
		return;
	if (ed_str_starts(bytes, ED_STR("\x30")))
		load_certificate(r, &found, data, bytes);
	else
		load_pem(r, &found, data, bytes);
	payload->certificates = found.items;
	payload->n_certificates = found.n;
}

/* A C string that the caller wipes and frees; NULL when there is none. */
static char *copy_password(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	char *password;

	if (!node)
		return NULL;
	if (node->type != ED_PLIST_STRING) {
		ed_profile_damage(r, node, "%s is <%s>, should be <string>",
		    key, ed_plist_type_name(node->type));
		return NULL;
	}
	if (node->text.n > ED_MAX_PASSWORD) {
		ed_profile_damage(r, node, "%s is longer than %d bytes", key,
		    ED_MAX_PASSWORD);
		return NULL;
	}
	password = calloc(1, node->text.n + 1);
	if (password && node->text.n)
		memcpy(password, node->text.p, node->text.n);
	return password;
}

static void wipe_password(char *password)
{
	if (password)
		OPENSSL_cleanse(password, strlen(password));
	free(password);
}

static struct ed_str label_of(struct ed_profile_reader *r)
{
	if (r->n_identities == 1)
		return ed_format(&r->c->arena, "identity in %.*s",
		    ED_ARG(r->profile->label));
	return ed_format(&r->c->arena, "identity in %.*s, identity %u",
	    ED_ARG(r->profile->label), r->n_identities);
}

/* One PKCS#12 may hold several. */
static void name_identities(struct ed_profile_reader *r, size_t first)
{
	for (size_t i = first; i < r->c->identities.n; i++) {
		struct ed_identity *identity =
		    ED_ITEMS(r->c->identities, struct ed_identity *)[i];

		identity->in_profile = true;
		identity->label = label_of(r);
		if (i > first)
			identity->label =
			    ed_format(&r->c->arena, "%.*s, key %zu",
				ED_ARG(identity->label), i - first + 1);
	}
}

const struct ed_identity *ed_profile_identity(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key, const char *password_key)
{
	struct ed_str der = ed_profile_data(r, dict, key);
	size_t before = r->c->identities.n;
	struct ed_identity *identity;
	char *password;

	if (!der.n)
		return NULL;
	if (r->n_identities >= ED_MAX_PROFILE_IDENTITIES) {
		ed_profile_damage(r, dict,
		    "more than %d identities; this one is not read",
		    ED_MAX_PROFILE_IDENTITIES);
		return NULL;
	}
	r->n_identities++;
	password = copy_password(r, dict, password_key);
	identity = ed_load_pkcs12_der(
	    r->c, r->in, ed_profile_ref(r, get(dict, key)), der, password);
	wipe_password(password);
	if (!identity)
		return NULL;
	name_identities(r, before);
	return identity;
}

/* A challenge in the clear is made for one device: this is no template. */
static bool was_delivered(const struct ed_plist_node *scep)
{
	const struct ed_plist_node *challenge =
	    get(get(scep, "PayloadContent"), "Challenge");

	return challenge && challenge->type == ED_PLIST_STRING &&
	       ed_str_trim(challenge->text).n &&
	       !ed_str_has(challenge->text, '{');
}

static bool is_certificate_type(struct ed_str type)
{
	return ed_str_eq(type, ED_STR("com.apple.security.root")) ||
	       ed_str_eq(type, ED_STR("com.apple.security.pkcs1")) ||
	       ed_str_eq(type, ED_STR("com.apple.security.pem"));
}

void ed_profile_material(struct ed_profile_reader *r,
    struct ed_payload *payload, const struct ed_plist_node *node)
{
	bool delivered = false;

	/* Cut-off data, or data without its password, would mislead. */
	if (node->damaged)
		return;
	if (is_certificate_type(payload->type))
		load_certificates(r, payload, node);
	if (ed_str_eq(payload->type, ED_STR("com.apple.security.scep")))
		delivered = was_delivered(node);
	if (ed_str_eq(payload->type, ED_STR("com.apple.security.pkcs12"))) {
		payload->identity =
		    ed_profile_identity(r, node, "PayloadContent", "Password");
		delivered = payload->identity != NULL;
	}
	if (delivered)
		r->profile->origin = ED_ORIGIN_DELIVERED;
}
