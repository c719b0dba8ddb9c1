/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/log_odds.h"

#include <math.h>

static double log_factorial(uint64_t n)
{
	int sign;

	return lgamma_r((double)n + 1, &sign);
}

static double log_choose(uint64_t n, uint64_t k)
{
	return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

double ed_odds_fisher(const struct ed_odds *x)
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

double ed_odds_at_least(uint64_t k, uint64_t n, double p)
{
	double sum = 0;

	if (k == 0 || p >= 1)
		return 1;
	if (p <= 0)
		return 0;
	for (; k <= n; k++)
		sum += exp(log_choose(n, k) + (double)k * log(p) +
			   (double)(n - k) * log1p(-p));
	return sum < 1 ? sum : 1;
}
