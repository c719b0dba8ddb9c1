/* SPDX-License-Identifier: Apache-2.0 */
/* From a diagnosis to a report, and from a report to bytes. */
#ifndef ED_REPORT_REPORT_H
#define ED_REPORT_REPORT_H

#include "base/case.h"
#include "engine/rank.h"
#include "engine/verdict.h"
#include <easdoctor/report.h>

struct ed_veil; /* privacy.h */

/* What build.c joins; all borrowed. */
struct ed_report_parts {
	struct ed_case *c;
	const struct ed_rules *rules;
	const struct ed_findings *findings;
	const struct ed_diagnosis *diagnosis;
	const struct ed_verdict *verdict;
	const char *version;
	bool network;               /* something was probed */
	const struct ed_veil *veil; /* over what evidence says, or NULL */
};

/* Fills in the words. Everything in out lives in arena. */
void ed_report_build(const struct ed_report_parts *parts,
    struct ed_arena *arena, struct ed_report *out);

/* The words of enum ed_kind, in order; ends with NULL. */
extern const char *const ed_kind_names[];

/* How much a text report tells. */
enum ed_detail { ED_QUIET, ED_NORMAL, ED_VERBOSE, ED_EVERYTHING };

struct ed_cover;

struct ed_style {
	enum ed_detail detail;
	bool colour;
	unsigned width;               /* columns */
	const struct ed_cover *cover; /* of inspect; or NULL */
};

struct ed_reporter {
	const char *name; /* "text", "json" */
	const char *title;
	void (*write)(const struct ed_report *report,
	    const struct ed_style *style, struct ed_text *out);
};

/* One reporter per file; ends with NULL. */
extern const struct ed_reporter *const ed_reporters[];
/* NULL when there is none of that name. */
const struct ed_reporter *ed_reporter_find(struct ed_str name);

/* Reads a report that the json reporter wrote. */
ED_MUST_USE bool ed_report_read(struct ed_arena *arena, struct ed_str json,
    struct ed_report *out, struct ed_error *err);

/*
 * Text that is safe on a terminal: control and bidi characters and bytes that
 * are not UTF-8 become \u{202E} and \xNN.
 */
struct ed_str ed_escape(struct ed_arena *arena, struct ed_str s);

/* What was read from each input, without judgement. */
void ed_inspect_text(
    const struct ed_case *c, const struct ed_style *style, struct ed_text *out);
void ed_inspect_json(const struct ed_case *c, struct ed_text *out);
/* The same, every text through cover. */
void ed_inspect_json_covered(
    const struct ed_case *c, const struct ed_cover *cover, struct ed_text *out);

#endif
