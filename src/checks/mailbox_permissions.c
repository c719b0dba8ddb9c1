/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox-permissions: Exchange must be able to write below the account.
 *
 * For each device Exchange makes an object below the user's. Of accounts
 * that are or were administrators the directory takes inherited permissions
 * away, so that Exchange may not, and a new device cannot begin.
 */
#include <easdoctor/check.h>
#include <easdoctor/directory.h>

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char id[] = "inheritance-off";
	const struct ed_directory_account *account = facts->directory_account;

	(void)subject;
	if (!account)
		ed_unknown(out, id,
		    facts->directory_trouble ? facts->directory_trouble
					     : "no account was found");
	else if (account->protected_once == ED_UNSAID)
		ed_not_asked(out, id, "the export does not show adminCount");
	else
		ed_settle(out, id, account->protected_once == ED_YES,
		    account->ref,
		    ED_VALUES({"account", ED_TEXT, account->label}));
}

const struct ed_check ed_check_mailbox_permissions = {
    .id = "mailbox-permissions",
    .title = "Exchange may write below the account",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"inheritance-off", ED_NEED_DIRECTORY}),
    .run = run,
};
