/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which account of the directory's export is the user's.
 *
 * It is the one with the SID that the case states, else with the UPN, else
 * with the email; where the case states none of them, the one whose UPN or
 * SID the device's certificate holds. Nothing is chosen where two accounts
 * answer to the same step. An account that the certificate leads to says how
 * that maps, but not who the user should be.
 */
#include "derive/derive.h"

static const struct ed_directory_account *account_at(
    const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->accounts, const struct ed_directory_account *)[i];
}

static bool has_mail(
    const struct ed_directory_account *account, struct ed_str mail)
{
	if (ed_str_ieq(account->mail, mail))
		return true;
	for (size_t i = 0; i < account->n_addresses; i++) {
		struct ed_str one = account->addresses[i];

		if (ed_str_istarts(one, ED_STR("smtp:")) &&
		    ed_str_ieq(ed_str_sub(one, 5, one.n), mail))
			return true;
	}
	return false;
}

static bool has_upn(
    const struct ed_directory_account *account, struct ed_str upn)
{
	return ed_str_ieq(account->upn, upn);
}

static bool has_sid(
    const struct ed_directory_account *account, struct ed_str sid)
{
	return ed_str_ieq(account->sid, sid);
}

typedef bool has_fn(
    const struct ed_directory_account *account, struct ed_str value);

/* The same account in two exports, or two accounts? */
static bool is_same(
    const struct ed_directory_account *a, const struct ed_directory_account *b)
{
	if (a->n_mappings != b->n_mappings || !ed_str_ieq(a->sid, b->sid) ||
	    !ed_str_ieq(a->upn, b->upn) || !ed_str_ieq(a->dn, b->dn) ||
	    a->created.earliest != b->created.earliest)
		return false;
	for (size_t i = 0; i < a->n_mappings; i++)
		if (!ed_str_ieq(a->mappings[i].text, b->mappings[i].text))
			return false;
	return (a->mappings_unknown == NULL) == (b->mappings_unknown == NULL);
}

struct choice {
	const struct ed_directory_account *found;
	bool several;
};

static struct choice find(
    const struct ed_case *c, has_fn *has, struct ed_str value)
{
	struct choice out = {NULL, false};

	for (size_t i = 0; value.n && i < c->accounts.n; i++) {
		const struct ed_directory_account *account = account_at(c, i);

		if (!has(account, value))
			continue;
		if (!out.found)
			out.found = account;
		else if (!is_same(out.found, account))
			out.several = true;
	}
	return out;
}

static struct choice find_stated(const struct ed_case *c)
{
	const struct ed_account *user = c->facts.account;
	struct choice out = {NULL, false};

	if (user)
		out = find(c, has_sid, user->sid);
	if (user && !out.found)
		out = find(c, has_upn, user->upn);
	if (user && !out.found)
		out = find(c, has_mail, user->email);
	return out;
}

static struct choice find_by_certificate(const struct ed_case *c)
{
	const struct ed_certificate *cert = c->facts.device_certificate;
	struct choice out = {NULL, false};

	if (cert && cert->n_upns == 1)
		out = find(c, has_upn, cert->upns[0].value);
	if (cert && !out.found && cert->n_sids == 1)
		out = find(c, has_sid, cert->sids[0].value);
	return out;
}

static void note_contradiction(struct ed_case *c, const char *what,
    struct ed_str stated, struct ed_str exported)
{
	if (!stated.n || !exported.n || ed_str_ieq(stated, exported))
		return;
	*ED_PUSH(&c->arena, &c->notes, struct ed_str) = ed_format(&c->arena,
	    "the case says the user's %s is %.*s, the directory's export says "
	    "%.*s",
	    what, ED_ARG(stated), ED_ARG(exported));
}

/* What the case leaves open is taken from the export of its user. */
static void complete(
    struct ed_case *c, const struct ed_directory_account *exported)
{
	struct ed_account *user = ED_NEW(&c->arena, struct ed_account);

	*user = *c->facts.account;
	note_contradiction(c, "UPN", user->upn, exported->upn);
	note_contradiction(c, "SID", user->sid, exported->sid);
	if (!user->upn.n && exported->upn.n) {
		user->upn = exported->upn;
		user->upn_exported = true;
	}
	if (!user->sid.n && exported->sid.n) {
		user->sid = exported->sid;
		user->sid_exported = true;
	}
	c->facts.account = user;
}

/* An export was given, and what it says is of nobody who is asked for. */
static void note_absence(struct ed_case *c)
{
	*ED_PUSH(&c->arena, &c->notes, struct ed_str) = ed_format(&c->arena,
	    "the directory's export holds no account with the user's SID, UPN "
	    "or address; the first of %zu is %.*s",
	    c->accounts.n, ED_ARG(account_at(c, 0)->dn));
}

static bool states_user(const struct ed_case *c)
{
	const struct ed_account *user = c->facts.account;

	return user && (user->sid.n || user->upn.n || user->email.n);
}

void ed_derive_directory(struct ed_case *c)
{
	const bool stated = states_user(c);
	struct choice choice = stated ? find_stated(c) : find_by_certificate(c);

	c->facts.directory_account = NULL;
	c->facts.directory_trouble = NULL;
	if (choice.several) {
		c->facts.directory_trouble =
		    "several accounts of the directory's export could be the "
		    "user's";
		return;
	}
	c->facts.directory_account = choice.found;
	if (choice.found && stated)
		complete(c, choice.found);
	if (choice.found)
		return;
	if (stated && c->accounts.n)
		note_absence(c);
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		if (ed_str_eq(in->kind, ED_STR("directory")) &&
		    (in->unreadable || in->incomplete))
			c->facts.directory_trouble =
			    "the directory's export is damaged, and the "
			    "user's account is not in what could be read";
	}
}
