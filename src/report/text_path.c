/* SPDX-License-Identifier: Apache-2.0 */
/* The path as a strip of ten hops, and how much was looked at. */
#include "report/text.h"

/* Damaged inputs and remarks at the normal level. */
enum { MAX_REMARKS = 3 };

static const struct hop_word {
	const char *state;
	const char *word;
	enum ed_colour colour;
} hop_words[] = {
    {"pass", "ok", ED_GREEN},
    {"fail", "FAIL", ED_RED},
    {"not_reached", "-", ED_PLAIN},
    {"not_checked", "?", ED_PLAIN},
};

static const struct hop_word clean_word = {"", "clean", ED_PLAIN};

static const struct hop_word *hop_word(struct ed_str state)
{
	for (size_t i = 0; i < ED_COUNT(hop_words); i++)
		if (ed_is_word(state, hop_words[i].state))
			return &hop_words[i];
	return &hop_words[ED_COUNT(hop_words) - 1];
}

static void put_hop(const struct ed_page *page, const struct ed_report_hop *hop)
{
	const struct hop_word *word =
	    hop->clean ? &clean_word : hop_word(hop->state);
	const struct ed_str bites = ed_show(page, hop->bites);

	ed_putf(page->out, "  %.*s %s%s%s", ED_ARG(bites),
	    ed_page_on(page, word->colour), word->word,
	    ed_page_off(page, word->colour));
}

/* Five to a line: up to what the server asks, and what it makes of it. */
void ed_text_path(const struct ed_sheet *sheet)
{
	const struct ed_page *page = &sheet->page;

	ed_page_head(page, "Path (clean: no fault in what was judged, ok: "
			   "passed, -: not reached)");
	for (size_t i = 0; i < ED_N_HOPS; i++) {
		put_hop(page, &sheet->report->path[i]);
		if (i == ED_N_HOPS / 2 - 1 || i == ED_N_HOPS - 1)
			ed_page_blank(page);
	}
}

static struct ed_str join(
    const struct ed_sheet *sheet, const struct ed_texts *texts)
{
	struct ed_text text = {.arena = sheet->page.out->arena};

	for (size_t i = 0; i < texts->n; i++) {
		if (i)
			ed_put(&text, ED_STR(", "));
		ed_put(&text, ed_show(&sheet->page, texts->items[i]));
	}
	return ed_text_str(&text);
}

static void put_damage(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	size_t n = 0;

	for (size_t i = 0; i < report->n_inputs; i++) {
		const struct ed_report_input *in = &report->inputs[i];
		struct ed_str path, damage;

		if (in->damage.n == 0 || n++ >= MAX_REMARKS)
			continue;
		path = ed_show(&sheet->page, in->path);
		damage = ed_show(&sheet->page, in->damage.items[0]);
		ed_page_putf(&sheet->page, ED_YELLOW, "", "%s: %.*s: %.*s",
		    ed_is_word(in->kind, "unrecognised") ? "Not used"
							 : "Damage",
		    ED_ARG(path), ED_ARG(damage));
	}
	if (n > MAX_REMARKS)
		ed_page_putf(&sheet->page, ED_YELLOW, "",
		    "(%zu more inputs have damage: see -vv)", n - MAX_REMARKS);
}

static void put_remarks(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	size_t n = 0;

	for (size_t i = 0; i < report->n_not_checked; i++) {
		const struct ed_report_gap *gap = &report->not_checked[i];
		struct ed_str reason;

		/* The verdict gives the reason that can be supplied to. */
		if (!ed_is_word(gap->check, "case") || gap->supply.n ||
		    n++ >= MAX_REMARKS)
			continue;
		reason = ed_show(&sheet->page, gap->reason);
		ed_page_putf(
		    &sheet->page, ED_PLAIN, "", "Note: %.*s", ED_ARG(reason));
	}
}

static void put_counts(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_str scope = join(sheet, &report->verdict.scope);
	/* The verdict of a healthy run names its scope already. */
	bool named = scope.n && !ed_is_word(report->verdict.state, "healthy");

	ed_page_putf(&sheet->page, ED_PLAIN, "",
	    "%s%.*s%sFindings: %u settled, %u unknown, %u not asked.",
	    named ? "Judged: " : "", named ? (int)scope.n : 0, scope.p,
	    named ? ". " : "", report->coverage.settled,
	    report->coverage.unknown, report->coverage.not_asked);
}

void ed_text_coverage(const struct ed_sheet *sheet)
{
	const struct ed_report *report = sheet->report;
	const struct ed_str as_of = ed_show(&sheet->page, report->run.as_of);

	put_counts(sheet);
	put_damage(sheet);
	put_remarks(sheet);
	ed_page_putf(&sheet->page, ED_PLAIN, "",
	    "As of %.*s, from %zu %s; %s.%s", ED_ARG(as_of), report->n_inputs,
	    report->n_inputs == 1 ? "input" : "inputs",
	    report->run.network ? "the network was used"
				: "no network was used",
	    sheet->detail == ED_NORMAL ? " More: -v" : "");
}
