/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same value as other programs write it: in addresses, in mail, in capital
 * letters beyond ASCII, as a host name of ASCII. ASCII letters of either case
 * are the same wherever values are compared.
 */
#include "report/privacy_parts.h"

#include "report/width.h"

/* Longer values are texts. */
enum { LONGEST = 256, LONGEST_LABEL = 59 };

static bool is_plain(unsigned char byte)
{
	return byte < 0x80 && ed_is_word_byte((char)byte);
}

/* Every byte but letters, digits and what is seldom encoded. */
static struct ed_str encoded(
    struct ed_arena *arena, struct ed_str raw, char sign, const char *also)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < raw.n; i++) {
		if (is_plain((unsigned char)raw.p[i]) ||
		    ed_str_has(ed_str_of(also), raw.p[i]))
			ed_put_byte(&out, raw.p[i]);
		else
			ed_putf(&out, "%c%02X", sign, (unsigned char)raw.p[i]);
	}
	return ed_text_str(&out);
}

static struct ed_str with_plus(struct ed_arena *arena, struct ed_str raw)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < raw.n; i++)
		ed_put_byte(&out, raw.p[i] == ' ' ? '+' : raw.p[i]);
	return ed_text_str(&out);
}

/* Of Latin, Greek and Cyrillic letters that UTF-8 has in two bytes. */
static uint32_t other_case(uint32_t point, bool upper)
{
	const bool pairs = (point >= 0x100 && point <= 0x137) ||
			   (point >= 0x14a && point <= 0x177) ||
			   (point >= 0x460 && point <= 0x481);
	const bool shifted = (point >= 0x139 && point <= 0x148) ||
			     (point >= 0x179 && point <= 0x17e);

	if (pairs)
		return upper ? point & ~1u : point | 1;
	if (shifted)
		return upper ? point - !(point & 1) : point + (point & 1);
	if (upper && ((point >= 0xe0 && point <= 0xfe && point != 0xf7) ||
			 (point >= 0x3b1 && point <= 0x3c9 && point != 0x3c2) ||
			 (point >= 0x430 && point <= 0x44f)))
		return point - 0x20;
	if (!upper && ((point >= 0xc0 && point <= 0xde && point != 0xd7) ||
			  (point >= 0x391 && point <= 0x3a9) ||
			  (point >= 0x410 && point <= 0x42f)))
		return point + 0x20;
	if (upper && point >= 0x450 && point <= 0x45f)
		return point - 0x50;
	if (!upper && point >= 0x400 && point <= 0x40f)
		return point + 0x50;
	return point;
}

static struct ed_str in_case(
    struct ed_arena *arena, struct ed_str raw, bool upper)
{
	struct ed_text out = {.arena = arena};
	uint32_t point;

	for (size_t at = 0, n; at < raw.n; at += n) {
		n = ed_utf8_first(ed_str_sub(raw, at, raw.n), &point);
		if (n != 2 || point == ED_NOT_UTF8) {
			ed_put(&out, ed_str_sub(raw, at, n));
			continue;
		}
		point = other_case(point, upper);
		ed_put_byte(&out, (char)(0xc0 | point >> 6));
		ed_put_byte(&out, (char)(0x80 | (point & 0x3f)));
	}
	return ed_text_str(&out);
}

/* The state of RFC 3492's generalized numbers. */
struct punycode {
	struct ed_text *out;
	uint32_t delta, bias;
	uint32_t handled; /* points that are written */
	bool first;
};

static void adapt(struct punycode *p)
{
	uint32_t delta = p->first ? p->delta / 700 : p->delta / 2, k = 0;

	delta += delta / p->handled;
	for (; delta > 455; k += 36)
		delta /= 35;
	p->bias = k + 36 * delta / (delta + 38);
	p->first = false;
}

static void put_delta(struct punycode *p)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	uint32_t q = p->delta;

	for (uint32_t k = 36;; k += 36) {
		const uint32_t t = k <= p->bias        ? 1
				   : k >= p->bias + 26 ? 26
						       : k - p->bias;

		if (q < t)
			break;
		ed_put_byte(p->out, digits[t + (q - t) % (36 - t)]);
		q = (q - t) / (36 - t);
	}
	ed_put_byte(p->out, digits[q]);
	p->handled++;
	adapt(p);
	p->delta = 0;
}

static void put_points(struct punycode *p, const uint32_t *points, size_t n)
{
	for (uint32_t least = 0x80; p->handled < n; least++) {
		uint32_t next = UINT32_MAX;

		for (size_t i = 0; i < n; i++)
			if (points[i] >= least && points[i] < next)
				next = points[i];
		p->delta += (next - least) * (p->handled + 1);
		least = next;
		for (size_t i = 0; i < n; i++) {
			p->delta += points[i] < least;
			if (points[i] == least)
				put_delta(p);
		}
		p->delta++;
	}
}

/* One label; what is ASCII already stays. */
static void put_label(struct ed_text *out, struct ed_str label)
{
	struct punycode p = {.out = out, .bias = 72, .first = true};
	uint32_t points[LONGEST_LABEL];
	size_t n = 0, basic = 0;

	for (size_t at = 0; at < label.n && n < ED_COUNT(points); n++) {
		at += ed_utf8_first(ed_str_sub(label, at, label.n), &points[n]);
		if (points[n] == ED_NOT_UTF8)
			return;
		basic += points[n] < 0x80;
	}
	if (basic == n) {
		ed_put(out, label);
		return;
	}
	ed_put(out, ED_STR("xn--"));
	for (size_t i = 0; i < n; i++)
		if (points[i] < 0x80)
			ed_put_byte(out, (char)points[i]);
	if (basic)
		ed_put_byte(out, '-');
	p.handled = (uint32_t)basic;
	put_points(&p, points, n);
}

struct ed_str ed_veil_ascii_host(struct ed_arena *arena, struct ed_str host)
{
	const struct ed_str low =
	    ed_veil_lower(arena, in_case(arena, host, false));
	struct ed_text out = {.arena = arena};
	size_t from = 0;

	for (size_t i = 0; i <= low.n; i++) {
		if (i < low.n && low.p[i] != '.')
			continue;
		put_label(&out, ed_str_sub(low, from, i - from));
		if (i < low.n)
			ed_put_byte(&out, '.');
		from = i + 1;
	}
	return ed_text_str(&out);
}

void ed_veil_put_variants(struct ed_veil *veil, enum ed_kind kind,
    struct ed_str raw, struct ed_str name)
{
	struct ed_arena *arena = veil->arena;
	const bool blank = ed_str_has(raw, ' ');
	bool wide = false;

	for (size_t i = 0; i < raw.n; i++)
		wide |= (unsigned char)raw.p[i] >= 0x80;
	if (raw.n > LONGEST || (!blank && !wide))
		return;
	ed_veil_put_one(veil, kind, encoded(arena, raw, '%', "-._~@\\/"), name);
	if (blank)
		ed_veil_put_one(veil, kind, with_plus(arena, raw), name);
	if (!wide)
		return;
	ed_veil_put_one(
	    veil, kind, encoded(arena, raw, '=', " -._~@\\/"), name);
	ed_veil_put_one(veil, kind, in_case(arena, raw, false), name);
	ed_veil_put_one(veil, kind, in_case(arena, raw, true), name);
	if (kind == ED_HOST)
		ed_veil_put_one(
		    veil, kind, ed_veil_ascii_host(arena, raw), name);
}
