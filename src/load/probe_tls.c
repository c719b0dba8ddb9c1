/* SPDX-License-Identifier: Apache-2.0 */
/* The handshake of one connection in a probe's record. */
#include "load/probe_read.h"

#include "load/loader.h"
#include "load/name.h"

#include <easdoctor/limits.h>

#define AT(member) offsetof(struct ed_tls, member)

static const char *const states[] = {"not_tried", "done", "alert", "timeout",
    "closed", "reset", "not_tls", "failed", NULL};
static const char *const versions[] = {
    "1.0", "1.1", "1.2", "1.3", "SSLv3", NULL};
static const char *const peers[] = {"us", "server", NULL};
static const char *const phases[] = {
    "initial", "renegotiation", "post_handshake", NULL};
static const char *const types[] = {"client_hello", "server_hello",
    "encrypted_extensions", "certificate", "certificate_request",
    "server_key_exchange", "server_hello_done", "client_key_exchange",
    "certificate_verify", "finished", "hello_request", "new_session_ticket",
    "alert", "other", NULL};
static const char *const answers[] = {"certificate", "empty", "nothing", NULL};

static const struct ed_record_key tls_keys[] = {
    {"state", ED_RECORD_WORD, AT(state), states, 0},
    {"error", ED_RECORD_TEXT, AT(error), NULL, 0},
    {"ms", ED_RECORD_NUMBER, AT(ms), NULL, 0},
    {"version", ED_RECORD_WORD, AT(version), versions, 0},
    {"cipher", ED_RECORD_TEXT, AT(cipher), NULL, 0},
    {"alpn", ED_RECORD_TEXT, AT(alpn), NULL, 0},
    {"first_bytes", ED_RECORD_TEXT, AT(first_bytes), NULL, 0},
    {0},
};

static const struct ed_record_key message_keys[] = {
    {"from", ED_RECORD_WORD, offsetof(struct ed_message, from), peers, 0},
    {"message", ED_RECORD_WORD, offsetof(struct ed_message, type), types, 0},
    {"phase", ED_RECORD_WORD, offsetof(struct ed_message, phase), phases, 0},
    {"alert", ED_RECORD_NUMBER, offsetof(struct ed_message, alert), NULL, 0},
    {"fatal", ED_RECORD_FLAG, offsetof(struct ed_message, fatal), NULL, 0},
    {"ms", ED_RECORD_NUMBER, offsetof(struct ed_message, ms), NULL, 0},
    {"bytes", ED_RECORD_NUMBER, offsetof(struct ed_message, bytes), NULL, 0},
    {0},
};

static const struct ed_record_key request_keys[] = {
    {"phase", ED_RECORD_WORD, offsetof(struct ed_certificate_request, phase),
	phases, 0},
    {"issuers_left_out", ED_RECORD_NUMBER,
	offsetof(struct ed_certificate_request, issuers_left_out), NULL, 0},
    {"answered", ED_RECORD_WORD,
	offsetof(struct ed_certificate_request, answered), answers, 0},
    {0},
};

/* The largest name in the field has under 1 KiB. */
enum { MAX_NAME = 8192 };

static const struct ed_certificate *find_sent(
    const struct ed_sent *sent, struct ed_str der)
{
	for (size_t i = 0; i < sent->certificates.n; i++) {
		const struct ed_certificate *cert = ED_ITEMS(
		    sent->certificates, const struct ed_certificate *)[i];

		if (ed_str_eq(cert->der, der))
			return cert;
	}
	return NULL;
}

static const struct ed_certificate *keep_certificate(struct ed_record *r,
    struct ed_sent *sent, struct ed_ref ref, struct ed_str der)
{
	const struct ed_certificate *known = find_sent(sent, der);
	struct ed_certificate *cert;
	struct ed_error err = {""};

	if (known)
		return known;
	cert = ed_load_certificate_der(r->c, ref, der, &err);
	if (!cert) {
		ed_record_damage(r, "a server certificate: %s", err.text);
		return NULL;
	}
	cert->sent_by_server = true;
	*ED_PUSH(&r->c->arena, &sent->certificates,
	    const struct ed_certificate *) = cert;
	return cert;
}

/* What follows one that cannot be read is kept: it may still be needed. */
static void read_certificates(struct ed_record *r, json_t *json,
    struct ed_sent *sent, struct ed_ref ref, struct ed_tls *out)
{
	json_t *array = ed_record_array(r, json, "server_certificates");
	size_t n =
	    ed_record_bound(r, array, "server_certificates", 2 * ED_MAX_CHAIN);
	const struct ed_certificate **certs = ed_alloc_array(
	    &r->c->arena, n, sizeof(const struct ed_certificate *));
	struct ed_str der;

	out->certificates_unread = n < json_array_size(array);
	for (size_t i = 0; i < n; i++) {
		const struct ed_certificate *cert = NULL;

		if (ed_record_base64(r, json_array_get(array, i),
			"server_certificates", ED_MAX_CERTIFICATE, &der))
			cert = keep_certificate(r, sent, ref, der);
		if (cert)
			certs[out->n_certificates++] = cert;
		else
			out->certificates_unread = true;
	}
	out->certificates = certs;
}

static void read_messages(struct ed_record *r, json_t *json, struct ed_tls *out)
{
	json_t *array = ed_record_array(r, json, "transcript");
	size_t n = ed_record_bound(r, array, "transcript", ED_MAX_MESSAGES);
	struct ed_message *messages =
	    ed_alloc_array(&r->c->arena, n, sizeof(*messages));

	for (size_t i = 0; i < n; i++) {
		size_t end = ed_record_enter(r, "transcript", i);

		ed_record_read(
		    r, json_array_get(array, i), message_keys, &messages[i]);
		if (messages[i].type > ED_MESSAGE_ALERT)
			messages[i].type = ED_MESSAGE_OTHER;
		ed_record_leave(r, end);
	}
	out->messages = messages;
	out->n_messages = n;
}

/* Is there more, or another thing, than what was read of the list? */
static bool is_cut(json_t *json, const char *key, size_t n)
{
	json_t *member = json_object_get(json, key);

	return member &&
	       (!json_is_array(member) || json_array_size(member) > n);
}

static void read_issuers(
    struct ed_record *r, json_t *json, struct ed_certificate_request *out)
{
	json_t *array = ed_record_array(r, json, "issuers");
	size_t n = ed_record_bound(r, array, "issuers", ED_MAX_ISSUERS);
	struct ed_name *names = ed_alloc_array(&r->c->arena, n, sizeof(*names));
	struct ed_str der;

	out->issuers_left_out += (unsigned)(json_array_size(array) - n);
	for (size_t i = 0; i < n; i++) {
		if (!ed_record_base64(r, json_array_get(array, i), "issuers",
			MAX_NAME, &der)) {
			out->issuers_left_out++;
		} else if (ed_read_name(
			       &r->c->arena, der, &names[out->n_issuers])) {
			out->n_issuers++;
		} else {
			out->issuers_left_out++;
			ed_record_damage(r, "\"issuers\" holds no name");
		}
	}
	out->issuers = names;
	if (!out->issuers_left_out && is_cut(json, "issuers", n))
		out->issuers_left_out = 1;
}

static void read_request(
    struct ed_record *r, json_t *json, struct ed_certificate_request *out)
{
	unsigned *numbers;

	ed_record_read(r, json, request_keys, out);
	read_issuers(r, json, out);
	out->n_signature_algorithms =
	    ed_record_numbers(r, json, "signature_algorithms", &numbers);
	out->signature_algorithms = numbers;
	out->n_certificate_types =
	    ed_record_numbers(r, json, "certificate_types", &numbers);
	out->certificate_types = numbers;
	out->numbers_left_out =
	    is_cut(json, "signature_algorithms", out->n_signature_algorithms) ||
	    is_cut(json, "certificate_types", out->n_certificate_types);
}

static void read_requests(struct ed_record *r, json_t *json, struct ed_tls *out)
{
	json_t *array = ed_record_array(r, json, "certificate_requests");
	size_t n =
	    ed_record_bound(r, array, "certificate_requests", ED_MAX_REQUESTS);
	struct ed_certificate_request *requests =
	    ed_alloc_array(&r->c->arena, n, sizeof(*requests));

	for (size_t i = 0; i < n; i++) {
		size_t end = ed_record_enter(r, "certificate_requests", i);

		read_request(r, json_array_get(array, i), &requests[i]);
		ed_record_leave(r, end);
	}
	out->requests = requests;
	out->n_requests = n;
}

void ed_record_tls(struct ed_record *r, json_t *json, struct ed_sent *sent,
    struct ed_ref ref, struct ed_tls *out)
{
	size_t end = ed_record_enter(r, "tls", ED_RECORD_ALONE);

	ed_record_read(r, json, tls_keys, out);
	read_certificates(r, json, sent, ref, out);
	read_messages(r, json, out);
	read_requests(r, json, out);
	ed_record_leave(r, end);
}
