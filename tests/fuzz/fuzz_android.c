/* SPDX-License-Identifier: Apache-2.0 */
#include "load/loader.h"
#include "show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;
	bool used;

	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("fuzz.xml"));
	ed_loader_android.recognise(bytes);
	/* It has to stand bytes that it would not recognise, too. */
	used = ed_loader_android.load(&c, in, bytes);
	if (!used && (c.android_mails.n || !in->n_damage))
		abort();
	show(&c);
	ed_case_free(&c);
	return 0;
}
