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

/* noise_server.c: exports of sound servers. */
void ed_noise_servers(struct ed_spec *spec);
void ed_noise_all_exports(struct ed_spec *spec);
void ed_noise_odd_exports(struct ed_spec *spec);
void ed_noise_narrow_trust(struct ed_spec *spec);
void ed_noise_two_servers(struct ed_spec *spec);
void ed_noise_listing(struct ed_spec *spec);
/* noise_probe.c: what a probe of a healthy server also meets. */
void ed_noise_folders(struct ed_spec *spec);
void ed_noise_policy_first(struct ed_spec *spec);
void ed_noise_policy_unsaid(struct ed_spec *spec);
void ed_noise_large_request(struct ed_spec *spec);
void ed_noise_strict_name(struct ed_spec *spec);
void ed_noise_no_ipv6(struct ed_spec *spec);
void ed_noise_many_issuers(struct ed_spec *spec);
void ed_noise_root_alone(struct ed_spec *spec);
void ed_noise_slow_server(struct ed_spec *spec);
void ed_noise_asks_late(struct ed_spec *spec);

#endif
