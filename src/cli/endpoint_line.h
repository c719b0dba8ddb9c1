/* SPDX-License-Identifier: Apache-2.0 */
/* What came of one endpoint of many, as one line. */
#ifndef ED_CLI_ENDPOINT_LINE_H
#define ED_CLI_ENDPOINT_LINE_H

#include "cli/diagnose.h"
#include "cli/endpoints.h"

#define ED_ENDPOINT_SCHEMA "easdoctor.endpoint/1"

struct ed_endpoint_line {
	const struct ed_listed *listed;
	const struct ed_diagnosed *diagnosed; /* NULL: there is none */
	const char *reason;                   /* why there is none; else NULL */
	unsigned ms;
};

/* With the line's end. */
void ed_endpoint_text(const struct ed_endpoint_line *line, struct ed_text *out);
/* One object of NDJSON, with the line's end. */
void ed_endpoint_json(const struct ed_endpoint_line *line, struct ed_text *out);

#endif
