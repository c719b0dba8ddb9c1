/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long ranking takes at its worst: 300 causes and 200 symptoms, where
 * everything is known or nothing is. Run by hand; the figures are CPU
 * milliseconds, the best of 20 runs of each case.
 */
#include "engine/rank.h"
#include "random_case.h"

#include <stdio.h>
#include <time.h>

enum { N_CAUSES = 300, N_SYMPTOMS = 200, N_CASES = 12, N_RUNS = 20 };

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double best_time(const struct random_case *c)
{
	double best = 1e9;

	for (int i = 0; i < N_RUNS; i++) {
		const struct ed_rules rules = random_case_rules(c);
		const struct ed_findings findings = random_case_findings(c);
		struct ed_arena arena = {0};
		struct ed_diagnosis d;
		double start = milliseconds();

		ed_rank(&rules, &findings, &c->context, &arena, &d);
		start = milliseconds() - start;
		ed_arena_free(&arena);
		best = start < best ? start : best;
	}
	return best;
}

/* As drawn, then every cause in one state, then every symptom present. */
static void shape(struct random_case *c, uint64_t seed)
{
	static const enum ed_state all[] = {
	    ED_PRESENT, ED_ABSENT, ED_UNKNOWN, ED_NOT_ASKED};

	for (size_t i = 0; seed > 4 && i < N_CAUSES; i++)
		c->settled[i].state = all[seed % 4];
	for (size_t i = N_CAUSES; seed > 8 && i < N_CAUSES + N_SYMPTOMS; i++)
		c->settled[i].state = ED_PRESENT;
}

int main(void)
{
	for (uint64_t seed = 1; seed <= N_CASES; seed++) {
		struct ed_arena arena = {0};
		struct random_case c;

		random_case_make(&arena, seed,
		    (struct random_shape){
			.n_causes = N_CAUSES, .n_symptoms = N_SYMPTOMS},
		    &c);
		shape(&c, seed);
		printf("case %2u: %.2f ms\n", (unsigned)seed, best_time(&c));
		ed_arena_free(&arena);
	}
	return 0;
}
