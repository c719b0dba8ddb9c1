/* SPDX-License-Identifier: Apache-2.0 */
/* One connection: what it offers, what it asks, and what was seen on it. */
#ifndef ED_PROBE_CONNECTION_H
#define ED_PROBE_CONNECTION_H

#include "probe/probe.h"

/* What is kept of one connection, and why no more. */
enum {
	ED_MAX_MESSAGES = 64,        /* a handshake has 12; two and some */
	ED_MAX_REQUESTS = 4,         /* one in each phase, and a surprise */
	ED_MAX_ISSUERS = 1000,       /* Schannel stops at 16 KiB, near 150 */
	ED_MAX_SERVER_CHAIN = 16,    /* real ones have 2 to 4 */
	ED_MAX_FIRST_BYTES = 64,     /* tell "HTTP/1.1" from garbage */
	ED_MAX_HEADER_BYTES = 65536, /* of an answer; Exchange sends 2 KiB */
	ED_MAX_HEADER_VALUE = 1024,
	ED_MAX_HEADERS = 40, /* kept of one answer */
	ED_MAX_COOKIES = 20,
	ED_MAX_BODY = 65536,     /* read before the connection is cut */
	ED_MAX_BODY_TEXT = 1024, /* an IIS error page says it all by then */
	ED_MAX_KEPT = 4 << 20    /* of certificates and issuers in one run */
};

enum ed_step {
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
	ED_STEP_FOLDER_SYNC,
	ED_N_STEPS
};

extern const char *const ed_step_names[ED_N_STEPS];

enum ed_phase { ED_INITIAL, ED_RENEGOTIATION, ED_POST_HANDSHAKE };

/* One message of TLS. */
struct ed_message {
	unsigned ms;
	bool from_us;
	int type; /* of a handshake message, or ED_ALERT_MESSAGE */
	enum ed_phase phase;
	unsigned alert;
	bool fatal;
	size_t bytes;
};

enum { ED_ALERT_MESSAGE = -1 };

enum ed_reply { ED_REPLY_NOTHING, ED_REPLY_EMPTY, ED_REPLY_CERTIFICATE };

/* A CertificateRequest. */
struct ed_asked {
	enum ed_phase phase;
	struct ed_list issuers; /* struct ed_str: DER of a Name */
	unsigned left_out;
	struct ed_list algorithms; /* unsigned */
	struct ed_list types;      /* unsigned */
	enum ed_reply reply;
};

struct ed_header {
	struct ed_str name;
	struct ed_str value;
};

/* An HTTP answer, as far as it is kept. */
struct ed_answer {
	unsigned status;  /* of the last status line; 0: none came */
	unsigned version; /* 10, 11, 20 */
	bool complete;    /* its headers have ended */
	bool too_long;
	struct ed_list headers; /* struct ed_header */
	struct ed_list cookies; /* struct ed_str: names */
	size_t header_bytes;
	size_t body_bytes;
	bool cut;
	struct ed_text body; /* the first of it */
	size_t keep;         /* how much of it */
	unsigned ms;         /* when the headers had ended */
};

/* How the parts ended, in the words of the record. NULL: not told. */
struct ed_outcome {
	const char *tcp;
	const char *tls;
	const char *http;
	const char *ended;
	struct ed_str tcp_error;
	struct ed_str tls_error;
	struct ed_str http_error;
};

struct ed_run;

struct ed_connection {
	struct ed_run *run;
	enum ed_step step;
	struct ed_probe_place at; /* where to: one address of the endpoint */

	/* What is offered. */
	unsigned tls_min; /* 0x0303 */
	unsigned tls_max;
	bool sni;
	bool pha;
	bool h2;
	bool certificate;

	/* What is asked. */
	bool handshake_only;
	const char *method;
	struct ed_str query; /* of the URL, without "?" */
	struct ed_str body;
	bool expect;
	const char *content_type;
	const char *protocol; /* MS-ASProtocolVersion, or NULL */

	/* Times are milliseconds since this one. */
	int64_t began; /* monotonic, in ms */
	unsigned started_ms;

	/* What was seen of TCP. */
	unsigned n_sockets;
	bool connected;
	unsigned tcp_ms;

	/* What was seen of TLS. */
	bool said_hello;
	bool handshake_done;
	bool renegotiating;
	unsigned tls_ms;
	unsigned version; /* 0: no ServerHello came */
	const char *cipher;
	struct ed_str alpn;
	struct ed_list messages;     /* struct ed_message */
	struct ed_list certificates; /* struct ed_str: DER, leaf first */
	struct ed_list asked;        /* struct ed_asked */
	int alert_in;                /* fatal, of the server; -1: none */
	int alert_out;               /* fatal, of ours; -1: none */
	unsigned char first[ED_MAX_FIRST_BYTES];
	size_t n_first;
	bool has_spoken; /* it sent data behind the handshake */
	bool eof;        /* the peer ended the stream */
	int io_error;    /* errno of the stream, 0: none */

	/* What was seen of HTTP. */
	struct ed_answer answer;
	unsigned stream_error; /* of HTTP/2 */
	bool stream_failed;
	size_t sent_bytes;
	unsigned connect_code; /* the proxy's answer */
	bool timed_out;
	char error[256]; /* libcurl's words: CURL_ERROR_SIZE */

	bool finished; /* false: the probe was stopped before */
	struct ed_outcome outcome;

	/* Of http.c, while it runs. */
	void *easy;
	void *lists[2];
};

/* Whether the handshake was done, and whether Exchange itself answered. */
bool ed_agreed(const struct ed_connection *c);
bool ed_answered(const struct ed_connection *c);
bool ed_answered_by_eas(const struct ed_connection *c);

/* The first value of a kept header, or an empty one. */
struct ed_str ed_probe_header_of(
    const struct ed_connection *c, const char *name);

#endif
