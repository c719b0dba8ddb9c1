/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How servers answer a certificate, or an account, with a fault: IIS by the
 * status alone, a load balancer that checks by an alert, Exchange by a status
 * of its own or of ActiveSync.
 */
#include "mutators.h"
#include "record.h"
#include "server_side.h"

#include <string.h>

/* Faults of the profile and the device: a probe does not meet them. */
#define ELSEWHERE                                                              \
	(ED_TOUCH_EXCHANGE | ED_TOUCH_SSL | ED_TOUCH_SMIME | ED_TOUCH_USER |   \
	    ED_TOUCH_IDENTITY | ED_TOUCH_HOST | ED_TOUCH_KEY |                 \
	    ED_TOUCH_TEMPLATE | ED_TOUCH_SEAL)

/*
 * The ways in which a probe meets a fault. The alerts are OpenSSL's, which
 * Apache, nginx and HAProxy send (and Apache 46 for a list that is stale).
 */
struct way {
	enum ed_reply reply;
	unsigned alert;     /* instead, by what checks in front of IIS */
	unsigned substatus; /* where IIS shows its details */
	unsigned status;    /* of FolderSync, when OPTIONS is answered */
};

#define BY_ALERT(number)                                                       \
	{                                                                      \
		.reply = ED_REPLY_403_IIS, .alert = (number)                   \
	}
#define ANSWERED(it)                                                           \
	{                                                                      \
		.reply = (it)                                                  \
	}
#define REFUSED ANSWERED(ED_REPLY_403_IIS)
#define DETAILED(number)                                                       \
	{                                                                      \
		.reply = ED_REPLY_403_IIS, .substatus = (number)               \
	}
#define STATUS(number)                                                         \
	{                                                                      \
		.status = (number)                                             \
	}

static const struct {
	const char *cause;
	struct way ways[3]; /* the third may be left out */
} rows[] = {
    {"ca-certificate/expired", {REFUSED, BY_ALERT(45)}},
    {"certificate-chain/bad-signature", {DETAILED(16), BY_ALERT(51)}},
    {"certificate-chain/constraint", {REFUSED, BY_ALERT(48)}},
    {"certificate-chain/incomplete", {REFUSED, BY_ALERT(48)}},
    {"certificate-chain/untrusted", {DETAILED(16), BY_ALERT(48)}},
    {"certificate-eku/no-client-auth", {DETAILED(16), BY_ALERT(43)}},
    {"certificate-key-usage/no-digital-signature",
	{BY_ALERT(43), BY_ALERT(43)}},
    {"certificate-revocation/crl-expired", {DETAILED(13), BY_ALERT(46)}},
    {"certificate-revocation/delta-filtered", {REFUSED, DETAILED(13)}},
    {"certificate-revocation/revoked", {DETAILED(13), BY_ALERT(44)}},
    /*
     * Windows waits for the list once, longer than a probe may, and then
     * remembers for a while.
     */
    {"certificate-revocation/unreachable",
	{ANSWERED(ED_REPLY_403_SLOW), REFUSED, ANSWERED(ED_REPLY_LATE)}},
    {"certificate-mapping/no-strong",
	{ANSWERED(ED_REPLY_401), ANSWERED(ED_REPLY_401_BEARER)}},
    {"certificate-upn/missing",
	{ANSWERED(ED_REPLY_401), ANSWERED(ED_REPLY_401_BASIC)}},
    {"certificate-validity/expired", {DETAILED(17), BY_ALERT(45)}},
    {"certificate-validity/not-yet-valid", {DETAILED(17), BY_ALERT(42)}},
    {"exchange-activesync/external-url",
	{ANSWERED(ED_REPLY_451), ANSWERED(ED_REPLY_451)}},
    {"load-balancer/health-probe",
	{ANSWERED(ED_REPLY_503_BALANCER), ANSWERED(ED_REPLY_502)}},
    {"mailbox-activesync/disabled",
	{ANSWERED(ED_REPLY_403_EXCHANGE), STATUS(126)}},
    {"mailbox-activesync/none", {ANSWERED(ED_REPLY_403_EXCHANGE), STATUS(123)}},
    /* The probe is another device: a rule for one does not meet it. */
    {"mailbox-device/blocked", {STATUS(129), STATUS(1)}},
    {"mailbox-device/quarantined", {STATUS(1), STATUS(1)}},
    {"mailbox-device/too-many", {STATUS(177), STATUS(177)}},
    {"mailbox-permissions/inheritance-off",
	{STATUS(112), ANSWERED(ED_REPLY_403_EXCHANGE)}},
    {"mailbox-policy/wipe-pending", {STATUS(1), STATUS(1)}},
    {"mailbox-service/offline",
	{ANSWERED(ED_REPLY_503), ANSWERED(ED_REPLY_503)}},
    {"mailbox-service/throttled",
	{ANSWERED(ED_REPLY_503_THROTTLED), ANSWERED(ED_REPLY_503_THROTTLED)}},
};

static const struct way *known_way(const char *cause, unsigned variant)
{
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct way *ways = rows[i].ways;
		bool third = ways[2].reply != ED_REPLY_OK;

		if (strcmp(rows[i].cause, cause) == 0)
			return &ways[variant / 2 % (third ? 3 : 2)];
	}
	return NULL;
}

/* What has no row of its own is refused like any certificate, or account. */
static const struct way *way_of(
    const struct ed_mutator *fault, unsigned variant)
{
	static const struct way refused = REFUSED,
				unmapped = ANSWERED(ED_REPLY_401);
	const struct way *way = known_way(fault->cause, variant);

	if (way)
		return way;
	if (!fault->blocks || (fault->touches & (ELSEWHERE | ED_TOUCH_LOG)))
		return NULL;
	if (fault->bites == ED_BITES_VALIDATE)
		return &refused;
	return fault->bites >= ED_BITES_HAND_OVER ? &unmapped : NULL;
}

/* Servers of a record that is there answer as a fault behind deserves. */
void ed_record_reply(
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant)
{
	const struct way *way = way_of(fault, variant);

	for (unsigned i = 0; way && i < spec->record.n_nodes; i++) {
		struct ed_node_spec *node = &spec->record.nodes[i];

		if (node->reply != ED_REPLY_OK)
			continue;
		node->reply = way->reply;
		node->substatus = way->substatus;
		node->refusal = way->alert;
	}
	if (way && way->status && !spec->record.commands.folder_sync)
		spec->record.commands.folder_sync = way->status;
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
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant)
{
	if (fault->trace)
		return record_trace(spec, fault->trace);
	if (spec->record.present || !way_of(fault, variant))
		return false;
	ed_record_init(spec);
	ed_record_reply(spec, fault, variant);
	spec->record.nodes[0].location = ed_say(
	    spec, "https://ex02.%s/Microsoft-Server-ActiveSync", spec->domain);
	return true;
}

bool ed_record_hides(
    const struct ed_mutator *fault, const struct ed_mutator *other)
{
	return (other->touches & ED_TOUCH_RECORD) &&
	       !(fault->touches & ED_TOUCH_RECORD) && way_of(fault, 0) &&
	       other->bites >= ED_BITES_VALIDATE &&
	       fault->bites <= other->bites;
}
