/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a rule is: the words, the weight and the causal knowledge of a finding.
 *
 * Rules are read from YAML (rules/ at build time, a site's folder and plugins
 * at run time) into these const structs; docs/rules.md is the format's manual.
 */
#ifndef ED_ENGINE_RULE_H
#define ED_ENGINE_RULE_H

#include <easdoctor/case.h>

enum ed_rule_kind { ED_CAUSE, ED_SYMPTOM_RULE };

/* Where a cause stops sync: the path that every attempt walks. */
enum ed_hop {
	ED_HOP_ISSUE,
	ED_HOP_DELIVER,
	ED_HOP_CONNECT,
	ED_HOP_HANDSHAKE,
	ED_HOP_ASK,
	ED_HOP_VALIDATE,
	ED_HOP_HAND_OVER,
	ED_HOP_MAP,
	ED_HOP_MAILBOX,
	ED_HOP_OPERATE,
	ED_N_HOP,
	ED_HOP_NONE = ED_N_HOP /* a symptom that shows no hop */
};

enum ed_blocks {
	ED_BLOCKS_EVERYONE,
	ED_BLOCKS_USER,
	ED_BLOCKS_PARTLY,
	ED_BLOCKS_LATER,
	ED_BLOCKS_NOTHING
};

enum ed_prior {
	ED_COMMON,
	ED_FREQUENT,
	ED_OCCASIONAL,
	ED_RARE,
	ED_EXOTIC,
	ED_N_PRIORS
};

enum ed_strength {
	ED_ALWAYS,
	ED_USUALLY,
	ED_OFTEN,
	ED_SOMETIMES,
	ED_RARELY,
	ED_N_STRENGTHS
};

enum ed_leak { ED_NEVER, ED_SELDOM, ED_NOISY, ED_CHRONIC, ED_N_LEAKS };

enum ed_proof { ED_PROOF_SEEN, ED_PROOF_NEEDS, ED_PROOF_NEVER, ED_PROOF_ANY };
enum ed_basis { ED_VERIFIED, ED_MEMORY };
enum ed_owner {
	ED_OWNER_PKI,
	ED_OWNER_MDM,
	ED_OWNER_EXCHANGE,
	ED_OWNER_DIRECTORY,
	ED_OWNER_NETWORK,
	ED_OWNER_DEVICE
};
/* Who meets a cause: any device with the certificate, or that one alone. */
enum ed_meets { ED_MEETS_ANYONE, ED_MEETS_DEVICE };
enum ed_risk { ED_RISK_NONE, ED_RISK_RESTART, ED_RISK_OUTAGE };
enum ed_cost { ED_COST_FREE, ED_COST_ONLINE, ED_COST_ADMIN, ED_COST_USER };

/* Ids and texts of a rule. ids are full: "certificate-upn/missing". */
struct ed_words {
	const struct ed_str *items;
	size_t n;
};

/* A cause makes a symptom, or a cause downstream of it, appear. */
struct ed_link {
	struct ed_str finding;
	enum ed_strength strength;
	struct ed_str via;
	struct ed_words when; /* counts only while these are not absent */
};

struct ed_rule_command {
	struct ed_str shell; /* "sh", "cmd", "powershell" */
	struct ed_str run;
};

struct ed_rule {
	struct ed_str id;    /* "certificate-upn/missing" */
	struct ed_str check; /* "certificate-upn" */
	enum ed_rule_kind kind;
	struct ed_str title;
	struct ed_str text;
	struct ed_words cite;

	/* Causes. */
	enum ed_stage stage;
	enum ed_hop bites;
	enum ed_blocks blocks;
	enum ed_prior prior;
	enum ed_proof proof;
	struct ed_words proof_needs; /* ids, for ED_PROOF_NEEDS and _ANY */
	enum ed_basis basis;
	enum ed_owner owner;
	const struct ed_link *explains;
	size_t n_explains;
	struct ed_words requires;
	struct ed_words excludes;
	struct ed_words fix;
	struct ed_str undo;
	enum ed_risk risk;
	enum ed_meets meets;
	unsigned
	    onset; /* enum ed_turn bits: of its own dates, what begins it */
	const struct ed_rule_command *verify;
	size_t n_verify;
	struct ed_str handoff;

	/* Symptoms. */
	enum ed_leak leak;
	struct ed_str group;  /* restates the same fact; its own id if empty */
	struct ed_str parent; /* what is seen of it with less sight, or empty */
	enum ed_hop seen_at;  /* the hop whose answer it is, or ED_HOP_NONE */
	/* A success: refutes causes that bite up to here; ED_HOP_NONE: none. */
	enum ed_hop refutes_to;

	/* Where it was read: for messages. */
	struct ed_str file;
	unsigned line;
};

/* What is said once per check: how to get what it looks at. */
struct ed_rule_check {
	struct ed_str id;
	struct ed_str supply;           /* what evidence to give */
	struct ed_rule_command collect; /* the command that makes it */
	enum ed_owner who;
	enum ed_cost cost;
	struct ed_str file;
};

/*
 * A code that a log, an event, a server or a device shows, and how to read it.
 * docs/rules.md says what each member holds.
 */
struct ed_code {
	struct ed_str family; /* "http", "kdc", "eas" … */
	struct ed_str code;   /* "403.16", "0x800B0109", "39" */
	struct ed_str name;   /* "CERT_E_UNTRUSTEDROOT", or empty */
	struct ed_words also; /* other names */
	struct ed_str meaning;
	struct ed_str proves;
	struct ed_str does_not_prove;
	enum ed_basis basis;
	struct ed_str finding;    /* the symptom it is a case of, or empty */
	struct ed_words causes;   /* ids, most likely first */
	struct ed_words suspects; /* causes that no rule knows, in words */
	struct ed_words evidence; /* kinds of struct ed_evidence */
	struct ed_str file;
	unsigned line;
};

/* A kind of evidence: the exact commands that make it, which only read. */
struct ed_evidence {
	struct ed_str kind; /* "iis-config" */
	struct ed_str title;
	struct ed_str where; /* to run it */
	enum ed_owner who;
	const struct ed_rule_command *commands;
	size_t n_commands;
	struct ed_str note;    /* what to mind, or empty */
	struct ed_words feeds; /* checks and families of symptoms */
	struct ed_str file;
	unsigned line;
};

/*
 * A set of rules. Sorted by id; checks sorted by id. Codes are sorted by family
 * and stand in it as in their file; evidence is in order of its worth.
 */
struct ed_rules {
	const struct ed_rule *rules;
	size_t n_rules;
	const struct ed_rule_check *checks;
	size_t n_checks;
	const struct ed_code *codes;
	size_t n_codes;
	const struct ed_evidence *evidence;
	size_t n_evidence;
	struct ed_str sha256; /* hex, over the files' bytes in order of name */
};

/* The rules compiled into the program. */
extern const struct ed_rules ed_builtin_rules;

/* NULL when there is no such rule. */
const struct ed_rule *ed_rule_find(
    const struct ed_rules *rules, struct ed_str id);
const struct ed_rule_check *ed_rule_check_find(
    const struct ed_rules *rules, struct ed_str id);

/* By its kind; NULL when there is none. */
const struct ed_evidence *ed_evidence_find(
    const struct ed_rules *rules, struct ed_str kind);
/* What feeds a check or a family of symptoms; NULL when nothing does. */
const struct ed_evidence *ed_evidence_for(
    const struct ed_rules *rules, struct ed_str check);

/* The words of the format, in the order of their enums; end with NULL. */
extern const char *const ed_stage_names[];
extern const char *const ed_hop_names[]; /* "issue", "deliver", "connect" … */
extern const char *const ed_blocks_names[];
extern const char *const ed_prior_names[];
extern const char *const ed_strength_names[];
extern const char *const ed_leak_names[];
extern const char *const ed_owner_names[];
extern const char *const ed_risk_names[];
extern const char *const ed_meets_names[];
extern const char *const ed_onset_names[]; /* the bits of enum ed_turn */
extern const char *const ed_cost_names[];

#endif
