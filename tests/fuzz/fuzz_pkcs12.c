/* SPDX-License-Identifier: Apache-2.0 */
/* A PKCS#12 with the password that those of the corpus have. */
#include "load/loader.h"

#include <stdlib.h>

/* Rounds for what the corpus holds, and no more: each input is tried twice. */
enum { MAX_SIZE = 16 * 1024, ROUNDS = 20 * 1024 };

static void open_it(struct ed_str bytes, const char *password)
{
	const struct ed_identity *identity;
	struct ed_input *in;
	struct ed_case c;

	ed_case_init(&c);
	c.rounds_left = ROUNDS;
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

	if (size > MAX_SIZE)
		return 0;
	if (!ed_loader_pkcs12.recognise(bytes))
		return 0;
	open_it(bytes, "Passw0rd");
	open_it(bytes, NULL);
	return 0;
}
