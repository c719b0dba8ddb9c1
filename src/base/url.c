/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"

#include <string.h>

#define MASK ED_STR("***")

static size_t find_any(struct ed_str s, const char *bytes)
{
	size_t i = 0;

	while (i < s.n && !ed_str_has(ed_str_of(bytes), s.p[i]))
		i++;
	return i;
}

static struct ed_str from(struct ed_str s, size_t offset)
{
	return ed_str_sub(s, offset, s.n);
}

/* Behind the last byte of that kind; 0 when there is none. */
static size_t behind_last(struct ed_str s, char byte)
{
	size_t n = s.n;

	while (n && s.p[n - 1] != byte)
		n--;
	return n;
}

/* Where what stands behind the scheme begins; 0 when there is no scheme. */
static size_t behind_scheme(struct ed_str s)
{
	size_t colon = find_any(s, ":/?#@\\");
	struct ed_str rest = from(s, colon);

	if (ed_str_starts(rest, ED_STR("://")) ||
	    ed_str_starts(rest, ED_STR(":\\\\")))
		return colon + 3;
	return 0;
}

/* "name:443", "[2001:db8::1]:443". */
static void split_port(struct ed_str authority, struct ed_url *out)
{
	size_t start = ed_str_starts(authority, ED_STR("["))
			   ? ed_str_find(authority, ED_STR("]"))
			   : 0;
	size_t colon = start + find_any(from(authority, start), ":");

	out->host = ed_str_sub(authority, 0, colon);
	out->port = from(authority, colon + 1);
}

struct ed_url ed_url_read(struct ed_str text)
{
	struct ed_url out = {0};
	size_t start = behind_scheme(text), end, at;
	struct ed_str authority;

	if (start)
		out.scheme = ed_str_sub(text, 0, start - 3);
	text = from(text, start);
	end = find_any(text, "/\\?#");
	authority = ed_str_sub(text, 0, end);
	text = from(text, end);
	at = behind_last(authority, '@');
	if (at)
		out.user = ed_str_sub(authority, 0, at - 1);
	split_port(from(authority, at), &out);
	end = find_any(text, "?#");
	out.path = ed_str_sub(text, 0, end);
	out.rest = from(text, end);
	return out;
}

static bool is_number(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/*
 * Where the host begins behind user and password. One that holds a slash
 * ends the host early: then its "port" is no number, and the @ comes later.
 */
static size_t behind_user(struct ed_str s)
{
	struct ed_str authority = ed_str_sub(s, 0, find_any(s, "/\\?#"));
	size_t at = behind_last(authority, '@');
	size_t colon = find_any(authority, ":");

	if (at || colon == authority.n || authority.p[0] == '[' ||
	    is_number(from(authority, colon + 1)))
		return at;
	return behind_last(s, '@');
}

/* Values of a query, but for the operation, which SCEP needs. */
static void put_query(struct ed_text *out, struct ed_str query)
{
	while (query.n) {
		size_t end = 1 + find_any(from(query, 1), "&;?#");
		struct ed_str part = ed_str_sub(query, 1, end - 1);
		size_t equals = find_any(part, "=");

		ed_put(out, ed_str_sub(query, 0, 1));
		if (ed_str_istarts(part, ED_STR("operation="))) {
			ed_put(out, part);
		} else {
			if (equals < part.n)
				ed_put(out, ed_str_sub(part, 0, equals + 1));
			if (part.n && equals + 1 != part.n)
				ed_put(out, MASK);
		}
		query = from(query, end);
	}
}

/*
 * A mail address typed where a host belongs holds no secret, and has to be
 * seen; with a scheme or a colon in front, what stands before the @ may be one.
 */
static bool may_be_login(struct ed_str text, size_t scheme, size_t user)
{
	return scheme || find_any(ed_str_sub(text, 0, user), ":") < user;
}

struct ed_str ed_url_mask(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	size_t start = behind_scheme(text);
	struct ed_str rest = from(text, start);
	size_t at = behind_user(rest);
	size_t user = may_be_login(rest, start, at) ? at : 0;
	size_t query = user + find_any(from(rest, user), "?#");

	ed_put(&out, ed_str_sub(text, 0, start));
	if (user) {
		ed_put(&out, MASK);
		ed_put(&out, ED_STR("@"));
	}
	ed_put(&out, ed_str_sub(rest, user, query - user));
	put_query(&out, from(rest, query));
	return ed_copy(arena, ed_text_str(&out));
}

bool ed_url_starts(struct ed_str text)
{
	return behind_scheme(text) > 0;
}

static bool is_unreserved(char byte, const char *keep)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') ||
	       ed_str_has(ED_STR("-._~"), byte) ||
	       ed_str_has(ed_str_of(keep), byte);
}

struct ed_str ed_url_percent(
    struct ed_arena *arena, struct ed_str text, const char *keep)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < text.n; i++)
		if (keep && is_unreserved(text.p[i], keep))
			ed_put_byte(&out, text.p[i]);
		else
			ed_putf(&out, "%%%02X", (unsigned char)text.p[i]);
	return ed_text_str(&out);
}
