/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_logs FILE…: reads logs with all rules on, and says how fast the one
 * thread that reads them was: the files' hash runs on another.
 */
#include "derive/derive.h"
#include "load/loader.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double thread = seconds(CLOCK_THREAD_CPUTIME_ID);
	uint64_t bytes = 0;
	struct ed_case c;

	ed_case_init(&c);
	for (int i = 1; i < argc; i++)
		ed_load_path(&c, argv[i], true);
	ed_load_deferred(&c);
	ed_derive(&c);
	thread = seconds(CLOCK_THREAD_CPUTIME_ID) - thread;
	wall = seconds(CLOCK_MONOTONIC) - wall;
	for (size_t i = 0; i < c.inputs.n; i++)
		bytes += ED_ITEMS(c.inputs, struct ed_input *)[i]->bytes;
	if (!c.facts.log)
		return 3;
	printf("%" PRIu64 " requests, %zu counts; %.0f MB/s of the reading "
	       "thread's time, %.0f MB/s of the clock's, hash included\n",
	    c.facts.log->requests, c.facts.log->n_cells,
	    (double)bytes / 1e6 / thread, (double)bytes / 1e6 / wall);
	ed_case_free(&c);
	return 0;
}
