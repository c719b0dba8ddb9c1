/* SPDX-License-Identifier: Apache-2.0 */
/* Which values are hidden, and the names they get. */
#include "report/privacy.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 4, NAME_BYTES = 5 };

const char *const ed_privacy_names[] = {
    "none", "internal", "vendor", "public", NULL};

static const struct {
	enum ed_privacy from; /* hidden from this level on */
	const char *word;
} kinds[] = {
    [ED_TEXT] = {ED_PRIVACY_PUBLIC + 1, "text"},
    [ED_UPN] = {ED_PRIVACY_VENDOR, "user"},
    [ED_EMAIL] = {ED_PRIVACY_VENDOR, "user"},
    [ED_HOST] = {ED_PRIVACY_VENDOR, "host"},
    [ED_IP] = {ED_PRIVACY_VENDOR, "ip"},
    [ED_DN] = {ED_PRIVACY_VENDOR, "name"},
    [ED_SERIAL] = {ED_PRIVACY_PUBLIC, "serial"},
    [ED_THUMBPRINT] = {ED_PRIVACY_PUBLIC, "thumbprint"},
    [ED_DEVICE] = {ED_PRIVACY_INTERNAL, "device"},
    [ED_SID] = {ED_PRIVACY_INTERNAL, "sid"},
    [ED_PATH] = {ED_PRIVACY_PUBLIC, "path"},
    [ED_TIME] = {ED_PRIVACY_PUBLIC + 1, "time"},
    [ED_NUMBER] = {ED_PRIVACY_PUBLIC + 1, "number"},
};

bool ed_veil_hides(const struct ed_veil *veil, enum ed_kind kind)
{
	return veil->level >= kinds[kind].from;
}

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/* Would a letter before or behind make it another word? */
static bool is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') ||
	       (lower(byte) >= 'a' && lower(byte) <= 'z') ||
	       (unsigned char)byte >= 0x80;
}

/* A whole word: nothing on either side would make it a longer one. */
static bool stands_alone(struct ed_str text, size_t at, struct ed_str raw)
{
	const size_t end = at + raw.n;

	if (at > 0 && is_word_byte(raw.p[0]) && is_word_byte(text.p[at - 1]))
		return false;
	return end >= text.n || !is_word_byte(raw.p[raw.n - 1]) ||
	       !is_word_byte(text.p[end]);
}

struct ed_str ed_veil_lower(struct ed_arena *arena, struct ed_str s)
{
	char *p = ed_alloc_array(arena, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(s.p[i]);
	return (struct ed_str){p, s.n};
}

static bool is_own(const struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_str word = ed_veil_lower(veil->arena, raw);

	for (size_t at = 0; at < veil->own.n; at++) {
		const struct ed_str rest =
		    ed_str_sub(veil->own, at, veil->own.n);

		at += ed_str_find(rest, word);
		if (at < veil->own.n && stands_alone(veil->own, at, word))
			return true;
	}
	return false;
}

static struct ed_hidden *find_raw(const struct ed_veil *veil, struct ed_str raw)
{
	for (size_t i = 0; i < veil->hidden.n; i++) {
		struct ed_hidden *one =
		    &ED_ITEMS(veil->hidden, struct ed_hidden)[i];

		if (ed_str_ieq(one->raw, raw))
			return one;
	}
	return NULL;
}

/* The same word for the same value and key, in every run. */
static struct ed_str keyed_name(
    struct ed_veil *veil, const char *word, struct ed_str raw)
{
	const struct ed_str message = ed_format(veil->arena, "%s|%.*s", word,
	    ED_ARG(ed_veil_lower(veil->arena, raw)));
	unsigned char mac[EVP_MAX_MD_SIZE] = {0};
	struct ed_text name = {.arena = veil->arena};
	unsigned n = 0;

	HMAC(EVP_sha256(), veil->key.p, (int)veil->key.n,
	    (const unsigned char *)message.p, message.n, mac, &n);
	ed_putf(&name, "%s-", word);
	for (size_t i = 0; i < NAME_BYTES; i++)
		ed_putf(&name, "%02x", mac[i]);
	return ed_text_str(&name);
}

static unsigned *counter_of(struct ed_veil *veil, const char *word)
{
	static const char *const words[] = {"user", "host", "domain", "ip",
	    "name", "serial", "thumbprint", "device", "sid", "path"};

	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (strcmp(words[i], word) == 0)
			return &veil->counts[i];
	return &veil->counts[ED_COUNT(words)];
}

static struct ed_str new_name(
    struct ed_veil *veil, const char *word, struct ed_str raw)
{
	if (veil->key.n)
		return keyed_name(veil, word, raw);
	return ed_format(veil->arena, "%s-%u", word, ++*counter_of(veil, word));
}

static void put(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name)
{
	struct ed_hidden *one;

	if (find_raw(veil, raw) || is_own(veil, raw))
		return;
	one = ED_PUSH(veil->arena, &veil->hidden, struct ed_hidden);
	*one = (struct ed_hidden){
	    .kind = kind, .raw = ed_copy(veil->arena, raw), .name = name};
}

/* The name of a value; it is listed unless it could be any word. */
static struct ed_str name_of(struct ed_veil *veil, enum ed_kind kind,
    const char *word, struct ed_str raw)
{
	const struct ed_hidden *known = find_raw(veil, raw);
	const struct ed_str name =
	    known ? known->name : new_name(veil, word, raw);

	if (!known && raw.n >= LEAST)
		put(veil, kind, raw, name);
	return name;
}

/* Everything behind the first label, where that is a domain still. */
static struct ed_str domain_of(struct ed_str host)
{
	const size_t dot = ed_str_find(host, ED_STR("."));
	const struct ed_str rest = ed_str_sub(host, dot + 1, host.n);

	return ed_str_has(rest, '.') ? rest : (struct ed_str){0};
}

static struct ed_str host_name(struct ed_veil *veil, struct ed_str host)
{
	const struct ed_str domain = domain_of(host);
	const struct ed_hidden *known = find_raw(veil, host);
	struct ed_str first, name;

	if (known)
		return known->name;
	if (domain.n == 0)
		return name_of(veil, ED_HOST,
		    ed_str_has(host, '.') ? "domain" : "host", host);
	name = name_of(veil, ED_HOST, "domain", domain);
	first =
	    new_name(veil, "host", ed_str_sub(host, 0, host.n - domain.n - 1));
	name = ed_format(veil->arena, "%.*s.%.*s", ED_ARG(first), ED_ARG(name));
	put(veil, ED_HOST, host, name);
	return name;
}

/* alice@corp.example: both halves keep their names wherever they stand. */
static void add_address(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const size_t at = ed_str_find(raw, ED_STR("@"));
	const struct ed_str domain = ed_str_sub(raw, at + 1, raw.n);
	struct ed_str user, host;

	if (find_raw(veil, raw))
		return;
	if (at == raw.n || domain.n == 0) {
		name_of(veil, kind, "user", raw);
		return;
	}
	user = name_of(veil, kind, "user", ed_str_sub(raw, 0, at));
	host = name_of(veil, ED_HOST, "domain", domain);
	put(veil, kind, raw,
	    ed_format(veil->arena, "%.*s@%.*s", ED_ARG(user), ED_ARG(host)));
}

/* The value of each "X=value" of a name, and the whole. */
static void add_dn(struct ed_veil *veil, struct ed_str raw)
{
	size_t from = 0;

	for (size_t i = 0; i <= raw.n; i++) {
		struct ed_str part;
		size_t equals;

		if (i < raw.n &&
		    (raw.p[i] != ',' || (i > 0 && raw.p[i - 1] == '\\')))
			continue;
		part = ed_str_sub(raw, from, i - from);
		equals = ed_str_find(part, ED_STR("="));
		if (equals < part.n)
			ed_veil_add(veil, ED_DN,
			    ed_str_trim(ed_str_sub(part, equals + 1, part.n)));
		from = i + 1;
	}
}

/* DOMAIN\user. */
static void add_account(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const size_t slash = ed_str_find(raw, ED_STR("\\"));

	name_of(veil, ED_HOST, "domain", ed_str_sub(raw, 0, slash));
	name_of(veil, kind, "user", ed_str_sub(raw, slash + 1, raw.n));
}

void ed_veil_add(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const struct ed_str value = ed_str_trim(raw);

	if (value.n == 0 || !ed_veil_hides(veil, kind))
		return;
	switch (kind) {
	case ED_UPN:
	case ED_EMAIL:
		if (ed_str_has(value, '\\'))
			add_account(veil, kind, value);
		else
			add_address(veil, kind, value);
		break;
	case ED_HOST:
		host_name(veil, value);
		break;
	case ED_DN:
		if (ed_str_has(value, '='))
			add_dn(veil, value);
		else if (ed_str_has(value, '@'))
			add_address(veil, ED_EMAIL, value);
		else
			name_of(veil, kind, kinds[kind].word, value);
		break;
	default:
		name_of(veil, kind, kinds[kind].word, value);
	}
}

/* The longest first: what is part of another must not tear it. */
static int compare_hidden(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;
	const unsigned char p = (unsigned char)lower(x->raw.p[0]);
	const unsigned char q = (unsigned char)lower(y->raw.p[0]);

	if (p != q)
		return p < q ? -1 : 1;
	if (x->raw.n != y->raw.n)
		return x->raw.n > y->raw.n ? -1 : 1;
	return ed_str_compare(x->raw, y->raw);
}

void ed_veil_close(struct ed_veil *veil)
{
	struct ed_hidden *items = veil->hidden.items;
	size_t i = 0;

	if (veil->hidden.n == 0)
		return;
	qsort(items, veil->hidden.n, sizeof(*items), compare_hidden);
	while (i < veil->hidden.n) {
		const unsigned char byte =
		    (unsigned char)lower(items[i].raw.p[0]);

		veil->starts[byte] = i;
		while (i < veil->hidden.n &&
		       (unsigned char)lower(items[i].raw.p[0]) == byte)
			i++;
		veil->ends[byte] = i;
	}
}

const struct ed_hidden *ed_veil_find(
    const struct ed_veil *veil, struct ed_str text, size_t at)
{
	const unsigned char byte = (unsigned char)lower(text.p[at]);
	const struct ed_hidden *items = veil->hidden.items;

	for (size_t i = veil->starts[byte]; i < veil->ends[byte]; i++)
		if (ed_str_ieq(
			ed_str_sub(text, at, items[i].raw.n), items[i].raw) &&
		    stands_alone(text, at, items[i].raw))
			return &items[i];
	return NULL;
}

struct ed_str ed_veil_text(
    const struct ed_veil *veil, struct ed_str text, bool command)
{
	struct ed_text out = {.arena = veil->arena};
	size_t from = 0;

	for (size_t i = 0; i < text.n;) {
		const struct ed_hidden *found = ed_veil_find(veil, text, i);

		if (!found) {
			i++;
			continue;
		}
		ed_put(&out, ed_str_sub(text, from, i - from));
		ed_putf(&out, "%s%.*s%s", command ? "<" : "",
		    ED_ARG(found->name), command ? ">" : "");
		i += found->raw.n;
		from = i;
	}
	if (from == 0)
		return text;
	ed_put(&out, ed_str_sub(text, from, text.n));
	return ed_text_str(&out);
}

static int compare_names(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;

	return ed_str_compare(x->name, y->name);
}

struct ed_str ed_veil_map(const struct ed_veil *veil)
{
	struct ed_text out = {.arena = veil->arena};
	struct ed_hidden *items =
	    ed_alloc_array(veil->arena, veil->hidden.n, sizeof(*items));

	if (veil->hidden.n)
		memcpy(
		    items, veil->hidden.items, veil->hidden.n * sizeof(*items));
	qsort(items, veil->hidden.n, sizeof(*items), compare_names);
	for (size_t i = 0; i < veil->hidden.n; i++)
		ed_putf(&out, "%.*s\t%.*s\n", ED_ARG(items[i].name),
		    ED_ARG(ed_escape(veil->arena, items[i].raw)));
	return ed_text_str(&out);
}
