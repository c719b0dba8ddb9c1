/* SPDX-License-Identifier: Apache-2.0 */
#include "report/json_out.h"

#include "report/escape.h"

#include <easdoctor/report.h>

#include <stdio.h>
#include <stdlib.h>

/* As the arenas do: what is read is capped, so this is the end anyway. */
json_t *ed_json_must(json_t *json)
{
	if (json)
		return json;
	fputs("easdoctor: out of memory\n", stderr);
	exit(ED_EXIT_UNKNOWN);
}

json_t *ed_json_prose(struct ed_arena *arena, struct ed_str s)
{
	const struct ed_str safe = ed_escape_prose(arena, s);

	return ed_json_must(json_stringn(safe.p ? safe.p : "", safe.n));
}

static int put(const char *bytes, size_t n, void *out)
{
	ed_put(out, (struct ed_str){bytes, n});
	return 0;
}

void ed_json_put(json_t *json, struct ed_text *out)
{
	if (json_dump_callback(json, put, out, JSON_INDENT(2)) != 0)
		ed_json_must(NULL);
	ed_put_byte(out, '\n');
	json_decref(json);
}
