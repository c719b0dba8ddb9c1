/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/scep.h>
#include <string.h>

static const struct {
	const char *subject; /* of the template */
	const char *row;     /* its UPN, or NULL */
	unsigned bits;
	const char *cn;  /* of the payload */
	const char *upn; /* NULL: not asked for */
	int64_t size;
	const char *expect; /* of template-differs */
} rows[] = {
    /* clang-format off */
    { "CN=alice",             "a@b",   2048, "alice", "a@b", 2048, "" },
    { "CN={User}",            "{Upn}", 2048, "ALICE", "A@B", 2048, "" },
    { "CN={User}",            "{Upn}", 2048, "bob",   "a@b", 2048, "template-differs" },
    { "CN={User}",            "{Upn}", 2048, "alice", "b@b", 2048, "template-differs" },
    { "CN=x-{User}-{User}",   NULL,    0,    "x-alice-alice", NULL, 2048, "" },
    { "CN=x-{User}-{User}",   NULL,    0,    "x-alice-alic",  NULL, 2048, "template-differs" },
    { "CN={User}x",           NULL,    0,    "alice", NULL,  2048, "template-differs" },
    { "CN={User}",            NULL,    0,    "{User}", NULL, 2048, "" },
    { "CN={User}",            NULL,    0,    "{Other}", NULL, 2048, "template-differs=unknown" },
    { "CN={Nobody}",          NULL,    0,    "alice", NULL,  2048, "template-differs=unknown" },
    { "CN={Nobody}",          "{Upn}", 0,    "alice", "b@b", 2048, "template-differs" },
    { "CN={User},O=Corp",     NULL,    0,    "alice", NULL,  2048, "template-differs" },
    { "OU={User}",            NULL,    0,    "alice", NULL,  2048, "template-differs" },
    { "no name",              NULL,    0,    "alice", NULL,  2048, "template-differs=unknown" },
    { "",                     "{Upn}", 0,    "alice", NULL,  2048, "" },
    { "",                     "{UserPrincipalName}", 0, "alice", "a@b", 2048, "" },
    { "CN={User}",            NULL,    2048, "alice", NULL,  4096, "template-differs" },
    { "CN={User}",            NULL,    4096, "alice", NULL,  2048, "" },
    /* clang-format on */
};

static void each_template(void **state)
{
	static const struct ed_lookup lookups[] = {
	    {{"User", 4}, {"alice", 5}}, {{"Upn", 3}, {"a@b", 3}}};
	static const struct ed_account account = {.upn = {"a@b", 3}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_template_san row = {
		    ED_SAN_UPN, ed_str_of(rows[i].row)};
		const struct ed_template template = {
		    .subject = ed_str_of(rows[i].subject),
		    .sans = &row,
		    .n_sans = rows[i].row != NULL,
		    .key_bits = rows[i].bits};
		const struct ed_facts facts = {.request_template = &template,
		    .lookups = lookups,
		    .n_lookups = 2,
		    .account = &account};
		const struct ed_attribute cn = {
		    .oid = ED_STR("2.5.4.3"), .value = ed_str_of(rows[i].cn)};
		const struct ed_san upn = {
		    .type = ED_SAN_UPN, .value = ed_str_of(rows[i].upn)};
		const struct ed_scep scep = {.has_subject = true,
		    .subject = {.attributes = &cn, .n_attributes = 1},
		    .sans = &upn,
		    .n_sans = rows[i].upn != NULL,
		    .key_size = {true, true, rows[i].size, {0}}};
		char expect[80] = "";

		print_message("row %zu\n", i);
		if (*rows[i].expect)
			strcat(strcat(expect, rows[i].expect), " ");
		strcat(expect, "certificate-differs=not_asked");
		ed_expect("profile-scep-match", &facts, &scep, expect);
	}
}

static void each_certificate(void **state)
{
	static const struct {
		const char *cn, *upn; /* of the payload, NULL: not there */
		const char *issued_cn, *issued_upn;
		unsigned unreadable;
		const char *expect;
	} table[] = {
	    /* clang-format off */
	    { "alice", "a@b", "alice", "A@B", 0, "" },
	    { "alice", "a@b", "alice", "b@b", 0, "certificate-differs" },
	    { "alice", "a@b", "alice", NULL,  0, "certificate-differs" },
	    { "alice", "a@b", "svc",   "a@b", 0, "certificate-differs" },
	    { "alice", "a@b", NULL,    "a@b", 0, "certificate-differs" },
	    { NULL,    NULL,  "alice", "a@b", 0, "" },
	    { " ",     NULL,  "alice", "a@b", 0, "" },
	    { "alice", "{Upn}", "alice", "a@b", 0, "certificate-differs=unknown" },
	    { "{User}", "a@b", "alice", "a@b", 0, "certificate-differs=unknown" },
	    { "{User}", "a@b", "alice", "b@b", 0, "certificate-differs" },
	    { "alice", "a@b", "alice", "b@b", ED_PART_SAN, "certificate-differs=unknown" },
	    { "alice", "a@b", "alice", "b@b", ED_PART_SUBJECT, "certificate-differs=unknown" },
	    /* clang-format on */
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(table); i++) {
		const struct ed_attribute cn = {
		    .oid = ED_STR("2.5.4.3"), .value = ed_str_of(table[i].cn)};
		const struct ed_attribute issued_cn = {.oid = ED_STR("2.5.4.3"),
		    .value = ed_str_of(table[i].issued_cn)};
		const struct ed_san upn = {
		    .type = ED_SAN_UPN, .value = ed_str_of(table[i].upn)};
		const struct ed_upn issued = {
		    .value = ed_str_of(table[i].issued_upn)};
		const struct ed_certificate cert = {
		    .subject = {.attributes = &issued_cn,
			.n_attributes = table[i].issued_cn != NULL},
		    .upns = &issued,
		    .n_upns = table[i].issued_upn != NULL,
		    .unreadable = table[i].unreadable};
		const struct ed_facts facts = {.device_certificate = &cert};
		const struct ed_scep scep = {
		    .subject = {.attributes = &cn,
			.n_attributes = table[i].cn != NULL},
		    .sans = &upn,
		    .n_sans = table[i].upn != NULL};
		char expect[80] = "template-differs=not_asked";

		print_message("row %zu\n", i);
		if (*table[i].expect)
			strcat(strcat(expect, " "), table[i].expect);
		ed_expect("profile-scep-match", &facts, &scep, expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_template),
	    cmocka_unit_test(each_certificate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
