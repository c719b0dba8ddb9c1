/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the certificates in evidence a device would offer to the server,
 * and whether that would take it; settled by derive/selection.c. It decides
 * nothing: which one is the device's is settled by derive/roles.c.
 */
#ifndef EASDOCTOR_SELECTION_H
#define EASDOCTOR_SELECTION_H

#include <easdoctor/facts.h>
#include <easdoctor/probe.h>

/*
 * Whether a certificate is one that a server asks for, by the record of a
 * probe or by what the case says. YES as well where it names no authority and
 * no algorithm: then any will do. UNSAID: nobody saw it ask, or it cannot be
 * told; why says which.
 */
struct ed_wanted {
	enum ed_answer listed; /* an issuer of its chain is named */
	const char *listed_why;
	enum ed_answer can_sign; /* its key can make what is asked for */
	const char *can_sign_why;
};

/* What one server, as a probe saw it, means for a certificate. */
struct ed_server_offer {
	const struct ed_node *node;
	struct ed_wanted wanted;
	enum ed_answer offered;
	const char *offered_why; /* one line */
	enum ed_answer accepted;
	const char *accepted_why;
};

struct ed_offer {
	const struct ed_certificate *certificate;
	/* An EAS account refers to it; UNSAID: no account in evidence does. */
	enum ed_answer used;
	enum ed_answer has_key;
	/* Over all servers: UNSAID as well where they differ. */
	enum ed_answer offered;
	const char *offered_why; /* one line */
	enum ed_answer accepted;
	const char *accepted_why;
	/* Nothing that is known speaks against it, its dates hold, and what
	 * the device and the server look at could be read. */
	bool fits;
	/* What is known of it stops it: it is expired, may not sign, … */
	bool refused;
	/*
	 * Whether it is asked for: NO if one server at least asks for others
	 * alone, YES if all that were seen ask for it. why: of the one that
	 * decides, and asker is that server; NULL: the case says it.
	 */
	enum ed_answer wanted;
	const char *wanted_why;
	const struct ed_node *asker;
	const struct ed_server_offer *servers;
	size_t n_servers;
};

#endif
