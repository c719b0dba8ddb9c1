/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in all their spellings, and what the bits of a wide one say. */
#include "engine/code.h"

#include "engine/code_family.h"

enum { MAX_DIGITS = 10 };

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static bool read_digits(struct ed_str text, unsigned base, int64_t *out)
{
	int64_t n = 0;

	if (text.n == 0 || text.n > MAX_DIGITS)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		int value = digit(text.p[i]);

		if (value >= (int)base)
			return false;
		n = n * base + value;
	}
	*out = n;
	return true;
}

bool ed_code_number(struct ed_str text, int64_t *out)
{
	bool negative = ed_str_starts(text, ED_STR("-"));
	int64_t n;

	if (negative)
		text = ed_str_sub(text, 1, text.n);
	if (ed_str_istarts(text, ED_STR("0x"))) {
		if (negative || text.n > 10 ||
		    !read_digits(ed_str_sub(text, 2, text.n), 16, &n))
			return false;
	} else if (!read_digits(text, 10, &n)) {
		return false;
	}
	if (n > UINT32_MAX || (negative && n > (int64_t)INT32_MAX + 1))
		return false;
	*out = negative ? -n : n;
	return true;
}

bool ed_code_bare_number(struct ed_str text, int64_t *out)
{
	return text.n == 8 && ed_str_has(ED_STR("8Cc"), text.p[0]) &&
	       read_digits(text, 16, out);
}

bool ed_code_family_known(struct ed_str family)
{
	return ed_code_family_find(family) != NULL;
}

const char *ed_code_family_title(struct ed_str family)
{
	const struct ed_code_family *found = ed_code_family_find(family);

	return found ? found->title : "";
}

bool ed_code_can_be_read(const struct ed_code *code)
{
	const struct ed_code_family *family = ed_code_family_find(code->family);
	int64_t n;

	if (!family || !code->code.n)
		return false;
	if (family->form == ED_CODE_WORD)
		return true;
	if (family->form == ED_CODE_STATUS)
		return digit(code->code.p[0]) < 10;
	return ed_code_number(code->code, &n);
}

struct ed_str ed_code_spellings(
    struct ed_arena *arena, const struct ed_code *code)
{
	const struct ed_code_family *family = ed_code_family_find(code->family);
	int64_t n;

	if (!family || family->form != ED_CODE_WIDE ||
	    !ed_code_number(code->code, &n))
		return code->code;
	if (n >= 0 && n <= INT32_MAX)
		return ed_format(arena, "%lld = 0x%llX", (long long)n,
		    (unsigned long long)n);
	return ed_format(arena, "0x%08X = %u = %d", (unsigned)(uint32_t)n,
	    (unsigned)(uint32_t)n, (int)(int32_t)(uint32_t)n);
}

/* The facilities that these parts of Windows use. */
static const char *facility_name(unsigned facility)
{
	static const struct {
		unsigned number;
		const char *name;
	} names[] = {
	    {0, "general (COM)"},
	    {1, "remote procedure call"},
	    {4, "an interface of the program that returned it"},
	    {7, "Win32: the code is a Windows error"},
	    {9, "security support provider and certificates (SSPI, crypto)"},
	    {11, "certificate trust"},
	    {16, "Windows media and networking"},
	    {25, "HTTP"},
	    {40, "background transfer"},
	};

	for (size_t i = 0; i < ED_COUNT(names); i++)
		if (names[i].number == facility)
			return names[i].name;
	return "not one that is known here";
}

struct ed_str ed_code_decode(struct ed_arena *arena, uint32_t code)
{
	static const char *const severities[] = {
	    "success", "information", "warning", "error"};

	/* Too near to 0 for bits to mean anything: a program's own number. */
	if (code >> 16 == 0xffff)
		return ed_format(
		    arena, "%d = 0x%08X", (int)(int32_t)code, code);
	if (code >> 28 == 0xc)
		return ed_format(arena,
		    "0x%08X = %u = %d; as an NTSTATUS: severity %s, facility "
		    "%u, code 0x%04X",
		    code, code, (int)(int32_t)code, severities[code >> 30],
		    code >> 16 & 0xfff, code & 0xffff);
	if (code >> 31)
		return ed_format(arena,
		    "0x%08X = %u = %d; as an HRESULT: failure, facility %u "
		    "(%s), code %u (0x%04X)",
		    code, code, (int)(int32_t)code, code >> 16 & 0x7ff,
		    facility_name(code >> 16 & 0x7ff), code & 0xffff,
		    code & 0xffff);
	return ed_format(arena, "%u = 0x%X", code, code);
}
