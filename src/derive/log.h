/* SPDX-License-Identifier: Apache-2.0 */
/* The steps in which what logs add up to becomes facts. */
#ifndef ED_DERIVE_LOG_H
#define ED_DERIVE_LOG_H

#include "base/case.h"
#include "base/log_table.h"

/* log_attempts.c: how the attempts of the case's device or user ended. */
void ed_log_judge_ours(struct ed_case *c, struct ed_log *log);
/* The same of everybody's. */
void ed_log_judge_all(struct ed_case *c, struct ed_log *log);
/* log_onset.c: what else happened when a failure began. */
void ed_log_find_onset(struct ed_case *c, const struct ed_log *log,
    struct ed_log_outcome *outcome);
/* log_population.c: what failing devices share. */
void ed_log_find_traits(struct ed_case *c, struct ed_log *log);
/* log_list.c: whose delta CRL a web server refused. */
void ed_log_find_issuer(struct ed_case *c, struct ed_log *log);
/* log_observed.c: outcomes that are symptoms, as observations. */
void ed_log_observe(struct ed_case *c, const struct ed_log *log);
/* A line of a log as a reference. */
struct ed_ref ed_log_ref(struct ed_case *c, unsigned input, uint64_t line);

#endif
