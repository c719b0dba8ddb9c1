/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/outcome.h"

#include <easdoctor/exchange.h>
#include <easdoctor/limits.h>

#include <string.h>

const char *const ed_state_names[] = {
    "not_asked", "absent", "unknown", "present", NULL};

void ed_sink_open(
    struct ed_sink *sink, const struct ed_check *check, struct ed_arena *arena)
{
	size_t n = 0;

	while (check->findings[n].id)
		n++;
	*sink = (struct ed_sink){.arena = arena,
	    .outcomes = ed_alloc_array(arena, n, sizeof(*sink->outcomes)),
	    .n = n};
	for (size_t i = 0; i < n; i++)
		sink->outcomes[i] =
		    (struct ed_outcome){.id = check->findings[i].id,
			.state = ED_UNKNOWN,
			.open = true};
}

void ed_sink_give(
    struct ed_sink *sink, size_t i, enum ed_state state, struct ed_str reason)
{
	sink->outcomes[i].state = state;
	sink->outcomes[i].open = false;
	sink->outcomes[i].given = true;
	sink->outcomes[i].reason = ed_copy(sink->arena, reason);
}

/* The outcome that run() may still settle, or NULL. */
static struct ed_outcome *find_open(struct ed_sink *out, const char *id)
{
	for (size_t i = 0; i < out->n; i++) {
		if (strcmp(out->outcomes[i].id, id) != 0)
			continue;
		return out->outcomes[i].given ? NULL : &out->outcomes[i];
	}
	out->undeclared = true;
	return NULL;
}

static const struct ed_value *copy_values(
    struct ed_arena *arena, const struct ed_value *values)
{
	struct ed_value *copy;
	size_t n = 0;

	if (!values)
		return NULL;
	while (values[n].name)
		n++;
	copy = ed_alloc_array(arena, n + 1, sizeof(*copy));
	for (size_t i = 0; i < n; i++) {
		copy[i] = values[i];
		copy[i].name = ed_copy_c(arena, ed_str_of(values[i].name));
		copy[i].value = ed_copy(arena, values[i].value);
	}
	return copy;
}

void ed_settle(struct ed_sink *out, const char *id, bool present,
    struct ed_ref where, const struct ed_value *values)
{
	struct ed_outcome *outcome = find_open(out, id);

	if (!outcome)
		return;
	outcome->open = false;
	outcome->state = present ? ED_PRESENT : ED_ABSENT;
	outcome->reason = (struct ed_str){0};
	outcome->n_also = 0;
	outcome->where = where;
	outcome->where.at = ed_copy(out->arena, where.at);
	outcome->where.quote = ed_copy(out->arena, where.quote);
	outcome->values = copy_values(out->arena, values);
}

void ed_settle_also(struct ed_sink *out, const char *id, struct ed_ref where)
{
	struct ed_outcome *outcome = find_open(out, id);

	if (!outcome || outcome->state != ED_PRESENT ||
	    outcome->n_also == ED_MAX_EXAMPLES)
		return;
	if (!outcome->also)
		outcome->also = ed_alloc_array(
		    out->arena, ED_MAX_EXAMPLES, sizeof(*outcome->also));
	where.at = ed_copy(out->arena, where.at);
	where.quote = ed_copy(out->arena, where.quote);
	outcome->also[outcome->n_also++] = where;
}

static void leave(struct ed_sink *out, const char *id, enum ed_state state,
    const char *reason)
{
	struct ed_outcome *outcome = find_open(out, id);

	if (!outcome)
		return;
	outcome->open = false;
	outcome->state = state;
	outcome->reason = ed_copy(out->arena, ed_str_of(reason));
}

void ed_unknown(struct ed_sink *out, const char *id, const char *reason)
{
	leave(out, id, ED_UNKNOWN, reason);
}

void ed_not_asked(struct ed_sink *out, const char *id, const char *reason)
{
	leave(out, id, ED_NOT_ASKED, reason);
}

static bool says_upn(const struct ed_facts *facts)
{
	return facts->account && facts->account->upn.n;
}

static bool says_email(const struct ed_facts *facts)
{
	return facts->account && facts->account->email.n;
}

static bool says_template(const struct ed_facts *facts)
{
	return facts->request_template && facts->request_template->subject.n;
}

static bool says_endpoint(const struct ed_facts *facts)
{
	return facts->endpoint && facts->endpoint->host.n;
}

static bool says_gateway(const struct ed_facts *facts)
{
	return facts->endpoint && facts->endpoint->gateway != ED_UNSAID;
}

static bool says_requester(const struct ed_facts *facts)
{
	return facts->ca && facts->ca->service_account.n;
}

static bool says_platform(const struct ed_facts *facts)
{
	return facts->device && facts->device->platform.n;
}

/* Trouble is for the check to tell: it should have been judged. */
static bool has_directory(const struct ed_facts *facts)
{
	return facts->directory_account || facts->directory_trouble;
}

static bool has_mailbox(const struct ed_facts *facts)
{
	return facts->exchange != NULL;
}

static bool has_vdir(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_exchange_objects; i++)
		if (facts->exchange_objects[i]->kind == ED_EXCHANGE_VDIR)
			return true;
	return false;
}

static bool has_certificate(const struct ed_facts *facts)
{
	return facts->device_certificate != NULL;
}

static bool has_roots(const struct ed_facts *facts)
{
	return facts->roots_given;
}

static bool has_probe(const struct ed_facts *facts)
{
	return facts->n_probes > 0;
}

static bool has_events(const struct ed_facts *facts)
{
	return facts->n_event_logs > 0;
}

static bool any_machine(
    const struct ed_facts *facts, bool (*has)(const struct ed_machine *))
{
	for (size_t i = 0; i < facts->n_machines; i++)
		if (has(facts->machines[i]))
			return true;
	return false;
}

static bool has_log(const struct ed_facts *facts)
{
	return facts->log != NULL;
}

static bool has_traffic(const struct ed_facts *facts)
{
	return has_log(facts) || has_probe(facts);
}

static bool shows_iis(const struct ed_machine *machine)
{
	return machine->iis != NULL;
}

static bool has_iis(const struct ed_facts *facts)
{
	return any_machine(facts, shows_iis);
}

static bool shows_bindings(const struct ed_machine *machine)
{
	return machine->bindings != NULL;
}

static bool shows_registry(const struct ed_machine *machine)
{
	return machine->registry != NULL;
}

static bool has_bindings(const struct ed_facts *facts)
{
	return any_machine(facts, shows_bindings);
}

static bool has_registry(const struct ed_facts *facts)
{
	return any_machine(facts, shows_registry);
}

static bool has_stores(const struct ed_facts *facts)
{
	return facts->n_stores > 0;
}

static bool has_servers(const struct ed_facts *facts)
{
	return has_probe(facts) || facts->n_machines > 1;
}

static const struct {
	unsigned need;
	bool expectation;
	const char *words;
	bool (*met)(const struct ed_facts *facts);
} needs_table[] = {
    {ED_NEED_UPN, true, "the account's UPN is not given", says_upn},
    {ED_NEED_EMAIL, true, "the account's email is not given", says_email},
    {ED_NEED_TEMPLATE, true, "the request template is not given",
	says_template},
    {ED_NEED_ENDPOINT, true, "the endpoint's host is not given", says_endpoint},
    {ED_NEED_GATEWAY, true, "nobody said whether a gateway is in the path",
	says_gateway},
    {ED_NEED_REQUESTER, true, "the CA's service account is not given",
	says_requester},
    {ED_NEED_PLATFORM, true, "the device's platform is not given",
	says_platform},
    {ED_NEED_DIRECTORY, true,
	"no export of this account from the directory is given", has_directory},
    {ED_NEED_MAILBOX, true,
	"no output of Exchange on this mailbox or device is given",
	has_mailbox},
    {ED_NEED_VDIR, true, "no output of Get-ActiveSyncVirtualDirectory is given",
	has_vdir},
    {ED_NEED_CERTIFICATE, false, "the device's certificate is not given",
	has_certificate},
    {ED_NEED_ROOTS, false, "no trusted root certificate is given", has_roots},
    {ED_NEED_PROBE, false, "no probe was made", has_probe},
    {ED_NEED_EVENTS, false, "no event log is given", has_events},
    {ED_NEED_IIS, false, "no IIS configuration was given", has_iis},
    {ED_NEED_LOG, false, "no log of IIS or http.sys was given", has_log},
    {ED_NEED_TRAFFIC, false, "no log was given and no probe was made",
	has_traffic},
    {ED_NEED_BINDINGS, false, "no bindings of a server are given",
	has_bindings},
    {ED_NEED_REGISTRY, false, "no export of a registry is given", has_registry},
    {ED_NEED_STORES, false, "no certificate store is given", has_stores},
    {ED_NEED_SERVERS, false,
	"no probe was made, and exports of two servers are not given",
	has_servers},
};

const char *ed_need_missing(
    unsigned needs, const struct ed_facts *facts, bool *expectation)
{
	for (size_t i = 0; i < ED_COUNT(needs_table); i++) {
		if (!(needs & needs_table[i].need) || needs_table[i].met(facts))
			continue;
		*expectation = needs_table[i].expectation;
		return needs_table[i].words;
	}
	return NULL;
}

void ed_check_run_one(const struct ed_check *check,
    const struct ed_facts *facts, const void *subject, struct ed_arena *arena,
    struct ed_list *out)
{
	struct ed_sink sink;
	const char *missing;
	bool expectation;

	ed_sink_open(&sink, check, arena);
	for (size_t i = 0; i < sink.n; i++) {
		missing = ed_need_missing(
		    check->findings[i].needs, facts, &expectation);
		if (missing)
			ed_sink_give(
			    &sink, i, ED_NOT_ASKED, ed_str_of(missing));
	}
	check->run(facts, subject, &sink);
	for (size_t i = 0; i < sink.n; i++)
		*ED_PUSH(arena, out, struct ed_outcome) = sink.outcomes[i];
	if (sink.undeclared)
		*ED_PUSH(arena, out, struct ed_outcome) = (struct ed_outcome){
		    .id = "(undeclared)", .state = ED_UNKNOWN, .open = true};
}
