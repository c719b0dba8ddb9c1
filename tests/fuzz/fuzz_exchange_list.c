/* SPDX-License-Identifier: Apache-2.0 */
/* What a cmdlet of Exchange printed, and what is looked for in it. */
#include "base/encoding.h"
#include "derive/derive.h"
#include "load/loader.h"

#include <easdoctor/exchange.h>

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

/* What checks rely on whatever the file holds. */
static void look_at(const struct ed_exchange_object *object)
{
	bool cut;

	if (!object->label.n || !object->n_properties)
		abort();
	for (size_t i = 0; i < object->n_properties; i++) {
		const struct ed_property *one = &object->properties[i];

		if (!one->name || !ed_is_utf8(one->ref.at))
			abort();
		(void)ed_property_lists(one, ED_STR("A"), &cut);
	}
	(void)ed_device_owner(object, true);
	(void)ed_device_owner(object, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct ed_account user = {
	    .upn = ED_STR("a@b.c"), .email = ED_STR("a@b.c")};
	const struct ed_device device = {.eas_id = ED_STR("A")};
	struct ed_str bytes = {(const char *)data, size};
	struct ed_input *in;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	in->kind = ED_STR("exchange-list");
	(void)ed_loader_exchange.recognise(bytes);
	(void)ed_loader_exchange.load(&c, in, bytes);
	ed_case_facts(&c);
	c.facts.account = &user;
	c.facts.device = &device;
	ed_derive_exchange(&c);
	for (size_t i = 0; i < c.exchange.n; i++)
		look_at(ED_ITEMS(c.exchange, struct ed_exchange_object *)[i]);
	ed_case_free(&c);
	return 0;
}
