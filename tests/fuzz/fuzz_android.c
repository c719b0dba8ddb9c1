/* SPDX-License-Identifier: Apache-2.0 */
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;
	bool used;

	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("fuzz.xml"));
	ed_loader_android.recognise(bytes);
	/* It has to stand bytes that it would not recognise, too. */
	used = ed_loader_android.load(&c, in, bytes);
	if (!used && (c.android_mails.n || !in->n_damage))
		abort();
	show(&c);
	ed_case_free(&c);
	return 0;
}
