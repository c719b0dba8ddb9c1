/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rank_table.h"

const int ed_rank_onset[] = {40, 20, -40};

/* 10 %, 3 %, 1 %, 0.3 %, 0.1 % */
const int ed_rank_prior[ED_N_PRIORS] = {-95, -151, -200, -252, -300};

/* 100 log10((1 - (1 - leak)(1 - q)) / leak) */
const int ed_rank_present[ED_N_LEAKS][ED_N_STRENGTHS] = {
    [ED_NEVER] = {299, 290, 270, 230, 171},
    [ED_SELDOM] = {199, 190, 170, 132, 77},
    [ED_NOISY] = {129, 121, 102, 68, 29},
    [ED_CHRONIC] = {69, 62, 48, 26, 8},
};

/* 100 log10(1 - q) */
const int ed_rank_absent[ED_N_STRENGTHS] = {-170, -70, -30, -10, -2};

const uint32_t ed_rank_leak_ppm[ED_N_LEAKS] = {1000, 10000, 50000, 200000};
const uint32_t ed_rank_strength_ppm[ED_N_STRENGTHS] = {
    980000, 800000, 500000, 200000, 50000};

/* 2^30 * 10^(-i / 100): one decade, a tenth of a decibel per step. */
static const uint32_t powers[100] = {
    /* clang-format off */
    1073741824, 1049300476, 1025415481, 1002074175, 979264182, 956973408,
    935190034, 913902510, 893099549, 872770121, 852903448, 833488995,
    814516469, 795975811, 777857189, 760150998, 742847849, 725938567,
    709414188, 693265950, 677485290, 662063842, 646993429, 632266061,
    617873928, 603809400, 590065020, 576633501, 563507720, 550680718,
    538145694, 525896003, 513925148, 502226784, 490794706, 479622855,
    468705306, 458036271, 447610092, 437421243, 427464319, 417734044,
    408225256, 398932915, 389852093, 380977976, 372305858, 363831142,
    355549334, 347456043, 339546978, 331817945, 324264847, 316883678,
    309670525, 302621563, 295733055, 289001349, 282422875, 275994146,
    269711752, 263572363, 257572723, 251709652, 245980041, 240380852,
    234909116, 229561931, 224336464, 219229942, 214239660, 209362970,
    204597287, 199940084, 195388892, 190941298, 186594943, 182347524,
    178196787, 174140533, 170176611, 166302918, 162517402, 158818054,
    155202914, 151670064, 148217632, 144843787, 141546739, 138324742,
    135176087, 132099103, 129092161, 126153664, 123282056, 120475814,
    117733450, 115053509, 112434572, 109875248,
    /* clang-format on */
};

enum ed_strength ed_rank_word(uint32_t ppm)
{
	int word = ED_ALWAYS;

	while (word < ED_N_STRENGTHS && ed_rank_strength_ppm[word] > ppm)
		word++;
	return (enum ed_strength)word;
}

/*
 * One bit of the logarithm per squaring: the mantissa, in [1, 2) with 31 bits
 * behind the point, is squared, and a result of 2 or more is a one.
 */
int64_t ed_rank_log2(uint64_t n)
{
	int whole = 63 - __builtin_clzll(n);
	uint64_t m = whole > 31 ? n >> (whole - 31) : n << (31 - whole);
	int64_t log = whole;

	for (int i = 0; i < 24; i++) {
		m = m * m >> 31;
		log *= 2;
		if (m >> 32) {
			m >>= 1;
			log++;
		}
	}
	return log;
}

int ed_rank_db(uint32_t over, uint32_t under)
{
	/* 100 log10(2), times 10^8; and 2^24 times the same 10^8. */
	const int64_t factor = 3010299957;
	const int64_t one = (int64_t)100000000 << 24;
	int64_t scaled = (ed_rank_log2(over) - ed_rank_log2(under)) * factor;

	return (int)((scaled + (scaled < 0 ? -one / 2 : one / 2)) / one);
}

uint32_t ed_rank_power(int tenths)
{
	uint32_t power = powers[tenths % 100];

	for (int decade = tenths / 100; decade > 0 && power > 0; decade--)
		power /= 10;
	return power;
}

int ed_rank_gain(enum ed_leak leak, uint32_t missed, enum ed_strength strength)
{
	uint64_t sure = ED_RANK_SURE;
	uint64_t out = (sure - ed_rank_leak_ppm[leak]) * missed / sure;
	uint64_t both = out * (sure - ed_rank_strength_ppm[strength]) / sure;

	return ed_rank_db((uint32_t)(sure - both), (uint32_t)(sure - out));
}
