/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is certain before any score: proof, refutation, and which absent
 * symptoms nobody could have seen.
 *
 * Proof rests on present findings alone, so it is settled first; it gates the
 * absent ones; only then may an absence refute.
 */
#include "engine/rank_model.h"

bool ed_rank_stops(const struct ed_rank_cause *cause)
{
	return cause->rule->blocks == ED_BLOCKS_EVERYONE ||
	       cause->rule->blocks == ED_BLOCKS_USER;
}

bool ed_rank_blocks(const struct ed_rank_cause *cause)
{
	return ed_rank_stops(cause) || cause->rule->blocks == ED_BLOCKS_PARTLY;
}

static bool any_is(
    const struct ed_rank *rank, struct ed_words ids, enum ed_state state)
{
	for (size_t i = 0; i < ids.n; i++)
		if (ed_rank_state(rank, ids.items[i]) == state)
			return true;
	return false;
}

static bool all_present(const struct ed_rank *rank, struct ed_words ids)
{
	for (size_t i = 0; i < ids.n; i++)
		if (ed_rank_state(rank, ids.items[i]) != ED_PRESENT)
			return false;
	return true;
}

/* What only this machine has seen proves nothing about the device. */
static bool all_elsewhere(const struct ed_rank *rank, struct ed_words ids)
{
	if (ids.n == 0)
		return false;
	for (size_t i = 0; i < ids.n; i++) {
		size_t at = ed_rank_find(rank, ids.items[i]);

		if (at == ED_RANK_NONE || !rank->nodes[at].elsewhere)
			return false;
	}
	return true;
}

static bool any_elsewhere(const struct ed_rank *rank, struct ed_words ids)
{
	for (size_t i = 0; i < ids.n; i++) {
		struct ed_words one = {ids.items + i, 1};

		if (all_present(rank, one) && all_elsewhere(rank, one))
			return true;
	}
	return false;
}

static bool holds_proof(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	const struct ed_rule *rule = cause->rule;

	if (cause->own->state != ED_PRESENT || !cause->own->elsewhere)
		return false;
	if (rule->basis == ED_MEMORY || rule->proof == ED_PROOF_NEVER)
		return false;
	if (rule->proof == ED_PROOF_NEEDS &&
	    !all_elsewhere(rank, rule->proof_needs))
		return false;
	if (rule->proof == ED_PROOF_ANY &&
	    !any_elsewhere(rank, rule->proof_needs))
		return false;
	return all_present(rank, rule->requires);
}

/*
 * What a probe never touches: it has no profile, brings its own key, goes its
 * own way to the server, and accepts servers that a device would not.
 */
static bool is_of_device(const struct ed_rule *rule)
{
	return (rule->bites >= ED_HOP_DELIVER &&
		   rule->bites <= ED_HOP_HANDSHAKE) ||
	       rule->stage == ED_STAGE_PROFILE ||
	       rule->stage == ED_STAGE_DEVICE ||
	       rule->stage == ED_STAGE_NETWORK ||
	       rule->meets == ED_MEETS_DEVICE;
}

/* What healthy systems show all the time is no failure. */
static bool is_failure_of_probe(const struct ed_rank_node *node)
{
	return node->state == ED_PRESENT && !node->on_device &&
	       node->rule->kind == ED_SYMPTOM_RULE &&
	       node->rule->refutes_to == ED_HOP_NONE &&
	       node->rule->leak != ED_CHRONIC;
}

/* A probe met both: its success does not undo what failed beside it. */
static bool explains_failure_of_probe(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	for (size_t i = 0; i < cause->rule->n_explains; i++) {
		size_t at =
		    ed_rank_find(rank, cause->rule->explains[i].finding);

		if (at != ED_RANK_NONE && is_failure_of_probe(&rank->nodes[at]))
			return true;
	}
	return false;
}

/*
 * A success shows that nothing up to its hop stops this device now. It says
 * nothing about what stops it later.
 */
static bool refuted_by_success(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	enum ed_hop succeeded = is_of_device(cause->rule)
				    ? rank->succeeded_on_device
				    : rank->succeeded;

	return succeeded != ED_HOP_NONE && cause->rule->bites <= succeeded &&
	       ed_rank_blocks(cause) && !explains_failure_of_probe(rank, cause);
}

static void further(enum ed_hop *furthest, enum ed_hop hop)
{
	if (hop != ED_HOP_NONE && (*furthest == ED_HOP_NONE || hop > *furthest))
		*furthest = hop;
}

static void look_at_symptom(
    struct ed_rank *rank, const struct ed_rank_symptom *symptom)
{
	enum ed_hop success = symptom->rule->refutes_to;
	enum ed_hop seen_at = symptom->rule->seen_at;
	bool on_device = symptom->own->on_device;

	if (success != ED_HOP_NONE) {
		further(&rank->succeeded, success);
		if (on_device)
			further(&rank->succeeded_on_device, success);
		return;
	}
	/* What healthy systems show all the time says of no failure. */
	rank->failing = rank->failing || symptom->rule->leak != ED_CHRONIC;
	further(&rank->reached, seen_at);
	if (on_device)
		further(&rank->reached_on_device, seen_at);
}

static void look_at_symptoms(struct ed_rank *rank)
{
	rank->broken = ED_HOP_NONE;
	rank->succeeded = ED_HOP_NONE;
	rank->succeeded_on_device = ED_HOP_NONE;
	rank->reached = ED_HOP_ISSUE;
	rank->reached_on_device = ED_HOP_ISSUE;
	for (size_t i = 0; i < rank->n_symptoms; i++)
		if (rank->symptoms[i].own->state == ED_PRESENT)
			look_at_symptom(rank, &rank->symptoms[i]);
}

static void prove(struct ed_rank *rank, struct ed_rank_cause *cause)
{
	cause->refuted = refuted_by_success(rank, cause) ||
			 any_is(rank, cause->rule->excludes, ED_PRESENT);
	cause->proven = !cause->refuted && holds_proof(rank, cause);
	if (cause->proven && ed_rank_stops(cause) &&
	    cause->rule->bites < rank->broken)
		rank->broken = cause->rule->bites;
}

/* Nothing gets past a broken hop, so nobody could have seen what follows. */
static void gate(struct ed_rank *rank)
{
	for (size_t i = 0; i < rank->n_nodes; i++) {
		struct ed_rank_node *node = &rank->nodes[i];

		if (node->rule->kind == ED_SYMPTOM_RULE &&
		    node->state == ED_ABSENT &&
		    node->rule->seen_at != ED_HOP_NONE &&
		    node->rule->seen_at > rank->broken)
			node->state = ED_UNKNOWN;
	}
}

static bool is_refuted(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	if (cause->refuted || cause->own->state == ED_ABSENT)
		return true;
	return any_is(rank, cause->rule->requires, ED_ABSENT);
}

void ed_rank_prove(struct ed_rank *rank)
{
	look_at_symptoms(rank);
	for (size_t i = 0; i < rank->n_causes; i++)
		prove(rank, &rank->causes[i]);
	gate(rank);
	for (size_t i = 0; i < rank->n_causes; i++)
		rank->causes[i].refuted = is_refuted(rank, &rank->causes[i]);
}

/* It makes a present failure at a later hop itself: no sign against it. */
static bool reaches_further(
    const struct ed_rank *rank, const struct ed_rank_cause *cause)
{
	for (size_t i = 0; i < cause->n_links; i++) {
		const struct ed_rank_symptom *symptom =
		    &rank->symptoms[cause->links[i].symptom];

		if (symptom->own->state == ED_PRESENT &&
		    symptom->rule->refutes_to == ED_HOP_NONE &&
		    symptom->rule->seen_at != ED_HOP_NONE &&
		    symptom->rule->seen_at > cause->rule->bites)
			return true;
	}
	return false;
}

/*
 * What is refused before a certificate was presented says nothing about how
 * that certificate was made and delivered.
 */
bool ed_rank_got_past(enum ed_hop reached, enum ed_hop hop)
{
	if (hop < ED_HOP_CONNECT && reached <= ED_HOP_ASK)
		return false;
	return hop < reached;
}

/* A failure at a later hop shows that the attempt got past the earlier ones. */
void ed_rank_pass(struct ed_rank *rank)
{
	for (size_t i = 0; i < rank->n_causes; i++) {
		struct ed_rank_cause *cause = &rank->causes[i];

		enum ed_hop reached = is_of_device(cause->rule)
					  ? rank->reached_on_device
					  : rank->reached;

		if (!ed_rank_stops(cause) ||
		    !ed_rank_got_past(reached, cause->rule->bites) ||
		    reaches_further(rank, cause))
			continue;
		cause->passed = true;
		cause->refuted |= !cause->proven;
	}
}
