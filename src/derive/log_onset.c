/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a failure began, and what else happened then: certificates and lists
 * that began or ended, and the time that the case states.
 */
#include "derive/log.h"

#include <easdoctor/revocation.h>

#include <stdlib.h>

/* Lists are fetched anew within hours, and devices try again within one. */
enum { NEAR = 12 * 3600 };

struct search {
	struct ed_case *c;
	int64_t onset;
	int64_t best; /* distance */
	struct ed_str words;
};

static struct ed_str distance(struct ed_case *c, int64_t seconds)
{
	if (seconds < 120)
		return ed_format(&c->arena, "%d s", (int)seconds);
	if (seconds < 7200)
		return ed_format(&c->arena, "%d min", (int)(seconds / 60));
	return ed_format(&c->arena, "%d h", (int)(seconds / 3600));
}

static void consider(
    struct search *s, int64_t time, const char *what, struct ed_str whose)
{
	int64_t away = llabs(s->onset - time);

	if (time <= 0 || away > NEAR || away >= s->best)
		return;
	s->best = away;
	s->words = ed_format(&s->c->arena, "%.*s %s %s%s%.*s",
	    ED_ARG(distance(s->c, away)), s->onset < time ? "before" : "after",
	    what, whose.n ? " of " : "", ED_ARG(whose));
}

static void consider_certificates(struct search *s)
{
	const struct ed_case *c = s->c;

	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (cert->unreadable & ED_PART_TIME)
			continue;
		consider(s, cert->not_after, "the last second", cert->label);
		consider(s, cert->not_before, "the first second", cert->label);
	}
}

static void consider_lists(struct search *s)
{
	const struct ed_case *c = s->c;

	for (size_t i = 0; i < c->crls.n; i++) {
		const struct ed_crl *crl =
		    ED_ITEMS(c->crls, struct ed_crl *)[i];

		if (crl->bearing == ED_CRL_FOREIGN ||
		    crl->unreadable & ED_CRL_PART_TIME)
			continue;
		if (crl->has_next_update)
			consider(s, crl->next_update, "the end", crl->label);
		consider(s, crl->this_update, "the making", crl->label);
	}
}

/* Of an update the case tells only the day. */
static void consider_controllers(struct search *s)
{
	const struct ed_facts *facts = &s->c->facts;

	for (size_t i = 0; i < facts->n_domain_controllers; i++) {
		int64_t day = facts->domain_controllers[i].patched;

		if (day > 0 && s->onset >= day && s->onset < day + 86400 &&
		    !s->words.n)
			s->words = ED_STR("on the day of the last update of a "
					  "domain controller");
	}
}

static void consider_group(struct search *s, const struct ed_event_group *group)
{
	struct ed_str what =
	    ed_format(&s->c->arena, "the first event %u", group->id);

	/* Services report much; what they call an error is told. */
	if (group->source == ED_EVENT_CLOCK)
		consider(s, group->first, "the clock was set", group->computer);
	else if (group->level && group->level <= 3)
		consider(s, group->first, what.p, group->computer);
}

static void consider_events(struct search *s)
{
	const struct ed_facts *facts = &s->c->facts;

	for (size_t i = 0; i < facts->n_event_logs; i++)
		for (size_t k = 0; k < facts->event_logs[i]->n_groups; k++)
			consider_group(s, facts->event_logs[i]->groups[k]);
}

void ed_log_find_onset(struct ed_case *c, struct ed_log_outcome *outcome)
{
	struct search s = {.c = c, .onset = outcome->onset, .best = NEAR + 1};

	if (!outcome->present || !outcome->onset)
		return;
	consider_certificates(&s);
	consider_lists(&s);
	consider_controllers(&s);
	/* What else was seen then may be the same failure. */
	if (!s.words.n)
		consider_events(&s);
	if (!s.words.n)
		consider(&s, c->since, "the time that the case states",
		    (struct ed_str){0});
	outcome->near_onset = s.words;
}
