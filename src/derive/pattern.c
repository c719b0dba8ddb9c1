/* SPDX-License-Identifier: Apache-2.0 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "derive/pattern.h"

#include <easdoctor/limits.h>

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

static pcre2_code *compile(const char *pattern)
{
	const uint32_t options =
	    PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
	int error;
	size_t offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern,
	    PCRE2_ZERO_TERMINATED, options, &error, &offset, NULL);

	if (!code)
		abort(); /* a pattern of ours is wrong: no input does this */
	/* Where there is no JIT, matching is only slower. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

static void copy_groups(
    struct ed_str text, pcre2_match_data *data, int n, struct ed_match *out)
{
	const size_t *at = pcre2_get_ovector_pointer(data);

	memset(out, 0, sizeof(*out));
	out->begin = at[0];
	out->end = at[1];
	for (int i = 0; i < n && i < ED_MAX_GROUPS; i++)
		if (at[2 * i] != PCRE2_UNSET)
			out->groups[i] = ed_str_sub(
			    text, at[2 * i], at[2 * i + 1] - at[2 * i]);
}

bool ed_pattern_find(
    const char *pattern, struct ed_str text, size_t from, struct ed_match *out)
{
	pcre2_code *code = compile(pattern);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data =
	    pcre2_match_data_create_from_pattern(code, NULL);
	int n = 0;

	if (context && data && from <= text.n) {
		pcre2_set_match_limit(context, ED_MAX_MATCH_STEPS);
		pcre2_set_depth_limit(context, ED_MAX_MATCH_STEPS);
		n = pcre2_match(code, (PCRE2_SPTR)(text.n ? text.p : ""),
		    text.n, from, 0, data, context);
	}
	if (n > 0)
		copy_groups(text, data, n, out);
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	pcre2_code_free(code);
	return n > 0;
}

bool ed_pattern_matches(const char *pattern, struct ed_str text)
{
	struct ed_match match;

	return ed_pattern_find(pattern, text, 0, &match);
}
