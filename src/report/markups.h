/* SPDX-License-Identifier: Apache-2.0 */
/* The markups that a document can be written in. */
#ifndef ED_REPORT_MARKUPS_H
#define ED_REPORT_MARKUPS_H

#include "report/document.h"

extern const struct ed_markup ed_markdown;
extern const struct ed_markup ed_jira;

#endif
