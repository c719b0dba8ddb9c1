/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every room stands on: slices, errors, and where a fact stands.
 *
 * Bytes from outside are always a struct ed_str, never a C string: they may
 * hold NUL and need not end. Whoever hands out a slice says who owns its
 * bytes; borrowed is the default.
 */
#ifndef EASDOCTOR_BASE_H
#define EASDOCTOR_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ED_API __attribute__((visibility("default")))
#define ED_PRINTF(at, first) __attribute__((format(printf, at, first)))
#define ED_MUST_USE __attribute__((warn_unused_result))

#define ED_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A slice of bytes. Not terminated; p may be NULL only when n is 0. */
struct ed_str {
	const char *p;
	size_t n;
};

/* A slice of a string literal. */
#define ED_STR(literal) ((struct ed_str){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". Slices over INT_MAX bytes never get this far. */
#define ED_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/* A slice of a C string, which stays the caller's; NULL gives an empty one. */
ED_API struct ed_str ed_str_of(const char *text);
ED_API bool ed_str_eq(struct ed_str a, struct ed_str b);
/* Equal when ASCII letters are folded; other bytes must be the same. */
ED_API bool ed_str_ieq(struct ed_str a, struct ed_str b);
ED_API bool ed_str_has(struct ed_str s, char byte);
ED_API bool ed_str_starts(struct ed_str s, struct ed_str prefix);
ED_API bool ed_str_istarts(struct ed_str s, struct ed_str prefix);
ED_API bool ed_str_iends(struct ed_str s, struct ed_str suffix);
/* Offset of the first needle in s, or s.n when there is none. */
ED_API size_t ed_str_find(struct ed_str s, struct ed_str needle);
/* s from offset on, at most n bytes; clamped to s. */
ED_API struct ed_str ed_str_sub(struct ed_str s, size_t offset, size_t n);
/* s without ASCII white space at both ends. */
ED_API struct ed_str ed_str_trim(struct ed_str s);
/* Order of bytes, as strcmp. */
ED_API int ed_str_compare(struct ed_str a, struct ed_str b);

/* Why something could not be done. Plain words, one line, no secret. */
struct ed_error {
	char text[512];
};

/* Writes the reason and returns false, so that callers can return it. */
ED_API bool ed_fail(struct ed_error *err, const char *format, ...)
    ED_PRINTF(2, 3);

/* How a value is shown, escaped and made private. */
enum ed_kind {
	ED_TEXT,
	ED_UPN,
	ED_EMAIL,
	ED_HOST,
	ED_IP,
	ED_DN,
	ED_SERIAL,
	ED_THUMBPRINT,
	ED_DEVICE,
	ED_SID,
	ED_PATH,
	ED_TIME,
	ED_NUMBER
};

/* What "at" of a reference counts in. */
enum ed_where {
	ED_AT_FILE, /* the whole input; at is empty */
	ED_AT_LINE, /* "12" */
	ED_AT_XPATH,
	ED_AT_OID, /* of a certificate's extension or field */
	ED_AT_REQUEST,
	/*
	 * A request too, and the other side itself said or did it: no mere
	 * failure of this machine to get there.
	 */
	ED_AT_ANSWER
};

/*
 * Where a fact stands. input is the number of the input, counted from 1; 0
 * means that the fact stands in no input (given on the command line, or
 * derived). at and quote belong to the case.
 */
struct ed_ref {
	unsigned input;
	enum ed_where kind;
	struct ed_str at;
	struct ed_str quote; /* the raw value as it stands there, or empty */
};

/* Room for one number or time as text. */
struct ed_digits {
	char text[40];
};

/* The decimal form of n. The slice points into buf. */
ED_API struct ed_str ed_number(struct ed_digits *buf, int64_t n);
/* Seconds since 1970 as RFC 3339 in UTC. The slice points into buf. */
ED_API struct ed_str ed_time(struct ed_digits *buf, int64_t seconds);

#endif
