/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The score of one cause is the sum of the lines of its ledger, and so it is
 * computed: the lines first. There is no second formula that could differ.
 */
#include "engine/rank_model.h"

struct weight {
	enum ed_line_kind kind;
	const struct ed_rank_link *link;     /* of a symptom */
	const struct ed_rule *made;          /* or of a consequence */
	const struct ed_rank_timing *timing; /* or of the onset */
	bool present;
	int db;
};

/* Links of one group: [from, to). */
struct run {
	size_t from, to;
};

/* Whoever takes the weights of a cause, one by one. */
struct taker {
	const struct ed_rank *rank;
	struct ed_rank_cause *cause;
	void (*take)(struct taker *taker, const struct weight *weight);
};

static struct run run_at(
    const struct ed_rank *rank, const struct ed_rank_cause *cause, size_t from)
{
	struct run run = {from, from + 1};
	size_t group = rank->symptoms[cause->links[from].symptom].group;

	while (run.to < cause->n_links &&
	       rank->symptoms[cause->links[run.to].symptom].group == group)
		run.to++;
	return run;
}

/* What the state of one symptom says; false: nothing. */
static bool weigh_link(const struct ed_rank *rank,
    const struct ed_rank_link *link, struct weight *out)
{
	const struct ed_rank_symptom *symptom = &rank->symptoms[link->symptom];
	enum ed_state state = symptom->own->state;

	if (symptom->hidden || (state != ED_PRESENT && state != ED_ABSENT))
		return false;
	*out = (struct weight){
	    .kind = ED_LINE_SYMPTOM,
	    .link = link,
	    .present = state == ED_PRESENT,
	    .db = state == ED_PRESENT ? symptom->gain[link->strength]
				      : ed_rank_absent[link->strength],
	};
	return true;
}

/* Present over absent, then the stronger, then the first by id. */
static bool says_more(const struct weight *a, const struct weight *b)
{
	if (a->present != b->present)
		return a->present;
	return a->present ? a->db > b->db : a->db < b->db;
}

/* Symptoms of a group restate one fact: the strongest speaks for all. */
static bool weigh_run(const struct ed_rank *rank,
    const struct ed_rank_cause *cause, struct run run, struct weight *best)
{
	bool any = false;

	for (size_t i = run.from; i < run.to; i++) {
		struct weight weight;

		if (!weigh_link(rank, &cause->links[i], &weight))
			continue;
		if (!any || says_more(&weight, best))
			*best = weight;
		any = true;
	}
	return any;
}

/* How often it would be there anyway, told by how common it is. */
static enum ed_leak leak_of(const struct ed_rule *rule)
{
	return rule->prior <= ED_FREQUENT ? ED_NOISY : ED_SELDOM;
}

/*
 * What is seen, and makes what is seen too, is the more likely for it: of its
 * consequences the one that says most speaks for all.
 */
static bool weigh_consequences(const struct ed_rank *rank,
    const struct ed_rank_cause *cause, struct weight *best)
{
	const unsigned char *made =
	    rank->reach + cause->own->at * rank->n_causes;

	*best = (struct weight){.kind = ED_LINE_SYMPTOM, .present = true};
	for (size_t k = 0; k < rank->n_causes; k++) {
		const struct ed_rank_cause *other = &rank->causes[k];
		int db;

		if (other == cause || made[k] == 0 ||
		    made[k] > ED_N_STRENGTHS || other->own->state != ED_PRESENT)
			continue;
		db = ed_rank_gain(leak_of(other->rule), ED_RANK_SURE,
		    (enum ed_strength)(made[k] - 1));
		if (db <= best->db)
			continue;
		best->db = db;
		best->made = other->rule;
	}
	return best->made != NULL;
}

static bool is_one_of_many(const struct ed_rank_context *context)
{
	return context->affected == ED_AFFECTED_ONE || context->healthy_peer;
}

/* Of what was seen itself: else nobody knows that it is there at all. */
static bool weigh_onset(const struct ed_rank_context *context,
    const struct ed_rule *rule, struct weight *out)
{
	for (size_t i = 0; i < context->n_timings; i++) {
		const struct ed_rank_timing *timing = &context->timings[i];

		if (timing->rule != rule)
			continue;
		*out = (struct weight){.kind = ED_LINE_ONSET,
		    .timing = timing,
		    .db = ed_rank_onset[timing->weight]};
		return true;
	}
	return false;
}

static void give_weights(struct taker *taker)
{
	const struct ed_rank *rank = taker->rank;
	const struct ed_rank_cause *cause = taker->cause;
	struct weight weight = {
	    .kind = ED_LINE_PRIOR, .db = ed_rank_prior[cause->rule->prior]};

	taker->take(taker, &weight);
	if (cause->own->state == ED_PRESENT) {
		weight = (struct weight){.kind = ED_LINE_DIRECT,
		    .present = true,
		    .db = ED_RANK_DIRECT};
		taker->take(taker, &weight);
		if (weigh_consequences(rank, cause, &weight))
			taker->take(taker, &weight);
		if (!cause->passed &&
		    weigh_onset(rank->context, cause->rule, &weight))
			taker->take(taker, &weight);
	}
	if (cause->rule->blocks == ED_BLOCKS_EVERYONE &&
	    is_one_of_many(rank->context)) {
		weight = (struct weight){
		    .kind = ED_LINE_AFFECTED, .db = ED_RANK_AFFECTED};
		taker->take(taker, &weight);
	}
	if (cause->passed)
		return;
	for (size_t i = 0; i < cause->n_links;) {
		struct run run = run_at(rank, cause, i);

		if (weigh_run(rank, cause, run, &weight))
			taker->take(taker, &weight);
		i = run.to;
	}
}

static void add_weight(struct taker *taker, const struct weight *weight)
{
	struct ed_rank_sum *sum = &taker->cause->sum;
	const struct ed_rank_symptom *symptom;

	sum->score += weight->db;
	if (weight->timing)
		sum->onset = weight->db;
	if (!weight->present || weight->db <= 0)
		return;
	sum->for_it++;
	if (!weight->link)
		return;
	symptom = &taker->rank->symptoms[weight->link->symptom];
	if (symptom->rule->leak == ED_NEVER)
		sum->decisive = true;
}

int ed_rank_evidence(const struct ed_rank_cause *cause)
{
	return cause->sum.score - cause->sum.onset;
}

static enum ed_certainty certainty_of(const struct ed_rank_cause *cause)
{
	const struct ed_rank_sum *sum = &cause->sum;
	const int score = ed_rank_evidence(cause);

	if (cause->refuted)
		return ED_REFUTED;
	if (cause->proven)
		return ED_PROVEN;
	if (score >= ED_RANK_LIKELY && (sum->for_it >= 2 || sum->decisive))
		return ED_LIKELY;
	return score >= ED_RANK_POSSIBLE ? ED_POSSIBLE : ED_UNLIKELY;
}

void ed_rank_score(const struct ed_rank *rank, struct ed_rank_cause *cause)
{
	struct taker taker = {rank, cause, add_weight};

	cause->sum = (struct ed_rank_sum){0};
	give_weights(&taker);
	cause->certainty = certainty_of(cause);
}

/* The words along a chain, first link first. */
static void put_via(struct ed_text *text, const struct ed_rank_path *path)
{
	if (path->before)
		put_via(text, path->before);
	if (path->link->via.n == 0)
		return;
	if (text->n)
		ed_put(text, ED_STR("; "));
	ed_put(text, path->link->via);
}

static void write_line(struct taker *taker, const struct weight *weight)
{
	struct ed_rank_cause *cause = taker->cause;
	struct ed_line *line = &cause->lines[cause->n_lines++];

	line->kind = weight->kind;
	line->present = weight->present;
	line->db = weight->db;
	line->symptom = weight->made;
	if (weight->timing)
		line->via = weight->timing->via;
	if (!weight->link)
		return;
	line->symptom = taker->rank->symptoms[weight->link->symptom].rule;
	if (weight->link->path->before) {
		struct ed_text text = {.arena = taker->rank->arena};

		put_via(&text, weight->link->path);
		line->via = ed_text_str(&text);
		return;
	}
	line->via = weight->link->path->link->via;
}

void ed_rank_write_ledger(
    const struct ed_rank *rank, struct ed_rank_cause *cause)
{
	struct taker taker = {rank, cause, write_line};

	/* Prior, direct, a consequence, onset, affected; and the links. */
	cause->lines = ed_alloc_array(
	    rank->arena, 5 + cause->n_links, sizeof(*cause->lines));
	cause->n_lines = 0;
	give_weights(&taker);
}
