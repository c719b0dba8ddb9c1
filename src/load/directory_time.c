/* SPDX-License-Identifier: Apache-2.0 */
/* Times and SIDs as the directory, and those who print it, write them. */
#include "load/directory_row.h"

#include "base/time.h"

struct ed_str ed_sid_text(struct ed_arena *arena, struct ed_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	struct ed_text out = {.arena = arena};
	uint64_t authority = 0;

	/* MS-DTYP 2.4.2.2: revision, count, six octets, then numbers. */
	if (bytes.n < 8 || p[0] != 1 || p[1] > 15 || bytes.n != 8u + 4u * p[1])
		return (struct ed_str){NULL, 0};
	for (size_t i = 2; i < 8; i++)
		authority = authority << 8 | p[i];
	ed_putf(&out, "S-1-%llu", (unsigned long long)authority);
	for (size_t i = 8; i < bytes.n; i += 4)
		ed_putf(&out, "-%lu",
		    (unsigned long)p[i] | (unsigned long)p[i + 1] << 8 |
			(unsigned long)p[i + 2] << 16 |
			(unsigned long)p[i + 3] << 24);
	return ed_text_str(&out);
}

/* Up to most digits; 0 of them is no number. */
static bool take(struct ed_str *s, size_t most, int *out)
{
	size_t n = 0;

	*out = 0;
	for (; n < most && n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
		*out = *out * 10 + (s->p[n] - '0');
	*s = ed_str_sub(*s, n, s->n);
	return n > 0;
}

static bool take_byte(struct ed_str *s, const char *any)
{
	if (s->n == 0 || !ed_str_has(ed_str_of(any), s->p[0]))
		return false;
	*s = ed_str_sub(*s, 1, s->n);
	return true;
}

bool ed_generalized_time(struct ed_str text, int64_t *out)
{
	int part[6], fraction;

	for (size_t i = 0; i < 6; i++) {
		struct ed_str s =
		    ed_str_sub(text, i ? 2 + 2 * i : 0, i ? 2 : 4);

		if (s.n != (i ? 2u : 4u) || !take(&s, 4, &part[i]) || s.n)
			return false;
	}
	text = ed_str_sub(text, 14, text.n);
	if (take_byte(&text, ".,") && !take(&text, 9, &fraction))
		return false;
	return ed_str_eq(text, ED_STR("Z")) &&
	       ed_time_make(
		   part[0], part[1], part[2], part[3], part[4], part[5], out);
}

bool ed_file_time(struct ed_str text, bool *never, int64_t *out)
{
	const uint64_t second = 10000000, to_1970 = UINT64_C(11644473600);
	uint64_t value = 0;

	if (text.n == 0 || text.n > 19)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(text.p[i] - '0');
	}
	*never = value == 0 || value == INT64_MAX;
	*out = (int64_t)(value / second) - (int64_t)to_1970;
	return value <= INT64_MAX;
}

/* What stands in front of, between and behind the numbers of a date. */
struct date {
	int part[3];
	size_t digits[3];
	char between;
};

static bool take_date(struct ed_str *s, struct date *out)
{
	for (size_t i = 0; i < 3; i++) {
		size_t before;

		if (i && s->n && ed_str_has(ED_STR("./-"), s->p[0]) &&
		    (i == 1 || s->p[0] == out->between)) {
			out->between = s->p[0];
			*s = ed_str_trim(ed_str_sub(*s, 1, s->n));
		} else if (i) {
			return false;
		}
		before = s->n;
		if (!take(s, 4, &out->part[i]))
			return false;
		out->digits[i] = before - s->n;
	}
	/* Hungarian and Korean dates end in a dot. */
	(void)take_byte(s, ".");
	return true;
}

/* 24 hours, or with AM and PM behind; anything else is another language. */
static bool take_clock(struct ed_str s, int part[3], bool *twelve)
{
	s = ed_str_trim(s);
	part[2] = 0;
	*twelve = false;
	if (!take(&s, 2, &part[0]) || !take_byte(&s, ":.") ||
	    !take(&s, 2, &part[1]))
		return false;
	if (take_byte(&s, ":.") && !take(&s, 2, &part[2]))
		return false;
	s = ed_str_trim(s);
	if (s.n == 0)
		return true;
	*twelve = true;
	if (part[0] < 1 || part[0] > 12)
		return false;
	part[0] %= 12;
	if (ed_str_ieq(s, ED_STR("PM")) || ed_str_ieq(s, ED_STR("p.m.")))
		part[0] += 12;
	else if (!ed_str_ieq(s, ED_STR("AM")) && !ed_str_ieq(s, ED_STR("a.m.")))
		return false;
	return true;
}

bool ed_console_time(struct ed_str text, int64_t local[2])
{
	struct ed_str s = ed_str_trim(text);
	struct date date = {.between = '\0'};
	int clock[3];
	bool twelve, one, other;

	if (!take_date(&s, &date) || s.n == 0 || !take_clock(s, clock, &twelve))
		return false;
	if (date.digits[0] == 4) {
		one = ed_time_make(date.part[0], date.part[1], date.part[2],
		    clock[0], clock[1], clock[2], &local[0]);
		local[1] = local[0];
		return one;
	}
	if (date.digits[2] != 4)
		return false;
	/* Dots put the day first; slashes and dashes do so in most countries.
	 */
	one = ed_time_make(date.part[2], date.part[1], date.part[0], clock[0],
	    clock[1], clock[2], &local[0]);
	other = date.between != '.' &&
		ed_time_make(date.part[2], date.part[0], date.part[1], clock[0],
		    clock[1], clock[2], &local[1]);
	if (!one && other)
		local[0] = local[1];
	if (one && !other)
		local[1] = local[0];
	return one || other;
}
