/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts of the directory. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

#include <easdoctor/selection.h>

static void put_answer(
    const struct ed_inspect *sheet, const char *name, enum ed_answer answer)
{
	if (answer != ED_UNSAID)
		ed_inspect_words(sheet, name, "%s", ed_answer_name(answer));
}

static const char *strength_of(enum ed_mapping_form form)
{
	if (ed_mapping_is_strong(form))
		return "strong, by ";
	return ed_mapping_is_weak(form) ? "weak, by " : "";
}

static void put_mappings(
    const struct ed_inspect *sheet, const struct ed_directory_account *account)
{
	size_t n = account->n_mappings;

	if (!sheet->everything && n > ED_INSPECT_FEW)
		n = ED_INSPECT_FEW;
	for (size_t i = 0; i < n; i++) {
		const struct ed_mapping *mapping = &account->mappings[i];

		ed_inspect_value(sheet, "mapping", mapping->text);
		ed_inspect_words(sheet, "", "%s%s", strength_of(mapping->form),
		    ed_mapping_form_name(mapping->form));
	}
	if (n < account->n_mappings)
		ed_inspect_words(
		    sheet, "mapping", "and %zu more", account->n_mappings - n);
	if (account->mappings_unknown)
		ed_inspect_words(
		    sheet, "mapping", "%s", account->mappings_unknown);
	else if (account->n_mappings == 0)
		ed_inspect_words(sheet, "mapping", "none");
}

static void put_addresses(
    const struct ed_inspect *sheet, const struct ed_directory_account *account)
{
	size_t n = account->n_addresses;

	if (!sheet->everything && n > ED_INSPECT_FEW)
		n = ED_INSPECT_FEW;
	for (size_t i = 0; i < n; i++)
		ed_inspect_value(sheet, "address", account->addresses[i]);
	if (n < account->n_addresses)
		ed_inspect_words(
		    sheet, "address", "and %zu more", account->n_addresses - n);
	if (account->addresses_cut)
		ed_inspect_words(
		    sheet, "address", "there are more, which it leaves out");
}

void ed_inspect_directory(
    const struct ed_inspect *sheet, const struct ed_directory_account *account)
{
	ed_inspect_head(sheet, account->label);
	ed_inspect_place(sheet, &account->ref);
	ed_inspect_maybe(sheet, "dn", account->dn);
	ed_inspect_maybe(sheet, "name", account->sam_name);
	ed_inspect_maybe(sheet, "upn", account->upn);
	ed_inspect_maybe(sheet, "mail", account->mail);
	put_addresses(sheet, account);
	ed_inspect_maybe(sheet, "sid", account->sid);
	ed_inspect_span(sheet, "created", &account->created);
	ed_inspect_span(sheet, "changed", &account->changed);
	if (account->has_control)
		ed_inspect_words(
		    sheet, "control", "0x%x", (unsigned)account->control);
	put_answer(sheet, "disabled", account->disabled);
	put_answer(sheet, "locked", account->locked);
	ed_inspect_span(sheet, "locked", &account->locked_since);
	ed_inspect_span(sheet, "expires", &account->expires);
	if (account->never_expires)
		ed_inspect_words(sheet, "expires", "never");
	put_answer(sheet, "protected", account->protected_once);
	put_mappings(sheet, account);
}

void ed_inspect_kept(const struct ed_inspect *sheet, const struct ed_input *in)
{
	if (in->n_accounts)
		ed_inspect_words(sheet, "accounts", "%llu, %llu of them kept",
		    (unsigned long long)in->n_accounts,
		    (unsigned long long)in->n_kept);
}
