/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange_made.h"

static const struct {
	const char *name;
	const char *id, *device, *cas, *recipient, *limit, *trouble;
	size_t n;
	bool unsure;
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "allowed", "X", "DeviceAccessState=Allowed", NULL, NULL, NULL, NULL,
	1, false, "" },
    { "blocked", "X", "DeviceAccessState=blocked", NULL, NULL, NULL, NULL,
	1, false, "blocked" },
    { "quarantined", "X", "DeviceAccessState=Quarantined", NULL, NULL, NULL,
	NULL, 1, false, "quarantined" },
    { "discovery", "X", "DeviceAccessState=DeviceDiscovery", NULL, NULL, NULL,
	NULL, 1, false, "quarantined=unknown" },
    { "two states", "X", "DeviceAccessState=", NULL, NULL, NULL, NULL, 1,
	false, "blocked=unknown quarantined=unknown" },
    { "nobody asked", "", NULL, NULL, NULL, NULL, NULL, 1, false,
	"blocked=not_asked quarantined=not_asked too-many=not_asked" },
    { "of another", "X", NULL, NULL, NULL, NULL, "of another", 0, false,
	"blocked=unknown quarantined=unknown too-many=not_asked" },
    { "listed", "X", NULL, "ActiveSyncBlockedDeviceIDs={A, x}", NULL, NULL,
	NULL, 0, false, "blocked quarantined=not_asked too-many=not_asked" },
    { "listed and allowed", "X", "DeviceAccessState=Allowed",
	"ActiveSyncBlockedDeviceIDs={X}", NULL, NULL, NULL, 1, false,
	"blocked=unknown" },
    { "another listed", "X", "DeviceAccessState=Allowed",
	"ActiveSyncBlockedDeviceIDs={XY}", NULL, NULL, NULL, 1, false, "" },
    { "full", "X", NULL, NULL, NULL, "EasMaxDevices=3", NULL, 3, false,
	"blocked=not_asked quarantined=not_asked too-many" },
    { "room", "X", NULL, NULL, NULL, "EasMaxDevices=4", NULL, 3, false,
	"blocked=not_asked quarantined=not_asked" },
    { "room or not", "X", NULL, NULL, NULL, "EasMaxDevices=4", NULL, 3, true,
	"blocked=not_asked quarantined=not_asked too-many=unknown" },
    { "full, maybe with it", "", NULL, NULL, NULL, "EasMaxDevices=3", NULL, 3,
	false, "blocked=not_asked quarantined=not_asked too-many=unknown" },
    { "unlimited", "X", NULL, NULL, NULL, "EasMaxDevices=Unlimited", NULL, 3,
	false, "blocked=not_asked quarantined=not_asked" },
    { "no number", "X", NULL, NULL, NULL, "EasMaxDevices=1e3", NULL, 3, false,
	"blocked=not_asked quarantined=not_asked too-many=unknown" },
    { "another policy", "X", NULL, NULL, "ThrottlingPolicy=Mine",
	"Name=Other|EasMaxDevices=1", NULL, 3, false,
	"blocked=not_asked quarantined=not_asked too-many=not_asked" },
    { "its policy", "X", NULL, NULL, "ThrottlingPolicy=Mine",
	"Name=mine|EasMaxDevices=1", NULL, 3, false,
	"blocked=not_asked quarantined=not_asked too-many" },
    /* clang-format on */
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct made device, cas, recipient, limit;
		const struct ed_exchange_user user = {
		    .device = make_object(
			&device, ED_EXCHANGE_DEVICE, rows[i].device),
		    .cas = make_object(&cas, ED_EXCHANGE_CAS, rows[i].cas),
		    .recipient = make_object(
			&recipient, ED_EXCHANGE_RECIPIENT, rows[i].recipient),
		    .device_trouble = rows[i].trouble,
		    .n_devices = rows[i].n,
		    .devices_unsure = rows[i].unsure};
		const struct ed_exchange_object *const all[] = {
		    make_object(&limit, ED_EXCHANGE_THROTTLING, rows[i].limit)};
		const struct ed_device stated = {
		    .eas_id = ed_str_of(rows[i].id)};
		const struct ed_facts facts = {.exchange = &user,
		    .device = &stated,
		    .exchange_objects = all,
		    .n_exchange_objects = rows[i].limit ? 1 : 0};

		print_message("row: %s\n", rows[i].name);
		ed_expect("mailbox-device", &facts, &facts, rows[i].expect);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
