/* SPDX-License-Identifier: Apache-2.0 */
/* Handshake messages; the first byte chooses the version they are read as. */
#include "base/arena.h"
#include "probe/handshake.h"

#include <stdlib.h>

static void within(struct ed_str whole, const struct ed_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct ed_str one = ED_ITEMS(*list, struct ed_str)[i];

		if (one.n &&
		    (one.p < whole.p || one.p + one.n > whole.p + whole.n))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_list certificates = {0};
	struct ed_asked asked = {0};
	struct ed_arena arena = {0};
	unsigned version, cipher;
	struct ed_str message;

	if (size == 0)
		return 0;
	message = (struct ed_str){(const char *)data + 1, size - 1};
	version = 0x0301 + data[0] % 4;
	(void)!ed_read_certificate_request(&arena, message, version, &asked);
	(void)!ed_read_certificates(&arena, message, version, &certificates);
	within(message, &asked.issuers);
	within(message, &certificates);
	if (asked.issuers.n > ED_MAX_ISSUERS ||
	    certificates.n > ED_MAX_SERVER_CHAIN)
		abort();
	(void)!ed_read_server_hello(message, &version, &cipher);
	ed_arena_free(&arena);
	return 0;
}
