/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The addresses that certutil -urlfetch asked, below each certificate:
 *
 *   ----------------  Certificate CDP  ----------------
 *   Verified "Base CRL (05)" Time: 0 5c1b...
 *     [0.0] http://pki.corp.example/ca.crl
 *   Failed "CDP" Time: 15
 *     Error retrieving URL: ... 0x80072ee7 (...)
 *     http://pki.corp.example/ca.crl
 */
#include "base/url.h"
#include "load/certutil_verify.h"

#include <easdoctor/limits.h>

struct ed_ref ed_verify_ref(const struct ed_verify_reading *r)
{
	return ed_line_ref(r->c, r->in, &r->c->arena, &r->lines);
}

void ed_verify_end_link(struct ed_verify_reading *r)
{
	if (r->link) {
		r->link->fetches = r->fetches.items;
		r->link->n_fetches = r->fetches.n;
	}
	r->fetches = (struct ed_list){0};
	r->link = NULL;
	r->fetch = NULL;
	r->in_section = false;
	r->section = ED_FETCH_OTHER;
}

static bool holds(struct ed_str s, struct ed_str word)
{
	return ed_str_find(s, word) < s.n;
}

/* AIA, CDP and OCSP are the same in every language. */
static bool read_section(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words;

	if (!ed_str_starts(words, ED_STR("----------------")))
		return false;
	r->fetch = NULL;
	r->in_section = true;
	if (holds(words, ED_STR("AIA")))
		r->section = ED_FETCH_ISSUER;
	else if (holds(words, ED_STR("OCSP")))
		r->section = ED_FETCH_OCSP;
	else if (holds(words, ED_STR("Base CRL CDP")) ||
		 (holds(words, ED_STR("CDP")) && r->section == ED_FETCH_CRL))
		r->section = ED_FETCH_DELTA;
	else if (holds(words, ED_STR("CDP")))
		r->section = ED_FETCH_CRL;
	else
		r->section = ED_FETCH_OTHER;
	return true;
}

static enum ed_fetched result_of(struct ed_str word)
{
	static const struct {
		const char *word;
		enum ed_fetched result;
	} words[] = {{"Verified", ED_FETCHED}, {"OK", ED_FETCHED},
	    {"Failed", ED_FETCH_FAILED}, {"Error", ED_FETCH_FAILED},
	    {"Unsuccessful", ED_FETCH_FAILED}, {"Expired", ED_FETCH_EXPIRED}};

	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (ed_str_ieq(word, ed_str_of(words[i].word)))
			return words[i].result;
	return ED_FETCH_UNKNOWN_IS;
}

/* In seconds: "Time: 15", whatever the word for time is. */
static int64_t seconds_of(struct ed_str rest)
{
	struct ed_str value = ed_behind_colon(rest);
	int64_t seconds;

	value = ed_str_sub(value, 0, ed_str_find(value, ED_STR(" ")));
	return ed_decimal(value, &seconds) ? seconds : -1;
}

/* Verified "Base CRL (05)" Time: 0 5c1b... */
static bool read_result(struct ed_verify_reading *r)
{
	struct ed_str words = r->lines.words, what, rest, word;
	size_t open = ed_str_find(words, ED_STR("\"")), close;

	if (!r->in_section || open == words.n || open == 0)
		return false;
	rest = ed_str_sub(words, open + 1, words.n);
	close = ed_str_find(rest, ED_STR("\""));
	what = ed_str_sub(rest, 0, close);
	rest = ed_str_sub(rest, close + 1, rest.n);
	if (!ed_str_has(rest, ':'))
		return false;
	word = ed_str_trim(ed_str_sub(words, 0, open));
	r->fetch = NULL;
	/* Nothing to ask. */
	if (ed_str_ieq(what, ED_STR("None")))
		return true;
	if (r->n_fetches == ED_MAX_VERIFIED) {
		r->full = true;
		return true;
	}
	r->n_fetches++;
	r->fetch = ED_PUSH(&r->c->arena, &r->fetches, struct ed_fetch);
	*r->fetch = (struct ed_fetch){.ref = ed_verify_ref(r),
	    .of = holds(what, ED_STR("Delta")) ? ED_FETCH_DELTA : r->section,
	    .result = result_of(word),
	    .word = ed_copy(&r->c->arena, word),
	    .seconds = seconds_of(rest)};
	return true;
}

/* By its address a list tells that it is one of changes. */
static bool is_delta(struct ed_str url)
{
	return holds(url, ED_STR("+.crl")) || holds(url, ED_STR("%2B.crl")) ||
	       holds(url, ED_STR("%2b.crl")) ||
	       holds(url, ED_STR("deltaRevocationList"));
}

static bool read_url(struct ed_verify_reading *r)
{
	struct ed_str url = r->lines.words;
	size_t close = ed_str_find(url, ED_STR("]"));

	if (!r->fetch || r->fetch->url.n)
		return false;
	if (url.n && url.p[0] == '[' && close < url.n)
		url = ed_str_trim(ed_str_sub(url, close + 1, url.n));
	if (!ed_str_istarts(url, ED_STR("http:")) &&
	    !ed_str_istarts(url, ED_STR("https:")) &&
	    !ed_str_istarts(url, ED_STR("ldap:")) &&
	    !ed_str_istarts(url, ED_STR("file:")))
		return false;
	/* Of LDAP, what stands behind "?" says what is asked for. */
	r->fetch->url = ed_str_istarts(url, ED_STR("http"))
			    ? ed_url_mask(&r->c->arena, url)
			    : ed_copy(&r->c->arena, url);
	if (r->fetch->of == ED_FETCH_CRL && is_delta(url))
		r->fetch->of = ED_FETCH_DELTA;
	return true;
}

/* Whatever the word above was, with a code it failed. */
static bool read_error(struct ed_verify_reading *r)
{
	uint32_t code = ed_last_code(r->lines.words);

	if (!r->fetch || r->fetch->url.n || !code)
		return false;
	r->fetch->error = code;
	r->fetch->error_text =
	    ed_copy(&r->c->arena, ed_str_sub(r->lines.words, 0, 300));
	if (r->fetch->result == ED_FETCH_UNKNOWN_IS)
		r->fetch->result = ED_FETCH_FAILED;
	return true;
}

bool ed_verify_read_fetch(struct ed_verify_reading *r)
{
	if (!read_section(r) && !read_result(r) && !read_error(r) &&
	    !read_url(r))
		return false;
	r->v->fetched = r->v->fetched || r->in_section;
	return true;
}
