/* SPDX-License-Identifier: Apache-2.0 */
/* Bindings as the registry holds them, and which one serves a name. */
#ifndef ED_DERIVE_BINDINGS_H
#define ED_DERIVE_BINDINGS_H

#include "base/case.h"

/*
 * Adds those below SslBindingInfo and SslSniBindingInfo to list, as const
 * struct ed_binding *. False when the registry's key was not exported.
 */
bool ed_bindings_of_registry(struct ed_case *c,
    const struct ed_winreg *registry, struct ed_list *list, bool *incomplete);
/* Settles which of them may serve the endpoint's name. */
void ed_bindings_serving(struct ed_case *c, struct ed_bindings *bindings);

#endif
