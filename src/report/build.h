/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of ed_report_build share. */
#ifndef ED_REPORT_BUILD_H
#define ED_REPORT_BUILD_H

#include "report/report.h"
#include "report/words.h"

struct ed_builder {
	const struct ed_report_parts *parts;
	struct ed_arena *arena;
	struct ed_report *out;
};

/* Each fills its part of out; verdict comes last, it reads the causes. */
void ed_build_causes(struct ed_builder *b);
void ed_build_findings(struct ed_builder *b);
void ed_build_next(struct ed_builder *b);
void ed_build_gaps(struct ed_builder *b);
void ed_build_selection(struct ed_builder *b);
void ed_build_certificates(struct ed_builder *b);
void ed_build_suppressed(struct ed_builder *b);
void ed_build_timeline(struct ed_builder *b);
void ed_build_inputs(struct ed_builder *b);
void ed_build_verdict(struct ed_builder *b);

/* What evidence says, fit to be shown. */
struct ed_str ed_build_show(const struct ed_builder *b, struct ed_str s);
/* The input of a reference, or NULL. */
const struct ed_input *ed_build_input(
    const struct ed_builder *b, struct ed_ref where);
/* What a settled finding has for its rule's words; one may be NULL. */
struct ed_fill ed_build_fill(
    const struct ed_builder *b, const struct ed_settled *one);
/* The first present finding of a rule, or NULL. */
const struct ed_settled *ed_build_present(
    const struct ed_builder *b, const struct ed_rule *rule);
/*
 * Of what is absent from logs: in how many attempts it did not occur. Empty
 * when nothing was counted.
 */
struct ed_str ed_build_counted(
    const struct ed_builder *b, const struct ed_settled *one);
/* The rule's title with the words of its first present finding. */
struct ed_str ed_build_title(
    const struct ed_builder *b, const struct ed_rule *rule);
/* Each text filled. */
struct ed_texts ed_build_texts(const struct ed_builder *b,
    const struct ed_words *words, const struct ed_fill *fill);

#endif
