/* SPDX-License-Identifier: Apache-2.0 */
/* A case with files of tests/unit/data loaded into it. Behind cmocka.h. */
#ifndef LOADED_H
#define LOADED_H

#include "base/case.h"
#include "load/loader.h"

#include <stdio.h>
#include <string.h>

/* The path of a file of the test data; lasts until the next call. */
static inline const char *data_path(const char *file)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", ED_TEST_DATA, file);
	return path;
}

/* Loads files, one blank between their names; none when empty. */
static inline void load_files(struct ed_case *c, const char *files)
{
	char name[256];
	size_t n;

	for (; *files; files += n + (files[n] == ' ')) {
		n = strcspn(files, " ");
		snprintf(name, sizeof(name), "%.*s", (int)n, files);
		ed_load_path(c, data_path(name), true);
	}
	ed_case_facts(c);
}

static inline const struct ed_certificate *certificate_at(
    const struct ed_case *c, size_t i)
{
	return i < c->certificates.n
		   ? ED_ITEMS(c->certificates, struct ed_certificate *)[i]
		   : NULL;
}

static inline const struct ed_identity *identity_at(
    const struct ed_case *c, size_t i)
{
	return i < c->identities.n
		   ? ED_ITEMS(c->identities, struct ed_identity *)[i]
		   : NULL;
}

static inline const struct ed_input *input_at(const struct ed_case *c, size_t i)
{
	return i < c->inputs.n ? ED_ITEMS(c->inputs, struct ed_input *)[i]
			       : NULL;
}

/* Does one of the notes of damage hold text? */
static inline bool has_damage(const struct ed_input *in, const char *text)
{
	for (size_t i = 0; i < in->n_damage; i++)
		if (ed_str_find(in->damage[i], ed_str_of(text)) <
		    in->damage[i].n)
			return true;
	return false;
}

static inline void assert_text(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\" is not \"%s\"", ED_ARG(got), want);
}

/* The certificate of a subject, or NULL. */
static inline const struct ed_certificate *find_subject(
    const struct ed_case *c, const char *text)
{
	for (size_t i = 0; i < c->certificates.n; i++)
		if (ed_str_eq(
			certificate_at(c, i)->subject.text, ed_str_of(text)))
			return certificate_at(c, i);
	return NULL;
}

#endif
