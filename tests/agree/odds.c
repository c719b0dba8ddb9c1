/* SPDX-License-Identifier: Apache-2.0 */
/*
 * odds: of each line of standard input "f A N B M" or "b K N P", the chance
 * that Fisher's exact test or the binomial distribution gives.
 */
#include "derive/log_odds.h"

#include <stdio.h>

int main(void)
{
	unsigned long a, n, b, m;
	double p;
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		if (sscanf(line, "f %lu %lu %lu %lu", &a, &n, &b, &m) == 4)
			printf("%.17g\n",
			    ed_odds_fisher(&(struct ed_odds){a, n, b, m}));
		else if (sscanf(line, "b %lu %lu %lf", &a, &n, &p) == 3)
			printf("%.17g\n", ed_odds_at_least(a, n, p));
		else
			return 3;
	}
	return 0;
}
