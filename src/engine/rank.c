/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rank.h"
#include "engine/rank_model.h"

const char *const ed_certainty_names[] = {
    "proven", "likely", "possible", "unlikely", "refuted", NULL};

void ed_rank(const struct ed_rules *rules, const struct ed_findings *findings,
    const struct ed_rank_context *context, struct ed_arena *arena,
    struct ed_diagnosis *out)
{
	struct ed_rank rank = {
	    .rules = rules, .context = context, .arena = arena};

	*out = (struct ed_diagnosis){0};
	ed_rank_build(&rank, findings);
	ed_rank_prove(&rank);
	ed_rank_link(&rank);
	ed_rank_pass(&rank);
	ed_rank_choose(&rank);
	out->failing = rank.failing;
	ed_rank_order(&rank, out);
	ed_rank_walk_path(&rank, out);
	ed_rank_suggest(&rank, out);
}
