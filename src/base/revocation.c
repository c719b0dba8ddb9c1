/* SPDX-License-Identifier: Apache-2.0 */
/* Which revocation list counts for which certificate. */
#include <easdoctor/revocation.h>

bool ed_crl_is_about_users(const struct ed_crl *crl)
{
	return crl->link == 0 && crl->bearing != ED_CRL_FOREIGN &&
	       !(crl->scope & (ED_CRL_CAS_ONLY | ED_CRL_ATTRIBUTES_ONLY));
}

bool ed_crl_shares_point(
    const struct ed_crl *crl, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < crl->n_urls; i++)
		for (size_t k = 0; k < cert->n_cdps; k++)
			if (ed_str_eq(crl->urls[i], cert->cdps[k]))
				return true;
	return !(crl->scope & ED_CRL_POINT);
}

bool ed_crl_is_over(const struct ed_facts *facts, const struct ed_crl *crl)
{
	return crl->has_next_update && crl->next_update < facts->as_of;
}

const struct ed_crl_entry *ed_crl_find(
    const struct ed_crl *crl, const struct ed_certificate *cert)
{
	for (size_t i = 0; crl && i < crl->n_kept; i++)
		if (crl->entries[i].certificate == cert)
			return &crl->entries[i];
	return NULL;
}

const struct ed_crl *ed_crl_newest(
    const struct ed_facts *facts, size_t link, bool delta)
{
	const struct ed_crl *best = NULL;

	for (size_t i = 0; i < facts->n_crls; i++) {
		const struct ed_crl *crl = facts->crls[i];

		if (crl->bearing == ED_CRL_SPEAKS && crl->link == link &&
		    (link || ed_crl_is_about_users(crl)) &&
		    crl->is_delta == delta &&
		    !(crl->unreadable & ED_CRL_UNCERTAIN) &&
		    (!best || crl->this_update > best->this_update))
			best = crl;
	}
	return best;
}

const struct ed_verified_link *ed_verified_find(
    const struct ed_verification *verification,
    const struct ed_certificate *cert)
{
	for (size_t i = 0; i < verification->n_links; i++)
		if (verification->links[i].certificate == cert)
			return &verification->links[i];
	return NULL;
}

struct ed_str ed_crl_reason(int reason)
{
	static const char *const names[] = {"unspecified", "keyCompromise",
	    "cACompromise", "affiliationChanged", "superseded",
	    "cessationOfOperation", "certificateHold", "7", "removeFromCRL",
	    "privilegeWithdrawn", "aACompromise"};

	return reason >= 0 && (size_t)reason < ED_COUNT(names)
		   ? ed_str_of(names[reason])
		   : ED_STR("not given");
}
