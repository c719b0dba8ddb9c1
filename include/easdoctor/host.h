/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which hosts a certificate is for. One definition, for derive and checks
 * alike: where two of them differ, one finding contradicts another.
 */
#ifndef EASDOCTOR_HOST_H
#define EASDOCTOR_HOST_H

#include <easdoctor/facts.h>

/*
 * Does a DNS name of cert's Subject Alternative Name stand for host? "*" is the
 * whole of the first label alone (RFC 6125 6.4.3), case does not count, and a
 * dot behind host is no part of it. An empty host is named by none. Addresses
 * in the SAN are not read (ed_certificate.unreadable says what was not).
 */
ED_API bool ed_host_is_named(
    const struct ed_certificate *cert, struct ed_str host);

#endif
