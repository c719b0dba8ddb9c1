/* SPDX-License-Identifier: Apache-2.0 */
/* The names that values get, by their kind and their parts. */
#include "report/privacy_parts.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

enum { NAME_BYTES = 5, LEAST_NUMBER = 6, LONG_HASH = 32 };

static const char *const words[] = {
    [ED_TEXT] = "word",
    [ED_UPN] = "user",
    [ED_EMAIL] = "user",
    [ED_HOST] = "host",
    [ED_IP] = "ip",
    [ED_DN] = "name",
    [ED_SERIAL] = "serial",
    [ED_THUMBPRINT] = "thumbprint",
    [ED_DEVICE] = "device",
    [ED_SID] = "sid",
    [ED_PATH] = "path",
    [ED_TIME] = "time",
    [ED_NUMBER] = "number",
};

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
	static const char *const counted[] = {"user", "host", "domain", "ip",
	    "name", "serial", "thumbprint", "device", "sid", "path", "word"};

	for (size_t i = 0; i < ED_COUNT(counted); i++)
		if (strcmp(counted[i], word) == 0)
			return &veil->counts[i];
	return &veil->counts[ED_COUNT(counted)];
}

void ed_veil_count_from(struct ed_veil *veil, const char *word, unsigned n)
{
	unsigned *counter = counter_of(veil, word);

	if (*counter < n)
		*counter = n;
}

static struct ed_str new_name(
    struct ed_veil *veil, const char *word, struct ed_str raw)
{
	if (veil->key.n)
		return keyed_name(veil, word, raw);
	return ed_format(veil->arena, "%s-%u", word, ++*counter_of(veil, word));
}

static bool is_number(struct ed_str raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] < '0' || raw.p[i] > '9')
			return false;
	return true;
}

/* Could it be any word? Then it says nothing of anybody. */
static bool says_nothing(struct ed_str raw)
{
	static const char *const plain[] = {"true", "false", "none", "null"};

	if (raw.n < ED_LEAST_HIDDEN || (is_number(raw) && raw.n < LEAST_NUMBER))
		return true;
	/* A lookup of the console's is everybody's. */
	if (raw.p[0] == '{' && raw.p[raw.n - 1] == '}')
		return true;
	for (size_t i = 0; i < ED_COUNT(plain); i++)
		if (ed_str_ieq(raw, ed_str_of(plain[i])))
			return true;
	return false;
}

/* The name of a value; it is listed unless it could be any word. */
static struct ed_str name_of(struct ed_veil *veil, enum ed_kind kind,
    const char *word, struct ed_str raw)
{
	const struct ed_hidden *known = ed_veil_find_raw(veil, raw);
	const struct ed_str name =
	    known ? known->name : new_name(veil, word, raw);

	if (!known && !says_nothing(raw))
		ed_veil_put(veil, kind, raw, name);
	return name;
}

static bool is_ip(struct ed_str s)
{
	size_t dots = 0, colons = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char c = s.p[i];

		dots += c == '.';
		colons += c == ':';
		if (!ed_str_has(ED_STR("0123456789abcdefABCDEF.:"), c))
			return false;
	}
	for (size_t i = 0; i < s.n && !colons; i++)
		if (s.p[i] > '9')
			return false;
	return dots == 3 || colons > 1;
}

static void add_ip(struct ed_veil *veil, struct ed_str ip)
{
	static const char *const anybody[] = {
	    "0.0.0.0", "127.0.0.1", "::", "::1", "255.255.255.255"};
	struct ed_str same, name;

	if (ed_str_starts(ip, ED_STR("[")))
		ip = ed_str_sub(ip, 1, ed_str_find(ip, ED_STR("]")) - 1);
	/* fe80::1%4: the zone is this machine's. */
	ip = ed_str_sub(ip, 0, ed_str_find(ip, ED_STR("%")));
	for (size_t i = 0; i < ED_COUNT(anybody); i++)
		if (ed_str_eq(ip, ed_str_of(anybody[i])))
			return;
	same = ed_veil_same_ip(veil->arena, ip);
	name = name_of(veil, ED_IP, "ip", same);
	ed_veil_put(veil, ED_IP, ip, name);
}

/* Everything behind the first label, where that is a domain still. */
static struct ed_str domain_of(struct ed_str host)
{
	const size_t dot = ed_str_find(host, ED_STR("."));
	const struct ed_str rest = ed_str_sub(host, dot + 1, host.n);

	return ed_str_has(rest, '.') ? rest : (struct ed_str){0};
}

static struct ed_str domain_name(struct ed_veil *veil, struct ed_str domain)
{
	return name_of(veil, ED_HOST, "domain", domain);
}

/* Of ex01.corp.example, ex01 is the same machine wherever it stands alone. */
static struct ed_str label_name(struct ed_veil *veil, struct ed_str label)
{
	const struct ed_hidden *known = ed_veil_find_raw(veil, label);
	struct ed_str name;

	if (known && known->kind == ED_HOST)
		return known->name;
	name = new_name(veil, "host", label);
	/* "mail" and "owa" are words of everybody. */
	if (!says_nothing(label) && !ed_is_vocabulary(label))
		ed_veil_put(veil, ED_HOST, label, name);
	return name;
}

static void add_host(struct ed_veil *veil, struct ed_str host)
{
	const struct ed_str domain = domain_of(host);
	struct ed_str first, last;

	if (is_ip(host) || ed_str_starts(host, ED_STR("["))) {
		add_ip(veil, host);
		return;
	}
	if (ed_str_starts(host, ED_STR("*.")))
		host = ed_str_sub(host, 2, host.n);
	if (ed_veil_find_raw(veil, host) || ed_str_eq(host, ED_STR("*")))
		return;
	if (domain_of(host).n == 0) {
		name_of(veil, ED_HOST,
		    ed_str_has(host, '.') ? "domain" : "host", host);
		return;
	}
	last = domain_name(veil, domain);
	first = label_name(veil, ed_str_sub(host, 0, host.n - domain.n - 1));
	ed_veil_put(veil, ED_HOST, host,
	    ed_format(veil->arena, "%.*s.%.*s", ED_ARG(first), ED_ARG(last)));
}

/* The last @: what stands before it may be quoted. */
static size_t at_of(struct ed_str raw)
{
	size_t at = raw.n;

	while (at && raw.p[at - 1] != '@')
		at--;
	return at ? at - 1 : raw.n;
}

/* alice@corp.example: both halves keep their names wherever they stand. */
static void add_address(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const size_t at = at_of(raw);
	const struct ed_str domain = ed_str_sub(raw, at + 1, raw.n);
	struct ed_str user, host;

	if (ed_veil_find_raw(veil, raw))
		return;
	if (at == raw.n) {
		name_of(veil, kind, "user", raw);
		return;
	}
	user = name_of(veil, kind, "user", ed_str_sub(raw, 0, at));
	if (domain.n == 0)
		return;
	host = domain_name(veil, domain);
	ed_veil_put(veil, kind, raw,
	    ed_format(veil->arena, "%.*s@%.*s", ED_ARG(user), ED_ARG(host)));
}

/* CORP is corp.example, when that is known. */
static struct ed_str short_domain(struct ed_veil *veil, struct ed_str word)
{
	const struct ed_hidden *items = veil->hidden.items;
	const struct ed_hidden *known = ed_veil_find_raw(veil, word);
	const struct ed_str start =
	    ed_format(veil->arena, "%.*s.", ED_ARG(word));

	if (known && known->kind == ED_HOST)
		return known->name;
	for (size_t i = 0; i < veil->hidden.n; i++)
		if (items[i].kind == ED_HOST &&
		    ed_str_istarts(items[i].raw, start) &&
		    ed_str_starts(items[i].name, ED_STR("domain-"))) {
			if (!says_nothing(word))
				ed_veil_put(veil, ED_HOST, word, items[i].name);
			return items[i].name;
		}
	return name_of(veil, ED_HOST, "domain", word);
}

/* A user's name without its domain; EX01$ is the machine EX01. */
static void add_user(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	if (raw.n > 1 && raw.p[raw.n - 1] == '$')
		add_host(veil, ed_str_sub(raw, 0, raw.n - 1));
	else
		add_address(veil, kind, raw);
}

/* DOMAIN\user, host/ex01.corp.example@REALM, or any other form. */
static void add_account(
    struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const size_t back = ed_str_find(raw, ED_STR("\\"));
	const size_t slash = ed_str_find(raw, ED_STR("/"));

	if (back < raw.n) {
		if (back)
			short_domain(veil, ed_str_sub(raw, 0, back));
		add_user(veil, kind, ed_str_sub(raw, back + 1, raw.n));
	} else if (slash < raw.n && at_of(raw) > slash) {
		const size_t at = at_of(raw);

		add_host(veil, ed_str_sub(raw, slash + 1, at - slash - 1));
		if (at < raw.n)
			domain_name(veil, ed_str_sub(raw, at + 1, raw.n));
	} else {
		add_user(veil, kind, raw);
	}
}

/* DER puts 00 before a large number; other programs leave it out. */
static void add_serial(struct ed_veil *veil, struct ed_str serial)
{
	const struct ed_str name =
	    name_of(veil, ED_SERIAL, words[ED_SERIAL], serial);

	while (ed_str_starts(serial, ED_STR("00")) && serial.n > 2)
		serial = ed_str_sub(serial, 2, serial.n);
	if (!says_nothing(serial))
		ed_veil_put(veil, ED_SERIAL, serial, name);
}

void ed_veil_add(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw)
{
	const struct ed_str value = ed_escape(veil->arena, ed_str_trim(raw));

	if (value.n == 0 || !ed_veil_hides(veil, kind) ||
	    (veil->skips_own && ed_veil_is_own(veil, value)))
		return;
	switch (kind) {
	case ED_UPN:
	case ED_EMAIL:
		add_account(veil, kind, value);
		break;
	case ED_HOST:
		add_host(veil, value);
		break;
	case ED_IP:
		add_ip(veil, value);
		break;
	case ED_DN:
		if (ed_str_has(value, '='))
			ed_veil_add_dn(veil, value);
		else if (ed_str_has(value, '@'))
			add_address(veil, ED_EMAIL, value);
		else
			name_of(veil, kind, words[kind], value);
		break;
	case ED_SERIAL:
		add_serial(veil, value);
		break;
	case ED_TEXT:
		ed_veil_add_words(veil, value);
		break;
	default:
		name_of(veil, kind, words[kind], value);
	}
}

/* The hash that a key of the registry or a file is called by. */
static bool is_hash(struct ed_str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (!ed_str_has(ED_STR("0123456789abcdefABCDEF"), value.p[i]))
			return false;
	return value.n >= LONG_HASH;
}

void ed_veil_add_name(struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_str value = ed_escape(veil->arena, ed_str_trim(raw));

	if (is_hash(value))
		ed_veil_add(veil, ED_THUMBPRINT, value);
	else if (ed_veil_hides(veil, ED_DN) && value.n &&
		 !ed_veil_is_own(veil, value))
		name_of(veil, ED_DN, words[ED_DN], value);
}

void ed_veil_put_word(struct ed_veil *veil, struct ed_str word)
{
	ed_veil_put(veil, ED_TEXT, word, new_name(veil, words[ED_TEXT], word));
}

/* What stands for a person in an id: alice of CORP\alice, alice@x. */
static struct ed_str person_of(struct ed_str id)
{
	const size_t back = ed_str_find(id, ED_STR("\\"));

	if (back < id.n)
		id = ed_str_sub(id, back + 1, id.n);
	return ed_str_sub(id, 0, at_of(id));
}

void ed_veil_add_person(
    struct ed_veil *veil, const struct ed_str *ids, size_t n)
{
	struct ed_str name = {0}, first = {0};

	if (!ed_veil_hides(veil, ED_UPN))
		return;
	for (size_t i = 0; i < n; i++) {
		const struct ed_str id = person_of(ed_str_trim(ids[i]));
		const struct ed_hidden *known = ed_veil_find_raw(veil, id);

		if (!first.n)
			first = id;
		if (!name.n && known &&
		    ed_str_starts(known->name, ED_STR("user-")))
			name = known->name;
	}
	if (!first.n)
		return;
	if (!name.n)
		name = new_name(veil, "user", first);
	for (size_t i = 0; i < n; i++) {
		const struct ed_str id =
		    ed_escape(veil->arena, person_of(ed_str_trim(ids[i])));

		if (!says_nothing(id))
			ed_veil_put(veil, ED_UPN, id, name);
		ed_veil_add(veil, ED_UPN, ids[i]);
	}
}
