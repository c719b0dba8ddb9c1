/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What failing devices share that others do not. It says nothing unless chance
 * would hardly ever do the same, however many values were tried.
 */
#include "derive/log.h"
#include "derive/log_odds.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 5, MOST_TRAITS = 6, MOST_OUTCOMES = 8, ANY = -1 };

/* Devices that begin to fail within an hour of each other. */
enum { WINDOW = 3600, LEAST_SPAN = 6 * 3600 };

static const struct ed_log_trait kinds[] = {
    [ED_LOG_TYPE] = {.name = "device type", .value_name = "shared_device_type"},
    [ED_LOG_AGENT] = {.name = "user agent", .value_name = "shared_user_agent"},
    [ED_LOG_SERVER] = {.name = "server",
	.value_name = "shared_server",
	.is_server = true},
    [ED_LOG_ISSUER] = {.name = "issuer",
	.value_name = "shared_issuer",
	.is_issuer = true},
};

static const struct ed_log_trait start = {
    .name = "began to fail within an hour of",
    .value_name = "shared_start",
    .is_time = true};

static const double chance = 0.001;

struct population {
	struct ed_case *c;
	const struct ed_log_table *t;
	int class; /* failing with this answer, or ANY */
	size_t n_tried;
	struct ed_list found; /* struct ed_log_trait */
};

/* Most of those that fail, and at most half as great a part of the rest. */
static bool is_shared(const struct ed_odds *x)
{
	return x->failing_with >= ENOUGH &&
	       10 * x->failing_with >= 7 * x->failing &&
	       2 * x->fine_with * x->failing <= x->failing_with * x->fine;
}

static bool fails(const struct population *of, uint32_t device)
{
	return ed_log_fails(of->t, device) &&
	       (of->class == ANY ||
		   of->t->more[device].pending_class == (uint32_t)of->class);
}

/* What fails otherwise is neither. */
static void count_values(const struct population *of,
    enum ed_log_trait_name name, uint64_t (*counts)[2])
{
	const struct ed_log_table *t = of->t;

	for (uint32_t i = 0; i < t->n_devices; i++) {
		unsigned value = t->more[i].traits[name];

		if (!t->devices[i].name_n)
			continue;
		if (fails(of, i))
			counts[value][0]++;
		else if (t->devices[i].ok && !ed_log_fails(t, i))
			counts[value][1]++;
	}
}

static struct ed_str tell(
    struct ed_case *c, const struct ed_log_trait *trait, const char *rarely)
{
	return ed_format(&c->arena,
	    "%s %.*s: %llu of %llu devices that fail, and %llu of %llu others "
	    "(by chance less than once in a %s)",
	    trait->name, ED_ARG(trait->value),
	    (unsigned long long)trait->failing_with,
	    (unsigned long long)trait->failing,
	    (unsigned long long)trait->fine_with,
	    (unsigned long long)trait->fine, rarely);
}

static void add_trait(struct population *of, const struct ed_log_trait *kind,
    struct ed_str value, const struct ed_odds *x, double p)
{
	struct ed_log_trait *trait;

	if (of->found.n == MOST_TRAITS || p > chance)
		return;
	trait = ED_PUSH(&of->c->arena, &of->found, struct ed_log_trait);
	*trait = *kind;
	trait->value = ed_copy(&of->c->arena, value);
	trait->failing_with = x->failing_with;
	trait->failing = x->failing;
	trait->fine_with = x->fine_with;
	trait->fine = x->fine;
	trait->p = p;
	trait->text = tell(of->c, trait, p < 1e-6 ? "million" : "thousand");
}

static void try_values(struct population *of, enum ed_log_trait_name name)
{
	size_t n = of->t->n_values[name];
	uint64_t(*counts)[2] = calloc(n + 1, sizeof(*counts));
	struct ed_odds x = {0};

	if (!counts)
		return;
	count_values(of, name, counts);
	for (size_t i = 0; i <= n; i++) {
		x.failing += counts[i][0];
		x.fine += counts[i][1];
	}
	for (size_t i = 1; i <= n && x.failing >= ENOUGH && x.fine >= ENOUGH;
	     i++) {
		x.failing_with = counts[i][0];
		x.fine_with = counts[i][1];
		if (is_shared(&x))
			add_trait(of, &kinds[name],
			    of->t->values[name][i - 1].text, &x,
			    ed_odds_fisher(&x) * (double)of->n_tried);
	}
	free(counts);
}

static int earlier(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * When the devices began to fail, in order. What never succeeded began before
 * the logs do: when is not known.
 */
static uint32_t *list_starts(const struct population *of, bool known, size_t *n)
{
	const struct ed_log_table *t = of->t;
	uint32_t *starts = calloc(t->n_devices + 1u, sizeof(*starts));

	*n = 0;
	for (uint32_t i = 0; starts && i < t->n_devices; i++)
		if (t->devices[i].name_n && fails(of, i) &&
		    (!known || t->devices[i].ok))
			starts[(*n)++] = t->more[i].since;
	if (*n)
		qsort(starts, *n, sizeof(*starts), earlier);
	return starts;
}

/* The hour in which most of them began: its first, and how many did. */
static size_t fullest_hour(const uint32_t *starts, size_t n, size_t *most)
{
	size_t best = 0;

	*most = 0;
	for (size_t i = 0, to = 0; i < n; i++) {
		while (to < n && starts[to] - starts[i] < WINDOW)
			to++;
		if (to - i > *most) {
			*most = to - i;
			best = i;
		}
	}
	return best;
}

/*
 * Each of the n hours that begin with one of them was tried. Mornings have
 * more traffic than nights: an hour is taken for four.
 */
static void try_start(struct population *of)
{
	const uint32_t span = of->t->last - of->t->first;
	struct ed_odds x = {0};
	struct ed_digits digits;
	size_t n, most, at;
	uint32_t *starts = list_starts(of, true, &n);

	at = starts ? fullest_hour(starts, n, &most) : 0;
	if (starts && n >= ENOUGH && span >= LEAST_SPAN && most >= ENOUGH &&
	    10 * most >= 7 * n) {
		for (uint32_t i = 0; i < of->t->n_devices; i++)
			x.fine += of->t->devices[i].name_n &&
				  of->t->devices[i].ok &&
				  !ed_log_fails(of->t, i);
		x.failing = n;
		x.failing_with = most;
		add_trait(of, &start, ed_time(&digits, starts[at]), &x,
		    (double)n * ed_odds_at_least(most - 1, n - 1,
				    4.0 * WINDOW / (double)span));
	}
	free(starts);
}

static int surest_first(const void *a, const void *b)
{
	const struct ed_log_trait *x = a, *y = b;

	if (x->p < y->p || x->p > y->p)
		return x->p < y->p ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void find(struct population *of)
{
	for (int i = 0; i < ED_LOG_N; i++)
		try_values(of, (enum ed_log_trait_name)i);
	try_start(of);
	if (of->found.n)
		qsort(of->found.items, of->found.n, sizeof(struct ed_log_trait),
		    surest_first);
}

/*
 * Of all devices: when the first tenth of those that fail with it began to,
 * so that one which was broken before does not say it for the rest.
 */
static void find_start(
    const struct population *of, struct ed_log_outcome *outcome)
{
	size_t n;
	uint32_t *starts = list_starts(of, false, &n);

	if (n)
		outcome->onset = starts[n / 10];
	free(starts);
}

static int class_of(
    const struct ed_log_table *t, const struct ed_log_outcome *outcome)
{
	unsigned sub = outcome->substatus < 0 ? ED_LOG_NO_SUBSTATUS
					      : (unsigned)outcome->substatus;

	for (size_t i = 0; i < t->n_classes; i++)
		if (t->classes[i].status == outcome->status &&
		    t->classes[i].substatus == sub)
			return (int)i;
	return ANY;
}

void ed_log_find_traits(struct ed_case *c, struct ed_log *log)
{
	struct population of = {.c = c, .t = c->log, .class = ANY};
	size_t n_tried = 0, n = log->n_outcomes;

	if (n > MOST_OUTCOMES)
		n = MOST_OUTCOMES;
	for (int i = 0; i < ED_LOG_N; i++)
		n_tried += c->log->n_values[i];
	of.n_tried = n_tried * (n + 1);
	find(&of);
	log->traits = of.found.items;
	log->n_traits = of.found.n;
	for (size_t i = 0; i < n; i++) {
		struct ed_log_outcome *outcome =
		    (struct ed_log_outcome *)&log->outcomes[i];

		of.class = class_of(c->log, outcome);
		of.found = (struct ed_list){0};
		if (!outcome->present || of.class == ANY)
			continue;
		find(&of);
		outcome->traits = of.found.items;
		outcome->n_traits = of.found.n;
		if (log->scope == ED_LOG_ALL)
			find_start(&of, outcome);
	}
}
