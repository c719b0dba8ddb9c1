/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/code_name.h"

#include "engine/code_family.h"

/* '_', '-' and a blank separate the words of a name alike. */
static char fold(char c)
{
	if (c == '_' || c == '-')
		return ' ';
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

static bool stands_at(struct ed_str text, size_t at, struct ed_str name)
{
	if (at > 0 && is_word_byte(text.p[at - 1]))
		return false;
	if (at + name.n < text.n && is_word_byte(text.p[at + name.n]))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (fold(text.p[at + i]) != fold(name.p[i]))
			return false;
	return true;
}

size_t ed_code_find_name(struct ed_str text, struct ed_str name)
{
	if (!name.n)
		return text.n;
	for (size_t at = 0; at + name.n <= text.n; at++)
		if (fold(text.p[at]) == fold(name.p[0]) &&
		    stands_at(text, at, name))
			return at;
	return text.n;
}

/* "Forbidden" is a word of its own right; AppOffline and CERT_E_… are not. */
static bool is_everyday(struct ed_str name)
{
	for (size_t i = 1; i < name.n; i++) {
		char c = name.p[i];

		if (c == '_' || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

/* What must stand beside an everyday name for it to be one. */
static bool family_is_meant(struct ed_str family, struct ed_str text)
{
	static const struct {
		const char *family;
		const char *word;
	} words[] = {
	    {"tls", "alert"},
	    {"tls", "tls"},
	    {"tls", "ssl"},
	    {"httperr", "httperr"},
	    {"http", "http"},
	};

	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (ed_str_eq(family, ed_str_of(words[i].family)) &&
		    ed_code_find_name(text, ed_str_of(words[i].word)) < text.n)
			return true;
	return false;
}

static bool is_name(const struct ed_code *code, struct ed_str name,
    struct ed_str text, struct ed_str *seen)
{
	size_t at;

	text = ed_str_trim(text);
	at = ed_code_find_name(text, name);
	if (at == text.n)
		return false;
	/* unknown_ca is a name, "unknown ca" may be prose. */
	if (name.n < text.n &&
	    (is_everyday(name) || ed_str_eq(code->family, ED_STR("tls"))) &&
	    !family_is_meant(code->family, text))
		return false;
	*seen = ed_str_sub(text, at, name.n);
	return true;
}

bool ed_code_is_named(
    const struct ed_code *code, struct ed_str text, struct ed_str *seen)
{
	const struct ed_code_family *family = ed_code_family_find(code->family);

	if (is_name(code, code->name, text, seen))
		return true;
	if (family && family->form == ED_CODE_WORD &&
	    is_name(code, code->code, text, seen))
		return true;
	for (size_t i = 0; i < code->also.n; i++)
		if (is_name(code, code->also.items[i], text, seen))
			return true;
	return false;
}
