/* SPDX-License-Identifier: Apache-2.0 */
/* Answers to EAS commands, guarded and then read by libwbxml2. */
#include "probe/eas_wbxml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_eas_answer answer;
	const char *why = NULL;

	if (size <= 65536 &&
	    !ed_wbxml_read(
		(struct ed_str){(const char *)data, size}, &answer, &why) &&
	    !why)
		__builtin_trap();
	return 0;
}
