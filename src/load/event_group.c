/* SPDX-License-Identifier: Apache-2.0 */
/* Events that say the same of the same are counted, and a few are kept. */
#include "load/event_row.h"

#include <easdoctor/limits.h>

/* Of one value of an example: names and addresses are shorter. */
enum { MAX_VALUE = 512 };

static struct ed_event_group *group_at(
    const struct ed_event_groups *groups, size_t i)
{
	return ED_ITEMS(groups->groups, struct ed_event_group *)[i];
}

static bool is_same(
    const struct ed_event_group *a, const struct ed_event_group *b)
{
	return a->source == b->source && a->id == b->id &&
	       a->meaning == b->meaning && a->level == b->level &&
	       a->has_code == b->has_code && a->code == b->code &&
	       a->certificate == b->certificate &&
	       a->names_account == b->names_account && a->names == b->names &&
	       a->names_certificate == b->names_certificate &&
	       ed_str_ieq(a->computer, b->computer);
}

/* The number of a new group, or of one that is there; false: no room. */
static bool find_group(struct ed_event_groups *groups,
    const struct ed_event_group *key, size_t *at)
{
	struct ed_event_group *added;

	for (size_t i = 0; i < groups->groups.n; i++)
		if (is_same(group_at(groups, i), key)) {
			*at = i;
			return true;
		}
	if (groups->groups.n == ED_MAX_EVENT_GROUPS) {
		groups->full = true;
		return false;
	}
	added = ED_NEW(&groups->c->arena, struct ed_event_group);
	*added = *key;
	added->computer =
	    ed_copy(&groups->c->arena, ed_str_sub(key->computer, 0, MAX_VALUE));
	*at = groups->groups.n;
	*ED_PUSH(&groups->c->arena, &groups->groups, struct ed_event_group *) =
	    added;
	(void)ED_PUSH(&groups->c->arena, &groups->examples, struct ed_list);
	return true;
}

static void widen(int64_t at, int64_t *first, int64_t *last)
{
	if (!at)
		return;
	if (!*first || at < *first)
		*first = at;
	if (at > *last)
		*last = at;
}

/* XPath that finds the event in the file. */
static struct ed_ref place_of(const struct ed_event_groups *groups,
    const struct ed_event_raw *raw, uint64_t number)
{
	struct ed_arena *arena = &groups->c->arena;
	bool digits = raw->record.n > 0 && raw->record.n <= 20;

	for (size_t i = 0; i < raw->record.n; i++)
		digits = digits && raw->record.p[i] >= '0' &&
			 raw->record.p[i] <= '9';
	return (struct ed_ref){.input = groups->log->ref.input,
	    .kind = ED_AT_XPATH,
	    .at = digits
		      ? ed_format(arena, "//Event[System/EventRecordID=%.*s]",
			    ED_ARG(raw->record))
		      : ed_format(
			    arena, "//Event[%llu]", (unsigned long long)number),
	    .quote = ed_copy(arena, raw->number)};
}

static void keep(struct ed_event_groups *groups, struct ed_list *examples,
    const struct ed_event_raw *raw, const struct ed_event *event,
    uint64_t number)
{
	struct ed_arena *arena = &groups->c->arena;
	struct ed_event *kept;
	struct ed_str *values[8];

	if (examples->n == ED_MAX_EXAMPLES)
		return;
	kept = ED_PUSH(arena, examples, struct ed_event);
	*kept = *event;
	values[0] = &kept->account;
	values[1] = &kept->subject;
	values[2] = &kept->issuer;
	values[3] = &kept->serial;
	values[4] = &kept->thumbprint;
	values[5] = &kept->user_sid;
	values[6] = &kept->certificate_sid;
	values[7] = &kept->detail;
	for (size_t i = 0; i < ED_COUNT(values); i++)
		*values[i] =
		    ed_copy(arena, ed_str_sub(*values[i], 0, MAX_VALUE));
	kept->created = ed_copy(arena, ed_str_sub(kept->created, 0, MAX_VALUE));
	kept->ref = place_of(groups, raw, number);
}

static int64_t size_of(int64_t offset)
{
	return offset < 0 ? -offset : offset;
}

void ed_event_count(struct ed_event_groups *groups,
    const struct ed_event_raw *raw, const struct ed_event_row *row,
    uint64_t number)
{
	struct ed_event_log *log = groups->log;
	struct ed_event_group key = {.source = row->source,
	    .meaning = row->meaning,
	    .id = raw->id,
	    .level = raw->level,
	    .has_code = row->has_code,
	    .code = row->code,
	    .computer = raw->computer};
	struct ed_event_group *group;
	size_t at;

	ed_event_match(groups->wanted, row, &key);
	log->n_known++;
	log->of_controller = log->of_controller || row->source == ED_EVENT_KDC;
	widen(raw->at, &log->first, &log->last);
	if (!find_group(groups, &key, &at))
		return;
	group = group_at(groups, at);
	group->count++;
	widen(raw->at, &group->first, &group->last);
	if (size_of(row->event.offset) > group->largest)
		group->largest = size_of(row->event.offset);
	if (!log->computer.n)
		log->computer = group->computer;
	keep(groups, &ED_ITEMS(groups->examples, struct ed_list)[at], raw,
	    &row->event, number);
}

void ed_event_finish(struct ed_event_groups *groups)
{
	for (size_t i = 0; i < groups->groups.n; i++) {
		struct ed_list *examples =
		    &ED_ITEMS(groups->examples, struct ed_list)[i];

		group_at(groups, i)->examples = examples->items;
		group_at(groups, i)->n_examples = examples->n;
	}
	groups->log->groups = groups->groups.items;
	groups->log->n_groups = groups->groups.n;
}
