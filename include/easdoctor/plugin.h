/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a plugin is: more checks, with their rules, in a shared object.
 *
 * A plugin exports one symbol, easdoctor_plugin, and has exactly the rights of
 * a built-in check. It is loaded only when its ABI is the program's: a hash of
 * these headers, compared as a whole. Ids of its checks start with "x-".
 */
#ifndef EASDOCTOR_PLUGIN_H
#define EASDOCTOR_PLUGIN_H

#include <easdoctor/abi.h>
#include <easdoctor/check.h>

struct ed_plugin {
	const char *abi;  /* ED_ABI of the headers it was built with */
	const char *name; /* shown by "list checks" */
	const struct ed_check *const *checks; /* ends with NULL */
	/* Rule files, one YAML document each; ends with NULL. */
	const char *const *rules;
};

/* Defines what a plugin exports. */
#define ED_PLUGIN(its_name, its_checks, its_rules)                             \
	ED_API const struct ed_plugin easdoctor_plugin;                        \
	const struct ed_plugin easdoctor_plugin = {.abi = ED_ABI,              \
	    .name = (its_name),                                                \
	    .checks = (its_checks),                                            \
	    .rules = (its_rules)}

#endif
