/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iis-upload-read-ahead: when IIS asks for the certificate after the request,
 * it must first take in the whole mail, and refuses what is larger than this.
 */
#include <easdoctor/binding.h>
#include <easdoctor/iis_judge.h>

/* What ActiveSync itself allows: maxRequestLength, 10240 KiB. */
enum { WANTED = 10240 * 1024 };

static const struct ed_finding findings[] = {{"too-small", ED_NEED_IIS}, {0}};

/* It asks in the handshake, before there is a request. */
static bool asks_first(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_nodes; i++)
		if (facts->nodes[i]->probe->same_server &&
		    (facts->nodes[i]->tls12.mode ==
			    ED_AUTH_REQUIRED_HANDSHAKE ||
			facts->nodes[i]->tls12.mode == ED_AUTH_OPTIONAL ||
			facts->nodes[i]->tls12.mode == ED_AUTH_HTTP_LEVEL))
			return true;
	return false;
}

/* The same, by the bindings that may serve the name: then nothing waits. */
static const struct ed_binding *binding_asks_first(
    const struct ed_machine *machine)
{
	const struct ed_bindings *bindings = machine->bindings;

	if (!bindings || bindings->incomplete || !bindings->n_serving)
		return NULL;
	for (size_t i = 0; i < bindings->n_serving; i++)
		if (bindings->serving[i]->negotiate != ED_YES)
			return NULL;
	return bindings->serving[0];
}

/* A probe saw that it does not, whatever its exports say. */
static bool asks_late(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_nodes; i++) {
		enum ed_auth_mode mode = facts->nodes[i]->tls12.mode;

		if (facts->nodes[i]->probe->same_server &&
		    (mode == ED_AUTH_REQUIRED_AFTER_REQUEST ||
			mode == ED_AUTH_OPTIONAL_AFTER_REQUEST))
			return true;
	}
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_binding *binding = binding_asks_first(machine);
	const struct ed_iis_value *flags;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	flags = &iis->front.values[ED_IIS_SSL_FLAGS];
	if (ed_iis_known(flags) && !(flags->number & ED_IIS_SSL_ASKS)) {
		ed_not_asked(
		    out, "too-small", "the directory asks for no certificate");
		return;
	}
	if (asks_first(facts)) {
		ed_settle(out, "too-small", false, iis->ref, NULL);
		return;
	}
	if (binding && !asks_late(facts)) {
		ed_settle(out, "too-small", false, binding->ref, NULL);
		return;
	}
	if (!ed_iis_known(flags)) {
		ed_unknown(out, "too-small", flags->trouble);
		return;
	}
	ed_iis_settle(out, "too-small",
	    iis->front.values[ED_IIS_READ_AHEAD].number < WANTED, iis,
	    &iis->front, ED_IIS_READ_AHEAD);
}

const struct ed_check ed_check_iis_upload_read_ahead = {
    .id = "iis-upload-read-ahead",
    .title = "IIS takes in large mails before it asks for the certificate",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
