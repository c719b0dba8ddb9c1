/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"

#include <string.h>

enum { MAX_WORD = 64 };

static unsigned char fold(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Bytes to insert, delete, change or swap with a neighbour; case is free. */
static size_t distance(struct ed_str a, struct ed_str b)
{
	size_t rows[3][MAX_WORD + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2], *spare;

	for (size_t j = 0; j <= b.n; j++)
		last[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t x = fold(a.p[i - 1]), y = fold(b.p[j - 1]);

			now[j] = least(least(last[j], now[j - 1]) + 1,
			    last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == fold(b.p[j - 2]) &&
			    y == fold(a.p[i - 2]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b.n];
}

size_t ed_word_distance(struct ed_str a, struct ed_str b)
{
	return a.n > MAX_WORD || b.n > MAX_WORD ? SIZE_MAX : distance(a, b);
}

/* How far apart two words may be and still be meant: a third, at most 4. */
static size_t tolerance(size_t a, size_t b)
{
	size_t third = (a > b ? a : b) / 3;

	return third < 1 ? 1 : least(third, 4);
}

const char *ed_nearest(struct ed_str word, const char *const *words)
{
	const char *best = NULL;
	size_t best_distance = MAX_WORD;

	if (word.n == 0 || word.n > MAX_WORD)
		return NULL;
	for (; *words; words++) {
		struct ed_str other = ed_str_of(*words);
		size_t d;

		if (other.n == 0 || other.n > MAX_WORD)
			continue;
		d = distance(word, other);
		if (d < best_distance && d <= tolerance(word.n, other.n)) {
			best = *words;
			best_distance = d;
		}
	}
	return best;
}

struct ed_str ed_either(struct ed_arena *arena, const char *const *words)
{
	struct ed_text text = {.arena = arena};
	const char *last = NULL;

	for (; *words; words++) {
		if (!**words)
			continue;
		if (last)
			ed_putf(&text, "%s%s", text.n ? ", " : "", last);
		last = *words;
	}
	if (last)
		ed_putf(&text, "%s%s", text.n ? " or " : "", last);
	return ed_text_str(&text);
}
