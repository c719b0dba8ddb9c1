/* SPDX-License-Identifier: Apache-2.0 */
/* How often chance alone would do it. */
#ifndef ED_DERIVE_LOG_ODDS_H
#define ED_DERIVE_LOG_ODDS_H

#include <easdoctor/base.h>

/* Devices with a value, and devices. */
struct ed_odds {
	uint64_t failing_with, failing, fine_with, fine;
};

/*
 * That at least as many of the failing ones have the value when it has
 * nothing to do with it: Fisher's exact test, one-sided.
 */
double ed_odds_fisher(const struct ed_odds *x);
/* That of n at least k happen, each with chance p. */
double ed_odds_at_least(uint64_t k, uint64_t n, double p);

#endif
