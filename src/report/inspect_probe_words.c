/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_probe.h"

/* The word of an enum; whatever is out of range has none. */
#define WORD(words, value)                                                     \
	((size_t)(value) < ED_COUNT(words) ? (words)[value] : NULL)

const char *ed_dns_name(enum ed_dns_state state)
{
	static const char *const words[] = {
	    NULL, "ok", "failed", "timeout", "skipped"};

	return WORD(words, state);
}

const char *ed_tcp_name(enum ed_tcp_state state)
{
	static const char *const words[] = {NULL, "connected", "refused",
	    "timeout", "reset", "unreachable", "refused by the proxy",
	    "failed"};

	return WORD(words, state);
}

const char *ed_tls_name(enum ed_tls_state state)
{
	static const char *const words[] = {NULL, "not tried", "done", "alert",
	    "timeout", "closed", "reset", "not TLS", "failed"};

	return WORD(words, state);
}

const char *ed_http_name(enum ed_http_state state)
{
	static const char *const words[] = {NULL, "not tried", "answered",
	    "timeout", "reset", "closed", "alert", "too long", "garbled",
	    "stream reset"};

	return WORD(words, state);
}

const char *ed_tls_version_name(enum ed_tls_version version)
{
	static const char *const words[] = {
	    NULL, "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "SSL"};

	return WORD(words, version);
}

const char *ed_phase_name(enum ed_phase phase)
{
	static const char *const words[] = {
	    NULL, "initial", "renegotiation", "post-handshake"};

	return WORD(words, phase);
}

const char *ed_answered_name(enum ed_answered answered)
{
	static const char *const words[] = {
	    NULL, "certificate", "empty", "nothing"};

	return WORD(words, answered);
}

const char *ed_message_name(enum ed_message_type type)
{
	static const char *const words[] = {"other", "client hello",
	    "server hello", "encrypted extensions", "certificate",
	    "certificate request", "server key exchange", "server hello done",
	    "client key exchange", "certificate verify", "finished",
	    "hello request", "new session ticket", "alert"};

	return WORD(words, type);
}

const char *ed_wipe_name(enum ed_wipe wipe)
{
	static const char *const words[] = {NULL, "none", "device", "account"};

	return WORD(words, wipe);
}

const char *ed_auth_name(enum ed_auth_mode mode)
{
	static const char *const words[] = {[ED_AUTH_UNKNOWN] = "unknown",
	    [ED_AUTH_NONE] = "none",
	    [ED_AUTH_OPTIONAL] = "optional",
	    [ED_AUTH_REQUIRED_HANDSHAKE] = "required in the handshake",
	    [ED_AUTH_REQUIRED_AFTER_REQUEST] = "required after the request",
	    [ED_AUTH_OPTIONAL_AFTER_REQUEST] = "optional after the request",
	    [ED_AUTH_HTTP_LEVEL] = "required by HTTP"};

	return WORD(words, mode);
}

const char *ed_trust_name(enum ed_server_trust trust)
{
	static const char *const words[] = {[ED_SERVER_UNJUDGED] = "not judged",
	    [ED_SERVER_TRUSTED] = "trusted",
	    [ED_SERVER_UNTRUSTED] = "untrusted",
	    [ED_SERVER_INCOMPLETE] = "incomplete",
	    [ED_SERVER_CANNOT_TELL] = "could not be judged"};

	return WORD(words, trust);
}

const char *ed_tls_signature_name(unsigned scheme)
{
	static const struct {
		unsigned scheme;
		const char *name;
	} rows[] = {{0x0201, "rsa_pkcs1_sha1"}, {0x0203, "ecdsa_sha1"},
	    {0x0401, "rsa_pkcs1_sha256"}, {0x0501, "rsa_pkcs1_sha384"},
	    {0x0601, "rsa_pkcs1_sha512"}, {0x0403, "ecdsa_secp256r1_sha256"},
	    {0x0503, "ecdsa_secp384r1_sha384"},
	    {0x0603, "ecdsa_secp521r1_sha512"}, {0x0804, "rsa_pss_rsae_sha256"},
	    {0x0805, "rsa_pss_rsae_sha384"}, {0x0806, "rsa_pss_rsae_sha512"},
	    {0x0807, "ed25519"}, {0x0808, "ed448"},
	    {0x0809, "rsa_pss_pss_sha256"}, {0x080a, "rsa_pss_pss_sha384"},
	    {0x080b, "rsa_pss_pss_sha512"}};

	for (size_t i = 0; i < ED_COUNT(rows); i++)
		if (rows[i].scheme == scheme)
			return rows[i].name;
	return NULL;
}

const char *ed_certificate_type_name(unsigned type)
{
	switch (type) {
	case 1:
		return "RSA";
	case 2:
		return "DSA";
	case 64:
		return "ECDSA";
	default:
		return NULL;
	}
}
