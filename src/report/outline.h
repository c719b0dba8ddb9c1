/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the parts of a report refer to each other, and what its reader should
 * do next: found once, the same for every format that is read by people.
 */
#ifndef ED_REPORT_OUTLINE_H
#define ED_REPORT_OUTLINE_H

#include "report/index.h"
#include <easdoctor/report.h>

/* A cause in the list: ranked, or under the one it follows from. */
struct ed_row {
	size_t rank;  /* from 1; 0 for a consequence */
	size_t root;  /* index of the ranked cause it stands under, or itself */
	size_t below; /* index of the next consequence of root; 0: none */
};

/* What a first screen has room for. */
enum { ED_MAX_STEPS = 3 };

/* What to do next, in the order in which they are tried. */
enum ed_advice {
	ED_ADVICE_NONE,
	ED_ADVICE_FIX,    /* the first cause's fix */
	ED_ADVICE_CHOOSE, /* say which certificate is the device's: choice */
	ED_ADVICE_CHECK,  /* find out more: report->next */
	ED_ADVICE_SUPPLY, /* give what is missing: supplies */
	ED_ADVICE_BEYOND  /* neither a fault nor a gap: look elsewhere */
};

struct ed_outline {
	const struct ed_report *report;
	struct ed_row *rows;      /* one per cause */
	struct ed_index causes;   /* by id */
	struct ed_index findings; /* by id */
	bool explained;           /* a cause explains a present symptom */
	enum ed_advice advice;
	const struct ed_report_gap *choice;
	const struct ed_report_gap *supplies[ED_MAX_STEPS];
	size_t n_supplies;
};

void ed_outline_make(struct ed_arena *arena, const struct ed_report *report,
    struct ed_outline *out);

/* Is s this word of the format? */
bool ed_is_word(struct ed_str s, const char *word);
/* Proven, and waiting behind what is broken now. */
bool ed_stops_next(
    const struct ed_outline *outline, const struct ed_report_cause *cause);
/* What is missing for that check and how to supply it; never NULL. */
const struct ed_report_gap *ed_gap_of(
    const struct ed_report *report, struct ed_str check);
/* The first of what was not checked that has its command; itself, mostly. */
const struct ed_report_gap *ed_gap_first(
    const struct ed_report *report, const struct ed_report_gap *gap);
/* The number, from 1, of an earlier check with the same command; 0: none. */
size_t ed_same_command(const struct ed_report *report, size_t i);
/* The acknowledgement that holds for a finding that is there, or NULL. */
const struct ed_report_accepted *ed_accepted_of(
    const struct ed_report *report, const struct ed_report_finding *one);
/* "until 2027-01-01…, by …: why", and that it has expired. */
struct ed_str ed_accepted_words(
    struct ed_arena *arena, const struct ed_report_accepted *accepted);
/*
 * Why the cause is one: the value that led to it, and where it stands. Empty
 * for one that was only inferred. One line, escaped.
 */
struct ed_str ed_why(struct ed_arena *arena, const struct ed_outline *outline,
    const struct ed_report_cause *cause, bool brief);
/* Is it an observation of health? */
bool ed_is_success(const struct ed_report_finding *one);
/*
 * Where evidence stands: "device.pem, line 12: "the quote"". Of a property
 * list brief gives the keys instead of the XPath. Not escaped.
 */
struct ed_str ed_place(struct ed_arena *arena, const struct ed_report *report,
    const struct ed_report_evidence *evidence, bool brief);
/* "+19.0", from tenths of a decibel. */
struct ed_str ed_decibels(struct ed_arena *arena, long long tenths);

/* The steps of ED_ADVICE_BEYOND. */
extern const struct ed_texts ed_beyond_steps;

#endif
