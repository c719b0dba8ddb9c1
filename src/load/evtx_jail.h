/* SPDX-License-Identifier: Apache-2.0 */
/* A process that reads what is hostile, and can do little else. */
#ifndef ED_LOAD_EVTX_JAIL_H
#define ED_LOAD_EVTX_JAIL_H

#include <easdoctor/base.h>

/*
 * For the process that calls it, for good: memory, time and files are
 * limited, no other program starts, and there is no network. What is open
 * stays so; files can be opened to be read. False when it cannot be had.
 */
ED_MUST_USE bool ed_evtx_jail(void);

#endif
