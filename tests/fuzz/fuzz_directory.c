/* SPDX-License-Identifier: Apache-2.0 */
/* An export of the directory: LDIF, or else the list of PowerShell. */
#include "base/encoding.h"
#include "derive/derive.h"
#include "load/directory_row.h"
#include "load/loader.h"

#include <stdlib.h>

enum { MAX_SIZE = 64 * 1024 };

/* What checks rely on whatever the file holds. */
static void look_at(const struct ed_directory_account *account)
{
	const struct ed_certificate cert = {.serial = ED_STR("0102")};

	if (!account->label.n ||
	    account->created.earliest > account->created.latest)
		abort();
	for (size_t i = 0; i < account->n_mappings; i++) {
		const char *why = "";

		if (!ed_is_utf8(account->mappings[i].ref.at))
			abort();
		(void)ed_mapping_fits(&account->mappings[i], &cert, &why);
	}
	(void)ed_account_maps(account, &cert);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_str bytes = {(const char *)data, size};
	struct ed_lines *lines;
	struct ed_input *in;
	struct ed_case c;

	if (size > MAX_SIZE)
		return 0;
	ed_case_init(&c);
	in = ed_add_input(&c, ED_STR("input"));
	(void)ed_loader_directory.recognise(bytes);
	lines = ed_lines_of(bytes);
	(void)ed_ldif_read(&c, in, lines);
	ed_lines_free(lines);
	lines = ed_lines_of(bytes);
	(void)ed_ad_list_read(&c, in, lines);
	ed_lines_free(lines);
	ed_case_facts(&c);
	ed_derive_directory(&c);
	for (size_t i = 0; i < c.accounts.n; i++)
		look_at(ED_ITEMS(c.accounts, struct ed_directory_account *)[i]);
	ed_case_free(&c);
	return 0;
}
