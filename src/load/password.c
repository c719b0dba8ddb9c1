/* SPDX-License-Identifier: Apache-2.0 */
/* The password for PKCS#12 files, from a file of its own. */
#include "load/loader.h"

#include "base/file.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

static struct ed_str first_line(struct ed_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	s = ed_str_sub(s, 0, n);
	/* A mark that editors write; nobody's password starts with it. */
	return ed_str_starts(s, ED_STR("\xef\xbb\xbf")) ? ed_str_sub(s, 3, s.n)
							: s;
}

static bool keep_password(struct ed_case *c, const char *path,
    struct ed_str password, struct ed_error *err)
{
	if (ed_str_has(password, '\0'))
		return ed_fail(err,
		    "%.300s: the password holds a NUL; is it UTF-16? Save it "
		    "as UTF-8",
		    path);
	ed_case_forget_password(c);
	c->password = strndup(password.n ? password.p : "", password.n);
	if (!c->password)
		return ed_fail(err, "%.300s: out of memory", path);
	return true;
}

bool ed_load_password(struct ed_case *c, const char *path, struct ed_error *err)
{
	struct ed_arena arena = {0};
	struct ed_str bytes = {NULL, 0};
	bool ok;

	/* So that a walk through the evidence knows it again. */
	c->password_file = ed_copy(&c->arena, ed_str_of(path));
	ok = ed_file_read(&arena, path, ED_MAX_PASSWORD, &bytes, err) &&
	     keep_password(c, path, first_line(bytes), err);
	if (bytes.n)
		explicit_bzero((char *)bytes.p, bytes.n);
	ed_arena_free(&arena);
	return ok;
}
