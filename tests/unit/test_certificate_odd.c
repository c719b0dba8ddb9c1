/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates as nobody should make them, built here octet by octet: what of
 * each is read, and what is said to be unreadable.
 */
#include "load/loader.h"

#include "base/der.h"
#include "base/time.h"

#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct ed_arena arena;

static struct ed_str join(struct ed_str a, struct ed_str b)
{
	struct ed_text text = {.arena = &arena};

	ed_put(&text, a);
	ed_put(&text, b);
	return ed_text_str(&text);
}

/* Definite lengths, as short as they can be. */
static struct ed_str tlv(unsigned char tag, struct ed_str body)
{
	char head[6] = {(char)tag};
	size_t n = body.n, octets = 0;

	for (size_t left = n; left; left >>= 8)
		octets++;
	if (n < 0x80) {
		head[1] = (char)n;
		return join((struct ed_str){head, 2}, body);
	}
	head[1] = (char)(0x80 | octets);
	for (size_t i = 0; i < octets; i++)
		head[2 + i] = (char)(n >> 8 * (octets - 1 - i) & 0xff);
	return join((struct ed_str){head, 2 + octets}, body);
}

static struct ed_str repeat(struct ed_str s, size_t n)
{
	struct ed_text text = {.arena = &arena};

	for (size_t i = 0; i < n; i++)
		ed_put(&text, s);
	return ed_text_str(&text);
}

#define RSA_SHA256                                                             \
	ED_STR("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00")
#define UTC                                                                    \
	ED_STR("\x17\x0d"                                                      \
	       "260101000000Z"                                                 \
	       "\x17\x0d"                                                      \
	       "270101000000Z")
#define ED25519_KEY                                                            \
	ED_STR("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"              \
	       "0123456789abcdef0123456789abcdef")

/* What is odd; empty: as everybody has it. */
struct odd {
	struct ed_str serial;
	struct ed_str validity;
	struct ed_str subject; /* the attributes' value */
	struct ed_str key;
	struct ed_str extensions; /* of the SEQUENCE */
	struct ed_str behind;     /* follows the certificate */
};

static struct ed_str or_else(struct ed_str s, struct ed_str usual)
{
	return s.p ? s : usual;
}

static struct ed_str make_name(struct ed_str value)
{
	struct ed_str cn = tlv(ED_DER_UTF8, value);

	cn = tlv(ED_DER_SEQUENCE, join(ED_STR("\x06\x03\x55\x04\x03"), cn));
	return tlv(ED_DER_SEQUENCE, tlv(ED_DER_SET, cn));
}

static struct ed_str make(const struct odd *odd)
{
	struct ed_str tbs = ED_STR("\xa0\x03\x02\x01\x02");

	tbs = join(
	    tbs, tlv(ED_DER_INTEGER, or_else(odd->serial, ED_STR("\x01"))));
	tbs = join(tbs, RSA_SHA256);
	tbs = join(tbs, make_name(ED_STR("Some CA")));
	tbs = join(tbs, tlv(ED_DER_SEQUENCE, or_else(odd->validity, UTC)));
	tbs = join(tbs, make_name(or_else(odd->subject, ED_STR("alice"))));
	tbs = join(tbs, or_else(odd->key, ED25519_KEY));
	if (odd->extensions.p)
		tbs = join(tbs, tlv(ED_DER_EXPLICIT(3),
				    tlv(ED_DER_SEQUENCE, odd->extensions)));
	tbs = join(tlv(ED_DER_SEQUENCE, tbs), RSA_SHA256);
	tbs = join(tbs, ED_STR("\x03\x02\x00\x01"));
	return join(tlv(ED_DER_SEQUENCE, tbs), odd->behind);
}

static struct ed_certificate *load(
    struct ed_case *c, const struct odd *odd, struct ed_error *err)
{
	ed_case_init(c);
	(void)ed_add_input(c, ED_STR("odd.der"));
	return ed_load_certificate_der(
	    c, (struct ed_ref){.input = 1}, make(odd), err);
}

static void check(const char *name, const struct odd *odd, unsigned unreadable)
{
	struct ed_certificate *cert;
	struct ed_error err;
	struct ed_case c;

	print_message("row: %s\n", name);
	cert = load(&c, odd, &err);
	assert_non_null(cert);
	assert_int_equal(cert->unreadable, unreadable);
	assert_int_equal(ED_ITEMS(c.inputs, struct ed_input *)[0]->n_damage > 0,
	    unreadable != 0);
	ed_case_free(&c);
}

static void serials(void **state)
{
	static const struct {
		const char *name;
		struct ed_str body;
		const char *hex;
	} rows[] = {
	    {"zero", {"\x00", 1}, "00"},
	    {"negative", {"\x80", 1}, "80"},
	    {"negative, long", {"\xff\x7f\x01", 3}, "ff7f01"},
	    {"needless zero", {"\x00\x01", 2}, "0001"},
	};
	struct odd odd = {0};
	struct ed_error err;
	struct ed_case c;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		odd.serial = rows[i].body;
		print_message("row: %s\n", rows[i].name);
		assert_true(ed_str_eq(
		    load(&c, &odd, &err)->serial, ed_str_of(rows[i].hex)));
		ed_case_free(&c);
	}
	odd.serial = repeat(ED_STR("\x7f"), 100000);
	assert_int_equal(load(&c, &odd, &err)->serial.n, 200000);
	ed_case_free(&c);
	odd.serial = ED_STR("");
	assert_null(load(&c, &odd, &err));
	ed_case_free(&c);
}

static void dates(void **state)
{
	static const struct {
		const char *from, *to;           /* tag and text */
		const char *read_from, *read_to; /* NULL: unreadable */
	} rows[] = {
	    /* clang-format off */
	    { "\x17" "490101000000Z", "\x17" "500101000000Z", "2049-01-01T00:00:00Z", "1950-01-01T00:00:00Z" },
	    { "\x18" "18990101000000Z", "\x18" "19491231235959Z", "1899-01-01T00:00:00Z", "1949-12-31T23:59:59Z" },
	    { "\x18" "00000101000000Z", "\x18" "99991231235959Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z" },
	    { "\x18" "20260101000000.25Z", "\x18" "20270101000000.999999Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z" },
	    { "\x17" "270101000000Z", "\x17" "260101000000Z", "2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z" },
	    { "\x17" "2601010000Z", "\x17" "2701010000+0130", "2026-01-01T00:00:00Z", "2026-12-31T22:30:00Z" },
	    { "\x17" "240229000000Z", "\x17" "240301000000Z", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z" },
	    { "\x17" "261301000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "260001000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "260230000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "230229000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "260101240000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "260101000060Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17" "260101000000", "\x17" "270101000000Z", NULL, NULL },
	    { "\x18" "99991231235959", "\x17" "270101000000Z", NULL, NULL },
	    { "\x18" "100000101000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x16" "260101000000Z", "\x17" "270101000000Z", NULL, NULL },
	    { "\x17", "\x17", NULL, NULL },
	    /* clang-format on */
	};
	struct ed_digits digits;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str from = ed_str_of(rows[i].from);
		struct ed_str to = ed_str_of(rows[i].to);
		struct odd odd = {
		    .validity = join(tlv((unsigned char)from.p[0],
					 ed_str_sub(from, 1, from.n)),
			tlv((unsigned char)to.p[0], ed_str_sub(to, 1, to.n)))};
		struct ed_certificate *cert;
		struct ed_error err;
		struct ed_case c;

		print_message("row: %s to %s\n", rows[i].from, rows[i].to);
		cert = load(&c, &odd, &err);
		assert_non_null(cert);
		assert_int_equal(
		    cert->unreadable, rows[i].read_from ? 0 : ED_PART_TIME);
		if (rows[i].read_from) {
			assert_true(
			    ed_str_eq(ed_time(&digits, cert->not_before),
				ed_str_of(rows[i].read_from)));
			assert_true(ed_str_eq(ed_time(&digits, cert->not_after),
			    ed_str_of(rows[i].read_to)));
		}
		ed_case_free(&c);
	}
}

static struct ed_str extension(
    struct ed_str oid, bool critical, struct ed_str value)
{
	struct ed_str body = tlv(ED_DER_OID, oid);

	if (critical)
		body = join(body, ED_STR("\x01\x01\xff"));
	return tlv(
	    ED_DER_SEQUENCE, join(body, tlv(ED_DER_OCTET_STRING, value)));
}

#define SAN ED_STR("\x55\x1d\x11")
#define USAGE ED_STR("\x55\x1d\x0f")
#define OWN ED_STR("\x2a\x03\x04")

static void extensions(void **state)
{
	const struct ed_str usage =
	    extension(USAGE, true, ED_STR("\x03\x02\x07\x80"));
	const struct ed_str mail = ED_STR("\x81\x04"
					  "a@ex");
	const struct {
		const char *name;
		struct ed_str bytes;
		unsigned unreadable;
	} rows[] = {
	    {"unknown and critical", extension(OWN, true, ED_STR("?")), 0},
	    {"the same one twice", join(usage, usage), ED_PART_KEY_USAGE},
	    {"an unknown one twice",
		join(extension(OWN, false, ED_STR("")),
		    extension(OWN, false, ED_STR(""))),
		0},
	    {"10,000 names",
		extension(SAN, false,
		    tlv(ED_DER_SEQUENCE, repeat(mail, ED_MAX_SANS))),
		0},
	    {"one more",
		extension(SAN, false,
		    tlv(ED_DER_SEQUENCE, repeat(mail, ED_MAX_SANS + 1))),
		ED_PART_SAN},
	    {"BER inside",
		extension(SAN, false,
		    ED_STR("\x30\x80\x81\x01"
			   "a\0\0")),
		ED_PART_SAN},
	    {"bytes behind",
		extension(USAGE, true, ED_STR("\x03\x02\x07\x80x")),
		ED_PART_KEY_USAGE},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		check(rows[i].name, &(struct odd){.extensions = rows[i].bytes},
		    rows[i].unreadable);
}

/* A broken frame leaves open what stood behind it. */
static void broken_lists(void **state)
{
	static const struct {
		const char *name;
		struct ed_str bytes;
	} rows[] = {
	    {"no OID", {"\x30\x02\x04\x00", 4}},
	    {"half an OID", {"\x30\x07\x06\x02\x2a\x83\x04\x01x", 9}},
	    {"a long boolean",
		{"\x30\x0a\x06\x02\x2a\x03\x01\x02\xff\xff\x04\x00", 12}},
	    {"cut", {"\x30\x20\x06\x02", 4}},
	};
	struct ed_error err;
	struct ed_case c;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct odd odd = {.extensions = rows[i].bytes};

		print_message("row: %s\n", rows[i].name);
		assert_true(load(&c, &odd, &err)->unreadable & ED_PART_SAN);
		ed_case_free(&c);
	}
}

static void keys(void **state)
{
	static const char ed448[] = "\x30\x43\x30\x05\x06\x03\x2b\x65\x71\x03"
				    "\x3a\x00";
	const struct {
		const char *name;
		struct ed_str key;
		enum ed_key_type type;
		unsigned bits;
		unsigned unreadable;
	} rows[] = {
	    {"Ed25519", ED25519_KEY, ED_KEY_ED25519, 256, 0},
	    {"Ed448", join((struct ed_str){ed448, 12}, repeat(ED_STR("k"), 57)),
		ED_KEY_OTHER, 0, 0},
	    {"X25519",
		ED_STR("\x30\x0c\x30\x05\x06\x03\x2b\x65\x6e\x03\x03\x00kk"),
		ED_KEY_OTHER, 0, 0},
	    {"GOST R 34.10-2012",
		ED_STR("\x30\x10\x30\x0a\x06\x08\x2a\x85\x03\x07\x01\x01\x01"
		       "\x01\x03\x02\x00k"),
		ED_KEY_OTHER, 0, 0},
	    {"a described curve",
		ED_STR("\x30\x15\x30\x0f\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
		       "\x30\x04\x02\x02\x01\x01\x03\x02\x00k"),
		ED_KEY_EC, 0, 0},
	    {"RSA without a modulus",
		ED_STR("\x30\x13\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01"
		       "\x01\x01\x05\x00\x03\x02\x00k"),
		ED_KEY_RSA, 0, ED_PART_KEY},
	    {"no key at all", ED_STR("\x30\x00"), ED_KEY_OTHER, 0, ED_PART_KEY},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct odd odd = {.key = rows[i].key};
		struct ed_certificate *cert;
		struct ed_error err;
		struct ed_case c;

		print_message("row: %s\n", rows[i].name);
		cert = load(&c, &odd, &err);
		assert_non_null(cert);
		assert_int_equal(cert->key.type, rows[i].type);
		assert_int_equal(cert->key.bits, rows[i].bits);
		assert_int_equal(cert->unreadable, rows[i].unreadable);
		ed_case_free(&c);
	}
}

static void frames(void **state)
{
	const struct odd huge = {.subject = repeat(ED_STR("n"), 100 * 1024)};
	const struct odd followed = {.behind = ED_STR("x")};
	const struct odd plain = {0};
	struct ed_str der = make(&plain), ber;
	struct ed_error err;
	struct ed_case c;

	(void)state;
	assert_int_equal(
	    load(&c, &huge, &err)->subject.attributes[0].value.n, 100 * 1024);
	ed_case_free(&c);
	assert_null(load(&c, &followed, &err));
	assert_non_null(strstr(err.text, "1 bytes follow"));
	ed_case_free(&c);
	/* The indefinite form: the body, and two NUL behind. */
	ber = join(ED_STR("\x30\x80"), ed_str_sub(der, 3, der.n));
	ed_case_init(&c);
	assert_null(ed_load_certificate_der(
	    &c, (struct ed_ref){0}, join(ber, ED_STR("\0\0")), &err));
	for (size_t i = 0; i < der.n; i++)
		assert_null(ed_load_certificate_der(
		    &c, (struct ed_ref){0}, ed_str_sub(der, 0, i), &err));
	ed_case_free(&c);
}

static int forget(void **state)
{
	(void)state;
	ed_arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(serials),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(extensions),
	    cmocka_unit_test(broken_lists),
	    cmocka_unit_test(keys),
	    cmocka_unit_test(frames),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
