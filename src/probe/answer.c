/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/answer.h"
#include "base/redact.h"

#include <string.h>

/* Those that tell who answered, and why. No other leaves the machine. */
static const char *const wanted[] = {"server", "www-authenticate",
    "ms-asprotocolversions", "ms-asprotocolcommands", "ms-server-activesync",
    "x-feserver", "x-beserver", "x-calculatedbetarget", "request-id",
    "x-diaginfo", "x-ms-location", "location", "retry-after", "via",
    "x-powered-by", "x-aspnet-version", "x-ms-aserror", "x-ms-asthrottle",
    "content-type", "content-length", "allow", "x-owa-version", "date", "age"};

static const char *find_wanted(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(wanted); i++)
		if (ed_str_ieq(name, ed_str_of(wanted[i])))
			return wanted[i];
	return NULL;
}

static size_t find_byte(struct ed_str s, const char *any)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] && strchr(any, s.p[i]))
			return i;
	return s.n;
}

/* Where the authority begins: behind "//", if that stands in front. */
static size_t authority_of(struct ed_str url)
{
	size_t slashes = ed_str_find(url, ED_STR("//"));

	if (slashes == url.n || find_byte(url, "/?#") < slashes)
		return url.n;
	return slashes + 2;
}

struct ed_str ed_scrub_url(struct ed_arena *arena, struct ed_str url)
{
	struct ed_str kept = ed_str_sub(url, 0, find_byte(url, "?#"));
	size_t start = authority_of(kept);
	struct ed_str rest = ed_str_sub(kept, start, kept.n);
	/* Some readers take a backslash for a slash; so nothing hides here. */
	size_t end = find_byte(rest, "/\\"), at = 0;

	for (size_t i = 0; i < end; i++)
		if (rest.p[i] == '@')
			at = i + 1;
	if (at == 0)
		return ed_copy(arena, kept);
	return ed_format(arena, "%.*s%.*s", (int)start, kept.p,
	    ED_ARG(ed_str_sub(rest, at, rest.n)));
}

static unsigned read_digits(struct ed_str s, size_t n)
{
	unsigned value = 0;

	if (s.n < n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		value = value * 10 + (unsigned)(s.p[i] - '0');
	}
	return value;
}

/* A new answer begins: what an interim one said counts no more. */
static void begin(struct ed_answer *answer, struct ed_str line)
{
	size_t space = ed_str_find(line, ED_STR(" "));
	struct ed_str version = ed_str_sub(line, 5, space - 5);

	answer->status = read_digits(ed_str_sub(line, space + 1, line.n), 3);
	answer->version = version.n && version.p[0] == '2'    ? 20
			  : ed_str_eq(version, ED_STR("1.0")) ? 10
							      : 11;
	answer->headers.n = 0;
	answer->cookies.n = 0;
}

static void add_cookie(
    struct ed_arena *arena, struct ed_answer *answer, struct ed_str value)
{
	enum { MAX_NAME = 64 };
	size_t end = ed_str_find(value, ED_STR("="));

	/* Without "=" it may be all value. */
	if (end == value.n || answer->cookies.n >= ED_MAX_COOKIES)
		return;
	*ED_PUSH(arena, &answer->cookies, struct ed_str) = ed_copy(arena,
	    ed_str_sub(ed_str_trim(ed_str_sub(value, 0, end)), 0, MAX_NAME));
}

static void add_header(struct ed_arena *arena, struct ed_answer *answer,
    const char *name, struct ed_str value)
{
	struct ed_header *header;

	if (answer->headers.n >= ED_MAX_HEADERS)
		return;
	if (strcmp(name, "location") == 0 || strcmp(name, "x-ms-location") == 0)
		value = ed_scrub_url(arena, value);
	if (strcmp(name, "www-authenticate") == 0)
		value = ed_redact_challenge(arena, value);
	header = ED_PUSH(arena, &answer->headers, struct ed_header);
	header->name = ed_str_of(name);
	header->value =
	    ed_copy(arena, ed_str_sub(value, 0, ED_MAX_HEADER_VALUE));
}

static void read_header(
    struct ed_arena *arena, struct ed_answer *answer, struct ed_str line)
{
	size_t colon = ed_str_find(line, ED_STR(":"));
	struct ed_str name = ed_str_trim(ed_str_sub(line, 0, colon));
	struct ed_str value = ed_str_trim(ed_str_sub(line, colon + 1, line.n));
	const char *known = find_wanted(name);

	if (ed_str_ieq(name, ED_STR("set-cookie")))
		add_cookie(arena, answer, value);
	else if (known)
		add_header(arena, answer, known, value);
}

bool ed_answer_line(struct ed_arena *arena, struct ed_answer *answer,
    struct ed_str line, unsigned ms)
{
	answer->header_bytes += line.n;
	if (answer->header_bytes > ED_MAX_HEADER_BYTES) {
		answer->too_long = true;
		return false;
	}
	line = ed_str_trim(line);
	/* Behind the head only trailers come, which nobody needs. */
	if (answer->complete)
		return true;
	if (ed_str_istarts(line, ED_STR("HTTP/"))) {
		begin(answer, line);
	} else if (line.n) {
		read_header(arena, answer, line);
	} else if (answer->status >= 200) {
		answer->complete = true;
		answer->ms = ms;
	}
	return true;
}

bool ed_answer_body(
    struct ed_arena *arena, struct ed_answer *answer, struct ed_str bytes)
{
	struct ed_str kept =
	    ed_str_sub(bytes, 0, answer->keep - answer->body.n);

	answer->body.arena = arena;
	answer->body_bytes += bytes.n;
	ed_put(&answer->body, kept);
	answer->cut = answer->body_bytes > ED_MAX_BODY;
	return !answer->cut;
}
