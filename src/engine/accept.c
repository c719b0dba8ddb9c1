/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/accept.h"

static const struct ed_accepted *item(const struct ed_case *c, size_t i)
{
	return &ED_ITEMS(c->accepted, struct ed_accepted)[i];
}

bool ed_accepted_is_over(
    const struct ed_case *c, const struct ed_accepted *accepted)
{
	return accepted->until <= c->facts.as_of;
}

/* Without a subject it is about every one. */
static bool names(
    const struct ed_accepted *accepted, const struct ed_settled *one)
{
	return ed_str_eq(accepted->finding, one->rule->id) &&
	       (accepted->subject.n == 0 ||
		   ed_str_eq(accepted->subject, one->subject));
}

const struct ed_accepted *ed_accepted_find(
    const struct ed_case *c, const struct ed_settled *one)
{
	for (size_t i = 0; i < c->accepted.n; i++)
		if (names(item(c, i), one) &&
		    !ed_accepted_is_over(c, item(c, i)))
			return item(c, i);
	return NULL;
}

bool ed_is_accepted(const struct ed_case *c, const struct ed_findings *findings,
    const struct ed_rule *rule)
{
	bool any = false;

	for (size_t i = 0; i < findings->n; i++) {
		const struct ed_settled *one = &findings->items[i];

		if (one->rule != rule || one->state != ED_PRESENT)
			continue;
		if (!ed_accepted_find(c, one))
			return false;
		any = true;
	}
	return any;
}

static bool is_there(
    const struct ed_findings *findings, const struct ed_accepted *accepted)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].state == ED_PRESENT &&
		    names(accepted, &findings->items[i]))
			return true;
	return false;
}

const struct ed_accepted *ed_accepted_over(
    const struct ed_case *c, const struct ed_findings *findings)
{
	for (size_t i = 0; i < c->accepted.n; i++)
		if (ed_accepted_is_over(c, item(c, i)) &&
		    is_there(findings, item(c, i)))
			return item(c, i);
	return NULL;
}

bool ed_accepted_check(
    const struct ed_case *c, const struct ed_rules *rules, struct ed_error *err)
{
	for (size_t i = 0; i < c->accepted.n; i++) {
		const struct ed_rule *rule =
		    ed_rule_find(rules, item(c, i)->finding);

		if (!rule)
			return ed_fail(err, "%.*s:%u: no finding \"%.*s\"",
			    ED_ARG(c->accepted_file), item(c, i)->line,
			    ED_ARG(item(c, i)->finding));
		if (rule->kind != ED_CAUSE)
			return ed_fail(err,
			    "%.*s:%u: %.*s is a symptom: what fails cannot be "
			    "accepted",
			    ED_ARG(c->accepted_file), item(c, i)->line,
			    ED_ARG(rule->id));
	}
	return true;
}
