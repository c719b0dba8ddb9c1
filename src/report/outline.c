/* SPDX-License-Identifier: Apache-2.0 */
#include "report/outline.h"

#include "report/escape.h"

#define STEP(text)                                                             \
	{                                                                      \
		(text), sizeof(text) - 1                                       \
	}

static const struct ed_str beyond[] = {
    STEP("Find the attempt in the IIS log of the Exchange server: "
	 "cs-username, sc-status and sc-substatus show how far it got. Name "
	 "them here: -s STATUS.SUBSTATUS. Where the log has no line, the "
	 "request did not reach IIS."),
    STEP("Ask the owners of the stages that show ? in the path."),
};

const struct ed_texts ed_beyond_steps = {beyond, ED_COUNT(beyond)};

bool ed_is_word(struct ed_str s, const char *word)
{
	return ed_str_eq(s, ed_str_of(word));
}

/* Puts what follows from cause j, and is listed behind it, under its root. */
static void place_below(struct ed_outline *outline, size_t j, size_t *last)
{
	const struct ed_texts *ids = &outline->report->causes[j].consequences;
	size_t root = outline->rows[j].root, n;

	for (size_t i = 0; i < ids->n; i++) {
		const struct ed_entry *found =
		    ed_index_find(&outline->causes, ids->items[i], &n);

		if (!found || found->value <= j ||
		    outline->rows[found->value].root != found->value)
			continue;
		outline->rows[found->value].root = root;
		outline->rows[last[root]].below = found->value;
		last[root] = found->value;
	}
}

static void fill_rows(struct ed_outline *outline, struct ed_arena *arena)
{
	size_t n = outline->report->n_causes, rank = 0;
	size_t *last = ed_alloc_array(arena, n, sizeof(*last));

	outline->rows = ed_alloc_array(arena, n, sizeof(*outline->rows));
	for (size_t i = 0; i < n; i++)
		outline->rows[i].root = last[i] = i;
	for (size_t j = 0; j < n; j++)
		place_below(outline, j, last);
	for (size_t i = 0; i < n; i++)
		if (outline->rows[i].root == i)
			outline->rows[i].rank = ++rank;
}

static void fill_indexes(struct ed_outline *outline, struct ed_arena *arena)
{
	const struct ed_report *report = outline->report;

	for (size_t i = 0; i < report->n_causes; i++) {
		ed_index_add(arena, &outline->causes, report->causes[i].id, i);
		outline->explained |= report->causes[i].explains_symptom;
	}
	for (size_t i = 0; i < report->n_findings; i++)
		ed_index_add(
		    arena, &outline->findings, report->findings[i].id, i);
	ed_index_sort(&outline->causes);
	ed_index_sort(&outline->findings);
}

/* The checks that have an unknown finding. */
static struct ed_index unknown_checks(
    const struct ed_report *report, struct ed_arena *arena)
{
	struct ed_index index = {0};

	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_str id = report->findings[i].id;

		if (ed_is_word(report->findings[i].state, "unknown"))
			ed_index_add(arena, &index,
			    ed_str_sub(id, 0, ed_str_find(id, ED_STR("/"))), i);
	}
	ed_index_sort(&index);
	return index;
}

/* First what should have been judged and could not be, then the rest. */
static void fill_supplies(struct ed_outline *outline, struct ed_arena *arena)
{
	const struct ed_report *report = outline->report;
	const struct ed_index unknown = unknown_checks(report, arena);
	size_t n;

	for (int rest = 0; rest < 2; rest++) {
		for (size_t i = 0; i < report->n_not_checked; i++) {
			const struct ed_report_gap *gap =
			    &report->not_checked[i];
			bool is_rest = !ed_index_find(&unknown, gap->check, &n);

			if (is_rest == (rest == 1) && gap->supply.n &&
			    outline->n_supplies < ED_MAX_STEPS)
				outline->supplies[outline->n_supplies++] = gap;
		}
	}
}

/* Which certificate is meant, only the reader can say. */
static const struct ed_report_gap *find_choice(const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_not_checked; i++)
		if (ed_is_word(report->not_checked[i].check, "case") &&
		    report->not_checked[i].supply.n)
			return &report->not_checked[i];
	return NULL;
}

/* Nobody should change a setting for what was only inferred. */
static bool is_actionable(
    const struct ed_report *report, const struct ed_report_cause *cause)
{
	const bool certain = ed_is_word(cause->state, "proven") ||
			     ed_is_word(cause->state, "likely");

	if (report->n_next == 0)
		return certain || cause->evident;
	return certain && cause->evident;
}

static enum ed_advice advise(const struct ed_outline *outline)
{
	const struct ed_report *report = outline->report;

	if (report->n_causes && is_actionable(report, &report->causes[0]))
		return ED_ADVICE_FIX;
	if (outline->choice)
		return ED_ADVICE_CHOOSE;
	if (report->n_next)
		return ED_ADVICE_CHECK;
	if (outline->n_supplies)
		return ED_ADVICE_SUPPLY;
	return ed_is_word(report->verdict.state, "unknown") ? ED_ADVICE_BEYOND
							    : ED_ADVICE_NONE;
}

void ed_outline_make(struct ed_arena *arena, const struct ed_report *report,
    struct ed_outline *out)
{
	*out = (struct ed_outline){.report = report};
	fill_indexes(out, arena);
	fill_rows(out, arena);
	fill_supplies(out, arena);
	out->choice = find_choice(report);
	out->advice = advise(out);
}

bool ed_stops_next(
    const struct ed_outline *outline, const struct ed_report_cause *cause)
{
	return outline->explained && !cause->explains_symptom &&
	       ed_is_word(cause->state, "proven") &&
	       (ed_is_word(cause->blocks, "everyone") ||
		   ed_is_word(cause->blocks, "user"));
}

const struct ed_report_gap *ed_gap_of(
    const struct ed_report *report, struct ed_str check)
{
	static const struct ed_report_gap none = {
	    .supply = STEP("What it looks at.")};

	for (size_t i = 0; i < report->n_not_checked; i++)
		if (ed_str_eq(report->not_checked[i].check, check) &&
		    report->not_checked[i].supply.n)
			return &report->not_checked[i];
	return &none;
}

size_t ed_same_command(const struct ed_report *report, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (ed_str_eq(report->next[j].command, report->next[i].command))
			return j + 1;
	return 0;
}

/* The first present finding of that cause that stands somewhere, or NULL. */
static const struct ed_report_finding *find_seen(
    const struct ed_outline *outline, const struct ed_report_cause *cause)
{
	size_t n = 0;
	const struct ed_entry *entries =
	    ed_index_find(&outline->findings, cause->id, &n);

	for (size_t i = 0; entries && i < n; i++) {
		const struct ed_report_finding *finding =
		    &outline->report->findings[entries[i].value];

		if (ed_is_word(finding->state, "present") &&
		    finding->n_evidence)
			return finding;
	}
	return NULL;
}

static struct ed_str first_sentence(struct ed_str text)
{
	for (size_t i = 0; i + 1 < text.n; i++)
		if (text.p[i] == '.' &&
		    (text.p[i + 1] == ' ' || text.p[i + 1] == '\n'))
			return ed_str_sub(text, 0, i + 1);
	return text;
}

struct ed_str ed_decibels(struct ed_arena *arena, long long tenths)
{
	long long size = tenths < 0 ? -tenths : tenths;

	return ed_format(
	    arena, "%c%lld.%lld", tenths < 0 ? '-' : '+', size / 10, size % 10);
}

const struct ed_report_accepted *ed_accepted_of(
    const struct ed_report *report, const struct ed_report_finding *one)
{
	for (size_t i = 0; i < report->n_suppressed; i++) {
		const struct ed_report_accepted *accepted =
		    &report->suppressed[i];

		if (ed_str_eq(accepted->finding, one->id) &&
		    (accepted->subject.n == 0 ||
			ed_str_eq(accepted->subject, one->subject)) &&
		    !accepted->expired && ed_is_word(one->state, "present"))
			return accepted;
	}
	return NULL;
}

struct ed_str ed_accepted_words(
    struct ed_arena *arena, const struct ed_report_accepted *accepted)
{
	return ed_format(arena, "%.*s%s%.*s: %s until %.*s by %.*s: %.*s",
	    ED_ARG(accepted->finding), accepted->subject.n ? ", " : "",
	    ED_ARG(accepted->subject),
	    accepted->expired ? "was accepted, and has expired;" : "accepted",
	    ED_ARG(accepted->until), ED_ARG(accepted->author),
	    ED_ARG(accepted->reason));
}

struct ed_str ed_why(struct ed_arena *arena, const struct ed_outline *outline,
    const struct ed_report_cause *cause, bool brief)
{
	const struct ed_report_finding *seen =
	    cause->evident ? find_seen(outline, cause) : NULL;
	struct ed_report_evidence evidence;

	if (!seen)
		return (struct ed_str){0};
	/* The sentence holds the value already. */
	evidence = seen->evidence[0];
	evidence.quote = (struct ed_str){0};
	/* A NUL would end what is put together of it. */
	return ed_format(arena, "%.*s (%.*s)",
	    ED_ARG(ed_escape_line(
		arena, first_sentence(ed_str_trim(cause->text)))),
	    ED_ARG(ed_escape_line(
		arena, ed_place(arena, outline->report, &evidence, brief))));
}

bool ed_is_success(const struct ed_report_finding *one)
{
	return ed_is_word(one->id, "eas/options-ok") ||
	       ed_is_word(one->id, "eas/sync-ok");
}

const struct ed_report_gap *ed_gap_first(
    const struct ed_report *report, const struct ed_report_gap *gap)
{
	const struct ed_report_gap *first = report->not_checked;

	while (first < gap && !ed_str_eq(first->command, gap->command))
		first++;
	return first;
}
