/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox-activesync: the user needs a mailbox, and ActiveSync switched on.
 *
 * Where it is off, the certificate and all before it are in order, and
 * Exchange itself answers 403 or status 126: no change to certificates helps.
 */
#include <easdoctor/check.h>
#include <easdoctor/exchange.h>

static void settle_disabled(
    const struct ed_exchange_user *user, struct ed_sink *out)
{
	static const char id[] = "disabled";
	const struct ed_property *enabled =
	    ed_property_find(user->cas, "ActiveSyncEnabled");
	enum ed_answer answer =
	    ed_property_answer(user->cas, "ActiveSyncEnabled");

	if (!user->cas && user->cas_trouble)
		ed_unknown(out, id, user->cas_trouble);
	else if (!enabled)
		ed_not_asked(out, id,
		    "no output of Get-CASMailbox shows ActiveSyncEnabled of "
		    "this mailbox");
	else if (answer == ED_UNSAID || user->cas->contradictory)
		ed_unknown(out, id,
		    "ActiveSyncEnabled is neither True nor False, or stands "
		    "there with both");
	else
		ed_settle(out, id, answer == ED_NO, enabled->ref,
		    ED_VALUES({"mailbox", ED_TEXT, user->cas->label}));
}

/* What RecipientType says of somebody who has no mailbox here. */
static bool is_without(struct ed_str type)
{
	static const char *const types[] = {
	    "User", "MailUser", "Contact", "MailContact"};

	for (size_t i = 0; i < ED_COUNT(types); i++)
		if (ed_str_ieq(type, ed_str_of(types[i])))
			return true;
	return false;
}

static void settle_none(
    const struct ed_exchange_user *user, struct ed_sink *out)
{
	static const char id[] = "none";
	const struct ed_property *type =
	    ed_property_find(user->recipient, "RecipientType");

	if (type && is_without(type->value) && !user->cas)
		ed_settle(out, id, true, type->ref,
		    ED_VALUES({"recipient", ED_TEXT, user->recipient->label},
			{"type", ED_TEXT, type->value}));
	else if (type && is_without(type->value))
		ed_unknown(
		    out, id, "one output shows a mailbox, and another none");
	else if (user->cas)
		ed_settle(out, id, false, user->cas->ref, NULL);
	else if (type && ed_str_ieq(type->value, ED_STR("UserMailbox")))
		ed_settle(out, id, false, type->ref, NULL);
	else if (user->recipient_trouble || user->cas_trouble)
		ed_unknown(out, id,
		    user->recipient_trouble ? user->recipient_trouble
					    : user->cas_trouble);
	else if (type)
		ed_unknown(out, id,
		    "what RecipientType says is not known, or contradictory");
	else
		ed_not_asked(out, id,
		    "no output of Get-User or Get-Mailbox is of this user");
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	if (!facts->exchange)
		return;
	settle_disabled(facts->exchange, out);
	settle_none(facts->exchange, out);
}

const struct ed_check ed_check_mailbox_activesync = {
    .id = "mailbox-activesync",
    .title = "The user has a mailbox, with ActiveSync",
    .each = ED_CASE,
    .findings =
	ED_FINDINGS({"disabled", ED_NEED_MAILBOX}, {"none", ED_NEED_MAILBOX}),
    .run = run,
};
