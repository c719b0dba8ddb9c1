/* SPDX-License-Identifier: Apache-2.0 */
#include "base/openssl.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <string.h>

/* Two chains and the CAs of a case are a dozen; a large one misses more. */
enum { KEPT = 64 };

static OSSL_LIB_CTX *library;
static CRYPTO_ONCE opened = CRYPTO_ONCE_STATIC_INIT;

/* A newer one takes the place of an older. */
static struct kept {
	void *der;
	size_t n;
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

/* The end of it is the signature: no two are alike there. */
static struct kept *place_of(struct ed_str der)
{
	size_t h = der.n, from = der.n > 16 ? der.n - 16 : 0;

	for (size_t i = from; i < der.n; i++)
		h = h * 31 + (unsigned char)der.p[i];
	return &kept[h % KEPT];
}

static void keep(struct kept *at, struct ed_str der, X509 *x509)
{
	void *copy = OPENSSL_memdup(der.p, der.n);

	if (!copy || !X509_up_ref(x509)) {
		OPENSSL_free(copy);
		return;
	}
	OPENSSL_free(at->der);
	X509_free(at->x509);
	*at = (struct kept){copy, der.n, x509};
}

X509 *ed_x509_of(const struct ed_certificate *cert)
{
	struct kept *at = place_of(cert->der);
	X509 *x509;

	if (at->x509 && at->n == cert->der.n &&
	    memcmp(at->der, cert->der.p, at->n) == 0)
		return X509_up_ref(at->x509) ? at->x509 : NULL;
	x509 = decode(cert->der);
	if (x509)
		keep(at, cert->der, x509);
	return x509;
}
