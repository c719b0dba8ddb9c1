/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange_made.h"

static const struct {
	const char *name;
	const char *id, *statistics, *trouble, *expect;
} rows[] = {
    /* clang-format off */
    { "fine", "X", "Status=DeviceOk|DevicePolicyApplicationStatus=AppliedInFull",
	NULL, "" },
    { "never", "X", "Status=DeviceOk|DevicePolicyApplicationStatus=NotApplied",
	NULL, "provisioning-loop" },
    { "a part", "X",
	"Status=DeviceOk|DevicePolicyApplicationStatus=PartiallyApplied", NULL,
	"provisioning-loop" },
    { "nobody knows", "X",
	"Status=DeviceOk|DevicePolicyApplicationStatus=Unknown", NULL,
	"provisioning-loop=unknown" },
    { "pending", "X", "Status=DeviceWipePending", NULL,
	"provisioning-loop=not_asked wipe-pending" },
    { "requested", "X", "DeviceWipeRequestTime=now|DeviceWipeAckTime=", NULL,
	"provisioning-loop=not_asked wipe-pending" },
    { "done", "X", "DeviceWipeRequestTime=now|DeviceWipeAckTime=later", NULL,
	"provisioning-loop=not_asked" },
    { "done or not", "X", "DeviceWipeRequestTime=now", NULL,
	"provisioning-loop=not_asked wipe-pending=unknown" },
    { "not shown", "X", "DeviceId=X", NULL,
	"provisioning-loop=not_asked wipe-pending=not_asked" },
    { "none", "X", NULL, NULL,
	"provisioning-loop=not_asked wipe-pending=not_asked" },
    { "of another", "X", NULL, "of another",
	"provisioning-loop=unknown wipe-pending=unknown" },
    { "nobody asked", "", NULL, NULL,
	"provisioning-loop=not_asked wipe-pending=not_asked" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct made statistics;
		const struct ed_exchange_user user = {
		    .statistics = make_object(&statistics,
			ED_EXCHANGE_STATISTICS, rows[i].statistics),
		    .device_trouble = rows[i].trouble};
		const struct ed_device stated = {
		    .eas_id = ed_str_of(rows[i].id)};
		const struct ed_facts facts = {
		    .exchange = &user, .device = &stated};

		print_message("row: %s\n", rows[i].name);
		ed_expect("mailbox-policy", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
