/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file of certificates and private keys: PEM with anything between its
 * blocks, DER, base64 of DER without armour, or a PKCS#7 bundle.
 */
#include "load/loader.h"

#include "base/der.h"
#include "base/encoding.h"
#include "base/lines.h"
#include "load/pem.h"
#include "load/private_key.h"
#include "load/shape.h"

/* Text that openssl prints before the first block of a bundle. */
enum { LOOK = 64 * 1024 };

/* One file while it is being read. */
struct file {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_arena scratch; /* what is decoded on the way */
	unsigned n_used;
	bool had_key;
};

/* Blanks and byte order marks may stand before a BEGIN on its line. */
static bool may_precede(char byte)
{
	return ed_str_has(ED_STR(" \t\xef\xbb\xbf\xff\xfe"), byte);
}

/* Does a line start with BEGIN? UTF-16 has a NUL beside each character. */
static bool has_begin(struct ed_str head)
{
	static const char begin[] = "-----BEGIN ";
	size_t matched = 0;
	bool at_start = true;

	for (size_t i = 0; i < head.n && begin[matched]; i++) {
		char byte = head.p[i];

		if (byte == '\0')
			continue;
		if (byte == '\n' || byte == '\r') {
			at_start = true;
			matched = 0;
			continue;
		}
		if (at_start && byte == begin[matched]) {
			matched++;
			continue;
		}
		at_start = at_start && !matched && may_precede(byte);
		matched = 0;
	}
	return !begin[matched];
}

/* PEM in a profile or a case belongs to that. */
static bool is_markup(struct ed_str bytes)
{
	struct ed_str start = ed_str_trim(ed_str_sub(bytes, 0, 256));

	if (ed_str_starts(start, ED_STR("\xef\xbb\xbf")))
		start = ed_str_sub(start, 3, start.n);
	return ed_str_starts(start, ED_STR("<")) ||
	       ed_str_starts(start, ED_STR("\xff\xfe<")) ||
	       ed_str_starts(start, ED_STR("bplist"));
}

static bool holds_certificates(enum ed_shape shape)
{
	return shape == ED_SHAPE_CERTIFICATE || shape == ED_SHAPE_CERTIFICATES;
}

/* A CRL without armour is nobody else's. */
static bool is_base64(struct ed_str bytes)
{
	enum ed_shape shape = ed_shape_of_base64(bytes);

	return holds_certificates(shape) || shape == ED_SHAPE_CRL;
}

static bool recognise(struct ed_str bytes)
{
	if (holds_certificates(ed_shape(bytes)) || is_base64(bytes))
		return true;
	return !is_markup(bytes) && has_begin(ed_str_sub(bytes, 0, LOOK)) &&
	       !ed_is_profile_container(bytes);
}

static struct ed_ref at_line(const struct file *f, unsigned line)
{
	struct ed_ref ref = {.input = ed_input_number(f->c, f->in)};
	struct ed_digits digits;

	if (line == 0)
		return ref;
	ref.kind = ED_AT_LINE;
	ref.at = ed_copy(&f->c->arena, ed_number(&digits, line));
	return ref;
}

/* What is lost with this may be the device's certificate, or its issuer's. */
static void note(struct file *f, unsigned line, const char *why)
{
	f->in->incomplete = true;
	if (line)
		ed_damage(f->c, f->in, "line %u: %s", line, why);
	else
		ed_damage(f->c, f->in, "%s", why);
}

static void add_certificate(struct file *f, unsigned line, struct ed_str der)
{
	struct ed_error err = {""};

	if (ed_load_certificate_der(f->c, at_line(f, line), der, &err))
		f->n_used++;
	else
		note(f, line, err.text);
}

/*
 * What follows the content: certificates, revocation lists, and the signers,
 * which a bundle has none of. Those certificates are not the device's.
 */
static bool is_signature(struct ed_der cursor)
{
	struct ed_element item;

	while (ed_der_next(&cursor, &item))
		if (item.tag == ED_DER_SET)
			return item.body.n > 0;
	return false;
}

static void add_crl(struct file *f, unsigned line, struct ed_str der)
{
	ed_defer_crl(f->c, f->in, at_line(f, line), der);
	f->n_used++;
}

/* What a SignedData holds beside what is signed: [0] or [1]. */
static bool add_set(struct file *f, unsigned line, struct ed_der *signed_data,
    unsigned char tag,
    void (*add)(struct file *f, unsigned line, struct ed_str der))
{
	struct ed_der cursor;
	struct ed_element item;
	struct ed_str body;

	if (!ed_der_take(signed_data, tag, &body))
		return true;
	cursor = ed_der_in(body);
	while (ed_der_next(&cursor, &item))
		add(f, line, item.whole);
	return ed_der_empty(&cursor);
}

/* The certificates and CRLs of a PKCS#7 (RFC 2315) with nothing else. */
static void add_bundle(struct file *f, unsigned line, struct ed_str der)
{
	struct ed_der cursor = ed_der_in(der);
	struct ed_element item;
	struct ed_str body;
	unsigned before = f->n_used;
	size_t n = 0;
	bool whole;

	/* ContentInfo, [0], SignedData: then version, digests, content. */
	if (ed_der_take(&cursor, ED_DER_SEQUENCE, &body)) {
		cursor = ed_der_in(body);
		if (ed_der_next(&cursor, &item) &&
		    ed_der_take(&cursor, ED_DER_EXPLICIT(0), &body))
			cursor = ed_der_in(body);
		if (ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
			cursor = ed_der_in(body);
		while (n < 3 && ed_der_next(&cursor, &item))
			n++;
	}
	if (n == 3 && is_signature(cursor)) {
		note(f, line,
		    "a signature (CMS) without what it signs, which stands in "
		    "another file; its certificates are its signer's");
		return;
	}
	whole = n == 3 &&
		add_set(f, line, &cursor, ED_DER_EXPLICIT(0), add_certificate);
	whole = whole && add_set(f, line, &cursor, ED_DER_EXPLICIT(1), add_crl);
	if (f->n_used == before)
		note(f, line, "no certificate could be read from the PKCS#7");
	else if (!whole)
		note(f, line, "part of the PKCS#7 cannot be read");
}

static void add_der(struct file *f, unsigned line, struct ed_str der)
{
	enum ed_shape shape = ed_shape(der);

	if (shape == ED_SHAPE_CERTIFICATES)
		add_bundle(f, line, der);
	else if (shape == ED_SHAPE_CRL)
		add_crl(f, line, der);
	else
		add_certificate(f, line, der);
}

/* OpenSSL's "trusted" certificate has its own remarks behind the real one. */
static struct ed_str without_remarks(struct ed_str der)
{
	struct ed_der cursor = ed_der_in(der);
	struct ed_element first;

	return ed_der_next(&cursor, &first) ? first.whole : der;
}

static bool is_one_of(struct ed_str label, const char *const *labels)
{
	for (; *labels; labels++)
		if (ed_str_eq(label, ed_str_of(*labels)))
			return true;
	return false;
}

static void add_block(struct file *f, const struct ed_pem_block *block)
{
	static const char *const certificates[] = {"CERTIFICATE",
	    "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS",
	    "X509 CRL", "CRL", NULL};
	static const char *const silent[] = {
	    "EC PARAMETERS", "DH PARAMETERS", NULL};
	struct ed_str der;

	if (ed_is_private_key_label(block->label)) {
		f->had_key = true;
		f->n_used += ed_load_private_key(f->c, f->in, block);
		return;
	}
	if (is_one_of(block->label, silent))
		return;
	if (!is_one_of(block->label, certificates))
		ed_damage(f->c, f->in,
		    "line %u: a block \"%.*s\" is not read here", block->line,
		    ED_ARG(ed_str_sub(block->label, 0, 64)));
	else if (block->broken)
		note(f, block->line, block->broken);
	else if (!ed_base64_decode(&f->scratch, block->body, &der))
		note(f, block->line, "what stands there is not base64");
	else if (ed_str_starts(block->label, ED_STR("TRUSTED")))
		add_der(f, block->line, without_remarks(der));
	else
		add_der(f, block->line, der);
}

static void add_blocks(struct file *f, struct ed_str bytes)
{
	struct ed_str text = ed_to_utf8(&f->scratch, bytes);
	struct ed_pem pem = ed_pem_in(text);
	struct ed_pem_block block;

	if (ed_str_has(text, '\0'))
		note(f, 0, ED_LOST_TO_NUL);
	while (ed_pem_next(&pem, &block))
		add_block(f, &block);
	/* The key was wiped in text, which may be a copy. */
	if (f->had_key && (text.p < bytes.p || text.p > bytes.p + bytes.n))
		ed_wipe(bytes);
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct file f = {.c = c, .in = in};
	struct ed_str der;

	if (holds_certificates(ed_shape(bytes)))
		add_der(&f, 0, bytes);
	else if (!is_base64(bytes))
		add_blocks(&f, bytes);
	else if (ed_base64_decode(&f.scratch, bytes, &der))
		add_der(&f, 0, der);
	else
		ed_damage(c, in, "it starts like base64, and is not");
	ed_arena_free(&f.scratch);
	return f.n_used > 0;
}

const struct ed_loader ed_loader_certificate = {
    .kind = "certificate",
    .recognise = recognise,
    .load = load,
};
