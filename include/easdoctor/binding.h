/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The TLS bindings of http.sys on one machine, as netsh http show sslcert or
 * the registry shows them. Each has flags of its own.
 */
#ifndef EASDOCTOR_BINDING_H
#define EASDOCTOR_BINDING_H

#include <easdoctor/case.h>

enum ed_binding_kind {
	ED_BINDING_ADDRESS, /* IP:port */
	ED_BINDING_NAME,    /* Hostname:port, chosen by SNI */
	ED_BINDING_STORE,   /* the central certificate store */
	ED_BINDING_SCOPED   /* the same, for one name */
};

struct ed_binding {
	struct ed_ref ref;
	enum ed_binding_kind kind;
	struct ed_str endpoint; /* "0.0.0.0:443", as it stands there */
	struct ed_str host;     /* "0.0.0.0", "[::]"; empty: any */
	unsigned port;          /* 0: it could not be read */
	struct ed_str hash;     /* of the server's certificate, hex */
	struct ed_str app_id;
	struct ed_str store;
	struct ed_str ctl_id;    /* empty: none */
	struct ed_str ctl_store; /* empty: none */
	/* ED_UNSAID: it does not stand there, or could not be read. */
	enum ed_answer ds_mapper;
	enum ed_answer negotiate;
	enum ed_answer revocation; /* of clients' certificates is checked */
	enum ed_answer cached_only;
	enum ed_answer usage_check;
	enum ed_answer rejects;
	enum ed_answer http2_off;
	enum ed_answer quic_off;
	enum ed_answer tls12_off;
	enum ed_answer tls13_off;
	enum ed_answer legacy_off;
};

struct ed_bindings {
	const struct ed_binding *const *items;
	size_t n;
	bool incomplete; /* some may be missing */
	bool foreign;    /* in a language that is not read */
	/*
	 * Those that may serve the endpoint's name, loopback aside: one where
	 * it is certain. Settled by derive/bindings.c.
	 */
	const struct ed_binding *const *serving;
	size_t n_serving;
	unsigned port; /* that was looked for */
};

#endif
