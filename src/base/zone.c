/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's zone tables (TZif, RFC 8536) are read here, because the C
 * library knows one zone per process only. Without them a zone is any zone:
 * what is concluded is then less, and never wrong.
 */
#include "base/zone.h"

#include "base/file.h"
#include "base/zone_rule.h"

#include <stdio.h>
#include <string.h>

#define FOLDER "/usr/share/zoneinfo/"

enum {
	HEADER = 44,
	MAX_TABLE = 256 * 1024, /* the largest is 4 KiB */
	EAST = 14 * 3600,
	WEST = -12 * 3600
};

/* One version 2 block of a table. */
struct table {
	const unsigned char *times; /* 8 octets each */
	const unsigned char *kinds; /* 1 octet each */
	const unsigned char *types; /* 6 octets each */
	size_t n_times, n_types;
	struct ed_str rule; /* behind the last change; empty: none */
};

static int64_t number(const unsigned char *p, size_t n)
{
	uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | p[i];
	return (int64_t)value;
}

/* The six counts of a header; false when it is none. */
static bool read_counts(struct ed_str s, size_t counts[6])
{
	if (s.n < HEADER || !ed_str_starts(s, ED_STR("TZif")))
		return false;
	for (size_t i = 0; i < 6; i++) {
		int64_t n = number((const unsigned char *)s.p + 20 + 4 * i, 4);

		if (n < 0 || n > MAX_TABLE)
			return false;
		counts[i] = (size_t)n;
	}
	return true;
}

static size_t body_size(const size_t counts[6], size_t time)
{
	return counts[3] * (time + 1) + counts[4] * 6 + counts[5] +
	       counts[2] * (time + 4) + counts[1] + counts[0];
}

static bool read_table(struct ed_str s, struct table *out)
{
	const unsigned char *p;
	size_t counts[6], first;
	struct ed_str rule;

	if (!read_counts(s, counts) || s.p[4] < '2')
		return false;
	first = HEADER + body_size(counts, 4);
	if (first > s.n)
		return false;
	s = ed_str_sub(s, first, s.n);
	if (!read_counts(s, counts) || HEADER + body_size(counts, 8) > s.n ||
	    counts[4] == 0)
		return false;
	p = (const unsigned char *)s.p + HEADER;
	rule = ed_str_sub(s, HEADER + body_size(counts, 8), s.n);
	*out = (struct table){.times = p,
	    .kinds = p + 8 * counts[3],
	    .types = p + 9 * counts[3],
	    .n_times = counts[3],
	    .n_types = counts[4],
	    .rule = ed_str_trim(rule)};
	return true;
}

/* Takes the moment at which this offset shows local, if it is in force. */
static void try_offset(const struct table *t, size_t i, int64_t local,
    int64_t *earliest, int64_t *latest, bool *found)
{
	const size_t kind = t->kinds[i];
	int64_t at, from = number(t->times + 8 * i, 8);

	if (kind >= t->n_types)
		return;
	at = local - number(t->types + 6 * kind, 4);
	if (at < from ||
	    (i + 1 < t->n_times && at >= number(t->times + 8 * i + 8, 8)))
		return;
	if (!*found || at < *earliest)
		*earliest = at;
	if (!*found || at > *latest)
		*latest = at;
	*found = true;
}

static bool by_table(
    const struct table *t, int64_t local, int64_t *earliest, int64_t *latest)
{
	bool found = false;

	if (t->n_times == 0 ||
	    local > number(t->times + 8 * (t->n_times - 1), 8) + EAST)
		return ed_zone_rule_span(t->rule, local, earliest, latest);
	for (size_t i = 0; i < t->n_times; i++)
		try_offset(t, i, local, earliest, latest, &found);
	return found;
}

/* No way out of the folder, and no NUL. */
static bool is_name(struct ed_str zone)
{
	for (size_t i = 0; i < zone.n; i++) {
		char c = zone.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') ||
			ed_str_has(ED_STR("_-+/"), c)))
			return false;
	}
	return zone.n && zone.n < 64 && zone.p[0] != '/';
}

/* The table's bytes are the arena's. */
static bool find_table(
    struct ed_arena *arena, struct ed_str zone, struct table *out)
{
	char path[sizeof(FOLDER) + 64];
	struct ed_error err;
	struct ed_str bytes;

	if (!is_name(zone))
		return false;
	snprintf(path, sizeof(path), FOLDER "%.*s", ED_ARG(zone));
	return ed_file_read(arena, path, MAX_TABLE, &bytes, &err) &&
	       read_table(bytes, out);
}

static bool has_table(struct ed_str zone)
{
	struct ed_arena arena = {0};
	struct table table;
	bool ok = find_table(&arena, zone, &table);

	ed_arena_free(&arena);
	return ok;
}

static bool by_name(
    struct ed_str zone, int64_t local, int64_t *earliest, int64_t *latest)
{
	struct ed_arena arena = {0};
	struct table table;
	bool ok = find_table(&arena, zone, &table) &&
		  by_table(&table, local, earliest, latest);

	ed_arena_free(&arena);
	return ok;
}

/* "+01:00", "-0530", "+1". */
static bool by_offset(struct ed_str zone, int64_t *offset)
{
	int64_t hours = 0, minutes = 0;
	size_t i = 1, digits = 0;

	if (zone.n < 2 || (zone.p[0] != '+' && zone.p[0] != '-'))
		return false;
	for (; i < zone.n; i++) {
		if (zone.p[i] == ':' && (digits == 1 || digits == 2)) {
			digits = 2;
			continue;
		}
		if (zone.p[i] < '0' || zone.p[i] > '9' || digits == 4)
			return false;
		if (digits++ < 2)
			hours = 10 * hours + zone.p[i] - '0';
		else
			minutes = 10 * minutes + zone.p[i] - '0';
	}
	*offset = (hours * 3600 + minutes * 60) * (zone.p[0] == '-' ? -1 : 1);
	return digits != 3 && hours <= 14 && minutes < 60;
}

/* What is known everywhere: no table is needed. */
static bool by_itself(struct ed_str zone, int64_t *offset)
{
	*offset = 0;
	return ed_str_ieq(zone, ED_STR("UTC")) ||
	       ed_str_ieq(zone, ED_STR("Z")) || by_offset(zone, offset);
}

bool ed_zone_is_known(struct ed_str zone)
{
	int64_t offset;

	return by_itself(zone, &offset) || has_table(zone) ||
	       (is_name(zone) && !has_table(ED_STR("Etc/UTC")));
}

void ed_zone_span(
    struct ed_str zone, int64_t local, int64_t *earliest, int64_t *latest)
{
	int64_t offset;

	if (by_itself(zone, &offset)) {
		*earliest = *latest = local - offset;
		return;
	}
	if (by_name(zone, local, earliest, latest))
		return;
	*earliest = local - EAST;
	*latest = local - WEST;
}
