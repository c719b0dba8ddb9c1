/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca-certificate: the authorities above the certificate must last.
 *
 * When a CA's own certificate ends or its key changes, every certificate
 * below it is hit on the same day, and each looks sound by itself.
 */
#include <easdoctor/check.h>
#include <easdoctor/name.h>

static const char no_chain[] =
    "the certificate of a CA in the chain was not given";
static const char no_time[] =
    "the validity dates of a certificate in the chain cannot be read";
static const char no_path[] =
    "the chain cannot be followed, so not all CAs in it were seen";

static bool is_followed(const struct ed_chain *chain)
{
	return chain->state == ED_CHAIN_TRUSTED ||
	       chain->state == ED_CHAIN_UNTRUSTED ||
	       chain->state == ED_CHAIN_CONSTRAINT;
}

/*
 * When this CA's certificates end: a renewal with the same key serves the
 * same chain, so the last one of that name and key counts.
 */
static int64_t end_of(
    const struct ed_facts *facts, const struct ed_certificate *authority)
{
	int64_t end = authority->not_after;

	for (size_t i = 0; i < facts->n_certificates; i++) {
		const struct ed_certificate *other = facts->certificates[i];

		if (other->key.sha256.n &&
		    ed_str_eq(other->key.sha256, authority->key.sha256) &&
		    ed_str_eq(other->subject.der, authority->subject.der) &&
		    !(other->unreadable & ED_PART_TIME) &&
		    other->not_before <= facts->as_of && other->not_after > end)
			end = other->not_after;
	}
	return end;
}

/* The CA above the leaf that ends first, or NULL; *untold: a date is lost. */
static const struct ed_certificate *find_first_end(const struct ed_facts *facts,
    const struct ed_chain *chain, int64_t *end, bool *untold)
{
	const struct ed_certificate *first = NULL;

	*untold = false;
	for (size_t i = 1; i < chain->n_links; i++) {
		int64_t this_end = end_of(facts, chain->links[i]);

		if (chain->links[i]->unreadable & ED_PART_TIME) {
			*untold = true;
			continue;
		}
		if (first && this_end >= *end)
			continue;
		first = chain->links[i];
		*end = this_end;
	}
	return first;
}

/* What was not seen to the end is not called absent. */
static void settle_seen(struct ed_sink *out, const char *id, bool present,
    const struct ed_certificate *cert, bool untold, struct ed_ref where,
    const struct ed_value *values)
{
	if (present)
		ed_settle(out, id, true, where, values);
	else if (untold)
		ed_unknown(out, id, no_time);
	else if (cert->chain.state == ED_CHAIN_INCOMPLETE)
		ed_not_asked(out, id, no_chain);
	else if (!is_followed(&cert->chain))
		ed_unknown(out, id, no_path);
	else
		ed_settle(out, id, false, where, values);
}

static void settle_ends(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert)
{
	int64_t end = 0;
	bool untold;
	const struct ed_certificate *authority =
	    find_first_end(facts, &cert->chain, &end, &untold);
	const int64_t life = cert->not_after - cert->not_before;
	struct ed_digits digits[2];
	const struct ed_value *values =
	    !authority
		? NULL
		: ED_VALUES({"authority", ED_DN, authority->subject.text},
		      {"end", ED_TIME, ed_time(&digits[0], end)},
		      {"not_after", ED_TIME,
			  ed_time(&digits[1], cert->not_after)},
		      {"certificate", ED_DN, cert->subject.text});
	const bool expired = authority && end < facts->as_of;
	const struct ed_ref where = authority ? authority->ref : cert->ref;

	settle_seen(out, "expired", expired, cert, untold, where, values);
	settle_seen(out, "outlived",
	    authority && !expired && !(cert->unreadable & ED_PART_TIME) &&
		(end <= cert->not_after || end - facts->as_of < life),
	    cert, untold || cert->unreadable & ED_PART_TIME, where, values);
}

static bool bears_name(
    const struct ed_certificate *authority, const struct ed_certificate *below)
{
	return authority != below &&
	       ed_name_is(&authority->subject, &below->issuer) &&
	       !ed_certificate_is(authority, below);
}

/* What the certificates of the issuer's name say of its key. */
struct generations {
	const struct ed_certificate *other; /* one with another key */
	bool same;                          /* one with the key that signed */
	bool untold;                        /* one that does not say */
};

static struct generations compare_keys(
    const struct ed_facts *facts, const struct ed_certificate *top)
{
	struct generations found = {0};

	for (size_t i = 0; i < facts->n_certificates; i++) {
		const struct ed_certificate *one = facts->certificates[i];

		if (!bears_name(one, top))
			continue;
		if (!one->ski.n || !top->aki.n ||
		    (one->unreadable | top->unreadable) & ED_PART_KEY_ID)
			found.untold = true;
		else if (ed_str_eq(one->ski, top->aki))
			found.same = true;
		else
			found.other = one;
	}
	return found;
}

static void settle_key(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert)
{
	const struct ed_chain *chain = &cert->chain;
	const struct ed_certificate *top =
	    chain->n_links ? chain->links[chain->n_links - 1] : cert;
	const struct generations found = compare_keys(facts, top);

	if (is_followed(chain) || found.same)
		ed_settle(out, "renewed-key", false, cert->ref, NULL);
	else if (found.untold)
		ed_unknown(out, "renewed-key",
		    "a certificate does not say which key signed it, or which "
		    "key it holds");
	else if (!found.other)
		ed_not_asked(out, "renewed-key",
		    "no certificate of the issuing CA was given");
	else
		ed_settle(out, "renewed-key", true, top->ref,
		    ED_VALUES({"certificate", ED_DN, top->subject.text},
			{"authority", ED_DN, top->issuer.text},
			{"needed", ED_TEXT, top->aki},
			{"given", ED_TEXT, found.other->ski}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char *const ids[] = {"expired", "outlived", "renewed-key"};
	const struct ed_certificate *cert = subject;
	const enum ed_chain_state state = cert->chain.state;

	for (size_t i = 0; i < ED_COUNT(ids); i++) {
		if (state == ED_CHAIN_NOT_TRIED)
			ed_not_asked(out, ids[i], no_chain);
		if (state == ED_CHAIN_FAILED)
			ed_unknown(out, ids[i], no_path);
	}
	if (state == ED_CHAIN_NOT_TRIED || state == ED_CHAIN_FAILED)
		return;
	settle_key(out, facts, cert);
	settle_ends(out, facts, cert);
}

const struct ed_check ed_check_ca_certificate = {
    .id = "ca-certificate",
    .title = "The authorities above the certificate last, with the same key",
    .each = ED_CERTIFICATE,
    .findings =
	ED_FINDINGS({"expired", 0}, {"outlived", 0}, {"renewed-key", 0}),
    .run = run,
};
