/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/name.h>

#include <string.h>

/* Bytes of a name that a message repeats. */
enum { SHOWN = 80 };

/* Keywords of RFC 4514, of OpenSSL and of Windows; the first of each is shown.
 */
static const struct {
	const char *word;
	const char *oid;
} types[] = {
    /* clang-format off */
    { "CN", "2.5.4.3" },        { "OU", "2.5.4.11" },
    { "O", "2.5.4.10" },        { "C", "2.5.4.6" },
    { "L", "2.5.4.7" },         { "ST", "2.5.4.8" },
    { "S", "2.5.4.8" },         { "SN", "2.5.4.4" },
    { "G", "2.5.4.42" },        { "GN", "2.5.4.42" },
    { "T", "2.5.4.12" },        { "title", "2.5.4.12" },
    { "I", "2.5.4.43" },        { "initials", "2.5.4.43" },
    { "STREET", "2.5.4.9" },    { "SERIALNUMBER", "2.5.4.5" },
    { "surname", "2.5.4.4" },   { "givenName", "2.5.4.42" },
    { "E", "1.2.840.113549.1.9.1" },
    { "EMAIL", "1.2.840.113549.1.9.1" },
    { "emailAddress", "1.2.840.113549.1.9.1" },
    { "DC", "0.9.2342.19200300.100.1.25" },
    { "UID", "0.9.2342.19200300.100.1.1" },
    /* clang-format on */
};

struct ed_str ed_attribute_word(struct ed_str oid)
{
	for (size_t i = 0; i < ED_COUNT(types); i++)
		if (ed_str_eq(oid, ed_str_of(types[i].oid)))
			return ed_str_of(types[i].word);
	return oid;
}

static struct ed_str skip(struct ed_str s, size_t n)
{
	return ed_str_sub(s, n, s.n);
}

static bool ends_value(char byte)
{
	return byte == ',' || byte == ';' || byte == '+';
}

/* Reads "CN=" and moves past it. */
static bool read_type(
    struct ed_attribute *item, struct ed_str *rest, struct ed_error *err)
{
	const size_t n = ed_str_find(*rest, ED_STR("="));
	struct ed_str word = ed_str_trim(ed_str_sub(*rest, 0, n));

	if (n == rest->n)
		return ed_fail(err,
		    "\"%.*s\" has no =", ED_ARG(ed_str_sub(word, 0, SHOWN)));
	*rest = skip(*rest, n + 1);
	for (size_t i = 0; i < ED_COUNT(types); i++) {
		if (!ed_str_ieq(word, ed_str_of(types[i].word)))
			continue;
		item->oid = ed_str_of(types[i].oid);
		return true;
	}
	if (ed_str_istarts(word, ED_STR("OID.")))
		word = skip(word, 4);
	item->oid = word;
	if (word.n && word.p[0] >= '0' && word.p[0] <= '9')
		return true;
	return ed_fail(err, "\"%.*s\" is no known attribute",
	    ED_ARG(ed_str_sub(word, 0, SHOWN)));
}

static int hex_digit(struct ed_str s, size_t i)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *hit =
	    i < s.n ? memchr(digits, s.p[i], sizeof(digits) - 1) : NULL;

	if (!hit)
		return -1;
	return (int)(hit - digits) - (hit - digits > 15 ? 6 : 0);
}

/* Values never outgrow the text they come from, which is bounded. */
static void put(struct ed_written_name *out, char byte)
{
	out->values[out->n_values++] = byte;
}

/* Takes one character: as it is, or \, or \2C. */
static void read_character(struct ed_written_name *out, struct ed_str *rest)
{
	const int high = hex_digit(*rest, 1);
	const int low = hex_digit(*rest, 2);

	if (rest->p[0] != '\\' || rest->n == 1) {
		put(out, rest->p[0]);
		*rest = skip(*rest, 1);
	} else if (high >= 0 && low >= 0) {
		put(out, (char)(16 * high + low));
		*rest = skip(*rest, 3);
	} else {
		put(out, rest->p[1]);
		*rest = skip(*rest, 2);
	}
}

/* Reads "Contoso, ""Inc""" with its quotes, which Windows doubles inside. */
static bool read_quoted(
    struct ed_written_name *out, struct ed_str *rest, struct ed_error *err)
{
	*rest = skip(*rest, 1);
	while (rest->n) {
		if (ed_str_starts(*rest, ED_STR("\"\""))) {
			put(out, '"');
			*rest = skip(*rest, 2);
		} else if (rest->p[0] == '"') {
			*rest = ed_str_trim(skip(*rest, 1));
			if (rest->n && !ends_value(rest->p[0]))
				return ed_fail(
				    err, "text follows a value in quotes");
			return true;
		} else {
			read_character(out, rest);
		}
	}
	return ed_fail(err, "a quote does not end");
}

static bool read_item(struct ed_written_name *out, struct ed_attribute *item,
    struct ed_str *rest, struct ed_error *err)
{
	const size_t start = out->n_values;

	if (!read_type(item, rest, err))
		return false;
	*rest = ed_str_trim(*rest);
	if (ed_str_starts(*rest, ED_STR("#")))
		return ed_fail(err, "a value is written in hex");
	if (ed_str_starts(*rest, ED_STR("\""))) {
		if (!read_quoted(out, rest, err))
			return false;
	} else {
		while (rest->n && !ends_value(rest->p[0]))
			read_character(out, rest);
	}
	item->value =
	    (struct ed_str){out->values + start, out->n_values - start};
	return true;
}

bool ed_name_read(
    struct ed_written_name *out, struct ed_str text, struct ed_error *err)
{
	struct ed_str rest = ed_str_trim(text);
	unsigned rdn = 0;

	out->n = 0;
	out->n_values = 0;
	if (rest.n > sizeof(out->values))
		return ed_fail(err, "it is too long");
	while (rest.n) {
		if (out->n == ED_COUNT(out->items))
			return ed_fail(err, "it has too many attributes");
		out->items[out->n] = (struct ed_attribute){.rdn = rdn};
		if (!read_item(out, &out->items[out->n], &rest, err))
			return false;
		out->n++;
		if (rest.n && rest.p[0] != '+')
			rdn++;
		rest = ed_str_trim(skip(rest, 1));
	}
	return true;
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The next character, case and runs of blanks folded; -1 at the end. */
static int next_folded(struct ed_str *s)
{
	unsigned char c;

	if (s->n == 0)
		return -1;
	c = (unsigned char)s->p[0];
	*s = skip(*s, 1);
	if (!is_blank((char)c))
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	while (s->n && is_blank(s->p[0]))
		*s = skip(*s, 1);
	return ' ';
}

static int next_ascii(struct ed_str *s)
{
	int c = next_folded(s);

	while (c >= 0x80)
		c = next_folded(s);
	return c;
}

static bool folds_same(
    struct ed_str a, struct ed_str b, int (*next)(struct ed_str *s))
{
	int c, d;

	do {
		c = next(&a);
		d = next(&b);
	} while (c == d && c >= 0);
	return c == d;
}

static enum ed_same compare_values(struct ed_str a, struct ed_str b)
{
	a = ed_str_trim(a);
	b = ed_str_trim(b);
	if (folds_same(a, b, next_folded))
		return ED_SAME;
	return folds_same(a, b, next_ascii) ? ED_MAYBE_SAME : ED_DIFFERENT;
}

/* The best match of item in one RDN. */
static enum ed_same find_in_rdn(
    const struct ed_name *name, unsigned rdn, const struct ed_attribute *item)
{
	enum ed_same best = ED_DIFFERENT;

	for (size_t i = 0; i < name->n_attributes; i++) {
		const struct ed_attribute *other = &name->attributes[i];
		enum ed_same now;

		if (other->rdn != rdn || !ed_str_eq(other->oid, item->oid))
			continue;
		now = compare_values(other->value, item->value);
		if (now > best)
			best = now;
	}
	return best;
}

static unsigned size_of_rdn(
    const struct ed_attribute *items, size_t n, unsigned rdn)
{
	unsigned size = 0;

	for (size_t i = 0; i < n; i++)
		size += items[i].rdn == rdn;
	return size;
}

static enum ed_same compare_in_order(
    const struct ed_written_name *a, const struct ed_name *b, bool backward)
{
	const unsigned last = a->n ? a->items[a->n - 1].rdn : 0;
	enum ed_same worst = ED_SAME;

	if (a->n != b->n_attributes)
		return ED_DIFFERENT;
	for (size_t i = 0; i < a->n; i++) {
		const unsigned here = a->items[i].rdn;
		const unsigned there = backward ? last - here : here;
		enum ed_same now = find_in_rdn(b, there, &a->items[i]);

		if (size_of_rdn(a->items, a->n, here) !=
		    size_of_rdn(b->attributes, b->n_attributes, there))
			return ED_DIFFERENT;
		if (now < worst)
			worst = now;
	}
	return worst;
}

enum ed_same ed_name_compare_order(
    const struct ed_written_name *a, const struct ed_name *b, bool backward)
{
	return compare_in_order(a, b, backward);
}

enum ed_same ed_name_compare(
    const struct ed_written_name *a, const struct ed_name *b)
{
	const enum ed_same forward = compare_in_order(a, b, false);
	const enum ed_same backward = compare_in_order(a, b, true);

	return forward > backward ? forward : backward;
}

bool ed_name_is(const struct ed_name *a, const struct ed_name *b)
{
	if (a->der.n && ed_str_eq(a->der, b->der))
		return true;
	if (a->n_attributes != b->n_attributes || a->n_attributes == 0)
		return false;
	for (size_t i = 0; i < a->n_attributes; i++) {
		const struct ed_attribute *x = &a->attributes[i];
		const struct ed_attribute *y = &b->attributes[i];

		if (!ed_str_eq(x->oid, y->oid) || x->rdn != y->rdn ||
		    compare_values(x->value, y->value) != ED_SAME)
			return false;
	}
	return true;
}
