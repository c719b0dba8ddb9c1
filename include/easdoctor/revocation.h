/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What evidence says of revocation, and of the authority that issues: CRLs,
 * what certutil found when it verified a certificate, and what a CA says of
 * itself.
 *
 * Facts do not judge. Everything belongs to the case and lives as long.
 */
#ifndef EASDOCTOR_REVOCATION_H
#define EASDOCTOR_REVOCATION_H

#include <easdoctor/facts.h>

/* What a CRL leaves out; RFC 5280 5.2.5. */
enum ed_crl_scope {
	ED_CRL_USERS_ONLY = 1 << 0,
	ED_CRL_CAS_ONLY = 1 << 1,
	ED_CRL_ATTRIBUTES_ONLY = 1 << 2,
	ED_CRL_SOME_REASONS = 1 << 3,
	ED_CRL_INDIRECT = 1 << 4, /* lists certificates of others too */
	ED_CRL_POINT = 1 << 5     /* only those that name its point */
};

/* Parts of a CRL that are there and could not be read. */
enum ed_crl_part {
	ED_CRL_PART_ENTRIES = 1 << 0,    /* some of the list */
	ED_CRL_PART_TIME = 1 << 1,       /* since or until when it holds */
	ED_CRL_PART_EXTENSIONS = 1 << 2, /* what it leaves out, its number */
	ED_CRL_PART_CRITICAL = 1 << 3    /* it demands what is not known here */
};

/* Without these, nobody knows what a CRL is for. */
#define ED_CRL_UNCERTAIN                                                       \
	(ED_CRL_PART_TIME | ED_CRL_PART_EXTENSIONS | ED_CRL_PART_CRITICAL)

/* RFC 5280 5.3.1. */
enum ed_crl_reason {
	ED_REASON_UNSAID = -1,
	ED_REASON_HOLD = 6,   /* can be lifted */
	ED_REASON_REMOVE = 8, /* in a delta CRL: no longer listed */
	ED_REASON_UNREADABLE = 255
};

/* An entry that has a certificate of the case's serial and issuer. */
struct ed_crl_entry {
	const struct ed_certificate *certificate;
	int64_t since; /* INT64_MIN: cannot be read */
	int reason;    /* enum ed_crl_reason, or another of RFC 5280's */
	bool by_other; /* the issuer is named in the entry: indirect */
};

/*
 * What a CRL is to the device certificate's chain; settled by
 * derive/revocation.c.
 */
enum ed_crl_bearing {
	ED_CRL_FOREIGN,   /* no link has this issuer */
	ED_CRL_SPEAKS,    /* signed by the key that signed the link */
	ED_CRL_OTHER_KEY, /* of the issuer's name, and of another key */
	ED_CRL_FALSE,     /* name and key id fit, and the key did not sign */
	ED_CRL_UNVERIFIED /* of the issuer's name; cannot be verified here */
};

/* One certificate revocation list. Its other entries are not kept. */
struct ed_crl {
	struct ed_ref ref;
	struct ed_str label; /* "CRL of CN=CORP-CA, 3f2a91c0" */
	struct ed_name issuer;
	struct ed_str sha256;
	struct ed_str signature_oid;
	int64_t this_update;
	bool has_next_update;
	int64_t next_update;
	struct ed_str number; /* hex, or empty */
	bool is_delta;
	struct ed_str base_number; /* hex, of a delta CRL */
	struct ed_str aki;         /* hex, or empty */
	unsigned scope;            /* enum ed_crl_scope bits */
	const struct ed_str *urls; /* of its own point */
	size_t n_urls;
	uint64_t n_entries;
	const struct ed_crl_entry *entries; /* of the case's certificates */
	size_t n_kept;
	unsigned unreadable; /* enum ed_crl_part bits */
	enum ed_crl_bearing bearing;
	/* Unless foreign: the link it is about; 0 is the device's own. */
	size_t link;
};

enum ed_fetch_of {
	ED_FETCH_ISSUER, /* the issuer's certificate (AIA) */
	ED_FETCH_CRL,    /* named by the certificate */
	ED_FETCH_DELTA,  /* named by the certificate or by the CRL */
	ED_FETCH_OCSP,
	ED_FETCH_OTHER
};

enum ed_fetched {
	ED_FETCHED,         /* and it was good */
	ED_FETCH_EXPIRED,   /* there, and too old */
	ED_FETCH_FAILED,    /* not to be had */
	ED_FETCH_UNKNOWN_IS /* a word that is not known here */
};

/* One address that certutil asked. */
struct ed_fetch {
	struct ed_ref ref;
	enum ed_fetch_of of;
	enum ed_fetched result;
	struct ed_str word; /* "Verified", "Failed", as it stands there */
	struct ed_str url;  /* or empty: not said */
	uint32_t error;     /* HRESULT; 0: none was given */
	struct ed_str error_text;
	int64_t seconds; /* -1: not said */
};

/* Bits of CERT_TRUST_STATUS.dwErrorStatus. */
enum ed_trust_error {
	ED_TRUST_REVOKED = 0x4,
	ED_TRUST_REVOCATION_UNKNOWN = 0x40,
	ED_TRUST_OFFLINE_REVOCATION = 0x1000000
};

/* Whether a link's list could be had; settled by derive/verified.c. */
enum ed_reach { ED_REACH_UNSAID, ED_REACHED, ED_NOT_REACHED };

/* One certificate of a chain that certutil built. */
struct ed_verified_link {
	struct ed_ref ref;
	struct ed_str serial; /* hex, lower case */
	struct ed_str sha1;   /* hex, lower case, or empty */
	struct ed_str subject;
	struct ed_str issuer;
	uint32_t errors; /* enum ed_trust_error and more bits */
	const struct ed_fetch *fetches;
	size_t n_fetches;
	/* The rest is settled by derive/verified.c. */
	const struct ed_certificate *certificate; /* of the chain, or NULL */
	enum ed_reach reach;
	const struct ed_fetch *missed;  /* when not reached, or NULL */
	const struct ed_fetch *expired; /* a list that was too old, or NULL */
	/* A delta CRL with + in its name that was not found, or NULL. */
	const struct ed_fetch *filtered;
	bool deltas_fetched; /* all addresses of delta CRLs were good */
};

/* One run of certutil -verify. */
struct ed_verification {
	struct ed_ref ref;
	struct ed_str serial; /* of the certificate that was verified */
	bool fetched;         /* with -urlfetch: addresses were asked */
	bool as_machine;      /* in the context of the machine */
	bool as_user;
	uint32_t chain_errors; /* of the chain as a whole */
	uint32_t error;        /* the last HRESULT it ended with; 0: none */
	struct ed_ref error_ref;
	bool passed; /* says that the revocation check passed */
	bool ended;  /* its last line is there */
	bool in_other_language;
	struct ed_verified_link *links;
	size_t n_links;
};

/* ENUM_CATYPES. */
enum ed_ca_kind {
	ED_CA_UNSAID = -1,
	ED_CA_ENTERPRISE_ROOT = 0,
	ED_CA_ENTERPRISE_SUB = 1,
	ED_CA_STANDALONE_ROOT = 3,
	ED_CA_STANDALONE_SUB = 4,
	ED_CA_OTHER = 255 /* a number that is none of these */
};

/* What certutil -CAInfo prints of an authority. */
struct ed_ca_info {
	struct ed_ref ref;
	enum ed_ca_kind kind;
	struct ed_ref kind_ref;
	struct ed_str name;      /* or empty */
	struct ed_str sanitized; /* or empty */
	struct ed_str host;      /* or empty */
	int64_t n_certificates;  /* -1: not said */
	const int *states;       /* of the CA's certificates: 3 is valid */
	size_t n_states;
	uint32_t error; /* the command failed with this; 0: it did not */
	bool ended;
};

/* Is it of the device certificate's issuer, and of such certificates? */
ED_API bool ed_crl_is_about_users(const struct ed_crl *crl);
/* Whoever names its own point is for certificates that name it too. */
ED_API bool ed_crl_shares_point(
    const struct ed_crl *crl, const struct ed_certificate *cert);
ED_API bool ed_crl_is_over(
    const struct ed_facts *facts, const struct ed_crl *crl);
/* RFC 5280's word for it. */
ED_API struct ed_str ed_crl_reason(int reason);
/* The certificate's entry, or NULL; crl may be NULL. */
ED_API const struct ed_crl_entry *ed_crl_find(
    const struct ed_crl *crl, const struct ed_certificate *cert);
/*
 * The newest CRL whose signature holds and that counts for the link, or NULL;
 * delta: the newest delta CRL.
 */
ED_API const struct ed_crl *ed_crl_newest(
    const struct ed_facts *facts, size_t link, bool delta);
/* The link of this certificate, or NULL. */
ED_API const struct ed_verified_link *ed_verified_find(
    const struct ed_verification *verification,
    const struct ed_certificate *cert);

#endif
