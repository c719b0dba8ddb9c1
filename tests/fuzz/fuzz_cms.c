/* SPDX-License-Identifier: Apache-2.0 */
/* A signed message as a device would get it; its content is not looked at. */
#include "base/ber.h"
#include "load/cms.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(struct ed_str bytes)
{
	struct ed_ber cursor = {bytes};
	struct ed_str body;
	unsigned char tag;
	size_t n;

	while (ed_ber_next(&cursor, &tag, &body))
		if (body.p < bytes.p || body.n > bytes.n ||
		    cursor.rest.p < body.p + body.n ||
		    cursor.rest.p + cursor.rest.n != bytes.p + bytes.n)
			abort();
	(void)ed_ber_count(bytes, &n);
	(void)ed_ber_is_small(bytes, 100);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str der = {(const char *)data, size}, head;
	struct ed_arena arena = {0};
	struct ed_error err = {""};
	struct ed_cms cms;

	walk(der);
	head = ed_cms_content_head(der);
	if (head.n > size)
		abort();
	(void)ed_cms_is_enveloped(der);
	if (!ed_cms_read(&arena, der, &cms, &err)) {
		if (!err.text[0])
			abort();
	} else if (!cms.content.n || cms.signature.state == ED_SIGNATURE_NONE ||
		   cms.signature.state == ED_SIGNATURE_TRUSTED) {
		abort();
	}
	ed_arena_free(&arena);
	return 0;
}
