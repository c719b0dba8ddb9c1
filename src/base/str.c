/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/base.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static unsigned char fold(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

struct ed_str ed_str_of(const char *text)
{
	return (struct ed_str){text, text ? strlen(text) : 0};
}

bool ed_str_eq(struct ed_str a, struct ed_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool ed_str_ieq(struct ed_str a, struct ed_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(a.p[i]) != fold(b.p[i]))
			return false;
	return true;
}

bool ed_str_has(struct ed_str s, char byte)
{
	return s.n && memchr(s.p, byte, s.n) != NULL;
}

bool ed_str_starts(struct ed_str s, struct ed_str prefix)
{
	return s.n >= prefix.n && ed_str_eq(ed_str_sub(s, 0, prefix.n), prefix);
}

bool ed_str_istarts(struct ed_str s, struct ed_str prefix)
{
	return s.n >= prefix.n &&
	       ed_str_ieq(ed_str_sub(s, 0, prefix.n), prefix);
}

bool ed_str_iends(struct ed_str s, struct ed_str suffix)
{
	return s.n >= suffix.n &&
	       ed_str_ieq(ed_str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

size_t ed_str_find(struct ed_str s, struct ed_str needle)
{
	const char *hit;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return s.n;
	hit = memmem(s.p, s.n, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : s.n;
}

struct ed_str ed_str_sub(struct ed_str s, size_t offset, size_t n)
{
	if (offset > s.n)
		offset = s.n;
	if (n > s.n - offset)
		n = s.n - offset;
	return (struct ed_str){s.p ? s.p + offset : NULL, n};
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct ed_str ed_str_trim(struct ed_str s)
{
	while (s.n && is_blank(s.p[0]))
		s = ed_str_sub(s, 1, s.n - 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

int ed_str_compare(struct ed_str a, struct ed_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool ed_fail(struct ed_error *err, const char *format, ...)
{
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

/* By hand: a certificate's OIDs alone are a hundred numbers. */
struct ed_str ed_number(struct ed_digits *buf, int64_t n)
{
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
	size_t length = n < 0, i;

	for (uint64_t left = rest; left >= 10; left /= 10)
		length++;
	length++;
	buf->text[0] = '-';
	buf->text[length] = '\0';
	for (i = length; i > (size_t)(n < 0); rest /= 10)
		buf->text[--i] = (char)('0' + rest % 10);
	return (struct ed_str){buf->text, length};
}
