/* SPDX-License-Identifier: Apache-2.0 */
/* Exchange ActiveSync accounts of a profile (com.apple.eas.account). */
#include "base/url.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>
#include <easdoctor/lookup.h>

#define EAS_TYPE ED_STR("com.apple.eas.account")

static const char *const services[] = {
    [ED_SERVICE_MAIL] = "EnableMail",
    [ED_SERVICE_CONTACTS] = "EnableContacts",
    [ED_SERVICE_CALENDARS] = "EnableCalendars",
    [ED_SERVICE_REMINDERS] = "EnableReminders",
    [ED_SERVICE_NOTES] = "EnableNotes",
};

/* A UUID as it is compared: people paste braces and blanks. */
static struct ed_str bare_uuid(struct ed_str uuid)
{
	uuid = ed_str_trim(uuid);
	if (ed_str_starts(uuid, ED_STR("{")))
		uuid = ed_str_sub(uuid, 1, uuid.n);
	if (ed_str_iends(uuid, ED_STR("}")))
		uuid.n--;
	return ed_str_trim(uuid);
}

static const struct ed_payload *find_payload(
    const struct ed_profile_reader *r, struct ed_str uuid)
{
	uuid = bare_uuid(uuid);
	if (!uuid.n)
		return NULL;
	for (size_t i = 0; i < r->n_payloads; i++)
		if (ed_str_ieq(bare_uuid(r->payloads[i].uuid), uuid))
			return &r->payloads[i];
	return NULL;
}

/* The newer key counts; the one it replaced, only where it is absent. */
static struct ed_switch newer_of(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key, const char *old_key)
{
	struct ed_switch found;

	if (ed_plist_get(dict, ed_str_of(key)))
		return ed_profile_switch(r, dict, key);
	found = ed_profile_switch(r, dict, old_key);
	found.outdated = found.value != ED_UNSAID;
	return found;
}

/* Payload… keys name the payload to people, except the reference. */
static bool may_hold_lookup(const struct ed_plist_node *node)
{
	if (node->type != ED_PLIST_STRING || !ed_str_has(node->text, '{') ||
	    ed_plist_is_secret(node->key))
		return false;
	if (ed_str_starts(node->key, ED_STR("Payload")) &&
	    !ed_str_eq(node->key, ED_STR("PayloadCertificateUUID")))
		return false;
	return ed_lookup_in(node->text);
}

static void find_lookups(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, struct ed_list *found)
{
	const struct ed_plist_node *node;

	for (node = dict->children; node; node = node->next) {
		struct ed_field *field;

		if (node->n_children) /* at most ED_MAX_DEPTH levels */
			find_lookups(r, node, found);
		if (!may_hold_lookup(node) || found->n >= ED_MAX_EXAMPLES)
			continue;
		field = ED_PUSH(&r->c->arena, found, struct ed_field);
		field->given = true;
		field->value = ed_profile_may_hold_login(node)
				   ? ed_url_mask(&r->c->arena, node->text)
				   : ed_copy(&r->c->arena, node->text);
		field->ref = ed_profile_ref(r, node);
	}
}

static void read_password(struct ed_profile_reader *r, struct ed_eas *eas,
    const struct ed_plist_node *dict)
{
	eas->has_password = ed_profile_has_text(dict, "Password");
	if (eas->has_password)
		eas->password_ref =
		    ed_profile_ref(r, ed_plist_get(dict, ED_STR("Password")));
}

static void read_names(struct ed_profile_reader *r, struct ed_eas *eas,
    const struct ed_plist_node *dict)
{
	struct ed_list lookups = {0};

	eas->host = ed_profile_field(r, dict, "Host");
	eas->email = ed_profile_field(r, dict, "EmailAddress");
	eas->user = ed_profile_field(r, dict, "UserName");
	read_password(r, eas, dict);
	eas->ssl = ed_profile_switch(r, dict, "SSL");
	eas->oauth = ed_profile_switch(r, dict, "OAuth");
	eas->oauth_url = ed_profile_field(r, dict, "OAuthSignInURL");
	for (size_t i = 0; i < ED_N_SERVICES; i++)
		eas->services[i] = ed_profile_switch(r, dict, services[i]);
	eas->vpn_uuid = ed_profile_field(r, dict, "VPNUUID");
	find_lookups(r, dict, &lookups);
	eas->lookups = lookups.items;
	eas->n_lookups = lookups.n;
}

static void read_identity(struct ed_profile_reader *r, struct ed_eas *eas,
    const struct ed_plist_node *dict)
{
	const struct ed_plist_node *inside =
	    ed_plist_get(dict, ED_STR("Certificate"));

	eas->identity_uuid =
	    ed_profile_field(r, dict, "PayloadCertificateUUID");
	eas->identity = find_payload(r, eas->identity_uuid.value);
	if (!inside ||
	    !(inside->raw ? inside->text : ed_str_trim(inside->text)).n)
		return;
	eas->has_inline_certificate = true;
	eas->inline_ref = ed_profile_ref(r, inside);
	/* A reference wins on the device: the inline one is then unused. */
	if (!eas->identity_uuid.given &&
	    ed_profile_identity(r, dict, "Certificate", "CertificatePassword"))
		r->profile->origin = ED_ORIGIN_DELIVERED;
}

static void read_smime(struct ed_profile_reader *r, struct ed_eas *eas,
    const struct ed_plist_node *dict)
{
	eas->smime_sign =
	    newer_of(r, dict, "SMIMESigningEnabled", "SMIMEEnabled");
	eas->smime_encrypt = newer_of(
	    r, dict, "SMIMEEncryptByDefault", "SMIMEEncryptionEnabled");
	eas->smime_sign_uuid =
	    ed_profile_field(r, dict, "SMIMESigningCertificateUUID");
	eas->smime_encrypt_uuid =
	    ed_profile_field(r, dict, "SMIMEEncryptionCertificateUUID");
	eas->smime_signer = find_payload(r, eas->smime_sign_uuid.value);
	eas->smime_encrypter = find_payload(r, eas->smime_encrypt_uuid.value);
}

static struct ed_str label_of(struct ed_profile_reader *r, size_t number)
{
	if (number == 1)
		return r->profile->label;
	return ed_format(&r->c->arena, "%.*s, account %zu",
	    ED_ARG(r->profile->label), number);
}

static void read_account(struct ed_profile_reader *r, struct ed_eas *eas,
    const struct ed_plist_node *dict, size_t number)
{
	eas->ref = ed_profile_ref(r, dict);
	eas->label = label_of(r, number);
	eas->profile = r->profile;
	read_names(r, eas, dict);
	read_identity(r, eas, dict);
	read_smime(r, eas, dict);
}

static size_t accounts_so_far(const struct ed_case *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->profiles.n; i++)
		n += ED_ITEMS(c->profiles, struct ed_profile *)[i]->n_accounts;
	return n;
}

/* In an account that is not whole, what is absent may only be lost. */
static bool is_usable(
    struct ed_profile_reader *r, size_t i, const struct ed_plist_node *dict)
{
	if (!ed_str_eq(r->payloads[i].type, EAS_TYPE))
		return false;
	if (dict->damaged)
		ed_profile_damage(
		    r, dict, "this EAS account is not whole and is left out");
	return !dict->damaged;
}

void ed_profile_accounts(struct ed_profile_reader *r)
{
	const struct ed_plist_node **nodes = r->nodes.items;
	size_t room = ED_MAX_PROFILES - accounts_so_far(r->c);
	struct ed_eas *accounts = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->n_payloads; i++)
		n += ed_str_eq(r->payloads[i].type, EAS_TYPE);
	if (n)
		accounts = ed_alloc_array(&r->c->arena, n, sizeof(*accounts));
	n = 0;
	for (size_t i = 0; i < r->n_payloads; i++) {
		if (!is_usable(r, i, nodes[i]))
			continue;
		if (n == room) {
			r->in->incomplete = true;
			ed_damage(r->c, r->in,
			    "more than %d EAS accounts; the rest is left out",
			    ED_MAX_PROFILES);
			break;
		}
		read_account(r, &accounts[n], nodes[i], n + 1);
		n++;
	}
	r->profile->accounts = accounts;
	r->profile->n_accounts = n;
}
