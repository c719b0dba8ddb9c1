/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers of the ranker, all integers: tenths of a decibel for weights,
 * parts per million for probabilities. What cannot be a table is computed in
 * fixed point, so that every machine gives the same bytes.
 */
#ifndef ED_ENGINE_RANK_TABLE_H
#define ED_ENGINE_RANK_TABLE_H

#include "engine/rule.h"

/* A probability of one. */
#define ED_RANK_SURE 1000000u

/* The cause's own finding is present. */
#define ED_RANK_DIRECT 200
/* It should hit everyone, and others are well. */
#define ED_RANK_AFFECTED (-100)
/*
 * What the onset says, by enum ed_timing. It orders causes that are alike
 * otherwise: more than a tie is wide, and far less than any symptom.
 */
extern const int ed_rank_onset[3];
/* From here on likely, possible; and no further apart than a tie. */
#define ED_RANK_LIKELY 60
#define ED_RANK_POSSIBLE (-100)
#define ED_RANK_TIE 30
/* Links in a chain of explanations. Authored chains have two or three. */
#define ED_RANK_DEPTH 8

/* Log odds of the five words for a prior. */
extern const int ed_rank_prior[ED_N_PRIORS];
/* What a present symptom says for a cause, while no other explains it. */
extern const int ed_rank_present[ED_N_LEAKS][ED_N_STRENGTHS];
/* What an absent symptom says against a cause. */
extern const int ed_rank_absent[ED_N_STRENGTHS];
extern const uint32_t ed_rank_leak_ppm[ED_N_LEAKS];
extern const uint32_t ed_rank_strength_ppm[ED_N_STRENGTHS];

/* The word for a chain's product: the next below. ED_N_STRENGTHS: none. */
enum ed_strength ed_rank_word(uint32_t ppm);

/* log2(n) with 24 bits behind the point; n > 0. */
int64_t ed_rank_log2(uint64_t n);
/* 100 * log10(over / under), rounded; both > 0. */
int ed_rank_db(uint32_t over, uint32_t under);
/* 2^30 * 10^(-tenths / 100); tenths >= 0. */
uint32_t ed_rank_power(int tenths);

/*
 * What a present symptom says for a cause when those chosen before leave it
 * out with the chance missed.
 */
int ed_rank_gain(enum ed_leak leak, uint32_t missed, enum ed_strength strength);

#endif
