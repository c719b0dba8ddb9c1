/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe meets at healthy servers, odd as it may look. */
#include "noise.h"
#include "record.h"

static struct ed_node_spec *node_of(struct ed_spec *spec)
{
	if (!spec->record.present)
		ed_record_init(spec);
	return &spec->record.nodes[0];
}

/* The probe was to list the folders, and did. */
void ed_noise_folders(struct ed_spec *spec)
{
	(void)node_of(spec);
	spec->record.commands.folder_sync = 1;
	spec->record.commands.more_folders = ed_pick(&spec->random, 40);
}

/* Once per device Exchange wants its policy accepted before anything else. */
void ed_noise_policy_first(struct ed_spec *spec)
{
	static const unsigned status[] = {142, 144, 143};

	(void)node_of(spec);
	spec->record.commands.folder_sync = status[ed_pick(&spec->random, 3)];
}

/* A probe asks for the policy and never says that it holds. */
void ed_noise_policy_unsaid(struct ed_spec *spec)
{
	(void)node_of(spec);
	spec->record.commands.provision = 1;
	spec->record.commands.folder_sync =
	    ed_pick(&spec->random, 2) ? 142 : 144;
}

void ed_noise_large_request(struct ed_spec *spec)
{
	struct ed_node_spec *node = node_of(spec);

	node->upload = ED_UPLOAD_TAKEN;
	if (ed_pick(&spec->random, 2)) {
		node->asks = ED_ASKS_LATE;
		node->no_tls13 = true;
	}
}

/* No device leaves the name out. */
void ed_noise_strict_name(struct ed_spec *spec)
{
	node_of(spec)->sni = ED_SNI_REFUSED;
}

/* The machine that probed has no IPv6. */
void ed_noise_no_ipv6(struct ed_spec *spec)
{
	(void)node_of(spec);
	spec->record.n_nodes = 2;
	spec->record.nodes[1].address = "2001:db8::11";
	spec->record.nodes[1].tcp = "unreachable";
}

/* SendTrustedIssuerList is on, and ours is among them. */
void ed_noise_many_issuers(struct ed_spec *spec)
{
	node_of(spec)->issuers = ED_ISSUERS_OURS;
}

/* The root alone: a device that sends its chain finds that. */
void ed_noise_root_alone(struct ed_spec *spec)
{
	node_of(spec)->issuers = ED_ISSUERS_ROOT;
}

void ed_noise_slow_server(struct ed_spec *spec)
{
	node_of(spec)->slow_ms = 4000 + ed_pick(&spec->random, 5000);
}

/* By renegotiation, over TLS 1.2 alone: devices follow that. */
void ed_noise_asks_late(struct ed_spec *spec)
{
	struct ed_node_spec *node = node_of(spec);

	node->asks = ED_ASKS_LATE;
	node->no_tls13 = true;
	node->sni = ED_SNI_FREE;
}
