/* SPDX-License-Identifier: Apache-2.0 */
/* How much is believed of each cause, and what a finding would change. */
#ifndef ED_ENGINE_RANK_BELIEF_H
#define ED_ENGINE_RANK_BELIEF_H

#include "engine/rank_model.h"

/* Probabilities are fractions of this. */
#define ED_BELIEF_ONE (1u << 30)
/* The words, then "does not make it". */
#define ED_BELIEF_COLUMNS (ED_N_STRENGTHS + 1)

struct ed_beliefs {
	const struct ed_rank *rank;
	uint32_t *causes; /* by cause: that it alone is at work */
	uint32_t none;    /* that none of them is */
	/* By symptom: of the causes that make it so strongly, none included. */
	uint32_t (*made)[ED_BELIEF_COLUMNS];
};

/* From the scores once proven causes are accounted for. */
void ed_belief_form(const struct ed_rank *rank, struct ed_beliefs *out);
/* What a finding tells, in bits, with 24 more behind the point. */
int64_t ed_belief_gain(
    const struct ed_beliefs *beliefs, const struct ed_rank_node *node);
/* Who would lead if the finding turned out so; NULL: none of the causes. */
const struct ed_rule *ed_belief_leader(const struct ed_beliefs *beliefs,
    const struct ed_rank_node *node, bool present);

#endif
