/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the certificates in evidence a device would offer to the server,
 * and whether that would take it; settled by derive/selection.c. It decides
 * nothing: which one is the device's is settled by derive/roles.c.
 */
#ifndef EASDOCTOR_SELECTION_H
#define EASDOCTOR_SELECTION_H

#include <easdoctor/facts.h>

struct ed_offer {
	const struct ed_certificate *certificate;
	/* An EAS account refers to it; UNSAID: no account in evidence does. */
	enum ed_answer used;
	enum ed_answer has_key;
	enum ed_answer offered;
	const char *offered_why; /* one line */
	enum ed_answer accepted;
	const char *accepted_why;
	/* Nothing that is known speaks against it, its dates hold, and what
	 * the device and the server look at could be read. */
	bool fits;
	/* What is known of it stops it: it is expired, may not sign, … */
	bool refused;
};

#endif
