/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"
#include <easdoctor/scep.h>

/* A key that is not there has no member at all. */
void ed_json_field(
    struct ed_object to, const char *name, const struct ed_field *field)
{
	struct ed_object out;

	if (!field->given)
		return;
	out = ed_set_object(to, name);
	ed_set_text(out, "value", field->value);
	ed_set_where(out, &field->ref);
}

void ed_json_switch(
    struct ed_object to, const char *name, const struct ed_switch *given)
{
	struct ed_object out;

	if (given->value == ED_UNSAID)
		return;
	out = ed_set_object(to, name);
	ed_set_answer(out, "value", given->value);
	ed_set_where(out, &given->ref);
}

static void set_payload(struct ed_object to, const struct ed_payload *payload)
{
	ed_set_text(to, "type", payload->type);
	ed_set_where(to, &payload->ref);
	ed_set_maybe(to, "uuid", payload->uuid);
	ed_set_maybe(to, "identifier", payload->identifier);
	ed_set_maybe(to, "display_name", payload->display_name);
	if (payload->identity)
		ed_set_text(to, "identity", payload->identity->label);
	ed_set_flag(to, "unfilled", payload->unfilled);
	ed_set_flag(to, "uuid_repeats", payload->same_uuid != NULL);
	ed_set_flag(to, "identifier_repeats", payload->same_identifier != NULL);
	if (payload->elsewhere)
		ed_set_text(
		    to, "uuid_also_in", payload->elsewhere_profile->label);
	ed_json_field(to, "vpn_uuid", &payload->vpn_uuid);
	if (payload->n_certificates)
		ed_set_number(
		    to, "certificates", (int64_t)payload->n_certificates);
}

static void set_services(struct ed_object to, const struct ed_eas *eas)
{
	struct ed_object services = ed_set_object(to, "services");

	for (size_t i = 0; i < ED_N_SERVICES; i++)
		ed_json_switch(services, ed_service_name(i), &eas->services[i]);
}

static void set_eas(struct ed_object to, const struct ed_eas *eas)
{
	struct ed_object lookups;

	ed_set_text(to, "label", eas->label);
	ed_set_where(to, &eas->ref);
	ed_json_field(to, "host", &eas->host);
	ed_json_field(to, "email", &eas->email);
	ed_json_field(to, "user", &eas->user);
	ed_set_flag(to, "password_set", eas->has_password);
	set_services(to, eas);
	ed_json_switch(to, "ssl", &eas->ssl);
	ed_json_switch(to, "oauth", &eas->oauth);
	ed_json_field(to, "oauth_url", &eas->oauth_url);
	ed_json_field(to, "identity_uuid", &eas->identity_uuid);
	if (eas->identity)
		ed_set_text(to, "identity_type", eas->identity->type);
	ed_set_flag(to, "inline_certificate", eas->has_inline_certificate);
	ed_json_field(to, "vpn_uuid", &eas->vpn_uuid);
	ed_json_switch(to, "smime_sign", &eas->smime_sign);
	ed_json_field(to, "smime_sign_uuid", &eas->smime_sign_uuid);
	if (eas->smime_signer)
		ed_set_text(to, "smime_sign_type", eas->smime_signer->type);
	ed_json_switch(to, "smime_encrypt", &eas->smime_encrypt);
	ed_json_field(to, "smime_encrypt_uuid", &eas->smime_encrypt_uuid);
	if (eas->smime_encrypter)
		ed_set_text(
		    to, "smime_encrypt_type", eas->smime_encrypter->type);
	lookups = ed_set_array(to, "lookups");
	for (size_t i = 0; i < eas->n_lookups; i++) {
		struct ed_object lookup = ed_append_object(lookups);

		ed_set_text(lookup, "value", eas->lookups[i].value);
		ed_set_where(lookup, &eas->lookups[i].ref);
	}
}

static void set_signature(
    struct ed_object to, const struct ed_signature *signature)
{
	struct ed_object out;

	if (signature->state == ED_SIGNATURE_NONE)
		return;
	out = ed_set_object(to, "signature");
	ed_set_word(out, "state", ed_signature_name(signature->state));
	ed_set_maybe(out, "detail", signature->detail);
	ed_set_maybe(out, "signer", signature->signer);
	ed_set_maybe(out, "issuer", signature->issuer);
	if (!signature->not_before && !signature->not_after)
		return;
	ed_set_time(out, "not_before", signature->not_before);
	ed_set_time(out, "not_after", signature->not_after);
}

void ed_json_profile(struct ed_object to, const struct ed_profile *profile)
{
	struct ed_object list;

	ed_set_text(to, "label", profile->label);
	ed_set_maybe(to, "identifier", profile->identifier);
	ed_set_maybe(to, "uuid", profile->uuid);
	ed_set_maybe(to, "display_name", profile->display_name);
	ed_set_word(to, "origin", ed_origin_name(profile->origin));
	ed_set_word(to, "origin_reason", profile->origin_reason);
	ed_json_form(to, profile);
	ed_set_word(to, "unreadable", profile->unreadable);
	set_signature(to, &profile->signature);
	list = ed_set_array(to, "payloads");
	for (size_t i = 0; i < profile->n_payloads; i++)
		set_payload(ed_append_object(list), &profile->payloads[i]);
	list = ed_set_array(to, "sceps");
	for (size_t i = 0; i < profile->n_sceps; i++)
		ed_json_scep(ed_append_object(list), &profile->sceps[i]);
	list = ed_set_array(to, "eas_accounts");
	for (size_t i = 0; i < profile->n_accounts; i++)
		set_eas(ed_append_object(list), &profile->accounts[i]);
}

void ed_json_observation(struct ed_object to, const struct ed_observation *seen)
{
	ed_set_text(to, "text", seen->text);
	if (seen->ref.input)
		ed_set_number(to, "input", (int64_t)seen->ref.input - 1);
	ed_set_where(to, &seen->ref);
	ed_set_word(to, "saw", ed_saw_name(seen->saw));
	if (seen->status)
		ed_set_number(to, "status", seen->status);
	if (seen->substatus >= 0)
		ed_set_number(to, "substatus", seen->substatus);
	if (seen->win32)
		ed_set_number(to, "win32", seen->win32);
	ed_set_word(to, "answerer", ed_answerer_name(seen->answerer));
	ed_set_word(to, "scheme", ed_scheme_name(seen->scheme));
	if (seen->login_page)
		ed_set_flag(to, "login_page", true);
	if (seen->throttled)
		ed_set_flag(to, "throttled", true);
	if (seen->attempt)
		ed_set_number(to, "attempt", seen->attempt->number);
}

static void set_account(struct ed_object to, const struct ed_account *account)
{
	struct ed_object out = ed_set_object(to, "user");

	ed_set_maybe(out, "email", account->email);
	ed_set_maybe(out, "upn", account->upn);
	ed_set_maybe(out, "sid", account->sid);
	if (account->upn_exported)
		ed_set_flag(out, "upn_from_directory", true);
	if (account->sid_exported)
		ed_set_flag(out, "sid_from_directory", true);
}

static void set_device(struct ed_object to, const struct ed_device *device)
{
	struct ed_object out = ed_set_object(to, "device");

	ed_set_maybe(out, "platform", device->platform);
	ed_set_maybe(out, "os", device->os);
	ed_set_maybe(out, "eas_id", device->eas_id);
	ed_set_maybe(out, "user_agent", device->user_agent);
}

/* A list of pairs, because a name from a file could repeat. */
static void set_lookups(struct ed_object to, const struct ed_facts *facts)
{
	struct ed_object list = ed_set_array(to, "lookups");

	for (size_t i = 0; i < facts->n_lookups; i++) {
		struct ed_object lookup = ed_append_object(list);

		ed_set_text(lookup, "name", facts->lookups[i].name);
		ed_set_text(lookup, "value", facts->lookups[i].value);
	}
}

static void set_template(
    struct ed_object to, const struct ed_template *template)
{
	struct ed_object out = ed_set_object(to, "template"), sans;

	ed_set_maybe(out, "subject", template->subject);
	sans = ed_set_array(out, "san");
	for (size_t i = 0; i < template->n_sans; i++) {
		struct ed_object san = ed_append_object(sans);

		ed_set_word(
		    san, "type", ed_san_type_name(template->sans[i].type));
		ed_set_text(san, "value", template->sans[i].value);
	}
	ed_set_maybe(out, "key_type", template->key_type);
	if (template->key_bits)
		ed_set_number(out, "key_bits", template->key_bits);
	if (template->has_renewal || template->renew_days_before)
		ed_set_number(
		    out, "renew_days_before", template->renew_days_before);
	ed_set_maybe(out, "issuing_template", template->issuing_template);
}

static void set_ca(struct ed_object to, const struct ed_ca *ca)
{
	struct ed_object out = ed_set_object(to, "ca");

	ed_set_maybe(out, "name", ca->name);
	ed_set_maybe(out, "type", ca->type);
	ed_set_maybe(out, "scep_url", ca->scep_url);
	ed_set_maybe(out, "challenge", ca->challenge);
	ed_set_maybe(out, "service_account", ca->service_account);
}

static void set_endpoint(
    struct ed_object to, const struct ed_endpoint *endpoint)
{
	struct ed_object out = ed_set_object(to, "endpoint");

	ed_set_maybe(out, "host", endpoint->host);
	if (endpoint->port)
		ed_set_number(out, "port", endpoint->port);
	ed_set_maybe(out, "site", endpoint->site);
	ed_set_answer(out, "certificate_only", endpoint->certificate_only);
	ed_set_answer(out, "gateway", endpoint->gateway);
	ed_set_maybe(out, "gateway_host", endpoint->gateway_host);
	ed_set_answer(out, "gateway_ends_certificate",
	    endpoint->gateway_ends_certificate);
	if (endpoint->n_acceptable_issuers)
		ed_set_texts(out, "acceptable_issuers",
		    endpoint->acceptable_issuers,
		    endpoint->n_acceptable_issuers);
}

static void set_controllers(struct ed_object to, const struct ed_facts *facts)
{
	struct ed_object list = ed_set_array(to, "domain_controllers");

	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *dc =
		    &facts->domain_controllers[i];
		struct ed_object out = ed_append_object(list);

		ed_set_maybe(out, "os", dc->os);
		if (dc->patched)
			ed_set_time(out, "patched", dc->patched);
	}
}

void ed_json_expected(struct ed_object to, const struct ed_case *c)
{
	const struct ed_facts *facts = &c->facts;

	ed_set_maybe(to, "case", c->name);
	if (c->scope)
		ed_set_bits(to, "scope", c->scope, ed_stage_name);
	ed_set_word(to, "affected", ed_affected_name(c->affected));
	if (c->since)
		ed_set_time(to, "since", c->since);
	ed_set_maybe(to, "timezone", c->timezone);
	if (facts->account)
		set_account(to, facts->account);
	if (facts->device)
		set_device(to, facts->device);
	if (facts->n_lookups)
		set_lookups(to, facts);
	if (facts->request_template)
		set_template(to, facts->request_template);
	if (facts->ca)
		set_ca(to, facts->ca);
	if (facts->endpoint)
		set_endpoint(to, facts->endpoint);
	if (facts->n_domain_controllers)
		set_controllers(to, facts);
}
