/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of a profile's form, and of the account as a whole. */
#include "mutators.h"

#define VERSION(n) "<key>PayloadVersion</key>\n\t\t\t<integer>" n "</integer>\n"
#define TOP_VERSION "\t<key>PayloadVersion</key>\n\t<integer>1</integer>\n"
#define TOP_TYPE "<string>Configuration</string>\n"
#define EAS "<string>com.apple.eas.account</string>\n"
#define KEY(name) "\t\t\t<key>" name "</key>\n"
#define OFF(name) KEY(name) "\t\t\t<false/>\n"
#define ON(name) KEY(name) "\t\t\t<true/>\n"
#define TEXT(name, value) KEY(name) "\t\t\t<string>" value "</string>\n"
#define SIGN_IN "https://login.corp.example/oauth2"
#define DATE(name, value) KEY(name) "\t\t\t<date>" value "</date>\n"

static void malformed(struct ed_spec *spec, unsigned variant)
{
	const char *uuid = spec->profile.eas_uuid;

	if (variant == 0)
		ed_edit_profile(spec, "<key>SSL</key>\n\t\t\t<true/>",
		    "<key>SSL</key>\n\t\t\t<string>true</string>");
	if (variant == 1)
		ed_edit_profile(spec, VERSION("1"), VERSION("2"));
	if (variant == 2)
		ed_edit_profile(spec, TOP_TYPE, "<string>Profile</string>\n");
	if (variant == 3)
		ed_edit_profile(spec, TOP_VERSION, "");
	if (variant == 4)
		ed_edit_profile(spec, ed_say(spec, "<string>%s</string>", uuid),
		    "<string></string>");
	if (variant == 5)
		ed_edit_profile(
		    spec, EAS, EAS TEXT("MailNumberOfPastDaysToSync", "7"));
}

/* What stands in the text behind it is lost to whoever reads it. */
static void ill_formed(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		ed_edit_profile(
		    spec, EAS, EAS TEXT("PayloadDescription", "Mail & more"));
	if (variant == 1)
		ed_edit_profile(spec, "<key>SSL</key>\n", "<key>SSL<key>\n");
	if (variant == 2)
		ed_edit_profile(
		    spec, EAS, EAS TEXT("PayloadDescription", "<new> phones"));
	if (variant == 3)
		ed_edit_profile(
		    spec, TOP_TYPE, "<string>Configuration</Str>\n");
}

/* As scripts write them, and as devices take them. */
static void unusual_form(struct ed_spec *spec, unsigned variant)
{
	const char *uuid = spec->profile.eas_uuid;

	if (variant == 0)
		ed_edit_profile(
		    spec, VERSION("1"), TEXT("PayloadVersion", "1"));
	if (variant == 1)
		ed_edit_profile(spec, VERSION("1"),
		    KEY("PayloadVersion") "\t\t\t<real>1.0</real>\n");
	if (variant == 2)
		ed_edit_profile(spec, ed_say(spec, "<string>%s</string>", uuid),
		    "<string>exchange-active-sync-1</string>");
	if (variant == 3)
		ed_edit_profile(spec, TOP_VERSION,
		    "\t<key>PayloadVersion</key>\n\t<string>1</string>\n");
}

/* Another payload is made from a copy, by hand. */
static void duplicate_id(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	if (variant == 0) {
		profile->root = profile->issuing = true;
		profile->issuing_uuid = ed_say(spec, "%s", profile->root_uuid);
	}
	if (variant == 1) {
		profile->wifi = true;
		profile->wifi_uuid = profile->eas_uuid;
	}
	if (variant == 2) {
		profile->wifi = true;
		ed_edit_profile(
		    spec, ".Wi-Fi</string>", ".Exchange ActiveSync</string>");
	}
	if (variant == 3) {
		profile->root = true;
		profile->root_uuid = profile->eas_uuid;
	}
}

static void expired(struct ed_spec *spec, unsigned variant)
{
	static const char *const dates[] = {
	    DATE("RemovalDate", "2026-11-22T23:59:59Z"),
	    DATE("PayloadExpirationDate", "2026-10-31T12:00:00Z"),
	    DATE("RemovalDate", "2025-12-31T00:00:00Z"),
	    DATE("RemovalDate", "2026-02-28T22:00:00Z")};

	ed_edit_profile(
	    spec, TOP_TYPE, ed_say(spec, TOP_TYPE "%s", dates[variant]));
}

/* Of keys whose absence changes nothing else. */
static void unknown_key(struct ed_spec *spec, unsigned variant)
{
	static const char *const added[] = {
	    EAS OFF("OverridePreviousPasword"),
	    EAS OFF("AllowMaildrop"),
	    EAS OFF("AllowMailDrop"),
	    EAS OFF("SMIMESigningUserOverridable"),
	    EAS OFF("SMIMEEncryptByDefaultUserOverridable"),
	    EAS TEXT("HeaderMagik", "x"),
	};

	ed_edit_profile(spec, EAS, added[variant]);
}

static void eas_missing(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	profile->no_account = variant < 2;
	profile->wifi |= variant == 1;
	if (variant == 2)
		ed_edit_profile(
		    spec, EAS, "<string>com.apple.ews.account</string>\n");
	if (variant == 3)
		ed_edit_profile(
		    spec, EAS, "<string>com.apple.mail.managed</string>\n");
}

static const char *with_capital(struct ed_spec *spec, const char *text)
{
	char *copy = (char *)ed_copy(spec->arena, ed_str_of(text)).p;

	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 32);
	return copy;
}

static void second_account(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	if (variant == 1 || variant == 3)
		profile->second_host = with_capital(spec, profile->eas.host);
	if (variant == 2)
		profile->second_user = with_capital(spec, profile->eas.user);
	profile->eas.chatty = variant == 3;
}

/* Copied as a file, and changed into another: its UUIDs stayed. */
static void payload_elsewhere(struct ed_spec *spec, unsigned variant)
{
	const char *uuid =
	    variant % 2 ? spec->profile.identity_uuid : spec->profile.eas_uuid;
	const char *own = ed_new_uuid(spec);

	ed_add_extra(spec,
	    variant < 2 ? "evidence/wlan.mobileconfig"
			: "evidence/other/clip.mobileconfig",
	    ed_say(spec,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<plist version=\"1.0\"><dict><key>PayloadContent</key><array>"
		"<dict><key>PayloadType</key><string>%s</string>"
		"<key>PayloadVersion</key><integer>1</integer>"
		"<key>PayloadIdentifier</key><string>%s.1</string>"
		"<key>PayloadUUID</key><string>%s</string>%s</dict></array>"
		"<key>PayloadDisplayName</key><string>Other</string>"
		"<key>PayloadIdentifier</key><string>%s</string>"
		"<key>PayloadType</key><string>Configuration</string>"
		"<key>PayloadUUID</key><string>%s</string>"
		"<key>PayloadVersion</key><integer>1</integer></dict></plist>"
		"\n",
		variant < 2 ? "com.apple.wifi.managed"
			    : "com.apple.webClip.managed",
		own, uuid,
		variant < 2 ? "<key>SSID_STR</key><string>GUEST</string>"
			    : "<key>Label</key><string>Desk</string>"
			      "<key>URL</key><string>https://desk.example/"
			      "</string>",
		own, own));
}

static void duplicate(struct ed_spec *spec, unsigned variant)
{
	spec->profile.second = true;
	second_account(spec, variant);
}

static void duplicate_elsewhere(struct ed_spec *spec, unsigned variant)
{
	spec->profile.second_apart = true;
	second_account(spec, variant);
}

static void services_off(struct ed_spec *spec, unsigned variant)
{
	ed_edit_profile(spec, EAS,
	    EAS OFF("EnableMail") OFF("EnableContacts") OFF("EnableCalendars")
		OFF("EnableReminders") OFF("EnableNotes"));
	spec->profile.eas.chatty = variant % 2 == 1;
	spec->profile.wifi |= variant >= 2;
}

static void mail_off(struct ed_spec *spec, unsigned variant)
{
	static const char *const switches[] = {
	    EAS OFF("EnableMail"),
	    EAS OFF("EnableMail") ON("EnableContacts") ON("EnableCalendars")
		ON("EnableReminders") ON("EnableNotes"),
	    EAS OFF("EnableNotes") OFF("EnableMail") OFF("EnableReminders"),
	    EAS OFF("EnableMail") OFF("EnableContacts") OFF("EnableCalendars")
		OFF("EnableReminders"),
	};

	ed_edit_profile(spec, EAS, switches[variant]);
}

static void password(struct ed_spec *spec, unsigned variant)
{
	static const char *const passwords[] = {EAS TEXT("Password", "Sum26!"),
	    EAS TEXT("Password", "{EmailPassword}"), EAS TEXT("Password", "p"),
	    EAS TEXT("Password", "correct horse battery")};

	ed_edit_profile(spec, EAS, passwords[variant]);
	spec->profile.wifi |= variant >= 2;
}

static void oauth(struct ed_spec *spec, unsigned variant)
{
	spec->profile.eas.oauth = ED_TRI_TRUE;
	if (variant == 1)
		ed_edit_profile(spec, EAS, EAS TEXT("OAuthSignInURL", SIGN_IN));
	if (variant == 2)
		ed_edit_profile(spec, EAS,
		    EAS TEXT("OAuthSignInURL", SIGN_IN)
			TEXT("OAuthTokenRequestURL", SIGN_IN "/token"));
	spec->profile.eas.chatty = variant == 3;
}

/* The profile is refused, or gone: there is no account to send anything. */
static const char *const symptoms_refused[2][3] = {
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* A page of a sign-in service instead of the mailbox. */
static const char *const symptoms_oauth[3][3] = {
    {"HTTP 401 Bearer", NULL},
    {"Password prompt", NULL},
    {"Cannot Get Mail", NULL},
};

enum { SEEN = ED_SHOWS_PROFILE };

/* clang-format off */
const struct ed_mutator ed_structure_mutators[] = {
    { "profile-structure/malformed", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_SSL, SEEN, 6, malformed,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-structure/ill-formed", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_IDENTITY | ED_TOUCH_USER | ED_TOUCH_HOST |
	ED_TOUCH_SSL | ED_TOUCH_SMIME | ED_TOUCH_KEY | ED_TOUCH_SEAL, SEEN, 4,
	ill_formed, ED_SYMPTOMS(symptoms_refused) },
    { "profile-structure/unusual-form", ED_BITES_DELIVER, false,
	ED_TOUCH_FORM, SEEN, 4, unusual_form, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-structure/duplicate-id", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_IDENTITY, SEEN, 4, duplicate_id,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-structure/expired", ED_BITES_DELIVER, true, ED_TOUCH_FORM,
	SEEN, 4, expired, ED_SYMPTOMS(symptoms_refused) },
    { "profile-structure/unknown-key", ED_BITES_DELIVER, false, ED_TOUCH_FORM,
	SEEN, 6, unknown_key, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-eas/missing", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_IDENTITY | ED_TOUCH_USER | ED_TOUCH_HOST |
	ED_TOUCH_SSL | ED_TOUCH_SMIME, SEEN, 4, eas_missing,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-structure/duplicate-elsewhere", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_IDENTITY, SEEN, 4, payload_elsewhere,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-eas/duplicate", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_HOST | ED_TOUCH_USER, SEEN, 4, duplicate,
	ED_SYMPTOMS(symptoms_refused) },
    { "profile-eas/duplicate-elsewhere", ED_BITES_DELIVER, true,
	ED_TOUCH_FORM | ED_TOUCH_HOST | ED_TOUCH_USER | ED_TOUCH_IDENTITY |
	ED_TOUCH_KEY | ED_TOUCH_SSL | ED_TOUCH_SMIME, SEEN, 4,
	duplicate_elsewhere, ED_SYMPTOMS(symptoms_refused) },
    { "profile-eas/services-off", ED_BITES_DELIVER, true, ED_TOUCH_FORM, SEEN,
	4, services_off, ED_SYMPTOMS(symptoms_refused) },
    { "profile-eas/mail-off", ED_BITES_DELIVER, false, ED_TOUCH_FORM, SEEN, 4,
	mail_off, ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-password/set", ED_BITES_MAP, false,
	ED_TOUCH_FORM | ED_TOUCH_IDENTITY, SEEN, 4, password,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "profile-oauth/on", ED_BITES_ASK, true,
	ED_TOUCH_FORM | ED_TOUCH_HOST, SEEN, 4, oauth,
	ED_SYMPTOMS(symptoms_oauth) },
    { 0 },
};
/* clang-format on */
