/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A diagnosis made by hand, for tests of reports: an account that gets a 401
 * because its certificate names nobody, with an expired certificate behind it,
 * a tie, a consequence, and a chain that could not be judged.
 */
#ifndef ED_TEST_REPORT_SAMPLE_H
#define ED_TEST_REPORT_SAMPLE_H

#include "report/report.h"

/* A certificate's name that a report shows as it is. */
#define ED_SAMPLE_PLAIN ED_STR("CN=alice,DC=corp")

/* value goes wherever evidence reaches a report: path, subject, quote, … */
void ed_sample_report(
    struct ed_arena *arena, struct ed_str value, struct ed_report *out);
/* Nothing wrong and nothing observed. */
void ed_sample_healthy(struct ed_arena *arena, struct ed_report *out);
/* The chain was in scope and could not be judged. */
void ed_sample_unknown(struct ed_arena *arena, struct ed_report *out);
/* A certificate that will expire. */
void ed_sample_warning(struct ed_arena *arena, struct ed_report *out);

/* The report as text or JSON, 80 columns. */
struct ed_str ed_sample_write(struct ed_arena *arena, const char *reporter,
    enum ed_detail detail, const struct ed_report *report);

#endif
