/* SPDX-License-Identifier: Apache-2.0 */
/* How servers answer a certificate with a fault. */
#include "mutators.h"
#include "record.h"
#include "server_side.h"

#include <string.h>

/* Faults of the profile and the device: a probe does not meet them. */
#define ELSEWHERE                                                              \
	(ED_TOUCH_EXCHANGE | ED_TOUCH_SSL | ED_TOUCH_SMIME | ED_TOUCH_USER |   \
	    ED_TOUCH_IDENTITY | ED_TOUCH_HOST | ED_TOUCH_KEY |                 \
	    ED_TOUCH_TEMPLATE | ED_TOUCH_SEAL)

/* A server answers the certificate as its fault deserves. */
void ed_record_reply(struct ed_spec *spec, const struct ed_mutator *fault)
{
	for (unsigned i = 0; i < spec->record.n_nodes; i++) {
		struct ed_node_spec *node = &spec->record.nodes[i];

		if (node->reply != ED_REPLY_OK || (fault->touches & ELSEWHERE))
			continue;
		if (fault->bites == ED_BITES_VALIDATE)
			node->reply = ED_REPLY_403_IIS;
		else if (fault->bites >= ED_BITES_HAND_OVER)
			node->reply = ED_REPLY_401;
	}
}

/* What a load balancer says that checks certificates itself; 0: IIS does. */
static unsigned refusal_of(const char *cause)
{
	static const struct {
		const char *cause;
		unsigned alert;
	} rows[] = {{"certificate-eku/no-client-auth", 43},
	    {"certificate-validity/expired", 45},
	    {"certificate-validity/not-yet-valid", 42},
	    {"certificate-chain/untrusted", 48},
	    {"certificate-chain/incomplete", 48},
	    {"certificate-chain/constraint", 48}};

	for (size_t i = 0; i < ED_COUNT(rows); i++)
		if (strcmp(rows[i].cause, cause) == 0)
			return rows[i].alert;
	return 0;
}

/* Of two servers the second has the fault. */
static bool record_trace(struct ed_spec *spec, const struct ed_trace *trace)
{
	const bool two = spec->server_side && spec->server_side->n > 1;
	struct ed_node_spec *node;

	if (spec->trace)
		trace = spec->trace;
	if (spec->record.present || !trace->probed)
		return false;
	ed_record_init(spec);
	spec->record.n_nodes = two ? 2 : 1;
	node = &spec->record.nodes[two ? 1 : 0];
	node->reply = trace->reply;
	/* Who asks in the handshake does so whatever follows. */
	if (trace->quiet && spec->server_side && spec->server_side->late)
		node->asks = ED_ASKS_NEVER;
	if (two)
		ed_make_true(spec, "exchange-servers/differ");
	return true;
}

bool ed_record_of_fault(
    struct ed_spec *spec, const struct ed_mutator *fault, bool refuse)
{
	if (fault->trace)
		return record_trace(spec, fault->trace);
	if (spec->record.present || !fault->blocks ||
	    fault->bites < ED_BITES_VALIDATE || (fault->touches & ELSEWHERE))
		return false;
	ed_record_init(spec);
	ed_record_reply(spec, fault);
	if (refuse)
		spec->record.nodes[0].refusal = refusal_of(fault->cause);
	return true;
}
