/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One object of an export of the directory, while it is read: LDIF and lists
 * of PowerShell put attributes in, and what can matter becomes a fact.
 */
#ifndef ED_LOAD_DIRECTORY_ROW_H
#define ED_LOAD_DIRECTORY_ROW_H

#include "base/case.h"
#include "base/lines.h"

struct ed_directory_wanted;

struct ed_directory_row {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_directory_wanted *wanted;
	unsigned n_bystanders;
	bool local_time; /* of PowerShell; LDIF is in UTC */

	/* Of the object alone. */
	struct ed_arena scratch;
	struct ed_directory_account account;
	struct ed_list addresses;   /* struct ed_str */
	struct ed_list mappings;    /* struct ed_mapping */
	struct ed_list authorities; /* struct ed_str: cACertificate */
	bool is_person;        /* or may be: it is no computer and no group */
	bool has_name;         /* an attribute that only accounts have */
	unsigned n_everything; /* attributes that nobody asks for by name */
	bool has_mappings;     /* the attribute was exported */
	bool damaged;
	unsigned line; /* of its first */
	struct ed_span changed;
	struct ed_str changed_text;
	unsigned changed_line;
};

/* in may be NULL. */
void ed_directory_begin(
    struct ed_directory_row *row, struct ed_case *c, struct ed_input *in);
/* Is a value of this attribute worth to be kept until it is complete? */
bool ed_directory_knows(struct ed_str attribute);
/*
 * One value, as LDAP has it, at a line. Attributes that nothing asks for are
 * passed over.
 */
void ed_directory_put(struct ed_directory_row *row, struct ed_str attribute,
    struct ed_str value, unsigned line);
/* The same for one that a console broke into lines. */
void ed_directory_put_mapping(struct ed_directory_row *row, struct ed_str value,
    unsigned line, bool wrapped);
void ed_directory_put_address(
    struct ed_directory_row *row, struct ed_str value);
/* The object ends: keeps it if it can matter, and is ready for the next. */
void ed_directory_end(struct ed_directory_row *row);
/* directory_ntauth.c: one value of cACertificate. */
void ed_directory_put_authority(
    struct ed_directory_row *row, struct ed_str value);
/* directory_ntauth.c: the object is CN=NTAuthCertificates. */
void ed_directory_ntauth(struct ed_directory_row *row, struct ed_ref ref);
/* A date in the form of the export; false when it is none. */
bool ed_directory_span(const struct ed_directory_row *row, struct ed_str value,
    struct ed_span *out);
/*
 * When the object was changed last. No finding rests on it: a date that
 * cannot be read is none.
 */
void ed_directory_put_changed(
    struct ed_directory_row *row, struct ed_str value, unsigned line);
/* Where it says so, if it does. */
struct ed_ref ed_directory_changed(const struct ed_directory_row *row);
/* No more objects. */
void ed_directory_finish(struct ed_directory_row *row);

/* A SID in its binary form as S-1-…; empty when it is none. */
struct ed_str ed_sid_text(struct ed_arena *arena, struct ed_str bytes);
/* GeneralizedTime, "20261118080000.0Z". */
bool ed_generalized_time(struct ed_str text, int64_t *out);
/* 100 ns since 1601 as decimal digits; never is 0 or the largest. */
bool ed_file_time(struct ed_str text, bool *never, int64_t *out);

/* Reads either format, line by line. */
bool ed_ldif_read(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines);
bool ed_ad_list_read(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines);

/* directory_wanted.c: what is looked for, from what is known by then. */
struct ed_directory_wanted *ed_directory_wanted(struct ed_case *c);
bool ed_directory_matters(struct ed_directory_wanted *wanted,
    const struct ed_directory_account *account);
/* Were there more mappings than are compared? */
bool ed_directory_gave_up(const struct ed_directory_wanted *wanted);

#endif
