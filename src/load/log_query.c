/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_query.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

#ifdef __SSE2__
/*
 * Where a and b stand gap bytes apart, letters folded, in 16 places. Others
 * than letters may be folded too: that is told apart afterwards.
 */
static inline unsigned candidates(const char *p, size_t gap, char a, char b)
{
	const __m128i bit = _mm_set1_epi8(0x20);
	__m128i x = _mm_loadu_si128((const __m128i *)p);
	__m128i y = _mm_loadu_si128((const __m128i *)(p + gap));

	x = _mm_cmpeq_epi8(
	    _mm_or_si128(x, bit), _mm_set1_epi8((char)(a | 0x20)));
	y = _mm_cmpeq_epi8(
	    _mm_or_si128(y, bit), _mm_set1_epi8((char)(b | 0x20)));
	return (unsigned)_mm_movemask_epi8(_mm_and_si128(x, y));
}
#endif

static bool same_at(const char *p, struct ed_str folded)
{
	for (size_t i = 0; i < folded.n; i++)
		if (fold(p[i]) != folded.p[i])
			return false;
	return true;
}

/* Offset of folded in s, or s.n. */
static size_t find_fold(struct ed_str s, struct ed_str folded)
{
	size_t i = 0, last;

	if (folded.n == 0 || s.n < folded.n)
		return s.n;
	last = s.n - folded.n;
#ifdef __SSE2__
	for (; i + 15 <= last; i += 16) {
		unsigned mask = candidates(
		    s.p + i, folded.n - 1, folded.p[0], folded.p[folded.n - 1]);

		for (; mask; mask &= mask - 1) {
			size_t at = i + (unsigned)__builtin_ctz(mask);

			if (same_at(s.p + at, folded))
				return at;
		}
	}
#endif
	for (; i <= last; i++)
		if (same_at(s.p + i, folded))
			return i;
	return s.n;
}

bool ed_log_has(struct ed_str s, struct ed_str folded)
{
	return find_fold(s, folded) < s.n;
}

/* The value of a parameter; name ends in "=". */
static bool find_value(
    struct ed_str query, struct ed_str name, struct ed_str *value)
{
	size_t from = 0, at;
	const char *end;

	for (;;) {
		struct ed_str rest = {query.p + from, query.n - from};

		at = find_fold(rest, name);
		if (at == rest.n)
			return false;
		at += from;
		if (at == 0 || query.p[at - 1] == '&' || query.p[at - 1] == '?')
			break;
		from = at + 1;
	}
	at += name.n;
	end = memchr(query.p + at, '&', query.n - at);
	*value = (struct ed_str){
	    query.p + at, end ? (size_t)(end - query.p) - at : query.n - at};
	return value->n > 0;
}

/* Setting that bit folds letters, and makes letters of nothing else. */
static inline bool is_device_id(const char *p)
{
	const uint64_t bits = UINT64_C(0x2020202020202020);
	uint64_t word, wanted;

	memcpy(&word, p, 8);
	memcpy(&wanted, "deviceid", 8);
	return (word | bits) == wanted && p[8] == '=';
}

/* Where one begins that a parameter may have as its name, or query.n. */
static size_t find_device_id(struct ed_str query)
{
	size_t i = 0;

#ifdef __SSE2__
	for (; i + 24 <= query.n; i += 16) {
		unsigned mask = candidates(query.p + i, 8, 'd', '=');

		for (; mask; mask &= mask - 1) {
			size_t at = i + (unsigned)__builtin_ctz(mask);

			if (is_device_id(query.p + at))
				return at;
		}
	}
#endif
	for (; i + 9 <= query.n; i++)
		if (is_device_id(query.p + i))
			return i;
	return query.n;
}

/* Asked of each row. */
bool ed_log_device_id(struct ed_str query, struct ed_str *id)
{
	size_t at = find_device_id(query);
	const char *p, *end;

	if (at == query.n)
		return false;
	if (at > 0 && query.p[at - 1] != '&' && query.p[at - 1] != '?')
		return find_value(query, ED_STR("deviceid="), id);
	p = query.p + at + 9;
	end = memchr(p, '&', query.n - at - 9);
	*id = (struct ed_str){p, end ? (size_t)(end - p) : query.n - at - 9};
	return id->n > 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = fold(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Without %XX, as far as it fits. */
static struct ed_str decode(struct ed_str s, char *room, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < size; i++) {
		char c = s.p[i];

		if (c == '%' && i + 2 < s.n && hex_digit(s.p[i + 1]) >= 0 &&
		    hex_digit(s.p[i + 2]) >= 0) {
			c = (char)(hex_digit(s.p[i + 1]) << 4 |
				   hex_digit(s.p[i + 2]));
			i += 2;
		}
		room[n++] = c;
	}
	return (struct ed_str){room, n};
}

struct ed_str ed_log_user(struct ed_str s, char *room, size_t size)
{
	struct ed_str name = decode(s, room, size);

	for (size_t i = 0; i < name.n; i++)
		room[i] = fold(room[i]);
	for (size_t i = name.n; i-- > 0;)
		if (room[i] == '\\')
			return ed_str_sub(name, i + 1, name.n);
	return name;
}

bool ed_log_is_user(const struct ed_log_table *table, struct ed_str user)
{
	for (size_t i = 0; i < table->n_users; i++)
		if (ed_str_eq(table->users[i], user))
			return true;
	return false;
}

static const struct {
	const char *name;
	unsigned char code; /* in a query in base64 */
	enum ed_log_command command;
} commands[] = {{"Sync", 0, ED_LOG_SYNC}, {"FolderSync", 9, ED_LOG_SYNC},
    {"Ping", 18, ED_LOG_SYNC}, {"SendMail", 1, ED_LOG_SEND},
    {"SmartForward", 2, ED_LOG_SEND}, {"SmartReply", 3, ED_LOG_SEND},
    {"Provision", 20, ED_LOG_PROVISION}};

static void read_command(struct ed_log_row *row, struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(commands); i++)
		if (ed_str_ieq(name, ed_str_of(commands[i].name)))
			row->command = (unsigned char)commands[i].command;
}

/* What Exchange noted on the back end: elements with "_" between them. */
static void read_note(struct ed_log_row *row, struct ed_str note)
{
	static const char *const policy[] = {"error:devicenotprovisioned",
	    "error:policyrefresh", "error:invalidpolicykey", "sc1:142",
	    "sc1:143", "sc1:144"};
	size_t at = find_fold(note, ED_STR("throttle"));
	struct ed_str rest = ed_str_sub(note, at + 8, note.n);

	for (size_t i = 0; i < ED_COUNT(policy); i++)
		row->policy |= ed_log_has(note, ed_str_of(policy[i]));
	if (at == note.n)
		return;
	if (ed_str_starts(rest, ED_STR(":")))
		rest = ed_str_sub(rest, 1, rest.n);
	row->throttled = rest.n && rest.p[0] != '0' && rest.p[0] != '_';
}

static bool is_plain(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return true;
}

/* Six bits of each letter; false where one is none. */
static bool decode_base64(
    struct ed_str s, unsigned char *out, size_t size, size_t *n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
				      "nopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	unsigned have = 0;

	*n = 0;
	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		const char *at = memchr(letters, s.p[i], 64);

		if (!at || *n == size)
			return false;
		bits = bits << 6 | (uint32_t)(at - letters);
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		out[(*n)++] = (unsigned char)(bits >> have);
	}
	return true;
}

/* A length and as many bytes; false when they are not all there. */
static bool take_piece(struct ed_str *rest, struct ed_str *piece)
{
	size_t n = rest->n ? (unsigned char)rest->p[0] : 0;

	if (rest->n < n + 1)
		return false;
	*piece = ed_str_sub(*rest, 1, n);
	*rest = ed_str_sub(*rest, n + 1, rest->n);
	return true;
}

/* MS-ASHTTP 2.2.1.1.1.1: version, command, locale, id, policy key, type. */
static bool read_packed(
    struct ed_log_row *row, struct ed_str query, struct ed_log_room *room)
{
	unsigned char *bytes = (unsigned char *)room->bytes;
	struct ed_str text, rest, id, key, type, value;
	char unescaped[512];
	size_t n;

	text = ed_str_sub(query, 0, ed_str_find(query, ED_STR("&")));
	text = decode(text, unescaped, sizeof(unescaped));
	if (text.n < 12 ||
	    !decode_base64(text, bytes, sizeof(room->bytes), &n) || n < 8 ||
	    bytes[0] < 120 || bytes[0] > 200)
		return false;
	rest = (struct ed_str){room->bytes + 4, n - 4};
	if (!take_piece(&rest, &id) || !take_piece(&rest, &key) ||
	    !take_piece(&rest, &type) || id.n == 0 || !is_plain(id) ||
	    (key.n != 0 && key.n != 4) || !is_plain(type))
		return false;
	row->device = id;
	row->type = type;
	for (size_t i = 0; i < ED_COUNT(commands); i++)
		if (commands[i].code == bytes[1])
			row->command = (unsigned char)commands[i].command;
	while (rest.n > 1) {
		bool is_user = rest.p[0] == 8;

		rest = ed_str_sub(rest, 1, rest.n);
		if (!take_piece(&rest, &value))
			break;
		if (is_user && is_plain(value))
			row->user =
			    ed_log_user(value, room->user, sizeof(room->user));
	}
	return true;
}

void ed_log_query(
    struct ed_log_row *row, struct ed_str query, struct ed_log_room *room)
{
	struct ed_str value;

	if (find_value(query, ED_STR("log="), &value))
		read_note(row, value);
	if (!ed_log_device_id(query, &row->device) &&
	    read_packed(row, query, room))
		return;
	if (find_value(query, ED_STR("user="), &value))
		row->user = ed_log_user(value, room->user, sizeof(room->user));
	if (find_value(query, ED_STR("devicetype="), &value))
		row->type = value;
	if (find_value(query, ED_STR("cmd="), &value))
		read_command(row, value);
}

bool ed_log_is_monitoring(const struct ed_log_row *row)
{
	return ed_str_istarts(row->user, ED_STR("healthmailbox")) ||
	       ed_str_istarts(row->device, ED_STR("EASProbeDeviceId")) ||
	       ed_str_istarts(row->agent, ED_STR("AMProbe/"));
}
