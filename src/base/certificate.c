/* SPDX-License-Identifier: Apache-2.0 */
/* What tells one certificate from another. */
#include <easdoctor/facts.h>

enum { MARK = 8 };

/* A text may lack a hash; without any, issuer and serial number name it. */
bool ed_certificate_is(
    const struct ed_certificate *a, const struct ed_certificate *b)
{
	if (a->sha256.n && b->sha256.n)
		return ed_str_eq(a->sha256, b->sha256);
	if (a->sha1.n && b->sha1.n)
		return ed_str_eq(a->sha1, b->sha1);
	return a->serial.n && ed_str_eq(a->serial, b->serial) &&
	       ed_str_eq(a->issuer.text, b->issuer.text);
}

struct ed_str ed_certificate_mark(const struct ed_certificate *cert)
{
	struct ed_str hash = cert->sha256.n ? cert->sha256
			     : cert->sha1.n ? cert->sha1
					    : cert->serial;

	return ed_str_sub(hash, 0, MARK);
}
