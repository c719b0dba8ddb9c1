/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that misbehaves in one known way per port: below TLS, in the
 * handshake, and in the answers that only Exchange and http.sys give. What a
 * real server can do is left to Apache, nginx, HAProxy and SOGo.
 */
#ifndef ED_LAB_SERVER_H
#define ED_LAB_SERVER_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>

/* A connection ends after this, whatever the peer does. */
enum { LAB_LIFE = 60 };

/* What a fault below TLS does with a connection. */
typedef void lab_tcp_fault(int fd);

struct lab_tcp_mode {
	const char *name;
	lab_tcp_fault *fault; /* NULL: see "dropped" in main.c */
};
extern const struct lab_tcp_mode lab_tcp_modes[]; /* ends with NULL name */

/* When the server asks for a certificate. */
enum lab_ask { LAB_NEVER, LAB_FIRST, LAB_AFTER_REQUEST };

/* What becomes of a client whose certificate is not good. */
enum lab_need {
	LAB_OPTIONAL,  /* any or none will do */
	LAB_REQUIRED,  /* an alert ends it */
	LAB_HTTP_LEVEL /* the answer is a 403 */
};

/* What is sent when a TLS 1.3 client cannot be asked after its request. */
enum lab_refusal { LAB_RESET, LAB_NOT_SUPPORTED };

struct lab_request {
	char head[16384];
	size_t n_body;
	bool is_options;
	bool has_certificate;
	long verify_error; /* X509_V_OK, or what is wrong with it */
};

/* Answers one request; false: hang up without a word. */
typedef bool lab_answer(SSL *ssl, const struct lab_request *request);

struct lab_tls_mode {
	const char *name;
	int min, max; /* TLS versions; 0: 1.2 and 1.3 */
	enum lab_ask ask;
	enum lab_need need;
	enum lab_refusal refusal;
	const char *certificate; /* base name below the PKI; NULL: "server" */
	bool swallow_renegotiation;
	bool http2;         /* and refuses requests on it */
	size_t body_limit;  /* 0: none; more than this is a 413 when the
			       certificate is asked for after the request */
	bool cuts_upload;   /* and that without a word */
	bool no_issuers;    /* an empty list of acceptable CAs */
	const char *issuer; /* the only acceptable CA, a base name */
	const char *client_algorithms; /* of signatures; NULL: as it is */
	lab_answer *answer;
};
extern const struct lab_tls_mode lab_tls_modes[]; /* ends with NULL name */

/* tls.c: one connection; pki is the folder of certificates. */
SSL_CTX *lab_make_context(const struct lab_tls_mode *mode, const char *pki);
void lab_serve_tls(int fd, const struct lab_tls_mode *mode, SSL_CTX *context);
/* Closes so that the peer sees a reset. */
void lab_reset(int fd);
bool lab_write(SSL *ssl, const void *bytes, size_t n);

/* http.c */
bool lab_read_request(SSL *ssl, struct lab_request *request, size_t body_limit);
bool lab_send(SSL *ssl, const char *status, const char *headers,
    const char *type, const void *body, size_t n);
lab_answer lab_answer_exchange;
bool lab_answer_403(SSL *ssl, const struct lab_request *request);
bool lab_answer_413(SSL *ssl);
bool lab_answer_not_supported(SSL *ssl);

/* elsewhere.c: sends whoever follows to the host in LAB_ELSEWHERE. */
lab_answer lab_answer_302_elsewhere;
lab_answer lab_answer_451_elsewhere;
lab_answer lab_answer_451_to_commands;

#endif
