/* SPDX-License-Identifier: Apache-2.0 */
/*
 * measure RUNS COMMAND…: wall milliseconds, peak KiB and CPU milliseconds of
 * each run, a line each. A small process forks, so that the peak is the
 * command's own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void run_child(char **command)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	execvp(command[0], command);
	_exit(127);
}

int main(int argc, char **argv)
{
	long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;

	for (long i = 0; i < runs; i++) {
		struct rusage usage;
		double start = now();
		int status;
		pid_t pid = fork();

		if (pid == 0)
			run_child(argv + 2);
		if (pid < 0 || wait4(pid, &status, 0, &usage) != pid)
			return 1;
		printf("%.2f %ld %.2f\n", now() - start, usage.ru_maxrss,
		    milliseconds(usage.ru_utime) +
			milliseconds(usage.ru_stime));
	}
	return runs > 0 ? 0 : 1;
}
