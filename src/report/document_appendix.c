/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind the causes: findings, gaps, evidence, the run. */
#include "report/document.h"

static struct ed_str values_of(
    struct ed_arena *arena, const struct ed_report_finding *finding)
{
	struct ed_text text = {.arena = arena};

	if (finding->reason.n)
		ed_put(&text, finding->reason);
	for (size_t i = 0; i < finding->n_values; i++)
		ed_putf(&text, "%s%.*s: \"%.*s\"", text.n ? "; " : "",
		    ED_ARG(finding->values[i].name),
		    ED_ARG(finding->values[i].value));
	return ed_text_str(&text);
}

static struct ed_str places_of(
    const struct ed_document *doc, const struct ed_report_finding *finding)
{
	struct ed_text text = {.arena = doc->out->arena};

	for (size_t i = 0; i < finding->n_evidence; i++) {
		struct ed_report_evidence evidence = finding->evidence[i];

		evidence.quote = (struct ed_str){0};
		ed_putf(&text, "%s%.*s", i ? "; " : "",
		    ED_ARG(ed_place(
			text.arena, doc->outline.report, &evidence, true)));
	}
	return ed_text_str(&text);
}

static void put_findings(const struct ed_document *doc, const char *state)
{
	const struct ed_report *report = doc->outline.report;
	const struct ed_str heads[] = {ED_STR("State"), ED_STR("Finding"),
	    ED_STR("About"), ED_STR("What"), ED_STR("Where")};
	bool any = false;

	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];
		struct ed_str cells[ED_COUNT(heads)] = {
		    one->state, one->id, one->subject};

		if (!ed_is_word(one->state, state))
			continue;
		if (!any)
			ed_markup_row(doc->markup, doc->out, true, heads,
			    ED_COUNT(heads));
		any = true;
		cells[3] = ed_format(doc->out->arena, "%.*s%s%.*s",
		    ED_ARG(one->title), one->title.n ? ": " : "",
		    ED_ARG(values_of(doc->out->arena, one)));
		cells[4] = places_of(doc, one);
		ed_markup_row(
		    doc->markup, doc->out, false, cells, ED_COUNT(cells));
	}
	if (any)
		ed_markup_end(doc->out);
}

void ed_document_findings(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;
	struct ed_texts ids = {0};
	struct ed_str *absent = ed_alloc_array(
	    doc->out->arena, report->n_findings, sizeof(*absent));

	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Findings"));
	ed_document_line(doc, "",
	    ed_format(doc->out->arena,
		"%u settled, %u unknown, %u not asked. Judged: %.*s.",
		report->coverage.settled, report->coverage.unknown,
		report->coverage.not_asked,
		ED_ARG(ed_joined(doc->out->arena, &report->verdict.scope))));
	put_findings(doc, "present");
	put_findings(doc, "unknown");
	for (size_t i = 0; i < report->n_findings; i++)
		if (ed_is_word(report->findings[i].state, "absent"))
			absent[ids.n++] = report->findings[i].id;
	ids.items = absent;
	ed_document_line(
	    doc, "Looked for and not there:", ed_joined(doc->out->arena, &ids));
}

static void put_accepted(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;

	if (report->n_suppressed == 0)
		return;
	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Accepted"));
	for (size_t i = 0; i < report->n_suppressed; i++)
		ed_markup_item(doc->markup, doc->out, 0, (struct ed_str){0},
		    ed_accepted_words(doc->out->arena, &report->suppressed[i]));
	ed_markup_end(doc->out);
}

static void put_gap(
    const struct ed_document *doc, const struct ed_report_gap *gap)
{
	const struct ed_report_gap *first =
	    ed_gap_first(doc->outline.report, gap);
	struct ed_arena *arena = doc->out->arena;

	ed_document_line(doc, ed_format(arena, "%.*s:", ED_ARG(gap->check)).p,
	    ed_format(arena, "%.*s. %.*s", ED_ARG(gap->reason),
		ED_ARG(ed_str_trim(gap->supply))));
	if (gap->command.n && first != gap)
		ed_document_line(doc, "",
		    ed_format(arena, "The command is that of %.*s.",
			ED_ARG(first->check)));
	else if (gap->command.n)
		doc->markup->code(doc->out, gap->shell, gap->command);
}

void ed_document_gaps(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;

	put_accepted(doc);
	if (report->n_not_checked == 0)
		return;
	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Not checked"));
	for (size_t i = 0; i < report->n_not_checked; i++)
		put_gap(doc, &report->not_checked[i]);
}

static void put_timeline(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;
	const struct ed_str heads[] = {ED_STR("Time"), ED_STR("What")};

	if (report->n_timeline == 0)
		return;
	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Timeline"));
	ed_markup_row(doc->markup, doc->out, true, heads, ED_COUNT(heads));
	for (size_t i = 0; i < report->n_timeline; i++) {
		const struct ed_str cells[] = {
		    report->timeline[i].time, report->timeline[i].text};

		ed_markup_row(
		    doc->markup, doc->out, false, cells, ED_COUNT(cells));
	}
	ed_markup_end(doc->out);
}

static void put_certificate(
    const struct ed_document *doc, const struct ed_report_certificate *cert)
{
	struct ed_arena *arena = doc->out->arena;

	ed_markup_head(doc->markup, doc->out, 3, cert->label);
	ed_markup_item(
	    doc->markup, doc->out, 0, ED_STR("Subject:"), cert->subject);
	ed_markup_item(
	    doc->markup, doc->out, 0, ED_STR("Issuer:"), cert->issuer);
	ed_markup_item(doc->markup, doc->out, 0, ED_STR("Valid:"),
	    ed_format(arena, "%.*s to %.*s", ED_ARG(cert->not_before),
		ED_ARG(cert->not_after)));
	if (cert->names.n)
		ed_markup_item(doc->markup, doc->out, 0, ED_STR("Names:"),
		    ed_joined(arena, &cert->names));
	if (cert->usages.n)
		ed_markup_item(doc->markup, doc->out, 0, ED_STR("For:"),
		    ed_joined(arena, &cert->usages));
	ed_markup_item(doc->markup, doc->out, 0, ED_STR("Key:"), cert->key);
	ed_markup_item(
	    doc->markup, doc->out, 0, ED_STR("Serial:"), cert->serial);
	ed_markup_item(
	    doc->markup, doc->out, 0, ED_STR("SHA-256:"), cert->sha256);
	ed_markup_end(doc->out);
}

static void put_inputs(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;
	const struct ed_str heads[] = {ED_STR("Input"), ED_STR("Read as"),
	    ED_STR("Bytes"), ED_STR("SHA-256"), ED_STR("Damage")};

	if (report->n_inputs == 0)
		return;
	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Inputs"));
	ed_markup_row(doc->markup, doc->out, true, heads, ED_COUNT(heads));
	for (size_t i = 0; i < report->n_inputs; i++) {
		const struct ed_report_input *in = &report->inputs[i];
		const struct ed_str cells[] = {in->path, in->kind,
		    ed_format(
			doc->out->arena, "%llu", (unsigned long long)in->bytes),
		    in->sha256, ed_joined(doc->out->arena, &in->damage)};

		ed_markup_row(
		    doc->markup, doc->out, false, cells, ED_COUNT(cells));
	}
	ed_markup_end(doc->out);
}

void ed_document_evidence(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;

	put_timeline(doc);
	if (report->n_certificates)
		ed_markup_head(
		    doc->markup, doc->out, 2, ED_STR("Certificates"));
	for (size_t i = 0; i < report->n_certificates; i++)
		put_certificate(doc, &report->certificates[i]);
	put_inputs(doc);
}

void ed_document_run(const struct ed_document *doc)
{
	const struct ed_report *report = doc->outline.report;

	ed_markup_head(doc->markup, doc->out, 2, ED_STR("Run"));
	ed_document_line(doc, "",
	    ed_format(doc->out->arena,
		"easdoctor %.*s, rules %.*s, as of %.*s, network %s, privacy "
		"%.*s, exit code %d",
		ED_ARG(report->run.version),
		ED_ARG(ed_str_sub(report->run.rules_sha256, 0, 12)),
		ED_ARG(report->run.as_of), report->run.network ? "used" : "off",
		ED_ARG(report->run.privacy), report->verdict.exit_code));
}
