/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox-policy: the device must take Exchange's policy, and no wipe waits.
 *
 * A device that never acknowledges the policy is asked for it again and
 * again, and gets no mail; one that is to be wiped gets nothing else.
 */
#include <easdoctor/check.h>
#include <easdoctor/exchange.h>

/* Why nothing can be told of the device's statistics; false when it can. */
static bool settle_without(
    const struct ed_facts *facts, const char *id, struct ed_sink *out)
{
	const struct ed_exchange_user *user = facts->exchange;

	if (!facts->device || !facts->device->eas_id.n)
		ed_not_asked(out, id,
		    "the case does not state the device's identifier "
		    "(device.eas_id)");
	else if (!user->statistics && user->device_trouble)
		ed_unknown(out, id, user->device_trouble);
	else if (!user->statistics)
		ed_not_asked(out, id,
		    "no output of Get-MobileDeviceStatistics is of this "
		    "device");
	else if (user->statistics->contradictory)
		ed_unknown(
		    out, id, "outputs say different things of this device");
	else
		return false;
	return true;
}

static void settle_loop(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "provisioning-loop";
	const struct ed_property *state;

	if (settle_without(facts, id, out))
		return;
	state = ed_property_find(
	    facts->exchange->statistics, "DevicePolicyApplicationStatus");
	if (!state)
		ed_not_asked(out, id,
		    "the output does not show DevicePolicyApplicationStatus");
	else if (!state->value.n || ed_str_ieq(state->value, ED_STR("Unknown")))
		ed_unknown(out, id,
		    "Exchange does not know whether the policy was applied");
	else
		ed_settle(out, id,
		    ed_str_ieq(state->value, ED_STR("NotApplied")) ||
			ed_str_ieq(state->value, ED_STR("PartiallyApplied")),
		    state->ref,
		    ED_VALUES({"device", ED_DEVICE, facts->device->eas_id},
			{"state", ED_TEXT, state->value}));
}

static void settle_wipe(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char id[] = "wipe-pending";
	const struct ed_exchange_object *statistics;
	const struct ed_property *status, *asked, *done;
	bool pending;

	if (settle_without(facts, id, out))
		return;
	statistics = facts->exchange->statistics;
	status = ed_property_find(statistics, "Status");
	asked = ed_property_find(statistics, "DeviceWipeRequestTime");
	done = ed_property_find(statistics, "DeviceWipeAckTime");
	pending =
	    status && ed_str_ieq(status->value, ED_STR("DeviceWipePending"));
	if (!pending && asked && asked->value.n && !done)
		ed_unknown(out, id,
		    "a wipe was requested, and the output does not show "
		    "whether it was done (DeviceWipeAckTime)");
	else if (!status && !asked)
		ed_not_asked(out, id,
		    "the output shows neither Status nor "
		    "DeviceWipeRequestTime");
	else
		ed_settle(out, id,
		    pending || (asked && asked->value.n && !done->value.n),
		    status ? status->ref : asked->ref,
		    ED_VALUES({"device", ED_DEVICE, facts->device->eas_id},
			{"requested", ED_TEXT,
			    asked && asked->value.n
				? asked->value
				: ED_STR("a time that the output does not "
					 "say")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (!facts->exchange)
		return;
	settle_loop(facts, out);
	settle_wipe(facts, out);
}

const struct ed_check ed_check_mailbox_policy = {
    .id = "mailbox-policy",
    .title = "The device took Exchange's policy, and no wipe waits",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"provisioning-loop", ED_NEED_MAILBOX},
	{"wipe-pending", ED_NEED_MAILBOX}),
    .run = run,
};
