/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#define ASKED " differs-from-template=not_asked"

static const struct {
	const char *name;
	enum ed_key_type type;
	unsigned bits;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "RSA 512", ED_KEY_RSA, 512, "unusable" },
    { "RSA 1023", ED_KEY_RSA, 1023, "unusable" },
    { "RSA 1024", ED_KEY_RSA, 1024, "too-small" },
    { "RSA 2047", ED_KEY_RSA, 2047, "too-small" },
    { "RSA 2048", ED_KEY_RSA, 2048, "" },
    { "RSA 4096", ED_KEY_RSA, 4096, "" },
    { "RSA unread", ED_KEY_RSA, 0, "unusable=unknown too-small=unknown" },
    { "P-192", ED_KEY_EC, 192, "too-small" },
    { "P-224", ED_KEY_EC, 224, "too-small" },
    { "P-256", ED_KEY_EC, 256, "" },
    { "P-521", ED_KEY_EC, 521, "" },
    { "other curve", ED_KEY_EC, 0, "too-small=unknown" },
    { "Ed25519", ED_KEY_ED25519, 256, "unusable=unknown" },
    { "other", ED_KEY_OTHER, 0, "unusable=unknown too-small=unknown" },
    /* clang-format on */
};

static void each_key(void **state)
{
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate cert = ed_good_certificate;
		char expect[128];

		print_message("row: %s\n", rows[i].name);
		cert.key.type = rows[i].type;
		cert.key.bits = rows[i].bits;
		snprintf(expect, sizeof(expect), "%s%s", rows[i].expect,
		    rows[i].expect[0] ? ASKED : &ASKED[1]);
		ed_expect("certificate-key", &facts, &cert, expect);
	}
}

static const struct {
	const char *type; /* of the template, "" unsaid */
	unsigned bits;    /* 0: unsaid */
	enum ed_key_type key;
	unsigned key_bits;
	const char *expect;
} templates[] = {
    /* clang-format off */
    { "RSA", 2048, ED_KEY_RSA, 2048, "" },
    { "rsa", 0, ED_KEY_RSA, 4096, "" },
    { "", 2048, ED_KEY_RSA, 2048, "" },
    { "", 0, ED_KEY_RSA, 2048, "differs-from-template=not_asked" },
    { "RSA", 2048, ED_KEY_RSA, 4096, "differs-from-template" },
    { "", 4096, ED_KEY_RSA, 2048, "differs-from-template" },
    { "RSA", 2048, ED_KEY_EC, 256, "differs-from-template" },
    { "ECC", 256, ED_KEY_EC, 256, "" },
    { "ecdsa", 256, ED_KEY_EC, 384, "differs-from-template" },
    { "EC", 0, ED_KEY_RSA, 2048, "differs-from-template" },
    { "EC", 256, ED_KEY_EC, 0,
	"too-small=unknown differs-from-template=unknown" },
    { "RSA", 2048, ED_KEY_EC, 0, "too-small=unknown differs-from-template" },
    { "DSA", 1024, ED_KEY_RSA, 2048, "differs-from-template=unknown" },
    { "RSA", 0, ED_KEY_OTHER, 0, "unusable=unknown too-small=unknown "
	"differs-from-template=unknown" },
    /* clang-format on */
};

static void each_template(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(templates); i++) {
		const struct ed_template wanted = {
		    .key_type = ed_str_of(templates[i].type),
		    .key_bits = templates[i].bits};
		const struct ed_facts facts = {.request_template = &wanted};
		struct ed_certificate cert = ed_good_certificate;

		print_message(
		    "row: %s %u\n", templates[i].type, templates[i].bits);
		cert.key.type = templates[i].key;
		cert.key.bits = templates[i].key_bits;
		ed_expect(
		    "certificate-key", &facts, &cert, templates[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_key), cmocka_unit_test(each_template)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
