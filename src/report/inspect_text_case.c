/* SPDX-License-Identifier: Apache-2.0 */
/* Profiles, symptoms, and what a case says should be true. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"
#include <easdoctor/scep.h>

/* What a case states has longer names, and no hashes. */
enum { WIDE_NAMES = 18 };

static void put_field(const struct ed_inspect *sheet, const char *name,
    const struct ed_field *field)
{
	if (field->given)
		ed_inspect_value(sheet, name, field->value);
	else
		ed_inspect_words(sheet, name, "not given");
}

static void put_field_if(const struct ed_inspect *sheet, const char *name,
    const struct ed_field *field)
{
	if (field->given)
		ed_inspect_value(sheet, name, field->value);
}

static void put_answer(
    const struct ed_inspect *sheet, const char *name, enum ed_answer answer)
{
	if (answer != ED_UNSAID)
		ed_inspect_words(sheet, name, "%s", ed_answer_name(answer));
}

static void put_services(
    const struct ed_inspect *sheet, const struct ed_eas *eas)
{
	for (size_t i = 0; i < ED_N_SERVICES; i++)
		if (eas->services[i].value != ED_UNSAID)
			ed_inspect_words(sheet, ed_service_name(i), "%s",
			    eas->services[i].value == ED_YES ? "on" : "off");
}

/* A reference of S/MIME, and what it names. */
static void put_reference(const struct ed_inspect *sheet,
    const struct ed_field *uuid, const struct ed_payload *payload)
{
	put_field_if(sheet, "  with", uuid);
	if (payload)
		ed_inspect_words(sheet, "", "a payload of type %.*s",
		    ED_ARG(ed_inspect_safe(sheet, payload->type)));
}

static void put_twins(
    const struct ed_inspect *sheet, const struct ed_payload *payload)
{
	if (payload->same_uuid)
		ed_inspect_words(
		    sheet, "", "its UUID stands in this profile before");
	if (payload->same_identifier)
		ed_inspect_words(
		    sheet, "", "its identifier stands in this profile before");
	if (payload->elsewhere)
		ed_inspect_words(sheet, "", "its UUID stands in %.*s too",
		    ED_ARG(ed_inspect_safe(
			sheet, payload->elsewhere_profile->label)));
	if (payload->unfilled)
		ed_inspect_words(
		    sheet, "", "what is made for each device is not in it");
}

static void put_payload(const struct ed_inspect *sheet,
    const struct ed_payload *payload, size_t number)
{
	ed_inspect_head(sheet, ed_format(sheet->page.out->arena,
				   "payload %zu of the profile", number));
	ed_inspect_value(sheet, "type", payload->type);
	ed_inspect_place(sheet, &payload->ref);
	ed_inspect_maybe(sheet, "uuid", payload->uuid);
	ed_inspect_maybe(sheet, "identifier", payload->identifier);
	ed_inspect_maybe(sheet, "name", payload->display_name);
	if (payload->identity)
		ed_inspect_value(sheet, "holds", payload->identity->label);
	put_twins(sheet, payload);
	put_field_if(sheet, "VPN", &payload->vpn_uuid);
	if (payload->n_certificates)
		ed_inspect_words(sheet, "trusts", "%zu certificate%s",
		    payload->n_certificates,
		    payload->n_certificates == 1 ? "" : "s");
}

static void put_eas_identity(
    const struct ed_inspect *sheet, const struct ed_eas *eas)
{
	put_field(sheet, "identity", &eas->identity_uuid);
	if (eas->identity)
		ed_inspect_words(sheet, "", "a payload of type %.*s",
		    ED_ARG(ed_inspect_safe(sheet, eas->identity->type)));
	else if (eas->identity_uuid.given)
		ed_inspect_words(sheet, "", "names no payload read here");
	if (eas->has_inline_certificate)
		ed_inspect_words(sheet, "inline", "a certificate is included");
}

static void put_account(
    const struct ed_inspect *sheet, const struct ed_eas *eas)
{
	ed_inspect_head(sheet, ed_format(sheet->page.out->arena,
				   "EAS account of %.*s", ED_ARG(eas->label)));
	ed_inspect_place(sheet, &eas->ref);
	put_field(sheet, "host", &eas->host);
	put_field(sheet, "email", &eas->email);
	put_field(sheet, "user", &eas->user);
	ed_inspect_words(
	    sheet, "password", "%s", eas->has_password ? "set" : "not set");
	put_services(sheet, eas);
	ed_inspect_words(sheet, "SSL", "%s",
	    eas->ssl.value == ED_UNSAID ? "not given"
					: ed_answer_name(eas->ssl.value));
	put_answer(sheet, "OAuth", eas->oauth.value);
	put_field_if(sheet, "  at", &eas->oauth_url);
	put_eas_identity(sheet, eas);
	put_field_if(sheet, "VPN", &eas->vpn_uuid);
	put_answer(sheet, "signs", eas->smime_sign.value);
	put_reference(sheet, &eas->smime_sign_uuid, eas->smime_signer);
	put_answer(sheet, "encrypts", eas->smime_encrypt.value);
	put_reference(sheet, &eas->smime_encrypt_uuid, eas->smime_encrypter);
	for (size_t i = 0; i < eas->n_lookups; i++)
		ed_inspect_value(sheet, "lookup", eas->lookups[i].value);
}

static void put_signature(
    const struct ed_inspect *sheet, const struct ed_signature *signature)
{
	struct ed_digits from, to;

	if (signature->state == ED_SIGNATURE_NONE)
		return;
	ed_inspect_words(
	    sheet, "signature", "%s", ed_signature_name(signature->state));
	ed_inspect_maybe(sheet, "  because", signature->detail);
	ed_inspect_maybe(sheet, "  signer", signature->signer);
	ed_inspect_maybe(sheet, "  issuer", signature->issuer);
	if (signature->not_before || signature->not_after)
		ed_inspect_words(sheet, "  valid", "%.*s to %.*s",
		    ED_ARG(ed_time(&from, signature->not_before)),
		    ED_ARG(ed_time(&to, signature->not_after)));
}

void ed_inspect_profile(
    const struct ed_inspect *sheet, const struct ed_profile *profile)
{
	ed_inspect_head(sheet, profile->label);
	ed_inspect_maybe(sheet, "identifier", profile->identifier);
	ed_inspect_maybe(sheet, "uuid", profile->uuid);
	ed_inspect_maybe(sheet, "name", profile->display_name);
	ed_inspect_words(
	    sheet, "origin", "%s", ed_origin_name(profile->origin));
	if (profile->origin_reason)
		ed_inspect_words(sheet, "", "%s", profile->origin_reason);
	ed_inspect_form(sheet, profile);
	if (profile->unreadable)
		ed_inspect_words(
		    sheet, "unreadable", "%s", profile->unreadable);
	put_signature(sheet, &profile->signature);
	ed_inspect_words(sheet, "payloads", "%zu", profile->n_payloads);
	ed_inspect_words(sheet, "accounts", "%zu", profile->n_accounts);
	for (size_t i = 0; i < profile->n_payloads; i++)
		put_payload(sheet, &profile->payloads[i], i + 1);
	for (size_t i = 0; i < profile->n_sceps; i++)
		ed_inspect_scep(sheet, &profile->sceps[i]);
	for (size_t i = 0; i < profile->n_accounts; i++)
		put_account(sheet, &profile->accounts[i]);
}

static void put_http(struct ed_text *out, const struct ed_observation *seen)
{
	const char *answerer = ed_answerer_name(seen->answerer);
	const char *scheme = ed_scheme_name(seen->scheme);

	if (seen->status)
		ed_putf(out, "%s%u", out->n ? " " : "", seen->status);
	if (seen->substatus >= 0)
		ed_putf(out, ".%d", seen->substatus);
	if (seen->win32)
		ed_putf(out, ", win32 0x%08x", (unsigned)seen->win32);
	if (answerer)
		ed_putf(out, ", by %s", answerer);
	if (scheme)
		ed_putf(out, ", scheme %s", scheme);
	if (seen->login_page)
		ed_put(out, ED_STR(", a login page"));
	if (seen->throttled)
		ed_put(out, ED_STR(", throttled"));
}

void ed_inspect_observation(
    const struct ed_inspect *sheet, const struct ed_observation *seen)
{
	struct ed_text read = {.arena = sheet->page.out->arena};

	ed_page_put(
	    &sheet->page, ED_PLAIN, "  ", ed_inspect_safe(sheet, seen->text));
	ed_put(&read, ed_str_of(ed_saw_name(seen->saw)));
	put_http(&read, seen);
	ed_inspect_words(sheet, "read as", "%s", read.p);
}

static void put_maybe_exported(const struct ed_inspect *sheet, const char *name,
    struct ed_str value, bool exported)
{
	if (exported)
		ed_inspect_words(sheet, name, "%.*s, from the directory",
		    ED_ARG(ed_inspect_safe(sheet, value)));
	else
		ed_inspect_maybe(sheet, name, value);
}

static void put_person(const struct ed_inspect *sheet)
{
	const struct ed_account *account = sheet->c->facts.account;
	const struct ed_device *device = sheet->c->facts.device;

	if (account) {
		ed_inspect_maybe(sheet, "user email", account->email);
		put_maybe_exported(
		    sheet, "user upn", account->upn, account->upn_exported);
		put_maybe_exported(
		    sheet, "user sid", account->sid, account->sid_exported);
	}
	if (!device)
		return;
	ed_inspect_maybe(sheet, "platform", device->platform);
	ed_inspect_maybe(sheet, "os", device->os);
	ed_inspect_maybe(sheet, "eas id", device->eas_id);
	ed_inspect_maybe(sheet, "user agent", device->user_agent);
}

static void put_template(
    const struct ed_inspect *sheet, const struct ed_template *template)
{
	ed_inspect_maybe(sheet, "template subject", template->subject);
	for (size_t i = 0; i < template->n_sans; i++)
		ed_inspect_words(sheet, "template SAN", "%s %.*s",
		    ed_san_type_name(template->sans[i].type),
		    ED_ARG(ed_inspect_safe(sheet, template->sans[i].value)));
	ed_inspect_maybe(sheet, "template key", template->key_type);
	if (template->key_bits)
		ed_inspect_words(
		    sheet, "template bits", "%u", template->key_bits);
	if (template->has_renewal && !template->renew_days_before)
		ed_inspect_words(sheet, "renewed", "not by itself");
	else if (template->renew_days_before)
		ed_inspect_words(sheet, "renewed", "%u days before the end",
		    template->renew_days_before);
	ed_inspect_maybe(sheet, "issued by", template->issuing_template);
}

static void put_ca(const struct ed_inspect *sheet, const struct ed_ca *ca)
{
	ed_inspect_maybe(sheet, "CA", ca->name);
	ed_inspect_maybe(sheet, "CA type", ca->type);
	ed_inspect_maybe(sheet, "SCEP URL", ca->scep_url);
	ed_inspect_maybe(sheet, "challenge mode", ca->challenge);
	ed_inspect_maybe(sheet, "requested by", ca->service_account);
}

static void put_endpoint(
    const struct ed_inspect *sheet, const struct ed_endpoint *endpoint)
{
	ed_inspect_maybe(sheet, "endpoint", endpoint->host);
	if (endpoint->port)
		ed_inspect_words(sheet, "port", "%u", endpoint->port);
	ed_inspect_maybe(sheet, "site", endpoint->site);
	put_answer(sheet, "certificate only", endpoint->certificate_only);
	put_answer(sheet, "gateway", endpoint->gateway);
	ed_inspect_maybe(sheet, "gateway host", endpoint->gateway_host);
	put_answer(
	    sheet, "gateway ends it", endpoint->gateway_ends_certificate);
	for (size_t i = 0; i < endpoint->n_acceptable_issuers; i++)
		ed_inspect_value(
		    sheet, "asks for issuer", endpoint->acceptable_issuers[i]);
}

static void put_controllers(
    const struct ed_inspect *sheet, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		const struct ed_domain_controller *dc =
		    &facts->domain_controllers[i];
		struct ed_digits time;

		ed_inspect_words(sheet, "controller", "%.*s%s%.*s",
		    ED_ARG(ed_inspect_safe(sheet, dc->os)),
		    dc->patched ? ", updated " : "",
		    ED_ARG(dc->patched ? ed_time(&time, dc->patched)
				       : ED_STR("")));
	}
}

static void put_circumstances(const struct ed_inspect *sheet)
{
	const struct ed_case *c = sheet->c;
	struct ed_text scope = {.arena = sheet->page.out->arena};
	struct ed_digits time;
	const char *word;

	if (c->affected != ED_AFFECTED_UNSAID)
		ed_inspect_words(
		    sheet, "affected", "%s", ed_affected_name(c->affected));
	if (c->since)
		ed_inspect_value(sheet, "since", ed_time(&time, c->since));
	for (size_t i = 0; (word = ed_stage_name(c->scope, i)); i++)
		ed_putf(&scope, "%s%s", i ? ", " : "", word);
	ed_inspect_maybe(sheet, "scope", ed_text_str(&scope));
	ed_inspect_maybe(sheet, "timezone", c->timezone);
}

static bool expects_something(const struct ed_case *c)
{
	const struct ed_facts *f = &c->facts;

	return f->account || f->request_template || f->ca || f->endpoint ||
	       f->device || f->n_lookups || f->n_domain_controllers ||
	       c->affected || c->since || c->scope || c->timezone.n;
}

void ed_inspect_expected(const struct ed_inspect *inputs)
{
	const struct ed_facts *facts = &inputs->c->facts;
	struct ed_inspect wider = *inputs;
	const struct ed_inspect *sheet = &wider;

	if (!expects_something(inputs->c))
		return;
	wider.name_width = WIDE_NAMES;
	ed_page_head(&sheet->page, "What should be true, as stated");
	put_person(sheet);
	for (size_t i = 0; i < facts->n_lookups; i++)
		ed_inspect_words(sheet, "lookup", "{%.*s} is %.*s",
		    ED_ARG(ed_inspect_safe(sheet, facts->lookups[i].name)),
		    ED_ARG(ed_inspect_safe(sheet, facts->lookups[i].value)));
	if (facts->request_template)
		put_template(sheet, facts->request_template);
	if (facts->ca)
		put_ca(sheet, facts->ca);
	if (facts->endpoint)
		put_endpoint(sheet, facts->endpoint);
	put_controllers(sheet, facts);
	put_circumstances(sheet);
}
