/* SPDX-License-Identifier: Apache-2.0 */
/* Local times whose zone a case names, or nobody does. */
#ifndef ED_BASE_ZONE_H
#define ED_BASE_ZONE_H

#include <easdoctor/base.h>

/*
 * The first and the last moment at which a clock in zone can have shown
 * local, given as if it were UTC. zone is "Europe/Berlin", "UTC", "+01:00";
 * one that is empty, or not known on this machine, may be any on earth.
 */
void ed_zone_span(
    struct ed_str zone, int64_t local, int64_t *earliest, int64_t *latest);

/*
 * False when zone is none of these, or a name that the tables of this machine
 * do not have. Where there are no tables any name may be one.
 */
bool ed_zone_is_known(struct ed_str zone);

#endif
