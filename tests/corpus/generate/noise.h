/* SPDX-License-Identifier: Apache-2.0 */
/* Noise: what healthy bundles also look like. None of it is a fault. */
#ifndef ED_CORPUS_NOISE_H
#define ED_CORPUS_NOISE_H

#include "spec.h"

struct ed_noise {
	const char *name;
	/* Only says things beside the patient: safe on top of any fault. */
	bool beside;
	void (*apply)(struct ed_spec *spec);
};

/* Ends with a nameless entry. */
extern const struct ed_noise ed_noises[];
size_t ed_n_noises(void);

#endif
