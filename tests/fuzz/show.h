/* SPDX-License-Identifier: Apache-2.0 */
/* What was read must also be fit to be shown. */
#ifndef SHOW_H
#define SHOW_H

#include "report/report.h"

#include <stdlib.h>

static inline void show(struct ed_case *c)
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

#endif
