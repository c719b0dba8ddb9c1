/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random rules, a random fault among them, and what would be seen of it: the
 * same number gives the same case everywhere.
 */
#ifndef ED_TEST_RANDOM_CASE_H
#define ED_TEST_RANDOM_CASE_H

#include "base/arena.h"
#include "engine/rank.h"

struct random_case {
	struct ed_rule *rules;
	size_t n_causes;   /* rules[0 .. n_causes) */
	size_t n_symptoms; /* the rest */
	struct ed_rule_check *checks;
	size_t n_checks;
	struct ed_settled *settled; /* settled[i] is about rules[i] */
	struct ed_rank_context context;
};

/* Sizes; 0 causes: 20 to 40 of each. */
struct random_shape {
	size_t n_causes;
	size_t n_symptoms;
	bool plain; /* no parents, hops, successes, conditions, chains */
};

/* A small generator of its own, so that cases are the same everywhere. */
uint32_t random_below(uint64_t *state, uint32_t n);
void random_case_make(struct ed_arena *arena, uint64_t seed,
    struct random_shape shape, struct random_case *out);
struct ed_rules random_case_rules(const struct random_case *c);
struct ed_findings random_case_findings(const struct random_case *c);

#endif
