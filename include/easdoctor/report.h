/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report: what a reporter is given, and all it is given.
 *
 * It is the model of easdoctor.report/1 (docs/report.schema.json); every
 * format is rendered from it. Words are already filled in; reporters order
 * nothing and decide nothing. All slices and arrays belong to the report's
 * arena. An empty slice means that the field does not apply.
 */
#ifndef EASDOCTOR_REPORT_H
#define EASDOCTOR_REPORT_H

#include <easdoctor/base.h>

#define ED_REPORT_SCHEMA "easdoctor.report/1"
#define ED_N_HOPS 10

/* Exit codes, the same everywhere. */
enum ed_exit {
	ED_EXIT_HEALTHY = 0,
	ED_EXIT_WARNING = 1,
	ED_EXIT_BLOCKED = 2,
	ED_EXIT_UNKNOWN = 3
};

struct ed_texts {
	const struct ed_str *items;
	size_t n;
};

/* A command to show, never to run here. */
struct ed_command {
	struct ed_str shell; /* "sh", "cmd", "powershell" */
	struct ed_str run;
};

struct ed_commands {
	const struct ed_command *items;
	size_t n;
};

/* One line of a cause's ledger; the lines of a ledger sum to the score. */
struct ed_ledger_line {
	struct ed_str finding; /* an id, or "prior", "direct", "affected" */
	struct ed_str state;   /* "present", "absent", or empty */
	struct ed_str via;     /* the mechanism, or empty */
	int db;                /* tenths of a decibel */
};

struct ed_report_cause {
	struct ed_str id;
	struct ed_str subject;
	struct ed_str state; /* "proven", "likely", "possible", "unlikely" */
	struct ed_str stage;
	struct ed_str bites;
	struct ed_str owner;
	struct ed_str blocks;
	int score;             /* tenths of a decibel */
	bool explains_symptom; /* of those that are present */
	bool evident; /* its own finding is present, not only inferred */
	struct ed_texts tie_with; /* ids of causes within 3 dB */
	struct ed_str title;
	struct ed_str text;
	struct ed_texts fix;
	struct ed_str undo;
	struct ed_str risk;
	struct ed_commands verify;
	struct ed_str handoff;
	struct ed_texts cite;
	struct ed_texts consequences; /* ids */
	const struct ed_ledger_line *ledger;
	size_t n_ledger;
};

struct ed_report_value {
	struct ed_str name;
	struct ed_str kind; /* "upn", "host", ... */
	struct ed_str value;
};

struct ed_report_evidence {
	int input; /* index into inputs, -1: none */
	struct ed_str
	    where_kind; /* "line", "xpath", "oid", "request"; empty: the file */
	struct ed_str at;
	struct ed_str quote;
	unsigned count;
};

struct ed_report_finding {
	struct ed_str id;
	struct ed_str subject;
	struct ed_str kind;  /* "cause", "symptom" */
	struct ed_str state; /* "present", "absent", "unknown", "not_asked" */
	struct ed_str title;
	struct ed_str reason; /* of unknown and not_asked */
	const struct ed_report_value *values;
	size_t n_values;
	const struct ed_report_evidence *evidence;
	size_t n_evidence;
};

struct ed_report_hop {
	struct ed_str bites;
	struct ed_str state; /* "pass", "fail", "not_reached", "not_checked" */
	bool clean; /* not checked as a whole; what was judged is without fault
		     */
};

struct ed_report_next {
	struct ed_str check;
	struct ed_str command;
	struct ed_str shell;
	struct ed_str who;
	struct ed_str if_present;
	struct ed_str if_absent;
};

struct ed_report_gap {
	struct ed_str check;
	struct ed_str reason;
	struct ed_str supply;
	/* What makes this evidence; empty when no command does. */
	struct ed_str command;
	struct ed_str shell;
	struct ed_str who;
};

struct ed_report_input {
	struct ed_str path;
	struct ed_str kind;
	struct ed_str sha256;
	uint64_t bytes;
	struct ed_str vantage;
	struct ed_texts damage;
};

/* A certificate that a device could offer. Optional in the format. */
/* What a server that was probed means for a certificate. */
struct ed_report_offer {
	struct ed_str server;  /* "mail.corp.example at 192.0.2.1:443" */
	struct ed_str offered; /* "yes", "no", "unknown", as the next */
	struct ed_str offered_why;
	struct ed_str accepted;
	struct ed_str accepted_why;
};

struct ed_report_candidate {
	struct ed_str certificate; /* "device certificate 3f2a91c0" */
	struct ed_str subject;     /* its name */
	struct ed_str used;        /* "yes", "no", "unknown" */
	struct ed_str offered;     /* the same, as the next */
	struct ed_str offered_why;
	struct ed_str accepted;
	struct ed_str accepted_why;
	const struct ed_report_offer *servers; /* optional in the format */
	size_t n_servers;
};

/* A certificate of the chain that was judged. Optional in the format. */
struct ed_report_certificate {
	struct ed_str label; /* "device certificate 3f2a91c0" */
	struct ed_str role;  /* "device", "ca", "server", "other" */
	struct ed_str subject;
	struct ed_str issuer;
	struct ed_str serial;
	struct ed_str not_before; /* RFC 3339, or empty: cannot be read */
	struct ed_str not_after;
	struct ed_texts names;  /* "upn alice@corp.example", … */
	struct ed_texts usages; /* "Client Authentication", or OIDs */
	struct ed_str key;      /* "RSA 2048" */
	struct ed_str sha256;
};

/* Something that happened or will, beside what fails. Optional. */
struct ed_report_moment {
	struct ed_str time;    /* RFC 3339; the moments are in order */
	struct ed_str kind;    /* "symptom", "certificate", "crl", … */
	struct ed_str text;    /* "device certificate 3f2a91c0 ends" */
	struct ed_str finding; /* of a symptom: its id, or empty */
};

/* An acknowledgement: the finding stays what it is. */
struct ed_report_accepted {
	struct ed_str finding;
	struct ed_str subject; /* empty: whoever it is about */
	struct ed_str reason;
	struct ed_str author;
	struct ed_str until; /* RFC 3339 */
	bool expired;
	struct ed_str state; /* of the finding */
};

struct ed_report {
	struct {
		struct ed_str
		    state; /* "healthy", "warning", "blocked", "unknown" */
		int exit_code;
		struct ed_texts scope;
		struct ed_str text;
	} verdict;
	const struct ed_report_cause *causes; /* in rank order */
	size_t n_causes;
	const struct ed_report_finding *findings;
	size_t n_findings;
	struct ed_report_hop path[ED_N_HOPS];
	const struct ed_report_next *next;
	size_t n_next;
	const struct ed_report_gap *not_checked;
	size_t n_not_checked;
	struct {
		unsigned settled;
		unsigned unknown;
		unsigned not_asked;
	} coverage;
	/* Where there are several certificates to choose from. */
	const struct ed_report_candidate *selection;
	size_t n_selection;
	const struct ed_report_certificate *certificates;
	size_t n_certificates;
	const struct ed_report_moment *timeline;
	size_t n_timeline;
	const struct ed_report_input *inputs;
	size_t n_inputs;
	const struct ed_report_accepted *suppressed;
	size_t n_suppressed;
	struct {
		struct ed_str version;
		struct ed_str rules_sha256;
		struct ed_str as_of; /* RFC 3339 */
		bool network;
		struct ed_str privacy;
	} run;
};

#endif
