/* SPDX-License-Identifier: Apache-2.0 */
/* The strip of the report: how far an attempt gets, hop by hop. */
#include "engine/rank_model.h"

/* Of a likely cause, one that is only inferred must lead to count. */
static bool breaks(const struct ed_diagnosis *diagnosis, size_t i, size_t hop)
{
	const struct ed_candidate *candidate = &diagnosis->causes[i];
	enum ed_blocks blocks = candidate->rule->blocks;

	if (candidate->rule->bites != hop || blocks == ED_BLOCKS_LATER ||
	    blocks == ED_BLOCKS_NOTHING)
		return false;
	if (candidate->certainty == ED_PROVEN)
		return true;
	return candidate->certainty == ED_LIKELY &&
	       (i == 0 || candidate->state == ED_PRESENT);
}

static bool is_broken(const struct ed_diagnosis *diagnosis, size_t hop)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++)
		if (breaks(diagnosis, i, hop))
			return true;
	return false;
}

/* Something was looked at, and nothing that would stop sync was left. */
static bool is_clean(const struct ed_rank *rank, size_t hop)
{
	bool any_absent = false;

	for (size_t i = 0; i < rank->n_causes; i++) {
		const struct ed_rank_cause *cause = &rank->causes[i];

		if (cause->rule->bites != hop || !ed_rank_blocks(cause))
			continue;
		if (cause->own->state == ED_PRESENT ||
		    cause->own->state == ED_UNKNOWN)
			return false;
		if (cause->own->state == ED_ABSENT)
			any_absent = true;
	}
	return any_absent;
}

/* The attempt dies at this hop, and no cause that is known says why. */
static bool dies_unexplained(const struct ed_rank *rank,
    const struct ed_diagnosis *diagnosis, size_t hop)
{
	if (!rank->failing || rank->reached == ED_HOP_ISSUE ||
	    hop != (size_t)rank->reached)
		return false;
	for (size_t i = 0; i < ED_N_HOP; i++)
		if (is_broken(diagnosis, i))
			return false;
	return true;
}

/* A probe brings its own key: that of the device need not be there. */
static bool was_passed(const struct ed_rank *rank, size_t hop)
{
	enum ed_hop succeeded =
	    hop == ED_HOP_DELIVER ? rank->succeeded_on_device : rank->succeeded;
	enum ed_hop reached =
	    hop == ED_HOP_DELIVER ? rank->reached_on_device : rank->reached;

	if (ed_rank_got_past(reached, (enum ed_hop)hop))
		return true;
	return succeeded != ED_HOP_NONE && hop <= (size_t)succeeded;
}

static enum ed_hop_state state_of(const struct ed_rank *rank,
    const struct ed_diagnosis *diagnosis, size_t hop)
{
	if (is_broken(diagnosis, hop))
		return ED_HOP_FAIL;
	if (was_passed(rank, hop))
		return ED_HOP_PASS;
	if (hop > (size_t)rank->broken && hop != (size_t)rank->reached)
		return ED_HOP_NOT_REACHED;
	return ED_HOP_NOT_CHECKED;
}

void ed_rank_walk_path(const struct ed_rank *rank, struct ed_diagnosis *out)
{
	for (size_t hop = 0; hop < ED_N_HOP; hop++) {
		out->path[hop] = state_of(rank, out, hop);
		/* Only an attempt shows that a hop was passed. */
		out->clean[hop] = out->path[hop] == ED_HOP_NOT_CHECKED &&
				  !dies_unexplained(rank, out, hop) &&
				  is_clean(rank, hop);
	}
}
