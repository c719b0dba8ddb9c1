/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an export of the directory says of an account: LDIF, or the list that
 * Get-ADUser prints; and whether a value of altSecurityIdentities names a
 * certificate.
 */
#ifndef EASDOCTOR_DIRECTORY_H
#define EASDOCTOR_DIRECTORY_H

#include <easdoctor/facts.h>
#include <easdoctor/registry.h>

/* KB5014754: the first four are strong, the next three weak. */
enum ed_mapping_form {
	ED_MAPPING_SERIAL, /* X509:<I>issuer<SR>serial */
	ED_MAPPING_SKI,    /* X509:<SKI>hex */
	ED_MAPPING_KEY,    /* X509:<SHA1-PUKEY>hex */
	ED_MAPPING_SID,    /* X509:<I>issuer<SID>sid */
	ED_MAPPING_NAMES,  /* X509:<I>issuer<S>subject */
	ED_MAPPING_SUBJECT,
	ED_MAPPING_MAIL, /* X509:<RFC822>mail */
	ED_MAPPING_OTHER /* Kerberos:, or none of the above */
};

/* One value of altSecurityIdentities. The slices point into text. */
struct ed_mapping {
	enum ed_mapping_form form;
	struct ed_str text; /* the whole value */
	struct ed_str issuer;
	struct ed_str subject;
	struct ed_str value; /* serial, identifier, hash, SID or mail */
	bool wrapped;        /* put together from several lines of a console */
	struct ed_ref ref;
};

enum ed_fit { ED_MISSES, ED_MAY_FIT, ED_FITS };

/* Takes a value of altSecurityIdentities apart; what it is not is OTHER. */
ED_API void ed_mapping_read(struct ed_mapping *out, struct ed_str text);
ED_API bool ed_mapping_is_strong(enum ed_mapping_form form);
ED_API bool ed_mapping_is_weak(enum ed_mapping_form form);
/*
 * Does it name this certificate? As Windows writes it: the issuer from the
 * root down, the serial number's bytes reversed. why, if it is not NULL, is
 * set to what keeps it from fitting, or NULL when there is nothing to say.
 */
ED_API enum ed_fit ed_mapping_fits(const struct ed_mapping *mapping,
    const struct ed_certificate *cert, const char **why);

/* Room for a mapping as text. */
struct ed_mapping_text {
	char text[1024];
};

/*
 * The strong form by issuer and serial number for this certificate, as
 * Windows writes it; or its pattern, where no certain way of writing is
 * known. The slice points into buf.
 */
ED_API struct ed_str ed_mapping_write(
    struct ed_mapping_text *buf, const struct ed_certificate *cert);

/* What a certificate's SIDs come to. */
struct ed_sids {
	const struct ed_sid *counts; /* the one that Windows takes, or NULL */
	const struct ed_sid *faulty; /* among those that count, or NULL */
	bool extension;              /* beside one no URI counts */
	bool unreadable;             /* one may be there that was not read */
};

ED_API struct ed_sids ed_sids_of(const struct ed_certificate *cert);
/* How many of those that count are this one, and how many others. */
ED_API void ed_sids_count(const struct ed_certificate *cert,
    struct ed_str wanted, size_t *same, size_t *other);

/* A time that may not be known to the hour: PowerShell writes no zone. */
struct ed_span {
	bool given;
	int64_t earliest; /* seconds since 1970 */
	int64_t latest;
};

/* Bits of userAccountControl. */
enum { ED_ACCOUNT_DISABLED = 0x2, ED_ACCOUNT_LOCKED = 0x10 };

struct ed_directory_account {
	struct ed_ref ref;
	struct ed_str label; /* "account alice@corp.example" */
	struct ed_str dn;
	struct ed_str sam_name;
	struct ed_str upn;
	struct ed_str mail;
	const struct ed_str *addresses; /* proxyAddresses, whole */
	size_t n_addresses;
	bool addresses_cut; /* there are more, which the export leaves out */
	struct ed_str sid;
	struct ed_span created;
	struct ed_span changed; /* whenChanged: the last time of all */
	struct ed_ref changed_ref;
	bool has_control;
	uint32_t control; /* userAccountControl */
	enum ed_answer disabled;
	enum ed_answer locked;
	bool never_expires;
	enum ed_answer protected_once;     /* adminCount: is, or was */
	struct ed_span expires;            /* accountExpires */
	struct ed_span locked_since;       /* lockoutTime */
	const struct ed_mapping *mappings; /* altSecurityIdentities */
	size_t n_mappings;
	bool mappings_exported; /* the export would show them */
	/* Why these may not be all of them, or NULL. */
	const char *mappings_unknown;
	bool matters; /* to this case's user, or one of its certificates */
};

/* The first update that knows of strong mappings, and that of no return. */
#define ED_KNOWN_FROM INT64_C(1652140800)    /* 2022-05-10 */
#define ED_DEMANDED_FROM INT64_C(1757376000) /* 2025-09-09 */

/* What domain controllers do with a certificate that maps weakly: bits. */
enum {
	ED_DEMAND_NOTHING = 1,
	ED_DEMAND_WATCHED = 2, /* they let it in, and log a warning */
	ED_DEMAND_STRONG = 4,
	ED_DEMAND_ANY = 7
};

/* What all of them do: by the case, their registries and their events. */
struct ed_demand {
	unsigned modes;   /* all that one of them may do */
	bool stated;      /* the case says which there are */
	size_t n_exports; /* of registries, one for each controller */
	/* StrongCertificateBindingEnforcement of one, given before absent. */
	struct ed_setting value;
	bool differ; /* not all say that */
};

ED_API struct ed_demand ed_controllers_demand(const struct ed_facts *facts);
/*
 * Is every domain controller that the case states older than strong mapping,
 * or set to look for none, and none known by its events to do so?
 */
ED_API bool ed_controllers_all_before(const struct ed_facts *facts);
/* Does every domain controller that the case states demand one? */
ED_API bool ed_controllers_all_demand(const struct ed_facts *facts);
/* A certificate that maps weakly, and the account's creation. */
enum ed_age {
	ED_AGE_UNKNOWN,
	ED_AGE_YOUNGER,
	ED_AGE_UNZONED,  /* the hours decide, and are not known */
	ED_AGE_FORGIVEN, /* older, by no more than every controller lets pass */
	ED_AGE_UNCERTAIN, /* older, and some controllers may let it pass */
	ED_AGE_OLDER
};

ED_API enum ed_age ed_certificate_age(
    const struct ed_facts *facts, const struct ed_certificate *cert);
/*
 * Does every controller let a weak mapping pass? YES also says that the
 * certificate is not too old for it; UNSAID: that only its age decides, and
 * it is not known.
 */
ED_API enum ed_answer ed_controllers_let_pass(
    const struct ed_facts *facts, const struct ed_certificate *cert);
/* The year in "2016", "Windows Server 2016 Standard"; 0: none. */
ED_API unsigned ed_year_of(struct ed_str os);

/* How an account's mappings and a certificate go together. */
struct ed_mapped {
	const struct ed_mapping *strong;  /* one that fits */
	const struct ed_mapping *maybe;   /* a strong one that may fit */
	const struct ed_mapping *weak;    /* a weak one that fits or may */
	const struct ed_mapping *missing; /* a strong one that does not fit */
	const char *missing_why;
	const struct ed_mapping *any_weak;
};

ED_API struct ed_mapped ed_account_maps(
    const struct ed_directory_account *account,
    const struct ed_certificate *cert);

#endif
