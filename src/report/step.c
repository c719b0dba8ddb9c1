/* SPDX-License-Identifier: Apache-2.0 */
#include "report/step.h"

bool ed_step_next(struct ed_str *rest, struct ed_step_piece *span)
{
	const struct ed_str mark = ED_STR("`");
	const struct ed_str inner = ed_str_sub(*rest, 1, rest->n);
	size_t end;

	if (rest->n == 0)
		return false;
	if (rest->p[0] == '`' &&
	    ed_str_starts(inner, mark)) { /* nothing is no command */
		*span = (struct ed_step_piece){ed_str_sub(*rest, 0, 2), false};
		*rest = ed_str_sub(*rest, 2, rest->n);
		return true;
	}
	if (rest->p[0] != '`') {
		end = ed_str_find(*rest, mark);
		*span =
		    (struct ed_step_piece){ed_str_sub(*rest, 0, end), false};
		*rest = ed_str_sub(*rest, end, rest->n);
		return true;
	}
	end = ed_str_find(inner, mark);
	if (end == inner.n) {
		*span = (struct ed_step_piece){*rest, false};
		*rest = (struct ed_str){0};
		return true;
	}
	*span = (struct ed_step_piece){ed_str_sub(inner, 0, end), true};
	*rest = ed_str_sub(inner, end + 1, inner.n);
	return true;
}
