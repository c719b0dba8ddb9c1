/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the profile loader share. */
#ifndef ED_LOAD_PROFILE_READ_H
#define ED_LOAD_PROFILE_READ_H

#include "base/case.h"
#include "load/cms.h"
#include "load/plist.h"
#include <easdoctor/scep.h>

/* One profile being read. The tree's text goes away; facts are copied. */
struct ed_profile_reader {
	struct ed_case *c;
	struct ed_input *in;
	unsigned input;           /* its number */
	struct ed_arena *scratch; /* goes away with the tree */
	struct ed_plist doc;
	struct ed_profile *profile;
	struct ed_payload *payloads;
	size_t n_payloads;
	struct ed_list nodes; /* const struct ed_plist_node *: of payloads */
	unsigned n_identities;
	bool is_signed; /* cms is what it came in */
	struct ed_cms cms;
};

/* profile_value.c: damage at a node, with its line, or else its path. */
void ed_profile_damage(struct ed_profile_reader *r,
    const struct ed_plist_node *node, const char *format, ...) ED_PRINTF(3, 4);
/* Values, with damage where the type is wrong. */
struct ed_ref ed_profile_ref(
    struct ed_profile_reader *r, const struct ed_plist_node *node);
struct ed_str ed_profile_text(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);
struct ed_field ed_profile_field(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);
struct ed_switch ed_profile_switch(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);
struct ed_whole ed_profile_whole(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);
/* The decoded bytes below key, which go away with the tree, or empty. */
struct ed_str ed_profile_data(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);
/* Is there a text that is not empty? Reads no more of it. */
bool ed_profile_has_text(const struct ed_plist_node *dict, const char *key);

/* A <date>, or a text or number that is one. */
struct ed_moment ed_profile_moment(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);

/* The text of a number, whatever its type, without a note. */
struct ed_field ed_profile_number(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key);

/* profile_trouble.c: how its form differs from what is documented. */
void ed_profile_troubles(struct ed_profile_reader *r);
/* Could its text be a URL with a user and a password in it? */
bool ed_profile_may_hold_login(const struct ed_plist_node *node);

/* profile_material.c: certificates and PKCS#12 data of a payload. */
void ed_profile_material(struct ed_profile_reader *r,
    struct ed_payload *payload, const struct ed_plist_node *node);
/* A PKCS#12 below key, its password below password_key; or NULL. */
const struct ed_identity *ed_profile_identity(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key,
    const char *password_key);

/* profile_eas.c: the EAS accounts among the payloads, when all are read. */
void ed_profile_accounts(struct ed_profile_reader *r);

/* profile_scep.c: the SCEP payloads, when all payloads are read. */
void ed_profile_sceps(struct ed_profile_reader *r);
/* profile_scep_subject.c: takes NULL. */
void ed_profile_scep_subject(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *subject);

/* profile_kind.c: what the first bytes say. */
enum ed_profile_kind {
	ED_PROFILE_NONE,
	ED_PROFILE_PLIST, /* XML or binary */
	ED_PROFILE_SIGNED,
	ED_PROFILE_ENCRYPTED
};
/* How the bytes of a signed or encrypted one are written. */
enum ed_armour { ED_ARMOUR_NONE, ED_ARMOUR_PEM, ED_ARMOUR_BASE64 };
/* armour may be NULL. */
enum ed_profile_kind ed_profile_kind_of(
    struct ed_str bytes, enum ed_armour *armour);

/* profile_signed.c: what is in a signed profile. Damage, when it is not. */
ED_MUST_USE bool ed_profile_unwrap(struct ed_profile_reader *r,
    struct ed_str bytes, enum ed_armour armour, struct ed_str *content);
/* Gives the profile what was found out of its signature. */
void ed_profile_set_signature(struct ed_profile_reader *r);

#endif
