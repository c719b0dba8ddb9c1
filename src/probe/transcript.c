/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taken from OpenSSL's callbacks and not from results: libcurl reports the
 * server's complaint about our certificate with the same code as our complaint
 * about its. Bytes are read before OpenSSL judges them, so what makes it give
 * up is seen too.
 */
#include "probe/transcript.h"
#include "probe/handshake.h"

#include <errno.h>
#include <string.h>

enum { CLOSE_NOTIFY = 0, USER_CANCELED = 90, ALERT_FATAL = 2 };
enum { TLS13 = 0x0304 };

static struct ed_arena *arena_of(struct ed_connection *c)
{
	return &c->run->arena;
}

static enum ed_phase phase_of(const struct ed_connection *c)
{
	if (!c->handshake_done)
		return ED_INITIAL;
	return c->renegotiating ? ED_RENEGOTIATION : ED_POST_HANDSHAKE;
}

static struct ed_message *add_message(
    struct ed_connection *c, bool from_us, int type, size_t bytes)
{
	struct ed_message *out;

	if (c->messages.n >= ED_MAX_MESSAGES)
		return NULL;
	out = ED_PUSH(arena_of(c), &c->messages, struct ed_message);
	out->ms = ed_since(c);
	out->from_us = from_us;
	out->type = type;
	out->phase = phase_of(c);
	out->bytes = bytes;
	return out;
}

/* In TLS 1.3 all but two are, whatever they claim. */
static bool is_fatal(const struct ed_connection *c, struct ed_str body)
{
	unsigned char code = (unsigned char)body.p[1];

	return body.p[0] == ALERT_FATAL ||
	       (c->version >= TLS13 && code != CLOSE_NOTIFY &&
		   code != USER_CANCELED);
}

static void on_alert(struct ed_connection *c, bool from_us, struct ed_str body)
{
	struct ed_message *message;
	bool fatal;

	if (body.n != 2)
		return;
	message = add_message(c, from_us, ED_ALERT_MESSAGE, body.n);
	fatal = is_fatal(c, body);
	if (message) {
		message->alert = (unsigned char)body.p[1];
		message->fatal = fatal;
	}
	/* Behind it nothing comes, though the stream may stay open. */
	if (!from_us && body.p[1] == CLOSE_NOTIFY)
		c->eof = true;
	if (fatal && from_us)
		c->alert_out = (unsigned char)body.p[1];
	if (fatal && !from_us)
		c->alert_in = (unsigned char)body.p[1];
}

static void on_server_hello(
    struct ed_connection *c, SSL *ssl, struct ed_str body)
{
	unsigned char id[2];
	const SSL_CIPHER *known;
	unsigned cipher;

	if (!ed_read_server_hello(body, &c->version, &cipher))
		return;
	id[0] = (unsigned char)(cipher >> 8);
	id[1] = (unsigned char)cipher;
	known = SSL_CIPHER_find(ssl, id);
	c->cipher = known ? SSL_CIPHER_get_name(known) : NULL;
}

/* Copies what the run may keep; the others are counted as left out. */
static void keep_issuers(struct ed_connection *c, struct ed_asked *asked)
{
	struct ed_str *names = asked->issuers.items;
	size_t n = 0;

	for (size_t i = 0; i < asked->issuers.n; i++) {
		struct ed_str kept = ed_keep(c->run, names[i]);

		if (kept.n || !names[i].n)
			names[n++] = kept;
	}
	asked->left_out += (unsigned)(asked->issuers.n - n);
	asked->issuers.n = n;
}

static void on_certificate_request(struct ed_connection *c, struct ed_str body)
{
	struct ed_asked *asked;

	if (c->asked.n >= ED_MAX_REQUESTS)
		return;
	asked = ED_PUSH(arena_of(c), &c->asked, struct ed_asked);
	asked->phase = phase_of(c);
	/* One that cannot be read is a request all the same. */
	(void)!ed_read_certificate_request(
	    arena_of(c), body, c->version, asked);
	keep_issuers(c, asked);
}

static void on_server_certificate(struct ed_connection *c, struct ed_str body)
{
	struct ed_list found = {0};

	if (c->certificates.n)
		return;
	(void)!ed_read_certificates(arena_of(c), body, c->version, &found);
	for (size_t i = 0; i < found.n; i++) {
		struct ed_str der =
		    ed_keep(c->run, ED_ITEMS(found, struct ed_str)[i]);

		if (der.n)
			*ED_PUSH(arena_of(c), &c->certificates, struct ed_str) =
			    der;
	}
}

static void on_our_certificate(struct ed_connection *c, struct ed_str body)
{
	struct ed_list sent = {0};
	struct ed_asked *asked = c->asked.items;

	if (!c->asked.n)
		return;
	(void)!ed_read_certificates(arena_of(c), body, c->version, &sent);
	asked[c->asked.n - 1].reply =
	    sent.n ? ED_REPLY_CERTIFICATE : ED_REPLY_EMPTY;
}

static void on_handshake(
    struct ed_connection *c, SSL *ssl, bool from_us, struct ed_str body)
{
	int type = body.n ? (unsigned char)body.p[0] : -2;

	if (type == ED_CLIENT_HELLO && from_us)
		c->said_hello = true;
	/* TLS 1.3 has no renegotiation: what comes later is no new one. */
	if (c->handshake_done && c->version < TLS13 &&
	    (type == ED_HELLO_REQUEST || type == ED_CLIENT_HELLO))
		c->renegotiating = true;
	add_message(c, from_us, type, body.n);
	if (type == ED_CERTIFICATE && from_us)
		on_our_certificate(c, body);
	if (from_us)
		return;
	if (type == ED_SERVER_HELLO)
		on_server_hello(c, ssl, body);
	if (type == ED_CERTIFICATE)
		on_server_certificate(c, body);
	if (type == ED_CERTIFICATE_REQUEST)
		on_certificate_request(c, body);
}

static void keep_first(struct ed_connection *c, const char *bytes, size_t n)
{
	size_t room = sizeof(c->first) - c->n_first;

	if (n > room)
		n = room;
	memcpy(c->first + c->n_first, bytes, n);
	c->n_first += n;
}

/* Sees the stream as it is, before and without TLS. */
static long on_stream(BIO *bio, int operation, const char *bytes, size_t n,
    int argi, long argl, int result, size_t *processed)
{
	struct ed_connection *c = (void *)BIO_get_callback_arg(bio);
	const int reason = errno;

	(void)n;
	(void)argi;
	(void)argl;
	if (operation == (BIO_CB_READ | BIO_CB_RETURN)) {
		if (result > 0)
			keep_first(c, bytes, *processed);
		else if (!BIO_should_retry(bio))
			c->eof = c->eof || result == 0;
	}
	if ((operation == (BIO_CB_READ | BIO_CB_RETURN) ||
		operation == (BIO_CB_WRITE | BIO_CB_RETURN)) &&
	    result < 0 && !BIO_should_retry(bio) && !c->io_error)
		c->io_error = reason ? reason : EIO;
	errno = reason;
	return result;
}

static void watch_stream(struct ed_connection *c, SSL *ssl)
{
	BIO *bio = SSL_get_rbio(ssl);

	if (!bio || BIO_get_callback_ex(bio))
		return;
	BIO_set_callback_arg(bio, (char *)c);
	BIO_set_callback_ex(bio, on_stream);
}

/* In TLS 1.3 the type of what a record holds stands inside of it. */
static void on_record(struct ed_connection *c, int type, struct ed_str head)
{
	int holder =
	    c->version >= TLS13 ? SSL3_RT_INNER_CONTENT_TYPE : SSL3_RT_HEADER;

	if (c->handshake_done && type == holder && head.n &&
	    head.p[0] == SSL3_RT_APPLICATION_DATA)
		c->has_spoken = true;
}

static void on_message(int from_us, int version, int type, const void *bytes,
    size_t n, SSL *ssl, void *argument)
{
	struct ed_connection *c = argument;
	struct ed_str body = {bytes, n};

	(void)version;
	watch_stream(c, ssl);
	if (type == SSL3_RT_HANDSHAKE)
		on_handshake(c, ssl, from_us != 0, body);
	else if (type == SSL3_RT_ALERT)
		on_alert(c, from_us != 0, body);
	else if (!from_us)
		on_record(c, type, body);
}

static void on_state(const SSL *ssl, int where, int result)
{
	struct ed_connection *c = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
	const unsigned char *alpn = NULL;
	unsigned n = 0;

	(void)result;
	if (!(where & SSL_CB_HANDSHAKE_DONE))
		return;
	c->renegotiating = false;
	if (c->handshake_done)
		return;
	c->handshake_done = true;
	c->tls_ms = ed_since(c);
	SSL_get0_alpn_selected(ssl, &alpn, &n);
	c->alpn = ed_copy(arena_of(c), (struct ed_str){(const char *)alpn, n});
}

void ed_transcript_attach(struct ed_connection *c, SSL_CTX *context)
{
	SSL_CTX_set_app_data(context, c);
	SSL_CTX_set_msg_callback(context, on_message);
	SSL_CTX_set_msg_callback_arg(context, c);
	SSL_CTX_set_info_callback(context, on_state);
}

bool ed_is_not_tls(const struct ed_connection *c)
{
	enum { FIRST_TYPE = 20, LAST_TYPE = 24, MAJOR = 3 };

	if (c->n_first == 0)
		return false;
	if (c->first[0] < FIRST_TYPE || c->first[0] > LAST_TYPE)
		return true;
	return c->n_first > 1 && c->first[1] != MAJOR;
}
