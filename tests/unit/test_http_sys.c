/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/binding.h>
#include <easdoctor/check.h>
#include <easdoctor/iis.h>
#include <easdoctor/registry.h>

#define TLS13 ED_KEY_SCHANNEL "\\Protocols\\TLS 1.3\\Server"
#define Y ED_YES
#define N ED_NO
#define U ED_UNSAID

/* The first serves the name; the second, of the same port, only where both. */
static const struct {
	const char *name;
	enum ed_answer mapper[2], negotiate[2], tls13_off, revocation;
	bool both, incomplete, none, gateway;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "healthy", { Y, Y }, { Y, Y }, N, Y, false, false, false, false, "" },
    { "off", { N, N }, { Y, Y }, N, Y, false, false, false, false,
	"ds-mapper-off" },
    { "on for another", { N, Y }, { Y, Y }, N, Y, false, false, false, false,
	"ds-mapper-off other-binding" },
    { "either serves", { N, Y }, { Y, Y }, N, Y, true, false, false, false,
	"ds-mapper-off=unknown other-binding=unknown" },
    { "no probe", { Y, Y }, { N, N }, N, Y, false, false, false, false,
	"negotiate-off=unknown" },
    { "TLS 1.3 off", { Y, Y }, { N, N }, Y, Y, false, false, false, false,
	"" },
    { "no TLS 1.3", { Y, Y }, { N, N }, U, Y, false, false, false, false,
	"" },
    { "not checked", { Y, Y }, { Y, Y }, N, N, false, false, false, false,
	"revocation-off" },
    { "not said", { U, Y }, { Y, Y }, N, Y, false, false, false, false,
	"ds-mapper-off=unknown other-binding=unknown" },
    { "cut", { N, N }, { Y, Y }, N, Y, false, true, false, false,
	"ds-mapper-off=unknown negotiate-off=unknown other-binding=unknown "
	"revocation-off=unknown" },
    { "none given", { N, N }, { N, N }, N, N, false, false, true, false,
	"ds-mapper-off=not_asked negotiate-off=not_asked "
	"other-binding=not_asked revocation-off=not_asked" },
    { "gateway", { N, N }, { N, N }, N, N, false, false, false, true,
	"ds-mapper-off=not_asked negotiate-off=not_asked "
	"other-binding=not_asked revocation-off=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_binding made[2] = {0};
		const struct ed_binding *items[] = {&made[0], &made[1]};
		struct ed_bindings bindings = {.items = items,
		    .n = 2,
		    .incomplete = rows[i].incomplete,
		    .serving = items,
		    .n_serving = rows[i].both ? 2 : 1,
		    .port = 443};
		struct ed_machine machine = {
		    .bindings = rows[i].none ? NULL : &bindings};
		struct ed_machine other = {.bindings = &bindings};
		const struct ed_machine *machines[] = {&machine, &other};
		const struct ed_endpoint endpoint = {
		    .gateway_ends_certificate =
			rows[i].gateway ? ED_YES : ED_UNSAID};
		const struct ed_facts facts = {.machines = machines,
		    .n_machines = 2,
		    .endpoint = &endpoint};

		print_message("row: %s\n", rows[i].name);
		for (size_t k = 0; k < 2; k++)
			made[k] = (struct ed_binding){.port = 443,
			    .endpoint = ED_STR("0.0.0.0:443"),
			    .ds_mapper = rows[i].mapper[k],
			    .negotiate = rows[i].negotiate[k],
			    .revocation = rows[i].revocation,
			    .tls13_off = rows[i].tls13_off};
		ed_expect("http-sys", &facts, &machine, rows[i].expect);
	}
}

enum { ABSENT = -1 };

/* No probe: the registry, IIS and its bindings tell of TLS 1.3. */
static const struct {
	const char *name;
	int enabled;   /* in the registry */
	int64_t flags; /* of IIS: -1 unknown */
	const char *information;
	int64_t binding_flags;
	const char *expect;
} versions[] = {
    /* clang-format off */
    { "on, and asked for late", 1, ED_IIS_SSL_REQUIRE, "*:443:", 0,
	"negotiate-off" },
    { "not said", ABSENT, ED_IIS_SSL_REQUIRE, "*:443:", 0,
	"negotiate-off=unknown" },
    { "off", 0, ED_IIS_SSL_REQUIRE, "*:443:", 0, "" },
    { "on, and never asked for", 1, 8, "*:443:", 0,
	"negotiate-off=unknown" },
    { "on, not known whether asked", 1, -1, "*:443:", 0,
	"negotiate-off=unknown" },
    { "off in IIS", 1, ED_IIS_SSL_REQUIRE, "*:443:mail.ex.test", 33, "" },
    { "off in IIS, by IPv6", 1, ED_IIS_SSL_REQUIRE, "[::]:443:", 32, "" },
    { "off for another port", 1, ED_IIS_SSL_REQUIRE, "*:444:", 32,
	"negotiate-off" },
    { "off for the host only", 1, ED_IIS_SSL_REQUIRE, "127.0.0.1:443:", 32,
	"negotiate-off" },
    { "flags unreadable", 1, ED_IIS_SSL_REQUIRE, "*:443:", -1,
	"negotiate-off" },
    { "no port in it", 1, ED_IIS_SSL_REQUIRE, "443", 32, "negotiate-off" },
    /* clang-format on */
};

static void each_version(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(versions); i++) {
		const struct ed_binding made = {.port = 443,
		    .ds_mapper = Y,
		    .negotiate = N,
		    .revocation = Y,
		    .tls13_off = N};
		const struct ed_binding *items[] = {&made};
		const struct ed_bindings bindings = {.items = items,
		    .n = 1,
		    .serving = items,
		    .n_serving = 1,
		    .port = 443};
		const struct ed_registry_key key = {.path = ED_STR(TLS13)};
		const struct ed_registry_value value = {.key = ED_STR(TLS13),
		    .name = ED_STR("Enabled"),
		    .type = ED_REG_NUMBER,
		    .number = (uint64_t)versions[i].enabled};
		const struct ed_winreg registry = {.keys = &key,
		    .n_keys = 1,
		    .values = &value,
		    .n_values = versions[i].enabled != ABSENT};
		const struct ed_iis_binding of_iis = {
		    .protocol = ED_STR("https"),
		    .information = ed_str_of(versions[i].information),
		    .ssl_flags = versions[i].binding_flags};
		struct ed_iis iis = {.bindings = &of_iis, .n_bindings = 1};
		const struct ed_machine machine = {
		    .bindings = &bindings, .registry = &registry, .iis = &iis};
		const struct ed_machine *machines[] = {&machine};
		const struct ed_facts facts = {
		    .machines = machines, .n_machines = 1};

		iis.front.values[ED_IIS_SSL_FLAGS] = (struct ed_iis_value){
		    .level = versions[i].flags < 0 ? ED_IIS_UNKNOWN
						   : ED_IIS_AT_OBJECT,
		    .number = versions[i].flags};
		print_message("row: %s\n", versions[i].name);
		ed_expect("http-sys", &facts, &machine, versions[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(each_version)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
