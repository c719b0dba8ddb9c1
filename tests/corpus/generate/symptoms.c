/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What people report, by the hop that fails. The last row of each table is
 * somebody who reports nothing, or nothing that tells.
 */
#include "mutators.h"

#include "pki.h"

/* IIS asks, gets a certificate, and finds no account for it. */
const char *const ed_symptoms_map[4][3] = {
    {"HTTP 401 without WWW-Authenticate", NULL},
    {"401.1", NULL},
    {"HTTP 401", "Password prompt", NULL},
    {"Password prompt", NULL},
};

/* IIS gets a certificate and hands it to nobody. */
const char *const ed_symptoms_hand_over[4][3] = {
    {"HTTP 401 without WWW-Authenticate", NULL},
    {"401.2", NULL},
    {"HTTP 401", "Password prompt", NULL},
    {"Password prompt", NULL},
};

/* The server's log says untrusted or invalid; the device only fails. */
const char *const ed_symptoms_validate[4][3] = {
    {"HTTP 403.16", "Cannot Get Mail", NULL},
    {"403.16", NULL},
    {"HTTP 403", NULL},
    {"Cannot Get Mail", NULL},
};

const char *const ed_symptoms_time[4][3] = {
    {"HTTP 403.17", "Cannot Get Mail", NULL},
    {"403.17", NULL},
    {"HTTP 403", NULL},
    {"Cannot Get Mail", NULL},
};

/* The server wants a certificate and the device has none to give. */
const char *const ed_symptoms_ask[4][3] = {
    {"HTTP 403.7", NULL},
    {"Password prompt", "403.7", NULL},
    {"Password prompt", NULL},
    {NULL},
};

/* Nothing arrives at the server. */
const char *const ed_symptoms_connect[2][3] = {
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* The profile or its identity does not arrive on the device. */
const char *const ed_symptoms_deliver[3][3] = {
    {"HTTP 403.7", NULL},
    {"Cannot Get Mail", NULL},
    {NULL},
};

const char *const ed_symptoms_none[1][3] = {{NULL}};

enum { MAX_MUTATORS = 512 };

const struct ed_mutator *const *ed_mutators(size_t *n)
{
	static const struct ed_mutator *const tables[] = {ed_name_mutators,
	    ed_certificate_mutators, ed_sign_mutators, ed_mapping_mutators,
	    ed_revocation_mutators, ed_chain_mutators, ed_host_mutators,
	    ed_profile_mutators, ed_structure_mutators, ed_seal_mutators,
	    ed_authority_mutators, ed_template_mutators, ed_directory_mutators,
	    ed_selection_mutators, ed_scep_mutators, ed_endpoint_mutators,
	    ed_event_mutators, ed_exchange_mutators, ed_answer_mutators,
	    ed_log_mutators, ed_onset_mutators, ed_iis_mutators,
	    ed_http_sys_mutators, ed_store_mutators};
	static const struct ed_mutator *all[MAX_MUTATORS];
	size_t count = 0;

	for (size_t i = 0; i < ED_COUNT(tables); i++)
		for (size_t k = 0; tables[i][k].cause; k++) {
			if (count == MAX_MUTATORS)
				ed_give_up("more mutators than MAX_MUTATORS");
			all[count++] = &tables[i][k];
		}
	*n = count;
	return all;
}
