/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/probe.h"

#include <jansson.h>

bool ed_probe_run(const struct ed_probe_request *request, struct ed_str *record,
    struct ed_error *err)
{
	json_t *target =
	    json_pack("{s:s%, s:i}", "host", request->target.host.p,
		request->target.host.n, "port", (int)request->target.port);
	json_t *root =
	    json_pack("{s:s, s:s, s:o, s:[]}", "schema", "easdoctor.probe/1",
		"version", ED_VERSION, "target", target, "attempts");
	char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;

	if (text)
		*record = ed_copy(request->arena, ed_str_of(text));
	free(text);
	json_decref(root);
	return text || ed_fail(err, "the record cannot be written");
}
