/* SPDX-License-Identifier: Apache-2.0 */
/* The WBXML of the EAS commands that a probe may send, and their answers. */
#ifndef ED_PROBE_EAS_WBXML_H
#define ED_PROBE_EAS_WBXML_H

#include "base/arena.h"

enum ed_wipe { ED_WIPE_NONE, ED_WIPE_DEVICE, ED_WIPE_ACCOUNT };

/* What an answer says. Numbers are -1 where it does not. */
struct ed_eas_answer {
	int status;
	int policy_status;
	bool has_policy;
	enum ed_wipe wipe;
	int folders;
};

/* The bodies of requests. False when libwbxml2 refuses. */
ED_MUST_USE bool ed_wbxml_provision(
    struct ed_arena *arena, bool with_device_information, struct ed_str *out);
ED_MUST_USE bool ed_wbxml_folder_sync(
    struct ed_arena *arena, struct ed_str *out);

/*
 * Is it WBXML that may be given to libwbxml2, which recurses as deep as the
 * peer likes? wipe is set to what the answer asks for. why names the flaw.
 */
ED_MUST_USE bool ed_wbxml_guard(
    struct ed_str bytes, enum ed_wipe *wipe, const char **why);

/* False when it cannot be read; why then says the reason. */
ED_MUST_USE bool ed_wbxml_read(
    struct ed_str bytes, struct ed_eas_answer *out, const char **why);

#endif
