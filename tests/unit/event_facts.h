/* SPDX-License-Identifier: Apache-2.0 */
/* Facts with the groups of one event log. Behind ed_test.h. */
#ifndef EVENT_FACTS_H
#define EVENT_FACTS_H

#include <easdoctor/event.h>

enum { MAX_GROUPS = 6 };

/* Whom a group names, in a case that knows a certificate and a user. */
enum whom { NOBODY, OURS, USER, OTHERS };

struct group {
	enum ed_event_source source;
	enum ed_event_meaning meaning;
	unsigned id;
	unsigned level;
	enum whom whom;
	uint64_t count; /* 0: no more groups */
	int64_t last;
	uint32_t code;
	int64_t offset;
	const char *accounts[3]; /* of its examples */
};

struct event_facts {
	struct ed_facts facts;
	struct ed_certificate cert;
	struct ed_account user;
	struct ed_input input;
	const struct ed_input *inputs[1];
	struct ed_event_log log;
	const struct ed_event_log *logs[1];
	struct ed_event_group groups[MAX_GROUPS];
	const struct ed_event_group *pointers[MAX_GROUPS];
	struct ed_event examples[MAX_GROUPS][3];
};

static inline void add_group(
    struct event_facts *f, size_t i, const struct group *from)
{
	size_t n = from->accounts[0] ? 0 : 1;

	while (n < 3 && from->accounts[n]) {
		f->examples[i][n].account = ed_str_of(from->accounts[n]);
		n++;
	}
	f->examples[i][0].offset = from->offset;
	f->groups[i] = (struct ed_event_group){.source = from->source,
	    .meaning = from->meaning,
	    .id = from->id,
	    .level = from->level,
	    .has_code = from->code != 0,
	    .code = from->code,
	    .certificate = from->whom == OURS ? &f->cert : NULL,
	    .names_certificate = from->whom == OURS || from->whom == OTHERS,
	    .names_account = from->whom == USER,
	    .names = from->whom != NOBODY,
	    .count = from->count,
	    .first = from->last,
	    .last = from->last,
	    .largest = from->offset < 0 ? -from->offset : from->offset,
	    .examples = f->examples[i],
	    .n_examples = n};
	f->pointers[i] = &f->groups[i];
	f->log.n_groups = i + 1;
}

/* knows: the case has the device's certificate and the user. */
static inline const struct ed_facts *event_facts(
    struct event_facts *f, const struct group *groups, bool knows)
{
	*f = (struct event_facts){.cert = ed_good_certificate};
	f->cert.sha256 = ED_STR("ab");
	f->user.upn = ED_STR("ann@ex.test");
	f->input.kind = ED_STR("events");
	f->inputs[0] = &f->input;
	f->logs[0] = &f->log;
	f->log.groups = f->pointers;
	for (size_t i = 0; i < MAX_GROUPS && groups[i].count; i++)
		add_group(f, i, &groups[i]);
	f->facts.inputs = f->inputs;
	f->facts.n_inputs = 1;
	f->facts.event_logs = f->logs;
	f->facts.n_event_logs = 1;
	if (knows) {
		f->facts.device_certificate = &f->cert;
		f->facts.account = &f->user;
	}
	return &f->facts;
}

#endif
