/* SPDX-License-Identifier: Apache-2.0 */
/* Event logs: groups of events, and of the case's own the examples. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

static void put_event(
    const struct ed_inspect *sheet, const struct ed_event *event)
{
	struct ed_digits at;

	if (event->at)
		ed_inspect_value(sheet, "at", ed_time(&at, event->at));
	ed_inspect_maybe(sheet, "account", event->account);
	ed_inspect_maybe(sheet, "subject", event->subject);
	ed_inspect_maybe(sheet, "issuer", event->issuer);
	ed_inspect_maybe(sheet, "serial", event->serial);
	ed_inspect_maybe(sheet, "sha1", event->thumbprint);
	ed_inspect_maybe(sheet, "user's sid", event->user_sid);
	ed_inspect_maybe(sheet, "its sid", event->certificate_sid);
	ed_inspect_maybe(sheet, "created", event->created);
	ed_inspect_maybe(sheet, "detail", event->detail);
	if (event->offset)
		ed_inspect_words(sheet, "clock off by", "%lld seconds",
		    (long long)event->offset);
	ed_inspect_maybe(sheet, "stands at", event->ref.at);
}

static struct ed_str title_of(
    const struct ed_inspect *sheet, const struct ed_event_group *group)
{
	struct ed_text title = {.arena = sheet->page.out->arena};

	ed_putf(
	    &title, "%s %u", ed_event_source_name(group->source), group->id);
	if (group->has_code && group->source == ED_EVENT_SCHANNEL)
		ed_putf(&title, ", code %u", (unsigned)group->code);
	else if (group->has_code)
		ed_putf(&title, ", code 0x%08X", (unsigned)group->code);
	return ed_text_str(&title);
}

static void put_group(
    const struct ed_inspect *sheet, const struct ed_event_group *group)
{
	enum ed_event_whose whose = ed_event_whose(&sheet->c->facts, group);
	size_t n = sheet->everything ? group->n_examples : 1;
	struct ed_digits from, to;

	ed_inspect_head(sheet, title_of(sheet, group));
	ed_inspect_words(sheet, "count", "%llu, of %s",
	    (unsigned long long)group->count, ed_event_whose_name(whose));
	ed_inspect_words(
	    sheet, "level", "%s", ed_event_level_name(group->level));
	ed_inspect_maybe(sheet, "computer", group->computer);
	if (group->first)
		ed_inspect_words(sheet, "from", "%.*s to %.*s",
		    ED_ARG(ed_time(&from, group->first)),
		    ED_ARG(ed_time(&to, group->last)));
	for (size_t i = 0; i < n && i < group->n_examples; i++)
		put_event(sheet, &group->examples[i]);
}

void ed_inspect_events(const struct ed_inspect *sheet, unsigned input)
{
	const struct ed_case *c = sheet->c;

	for (size_t i = 0; i < c->event_logs.n; i++) {
		const struct ed_event_log *log =
		    ED_ITEMS(c->event_logs, struct ed_event_log *)[i];

		if (log->ref.input != input)
			continue;
		ed_inspect_head(sheet, log->label);
		ed_inspect_words(sheet, "events",
		    "%llu, %llu of them looked at",
		    (unsigned long long)log->n_events,
		    (unsigned long long)log->n_known);
		ed_inspect_maybe(sheet, "computer", log->computer);
		if (log->of_controller)
			ed_inspect_words(
			    sheet, "written by", "a domain controller");
		for (size_t k = 0; k < log->n_groups; k++)
			put_group(sheet, log->groups[k]);
	}
}
