/* SPDX-License-Identifier: Apache-2.0 */
/* A configuration of IIS: read, resolved, judged and shown. */
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

/* Every finding must be settled, whatever the configuration says. */
static void judge(struct ed_case *c, const struct ed_check *check)
{
	for (size_t i = 0; i < c->machines.n; i++) {
		struct ed_list out = {0};

		ed_check_run_one(check, ed_case_facts(c),
		    ED_ITEMS(c->machines, struct ed_machine *)[i], &c->arena,
		    &out);
		for (size_t k = 0; k < out.n; k++)
			if (ED_ITEMS(out, struct ed_outcome)[k].open)
				abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;

	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("fuzz/HttpProxy/Sync/eas.config"));
	in->kind = ED_STR("iis-config");
	in->of_machine = true;
	ed_loader_iis_config.recognise(bytes);
	/* Of nothing at all nothing is read, and that is said. */
	if (!ed_loader_iis_config.load(&c, in, bytes) && !in->n_damage)
		abort();
	ed_derive(&c);
	for (size_t i = 0; ed_builtin_checks[i]; i++)
		if (ed_builtin_checks[i]->each == ED_MACHINE)
			judge(&c, ed_builtin_checks[i]);
	show(&c);
	ed_case_free(&c);
	return 0;
}
