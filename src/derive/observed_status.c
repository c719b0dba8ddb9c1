/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/observed_status.h"

#include "derive/pattern.h"

/* A number that is a word of its own: no part of 1403.160, of an address, of
 * "port 443", of "#403", and no count. */
#define ALONE "(?<![\\w./#$\\-])(?<![0-9:]:)(?<!port )"
#define ENDS                                                                   \
	"(?![\\w%]|[.:\\-][0-9]| (?:users?|devices?|phones?|mails?|items?|"    \
	"times|days?|hours?|minutes?|seconds?|ms|bytes?|benutzer|ger\u00e4te)" \
	"\\b)"
/* Status and, where there is one, substatus. */
#define STATUS ALONE "([1-5][0-9]{2})(?:[.]([0-9]{1,3}))?" ENDS
/* Statuses that need no word such as "HTTP" beside them to be believed. */
static const unsigned well_known[] = {400, 401, 403, 404, 405, 407, 408, 411,
    412, 413, 421, 429, 449, 451, 500, 501, 502, 503, 504, 505, 507};

static uint64_t number(struct ed_str digits, unsigned base)
{
	uint64_t n = 0;

	for (size_t i = 0; i < digits.n && i < 16; i++) {
		unsigned char c = (unsigned char)digits.p[i] | 0x20;

		n = n * base + c - (c >= 'a' ? 'a' - 10u : '0');
	}
	return n;
}

static bool is_well_known(unsigned status)
{
	for (size_t i = 0; i < ED_COUNT(well_known); i++)
		if (well_known[i] == status)
			return true;
	return false;
}

/* Does the text before a number say that it is a status? */
static bool is_called_status(struct ed_str text, size_t at)
{
	return ed_pattern_matches(
	    "(?:https?(?:/[0-9.]+)?|status|statuscode|code|error|fehler|"
	    "response|answers?|returns?|returned|got|gets)"
	    "(?: code| error| status| fehler)?[ :=(]*$",
	    ed_str_sub(text, 0, at));
}

static bool is_status(struct ed_str text, const struct ed_match *match)
{
	unsigned status = (unsigned)number(match->groups[1], 10);

	/* Below 300 nothing failed; a login page is judged elsewhere. */
	if (status < 300)
		return false;
	return is_well_known(status) || is_called_status(text, match->begin);
}

/* The first status; the first one with a substatus when there is any. */
static bool find_status(struct ed_str text, struct ed_match *out)
{
	struct ed_match match;
	bool found = false;
	size_t from = 0;

	while (ed_pattern_find(STATUS, text, from, &match)) {
		from = match.end;
		if (!is_status(text, &match))
			continue;
		if (!found || match.groups[2].n)
			*out = match;
		found = true;
		if (match.groups[2].n)
			break;
	}
	return found;
}

static void set_win32(struct ed_observation *out, uint64_t code)
{
	if (code <= UINT32_MAX)
		out->win32 = (uint32_t)code;
}

/* "403 16 2148204809", the three fields of an IIS log; or "403 16" and no
 * more, "403/16". */
static void read_log_fields(struct ed_str after, struct ed_observation *out)
{
	struct ed_match match;

	if (out->substatus >= 0)
		return;
	if (ed_pattern_find(
		"^ ([0-9]{1,3}) ([0-9]{1,10})(?![\\w.:%])", after, 0, &match))
		set_win32(out, number(match.groups[2], 10));
	else if (!ed_pattern_find("^[ ,/]([0-9]{1,3})$", after, 0, &match))
		return;
	out->substatus = (int)number(match.groups[1], 10);
}

static void read_named_fields(struct ed_str text, struct ed_observation *out)
{
	struct ed_match match;

	if (out->substatus < 0 &&
	    ed_pattern_find(
		"sub-?status(?: code)?[ :=]*([0-9]{1,3})\\b", text, 0, &match))
		out->substatus = (int)number(match.groups[1], 10);
	if (out->win32)
		return;
	if (ed_pattern_find("\\b0x([0-9a-f]{1,8})\\b", text, 0, &match))
		set_win32(out, number(match.groups[1], 16));
	else if (ed_pattern_find("win32(?:-?status)?[ :=]*([0-9]{1,10})\\b",
		     text, 0, &match))
		set_win32(out, number(match.groups[1], 10));
}

/* "403.16 2148204809": too large to count anything else. */
static void read_large_code(struct ed_str after, struct ed_observation *out)
{
	struct ed_match match;

	if (!out->win32 &&
	    ed_pattern_find("^ ([0-9]{10})(?![\\w.:])", after, 0, &match))
		set_win32(out, number(match.groups[1], 10));
}

static enum ed_answerer find_answerer(
    struct ed_str text, const struct ed_observation *seen)
{
	if (ed_pattern_matches("Microsoft-HTTPAPI|http[.]sys", text))
		return ED_BY_HTTP_SYS;
	if (ed_pattern_matches("\\bX-(?:FE|BE)Server|X-CalculatedBETarget|"
			       "X-DiagInfo|X-CasErrorCode|"
			       "\\b(?:by|from|von|durch) exchange\\b",
		text))
		return ED_BY_EXCHANGE;
	/* Only IIS counts substatus; its own error pages say "HTTP Error". */
	if (seen->substatus > 0 ||
	    ed_pattern_matches(
		"HTTP Error [0-9]{3}[.][0-9]|\\b(?:by|from|von|durch) IIS\\b",
		text))
		return ED_BY_IIS;
	return ED_BY_UNKNOWN;
}

static enum ed_scheme find_scheme(struct ed_str text)
{
	struct ed_match match;

	if (ed_pattern_matches("(?:without|no|missing|empty|lacks?|ohne|kein)"
			       "(?: an?| any| the)? (?:WWW-Authenticate|"
			       "(?:authentication )?scheme)",
		text))
		return ED_SCHEME_NONE;
	if (!ed_pattern_find("\\b(?:(basic)|bearer)\\b", text, 0, &match))
		return ED_SCHEME_UNKNOWN;
	return match.groups[1].n ? ED_SCHEME_BASIC : ED_SCHEME_BEARER;
}

static bool names_login_page(struct ed_str text)
{
	return ed_pattern_matches(
	    "(?:log-?[io]n|sign-?in|anmelde)[ -]?(?:page|form|seite|formular|"
	    "maske)|/auth/logon[.]aspx|login[.]microsoftonline",
	    text);
}

static bool names_throttling(struct ed_str text, unsigned status)
{
	if (ed_pattern_matches("\\bthrottl|\\bgedrosselt", text))
		return true;
	return (status == 503 || status == 429) &&
	       ed_pattern_matches("too many|zu viele|too busy|retry-after|"
				  "concurren|budget",
		   text);
}

static void read_answer(struct ed_str text, const struct ed_match *match,
    struct ed_observation *out)
{
	struct ed_str after = ed_str_sub(text, match->end, text.n);

	out->status = (unsigned)number(match->groups[1], 10);
	if (match->groups[2].n)
		out->substatus = (int)number(match->groups[2], 10);
	read_log_fields(after, out);
	read_large_code(after, out);
	read_named_fields(text, out);
	out->answerer = find_answerer(text, out);
	if (out->status == 401)
		out->scheme = find_scheme(text);
}

bool ed_observe_status(struct ed_str text, struct ed_observation *out)
{
	struct ed_match match;
	bool has_status = find_status(text, &match);

	if (has_status)
		read_answer(text, &match, out);
	out->login_page = names_login_page(text);
	out->throttled = names_throttling(text, out->status);
	return has_status || out->login_page || out->throttled;
}
