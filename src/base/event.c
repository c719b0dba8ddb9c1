/* SPDX-License-Identifier: Apache-2.0 */
/* What the event logs come to, for the certificate and user of the case. */
#include <easdoctor/event.h>

/* So many events of anybody, and so many attempts of ours, tell something. */
enum { FEW = 3, ENOUGH = 50, ERROR_LEVEL = 2 };

enum ed_event_whose ed_event_whose(
    const struct ed_facts *facts, const struct ed_event_group *group)
{
	if (group->certificate && facts->device_certificate &&
	    ed_certificate_is(group->certificate, facts->device_certificate))
		return ED_EVENT_OF_CERTIFICATE;
	/* The user's, and not what the device has: of another device. */
	if (group->names_certificate && facts->device_certificate)
		return ED_EVENT_OF_OTHERS;
	if (group->names_account)
		return ED_EVENT_OF_ACCOUNT;
	return group->names ? ED_EVENT_OF_OTHERS : ED_EVENT_OF_NOBODY;
}

bool ed_event_asks(
    const struct ed_event_query *query, const struct ed_event_group *group)
{
	return group->source == query->source &&
	       (!query->id || group->id == query->id) &&
	       (!query->by_meaning || group->meaning == query->meaning) &&
	       (!query->by_code ||
		   (group->has_code && group->code == query->code));
}

/* The rank of what a reader wants to see. */
static int worth(
    const struct ed_facts *facts, const struct ed_event_group *group)
{
	switch (ed_event_whose(facts, group)) {
	case ED_EVENT_OF_CERTIFICATE:
		return 3;
	case ED_EVENT_OF_ACCOUNT:
		return 2;
	case ED_EVENT_OF_NOBODY:
		return 1;
	case ED_EVENT_OF_OTHERS:
		break;
	}
	return 0;
}

static void add(const struct ed_facts *facts,
    const struct ed_event_query *query, const struct ed_event_group *group,
    struct ed_event_tally *tally)
{
	const int of = worth(facts, group);

	if (query->errors && group->level > ERROR_LEVEL) {
		tally->milder += of >= 2 ? group->count : 0;
		return;
	}
	if (of >= 2)
		tally->ours += group->count;
	else if (of == 1)
		tally->nobody += group->count;
	else
		tally->others += group->count;
	if (of >= 2 && group->last > tally->last)
		tally->last = group->last;
	if (!tally->shown || of > worth(facts, tally->shown))
		tally->shown = group;
}

struct ed_event_tally ed_event_tally(
    const struct ed_facts *facts, const struct ed_event_query *query)
{
	struct ed_event_tally tally = {0};

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++) {
			const struct ed_event_group *group =
			    facts->event_logs[i]->groups[k];

			if (ed_event_asks(query, group))
				add(facts, query, group, &tally);
		}
	return tally;
}

const struct ed_event *ed_event_of_device(
    const struct ed_facts *facts, enum ed_event_meaning meaning)
{
	const struct ed_event_query query = {.source = ED_EVENT_KDC,
	    .by_meaning = true,
	    .meaning = meaning,
	    .errors = true};
	const struct ed_event_tally tally = ed_event_tally(facts, &query);
	const char *reason;

	if (!tally.shown || !tally.shown->n_examples ||
	    ed_event_whose(facts, tally.shown) != ED_EVENT_OF_CERTIFICATE ||
	    ed_event_judge(facts, &query, &tally, &reason) != ED_EVENT_SEEN)
		return NULL;
	return &tally.shown->examples[tally.shown->n_examples - 1];
}

struct ed_str ed_event_user_sid(const struct ed_facts *facts)
{
	const struct ed_event *event =
	    ed_event_of_device(facts, ED_EVENT_SID_DIFFERS);

	return event ? event->user_sid : ED_STR("");
}

bool ed_event_controllers_refuse(const struct ed_facts *facts)
{
	const struct ed_event_query query = {.source = ED_EVENT_KDC,
	    .by_meaning = true,
	    .meaning = ED_EVENT_NO_STRONG,
	    .errors = true};
	const struct ed_event_tally tally = ed_event_tally(facts, &query);

	return tally.ours || tally.nobody || tally.others;
}

static bool knows_whom(const struct ed_facts *facts)
{
	const struct ed_account *user = facts->account;

	return facts->device_certificate ||
	       (user && (user->upn.n || user->email.n || user->sid.n));
}

/* Logons by certificate, of the case's own. */
static struct ed_event_tally find_logons(const struct ed_facts *facts)
{
	const struct ed_event_query query = {.source = ED_EVENT_SECURITY,
	    .by_meaning = true,
	    .meaning = ED_EVENT_LOGON_OK};

	return ed_event_tally(facts, &query);
}

static bool is_source_there(
    const struct ed_facts *facts, enum ed_event_source source)
{
	const struct ed_event_query query = {.source = source};
	struct ed_event_tally tally = ed_event_tally(facts, &query);

	return tally.ours || tally.nobody || tally.others || tally.milder;
}

bool ed_event_is_lost(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_inputs; i++)
		if (ed_str_eq(facts->inputs[i]->kind, ED_STR("events")) &&
		    (facts->inputs[i]->incomplete ||
			facts->inputs[i]->unreadable))
			return true;
	return false;
}

static enum ed_event_verdict judge_none(const struct ed_facts *facts,
    const struct ed_event_query *query, const struct ed_event_tally *tally,
    const struct ed_event_tally *logons, const char **reason)
{
	if (ed_event_is_lost(facts)) {
		*reason = "an event log is damaged, and none is in what could "
			  "be read";
		return ED_EVENT_UNCERTAIN;
	}
	if (logons->ours >= ENOUGH && query->source == ED_EVENT_KDC)
		return ED_EVENT_UNSEEN;
	if (tally->milder) {
		*reason = "it is logged as a warning: that controller only "
			  "watches, and let it in";
		return ED_EVENT_UNCERTAIN;
	}
	if (!is_source_there(facts, query->source)) {
		*reason = "the event logs hold no event of this service";
		return ED_EVENT_UNASKED;
	}
	*reason = "the event logs hold none, and do not show that the device "
		  "came by often enough";
	return ED_EVENT_UNCERTAIN;
}

enum ed_event_verdict ed_event_judge(const struct ed_facts *facts,
    const struct ed_event_query *query, const struct ed_event_tally *tally,
    const char **reason)
{
	const struct ed_event_tally logons = find_logons(facts);
	uint64_t anybody = tally->nobody;

	*reason = "no event log is given";
	if (!facts->n_event_logs && !ed_event_is_lost(facts))
		return ED_EVENT_UNASKED;
	if (tally->ours && tally->last && logons.last >= tally->last) {
		*reason = "a logon with the certificate succeeded after it";
		return ED_EVENT_UNCERTAIN;
	}
	if (tally->ours)
		return ED_EVENT_SEEN;
	anybody += knows_whom(facts) ? 0 : tally->others;
	if (anybody >= FEW)
		return ED_EVENT_SEEN;
	*reason = "fewer than three events of it, and they name nobody of "
		  "this case";
	if (anybody)
		return ED_EVENT_UNCERTAIN;
	*reason = "its events name other certificates and accounts only";
	if (tally->others)
		return ED_EVENT_UNCERTAIN;
	return judge_none(facts, query, tally, &logons, reason);
}
