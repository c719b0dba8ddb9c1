/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encoding.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

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

struct ed_str ed_sha256_hex(struct ed_arena *arena, struct ed_str bytes)
{
	unsigned char md[SHA256_DIGEST_LENGTH] = {0};

	SHA256((const unsigned char *)(bytes.n ? bytes.p : ""), bytes.n, md);
	return ed_hex(arena, (struct ed_str){(const char *)md, sizeof(md)});
}

struct ed_str ed_sha1_hex(struct ed_arena *arena, struct ed_str bytes)
{
	unsigned char md[SHA_DIGEST_LENGTH] = {0};

	SHA1((const unsigned char *)(bytes.n ? bytes.p : ""), bytes.n, md);
	return ed_hex(arena, (struct ed_str){(const char *)md, sizeof(md)});
}

/* The six bits of a base64 digit, or -1. */
static int sextet(char digit)
{
	if (digit >= 'A' && digit <= 'Z')
		return digit - 'A';
	if (digit >= 'a' && digit <= 'z')
		return digit - 'a' + 26;
	if (digit >= '0' && digit <= '9')
		return digit - '0' + 52;
	if (digit == '+')
		return 62;
	return digit == '/' ? 63 : -1;
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
