/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a diagnosis to the report's model: words are filled in here, once, and
 * everything that comes from evidence is escaped and cut here, so that no
 * reporter has to know where a text came from.
 */
#include "report/build.h"
#include "report/privacy.h"

struct ed_str ed_build_show(const struct ed_builder *b, struct ed_str s)
{
	return ed_veil_text(b->parts->veil, ed_escape(b->arena, s), false);
}

const struct ed_input *ed_build_input(
    const struct ed_builder *b, struct ed_ref where)
{
	const struct ed_case *c = b->parts->c;

	if (where.input == 0 || where.input > c->inputs.n)
		return NULL;
	return ED_ITEMS(c->inputs, struct ed_input *)[where.input - 1];
}

/*
 * A host that a name could not be would be an option, or harm whoever pastes
 * it.
 */
static bool is_plain_host(struct ed_str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!ed_str_has(ED_STR("abcdefghijklmnopqrstuvwxyz"
				       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789.-_"),
			host.p[i]))
			return false;
	return host.n && host.p[0] != '-';
}

/* The case's endpoint, or what was probed. */
static void fill_endpoint(const struct ed_builder *b, struct ed_fill *fill)
{
	const struct ed_facts *facts = &b->parts->c->facts;
	struct ed_str host = {0};
	unsigned port = 0;

	if (facts->endpoint && facts->endpoint->host.n) {
		host = facts->endpoint->host;
		port = facts->endpoint->port;
	} else if (facts->n_probes) {
		host = facts->probes[0]->host;
		port = facts->probes[0]->port;
	}
	if (!is_plain_host(host))
		return;
	fill->endpoint = host;
	fill->endpoint_address =
	    ed_format(b->arena, "%.*s:%u", ED_ARG(host), port ? port : 443);
}

struct ed_fill ed_build_fill(
    const struct ed_builder *b, const struct ed_settled *one)
{
	const struct ed_input *in = one ? ed_build_input(b, one->where) : NULL;
	struct ed_fill fill = {.veil = b->parts->veil};

	fill_endpoint(b, &fill);
	if (!one)
		return fill;
	fill.values = one->values;
	fill.subject = one->subject;
	if (in)
		fill.file = in->path;
	return fill;
}

const struct ed_settled *ed_build_present(
    const struct ed_builder *b, const struct ed_rule *rule)
{
	const struct ed_findings *findings = b->parts->findings;

	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].rule == rule &&
		    findings->items[i].state == ED_PRESENT)
			return &findings->items[i];
	return NULL;
}

struct ed_str ed_build_title(
    const struct ed_builder *b, const struct ed_rule *rule)
{
	const struct ed_fill fill = ed_build_fill(b, ed_build_present(b, rule));

	return ed_fill_prose(b->arena, rule->title, &fill);
}

struct ed_texts ed_build_texts(const struct ed_builder *b,
    const struct ed_words *words, const struct ed_fill *fill)
{
	struct ed_str *items =
	    ed_alloc_array(b->arena, words->n, sizeof(*items));

	for (size_t i = 0; i < words->n; i++)
		items[i] = ed_fill_step(b->arena, words->items[i], fill);
	return (struct ed_texts){items, words->n};
}

static void build_path(struct ed_builder *b)
{
	static const char *const states[] = {
	    [ED_HOP_PASS] = "pass",
	    [ED_HOP_FAIL] = "fail",
	    [ED_HOP_NOT_REACHED] = "not_reached",
	    [ED_HOP_NOT_CHECKED] = "not_checked",
	};

	for (size_t i = 0; i < ED_N_HOPS; i++) {
		b->out->path[i].bites = ed_str_of(ed_hop_names[i]);
		b->out->path[i].state =
		    ed_str_of(states[b->parts->diagnosis->path[i]]);
		b->out->path[i].clean = b->parts->diagnosis->clean[i];
	}
}

static void build_run(struct ed_builder *b)
{
	struct ed_digits digits;

	b->out->run.version = ed_str_of(b->parts->version);
	b->out->run.rules_sha256 = b->parts->rules->sha256;
	b->out->run.as_of =
	    ed_copy(b->arena, ed_time(&digits, b->parts->c->facts.as_of));
	b->out->run.network = b->parts->network;
	b->out->run.privacy = ED_STR("none");
}

void ed_report_build(const struct ed_report_parts *parts,
    struct ed_arena *arena, struct ed_report *out)
{
	struct ed_builder b = {.parts = parts, .arena = arena, .out = out};

	*out = (struct ed_report){0};
	build_path(&b);
	build_run(&b);
	ed_build_inputs(&b);
	ed_build_selection(&b);
	ed_build_certificates(&b);
	ed_build_timeline(&b);
	ed_build_suppressed(&b);
	ed_build_findings(&b);
	ed_build_causes(&b);
	ed_build_next(&b);
	ed_build_gaps(&b);
	ed_build_verdict(&b);
}
