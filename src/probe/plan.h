/* SPDX-License-Identifier: Apache-2.0 */
/* Which connections are made to a node, in which order. */
#ifndef ED_PROBE_PLAN_H
#define ED_PROBE_PLAN_H

#include "probe/run.h"

/* One address of the endpoint, and what was made of its steps. */
struct ed_probed_node {
	struct ed_probe_place at;
	struct ed_connection *steps[ED_N_STEPS]; /* NULL: not made */
};

/*
 * Steps that need nothing of each other are one wave and run side by side;
 * what they gave decides the next. An empty wave is passed over.
 */
enum {
	ED_WAVE_VERSIONS,
	ED_WAVE_VARIANTS,
	ED_WAVE_UPLOAD,
	ED_WAVE_UPLOAD_EXPECT,
	ED_WAVE_PROVISION,
	ED_WAVE_FOLDER_SYNC,
	ED_N_WAVES
};

/* The steps of one wave for a node, as bits 1 << enum ed_step. */
unsigned ed_plan_wave(
    const struct ed_run *run, const struct ed_probed_node *node, unsigned wave);

/* A new connection for a step, with what that step offers. */
struct ed_connection *ed_plan_step(
    struct ed_run *run, struct ed_probed_node *node, enum ed_step step);

#endif
