/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a step: prose, with commands between backticks. */
#ifndef ED_REPORT_STEP_H
#define ED_REPORT_STEP_H

#include <easdoctor/base.h>

struct ed_step_piece {
	struct ed_str text; /* without backticks */
	bool command;       /* never broken, so that it can be copied */
};

/*
 * Takes the next piece off *rest; false at its end. A backtick that has no
 * second one is prose, and so are two with nothing between them.
 */
bool ed_step_next(struct ed_str *rest, struct ed_step_piece *piece);

#endif
