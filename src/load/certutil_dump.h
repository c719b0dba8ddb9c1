/* SPDX-License-Identifier: Apache-2.0 */
/* A certificate in the output of certutil -dump while it is being read. */
#ifndef ED_LOAD_CERTUTIL_DUMP_H
#define ED_LOAD_CERTUTIL_DUMP_H

#include "load/certificate_extensions.h"
#include "load/certutil_text.h"

/* An extension: what certutil says of it, and its bytes where it shows them. */
struct ed_dump_extension {
	struct ed_str oid; /* empty: none is being read */
	uint32_t length;
	struct ed_list lines; /* struct ed_str, trimmed */
	struct ed_text bytes;
	bool broken; /* the bytes do not follow each other */
};

/* Does the line head an extension? */
bool ed_dump_is_extension(
    struct ed_str words, struct ed_str *oid, uint32_t *length);
/* Is the line a row of a hex dump? Its bytes are added if they follow. */
bool ed_dump_read_row(struct ed_str words, struct ed_text *bytes, bool *broken);
/* certutil_extension.c: from its bytes, or else from its words. */
void ed_dump_end_extension(
    struct ed_reading *r, struct ed_dump_extension *extension);

#endif
