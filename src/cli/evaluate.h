/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How right easdoctor is, measured on bundles whose answer is known.
 *
 * A corpus is a folder tree; every folder in it that holds a label.yaml is a
 * bundle, whose case.yaml is diagnosed. docs/corpus.md tells more.
 */
#ifndef ED_CLI_EVALUATE_H
#define ED_CLI_EVALUATE_H

#include "cli/diagnose.h"
#include "cli/knowledge.h"

/* What is wrong in a bundle. */
enum ed_label_kind {
	ED_LABEL_SINGLE,  /* one fault */
	ED_LABEL_DOUBLE,  /* two that block */
	ED_LABEL_THIN,    /* one, and evidence was taken away */
	ED_LABEL_HEALTHY, /* nothing */
	ED_N_LABEL_KINDS
};

/* Variants for tuning, and those that are only ever reported on. */
enum ed_label_half { ED_HALF_TUNE, ED_HALF_REPORT, ED_HALF_ALL };

struct ed_label {
	int kind;                /* enum ed_label_kind */
	int half;                /* enum ed_label_half */
	struct ed_list truth;    /* struct ed_str: causes, the masking first */
	struct ed_list also;     /* struct ed_str: what they have made true */
	struct ed_list mutators; /* struct ed_str: how it was made */
	enum ed_answer shown;    /* is the fault still in the evidence? */
	int64_t as_of;
};

extern const char *const ed_label_kinds[]; /* end with NULL */
extern const char *const ed_label_halves[];

/* Reads and checks folder/label.yaml. */
ED_MUST_USE bool ed_label_read(struct ed_arena *arena, const char *folder,
    struct ed_label *out, struct ed_error *err);

/*
 * The bundles below path in byte order, as a list of const char *. Fails when
 * a folder cannot be read or there is no bundle at all.
 */
ED_MUST_USE bool ed_corpus_find(struct ed_arena *arena, const char *path,
    struct ed_list *folders, struct ed_error *err);

enum { ED_N_TOP = 3 };

/* What came out of one bundle. Ids belong to the rules. */
struct ed_judged {
	const char *folder;
	const struct ed_label *label;
	enum ed_stage stage; /* of the first truth */
	int exit_code;
	struct ed_str top[ED_N_TOP]; /* the first causes that take a rank */
	enum ed_certainty certainty[ED_N_TOP];
	struct ed_str by_severity[ED_N_TOP]; /* what sorting findings gives */
	struct ed_str wrong_proof;           /* empty: there is none */
	struct ed_str alarm; /* in a healthy bundle: what was suspected */
};

/* Diagnoses a bundle. False when its case cannot be used. */
ED_MUST_USE bool ed_bundle_judge(struct ed_arena *arena,
    const struct ed_knowledge *knowledge, const char *folder,
    const struct ed_label *label, struct ed_judged *out, struct ed_error *err);

struct ed_rate {
	unsigned hits;
	unsigned tries;
};

/* A share and its Wilson score interval at 95 %, in tenths of a percent. */
struct ed_share {
	unsigned share;
	unsigned low;
	unsigned high;
};

struct ed_share ed_share_of(struct ed_rate rate);

enum ed_metric {
	ED_METRIC_TOP_1, /* singles and thin bundles that show the fault */
	ED_METRIC_TOP_3,
	ED_METRIC_BOTH, /* both of two in the first two */
	ED_METRIC_ALARMS,
	ED_METRIC_WRONG_PROOFS,
	ED_METRIC_SINGLE_TOP_1,
	ED_METRIC_SINGLE_TOP_3,
	ED_METRIC_THIN_TOP_1,
	ED_METRIC_THIN_TOP_3,
	ED_METRIC_HIDDEN_HEALTHY, /* fault not to be seen, yet "healthy" */
	ED_METRIC_CLEAN,          /* healthy bundles that ended so */
	ED_N_METRICS
};

/* A truth that something else stood before. */
struct ed_confusion {
	struct ed_str truth;
	struct ed_str first; /* empty: nothing was ranked */
	unsigned n;
};

struct ed_scores {
	unsigned bundles[ED_N_LABEL_KINDS];
	struct ed_rate rates[ED_N_METRICS];
	struct ed_rate by_severity[ED_N_METRICS]; /* the first three only */
	/* Of one fault each, by where it lives: top-1 and top-3. */
	struct ed_rate stages[ED_N_STAGES][2];
	struct ed_list confusions; /* struct ed_confusion */
	struct ed_list misses;     /* struct ed_judged: what went wrong */
};

/* Adds one outcome. */
void ed_scores_add(struct ed_arena *arena, struct ed_scores *scores,
    const struct ed_judged *outcome);

/* A metric's name, and the share it must reach in tenths of a percent. */
struct ed_target {
	const char *name;  /* "top-1" */
	const char *title; /* what it counts */
	bool has_target;
	bool at_most; /* else at least */
	unsigned target;
};

extern const struct ed_target ed_targets[ED_N_METRICS];

/* True when every target holds; one that nothing was tried on does not. */
bool ed_scores_hold(const struct ed_scores *scores);

/* Rendered for people, and as easdoctor.evaluate/1. */
void ed_scores_text(
    const struct ed_scores *scores, bool misses, struct ed_text *out);
void ed_scores_json(
    const struct ed_scores *scores, bool misses, struct ed_text *out);

#endif
