/* SPDX-License-Identifier: Apache-2.0 */
/* What cmdlets of Exchange printed, property by property. */
#include "report/inspect_sheet.h"

#include <easdoctor/exchange.h>

static void put_object(
    const struct ed_inspect *sheet, const struct ed_exchange_object *object)
{
	ed_inspect_head(sheet, object->label);
	ed_inspect_place(sheet, &object->ref);
	ed_inspect_words(
	    sheet, "cmdlet", "%s", ed_exchange_cmdlet(object->kind));
	for (size_t i = 0; i < object->n_properties; i++) {
		const struct ed_property *one = &object->properties[i];

		if (!one->value.n)
			continue;
		ed_inspect_words(sheet, "", "%s: %.*s", one->name,
		    ED_ARG(ed_inspect_safe(sheet, one->value)));
		if (one->cut)
			ed_inspect_words(sheet, "", "there is more of it");
	}
	ed_inspect_span(sheet, "changed", &object->changed);
	ed_inspect_span(sheet, "synced", &object->synced);
	if (object->contradictory)
		ed_inspect_words(
		    sheet, "", "a property stands twice, with two values");
}

void ed_inspect_exchange(const struct ed_inspect *sheet, unsigned input)
{
	const struct ed_case *c = sheet->c;
	size_t n = 0;

	for (size_t i = 0; i < c->exchange.n; i++) {
		const struct ed_exchange_object *object =
		    ED_ITEMS(c->exchange, struct ed_exchange_object *)[i];

		if (object->ref.input != input)
			continue;
		if (sheet->everything || n < ED_INSPECT_FEW)
			put_object(sheet, object);
		n++;
	}
	if (!sheet->everything && n > ED_INSPECT_FEW)
		ed_inspect_words(sheet, "objects", "and %zu more",
		    n - (size_t)ED_INSPECT_FEW);
}
