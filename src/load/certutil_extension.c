/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Extensions as certutil prints them. With -v the bytes stand below the words,
 * and are read like those of a certificate; without, the words must do. What
 * neither tells is there and unreadable.
 */
#include "load/certutil_dump.h"

#include <easdoctor/limits.h>

#include <string.h>

bool ed_dump_is_extension(
    struct ed_str words, struct ed_str *oid, uint32_t *length)
{
	size_t colon = ed_str_find(words, ED_STR(": ")), equals;
	struct ed_str rest = ed_str_sub(words, colon + 2, words.n);

	for (size_t i = 0; i < colon; i++)
		if (words.p[i] != '.' && (words.p[i] < '0' || words.p[i] > '9'))
			return false;
	/* "Flags = 0, Length = 2f", in whatever language. */
	equals = ed_str_find(rest, ED_STR("= "));
	rest = ed_str_sub(rest, equals + 2, rest.n);
	equals = ed_str_find(rest, ED_STR("= "));
	rest = ed_str_trim(ed_str_sub(rest, equals + 2, rest.n));
	if (colon < 3 || colon > 128 || !ed_hex_number(rest, length))
		return false;
	*oid = ed_str_sub(words, 0, colon);
	return true;
}

/* "0010  30 82 01 0a ...": the offset, two blanks, bytes, their characters. */
bool ed_dump_read_row(struct ed_str words, struct ed_text *bytes, bool *broken)
{
	size_t n = ed_str_find(words, ED_STR("  "));
	struct ed_str rest = ed_str_sub(words, n + 2, words.n);
	uint32_t offset, byte;

	if (n < 4 || n > 8 || n == words.n ||
	    !ed_hex_number(ed_str_sub(words, 0, n), &offset) ||
	    !ed_hex_number(ed_str_sub(rest, 0, 2), &byte) || rest.n < 2)
		return false;
	if (offset == 0)
		bytes->n = 0;
	if (offset != bytes->n || bytes->n > ED_MAX_CERTIFICATE)
		*broken = true;
	for (size_t i = 0; i < 16; i++) {
		if (rest.n < 2 ||
		    !ed_hex_number(ed_str_sub(rest, 0, 2), &byte) ||
		    (rest.n > 2 && rest.p[2] != ' '))
			break;
		ed_put_byte(bytes, (char)byte);
		rest = ed_str_sub(rest, 3, rest.n);
		/* One more blank in the middle, three before characters. */
		if (i == 7 && rest.n && rest.p[0] == ' ')
			rest = ed_str_sub(rest, 1, rest.n);
	}
	return true;
}

/* What stands in the last parentheses: "Client Authentication (1.3.6...)". */
static struct ed_str in_parentheses(struct ed_str words)
{
	size_t open = words.n;

	while (open && words.p[open - 1] != '(')
		open--;
	return open && words.p[words.n - 1] == ')'
		   ? ed_str_sub(words, open, words.n - 1 - open)
		   : (struct ed_str){NULL, 0};
}

static bool after(struct ed_str words, const char *key, struct ed_str *value)
{
	struct ed_str name = ed_str_of(key);

	if (!ed_str_starts(words, name))
		return false;
	*value = ed_str_trim(ed_str_sub(words, name.n, words.n));
	return true;
}

static struct ed_str oid_of(struct ed_str words)
{
	struct ed_str oid = in_parentheses(words);

	for (size_t i = 0; i < oid.n; i++)
		if (oid.p[i] != '.' && (oid.p[i] < '0' || oid.p[i] > '9'))
			return (struct ed_str){NULL, 0};
	return oid;
}

static void add_san(struct ed_reading *r, struct ed_list *list,
    enum ed_san_type type, struct ed_str value)
{
	*ED_PUSH(&r->c->arena, list, struct ed_san) =
	    (struct ed_san){.type = type,
		.value = ed_copy(&r->c->arena, value),
		.ref = {r->cert->ref.input, ED_AT_OID, ED_STR("2.5.29.17"),
		    ed_copy(&r->c->arena, value)}};
}

static bool read_san(struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_list sans = {0}, upns = {0};
	struct ed_str value;

	r->cert->has_san = true;
	for (size_t i = 0; i < n && i < ED_MAX_SANS; i++) {
		if (after(lines[i], "Principal Name=", &value))
			*ED_PUSH(arena, &upns, struct ed_upn) = (struct ed_upn){
			    .value = ed_copy(arena, value),
			    .utf8_string = true, /* or certutil shows bytes */
			    .ref = {r->cert->ref.input, ED_AT_OID,
				ED_STR("2.5.29.17"), ed_copy(arena, value)}};
		else if (after(lines[i], "RFC822 Name=", &value))
			add_san(r, &sans, ED_SAN_EMAIL, value);
		else if (after(lines[i], "DNS Name=", &value))
			add_san(r, &sans, ED_SAN_DNS, value);
		else if (after(lines[i], "URL=", &value)) {
			add_san(r, &sans, ED_SAN_URI, value);
			ed_read_sid_uri(r, ed_copy(arena, value));
		}
	}
	r->cert->upns = upns.items;
	r->cert->n_upns = upns.n;
	r->cert->sans = sans.items;
	r->cert->n_sans = sans.n;
	return upns.n + sans.n > 0 && n < ED_MAX_SANS;
}

static bool read_eku(struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_list list = {0};

	r->cert->has_eku = true;
	/* The first line is the extension's name. */
	for (size_t i = 1; i < n && i < ED_MAX_SANS; i++) {
		if (!oid_of(lines[i]).n)
			return false;
		*ED_PUSH(&r->c->arena, &list, struct ed_str) =
		    ed_copy(&r->c->arena, oid_of(lines[i]));
	}
	r->cert->ekus = list.items;
	r->cert->n_ekus = list.n;
	return list.n > 0;
}

/* "Digital Signature, Key Encipherment (a0)" */
static bool read_key_usage(
    struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_str hex =
	    n > 1 ? in_parentheses(lines[1]) : (struct ed_str){NULL, 0};
	uint32_t bits;

	r->cert->has_key_usage = true;
	if (hex.n != 2 || !ed_hex_number(hex, &bits))
		return false;
	r->cert->key_usage = bits;
	return true;
}

static bool read_basic(
    struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_str value;
	int64_t length;
	bool said = false;

	for (size_t i = 0; i < n; i++) {
		if (after(lines[i], "Subject Type=", &value)) {
			said = ed_str_eq(value, ED_STR("CA")) ||
			       ed_str_eq(value, ED_STR("End Entity"));
			r->cert->is_ca = ed_str_eq(value, ED_STR("CA"));
		}
		if (after(lines[i], "Path Length Constraint=", &value) &&
		    ed_decimal(value, &length) && length < 1000)
			r->cert->path_length = (int)length;
	}
	return said;
}

static bool read_ski(struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	if (n > 1)
		r->cert->ski = ed_hex_digits(&r->c->arena, lines[1]);
	return r->cert->ski.n > 0;
}

static bool read_aki(struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_str value;

	for (size_t i = 0; i < n; i++)
		if (after(lines[i], "KeyID=", &value))
			r->cert->aki = ed_hex_digits(&r->c->arena, value);
	return r->cert->aki.n > 0;
}

/* "URL=ldap:///CN=A B (ldap:///CN=A%20B)": the raw one is in parentheses. */
static struct ed_str url_of(struct ed_str value)
{
	struct ed_str raw = in_parentheses(value);

	return ed_str_find(raw, ED_STR(":")) < raw.n ? raw : value;
}

static bool read_cdp(struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_list urls = {0};
	struct ed_str value;

	r->cert->has_cdp = true;
	for (size_t i = 0; i < n && i < ED_MAX_SANS; i++)
		if (after(lines[i], "URL=", &value))
			*ED_PUSH(&r->c->arena, &urls, struct ed_str) =
			    ed_copy(&r->c->arena, url_of(value));
	r->cert->cdps = urls.items;
	r->cert->n_cdps = urls.n;
	return urls.n > 0;
}

/* "Template=MobileEASUser(1.3.6...)", or the OID alone. */
static bool read_template(
    struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	struct ed_str value, oid;

	for (size_t i = 0; i < n; i++) {
		if (after(lines[i], "Template=", &value)) {
			oid = oid_of(value);
			r->cert->template_oid =
			    ed_copy(&r->c->arena, oid.n ? oid : value);
		}
		if (after(lines[i], "Major Version Number=", &value))
			(void)ed_decimal(value, &r->cert->template_major);
		if (after(lines[i], "Minor Version Number=", &value))
			(void)ed_decimal(value, &r->cert->template_minor);
	}
	return r->cert->template_oid.n > 0;
}

static bool read_template_name(
    struct ed_reading *r, const struct ed_str *lines, size_t n)
{
	if (n > 1)
		r->cert->template_name = ed_copy(&r->c->arena, lines[1]);
	return n > 1;
}

static const struct {
	const char *oid;
	bool (*read)(
	    struct ed_reading *r, const struct ed_str *lines, size_t n);
} readers[] = {
    {"2.5.29.17", read_san},
    {"2.5.29.37", read_eku},
    {"2.5.29.15", read_key_usage},
    {"2.5.29.19", read_basic},
    {"2.5.29.14", read_ski},
    {"2.5.29.35", read_aki},
    {"2.5.29.31", read_cdp},
    {"1.3.6.1.4.1.311.21.7", read_template},
    {"1.3.6.1.4.1.311.20.2", read_template_name},
};

static void read_words(
    struct ed_reading *r, struct ed_dump_extension *extension)
{
	unsigned part = ed_meet_extension(r, extension->oid);

	for (size_t i = 0; i < ED_COUNT(readers); i++)
		if (ed_str_eq(extension->oid, ed_str_of(readers[i].oid)) &&
		    readers[i].read(
			r, extension->lines.items, extension->lines.n))
			return;
	if (part)
		ed_part_unreadable(
		    r, part, ed_copy_c(&r->c->arena, extension->oid));
}

void ed_dump_end_extension(
    struct ed_reading *r, struct ed_dump_extension *extension)
{
	struct ed_str bytes =
	    ed_copy(&r->c->arena, ed_text_str(&extension->bytes));

	if (!extension->oid.n)
		return;
	if (extension->broken || bytes.n != extension->length || !bytes.n ||
	    !ed_read_extension_as(r, extension->oid, bytes))
		read_words(r, extension);
	extension->oid = (struct ed_str){NULL, 0};
	extension->lines.n = 0;
	extension->bytes.n = 0;
	extension->broken = false;
}
