/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a probe of the endpoint saw: plain const structs, read from its record.
 *
 * One probe has nodes, the addresses behind the endpoint's name; each node has
 * attempts, one connection each. All that is said here was seen from the
 * machine that probed: what it could not reach says nothing about the device.
 */
#ifndef EASDOCTOR_PROBE_H
#define EASDOCTOR_PROBE_H

#include <easdoctor/base.h>

struct ed_certificate;
struct ed_name;
struct ed_probe;

/* The first of each enum below: the record does not say, or not in time. */
enum ed_dns_state {
	ED_DNS_UNSAID,
	ED_DNS_OK,
	ED_DNS_FAILED,
	ED_DNS_TIMEOUT,
	ED_DNS_SKIPPED /* an address was given */
};

enum ed_tcp_state {
	ED_TCP_UNSAID,
	ED_TCP_CONNECTED,
	ED_TCP_REFUSED,
	ED_TCP_TIMEOUT,
	ED_TCP_RESET,
	ED_TCP_UNREACHABLE,
	ED_TCP_PROXY_REFUSED,
	ED_TCP_FAILED
};

/* How the initial handshake ended. */
enum ed_tls_state {
	ED_TLS_UNSAID,
	ED_TLS_NOT_TRIED,
	ED_TLS_DONE,
	ED_TLS_ALERT,
	ED_TLS_TIMEOUT,
	ED_TLS_CLOSED,
	ED_TLS_RESET,
	ED_TLS_NOT_TLS, /* what came was no TLS record */
	ED_TLS_FAILED
};

enum ed_http_state {
	ED_HTTP_UNSAID,
	ED_HTTP_NOT_TRIED,
	ED_HTTP_ANSWERED,
	ED_HTTP_TIMEOUT,
	ED_HTTP_RESET,
	ED_HTTP_CLOSED,
	ED_HTTP_ALERT,
	ED_HTTP_TOO_LONG,
	ED_HTTP_GARBLED,
	ED_HTTP_STREAM_RESET
};

enum ed_tls_version {
	ED_TLS_NONE,
	ED_TLS_1_0,
	ED_TLS_1_1,
	ED_TLS_1_2,
	ED_TLS_1_3,
	ED_TLS_OLDER /* SSL */
};

/* What an attempt was made for; the record's "step". */
enum ed_step {
	ED_STEP_OTHER,
	ED_STEP_TLS12,
	ED_STEP_TLS12_CERTIFICATE,
	ED_STEP_TLS13,
	ED_STEP_TLS13_CERTIFICATE,
	ED_STEP_TLS13_PHA,
	ED_STEP_NO_SNI,
	ED_STEP_HTTP2,
	ED_STEP_LEGACY,
	ED_STEP_UPLOAD,
	ED_STEP_UPLOAD_EXPECT,
	ED_STEP_PROVISION,
	ED_STEP_FOLDER_SYNC
};

enum ed_phase {
	ED_PHASE_UNSAID,
	ED_PHASE_INITIAL,
	ED_PHASE_RENEGOTIATION,
	ED_PHASE_POST_HANDSHAKE
};

enum ed_peer { ED_PEER_UNSAID, ED_PEER_US, ED_PEER_SERVER };

enum ed_message_type {
	ED_MESSAGE_OTHER,
	ED_MESSAGE_CLIENT_HELLO,
	ED_MESSAGE_SERVER_HELLO,
	ED_MESSAGE_ENCRYPTED_EXTENSIONS,
	ED_MESSAGE_CERTIFICATE,
	ED_MESSAGE_CERTIFICATE_REQUEST,
	ED_MESSAGE_SERVER_KEY_EXCHANGE,
	ED_MESSAGE_SERVER_HELLO_DONE,
	ED_MESSAGE_CLIENT_KEY_EXCHANGE,
	ED_MESSAGE_CERTIFICATE_VERIFY,
	ED_MESSAGE_FINISHED,
	ED_MESSAGE_HELLO_REQUEST,
	ED_MESSAGE_NEW_SESSION_TICKET,
	ED_MESSAGE_ALERT
};

/* One message of a handshake. */
struct ed_message {
	enum ed_peer from;
	enum ed_message_type type;
	enum ed_phase phase;
	unsigned alert; /* its number, of an alert */
	bool fatal;
	unsigned ms;
	unsigned bytes;
};

/* What was sent in answer to a certificate request. */
enum ed_answered {
	ED_ANSWERED_UNSAID,
	ED_ANSWERED_CERTIFICATE,
	ED_ANSWERED_EMPTY,
	ED_ANSWERED_NOTHING
};

/* The server asks for a client certificate. */
struct ed_certificate_request {
	enum ed_phase phase;
	const struct ed_name
	    *issuers; /* that it says it accepts; may be none */
	size_t n_issuers;
	unsigned issuers_left_out; /* there were more, or unreadable ones */
	const unsigned *signature_algorithms;
	size_t n_signature_algorithms;
	const unsigned *certificate_types;
	size_t n_certificate_types;
	bool numbers_left_out; /* of the two lists: the same */
	enum ed_answered answered;
};

struct ed_header {
	struct ed_str name; /* lower case */
	struct ed_str value;
};

/* What was offered, and so how much like a device it was. */
struct ed_tls_offer {
	enum ed_tls_version tls_min;
	enum ed_tls_version tls_max;
	bool sni;
	bool pha;
	bool certificate; /* one was there to be presented */
	const struct ed_str *alpn;
	size_t n_alpn;
};

struct ed_tcp {
	enum ed_tcp_state state;
	struct ed_str error;
	unsigned ms;
};

struct ed_tls {
	enum ed_tls_state state;
	struct ed_str error;
	unsigned ms;
	enum ed_tls_version version; /* agreed */
	struct ed_str cipher;
	struct ed_str alpn;
	const struct ed_certificate *const *certificates; /* leaf first */
	size_t n_certificates;
	bool certificates_unread; /* one at least could not be read */
	struct ed_str first_bytes;
	const struct ed_message *messages;
	size_t n_messages;
	const struct ed_certificate_request *requests;
	size_t n_requests;
};

struct ed_http {
	enum ed_http_state state;
	struct ed_str error;
	struct ed_str method;
	struct ed_str version;
	unsigned request_bytes;
	unsigned sent_bytes;
	unsigned status; /* 0: none */
	unsigned ms;
	unsigned stream_error; /* of HTTP/2, when a stream was reset */
	const struct ed_header *headers;
	size_t n_headers;
	const struct ed_str *cookies; /* names alone */
	size_t n_cookies;
	unsigned body_bytes;
	bool body_cut;
	struct ed_str body; /* the start of a text that is no success */
};

/* One connection. */
struct ed_attempt {
	struct ed_ref ref;
	unsigned number; /* in the record, from 0 */
	enum ed_step step;
	struct ed_str step_name;
	struct ed_str address;
	unsigned port;
	unsigned started_ms;
	struct ed_tls_offer offer;
	struct ed_tcp tcp;
	struct ed_tls tls;
	struct ed_http http;
	struct ed_str ended;
};

/* When a server asks for a client certificate, and what without one. */
enum ed_auth_mode {
	ED_AUTH_UNKNOWN,
	ED_AUTH_NONE, /* it never asks */
	ED_AUTH_OPTIONAL,
	ED_AUTH_REQUIRED_HANDSHAKE,
	ED_AUTH_REQUIRED_AFTER_REQUEST,
	ED_AUTH_OPTIONAL_AFTER_REQUEST,
	ED_AUTH_HTTP_LEVEL /* it asks, and answers 403 without one */
};

/* One TLS version of a node; settled by derive/client_auth.c. */
struct ed_client_auth {
	bool agreed; /* the node speaks this version */
	bool asked;  /* for a certificate, in whatever phase */
	enum ed_auth_mode mode;
	/* What shows it: without, with, and with post-handshake offered. */
	const struct ed_attempt *without;
	const struct ed_attempt *with;
	const struct ed_attempt *pha;
};

/* Whether the certificates a node sends lead to a root that is given. */
enum ed_server_trust {
	ED_SERVER_UNJUDGED,   /* nobody gave a root, or nothing was sent */
	ED_SERVER_TRUSTED,    /* ends in a root given for servers */
	ED_SERVER_UNTRUSTED,  /* complete, and ends in another root */
	ED_SERVER_INCOMPLETE, /* an intermediate is missing */
	ED_SERVER_CANNOT_TELL /* see detail */
};

struct ed_server_chain {
	enum ed_server_trust trust;
	bool certain; /* the missing one is in evidence, so it is no guess */
	struct ed_str detail; /* the missing issuer, the other root, a reason */
};

/* An address of the endpoint: the subject of ED_SERVER. */
struct ed_node {
	struct ed_ref ref;
	struct ed_str label; /* "mail.corp.example at 192.0.2.1:443" */
	const struct ed_probe *probe;
	struct ed_str address;
	unsigned port;
	const struct ed_attempt *const *attempts;
	size_t n_attempts;
	/* Settled by derive/client_auth.c. */
	bool connected; /* TCP, at least once */
	bool spoke_tls; /* one handshake at least was done */
	/* The first attempt that got certificates of the server, or NULL. */
	const struct ed_attempt *shown;
	struct ed_client_auth tls12;
	struct ed_client_auth tls13;
	/*
	 * The attempt that is most like a device's: with the certificate, the
	 * highest version agreed, no post-handshake authentication, HTTP/1.1.
	 * NULL without a key. bare is the same without a certificate.
	 */
	const struct ed_attempt *device_like;
	const struct ed_attempt *bare;
	const struct ed_client_auth *device_auth; /* of that version, or NULL */
	/*
	 * How it asks over that version, and where that was seen; NULL when no
	 * attempt was asked. With what is asked for after a TLS 1.3 handshake,
	 * which devices are not.
	 */
	const struct ed_certificate_request *request;
	const struct ed_attempt *asking;
	struct ed_server_chain chain;
	struct ed_str shows; /* in one line, by derive/node_shows.c */
};

enum ed_wipe { ED_WIPE_UNSAID, ED_WIPE_NONE, ED_WIPE_DEVICE, ED_WIPE_ACCOUNT };

/* What Exchange ActiveSync itself answered. */
struct ed_eas_answer {
	const struct ed_attempt *attempt; /* NULL: not tried */
	bool has_status;
	unsigned status;
	bool has_policy_status;
	unsigned policy_status;
	bool has_policy;
	enum ed_wipe wipe;
	bool has_folders;
	unsigned folders;
};

/* One record. */
struct ed_probe {
	struct ed_ref ref;
	struct ed_str version;
	int64_t started; /* seconds since 1970; 0: not said */
	struct ed_str host;
	unsigned port;
	struct ed_str path;
	struct ed_str connect_to;
	struct ed_str proxy;
	unsigned timeout_ms;
	bool has_certificate;
	struct ed_str certificate_sha256; /* hex, lower case */
	bool has_key;                     /* it was presented, too */
	enum ed_dns_state dns;
	struct ed_str dns_error;
	unsigned dns_ms;
	const struct ed_str *addresses;
	size_t n_addresses;
	const struct ed_attempt *const *attempts;
	size_t n_attempts;
	const struct ed_node *const *nodes;
	size_t n_nodes;
	bool has_eas;
	struct ed_str device_id;
	struct ed_str protocol;
	struct ed_eas_answer provision;
	struct ed_eas_answer folder_sync;
	struct ed_str bad_wbxml;
	bool interrupted; /* it was stopped: some attempts are not there */
	/*
	 * Settled by derive/client_auth.c: it went where this case's devices
	 * go, and with the device's certificate, or nothing says otherwise.
	 */
	bool same_server;
	bool same_certificate;
};

/* Does the answer have that header, whatever the case of letters? */
ED_API bool ed_http_has(const struct ed_http *http, struct ed_str name);

#endif
