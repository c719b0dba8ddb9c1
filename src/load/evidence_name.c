/* SPDX-License-Identifier: Apache-2.0 */
#include "load/evidence_name.h"

#include "base/file.h"

/* Names that nothing else has: .txt, .log, .xml or .json say nothing. */
static const struct {
	const char *begin, *end;
} names[] = {{"", ".evtx"}, {"", ".mobileconfig"}, {"", ".p12"}, {"", ".pfx"},
    {"", ".p7b"}, {"", ".p7c"}, {"", ".cer"}, {"", ".crt"}, {"", ".der"},
    {"", ".pem"}, {"", ".crl"}, {"", ".reg"}, {"", ".ldf"}, {"", ".ldif"},
    {"u_ex", ".log"}, {"u_ex", ".log.gz"}, {"u_ex", ".log.zst"},
    {"httperr", ".log"}, {"httperr", ".log.gz"}, {"httperr", ".log.zst"},
    {"applicationHost", ".config"}};

bool ed_name_promises(struct ed_str path)
{
	struct ed_str name = ed_path_name(path);

	for (size_t i = 0; i < ED_COUNT(names); i++)
		if (ed_str_istarts(name, ed_str_of(names[i].begin)) &&
		    ed_str_iends(name, ed_str_of(names[i].end)))
			return true;
	return false;
}
