/* SPDX-License-Identifier: Apache-2.0 */
/* Ctrl-C while the network is used: what was seen until then is told. */
#ifndef ED_CLI_INTERRUPT_H
#define ED_CLI_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on the first SIGINT is only noted, unless whoever started us wants
 * none at all; a second one ends the process.
 */
void ed_interrupt_catch(void);
/* What held before holds again; what was noted stays. */
void ed_interrupt_release(void);
bool ed_is_interrupted(void);

#endif
