/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-chain: the certificate must lead to a root that is trusted.
 *
 * The Exchange server builds the chain itself, from what the device sends and
 * from its own stores. Where it fails, everybody with a certificate of this
 * authority gets a 403 whose reason only the server's log tells.
 */
#include <easdoctor/check.h>

enum id { UNTRUSTED, INCOMPLETE, BAD_SIGNATURE, CONSTRAINT, N_IDS };

static const char *const ids[N_IDS] = {
    "untrusted", "incomplete", "bad-signature", "constraint"};

enum say { ABSENT, PRESENT, UNKNOWN, NOT_ASKED };

/*
 * What each state of the chain says of each finding. A chain is only judged
 * up to its first fault, so what lies behind that is unknown.
 */
static const struct {
	enum say says[N_IDS];
	const char *reason; /* of what is unknown or not asked */
} table[] = {
    /* clang-format off */
    [ED_CHAIN_TRUSTED] = { { ABSENT, ABSENT, ABSENT, ABSENT }, NULL },
    [ED_CHAIN_UNTRUSTED] = { { PRESENT, ABSENT, ABSENT, ABSENT }, NULL },
    [ED_CHAIN_INCOMPLETE] = { { UNKNOWN, PRESENT, NOT_ASKED, NOT_ASKED },
	"the certificate of a CA in the chain was not given" },
    [ED_CHAIN_BAD_SIGNATURE] = { { UNKNOWN, ABSENT, PRESENT, UNKNOWN },
	"the chain cannot be followed: a signature in it does not hold" },
    [ED_CHAIN_CONSTRAINT] = { { UNKNOWN, ABSENT, ABSENT, PRESENT },
	"a constraint forbids the chain, so its root was not judged" },
    /* clang-format on */
};

static const char no_roots[] =
    "the issuer of its last certificate was not given, and nobody said which "
    "roots the servers trust: the root may be all that is missing";

/* The last certificate that the chain reached. */
static const struct ed_certificate *find_top(const struct ed_certificate *cert)
{
	const struct ed_chain *chain = &cert->chain;

	return chain->n_links ? chain->links[chain->n_links - 1] : cert;
}

/*
 * Whoever says which roots the servers trust can see a gap below them. Where
 * nobody does, every chain ends before a root, and what is missing may be the
 * root alone: that is a gap in what was collected.
 */
static bool ends_for_want_of_roots(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	return cert->chain.state == ED_CHAIN_INCOMPLETE &&
	       !facts->client_roots_given;
}

static void settle_state(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert)
{
	const struct ed_certificate *top = find_top(cert);
	const enum ed_chain_state state = cert->chain.state;
	const struct ed_value *values =
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"issuer", ED_DN, cert->issuer.text},
		{"top", ED_DN, top->subject.text},
		{"top_issuer", ED_DN, top->issuer.text},
		{"detail", ED_TEXT, cert->chain.detail});

	for (size_t i = 0; i < N_IDS; i++) {
		const enum say say = table[state].says[i];
		/* A gap stands at the top, a broken rule shows at the leaf. */
		const bool at_top = i == INCOMPLETE || i == BAD_SIGNATURE;

		if (i == INCOMPLETE && ends_for_want_of_roots(facts, cert))
			ed_unknown(out, ids[i], no_roots);
		else if (say == UNKNOWN)
			ed_unknown(out, ids[i], table[state].reason);
		else if (say == NOT_ASKED)
			ed_not_asked(out, ids[i], table[state].reason);
		else
			ed_settle(out, ids[i], say == PRESENT,
			    at_top ? top->ref : cert->ref, values);
	}
}

static void leave_unknown(struct ed_sink *out, struct ed_str detail)
{
	struct ed_error why;

	ed_fail(&why, "the chain could not be judged: %.*s", ED_ARG(detail));
	for (size_t i = 0; i < N_IDS; i++)
		ed_unknown(out, ids[i], why.text);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;

	if (cert->chain.state == ED_CHAIN_FAILED) {
		leave_unknown(out, cert->chain.detail);
		return;
	}
	if (cert->chain.state != ED_CHAIN_NOT_TRIED) {
		settle_state(out, facts, cert);
		return;
	}
	for (size_t i = 0; i < N_IDS; i++)
		ed_not_asked(out, ids[i], "no CA certificate was given");
}

const struct ed_check ed_check_certificate_chain = {
    .id = "certificate-chain",
    .title = "The certificate leads to a trusted root",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"untrusted", ED_NEED_ROOTS}, {"incomplete", 0},
	{"bad-signature", 0}, {"constraint", 0}),
    .run = run,
};
