/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox-device: Exchange must let this very device in.
 *
 * The identifier changes when a device is reset, so that one which worked
 * yesterday is a new one today: quarantined, blocked, or one too many. Only
 * the row of the device that the case states is judged.
 */
#include <easdoctor/check.h>
#include <easdoctor/exchange.h>

static struct ed_str device_id(const struct ed_facts *facts)
{
	return facts->device ? facts->device->eas_id : (struct ed_str){0};
}

/* Why nothing of the device's row can be told; false when it can. */
static bool settle_without(
    const struct ed_facts *facts, const char *id, struct ed_sink *out)
{
	const struct ed_exchange_user *user = facts->exchange;
	const struct ed_property *state =
	    ed_property_find(user->device, "DeviceAccessState");

	if (!device_id(facts).n)
		ed_not_asked(out, id,
		    "the case does not state the device's identifier "
		    "(device.eas_id)");
	else if (!user->device && user->device_trouble)
		ed_unknown(out, id, user->device_trouble);
	else if (!state)
		ed_not_asked(out, id,
		    "no output of Get-MobileDevice shows DeviceAccessState of "
		    "this device");
	else if (!state->value.n || user->device->contradictory)
		ed_unknown(
		    out, id, "outputs say different things of this device");
	else
		return false;
	return true;
}

static struct ed_str say_reason(const struct ed_exchange_object *device)
{
	struct ed_str reason =
	    ed_property_value(device, "DeviceAccessStateReason");

	return reason.n ? reason : ED_STR("not said");
}

/* The mailbox's own list stands above rules and the default. */
static bool settle_listed(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_exchange_user *user = facts->exchange;
	const struct ed_property *list =
	    ed_property_find(user->cas, "ActiveSyncBlockedDeviceIDs");
	struct ed_str state =
	    ed_property_value(user->device, "DeviceAccessState");
	bool cut = false;

	if (!list || !device_id(facts).n || user->cas->contradictory ||
	    !ed_property_lists(list, device_id(facts), &cut))
		return false;
	if (state.n && !ed_str_ieq(state, ED_STR("Blocked")))
		ed_unknown(out, "blocked",
		    "Get-CASMailbox lists the device as blocked, and "
		    "Get-MobileDevice does not");
	else
		ed_settle(out, "blocked", true, list->ref,
		    ED_VALUES({"device", ED_DEVICE, device_id(facts)},
			{"reason", ED_TEXT,
			    ED_STR("ActiveSyncBlockedDeviceIDs of the "
				   "mailbox")}));
	return true;
}

static void settle_blocked(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_exchange_object *device = facts->exchange->device;
	const struct ed_property *state;

	if (settle_listed(facts, out) || settle_without(facts, "blocked", out))
		return;
	state = ed_property_find(device, "DeviceAccessState");
	ed_settle(out, "blocked", ed_str_ieq(state->value, ED_STR("Blocked")),
	    state->ref,
	    ED_VALUES({"device", ED_DEVICE, device_id(facts)},
		{"reason", ED_TEXT, say_reason(device)}));
}

static void settle_quarantined(
    const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "quarantined";
	const struct ed_exchange_object *device = facts->exchange->device;
	const struct ed_property *state;

	if (settle_without(facts, id, out))
		return;
	state = ed_property_find(device, "DeviceAccessState");
	if (ed_str_ieq(state->value, ED_STR("DeviceDiscovery")))
		ed_unknown(out, id,
		    "when this was printed, Exchange was still finding out "
		    "what the device is, which takes up to 14 minutes");
	else
		ed_settle(out, id,
		    ed_str_ieq(state->value, ED_STR("Quarantined")), state->ref,
		    ED_VALUES({"device", ED_DEVICE, device_id(facts)},
			{"reason", ED_TEXT, say_reason(device)}));
}

static bool read_number(struct ed_str text, uint64_t *out)
{
	uint64_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9' || i == 9)
			return false;
		n = 10 * n + (uint64_t)(text.p[i] - '0');
	}
	*out = n;
	return text.n > 0;
}

/* The only policy in evidence, or the one that the mailbox names. */
static const struct ed_property *find_limit(const struct ed_facts *facts)
{
	const struct ed_property *found = NULL;
	const struct ed_str named =
	    ed_property_value(facts->exchange->recipient, "ThrottlingPolicy");

	for (size_t i = 0; i < facts->n_exchange_objects; i++) {
		const struct ed_exchange_object *one =
		    facts->exchange_objects[i];
		const struct ed_property *limit =
		    ed_property_find(one, "EasMaxDevices");

		if (one->kind != ED_EXCHANGE_THROTTLING || !limit)
			continue;
		if (named.n &&
		    !ed_str_ieq(named, ed_property_value(one, "Identity")) &&
		    !ed_str_ieq(named, ed_property_value(one, "Name")))
			continue;
		if (found && !ed_str_eq(found->value, limit->value))
			return NULL;
		found = limit;
	}
	return found;
}

static void settle_many(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "too-many";
	const struct ed_exchange_user *user = facts->exchange;
	const struct ed_property *limit = find_limit(facts);
	struct ed_digits digits;
	uint64_t most = 0;

	if (user->device)
		/* It has its place. */
		ed_settle(out, id, false, user->device->ref, NULL);
	else if (!user->n_devices && !user->devices_unsure)
		ed_not_asked(out, id,
		    "no output of Get-MobileDevice is of this mailbox");
	else if (!limit)
		ed_not_asked(out, id,
		    "no output of Get-ThrottlingPolicy shows EasMaxDevices for "
		    "this mailbox");
	else if (ed_str_ieq(limit->value, ED_STR("Unlimited")))
		ed_settle(out, id, false, limit->ref, NULL);
	else if (!read_number(limit->value, &most))
		ed_unknown(out, id, "EasMaxDevices is not a number");
	else if (user->devices_unsure && user->n_devices < most)
		ed_unknown(out, id,
		    "not all devices in the output can be told to be this "
		    "mailbox's or another's");
	else if (user->n_devices >= most && !device_id(facts).n)
		ed_unknown(out, id,
		    "the case does not state the device's identifier "
		    "(device.eas_id), and it may be one of those that are "
		    "there");
	else
		ed_settle(out, id, user->n_devices >= most, limit->ref,
		    ED_VALUES({"devices", ED_NUMBER,
				  ed_number(&digits, (int64_t)user->n_devices)},
			{"limit", ED_NUMBER, limit->value}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (!facts->exchange)
		return;
	settle_blocked(facts, out);
	settle_quarantined(facts, out);
	settle_many(facts, out);
}

const struct ed_check ed_check_mailbox_device = {
    .id = "mailbox-device",
    .title = "Exchange lets the device in",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"blocked", ED_NEED_MAILBOX},
	{"quarantined", ED_NEED_MAILBOX}, {"too-many", ED_NEED_MAILBOX}),
    .run = run,
};
