/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which mailbox and which device of Exchange's output are the case's.
 *
 * A mailbox is the user's by UPN, SID, address or DN, or because it has the
 * DN of one that is. A device is the one whose identifier the case states,
 * and of this mailbox, where the output tells. What several outputs say of
 * one object is put together; what they contradict each other in is empty.
 */
#include "derive/derive.h"

#include <easdoctor/directory.h>
#include <easdoctor/exchange.h>

#include <string.h>

typedef const struct ed_exchange_object object;

struct search {
	struct ed_case *c;
	const struct ed_account *user; /* or NULL */
	const struct ed_directory_account *account;
	struct ed_str dn; /* of the user's mailbox, as far as known */
	struct ed_str path;
	struct ed_exchange_user *out;
	bool any;
};

static object *object_at(const struct ed_case *c, size_t i)
{
	return ED_ITEMS(c->exchange, object *)[i];
}

static bool is(object *o, const char *name, struct ed_str value)
{
	return value.n && ed_str_ieq(ed_property_value(o, name), value);
}

static bool has_address(struct ed_arena *arena, object *o, struct ed_str mail)
{
	const struct ed_property *all = ed_property_find(o, "EmailAddresses");
	bool cut;

	if (!mail.n)
		return false;
	return is(o, "PrimarySmtpAddress", mail) ||
	       is(o, "WindowsEmailAddress", mail) ||
	       (all && ed_property_lists(all,
			   ed_format(arena, "smtp:%.*s", ED_ARG(mail)), &cut));
}

/* Does it name the user itself? */
static bool names_user(const struct search *s, object *o)
{
	const struct ed_directory_account *account = s->account;

	if (s->user && (is(o, "UserPrincipalName", s->user->upn) ||
			   is(o, "Sid", s->user->sid)))
		return true;
	if (account && (is(o, "UserPrincipalName", account->upn) ||
			   is(o, "DistinguishedName", account->dn)))
		return true;
	if (ed_property_value(o, "UserPrincipalName").n && s->user &&
	    s->user->upn.n && !s->user->email.n)
		return false;
	return s->user && (has_address(&s->c->arena, o, s->user->email) ||
			      (!s->user->email.n &&
				  has_address(&s->c->arena, o, s->user->upn)));
}

static bool is_users(const struct search *s, object *o)
{
	return names_user(s, o) || is(o, "DistinguishedName", s->dn) ||
	       is(o, "Identity", s->path);
}

static struct ed_str local_part(struct ed_str name)
{
	return ed_str_sub(name, 0, ed_str_find(name, ED_STR("@")));
}

/* Only a short name is the same, or it does not say whose it is. */
static bool may_be_users(const struct search *s, object *o)
{
	static const char *const names[] = {"PrimarySmtpAddress",
	    "WindowsEmailAddress", "EmailAddresses", "UserPrincipalName",
	    "DistinguishedName", "Sid", "Identity", "SamAccountName", "Alias"};
	bool nameless = true;

	for (size_t i = 0; i < ED_COUNT(names); i++)
		nameless &= !ed_property_value(o, names[i]).n;
	if (nameless)
		return true;
	for (size_t i = 0; i < 6; i++)
		if (ed_property_value(o, names[i]).n)
			return false;
	return s->user && (is(o, "SamAccountName", local_part(s->user->upn)) ||
			      is(o, "Alias", local_part(s->user->upn)) ||
			      is(o, "Alias", local_part(s->user->email)));
}

static void add_property(struct ed_case *c, struct ed_exchange_object *to,
    const struct ed_property *one)
{
	struct ed_property *all =
	    ed_alloc_array(&c->arena, to->n_properties + 1, sizeof(*all));

	if (to->n_properties)
		memcpy(all, to->properties, to->n_properties * sizeof(*all));
	all[to->n_properties++] = *one;
	to->properties = all;
}

/* What one output more says of the same object. */
static object *merge(struct ed_case *c, object *had, object *more)
{
	struct ed_exchange_object *out;

	if (!had)
		return more;
	out = ED_NEW(&c->arena, struct ed_exchange_object);
	*out = *had;
	out->contradictory |= more->contradictory;
	for (size_t i = 0; i < more->n_properties; i++) {
		const struct ed_property *one = &more->properties[i];
		const struct ed_property *there =
		    ed_property_find(out, one->name);

		if (!there)
			add_property(c, out, one);
		else if (!ed_str_ieq(there->value, one->value) &&
			 !one->wrapped && !there->wrapped)
			/* Its own: see own(). */
			((struct ed_property *)there)->value =
			    (struct ed_str){0};
	}
	return out;
}

/* A copy whose properties may be changed. */
static object *own(struct ed_case *c, object *o)
{
	struct ed_exchange_object *out =
	    ED_NEW(&c->arena, struct ed_exchange_object);
	struct ed_property *all =
	    ed_alloc_array(&c->arena, o->n_properties, sizeof(*all));

	*out = *o;
	memcpy(all, o->properties, o->n_properties * sizeof(*all));
	out->properties = all;
	return out;
}

static object *find_users(
    struct search *s, enum ed_exchange_kind kind, const char **trouble)
{
	object *found = NULL;
	size_t n = 0;
	bool maybe = false;

	for (size_t i = 0; i < s->c->exchange.n; i++) {
		object *o = object_at(s->c, i);

		if (o->kind != kind)
			continue;
		n++;
		if (is_users(s, o))
			found = found ? merge(s->c, found, o) : own(s->c, o);
		else
			maybe |= may_be_users(s, o);
	}
	if (found && !s->dn.n)
		s->dn = ed_property_value(found, "DistinguishedName");
	if (found && !s->path.n)
		s->path = ed_property_value(found, "Identity");
	*trouble = NULL;
	if (!found && maybe)
		*trouble = "the output does not show for certain that this "
			   "mailbox is the user's";
	s->any |= found != NULL || *trouble;
	return found;
}

/* ED_NO: of another mailbox; ED_UNSAID: nothing to compare. */
static enum ed_answer is_owned(const struct search *s, object *o)
{
	const struct ed_str dn = ed_device_owner(o, true);
	const struct ed_str path = ed_device_owner(o, false);

	if (dn.n && s->dn.n)
		return ed_str_ieq(dn, s->dn) ? ED_YES : ED_NO;
	/* A path is "domain/folder/name": another form names nothing. */
	if (path.n && s->path.n && ed_str_has(path, '/') &&
	    ed_str_has(s->path, '/'))
		return ed_str_ieq(path, s->path) ? ED_YES : ED_NO;
	return ED_UNSAID;
}

static bool of_one_owner(object *a, object *b)
{
	return ed_str_ieq(ed_device_owner(a, true), ed_device_owner(b, true)) &&
	       ed_str_ieq(ed_device_owner(a, false), ed_device_owner(b, false));
}

static object *find_device(struct search *s, enum ed_exchange_kind kind)
{
	const struct ed_device *device = s->c->facts.device;
	object *found = NULL;
	bool foreign = false, several = false;

	for (size_t i = 0; i < s->c->exchange.n; i++) {
		object *o = object_at(s->c, i);

		if (o->kind != kind || !device ||
		    !is(o, "DeviceId", device->eas_id))
			continue;
		if (is_owned(s, o) == ED_NO) {
			foreign = true;
			continue;
		}
		several |= found && !of_one_owner(found, o) &&
			   is_owned(s, o) != ED_YES;
		found = found ? merge(s->c, found, o) : own(s->c, o);
	}
	if (several)
		s->out->device_trouble =
		    "the device's identifier stands in the output for several "
		    "mailboxes";
	else if (!found && foreign)
		s->out->device_trouble =
		    "the output holds the device's identifier for another "
		    "mailbox only";
	s->any |= found || s->out->device_trouble;
	return several ? NULL : found;
}

/* Of one kind of output: the same device stands in both. */
static void count_devices(struct search *s)
{
	for (size_t i = 0; i < s->c->exchange.n; i++) {
		object *o = object_at(s->c, i);
		enum ed_answer owned;

		if (o->kind != ED_EXCHANGE_DEVICE)
			continue;
		owned = is_owned(s, o);
		s->out->n_devices += owned == ED_YES;
		s->out->devices_unsure |= owned == ED_UNSAID;
	}
}

static bool is_damaged(const struct ed_case *c)
{
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		if (ed_str_eq(in->kind, ED_STR("exchange-list")) &&
		    (in->unreadable || in->incomplete))
			return true;
	}
	return false;
}

static void note_damage(struct search *s)
{
	static const char why[] = "Exchange's output is damaged, and what is "
				  "asked for is not in what could be read";
	struct ed_exchange_user *out = s->out;

	if (!is_damaged(s->c))
		return;
	s->any = out->devices_unsure = true;
	if (!out->cas && !out->cas_trouble)
		out->cas_trouble = why;
	if (!out->recipient && !out->recipient_trouble)
		out->recipient_trouble = why;
	if (!out->device && !out->device_trouble)
		out->device_trouble = why;
}

void ed_derive_exchange(struct ed_case *c)
{
	struct search s = {.c = c,
	    .user = c->facts.account,
	    .account = c->facts.directory_account};
	struct ed_exchange_user *out =
	    ED_NEW(&c->arena, struct ed_exchange_user);

	memset(out, 0, sizeof(*out));
	s.out = out;
	if (s.account)
		s.dn = s.account->dn;
	/* Twice: the one may say the DN by which the other is found. */
	for (unsigned round = 0; round < 2; round++) {
		out->recipient = find_users(
		    &s, ED_EXCHANGE_RECIPIENT, &out->recipient_trouble);
		out->cas = find_users(&s, ED_EXCHANGE_CAS, &out->cas_trouble);
	}
	out->device = find_device(&s, ED_EXCHANGE_DEVICE);
	out->statistics = find_device(&s, ED_EXCHANGE_STATISTICS);
	count_devices(&s);
	note_damage(&s);
	s.any |= out->n_devices > 0;
	c->facts.exchange = s.any ? out : NULL;
}
