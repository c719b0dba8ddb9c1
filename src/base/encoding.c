/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encoding.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

struct ed_str ed_hex(struct ed_arena *arena, struct ed_str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *p = ed_alloc_array(arena, bytes.n + 1, 2);

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char byte = (unsigned char)bytes.p[i];

		p[2 * i] = digits[byte >> 4];
		p[2 * i + 1] = digits[byte & 15];
	}
	return (struct ed_str){p, 2 * bytes.n};
}

/* Fetched once: looking an algorithm up costs as much as a small hash. */
static EVP_MD *sha256, *sha1;
static CRYPTO_ONCE fetched = CRYPTO_ONCE_STATIC_INIT;

static void fetch(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	sha1 = EVP_MD_fetch(NULL, "SHA1", NULL);
}

/* As with memory: without it nothing here can go on. */
static _Noreturn void no_hash(void)
{
	fputs("easdoctor: OpenSSL has no SHA-256 or SHA-1\n", stderr);
	exit(3);
}

static unsigned hash(
    EVP_MD *const *digest, struct ed_str bytes, unsigned char *md)
{
	unsigned n = 0;

	if (!CRYPTO_THREAD_run_once(&fetched, fetch) || !*digest ||
	    !EVP_Digest(bytes.n ? bytes.p : "", bytes.n, md, &n, *digest, NULL))
		no_hash();
	return n;
}

static struct ed_str hash_hex(
    struct ed_arena *arena, EVP_MD *const *digest, struct ed_str bytes)
{
	unsigned char md[EVP_MAX_MD_SIZE] = {0};
	unsigned n = hash(digest, bytes, md);

	return ed_hex(arena, (struct ed_str){(const char *)md, n});
}

struct ed_str ed_sha256_base64(struct ed_arena *arena, struct ed_str bytes)
{
	unsigned char md[EVP_MAX_MD_SIZE] = {0};
	unsigned n = hash(&sha256, bytes, md);
	unsigned char *text = ed_alloc_array(arena, n / 3 + 1, 4 + 1);

	return (struct ed_str){
	    (const char *)text, (size_t)EVP_EncodeBlock(text, md, (int)n)};
}

struct ed_str ed_sha256_hex(struct ed_arena *arena, struct ed_str bytes)
{
	return hash_hex(arena, &sha256, bytes);
}

struct ed_str ed_sha1_hex(struct ed_arena *arena, struct ed_str bytes)
{
	return hash_hex(arena, &sha1, bytes);
}

/* clang-format off */
/* The six bits of a base64 digit plus one; 0 for every other byte. */
static const unsigned char sextets[256] = {
    ['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    ['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
    ['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
    ['+'] = 63, ['/'] = 64,
};
/* clang-format on */

static int sextet(char digit)
{
	return sextets[(unsigned char)digit] - 1;
}

/* Four digits in a row, as nearly all are; false when they are not. */
static bool take_quad(const char *text, char *out)
{
	unsigned a = sextets[(unsigned char)text[0]];
	unsigned b = sextets[(unsigned char)text[1]];
	unsigned c = sextets[(unsigned char)text[2]];
	unsigned d = sextets[(unsigned char)text[3]];
	unsigned bits = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);

	if (!a || !b || !c || !d)
		return false;
	out[0] = (char)(bits >> 16 & 0xff);
	out[1] = (char)(bits >> 8 & 0xff);
	out[2] = (char)(bits & 0xff);
	return true;
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* A damaged private key is still a secret. */
static bool forget(char *p, size_t n)
{
	OPENSSL_cleanse(p, n);
	return false;
}

bool ed_base64_decode(
    struct ed_arena *arena, struct ed_str text, struct ed_str *out)
{
	char *p = ed_alloc(arena, text.n / 4 * 3 + 4);
	size_t n = 0, digits = 0, pads = 0;
	unsigned bits = 0;

	for (size_t i = 0; i < text.n; i++) {
		int value = sextet(text.p[i]);

		if (digits % 4 == 0 && !pads && text.n - i >= 4 &&
		    take_quad(text.p + i, p + n)) {
			n += 3;
			digits += 4;
			i += 3;
			continue;
		}
		if (is_blank(text.p[i]))
			continue;
		if (text.p[i] == '=') {
			pads++;
			continue;
		}
		if (value < 0 || pads)
			return forget(p, n);
		bits = bits << 6 | (unsigned)value;
		if (++digits % 4 == 0) {
			p[n++] = (char)(bits >> 16 & 0xff);
			p[n++] = (char)(bits >> 8 & 0xff);
			p[n++] = (char)(bits & 0xff);
		}
	}
	if (pads > 2 || (digits + pads) % 4)
		return forget(p, n);
	if (pads)
		p[n++] = (char)(bits >> (pads == 1 ? 10 : 4) & 0xff);
	if (pads == 1)
		p[n++] = (char)(bits >> 2 & 0xff);
	*out = (struct ed_str){p, n};
	return true;
}
