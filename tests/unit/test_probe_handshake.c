/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "probe/handshake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TLS11 = 0x0302, TLS12 = 0x0303, TLS13 = 0x0304 };

/* The shortest Names there are: an empty one, and CN=A. */
#define NAME_NONE "\x30\x00"

/* RFC 5246 7.4.4: types, algorithms, authorities. */
#define REQUEST_12                                                             \
	"\x0d\x00\x00\x1e"                                                     \
	"\x02\x01\x40"                                                         \
	"\x00\x04\x08\x04\x04\x03"                                             \
	"\x00\x13"                                                             \
	"\x00\x02" NAME_NONE "\x00\x0d"                                        \
	"\x30\x0b\x31\x09\x30\x07"                                             \
	"\x06\x03\x55\x04\x03\x13\x00"
/* RFC 4346 7.4.4: no algorithms. */
#define REQUEST_11                                                             \
	"\x0d\x00\x00\x08"                                                     \
	"\x01\x01"                                                             \
	"\x00\x04"                                                             \
	"\x00\x02" NAME_NONE
/* RFC 8446 4.3.2: context, then extensions 13, 47 and one unknown. */
#define REQUEST_13                                                             \
	"\x0d\x00\x00\x1d"                                                     \
	"\x01\x07"                                                             \
	"\x00\x19"                                                             \
	"\x00\x0d\x00\x06\x00\x04\x08\x04\x04\x03"                             \
	"\x00\x2f\x00\x06\x00\x04\x00\x02" NAME_NONE "\xfa\xfa\x00\x01\x00"
#define REQUEST_13_BARE                                                        \
	"\x0d\x00\x00\x03"                                                     \
	"\x00"                                                                 \
	"\x00\x00"

static const struct {
	const char *name;
	struct ed_str message;
	unsigned version;
	size_t n_issuers;
	size_t n_algorithms;
	size_t n_types;
} requests[] = {
    {"TLS 1.2", ED_STR(REQUEST_12), TLS12, 2, 2, 2},
    {"TLS 1.1", ED_STR(REQUEST_11), TLS11, 1, 0, 1},
    {"TLS 1.3", ED_STR(REQUEST_13), TLS13, 1, 2, 0},
    {"TLS 1.3, nothing asked", ED_STR(REQUEST_13_BARE), TLS13, 0, 0, 0},
};

static void reads_requests(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(requests); i++) {
		struct ed_arena arena = {0};
		struct ed_asked asked = {0};

		if (!ed_read_certificate_request(&arena, requests[i].message,
			requests[i].version, &asked) ||
		    asked.issuers.n != requests[i].n_issuers ||
		    asked.algorithms.n != requests[i].n_algorithms ||
		    asked.types.n != requests[i].n_types)
			fail_msg("%s: %zu issuers, %zu algorithms, %zu types",
			    requests[i].name, asked.issuers.n,
			    asked.algorithms.n, asked.types.n);
		if (asked.issuers.n)
			assert_memory_equal(
			    ED_ITEMS(asked.issuers, struct ed_str)[0].p,
			    NAME_NONE, 2);
		if (asked.algorithms.n)
			assert_int_equal(
			    ED_ITEMS(asked.algorithms, unsigned)[0], 0x0804);
		ed_arena_free(&arena);
	}
}

/* In a buffer of its own, so that reading over its end is seen. */
static bool read_copy(struct ed_arena *arena, struct ed_str message,
    unsigned version, struct ed_asked *asked)
{
	char *own = malloc(message.n ? message.n : 1);
	struct ed_list certificates = {0};
	unsigned a, b;
	bool ok;

	memcpy(own, message.p, message.n);
	message.p = own;
	ok = ed_read_certificate_request(arena, message, version, asked);
	(void)!ed_read_certificates(arena, message, version, &certificates);
	(void)!ed_read_server_hello(message, &a, &b);
	free(own);
	return ok;
}

static void refuses_what_is_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(requests); i++) {
		struct ed_str whole = requests[i].message;

		for (size_t n = 0; n < whole.n; n++) {
			struct ed_arena arena = {0};
			struct ed_asked asked = {0};

			assert_false(read_copy(&arena, ed_str_sub(whole, 0, n),
			    requests[i].version, &asked));
			ed_arena_free(&arena);
		}
	}
}

/* Lengths that contradict each other, wherever they stand. */
static void survives_any_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(requests); i++)
		for (size_t n = 0; n < requests[i].message.n; n++)
			for (unsigned byte = 0; byte < 256; byte++) {
				struct ed_arena arena = {0};
				struct ed_asked asked = {0};
				char bytes[64];

				memcpy(bytes, requests[i].message.p,
				    requests[i].message.n);
				bytes[n] = (char)byte;
				(void)read_copy(&arena,
				    (struct ed_str){
					bytes, requests[i].message.n},
				    requests[i].version, &asked);
				ed_arena_free(&arena);
			}
}

static void counts_what_it_leaves_out(void **state)
{
	enum { N = ED_MAX_ISSUERS + 7, LIST = N * 4 };
	struct ed_arena arena = {0};
	struct ed_asked asked = {0};
	char *bytes = calloc(1, LIST + 11), *p = bytes;

	(void)state;
	p = memcpy(bytes, "\x0d\x00\x00\x00\x01\x40\x00\x00\x00\x00", 10);
	p[2] = (char)((LIST + 6) >> 8);
	p[3] = (char)(LIST + 6);
	p[8] = (char)(LIST >> 8);
	p[9] = (char)LIST;
	for (size_t i = 0; i < N; i++)
		memcpy(bytes + 10 + 4 * i, "\x00\x02" NAME_NONE, 4);
	assert_true(ed_read_certificate_request(
	    &arena, (struct ed_str){bytes, LIST + 10}, TLS12, &asked));
	assert_int_equal(asked.issuers.n, ED_MAX_ISSUERS);
	assert_int_equal(asked.left_out, 7);
	ed_arena_free(&arena);
	free(bytes);
}

static void reads_certificates(void **state)
{
	static const struct {
		struct ed_str message;
		unsigned version;
		bool ok;
		size_t n;
	} rows[] = {
	    /* An empty list is what a device without a certificate sends. */
	    {ED_STR("\x0b\x00\x00\x03\x00\x00\x00"), TLS12, true, 0},
	    {ED_STR("\x0b\x00\x00\x04\x00\x00\x00\x00"), TLS13, true, 0},
	    {ED_STR("\x0b\x00\x00\x08\x00\x00\x05\x00\x00\x02\x30\x00"), TLS12,
		true, 1},
	    {ED_STR("\x0b\x00\x00\x0b\x00\x00\x00\x07\x00\x00\x02\x30\x00"
		    "\x00\x00"),
		TLS13, true, 1},
	    {ED_STR("\x0b\x00\x00\x09\x00\x00\x05\x00\x00\x02\x30\x00\x00"),
		TLS12, false, 1},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_list found = {0};
		bool ok = ed_read_certificates(
		    &arena, rows[i].message, rows[i].version, &found);

		if (ok != rows[i].ok || (ok && found.n != rows[i].n))
			fail_msg("row %zu: %d, %zu", i, ok, found.n);
		ed_arena_free(&arena);
	}
}

#define RANDOM                                                                 \
	"0123456789abcdef"                                                     \
	"0123456789abcdef"

static void reads_hellos(void **state)
{
	const struct ed_str old =
	    ED_STR("\x02\x00\x00\x26\x03\x03" RANDOM "\x00\xc0\x30\x00");
	const struct ed_str new =
	    ED_STR("\x02\x00\x00\x2e\x03\x03" RANDOM
		   "\x00\x13\x02\x00\x00\x06\x00\x2b\x00\x02\x03\x04");
	unsigned version = 0, cipher = 0;

	(void)state;
	assert_true(ed_read_server_hello(old, &version, &cipher));
	assert_int_equal(version, TLS12);
	assert_int_equal(cipher, 0xc030);
	assert_true(ed_read_server_hello(new, &version, &cipher));
	assert_int_equal(version, TLS13);
	assert_int_equal(cipher, 0x1302);
	for (size_t n = 0; n < old.n; n++)
		assert_false(ed_read_server_hello(
		    ed_str_sub(old, 0, n), &version, &cipher));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_requests),
	    cmocka_unit_test(refuses_what_is_cut),
	    cmocka_unit_test(survives_any_byte),
	    cmocka_unit_test(counts_what_it_leaves_out),
	    cmocka_unit_test(reads_certificates),
	    cmocka_unit_test(reads_hellos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
