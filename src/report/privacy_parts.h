/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of privacy.h share. */
#ifndef ED_REPORT_PRIVACY_PARTS_H
#define ED_REPORT_PRIVACY_PARTS_H

#include "report/privacy.h"

/* Shorter values are no names of anybody. */
enum { ED_LEAST_HIDDEN = 4 };

/* Every word of the program and its rules, in lower case, sorted. */
extern const char *const ed_vocabulary[];
extern const size_t ed_n_vocabulary;

bool ed_veil_hides(const struct ed_veil *veil, enum ed_kind kind);
/* Order of bytes, ASCII letters folded. */
int ed_compare_folded(struct ed_str a, struct ed_str b);
/* Does a word begin at offset at? */
bool ed_begins_word(struct ed_str text, size_t at);
/* A whole word at offset at: nothing on either side makes it a longer one. */
bool ed_stands_alone(struct ed_str text, size_t at, struct ed_str raw);
/* ASCII letters in lower case. */
char ed_lower(char byte);
struct ed_str ed_veil_lower(struct ed_arena *arena, struct ed_str s);
/* Would a letter before or behind it make another word? */
bool ed_is_word_byte(char byte);
/* The same of the character that stands at offset at of text. */
bool ed_is_word_at(struct ed_str text, size_t at);
/* The end of the run of such bytes that begins at offset at. */
size_t ed_word_end(struct ed_str text, size_t at);
/* Is it a word of ed_vocabulary? */
bool ed_is_vocabulary(struct ed_str word);

/* NULL when it is not hidden. */
struct ed_hidden *ed_veil_find_raw(
    const struct ed_veil *veil, struct ed_str raw);
/* Hides raw under a name, whatever its length. */
void ed_veil_put(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name);
/* The same; ed_veil_put also hides the value's other spellings. */
void ed_veil_put_one(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name);
void ed_veil_put_variants(struct ed_veil *veil, enum ed_kind kind,
    struct ed_str raw, struct ed_str name);
/* A host's name with labels beyond ASCII as DNS has it (RFC 3492). */
struct ed_str ed_veil_ascii_host(struct ed_arena *arena, struct ed_str host);
/* Does all of it stand in the rules' text? */
bool ed_veil_is_own(const struct ed_veil *veil, struct ed_str raw);
/* Sorts: then values are found. */
void ed_veil_close(struct ed_veil *veil);
/*
 * The longest value that stands at offset at of text, or NULL; with those
 * that rules say too when own.
 */
const struct ed_hidden *ed_veil_find(
    const struct ed_veil *veil, struct ed_str text, size_t at, bool own);
/* As ed_veil_text, and leaves what rules say too. */
struct ed_str ed_veil_rest(
    const struct ed_veil *veil, struct ed_str text, bool command);

/* Takes a value of a kind, whatever its form; takes its parts, too. */
void ed_veil_add(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw);
/* The value of each "X=value" of a name. */
void ed_veil_add_dn(struct ed_veil *veil, struct ed_str raw);
/* A name that somebody gave a thing; product's own names are left. */
void ed_veil_add_name(struct ed_veil *veil, struct ed_str raw);
/* A word of free text. */
void ed_veil_put_word(struct ed_veil *veil, struct ed_str word);
/* Values that all mean one person: one name. Empty ones do not count. */
void ed_veil_add_person(
    struct ed_veil *veil, const struct ed_str *ids, size_t n);
/* Its host, user, and what its path names. */
void ed_veil_add_url(struct ed_veil *veil, struct ed_str raw);
/* host:port */
void ed_veil_add_place(struct ed_veil *veil, struct ed_str raw);
/* "corp.example/Staff/Alice", "Default Web Site/owa": each of its parts. */
void ed_veil_add_names(struct ed_veil *veil, struct ed_str raw);
/* The items of "{a, b}". */
void ed_veil_add_list(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw);
/* The path, its folders and its last name. */
void ed_veil_add_path(struct ed_veil *veil, struct ed_str raw);
/* Free text: every word that is not the program's. For the public. */
void ed_veil_add_words(struct ed_veil *veil, struct ed_str text);
/* Addresses, SIDs, GUIDs and long hex numbers in any text. */
void ed_veil_sweep(struct ed_veil *veil, struct ed_str text);
/* At offset at of text; where it ends, or at when there is none. */
size_t ed_veil_take_ip6(struct ed_veil *veil, struct ed_str text, size_t at);
size_t ed_veil_take_oid(struct ed_veil *veil, struct ed_str text, size_t at);
/* An address of IPv6 in its one canonical spelling; others as they are. */
struct ed_str ed_veil_same_ip(struct ed_arena *arena, struct ed_str ip);
/* Numbers that a maker or a forest has of its own. */
void ed_veil_add_oid(struct ed_veil *veil, struct ed_str oid);
/* Both: whatever any text of evidence holds. */
void ed_veil_take(struct ed_veil *veil, struct ed_str text);
/* The first name of that word gets a number above n. */
void ed_veil_count_from(struct ed_veil *veil, const char *word, unsigned n);
/* What a report's typed fields and texts of evidence hold. */
void ed_veil_report(struct ed_veil *veil, const struct ed_report *report);
/* What the rules say of everybody. */
void ed_veil_collect_own(struct ed_veil *veil);
/* Calls for each text of a report that is not exempt. */
void ed_veil_each(struct ed_veil *veil, const struct ed_report *report,
    void (*take)(struct ed_veil *veil, struct ed_str text));
/* x for every letter. */
struct ed_str ed_crossed_out(struct ed_arena *arena, struct ed_str text);

/* The facts of a case, by field. People go first: they have many names. */
void ed_veil_people(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_exchange(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_certificates(struct ed_veil *veil, const struct ed_case *c);
void ed_veil_profiles(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_expected(struct ed_veil *veil, const struct ed_case *c);
void ed_veil_revocation(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_probes(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_windows(struct ed_veil *veil, const struct ed_case *c);
void ed_veil_logs(struct ed_veil *veil, const struct ed_facts *facts);
void ed_veil_name(
    struct ed_veil *veil, const struct ed_name *name); /* of a certificate */

#endif
