/* SPDX-License-Identifier: Apache-2.0 */
/* Codes by their names: CERT_E_UNTRUSTEDROOT, "unknown ca", AppOffline. */
#ifndef ED_ENGINE_CODE_NAME_H
#define ED_ENGINE_CODE_NAME_H

#include "engine/rule.h"

/* Does text name the code? seen is the name, as it stands there. */
bool ed_code_is_named(
    const struct ed_code *code, struct ed_str text, struct ed_str *seen);
/* The name stands in text as a word of its own; where, or text.n. */
size_t ed_code_find_name(struct ed_str text, struct ed_str name);

#endif
