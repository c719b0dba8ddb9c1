/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_words.h"

const char *ed_event_source_name(enum ed_event_source source)
{
	static const char *const names[] = {"KDC", "Schannel", "CAPI2",
	    "Kerberos", "NETLOGON", "Kernel-General", "Security",
	    "MSExchange ActiveSync", "NDES"};

	return (size_t)source < ED_COUNT(names) ? names[source] : "?";
}

const char *ed_event_whose_name(enum ed_event_whose whose)
{
	static const char *const names[] = {
	    "nobody", "the certificate", "the user", "others"};

	return (size_t)whose < ED_COUNT(names) ? names[whose] : "?";
}

const char *ed_event_level_name(unsigned level)
{
	static const char *const names[] = {
	    "not said", "critical", "error", "warning", "information"};

	return level < ED_COUNT(names) ? names[level] : "other";
}
