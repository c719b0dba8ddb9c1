/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What event logs of Windows say of a certificate's way: the domain
 * controllers' Kerberos service, Schannel and CAPI2 of the Exchange server,
 * and the services that they stand on.
 *
 * Of a log only groups are kept: how often an event was written about the
 * same certificate or account with the same code, when first and last, and a
 * few examples.
 */
#ifndef EASDOCTOR_EVENT_H
#define EASDOCTOR_EVENT_H

#include <easdoctor/facts.h>

/* Who wrote an event. */
enum ed_event_source {
	ED_EVENT_KDC,
	ED_EVENT_SCHANNEL,
	ED_EVENT_CAPI2,
	ED_EVENT_KERBEROS, /* the client of Kerberos, on the server */
	ED_EVENT_NETLOGON,
	ED_EVENT_CLOCK,    /* the system says that its clock was set */
	ED_EVENT_SECURITY, /* the audit of logons */
	ED_EVENT_ACTIVESYNC,
	ED_EVENT_NDES,
	ED_N_EVENT_SOURCES
};

/* What an event says beyond its number. */
enum ed_event_meaning {
	ED_EVENT_OTHER,
	ED_EVENT_NO_STRONG,    /* the KDC found no strong mapping */
	ED_EVENT_PREDATES,     /* and the certificate is older */
	ED_EVENT_SID_DIFFERS,  /* the certificate holds another SID */
	ED_EVENT_NTAUTH,       /* its CA is not in NTAuth */
	ED_EVENT_NO_KDC_CERT,  /* the KDC has no certificate of its own */
	ED_EVENT_LOGON_OK,     /* a certificate signed somebody in */
	ED_EVENT_LOGON_FAILED, /* or did not */
	ED_EVENT_SKEW          /* the clocks differ */
};

/* Whom an event names, as far as this case goes. */
enum ed_event_whose {
	ED_EVENT_OF_NOBODY,      /* it names nobody */
	ED_EVENT_OF_CERTIFICATE, /* the device's certificate */
	/* The user; a certificate is not named, or the device's not known. */
	ED_EVENT_OF_ACCOUNT,
	ED_EVENT_OF_OTHERS
};

/* One event. What it does not say is empty. */
struct ed_event {
	struct ed_ref ref;
	int64_t at; /* seconds since 1970; 0: not said */
	struct ed_str account;
	struct ed_str subject;
	struct ed_str issuer;
	struct ed_str serial;          /* hex as it stands there */
	struct ed_str thumbprint;      /* the same */
	struct ed_str user_sid;        /* of a KDC that found two */
	struct ed_str certificate_sid; /* the same */
	struct ed_str created;         /* the account, as it stands there */
	struct ed_str detail;          /* an address, a policy, a service */
	int64_t offset;                /* seconds that a clock was set by */
};

/* Events that say the same of the same. */
struct ed_event_group {
	enum ed_event_source source;
	enum ed_event_meaning meaning;
	unsigned id;
	unsigned level; /* 1 critical, 2 error, 3 warning, 4 information */
	bool has_code;
	uint32_t code;          /* alert, status or result */
	struct ed_str computer; /* that wrote it, or empty */
	/* One in evidence that they name; and do they name the user? */
	const struct ed_certificate *certificate;
	bool names_account;
	bool names_certificate;
	bool names; /* anybody at all */
	uint64_t count;
	int64_t first; /* 0: none says its time */
	int64_t last;
	int64_t largest; /* offset, whatever its sign */
	const struct ed_event *examples;
	size_t n_examples;
};

struct ed_event_log {
	struct ed_ref ref;
	struct ed_str label;    /* "events in dc01.xml" */
	uint64_t n_events;      /* all that the file holds */
	uint64_t n_known;       /* of those, in the groups */
	struct ed_str computer; /* that wrote the first known, or empty */
	bool of_controller;     /* a KDC wrote into it */
	int64_t first;          /* of the known ones */
	int64_t last;
	const struct ed_event_group *const *groups;
	size_t n_groups;
};

/* Whom a group's events name: the device's certificate before the user. */
ED_API enum ed_event_whose ed_event_whose(
    const struct ed_facts *facts, const struct ed_event_group *group);

/* Which events are asked for. */
struct ed_event_query {
	enum ed_event_source source;
	unsigned id; /* 0: any */
	bool by_meaning;
	enum ed_event_meaning meaning;
	bool by_code;
	uint32_t code;
	/* Only failures: what is logged as a warning was let pass. */
	bool errors;
};

/* What the logs hold of them. */
struct ed_event_tally {
	uint64_t ours;   /* of the device's certificate or the user */
	uint64_t nobody; /* that name nobody */
	uint64_t others;
	uint64_t milder; /* ours, and only warnings where errors are asked */
	/* To be shown: of the certificate, else of the user, else any. */
	const struct ed_event_group *shown;
	int64_t last; /* of ours; 0: no time is known */
};

ED_API struct ed_event_tally ed_event_tally(
    const struct ed_facts *facts, const struct ed_event_query *query);
ED_API bool ed_event_asks(
    const struct ed_event_query *query, const struct ed_event_group *group);

/* Is what a tally counts a symptom of this case? */
enum ed_event_verdict {
	ED_EVENT_SEEN,
	ED_EVENT_UNSEEN,    /* over enough attempts */
	ED_EVENT_UNCERTAIN, /* the reason says why */
	ED_EVENT_UNASKED
};

/*
 * One event of the case's own is enough unless a logon with the certificate
 * came after it; of events that name nobody, or where the case knows nobody,
 * it takes three.
 */
ED_API enum ed_event_verdict ed_event_judge(const struct ed_facts *facts,
    const struct ed_event_query *query, const struct ed_event_tally *tally,
    const char **reason);

/*
 * What a domain controller wrote as an error of the device's certificate, by
 * its hash or serial number: the last kept one of that meaning, or NULL, also
 * where a logon succeeded since.
 */
ED_API const struct ed_event *ed_event_of_device(
    const struct ed_facts *facts, enum ed_event_meaning meaning);
/* The user's SID, by an event about the device's certificate, or empty. */
ED_API struct ed_str ed_event_user_sid(const struct ed_facts *facts);
/* Did a controller refuse any certificate for want of a strong mapping? */
ED_API bool ed_event_controllers_refuse(const struct ed_facts *facts);

/* Could one of the logs not all be read? */
ED_API bool ed_event_is_lost(const struct ed_facts *facts);

#endif
