/* SPDX-License-Identifier: Apache-2.0 */
#include "base/openssl.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <string.h>

/* Two chains and the CAs of a case are a dozen; a large one misses more. */
enum { KEPT = 64, DIGITS = 64 };

static OSSL_LIB_CTX *library;
static CRYPTO_ONCE opened = CRYPTO_ONCE_STATIC_INIT;

/* By the first digits of their fingerprint: a newer one takes the place. */
static struct {
	char sha256[DIGITS];
	X509 *x509; /* NULL: free */
} kept[KEPT];

static void open_library(void)
{
	library = OSSL_LIB_CTX_new();
	if (library && !OSSL_PROVIDER_load(library, "default")) {
		OSSL_LIB_CTX_free(library);
		library = NULL;
	}
}

OSSL_LIB_CTX *ed_library(void)
{
	return CRYPTO_THREAD_run_once(&opened, open_library) ? library : NULL;
}

static X509 *decode(struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	OSSL_LIB_CTX *with = ed_library();
	X509 *x509 = with && der.n ? X509_new_ex(with, NULL) : NULL;

	if (x509 && d2i_X509(&x509, &p, (long)der.n))
		return x509;
	X509_free(x509);
	return NULL;
}

static size_t place_of(struct ed_str sha256)
{
	size_t h = 0;

	for (size_t i = 0; i < 4; i++)
		h = h * 31 + (unsigned char)sha256.p[i];
	return h % KEPT;
}

X509 *ed_x509_of(const struct ed_certificate *cert)
{
	struct ed_str sha256 = cert->sha256;
	X509 *x509;
	size_t at;

	/* One from a text has no bytes; then it may have no hash either. */
	if (!cert->der.n || sha256.n != DIGITS)
		return decode(cert->der);
	at = place_of(sha256);
	if (kept[at].x509 && memcmp(kept[at].sha256, sha256.p, DIGITS) == 0)
		return X509_up_ref(kept[at].x509) ? kept[at].x509 : NULL;
	x509 = decode(cert->der);
	if (!x509 || !X509_up_ref(x509))
		return x509;
	X509_free(kept[at].x509);
	kept[at].x509 = x509;
	memcpy(kept[at].sha256, sha256.p, DIGITS);
	return x509;
}
