/* SPDX-License-Identifier: Apache-2.0 */
/* Faults that only a server's logs show. */
#include "log.h"

static void offline(struct ed_spec *spec, unsigned variant)
{
	static const char *const reasons[] = {
	    "AppOffline", "Disabled", "QueueFull", "AppOffline"};

	ed_tell_log(spec, &(struct ed_log_story){.attempts = 60 + 10 * variant,
			      .error = reasons[variant],
			      .few_columns = variant == 2,
			      .device_known = variant < 3});
}

static void throttled(struct ed_spec *spec, unsigned variant)
{
	static const char *const notes[] = {
	    "&Log=V141_Throttle:CommandFrequency_Mbx:EX01",
	    "&Log=V161_Error:TooManyRequests_ThrottleRecentSyncs_Mbx:EX02",
	    "&Log=V141_Pk3609689902_Throttle:RecentCommands_As:AllowedG",
	    "&Log=V161_ThrottleCommandFrequency"};

	ed_tell_log(spec, &(struct ed_log_story){.code = "503 0 0",
			      .note = notes[variant],
			      .attempts = 60 + 10 * variant,
			      .device_known = true});
}

static void health_probe(struct ed_spec *spec, unsigned variant)
{
	ed_tell_log(spec, &(struct ed_log_story){.attempts = 0,
			      .absent = true,
			      .health = 20 + 20 * variant,
			      .few_columns = variant % 2,
			      .device_known = true});
	spec->expected.since = "2026-11-22T04:00:00Z";
	spec->expected.scope = ", network";
}

static const char *const unavailable[4][3] = {
    {"HTTP 503, Server: Microsoft-HTTPAPI/2.0", NULL},
    {"HTTP 503", "Cannot Get Mail", NULL},
    {"Cannot Get Mail", NULL},
    {NULL},
};

static const char *const held_off[2][3] = {
    {"HTTP 503, throttled", NULL},
    {"Cannot Get Mail", NULL},
};

/* clang-format off */
const struct ed_mutator ed_log_mutators[] = {
    { "mailbox-service/offline", ED_BITES_MAILBOX, true, ED_TOUCH_LOG,
	ED_SHOWS_LOG, 4, offline, ED_SYMPTOMS(unavailable) },
    { "mailbox-service/throttled", ED_BITES_MAILBOX, false, ED_TOUCH_LOG,
	ED_SHOWS_LOG, 4, throttled, ED_SYMPTOMS(held_off) },
    { "load-balancer/health-probe", ED_BITES_CONNECT, true, ED_TOUCH_LOG,
	ED_SHOWS_LOG, 4, health_probe, ED_SYMPTOMS(ed_symptoms_connect) },
    { 0 },
};
/* clang-format on */
