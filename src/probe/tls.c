/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/tls.h"
#include "probe/transcript.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <string.h>

/* A list of authorities may exceed OpenSSL's 100 KiB; then it would give up. */
enum { MAX_CERTIFICATE_MESSAGE = 512 * 1024 };

/* All but those without authentication: what old servers speak is seen. */
#define CIPHERS "DEFAULT:@SECLEVEL=0"

/*
 * The device's certificate and its issuers, as they were decoded last: they
 * are the same for each endpoint of a list.
 */
static struct {
	void *der;
	size_t n;
	X509 *x509; /* NULL: free */
} known[4];

static X509 *find_known(struct ed_str der)
{
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (known[i].x509 && known[i].n == der.n &&
		    memcmp(known[i].der, der.p, der.n) == 0 &&
		    X509_up_ref(known[i].x509))
			return known[i].x509;
	return NULL;
}

static void keep(struct ed_str der, X509 *x509)
{
	size_t at = 0;

	while (at < ED_COUNT(known) && known[at].x509)
		at++;
	if (at == ED_COUNT(known))
		return;
	known[at].der = OPENSSL_memdup(der.p, der.n);
	known[at].n = der.n;
	if (known[at].der && X509_up_ref(x509))
		known[at].x509 = x509;
	else
		OPENSSL_free(known[at].der);
}

static X509 *decode(struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	X509 *x509;

	if (!der.n)
		return NULL;
	x509 = find_known(der);
	if (x509)
		return x509;
	x509 = d2i_X509(NULL, &p, (long)der.n);
	if (x509)
		keep(der, x509);
	return x509;
}

void ed_tls_prepare(struct ed_run *run)
{
	const struct ed_probe_request *request = run->request;

	if (!request->key)
		return;
	run->leaf = decode(request->certificate);
	if (run->leaf && !X509_check_private_key(run->leaf, request->key)) {
		X509_free(run->leaf);
		run->leaf = NULL;
	}
	run->chain = sk_X509_new_null();
	for (size_t i = 0; run->chain && i < request->n_chain; i++) {
		X509 *issuer = decode(request->chain[i]);

		if (issuer && !sk_X509_push(run->chain, issuer))
			X509_free(issuer);
	}
	ERR_clear_error();
}

void ed_tls_forget(struct ed_run *run)
{
	X509_free(run->leaf);
	sk_X509_pop_free(run->chain, X509_free);
	run->leaf = NULL;
	run->chain = NULL;
}

bool ed_tls_has_certificate(const struct ed_run *run)
{
	return run->leaf != NULL;
}

/* Judged later, from the chain that the record holds. */
static int accept_all(X509_STORE_CTX *store, void *argument)
{
	(void)store;
	(void)argument;
	return 1;
}

static bool present(const struct ed_run *run, SSL_CTX *context)
{
	return SSL_CTX_use_certificate(context, run->leaf) == 1 &&
	       SSL_CTX_use_PrivateKey(context, run->request->key) == 1 &&
	       SSL_CTX_set1_chain(context, run->chain) == 1;
}

bool ed_tls_configure(struct ed_connection *c, SSL_CTX *context)
{
	SSL_CTX_set_security_level(context, 0);
	SSL_CTX_set_cert_verify_callback(context, accept_all, NULL);
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_max_cert_list(context, MAX_CERTIFICATE_MESSAGE);
	SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
	SSL_CTX_clear_options(context, SSL_OP_NO_RENEGOTIATION);
	SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_set_post_handshake_auth(context, c->pha);
	ed_transcript_attach(c, context);
	return SSL_CTX_set_cipher_list(context, CIPHERS) == 1 &&
	       SSL_CTX_set_min_proto_version(context, (int)c->tls_min) == 1 &&
	       SSL_CTX_set_max_proto_version(context, (int)c->tls_max) == 1 &&
	       (!c->certificate || present(c->run, context));
}
