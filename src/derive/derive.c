/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

void ed_derive(struct ed_case *c)
{
	ed_case_facts(c);
	ed_derive_machines(c);
	ed_derive_events(c);
	ed_derive_iis(c);
	ed_derive_roles(c);
	ed_derive_origins(c);
	ed_derive_twins(c);
	ed_derive_key_match(c);
	ed_derive_chain(c);
	ed_derive_signatures(c);
	ed_derive_directory(c);
	ed_derive_exchange(c);
	ed_derive_revocation(c);
	ed_derive_verified(c);
	ed_derive_trust(c);
	ed_derive_observed(c);
	ed_derive_client_auth(c);
	ed_derive_server_chains(c);
	ed_derive_node_shows(c);
	ed_derive_probed(c);
	ed_derive_selection(c);
	ed_case_facts(c);
	ed_derive_dates(c);
	ed_derive_log(c);
	ed_derive_windows(c);
	ed_case_facts(c);
}
