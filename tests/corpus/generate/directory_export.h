/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ED_CORPUS_DIRECTORY_EXPORT_H
#define ED_CORPUS_DIRECTORY_EXPORT_H

#include "spec.h"

/* The export of the user's account, in the spec's arena. */
struct ed_str ed_directory_export(struct ed_spec *spec);

#endif
