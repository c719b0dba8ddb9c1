/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the YAML reader share; nobody else includes this. */
#ifndef ED_BASE_YAML_DOCUMENT_H
#define ED_BASE_YAML_DOCUMENT_H

#include "base/yaml.h"

#include <stdarg.h>
#include <yaml.h>

struct ed_yaml {
	const char *name;
	void *context; /* for custom readers */
	yaml_document_t document;
};

/*
 * Looks through the text before anything is built from it: refuses what the
 * format does not have (see yaml.h), so that building is bounded.
 */
ED_MUST_USE bool ed_yaml_scan(
    const char *name, struct ed_str text, struct ed_error *err);

/* Why libyaml stopped, with the place in text. Returns false. */
bool ed_yaml_fail_parser(const char *name, struct ed_str text,
    const yaml_parser_t *parser, struct ed_error *err);

/* Writes "name:line:column: message" and returns false. Counts from 1. */
bool ed_yaml_fail_at(const char *name, size_t line, size_t column,
    struct ed_error *err, const char *format, ...) ED_PRINTF(5, 6);
bool ed_yaml_vfail_at(const char *name, size_t line, size_t column,
    struct ed_error *err, const char *format, va_list args) ED_PRINTF(5, 0);

/* s, cut between two characters when it is too long for a message. */
struct ed_str ed_yaml_clip(struct ed_str s);

#endif
