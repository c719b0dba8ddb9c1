/* SPDX-License-Identifier: Apache-2.0 */
/* Which container a profile comes in, by its first bytes. */
#include "base/encoding.h"
#include "load/profile_read.h"

enum { HEAD = 4096 };

static bool holds(struct ed_str s, struct ed_str needle)
{
	return ed_str_find(s, needle) < s.n;
}

/* The head of UTF-16 is ASCII with NULs between, so drop them. */
static struct ed_str ascii_head(struct ed_str bytes, char *room)
{
	struct ed_str head = {room, 0};

	bytes = ed_str_sub(bytes, 0, HEAD);
	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i] != '\0')
			room[head.n++] = bytes.p[i];
	if (ed_str_starts(head, ED_STR("\xef\xbb\xbf")))
		head = ed_str_sub(head, 3, head.n);
	else if (ed_str_starts(head, ED_STR("\xff\xfe")) ||
		 ed_str_starts(head, ED_STR("\xfe\xff")))
		head = ed_str_sub(head, 2, head.n);
	return ed_str_trim(head);
}

/* What follows a construct that opens the text; s when it does not. */
static struct ed_str skip(
    struct ed_str s, struct ed_str opening, struct ed_str closing)
{
	size_t end;

	if (!ed_str_starts(s, opening))
		return s;
	end = ed_str_find(s, closing);
	return ed_str_trim(ed_str_sub(s, end + closing.n, s.n));
}

static bool is_fragment(struct ed_str head)
{
	size_t before;

	do {
		before = head.n;
		head = skip(head, ED_STR("<?"), ED_STR("?>"));
		head = skip(head, ED_STR("<!--"), ED_STR("-->"));
	} while (head.n < before);
	return (ed_str_starts(head, ED_STR("<dict>")) ||
		   ed_str_starts(head, ED_STR("<array>"))) &&
	       holds(head, ED_STR("<key>"));
}

static bool is_xml(struct ed_str bytes)
{
	char room[HEAD];
	struct ed_str head = ascii_head(bytes, room);

	if (!ed_str_starts(head, ED_STR("<")))
		return false;
	return holds(head, ED_STR("<plist")) ||
	       holds(head, ED_STR("<!DOCTYPE plist")) || is_fragment(head);
}

/* What follows identifier and length; BER's indefinite length too. */
static struct ed_str inside_sequence(struct ed_str der)
{
	unsigned length;

	if (der.n < 2 || der.p[0] != 0x30)
		return ED_STR("");
	length = (unsigned char)der.p[1];
	return ed_str_sub(der, length > 0x80 ? 2 + (length & 0x7f) : 2, der.n);
}

/*
 * A signature over a property list. Certificates alone come in the same
 * container, so look for the content, which stands before them.
 */
static bool is_signed(struct ed_str der)
{
	static const char oid[] =
	    "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

	return ed_str_starts(inside_sequence(der), ED_STR(oid)) &&
	       (holds(der, ED_STR("<?xml")) || holds(der, ED_STR("<plist")) ||
		   holds(der, ED_STR("<!DOCTYPE plist")) ||
		   holds(der, ED_STR("bplist00")));
}

static bool is_enveloped(struct ed_str der)
{
	static const char oid[] =
	    "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";

	return ed_str_starts(inside_sequence(der), ED_STR(oid));
}

static enum ed_profile_kind kind_of_der(
    struct ed_str der, enum ed_profile_kind when_signed)
{
	if (is_signed(der))
		return when_signed;
	return is_enveloped(der) ? ED_PROFILE_ENCRYPTED : ED_PROFILE_NONE;
}

static bool is_base64(char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
}

/* Judges the DER that starts in base64 text. */
static enum ed_profile_kind kind_of_base64(
    struct ed_str text, enum ed_profile_kind when_signed)
{
	struct ed_arena arena = {0};
	char room[HEAD];
	struct ed_str head = {room, 0}, der;
	enum ed_profile_kind kind = ED_PROFILE_NONE;

	for (size_t i = 0; i < text.n && head.n < HEAD; i++)
		if (is_base64(text.p[i]))
			room[head.n++] = text.p[i];
		else if (!ed_str_has(ED_STR(" \t\r\n"), text.p[i]))
			break;
	head.n -= head.n % 4;
	if (ed_base64_decode(&arena, head, &der))
		kind = kind_of_der(der, when_signed);
	ed_arena_free(&arena);
	return kind;
}

static enum ed_profile_kind kind_of_pem(struct ed_str text)
{
	size_t line = ed_str_find(text, ED_STR("\n"));

	if (!ed_str_starts(text, ED_STR("-----BEGIN PKCS7-----")) &&
	    !ed_str_starts(text, ED_STR("-----BEGIN CMS-----")))
		return ED_PROFILE_NONE;
	return kind_of_base64(
	    ed_str_sub(text, line, text.n), ED_PROFILE_SIGNED_PEM);
}

enum ed_profile_kind ed_profile_kind_of(struct ed_str bytes)
{
	struct ed_str text = ed_str_trim(ed_str_sub(bytes, 0, 2 * HEAD));

	if (ed_str_starts(bytes, ED_STR("bplist")))
		return ED_PROFILE_BINARY;
	if (ed_str_starts(bytes, ED_STR("\x30")))
		return kind_of_der(
		    ed_str_sub(bytes, 0, HEAD), ED_PROFILE_SIGNED_DER);
	if (ed_str_starts(text, ED_STR("-----")))
		return kind_of_pem(text);
	if (ed_str_starts(text, ED_STR("MI")))
		return kind_of_base64(text, ED_PROFILE_SIGNED_BASE64);
	return is_xml(bytes) ? ED_PROFILE_XML : ED_PROFILE_NONE;
}
