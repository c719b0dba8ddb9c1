/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory-infrastructure: what the mapping of certificates stands on.
 *
 * The Exchange server asks a domain controller which account a certificate is
 * of. When it finds none, or may not read whose groups they are, everybody is
 * refused, and no certificate is at fault.
 */
#include <easdoctor/check.h>
#include <easdoctor/event.h>

enum { UNKNOWN_PRINCIPAL = 6, SEVERAL = 3, NETLOGON_NO_CONTROLLER = 5719 };

struct search {
	const struct ed_facts *facts;
	/* The first event of each account that was not found. */
	const struct ed_event *unknown[SEVERAL];
	size_t n_unknown;
	const struct ed_event_group *no_certificate;
	const struct ed_event_group *no_controller;
	uint64_t n_no_controller;
	const struct ed_event_group *looked; /* at what would have told */
};

static void note_unknown(struct search *s, const struct ed_event_group *group)
{
	for (size_t i = 0; i < group->n_examples; i++) {
		const struct ed_event *event = &group->examples[i];
		bool seen = event->account.n == 0;

		for (size_t k = 0; k < s->n_unknown; k++)
			seen = seen || ed_str_ieq(s->unknown[k]->account,
					   event->account);
		if (!seen && s->n_unknown < SEVERAL)
			s->unknown[s->n_unknown++] = event;
	}
}

static void look_at(struct search *s, const struct ed_event_group *group)
{
	if (group->source == ED_EVENT_KERBEROS) {
		s->looked = group;
		if (group->id == 3 && group->has_code &&
		    group->code == UNKNOWN_PRINCIPAL)
			note_unknown(s, group);
	}
	if (group->meaning == ED_EVENT_NO_KDC_CERT && !s->no_certificate)
		s->no_certificate = group;
	if (group->source == ED_EVENT_NETLOGON &&
	    group->id == NETLOGON_NO_CONTROLLER) {
		s->n_no_controller += group->count;
		s->no_controller = group;
	}
}

/* Nothing was found: then what the logs hold decides what that means. */
static void settle_none(
    const struct search *s, const char *id, struct ed_sink *out)
{
	if (ed_event_is_lost(s->facts))
		ed_unknown(out, id,
		    "an event log is damaged, and none is in what could be "
		    "read");
	else if (s->looked)
		ed_settle(out, id, false, s->looked->examples[0].ref, NULL);
	else
		ed_not_asked(out, id,
		    "no log holds events of the server's Kerberos client");
}

/* One account may be unknown because it is; not several. */
static void settle_groups(const struct search *s, struct ed_sink *out)
{
	static const char id[] = "exchange-cannot-read-groups";

	if (s->n_unknown == SEVERAL)
		ed_settle(out, id, true, s->unknown[0]->ref,
		    ED_VALUES({"one", ED_TEXT, s->unknown[0]->account},
			{"other", ED_TEXT, s->unknown[1]->account},
			{"third", ED_TEXT, s->unknown[2]->account}));
	else if (s->n_unknown)
		ed_unknown(out, id,
		    "the domain controller does not find fewer than three "
		    "accounts: these may not be there");
	else
		settle_none(s, id, out);
}

static void settle_found(const struct ed_event_group *group, const char *how,
    uint64_t count, struct ed_sink *out)
{
	struct ed_digits number, n;

	ed_settle(out, "no-kdc", true, group->examples[0].ref,
	    ED_VALUES({"computer", ED_HOST, group->computer},
		{"event", ED_NUMBER, ed_number(&number, group->id)},
		{"count", ED_NUMBER, ed_number(&n, (int64_t)count)},
		{"how", ED_TEXT, ed_str_of(how)}));
}

static void settle_kdc(const struct search *s, struct ed_sink *out)
{
	if (s->no_certificate)
		settle_found(s->no_certificate,
		    "this domain controller has no certificate of its own that "
		    "it could use",
		    s->no_certificate->count, out);
	else if (s->n_no_controller >= SEVERAL)
		settle_found(s->no_controller,
		    "it could not reach a domain controller",
		    s->n_no_controller, out);
	else if (s->n_no_controller)
		ed_unknown(out, "no-kdc",
		    "event 5719 stands there once or twice, which a start of "
		    "the server may be");
	else
		settle_none(s, "no-kdc", out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	struct search s = {.facts = facts};

	(void)subject;
	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++)
			look_at(&s, facts->event_logs[i]->groups[k]);
	settle_groups(&s, out);
	settle_kdc(&s, out);
}

const struct ed_check ed_check_directory_infrastructure = {
    .id = "directory-infrastructure",
    .title = "The server reaches a domain controller that answers it",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"exchange-cannot-read-groups", ED_NEED_EVENTS},
	{"no-kdc", ED_NEED_EVENTS}),
    .run = run,
};
