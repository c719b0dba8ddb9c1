/* SPDX-License-Identifier: Apache-2.0 */
#include "load/profile_keys.h"

#include "base/nearest.h"

#define TEXT ED_KEY_TEXT, NULL
#define BOOL ED_KEY_BOOL, NULL
#define WHOLE ED_KEY_WHOLE, NULL
#define REAL ED_KEY_REAL, NULL
#define DATA ED_KEY_DATA, NULL
#define DATE ED_KEY_DATE, NULL
#define ARRAY ED_KEY_ARRAY, NULL
#define DICT ED_KEY_DICT, NULL
#define TEXTS ED_KEY_TEXTS, NULL
#define ANY ED_KEY_ANY, NULL

const struct ed_known_key ed_payload_keys[] = {{"PayloadType", TEXT},
    {"PayloadVersion", ANY}, /* judged by itself */
    {"PayloadIdentifier", TEXT}, {"PayloadUUID", TEXT},
    {"PayloadDisplayName", TEXT}, {"PayloadDescription", TEXT},
    {"PayloadOrganization", TEXT}, {0}};

const struct ed_known_key ed_profile_keys[] = {{"PayloadContent", ARRAY},
    {"IsEncrypted", BOOL}, {"EncryptedPayloadContent", DATA},
    {"HasRemovalPasscode", BOOL}, {"PayloadRemovalDisallowed", BOOL},
    {"PayloadScope", TEXT}, {"RemovalDate", DATE},
    {"DurationUntilRemoval", REAL}, {"PayloadExpirationDate", DATE},
    {"TargetDeviceType", WHOLE}, {"ConsentText", DICT}, {0}};

static const struct ed_known_key eas[] = {{"EmailAddress", TEXT},
    {"Host", TEXT}, {"SSL", BOOL}, {"OAuth", BOOL}, {"OAuthSignInURL", TEXT},
    {"OAuthTokenRequestURL", TEXT}, {"UserName", TEXT}, {"Password", TEXT},
    {"OverridePreviousPassword", BOOL}, {"PayloadCertificateUUID", TEXT},
    {"Certificate", DATA}, {"CertificateName", TEXT},
    {"CertificatePassword", TEXT}, {"MailNumberOfPastDaysToSync", WHOLE},
    {"PreventMove", BOOL}, {"PreventAppSheet", BOOL},
    {"disableMailRecentsSyncing", BOOL}, {"allowMailDrop", BOOL},
    {"HeaderMagic", TEXT}, {"CommunicationServiceRules", DICT},
    {"VPNUUID", TEXT}, {"SMIMEEnabled", BOOL}, {"SMIMESigningEnabled", BOOL},
    {"SMIMESigningCertificateUUID", TEXT}, {"SMIMEEncryptionEnabled", BOOL},
    {"SMIMEEncryptionCertificateUUID", TEXT},
    {"SMIMEEnablePerMessageSwitch", BOOL},
    {"SMIMESigningUserOverrideable", BOOL},
    {"SMIMESigningCertificateUUIDUserOverrideable", BOOL},
    {"SMIMEEncryptByDefault", BOOL},
    {"SMIMEEncryptByDefaultUserOverrideable", BOOL},
    {"SMIMEEncryptionCertificateUUIDUserOverrideable", BOOL},
    {"SMIMEEnableEncryptionPerMessageSwitch", BOOL}, {"EnableMail", BOOL},
    {"EnableContacts", BOOL}, {"EnableCalendars", BOOL},
    {"EnableReminders", BOOL}, {"EnableNotes", BOOL},
    {"EnableMailUserOverridable", BOOL},
    {"EnableContactsUserOverridable", BOOL},
    {"EnableCalendarsUserOverridable", BOOL},
    {"EnableRemindersUserOverridable", BOOL},
    {"EnableNotesUserOverridable", BOOL}, {"SyncDefaultFoldersOnly", ANY},
    {"EASAccountPersistentUUID", ANY},
    {"EASAccountCertificatePersistentID", ANY}, {"ACAccountIdentifier", ANY},
    {0}};

static const struct ed_known_key pkcs12[] = {{"PayloadContent", DATA},
    {"Password", TEXT}, {"PayloadCertificateFileName", TEXT},
    {"AllowAllAppsAccess", BOOL}, {"KeyIsExtractable", BOOL}, {0}};

static const struct ed_known_key certificate[] = {
    {"PayloadContent", DATA}, {"PayloadCertificateFileName", TEXT}, {0}};

static const struct ed_known_key scep_names[] = {{"rfc822Name", TEXTS},
    {"dNSName", TEXTS}, {"uniformResourceIdentifier", TEXTS},
    {"ntPrincipalName", TEXT}, {0}};

/* CACaps is a key of device-management servers that Apple does not name. */
static const struct ed_known_key scep_content[] = {{"URL", TEXT},
    {"Name", TEXT}, {"Subject", ARRAY}, {"Challenge", TEXT}, {"Keysize", WHOLE},
    {"Key Type", TEXT}, {"Key Usage", WHOLE}, {"CAFingerprint", DATA},
    {"Retries", WHOLE}, {"RetryDelay", WHOLE},
    {"SubjectAltName", ED_KEY_DICT, scep_names}, {"KeyIsExtractable", BOOL},
    {"AllowAllAppsAccess", BOOL}, {"CACaps", ANY}, {0}};

static const struct ed_known_key scep[] = {
    {"PayloadContent", ED_KEY_DICT, scep_content}, {0}};

static const struct {
	const char *type;
	const struct ed_known_key *keys;
} payloads[] = {
    {"com.apple.eas.account", eas},
    {"com.apple.security.pkcs12", pkcs12},
    {"com.apple.security.root", certificate},
    {"com.apple.security.pkcs1", certificate},
    {"com.apple.security.pem", certificate},
    {"com.apple.security.scep", scep},
};

const struct ed_known_key *ed_keys_of_payload(struct ed_str type)
{
	for (size_t i = 0; i < ED_COUNT(payloads); i++)
		if (ed_str_eq(type, ed_str_of(payloads[i].type)))
			return payloads[i].keys;
	return NULL;
}

const char *ed_key_types_name(unsigned types)
{
	switch (types) {
	case ED_KEY_TEXT:
		return "<string>";
	case ED_KEY_BOOL:
		return "<true/> or <false/>";
	case ED_KEY_WHOLE:
		return "<integer>";
	case ED_KEY_REAL:
		return "<real>";
	case ED_KEY_DATA:
		return "<data>";
	case ED_KEY_DATE:
		return "<date>";
	case ED_KEY_ARRAY:
		return "<array>";
	case ED_KEY_DICT:
		return "<dict>";
	case ED_KEY_TEXTS:
		return "<string> or <array>";
	default:
		return "any value";
	}
}

const struct ed_known_key *ed_known_key(
    const struct ed_known_key *keys, struct ed_str name)
{
	for (; keys && keys->name; keys++)
		if (ed_str_eq(name, ed_str_of(keys->name)))
			return keys;
	return NULL;
}

/* How many letters may be wrong and still nothing else be meant. */
static size_t tolerance(size_t n)
{
	if (n <= 3)
		return 0;
	return n < 8 ? 1 : 2;
}

const struct ed_known_key *ed_nearest_key(
    const struct ed_known_key *keys, struct ed_str name)
{
	const struct ed_known_key *best = NULL;
	size_t least = SIZE_MAX;

	for (; keys && keys->name; keys++) {
		struct ed_str known = ed_str_of(keys->name);
		size_t allowed = tolerance(known.n), d;

		if (name.n > known.n + allowed || known.n > name.n + allowed)
			continue;
		d = ed_word_distance(name, known);
		if (d <= allowed && d < least) {
			best = keys;
			least = d;
		}
	}
	return best;
}
