/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutators: each brings one known cause into a healthy spec.
 *
 * Even variants are for tuning, odd ones only for reporting: what was tuned on
 * one wording of a fault is measured on another.
 */
#ifndef ED_CORPUS_MUTATORS_H
#define ED_CORPUS_MUTATORS_H

#include "spec.h"

/* What a mutator writes to: two that share a bit cannot be combined. */
enum ed_touch {
	ED_TOUCH_SUBJECT = 1 << 0,
	ED_TOUCH_NAMES = 1 << 1, /* UPN and email of the certificate */
	ED_TOUCH_EKU = 1 << 2,
	ED_TOUCH_TIME = 1 << 3,
	ED_TOUCH_CHAIN = 1 << 4,
	ED_TOUCH_KEY = 1 << 5,
	ED_TOUCH_HOST = 1 << 6,
	ED_TOUCH_SSL = 1 << 7,
	ED_TOUCH_SMIME = 1 << 8,
	ED_TOUCH_USER = 1 << 9,
	ED_TOUCH_IDENTITY = 1 << 10,
	ED_TOUCH_TEMPLATE = 1 << 11,
	ED_TOUCH_SIGNATURE = 1 << 12,
	ED_TOUCH_REVOCATION = 1 << 13,
	ED_TOUCH_FORM = 1 << 14,     /* the text of the profile */
	ED_TOUCH_RECORD = 1 << 19,   /* what a probe saw */
	ED_TOUCH_EVENTS = 1 << 24,   /* an event log */
	ED_TOUCH_EXCHANGE = 1 << 28, /* what Exchange printed */
	ED_TOUCH_SEAL = 1 << 20,     /* the signature over the profile */
	ED_TOUCH_LOG = 1 << 29,      /* a server's logs */
	ED_TOUCH_SERVER = 1 << 15    /* what servers are set to */
};

/* What must be there for the fault to be seen. */
enum ed_shows {
	ED_SHOWS_CERTIFICATE = 1 << 0,
	ED_SHOWS_PROFILE = 1 << 1,
	ED_SHOWS_ROOTS = 1 << 2,
	ED_SHOWS_USER = 1 << 3,     /* the case's user */
	ED_SHOWS_TEMPLATE = 1 << 4, /* the case's template and lookups */
	ED_SHOWS_CA = 1 << 5,       /* the case's ca */
	ED_SHOWS_ENDPOINT = 1 << 6,
	ED_SHOWS_DEVICE = 1 << 7,
	ED_SHOWS_P12 = 1 << 8,   /* a PKCS#12, in the profile or beside it */
	ED_SHOWS_CHAIN = 1 << 9, /* certificates of CAs */
	ED_SHOWS_DIRECTORY = 1 << 10, /* the account's export */
	ED_SHOWS_SECOND = 1 << 11,    /* another certificate of the user */
	ED_SHOWS_EVENTS = 1 << 24,    /* an event log */
	ED_SHOWS_EXCHANGE = 1 << 28,  /* what Exchange printed */
	ED_SHOWS_RECORD = 1 << 20,    /* a probe's record */
	ED_SHOWS_LOG = 1 << 29,       /* a server's logs */
	ED_SHOWS_SERVER = 1 << 15     /* exports of servers */
};

/* Where it stops sync: the order in which one fault hides another. */
enum ed_bites {
	ED_BITES_ISSUE,
	ED_BITES_DELIVER,
	ED_BITES_CONNECT,
	ED_BITES_HANDSHAKE,
	ED_BITES_ASK,
	ED_BITES_VALIDATE,
	ED_BITES_HAND_OVER,
	ED_BITES_MAP,
	ED_BITES_MAILBOX,
	ED_BITES_OPERATE
};

/* What a fault leaves in a server's logs, and shows a probe. */
struct ed_trace {
	const char *codes[2]; /* of IIS, for either half; NULL: no line */
	bool some;            /* others sync all the same */
	bool mails;           /* only what is sent fails */
	bool probed;          /* by a probe, as follows */
	bool quiet;           /* the server asks for no certificate */
	enum ed_reply reply;
};

struct ed_mutator {
	const char *cause;
	enum ed_bites bites;
	bool blocks; /* everyone or this user, now */
	unsigned touches;
	unsigned shows;
	unsigned n_variants;
	void (*apply)(struct ed_spec *spec, unsigned variant);
	const char *const *also; /* what it makes true as well, or NULL */
	/* What somebody would report: alternatives, each ends with NULL. */
	const char *const (*symptoms)[3];
	unsigned n_symptoms;
	bool scep;                    /* of a profile with a SCEP payload */
	const struct ed_trace *trace; /* NULL: as its symptoms are */
	const char *by; /* what shows it, of a cause with several; or NULL */
};

/* Each table ends with a nameless entry. */
extern const struct ed_mutator ed_name_mutators[];
extern const struct ed_mutator ed_certificate_mutators[];
extern const struct ed_mutator ed_sign_mutators[];
extern const struct ed_mutator ed_mapping_mutators[];
extern const struct ed_mutator ed_directory_mutators[];
extern const struct ed_mutator ed_selection_mutators[];
extern const struct ed_mutator ed_revocation_mutators[];
extern const struct ed_mutator ed_chain_mutators[];
extern const struct ed_mutator ed_authority_mutators[];
extern const struct ed_mutator ed_template_mutators[];
extern const struct ed_mutator ed_host_mutators[];
extern const struct ed_mutator ed_profile_mutators[];
extern const struct ed_mutator ed_structure_mutators[];
extern const struct ed_mutator ed_seal_mutators[];
extern const struct ed_mutator ed_scep_mutators[];
extern const struct ed_mutator ed_endpoint_mutators[];
extern const struct ed_mutator ed_answer_mutators[];
extern const struct ed_mutator ed_event_mutators[];
extern const struct ed_mutator ed_exchange_mutators[];
extern const struct ed_mutator ed_log_mutators[];
extern const struct ed_mutator ed_onset_mutators[];
extern const struct ed_mutator ed_iis_mutators[];
extern const struct ed_mutator ed_http_sys_mutators[];
extern const struct ed_mutator ed_store_mutators[];

/* All of them; n is their number. */
const struct ed_mutator *const *ed_mutators(size_t *n);

/* traces.c: what several have in common. */
extern const struct ed_trace ed_trace_unmapped; /* IIS hands it to nobody */
extern const struct ed_trace ed_trace_nameless; /* it leads to no account */
extern const struct ed_trace ed_trace_untrusted;
extern const struct ed_trace ed_trace_silent; /* nobody asks for it */
extern const struct ed_trace ed_trace_none;

/* What is typical at a hop, shared by many mutators. */
extern const char *const ed_symptoms_map[4][3];
extern const char *const ed_symptoms_hand_over[4][3];
extern const char *const ed_symptoms_validate[4][3];
extern const char *const ed_symptoms_time[4][3];
extern const char *const ed_symptoms_ask[4][3];
extern const char *const ed_symptoms_connect[2][3];
extern const char *const ed_symptoms_deliver[3][3];
extern const char *const ed_symptoms_none[1][3];

/* mutators_directory.c: four variants each, by the account's export. */
void ed_no_strong_exported(struct ed_spec *spec, unsigned variant);
void ed_upn_mismatch_exported(struct ed_spec *spec, unsigned variant);

/* mutators_events.c: the log of a fault of the mapping, or of the chain. */
void ed_log_mapping(struct ed_spec *spec, unsigned id, unsigned variant);
void ed_log_chain(struct ed_spec *spec, const char *result, unsigned variant);

#define ED_SYMPTOMS(table) .symptoms = (table), .n_symptoms = ED_COUNT(table)

#endif
