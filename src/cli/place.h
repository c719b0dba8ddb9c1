/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_CLI_PLACE_H
#define ED_CLI_PLACE_H

#include <easdoctor/base.h>

/*
 * HOST, HOST:PORT, [IPV6] or [IPV6]:PORT; an IPv6 address without brackets has
 * no port. host points into text; port is 0 when none is said. False when it
 * is none of these.
 */
ED_MUST_USE bool ed_place_parse(
    struct ed_str text, struct ed_str *host, unsigned *port);

#endif
