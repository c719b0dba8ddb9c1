/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a check is.
 *
 * A check looks at the facts about one subject and settles every finding it
 * declares: present, absent, or unknown with a reason. It does not read files,
 * print, allocate, or decide how bad a problem is: the rule file of the same
 * name holds severity, wording, remedy and sources.
 *
 * The engine settles what cannot be judged: a finding whose needs are not met
 * is unknown or not asked before run() is called, and settling it then is
 * ignored. A finding that run() leaves open is an error of the check.
 *
 * Ownership: facts and everything below them are borrowed for the length of
 * run(). Ids must be string literals. Values, references and reasons are
 * copied.
 */
#ifndef EASDOCTOR_CHECK_H
#define EASDOCTOR_CHECK_H

#include <easdoctor/facts.h>

struct ed_sink;

/* What a check runs for, and so what type its subject has. */
enum ed_each {
	ED_CASE,        /* struct ed_facts, once */
	ED_CERTIFICATE, /* struct ed_certificate: the device's */
	ED_IDENTITY,    /* struct ed_identity */
	ED_PROFILE,     /* struct ed_profile */
	ED_EAS,         /* struct ed_eas: an EAS account in a profile */
	ED_SCEP,    /* struct ed_scep: one that an EAS account signs in by */
	ED_SERVER,  /* struct ed_node: an address of a probed endpoint */
	ED_MACHINE, /* struct ed_machine: one whose exports are in evidence */
	ED_SYMPTOM  /* struct ed_facts, once; never scope or health */
};

/* What a finding needs besides its subject. */
enum ed_need {
	/* Expectations: without them nobody asked. */
	ED_NEED_UPN = 1 << 0,       /* the account's UPN */
	ED_NEED_EMAIL = 1 << 1,     /* the account's email */
	ED_NEED_TEMPLATE = 1 << 2,  /* the request template's subject */
	ED_NEED_ENDPOINT = 1 << 3,  /* the endpoint's host */
	ED_NEED_GATEWAY = 1 << 4,   /* is a gateway in the path? */
	ED_NEED_REQUESTER = 1 << 5, /* the CA's service account */
	ED_NEED_PLATFORM = 1 << 6,  /* the device's platform */
	ED_NEED_DIRECTORY = 1 << 9, /* the account in the directory's export;
				       or facts->directory_trouble */
	ED_NEED_MAILBOX = 1 << 18,  /* Exchange's output on this user */
	ED_NEED_VDIR = 1 << 19,     /* a virtual directory of ActiveSync */
	/* Evidence: without it not asked, or unknown if the scope promised it.
	 */
	ED_NEED_CERTIFICATE = 1 << 7, /* the device's certificate */
	ED_NEED_ROOTS = 1 << 8,       /* trust anchors */
	ED_NEED_PROBE = 1 << 10,      /* a probe of the endpoint */
	ED_NEED_EVENTS = 1 << 17,     /* an event log */
	ED_NEED_IIS = 1 << 12,        /* an IIS configuration */
	ED_NEED_LOG = 1 << 16,        /* a log of IIS or http.sys */
	ED_NEED_TRAFFIC = 1 << 20,    /* such a log, or a probe */
	/* Of any machine; a check says itself what this one lacks. */
	ED_NEED_BINDINGS = 1 << 13, /* bindings of http.sys */
	ED_NEED_REGISTRY = 1 << 14, /* exports of the registry */
	ED_NEED_STORES = 1 << 15,   /* certificate stores */
	ED_NEED_SERVERS = 1 << 21,  /* exports of two, or a probe */
};

/* One value that a rule may put in its text as {name}. */
struct ed_value {
	const char *name;
	enum ed_kind kind;
	struct ed_str value;
};

struct ed_finding {
	const char *id; /* "missing", in full certificate-upn/missing */
	unsigned needs; /* enum ed_need bits */
};

struct ed_check {
	const char *id;    /* "certificate-upn" = rules/certificate-upn.yaml */
	const char *title; /* what is true when nothing is present */
	enum ed_each each;
	const struct ed_finding *findings; /* ends with a nameless entry */
	void (*run)(const struct ed_facts *facts, const void *subject,
	    struct ed_sink *out);
};

#define ED_FINDINGS(...) ((const struct ed_finding[]){__VA_ARGS__, {0}})
#define ED_VALUES(...) ((const struct ed_value[]){__VA_ARGS__, {0}})

/* Settles a finding as present or absent; values may be NULL. */
ED_API void ed_settle(struct ed_sink *out, const char *id, bool present,
    struct ed_ref where, const struct ed_value *values);

/*
 * Shows one more thing that speaks for a finding which is settled as present;
 * more than ED_MAX_EXAMPLES are left out.
 */
ED_API void ed_settle_also(
    struct ed_sink *out, const char *id, struct ed_ref where);

/* Settles a finding as unknown: it should have been judged and could not. */
ED_API void ed_unknown(struct ed_sink *out, const char *id, const char *reason);

/* Settles a finding as not asked: nobody said what should be true. */
ED_API void ed_not_asked(
    struct ed_sink *out, const char *id, const char *reason);

#endif
