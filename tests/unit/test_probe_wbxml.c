/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/eas_wbxml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "\x03\x01\x6a\x00"
#define PROVISION HEAD "\x00\x0e\x45"
#define FOLDERS HEAD "\x00\x07\x56"
#define END "\x01"
#define TYPE "\x48\x03MS-EAS-Provisioning-WBXML\x00\x01"

/* Encoded by hand from the code pages of MS-ASWBXML 2.1.2.1. */
static void encodes_requests(void **state)
{
	const struct ed_str folders = ED_STR(FOLDERS "\x52\x03"
						     "0\x00" END END);
	const struct ed_str old = ED_STR(PROVISION "\x46\x47" TYPE END END END);
	const struct ed_str new = ED_STR(PROVISION
	    "\x00\x12\x56\x48\x57\x03"
	    "easdoctor\x00" END END END "\x00\x0e\x46\x47" TYPE END END END);
	struct ed_arena arena = {0};
	struct ed_str got;

	(void)state;
	assert_true(ed_wbxml_folder_sync(&arena, &got));
	assert_true(ed_str_eq(got, folders));
	assert_true(ed_wbxml_provision(&arena, false, &got));
	assert_true(ed_str_eq(got, old));
	assert_true(ed_wbxml_provision(&arena, true, &got));
	assert_true(ed_str_eq(got, new));
	ed_arena_free(&arena);
}

#define STATUS(digits) "\x4b\x03" digits "\x00" END
#define POLICY(status)                                                         \
	"\x46\x47" TYPE STATUS(status) "\x49\x03"                              \
				       "77\x00" END "\x4a\x4d\x4e\x03"         \
				       "0\x00" END END END END END

static const struct {
	const char *name;
	struct ed_str bytes;
	bool ok;
	struct ed_eas_answer want;
} rows[] = {
    /* clang-format off */
    { "a policy", ED_STR(PROVISION STATUS("1") POLICY("1") END), true, { 1, 1, true, ED_WIPE_NONE, -1 } },
    { "no policy", ED_STR(PROVISION STATUS("1") "\x46\x47" STATUS("2") END END END), true, { 1, 2, false, ED_WIPE_NONE, -1 } },
    { "a wipe", ED_STR(PROVISION STATUS("1") "\x0c" END), true, { 1, -1, false, ED_WIPE_DEVICE, -1 } },
    { "a wipe of the account", ED_STR(PROVISION STATUS("1") "\x3b" END), true, { 1, -1, false, ED_WIPE_ACCOUNT, -1 } },
    { "refused", ED_STR(FOLDERS "\x4c\x03" "142\x00" END END), true, { 142, -1, false, ED_WIPE_NONE, -1 } },
    { "folders", ED_STR(FOLDERS "\x4c\x03" "1\x00" END "\x4e\x57\x03" "2\x00" END "\x4f\x47\x03" "In\xff\x00" END END END END), true, { 1, -1, false, ED_WIPE_NONE, 2 } },
    { "opaque text", ED_STR(FOLDERS "\x4c\xc3\x01" "9" END END), true, { 9, -1, false, ED_WIPE_NONE, -1 } },
    { "no status", ED_STR(FOLDERS "\x4c\x03" "12x\x00" END END), true, { -1, -1, false, ED_WIPE_NONE, -1 } },
    { "nothing", ED_STR(""), false, { 0 } },
    { "a head alone", ED_STR(HEAD), false, { 0 } },
    { "cut in text", ED_STR(FOLDERS "\x4c\x03" "1"), false, { 0 } },
    { "cut in opaque text", ED_STR(FOLDERS "\x4c\xc3\x7f" "1"), false, { 0 } },
    { "cut before the end", ED_STR(FOLDERS "\x4c\x03" "1\x00" END), false, { 0 } },
    { "one end too many", ED_STR(FOLDERS END END), false, { 0 } },
    { "two documents", ED_STR(FOLDERS END "\x16"), false, { 0 } },
    { "a string table", ED_STR("\x03\x01\x6a\x02" "ab" "\x56" END), false, { 0 } },
    { "attributes", ED_STR(HEAD "\xc5\x05" END END), false, { 0 } },
    { "an endless number", ED_STR("\x03\xff\xff\xff\xff\xff\x01\x6a\x00"), false, { 0 } },
    { "HTML", ED_STR("<html><body>Runtime Error</body></html>"), false, { 0 } },
    /* clang-format on */
};

static void reads_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_eas_answer got;
		const char *why = NULL;
		bool ok = ed_wbxml_read(rows[i].bytes, &got, &why);

		if (ok != rows[i].ok || (!ok && !why))
			fail_msg("%s: %s", rows[i].name, why ? why : "read");
		if (!ok)
			continue;
		if (got.status != rows[i].want.status ||
		    got.policy_status != rows[i].want.policy_status ||
		    got.has_policy != rows[i].want.has_policy ||
		    got.wipe != rows[i].want.wipe ||
		    got.folders != rows[i].want.folders)
			fail_msg("%s: status %d, policy %d %d, wipe %d, %d "
				 "folders",
			    rows[i].name, got.status, got.policy_status,
			    got.has_policy, got.wipe, got.folders);
	}
}

/* Each byte opens an element: libwbxml2 would recurse 60,000 times. */
static void refuses_depth_and_mass(void **state)
{
	enum { N = 60000 };
	char *bytes = malloc(4 + N);
	const char *why = NULL;
	enum ed_wipe wipe;

	(void)state;
	memcpy(bytes, HEAD, 4);
	memset(bytes + 4, 0x45, N);
	assert_false(
	    ed_wbxml_guard((struct ed_str){bytes, 4 + N}, &wipe, &why));
	assert_string_equal(why, "its elements nest too deep");
	memset(bytes + 5, 0x06, N - 1);
	assert_false(
	    ed_wbxml_guard((struct ed_str){bytes, 4 + N}, &wipe, &why));
	assert_string_equal(why, "it holds too many elements");
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(encodes_requests),
	    cmocka_unit_test(reads_answers),
	    cmocka_unit_test(refuses_depth_and_mass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
