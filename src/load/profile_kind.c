/* SPDX-License-Identifier: Apache-2.0 */
/* Which container a profile comes in, by its first bytes. */
#include "base/encoding.h"
#include "load/plist_binary.h"
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
	if (!ed_str_has(bytes, '\0'))
		head = bytes;
	for (size_t i = 0; head.p == room && i < bytes.n; i++)
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

/*
 * A signature over a property list. Other messages come in the same container,
 * so look at what it signs.
 */
static bool is_signed(struct ed_str der)
{
	struct ed_str content = ed_cms_content_head(der);

	return ed_is_plist_binary(content) || is_xml(content) ||
	       ed_cms_is_enveloped(content) || ed_cms_content_head(content).n;
}

static enum ed_profile_kind kind_of_der(struct ed_str der)
{
	if (is_signed(der))
		return ED_PROFILE_SIGNED;
	return ed_cms_is_enveloped(der) ? ED_PROFILE_ENCRYPTED
					: ED_PROFILE_NONE;
}

static bool is_base64(char byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
}

/* Judges the DER that starts in base64 text. */
static enum ed_profile_kind kind_of_base64(struct ed_str text)
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
		kind = kind_of_der(der);
	ed_arena_free(&arena);
	return kind;
}

static enum ed_profile_kind kind_of_pem(struct ed_str text)
{
	size_t line = ed_str_find(text, ED_STR("\n"));

	if (!ed_str_starts(text, ED_STR("-----BEGIN PKCS7-----")) &&
	    !ed_str_starts(text, ED_STR("-----BEGIN CMS-----")))
		return ED_PROFILE_NONE;
	return kind_of_base64(ed_str_sub(text, line, text.n));
}

enum ed_profile_kind ed_profile_kind_of(
    struct ed_str bytes, enum ed_armour *armour)
{
	char room[HEAD];
	struct ed_str text = ascii_head(bytes, room);
	enum ed_armour unused;

	if (!armour)
		armour = &unused;
	*armour = ED_ARMOUR_NONE;
	if (ed_is_plist_binary(bytes))
		return ED_PROFILE_PLIST;
	if (ed_str_starts(bytes, ED_STR("\x30")))
		return kind_of_der(ed_str_sub(bytes, 0, HEAD));
	*armour = ED_ARMOUR_PEM;
	if (ed_str_starts(text, ED_STR("-----")))
		return kind_of_pem(text);
	*armour = ED_ARMOUR_BASE64;
	if (ed_str_starts(text, ED_STR("MI")))
		return kind_of_base64(text);
	return is_xml(text) ? ED_PROFILE_PLIST : ED_PROFILE_NONE;
}
