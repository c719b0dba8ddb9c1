/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#define P12(...)                                                               \
	{                                                                      \
		.is_pkcs12 = true, __VA_ARGS__                                 \
	}
#define HAS_KEY .has_key = true, .key_matches = ED_YES
#define PBES2 .encryption = ED_STR("PBES2"), .mac = ED_STR("sha256")
#define DES3 .encryption = ED_STR("PBE-SHA1-3DES"), .mac = ED_STR("sha1")
#define RC2 .encryption = ED_STR("PBE-SHA1-RC2-40"), .mac = ED_STR("sha1")
#define NO_DEVICE ED_STR(""), ED_STR("")
#define DEVICE(platform, os) ED_STR(platform), ED_STR(os)

static const struct {
	const char *name;
	struct ed_identity identity;
	struct ed_str platform;
	struct ed_str os;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "good", P12(HAS_KEY, DES3), DEVICE("ios", "18.1"), "" },
    { "good, no platform", P12(HAS_KEY, DES3), NO_DEVICE,
	"device-cannot-open=not_asked" },
    { "another's key", P12(.has_key = true, .key_matches = ED_NO, DES3),
	DEVICE("ios", "18.1"), "mismatch" },
    { "no certificate", P12(.has_key = true, DES3), DEVICE("ios", "18.1"),
	"mismatch=unknown" },
    { "no key", P12(DES3), DEVICE("ios", "18.1"), "missing" },
    { "wrong password", P12(.opened = ED_WRONG_PASSWORD, DES3),
	DEVICE("ios", "18.1"),
	"mismatch=unknown missing=unknown wrong-password=unknown" },
    { "wrong password in the profile",
	P12(.opened = ED_WRONG_PASSWORD, .in_profile = true, DES3),
	DEVICE("ios", "18.1"),
	"mismatch=unknown missing=unknown wrong-password" },
    { "wrong password, algorithms seen",
	P12(.opened = ED_WRONG_PASSWORD, PBES2), DEVICE("ios", "15.8"),
	"mismatch=unknown missing=unknown wrong-password=unknown "
	"device-cannot-open" },
    { "wrong password, algorithms hidden", P12(.opened = ED_WRONG_PASSWORD),
	DEVICE("ios", "15.8"),
	"mismatch=unknown missing=unknown wrong-password=unknown "
	"device-cannot-open=unknown" },
    { "no password", P12(.opened = ED_NO_PASSWORD, DES3),
	DEVICE("ios", "18.1"),
	"mismatch=unknown missing=unknown wrong-password=unknown" },
    { "no password in the profile",
	P12(.opened = ED_NO_PASSWORD, .in_profile = true, DES3),
	DEVICE("ios", "18.1"),
	"mismatch=unknown missing=unknown wrong-password" },
    { "damaged", P12(.opened = ED_CANNOT_OPEN), DEVICE("ios", "18.1"),
	"mismatch=unknown missing=unknown wrong-password=unknown "
	"device-cannot-open=unknown" },
    { "key alone", {.has_key = true, .key_matches = ED_YES},
	DEVICE("ios", "18.1"),
	"wrong-password=not_asked device-cannot-open=not_asked" },
    { "key alone, no certificate", {.has_key = true}, NO_DEVICE,
	"mismatch=not_asked wrong-password=not_asked "
	"device-cannot-open=not_asked" },
    { "key alone, another's", {.has_key = true, .key_matches = ED_NO},
	NO_DEVICE,
	"mismatch wrong-password=not_asked device-cannot-open=not_asked" },
    { "key alone, locked", {.opened = ED_NO_PASSWORD}, NO_DEVICE,
	"mismatch=unknown wrong-password=not_asked "
	"device-cannot-open=not_asked" },
    { "AES on iOS 15", P12(HAS_KEY, PBES2), DEVICE("ios", "15.8.3"),
	"device-cannot-open" },
    { "AES on iOS 16", P12(HAS_KEY, PBES2), DEVICE("ios", "16"), "" },
    { "AES on iOS 18.1", P12(HAS_KEY, PBES2), DEVICE("iOS", "18.1"), "" },
    { "AES on some iOS", P12(HAS_KEY, PBES2), DEVICE("ios", ""),
	"device-cannot-open=unknown" },
    { "AES on a named iOS", P12(HAS_KEY, PBES2), DEVICE("ios", "latest"),
	"device-cannot-open=unknown" },
    { "AES on macOS 15", P12(HAS_KEY, PBES2), DEVICE("macos", "15.2"),
	"device-cannot-open" },
    { "only the MAC is new on macOS 14",
	P12(HAS_KEY, .encryption = ED_STR("PBE-SHA1-3DES"),
	    .mac = ED_STR("sha256")),
	DEVICE("macos", "14.2.1"), "device-cannot-open" },
    { "AES on Windows 10 1607", P12(HAS_KEY, PBES2),
	DEVICE("windows", "10.0.14393"), "device-cannot-open" },
    { "AES on Windows 10 22H2", P12(HAS_KEY, PBES2),
	DEVICE("windows", "10.0.19045.5000"), "" },
    { "AES on some Windows 10", P12(HAS_KEY, PBES2), DEVICE("windows", "10"),
	"device-cannot-open=unknown" },
    { "AES on Windows 11", P12(HAS_KEY, PBES2), DEVICE("windows", "11"), "" },
    { "AES on Android 15", P12(HAS_KEY, PBES2), DEVICE("android", "15"), "" },
    { "RC2 on iOS", P12(HAS_KEY, RC2), DEVICE("ios", "18.1"), "" },
    { "RC2 on Android", P12(HAS_KEY, RC2), DEVICE("android", "15"),
	"device-cannot-open=unknown" },
    { "another platform", P12(HAS_KEY, DES3), DEVICE("tizen", "5"),
	"device-cannot-open=unknown" },
    { "algorithm not known", P12(HAS_KEY), DEVICE("ios", "18.1"),
	"device-cannot-open=unknown" },
    { "version with huge numbers", P12(HAS_KEY, PBES2),
	DEVICE("ios", "99999999999999999999.1"), "" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_device device = {
		    .platform = rows[i].platform, .os = rows[i].os};
		const struct ed_facts facts = {.device = &device};

		print_message("row: %s\n", rows[i].name);
		ed_expect(
		    "private-key", &facts, &rows[i].identity, rows[i].expect);
	}
}

static void says_why_refused(void **state)
{
	const struct ed_identity none = {
	    .is_pkcs12 = true, .in_profile = true, .opened = ED_NO_PASSWORD};
	const struct ed_identity wrong = {
	    .is_pkcs12 = true, .in_profile = true, .opened = ED_WRONG_PASSWORD};
	const struct ed_facts facts = {0};

	(void)state;
	ed_expect_said("private-key", &facts, &none, "wrong-password",
	    "why=none is given");
	ed_expect_said("private-key", &facts, &wrong, "wrong-password",
	    "why=the one given does not fit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(says_why_refused)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
