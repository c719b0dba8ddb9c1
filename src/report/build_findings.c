/* SPDX-License-Identifier: Apache-2.0 */
#include "report/build.h"

#include <string.h>

const char *const ed_kind_names[] = {
    [ED_TEXT] = "text",
    [ED_UPN] = "upn",
    [ED_EMAIL] = "email",
    [ED_HOST] = "host",
    [ED_IP] = "ip",
    [ED_DN] = "dn",
    [ED_SERIAL] = "serial",
    [ED_THUMBPRINT] = "thumbprint",
    [ED_DEVICE] = "device",
    [ED_SID] = "sid",
    [ED_PATH] = "path",
    [ED_TIME] = "time",
    [ED_NUMBER] = "number",
    NULL,
};

static const char *const where_names[] = {
    [ED_AT_FILE] = "",
    [ED_AT_LINE] = "line",
    [ED_AT_XPATH] = "xpath",
    [ED_AT_OID] = "oid",
    [ED_AT_REQUEST] = "request",
    [ED_AT_ANSWER] = "request",
};

static void fill_values(const struct ed_builder *b,
    const struct ed_value *values, struct ed_report_finding *to)
{
	struct ed_report_value *items;
	size_t n = 0;

	while (values && values[n].name)
		n++;
	items = ed_alloc_array(b->arena, n, sizeof(*items));
	for (size_t i = 0; i < n; i++) {
		items[i].name = ed_escape(b->arena, ed_str_of(values[i].name));
		items[i].kind = ed_str_of(ed_kind_names[values[i].kind]);
		items[i].value = ed_build_show(b, values[i].value);
	}
	to->values = items;
	to->n_values = n;
}

static struct ed_str value_of(const struct ed_settled *one, const char *name)
{
	for (size_t i = 0; one->values && one->values[i].name; i++)
		if (strcmp(one->values[i].name, name) == 0)
			return one->values[i].value;
	return (struct ed_str){0};
}

struct ed_str ed_build_counted(
    const struct ed_builder *b, const struct ed_settled *one)
{
	const struct ed_str attempts = value_of(one, "attempts");
	const struct ed_str requests = value_of(one, "requests");

	if (one->state != ED_ABSENT || !attempts.n || !requests.n)
		return (struct ed_str){0};
	return ed_format(b->arena,
	    "not once in %.*s attempts; the logs hold %.*s requests to "
	    "ActiveSync",
	    ED_ARG(attempts), ED_ARG(requests));
}

static bool shows(const struct ed_builder *b, struct ed_ref where)
{
	return ed_build_input(b, where) || where.at.n || where.quote.n;
}

static void add_evidence(const struct ed_builder *b, struct ed_ref where,
    struct ed_report_evidence *to)
{
	to->input = ed_build_input(b, where) ? (int)where.input - 1 : -1;
	to->where_kind = ed_str_of(where_names[where.kind]);
	to->at = ed_build_show(b, where.at);
	to->quote = ed_build_show(b, where.quote);
	to->count = 1;
}

static void fill_evidence(const struct ed_builder *b,
    const struct ed_settled *from, struct ed_report_finding *to)
{
	struct ed_report_evidence *evidence;
	struct ed_ref where = from->where;
	size_t n = 0;

	if (!shows(b, where))
		where.quote = ed_build_counted(b, from);
	if (!shows(b, where) && !from->n_also)
		return;
	evidence =
	    ed_alloc_array(b->arena, from->n_also + 1, sizeof(*evidence));
	if (shows(b, where))
		add_evidence(b, where, &evidence[n++]);
	for (size_t i = 0; i < from->n_also; i++)
		add_evidence(b, from->also[i], &evidence[n++]);
	to->evidence = evidence;
	to->n_evidence = n;
}

static void fill_finding(const struct ed_builder *b,
    const struct ed_settled *from, struct ed_report_finding *to)
{
	const struct ed_fill fill = ed_build_fill(b, from);

	to->id = from->rule->id;
	to->subject = ed_build_show(b, from->subject);
	to->kind =
	    from->rule->kind == ED_CAUSE ? ED_STR("cause") : ED_STR("symptom");
	to->state = ed_str_of(ed_state_names[from->state]);
	to->title = ed_fill_prose(b->arena, from->rule->title, &fill);
	if (from->state == ED_UNKNOWN || from->state == ED_NOT_ASKED)
		to->reason = ed_build_show(b, from->reason);
	fill_values(b, from->values, to);
	fill_evidence(b, from, to);
}

/* What nobody reported is not something that could have been asked. */
static void count(struct ed_report *report, const struct ed_settled *one)
{
	if (one->state == ED_UNKNOWN)
		report->coverage.unknown++;
	else if (one->state != ED_NOT_ASKED)
		report->coverage.settled++;
	else if (one->rule->kind == ED_CAUSE)
		report->coverage.not_asked++;
}

void ed_build_findings(struct ed_builder *b)
{
	const struct ed_findings *findings = b->parts->findings;
	struct ed_report_finding *items =
	    ed_alloc_array(b->arena, findings->n, sizeof(*items));

	for (size_t i = 0; i < findings->n; i++) {
		fill_finding(b, &findings->items[i], &items[i]);
		count(b->out, &findings->items[i]);
	}
	b->out->findings = items;
	b->out->n_findings = findings->n;
}

static void fill_input(const struct ed_builder *b, const struct ed_input *from,
    struct ed_report_input *to)
{
	struct ed_str *damage =
	    ed_alloc_array(b->arena, from->n_damage, sizeof(*damage));

	for (size_t i = 0; i < from->n_damage; i++)
		damage[i] = ed_build_show(b, from->damage[i]);
	to->path = ed_build_show(b, from->path);
	to->kind = ed_escape(b->arena, from->kind);
	to->sha256 = ed_copy(b->arena, from->sha256);
	to->bytes = from->bytes;
	to->vantage = ed_copy(b->arena, from->vantage);
	to->damage = (struct ed_texts){damage, from->n_damage};
}

void ed_build_inputs(struct ed_builder *b)
{
	const struct ed_case *c = b->parts->c;
	struct ed_report_input *items =
	    ed_alloc_array(b->arena, c->inputs.n, sizeof(*items));

	for (size_t i = 0; i < c->inputs.n; i++)
		fill_input(
		    b, ED_ITEMS(c->inputs, struct ed_input *)[i], &items[i]);
	b->out->inputs = items;
	b->out->n_inputs = c->inputs.n;
}
