/* SPDX-License-Identifier: Apache-2.0 */
/* What the oracle is given: states, proofs, refutations, gates, links. */
#ifndef ED_TEST_ORACLE_GIVEN_H
#define ED_TEST_ORACLE_GIVEN_H

#include "oracle.h"

enum { ORACLE_MOST = 80, ORACLE_NOBODY = -1 };

struct oracle {
	const struct ed_rules *rules;
	const struct ed_findings *findings;
	bool one_of_many;
	int n;
	enum ed_state state[ORACLE_MOST]; /* by rule, gated */
	bool elsewhere[ORACLE_MOST];
	bool hidden[ORACLE_MOST];
	bool proven[ORACLE_MOST], refuted[ORACLE_MOST], passed[ORACLE_MOST];
	double makes[ORACLE_MOST][ORACLE_MOST]; /* cause, symptom or cause: 0 is
						   not at all */
	enum ed_hop reached, succeeded, broken;
};

int oracle_find(const struct oracle *o, struct ed_str id);
const struct ed_rule *oracle_rule(const struct oracle *o, int i);
bool oracle_is_cause(const struct oracle *o, int i);
/* It stops sync; or at least a part of it. */
bool oracle_stops(const struct oracle *o, int i);
bool oracle_blocks(const struct oracle *o, int i);
void oracle_read(struct oracle *o, const struct ed_rules *rules,
    const struct ed_findings *findings, const struct ed_rank_context *context);

#endif
