/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ranker: from settled findings to causes in order, each with a ledger.
 *
 * It knows rules and states and nothing else. docs/ranking.md says how it
 * works and why. Scores are tenths of a decibel, integers, from a committed
 * table: the same input gives the same bytes on every machine.
 */
#ifndef ED_ENGINE_RANK_H
#define ED_ENGINE_RANK_H

#include "engine/finding.h"

enum ed_certainty {
	ED_PROVEN,
	ED_LIKELY,
	ED_POSSIBLE,
	ED_UNLIKELY,
	ED_REFUTED
};

enum ed_line_kind {
	ED_LINE_PRIOR,
	ED_LINE_DIRECT,
	ED_LINE_AFFECTED,
	ED_LINE_ONSET,
	ED_LINE_SYMPTOM
};

struct ed_line {
	enum ed_line_kind kind;
	const struct ed_rule *symptom; /* of ED_LINE_SYMPTOM, else NULL */
	bool present;
	struct ed_str via;
	int db; /* tenths of a decibel */
};

/* Where a cause stands in the report's order. */
enum ed_place {
	ED_PLACE_EXPLAINS,   /* blocks, and explains a present symptom */
	ED_PLACE_STOPS_NEXT, /* proven, blocks, explains nothing observed */
	ED_PLACE_SUSPECT,    /* evident or possible, blocks, not proven */
	ED_PLACE_PARTLY,
	ED_PLACE_LATER,
	ED_PLACE_NOTHING,
	ED_PLACE_CONSEQUENCE /* of another that is proven or likely: no rank */
};

struct ed_candidate {
	const struct ed_rule *rule;
	enum ed_state state; /* of its own finding, over all subjects */
	enum ed_certainty certainty;
	enum ed_place place;
	int score; /* the sum of its lines */
	const struct ed_line *lines;
	size_t n_lines;
	const struct ed_rule *upstream; /* whose consequence it is, or NULL */
	const struct ed_rule *const *consequences;
	size_t n_consequences;
	const struct ed_rule *const *ties; /* within 3 dB, same certainty */
	size_t n_ties;
};

/* Of what could not be judged, what would tell most for its cost. */
struct ed_suggestion {
	const struct ed_rule *finding;
	const struct ed_rule
	    *if_present; /* the cause that would lead, or NULL */
	const struct ed_rule *if_absent;
};

/* What judging a check that could not be judged would tell for its cost. */
struct ed_check_worth {
	struct ed_str check;
	int64_t worth; /* above 0; compares with others only */
};

enum ed_hop_state {
	ED_HOP_PASS,
	ED_HOP_FAIL,
	ED_HOP_NOT_REACHED,
	ED_HOP_NOT_CHECKED
};

struct ed_diagnosis {
	/*
	 * In order: with present evidence, proven, likely, or possible and
	 * explaining a present symptom.
	 */
	const struct ed_candidate *causes;
	size_t n_causes;
	const struct ed_suggestion *next; /* at most 3 */
	size_t n_next;
	const struct ed_check_worth *worths; /* in no order */
	size_t n_worths;
	enum ed_hop_state path[ED_N_HOP];
	/* Not checked as a whole, but what was judged there is without fault.
	 */
	bool clean[ED_N_HOP];
	bool failing; /* a symptom of failure is present */
};

/* What the onset of a failure says of a cause that is present. */
enum ed_timing {
	ED_TIMING_BEFORE,   /* it began just before, and behind a success */
	ED_TIMING_SAME_DAY, /* or maybe, to the day */
	ED_TIMING_LATE,     /* it began only then */
	ED_N_TIMINGS
};

struct ed_rank_timing {
	const struct ed_rule *rule;
	enum ed_timing weight;
	struct ed_str via;
};

/* Facts about the case that weigh on causes. */
struct ed_rank_context {
	enum ed_affected affected;
	bool healthy_peer; /* another device syncs in the same log */
	const struct ed_rank_timing *timings; /* one for each cause at most */
	size_t n_timings;
};

/* Ranks; everything in out lives in arena and borrows from rules. */
void ed_rank(const struct ed_rules *rules, const struct ed_findings *findings,
    const struct ed_rank_context *context, struct ed_arena *arena,
    struct ed_diagnosis *out);

extern const char *const ed_certainty_names[];

#endif
