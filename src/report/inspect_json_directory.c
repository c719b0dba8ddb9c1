/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"

#include <easdoctor/selection.h>

static void set_mapping(struct ed_object to, const struct ed_mapping *mapping)
{
	ed_set_text(to, "value", mapping->text);
	ed_set_where(to, &mapping->ref);
	ed_set_word(to, "form", ed_mapping_form_name(mapping->form));
	ed_set_flag(to, "strong", ed_mapping_is_strong(mapping->form));
	ed_set_maybe(to, "issuer", mapping->issuer);
	ed_set_maybe(to, "subject", mapping->subject);
	ed_set_maybe(to, "names", mapping->value);
	if (mapping->wrapped)
		ed_set_flag(to, "wrapped", true);
}

void ed_json_directory(
    struct ed_object to, const struct ed_directory_account *account)
{
	struct ed_object list;

	ed_set_text(to, "label", account->label);
	ed_set_where(to, &account->ref);
	ed_set_maybe(to, "dn", account->dn);
	ed_set_maybe(to, "sam_account_name", account->sam_name);
	ed_set_maybe(to, "upn", account->upn);
	ed_set_maybe(to, "mail", account->mail);
	ed_set_texts(to, "addresses", account->addresses, account->n_addresses);
	if (account->addresses_cut)
		ed_set_flag(to, "addresses_cut", true);
	ed_set_maybe(to, "sid", account->sid);
	ed_set_span(to, "created", &account->created);
	ed_set_span(to, "changed", &account->changed);
	if (account->has_control)
		ed_set_number(to, "user_account_control", account->control);
	ed_set_answer(to, "disabled", account->disabled);
	ed_set_answer(to, "locked", account->locked);
	ed_set_span(to, "locked_since", &account->locked_since);
	ed_set_span(to, "expires", &account->expires);
	if (account->never_expires)
		ed_set_flag(to, "never_expires", true);
	ed_set_answer(to, "protected_once", account->protected_once);
	list = ed_set_array(to, "mappings");
	for (size_t i = 0; i < account->n_mappings; i++)
		set_mapping(ed_append_object(list), &account->mappings[i]);
	ed_set_flag(to, "mappings_exported", account->mappings_exported);
	ed_set_word(to, "mappings_unknown", account->mappings_unknown);
	ed_set_flag(to, "matters", account->matters);
}
