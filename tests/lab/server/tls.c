/* SPDX-License-Identifier: Apache-2.0 */
/* One TLS connection in one mode. */
#include "server.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *path_of(const char *pki, const char *base, const char *ending)
{
	char *path;

	if (asprintf(&path, "%s/%s%s", pki, base, ending) < 0)
		_exit(1);
	return path;
}

static void must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	ERR_print_errors_fp(stderr);
	_exit(1);
}

/* Like http.sys: the handshake goes on, the answer tells. */
static int accept_any(int ok, X509_STORE_CTX *store)
{
	(void)ok;
	(void)store;
	return 1;
}

static int choose_alpn(SSL *ssl, const unsigned char **out,
    unsigned char *n_out, const unsigned char *in, unsigned n_in, void *mode)
{
	static const unsigned char both[] = "\x02h2\x08http/1.1";
	const struct lab_tls_mode *m = mode;
	const unsigned char *offered = m->http2 ? both : both + 3;
	unsigned n_offered = m->http2 ? 12 : 9;

	(void)ssl;
	return SSL_select_next_proto((unsigned char **)out, n_out, offered,
		   n_offered, in, n_in) == OPENSSL_NPN_NEGOTIATED
		   ? SSL_TLSEXT_ERR_OK
		   : SSL_TLSEXT_ERR_NOACK;
}

static void set_issuers(
    SSL_CTX *ctx, const struct lab_tls_mode *mode, const char *pki)
{
	const char *base = mode->issuer ? mode->issuer : "issuing";

	if (!mode->no_issuers)
		SSL_CTX_set_client_CA_list(
		    ctx, SSL_load_client_CA_file(path_of(pki, base, ".crt")));
}

static int verify_flags(const struct lab_tls_mode *mode)
{
	return mode->need == LAB_REQUIRED
		   ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
		   : SSL_VERIFY_PEER;
}

SSL_CTX *lab_make_context(const struct lab_tls_mode *mode, const char *pki)
{
	const char *base = mode->certificate ? mode->certificate : "server";
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	int (*verify)(int, X509_STORE_CTX *) =
	    mode->need == LAB_REQUIRED ? NULL : accept_any;

	SSL_CTX_set_security_level(ctx, 0);
	SSL_CTX_set_min_proto_version(
	    ctx, mode->min ? mode->min : TLS1_2_VERSION);
	SSL_CTX_set_max_proto_version(
	    ctx, mode->max ? mode->max : TLS1_3_VERSION);
	must(SSL_CTX_use_certificate_chain_file(
		 ctx, path_of(pki, base, ".chain")),
	    "certificate");
	must(SSL_CTX_use_PrivateKey_file(
		 ctx, path_of(pki, base, ".key"), SSL_FILETYPE_PEM),
	    "key");
	must(SSL_CTX_load_verify_locations(
		 ctx, path_of(pki, "cas", ".pem"), NULL),
	    "CAs");
	must(X509_STORE_load_file(
		 SSL_CTX_get_cert_store(ctx), path_of(pki, "crls", ".pem")),
	    "CRLs");
	X509_STORE_set_flags(SSL_CTX_get_cert_store(ctx),
	    X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
	/* What is sent is what stands in the file. */
	SSL_CTX_set_mode(ctx, SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"lab", 3);
	SSL_CTX_set_alpn_select_cb(ctx, choose_alpn, (void *)mode);
	set_issuers(ctx, mode, pki);
	if (mode->client_algorithms)
		must(SSL_CTX_set1_client_sigalgs_list(
			 ctx, mode->client_algorithms),
		    "client signatures");
	SSL_CTX_set_verify(ctx,
	    mode->ask == LAB_FIRST ? verify_flags(mode) : SSL_VERIFY_NONE,
	    verify);
	return ctx;
}

bool lab_write(SSL *ssl, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n) {
		int put = SSL_write(ssl, at, n > 16384 ? 16384 : (int)n);

		if (put <= 0)
			return false;
		at += put;
		n -= (size_t)put;
	}
	return true;
}

/* The HelloRequest goes out; nothing that comes back is ever answered. */
static void swallow_renegotiation(SSL *ssl)
{
	char bytes[4096];

	SSL_renegotiate(ssl);
	SSL_do_handshake(ssl);
	while (read(SSL_get_fd(ssl), bytes, sizeof(bytes)) > 0)
		;
	pause();
}

/*
 * Reads until the handshake that is under way is over, and nothing of what
 * the peer says next: with SSL_MODE_AUTO_RETRY it would wait for that too.
 */
static bool finish_handshake(SSL *ssl)
{
	char nothing;
	int got, why;

	SSL_clear_mode(ssl, SSL_MODE_AUTO_RETRY);
	got = SSL_peek(ssl, &nothing, 0);
	why = SSL_get_error(ssl, got);
	SSL_set_mode(ssl, SSL_MODE_AUTO_RETRY);
	return got > 0 || why == SSL_ERROR_WANT_READ;
}

static bool ask_by_renegotiation(SSL *ssl)
{
	return SSL_renegotiate(ssl) && SSL_do_handshake(ssl) > 0 &&
	       finish_handshake(ssl) && SSL_is_init_finished(ssl);
}

static bool ask_after_handshake(SSL *ssl)
{
	return SSL_verify_client_post_handshake(ssl) &&
	       SSL_do_handshake(ssl) > 0 && finish_handshake(ssl);
}

/* False: it was refused; the connection has been dealt with. */
static bool ask_now(SSL *ssl, const struct lab_tls_mode *mode)
{
	bool is_13 = SSL_version(ssl) == TLS1_3_VERSION;

	SSL_set_verify(ssl, verify_flags(mode),
	    mode->need == LAB_REQUIRED ? NULL : accept_any);
	if (!is_13) {
		if (mode->swallow_renegotiation)
			swallow_renegotiation(ssl);
		return ask_by_renegotiation(ssl);
	}
	if (ask_after_handshake(ssl))
		return true;
	if (ERR_GET_REASON(ERR_peek_last_error()) !=
	    SSL_R_EXTENSION_NOT_RECEIVED)
		return false;
	if (mode->refusal == LAB_NOT_SUPPORTED)
		lab_answer_not_supported(ssl);
	else
		lab_reset(SSL_get_fd(ssl));
	_exit(0);
}

static void look_at_certificate(SSL *ssl, struct lab_request *request)
{
	request->has_certificate = SSL_get0_peer_certificate(ssl) != NULL;
	request->verify_error = SSL_get_verify_result(ssl);
}

/*
 * Says 413 and reads on for a while: with bytes unread, closing would be a
 * reset that can overtake the answer. IIS may well do that, too.
 */
static void refuse_upload(SSL *ssl, const struct lab_tls_mode *mode)
{
	char bytes[16384];

	if (mode->cuts_upload) {
		lab_reset(SSL_get_fd(ssl));
		_exit(0);
	}
	lab_answer_413(ssl);
	SSL_shutdown(ssl);
	for (int i = 0; i < 64; i++)
		if (read(SSL_get_fd(ssl), bytes, sizeof(bytes)) <= 0)
			return;
}

static void serve_requests(SSL *ssl, const struct lab_tls_mode *mode)
{
	bool asked = mode->ask != LAB_AFTER_REQUEST;
	struct lab_request request;
	bool more = true;

	while (more &&
	       lab_read_request(ssl, &request, asked ? 0 : mode->body_limit)) {
		if (!asked && mode->body_limit &&
		    request.n_body > mode->body_limit) {
			refuse_upload(ssl, mode);
			return;
		}
		if (!asked && !ask_now(ssl, mode))
			return;
		asked = true;
		look_at_certificate(ssl, &request);
		if (mode->need == LAB_HTTP_LEVEL &&
		    (!request.has_certificate || request.verify_error))
			more = lab_answer_403(ssl, &request);
		else
			more = mode->answer(ssl, &request);
	}
}

/* RFC 9113: settings, then RST_STREAM with HTTP_1_1_REQUIRED. */
static void refuse_on_http2(SSL *ssl)
{
	static const unsigned char settings[9] = {0, 0, 0, 4};
	unsigned char bytes[16384];
	size_t n = 0, at = 24;

	if (!lab_write(ssl, settings, sizeof(settings)))
		return;
	while (n < sizeof(bytes)) {
		int got = SSL_read(ssl, bytes + n, (int)(sizeof(bytes) - n));

		if (got <= 0)
			return;
		n += (size_t)got;
		while (n >= at + 9) {
			size_t length = (size_t)bytes[at] << 16 |
					(size_t)bytes[at + 1] << 8 |
					bytes[at + 2];
			unsigned char reset[13] = {0, 0, 4, 3, 0};

			if (bytes[at + 3] == 1) {
				memcpy(reset + 5, bytes + at + 5, 4);
				reset[12] = 0xd;
				lab_write(ssl, reset, sizeof(reset));
			}
			at += 9 + length;
		}
	}
}

void lab_serve_tls(int fd, const struct lab_tls_mode *mode, SSL_CTX *context)
{
	SSL *ssl = SSL_new(context);
	const unsigned char *alpn;
	unsigned n_alpn;

	SSL_set_fd(ssl, fd);
	if (SSL_accept(ssl) <= 0) {
		/* The alert must arrive, which a reset would prevent. */
		SSL_shutdown(ssl);
		usleep(50000);
		return;
	}
	SSL_get0_alpn_selected(ssl, &alpn, &n_alpn);
	if (n_alpn == 2)
		refuse_on_http2(ssl);
	else
		serve_requests(ssl, mode);
	SSL_shutdown(ssl);
}
