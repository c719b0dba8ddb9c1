/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the steps of the ranker work on, and the steps, in their order.
 *
 * Causes and symptoms stand in the order of their ids, whatever order rules
 * and findings came in: nothing in the result depends on it. Everything lives
 * in the arena of the run.
 */
#ifndef ED_ENGINE_RANK_MODEL_H
#define ED_ENGINE_RANK_MODEL_H

#include "engine/rank.h"
#include "engine/rank_table.h"

/* No such cause, symptom or node. */
#define ED_RANK_NONE SIZE_MAX

/* A rule and what was settled for it, over all subjects. */
struct ed_rank_node {
	const struct ed_rule *rule;
	enum ed_state settled;
	enum ed_state state; /* the same; a gated symptom's is unknown */
	bool elsewhere;      /* present, and not only seen from this machine */
	bool on_device;      /* present, and not only seen by a probe */
	size_t at;           /* its index among the causes or the symptoms */
};

/* A way from a cause to what it explains, last link first. */
struct ed_rank_path {
	const struct ed_link *link;
	const struct ed_rank_path *before;
};

/* A cause makes a symptom, over whatever chain is the strongest. */
struct ed_rank_link {
	size_t symptom;
	enum ed_strength strength;
	const struct ed_rank_path *path;
};

struct ed_rank_symptom {
	const struct ed_rank_node *own;
	const struct ed_rule *rule;
	size_t parent;
	size_t group;             /* the first symptom of its group */
	bool hidden;              /* a child is present, which says more */
	uint32_t missed;          /* ppm: the chosen causes do not make it */
	int gain[ED_N_STRENGTHS]; /* what its presence says, after those */
	size_t round; /* in which its gains last changed; 0: never */
	uint32_t missed_by_proven;
};

/* What a cause's evidence comes to. */
struct ed_rank_sum {
	int score;
	int onset;       /* of that: it orders, and decides nothing */
	unsigned for_it; /* groups, and its own finding, that speak for it */
	bool decisive;   /* one of them is never seen on healthy systems */
};

struct ed_rank_cause {
	const struct ed_rank_node *own;
	const struct ed_rule *rule;
	const struct ed_rank_link *links; /* by group, then by symptom */
	size_t n_links;
	bool proven;
	bool refuted;
	bool passed;   /* attempts get further: it explains none of it */
	bool explains; /* a present symptom of failure */
	size_t round;  /* of being chosen; 0: not chosen */
	struct ed_rank_sum sum;
	int given_proven; /* the score once proven causes are accounted for */
	enum ed_certainty certainty;
	enum ed_place place;
	unsigned row; /* in the list: by place, and guesses behind */
	const struct ed_rank_cause *upstream;
	struct ed_line *lines;
	size_t n_lines;
};

struct ed_rank {
	const struct ed_rules *rules;
	const struct ed_rank_context *context;
	struct ed_arena *arena;
	struct ed_rank_node *nodes; /* by id */
	size_t n_nodes;
	struct ed_rank_cause *causes;
	size_t n_causes;
	struct ed_rank_symptom *symptoms;
	size_t n_symptoms;
	/*
	 * How strongly a cause (row) makes another (column): 0 not at all, else
	 * 1 + the word, which may be ED_N_STRENGTHS: less than rarely.
	 */
	unsigned char *reach;
	/* The first hop proven broken for everyone or the user. */
	enum ed_hop broken;
	/* The furthest hop that a present failure has got to. */
	enum ed_hop reached;
	enum ed_hop succeeded; /* ED_HOP_NONE: no success is present */
	/* The same of those that not only a probe has seen. */
	enum ed_hop reached_on_device;
	enum ed_hop succeeded_on_device;
	bool failing;
};

/* 1. rank_model.c: nodes, states, groups, parents. */
void ed_rank_build(struct ed_rank *rank, const struct ed_findings *findings);
size_t ed_rank_find(const struct ed_rank *rank, struct ed_str id);
/* ED_NOT_ASKED for ids that no rule has. */
enum ed_state ed_rank_state(const struct ed_rank *rank, struct ed_str id);

/* 2. rank_proof.c: what is proven, gated, refuted, before any score. */
void ed_rank_prove(struct ed_rank *rank);
/* It stops this user's sync altogether. */
bool ed_rank_stops(const struct ed_rank_cause *cause);
/* It stops it, or part of it, now. */
bool ed_rank_blocks(const struct ed_rank_cause *cause);

/* 3. rank_links.c: chains of explanations become direct links. */
void ed_rank_link(struct ed_rank *rank);
/* rank_proof.c: what an attempt that got further has passed. */
bool ed_rank_got_past(enum ed_hop reached, enum ed_hop hop);
void ed_rank_pass(struct ed_rank *rank);

/* What evidence says of it, the onset aside. */
int ed_rank_evidence(const struct ed_rank_cause *cause);

/* 4. rank_score.c: the score of one cause, and its ledger. */
void ed_rank_score(const struct ed_rank *rank, struct ed_rank_cause *cause);
void ed_rank_write_ledger(
    const struct ed_rank *rank, struct ed_rank_cause *cause);

/* 5. rank_choose.c: causes are chosen and explain symptoms away. */
void ed_rank_choose(struct ed_rank *rank);
/* Of what was seen: certainty, hop, score, id. */
int ed_rank_compare(
    const struct ed_rank_cause *a, const struct ed_rank_cause *b);

/* 6. rank_order.c: who is listed, where, and who ties. */
void ed_rank_order(struct ed_rank *rank, struct ed_diagnosis *out);
/* rank_upstream.c: sets upstream of the listed that are consequences. */
void ed_rank_find_upstream(
    const struct ed_rank *rank, struct ed_rank_cause *const *listed, size_t n);

/* 7. rank_path.c and rank_next.c. */
void ed_rank_walk_path(const struct ed_rank *rank, struct ed_diagnosis *out);
void ed_rank_suggest(const struct ed_rank *rank, struct ed_diagnosis *out);

#endif
