/* SPDX-License-Identifier: Apache-2.0 */
/* What the domain controllers ask of a certificate, as far as is known. */
#include <easdoctor/directory.h>
#include <easdoctor/event.h>

bool ed_controllers_all_before(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		if (!facts->domain_controllers[i].patched ||
		    facts->domain_controllers[i].patched >= ED_KNOWN_FROM)
			return false;
	return facts->n_domain_controllers > 0 &&
	       !ed_event_controllers_refuse(facts);
}

bool ed_controllers_all_demand(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		if (facts->domain_controllers[i].patched < ED_DEMANDED_FROM)
			return false;
	return facts->n_domain_controllers > 0;
}

unsigned ed_year_of(struct ed_str os)
{
	for (size_t i = 0; i + 4 <= os.n; i++) {
		unsigned year = 0;
		size_t n = 0;

		while (i + n < os.n && os.p[i + n] >= '0' && os.p[i + n] <= '9')
			n++;
		for (size_t k = 0; n == 4 && k < n; k++)
			year = 10 * year + (unsigned)(os.p[i + k] - '0');
		if (year >= 2000 && year < 2100)
			return year;
		i += n;
	}
	return 0;
}
