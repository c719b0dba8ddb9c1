/* SPDX-License-Identifier: Apache-2.0 */
#include "report/step.h"

/* n bytes of *rest, which stand between skip backticks each. */
static bool take(
    struct ed_str *rest, size_t n, size_t skip, struct ed_step_piece *piece)
{
	*piece = (struct ed_step_piece){ed_str_sub(*rest, skip, n), skip > 0};
	*rest = ed_str_sub(*rest, n + 2 * skip, rest->n);
	return true;
}

bool ed_step_next(struct ed_str *rest, struct ed_step_piece *piece)
{
	const struct ed_str mark = ED_STR("`");
	const size_t prose = ed_str_find(*rest, mark);
	size_t n;

	if (rest->n == 0)
		return false;
	if (prose > 0)
		return take(rest, prose, 0, piece);
	n = ed_str_find(ed_str_sub(*rest, 1, rest->n), mark);
	if (n == 0) /* nothing is no command */
		return take(rest, 2, 0, piece);
	if (n + 1 == rest->n) /* there is no second one */
		return take(rest, rest->n, 0, piece);
	return take(rest, n, 1, piece);
}
