/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-activesync: the virtual directory must fit where devices connect.
 *
 * Its ExternalUrl is what Autodiscover hands out after any failure. And of a
 * gateway and Exchange only one can take the device's certificate.
 */
#include <easdoctor/check.h>
#include <easdoctor/exchange.h>

static bool is_vdir(const struct ed_exchange_object *object)
{
	return object->kind == ED_EXCHANGE_VDIR;
}

/* The host of "https://host[:port]/path". */
static struct ed_str host_of(struct ed_str url)
{
	size_t at = ed_str_find(url, ED_STR("://"));
	struct ed_str host = at < url.n ? ed_str_sub(url, at + 3, url.n) : url;

	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] == '/' || host.p[i] == ':' || host.p[i] == '?')
			return ed_str_sub(host, 0, i);
	return host;
}

/* One site of several has its own: one that fits is enough. */
static void settle_url(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "external-url";
	const struct ed_property *wrong = NULL;
	bool untold = false;

	if (!facts->endpoint || !facts->endpoint->host.n)
		return;
	for (size_t i = 0; i < facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *one =
		    facts->exchange_objects[i];
		const struct ed_property *url =
		    ed_property_find(one, "ExternalUrl");

		if (!is_vdir(one))
			continue;
		if (url &&
		    ed_str_ieq(host_of(url->value), facts->endpoint->host)) {
			ed_settle(out, id, false, url->ref, NULL);
			return;
		}
		untold |=
		    !url || url->cut || url->wrapped || one->contradictory;
		wrong = wrong ? wrong : url;
	}
	if (untold)
		ed_unknown(out, id,
		    "the output does not show ExternalUrl of all virtual "
		    "directories whole");
	else if (wrong)
		ed_settle(out, id, true, wrong->ref,
		    ED_VALUES(
			{"url", ED_TEXT,
			    wrong->value.n ? wrong->value : ED_STR("(empty)")},
			{"host", ED_HOST, facts->endpoint->host}));
}

/* What the virtual directories ask of clients. */
struct demand {
	const struct ed_property *required, *seen;
	bool by_all, untold;
};

static struct demand find_demand(const struct ed_facts *facts)
{
	struct demand all = {.by_all = true};

	for (size_t i = 0; i < facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *one =
		    facts->exchange_objects[i];
		const struct ed_property *wants =
		    ed_property_find(one, "ClientCertAuth");
		bool requires;

		if (!is_vdir(one))
			continue;
		all.untold |= !wants || !wants->value.n || one->contradictory;
		requires =
		    wants && ed_str_ieq(wants->value, ED_STR("Required"));
		all.seen = all.seen ? all.seen : wants;
		all.required = !all.required && requires ? wants : all.required;
		all.by_all &= requires;
	}
	return all;
}

static void settle_gateway(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "gateway-conflict";
	const struct ed_endpoint *endpoint = facts->endpoint;
	const struct demand all = find_demand(facts);
	const bool gateway = endpoint && endpoint->gateway == ED_YES;
	const bool conflict = gateway && all.required &&
			      endpoint->gateway_ends_certificate == ED_YES;

	if (!endpoint)
		return;
	if (gateway && endpoint->gateway_ends_certificate == ED_UNSAID)
		ed_not_asked(out, id,
		    "the case does not say whether the gateway or Exchange "
		    "takes the certificate");
	else if (all.untold)
		ed_unknown(out, id,
		    "the output does not show ClientCertAuth of all virtual "
		    "directories");
	else if (conflict && !all.by_all)
		ed_unknown(out, id,
		    "only some servers require a certificate; which of them "
		    "the gateway asks is not known");
	else if (all.seen)
		ed_settle(out, id, conflict,
		    all.required ? all.required->ref : all.seen->ref,
		    ED_VALUES({"gateway", ED_HOST, endpoint->gateway_host}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	settle_url(facts, out);
	settle_gateway(facts, out);
}

const struct ed_check ed_check_exchange_activesync = {
    .id = "exchange-activesync",
    .title = "The virtual directory fits where devices connect",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"external-url", ED_NEED_VDIR | ED_NEED_ENDPOINT},
	{"gateway-conflict", ED_NEED_VDIR | ED_NEED_GATEWAY}),
    .run = run,
};
