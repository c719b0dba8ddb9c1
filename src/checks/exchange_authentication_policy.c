/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-authentication-policy: the user's policy may shut ActiveSync out.
 *
 * A policy that blocks legacy authentication for ActiveSync is meant for
 * passwords; whether it stops certificates too is not known.
 */
#include <easdoctor/check.h>
#include <easdoctor/exchange.h>

static bool is_named(
    const struct ed_exchange_object *policy, struct ed_str name)
{
	return ed_str_ieq(name, ed_property_value(policy, "Identity")) ||
	       ed_str_ieq(name, ed_property_value(policy, "Name"));
}

static const struct ed_exchange_object *find_policy(
    const struct ed_facts *facts, struct ed_str name)
{
	for (size_t i = 0; i < facts->n_exchange_objects; i++)
		if (facts->exchange_objects[i]->kind ==
			ED_EXCHANGE_SIGN_IN_POLICY &&
		    is_named(facts->exchange_objects[i], name))
			return facts->exchange_objects[i];
	return NULL;
}

static void settle_by(const struct ed_exchange_object *policy,
    struct ed_str name, struct ed_sink *out)
{
	static const char id[] = "blocks-activesync";
	const struct ed_property *blocks =
	    ed_property_find(policy, "BlockLegacyAuthActiveSync");
	enum ed_answer answer =
	    ed_property_answer(policy, "BlockLegacyAuthActiveSync");

	if (!policy)
		ed_not_asked(out, id,
		    "no output of Get-AuthenticationPolicy is of the user's "
		    "policy");
	else if (answer == ED_UNSAID || policy->contradictory)
		ed_unknown(out, id,
		    "BlockLegacyAuthActiveSync is neither True nor False");
	else
		ed_settle(out, id, answer == ED_YES, blocks->ref,
		    ED_VALUES({"policy", ED_TEXT, name}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char id[] = "blocks-activesync";
	const struct ed_property *named;

	(void)subject;
	if (!facts->exchange)
		return;
	named = ed_property_find(
	    facts->exchange->recipient, "AuthenticationPolicy");
	if (!named && facts->exchange->recipient_trouble)
		ed_unknown(out, id, facts->exchange->recipient_trouble);
	else if (!named)
		ed_not_asked(out, id,
		    "no output of Get-User shows the user's "
		    "AuthenticationPolicy");
	else if (named->cut || facts->exchange->recipient->contradictory)
		ed_unknown(
		    out, id, "the name of the user's policy cannot be told");
	else if (!named->value.n)
		ed_not_asked(out, id,
		    "the user has no policy of its own, and which is the "
		    "organization's default is not in evidence");
	else
		settle_by(find_policy(facts, named->value), named->value, out);
}

const struct ed_check ed_check_exchange_authentication_policy = {
    .id = "exchange-authentication-policy",
    .title = "No authentication policy shuts ActiveSync out",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"blocks-activesync", ED_NEED_MAILBOX}),
    .run = run,
};
