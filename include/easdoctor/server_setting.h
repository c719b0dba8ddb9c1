/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one server is set to, in a form in which two servers can be compared:
 * settings of IIS, http.sys, Schannel, and what its stores hold.
 */
#ifndef EASDOCTOR_SERVER_SETTING_H
#define EASDOCTOR_SERVER_SETTING_H

#include <easdoctor/facts.h>

struct ed_server_setting {
	const char *name; /* "sslFlags of the ActiveSync directory" */
	/* Servers that differ in it do not let the same devices in. */
	bool decides;
	bool known;
	int64_t meaning;    /* the same for what comes to the same */
	struct ed_str text; /* as it stands there; empty: a number is meant */
	struct ed_ref ref;
};

#define ED_N_SERVER_SETTINGS 19

/* The nth of a server. */
ED_API struct ed_server_setting ed_server_setting(
    const struct ed_facts *facts, const struct ed_machine *machine, size_t n);
/* Is it an Exchange server, and not a domain controller? */
ED_API bool ed_is_mail_server(const struct ed_machine *machine);
/* Could not all of its exports be read? */
ED_API bool ed_is_mail_server_cut(
    const struct ed_facts *facts, const struct ed_machine *machine);

#endif
