/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case: everything that is known, while it is being gathered.
 *
 * Loaders add to it, derive completes it, and ed_case_facts() hands out the
 * const view that checks see. Everything in it lives in its one arena.
 */
#ifndef ED_BASE_CASE_H
#define ED_BASE_CASE_H

#include "base/arena.h"
#include <easdoctor/binding.h>
#include <easdoctor/directory.h>
#include <easdoctor/event.h>
#include <easdoctor/registry.h>
#include <easdoctor/revocation.h>
#include <easdoctor/store.h>

/* What tells one file from another: where it lies, and its last name. */
struct ed_file_key {
	uint64_t device;
	uint64_t inode;     /* 0: not there; then name is the whole path */
	struct ed_str name; /* borrowed from the input's path */
};

struct ed_known_file {
	struct ed_file_key key;
	struct ed_input *input;
};

struct evp_pkey_st;
struct ed_log_table;

/*
 * Who signed a profile. These certificates say nothing of the device's and its
 * chain, so they are kept apart from the case's.
 */
struct ed_signed_profile {
	struct ed_profile *profile;
	struct ed_str signer;        /* DER */
	struct ed_str *certificates; /* DER, all that came with it */
	size_t n_certificates;
};

/* What a CRL's signature can be verified with, without its entries. */
struct ed_seal {
	struct ed_str algorithm; /* the AlgorithmIdentifier, whole */
	struct ed_str digest;    /* of what is signed; empty: not made */
	struct ed_str signature;
};

/* A finding that somebody has seen and accepts. */
struct ed_accepted {
	struct ed_str finding; /* an id */
	struct ed_str subject; /* empty: whoever it is about */
	struct ed_str reason;
	struct ed_str author;
	int64_t until; /* from then on it counts again */
	unsigned line;
};

struct ed_case {
	struct ed_arena arena;
	struct ed_facts facts; /* pointers below are filled by ed_case_facts */

	/* Lists of pointers, so that items stay where they are. */
	struct ed_list inputs;          /* struct ed_input * */
	struct ed_list certificates;    /* struct ed_certificate * */
	struct ed_list identities;      /* struct ed_identity * */
	struct ed_list profiles;        /* struct ed_profile * */
	struct ed_list android_mails;   /* struct ed_android_mail * */
	struct ed_list observations;    /* struct ed_observation * */
	struct ed_list signed_profiles; /* struct ed_signed_profile */
	struct ed_list accounts;        /* struct ed_directory_account * */
	struct ed_list exchange;        /* struct ed_exchange_object * */

	struct ed_list crls;          /* struct ed_crl * */
	struct ed_list seals;         /* struct ed_seal, of crls */
	struct ed_list verifications; /* struct ed_verification * */
	struct ed_list ca_infos;      /* struct ed_ca_info * */
	struct ed_list event_logs;    /* struct ed_event_log * */

	/* Read last, when it is known what to keep of it; and its bytes. */
	struct ed_list deferred; /* struct ed_deferred */
	struct ed_arena waiting;
	struct ed_list probes;    /* struct ed_probe * */
	struct ed_list nodes;     /* struct ed_node * */
	struct ed_list machines;  /* struct ed_machine * */
	struct ed_list iis_files; /* struct ed_iis_file * */
	size_t n_iis_entries;     /* over all of them */

	/* What the rows of logs add up to; NULL: none. */
	struct ed_log_table *log;
	/* Of machines, told apart by the input of their reference. */
	struct ed_list bindings;        /* struct ed_binding * */
	struct ed_list registry_keys;   /* struct ed_registry_key */
	struct ed_list registry_values; /* struct ed_registry_value */
	struct ed_list stores;          /* struct ed_store * */
	size_t n_stored;                /* certificates in all stores */

	/* So that no file is loaded twice: inputs by key, in order. */
	struct ed_list known_files; /* struct ed_known_file */
	size_t n_remembered;        /* of inputs, in known_files */

	/* Rounds of key derivation that this run may still spend. */
	int64_t rounds_left;

	/* What the case file says beyond the expectations in facts. */
	enum ed_affected affected;
	int64_t since;               /* 0: not said */
	unsigned scope;              /* bits 1 << enum ed_stage; 0: not said */
	struct ed_str name;          /* path of the case file, or empty */
	struct ed_list evidence;     /* struct ed_str: paths named in it */
	struct ed_list observed;     /* struct ed_observed */
	struct ed_list server_roots; /* struct ed_str: paths */
	struct ed_list client_roots; /* struct ed_str: paths */
	struct ed_list ca_files;   /* struct ed_str: paths (ca.certificates) */
	struct ed_str certificate; /* path (endpoint.certificate), or empty */
	struct ed_str password_file; /* path, or empty */

	/* The password for PKCS#12 files, until all of them are read. */
	char *password; /* NULL: none was given */

	/* Private keys, only where a probe is asked for and until it is over.
	 */
	bool keep_keys;
	struct ed_list keys; /* struct ed_kept_key */

	/* Set while the files of that list are loaded. */
	const struct ed_input
	    *device_input;          /* holds the device's certificate */
	struct ed_list root_inputs; /* const struct ed_input *: trust anchors */
	struct ed_list server_root_inputs; /* const struct ed_input * */

	/* Why no device certificate was chosen though some could be; or empty.
	 */
	struct ed_str ambiguous;
	struct ed_list notes; /* struct ed_str: remarks for the reader */

	struct ed_list domain_controllers; /* struct ed_domain_controller */

	struct ed_list accepted; /* struct ed_accepted */
	struct ed_str accepted_file;

	struct ed_str timezone; /* of evidence in local time, or empty */
};

struct ed_loader;

/* What is read when all else is known. */
struct ed_deferred {
	enum {
		ED_WAITS_AS_FILE,  /* bytes are its head */
		ED_WAITS_AS_BYTES, /* bytes are the whole input */
		ED_WAITS_AS_CRL    /* bytes are one CRL of the input */
	} form;
	struct ed_input *in;
	const struct ed_loader *loader; /* NULL: of a CRL */
	struct ed_ref ref;              /* of a CRL */
	struct ed_str bytes;            /* in waiting */
	uint64_t size;                  /* of a file */
};

/* A private key that a probe may present. */
struct ed_kept_key {
	struct ed_str sha256; /* of the public half, as in struct ed_key */
	struct evp_pkey_st *key;
};

/* A symptom as somebody worded it. */
struct ed_observed {
	struct ed_str text;
	struct ed_ref ref; /* the case's line, or nowhere (command line) */
};

void ed_case_init(struct ed_case *c);
/* Wipes and frees the password, if there is one. */
void ed_case_forget_password(struct ed_case *c);
/* Wipes and frees the keys that were kept, and keeps no more. */
void ed_case_forget_keys(struct ed_case *c);
/* Frees all and wipes what is secret. Takes NULL. */
void ed_case_free(struct ed_case *c);

/* Is it like a UPN: something, '@', and something? */
bool ed_is_upn(struct ed_str text);

/* A new input. Its number for references is returned by ed_input_number. */
struct ed_input *ed_add_input(struct ed_case *c, struct ed_str path);
unsigned ed_input_number(const struct ed_case *c, const struct ed_input *in);
/* Notes damage on an input; the last of ED_MAX_DAMAGE says there is more. */
void ed_damage(struct ed_case *c, struct ed_input *in, const char *format, ...)
    ED_PRINTF(3, 4);

/* New zeroed items, already listed in the case. NULL when a limit is hit. */
struct ed_certificate *ed_add_certificate(struct ed_case *c);
struct ed_identity *ed_add_identity(struct ed_case *c);
struct ed_profile *ed_add_profile(struct ed_case *c);
struct ed_android_mail *ed_add_android_mail(struct ed_case *c);
struct ed_observation *ed_add_observation(struct ed_case *c);
struct ed_directory_account *ed_add_directory_account(struct ed_case *c);
struct ed_exchange_object *ed_add_exchange_object(struct ed_case *c);
/* Its seal is the last of c->seals. */
struct ed_crl *ed_add_crl(struct ed_case *c);
struct ed_verification *ed_add_verification(struct ed_case *c);
struct ed_ca_info *ed_add_ca_info(struct ed_case *c);
struct ed_event_log *ed_add_event_log(struct ed_case *c);
struct ed_probe *ed_add_probe(struct ed_case *c);
struct ed_node *ed_add_node(struct ed_case *c);
struct ed_machine *ed_add_machine(struct ed_case *c);
struct ed_binding *ed_add_binding(struct ed_case *c);
struct ed_store *ed_add_store(struct ed_case *c);

/* The view for checks; call again after adding. */
const struct ed_facts *ed_case_facts(struct ed_case *c);

#endif
