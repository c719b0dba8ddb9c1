/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was seen of a configuration profile's form: where it was taken from,
 * its dates and its signature, and where it differs from what Apple documents.
 * Facts, as those of facts.h, and owned as they are.
 */
#ifndef EASDOCTOR_PROFILE_FORM_H
#define EASDOCTOR_PROFILE_FORM_H

#include <easdoctor/base.h>

/* A date of a profile. given is false when the key is absent. */
struct ed_moment {
	bool given;
	bool readable; /* else seconds mean nothing */
	int64_t seconds;
	struct ed_ref ref;
};

/* What an account may sync; each is on unless it is switched off. */
enum ed_service {
	ED_SERVICE_MAIL,
	ED_SERVICE_CONTACTS,
	ED_SERVICE_CALENDARS,
	ED_SERVICE_REMINDERS,
	ED_SERVICE_NOTES,
	ED_N_SERVICES
};

/* How the form of a profile differs from what Apple documents. */
enum ed_trouble_kind {
	ED_TROUBLE_ILL_FORMED,  /* no well-formed XML */
	ED_TROUBLE_TYPE,        /* the value of a known key has another type */
	ED_TROUBLE_MISSING,     /* a required key is absent or empty */
	ED_TROUBLE_VALUE,       /* a value that is not allowed */
	ED_TROUBLE_NO_CONTENT,  /* as MISSING, where a template has nothing */
	ED_TROUBLE_UNUSUAL,     /* undocumented, and devices take it */
	ED_TROUBLE_UNKNOWN_KEY, /* a key that is nearly a known one */
	ED_N_TROUBLES
};

struct ed_trouble {
	enum ed_trouble_kind kind;
	struct ed_ref ref;
	struct ed_str part; /* type of the payload; empty: the profile's own */
	struct ed_str key;
	struct ed_str found;    /* in words, or the value; never a secret */
	struct ed_str expected; /* in words, or the known key */
};

/* Where a profile was taken from; settled by derive/origin.c. */
enum ed_origin {
	ED_ORIGIN_UNKNOWN,
	ED_ORIGIN_CONSOLE,  /* the template: lookup values still in braces */
	ED_ORIGIN_DELIVERED /* what the device got */
};

/* What the signature over a profile is worth, whatever the profile says. */
enum ed_signature_state {
	ED_SIGNATURE_NONE,    /* the profile is not signed */
	ED_SIGNATURE_TRUSTED, /* valid; its signer's chain ends in a given root
			       */
	ED_SIGNATURE_VALID,   /* valid; nothing given says that its signer may
			       */
	ED_SIGNATURE_INVALID, /* the content or the signature was altered */
	ED_SIGNATURE_NO_SIGNER,
	ED_SIGNATURE_UNJUDGED /* it could not be verified here */
};

struct ed_signature {
	enum ed_signature_state state;
	struct ed_str detail; /* why; empty where the state says it all */
	/* Of the signing certificate, which is none of the case's. */
	struct ed_str signer; /* RFC 4514, or empty: it is not in there */
	struct ed_str issuer;
	int64_t not_before; /* 0 with not_after 0: not known */
	int64_t not_after;
};

#endif
