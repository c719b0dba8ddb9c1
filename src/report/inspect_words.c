/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_words.h"

#include <easdoctor/case.h>
#include <easdoctor/selection.h>

static const struct {
	const char *oid;
	const char *name;
} oids[] = {
    {"1.3.6.1.5.5.7.3.1", "TLS server authentication"},
    {"1.3.6.1.5.5.7.3.2", "TLS client authentication"},
    {"1.3.6.1.5.5.7.3.3", "code signing"},
    {"1.3.6.1.5.5.7.3.4", "e-mail protection"},
    {"1.3.6.1.5.5.7.3.8", "time stamping"},
    {"1.3.6.1.5.5.7.3.9", "OCSP signing"},
    {"1.3.6.1.5.5.7.3.17", "IPsec IKE"},
    {"1.3.6.1.5.2.3.4", "PKINIT client"},
    {"1.3.6.1.5.2.3.5", "KDC authentication"},
    {"1.3.6.1.4.1.311.10.3.4", "encrypting file system"},
    {"1.3.6.1.4.1.311.10.12.1", "any application policy"},
    {"1.3.6.1.4.1.311.20.2.1", "certificate request agent"},
    {"1.3.6.1.4.1.311.20.2.2", "smart card logon"},
    {"2.5.29.37.0", "any extended key usage"},
    {"1.2.840.113549.1.1.4", "MD5 with RSA"},
    {"1.2.840.113549.1.1.5", "SHA-1 with RSA"},
    {"1.2.840.113549.1.1.10", "RSA-PSS"},
    {"1.2.840.113549.1.1.11", "SHA-256 with RSA"},
    {"1.2.840.113549.1.1.12", "SHA-384 with RSA"},
    {"1.2.840.113549.1.1.13", "SHA-512 with RSA"},
    {"1.2.840.10045.4.1", "ECDSA with SHA-1"},
    {"1.2.840.10045.4.3.2", "ECDSA with SHA-256"},
    {"1.2.840.10045.4.3.3", "ECDSA with SHA-384"},
    {"1.2.840.10045.4.3.4", "ECDSA with SHA-512"},
    {"1.3.101.112", "Ed25519"},
};

const char *ed_oid_name(struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(oids); i++)
		if (ed_str_eq(oid, ed_str_of(oids[i].oid)))
			return oids[i].name;
	return NULL;
}

struct bit {
	unsigned bit;
	const char *name;
};

static const char *bit_name(
    const struct bit *names, size_t n, unsigned bits, size_t i)
{
	for (size_t at = 0; at < n; at++)
		if ((bits & names[at].bit) && i-- == 0)
			return names[at].name;
	return NULL;
}

const char *ed_key_usage_name(unsigned bits, size_t i)
{
	/* RFC 5280 4.2.1.3, in the order of its bits. */
	static const struct bit names[] = {{0x80, "digitalSignature"},
	    {0x40, "nonRepudiation"}, {0x20, "keyEncipherment"},
	    {0x10, "dataEncipherment"}, {0x08, "keyAgreement"},
	    {0x04, "keyCertSign"}, {0x02, "cRLSign"}, {0x01, "encipherOnly"},
	    {0x8000, "decipherOnly"}};

	return bit_name(names, ED_COUNT(names), bits, i);
}

const char *ed_part_name(unsigned bits, size_t i)
{
	static const struct bit names[] = {
	    {ED_PART_SAN, "subject alternative name"},
	    {ED_PART_EKU, "extended key usage"},
	    {ED_PART_POLICIES, "application policies"},
	    {ED_PART_KEY_USAGE, "key usage"},
	    {ED_PART_BASIC, "basic constraints"}, {ED_PART_TIME, "validity"},
	    {ED_PART_SUBJECT, "subject"}, {ED_PART_KEY_ID, "key identifier"},
	    {ED_PART_SID, "SID extension"}, {ED_PART_TEMPLATE, "template"},
	    {ED_PART_CDP, "CRL distribution points"},
	    {ED_PART_AIA, "authority information access"},
	    {ED_PART_CA_VERSION, "CA version"}, {ED_PART_ISSUER, "issuer"},
	    {ED_PART_KEY, "public key"},
	    {ED_PART_ISSUANCE, "certificate policies"}};

	return bit_name(names, ED_COUNT(names), bits, i);
}

const char *ed_stage_name(unsigned bits, size_t i)
{
	static const struct bit names[] = {{1u << ED_STAGE_ISSUE, "issue"},
	    {1u << ED_STAGE_CERTIFICATE, "certificate"},
	    {1u << ED_STAGE_PROFILE, "profile"},
	    {1u << ED_STAGE_DEVICE, "device"},
	    {1u << ED_STAGE_NETWORK, "network"}, {1u << ED_STAGE_TLS, "tls"},
	    {1u << ED_STAGE_IIS, "iis"}, {1u << ED_STAGE_MAPPING, "mapping"},
	    {1u << ED_STAGE_MAILBOX, "mailbox"}};

	return bit_name(names, ED_COUNT(names), bits, i);
}

/* The word of an enum; whatever is out of range has none. */
#define WORD(words, value)                                                     \
	((size_t)(value) < ED_COUNT(words) ? (words)[value] : NULL)

const char *ed_role_name(enum ed_role role)
{
	static const char *const words[] = {[ED_ROLE_OTHER] = "other",
	    [ED_ROLE_DEVICE] = "device",
	    [ED_ROLE_CA] = "ca",
	    [ED_ROLE_SERVER] = "server"};

	return WORD(words, role);
}

const char *ed_key_type_name(enum ed_key_type type)
{
	static const char *const words[] = {[ED_KEY_OTHER] = "other",
	    [ED_KEY_RSA] = "RSA",
	    [ED_KEY_EC] = "EC",
	    [ED_KEY_ED25519] = "Ed25519"};

	return WORD(words, type);
}

const char *ed_opened_name(enum ed_opened opened)
{
	static const char *const words[] = {[ED_OPENED] = "opened",
	    [ED_WRONG_PASSWORD] = "wrong password",
	    [ED_NO_PASSWORD] = "no password given",
	    [ED_CANNOT_OPEN] = "cannot be opened"};

	return WORD(words, opened);
}

const char *ed_chain_name(enum ed_chain_state state)
{
	static const char *const words[] = {[ED_CHAIN_NOT_TRIED] = "not tried",
	    [ED_CHAIN_TRUSTED] = "trusted",
	    [ED_CHAIN_UNTRUSTED] = "untrusted",
	    [ED_CHAIN_INCOMPLETE] = "incomplete",
	    [ED_CHAIN_BAD_SIGNATURE] = "bad signature",
	    [ED_CHAIN_CONSTRAINT] = "against a constraint",
	    [ED_CHAIN_FAILED] = "could not be judged"};

	return WORD(words, state);
}

const char *ed_san_type_name(enum ed_san_type type)
{
	static const char *const words[] = {[ED_SAN_EMAIL] = "email",
	    [ED_SAN_UPN] = "upn",
	    [ED_SAN_DNS] = "dns",
	    [ED_SAN_URI] = "uri"};

	return WORD(words, type);
}

const char *ed_sid_form_name(enum ed_sid_form form)
{
	static const char *const words[] = {
	    [ED_SID_EXTENSION] = "extension", [ED_SID_URI] = "uri"};

	return WORD(words, form);
}

const char *ed_origin_name(enum ed_origin origin)
{
	static const char *const words[] = {[ED_ORIGIN_UNKNOWN] = "unknown",
	    [ED_ORIGIN_CONSOLE] = "console",
	    [ED_ORIGIN_DELIVERED] = "delivered"};

	return WORD(words, origin);
}

const char *ed_signature_name(enum ed_signature_state state)
{
	static const char *const words[] = {[ED_SIGNATURE_NONE] = "none",
	    [ED_SIGNATURE_TRUSTED] = "valid, trusted",
	    [ED_SIGNATURE_VALID] = "valid, not known to be trusted",
	    [ED_SIGNATURE_INVALID] = "invalid",
	    [ED_SIGNATURE_NO_SIGNER] = "without signer",
	    [ED_SIGNATURE_UNJUDGED] = "not judged"};

	return WORD(words, state);
}

const char *ed_service_name(size_t service)
{
	static const char *const words[] = {[ED_SERVICE_MAIL] = "mail",
	    [ED_SERVICE_CONTACTS] = "contacts",
	    [ED_SERVICE_CALENDARS] = "calendars",
	    [ED_SERVICE_REMINDERS] = "reminders",
	    [ED_SERVICE_NOTES] = "notes"};

	return WORD(words, service);
}

const char *ed_saw_name(enum ed_saw saw)
{
	static const char *const words[] = {
	    [ED_SAW_NOTHING_KNOWN] = "nothing known",
	    [ED_SAW_HTTP] = "http",
	    [ED_SAW_PASSWORD_PROMPT] = "password prompt",
	    [ED_SAW_CANNOT_GET_MAIL] = "cannot get mail"};

	return WORD(words, saw);
}

const char *ed_answerer_name(enum ed_answerer answerer)
{
	static const char *const words[] = {[ED_BY_UNKNOWN] = NULL,
	    [ED_BY_IIS] = "IIS",
	    [ED_BY_EXCHANGE] = "Exchange",
	    [ED_BY_HTTP_SYS] = "http.sys",
	    [ED_BY_OTHER] = "another program"};

	return WORD(words, answerer);
}

const char *ed_scheme_name(enum ed_scheme scheme)
{
	static const char *const words[] = {[ED_SCHEME_UNKNOWN] = NULL,
	    [ED_SCHEME_NONE] = "none",
	    [ED_SCHEME_BASIC] = "Basic",
	    [ED_SCHEME_BEARER] = "Bearer"};

	return WORD(words, scheme);
}

const char *ed_where_name(enum ed_where where)
{
	static const char *const words[] = {[ED_AT_FILE] = "file",
	    [ED_AT_LINE] = "line",
	    [ED_AT_XPATH] = "xpath",
	    [ED_AT_OID] = "oid",
	    [ED_AT_REQUEST] = "request",
	    [ED_AT_ANSWER] = "request"};

	return WORD(words, where);
}

const char *ed_answer_name(enum ed_answer answer)
{
	static const char *const words[] = {
	    [ED_UNSAID] = NULL, [ED_NO] = "no", [ED_YES] = "yes"};

	return WORD(words, answer);
}

const char *ed_affected_name(enum ed_affected affected)
{
	static const char *const words[] = {[ED_AFFECTED_UNSAID] = NULL,
	    [ED_AFFECTED_ONE] = "one",
	    [ED_AFFECTED_SOME] = "some",
	    [ED_AFFECTED_ALL] = "all"};

	return WORD(words, affected);
}

bool ed_is_choice(const struct ed_facts *facts)
{
	return facts->n_candidates > 1 ||
	       (facts->n_candidates == 1 && facts->candidates[0].n_servers);
}

const char *ed_judgement_name(enum ed_answer answer)
{
	const char *name = ed_answer_name(answer);

	return name ? name : "unknown";
}

const char *ed_mapping_form_name(enum ed_mapping_form form)
{
	static const char *const names[] = {
	    [ED_MAPPING_SERIAL] = "issuer and serial number",
	    [ED_MAPPING_SKI] = "key identifier",
	    [ED_MAPPING_KEY] = "hash of the key",
	    [ED_MAPPING_SID] = "issuer and SID",
	    [ED_MAPPING_NAMES] = "issuer and subject",
	    [ED_MAPPING_SUBJECT] = "subject",
	    [ED_MAPPING_MAIL] = "email",
	    [ED_MAPPING_OTHER] = "no form of a certificate",
	};

	return names[form];
}
