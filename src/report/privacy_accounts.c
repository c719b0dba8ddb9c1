/* SPDX-License-Identifier: Apache-2.0 */
/* What exports of the directory and of Exchange name, field by field. */
#include "report/privacy_parts.h"

#include <easdoctor/directory.h>
#include <easdoctor/exchange.h>

#include <string.h>

/* The value of the first RDN, when it names a person: CN=alice. */
static struct ed_str first_cn(struct ed_str dn)
{
	const struct ed_str rest =
	    ed_str_istarts(dn, ED_STR("CN=")) ? ed_str_sub(dn, 3, dn.n) : dn;

	return ed_str_sub(rest, 0, ed_str_find(rest, ED_STR(",")));
}

static void add_account(
    struct ed_veil *veil, const struct ed_directory_account *one)
{
	const struct ed_str ids[] = {
	    one->upn, one->sam_name, one->mail, first_cn(one->dn)};

	ed_veil_add_person(veil, ids, ED_COUNT(ids));
	ed_veil_add(veil, ED_SID, one->sid);
	ed_veil_add(veil, ED_DN, one->dn);
	for (size_t i = 0; i < one->n_addresses; i++)
		ed_veil_add_list(veil, ED_EMAIL, one->addresses[i]);
	for (size_t i = 0; i < one->n_mappings; i++) {
		const struct ed_mapping *mapping = &one->mappings[i];
		const enum ed_kind kinds[] = {[ED_MAPPING_SERIAL] = ED_SERIAL,
		    [ED_MAPPING_SKI] = ED_THUMBPRINT,
		    [ED_MAPPING_KEY] = ED_THUMBPRINT,
		    [ED_MAPPING_SID] = ED_SID,
		    [ED_MAPPING_NAMES] = ED_SERIAL,
		    [ED_MAPPING_SUBJECT] = ED_SERIAL,
		    [ED_MAPPING_MAIL] = ED_EMAIL,
		    [ED_MAPPING_OTHER] = ED_TEXT};

		ed_veil_add(veil, ED_DN, mapping->issuer);
		ed_veil_add(veil, ED_DN, mapping->subject);
		ed_veil_add(veil, kinds[mapping->form], mapping->value);
		ed_veil_sweep(veil, mapping->text);
		ed_veil_add_words(veil, mapping->text);
	}
}

/* How a property of an object names something. */
enum form { VALUE, NAME, NAMES, PERSON, LIST, URL, WORDS };

static const struct {
	const char *name;
	enum form form;
	enum ed_kind kind;
} properties[] = {
    {"Identity", NAMES, ED_DN},
    {"DistinguishedName", VALUE, ED_DN},
    {"Name", NAMES, ED_DN},
    {"Server", VALUE, ED_HOST},
    {"ServerFqdn", VALUE, ED_HOST},
    {"InternalUrl", URL, ED_HOST},
    {"ExternalUrl", URL, ED_HOST},
    {"WebsiteName", NAME, ED_DN},
    {"ActiveSyncAllowedDeviceIDs", LIST, ED_DEVICE},
    {"ActiveSyncBlockedDeviceIDs", LIST, ED_DEVICE},
    {"ActiveSyncMailboxPolicy", NAMES, ED_DN},
    {"PrimarySmtpAddress", PERSON, ED_EMAIL},
    {"WindowsEmailAddress", PERSON, ED_EMAIL},
    {"EmailAddresses", LIST, ED_EMAIL},
    {"SamAccountName", PERSON, ED_UPN},
    {"UserPrincipalName", PERSON, ED_UPN},
    {"Sid", VALUE, ED_SID},
    {"Alias", PERSON, ED_UPN},
    {"AuthenticationPolicy", NAMES, ED_DN},
    {"ThrottlingPolicy", NAMES, ED_DN},
    {"DeviceId", VALUE, ED_DEVICE},
    {"UserDisplayName", NAMES, ED_DN},
    {"DeviceAccessControlRule", NAMES, ED_DN},
    {"DevicePolicyApplied", NAMES, ED_DN},
    {"ObjectGUID", VALUE, ED_DEVICE},
};

/* What has no line above is of a closed set, or free text. */
static void add_property(
    struct ed_veil *veil, const struct ed_property *property)
{
	enum form form = WORDS;
	enum ed_kind kind = ED_TEXT;

	for (size_t i = 0; i < ED_COUNT(properties); i++)
		if (strcmp(property->name, properties[i].name) == 0) {
			form = properties[i].form;
			kind = properties[i].kind;
		}
	switch (form) {
	case VALUE:
	case PERSON:
		ed_veil_add(veil, kind, property->value);
		break;
	case NAME:
		ed_veil_add_name(veil, property->value);
		break;
	case NAMES:
		ed_veil_add_names(veil, property->value);
		break;
	case LIST:
		ed_veil_add_list(veil, kind, property->value);
		break;
	case URL:
		ed_veil_add_url(veil, property->value);
		break;
	case WORDS:
		break;
	}
	ed_veil_sweep(veil, property->value);
	ed_veil_add_words(veil, property->value);
}

/* All that means the owner of one mailbox. */
static void add_person(
    struct ed_veil *veil, const struct ed_exchange_object *object)
{
	struct ed_str ids[16];
	size_t n = 0;

	if (object->kind != ED_EXCHANGE_CAS &&
	    object->kind != ED_EXCHANGE_RECIPIENT)
		return;
	ids[n++] = ed_property_value(object, "UserPrincipalName");
	ids[n++] = ed_property_value(object, "SamAccountName");
	ids[n++] = ed_property_value(object, "PrimarySmtpAddress");
	ids[n++] = ed_property_value(object, "WindowsEmailAddress");
	ids[n++] = ed_property_value(object, "Alias");
	ids[n++] = ed_property_value(object, "Name");
	ids[n++] = first_cn(ed_property_value(object, "DistinguishedName"));
	ed_veil_add_person(veil, ids, n);
}

/* Names of people in a certificate go before its other names. */
static void add_holder(struct ed_veil *veil, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_upns; i++)
		ed_veil_add(veil, ED_UPN, cert->upns[i].value);
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL)
			ed_veil_add(veil, ED_EMAIL, cert->sans[i].value);
}

static void add_profile_user(
    struct ed_veil *veil, const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_accounts; i++) {
		ed_veil_add(veil, ED_UPN, profile->accounts[i].user.value);
		ed_veil_add(veil, ED_EMAIL, profile->accounts[i].email.value);
	}
}

void ed_veil_people(struct ed_veil *veil, const struct ed_facts *facts)
{
	const struct ed_account *account = facts->account;

	if (account) {
		const struct ed_str ids[] = {account->upn, account->email};

		ed_veil_add_person(veil, ids, ED_COUNT(ids));
		ed_veil_add(veil, ED_SID, account->sid);
	}
	for (size_t i = 0; i < facts->n_accounts; i++)
		add_account(veil, facts->accounts[i]);
	for (size_t i = 0; i < facts->n_exchange_objects; i++)
		add_person(veil, facts->exchange_objects[i]);
	for (size_t i = 0; i < facts->n_certificates; i++)
		add_holder(veil, facts->certificates[i]);
	for (size_t i = 0; i < facts->n_profiles; i++)
		add_profile_user(veil, facts->profiles[i]);
}

void ed_veil_exchange(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *one =
		    facts->exchange_objects[i];

		for (size_t k = 0; k < one->n_properties; k++)
			add_property(veil, &one->properties[k]);
	}
}
