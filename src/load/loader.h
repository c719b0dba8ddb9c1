/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loaders: one per kind of evidence, found by content, never by name.
 *
 * A loader turns bytes into facts of the case. It does not judge. What it
 * cannot read becomes damage on the input, and the rest is still used.
 */
#ifndef ED_LOAD_LOADER_H
#define ED_LOAD_LOADER_H

#include "base/case.h"

struct ed_loader {
	const char *kind; /* "certificate": shown in the report */
	/* Could bytes be of this kind? Cheap; looks at the first 4 KiB or so.
	 */
	bool (*recognise)(struct ed_str bytes);
	/*
	 * Reads bytes, which the loader may wipe and which end with the call:
	 * it copies what it keeps. Returns false when nothing of it could be
	 * used; the reasons are then damage on the input.
	 */
	bool (*load)(
	    struct ed_case *c, struct ed_input *in, struct ed_str bytes);
	/*
	 * Of a loader that reads its files itself, when all other evidence is
	 * known; NULL for the rest. head is the file's beginning. It sets the
	 * input's size and hash.
	 */
	bool (*load_file)(
	    struct ed_case *c, struct ed_input *in, struct ed_str head);
	/* Is such a file an export of one machine? See machine.h. */
	bool of_machine;
	/* The largest file that load_file reads. */
	uint64_t limit;
};

/* In order of recognition; load/recognise.c says why this order. */
extern const struct ed_loader *const ed_loaders[]; /* ends with NULL */

/*
 * Loads one file, or all files below a folder, into the case. Every file
 * becomes an input, unrecognised and unreadable ones too. named says that
 * somebody named this path, so that failing to use it must not go unnoticed.
 * A file already loaded (same path) is not loaded again.
 */
void ed_load_path(struct ed_case *c, const char *path, bool named);

/*
 * Loads bytes that are in no file: name is what the input is called. NULL when
 * the case holds too much already.
 */
struct ed_input *ed_load_bytes(
    struct ed_case *c, struct ed_str name, struct ed_str bytes);

/* A path as above, and its self-signed certificates are trust anchors. */
void ed_load_roots(struct ed_case *c, const char *path);

/* Reads a case file into the case; does not load what it names. */
ED_MUST_USE bool ed_load_case(
    struct ed_case *c, const char *path, struct ed_error *err);
/* The same from memory; paths in it are taken relative to folder. */
ED_MUST_USE bool ed_load_case_text(struct ed_case *c, const char *name,
    const char *folder, struct ed_str text, struct ed_error *err);

/* Loads everything that the case file names. */
void ed_load_case_evidence(struct ed_case *c);

/* The first that takes bytes for its own, or NULL. */
const struct ed_loader *ed_find_loader(struct ed_str bytes);
/*
 * deferred.c: is the file at path of a kind that is read last? Then it is
 * remembered.
 */
bool ed_defer_file(struct ed_case *c, struct ed_input *in, const char *path);
/* Remembers bytes of such a kind; they are copied. */
void ed_defer(struct ed_case *c, struct ed_input *in,
    const struct ed_loader *loader, struct ed_str bytes);
/* Remembers one CRL that an input holds beside other things; der is copied. */
void ed_defer_crl(struct ed_case *c, struct ed_input *in, struct ed_ref ref,
    struct ed_str der);
/*
 * Loads what was put off until everything else is known. Call it once, after
 * the last of the above.
 */
void ed_load_deferred(struct ed_case *c);

/* Reads the first line of a password file into the case; wiped with it. */
ED_MUST_USE bool ed_load_password(
    struct ed_case *c, const char *path, struct ed_error *err);

/* One loader inside another: a certificate in a profile or a PKCS#12. */
struct ed_certificate *ed_load_certificate_der(struct ed_case *c,
    struct ed_ref ref, struct ed_str der, struct ed_error *err);
/*
 * A PKCS#12 in memory. password NULL: none was given (NULL and "" are tried).
 * Always adds an identity when the bytes are a PKCS#12 at all.
 */
struct ed_identity *ed_load_pkcs12_der(struct ed_case *c, struct ed_input *in,
    struct ed_ref ref, struct ed_str der, const char *password);

/* Is it a signed or encrypted profile, in PEM or not? */
bool ed_is_profile_container(struct ed_str bytes);

/*
 * A CRL in memory. Only entries of certificates that the case has by now are
 * kept, so it must be read after all of them.
 */
ED_MUST_USE bool ed_load_crl_der(struct ed_case *c, struct ed_input *in,
    struct ed_ref ref, struct ed_str der, struct ed_error *err);
/* crl_file.c: does it start like CRLs in PEM? */
bool ed_is_crl_text(struct ed_str head);

extern const struct ed_loader
    ed_loader_certificate; /* PEM, DER, bundles, keys */
extern const struct ed_loader ed_loader_crl;
extern const struct ed_loader ed_loader_certutil_verify;
extern const struct ed_loader ed_loader_certutil_cainfo;
extern const struct ed_loader ed_loader_certutil_dump;
extern const struct ed_loader ed_loader_sslcert;  /* netsh */
extern const struct ed_loader ed_loader_registry; /* .reg */
extern const struct ed_loader ed_loader_store;    /* certutil -store */
extern const struct ed_loader ed_loader_pkcs12;
extern const struct ed_loader ed_loader_profile;
extern const struct ed_loader ed_loader_directory; /* LDIF, Get-ADUser */
extern const struct ed_loader ed_loader_exchange;  /* Get-CASMailbox | fl */
extern const struct ed_loader ed_loader_android;
extern const struct ed_loader ed_loader_events;
extern const struct ed_loader ed_loader_probe;
extern const struct ed_loader ed_loader_iis_config; /* and appcmd */
extern const struct ed_loader ed_loader_iis_log;
extern const struct ed_loader ed_loader_httperr_log;
extern const struct ed_loader ed_loader_case;

#endif
