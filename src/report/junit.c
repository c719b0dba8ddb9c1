/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JUnit: a test suite per check, a test case per finding and subject. A cause
 * that is there fails; what could not be judged is an error, because a build
 * that cannot look must not pass; what nobody asked for is skipped. Symptoms
 * that were seen fail too: they are what somebody complained of.
 */
#include "report/escape.h"
#include "report/outline.h"
#include "report/report.h"

struct counts {
	size_t tests;
	size_t failures;
	size_t errors;
	size_t skipped;
};

static struct ed_str check_of(const struct ed_report_finding *one)
{
	return ed_str_sub(one->id, 0, ed_str_find(one->id, ED_STR("/")));
}

/* A success that was seen is a symptom of health. */
static bool is_failure(
    const struct ed_report *report, const struct ed_report_finding *one)
{
	return !ed_accepted_of(report, one) &&
	       ed_is_word(one->state, "present") && !ed_is_success(one);
}

static void count(const struct ed_report *report,
    const struct ed_report_finding *one, struct counts *counts)
{
	counts->tests++;
	counts->failures += is_failure(report, one);
	counts->errors += ed_is_word(one->state, "unknown");
	counts->skipped +=
	    ed_is_word(one->state, "not_asked") || ed_accepted_of(report, one);
}

/* For text and attributes: XML has no way to write other control bytes. */
static void put_xml(struct ed_text *out, struct ed_str text)
{
	const struct ed_str s = ed_escape_prose(out->arena, text);

	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			ed_put(out, ED_STR("&amp;"));
			break;
		case '<':
			ed_put(out, ED_STR("&lt;"));
			break;
		case '>':
			ed_put(out, ED_STR("&gt;"));
			break;
		case '"':
			ed_put(out, ED_STR("&quot;"));
			break;
		case '\n':
			ed_put(out, ED_STR("&#10;"));
			break;
		default:
			ed_put_byte(out, s.p[i]);
		}
	}
}

static void put_attribute(
    struct ed_text *out, const char *name, struct ed_str value)
{
	ed_putf(out, " %s=\"", name);
	put_xml(out, value);
	ed_put_byte(out, '"');
}

static void put_counts(struct ed_text *out, const struct counts *counts)
{
	ed_putf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"",
	    counts->tests, counts->failures, counts->errors);
}

static void put_places(struct ed_text *out, const struct ed_report *report,
    const struct ed_report_finding *one)
{
	for (size_t i = 0; i < one->n_evidence; i++) {
		put_xml(out,
		    ed_place(out->arena, report, &one->evidence[i], false));
		ed_put_byte(out, '\n');
	}
}

static struct ed_str blocks_of(
    const struct ed_report *report, const struct ed_report_finding *one)
{
	for (size_t i = 0; i < report->n_causes; i++)
		if (ed_str_eq(report->causes[i].id, one->id))
			return report->causes[i].blocks;
	return one->kind;
}

static void put_case(struct ed_text *out, const struct ed_report *report,
    const struct ed_report_finding *one)
{
	ed_put(out, ED_STR("    <testcase"));
	put_attribute(out, "classname", check_of(one));
	put_attribute(out, "name",
	    ed_format(out->arena, "%.*s%s%.*s", ED_ARG(one->id),
		one->subject.n ? ", " : "", ED_ARG(one->subject)));
	ed_put(out, ED_STR(" time=\"0\""));
	if (is_failure(report, one)) {
		ed_put(out, ED_STR(">\n      <failure"));
		put_attribute(out, "message", one->title);
		put_attribute(out, "type", blocks_of(report, one));
		ed_put_byte(out, '>');
		put_places(out, report, one);
		ed_put(out, ED_STR("</failure>\n    </testcase>\n"));
	} else if (ed_is_word(one->state, "unknown")) {
		ed_put(out, ED_STR(">\n      <error"));
		put_attribute(out, "message", one->reason);
		put_attribute(out, "type", one->state);
		ed_put(out, ED_STR("/>\n    </testcase>\n"));
	} else if (ed_is_word(one->state, "not_asked") ||
		   ed_accepted_of(report, one)) {
		/* Jenkins allows no attribute here. */
		ed_put(out, ED_STR(">\n      <skipped>"));
		if (ed_accepted_of(report, one))
			put_xml(out, ed_accepted_words(out->arena,
					 ed_accepted_of(report, one)));
		put_xml(out, one->reason);
		ed_put(out, ED_STR("</skipped>\n    </testcase>\n"));
	} else {
		ed_put(out, ED_STR("/>\n"));
	}
}

/* The findings are sorted by id: those of one check follow each other. */
static size_t end_of_check(const struct ed_report *report, size_t from)
{
	size_t i = from;

	while (
	    i < report->n_findings && ed_str_eq(check_of(&report->findings[i]),
					  check_of(&report->findings[from])))
		i++;
	return i;
}

static void put_suite(
    struct ed_text *out, const struct ed_report *report, size_t from, size_t to)
{
	/* RFC 3339 without its zone, as the schema wants it: UTC. */
	const struct ed_str as_of = ed_str_sub(report->run.as_of, 0, 19);
	struct counts counts = {0};

	for (size_t i = from; i < to; i++)
		count(report, &report->findings[i], &counts);
	ed_put(out, ED_STR("  <testsuite"));
	put_attribute(out, "name", check_of(&report->findings[from]));
	put_counts(out, &counts);
	ed_putf(out, " skipped=\"%zu\" time=\"0\"", counts.skipped);
	put_attribute(out, "timestamp", as_of);
	ed_put(out, ED_STR(">\n"));
	for (size_t i = from; i < to; i++)
		put_case(out, report, &report->findings[i]);
	ed_put(out, ED_STR("  </testsuite>\n"));
}

static void write_junit(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	struct counts counts = {0};

	(void)style;
	for (size_t i = 0; i < report->n_findings; i++)
		count(report, &report->findings[i], &counts);
	ed_put(out, ED_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			   "<testsuites name=\"easdoctor\""));
	put_counts(out, &counts);
	ed_put(out, ED_STR(" time=\"0\">\n"));
	for (size_t i = 0; i < report->n_findings;) {
		const size_t end = end_of_check(report, i);

		put_suite(out, report, i, end);
		i = end;
	}
	ed_put(out, ED_STR("</testsuites>\n"));
}

const struct ed_reporter ed_reporter_junit = {.name = "junit",
    .title = "JUnit XML: a test case per finding",
    .write = write_junit};
