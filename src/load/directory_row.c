/* SPDX-License-Identifier: Apache-2.0 */
#include "load/directory_row.h"

#include "load/directory_attribute.h"

#include <easdoctor/limits.h>

#include <stdlib.h>
#include <string.h>

enum { SHOWS_EVERYTHING = 3 };

bool ed_directory_knows(struct ed_str attribute)
{
	return ed_directory_attribute(attribute) != A_NONE;
}

static void reset(struct ed_directory_row *row)
{
	ed_arena_free(&row->scratch);
	row->account = (struct ed_directory_account){0};
	row->addresses = row->mappings = row->authorities = (struct ed_list){0};
	row->is_person = true;
	row->has_name = row->has_mappings = row->damaged = false;
	row->n_everything = 0;
	row->line = 0;
	row->changed = (struct ed_span){0};
	row->changed_text = (struct ed_str){0};
}

void ed_directory_begin(
    struct ed_directory_row *row, struct ed_case *c, struct ed_input *in)
{
	*row = (struct ed_directory_row){
	    .c = c, .in = in, .wanted = ed_directory_wanted(c)};
	reset(row);
}

static struct ed_ref at_line(const struct ed_directory_row *row, unsigned line)
{
	struct ed_digits digits;

	return (struct ed_ref){
	    .input = row->in ? ed_input_number(row->c, row->in) : 0,
	    .kind = ED_AT_LINE,
	    .at = ed_copy(&row->c->arena, ed_number(&digits, line))};
}

/* One that an account has once; which of two counts is not known. */
static void put_once(
    struct ed_directory_row *row, struct ed_str *to, struct ed_str value)
{
	value = ed_str_trim(value);
	if (!value.n || ed_str_eq(*to, value))
		return;
	if (to->n)
		row->damaged = true;
	else
		*to = ed_copy(&row->scratch, value);
}

static void put_sid(struct ed_directory_row *row, struct ed_str value)
{
	struct ed_str text = ed_sid_text(&row->scratch, value);

	if (!text.n)
		text = ed_str_trim(value);
	if (!ed_str_istarts(text, ED_STR("S-1-")))
		row->damaged = true;
	else
		put_once(row, &row->account.sid, text);
}

static void put_created(struct ed_directory_row *row, struct ed_str value)
{
	if (!ed_directory_span(row, value, &row->account.created) &&
	    !row->local_time)
		row->damaged = true;
}

static void put_control(struct ed_directory_row *row, struct ed_str value)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9' || i == 10) {
			row->damaged = true;
			return;
		}
		bits = bits * 10 + (uint64_t)(value.p[i] - '0');
	}
	if (value.n == 0 || bits > UINT32_MAX) {
		row->damaged = true;
		return;
	}
	row->account.has_control = true;
	row->account.control = (uint32_t)bits;
	row->account.disabled = bits & ED_ACCOUNT_DISABLED ? ED_YES : ED_NO;
}

static void put_word(
    enum ed_answer *to, struct ed_str value, enum ed_answer when_true)
{
	if (ed_str_ieq(value, ED_STR("True")))
		*to = when_true;
	if (ed_str_ieq(value, ED_STR("False")))
		*to = when_true == ED_YES ? ED_NO : ED_YES;
}

static void put_file_time(
    struct ed_span *span, bool *is_never, struct ed_str value)
{
	bool never;
	int64_t at;

	if (!ed_file_time(value, &never, &at))
		return;
	*is_never = never;
	if (!never)
		*span = (struct ed_span){true, at, at};
}

static void put_admin(struct ed_directory_account *account, struct ed_str value)
{
	if (ed_str_eq(value, ED_STR("0")))
		account->protected_once = ED_NO;
	else if (ed_str_eq(value, ED_STR("1")))
		account->protected_once = ED_YES;
}

static void put_class(struct ed_directory_row *row, struct ed_str value)
{
	static const char *const others[] = {"computer", "group", "contact",
	    "msDS-GroupManagedServiceAccount", "foreignSecurityPrincipal"};

	for (size_t i = 0; i < ED_COUNT(others); i++)
		if (ed_str_ieq(value, ed_str_of(others[i])))
			row->is_person = false;
}

void ed_directory_put_mapping(struct ed_directory_row *row, struct ed_str value,
    unsigned line, bool wrapped)
{
	struct ed_mapping *mapping;

	row->has_name = row->has_mappings = true;
	if (!ed_str_trim(value).n)
		return;
	if (row->mappings.n == ED_MAX_VALUES) {
		row->account.mappings_unknown =
		    "it has more altSecurityIdentities than are read";
		return;
	}
	mapping = ED_PUSH(&row->scratch, &row->mappings, struct ed_mapping);
	ed_mapping_read(mapping, ed_copy(&row->scratch, value));
	mapping->wrapped = wrapped;
	/* The number becomes a text only if it is kept. */
	mapping->ref.input = line;
}

void ed_directory_put_address(struct ed_directory_row *row, struct ed_str value)
{
	if (row->addresses.n == ED_MAX_VALUES)
		row->account.addresses_cut = true;
	else if (ed_str_trim(value).n)
		*ED_PUSH(&row->scratch, &row->addresses, struct ed_str) =
		    ed_copy(&row->scratch, ed_str_trim(value));
}

/* "0" says that the account is not locked. */
static void put_lockout(
    struct ed_directory_account *account, struct ed_str value)
{
	bool unlocked = false;

	put_file_time(&account->locked_since, &unlocked, value);
	if (unlocked && account->locked == ED_UNSAID)
		account->locked = ED_NO;
}

/* What the account is called. */
static void put_called(
    struct ed_directory_row *row, enum attribute what, struct ed_str value)
{
	struct ed_directory_account *account = &row->account;

	if (what == A_SAM || what == A_UPN || what == A_SID)
		row->has_name = true;
	if (what == A_DN)
		put_once(row, &account->dn, value);
	else if (what == A_SAM)
		put_once(row, &account->sam_name, value);
	else if (what == A_UPN)
		put_once(row, &account->upn, value);
	else if (what == A_MAIL)
		put_once(row, &account->mail, value);
	else if (what == A_ADDRESS)
		ed_directory_put_address(row, value);
	else
		put_sid(row, value);
}

void ed_directory_put(struct ed_directory_row *row, struct ed_str attribute,
    struct ed_str value, unsigned line)
{
	struct ed_directory_account *account = &row->account;
	const enum attribute what = ed_directory_attribute(attribute);

	if (!row->line)
		row->line = line;
	switch (what) {
	case A_DN:
	case A_SAM:
	case A_UPN:
	case A_MAIL:
	case A_ADDRESS:
	case A_SID:
		put_called(row, what, value);
		break;
	case A_CREATED:
		put_created(row, value);
		break;
	case A_CHANGED:
		ed_directory_put_changed(row, value, line);
		break;
	case A_CONTROL:
		put_control(row, value);
		break;
	case A_ENABLED:
		put_word(&account->disabled, value, ED_NO);
		break;
	case A_LOCKED:
		put_word(&account->locked, value, ED_YES);
		break;
	case A_EXPIRES:
		put_file_time(
		    &account->expires, &account->never_expires, value);
		break;
	case A_LOCKOUT:
		put_lockout(account, value);
		break;
	case A_ADMIN:
		put_admin(account, value);
		break;
	case A_MAPPING:
		ed_directory_put_mapping(row, value, line, false);
		break;
	case A_CLASS:
		put_class(row, value);
		break;
	case A_AUTHORITY:
		ed_directory_put_authority(row, value);
		break;
	case A_EVERYTHING:
		row->n_everything++;
		break;
	case A_NONE:
		break;
	}
}

static const char *find_unknown(const struct ed_directory_row *row)
{
	if (row->account.mappings_unknown)
		return row->account.mappings_unknown;
	if (row->damaged)
		return "part of the account's export cannot be read";
	if (!row->has_mappings && row->n_everything < SHOWS_EVERYTHING)
		return "the account's export holds no altSecurityIdentities, "
		       "and may not have asked for them";
	return NULL;
}

static void copy_texts(
    struct ed_arena *arena, struct ed_directory_account *account)
{
	struct ed_str *const texts[] = {&account->dn, &account->sam_name,
	    &account->upn, &account->mail, &account->sid};

	for (size_t i = 0; i < ED_COUNT(texts); i++)
		*texts[i] = ed_copy(arena, *texts[i]);
}

static void copy_lists(
    struct ed_directory_row *row, struct ed_directory_account *account)
{
	struct ed_arena *arena = &row->c->arena;
	struct ed_str *addresses =
	    ed_alloc_array(arena, row->addresses.n, sizeof(*addresses));
	struct ed_mapping *mappings =
	    ed_alloc_array(arena, row->mappings.n, sizeof(*mappings));

	for (size_t i = 0; i < row->addresses.n; i++)
		addresses[i] =
		    ed_copy(arena, ED_ITEMS(row->addresses, struct ed_str)[i]);
	for (size_t i = 0; i < row->mappings.n; i++) {
		const struct ed_mapping *from =
		    &ED_ITEMS(row->mappings, struct ed_mapping)[i];

		ed_mapping_read(&mappings[i], ed_copy(arena, from->text));
		mappings[i].wrapped = from->wrapped;
		mappings[i].ref = at_line(row, from->ref.input);
		mappings[i].ref.quote = mappings[i].text;
	}
	account->addresses = addresses;
	account->mappings = mappings;
}

static void keep(struct ed_directory_row *row)
{
	struct ed_directory_account *kept = ed_add_directory_account(row->c);
	struct ed_str name;

	if (!kept) {
		if (row->in && row->account.matters && !row->in->incomplete) {
			row->in->incomplete = true;
			ed_damage(row->c, row->in,
			    "more than %d accounts matter: the rest is left "
			    "out",
			    ED_MAX_ACCOUNTS);
		}
		return;
	}
	*kept = row->account;
	copy_texts(&row->c->arena, kept);
	copy_lists(row, kept);
	kept->ref = at_line(row, row->line);
	kept->changed = row->changed;
	kept->changed_ref = ed_directory_changed(row);
	name = kept->upn.n ? kept->upn
			   : (kept->sam_name.n ? kept->sam_name : kept->dn);
	kept->label = ed_format(&row->c->arena, "account %.*s", ED_ARG(name));
	if (row->in)
		row->in->n_kept++;
}

void ed_directory_end(struct ed_directory_row *row)
{
	struct ed_directory_account *account = &row->account;

	if (row->has_name && row->is_person) {
		if (row->in)
			row->in->n_accounts++;
		account->addresses = row->addresses.items;
		account->n_addresses = row->addresses.n;
		account->mappings = row->mappings.items;
		account->n_mappings = row->mappings.n;
		account->mappings_exported =
		    row->has_mappings || row->n_everything >= SHOWS_EVERYTHING;
		account->mappings_unknown = find_unknown(row);
		/* Most accounts have no such attribute. */
		if (row->n_everything >= SHOWS_EVERYTHING && !row->damaged &&
		    account->protected_once == ED_UNSAID)
			account->protected_once = ED_NO;
		account->matters = ed_directory_matters(row->wanted, account);
		if (account->matters || row->n_bystanders++ < ED_MAX_BYSTANDERS)
			keep(row);
	}
	if (ed_str_istarts(account->dn, ED_STR("CN=NTAuthCertificates,")))
		ed_directory_ntauth(row, at_line(row, row->line));
	reset(row);
}

void ed_directory_finish(struct ed_directory_row *row)
{
	ed_directory_end(row);
	if (row->in && ed_directory_gave_up(row->wanted)) {
		row->in->incomplete = true;
		ed_damage(row->c, row->in,
		    "it holds more altSecurityIdentities than are compared "
		    "with certificates");
	}
	ed_arena_free(&row->scratch);
}
