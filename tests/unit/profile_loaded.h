/* SPDX-License-Identifier: Apache-2.0 */
/* A profile loaded into a case of its own. Behind cmocka.h. */
#ifndef PROFILE_LOADED_H
#define PROFILE_LOADED_H

#include "base/file.h"
#include "load/loader.h"
#include <easdoctor/limits.h>

#define DATA ED_SOURCE_DIR "/tests/unit/data-profile/"

struct loaded {
	struct ed_case c;
	struct ed_input *in;
	bool recognised;
	bool used;
};

static inline void load_bytes(
    struct loaded *l, const char *path, struct ed_str bytes)
{
	l->in = ed_add_input(&l->c, ed_str_of(path));
	l->in->kind = ed_str_of(ed_loader_profile.kind);
	l->recognised = ed_loader_profile.recognise(bytes);
	l->used = ed_loader_profile.load(&l->c, l->in, bytes);
}

static inline void load_file(struct loaded *l, const char *name)
{
	struct ed_error err;
	struct ed_str bytes, path;

	ed_case_init(&l->c);
	path = ed_format(&l->c.arena, DATA "%s", name);
	if (!ed_file_read(&l->c.arena, path.p, ED_MAX_FILE, &bytes, &err))
		fail_msg("%s", err.text);
	load_bytes(l, path.p, bytes);
}

static inline void load_text(struct loaded *l, const char *text)
{
	ed_case_init(&l->c);
	load_bytes(l, "folder/test.xml", ed_str_of(text));
}

static inline const struct ed_profile *profile_of(const struct loaded *l)
{
	assert_int_equal(l->c.profiles.n, 1);
	return ED_ITEMS(l->c.profiles, struct ed_profile *)[0];
}

static inline const struct ed_identity *identity_of(
    const struct loaded *l, size_t i)
{
	assert_true(i < l->c.identities.n);
	return ED_ITEMS(l->c.identities, struct ed_identity *)[i];
}

static inline void expect_text(struct ed_str seen, const char *expect)
{
	if (!ed_str_eq(seen, ed_str_of(expect)))
		fail_msg("\"%.*s\" is not \"%s\"", ED_ARG(seen), expect);
}

static inline const char *damage_of(struct loaded *l)
{
	struct ed_text out = {.arena = &l->c.arena};

	ed_put(&out, ED_STR(""));
	for (size_t i = 0; i < l->in->n_damage; i++)
		ed_putf(&out, "%s%.*s", i ? "|" : "", ED_ARG(l->in->damage[i]));
	return out.p;
}

#endif
