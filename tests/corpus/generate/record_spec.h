/* SPDX-License-Identifier: Apache-2.0 */
/* The servers of a record: how they are reached, ask, and answer. */
#ifndef ED_CORPUS_RECORD_SPEC_H
#define ED_CORPUS_RECORD_SPEC_H

#include <stdbool.h>
#include <stdint.h>

/* How a server asks for the device's certificate. */
enum ed_asks {
	ED_ASKS_FIRST, /* in the handshake */
	ED_ASKS_LATE,  /* by renegotiation; over TLS 1.3 it cannot */
	ED_ASKS_PHA,   /* the same, and over TLS 1.3 who offers that */
	ED_ASKS_STUCK, /* by a renegotiation that hangs */
	ED_ASKS_NEVER
};

/* The authorities that it says it accepts. */
enum ed_issuers {
	ED_ISSUERS_NONE, /* an empty list, as Windows sends it */
	ED_ISSUERS_OURS,
	ED_ISSUERS_ROOT, /* only the one above, among others */
	ED_ISSUERS_OTHERS,
	ED_ISSUERS_ANOTHER
};

/* What it answers to the certificate. */
enum ed_reply {
	ED_REPLY_OK,
	ED_REPLY_401,
	ED_REPLY_401_BASIC,
	ED_REPLY_401_BEARER,
	ED_REPLY_403_IIS,
	ED_REPLY_403_SLOW, /* after the wait for a revocation list */
	ED_REPLY_403_EXCHANGE,
	ED_REPLY_403_PROXY,
	ED_REPLY_404,
	ED_REPLY_451,
	ED_REPLY_500_19,
	ED_REPLY_500_32,
	ED_REPLY_502,
	ED_REPLY_503,
	ED_REPLY_503_BALANCER,
	ED_REPLY_503_THROTTLED,
	ED_REPLY_LOGIN,
	ED_REPLY_LOGIN_FORM,
	ED_REPLY_NOT_EAS,
	ED_REPLY_RESET,
	ED_REPLY_CLOSED,
	ED_REPLY_SILENT,
	ED_REPLY_LATE, /* silent, but not without a certificate */
	ED_REPLY_GARBLED,
	ED_REPLY_ENDLESS
};

/* What becomes of a large request; of a handshake without a name. */
enum ed_upload {
	ED_UPLOAD_UNTRIED,
	ED_UPLOAD_TAKEN,
	ED_UPLOAD_413,
	ED_UPLOAD_RESET,
	ED_UPLOAD_CLOSED
};
enum ed_sni { ED_SNI_UNTRIED, ED_SNI_FREE, ED_SNI_REFUSED };

/* One address as a probe found it. */
struct ed_node_spec {
	const char *address;
	const char *tcp; /* "connected", or how it failed */
	const char *tls; /* NULL: a handshake comes about; else its state */
	unsigned alert;  /* when tls is "alert" */
	const char *first_bytes;
	const char *legacy; /* the version it speaks instead, or NULL */
	bool no_tls13;
	enum ed_asks asks;
	enum ed_reply reply;
	enum ed_reply reply13; /* over TLS 1.3, when it cannot ask there */
	unsigned refusal;      /* the alert on the certificate, by a balancer */
	unsigned stream_error; /* HTTP/2 is refused with this, plus 1 */
	const char *server;    /* header, when not Exchange's */
	const char *cookie;
	const char *via;
	const char *location; /* another server, with 451 */
	unsigned substatus;   /* in the page, where IIS shows its details */
	unsigned slow_ms;     /* of every answer */
	bool wants_basic;     /* of who has no certificate */
	enum ed_issuers issuers;
	enum ed_upload upload;
	enum ed_sni sni;
};

/* Commands of ActiveSync, and their status; 0: not asked for. */
struct ed_commands_spec {
	unsigned provision, folder_sync;
	enum ed_reply folder_reply; /* by HTTP instead */
	unsigned more_folders;
	const char *wipe; /* NULL: none */
	const char *bad;  /* why the answer cannot be read */
	unsigned provision_attempt, folder_attempt; /* set when written */
};

/* A probe's record, and the certificates that the server shows. */
struct ed_record_spec {
	bool present;
	bool promised; /* the scope says network and tls */
	bool roots;    /* the server's root is given in the case */
	const char *dns;
	const char *const *names; /* NULL: the endpoint's host */
	int64_t not_before, not_after;
	int key;
	const char *digest;
	bool stranger; /* of an authority that nobody gave */
	bool self_signed;
	bool leaf_only;
	bool show_issuing; /* its issuing CA is a file of evidence */
	/* What it asks for: authorities by name, and numbers of a JSON array;
	 * NULL: nothing is said of them. */
	struct ed_authority *named[4];
	unsigned n_named;
	const char *algorithms;
	const char *types;
	bool cannot_sign; /* so that nobody presents this certificate */
	bool keyless;     /* probed without the key */
	struct ed_node_spec nodes[2];
	unsigned n_nodes;
	struct ed_commands_spec commands;
};

#endif
