/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

extern const struct ed_reporter ed_reporter_text, ed_reporter_json,
    ed_reporter_html, ed_reporter_markdown, ed_reporter_jira,
    ed_reporter_summary, ed_reporter_sarif, ed_reporter_junit;

const struct ed_reporter *const ed_reporters[] = {&ed_reporter_text,
    &ed_reporter_json, &ed_reporter_html, &ed_reporter_markdown,
    &ed_reporter_jira, &ed_reporter_summary, &ed_reporter_sarif,
    &ed_reporter_junit, NULL};

const struct ed_reporter *ed_reporter_find(struct ed_str name)
{
	for (size_t i = 0; ed_reporters[i]; i++)
		if (ed_str_eq(ed_str_of(ed_reporters[i]->name), name))
			return ed_reporters[i];
	return NULL;
}
