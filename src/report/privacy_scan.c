/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last look at what was written: whatever a reporter or a new check did
 * wrong, a value that should be hidden stops the report here.
 */
#include "base/encoding.h"
#include "base/url.h"
#include "report/privacy.h"

#include <openssl/evp.h>
#include <string.h>

/* Shorter codes occur by chance. */
enum { LEAST_CODE = 8 };

static struct ed_str utf16(struct ed_arena *arena, struct ed_str raw)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < raw.n; i++) {
		ed_put_byte(&out, raw.p[i]);
		ed_put_byte(&out, '\0');
	}
	return ed_text_str(&out);
}

/*
 * The digits of base64 that come of raw alone when it begins shift bytes into
 * a group of three.
 */
static struct ed_str base64(
    struct ed_arena *arena, struct ed_str raw, size_t shift)
{
	unsigned char *in = ed_alloc_array(arena, raw.n + 3, 1);
	unsigned char *out = ed_alloc_array(arena, raw.n / 3 + 3, 4);
	const size_t skip = shift ? shift + 1 : 0;
	const size_t bits = 8 * (shift + raw.n);
	size_t n = bits / 6;

	memcpy(in + shift, raw.p, raw.n);
	EVP_EncodeBlock(out, in, (int)(shift + raw.n));
	n = n > skip ? n - skip : 0;
	return (struct ed_str){(const char *)out + skip, n};
}

static size_t find_folded(struct ed_str bytes, struct ed_str needle)
{
	const char first = needle.p[0];
	const char other = first >= 'a' && first <= 'z'   ? (char)(first - 32)
			   : first >= 'A' && first <= 'Z' ? (char)(first + 32)
							  : first;

	for (size_t i = 0; i + needle.n <= bytes.n; i++)
		if ((bytes.p[i] == first || bytes.p[i] == other) &&
		    ed_str_ieq(ed_str_sub(bytes, i, needle.n), needle))
			return i;
	return bytes.n;
}

static bool has_code(struct ed_str bytes, struct ed_str code, bool folded)
{
	if (code.n < LEAST_CODE)
		return false;
	return (folded ? find_folded(bytes, code) : ed_str_find(bytes, code)) <
	       bytes.n;
}

/* The name of the code in which raw still stands there, or NULL. */
static const char *find_code(
    struct ed_arena *arena, struct ed_str bytes, struct ed_str raw)
{
	const struct ed_str wide = utf16(arena, raw);
	/* As browsers do it: only what an address cannot hold. */
	const struct ed_str some = ed_url_percent(arena, raw, "");

	if (has_code(bytes, ed_hex(arena, raw), true) ||
	    has_code(bytes, ed_hex(arena, wide), true))
		return "in hex";
	if (has_code(bytes, ed_url_percent(arena, raw, NULL), true))
		return "percent-encoded";
	if (!ed_str_eq(some, raw) && has_code(bytes, some, true))
		return "percent-encoded";
	if (has_code(bytes, wide, true))
		return "in UTF-16";
	for (size_t shift = 0; shift < 3; shift++)
		if (has_code(bytes, base64(arena, raw, shift), false) ||
		    has_code(bytes, base64(arena, wide, shift), false))
			return "in base64";
	return NULL;
}

static bool fail(
    const struct ed_hidden *one, const char *how, struct ed_error *err)
{
	return ed_fail(err,
	    "the report still holds what %.*s stands for%s%s; it was not "
	    "written",
	    ED_ARG(one->name), how ? " " : "", how ? how : "");
}

bool ed_veil_holds(
    const struct ed_veil *veil, struct ed_str bytes, struct ed_error *err)
{
	struct ed_arena arena = {0};

	for (size_t i = 0; i < bytes.n; i++) {
		const struct ed_hidden *found = ed_veil_find(veil, bytes, i);

		if (found)
			return fail(found, NULL, err);
	}
	for (size_t i = 0; i < veil->hidden.n; i++) {
		const struct ed_hidden *one =
		    &ED_ITEMS(veil->hidden, struct ed_hidden)[i];
		const char *how = find_code(&arena, bytes, one->raw);

		if (how) {
			ed_arena_free(&arena);
			return fail(one, how, err);
		}
		ed_arena_reset(&arena);
	}
	ed_arena_free(&arena);
	return true;
}
