/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Distinguished names as people write them, and whether two are the same.
 *
 * Nothing is allocated: a name that does not fit is refused.
 */
#ifndef EASDOCTOR_NAME_H
#define EASDOCTOR_NAME_H

#include <easdoctor/facts.h>
#include <easdoctor/limits.h>

/* Longest name that is read; X.520 allows 64 characters for a CN. */
#define ED_MAX_WRITTEN_NAME 4096

/* A name taken apart. The items point into it, so it must not be copied. */
struct ed_written_name {
	struct ed_attribute items[ED_MAX_ATTRIBUTES];
	size_t n;
	char values[ED_MAX_WRITTEN_NAME];
	size_t n_values;
};

/*
 * Reads a name: "CN=alice,OU=Sales+L=Ulm" as in RFC 4514, or as Windows
 * writes it, with S= and E= and with quotes around commas. err says why not.
 */
ED_API ED_MUST_USE bool ed_name_read(
    struct ed_written_name *out, struct ed_str text, struct ed_error *err);

/* The worst first. */
enum ed_same { ED_DIFFERENT, ED_MAYBE_SAME, ED_SAME };

/*
 * Compares RDN by RDN, in the same order or the reverse; an RDN of several
 * values is a set. Case and runs of blanks do not count. Values that differ
 * in nothing but letters outside ASCII may be the same.
 */
ED_API enum ed_same ed_name_compare(
    const struct ed_written_name *a, const struct ed_name *b);

/*
 * The same in one order only: backward false is that of the DER, from the
 * root down, as Windows writes names in altSecurityIdentities.
 */
ED_API enum ed_same ed_name_compare_order(
    const struct ed_written_name *a, const struct ed_name *b, bool backward);

/*
 * Are two names that stand in certificates or CRLs one? The same bytes, or
 * the same attributes in the same order, case and runs of blanks aside.
 */
ED_API bool ed_name_is(const struct ed_name *a, const struct ed_name *b);

/* "CN" for "2.5.4.3"; the OID itself when it has no short name. */
ED_API struct ed_str ed_attribute_word(struct ed_str oid);

#endif
