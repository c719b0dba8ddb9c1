/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/log.h>

const struct ed_log_reason *ed_log_find_reason(
    const struct ed_log *log, const char *name)
{
	for (size_t i = 0; i < log->n_reasons; i++)
		if (ed_str_ieq(log->reasons[i].name, ed_str_of(name)))
			return &log->reasons[i];
	return NULL;
}
