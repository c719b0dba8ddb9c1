/* SPDX-License-Identifier: Apache-2.0 */
#include "report/build.h"

static void fill_scope(struct ed_builder *b)
{
	struct ed_str *items =
	    ed_alloc_array(b->arena, ED_N_STAGES, sizeof(*items));
	size_t n = 0;

	for (unsigned i = 0; i < ED_N_STAGES; i++)
		if (b->parts->verdict->scope & 1u << i)
			items[n++] = ed_str_of(ed_stage_names[i]);
	b->out->verdict.scope = (struct ed_texts){items, n};
}

static struct ed_str stages(struct ed_arena *arena, unsigned bits)
{
	struct ed_text text = {.arena = arena};

	for (unsigned i = 0; i < ED_N_STAGES; i++)
		if (bits & 1u << i)
			ed_putf(&text, "%s%s", text.n ? ", " : "",
			    ed_stage_names[i]);
	return ed_text_str(&text);
}

/* A title as part of a sentence: the sentence ends it. */
static struct ed_str without_stop(struct ed_str title)
{
	if (title.n && title.p[title.n - 1] == '.')
		title.n--;
	return title;
}

static void put_cause(
    struct ed_text *text, const char *lead, const struct ed_report_cause *cause)
{
	ed_putf(text, "%s%.*s (%.*s).", lead,
	    ED_ARG(without_stop(cause->title)), ED_ARG(cause->state));
}

static const char *how_blocked(const struct ed_report_cause *cause)
{
	if (ed_str_eq(cause->blocks, ED_STR("user")))
		return "Sync is blocked for this user. ";
	if (ed_str_eq(cause->blocks, ED_STR("partly")))
		return "Some of sync fails. ";
	return "Sync is blocked. ";
}

static void put_blocked(const struct ed_builder *b, struct ed_text *text)
{
	if (b->out->n_causes == 0) {
		ed_put(text, ED_STR("Sync is blocked."));
		return;
	}
	ed_put(text, ed_str_of(how_blocked(&b->out->causes[0])));
	put_cause(text, "Most likely cause: ", &b->out->causes[0]);
}

/* Reasons are separated by semicolons. */
static void next_reason(struct ed_text *text, size_t start)
{
	if (text->n > start)
		ed_put(text, ED_STR("; "));
}

/* told: a reason that stands in the sentence already. */
static void put_unjudged(
    const struct ed_builder *b, struct ed_str told, struct ed_text *text)
{
	const struct ed_verdict *verdict = b->parts->verdict;
	const struct ed_settled *first = verdict->unjudged[0];

	ed_putf(text, "%.*s was not judged", ED_ARG(first->rule->id));
	if (first->reason.n && !ed_str_eq(first->reason, told))
		ed_putf(
		    text, " (%.*s)", ED_ARG(ed_build_show(b, first->reason)));
	if (verdict->n_unjudged > 1)
		ed_putf(text, ", nor %s %zu more",
		    verdict->n_unjudged == 2 ? "was" : "were",
		    verdict->n_unjudged - 1);
}

static void put_damaged(
    const struct ed_builder *b, const struct ed_input *in, struct ed_text *text)
{
	ed_putf(text, "%s%.*s could not be %s",
	    in->unreadable ? "" : "part of ",
	    ED_ARG(ed_build_show(b, in->path)),
	    in->unreadable ? "used" : "read");
	if (in->n_damage)
		ed_putf(
		    text, " (%.*s)", ED_ARG(ed_build_show(b, in->damage[0])));
}

static void put_unexplained(const struct ed_builder *b, struct ed_text *text)
{
	const struct ed_verdict *verdict = b->parts->verdict;

	ed_put(text, ED_STR("it fails, and no known cause is likely"));
	if (!verdict->nothing_judged && verdict->scope & ~verdict->uncovered)
		ed_putf(text, " in what was judged: %.*s",
		    ED_ARG(stages(
			text->arena, verdict->scope & ~verdict->uncovered)));
}

static void put_reasons(const struct ed_builder *b, struct ed_text *text)
{
	const struct ed_verdict *verdict = b->parts->verdict;
	const size_t start = text->n;

	if (verdict->unexplained)
		put_unexplained(b, text);
	if (verdict->missed && !verdict->unexplained) {
		next_reason(text, start);
		ed_putf(text, "%.*s was looked for and not seen",
		    ED_ARG(verdict->missed->rule->id));
	}
	if (verdict->unnamed) {
		next_reason(text, start);
		ed_put(text,
		    ED_STR("what was seen names no symptom that is known"));
	}
	if (verdict->damaged) {
		next_reason(text, start);
		put_damaged(b, verdict->damaged, text);
	}
	if (b->parts->c->ambiguous.n) {
		next_reason(text, start);
		ed_put(text, ed_build_show(b, b->parts->c->ambiguous));
	}
	if (verdict->n_unjudged) {
		next_reason(text, start);
		put_unjudged(b, b->parts->c->ambiguous, text);
	}
	if (verdict->uncovered && !verdict->nothing_judged) {
		next_reason(text, start);
		ed_putf(text, "nothing was given about: %.*s",
		    ED_ARG(stages(text->arena, verdict->uncovered)));
	}
	if (verdict->check_failed) {
		next_reason(text, start);
		ed_put(text, ED_STR("a check failed"));
	}
	if (verdict->nothing_judged && text->n == start)
		ed_put(text, ED_STR("nothing was given that could be judged"));
	if (text->n == start)
		ed_put(text, ED_STR("not all of the scope was judged"));
}

static void put_unknown(const struct ed_builder *b, struct ed_text *text)
{
	ed_put(text, ED_STR("Could not tell: "));
	put_reasons(b, text);
	ed_put_byte(text, '.');
	if (b->out->n_causes &&
	    !ed_str_eq(b->out->causes[0].state, ED_STR("unlikely")))
		put_cause(text,
		    ed_str_eq(b->out->causes[0].state, ED_STR("proven"))
			? " Found: "
			: " Best guess: ",
		    &b->out->causes[0]);
}

static bool is_left_open(
    const struct ed_verdict *verdict, const struct ed_settled *one)
{
	return one->state == ED_NOT_ASKED && one->rule->kind == ED_CAUSE &&
	       one->rule->blocks <= ED_BLOCKS_PARTLY &&
	       verdict->scope & 1u << one->rule->stage;
}

/* What could block and lacked evidence: healthy does not speak for it. */
static void put_left_open(const struct ed_builder *b, struct ed_text *text)
{
	const struct ed_findings *findings = b->parts->findings;
	struct ed_str last = {0};

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (!is_left_open(b->parts->verdict, one) ||
		    ed_str_eq(one->rule->check, last))
			continue;
		ed_putf(text, "%s%.*s",
		    last.n ? ", " : " Not fully judged, for lack of evidence: ",
		    ED_ARG(one->rule->check));
		last = one->rule->check;
	}
	if (last.n)
		ed_put_byte(text, '.');
}

static void put_scope(
    const struct ed_builder *b, struct ed_text *text, const char *lead)
{
	ed_putf(text, "%s%.*s.", lead,
	    ED_ARG(stages(b->arena, b->parts->verdict->scope)));
}

static void put_healthy(const struct ed_builder *b, struct ed_text *text)
{
	put_scope(b, text, "Healthy for: ");
	put_left_open(b, text);
}

static void put_warning(const struct ed_builder *b, struct ed_text *text)
{
	put_scope(b, text,
	    "Nothing is known to block sync, but not all is well for: ");
	if (b->out->n_causes)
		put_cause(text, " First: ", &b->out->causes[0]);
	if (b->parts->verdict->over)
		ed_putf(text, " The acceptance of %.*s has expired.",
		    ED_ARG(b->parts->verdict->over->finding));
}

void ed_build_verdict(struct ed_builder *b)
{
	static const char *const states[] = {
	    [ED_EXIT_HEALTHY] = "healthy",
	    [ED_EXIT_WARNING] = "warning",
	    [ED_EXIT_BLOCKED] = "blocked",
	    [ED_EXIT_UNKNOWN] = "unknown",
	};
	enum ed_exit code = b->parts->verdict->exit;
	struct ed_text text = {.arena = b->arena};

	if (code == ED_EXIT_HEALTHY)
		put_healthy(b, &text);
	else if (code == ED_EXIT_WARNING)
		put_warning(b, &text);
	else if (code == ED_EXIT_BLOCKED)
		put_blocked(b, &text);
	else
		put_unknown(b, &text);
	fill_scope(b);
	b->out->verdict.state = ed_str_of(states[code]);
	b->out->verdict.exit_code = (int)code;
	b->out->verdict.text = ed_text_str(&text);
}
