/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/handshake.h"

enum { TLS12 = 0x0303, TLS13 = 0x0304, RANDOM = 32 };
enum { SIGNATURE_ALGORITHMS = 13, SUPPORTED_VERSIONS = 43, AUTHORITIES = 47 };

const char *ed_message_name(int type)
{
	switch (type) {
	case ED_ALERT_MESSAGE:
		return "alert";
	case ED_HELLO_REQUEST:
		return "hello_request";
	case ED_CLIENT_HELLO:
		return "client_hello";
	case ED_SERVER_HELLO:
		return "server_hello";
	case ED_NEW_SESSION_TICKET:
		return "new_session_ticket";
	case ED_ENCRYPTED_EXTENSIONS:
		return "encrypted_extensions";
	case ED_CERTIFICATE:
		return "certificate";
	case ED_SERVER_KEY_EXCHANGE:
		return "server_key_exchange";
	case ED_CERTIFICATE_REQUEST:
		return "certificate_request";
	case ED_SERVER_HELLO_DONE:
		return "server_hello_done";
	case ED_CERTIFICATE_VERIFY:
		return "certificate_verify";
	case ED_CLIENT_KEY_EXCHANGE:
		return "client_key_exchange";
	case ED_FINISHED:
		return "finished";
	default:
		return "other";
	}
}

/* The next size bytes. */
static bool take(struct ed_str *rest, size_t size, struct ed_str *out)
{
	if (rest->n < size)
		return false;
	*out = ed_str_sub(*rest, 0, size);
	*rest = ed_str_sub(*rest, size, rest->n);
	return true;
}

/* A big-endian number of size bytes. */
static bool take_number(struct ed_str *rest, size_t size, size_t *out)
{
	struct ed_str bytes;
	size_t n = 0;

	if (!take(rest, size, &bytes))
		return false;
	for (size_t i = 0; i < size; i++)
		n = n << 8 | (unsigned char)bytes.p[i];
	*out = n;
	return true;
}

/* A vector: its length in size bytes, then that many. */
static bool take_vector(struct ed_str *rest, size_t size, struct ed_str *out)
{
	struct ed_str at = *rest;
	size_t n;

	if (!take_number(&at, size, &n) || !take(&at, n, out))
		return false;
	*rest = at;
	return true;
}

/* What follows the head, when its length is right. */
static bool take_body(struct ed_str message, struct ed_str *out)
{
	size_t type;

	return take_number(&message, 1, &type) &&
	       take_vector(&message, 3, out) && message.n == 0;
}

/* The next extension of a list. */
static bool take_extension(
    struct ed_str *rest, size_t *type, struct ed_str *body)
{
	return take_number(rest, 2, type) && take_vector(rest, 2, body);
}

static void read_version(struct ed_str extensions, unsigned *version)
{
	struct ed_str list, body;
	size_t type, value;

	if (!take_vector(&extensions, 2, &list))
		return;
	while (take_extension(&list, &type, &body))
		if (type == SUPPORTED_VERSIONS && take_number(&body, 2, &value))
			*version = (unsigned)value;
}

bool ed_read_server_hello(
    struct ed_str message, unsigned *version, unsigned *cipher)
{
	struct ed_str rest, skipped;
	size_t legacy, suite, compression;

	if (!take_body(message, &rest) || !take_number(&rest, 2, &legacy) ||
	    !take(&rest, RANDOM, &skipped) ||
	    !take_vector(&rest, 1, &skipped) ||
	    !take_number(&rest, 2, &suite) ||
	    !take_number(&rest, 1, &compression))
		return false;
	*version = (unsigned)legacy;
	*cipher = (unsigned)suite;
	read_version(rest, version);
	return true;
}

static bool read_issuers(
    struct ed_arena *arena, struct ed_str list, struct ed_asked *out)
{
	struct ed_str name;

	while (list.n) {
		if (!take_vector(&list, 2, &name))
			return false;
		if (out->issuers.n < ED_MAX_ISSUERS)
			*ED_PUSH(arena, &out->issuers, struct ed_str) = name;
		else
			out->left_out++;
	}
	return true;
}

/* Numbers of size bytes; real lists have some twenty, so 256 are enough. */
static bool read_numbers(struct ed_arena *arena, struct ed_str list,
    size_t size, struct ed_list *out)
{
	enum { KEPT = 256 };
	size_t value;

	while (list.n && out->n < KEPT) {
		if (!take_number(&list, size, &value))
			return false;
		*ED_PUSH(arena, out, unsigned) = (unsigned)value;
	}
	return true;
}

static bool read_request_12(struct ed_arena *arena, struct ed_str body,
    unsigned version, struct ed_asked *out)
{
	struct ed_str list;

	if (!take_vector(&body, 1, &list) ||
	    !read_numbers(arena, list, 1, &out->types))
		return false;
	/* Before TLS 1.2 none are said. */
	if (version >= TLS12 &&
	    (!take_vector(&body, 2, &list) ||
		!read_numbers(arena, list, 2, &out->algorithms)))
		return false;
	return take_vector(&body, 2, &list) && read_issuers(arena, list, out) &&
	       body.n == 0;
}

static bool read_request_extension(struct ed_arena *arena, size_t type,
    struct ed_str body, struct ed_asked *out)
{
	struct ed_str list;

	if (type == SIGNATURE_ALGORITHMS)
		return take_vector(&body, 2, &list) &&
		       read_numbers(arena, list, 2, &out->algorithms);
	if (type == AUTHORITIES)
		return take_vector(&body, 2, &list) &&
		       read_issuers(arena, list, out);
	return true;
}

static bool read_request_13(
    struct ed_arena *arena, struct ed_str body, struct ed_asked *out)
{
	struct ed_str context, list, extension;
	size_t type;

	if (!take_vector(&body, 1, &context) || !take_vector(&body, 2, &list) ||
	    body.n)
		return false;
	while (list.n)
		if (!take_extension(&list, &type, &extension) ||
		    !read_request_extension(arena, type, extension, out))
			return false;
	return true;
}

bool ed_read_certificate_request(struct ed_arena *arena, struct ed_str message,
    unsigned version, struct ed_asked *out)
{
	struct ed_str body;

	if (!take_body(message, &body))
		return false;
	return version >= TLS13 ? read_request_13(arena, body, out)
				: read_request_12(arena, body, version, out);
}

bool ed_read_certificates(struct ed_arena *arena, struct ed_str message,
    unsigned version, struct ed_list *out)
{
	struct ed_str body, list, der, extra;

	if (!take_body(message, &body) ||
	    (version >= TLS13 && !take_vector(&body, 1, &extra)) ||
	    !take_vector(&body, 3, &list) || body.n)
		return false;
	while (list.n) {
		if (!take_vector(&list, 3, &der) ||
		    (version >= TLS13 && !take_vector(&list, 2, &extra)))
			return false;
		if (out->n < ED_MAX_SERVER_CHAIN)
			*ED_PUSH(arena, out, struct ed_str) = der;
	}
	return true;
}
