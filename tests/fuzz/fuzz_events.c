/* SPDX-License-Identifier: Apache-2.0 */
/* An event log in XML. */
#include "base/encoding.h"
#include "derive/derive.h"
#include "load/event_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

/* What checks rely on whatever the file holds. */
static void look_at(
    const struct ed_facts *facts, const struct ed_event_log *log)
{
	uint64_t n = 0;

	for (size_t i = 0; i < log->n_groups; i++) {
		const struct ed_event_group *group = log->groups[i];

		n += group->count;
		if (group->n_examples == 0 ||
		    group->n_examples > ED_MAX_EXAMPLES ||
		    group->first > group->last || group->largest < 0)
			abort();
		for (size_t k = 0; k < group->n_examples; k++)
			if (!ed_is_utf8(group->examples[k].ref.at))
				abort();
		(void)ed_event_whose(facts, group);
	}
	if (n > log->n_known || log->n_known > log->n_events ||
	    log->n_groups > ED_MAX_EVENT_GROUPS)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	const struct ed_account user = {.upn = ED_STR("alice@corp.example")};
	struct ed_event_text *text;
	struct ed_certificate *cert;
	struct ed_input *in;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	cert = ed_add_certificate(&c);
	cert->serial = ED_STR("00ab");
	c.facts.account = &user;
	c.facts.device_certificate = cert;
	(void)ed_loader_events.recognise(bytes);
	text = ed_event_text_of(bytes);
	if (!ed_events_read(&c, in, text) || ed_event_text_bytes(text) != size)
		abort();
	ed_event_text_free(text);
	ed_derive_machines(&c);
	ed_derive_events(&c);
	for (size_t i = 0; i < c.event_logs.n; i++)
		look_at(ed_case_facts(&c),
		    ED_ITEMS(c.event_logs, const struct ed_event_log *)[i]);
	ed_case_free(&c);
	return 0;
}
