/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two reports of the same case, before and after: what went away, what stays,
 * what is new, and what the second did not look at again. Not looked at is
 * never taken for gone.
 */
#ifndef ED_REPORT_COMPARE_H
#define ED_REPORT_COMPARE_H

#include "report/report.h"

enum ed_change {
	ED_CHANGE_FIXED,
	ED_CHANGE_PERSISTS,
	ED_CHANGE_NEW,
	ED_CHANGE_NOT_RECHECKED
};

/* The words of enum ed_change, in order. */
extern const char *const ed_change_names[];

/* A finding that is present in one of the two. */
struct ed_changed {
	enum ed_change change;
	const struct ed_report_finding *before; /* or NULL */
	const struct ed_report_finding *after;  /* or NULL */
	struct ed_str reason;                   /* why it was not rechecked */
	bool blocks;                            /* as far as the reports say */
};

struct ed_comparison {
	const struct ed_report *before;
	const struct ed_report *after;
	const struct ed_changed *changes; /* by change, then by id */
	size_t n_changes;
	/* The first cause of the earlier report; NULL: it had none. */
	const struct ed_report_cause *predicted;
	enum ed_change predicted_change;
	enum ed_exit exit;
	struct ed_str text; /* in words */
};

void ed_compare(struct ed_arena *arena, const struct ed_report *before,
    const struct ed_report *after, struct ed_comparison *out);

/* Writes it: "text", "json", "markdown", "jira", "summary"; else false. */
ED_MUST_USE bool ed_compare_write(const struct ed_comparison *comparison,
    struct ed_str format, const struct ed_style *style, struct ed_text *out);

#endif
