/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-certificates: all servers of one name should show one certificate.
 *
 * Where they do not, one of them was mostly forgotten at a renewal: devices
 * that reach it will be the first to fail. Each is judged for itself, so this
 * blocks nobody.
 */
#include <easdoctor/check.h>
#include <easdoctor/node_pair.h>

/* The certificate that this server showed in that step, or NULL. */
static const struct ed_certificate *find_shown(
    const struct ed_node *node, enum ed_step step)
{
	for (size_t i = 0; i < node->n_attempts; i++)
		if (node->attempts[i]->step == step &&
		    node->attempts[i]->tls.n_certificates)
			return node->attempts[i]->tls.certificates[0];
	return NULL;
}

/* By the first step, with the name, in which both showed one. */
static bool find_certificates(const struct ed_node *a, const struct ed_node *b,
    const struct ed_certificate **one, const struct ed_certificate **other)
{
	for (size_t i = 0; i < a->n_attempts; i++) {
		const enum ed_step step = a->attempts[i]->step;

		if (step == ED_STEP_NO_SNI)
			continue;
		*one = find_shown(a, step);
		*other = find_shown(b, step);
		if (*one && *other)
			return true;
	}
	return false;
}

static void tell(
    const struct ed_node *one, const struct ed_node *other, struct ed_sink *out)
{
	ed_settle(out, "differ", true, other->ref,
	    ED_VALUES({"one", ED_HOST, one->label},
		{"other", ED_HOST, other->label},
		{"one_shows", ED_TEXT, one->shows},
		{"other_shows", ED_TEXT, other->shows}));
}

/* Whether two could be compared; one pair that differs is told. */
static bool compare(const struct ed_facts *facts, const struct ed_node *other,
    bool *told, struct ed_sink *out)
{
	const struct ed_certificate *x, *y;
	bool any = false;

	for (size_t i = 0; facts->nodes[i] != other && !*told; i++) {
		if (!ed_nodes_of_one_name(facts->nodes[i], other) ||
		    !find_certificates(facts->nodes[i], other, &x, &y))
			continue;
		any = true;
		if (ed_certificate_is(x, y))
			continue;
		tell(facts->nodes[i], other, out);
		*told = true;
	}
	return any;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	bool told = false, any = false;

	(void)subject;
	for (size_t i = 0; i < facts->n_nodes && !told; i++)
		any |= compare(facts, facts->nodes[i], &told, out);
	if (told)
		return;
	if (any)
		ed_settle(out, "differ", false, facts->nodes[0]->ref, NULL);
	else if (facts->n_nodes > 1)
		ed_unknown(out, "differ",
		    "not enough of the addresses could be probed");
	else
		ed_not_asked(out, "differ", "two addresses were not probed");
}

const struct ed_check ed_check_exchange_certificates = {
    .id = "exchange-certificates",
    .title = "All servers of the name show one certificate",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"differ", ED_NEED_PROBE}),
    .run = run,
};
