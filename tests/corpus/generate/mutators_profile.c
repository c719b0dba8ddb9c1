/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the account in the profile: TLS, S/MIME, user, identity. */
#include "mutators.h"

#include <string.h>

static void ssl_off(struct ed_spec *spec, unsigned variant)
{
	spec->profile.eas.ssl = ED_TRI_FALSE;
	spec->profile.eas.chatty = variant % 2 == 0;
	spec->profile.comments = variant >= 2;
}

static void ssl_absent(struct ed_spec *spec, unsigned variant)
{
	spec->profile.eas.ssl = ED_TRI_ABSENT;
	spec->profile.eas.chatty = variant % 2 == 0;
	spec->profile.comments = variant >= 2;
}

/* On, with the sign-in certificate or another of the profile's payloads. */
static void smime_on(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;
	const char *uuid = spec->profile.identity_uuid;

	if (variant == 0 || variant == 2) {
		eas->smime_sign = ED_TRI_TRUE;
		eas->smime_sign_uuid = uuid;
	}
	if (variant == 1 || variant == 2) {
		eas->smime_encrypt = ED_TRI_TRUE;
		eas->smime_encrypt_uuid = uuid;
	}
	if (variant == 3) {
		eas->smime_enabled = ED_TRI_TRUE;
		eas->smime_sign = ED_TRI_TRUE;
		eas->smime_sign_uuid = eas->smime_encrypt_uuid = uuid;
	}
}

static void smime_no_certificate(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;

	eas->smime_sign = variant == 1 ? ED_TRI_FALSE : ED_TRI_TRUE;
	eas->smime_encrypt = variant == 0 ? ED_TRI_ABSENT : ED_TRI_TRUE;
	if (variant == 3) {
		eas->smime_sign_uuid = spec->profile.identity_uuid;
		eas->smime_encrypt_uuid = "";
	}
}

/* What is chosen is no identity of the profile. */
static void smime_dangling(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;

	if (variant != 1) {
		eas->smime_sign = ED_TRI_TRUE;
		eas->smime_sign_uuid = ed_new_uuid(spec);
	}
	if (variant == 1 || variant == 3) {
		eas->smime_encrypt = ED_TRI_TRUE;
		eas->smime_encrypt_uuid = ed_new_uuid(spec);
	}
	if (variant == 2) {
		spec->profile.root = true;
		eas->smime_sign_uuid = spec->profile.root_uuid;
	}
	if (variant == 3)
		eas->smime_sign_uuid = spec->profile.identity_uuid;
}

static void email_malformed(struct ed_spec *spec, unsigned variant)
{
	const char *const values[] = {
	    spec->login,
	    ed_say(spec, "%s@", spec->login),
	    ed_say(spec, "%s@@%s", spec->login, spec->domain),
	    ed_say(spec, "%s.%s @%s", spec->given, spec->family, spec->domain),
	};

	spec->profile.eas.email = values[variant];
}

static void email_missing(struct ed_spec *spec, unsigned variant)
{
	static const char *const values[] = {NULL, "", " ", "@"};

	spec->profile.eas.email = values[variant];
}

static void user_missing(struct ed_spec *spec, unsigned variant)
{
	static const char *const values[] = {NULL, "", "\\", " "};

	spec->profile.eas.user = values[variant];
}

static void domain_missing(struct ed_spec *spec, unsigned variant)
{
	spec->profile.eas.user = ed_say(spec, "\\%s", spec->login);
	spec->profile.eas.chatty = variant % 2 == 0;
	spec->profile.wifi = variant >= 2;
}

static void malformed(struct ed_spec *spec, unsigned variant)
{
	const char *domain = spec->netbios, *login = spec->login;
	const char *const values[] = {
	    ed_say(spec, "%s\\%s", domain, spec->expected.upn),
	    ed_say(spec, "%s\\\\%s", domain, login),
	    ed_say(spec, "%s\\users\\%s", domain, login),
	    ed_say(spec, "%s@%s@%s", login, domain, spec->domain),
	    ed_say(spec, "%s ", spec->expected.upn),
	    ed_say(spec, "%s\\%s ", domain, login),
	};

	spec->profile.eas.user = values[variant];
}

static void literal_lookup(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;

	if (variant == 0)
		eas->user = "{EmailUserName}";
	if (variant == 1)
		eas->email = "{EmailAddress}";
	if (variant == 2)
		eas->user = eas->email = "{EmailAdress}";
	if (variant == 3)
		eas->user = "{ UserPrincipalName }";
	if (variant == 4)
		eas->user = ed_say(spec, "%s\\{EmailUserName}", spec->netbios);
	if (variant == 5)
		eas->user = ed_say(spec, "{EnrolmentUser}@%s", spec->domain);
}

static void differs(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;
	const char *other = spec->other_login;
	const char *address = ed_say(spec, "%s@%s", other, spec->domain);

	if (variant == 0 || variant == 2 || variant == 5)
		eas->user = address;
	if (variant == 1 || variant == 3)
		eas->user = ed_say(spec, "%s\\%s", spec->netbios, other);
	if (variant >= 2)
		eas->email = address;
	if (variant == 4)
		eas->user = other;
}

static void identity_none(struct ed_spec *spec, unsigned variant)
{
	spec->profile.eas.identity = variant == 1 ? "" : NULL;
	if (variant >= 2) { /* the credentials went away with it */
		spec->profile.credentials = false;
		spec->form = ED_FORM_PEM;
	}
	spec->profile.root = variant != 3;
}

static void dangling(struct ed_spec *spec, unsigned variant)
{
	char *typo;

	if (variant == 0)
		spec->profile.eas.identity = ed_new_uuid(spec);
	if (variant == 1) {
		typo = (char *)ed_copy(
		    spec->arena, ed_str_of(spec->profile.identity_uuid))
			   .p;
		typo[9] = typo[9] == '0' ? '1' : '0';
		spec->profile.eas.identity = typo;
	}
	if (variant == 2)
		spec->profile.credentials = false;
	if (variant == 3) { /* in another profile of the same device */
		spec->profile.credentials = false;
		spec->profile.credentials_apart = true;
	}
	if (variant >= 2)
		spec->form = ED_FORM_PEM;
}

static void not_an_identity(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	if (variant == 0 || variant == 3) {
		profile->root = true;
		profile->eas.identity = profile->root_uuid;
	}
	if (variant == 1) {
		profile->issuing = true;
		profile->eas.identity = profile->issuing_uuid;
	}
	if (variant == 2) {
		profile->wifi = true;
		profile->eas.identity = profile->wifi_uuid;
	}
	if (variant == 3) {
		profile->credentials = false;
		spec->form = ED_FORM_PEM;
	}
}

static void inline_and_reference(struct ed_spec *spec, unsigned variant)
{
	struct ed_account_spec *eas = &spec->profile.eas;

	eas->inline_identity = true;
	eas->inline_first = variant % 2 == 0;
	eas->inline_name =
	    variant < 2 ? ed_say(spec, "%s.p12", spec->login) : NULL;
}

/* HTTP is answered by IIS, when it is answered at all. */
static const char *const symptoms_ssl[3][3] = {
    {"HTTP 403.4", NULL},
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* There is no account that could send anything. */
static const char *const symptoms_refused[2][3] = {
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* The device asks the user for what the profile does not say. */
static const char *const symptoms_user[2][3] = {
    {"Password prompt", NULL},
    {NULL},
};

/* What the profile says reaches the server, and names nobody there. */
static const char *const symptoms_form[3][3] = {
    {"Password prompt", NULL},
    {"401.1", NULL},
    {NULL},
};

/* Somebody else's mailbox: Exchange refuses. */
static const char *const symptoms_other[3][3] = {
    {"HTTP 403 from Exchange (X-FEServer)", NULL},
    {"Password prompt", NULL},
    {NULL},
};

enum { SEEN = ED_SHOWS_PROFILE };

/* clang-format off */
const struct ed_mutator ed_profile_mutators[] = {
    { "profile-ssl/off", ED_BITES_CONNECT, true, ED_TOUCH_SSL, SEEN, 4,
	ssl_off, ED_SYMPTOMS(symptoms_ssl) },
    { "profile-ssl/absent", ED_BITES_CONNECT, false, ED_TOUCH_SSL, SEEN, 4,
	ssl_absent, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-smime/on", ED_BITES_DELIVER, true,
	ED_TOUCH_SMIME | ED_TOUCH_IDENTITY, SEEN, 4,
	smime_on, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-smime/no-certificate", ED_BITES_DELIVER, true, ED_TOUCH_SMIME,
	SEEN, 4, smime_no_certificate, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-smime/dangling", ED_BITES_DELIVER, true,
	ED_TOUCH_SMIME | ED_TOUCH_IDENTITY, SEEN, 4, smime_dangling,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-user/email-malformed", ED_BITES_MAILBOX, false, ED_TOUCH_USER,
	SEEN, 4, email_malformed, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-user/email-missing", ED_BITES_DELIVER, true, ED_TOUCH_USER,
	SEEN, 4, email_missing, ED_SYMPTOMS(symptoms_user) },
    { "profile-user/user-missing", ED_BITES_DELIVER, true, ED_TOUCH_USER,
	SEEN, 4, user_missing, ED_SYMPTOMS(symptoms_user) },
    { "profile-user/domain-missing", ED_BITES_MAILBOX, false, ED_TOUCH_USER,
	SEEN, 4, domain_missing, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-user/malformed", ED_BITES_MAILBOX, true, ED_TOUCH_USER, SEEN,
	6, malformed, ED_SYMPTOMS(symptoms_form) },
    { "profile-user/literal-lookup", ED_BITES_MAILBOX, true,
	ED_TOUCH_USER | ED_TOUCH_IDENTITY,
	SEEN, 6, literal_lookup, ED_SYMPTOMS(symptoms_user) },
    { "profile-user/differs-from-certificate", ED_BITES_MAILBOX, true,
	ED_TOUCH_USER | ED_TOUCH_NAMES, SEEN | ED_SHOWS_CERTIFICATE, 6,
	differs, ED_SYMPTOMS(symptoms_other) },
    { "profile-identity/none", ED_BITES_ASK, true,
	ED_TOUCH_IDENTITY | ED_TOUCH_KEY, SEEN, 4, identity_none,
	ED_SYMPTOMS(ed_symptoms_ask) },
    { "profile-identity/dangling", ED_BITES_ASK, true,
	ED_TOUCH_IDENTITY | ED_TOUCH_KEY, SEEN, 4, dangling,
	ED_SYMPTOMS(ed_symptoms_ask) },
    { "profile-identity/not-an-identity", ED_BITES_ASK, true,
	ED_TOUCH_IDENTITY | ED_TOUCH_KEY | ED_TOUCH_CHAIN, SEEN, 4,
	not_an_identity, ED_SYMPTOMS(ed_symptoms_ask) },
    { "profile-identity/inline-and-reference", ED_BITES_ASK, false,
	ED_TOUCH_IDENTITY | ED_TOUCH_KEY, SEEN, 4, inline_and_reference,
	ED_SYMPTOMS(ed_symptoms_none) },
    { 0 },
};
/* clang-format on */
