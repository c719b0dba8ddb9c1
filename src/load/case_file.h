/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a case file: what case_file.c, its sections and values share. */
#ifndef ED_LOAD_CASE_FILE_H
#define ED_LOAD_CASE_FILE_H

#include "base/case.h"
#include "base/yaml.h"

/* The context of the readers below. */
struct ed_case_reading {
	struct ed_case *c;
	const char *folder; /* paths are relative to it */
	unsigned input;     /* the case file's number, for references */
};

struct ed_case *ed_case_of(struct ed_yaml_node node);

/* Of the whole file, into struct ed_case. */
extern const struct ed_yaml_key ed_case_keys[];

/* case_endpoint.c: the section, into the case of the context. */
bool ed_case_endpoint(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err);

/* case_value.c: readers for tables. All refuse what is not one clean line. */

/* struct ed_str. */
bool ed_case_line(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_str: a UPN. */
bool ed_case_upn(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_str: a time zone. */
bool ed_case_zone(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_str: a SID. */
bool ed_case_sid(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_str: a host's name or address, with neither scheme nor port. */
bool ed_case_host(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* unsigned: 1 to 65535. */
bool ed_case_port(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_str: a path, made relative to the case's folder. */
bool ed_case_path(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);
/* struct ed_list of struct ed_str: paths. */
bool ed_case_paths(struct ed_arena *arena, struct ed_yaml_node node, void *into,
    struct ed_error *err);

/*
 * The one of words (ends with NULL) that node says, whatever its case. The
 * value is not repeated in err: why says what may stand there.
 */
bool ed_case_choice(struct ed_arena *arena, struct ed_yaml_node node,
    const char *const *words, const char *why, struct ed_str *out,
    struct ed_error *err);

/* Calls read for each item of a list, or for a lone text. */
bool ed_case_each(struct ed_arena *arena, struct ed_yaml_node node,
    bool (*read)(struct ed_arena *arena, struct ed_yaml_node node, void *into,
	struct ed_error *err),
    void *into, struct ed_error *err);

#endif
