/* SPDX-License-Identifier: Apache-2.0 */
/* A PKCS#12 with the password that those of the corpus have. */
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 16 * 1024 };

/* Could it ask for many rounds, and so for seconds? An INTEGER of 3 octets. */
static bool may_be_slow(struct ed_str bytes)
{
	return ed_str_find(bytes, ED_STR("\x02\x03")) < bytes.n ||
	       ed_str_find(bytes, ED_STR("\x02\x04")) < bytes.n;
}

static void open_it(struct ed_str bytes, const char *password)
{
	const struct ed_identity *identity;
	struct ed_input *in;
	struct ed_case c;

	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	identity = ed_load_pkcs12_der(
	    &c, in, (struct ed_ref){.input = 1}, bytes, password);
	if (identity && identity->key_matches != ED_UNSAID &&
	    (!identity->certificate || !identity->has_key))
		abort();
	ed_case_free(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};

	if (size > MAX_SIZE || may_be_slow(bytes))
		return 0;
	if (!ed_loader_pkcs12.recognise(bytes))
		return 0;
	open_it(bytes, "Passw0rd");
	open_it(bytes, NULL);
	return 0;
}
