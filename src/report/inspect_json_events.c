/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"

static void set_event(struct ed_object to, const struct ed_event *event)
{
	ed_set_where(to, &event->ref);
	if (event->at)
		ed_set_time(to, "at", event->at);
	ed_set_maybe(to, "account", event->account);
	ed_set_maybe(to, "subject", event->subject);
	ed_set_maybe(to, "issuer", event->issuer);
	ed_set_maybe(to, "serial", event->serial);
	ed_set_maybe(to, "sha1", event->thumbprint);
	ed_set_maybe(to, "user_sid", event->user_sid);
	ed_set_maybe(to, "certificate_sid", event->certificate_sid);
	ed_set_maybe(to, "account_created", event->created);
	ed_set_maybe(to, "detail", event->detail);
	if (event->offset)
		ed_set_number(to, "offset_seconds", event->offset);
}

static void set_group(struct ed_object to, const struct ed_facts *facts,
    const struct ed_event_group *group)
{
	struct ed_object list;

	ed_set_word(to, "source", ed_event_source_name(group->source));
	ed_set_number(to, "id", group->id);
	ed_set_word(to, "level", ed_event_level_name(group->level));
	if (group->has_code)
		ed_set_number(to, "code", group->code);
	ed_set_maybe(to, "computer", group->computer);
	ed_set_word(
	    to, "of", ed_event_whose_name(ed_event_whose(facts, group)));
	ed_set_number(to, "count", (int64_t)group->count);
	if (group->first) {
		ed_set_time(to, "first", group->first);
		ed_set_time(to, "last", group->last);
	}
	if (group->largest)
		ed_set_number(to, "largest_offset_seconds", group->largest);
	list = ed_set_array(to, "examples");
	for (size_t i = 0; i < group->n_examples; i++)
		set_event(ed_append_object(list), &group->examples[i]);
}

static void set_log(struct ed_object to, const struct ed_facts *facts,
    const struct ed_event_log *log)
{
	struct ed_object list;

	ed_set_text(to, "label", log->label);
	ed_set_number(to, "events", (int64_t)log->n_events);
	ed_set_number(to, "looked_at", (int64_t)log->n_known);
	ed_set_maybe(to, "computer", log->computer);
	ed_set_flag(to, "of_controller", log->of_controller);
	if (log->first) {
		ed_set_time(to, "first", log->first);
		ed_set_time(to, "last", log->last);
	}
	list = ed_set_array(to, "groups");
	for (size_t i = 0; i < log->n_groups; i++)
		set_group(ed_append_object(list), facts, log->groups[i]);
}

void ed_json_events(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = {0};

	for (size_t i = 0; i < c->event_logs.n; i++) {
		const struct ed_event_log *log =
		    ED_ITEMS(c->event_logs, struct ed_event_log *)[i];

		if (log->ref.input != input)
			continue;
		if (!list.json)
			list = ed_set_array(to, "event_logs");
		set_log(ed_append_object(list), &c->facts, log);
	}
}
