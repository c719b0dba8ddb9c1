/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-eas: the profile must bring one account that syncs mail.
 *
 * Without an account there is nothing to sign in; a device takes no second one
 * for the same host and user; and one whose services are off syncs nothing,
 * though the certificate and the server are in order.
 */
#include <easdoctor/check.h>

/* A DNS name and a mail address have less; more is compared with nothing. */
enum { LONGEST_NAME = 1024 };

/* Account types that people take for Exchange ActiveSync. */
static const char *const other_accounts[] = {"com.apple.ews.account",
    "com.apple.mail.managed", "com.apple.google-oauth"};

static struct ed_str without_dot(struct ed_str s)
{
	s = ed_str_trim(s);
	if (s.n && s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

static bool is_same(struct ed_str a, struct ed_str b)
{
	a = without_dot(a);
	b = without_dot(b);
	return a.n && a.n <= LONGEST_NAME && ed_str_ieq(a, b);
}

static bool is_same_account(const struct ed_eas *a, const struct ed_eas *b)
{
	return is_same(a->host.value, b->host.value) &&
	       is_same(a->user.value, b->user.value);
}

static bool holds_account(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		if (facts->profiles[i]->n_accounts)
			return true;
	return false;
}

/* Why an account may be in evidence and not seen, or NULL. */
static const char *cannot_see(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++)
		if (facts->profiles[i]->unreadable)
			return facts->profiles[i]->unreadable;
	for (size_t i = 0; i < facts->n_inputs; i++)
		if (facts->inputs[i]->unreadable &&
		    ed_str_eq(facts->inputs[i]->kind, ED_STR("profile")))
			return "another profile could not be read";
	return NULL;
}

/* What stands there instead: an account of another type, or the first. */
static struct ed_str found_instead(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_payloads; i++)
		for (size_t k = 0; k < ED_COUNT(other_accounts); k++)
			if (ed_str_eq(profile->payloads[i].type,
				ed_str_of(other_accounts[k])))
				return profile->payloads[i].type;
	for (size_t i = 0; i < profile->n_payloads; i++)
		if (profile->payloads[i].type.n)
			return profile->payloads[i].type;
	return ED_STR("no payload at all");
}

static void settle_missing(const struct ed_facts *facts,
    const struct ed_profile *profile, struct ed_sink *out)
{
	const char *reason = cannot_see(facts);

	/* One profile with the account is enough. */
	if (holds_account(facts))
		ed_settle(out, "missing", false, profile->ref, NULL);
	else if (reason)
		ed_unknown(out, "missing", reason);
	else
		ed_settle(out, "missing", true, profile->ref,
		    ED_VALUES({"found", ED_TEXT, found_instead(profile)}));
}

static const struct ed_eas *find_double(const struct ed_profile *profile)
{
	for (size_t i = 1; i < profile->n_accounts; i++)
		for (size_t k = 0; k < i; k++)
			if (is_same_account(
				&profile->accounts[i], &profile->accounts[k]))
				return &profile->accounts[i];
	return NULL;
}

/* Copies and versions of one profile replace each other on a device. */
static bool is_copy(const struct ed_profile *a, const struct ed_profile *b)
{
	return is_same(a->uuid, b->uuid) ||
	       is_same(a->identifier, b->identifier);
}

static const struct ed_eas *find_in(
    const struct ed_profile *profile, const struct ed_eas *eas)
{
	for (size_t i = 0; i < profile->n_accounts; i++)
		if (is_same_account(&profile->accounts[i], eas))
			return &profile->accounts[i];
	return NULL;
}

/* The account that another profile has too, and that profile. */
static const struct ed_eas *find_elsewhere(const struct ed_facts *facts,
    const struct ed_profile *profile, const struct ed_profile **other)
{
	for (size_t i = 0; i < facts->n_profiles; i++) {
		*other = facts->profiles[i];
		if (*other == profile || is_copy(*other, profile))
			continue;
		for (size_t k = 0; k < profile->n_accounts; k++)
			if (find_in(*other, &profile->accounts[k]))
				return &profile->accounts[k];
	}
	return NULL;
}

static void settle_double(const struct ed_facts *facts,
    const struct ed_profile *profile, struct ed_sink *out)
{
	const struct ed_eas *same = find_double(profile), *copy;
	const struct ed_profile *other = NULL;

	if (same)
		ed_settle(out, "duplicate", true, same->ref,
		    ED_VALUES({"host", ED_HOST, same->host.value},
			{"user", ED_UPN, same->user.value}));
	else if (profile->unreadable)
		ed_unknown(out, "duplicate", profile->unreadable);
	else
		ed_settle(out, "duplicate", false, profile->ref, NULL);
	copy = find_elsewhere(facts, profile, &other);
	if (copy)
		ed_settle(out, "duplicate-elsewhere", true, copy->ref,
		    ED_VALUES({"host", ED_HOST, copy->host.value},
			{"user", ED_UPN, copy->user.value},
			{"other", ED_TEXT, other->label}));
	else if (facts->n_profiles < 2)
		ed_not_asked(out, "duplicate-elsewhere",
		    "no other profile is in evidence");
	else if (profile->unreadable)
		ed_unknown(out, "duplicate-elsewhere", profile->unreadable);
	else
		ed_settle(
		    out, "duplicate-elsewhere", false, profile->ref, NULL);
}

/* The key is there, and what it says is no yes and no no. */
static bool is_unclear(const struct ed_switch *on)
{
	return on->value == ED_UNSAID && on->ref.at.n > 0;
}

/* Of one account. A service that nobody speaks of is on. */
struct services {
	unsigned n_off;
	unsigned n_unclear;
};

static struct services count_services(const struct ed_eas *eas)
{
	struct services n = {0};

	for (size_t i = 0; i < ED_N_SERVICES; i++) {
		n.n_off += eas->services[i].value == ED_NO;
		n.n_unclear += is_unclear(&eas->services[i]);
	}
	return n;
}

static bool is_all_off(const struct ed_eas *eas)
{
	return count_services(eas).n_off == ED_N_SERVICES;
}

/* Mail alone: where all are off, services-off says so. */
static bool is_mail_off(const struct ed_eas *eas)
{
	struct services n = count_services(eas);

	return eas->services[ED_SERVICE_MAIL].value == ED_NO &&
	       n.n_off + n.n_unclear < ED_N_SERVICES;
}

static bool is_all_open(const struct ed_eas *eas)
{
	struct services n = count_services(eas);

	return n.n_unclear && n.n_off + n.n_unclear == ED_N_SERVICES;
}

static bool is_mail_open(const struct ed_eas *eas)
{
	return is_unclear(&eas->services[ED_SERVICE_MAIL]) || is_all_open(eas);
}

static void settle_service(struct ed_sink *out, const char *id,
    const struct ed_profile *profile, bool (*is_off)(const struct ed_eas *),
    bool (*is_open)(const struct ed_eas *))
{
	bool open = false;

	for (size_t i = 0; i < profile->n_accounts; i++) {
		const struct ed_eas *eas = &profile->accounts[i];

		if (is_off(eas)) {
			ed_settle(out, id, true,
			    eas->services[ED_SERVICE_MAIL].ref,
			    ED_VALUES({"account", ED_TEXT, eas->label}));
			return;
		}
		open |= is_open(eas);
	}
	if (open)
		ed_unknown(out, id, "a service is neither on nor off");
	else if (profile->unreadable)
		ed_unknown(out, id, profile->unreadable);
	else
		ed_settle(out, id, false, profile->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_profile *profile = subject;

	settle_missing(facts, profile, out);
	settle_double(facts, profile, out);
	settle_service(out, "services-off", profile, is_all_off, is_all_open);
	settle_service(out, "mail-off", profile, is_mail_off, is_mail_open);
}

const struct ed_check ed_check_profile_eas = {
    .id = "profile-eas",
    .title = "The profile brings one account that syncs mail",
    .each = ED_PROFILE,
    .findings = ED_FINDINGS({"missing", 0}, {"duplicate", 0},
	{"duplicate-elsewhere", 0}, {"services-off", 0}, {"mail-off", 0}),
    .run = run,
};
