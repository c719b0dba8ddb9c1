/* SPDX-License-Identifier: Apache-2.0 */
/* Times and SIDs as the directory, and those who print it, write them. */
#include "load/directory_row.h"

#include "base/time.h"
#include "load/local_time.h"

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

/* Nothing but digits, and n of them. */
static bool read_digits(struct ed_str s, size_t n, int *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return s.n == n;
}

/* ".0", which says nothing here. */
static bool is_fraction(struct ed_str s)
{
	int ignored;

	return s.n == 0 ||
	       (s.n <= 10 && ed_str_has(ED_STR(".,"), s.p[0]) && s.n > 1 &&
		   read_digits(ed_str_sub(s, 1, s.n), s.n - 1, &ignored));
}

bool ed_generalized_time(struct ed_str text, int64_t *out)
{
	int part[6];

	for (size_t i = 0; i < 6; i++)
		if (!read_digits(ed_str_sub(text, i ? 2 + 2 * i : 0, i ? 2 : 4),
			i ? 2 : 4, &part[i]))
			return false;
	if (text.n < 15 || text.p[text.n - 1] != 'Z' ||
	    !is_fraction(ed_str_sub(text, 14, text.n - 15)))
		return false;
	return ed_time_make(
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

bool ed_directory_span(const struct ed_directory_row *row, struct ed_str value,
    struct ed_span *out)
{
	struct ed_span span = {.given = true};
	struct ed_local_time time;

	if (row->local_time) {
		if (!ed_local_time(value, &time))
			return false;
		ed_local_span(
		    &time, row->c->timezone, &span.earliest, &span.latest);
	} else {
		if (!ed_generalized_time(value, &span.earliest))
			return false;
		span.latest = span.earliest;
	}
	*out = span;
	return true;
}

void ed_directory_put_changed(
    struct ed_directory_row *row, struct ed_str value, unsigned line)
{
	value = ed_str_trim(value);
	if (row->changed.given || !ed_directory_span(row, value, &row->changed))
		return;
	row->changed_line = line;
	row->changed_text =
	    ed_format(&row->scratch, "whenChanged: %.*s", ED_ARG(value));
}

struct ed_ref ed_directory_changed(const struct ed_directory_row *row)
{
	struct ed_ref ref = {0};
	struct ed_digits digits;

	if (!row->changed.given)
		return ref;
	ref.input = row->in ? ed_input_number(row->c, row->in) : 0;
	ref.kind = ED_AT_LINE;
	ref.at = ed_copy(&row->c->arena, ed_number(&digits, row->changed_line));
	ref.quote = ed_copy(&row->c->arena, row->changed_text);
	return ref;
}
