/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

extern const struct ed_reporter ed_reporter_text, ed_reporter_json;

const struct ed_reporter *const ed_reporters[] = {
    &ed_reporter_text, &ed_reporter_json, NULL};

const struct ed_reporter *ed_reporter_find(struct ed_str name)
{
	for (size_t i = 0; ed_reporters[i]; i++)
		if (ed_str_eq(ed_str_of(ed_reporters[i]->name), name))
			return ed_reporters[i];
	return NULL;
}
