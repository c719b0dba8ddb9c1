/* SPDX-License-Identifier: Apache-2.0 */
#include "load/list_line.h"

bool ed_list_split(struct ed_str line, struct ed_str *name, size_t *column)
{
	size_t n = 0, colon;

	while (n < line.n && line.p[n] != ' ' && line.p[n] != ':')
		n++;
	for (colon = n; colon < line.n && line.p[colon] == ' ';)
		colon++;
	if (n == 0 || colon == n || colon == line.n || line.p[colon] != ':')
		return false;
	*name = ed_str_sub(line, 0, n);
	*column = colon + 2;
	return true;
}
