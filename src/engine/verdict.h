/* SPDX-License-Identifier: Apache-2.0 */
/* What a run may say as a whole: its scope, its state and its exit code. */
#ifndef ED_ENGINE_VERDICT_H
#define ED_ENGINE_VERDICT_H

#include "base/case.h"
#include "engine/rank.h"
#include <easdoctor/report.h>

struct ed_verdict {
	enum ed_exit exit; /* 2 before 3 before 1 before 0 */
	unsigned scope;    /* bits 1 << enum ed_stage: what was judged */
	/* Of the scope: what could block and was not judged. */
	const struct ed_settled *const *unjudged;
	size_t n_unjudged;
	unsigned uncovered; /* promised stages of which nothing was judged */
	const struct ed_input *damaged; /* the first that is, or NULL */
	bool unexplained; /* it fails and no known cause is likely */
	/* A success that was looked for and did not come, or NULL. */
	const struct ed_settled *missed;
	bool unnamed;      /* a symptom was stated that is not known */
	bool check_failed; /* a check broke its contract */
	bool nothing_judged;
	/* An acknowledgement that has run out, or NULL. */
	const struct ed_accepted *over;
};

/* Judges the run; everything in out lives in arena. */
void ed_judge(const struct ed_case *c, const struct ed_findings *findings,
    const struct ed_diagnosis *diagnosis, struct ed_arena *arena,
    struct ed_verdict *out);

#endif
