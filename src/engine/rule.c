/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule.h"

#include <stdlib.h>

const char *const ed_stage_names[] = {"issue", "certificate", "profile",
    "device", "network", "tls", "iis", "mapping", "mailbox", NULL};
const char *const ed_hop_names[] = {"issue", "deliver", "connect", "handshake",
    "ask", "validate", "hand-over", "map", "mailbox", "operate", NULL};
const char *const ed_blocks_names[] = {
    "everyone", "user", "partly", "later", "nothing", NULL};
const char *const ed_prior_names[] = {
    "common", "frequent", "occasional", "rare", "exotic", NULL};
const char *const ed_strength_names[] = {
    "always", "usually", "often", "sometimes", "rarely", NULL};
const char *const ed_leak_names[] = {
    "never", "seldom", "noisy", "chronic", NULL};
const char *const ed_owner_names[] = {
    "pki", "mdm", "exchange", "directory", "network", "device", NULL};
const char *const ed_meets_names[] = {"anyone", "device", NULL};
const char *const ed_onset_names[] = {
    "begin", "end", "change", "update", "clock", "revoke", NULL};
const char *const ed_risk_names[] = {"none", "restart", "outage", NULL};
const char *const ed_cost_names[] = {"free", "online", "admin", "user", NULL};

static int compare_rule(const void *key, const void *item)
{
	const struct ed_str *id = key;

	return ed_str_compare(*id, ((const struct ed_rule *)item)->id);
}

const struct ed_rule *ed_rule_find(
    const struct ed_rules *rules, struct ed_str id)
{
	if (!rules->n_rules)
		return NULL;
	return bsearch(&id, rules->rules, rules->n_rules, sizeof(*rules->rules),
	    compare_rule);
}

static int compare_check(const void *key, const void *item)
{
	const struct ed_str *id = key;

	return ed_str_compare(*id, ((const struct ed_rule_check *)item)->id);
}

const struct ed_rule_check *ed_rule_check_find(
    const struct ed_rules *rules, struct ed_str id)
{
	if (!rules->n_checks)
		return NULL;
	return bsearch(&id, rules->checks, rules->n_checks,
	    sizeof(*rules->checks), compare_check);
}

const struct ed_evidence *ed_evidence_find(
    const struct ed_rules *rules, struct ed_str kind)
{
	for (size_t i = 0; i < rules->n_evidence; i++)
		if (ed_str_eq(rules->evidence[i].kind, kind))
			return &rules->evidence[i];
	return NULL;
}

const struct ed_evidence *ed_evidence_for(
    const struct ed_rules *rules, struct ed_str check)
{
	for (size_t i = 0; i < rules->n_evidence; i++) {
		const struct ed_words feeds = rules->evidence[i].feeds;

		for (size_t j = 0; j < feeds.n; j++)
			if (ed_str_eq(feeds.items[j], check))
				return &rules->evidence[i];
	}
	return NULL;
}
