/* SPDX-License-Identifier: Apache-2.0 */
/* What profiles name, and what the case says should be true. */
#include "report/privacy_parts.h"

#include <easdoctor/profile.h>
#include <easdoctor/scep.h>

static void add_account(struct ed_veil *veil, const struct ed_eas *eas)
{
	ed_veil_add_url(veil, eas->host.value);
	ed_veil_add_url(veil, eas->oauth_url.value);
	ed_veil_add(veil, ED_DEVICE, eas->identity_uuid.value);
	ed_veil_add(veil, ED_DEVICE, eas->smime_sign_uuid.value);
	ed_veil_add(veil, ED_DEVICE, eas->smime_encrypt_uuid.value);
	ed_veil_add(veil, ED_DEVICE, eas->vpn_uuid.value);
	for (size_t i = 0; i < eas->n_lookups; i++)
		ed_veil_add_words(veil, eas->lookups[i].value);
}

static void add_scep(struct ed_veil *veil, const struct ed_scep *scep)
{
	ed_veil_add_url(veil, scep->url.value);
	ed_veil_add(veil, ED_DN, scep->name.value);
	ed_veil_name(veil, &scep->subject);
	ed_veil_add(veil, ED_THUMBPRINT, scep->fingerprint);
	ed_veil_add_words(veil, scep->key_type.value);
	for (size_t i = 0; i < scep->n_sans; i++) {
		static const enum ed_kind kinds[] = {[ED_SAN_EMAIL] = ED_EMAIL,
		    [ED_SAN_UPN] = ED_UPN,
		    [ED_SAN_DNS] = ED_HOST,
		    [ED_SAN_URI] = ED_TEXT};

		if (scep->sans[i].type == ED_SAN_URI)
			ed_veil_add_url(veil, scep->sans[i].value);
		ed_veil_sweep(veil, scep->sans[i].value);
		ed_veil_add(
		    veil, kinds[scep->sans[i].type], scep->sans[i].value);
	}
}

static void add_payload(struct ed_veil *veil, const struct ed_payload *payload)
{
	ed_veil_add(veil, ED_DEVICE, payload->uuid);
	ed_veil_add_name(veil, payload->identifier);
	ed_veil_add_name(veil, payload->display_name);
	ed_veil_add(veil, ED_DEVICE, payload->vpn_uuid.value);
	/* Payloads of Apple's are everybody's. */
	if (!ed_str_istarts(payload->type, ED_STR("com.apple.")))
		ed_veil_add_name(veil, payload->type);
}

static void add_profile(struct ed_veil *veil, const struct ed_profile *profile)
{
	ed_veil_add(veil, ED_DEVICE, profile->uuid);
	ed_veil_add_name(veil, profile->identifier);
	ed_veil_add_name(veil, profile->display_name);
	ed_veil_add(veil, ED_DN, profile->signature.signer);
	ed_veil_add(veil, ED_DN, profile->signature.issuer);
	ed_veil_add_words(veil, profile->signature.detail);
	for (size_t i = 0; i < profile->n_payloads; i++)
		add_payload(veil, &profile->payloads[i]);
	for (size_t i = 0; i < profile->n_accounts; i++)
		add_account(veil, &profile->accounts[i]);
	for (size_t i = 0; i < profile->n_sceps; i++)
		add_scep(veil, &profile->sceps[i]);
	for (size_t i = 0; i < profile->n_troubles; i++) {
		const struct ed_trouble *trouble = &profile->troubles[i];

		if (!ed_str_istarts(trouble->part, ED_STR("com.apple.")))
			ed_veil_add_words(veil, trouble->part);
		ed_veil_add_words(veil, trouble->key);
		ed_veil_sweep(veil, trouble->found);
		ed_veil_add_words(veil, trouble->found);
	}
}

void ed_veil_profiles(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		add_profile(veil, facts->profiles[i]);
	for (size_t i = 0; i < facts->n_android_mails; i++) {
		const struct ed_android_mail *mail = facts->android_mails[i];

		ed_veil_add_url(veil, mail->host.value);
		ed_veil_add_words(veil, mail->type);
		ed_veil_add_words(veil, mail->label);
	}
}

static void add_device(struct ed_veil *veil, const struct ed_device *device)
{
	if (!device)
		return;
	ed_veil_add(veil, ED_DEVICE, device->eas_id);
	ed_veil_add_words(veil, device->platform);
	ed_veil_add_words(veil, device->os);
	ed_veil_add_words(veil, device->user_agent);
}

/* DeviceUid, DeviceSerialNumber: which one it is, not what it is. */
static bool names_device(struct ed_str name)
{
	return ed_str_istarts(name, ED_STR("Device")) &&
	       (ed_str_iends(name, ED_STR("id")) ||
		   ed_str_iends(name, ED_STR("number")) ||
		   ed_str_iends(name, ED_STR("imei")));
}

/* Lookup values are of this device and its user. */
static void add_lookups(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_lookups; i++) {
		const struct ed_str name = facts->lookups[i].name;
		const struct ed_str value = facts->lookups[i].value;
		enum ed_kind kind = ED_UPN;

		ed_veil_add_words(veil, name);
		if (ed_str_istarts(value, ED_STR("S-1-")))
			kind = ED_SID;
		else if (names_device(name))
			kind = ED_DEVICE;
		ed_veil_add(veil, kind, value);
	}
}

static void add_template(
    struct ed_veil *veil, const struct ed_template *template)
{
	if (!template)
		return;
	ed_veil_add(veil, ED_DN, template->subject);
	for (size_t i = 0; i < template->n_sans; i++) {
		ed_veil_sweep(veil, template->sans[i].value);
		ed_veil_add_words(veil, template->sans[i].value);
	}
	ed_veil_add_name(veil, template->issuing_template);
	ed_veil_add_words(veil, template->key_type);
}

static void add_ca(struct ed_veil *veil, const struct ed_ca *ca)
{
	if (!ca)
		return;
	ed_veil_add(veil, ED_DN, ca->name);
	ed_veil_add(veil, ED_UPN, ca->service_account);
	ed_veil_add_url(veil, ca->scep_url);
}

static void add_endpoint(
    struct ed_veil *veil, const struct ed_endpoint *endpoint)
{
	if (!endpoint)
		return;
	ed_veil_add(veil, ED_HOST, endpoint->host);
	ed_veil_add(veil, ED_HOST, endpoint->gateway_host);
	ed_veil_add_name(veil, endpoint->site);
	for (size_t i = 0; i < endpoint->n_acceptable_issuers; i++)
		ed_veil_add(veil, ED_DN, endpoint->acceptable_issuers[i]);
}

void ed_veil_expected(struct ed_veil *veil, const struct ed_case *c)
{
	const struct ed_facts *facts = &c->facts;

	add_device(veil, facts->device);
	add_lookups(veil, facts);
	add_template(veil, facts->request_template);
	add_ca(veil, facts->ca);
	add_endpoint(veil, facts->endpoint);
	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		ed_veil_add_words(veil, facts->domain_controllers[i].os);
	for (size_t i = 0; i < facts->n_observations; i++) {
		ed_veil_sweep(veil, facts->observations[i]->text);
		ed_veil_add_words(veil, facts->observations[i]->text);
	}
	for (size_t i = 0; i < c->accepted.n; i++) {
		const struct ed_accepted *one =
		    &ED_ITEMS(c->accepted, struct ed_accepted)[i];

		ed_veil_add(veil, ED_UPN, one->author);
		ed_veil_add_words(veil, one->author);
		ed_veil_add_words(veil, one->reason);
		ed_veil_add_words(veil, one->subject);
	}
	for (size_t i = 0; i < facts->n_inputs; i++)
		ed_veil_add_path(veil, facts->inputs[i]->path);
	ed_veil_add_path(veil, c->name);
}
