/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates in what certutil -dump prints, when nothing better is there:
 * a text has no key and no signature, and its dates are those of a machine.
 */
#include "load/certutil_dump.h"
#include "load/loader.h"
#include "load/local_time.h"

#include "base/encoding.h"

#include <easdoctor/limits.h>
#include <easdoctor/name.h>

#define BEGINS ED_STR("X509 Certificate:")

enum section { NOWHERE, ISSUER, SUBJECT, SIGNATURE, KEY, EXTENSIONS };

struct dump {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_certutil_lines lines;
	struct ed_arena scratch;
	struct ed_certificate cert;
	struct ed_reading reading;
	bool open; /* a certificate is being read */
	enum section section;
	struct ed_text names[2]; /* of the issuer, of the subject */
	struct ed_str dates[2];
	int64_t n_expected; /* extensions, as it says; -1: it does not */
	int64_t n_met;
	struct ed_dump_extension extension;
	unsigned n_used;
};

static bool begins(struct ed_str words)
{
	return ed_str_eq(words, BEGINS);
}

static bool recognise(struct ed_str bytes)
{
	return ed_is_certutil(bytes, "dump", begins);
}

/* The DER has the most general part first, the text the most special. */
static bool read_name(struct dump *d, struct ed_str text, struct ed_name *out)
{
	struct ed_arena *arena = &d->c->arena;
	struct ed_written_name *written =
	    ED_NEW(&d->scratch, struct ed_written_name);
	struct ed_attribute *attributes;
	struct ed_error err;

	out->text = ed_copy(arena, text);
	if (!text.n)
		return true;
	if (!ed_name_read(written, text, &err))
		return false;
	attributes = ed_alloc_array(arena, written->n, sizeof(*attributes));
	for (size_t i = 0; i < written->n; i++) {
		const struct ed_attribute *item =
		    &written->items[written->n - 1 - i];

		attributes[i] =
		    (struct ed_attribute){.oid = ed_copy(arena, item->oid),
			.value = ed_copy(arena, item->value),
			.rdn = written->items[written->n - 1].rdn - item->rdn,
			.tag = 0x0c};
	}
	out->attributes = attributes;
	out->n_attributes = written->n;
	return true;
}

/* One date that cannot be both tells of the other. */
static bool read_dates(struct dump *d)
{
	struct ed_local_time times[2];
	enum ed_date_order order;

	if (!ed_local_time(d->dates[0], &times[0]) ||
	    !ed_local_time(d->dates[1], &times[1]))
		return false;
	order =
	    times[0].order != ED_ORDER_UNSAID ? times[0].order : times[1].order;
	return ed_local_moment(
		   &times[0], order, d->c->timezone, &d->cert.not_before) &&
	       ed_local_moment(
		   &times[1], order, d->c->timezone, &d->cert.not_after);
}

static void note_dates(struct dump *d)
{
	if (read_dates(d))
		return;
	d->cert.unreadable |= ED_PART_TIME;
	ed_damage(d->c, d->in,
	    "the dates \"%.*s\" to \"%.*s\" are in the time of a machine: the "
	    "case must say which (timezone), and day and month must be plain",
	    ED_ARG(ed_str_sub(d->dates[0], 0, 40)),
	    ED_ARG(ed_str_sub(d->dates[1], 0, 40)));
}

static void note_unmet(struct dump *d)
{
	if (d->n_expected == d->n_met)
		return;
	d->cert.unreadable |= ed_unmet_parts(&d->reading);
	d->in->incomplete = true;
	ed_damage(d->c, d->in,
	    "certificate %.*s: not all of its extensions stand in the text",
	    ED_ARG(ed_certificate_mark(&d->cert)));
}

static void end_certificate(struct dump *d)
{
	struct ed_certificate *cert;

	if (!d->open)
		return;
	d->open = false;
	ed_dump_end_extension(&d->reading, &d->extension);
	if (!d->cert.serial.n || !d->names[0].n) {
		d->in->incomplete = true;
		ed_damage(d->c, d->in,
		    "a certificate in it has no serial number or no issuer");
		return;
	}
	if (!read_name(d, ed_text_str(&d->names[0]), &d->cert.issuer) ||
	    !read_name(d, ed_text_str(&d->names[1]), &d->cert.subject))
		d->cert.unreadable |= ED_PART_SUBJECT;
	note_dates(d);
	note_unmet(d);
	cert = ed_add_certificate(d->c);
	if (!cert)
		return;
	*cert = d->cert;
	d->n_used++;
}

static void start_certificate(struct dump *d)
{
	end_certificate(d);
	d->open = true;
	d->cert = (struct ed_certificate){
	    .ref = ed_line_ref(d->c, d->in, &d->c->arena, &d->lines),
	    .path_length = -1,
	    .template_major = -1,
	    .template_minor = -1,
	    .ca_version = -1};
	d->cert.ref.quote = (struct ed_str){NULL, 0};
	d->reading =
	    (struct ed_reading){.c = d->c, .in = d->in, .cert = &d->cert};
	d->section = NOWHERE;
	d->names[0].n = d->names[1].n = 0;
	d->dates[0] = d->dates[1] = (struct ed_str){NULL, 0};
	d->n_expected = -1;
	d->n_met = 0;
}

static void add_rdn(struct dump *d)
{
	struct ed_text *name = &d->names[d->section == SUBJECT];
	struct ed_str words = d->lines.words;
	bool broken = false;

	name->arena = &d->scratch;
	/* A name ends where its hashes begin; -v puts bytes below each part. */
	if (ed_str_find(words, ED_STR("Name Hash")) == 0) {
		d->section = NOWHERE;
		return;
	}
	if (!ed_str_has(words, '=') ||
	    ed_dump_read_row(words, &d->extension.bytes, &broken) ||
	    ed_str_starts(words, ED_STR("EMPTY")) ||
	    name->n > ED_MAX_WRITTEN_NAME)
		return;
	if (name->n)
		ed_put_byte(name, ',');
	ed_put(name, words);
}

/* "Algorithm ObjectId: 1.2.840.113549.1.1.11 sha256RSA" */
static void read_algorithm(struct dump *d, struct ed_str value)
{
	struct ed_str oid =
	    ed_str_sub(value, 0, ed_str_find(value, ED_STR(" ")));

	if (d->section == SIGNATURE && !d->cert.signature_oid.n)
		d->cert.signature_oid = ed_copy(&d->c->arena, oid);
	if (d->section != KEY)
		return;
	if (ed_str_eq(oid, ED_STR("1.2.840.113549.1.1.1")))
		d->cert.key.type = ED_KEY_RSA;
	else if (ed_str_eq(oid, ED_STR("1.2.840.10045.2.1")))
		d->cert.key.type = ED_KEY_EC;
}

static void read_bits(struct dump *d, struct ed_str value)
{
	int64_t bits;

	if (ed_decimal(
		ed_str_sub(value, 0, ed_str_find(value, ED_STR(" "))), &bits) &&
	    bits < 1000000)
		d->cert.key.bits = (unsigned)bits;
}

static bool read_label(struct dump *d)
{
	struct ed_arena *arena = &d->c->arena;
	struct ed_str words = d->lines.words, value;

	if (ed_labelled(words, "Serial Number", &value))
		d->cert.serial = ed_hex_digits(arena, value);
	else if (ed_labelled(words, "Signature Algorithm", &value))
		d->section = SIGNATURE;
	else if (ed_labelled(words, "Issuer", &value))
		d->section = ISSUER;
	else if (ed_labelled(words, "Subject", &value))
		d->section = SUBJECT;
	else if (ed_labelled(words, "Public Key Algorithm", &value))
		d->section = KEY;
	else if (ed_labelled(words, "Algorithm ObjectId", &value))
		read_algorithm(d, value);
	else if (ed_labelled(words, "Public Key Length", &value))
		read_bits(d, value);
	else if (ed_labelled(words, "NotBefore", &value))
		d->dates[0] = ed_copy(arena, value);
	else if (ed_labelled(words, "NotAfter", &value))
		d->dates[1] = ed_copy(arena, value);
	else if (ed_labelled(words, "Cert Hash(sha1)", &value))
		d->cert.sha1 = ed_hex_digits(arena, value);
	else if (ed_labelled(words, "Cert Hash(sha256)", &value))
		d->cert.sha256 = ed_hex_digits(arena, value);
	else
		return false;
	return true;
}

static bool read_extension(struct dump *d)
{
	struct ed_str words = d->lines.words, value, oid;
	uint32_t length;

	if (ed_labelled(words, "Certificate Extensions", &value)) {
		d->section = EXTENSIONS;
		(void)ed_decimal(value, &d->n_expected);
		return true;
	}
	if (d->section != EXTENSIONS)
		return false;
	if (ed_dump_is_extension(words, &oid, &length)) {
		ed_dump_end_extension(&d->reading, &d->extension);
		d->extension.oid = ed_copy(&d->c->arena, oid);
		d->extension.length = length;
		d->extension.bytes.n = 0;
		d->extension.broken = false;
		d->n_met++;
		return true;
	}
	/* Behind them comes the signature, at the margin. */
	if (d->lines.line.n && d->lines.line.p[0] != ' ') {
		ed_dump_end_extension(&d->reading, &d->extension);
		return false;
	}
	if (!words.n ||
	    ed_dump_read_row(words, &d->extension.bytes, &d->extension.broken))
		return true;
	*ED_PUSH(&d->scratch, &d->extension.lines, struct ed_str) = words;
	return true;
}

static void read_line(struct dump *d)
{
	if (ed_str_eq(d->lines.words, BEGINS))
		start_certificate(d);
	else if (!d->open || read_extension(d))
		return;
	else if (read_label(d))
		return;
	else if (d->section == ISSUER || d->section == SUBJECT)
		add_rdn(d);
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct dump d = {.c = c, .in = in};
	struct ed_ending end = {0};
	bool used;

	d.extension.bytes.arena = &d.scratch;
	d.lines = ed_certutil_lines_of(c, in, &d.scratch, bytes);
	while (ed_certutil_next(&d.lines)) {
		read_line(&d);
		(void)ed_ends_command(d.lines.words, &end);
	}
	end_certificate(&d);
	used = d.n_used > 0;
	if (!used)
		ed_damage(c, in,
		    "no certificate could be read from it; it must be one, and "
		    "by an English Windows");
	else if (!end.ended)
		in->incomplete = true;
	ed_arena_free(&d.scratch);
	return used;
}

const struct ed_loader ed_loader_certutil_dump = {
    .kind = "certutil -dump",
    .recognise = recognise,
    .load = load,
};
