/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was seen of a configuration profile's form: dates, switches of an
 * account, and where it differs from what Apple documents. Facts, as those of
 * facts.h, and owned as they are.
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

#endif
