/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom this case is about: the certificates in evidence, and the user by each
 * name that an event may call him. Event logs are read last, so that all of
 * that is known.
 */
#include "load/event_row.h"

#include <easdoctor/limits.h>

/* A DN is shorter: what is behind it is not looked at. */
enum { MAX_NAMES = 32, MAX_DN = 2048 };

struct ed_event_wanted {
	struct ed_str names[MAX_NAMES];
	size_t n_names;
	struct ed_str dn; /* of the user's account, or empty */
	const struct ed_certificate *leaves[ED_MAX_CANDIDATES];
	size_t n_leaves;
};

static void add_name(struct ed_event_wanted *wanted, struct ed_str name)
{
	if (name.n && wanted->n_names < MAX_NAMES)
		wanted->names[wanted->n_names++] = name;
}

/* A UPN, and what stands before its "@": mostly the account's short name. */
static void add_upn(struct ed_event_wanted *wanted, struct ed_str upn)
{
	add_name(wanted, upn);
	if (ed_str_has(upn, '@'))
		add_name(
		    wanted, ed_str_sub(upn, 0, ed_str_find(upn, ED_STR("@"))));
}

static bool is_user(
    const struct ed_account *user, const struct ed_directory_account *account)
{
	return (user->sid.n && ed_str_ieq(user->sid, account->sid)) ||
	       (user->upn.n && ed_str_ieq(user->upn, account->upn)) ||
	       (user->email.n && ed_str_ieq(user->email, account->mail));
}

static void add_user(struct ed_case *c, struct ed_event_wanted *wanted,
    const struct ed_account *user)
{
	add_upn(wanted, user->upn);
	add_name(wanted, user->email);
	if (!user->upn.n)
		add_upn(wanted, user->email);
	for (size_t i = 0; i < c->accounts.n; i++) {
		const struct ed_directory_account *account = ED_ITEMS(
		    c->accounts, const struct ed_directory_account *)[i];

		if (!is_user(user, account))
			continue;
		wanted->dn = account->dn;
		add_name(wanted, account->sam_name);
		add_upn(wanted, account->upn);
	}
}

static bool is_leaf(const struct ed_certificate *cert)
{
	return !cert->is_ca && !cert->sent_by_server;
}

struct ed_event_wanted *ed_event_wanted(struct ed_case *c)
{
	struct ed_event_wanted *wanted =
	    ED_NEW(&c->arena, struct ed_event_wanted);
	const struct ed_account *user = c->facts.account;
	bool stated = user && (user->upn.n || user->email.n || user->sid.n);

	if (stated)
		add_user(c, wanted, user);
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, const struct ed_certificate *)[i];

		if (!is_leaf(cert))
			continue;
		for (size_t k = 0; !stated && k < cert->n_upns; k++)
			add_upn(wanted, cert->upns[k].value);
		if (wanted->n_leaves < ED_MAX_CANDIDATES)
			wanted->leaves[wanted->n_leaves++] = cert;
	}
	return wanted;
}

/* "DOMAIN\name" and "name@REALM" name the same as "name". */
static bool is_name(struct ed_str said, struct ed_str wanted)
{
	size_t slash = ed_str_find(said, ED_STR("\\"));
	size_t at;

	if (slash < said.n)
		said = ed_str_sub(said, slash + 1, said.n);
	at = ed_str_find(said, ED_STR("@"));
	return ed_str_ieq(said, wanted) ||
	       (at < said.n && !ed_str_has(wanted, '@') &&
		   ed_str_ieq(ed_str_sub(said, 0, at), wanted));
}

static struct ed_str without_zeros(struct ed_str s)
{
	while (ed_str_starts(s, ED_STR("0")))
		s = ed_str_sub(s, 1, s.n);
	return s;
}

/* The last attribute of the issuer's name, or its whole. */
static bool is_issuer(const struct ed_certificate *cert, struct ed_str said)
{
	const struct ed_name *issuer = &cert->issuer;

	if (!said.n || ed_str_ieq(said, issuer->text))
		return true;
	for (size_t i = 0; i < issuer->n_attributes; i++)
		if (ed_str_ieq(issuer->attributes[i].value, said))
			return true;
	return false;
}

static bool is_of(
    const struct ed_certificate *cert, const struct ed_event *event)
{
	if (event->thumbprint.n && cert->sha1.n)
		return ed_str_ieq(event->thumbprint, cert->sha1);
	return event->serial.n && without_zeros(cert->serial).n &&
	       ed_str_ieq(
		   without_zeros(event->serial), without_zeros(cert->serial)) &&
	       is_issuer(cert, event->issuer);
}

/* CAPI2 calls a certificate by the simplest name of its subject. */
static bool is_subject(
    const struct ed_certificate *cert, const struct ed_event *event)
{
	const struct ed_name *subject = &cert->subject;

	for (size_t i = 0; i < subject->n_attributes; i++)
		if (ed_str_eq(subject->attributes[i].oid, ED_STR("2.5.4.3")) &&
		    ed_str_eq(subject->attributes[i].value, event->subject))
			return true;
	return false;
}

/* Exchange names the object that it may not make, by its whole DN. */
static bool is_below(const struct ed_event_wanted *wanted, struct ed_str detail)
{
	struct ed_str rest;

	detail = ed_str_sub(detail, 0, MAX_DN);
	rest = detail;
	for (size_t i = 0; wanted->dn.n && i + wanted->dn.n <= detail.n; i++)
		if (ed_str_istarts(ed_str_sub(detail, i, detail.n), wanted->dn))
			return true;
	while (rest.n) {
		size_t end = ed_str_find(rest, ED_STR(","));
		struct ed_str part = ed_str_sub(rest, 0, end);

		for (size_t k = 0; k < wanted->n_names; k++)
			if (ed_str_istarts(part, ED_STR("CN=")) &&
			    ed_str_ieq(
				ed_str_sub(part, 3, part.n), wanted->names[k]))
				return true;
		rest = ed_str_sub(rest, end + 1, rest.n);
	}
	return false;
}

void ed_event_match(const struct ed_event_wanted *wanted,
    const struct ed_event_row *row, struct ed_event_group *group)
{
	const struct ed_event *event = &row->event;
	bool by_subject = row->source == ED_EVENT_CAPI2 && event->subject.n;
	bool by_dn = row->source == ED_EVENT_ACTIVESYNC && event->detail.n;

	/* A mapping is always of a certificate, be it lost on the way. */
	group->names_certificate = event->thumbprint.n || event->serial.n ||
				   (row->meaning >= ED_EVENT_NO_STRONG &&
				       row->meaning <= ED_EVENT_SID_DIFFERS);
	group->names = event->account.n || event->thumbprint.n ||
		       event->serial.n || by_subject || by_dn;
	for (size_t i = 0; i < wanted->n_leaves && !group->certificate; i++)
		if (is_of(wanted->leaves[i], event))
			group->certificate = wanted->leaves[i];
	for (size_t i = 0; i < wanted->n_leaves && by_subject; i++)
		group->names_account = group->names_account ||
				       is_subject(wanted->leaves[i], event);
	for (size_t i = 0; i < wanted->n_names && event->account.n; i++)
		group->names_account =
		    group->names_account ||
		    is_name(event->account, wanted->names[i]);
	if (by_dn)
		group->names_account = is_below(wanted, event->detail);
}
