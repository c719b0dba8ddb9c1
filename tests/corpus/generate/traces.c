/* SPDX-License-Identifier: Apache-2.0 */
/* What several faults leave at a server. */
#include "mutators.h"

const struct ed_trace ed_trace_unmapped = {
    .codes = {"401 2 5", "401 2 2148074254"},
    .probed = true,
    .reply = ED_REPLY_401};

const struct ed_trace ed_trace_nameless = {
    .codes = {"401 1 2148074252", "401 2 5"},
    .probed = true,
    .reply = ED_REPLY_401};

const struct ed_trace ed_trace_untrusted = {
    .codes = {"403 16 2148204809", "403 16 2148204809"},
    .probed = true,
    .reply = ED_REPLY_403_IIS};

const struct ed_trace ed_trace_silent = {.codes = {"401 2 5", "401 0 0"},
    .probed = true,
    .quiet = true,
    .reply = ED_REPLY_401_BASIC};

const struct ed_trace ed_trace_none = {.codes = {NULL, NULL}};
