/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-ssl-flags: a device sends its certificate only when it is asked for it,
 * and Exchange's default for ActiveSync is not to ask.
 */
#include <easdoctor/binding.h>
#include <easdoctor/iis_judge.h>

static const struct ed_finding findings[] = {{"never-asks", ED_NEED_IIS},
    {"accepts-only", ED_NEED_IIS}, {"no-ssl", ED_NEED_IIS}, {0}};

/* A node that asks all the same: its binding may do so by itself. */
static const struct ed_node *find_asking(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];

		if (node->probe->same_server &&
		    (node->tls12.asked || node->tls13.asked))
			return node;
	}
	return NULL;
}

/* Do the machine's bindings ask, whatever the directory says? */
static enum ed_answer binding_asks(const struct ed_machine *machine)
{
	const struct ed_bindings *bindings = machine->bindings;
	size_t asking = 0, quiet = 0;

	for (size_t i = 0; bindings && i < bindings->n_serving; i++) {
		asking += bindings->serving[i]->negotiate == ED_YES;
		quiet += bindings->serving[i]->negotiate == ED_NO;
	}
	if (!bindings || bindings->n_serving == 0)
		return ED_UNSAID;
	if (asking == bindings->n_serving)
		return ED_YES;
	return quiet == bindings->n_serving ? ED_NO : ED_UNSAID;
}

static void settle_asks(const struct ed_facts *facts,
    const struct ed_machine *machine, struct ed_sink *out)
{
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_value *flags = &iis->front.values[ED_IIS_SSL_FLAGS];
	const bool asks = (flags->number & ED_IIS_SSL_ASKS) != 0;
	const bool quiet = ed_iis_known(flags) && !asks;
	const enum ed_answer binding = binding_asks(machine);

	if (quiet && facts->n_machines == 1 && find_asking(facts))
		ed_settle(
		    out, "never-asks", false, find_asking(facts)->ref, NULL);
	else if (quiet && binding == ED_YES)
		ed_settle(out, "never-asks", false,
		    machine->bindings->serving[0]->ref, NULL);
	else if (quiet && machine->bindings && binding == ED_UNSAID)
		ed_unknown(out, "never-asks",
		    "the directory does not ask, and whether the binding does "
		    "is not certain");
	else
		ed_iis_settle(out, "never-asks", !asks, iis, &iis->front,
		    ED_IIS_SSL_FLAGS);
}

static void settle_accepts(
    const struct ed_facts *facts, const struct ed_iis *iis, struct ed_sink *out)
{
	const struct ed_iis_value *flags = &iis->front.values[ED_IIS_SSL_FLAGS];
	const bool accepts = (flags->number & ED_IIS_SSL_ASKS) != 0 &&
			     !(flags->number & ED_IIS_SSL_REQUIRE);

	if (ed_iis_known(flags) && accepts &&
	    (!facts->endpoint || facts->endpoint->certificate_only != ED_YES)) {
		ed_not_asked(out, "accepts-only",
		    "the case does not say that only certificates are allowed");
		return;
	}
	ed_iis_settle(
	    out, "accepts-only", accepts, iis, &iis->front, ED_IIS_SSL_FLAGS);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	settle_asks(facts, machine, out);
	settle_accepts(facts, iis, out);
	ed_iis_settle(out, "no-ssl",
	    !(iis->front.values[ED_IIS_SSL_FLAGS].number & ED_IIS_SSL), iis,
	    &iis->front, ED_IIS_SSL_FLAGS);
}

const struct ed_check ed_check_iis_ssl_flags = {
    .id = "iis-ssl-flags",
    .title = "The ActiveSync directory requires a client certificate",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
