/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory-account: the domain controllers must find the account by its
 * certificate.
 *
 * A controller on which UseSubjectAltName is 0 does not look at the User
 * Principal Name in the certificate's Subject Alternative Name, by which
 * phones' certificates name their account.
 */
#include <easdoctor/check.h>
#include <easdoctor/registry.h>

/* What the exports of all controllers come to. */
struct controllers {
	const struct ed_registry_key *any; /* one that was exported */
	struct ed_setting off;             /* GIVEN: one where it is off */
	bool unreadable;
};

static void look_at(struct controllers *seen, const struct ed_winreg *registry)
{
	seen->unreadable = seen->unreadable || registry->incomplete;
	for (size_t i = 0; i < registry->n_keys; i++) {
		const struct ed_registry_key *key = &registry->keys[i];
		struct ed_setting names;

		if (!ed_str_ieq(key->path, ED_STR(ED_KEY_KDC)))
			continue;
		seen->any = key;
		names = ed_registry_setting(
		    registry, key->ref.input, ED_KEY_KDC, "UseSubjectAltName");
		if (names.state == ED_SETTING_UNREADABLE)
			seen->unreadable = true;
		if (names.state == ED_SETTING_GIVEN && names.number == 0)
			seen->off = names;
	}
}

static void settle_alt_name(struct ed_sink *out, const struct ed_facts *facts)
{
	static const char id[] = "subject-alt-name-off";
	struct controllers seen = {.any = NULL};
	struct ed_digits digits;

	for (size_t i = 0; i < facts->n_machines; i++)
		if (facts->machines[i]->registry)
			look_at(&seen, facts->machines[i]->registry);
	if (seen.off.state == ED_SETTING_GIVEN)
		ed_settle(out, id, true, seen.off.ref,
		    ED_VALUES({"value", ED_NUMBER,
			ed_number(&digits, seen.off.number)}));
	else if (seen.unreadable)
		ed_unknown(
		    out, id, "an export of a registry could not all be read");
	else if (!seen.any)
		ed_not_asked(out, id,
		    "no export of a domain controller's registry "
		    "(Services\\Kdc) is given");
	else
		ed_settle(out, id, false, seen.any->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	settle_alt_name(out, facts);
}

const struct ed_check ed_check_directory_account = {
    .id = "directory-account",
    .title = "The account can be found by its certificate",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"subject-alt-name-off", ED_NEED_REGISTRY}),
    .run = run,
};
