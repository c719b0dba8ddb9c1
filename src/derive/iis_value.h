/* SPDX-License-Identifier: Apache-2.0 */
/* How IIS comes to the value of a setting; see iis_value.c. */
#ifndef ED_DERIVE_IIS_VALUE_H
#define ED_DERIVE_IIS_VALUE_H

#include "base/arena.h"

#include <easdoctor/iis.h>

/* A file as it concerns one server. */
struct ed_iis_source {
	const struct ed_iis_file *file;
	struct ed_str base; /* what its locations are below; "" is the server */
	bool placed;        /* base is known */
};

struct ed_iis_sources {
	const struct ed_iis_source *items;
	size_t n;
	bool has_host;
	bool cut; /* the applicationHost.config is not whole */
	const struct ed_iis_directory *directories;
	size_t n_directories;
};

/* What an entry is set for: its location below the file's object. */
struct ed_str ed_iis_target(struct ed_arena *arena,
    const struct ed_iis_source *source, const struct ed_iis_entry *entry);
/* Does a web.config's entry stand where its section is locked? */
bool ed_iis_is_locked(struct ed_arena *arena, const struct ed_iis_sources *all,
    size_t source, const struct ed_iis_entry *entry);
/* Effective values of the object; its path must be set. */
void ed_iis_resolve(struct ed_arena *arena, const struct ed_iis_sources *all,
    struct ed_iis_object *out);

#endif
