/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults with a moment of their own: the log turns from success to failure
 * just behind it. Beside it lies what has nothing to do with it: another
 * object that was changed between the two, or the same one changed again when
 * somebody tried to mend it.
 */
#include "log.h"

#include <stdio.h>
#include <time.h>

enum { NAMES = 44 };

/* The minute in which the first attempt fails. */
static unsigned turn_of(unsigned variant)
{
	return 400 + 137 * variant;
}

static void put(struct ed_text *out, const char *name, const char *value)
{
	ed_putf(out, "%-*s : %s\n", NAMES, name, value);
}

/* As a console in Germany, in America, or of a server in UTC shows it. */
static void put_changed(
    struct ed_spec *spec, struct ed_text *out, unsigned minute, bool american)
{
	const time_t when = ED_AS_OF + ed_log_minute(minute);
	const time_t local = when + 3600;
	struct tm at, here;

	gmtime_r(&when, &at);
	gmtime_r(&local, &here);
	put(out, "WhenChanged",
	    american ? ed_say(spec, "%d/%d/%d %02d:%02d:%02d", here.tm_mon + 1,
			   here.tm_mday, here.tm_year + 1900, here.tm_hour,
			   here.tm_min, here.tm_sec)
		     : ed_say(spec, "%02d.%02d.%d %02d:%02d:%02d", here.tm_mday,
			   here.tm_mon + 1, here.tm_year + 1900, here.tm_hour,
			   here.tm_min, here.tm_sec));
	put(out, "WhenChangedUTC",
	    american ? ed_say(spec, "%d/%d/%d %02d:%02d:%02d", at.tm_mon + 1,
			   at.tm_mday, at.tm_year + 1900, at.tm_hour, at.tm_min,
			   at.tm_sec)
		     : ed_say(spec, "%02d.%02d.%d %02d:%02d:%02d", at.tm_mday,
			   at.tm_mon + 1, at.tm_year + 1900, at.tm_hour,
			   at.tm_min, at.tm_sec));
	ed_put_byte(out, '\n');
}

static void begin(struct ed_spec *spec, struct ed_text *out)
{
	out->arena = spec->arena;
	ed_put(out, ED_STR("\n\n"));
}

static void end(struct ed_spec *spec, struct ed_text *out)
{
	spec->exchange.text = ed_text_str(out);
}

static void put_cas(struct ed_spec *spec, struct ed_text *out,
    const char *enabled, unsigned changed, bool american)
{
	put(out, "PrimarySmtpAddress", spec->expected.email);
	put(out, "Identity",
	    ed_say(spec, "%s/Staff/%s", spec->domain, spec->login));
	put(out, "ActiveSyncAllowedDeviceIDs", "{}");
	put(out, "ActiveSyncBlockedDeviceIDs", "{}");
	put(out, "ActiveSyncMailboxPolicy", "Default");
	put(out, "ActiveSyncEnabled", enabled);
	put_changed(spec, out, changed, american);
}

/* Sound, and changed just before. */
static void put_policy(
    struct ed_spec *spec, struct ed_text *out, unsigned changed, bool american)
{
	put(out, "Name", "Default");
	put(out, "AllowNonProvisionableDevices", "True");
	put_changed(spec, out, changed, american);
}

static void put_vdir(
    struct ed_spec *spec, struct ed_text *out, unsigned changed, bool american)
{
	put(out, "Name", "Microsoft-Server-ActiveSync (Default Web Site)");
	put(out, "ClientCertAuth", "Required");
	put(out, "Server", "EX01");
	put(out, "ExternalUrl",
	    ed_say(spec, "https://%s/Microsoft-Server-ActiveSync",
		spec->expected.host));
	put_changed(spec, out, changed, american);
}

static void turn(
    struct ed_spec *spec, const char *code, bool signed_in, unsigned variant)
{
	ed_tell_log(spec, &(struct ed_log_story){.code = code,
			      .attempts = 120 + 40 * (variant % 3),
			      .signed_in = signed_in,
			      .few_columns = variant == 2,
			      .device_known = true,
			      .turn = turn_of(variant)});
}

static void switched_off(struct ed_spec *spec, unsigned variant)
{
	const unsigned at = turn_of(variant);
	struct ed_text out = {0};

	begin(spec, &out);
	put_policy(spec, &out, at - 2, variant % 2);
	/* In the last two somebody tried another setting of it since. */
	put_cas(
	    spec, &out, "False", variant < 2 ? at - 9 : at + 45, variant % 2);
	end(spec, &out);
	turn(spec, "403 0 0", true, variant);
	spec->expected.scope = ", mailbox";
}

static void device_blocked(struct ed_spec *spec, unsigned variant)
{
	const unsigned at = turn_of(variant);
	struct ed_text out = {0};

	turn(spec, "403 0 0", true, variant);
	begin(spec, &out);
	if (variant > 1)
		put_policy(spec, &out, at - 1, variant % 2);
	put(&out, "DeviceId", spec->expected.eas_id);
	put(&out, "DeviceOS", "iOS 18.1 22B83");
	put(&out, "UserDisplayName",
	    ed_say(spec, "%s/Staff/%s", spec->domain, spec->login));
	put(&out, "DeviceAccessState", "Blocked");
	put(&out, "DeviceAccessStateReason", "Individual");
	put_changed(spec, &out, at - 6 * (1 + variant), variant % 2);
	put_cas(spec, &out, "True", at + 20, variant % 2);
	end(spec, &out);
	spec->expected.scope = ", mailbox";
}

static void put_beside(struct ed_spec *spec, unsigned variant)
{
	struct ed_text out = {0};

	begin(spec, &out);
	put_vdir(spec, &out, turn_of(variant) - 3, variant % 2);
	end(spec, &out);
}

static void account_disabled(struct ed_spec *spec, unsigned variant)
{
	spec->exported.kind = variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF;
	spec->exported.disabled = true;
	/* A group was taken from it later, which hides when it was disabled. */
	spec->exported.changed = ed_log_minute(
	    variant == 3 ? turn_of(variant) + 90 : turn_of(variant) - 12);
	put_beside(spec, variant);
	turn(
	    spec, variant < 2 ? "401 2 5" : "401 1 2148074252", false, variant);
	spec->expected.scope = ", mapping";
}

static void account_locked(struct ed_spec *spec, unsigned variant)
{
	spec->exported.kind = variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF;
	spec->exported.locked = ed_log_minute(turn_of(variant) - 4);
	put_beside(spec, variant);
	turn(
	    spec, variant < 2 ? "401 2 5" : "401 1 2148074252", false, variant);
	spec->expected.scope = ", mapping";
}

static void has_ended(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.not_after = ed_log_minute(turn_of(variant)) - 20;
	spec->leaf.not_before = spec->leaf.not_after - 300 * (int64_t)ED_DAY;
	spec->issuing.not_before = spec->policy.not_before =
	    -3 * ED_YEAR + ED_DAY;
	if (variant > 1)
		put_beside(spec, variant);
	turn(spec, variant % 2 ? "403 17 0" : "403 17 2148204801", false,
	    variant);
}

static const char *const refused[2][3] = {
    {"HTTP 403 from Exchange", "Cannot Get Mail", NULL},
    {"Cannot Get Mail", NULL},
};

#define OF_EXCHANGE (ED_TOUCH_EXCHANGE | ED_TOUCH_LOG)
#define OF_ACCOUNT (ED_TOUCH_NAMES | OF_EXCHANGE)
#define ACCOUNT (ED_SHOWS_USER | ED_SHOWS_DIRECTORY)
#define ROW (ED_SHOWS_USER | ED_SHOWS_EXCHANGE)

/* clang-format off */
const struct ed_mutator ed_onset_mutators[] = {
    { "mailbox-activesync/disabled", ED_BITES_MAILBOX, true, OF_EXCHANGE,
	ROW, 4, switched_off, ED_SYMPTOMS(refused), .by = "onset" },
    { "mailbox-device/blocked", ED_BITES_MAILBOX, true, OF_EXCHANGE,
	ROW | ED_SHOWS_DEVICE, 4, device_blocked, ED_SYMPTOMS(refused),
	.by = "onset" },
    { "directory-account/disabled", ED_BITES_MAP, true, OF_ACCOUNT,
	ACCOUNT, 4, account_disabled, ED_SYMPTOMS(ed_symptoms_map),
	.by = "onset" },
    { "directory-account/locked", ED_BITES_MAP, true, OF_ACCOUNT,
	ACCOUNT, 4, account_locked, ED_SYMPTOMS(ed_symptoms_map),
	.by = "onset" },
    { "certificate-validity/expired", ED_BITES_VALIDATE, true,
	ED_TOUCH_TIME | OF_EXCHANGE, ED_SHOWS_CERTIFICATE, 4, has_ended,
	ED_SYMPTOMS(ed_symptoms_time), .by = "onset" },
    { 0 },
};
/* clang-format on */
