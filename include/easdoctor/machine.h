/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Windows machine, as its exports show it: the IIS configuration, bindings,
 * registry, certificate stores, events and logs that were taken on it.
 *
 * Few exports name the machine that they are of. So their folders tell:
 * exports of different kinds are of one machine, and as soon as one kind
 * lies in two folders, each folder is a machine of its own.
 */
#ifndef EASDOCTOR_MACHINE_H
#define EASDOCTOR_MACHINE_H

#include <easdoctor/base.h>

struct ed_event_log; /* event.h */
struct ed_iis;
struct ed_bindings; /* binding.h */
struct ed_winreg;   /* registry.h */
struct ed_store;    /* store.h */

/* The subject of ED_MACHINE. */
struct ed_machine {
	struct ed_str label; /* "server", or "server in ex01" */
	/* Where its exports lie, without the last "/"; empty: in several. */
	struct ed_str folder;
	const unsigned *inputs; /* numbers of its inputs, as in ed_ref */
	size_t n_inputs;
	/* Its event logs; the first known event names the computer. */
	const struct ed_event_log *const *event_logs;
	size_t n_event_logs;
	const struct ed_iis *iis; /* iis.h; NULL: no such evidence */
	/* NULL: no such evidence. */
	const struct ed_bindings *bindings;
	const struct ed_winreg *registry;
	const struct ed_store *const *stores;
	size_t n_stores;
};

#endif
