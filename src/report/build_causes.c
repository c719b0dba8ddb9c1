/* SPDX-License-Identifier: Apache-2.0 */
#include "report/build.h"

#include <easdoctor/limits.h>

#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

/* Whom a cause is about: every subject whose finding is present. */
static struct ed_str join_subjects(
    const struct ed_builder *b, const struct ed_rule *rule)
{
	const struct ed_findings *findings = b->parts->findings;
	struct ed_text text = {.arena = b->arena};
	size_t more = 0, n = 0;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule != rule || one->state != ED_PRESENT ||
		    one->subject.n == 0)
			continue;
		if (n == ED_MAX_EXAMPLES) {
			more++;
			continue;
		}
		if (n++)
			ed_put(&text, ED_STR(", "));
		ed_put(&text, one->subject);
	}
	if (more)
		ed_putf(&text, " and %zu more", more);
	return ed_build_show(b, ed_text_str(&text));
}

/*
 * Is it about a certificate that stands inside a profile or a PKCS#12, or
 * about a PKCS#12 inside a profile?
 */
static bool is_inside(const struct ed_builder *b, const struct ed_rule *rule)
{
	const struct ed_settled *one = ed_build_present(b, rule);
	const struct ed_input *in = one ? ed_build_input(b, one->where) : NULL;

	if (in && ed_str_eq(rule->check, ED_STR("private-key")))
		return ed_str_eq(in->kind, ED_STR("profile"));
	return in && ed_str_starts(rule->check, ED_STR("certificate-")) &&
	       !ed_str_eq(in->kind, ED_STR("certificate"));
}

/* The tools that read what stands inside, and what takes it out for them. */
static const struct {
	struct ed_str tool; /* as the rules write it */
	struct ed_str out;
	struct ed_str then;
} taking_out[] = {
    {S("openssl x509 -in {file} "), S("easdoctor inspect --format pem {file}"),
	S("openssl x509 ")},
    {S("openssl pkcs12 -in {file} "),
	S("xmllint --nonet --xpath "
	  "\"string(//dict[string='com.apple.security.pkcs12']/data)\" "
	  "{file} | base64 -di"),
	S("openssl pkcs12 ")},
};

/*
 * Tools that read a certificate cannot read it there: it is taken out first.
 * False when the command has no such form.
 */
static bool take_out(const struct ed_builder *b,
    const struct ed_rule_command *command, struct ed_rule_command *out)
{
	const struct ed_str run = ed_str_trim(command->run);

	*out = *command;
	for (size_t i = 0; i < ED_COUNT(taking_out); i++) {
		if (!ed_str_starts(run, taking_out[i].tool))
			continue;
		out->run = ed_format(b->arena, "%.*s | %.*s%.*s",
		    ED_ARG(taking_out[i].out), ED_ARG(taking_out[i].then),
		    ED_ARG(ed_str_sub(run, taking_out[i].tool.n, run.n)));
		return true;
	}
	return ed_str_find(run, ED_STR("{file}")) == run.n;
}

/* The commands that can be quoted; the others are told of in text. */
static struct ed_commands fill_commands(const struct ed_builder *b,
    const struct ed_rule *rule, const struct ed_fill *fill,
    struct ed_text *text)
{
	struct ed_command *items =
	    ed_alloc_array(b->arena, rule->n_verify, sizeof(*items));
	const bool inside = is_inside(b, rule);
	struct ed_error err;
	size_t n = 0;

	for (size_t i = 0; i < rule->n_verify; i++) {
		const struct ed_rule_command *command = &rule->verify[i];
		struct ed_rule_command taken_out;

		if (inside && !take_out(b, command, &taken_out))
			continue;
		if (inside)
			command = &taken_out;
		if (ed_fill_command(
			b->arena, command, fill, &items[n].run, &err))
			items[n++].shell = command->shell;
		else
			ed_putf(text,
			    "\nA command for %.*s that verifies this is left "
			    "out: %s.",
			    ED_ARG(command->shell), err.text);
	}
	return (struct ed_commands){items, n};
}

static struct ed_str line_finding(const struct ed_line *line)
{
	static const char *const names[] = {
	    [ED_LINE_PRIOR] = "prior",
	    [ED_LINE_DIRECT] = "direct",
	    [ED_LINE_AFFECTED] = "affected",
	    [ED_LINE_ONSET] = "onset",
	    [ED_LINE_SYMPTOM] = "symptom",
	};

	return line->symptom ? line->symptom->id : ed_str_of(names[line->kind]);
}

/* "not once in 59 attempts": what never occurred speaks by how often not. */
static struct ed_str not_once(
    const struct ed_builder *b, const struct ed_rule *symptom)
{
	const struct ed_findings *findings = b->parts->findings;
	struct ed_str counted = {0};

	for (size_t i = 0; i < findings->n && !counted.n; i++)
		if (findings->items[i].rule == symptom)
			counted = ed_build_counted(b, &findings->items[i]);
	return ed_escape(b->arena, counted);
}

static struct ed_str via_of(
    const struct ed_builder *b, const struct ed_line *line)
{
	const struct ed_fill none = {0};
	const struct ed_str via = ed_fill_prose(b->arena, line->via, &none);
	struct ed_str counted = {0};

	/* No rule's words, and no name in it. */
	if (line->kind == ED_LINE_ONSET)
		return ed_escape(b->arena, line->via);
	if (line->symptom && !line->present)
		counted = not_once(b, line->symptom);
	if (!counted.n)
		return via;
	return ed_format(b->arena, "%.*s%s%.*s", ED_ARG(via), via.n ? "; " : "",
	    ED_ARG(counted));
}

static void fill_ledger(const struct ed_builder *b,
    const struct ed_candidate *from, struct ed_report_cause *to)
{
	struct ed_ledger_line *lines =
	    ed_alloc_array(b->arena, from->n_lines, sizeof(*lines));

	for (size_t i = 0; i < from->n_lines; i++) {
		const struct ed_line *line = &from->lines[i];

		lines[i].finding = line_finding(line);
		lines[i].via = via_of(b, line);
		lines[i].db = line->db;
		if (line->symptom)
			lines[i].state = line->present ? ED_STR("present")
						       : ED_STR("absent");
	}
	to->ledger = lines;
	to->n_ledger = from->n_lines;
}

static bool explains_symptom(const struct ed_candidate *from)
{
	if (from->place == ED_PLACE_EXPLAINS)
		return true;
	for (size_t i = 0; i < from->n_lines; i++)
		if (from->lines[i].symptom && from->lines[i].present &&
		    from->lines[i].db > 0)
			return true;
	return false;
}

static struct ed_texts rule_ids(
    const struct ed_builder *b, const struct ed_rule *const *rules, size_t n)
{
	struct ed_str *items = ed_alloc_array(b->arena, n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = rules[i]->id;
	return (struct ed_texts){items, n};
}

static void fill_words(const struct ed_builder *b, const struct ed_rule *rule,
    struct ed_report_cause *to)
{
	struct ed_fill fill = ed_build_fill(b, ed_build_present(b, rule));
	struct ed_text text = {.arena = b->arena};

	/* In commands, a list of subjects would name nobody. */
	to->verify = fill_commands(b, rule, &fill, &text);
	if (to->subject.n)
		fill.subject = to->subject;
	to->title = ed_fill_prose(b->arena, rule->title, &fill);
	to->text = ed_format(b->arena, "%.*s%.*s",
	    ED_ARG(ed_fill_prose(b->arena, rule->text, &fill)),
	    ED_ARG(ed_text_str(&text)));
	to->fix = ed_build_texts(b, &rule->fix, &fill);
	to->undo = ed_fill_step(b->arena, rule->undo, &fill);
	to->handoff = ed_fill_prose(b->arena, rule->handoff, &fill);
	to->cite = ed_build_texts(b, &rule->cite, &fill);
}

static void fill_cause(const struct ed_builder *b,
    const struct ed_candidate *from, struct ed_report_cause *to)
{
	const struct ed_rule *rule = from->rule;

	to->id = rule->id;
	to->subject = join_subjects(b, rule);
	to->state = ed_str_of(ed_certainty_names[from->certainty]);
	to->stage = ed_str_of(ed_stage_names[rule->stage]);
	to->bites = ed_str_of(ed_hop_names[rule->bites]);
	to->owner = ed_str_of(ed_owner_names[rule->owner]);
	to->blocks = ed_str_of(ed_blocks_names[rule->blocks]);
	to->risk = ed_str_of(ed_risk_names[rule->risk]);
	to->score = from->score;
	to->explains_symptom = explains_symptom(from);
	to->evident = from->state == ED_PRESENT;
	to->tie_with = rule_ids(b, from->ties, from->n_ties);
	to->consequences =
	    rule_ids(b, from->consequences, from->n_consequences);
	fill_words(b, rule, to);
	fill_ledger(b, from, to);
}

void ed_build_causes(struct ed_builder *b)
{
	const struct ed_diagnosis *diagnosis = b->parts->diagnosis;
	struct ed_report_cause *causes =
	    ed_alloc_array(b->arena, diagnosis->n_causes, sizeof(*causes));

	for (size_t i = 0; i < diagnosis->n_causes; i++)
		fill_cause(b, &diagnosis->causes[i], &causes[i]);
	b->out->causes = causes;
	b->out->n_causes = diagnosis->n_causes;
}
