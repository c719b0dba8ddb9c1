/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/registry.h>
#include <easdoctor/store.h>

#include <stdio.h>

#define REST "non-root-in-root-store=not_asked ca-not-trusted=not_asked"

static const struct {
	const char *name;
	const char *value;
	uint64_t number;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "default methods", "CertificateMappingMethods", 0x18, REST },
    { "all methods", "CertificateMappingMethods", 0x1f,
	REST " weak-mapping-enabled" },
    { "no S4U", "CertificateMappingMethods", 0x3, REST " s4u-off" },
    { "no list", "SendTrustedIssuerList", 0, REST },
    { "a list, no store", "SendTrustedIssuerList", 1,
	"issuer-list=unknown " REST },
    { "machine trust", "ClientAuthTrustMode", 0, REST },
    { "exclusive, no store", "ClientAuthTrustMode", 2,
	"trust-mode=unknown " REST },
    /* clang-format on */
};

static void each_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_registry_key key = {
		    .ref = {.input = 1}, .path = ED_STR(ED_KEY_SCHANNEL)};
		const struct ed_registry_value value = {.ref = {.input = 1},
		    .key = key.path,
		    .name = ed_str_of(rows[i].value),
		    .type = ED_REG_NUMBER,
		    .number = rows[i].number};
		const struct ed_winreg registry = {
		    .keys = &key, .n_keys = 1, .values = &value, .n_values = 1};
		const struct ed_machine machine = {.registry = &registry};
		const struct ed_machine *machines[] = {&machine};
		const struct ed_store none = {.kind = ED_STORE_NTAUTH};
		const struct ed_store *stores[] = {&none};
		const struct ed_facts facts = {.machines = machines,
		    .n_machines = 1,
		    .stores = stores,
		    .n_stores = 1,
		    .device_certificate = &ed_good_certificate};

		print_message("row: %s\n", rows[i].name);
		ed_expect("schannel", &facts, &machine, rows[i].expect);
	}
}

static void each_store(void **state)
{
	static const struct {
		const char *subject;
		bool incomplete;
		const char *said;
	} all[] = {
	    {"CN=A, DC=B", false, ""},
	    {"CN=A, DC=C", false, "non-root-in-root-store "},
	    {"cn=a,dc=b", true, "non-root-in-root-store=unknown "},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(all); i++) {
		const struct ed_stored item = {.issuer = ED_STR("CN=A,DC=B"),
		    .subject = ed_str_of(all[i].subject),
		    .sha1 = ED_STR("00")};
		const struct ed_store root = {.kind = ED_STORE_ROOT,
		    .items = &item,
		    .n = 1,
		    .incomplete = all[i].incomplete};
		const struct ed_store *stores[] = {&root};
		const struct ed_machine machine = {
		    .stores = stores, .n_stores = 1};
		const struct ed_facts facts = {.stores = stores, .n_stores = 1};
		char expect[256];

		snprintf(expect, sizeof(expect),
		    "issuer-list=not_asked trust-mode=not_asked %s"
		    "ca-not-trusted=not_asked s4u-off=not_asked "
		    "weak-mapping-enabled=not_asked",
		    all[i].said);
		ed_expect("schannel", &facts, &machine, expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_number), cmocka_unit_test(each_store)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
