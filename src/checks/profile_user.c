/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-user: the account must name the person, as the certificate does.
 *
 * The device sends the profile's user name along with every request, and
 * Exchange opens the mailbox of that name for whomever the certificate maps
 * to. A lookup value that gave nothing, or the wrong thing, stops one user
 * while everybody else syncs.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>

static const char template_perhaps[] =
    "the profile may be the console's template; give the one the device got";

/* A user name, taken apart. */
struct user {
	struct ed_str domain; /* before the first backslash */
	struct ed_str name;   /* behind the last backslash */
	bool has_backslash;
};

static size_t find_byte(struct ed_str s, char byte)
{
	size_t i = 0;

	while (i < s.n && s.p[i] != byte)
		i++;
	return i;
}

static size_t count_byte(struct ed_str s, char byte)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == byte;
	return n;
}

static struct user read_user(struct ed_str s)
{
	struct user user = {.has_backslash = ed_str_has(s, '\\')};
	size_t last = s.n;

	while (last && s.p[last - 1] != '\\')
		last--;
	user.name = ed_str_sub(s, last, s.n);
	if (user.has_backslash)
		user.domain = ed_str_sub(s, 0, find_byte(s, '\\'));
	return user;
}

/* Nothing but lookups and separators: it may turn out empty. */
static bool only_lookups(struct ed_str s)
{
	struct ed_str found;
	size_t before;

	do {
		found = ed_lookup_find(s);
		before = found.n ? (size_t)(found.p - s.p) : s.n;
		for (size_t i = 0; i < before; i++)
			if (!ed_str_has(ED_STR("\\@ "), s.p[i]))
				return false;
		s = ed_str_sub(s, before + found.n, s.n);
	} while (found.n);
	return true;
}

/* Are lookups of this profile still to be filled in, for all we know? */
static bool may_be_template(const struct ed_eas *eas)
{
	return !eas->profile || eas->profile->origin != ED_ORIGIN_DELIVERED;
}

/* Is a value of the account still to be filled in, for all we know? */
static bool is_open(const struct ed_eas *eas, const struct ed_field *field)
{
	return may_be_template(eas) && ed_lookup_in(field->value);
}

static struct ed_ref place(
    const struct ed_eas *eas, const struct ed_field *field)
{
	return field->given ? field->ref : eas->ref;
}

/* Nothing, or what UEM makes of two lookups that gave nothing. */
static bool is_empty(struct ed_str s)
{
	s = ed_str_trim(s);
	return s.n == 0 || ed_str_eq(s, ED_STR("\\")) ||
	       ed_str_eq(s, ED_STR("@"));
}

static void settle_missing(const struct ed_eas *eas, const char *id,
    const struct ed_field *field, struct ed_sink *out)
{
	if (is_open(eas, field) && only_lookups(field->value))
		ed_unknown(out, id, template_perhaps);
	else
		ed_settle(out, id, is_empty(field->value), place(eas, field),
		    ED_VALUES({"value", ED_TEXT, field->value}));
}

static bool has_blank(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
			return true;
	return ed_str_find(s, ED_STR("\xC2\xA0")) < s.n ||
	       ed_str_find(s, ED_STR("\xE2\x80\x8B")) < s.n;
}

/* What is wrong with the form of a user name, in words, or NULL. */
static const char *malformed_because(struct ed_str s)
{
	struct user user = read_user(s);
	size_t backslashes = count_byte(s, '\\');
	size_t ats = count_byte(s, '@');

	if (has_blank(s))
		return "holds a blank or an invisible character";
	if (backslashes > 1)
		return "holds two backslashes";
	if (backslashes && ats)
		return "names a domain twice, before a backslash and behind "
		       "an @";
	if (ats > 1)
		return "holds two @";
	if (backslashes && user.name.n == 0)
		return "has nothing behind its backslash";
	if (ats && (s.p[0] == '@' || s.p[s.n - 1] == '@'))
		return "has nothing on one side of its @";
	return NULL;
}

static void settle_form(const struct ed_eas *eas, struct ed_sink *out)
{
	struct ed_str s = eas->user.value;
	bool empty = is_empty(s);
	bool open = is_open(eas, &eas->user);
	bool no_domain = !empty && s.p[0] == '\\';
	const char *because = empty ? NULL : malformed_because(s);

	if (open && !no_domain)
		ed_unknown(out, "domain-missing", template_perhaps);
	else
		ed_settle(out, "domain-missing", no_domain,
		    place(eas, &eas->user), ED_VALUES({"user", ED_UPN, s}));
	if (open && !because)
		ed_unknown(out, "malformed", template_perhaps);
	else
		ed_settle(out, "malformed", because != NULL,
		    place(eas, &eas->user),
		    ED_VALUES({"user", ED_UPN, s},
			{"because", ED_TEXT, ed_str_of(because)}));
}

/* What is wrong with the form of a mail address, in words, or NULL. */
static const char *no_address_because(struct ed_str s)
{
	size_t at = find_byte(s, '@');

	if (has_blank(s))
		return "holds a blank or an invisible character";
	if (at == s.n)
		return "holds no @";
	if (at == 0 || at + 1 == s.n)
		return "has nothing on one side of its @";
	/* "a@b"@c is an address. */
	if (count_byte(s, '@') > 1 && !ed_str_has(s, '"'))
		return "holds two @";
	return NULL;
}

static void settle_address(const struct ed_eas *eas, struct ed_sink *out)
{
	struct ed_str s = eas->email.value;
	/* profile-user/literal-lookup tells what a lookup left. */
	const char *because =
	    is_empty(s) || ed_lookup_in(s) ? NULL : no_address_because(s);

	if (is_open(eas, &eas->email))
		ed_unknown(out, "email-malformed", template_perhaps);
	else
		ed_settle(out, "email-malformed", because != NULL,
		    place(eas, &eas->email),
		    ED_VALUES({"email", ED_EMAIL, s},
			{"because", ED_TEXT, ed_str_of(because)}));
}

/* Are all lookups such that a console fills them in? */
static bool all_known(const struct ed_facts *facts, const struct ed_eas *eas)
{
	for (size_t i = 0; i < eas->n_lookups; i++) {
		struct ed_str rest = eas->lookups[i].value, name;

		while ((name = ed_lookup_next(&rest)).n)
			if (!ed_lookup_is_known(
				name, facts->lookups, facts->n_lookups))
				return false;
	}
	return true;
}

static void settle_lookups(
    const struct ed_facts *facts, const struct ed_eas *eas, struct ed_sink *out)
{
	const struct ed_profile *profile = eas->profile;
	bool found = eas->n_lookups > 0;

	if (found && (!profile || profile->origin == ED_ORIGIN_UNKNOWN))
		ed_unknown(out, "literal-lookup", template_perhaps);
	else if (found && profile->origin == ED_ORIGIN_CONSOLE &&
		 !all_known(facts, eas))
		ed_unknown(out, "literal-lookup",
		    "the console's template holds a lookup value that is not "
		    "known here, and may be misspelt; give the profile that "
		    "the device got");
	else
		ed_settle(out, "literal-lookup",
		    found && profile->origin == ED_ORIGIN_DELIVERED,
		    found ? eas->lookups[0].ref : eas->ref,
		    found ? ED_VALUES({"value", ED_TEXT, eas->lookups[0].value})
			  : NULL);
}

/* Is the user none of those that the certificate names? */
static bool user_differs(struct ed_str value, const struct ed_certificate *cert)
{
	struct ed_str name = read_user(ed_str_trim(value)).name;
	bool whole = ed_str_has(name, '@');

	if (is_empty(value) || name.n == 0 || cert->n_upns == 0)
		return false;
	/* What is no name is nobody else's. */
	if (malformed_because(ed_str_trim(value)))
		return false;
	for (size_t i = 0; i < cert->n_upns; i++) {
		struct ed_str upn = cert->upns[i].value;

		if (!whole)
			upn = ed_str_sub(upn, 0, find_byte(upn, '@'));
		if (ed_str_ieq(name, upn))
			return false;
	}
	return true;
}

static const struct ed_san *first_email(const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL)
			return &cert->sans[i];
	return NULL;
}

static bool email_differs(
    struct ed_str value, const struct ed_certificate *cert)
{
	value = ed_str_trim(value);
	if (is_empty(value) || !first_email(cert) || no_address_because(value))
		return false;
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL &&
		    ed_str_ieq(cert->sans[i].value, value))
			return false;
	return true;
}

static struct ed_value shown(
    const char *name, enum ed_kind kind, struct ed_str value)
{
	if (value.n == 0)
		return (struct ed_value){name, ED_TEXT, ED_STR("(none)")};
	return (struct ed_value){name, kind, value};
}

/* The profile has the account's own address: the certificate is the odd one. */
static bool is_the_account(
    const struct ed_account *account, const struct ed_eas *eas)
{
	return account && account->email.n &&
	       ed_str_ieq(ed_str_trim(eas->email.value), account->email);
}

static void settle_difference(
    const struct ed_facts *facts, const struct ed_eas *eas, struct ed_sink *out)
{
	const struct ed_certificate *cert = facts->device_certificate;
	bool user_open = is_open(eas, &eas->user);
	bool email_open = is_open(eas, &eas->email);
	bool user = !user_open && user_differs(eas->user.value, cert);
	bool email = !email_open && !is_the_account(facts->account, eas) &&
		     email_differs(eas->email.value, cert);
	const struct ed_san *address = first_email(cert);

	if (!user && !email && (cert->unreadable & ED_PART_SAN)) {
		ed_unknown(out, "differs-from-certificate",
		    "the certificate's alternative names cannot be read");
		return;
	}
	if (!user && !email && (user_open || email_open)) {
		ed_unknown(out, "differs-from-certificate", template_perhaps);
		return;
	}
	ed_settle(out, "differs-from-certificate", user || email,
	    place(eas, email && !user ? &eas->email : &eas->user),
	    ED_VALUES(shown("user", ED_UPN, eas->user.value),
		shown("email", ED_EMAIL, eas->email.value),
		shown("upn", ED_UPN,
		    cert->n_upns ? cert->upns[0].value : (struct ed_str){0}),
		shown("certificate_email", ED_EMAIL,
		    address ? address->value : (struct ed_str){0})));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_eas *eas = subject;

	settle_missing(eas, "email-missing", &eas->email, out);
	settle_missing(eas, "user-missing", &eas->user, out);
	settle_form(eas, out);
	settle_address(eas, out);
	settle_lookups(facts, eas, out);
	if (facts->device_certificate)
		settle_difference(facts, eas, out);
}

const struct ed_check ed_check_profile_user = {
    .id = "profile-user",
    .title = "The account names the person, as the certificate does",
    .each = ED_EAS,
    .findings = ED_FINDINGS({"email-missing", 0}, {"user-missing", 0},
	{"domain-missing", 0}, {"malformed", 0}, {"email-malformed", 0},
	{"literal-lookup", 0},
	{"differs-from-certificate", ED_NEED_CERTIFICATE}),
    .run = run,
};
