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

		consider(s, crl->next_update, "the end of a CRL",
		    (struct ed_str){0});
	}
}

void ed_log_find_onset(struct ed_case *c, struct ed_log_outcome *outcome)
{
	struct search s = {.c = c, .onset = outcome->onset, .best = NEAR + 1};

	if (!outcome->present || !outcome->onset)
		return;
	consider_certificates(&s);
	consider_lists(&s);
	if (!s.words.n)
		consider(&s, c->since, "the time that the case states",
		    (struct ed_str){0});
	outcome->near_onset = s.words;
}
