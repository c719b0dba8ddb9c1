/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"

#include <easdoctor/exchange.h>

static void set_property(struct ed_object to, const struct ed_property *one)
{
	ed_set_word(to, "name", one->name);
	ed_set_text(to, "value", one->value);
	ed_set_where(to, &one->ref);
	if (one->cut)
		ed_set_flag(to, "cut", true);
	if (one->wrapped)
		ed_set_flag(to, "wrapped", true);
}

static void set_object(
    struct ed_object to, const struct ed_exchange_object *object)
{
	struct ed_object list;

	ed_set_text(to, "label", object->label);
	ed_set_where(to, &object->ref);
	ed_set_word(to, "cmdlet", ed_exchange_cmdlet(object->kind));
	ed_set_span(to, "changed", &object->changed);
	ed_set_span(to, "synced", &object->synced);
	list = ed_set_array(to, "properties");
	for (size_t i = 0; i < object->n_properties; i++)
		set_property(ed_append_object(list), &object->properties[i]);
	if (object->contradictory)
		ed_set_flag(to, "contradictory", true);
}

void ed_json_exchange(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = {.json = NULL};

	for (size_t i = 0; i < c->exchange.n; i++) {
		const struct ed_exchange_object *object =
		    ED_ITEMS(c->exchange, struct ed_exchange_object *)[i];

		if (object->ref.input != input)
			continue;
		if (!list.json)
			list = ed_set_array(to, "exchange");
		set_object(ed_append_object(list), object);
	}
}
