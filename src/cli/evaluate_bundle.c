/* SPDX-License-Identifier: Apache-2.0 */
/* One bundle: diagnosed, and compared with what is true of it. */
#include "cli/evaluate.h"

#include <stdlib.h>

static bool is_in(const struct ed_list *ids, struct ed_str id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ed_str_eq(ED_ITEMS(*ids, struct ed_str)[i], id))
			return true;
	return false;
}

static void take_top(
    const struct ed_diagnosis *diagnosis, struct ed_judged *out)
{
	size_t n = 0;

	for (size_t i = 0; i < diagnosis->n_causes && n < ED_N_TOP; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		if (cause->place == ED_PLACE_CONSEQUENCE)
			continue;
		out->top[n] = cause->rule->id;
		out->certainty[n++] = cause->certainty;
	}
}

/* Proven, and neither true nor told as what the truth leads to. */
static struct ed_str find_wrong_proof(
    const struct ed_diagnosis *diagnosis, const struct ed_label *label)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		if (cause->certainty != ED_PROVEN ||
		    is_in(&label->truth, cause->rule->id) ||
		    is_in(&label->also, cause->rule->id) ||
		    (cause->upstream &&
			is_in(&label->truth, cause->upstream->id)))
			continue;
		return cause->rule->id;
	}
	return (struct ed_str){0};
}

static struct ed_str find_alarm(const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++) {
		const struct ed_candidate *cause = &diagnosis->causes[i];

		if (cause->certainty <= ED_LIKELY &&
		    cause->rule->blocks <= ED_BLOCKS_PARTLY)
			return cause->rule->id;
	}
	return (struct ed_str){0};
}

static int by_severity(const void *a, const void *b)
{
	const struct ed_rule *left = *(const struct ed_rule *const *)a;
	const struct ed_rule *right = *(const struct ed_rule *const *)b;

	if (left->blocks != right->blocks)
		return left->blocks < right->blocks ? -1 : 1;
	return ed_str_compare(left->id, right->id);
}

/* What a list of findings, the worst first, would have said. */
static void take_by_severity(struct ed_arena *arena,
    const struct ed_findings *findings, struct ed_judged *out)
{
	struct ed_list present = {0};
	const struct ed_rule *last = NULL;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		/* Sorted by id: several subjects stand side by side. */
		if (one->state != ED_PRESENT || one->rule->kind != ED_CAUSE ||
		    one->rule == last)
			continue;
		last = one->rule;
		*ED_PUSH(arena, &present, const struct ed_rule *) = last;
	}
	if (present.n)
		qsort(present.items, present.n, sizeof(struct ed_rule *),
		    by_severity);
	for (size_t i = 0; i < present.n && i < ED_N_TOP; i++)
		out->by_severity[i] =
		    ED_ITEMS(present, const struct ed_rule *)[i]->id;
}

/* A misspelt truth would only look like a miss. */
static bool are_known(const struct ed_rules *rules, const char *folder,
    const struct ed_label *label, struct ed_error *err)
{
	for (size_t i = 0; i < label->truth.n; i++) {
		struct ed_str id = ED_ITEMS(label->truth, struct ed_str)[i];
		const struct ed_rule *rule = ed_rule_find(rules, id);

		if (!rule || rule->kind != ED_CAUSE)
			return ed_fail(err, "%s: %.*s is no known cause",
			    folder, ED_ARG(ed_str_sub(id, 0, 80)));
	}
	return true;
}

bool ed_bundle_judge(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, const char *folder,
    const struct ed_label *label, struct ed_judged *out, struct ed_error *err)
{
	const struct ed_request request = {
	    .case_file = ed_format(arena, "%s/case.yaml", folder).p,
	    .has_as_of = true,
	    .as_of = label->as_of,
	    .rules = &knowledge->rules,
	    .registry = &knowledge->registry};
	struct ed_diagnosed d;

	*out = (struct ed_judged){.folder = folder, .label = label};
	if (!are_known(&knowledge->rules, folder, label, err) ||
	    !ed_diagnose(&request, &d, err))
		return false;
	if (label->truth.n)
		out->stage = ed_rule_find(
		    &knowledge->rules, ED_ITEMS(label->truth, struct ed_str)[0])
				 ->stage;
	out->exit_code = d.report.verdict.exit_code;
	take_top(&d.diagnosis, out);
	take_by_severity(arena, &d.findings, out);
	out->wrong_proof = find_wrong_proof(&d.diagnosis, label);
	if (label->kind == ED_LABEL_HEALTHY)
		out->alarm = find_alarm(&d.diagnosis);
	ed_diagnosed_free(&d);
	return true;
}
