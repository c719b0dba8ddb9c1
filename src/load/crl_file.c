/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of CRLs. They are read last, when it is known which certificates to
 * look for in them, and a large one leaves memory at once.
 */
#include "base/encoding.h"
#include "base/file.h"
#include "load/loader.h"
#include "load/pem.h"
#include "load/shape.h"

#include <easdoctor/limits.h>

static bool is_crl_label(struct ed_str label)
{
	return ed_str_eq(label, ED_STR("X509 CRL")) ||
	       ed_str_eq(label, ED_STR("CRL"));
}

bool ed_is_crl_text(struct ed_str head)
{
	struct ed_arena arena = {0};
	struct ed_pem pem = ed_pem_in(ed_to_utf8(&arena, head));
	struct ed_pem_block block;
	bool is = ed_pem_next(&pem, &block) && is_crl_label(block.label);

	ed_arena_free(&arena);
	return is;
}

static void lose(struct ed_case *c, struct ed_input *in, const char *why)
{
	in->incomplete = true;
	ed_damage(c, in, "%s", why);
}

static bool load_one(struct ed_case *c, struct ed_input *in, struct ed_str der)
{
	struct ed_ref ref = {.input = ed_input_number(c, in)};
	struct ed_error err = {""};

	if (ed_load_crl_der(c, in, ref, der, &err))
		return true;
	lose(c, in, err.text);
	return false;
}

/* Anything else in a file this large is not worth its time. */
static bool load_blocks(
    struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_pem pem = ed_pem_in(ed_to_utf8(&arena, bytes));
	struct ed_pem_block block;
	struct ed_str der;
	bool any = false;

	while (ed_pem_next(&pem, &block)) {
		if (!is_crl_label(block.label))
			lose(c, in, "only the CRLs of it were read");
		else if (block.broken)
			lose(c, in, block.broken);
		else if (!ed_base64_decode(&arena, block.body, &der))
			lose(c, in, "what stands there is not base64");
		else
			any |= load_one(c, in, der);
	}
	if (!any && !in->n_damage)
		lose(c, in, "it changed while it was read");
	ed_arena_free(&arena);
	return any;
}

static bool recognise(struct ed_str bytes)
{
	return ed_shape(bytes) == ED_SHAPE_CRL;
}

/* Text that is not too large is the certificate loader's. */
static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	return recognise(bytes) ? load_one(c, in, bytes)
				: load_blocks(c, in, bytes);
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct ed_str bytes;
	bool ok;

	(void)head;
	/* The path has a NUL behind it, as all of inputs. */
	ok = ed_file_read(&arena, in->path.p, ED_MAX_CRL, &bytes, &err);
	if (!ok) {
		lose(c, in, err.text);
	} else {
		in->bytes = bytes.n;
		in->sha256 = ed_sha256_hex(&c->arena, bytes);
		ok = load(c, in, bytes);
	}
	ed_arena_free(&arena);
	return ok;
}

const struct ed_loader ed_loader_crl = {
    .kind = "crl",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .limit = ED_MAX_CRL,
};
