/* SPDX-License-Identifier: Apache-2.0 */
/* Loads checks from a shared object that the user named. */
#ifndef ED_ENGINE_PLUGIN_H
#define ED_ENGINE_PLUGIN_H

#include "engine/rule_read.h"
#include "engine/run.h"

/*
 * Loads the plugin at path: its checks join the registry, its rules the set.
 * Refused, with the reason: a file or folder that others can write or that
 * belongs to neither root nor the caller, another ABI, an id that does not
 * start with "x-" or is taken, a rule that does not read. The shared object
 * stays loaded until the program ends.
 */
ED_MUST_USE bool ed_plugin_load(struct ed_arena *arena, const char *path,
    struct ed_registry *registry, struct ed_rule_set *rules,
    struct ed_error *err);

#endif
