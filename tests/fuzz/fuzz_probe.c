/* SPDX-License-Identifier: Apache-2.0 */
/* A record of a probe: read, completed, judged and shown. */
#include "derive/derive.h"
#include "engine/outcome.h"
#include "engine/run.h"
#include "load/loader.h"
#include "report/report.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read must also be fit to be shown. */
static void show(struct ed_case *c)
{
	const struct ed_style style = {.detail = ED_NORMAL, .width = 80};
	struct ed_text text = {.arena = &c->arena};

	ed_inspect_text(c, &style, &text);
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < ' ' && text.p[i] != '\n')
			abort();
	text.n = 0;
	ed_inspect_json(c, &text);
}

/* Every finding must be settled, whatever the record says. */
static void judge_one(
    const struct ed_check *check, struct ed_case *c, const void *subject)
{
	struct ed_list out = {0};

	ed_check_run_one(check, ed_case_facts(c), subject, &c->arena, &out);
	for (size_t i = 0; i < out.n; i++)
		if (ED_ITEMS(out, struct ed_outcome)[i].open)
			abort();
}

static void judge(struct ed_case *c)
{
	for (size_t i = 0; ed_builtin_checks[i]; i++) {
		const struct ed_check *check = ed_builtin_checks[i];

		if (check->each == ED_CASE || check->each == ED_SYMPTOM)
			judge_one(check, c, ed_case_facts(c));
		for (size_t k = 0; check->each == ED_SERVER && k < c->nodes.n;
		     k++)
			judge_one(
			    check, c, ED_ITEMS(c->nodes, struct ed_node *)[k]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;
	bool used;

	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("fuzz.json"));
	in->kind = ED_STR("probe");
	ed_loader_probe.recognise(bytes);
	used = ed_loader_probe.load(&c, in, bytes);
	if (used != (c.probes.n == 1))
		abort();
	if (!used && !in->n_damage)
		abort();
	if (c.nodes.n && !used)
		abort();
	ed_derive(&c);
	judge(&c);
	show(&c);
	ed_case_free(&c);
	return 0;
}
