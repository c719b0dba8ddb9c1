/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CRLs are read last, when it is known which certificates to look for in
 * them. A large one is read from its file then, and leaves memory at once.
 */
#include "load/postponed.h"
#include "load/loader.h"

#include "base/encoding.h"
#include "base/file.h"
#include "load/pem.h"
#include "load/shape.h"

#include <easdoctor/limits.h>

#include <sys/stat.h>

enum { HEAD = 8192 };

static bool is_crl_label(struct ed_str label)
{
	return ed_str_eq(label, ED_STR("X509 CRL")) ||
	       ed_str_eq(label, ED_STR("CRL"));
}

/* Does it start like a CRL in DER, or like one in PEM? */
static bool starts_like_crl(struct ed_arena *arena, struct ed_str head)
{
	struct ed_pem pem;
	struct ed_pem_block block;

	if (ed_shape(head) == ED_SHAPE_CRL)
		return true;
	pem = ed_pem_in(ed_to_utf8(arena, head));
	return ed_pem_next(&pem, &block) && is_crl_label(block.label);
}

bool ed_postpone_large(struct ed_case *c, struct ed_input *in, const char *path)
{
	struct ed_arena arena = {0};
	struct ed_str head;
	struct ed_error err;
	struct stat st;
	bool ok = stat(path, &st) == 0 && st.st_size > (off_t)ED_MAX_FILE &&
		  st.st_size <= (off_t)ED_MAX_CRL &&
		  ed_file_head(&arena, path, HEAD, &head, &err) &&
		  starts_like_crl(&arena, head);

	ed_arena_free(&arena);
	if (!ok)
		return false;
	in->kind = ED_STR("crl");
	in->bytes = (uint64_t)st.st_size;
	*ED_PUSH(&c->arena, &c->postponed, struct ed_postponed) =
	    (struct ed_postponed){.in = in,
		.ref = {.input = ed_input_number(c, in)},
		.path = ed_copy_c(&c->arena, ed_str_of(path))};
	return true;
}

static void lose(struct ed_case *c, struct ed_input *in, const char *why)
{
	in->incomplete = true;
	ed_damage(c, in, "%s", why);
}

static bool load_one(struct ed_case *c, struct ed_input *in, struct ed_ref ref,
    struct ed_str der)
{
	struct ed_error err = {""};

	if (ed_load_crl_der(c, in, ref, der, &err))
		return true;
	lose(c, in, err.text);
	return false;
}

/* Anything else in a file this large is not worth its time. */
static unsigned load_blocks(
    struct ed_case *c, struct ed_postponed *one, struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_pem pem = ed_pem_in(ed_to_utf8(&arena, bytes));
	struct ed_pem_block block;
	struct ed_str der;
	unsigned n = 0;

	while (ed_pem_next(&pem, &block)) {
		if (!is_crl_label(block.label))
			lose(c, one->in, "only the CRLs of it were read");
		else if (block.broken)
			lose(c, one->in, block.broken);
		else if (!ed_base64_decode(&arena, block.body, &der))
			lose(c, one->in, "what stands there is not base64");
		else
			n += load_one(c, one->in, one->ref, der);
	}
	ed_arena_free(&arena);
	return n;
}

static void load_file(struct ed_case *c, struct ed_postponed *one)
{
	struct ed_arena arena = {0};
	struct ed_str bytes;
	struct ed_error err = {""};
	unsigned n = 0;

	if (!ed_file_read(&arena, one->path, ED_MAX_CRL, &bytes, &err)) {
		lose(c, one->in, err.text);
	} else {
		one->in->bytes = bytes.n;
		one->in->sha256 = ed_sha256_hex(&c->arena, bytes);
		n = ed_shape(bytes) == ED_SHAPE_CRL
			? load_one(c, one->in, one->ref, bytes)
			: load_blocks(c, one, bytes);
	}
	one->in->unreadable = n == 0;
	ed_arena_free(&arena);
}

void ed_load_postponed(struct ed_case *c)
{
	for (size_t i = 0; i < c->postponed.n; i++) {
		struct ed_postponed *one =
		    &ED_ITEMS(c->postponed, struct ed_postponed)[i];

		if (one->path)
			load_file(c, one);
		else if (!load_one(c, one->in, one->ref, one->der) &&
			 ed_str_eq(one->in->kind, ED_STR("crl")))
			one->in->unreadable = true;
	}
	c->postponed = (struct ed_list){0};
	ed_arena_free(&c->waiting);
}
