/* SPDX-License-Identifier: Apache-2.0 */
/* Where the values that are hidden come from. */
#include "report/privacy.h"

#include <easdoctor/directory.h>
#include <easdoctor/profile.h>
#include <easdoctor/revocation.h>
#include <easdoctor/scep.h>

/* Hex digits in a row that are a serial number, not a count. */
enum { LONG_HEX = 16 };

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
	       (byte >= 'A' && byte <= 'F');
}

static bool is_in(char byte, const char *also)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80 ||
	       ed_str_has(ed_str_of(also), byte);
}

/* The address around the @ at offset at. */
static void take_address(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_in(text.p[from - 1], "._%+-'"))
		from--;
	while (to < text.n && is_in(text.p[to], ".-"))
		to++;
	while (to > at && ed_str_has(ED_STR(".-"), text.p[to - 1]))
		to--;
	while (from < at && ed_str_has(ED_STR("._%+-'"), text.p[from]))
		from++;
	if (from < at && to > at + 1)
		ed_veil_add(veil, ED_UPN, ed_str_sub(text, from, to - from));
}

static size_t take_sid(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at + 2;

	while (to < text.n &&
	       (text.p[to] == '-' || (text.p[to] >= '0' && text.p[to] <= '9')))
		to++;
	while (to > at + 2 && text.p[to - 1] == '-')
		to--;
	ed_veil_add(veil, ED_SID, ed_str_sub(text, at, to - at));
	return to;
}

static size_t take_hex(struct ed_veil *veil, struct ed_str text, size_t at)
{
	size_t to = at;

	while (to < text.n && is_hex(text.p[to]))
		to++;
	if (to - at >= LONG_HEX)
		ed_veil_add(veil, ED_THUMBPRINT, ed_str_sub(text, at, to - at));
	return to;
}

void ed_veil_sweep(struct ed_veil *veil, struct ed_str text)
{
	for (size_t i = 0; i < text.n;) {
		const struct ed_str rest = ed_str_sub(text, i, text.n);
		const bool starts = i == 0 || !is_in(text.p[i - 1], "");

		if (text.p[i] == '@')
			take_address(veil, text, i++);
		else if (starts && (ed_str_starts(rest, ED_STR("S-1-5-")) ||
				       ed_str_starts(rest, ED_STR("S-1-12-"))))
			i = take_sid(veil, text, i);
		else if (starts && is_hex(text.p[i]))
			i = take_hex(veil, text, i);
		else
			i++;
	}
}

static void add_certificate(
    struct ed_veil *veil, const struct ed_certificate *cert)
{
	const struct ed_name *names[] = {&cert->subject, &cert->issuer};

	for (size_t k = 0; k < ED_COUNT(names); k++) {
		for (size_t i = 0; i < names[k]->n_attributes; i++)
			ed_veil_add(veil, ED_DN, names[k]->attributes[i].value);
		ed_veil_add(veil, ED_DN, names[k]->text);
	}
	for (size_t i = 0; i < cert->n_upns; i++)
		ed_veil_add(veil, ED_UPN, cert->upns[i].value);
	for (size_t i = 0; i < cert->n_sans; i++) {
		if (cert->sans[i].type == ED_SAN_EMAIL)
			ed_veil_add(veil, ED_EMAIL, cert->sans[i].value);
		else if (cert->sans[i].type == ED_SAN_DNS)
			ed_veil_add(veil, ED_HOST, cert->sans[i].value);
	}
	for (size_t i = 0; i < cert->n_sids; i++)
		ed_veil_add(veil, ED_SID, cert->sids[i].value);
	ed_veil_add(veil, ED_SERIAL, cert->serial);
	ed_veil_add(veil, ED_THUMBPRINT, cert->sha1);
	ed_veil_add(veil, ED_THUMBPRINT, cert->sha256);
	if (cert->sha256.n)
		ed_veil_add(veil, ED_THUMBPRINT, ed_certificate_mark(cert));
}

/* The host of an URL, without user and port. */
static void add_url(struct ed_veil *veil, struct ed_str url)
{
	const size_t scheme = ed_str_find(url, ED_STR("://"));
	struct ed_str host =
	    scheme < url.n ? ed_str_sub(url, scheme + 3, url.n) : url;
	size_t n = 0;

	while (n < host.n && !ed_str_has(ED_STR("/?#:"), host.p[n]))
		n++;
	host = ed_str_sub(host, 0, n);
	n = ed_str_find(host, ED_STR("@"));
	ed_veil_add(
	    veil, ED_HOST, n < host.n ? ed_str_sub(host, n + 1, host.n) : host);
}

static void add_urls(struct ed_veil *veil, const struct ed_str *urls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_url(veil, urls[i]);
}

static void add_case(struct ed_veil *veil, const struct ed_facts *facts)
{
	if (facts->account) {
		ed_veil_add(veil, ED_UPN, facts->account->upn);
		ed_veil_add(veil, ED_EMAIL, facts->account->email);
		ed_veil_add(veil, ED_SID, facts->account->sid);
	}
	if (facts->device)
		ed_veil_add(veil, ED_DEVICE, facts->device->eas_id);
	for (size_t i = 0; i < facts->n_lookups; i++) {
		const struct ed_str value = facts->lookups[i].value;
		bool is_sid = ed_str_starts(value, ED_STR("S-1-"));

		ed_veil_add(veil, is_sid ? ED_SID : ED_UPN, value);
	}
	if (facts->ca) {
		ed_veil_add(veil, ED_DN, facts->ca->name);
		ed_veil_add(veil, ED_UPN, facts->ca->service_account);
		add_url(veil, facts->ca->scep_url);
	}
	if (facts->endpoint) {
		ed_veil_add(veil, ED_HOST, facts->endpoint->host);
		ed_veil_add(veil, ED_HOST, facts->endpoint->gateway_host);
		for (size_t i = 0; i < facts->endpoint->n_acceptable_issuers;
		     i++)
			ed_veil_add(veil, ED_DN,
			    facts->endpoint->acceptable_issuers[i]);
	}
}

static void add_profiles(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++) {
		const struct ed_profile *profile = facts->profiles[i];

		ed_veil_add(veil, ED_DEVICE, profile->uuid);
		for (size_t k = 0; k < profile->n_accounts; k++) {
			const struct ed_eas *eas = &profile->accounts[k];

			add_url(veil, eas->host.value);
			ed_veil_add(veil, ED_EMAIL, eas->email.value);
			ed_veil_add(veil, ED_UPN, eas->user.value);
		}
		for (size_t k = 0; k < profile->n_sceps; k++) {
			add_url(veil, profile->sceps[k].url.value);
			ed_veil_add(
			    veil, ED_DN, profile->sceps[k].subject.text);
			ed_veil_add(veil, ED_DN, profile->sceps[k].name.value);
		}
	}
	for (size_t i = 0; i < facts->n_android_mails; i++)
		add_url(veil, facts->android_mails[i]->host.value);
}

static void add_accounts(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_accounts; i++) {
		const struct ed_directory_account *one = facts->accounts[i];

		ed_veil_add(veil, ED_UPN, one->upn);
		ed_veil_add(veil, ED_EMAIL, one->mail);
		ed_veil_add(veil, ED_UPN, one->sam_name);
		ed_veil_add(veil, ED_SID, one->sid);
		ed_veil_add(veil, ED_DN, one->dn);
	}
}

static void add_servers(struct ed_veil *veil, const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_probes; i++) {
		const struct ed_probe *probe = facts->probes[i];

		ed_veil_add(veil, ED_HOST, probe->host);
		ed_veil_add(veil, ED_DEVICE, probe->device_id);
		add_url(veil, probe->proxy);
		add_url(veil, probe->connect_to);
		for (size_t k = 0; k < probe->n_addresses; k++)
			ed_veil_add(veil, ED_IP, probe->addresses[k]);
		for (size_t k = 0; k < probe->n_nodes; k++)
			ed_veil_add(veil, ED_IP, probe->nodes[k]->address);
	}
	for (size_t i = 0; i < facts->n_ca_infos; i++) {
		ed_veil_add(veil, ED_DN, facts->ca_infos[i]->name);
		ed_veil_add(veil, ED_DN, facts->ca_infos[i]->sanitized);
		ed_veil_add(veil, ED_HOST, facts->ca_infos[i]->host);
	}
	for (size_t i = 0; i < facts->n_crls; i++) {
		ed_veil_add(veil, ED_DN, facts->crls[i]->issuer.text);
		ed_veil_add(veil, ED_THUMBPRINT, facts->crls[i]->sha256);
		add_urls(veil, facts->crls[i]->urls, facts->crls[i]->n_urls);
	}
}

void ed_veil_facts(struct ed_veil *veil, const struct ed_case *c)
{
	const struct ed_facts *facts = &c->facts;

	add_case(veil, facts);
	for (size_t i = 0; i < facts->n_certificates; i++) {
		const struct ed_certificate *cert = facts->certificates[i];

		add_certificate(veil, cert);
		add_urls(veil, cert->cdps, cert->n_cdps);
		add_urls(veil, cert->issuer_urls, cert->n_issuer_urls);
		add_urls(veil, cert->ocsp_urls, cert->n_ocsp_urls);
	}
	add_profiles(veil, facts);
	add_accounts(veil, facts);
	add_servers(veil, facts);
	for (size_t i = 0; i < facts->n_inputs; i++)
		ed_veil_add(veil, ED_PATH,
		    ed_escape(veil->arena, facts->inputs[i]->path));
	ed_veil_add(veil, ED_PATH, ed_escape(veil->arena, c->name));
}

static void put_own(struct ed_text *own, struct ed_str text)
{
	ed_put(own, text);
	ed_put_byte(own, '\n');
}

static void put_rule(struct ed_text *own, const struct ed_rule *rule)
{
	put_own(own, rule->id);
	put_own(own, rule->title);
	put_own(own, rule->text);
	put_own(own, rule->undo);
	put_own(own, rule->handoff);
	for (size_t i = 0; i < rule->fix.n; i++)
		put_own(own, rule->fix.items[i]);
	for (size_t i = 0; i < rule->cite.n; i++)
		put_own(own, rule->cite.items[i]);
	for (size_t i = 0; i < rule->n_verify; i++)
		put_own(own, rule->verify[i].run);
	for (size_t i = 0; i < rule->n_explains; i++)
		put_own(own, rule->explains[i].via);
}

/* What a report says of everybody. */
static void collect_own(struct ed_veil *veil)
{
	struct ed_text own = {.arena = veil->arena};

	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++)
		put_rule(&own, &ed_builtin_rules.rules[i]);
	for (size_t i = 0; i < ed_builtin_rules.n_checks; i++) {
		put_own(&own, ed_builtin_rules.checks[i].supply);
		put_own(&own, ed_builtin_rules.checks[i].collect.run);
	}
	veil->own = ed_veil_lower(veil->arena, ed_text_str(&own));
}

static enum ed_kind kind_of(struct ed_str word)
{
	for (size_t i = 0; ed_kind_names[i]; i++)
		if (ed_str_eq(word, ed_str_of(ed_kind_names[i])))
			return (enum ed_kind)i;
	return ED_TEXT;
}

/* What checks found, typed; and what any text of evidence shows. */
static void collect_findings(
    struct ed_veil *veil, const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];

		for (size_t k = 0; k < one->n_values; k++) {
			ed_veil_add(veil, kind_of(one->values[k].kind),
			    one->values[k].value);
			ed_veil_sweep(veil, one->values[k].value);
		}
		for (size_t k = 0; k < one->n_evidence; k++)
			ed_veil_sweep(veil, one->evidence[k].quote);
		ed_veil_sweep(veil, one->subject);
		ed_veil_sweep(veil, one->reason);
	}
	for (size_t i = 0; i < report->n_causes; i++)
		ed_veil_sweep(veil, report->causes[i].text);
	for (size_t i = 0; i < report->n_inputs; i++)
		for (size_t k = 0; k < report->inputs[i].damage.n; k++)
			ed_veil_sweep(veil, report->inputs[i].damage.items[k]);
}

void ed_veil_make(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, const struct ed_report *report,
    struct ed_veil *out)
{
	*out = (struct ed_veil){.arena = arena, .level = level, .key = key};
	if (level == ED_PRIVACY_NONE)
		return;
	collect_own(out);
	ed_veil_facts(out, c);
	collect_findings(out, report);
	ed_veil_close(out);
}
