/* SPDX-License-Identifier: Apache-2.0 */
/*
 * endpoint-name: the endpoint's name must lead to an address.
 *
 * Seen from where the probe ran: a device on another network may get another
 * answer, so this is never more than a sign.
 */
#include <easdoctor/check.h>

static void settle(
    const struct ed_probe *probe, bool present, struct ed_sink *out)
{
	struct ed_ref ref = probe->ref;

	ref.kind = ED_AT_REQUEST;
	ref.at = ED_STR("dns");
	ed_settle(out, "unresolvable", present, ref,
	    ED_VALUES({"host", ED_HOST, probe->host},
		{"error", ED_TEXT,
		    probe->dns_error.n ? probe->dns_error
				       : ED_STR("no address")}));
}

/* The one that says most: failed, then in doubt, then well. */
static const struct ed_probe *find(
    const struct ed_facts *facts, enum ed_dns_state state)
{
	for (size_t i = 0; i < facts->n_probes; i++)
		if (facts->probes[i]->dns == state &&
		    facts->probes[i]->same_server)
			return facts->probes[i];
	return NULL;
}

static bool any_of_it(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_probes; i++)
		if (facts->probes[i]->same_server)
			return true;
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (find(facts, ED_DNS_FAILED))
		settle(find(facts, ED_DNS_FAILED), true, out);
	else if (find(facts, ED_DNS_TIMEOUT))
		ed_unknown(out, "unresolvable",
		    "the name server gave no answer in time");
	else if (find(facts, ED_DNS_UNSAID))
		ed_unknown(out, "unresolvable",
		    "the record does not say how the name was resolved");
	else if (find(facts, ED_DNS_OK))
		settle(find(facts, ED_DNS_OK), false, out);
	else if (!any_of_it(facts))
		ed_unknown(out, "unresolvable",
		    "the probe was of another server than the case or the "
		    "profile names");
	else
		ed_not_asked(out, "unresolvable",
		    "an address was given, so no name was resolved");
}

const struct ed_check ed_check_endpoint_name = {
    .id = "endpoint-name",
    .title = "The endpoint's name leads to an address",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"unresolvable", ED_NEED_PROBE}),
    .run = run,
};
