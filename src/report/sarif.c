/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0. Every rule is listed, those that did not fire too, so that a
 * consumer can tell "looked and found nothing" from "no such rule". Levels are
 * explicit: consumers that ignore defaults would take a run for clean.
 */
#include "base/encoding.h"
#include "base/url.h"
#include "report/escape.h"
#include "report/json_out.h"
#include "report/outline.h"
#include "report/report.h"

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

struct sarif {
	struct ed_arena *arena;
	const struct ed_report *report;
	struct ed_outline outline;
	struct ed_index rules; /* by id: its place among the driver's */
	json_t *driver_rules;
};

static void set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		ed_json_must(NULL);
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		ed_json_must(NULL);
}

static json_t *message_json(struct ed_arena *arena, struct ed_str s)
{
	json_t *message = ed_json_must(json_object());

	set(message, "text", ed_json_prose(arena, ed_str_trim(s)));
	return message;
}

static const char *level_of_blocks(enum ed_blocks blocks)
{
	if (blocks <= ED_BLOCKS_PARTLY)
		return "error";
	return blocks == ED_BLOCKS_LATER ? "warning" : "note";
}

static void add_rule(struct sarif *s, struct ed_str id, struct ed_str title,
    struct ed_str text, const char *level)
{
	json_t *rule = ed_json_must(json_object());
	json_t *configuration = ed_json_must(json_object());

	set(rule, "id", ed_json_prose(s->arena, id));
	set(rule, "shortDescription",
	    message_json(s->arena, title.n ? title : id));
	if (text.n)
		set(rule, "fullDescription", message_json(s->arena, text));
	set(configuration, "level", ed_json_must(json_string(level)));
	set(rule, "defaultConfiguration", configuration);
	ed_index_add(s->arena, &s->rules, id, json_array_size(s->driver_rules));
	append(s->driver_rules, rule);
}

static bool is_rule(const struct sarif *s, struct ed_str id)
{
	size_t n = 0;

	return ed_index_find(&s->rules, id, &n) != NULL;
}

/* The compiled ones, and what a report of other rules has beside them. */
static void add_rules(struct sarif *s)
{
	const struct ed_report *report = s->report;
	struct ed_str last = {0};

	s->driver_rules = ed_json_must(json_array());
	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++) {
		const struct ed_rule *rule = &ed_builtin_rules.rules[i];

		add_rule(s, rule->id, rule->title, rule->text,
		    rule->kind == ED_CAUSE ? level_of_blocks(rule->blocks)
					   : "note");
	}
	ed_index_sort(&s->rules);
	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];

		if (!is_rule(s, one->id) && !ed_str_eq(one->id, last))
			add_rule(s, one->id, one->title, (struct ed_str){0},
			    "warning");
		last = one->id;
	}
	ed_index_sort(&s->rules);
}

static const struct ed_report_cause *cause_of(
    const struct sarif *s, const struct ed_report_finding *one)
{
	size_t n = 0;
	const struct ed_entry *found =
	    ed_index_find(&s->outline.causes, one->id, &n);

	return found ? &s->report->causes[found->value] : NULL;
}

static const char *kind_of(const struct ed_report_finding *one)
{
	if (ed_is_word(one->state, "present"))
		return ed_is_word(one->kind, "cause") ? "fail"
						      : "informational";
	if (ed_is_word(one->state, "absent"))
		return "pass";
	return ed_is_word(one->state, "unknown") ? "open" : "notApplicable";
}

/* Only what fails has a level. */
static const char *level_of(
    const struct sarif *s, const struct ed_report_finding *one)
{
	const struct ed_report_cause *cause = cause_of(s, one);

	if (!ed_is_word(one->state, "present") ||
	    !ed_is_word(one->kind, "cause"))
		return "none";
	if (!cause)
		return "warning";
	if (ed_is_word(cause->blocks, "later"))
		return "warning";
	return ed_is_word(cause->blocks, "nothing") ? "note" : "error";
}

/* 0 to 100: a proven cause is certain, the rest by its score. */
static double rank_of(const struct ed_report_cause *cause)
{
	double rank;

	if (ed_is_word(cause->state, "proven"))
		return 100;
	rank = 50 + cause->score / 10.0;
	if (rank < 0)
		return 0;
	return rank > 99 ? 99 : rank;
}

/* The line of a place in lines; 0: it is none. */
static json_int_t line_of(const struct ed_report_evidence *evidence)
{
	json_int_t line = 0;

	if (!ed_is_word(evidence->where_kind, "line"))
		return 0;
	for (size_t i = 0; i < evidence->at.n; i++) {
		const char byte = evidence->at.p[i];

		if (byte < '0' || byte > '9' || line > INT32_MAX / 10)
			return 0;
		line = line * 10 + (byte - '0');
	}
	return line;
}

static json_t *location_json(
    const struct sarif *s, const struct ed_report_evidence *evidence)
{
	json_t *location = ed_json_must(json_object());
	json_t *physical = ed_json_must(json_object());
	json_t *artifact = ed_json_must(json_object());
	const struct ed_report_input *in = &s->report->inputs[evidence->input];
	const json_int_t line = line_of(evidence);

	set(artifact, "uri",
	    ed_json_prose(s->arena, ed_url_percent(s->arena, in->path, "/")));
	set(artifact, "index", ed_json_must(json_integer(evidence->input)));
	set(physical, "artifactLocation", artifact);
	if (line > 0) {
		json_t *region = ed_json_must(json_object());

		set(region, "startLine", ed_json_must(json_integer(line)));
		set(physical, "region", region);
	}
	set(location, "physicalLocation", physical);
	set(location, "message",
	    message_json(
		s->arena, ed_place(s->arena, s->report, evidence, false)));
	return location;
}

static json_t *locations_json(
    const struct sarif *s, const struct ed_report_finding *one)
{
	json_t *locations = ed_json_must(json_array());

	for (size_t i = 0; i < one->n_evidence; i++)
		if (one->evidence[i].input >= 0 &&
		    (size_t)one->evidence[i].input < s->report->n_inputs)
			append(locations, location_json(s, &one->evidence[i]));
	return locations;
}

static struct ed_str message_of(
    const struct sarif *s, const struct ed_report_finding *one)
{
	const struct ed_report_cause *cause = cause_of(s, one);

	if (ed_is_word(one->state, "present") && cause && cause->text.n)
		return cause->text;
	if (one->reason.n)
		return one->reason;
	return one->title.n ? one->title : one->id;
}

/* The id and the subject: neither lines nor times, so that edits keep it. */
static json_t *fingerprint_json(
    const struct sarif *s, const struct ed_report_finding *one)
{
	json_t *prints = ed_json_must(json_object());
	const struct ed_str key = ed_format(
	    s->arena, "%.*s\n%.*s", ED_ARG(one->id), ED_ARG(one->subject));

	set(prints, "easdoctor/1",
	    ed_json_prose(s->arena, ed_sha256_hex(s->arena, key)));
	return prints;
}

static json_t *suppressions_json(
    const struct sarif *s, const struct ed_report_accepted *accepted)
{
	json_t *list = ed_json_must(json_array());
	json_t *one = ed_json_must(json_object());

	set(one, "kind", ed_json_must(json_string("external")));
	set(one, "status", ed_json_must(json_string("accepted")));
	set(one, "justification",
	    ed_json_prose(s->arena, ed_accepted_words(s->arena, accepted)));
	append(list, one);
	return list;
}

static json_t *result_json(
    const struct sarif *s, const struct ed_report_finding *one)
{
	json_t *result = ed_json_must(json_object());
	const struct ed_report_cause *cause = cause_of(s, one);
	size_t n = 0;
	const struct ed_entry *rule = ed_index_find(&s->rules, one->id, &n);

	set(result, "ruleId", ed_json_prose(s->arena, one->id));
	if (rule)
		set(result, "ruleIndex",
		    ed_json_must(json_integer((json_int_t)rule->value)));
	set(result, "kind", ed_json_must(json_string(kind_of(one))));
	set(result, "level", ed_json_must(json_string(level_of(s, one))));
	set(result, "message", message_json(s->arena, message_of(s, one)));
	set(result, "locations", locations_json(s, one));
	set(result, "partialFingerprints", fingerprint_json(s, one));
	if (ed_accepted_of(s->report, one))
		set(result, "suppressions",
		    suppressions_json(s, ed_accepted_of(s->report, one)));
	if (cause && ed_is_word(one->state, "present"))
		set(result, "rank", ed_json_must(json_real(rank_of(cause))));
	return result;
}

static json_t *results_json(const struct sarif *s)
{
	json_t *results = ed_json_must(json_array());

	for (size_t i = 0; i < s->report->n_findings; i++)
		append(results, result_json(s, &s->report->findings[i]));
	return results;
}

static json_t *artifact_json(
    const struct sarif *s, const struct ed_report_input *in)
{
	json_t *artifact = ed_json_must(json_object());
	json_t *location = ed_json_must(json_object());

	set(location, "uri",
	    ed_json_prose(s->arena, ed_url_percent(s->arena, in->path, "/")));
	set(artifact, "location", location);
	set(artifact, "length",
	    ed_json_must(json_integer((json_int_t)(in->bytes & INT64_MAX))));
	if (in->sha256.n) {
		json_t *hashes = ed_json_must(json_object());

		set(hashes, "sha-256", ed_json_prose(s->arena, in->sha256));
		set(artifact, "hashes", hashes);
	}
	return artifact;
}

static json_t *artifacts_json(const struct sarif *s)
{
	json_t *artifacts = ed_json_must(json_array());

	for (size_t i = 0; i < s->report->n_inputs; i++)
		append(artifacts, artifact_json(s, &s->report->inputs[i]));
	return artifacts;
}

static json_t *tool_json(struct sarif *s)
{
	json_t *tool = ed_json_must(json_object());
	json_t *driver = ed_json_must(json_object());

	add_rules(s);
	set(driver, "name", ed_json_must(json_string("easdoctor")));
	set(driver, "version", ed_json_prose(s->arena, s->report->run.version));
	set(driver, "rules", s->driver_rules);
	set(tool, "driver", driver);
	return tool;
}

static json_t *invocations_json(const struct sarif *s)
{
	json_t *invocations = ed_json_must(json_array());
	json_t *one = ed_json_must(json_object());

	set(one, "executionSuccessful", ed_json_must(json_true()));
	set(one, "exitCode",
	    ed_json_must(json_integer(s->report->verdict.exit_code)));
	set(one, "exitCodeDescription",
	    ed_json_prose(s->arena, s->report->verdict.text));
	append(invocations, one);
	return invocations;
}

static void write_sarif(const struct ed_report *report,
    const struct ed_style *style, struct ed_text *out)
{
	struct sarif s = {.arena = out->arena, .report = report};
	json_t *log = ed_json_must(json_object());
	json_t *runs = ed_json_must(json_array());
	json_t *run = ed_json_must(json_object());

	(void)style;
	ed_outline_make(s.arena, report, &s.outline);
	set(run, "tool", tool_json(&s));
	set(run, "invocations", invocations_json(&s));
	set(run, "artifacts", artifacts_json(&s));
	set(run, "results", results_json(&s));
	append(runs, run);
	set(log, "$schema", ed_json_must(json_string(SCHEMA)));
	set(log, "version", ed_json_must(json_string("2.1.0")));
	set(log, "runs", runs);
	ed_json_put(log, out);
}

const struct ed_reporter ed_reporter_sarif = {.name = "sarif",
    .title = "SARIF 2.1.0, with all rules",
    .write = write_sarif};
