/* SPDX-License-Identifier: Apache-2.0 */
/* What was not checked, and which of it would tell most. */
#include "report/build.h"

static struct ed_report_gap *find_gap(
    const struct ed_list *gaps, struct ed_str check)
{
	/* Findings come sorted by id, so it is nearly always the last one. */
	for (size_t i = gaps->n; i > 0; i--) {
		struct ed_report_gap *gap =
		    &ED_ITEMS(*gaps, struct ed_report_gap)[i - 1];

		if (ed_str_eq(gap->check, check))
			return gap;
	}
	return NULL;
}

/* What should have been judged and was not says more than what nobody asked. */
static bool tells_more(enum ed_state state, struct ed_str reason,
    enum ed_state best, struct ed_str best_reason)
{
	if (!reason.n != !best_reason.n)
		return reason.n > 0;
	return state > best;
}

static void add_check_gaps(struct ed_builder *b, struct ed_list *gaps)
{
	const struct ed_findings *findings = b->parts->findings;
	enum ed_state best = ED_NOT_ASKED;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];
		struct ed_report_gap *gap;

		/* A symptom that nobody reported is no gap in the evidence. */
		if (one->state != ED_UNKNOWN &&
		    (one->state != ED_NOT_ASKED ||
			one->rule->kind == ED_SYMPTOM_RULE))
			continue;
		gap = find_gap(gaps, one->rule->check);
		if (!gap) {
			gap = ED_PUSH(b->arena, gaps, struct ed_report_gap);
			gap->check = one->rule->check;
			best = ED_NOT_ASKED;
		}
		if (tells_more(one->state, one->reason, best, gap->reason)) {
			best = one->state;
			gap->reason = ed_build_show(b, one->reason);
		}
	}
}

/* The check's own command; else that of the evidence which feeds it. */
static void add_command(struct ed_builder *b, struct ed_report_gap *gap)
{
	const struct ed_fill fill = ed_build_fill(b, NULL);
	const struct ed_rule_check *check =
	    ed_rule_check_find(b->parts->rules, gap->check);
	const struct ed_evidence *evidence =
	    ed_evidence_for(b->parts->rules, gap->check);
	const struct ed_rule_command *command = NULL;
	enum ed_owner who = check ? check->who : ED_OWNER_EXCHANGE;

	if (check && check->collect.run.n) {
		command = &check->collect;
	} else if (evidence) {
		command = &evidence->commands[0];
		who = evidence->who;
	}
	if (!command ||
	    !ed_fill_command(b->arena, command, &fill, &gap->command, NULL))
		return;
	gap->shell = command->shell;
	gap->who = ed_str_of(ed_owner_names[who]);
}

static int64_t worth_of(const struct ed_builder *b, struct ed_str check)
{
	const struct ed_diagnosis *diagnosis = b->parts->diagnosis;

	for (size_t i = 0; i < diagnosis->n_worths; i++)
		if (ed_str_eq(diagnosis->worths[i].check, check))
			return diagnosis->worths[i].worth;
	return 0;
}

/* What would tell most first; what is equal stays in its order. */
static void sort_by_worth(const struct ed_builder *b, struct ed_list *list)
{
	struct ed_report_gap *gaps = list->items;

	for (size_t i = 1; i < list->n; i++) {
		const struct ed_report_gap gap = gaps[i];
		const int64_t worth = worth_of(b, gap.check);
		size_t to = i;

		for (; to && worth_of(b, gaps[to - 1].check) < worth; to--)
			gaps[to] = gaps[to - 1];
		gaps[to] = gap;
	}
}

static void add_supply(struct ed_builder *b, struct ed_list *gaps)
{
	const struct ed_fill none = {0};

	for (size_t i = 0; i < gaps->n; i++) {
		struct ed_report_gap *gap =
		    &ED_ITEMS(*gaps, struct ed_report_gap)[i];
		const struct ed_rule_check *check =
		    ed_rule_check_find(b->parts->rules, gap->check);

		if (check)
			gap->supply =
			    ed_fill_prose(b->arena, check->supply, &none);
		add_command(b, gap);
	}
}

static void add_case_gap(struct ed_builder *b, struct ed_list *gaps,
    struct ed_str reason, struct ed_str supply)
{
	struct ed_report_gap *gap;

	if (reason.n == 0)
		return;
	gap = ED_PUSH(b->arena, gaps, struct ed_report_gap);
	gap->check = ED_STR("case");
	gap->reason = ed_build_show(b, reason);
	gap->supply = supply;
}

void ed_build_gaps(struct ed_builder *b)
{
	const struct ed_case *c = b->parts->c;
	struct ed_list gaps = {0};

	add_check_gaps(b, &gaps);
	add_supply(b, &gaps);
	sort_by_worth(b, &gaps);
	add_case_gap(b, &gaps, c->ambiguous,
	    ED_STR("Give only the device's certificate, or name it in the case "
		   "file: endpoint: { certificate: FILE }."));
	for (size_t i = 0; i < c->notes.n; i++)
		add_case_gap(b, &gaps, ED_ITEMS(c->notes, struct ed_str)[i],
		    (struct ed_str){0});
	b->out->not_checked = gaps.items;
	b->out->n_not_checked = gaps.n;
}

static struct ed_str outcome_words(const struct ed_builder *b,
    const struct ed_rule *finding, const struct ed_rule *cause, bool present)
{
	struct ed_str what;

	if (!present && !cause)
		return ED_STR("If not, no known cause stands out.");
	if (!present)
		return ed_format(b->arena,
		    "If not, the likely cause is \"%.*s\".",
		    ED_ARG(ed_build_title(b, cause)));
	what = ed_build_title(b, finding);
	if (!cause)
		return ed_format(b->arena,
		    "If it shows \"%.*s\", no known cause stands out.",
		    ED_ARG(what));
	if (cause == finding)
		return ed_format(b->arena,
		    "If it shows \"%.*s\", that is the likely cause.",
		    ED_ARG(what));
	return ed_format(b->arena,
	    "If it shows \"%.*s\", the likely cause is \"%.*s\".", ED_ARG(what),
	    ED_ARG(ed_build_title(b, cause)));
}

static const struct ed_settled *unsettled(
    const struct ed_builder *b, const struct ed_rule *rule)
{
	const struct ed_findings *findings = b->parts->findings;

	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].rule == rule)
			return &findings->items[i];
	return NULL;
}

static void fill_next(const struct ed_builder *b,
    const struct ed_suggestion *from, struct ed_report_next *to)
{
	const struct ed_rule *rule = from->finding;
	const struct ed_rule_check *check =
	    ed_rule_check_find(b->parts->rules, rule->check);
	const struct ed_fill fill = ed_build_fill(b, unsettled(b, rule));

	to->check = rule->check;
	to->who = ed_str_of(ed_owner_names[check ? check->who : rule->owner]);
	to->if_present = outcome_words(b, rule, from->if_present, true);
	to->if_absent = outcome_words(b, rule, from->if_absent, false);
	if (check && check->collect.run.n &&
	    ed_fill_command(
		b->arena, &check->collect, &fill, &to->command, NULL))
		to->shell = check->collect.shell;
}

void ed_build_next(struct ed_builder *b)
{
	const struct ed_diagnosis *diagnosis = b->parts->diagnosis;
	struct ed_report_next *items =
	    ed_alloc_array(b->arena, diagnosis->n_next, sizeof(*items));

	for (size_t i = 0; i < diagnosis->n_next; i++)
		fill_next(b, &diagnosis->next[i], &items[i]);
	b->out->next = items;
	b->out->n_next = diagnosis->n_next;
}
