/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tls-version: server and device must agree on TLS 1.2 or 1.3.
 *
 * Devices of today speak no older version. One that cannot agree ends before
 * any certificate is shown.
 */
#include <easdoctor/check.h>

enum { HANDSHAKE_FAILURE = 40, PROTOCOL_VERSION = 70, INSUFFICIENT = 71 };

#define NOT_REFUSED                                                            \
	"no version of TLS was agreed on, for another reason, or not all "     \
	"were offered"

static const struct ed_attempt *find_legacy(const struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++) {
		enum ed_tls_version version = node->attempts[i]->tls.version;

		if (version == ED_TLS_1_0 || version == ED_TLS_1_1 ||
		    version == ED_TLS_OLDER)
			return node->attempts[i];
	}
	return NULL;
}

/* The alert with which the server refused to agree, or 0. */
static unsigned refusal(const struct ed_attempt *attempt)
{
	if (attempt->tls.state != ED_TLS_ALERT)
		return 0;
	for (size_t i = 0; i < attempt->tls.n_messages; i++) {
		const struct ed_message *message = &attempt->tls.messages[i];
		bool fits = message->alert == HANDSHAKE_FAILURE ||
			    message->alert == PROTOCOL_VERSION ||
			    message->alert == INSUFFICIENT;

		if (message->from == ED_PEER_SERVER &&
		    message->type == ED_MESSAGE_ALERT && fits)
			return message->alert;
	}
	return 0;
}

static bool offers(const struct ed_attempt *attempt, enum ed_tls_version one)
{
	return attempt->offer.tls_min <= one && attempt->offer.tls_max >= one;
}

/*
 * Offered as devices do, with the name, and refused whatever the version. A
 * probe that was cut may have offered only one: of the others nothing is known.
 */
static const struct ed_attempt *find_refused(const struct ed_node *node)
{
	const struct ed_attempt *found = NULL;
	bool offered[ED_TLS_1_3 + 1] = {false};

	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *attempt = node->attempts[i];

		if (attempt->step == ED_STEP_NO_SNI)
			continue;
		if (!refusal(attempt))
			return NULL;
		if (!found)
			found = attempt;
		for (int one = ED_TLS_1_0; one <= ED_TLS_1_3; one++)
			offered[one] |= offers(attempt, one);
	}
	for (int one = ED_TLS_1_0; one <= ED_TLS_1_3; one++)
		if (!offered[one])
			return NULL;
	return found;
}

static const char *version_name(enum ed_tls_version version)
{
	return version == ED_TLS_1_0   ? "TLS 1.0"
	       : version == ED_TLS_1_1 ? "TLS 1.1"
				       : "SSL";
}

static void settle_both(const struct ed_node *node, struct ed_sink *out)
{
	const struct ed_attempt *legacy = find_legacy(node);
	const struct ed_attempt *refused = find_refused(node);
	struct ed_digits alert;

	if (!legacy && !refused) {
		ed_unknown(out, "too-old", NOT_REFUSED);
		ed_unknown(out, "no-common", NOT_REFUSED);
		return;
	}
	if (legacy) {
		ed_settle(out, "too-old", true, legacy->ref,
		    ED_VALUES({"version", ED_TEXT,
			ed_str_of(version_name(legacy->tls.version))}));
		ed_settle(out, "no-common", false, node->ref, NULL);
		return;
	}
	ed_settle(out, "too-old", false, node->ref, NULL);
	ed_settle(out, "no-common", true, refused->ref,
	    ED_VALUES(
		{"alert", ED_NUMBER, ed_number(&alert, refusal(refused))}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_node *node = subject;

	(void)facts;
	if (!node->tls12.agreed && !node->tls13.agreed) {
		settle_both(node, out);
		return;
	}
	ed_settle(out, "too-old", false, node->ref, NULL);
	ed_settle(out, "no-common", false, node->ref, NULL);
}

const struct ed_check ed_check_tls_version = {
    .id = "tls-version",
    .title = "Server and device agree on a version of TLS",
    .each = ED_SERVER,
    .findings = ED_FINDINGS({"too-old", 0}, {"no-common", 0}),
    .run = run,
};
