/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What failing devices share that others do not, by Fisher's exact test. It
 * says nothing unless chance would hardly ever do the same, however many
 * values were tried.
 */
#include "derive/log.h"

#include <easdoctor/limits.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 5, MOST_TRAITS = 6 };

static const char *const names[] = {[ED_LOG_TYPE] = "device type",
    [ED_LOG_AGENT] = "user agent",
    [ED_LOG_SERVER] = "server"};

static const double chance = 0.001;

struct table {
	uint64_t failing_with, failing, fine_with, fine;
};

static double log_factorial(uint64_t n)
{
	int sign;

	return lgamma_r((double)n + 1, &sign);
}

static double log_choose(uint64_t n, uint64_t k)
{
	return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

/* That at least as many of the failing ones have the value, by chance. */
static double fisher(const struct table *x)
{
	uint64_t with = x->failing_with + x->fine_with;
	uint64_t most = with < x->failing ? with : x->failing;
	uint64_t all = x->failing + x->fine;
	double total = log_choose(all, x->failing), p = 0;

	for (uint64_t k = x->failing_with; k <= most; k++)
		if (x->failing - k <= all - with)
			p +=
			    exp(log_choose(with, k) +
				log_choose(all - with, x->failing - k) - total);
	return p < 1 ? p : 1;
}

/* Most of those that fail, and at most half as great a part of the rest. */
static bool is_shared(const struct table *x)
{
	return x->failing_with >= ENOUGH &&
	       10 * x->failing_with >= 7 * x->failing &&
	       2 * x->fine_with * x->failing <= x->failing_with * x->fine;
}

static void count_values(const struct ed_log_table *t,
    enum ed_log_trait_name name, uint64_t (*counts)[2])
{
	for (uint32_t i = 0; i < t->n_devices; i++) {
		const struct ed_log_device *device = &t->devices[i];
		bool fails = ed_log_fails(t, i);

		if (device->name_n && (fails || device->ok))
			counts[t->more[i].traits[name]][!fails]++;
	}
}

static void try_value(struct ed_case *c, struct ed_list *found,
    enum ed_log_trait_name name, size_t value, const struct table *x,
    size_t n_tried)
{
	struct ed_log_trait *trait;
	double p;

	if (!is_shared(x) || found->n == MOST_TRAITS)
		return;
	p = fisher(x) * (double)n_tried;
	if (p > chance)
		return;
	trait = ED_PUSH(&c->arena, found, struct ed_log_trait);
	*trait = (struct ed_log_trait){.name = names[name],
	    .value = ed_copy(&c->arena, c->log->values[name][value].text),
	    .failing_with = x->failing_with,
	    .failing = x->failing,
	    .fine_with = x->fine_with,
	    .fine = x->fine,
	    .p = p};
}

static void try_values(struct ed_case *c, struct ed_list *found,
    enum ed_log_trait_name name, size_t n_tried)
{
	size_t n = c->log->n_values[name];
	uint64_t(*counts)[2] = calloc(n + 1, sizeof(*counts));
	struct table x = {0};

	if (!counts)
		return;
	count_values(c->log, name, counts);
	for (size_t i = 0; i <= n; i++) {
		x.failing += counts[i][0];
		x.fine += counts[i][1];
	}
	for (size_t i = 1; i <= n; i++) {
		x.failing_with = counts[i][0];
		x.fine_with = counts[i][1];
		if (x.failing >= ENOUGH && x.fine >= ENOUGH)
			try_value(c, found, name, i - 1, &x, n_tried);
	}
	free(counts);
}

void ed_log_find_traits(struct ed_case *c, struct ed_log *log)
{
	struct ed_list found = {0};
	size_t n_tried = 0;

	for (int i = 0; i < ED_LOG_N; i++)
		n_tried += c->log->n_values[i];
	for (int i = 0; i < ED_LOG_N; i++)
		try_values(c, &found, (enum ed_log_trait_name)i, n_tried);
	log->traits = found.items;
	log->n_traits = found.n;
}
