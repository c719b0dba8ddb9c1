/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/directory.h>

struct ed_sids ed_sids_of(const struct ed_certificate *cert)
{
	struct ed_sids out = {.unreadable = cert->unreadable & ED_PART_SID};

	for (size_t i = 0; i < cert->n_sids; i++)
		out.extension |= cert->sids[i].form == ED_SID_EXTENSION;
	for (size_t i = 0; i < cert->n_sids; i++) {
		const struct ed_sid *sid = &cert->sids[i];

		if (out.extension && sid->form != ED_SID_EXTENSION)
			continue;
		if (!out.counts)
			out.counts = sid;
		if (sid->fault && !out.faulty)
			out.faulty = sid;
	}
	out.unreadable |= !out.extension && (cert->unreadable & ED_PART_SAN);
	return out;
}

void ed_sids_count(const struct ed_certificate *cert, struct ed_str wanted,
    size_t *same, size_t *other)
{
	const struct ed_sids sids = ed_sids_of(cert);

	*same = *other = 0;
	for (size_t i = 0; i < cert->n_sids; i++) {
		const struct ed_sid *sid = &cert->sids[i];

		if (sids.extension && sid->form != ED_SID_EXTENSION)
			continue;
		if (ed_str_ieq(sid->value, wanted))
			++*same;
		else
			++*other;
	}
}
