/* SPDX-License-Identifier: Apache-2.0 */
/* Which bundles there are: singles, doubles, thin ones, healthy ones. */
#ifndef ED_CORPUS_PLAN_H
#define ED_CORPUS_PLAN_H

#include "spec.h"

struct ed_plan {
	const char *out; /* the corpus folder */
	uint64_t seed;
	EVP_PKEY **keys;
	unsigned written;
};

void ed_plan_singles(struct ed_plan *plan);
void ed_plan_doubles(struct ed_plan *plan);
void ed_plan_thin(struct ed_plan *plan);
void ed_plan_healthy(struct ed_plan *plan);

#endif
