/* SPDX-License-Identifier: Apache-2.0 */
#include "iis_made.h"

#include <easdoctor/binding.h>
#include <easdoctor/event.h>
#include <easdoctor/registry.h>

#include <stdio.h>

static const struct {
	const char *name;
	bool connected[2];
	enum ed_auth_mode modes[2];
	unsigned statuses[2]; /* 0: no answer */
	bool other_name;
	size_t n;
	const char *expect;
	bool interrupted;
	bool asked_less; /* the second one */
} rows[] = {
#define ON                                                                     \
	{                                                                      \
		true, true                                                     \
	}
    /* clang-format off */
    { "alike", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 200 },
	false, 2, "", false, false },
    { "modes", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE }, { 200, 200 }, false,
	2, "differ", false, false },
    { "answers", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 401 },
	false, 2, "differ", false, false },
    { "mode not known", ON, { ED_AUTH_OPTIONAL, ED_AUTH_UNKNOWN },
	{ 200, 200 }, false, 2, "", false, false },
    { "no answer", ON, { ED_AUTH_OPTIONAL, ED_AUTH_OPTIONAL }, { 200, 0 },
	false, 2, "", false, false },
    { "one is down", { true, false }, { ED_AUTH_OPTIONAL, ED_AUTH_UNKNOWN },
	{ 200, 0 }, false, 2, "differ", false, false },
    { "both are down", { false, false }, { 0 }, { 0 }, false, 2,
	"differ=unknown", false, false },
    { "the probe was cut", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE },
	{ 200, 401 }, false, 2, "differ=unknown", true, false },
    { "cut before the other was reached", { true, false },
	{ ED_AUTH_OPTIONAL, ED_AUTH_UNKNOWN }, { 200, 0 }, false, 2,
	"differ=unknown", true, false },
    { "asked less", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE }, { 200, 401 },
	false, 2, "differ=unknown", false, true },
    { "another name", ON, { ED_AUTH_OPTIONAL, ED_AUTH_NONE }, { 200, 401 },
	true, 2, "differ=unknown", false, false },
    { "alone", ON, { ED_AUTH_OPTIONAL }, { 200 }, false, 1,
	"differ=not_asked", false, false },
    /* clang-format on */
};

static void each_row(void **state)
{
	struct ed_probe mail = {
	    .host = ED_STR("mail.ex.test"), .same_server = true};
	const struct ed_probe other = {
	    .host = ED_STR("owa.ex.test"), .same_server = true};
	const struct ed_probe *const probes[] = {&mail};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_attempt tried[2] = {0};
		const struct ed_attempt *one[2];
		char expect[128];
		struct ed_node nodes[2] = {0};
		const struct ed_node *const list[] = {&nodes[0], &nodes[1]};
		const struct ed_facts facts = {.probes = probes,
		    .n_probes = 1,
		    .nodes = list,
		    .n_nodes = rows[i].n};

		mail.interrupted = rows[i].interrupted;
		for (int k = 0; k < 2; k++) {
			one[k] = &tried[k];
			tried[k].step = ED_STEP_TLS12_CERTIFICATE;
			nodes[k].attempts = &one[k];
			nodes[k].n_attempts = k && rows[i].asked_less ? 0 : 1;
			tried[k].http.status = rows[i].statuses[k];
			tried[k].http.state = rows[i].statuses[k]
						  ? ED_HTTP_ANSWERED
						  : ED_HTTP_TIMEOUT;
			nodes[k].probe =
			    k && rows[i].other_name ? &other : &mail;
			nodes[k].connected = rows[i].connected[k];
			nodes[k].device_like = &tried[k];
			nodes[k].tls12.mode = rows[i].modes[k];
			nodes[k].device_auth =
			    rows[i].connected[k] ? &nodes[k].tls12 : NULL;
		}
		print_message("row: %s\n", rows[i].name);
		snprintf(expect, sizeof(expect),
		    "%s%ssettings-differ=not_asked", rows[i].expect,
		    rows[i].expect[0] ? " " : "");
		ed_expect("exchange-servers", &facts, &facts, expect);
	}
}

/* How the second of two servers differs from a good one. */
static const struct {
	const char *name;
	enum ed_iis_setting setting; /* ED_N_IIS_SETTINGS: none */
	int64_t number;              /* -1: unknown */
	enum ed_answer mapper, negotiate;
	int sends; /* SendTrustedIssuerList; -1: not set */
	bool cut, controller, gateway;
	const char *expect;
} pairs[] = {
#define NONE ED_N_IIS_SETTINGS
#define UNTOLD "differ=not_asked settings-differ=not_asked"
    /* clang-format off */
    { "alike", NONE, 0, ED_YES, ED_YES, 0, false, false, false, "" },
    { "demands it in one flag", ED_IIS_SSL_FLAGS, 8 | 64, ED_YES, ED_YES, 0,
	false, false, false, "" },
    { "accepts it", ED_IIS_SSL_FLAGS, 8 | 32, ED_YES, ED_YES, 0, false, false,
	false, "differ" },
    { "does not map", ED_IIS_MAPPING_ON, 0, ED_YES, ED_YES, 0, false, false,
	false, "differ" },
    { "not known", ED_IIS_MAPPING_ON, -1, ED_YES, ED_YES, 0, false, false,
	false, "" },
    { "Basic", ED_IIS_BASIC_ON, 1, ED_YES, ED_YES, 0, false, false, false,
	"settings-differ" },
    { "takes in less, and asks first", ED_IIS_READ_AHEAD, 49152, ED_YES,
	ED_YES, 0, false, false, false, "" },
    { "DS Mapper", NONE, 0, ED_NO, ED_YES, 0, false, false, false, "differ" },
    { "asks late", NONE, 0, ED_YES, ED_NO, 0, false, false, false, "differ" },
    { "does not say", NONE, 0, ED_UNSAID, ED_YES, 0, false, false, false,
	"" },
    { "sends the list", NONE, 0, ED_YES, ED_YES, 1, false, false, false,
	"settings-differ" },
    { "the default", NONE, 0, ED_YES, ED_YES, -1, false, false, false, "" },
    { "cut", NONE, 0, ED_YES, ED_YES, 0, true, false, false,
	"differ=unknown settings-differ=unknown" },
    { "cut, and differs", NONE, 0, ED_NO, ED_YES, 0, true, false, false,
	"differ settings-differ=unknown" },
    { "a domain controller", NONE, 0, ED_NO, ED_YES, 0, false, true, false,
	UNTOLD },
    { "a gateway", NONE, 0, ED_NO, ED_YES, 0, false, false, true, UNTOLD },
    /* clang-format on */
};

struct made {
	struct ed_iis iis;
	struct ed_binding binding;
	const struct ed_binding *serving[1];
	struct ed_bindings bindings;
	struct ed_registry_key key;
	struct ed_registry_value value;
	struct ed_winreg registry;
	struct ed_event_log log;
	const struct ed_event_log *logs[1];
	struct ed_machine machine;
};

static void make(struct made *m, size_t i, bool second)
{
	const int sends = second ? pairs[i].sends : 0;

	m->iis = ed_good_iis();
	if (second && pairs[i].setting != NONE)
		ed_set(&m->iis.front, pairs[i].setting, pairs[i].number);
	m->binding.ds_mapper = second ? pairs[i].mapper : ED_YES;
	m->binding.negotiate = second ? pairs[i].negotiate : ED_YES;
	m->serving[0] = &m->binding;
	m->bindings.serving = m->serving;
	m->bindings.n_serving = 1;
	m->key.path = ED_STR(ED_KEY_SCHANNEL);
	m->value.key = ED_STR(ED_KEY_SCHANNEL);
	m->value.name = ED_STR("SendTrustedIssuerList");
	m->value.type = ED_REG_NUMBER;
	m->value.number = sends < 0 ? 0 : (uint64_t)sends;
	m->registry.keys = &m->key;
	m->registry.n_keys = 1;
	m->registry.values = &m->value;
	m->registry.n_values = sends >= 0;
	m->log.of_controller = true;
	m->logs[0] = &m->log;
	m->machine = (struct ed_machine){.label = ED_STR("server"),
	    .iis = &m->iis,
	    .bindings = &m->bindings,
	    .registry = &m->registry,
	    .event_logs = m->logs,
	    .n_event_logs = second && pairs[i].controller};
}

static void each_pair(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(pairs); i++) {
		struct made made[2] = {{.iis = {.cut = false}}};
		const struct ed_machine *machines[] = {
		    &made[0].machine, &made[1].machine};
		const struct ed_input input = {
		    .machine = &made[1].machine, .incomplete = pairs[i].cut};
		const struct ed_input *inputs[] = {&input};
		const struct ed_endpoint endpoint = {
		    .gateway_ends_certificate =
			pairs[i].gateway ? ED_YES : ED_UNSAID};
		const struct ed_facts facts = {.machines = machines,
		    .n_machines = 2,
		    .inputs = inputs,
		    .n_inputs = 1,
		    .endpoint = &endpoint};

		make(&made[0], i, false);
		make(&made[1], i, true);
		print_message("row: %s\n", pairs[i].name);
		ed_expect("exchange-servers", &facts, &facts, pairs[i].expect);
		if (pairs[i].mapper == ED_NO && !pairs[i].controller &&
		    !pairs[i].gateway)
			ed_expect_said("exchange-servers", &facts, &facts,
			    "differ",
			    "one=server\nother=server\nhow=DS Mapper Usage of "
			    "the binding that serves the name: on on the one, "
			    "off on the other\none_shows=on\nother_shows=off");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(each_pair)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
