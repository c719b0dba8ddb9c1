/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Payloads that have the same UUID or identifier.
 *
 * All payloads are sorted by it, so that equal ones stand side by side: with
 * many profiles, comparing each with each would take for ever. Two profiles
 * with the same identifier or UUID are copies or versions of one, and a device
 * replaces one by the other; what they share is no fault.
 */
#include "derive/derive.h"

#include <stdlib.h>

/* Neighbours looked at for one in a profile that is no copy. */
enum { NEIGHBOURS = 8 };

/* Real ones have less; longer ones are compared with nothing. */
enum { LONGEST_ID = 1024 };

struct entry {
	struct ed_str id;
	size_t profile; /* its number */
	size_t number;  /* of the payload in it */
};

static struct ed_profile *profile_at(const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->profiles, struct ed_profile *)[i];
}

/* The facts are const for checks; their owner completes them here. */
static struct ed_payload *payload_of(
    const struct ed_case *c, const struct entry *entry)
{
	return (struct ed_payload *)&profile_at(c, entry->profile)
	    ->payloads[entry->number];
}

static struct ed_str folded(struct ed_arena *arena, struct ed_str id)
{
	struct ed_str copy = ed_copy(arena, ed_str_trim(id));
	char *p = (char *)copy.p; /* made here */

	for (size_t i = 0; i < copy.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return copy;
}

static int by_id(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = ed_str_compare(x->id, y->id);

	if (!order)
		order = (x->profile > y->profile) - (x->profile < y->profile);
	return order ? order
		     : (x->number > y->number) - (x->number < y->number);
}

static struct ed_list sorted(const struct ed_case *c, struct ed_arena *scratch,
    struct ed_str (*id_of)(const struct ed_payload *))
{
	struct ed_list list = {0};

	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile = profile_at(c, i);

		for (size_t k = 0; k < profile->n_payloads; k++) {
			struct ed_str id = id_of(&profile->payloads[k]);

			if (ed_str_trim(id).n && id.n <= LONGEST_ID)
				*ED_PUSH(scratch, &list, struct entry) =
				    (struct entry){folded(scratch, id), i, k};
		}
	}
	if (list.n)
		qsort(list.items, list.n, sizeof(struct entry), by_id);
	return list;
}

static bool is_same(struct ed_str a, struct ed_str b)
{
	a = ed_str_trim(a);
	return a.n && a.n <= LONGEST_ID && ed_str_ieq(a, ed_str_trim(b));
}

static bool is_copy(const struct ed_profile *a, const struct ed_profile *b)
{
	return is_same(a->uuid, b->uuid) ||
	       is_same(a->identifier, b->identifier);
}

/* Takes entry i's twin of another profile, if j is one. */
static bool take_elsewhere(
    const struct ed_case *c, const struct entry *entries, size_t i, size_t j)
{
	const struct ed_profile *mine = profile_at(c, entries[i].profile);
	const struct ed_profile *other = profile_at(c, entries[j].profile);
	struct ed_payload *payload = payload_of(c, &entries[i]);

	if (mine == other || !ed_str_eq(entries[i].id, entries[j].id) ||
	    is_copy(mine, other))
		return false;
	payload->elsewhere = payload_of(c, &entries[j]);
	payload->elsewhere_profile = other;
	return true;
}

static void find_elsewhere(
    const struct ed_case *c, const struct entry *entries, size_t n, size_t i)
{
	for (size_t d = 1; d <= NEIGHBOURS; d++) {
		if (i >= d && take_elsewhere(c, entries, i, i - d))
			return;
		if (i + d < n && take_elsewhere(c, entries, i, i + d))
			return;
	}
}

static bool is_twin(const struct entry *a, const struct entry *b)
{
	return a->profile == b->profile && ed_str_eq(a->id, b->id);
}

static struct ed_str uuid_of(const struct ed_payload *payload)
{
	return payload->uuid;
}

static struct ed_str identifier_of(const struct ed_payload *payload)
{
	return payload->identifier;
}

void ed_derive_twins(struct ed_case *c)
{
	struct ed_arena scratch = {0};
	struct ed_list list = sorted(c, &scratch, uuid_of);
	const struct entry *entries = list.items;

	for (size_t i = 0; i < list.n; i++) {
		if (i && is_twin(&entries[i - 1], &entries[i]))
			payload_of(c, &entries[i])->same_uuid =
			    payload_of(c, &entries[i - 1]);
		find_elsewhere(c, entries, list.n, i);
	}
	list = sorted(c, &scratch, identifier_of);
	entries = list.items;
	for (size_t i = 1; i < list.n; i++)
		if (is_twin(&entries[i - 1], &entries[i]))
			payload_of(c, &entries[i])->same_identifier =
			    payload_of(c, &entries[i - 1]);
	ed_arena_free(&scratch);
}
