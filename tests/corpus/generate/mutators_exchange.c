/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of the account, the mailbox and the device, as the directory and
 * cmdlets of Exchange show them, among rows of colleagues.
 */
#include "mutators.h"

#include <string.h>

enum { NAMES = 44 }; /* as wide as Exchange pads its longest */

static void put(struct ed_text *out, const char *name, const char *value)
{
	ed_putf(out, "%-*s : %s\n", NAMES, name, value);
}

static const char *path_of(struct ed_spec *spec, bool other)
{
	return ed_say(spec, "%s/Staff/%s", spec->domain,
	    other ? spec->other_login : spec->login);
}

static void begin(struct ed_spec *spec, struct ed_text *out)
{
	out->arena = spec->arena;
	ed_put(out, ED_STR("\n\n"));
	spec->expected.eas_id = ed_say(spec, "Appl%s01", spec->login);
	spec->expected.scope = ", mailbox";
}

static void end(struct ed_spec *spec, struct ed_text *out, unsigned variant)
{
	ed_put_byte(out, '\n');
	spec->exchange.text = ed_text_str(out);
	spec->exchange.utf16 = variant > 1;
}

static void put_cas(
    struct ed_spec *spec, struct ed_text *out, bool other, const char *enabled)
{
	put(out, "PrimarySmtpAddress",
	    other ? ed_say(spec, "%s@%s", spec->other_login, spec->domain)
		  : spec->expected.email);
	put(out, "Identity", path_of(spec, other));
	put(out, "ActiveSyncAllowedDeviceIDs", "{}");
	put(out, "ActiveSyncBlockedDeviceIDs", "{}");
	put(out, "ActiveSyncMailboxPolicy", "Default");
	put(out, "ActiveSyncEnabled", enabled);
	ed_put_byte(out, '\n');
}

static void put_recipient(
    struct ed_spec *spec, struct ed_text *out, const char *type)
{
	put(out, "UserPrincipalName", spec->expected.upn);
	put(out, "RecipientType", type);
	put(out, "Identity", path_of(spec, false));
	put(out, "AuthenticationPolicy", "Phones");
	ed_put_byte(out, '\n');
}

static void put_phone(struct ed_spec *spec, struct ed_text *out, const char *id,
    const char *state, const char *reason, bool other)
{
	put(out, "FriendlyName", "Phone");
	put(out, "DeviceId", id);
	put(out, "DeviceOS", "iOS 18.1 22B83");
	put(out, "UserDisplayName", path_of(spec, other));
	put(out, "DeviceAccessState", state);
	put(out, "DeviceAccessStateReason", reason);
	ed_put_byte(out, '\n');
}

static void activesync_off(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	if (variant % 2)
		put_cas(spec, &out, true, "True");
	put_cas(spec, &out, false, "False");
	if (variant > 1)
		put_recipient(spec, &out, "UserMailbox");
	end(spec, &out, variant);
}

static void no_mailbox(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	if (variant > 1)
		put_cas(spec, &out, true, "True");
	put_recipient(spec, &out, variant % 2 ? "MailUser" : "User");
	end(spec, &out, variant);
}

static void device_in(struct ed_spec *spec, unsigned variant, const char *state)
{
	static const char *const reasons[] = {
	    "Global", "Individual", "DeviceRule", "CommandFrequency"};
	struct ed_text out = {0};

	begin(spec, &out);
	put_phone(spec, &out, "ApplOLD", "Allowed", "Global", variant % 2);
	put_phone(spec, &out, spec->expected.eas_id, state,
	    reasons[variant % 4], false);
	if (variant > 1)
		put_cas(spec, &out, false, "True");
	end(spec, &out, variant);
}

static void blocked(struct ed_spec *spec, unsigned variant)
{
	device_in(spec, variant, "Blocked");
}

static void quarantined(struct ed_spec *spec, unsigned variant)
{
	device_in(spec, variant % 3, "Quarantined");
}

static void too_many(struct ed_spec *spec, unsigned variant)
{
	const unsigned limit = 2 + variant;
	struct ed_text out = {0};

	begin(spec, &out);
	put_recipient(spec, &out, "UserMailbox");
	put(&out, "Name", "GlobalThrottlingPolicy_1");
	put(&out, "EasMaxDevices", ed_say(spec, "%u", limit));
	ed_put_byte(&out, '\n');
	for (unsigned i = 0; i < limit; i++)
		put_phone(spec, &out, ed_say(spec, "OLD%u", i), "Allowed",
		    "Global", false);
	put_phone(spec, &out, "THEIRS", "Allowed", "Global", true);
	end(spec, &out, variant);
}

static void put_statistics(struct ed_text *out, const char *id,
    const char *status, const char *policy, const char *asked)
{
	put(out, "DeviceId", id);
	put(out, "Status", status);
	put(out, "DeviceWipeRequestTime", asked);
	put(out, "DeviceWipeAckTime", "");
	put(out, "DevicePolicyApplicationStatus", policy);
	ed_put_byte(out, '\n');
}

static void policy_loop(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	put_statistics(&out, "ApplOLD", "DeviceOk", "AppliedInFull", "");
	put_statistics(&out, spec->expected.eas_id, "DeviceOk",
	    variant % 2 ? "NotApplied" : "PartiallyApplied", "");
	end(spec, &out, variant);
}

static void wipe(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	put_statistics(&out, spec->expected.eas_id,
	    variant % 2 ? "DeviceOk" : "DeviceWipePending", "AppliedInFull",
	    "20.11.2026 09:12:00");
	put_statistics(&out, "ApplOLD", "DeviceOk", "AppliedInFull", "");
	end(spec, &out, variant);
}

static void put_vdir(struct ed_spec *spec, struct ed_text *out,
    const char *server, const char *host, const char *wants)
{
	put(out, "Name", "Microsoft-Server-ActiveSync (Default Web Site)");
	put(out, "ClientCertAuth", wants);
	put(out, "Server", server);
	put(out, "ExternalUrl",
	    *host ? ed_say(spec, "https://%s/Microsoft-Server-ActiveSync", host)
		  : "");
	ed_put_byte(out, '\n');
}

static void external_url(struct ed_spec *spec, unsigned variant)
{
	const char *const hosts[] = {ed_say(spec, "legacy.%s", spec->domain),
	    "", ed_say(spec, "mail.%s.local", spec->netbios),
	    ed_say(spec, "ex01.%s", spec->domain)};
	struct ed_text out = {0};

	begin(spec, &out);
	spec->expected.scope = ", iis";
	put_vdir(spec, &out, "EX01", hosts[variant % 4], "Required");
	if (variant > 1)
		put_vdir(spec, &out, "EX02", hosts[variant % 4], "Required");
	end(spec, &out, variant);
}

static void gateway(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	spec->expected.scope = ", iis";
	spec->expected.gateway_host = ed_say(spec, "seg.%s", spec->domain);
	spec->expected.gateway_ends = true;
	spec->profile.eas.host = spec->expected.gateway_host;
	put_vdir(spec, &out, "EX01", spec->expected.host, "Required");
	if (variant % 2)
		put_vdir(spec, &out, "EX02", spec->expected.host, "Required");
	end(spec, &out, variant);
}

static void sign_in_policy(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	spec->expected.scope = ", iis";
	put_recipient(spec, &out, "UserMailbox");
	put(&out, "Name", "Phones");
	put(&out, "BlockLegacyAuthActiveSync", "True");
	if (variant % 2) {
		ed_put_byte(&out, '\n');
		put(&out, "Name", "Everybody");
		put(&out, "BlockLegacyAuthActiveSync", "False");
	}
	end(spec, &out, variant);
}

static void export_state(struct ed_spec *spec, unsigned variant)
{
	spec->exported.kind = variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF;
	spec->expected.scope = ", mapping";
}

static void disabled(struct ed_spec *spec, unsigned variant)
{
	export_state(spec, variant);
	spec->exported.disabled = true;
	if (variant > 1)
		spec->exported.named[0] = ED_NAMED_KERBEROS;
}

static void expired(struct ed_spec *spec, unsigned variant)
{
	export_state(spec, variant);
	spec->exported.ended = -(int64_t)(1 + 40 * variant) * ED_DAY;
}

static void locked(struct ed_spec *spec, unsigned variant)
{
	export_state(spec, variant);
	spec->exported.locked = -(int64_t)(600 + 3000 * variant);
}

static void not_found(struct ed_spec *spec, unsigned variant)
{
	export_state(spec, variant);
	spec->exported.upn =
	    variant < 2
		? ed_say(spec, "%s@%s.local", spec->login, spec->netbios)
		: ed_say(spec, "%s.%s@%s", spec->family, spec->given,
		      spec->domain);
}

static void protected_account(struct ed_spec *spec, unsigned variant)
{
	export_state(spec, variant);
	spec->expected.scope = ", mailbox";
	spec->exported.admin = true;
	if (variant > 1)
		spec->exported.named[0] = ED_NAMED_KERBEROS;
}

/* Exchange itself refuses, which a log or a device shows. */
static const char *const refused[4][3] = {
    {"HTTP 403 from Exchange", "Cannot Get Mail", NULL},
    {"HTTP 403, X-FEServer: EX01", NULL},
    {"HTTP 403", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const asked_again[4][3] = {
    {"HTTP 449", NULL},
    {"HTTP 449", "Cannot Get Mail", NULL},
    {"Cannot Get Mail", NULL},
    {NULL},
};

static const char *const elsewhere[2][3] = {
    {"HTTP 451", NULL},
    {NULL},
};

#define ROW ED_SHOWS_USER | ED_SHOWS_EXCHANGE
#define PHONE ROW | ED_SHOWS_DEVICE
#define ACCOUNT ED_SHOWS_USER | ED_SHOWS_DIRECTORY

/* clang-format off */
const struct ed_mutator ed_exchange_mutators[] = {
    { "directory-account/disabled", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ACCOUNT, 4, disabled, ED_SYMPTOMS(ed_symptoms_map) },
    { "directory-account/expired", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ACCOUNT, 4, expired, ED_SYMPTOMS(ed_symptoms_map) },
    { "directory-account/locked", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ACCOUNT, 4, locked, ED_SYMPTOMS(ed_symptoms_map) },
    { "directory-account/not-found", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ACCOUNT, 4, not_found, ED_SYMPTOMS(ed_symptoms_map) },
    { "mailbox-permissions/inheritance-off", ED_BITES_MAILBOX, true,
	ED_TOUCH_NAMES | ED_TOUCH_EXCHANGE, ACCOUNT, 4, protected_account,
	ED_SYMPTOMS(refused) },
    { "mailbox-activesync/disabled", ED_BITES_MAILBOX, true,
	ED_TOUCH_EXCHANGE, ROW, 4, activesync_off, ED_SYMPTOMS(refused) },
    { "mailbox-activesync/none", ED_BITES_MAILBOX, true, ED_TOUCH_EXCHANGE,
	ROW, 4, no_mailbox, ED_SYMPTOMS(refused) },
    { "mailbox-device/blocked", ED_BITES_MAILBOX, true, ED_TOUCH_EXCHANGE,
	PHONE, 4, blocked, ED_SYMPTOMS(refused) },
    { "mailbox-device/quarantined", ED_BITES_MAILBOX, true,
	ED_TOUCH_EXCHANGE, PHONE, 4, quarantined,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { "mailbox-device/too-many", ED_BITES_MAILBOX, true, ED_TOUCH_EXCHANGE,
	PHONE, 4, too_many, ED_SYMPTOMS(ed_symptoms_connect) },
    { "mailbox-policy/provisioning-loop", ED_BITES_MAILBOX, true,
	ED_TOUCH_EXCHANGE, PHONE, 4, policy_loop, ED_SYMPTOMS(asked_again) },
    { "mailbox-policy/wipe-pending", ED_BITES_MAILBOX, true,
	ED_TOUCH_EXCHANGE, PHONE, 4, wipe, ED_SYMPTOMS(ed_symptoms_connect) },
    { "exchange-activesync/external-url", ED_BITES_MAILBOX, true,
	ED_TOUCH_EXCHANGE, ED_SHOWS_EXCHANGE | ED_SHOWS_ENDPOINT, 4,
	external_url, ED_SYMPTOMS(elsewhere) },
    { "exchange-activesync/gateway-conflict", ED_BITES_HAND_OVER, true,
	ED_TOUCH_EXCHANGE | ED_TOUCH_HOST | ED_TOUCH_SERVER,
	ED_SHOWS_EXCHANGE | ED_SHOWS_ENDPOINT, 4, gateway,
	ED_SYMPTOMS(ed_symptoms_ask) },
    { "exchange-authentication-policy/blocks-activesync", ED_BITES_MAILBOX,
	true, ED_TOUCH_EXCHANGE, ROW, 4, sign_in_policy,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { 0 },
};
/* clang-format on */
