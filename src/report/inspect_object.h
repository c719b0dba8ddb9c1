/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of inspect's JSON share. Values of bytes that are not UTF-8
 * appear as \xNN; a member that does not apply is left out.
 */
#ifndef ED_REPORT_INSPECT_OBJECT_H
#define ED_REPORT_INSPECT_OBJECT_H

#include "base/case.h"

#include <jansson.h>

/* Scratch for what is converted on the way. */
struct ed_object {
	struct ed_arena *arena;
	json_t *json;
};

json_t *ed_json_text(struct ed_arena *arena, struct ed_str s);
void ed_set_text(struct ed_object to, const char *name, struct ed_str s);
/* The same; nothing when it is empty. */
void ed_set_maybe(struct ed_object to, const char *name, struct ed_str s);
/* The same for words of ours; nothing for NULL. */
void ed_set_word(struct ed_object to, const char *name, const char *word);
void ed_set_number(struct ed_object to, const char *name, int64_t n);
void ed_set_time(struct ed_object to, const char *name, int64_t seconds);
/* Nothing when it is not given. */
void ed_set_span(
    struct ed_object to, const char *name, const struct ed_span *span);
void ed_set_flag(struct ed_object to, const char *name, bool value);
void ed_set_answer(
    struct ed_object to, const char *name, enum ed_answer answer);
void ed_set_texts(struct ed_object to, const char *name,
    const struct ed_str *texts, size_t n);
/* The names of the set bits. */
void ed_set_bits(struct ed_object to, const char *name, unsigned bits,
    const char *(*name_of)(unsigned, size_t));
/* "where": { "kind": "xpath", "at": "…" }, unless it is the whole file. */
void ed_set_where(struct ed_object to, const struct ed_ref *ref);
/* New and empty, as a member or at the end of an array. */
struct ed_object ed_set_object(struct ed_object to, const char *name);
struct ed_object ed_set_array(struct ed_object to, const char *name);
struct ed_object ed_append_object(struct ed_object to);

/* A key that is not there has no member at all. */
void ed_json_field(
    struct ed_object to, const char *name, const struct ed_field *field);
void ed_json_switch(
    struct ed_object to, const char *name, const struct ed_switch *given);

void ed_json_certificate(
    struct ed_object to, const struct ed_certificate *cert);
void ed_json_identity(struct ed_object to, const struct ed_identity *identity);
/* CRLs, and what certutil printed, that stand in the input. */
void ed_json_revocation(
    struct ed_object to, const struct ed_case *c, unsigned input);
/* Event logs. */
void ed_json_events(
    struct ed_object to, const struct ed_case *c, unsigned input);
/* Bindings, registry and stores that stand in the input. */
void ed_json_windows(
    struct ed_object to, const struct ed_case *c, unsigned input);
void ed_json_profile(struct ed_object to, const struct ed_profile *profile);
void ed_json_directory(
    struct ed_object to, const struct ed_directory_account *account);
void ed_json_exchange(
    struct ed_object to, const struct ed_case *c, unsigned input);
void ed_json_selection(struct ed_object to, const struct ed_facts *facts);
void ed_json_form(struct ed_object to, const struct ed_profile *profile);
void ed_json_scep(struct ed_object to, const struct ed_scep *scep);
void ed_json_android(struct ed_object to, const struct ed_android_mail *mail);
void ed_json_log(struct ed_object root, const struct ed_log *log);
void ed_json_observation(
    struct ed_object to, const struct ed_observation *seen);
void ed_json_expected(struct ed_object to, const struct ed_case *c);

#endif
