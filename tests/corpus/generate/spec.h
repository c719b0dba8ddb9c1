/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bundle is made from: a small company, one user, one phone.
 *
 * A spec starts healthy (ed_spec_init). Mutators and noise change it, and only
 * then is it rendered, so that a wrong name is wrong in every file at once.
 * Everything in it lives in its arena.
 */
#ifndef ED_CORPUS_SPEC_H
#define ED_CORPUS_SPEC_H

#include "base/arena.h"
#include "record_spec.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

/* 2026-11-23T00:00:00Z, the "now" of every bundle. */
#define ED_AS_OF INT64_C(1795392000)
#define ED_AS_OF_TEXT "2026-11-23T00:00:00Z"

enum { ED_DAY = 86400, ED_YEAR = 365 * 86400 };

/* Repeatable choices: the same seed gives the same corpus structure. */
struct ed_random {
	uint64_t state;
};

uint64_t ed_random_next(struct ed_random *random);
unsigned ed_pick(struct ed_random *random, unsigned n);

/* Keys made once and shared by all bundles; names are roles, not types. */
enum ed_key_name {
	ED_KEY_ROOT,
	ED_KEY_POLICY,
	ED_KEY_ISSUING,
	ED_KEY_OTHER_ROOT,
	ED_KEY_OTHER_ISSUING,
	ED_KEY_STRANGER,
	ED_KEY_DEVICE,
	ED_KEY_SPARE = ED_KEY_DEVICE + 4,
	ED_KEY_RSA_512,
	ED_KEY_RSA_768,
	ED_KEY_RSA_960,
	ED_KEY_RSA_1016,
	ED_KEY_RSA_1024,
	ED_KEY_RSA_1536,
	ED_KEY_RSA_3072,
	ED_KEY_EC_CA,
	ED_KEY_EC_DEVICE,
	ED_KEY_EC_SPARE,
	ED_KEY_EC_192,
	ED_KEY_EC_224,
	ED_N_KEYS
};

/* A certification authority. issuer NULL: signed by itself. */
struct ed_authority {
	const char *name;
	const char *org;
	int key;
	struct ed_authority *issuer;
	int64_t not_before; /* seconds from ED_AS_OF */
	int64_t not_after;
	const char *basic; /* words of x509v3_config(5), or NULL */
	const char *key_usage;
	const char *name_constraints;
	bool no_ski;
	X509 *made; /* freed by ed_spec_free */
};

/* One attribute of the subject; joined: in the RDN of the one before. */
struct ed_part {
	const char *type;
	const char *value;
	bool joined;
};

struct ed_upn_name {
	const char *value;
	size_t n;
	int type; /* V_ASN1_UTF8STRING */
};

enum ed_damage_kind { ED_SOUND, ED_BAD_SIGNATURE_BITS, ED_BAD_BODY_BITS };

enum {
	ED_MAX_PARTS = 8,
	ED_MAX_VALUES = 12,
	ED_MAX_SHOWN = 32,
	ED_MAX_EXTRAS = 12
};

/* The device's certificate. */
struct ed_leaf {
	struct ed_part subject[ED_MAX_PARTS]; /* in DER order */
	unsigned n_subject;
	int string_type;
	struct ed_upn_name upns[ED_MAX_VALUES];
	unsigned n_upns;
	const char *emails[ED_MAX_VALUES];
	unsigned n_emails;
	const char *dns;
	const char *uri;      /* in a healthy one the SID */
	const char *sid;      /* in the extension 1.3.6.1.4.1.311.25.2 */
	int sid_type;         /* V_ASN1_OCTET_STRING, if it is sound */
	const char *ekus;     /* NULL: no extension */
	const char *policies; /* Microsoft application policies, or NULL */
	const char *key_usage;
	const char *cdp;    /* CRL distribution points, or NULL */
	const char *aia;    /* authority information access, or NULL */
	const char *basic;  /* NULL: no extension */
	const char *digest; /* of the signature; NULL: SHA-256 */
	bool pss;           /* RSASSA-PSS, for an RSA issuer */
	int64_t not_before;
	int64_t not_after;
	int key;
	struct ed_authority *issuer; /* NULL: signed by itself */
	bool no_aki;
	enum ed_damage_kind damage;
	X509 *made;
};

/* How the certificate and its key are packed. */
struct ed_pack {
	const char *password; /* that it is locked with */
	const char *said;     /* what the profile says, or NULL */
	int key;              /* of ED_N_KEYS; -1: none inside */
	bool with_chain;
	bool pbes2;
	bool sha256_mac;
};

enum ed_tri { ED_TRI_ABSENT, ED_TRI_FALSE, ED_TRI_TRUE };

/* The EAS account; NULL: the key is absent. */
struct ed_account_spec {
	const char *host;
	const char *email;
	const char *user;
	enum ed_tri ssl;
	enum ed_tri oauth;
	const char *identity; /* PayloadCertificateUUID */
	bool inline_first;
	bool inline_identity;
	const char *inline_name;
	enum ed_tri smime_enabled;
	enum ed_tri smime_sign;
	enum ed_tri smime_encrypt;
	const char *smime_sign_uuid;
	const char *smime_encrypt_uuid;
	bool chatty; /* all the optional keys */
	const char *vpn_uuid;
};

/* A SCEP payload instead of the PKCS#12. What is NULL is as it should be. */
struct ed_scep_spec {
	bool used;
	const char *url;     /* NULL: the key is absent */
	const char *subject; /* its XML */
	const char *names;   /* the XML of SubjectAltName */
	bool no_names;
	const char *challenge;
	const char *size; /* NULL: the key is absent */
	const char *usage_key;
	const char *usage; /* NULL: the key is absent */
	struct ed_str fingerprint;
};

/* The first from in the profile's text becomes to. */
struct ed_edit {
	const char *from;
	const char *to;
};

enum { ED_MAX_EDITS = 4 };

/* The signature over the profile. */
enum ed_seal { ED_SEAL_NONE, ED_SEAL_SOUND, ED_SEAL_CONTENT, ED_SEAL_BITS };
enum ed_armour { ED_ARMOUR_DER, ED_ARMOUR_PEM, ED_ARMOUR_BASE64 };

struct ed_profile_spec {
	bool present;
	bool no_account;   /* holds everything but the account */
	bool second;       /* another account, the same but for its UUID */
	bool second_apart; /* it stands in a second profile */
	const char *second_host; /* NULL: the same */
	const char *second_user;
	struct ed_edit edits[ED_MAX_EDITS];
	bool credentials;       /* holds the PKCS#12 payload */
	bool credentials_apart; /* it stands in a second profile */
	bool root;              /* holds the root's payload */
	bool issuing;           /* holds the issuing CA's payload */
	bool wifi;              /* holds a Wi-Fi payload */
	bool utf16;
	bool comments;
	enum ed_seal seal;
	enum ed_armour armour;
	bool plain_seal; /* over the content itself, without attributes */
	const char *uuid;
	const char *identity_uuid;
	const char *root_uuid;
	const char *issuing_uuid;
	const char *eas_uuid;
	const char *wifi_uuid;
	const char *vpn_type; /* NULL: no VPN payload */
	const char *vpn_uuid;
	struct ed_scep_spec scep;
	struct ed_account_spec eas;
};

enum ed_export_kind { ED_EXPORT_NONE, ED_EXPORT_LDIF, ED_EXPORT_LIST };

/* A value of altSecurityIdentities, from the device's certificate. */
enum ed_named {
	ED_NAMED_NONE,
	ED_NAMED_SERIAL, /* strong */
	ED_NAMED_SKI,
	ED_NAMED_KEY,
	ED_NAMED_NAMES, /* weak */
	ED_NAMED_SUBJECT,
	ED_NAMED_MAIL,
	ED_NAMED_OLD_SERIAL, /* of the one before */
	ED_NAMED_OLD_KEY,
	ED_NAMED_FORWARD, /* written wrongly */
	ED_NAMED_LDAP_ORDER,
	ED_NAMED_KERBEROS /* of no certificate */
};

/* The user's account as the directory exports it. */
struct ed_export {
	enum ed_export_kind kind;
	enum ed_named named[3];
	const char *upn; /* NULL: the expected one */
	int64_t created; /* seconds from ED_AS_OF; 0: long ago */
	int64_t ended;   /* accountExpires, the same; 0: never */
	int64_t locked;  /* lockoutTime, the same; 0: it is not */
	int64_t changed; /* whenChanged, the same; 0: it is not exported */
	bool disabled;
	bool admin;             /* adminCount is 1 */
	enum ed_named of_other; /* a colleague's, of the same certificate */
};

/* What cmdlets of Exchange printed. */
struct ed_exchange_spec {
	struct ed_str text; /* empty: nothing */
	bool utf16;
};

/* What the case says should be true. */
struct ed_expected {
	bool user, template, roots, ca, device;
	const char *email;
	const char *upn;
	const char *sid;
	bool only_email;         /* of the user: neither UPN nor SID */
	const char *timezone;    /* NULL: not said */
	const char *controllers; /* items of a YAML list, or NULL */
	const char *template_subject;
	const char *template_san[4][2]; /* type and value; NULL: no row */
	const char *key_type;           /* of the template */
	unsigned key_bits;
	unsigned renew_days;
	const char *ca_name;
	const char *host;
	const char *gateway_host; /* NULL: no gateway */
	bool gateway_ends;
	const char *service_account;
	const char *scep_url; /* NULL: not said */
	const char *platform;
	const char *os;
	const char *eas_id; /* of the device, or NULL */
	const char *since;  /* or NULL */
	const char *scope;  /* what the case promises besides, or NULL */
	const char *const *observed; /* NULL-terminated, or NULL */
};

struct ed_server_side;
struct ed_trace;
struct ed_spec;

enum ed_form {
	ED_FORM_PEM,
	ED_FORM_DER,
	ED_FORM_PKCS12,
	ED_FORM_BUNDLE,
	ED_FORM_NONE
};

/* A revocation list; made when the bundle is written. */
struct ed_list_spec {
	const char *path;
	struct ed_authority *issuer;
	int64_t from; /* seconds from ED_AS_OF */
	int64_t until;
	int reason; /* why the leaf is on it; ED_NOT_LISTED: it is not */
	bool pem;
	bool delta;
};

enum { ED_NOT_LISTED = -1, ED_MAX_LISTS = 4 };

/* What certutil prints; made when the bundle is written. */
struct ed_output_spec {
	const char *path; /* NULL: none */
	const char *(*make)(struct ed_spec *spec, unsigned variant);
	unsigned variant;
	bool utf16; /* as PowerShell redirects it */
};

enum ed_log_form { ED_LOG_ROOT, ED_LOG_BARE, ED_LOG_WIDE, ED_LOG_ONE_LINE };

/* An event log; made when the bundle is written. */
struct ed_events_spec {
	bool present;
	unsigned kdc;       /* events of the certificate by the KDC; 0: none */
	const char *result; /* of its chain by CAPI2, or NULL */
	const char *more;   /* events as text, or NULL */
	enum ed_log_form form;
};

struct ed_extra {
	const char *path;
	struct ed_str bytes;
};

struct ed_spec {
	struct ed_arena *arena;
	struct ed_random random;
	EVP_PKEY **keys;

	const char *login;
	const char *given;
	const char *family;
	const char *domain; /* "corp.example" */
	const char *netbios;
	const char *org;
	const char *tag;         /* "CORP", in names of CAs */
	const char *other_login; /* a colleague */

	struct ed_authority root, policy, issuing;
	struct ed_authority strangers[16]; /* noise and mutators take them */
	unsigned n_strangers;
	struct ed_authority *shown[ED_MAX_SHOWN]; /* CA files in evidence */
	unsigned n_shown;
	struct ed_authority *anchors[2]; /* client roots */
	unsigned n_anchors;
	struct ed_authority *server_root; /* that the case names, or NULL */

	struct ed_leaf leaf;
	struct ed_leaf second; /* another one of the user, in a file alone */
	bool has_second;
	const char *second_file;
	struct ed_export exported;
	struct ed_exchange_spec exchange;
	struct ed_pack pack;
	struct ed_profile_spec profile;
	struct ed_expected expected;
	struct ed_record_spec record;

	enum ed_form form;
	const char *device_file; /* without extension */
	const char *profile_file;
	const char *pki_folder; /* "", or "pki/" */
	bool crlf;
	struct ed_extra extras[ED_MAX_EXTRAS];
	unsigned n_extras;
	struct ed_list_spec lists[ED_MAX_LISTS];
	unsigned n_lists;
	struct ed_output_spec output;
	struct ed_events_spec events;
	struct ed_server_side *server_side; /* NULL: nothing of it */
	/* Where a variant has its own: its trace, and what people report. */
	const struct ed_trace *trace;
	const char *const (*reported)[3]; /* four rows */
	const char *also[8]; /* what a variant makes true as well */
	unsigned n_also;
};

/* A healthy one. arena and keys are borrowed. */
void ed_spec_init(struct ed_spec *spec, struct ed_arena *arena, EVP_PKEY **keys,
    uint64_t seed);
void ed_spec_free(struct ed_spec *spec);
/* The device asks for its certificate by itself. */
void ed_use_scep(struct ed_spec *spec);

/* What the variant at hand makes true besides its cause. */
void ed_make_true(struct ed_spec *spec, const char *cause);
/* Text in the spec's arena. */
const char *ed_say(struct ed_spec *spec, const char *format, ...)
    ED_PRINTF(2, 3);
const char *ed_new_uuid(struct ed_spec *spec);
/* Changes the text of the profile once it is written. */
void ed_edit_profile(struct ed_spec *spec, const char *from, const char *to);
/* Another certification authority, signed by itself, in no file yet. */
struct ed_authority *ed_add_stranger(
    struct ed_spec *spec, const char *name, const char *org, int key);
void ed_show_authority(struct ed_spec *spec, struct ed_authority *authority);
void ed_hide_authority(
    struct ed_spec *spec, const struct ed_authority *authority);
void ed_add_extra(struct ed_spec *spec, const char *path, const char *text);
/* The SID as the URI that Windows reads. */
const char *ed_sid_uri(struct ed_spec *spec, const char *sid);
/* Replaces the only UPN, or the only email. */
void ed_set_upn(struct ed_spec *spec, const char *upn);
void ed_set_email(struct ed_spec *spec, const char *email);
/* The subject's part of that type, or NULL. */
struct ed_part *ed_part_of(struct ed_spec *spec, const char *type);

#endif
