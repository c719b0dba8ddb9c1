/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Handshake messages of TLS, as far as a diagnosis needs them. Pure readers
 * over bytes: each message comes whole, with its four bytes of head. What is
 * cut or contradicts itself gives false, and what was read before it stays.
 */
#ifndef ED_PROBE_HANDSHAKE_H
#define ED_PROBE_HANDSHAKE_H

#include "probe/connection.h"

enum {
	ED_HELLO_REQUEST = 0,
	ED_CLIENT_HELLO = 1,
	ED_SERVER_HELLO = 2,
	ED_NEW_SESSION_TICKET = 4,
	ED_ENCRYPTED_EXTENSIONS = 8,
	ED_CERTIFICATE = 11,
	ED_SERVER_KEY_EXCHANGE = 12,
	ED_CERTIFICATE_REQUEST = 13,
	ED_SERVER_HELLO_DONE = 14,
	ED_CERTIFICATE_VERIFY = 15,
	ED_CLIENT_KEY_EXCHANGE = 16,
	ED_FINISHED = 20
};

/* "certificate_request", and "other" for what has no name here. */
const char *ed_message_name(int type);

/* The version and the cipher that a ServerHello chooses. */
ED_MUST_USE bool ed_read_server_hello(
    struct ed_str message, unsigned *version, unsigned *cipher);

/*
 * Issuers point into message. At most ED_MAX_ISSUERS are listed, the others
 * are counted as left out.
 */
ED_MUST_USE bool ed_read_certificate_request(struct ed_arena *arena,
    struct ed_str message, unsigned version, struct ed_asked *out);

/* The certificates (struct ed_str into message) of a Certificate message. */
ED_MUST_USE bool ed_read_certificates(struct ed_arena *arena,
    struct ed_str message, unsigned version, struct ed_list *out);

#endif
