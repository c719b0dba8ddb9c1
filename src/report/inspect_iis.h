/* SPDX-License-Identifier: Apache-2.0 */
/* A server's IIS configuration, as inspect shows it. */
#ifndef ED_REPORT_INSPECT_IIS_H
#define ED_REPORT_INSPECT_IIS_H

#include "report/inspect_object.h"
#include "report/inspect_sheet.h"

/* What results of the configuration in the input, if it is one. */
void ed_inspect_iis(const struct ed_inspect *sheet, unsigned input);
void ed_json_iis(struct ed_object to, const struct ed_case *c, unsigned input);

#endif
