/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lookup values of a UEM console: {EmailAddress} and the like, which it fills
 * in for each device. One definition, for loaders and checks alike.
 */
#ifndef EASDOCTOR_LOOKUP_H
#define EASDOCTOR_LOOKUP_H

#include <easdoctor/case.h>

/*
 * The first {Name} of s, braces included, or an empty slice. Between the
 * braces stand up to 64 bytes with a letter among them and no brace: blanks
 * and letters of other alphabets too, because people mistype and translate
 * names. A GUID in braces is a value, and longer text is JSON or the like.
 */
ED_API struct ed_str ed_lookup_find(struct ed_str s);
ED_API bool ed_lookup_in(struct ed_str s);
/* The same from *rest on, without its braces; *rest is what follows it. */
ED_API struct ed_str ed_lookup_next(struct ed_str *rest);
/*
 * Does UEM fill in a lookup of this name, as far as is known, or is it among
 * those that a case gives? Case does not count.
 */
ED_API bool ed_lookup_is_known(
    struct ed_str name, const struct ed_lookup *given, size_t n);

#endif
