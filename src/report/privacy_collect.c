/* SPDX-License-Identifier: Apache-2.0 */
/* Where the values that are hidden come from. */
#include "report/privacy_parts.h"

static void put_own(struct ed_text *own, struct ed_str text)
{
	ed_put(own, text);
	ed_put_byte(own, '\n');
}

static void put_rule(struct ed_text *own, const struct ed_rule *rule)
{
	put_own(own, rule->id);
	put_own(own, rule->title);
	put_own(own, rule->text);
	put_own(own, rule->undo);
	put_own(own, rule->handoff);
	for (size_t i = 0; i < rule->fix.n; i++)
		put_own(own, rule->fix.items[i]);
	for (size_t i = 0; i < rule->cite.n; i++)
		put_own(own, rule->cite.items[i]);
	for (size_t i = 0; i < rule->n_verify; i++)
		put_own(own, rule->verify[i].run);
	for (size_t i = 0; i < rule->n_explains; i++)
		put_own(own, rule->explains[i].via);
}

/* What a report says of everybody. */
void ed_veil_collect_own(struct ed_veil *veil)
{
	const struct ed_rules *rules = &ed_builtin_rules;
	struct ed_text own = {.arena = veil->arena};

	for (size_t i = 0; i < rules->n_rules; i++)
		put_rule(&own, &rules->rules[i]);
	for (size_t i = 0; i < rules->n_checks; i++) {
		put_own(&own, rules->checks[i].supply);
		put_own(&own, rules->checks[i].collect.run);
	}
	for (size_t i = 0; i < rules->n_evidence; i++)
		for (size_t k = 0; k < rules->evidence[i].n_commands; k++)
			put_own(&own, rules->evidence[i].commands[k].run);
	veil->own = ed_veil_lower(veil->arena, ed_text_str(&own));
}

static enum ed_kind kind_of(struct ed_str word)
{
	for (size_t i = 0; ed_kind_names[i]; i++)
		if (ed_str_eq(word, ed_str_of(ed_kind_names[i])))
			return (enum ed_kind)i;
	return ED_TEXT;
}

void ed_veil_take(struct ed_veil *veil, struct ed_str text)
{
	ed_veil_sweep(veil, text);
	ed_veil_add_words(veil, text);
}

/* What checks found, typed; and what any text of evidence shows. */
static void collect_findings(
    struct ed_veil *veil, const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *one = &report->findings[i];

		for (size_t k = 0; k < one->n_values; k++) {
			ed_veil_add(veil, kind_of(one->values[k].kind),
			    one->values[k].value);
			ed_veil_take(veil, one->values[k].value);
		}
		for (size_t k = 0; k < one->n_evidence; k++) {
			ed_veil_take(veil, one->evidence[k].quote);
			ed_veil_take(veil, one->evidence[k].at);
		}
		ed_veil_take(veil, one->subject);
		ed_veil_take(veil, one->reason);
	}
}

static void collect_certificates(
    struct ed_veil *veil, const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_certificates; i++) {
		const struct ed_report_certificate *one =
		    &report->certificates[i];

		ed_veil_add(veil, ED_DN, one->subject);
		ed_veil_add(veil, ED_DN, one->issuer);
		ed_veil_add(veil, ED_SERIAL, one->serial);
		ed_veil_add(veil, ED_THUMBPRINT, one->sha256);
		ed_veil_take(veil, one->label);
		for (size_t k = 0; k < one->names.n; k++)
			ed_veil_take(veil, one->names.items[k]);
	}
}

/*
 * What a site's own rules say is no evidence, and known values are replaced
 * in it; their words are for those who read the report.
 */
static void collect_texts(struct ed_veil *veil, const struct ed_report *report)
{
	for (size_t i = 0; i < report->n_causes; i++)
		ed_veil_sweep(veil, report->causes[i].text);
	for (size_t i = 0; i < report->n_inputs; i++)
		for (size_t k = 0; k < report->inputs[i].damage.n; k++)
			ed_veil_take(veil, report->inputs[i].damage.items[k]);
	for (size_t i = 0; i < report->n_timeline; i++)
		ed_veil_take(veil, report->timeline[i].text);
	for (size_t i = 0; i < report->n_not_checked; i++)
		ed_veil_take(veil, report->not_checked[i].reason);
	for (size_t i = 0; i < report->n_selection; i++) {
		ed_veil_take(veil, report->selection[i].certificate);
		ed_veil_take(veil, report->selection[i].subject);
	}
}

void ed_veil_report(struct ed_veil *veil, const struct ed_report *report)
{
	collect_findings(veil, report);
	collect_certificates(veil, report);
	collect_texts(veil, report);
}

static void collect_case(struct ed_veil *veil, const struct ed_case *c)
{
	ed_veil_collect_own(veil);
	ed_veil_people(veil, &c->facts);
	ed_veil_expected(veil, c);
	ed_veil_probes(veil, &c->facts);
	ed_veil_profiles(veil, &c->facts);
	ed_veil_certificates(veil, c);
	ed_veil_revocation(veil, &c->facts);
	ed_veil_exchange(veil, &c->facts);
	ed_veil_windows(veil, c);
	ed_veil_logs(veil, &c->facts);
}

void ed_veil_make(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, const struct ed_report *report,
    struct ed_veil *out)
{
	*out = (struct ed_veil){.arena = arena, .level = level, .key = key};
	if (level == ED_PRIVACY_NONE)
		return;
	collect_case(out, c);
	ed_veil_report(out, report);
	ed_veil_close(out);
}

void ed_veil_make_shown(struct ed_arena *arena, enum ed_privacy level,
    struct ed_str key, const struct ed_case *c, struct ed_str shown,
    struct ed_veil *out)
{
	*out = (struct ed_veil){.arena = arena, .level = level, .key = key};
	if (level == ED_PRIVACY_NONE)
		return;
	collect_case(out, c);
	while (shown.n) {
		const size_t end = ed_str_find(shown, ED_STR("\n"));

		ed_veil_take(out, ed_str_sub(shown, 0, end));
		shown = ed_str_sub(shown, end + 1, shown.n);
	}
	ed_veil_close(out);
}
