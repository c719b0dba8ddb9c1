/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was seen: plain const structs, read by loaders and completed by derive.
 *
 * Facts do not judge. Everything here belongs to the case and lives as long as
 * it does. Text is UTF-8 unless a field says otherwise; it may hold any byte,
 * NUL included, because evidence is hostile.
 */
#ifndef EASDOCTOR_FACTS_H
#define EASDOCTOR_FACTS_H

#include <easdoctor/case.h>
#include <easdoctor/log.h>
#include <easdoctor/machine.h>
#include <easdoctor/probe.h>
#include <easdoctor/profile.h>

/* One attribute of a distinguished name, in the order of the DER. */
struct ed_attribute {
	struct ed_str oid;   /* "2.5.4.3" */
	struct ed_str value; /* UTF-8 */
	unsigned
	    rdn; /* number of its RDN, from 0: multi-valued ones share it */
	unsigned char tag; /* ASN.1 string type, 0x0C = UTF8String */
};

struct ed_name {
	struct ed_str
	    text; /* RFC 4514, most specific first: "CN=alice,DC=corp" */
	struct ed_str der;
	const struct ed_attribute *attributes;
	size_t n_attributes;
};

/* A User Principal Name in a Subject Alternative Name. */
struct ed_upn {
	struct ed_str value;
	bool utf8_string; /* encoded as UTF8String, as Windows demands */
	struct ed_ref ref;
};

/* Any other name in a Subject Alternative Name. */
struct ed_san {
	enum ed_san_type type;
	struct ed_str value;
	struct ed_ref ref;
};

/* Where a certificate names the account by its SID. */
enum ed_sid_form {
	ED_SID_EXTENSION, /* 1.3.6.1.4.1.311.25.2 */
	ED_SID_URI        /* tag:microsoft.com,2022-09-14:sid: in the SAN */
};

struct ed_sid {
	enum ed_sid_form form;
	struct ed_str value; /* as it stands there; may be empty */
	const char *fault;   /* why it is not as it must be, or NULL */
	struct ed_ref ref;
};

enum ed_key_type { ED_KEY_OTHER, ED_KEY_RSA, ED_KEY_EC, ED_KEY_ED25519 };

struct ed_key {
	enum ed_key_type type;
	unsigned bits;        /* modulus or curve size; 0: not known */
	struct ed_str sha256; /* hex, of SubjectPublicKeyInfo: names the key */
	struct ed_str sha1;   /* hex, of the key's bits in it, or empty */
};

/* What a certificate is in this case; settled by derive/roles.c. */
enum ed_role {
	ED_ROLE_OTHER,
	ED_ROLE_DEVICE, /* the one the device signs in with */
	ED_ROLE_CA,
	ED_ROLE_SERVER
};

/* Parts of a certificate that are there and could not be read. */
enum ed_part {
	ED_PART_SAN = 1 << 0,
	ED_PART_EKU = 1 << 1,
	ED_PART_POLICIES = 1 << 2, /* Microsoft application policies */
	ED_PART_KEY_USAGE = 1 << 3,
	ED_PART_BASIC = 1 << 4,
	ED_PART_TIME = 1 << 5,
	ED_PART_SUBJECT = 1 << 6,
	ED_PART_KEY_ID = 1 << 7,
	ED_PART_SID = 1 << 8,
	ED_PART_TEMPLATE = 1 << 9,
	ED_PART_CDP = 1 << 10,
	ED_PART_AIA = 1 << 11,
	ED_PART_CA_VERSION = 1 << 12,
	ED_PART_ISSUER = 1 << 13,
	ED_PART_KEY = 1 << 14,
	ED_PART_ISSUANCE = 1 << 15 /* certificatePolicies */
};

/* keyUsage bits, RFC 5280 4.2.1.3, as OpenSSL numbers them. */
enum ed_key_usage {
	ED_KU_DIGITAL_SIGNATURE = 0x80,
	ED_KU_KEY_ENCIPHERMENT = 0x20,
	ED_KU_CERT_SIGN = 0x04,
	ED_KU_CRL_SIGN = 0x02
};

/* How far a certificate's chain could be built; settled by derive/chain.c. */
enum ed_chain_state {
	ED_CHAIN_NOT_TRIED,     /* no CA certificate is in evidence */
	ED_CHAIN_TRUSTED,       /* ends in a given root, all signatures hold */
	ED_CHAIN_UNTRUSTED,     /* ends in a root that is not given */
	ED_CHAIN_INCOMPLETE,    /* an issuer is not in evidence */
	ED_CHAIN_BAD_SIGNATURE, /* the issuer's name and key id fit, or an id
				   is not said, and its key did not sign */
	ED_CHAIN_CONSTRAINT,    /* a CA certificate forbids what is below it */
	ED_CHAIN_FAILED         /* could not be judged; detail says why */
};

struct ed_certificate;

/* revocation.h says what these are. */
struct ed_crl;
struct ed_verification;
struct ed_ca_info;

struct ed_chain {
	enum ed_chain_state state;
	const struct ed_certificate *const *links; /* leaf first */
	size_t n_links;
	struct ed_str
	    detail; /* the missing issuer, the constraint, the reason */
};

/* One X.509 certificate. */
struct ed_certificate {
	struct ed_ref ref;
	struct ed_str
	    label; /* "device certificate 3f2a91c0": names the subject */
	struct ed_str der; /* empty: only a text of it is in evidence */
	struct ed_name subject;
	struct ed_name issuer;
	struct ed_str serial; /* hex, lower case, as in the DER */
	struct ed_str sha1;   /* hex, lower case; of a text maybe empty */
	struct ed_str sha256; /* the same */
	int64_t not_before;   /* seconds since 1970 */
	int64_t not_after;
	struct ed_str signature_oid;
	struct ed_str signature_digest; /* OID, of RSASSA-PSS only */
	struct ed_key key;
	bool has_san;
	const struct ed_upn *upns;
	size_t n_upns;
	const struct ed_san *sans; /* email, dns and uri, in order */
	size_t n_sans;
	const struct ed_sid *sids; /* of the extension and of URIs */
	size_t n_sids;
	bool has_eku;
	const struct ed_str *ekus; /* OIDs */
	size_t n_ekus;
	bool has_policies; /* extension 1.3.6.1.4.1.311.21.10 */
	const struct ed_str *policies;
	size_t n_policies;
	bool has_issuance_policies; /* certificatePolicies, 2.5.29.32 */
	bool has_key_usage;
	unsigned key_usage; /* enum ed_key_usage bits */
	bool is_ca;         /* basicConstraints says CA:TRUE */
	int path_length;    /* -1: no limit */
	struct ed_str ski;  /* hex of subjectKeyIdentifier, or empty */
	struct ed_str aki;  /* hex of authorityKeyIdentifier.keyIdentifier */
	bool has_cdp;       /* names CRL distribution points */
	const struct ed_str *cdps; /* their URLs */
	size_t n_cdps;
	const struct ed_str *issuer_urls; /* AIA: the issuer's certificate */
	size_t n_issuer_urls;
	const struct ed_str *ocsp_urls; /* AIA: OCSP */
	size_t n_ocsp_urls;
	struct ed_str template_name; /* 1.3.6.1.4.1.311.20.2, or empty */
	struct ed_str template_oid;  /* 1.3.6.1.4.1.311.21.7, or empty */
	int64_t template_major;      /* -1: not said */
	int64_t template_minor;      /* -1: not said */
	int64_t ca_version;  /* 1.3.6.1.4.1.311.21.1; -1: not said. The low 16
				bits count certificates, the rest keys */
	unsigned unreadable; /* enum ed_part bits */
	bool sent_by_server; /* in a probe's handshake: it vouches for nobody */
	enum ed_role role;
	struct ed_chain chain;
};

/* Are two the same one, perhaps in several files, or as a text? */
ED_API bool ed_certificate_is(
    const struct ed_certificate *a, const struct ed_certificate *b);
/* Eight digits of its hash, by which it is called. */
ED_API struct ed_str ed_certificate_mark(const struct ed_certificate *cert);

/* How far a key container could be opened. */
enum ed_opened {
	ED_OPENED,
	ED_WRONG_PASSWORD, /* a password was given and does not fit */
	ED_NO_PASSWORD,    /* none was given and one is needed */
	ED_CANNOT_OPEN     /* another reason: see the input's damage */
};

/*
 * A PKCS#12, or a private key beside a certificate: what a device signs in
 * with. The private key itself is never kept.
 */
struct ed_identity {
	struct ed_ref ref;
	struct ed_str label; /* "identity in device.p12" */
	bool in_profile;     /* the payload of a profile, with its password */
	bool is_pkcs12;
	enum ed_opened opened;
	bool has_key;
	struct ed_key
	    key; /* of the private key; sha256 names its public half */
	enum ed_answer
	    key_matches; /* a certificate beside it; UNSAID: none is */
	const struct ed_certificate *certificate; /* the leaf, or NULL */
	size_t n_certificates;
	/* "PBES2", "PBE-SHA1-3DES", "PBE-SHA1-RC2-40", or empty when unknown */
	struct ed_str encryption;
	struct ed_str mac; /* "sha1", "sha256", or empty: no MAC */
};

enum ed_saw {
	ED_SAW_NOTHING_KNOWN, /* a text that names no known symptom */
	ED_SAW_HTTP,
	ED_SAW_PASSWORD_PROMPT,
	ED_SAW_CANNOT_GET_MAIL
};

/* Who produced an HTTP answer, where that is known. */
enum ed_answerer {
	ED_BY_UNKNOWN,
	ED_BY_IIS,
	ED_BY_EXCHANGE,
	ED_BY_HTTP_SYS,
	ED_BY_OTHER /* a machine or program that is none of these */
};

/* The scheme a 401 offers. */
enum ed_scheme {
	ED_SCHEME_UNKNOWN,
	ED_SCHEME_NONE,
	ED_SCHEME_BASIC,
	ED_SCHEME_BEARER
};

/* One symptom, whoever saw it. */
struct ed_observation {
	struct ed_ref ref;
	struct ed_str text; /* as stated */
	enum ed_saw saw;
	unsigned status; /* HTTP status, 0: none */
	int substatus;   /* -1: not known */
	uint32_t win32;  /* 0: none known */
	enum ed_answerer answerer;
	enum ed_scheme scheme;
	bool login_page;
	bool throttled;
	/* A probe saw it itself, in this attempt; NULL: somebody said so. */
	const struct ed_attempt *attempt;
	/* A log shows it; NULL: somebody said so, or a probe. */
	const struct ed_log_outcome *logged;
};

/* What is known about one input file. */
struct ed_input {
	struct ed_str path;
	struct ed_str
	    kind; /* "certificate", "profile", ... or "unrecognised" */
	struct ed_str sha256; /* hex */
	uint64_t bytes;
	struct ed_str vantage; /* "evidence", "stated", "here" */
	bool named; /* on the command line or in the case, not found in a folder
		     */
	bool unreadable; /* nothing of it could be used */
	bool incomplete; /* part of it is there, and was not or could not be
			    read */
	bool of_machine; /* an export that a machine is known by */
	bool disputed;   /* another input says otherwise of the same thing */
	const struct ed_machine *machine; /* whose export, or NULL */
	uint64_t n_accounts; /* accounts in an export of the directory */
	uint64_t n_kept;     /* of those, how many are among the facts */
	const struct ed_str *damage;
	size_t n_damage;
};

struct ed_store;             /* store.h */
struct ed_directory_account; /* directory.h */
struct ed_exchange_object;   /* exchange.h */
struct ed_exchange_user;
struct ed_offer; /* selection.h */
struct ed_date;  /* date.h */

struct ed_facts {
	int64_t as_of; /* seconds since 1970: the "now" of every judgement */

	/* What should be true; NULL when the case says nothing of it. */
	const struct ed_account *account;
	const struct ed_template *request_template;
	const struct ed_ca *ca;
	const struct ed_endpoint *endpoint;
	const struct ed_device *device;
	const struct ed_lookup *lookups;
	size_t n_lookups;
	const struct ed_domain_controller *domain_controllers;
	size_t n_domain_controllers;

	/* What was seen. */
	const struct ed_certificate *const *certificates;
	size_t n_certificates;
	const struct ed_identity *const *identities;
	size_t n_identities;
	const struct ed_profile *const *profiles;
	size_t n_profiles;
	const struct ed_android_mail *const *android_mails;
	size_t n_android_mails;
	bool android_lost; /* what a mail app is told could not all be read */
	const struct ed_observation *const *observations;
	size_t n_observations;
	const struct ed_crl *const *crls;
	size_t n_crls;
	const struct ed_verification *const *verifications;
	size_t n_verifications;
	const struct ed_ca_info *const *ca_infos;
	size_t n_ca_infos;
	const struct ed_probe *const *probes;
	size_t n_probes;
	const struct ed_node *const *nodes; /* of all probes */
	size_t n_nodes;
	/* Exchange servers and others, as their exports show them. */
	const struct ed_machine *const *machines;
	size_t n_machines;
	const struct ed_event_log *const *event_logs;
	size_t n_event_logs;
	const struct ed_log *log; /* of IIS and http.sys; NULL: none */
	/* All stores, of machines and of the directory. */
	const struct ed_store *const *stores;
	size_t n_stores;
	const struct ed_input *const *inputs;
	size_t n_inputs;

	/* What the device signs in with; NULL: none, or several could be it. */
	const struct ed_certificate *device_certificate;
	bool roots_given; /* trust anchors are in evidence */
	/* They were said to be those that the servers trust. */
	bool client_roots_given;
	const struct ed_directory_account *const *accounts;
	size_t n_accounts;
	const struct ed_exchange_object *const *exchange_objects;
	size_t n_exchange_objects;
	/* What of them is the user's and the device's; NULL: none are. */
	const struct ed_exchange_user *exchange;
	/* The user's; or why none is though one may be there. */
	const struct ed_directory_account *directory_account;
	const char *directory_trouble;
	const struct ed_date *dates; /* when what of it changed */
	size_t n_dates;
	const struct ed_offer *candidates; /* that could be the device's */
	size_t n_candidates;
	/* The certificates that the case names as endpoint.server_roots. */
	const struct ed_certificate *const *server_roots;
	size_t n_server_roots;
	bool server_roots_named; /* it names some, readable or not */
};

#endif
