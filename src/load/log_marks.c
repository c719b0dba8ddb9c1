/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

/* So that it is compiled anew for each way. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Columns that are noted at once: few 64 bytes of a real log have more. */
enum { AT_ONCE = 8, WORD = 64 };

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

/* What is never reached is never touched, and costs nothing. */
static void make_room(struct ed_log_marks *m, size_t n)
{
	if (n <= m->room)
		return;
	ed_log_marks_free(m);
	m->starts = must(malloc((n + 1 + WORD) * sizeof(*m->starts)));
	m->lines = must(malloc((n + 1) * sizeof(*m->lines)));
	m->room = n;
}

void ed_log_marks_free(struct ed_log_marks *m)
{
	free(m->starts);
	free(m->lines);
	*m = (struct ed_log_marks){0};
}

/* Of the last word: what stands behind the piece does not count. */
ALWAYS_INLINE uint64_t up_to(size_t n)
{
	return n < WORD ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
}

ALWAYS_INLINE size_t note_lines(
    struct ed_log_marks *m, size_t at, uint64_t columns, uint64_t ends)
{
	for (; ends; ends &= ends - 1)
		m->lines[m->n_lines++] =
		    (uint32_t)(at + (unsigned)__builtin_popcountll(
					columns & ((ends & -ends) - 1)));
	return at + (unsigned)__builtin_popcountll(columns);
}

ALWAYS_INLINE void note_columns(uint32_t *to, uint32_t behind, uint64_t columns)
{
	for (; columns; columns &= columns - 1)
		*to++ = behind + (uint32_t)__builtin_ctzll(columns);
}

static bool always(void)
{
	return true;
}

/* A bit for each of 8 bytes that is c; without any vector. */
static inline uint64_t same_8(uint64_t bytes, char c)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	uint64_t x = bytes ^ (unsigned char)c * (UINT64_MAX / 255);

	x = ~(((x & low) + low) | x | low) >> 7;
	return x * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t load_8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static void mark_plain(struct ed_log_marks *m, const char *p, size_t n)
{
	size_t at = 1;

	for (size_t i = 0; i < n; i += WORD) {
		uint64_t columns = 0, ends = 0;

		for (size_t k = 0; k < WORD; k += 8) {
			uint64_t bytes = load_8(p + i + k);

			ends |= same_8(bytes, '\n') << k;
			columns |= same_8(bytes, ' ') << k;
		}
		ends &= up_to(n - i);
		columns = (columns & up_to(n - i)) | ends;
		note_columns(m->starts + at, (uint32_t)i + 1, columns);
		at = note_lines(m, at, columns, ends);
	}
}

#ifdef __x86_64__
/* GCC would gather what is stored into vectors, which is slower. */
#if defined(__clang__)
#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#else
#define WITH_AVX2                                                              \
	__attribute__((                                                        \
	    target("avx2,bmi,popcnt"), optimize("no-tree-slp-vectorize")))
#endif
#define WITH_AVX512                                                            \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

WITH_AVX2 static inline uint64_t same_avx2(__m256i low, __m256i high, char c)
{
	const __m256i wanted = _mm256_set1_epi8(c);
	unsigned a =
	    (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
	unsigned b =
	    (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));

	return (uint64_t)b << 32 | a;
}

WITH_AVX2 static void mark_avx2(struct ed_log_marks *m, const char *p, size_t n)
{
	size_t at = 1;

	for (size_t i = 0; i < n; i += WORD) {
		const __m256i *from = (const void *)(p + i);
		__m256i low = _mm256_loadu_si256(from);
		__m256i high = _mm256_loadu_si256(from + 1);
		uint64_t ends = same_avx2(low, high, '\n') & up_to(n - i);
		uint64_t columns = same_avx2(low, high, ' ') & up_to(n - i);
		uint64_t rest = columns |= ends;
		uint32_t *to = m->starts + at;

		/* Too many are written over by the next ones. */
		for (int k = 0; k < AT_ONCE; k++) {
			to[k] = (uint32_t)(i + _tzcnt_u64(rest)) + 1;
			rest &= rest - 1;
		}
		if (rest)
			note_columns(to + AT_ONCE, (uint32_t)i + 1, rest);
		at = note_lines(m, at, columns, ends);
	}
}

static bool can_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

/* The numbers of the bits of columns, as bytes. */
WITH_AVX512 static inline __m512i numbers_of(uint64_t columns)
{
	static const unsigned char all[64] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	    11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
	    28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
	    45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61,
	    62, 63};

	return _mm512_maskz_compress_epi8(columns, _mm512_loadu_si512(all));
}

WITH_AVX512 static void mark_avx512(
    struct ed_log_marks *m, const char *p, size_t n)
{
	const __m512i line = _mm512_set1_epi8('\n');
	const __m512i blank = _mm512_set1_epi8(' ');
	uint32_t *const starts = m->starts;
	size_t at = 1;

	for (size_t i = 0; i < n; i += WORD) {
		__m512i v = _mm512_loadu_si512(p + i);
		uint64_t ends = _mm512_cmpeq_epi8_mask(v, line) & up_to(n - i);
		uint64_t columns =
		    (_mm512_cmpeq_epi8_mask(v, blank) & up_to(n - i)) | ends;
		__m512i found = numbers_of(columns);
		__m512i behind = _mm512_set1_epi32((int)i + 1);

		for (size_t k = 0;; k += 16) {
			__m128i some = _mm512_castsi512_si128(found);

			_mm512_storeu_si512(starts + at + k,
			    _mm512_add_epi32(
				_mm512_cvtepu8_epi32(some), behind));
			if ((unsigned)__builtin_popcountll(columns) <= k + 16)
				break;
			found = _mm512_shuffle_i64x2(found, found, 0x39);
		}
		at = note_lines(m, at, columns, ends);
	}
}

static bool can_avx512(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512vbmi2");
}
#endif

const struct ed_log_way ed_log_ways[] = {
#ifdef __x86_64__
    {"AVX-512", can_avx512, mark_avx512},
    {"AVX2", can_avx2, mark_avx2},
#endif
    {"plain", always, mark_plain},
    {NULL, NULL, NULL},
};

void ed_log_mark(struct ed_log_marks *m, const char *p, size_t n)
{
	const struct ed_log_way *way = ed_log_ways;

	make_room(m, n);
	while (!way->can())
		way++;
	m->starts[0] = 0;
	m->n_lines = 0;
	way->mark(m, p, n);
}
