/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of where the profile sends the device. */
#include "mutators.h"

static void scheme_or_path(struct ed_spec *spec, unsigned variant)
{
	static const char *const around[][2] = {{"https://", ""},
	    {"", "/Microsoft-Server-ActiveSync"}, {"https://", "/"},
	    {"http://", "/Microsoft-Server-ActiveSync"}, {"", "/owa"},
	    {"https://", "/Microsoft-Server-ActiveSync/default.eas"}};

	spec->profile.eas.host = ed_say(spec, "%s%s%s", around[variant][0],
	    spec->expected.host, around[variant][1]);
}

static void port(struct ed_spec *spec, unsigned variant)
{
	static const char *const ports[] = {"443", "8443", "444", "4443"};

	spec->profile.eas.host =
	    ed_say(spec, "%s:%s", spec->expected.host, ports[variant]);
}

static void exchange_online(struct ed_spec *spec, unsigned variant)
{
	static const char *const hosts[] = {"outlook.office365.com",
	    "outlook.office.com", "m.hotmail.com", "Outlook.Office365.com"};

	spec->profile.eas.host = hosts[variant];
}

static void gateway_conflict(struct ed_spec *spec, unsigned variant)
{
	static const char *const names[] = {"seg", "gateway", "proxy", "segv2"};

	spec->expected.gateway_host =
	    ed_say(spec, "%s.%s", names[variant], spec->domain);
	spec->expected.gateway_ends = variant < 2;
	spec->profile.eas.host =
	    variant < 2 ? spec->expected.host : spec->expected.gateway_host;
}

static void empty(struct ed_spec *spec, unsigned variant)
{
	static const char *const hosts[] = {NULL, "", " ", "\t"};

	spec->profile.eas.host = hosts[variant];
}

static void bad_characters(struct ed_spec *spec, unsigned variant)
{
	static const char *const around[][2] = {{"", " "}, {"", "\xe2\x80\x8b"},
	    {"", "."}, {" ", ""}, {"", "\xc2\xa0"}, {"", "\xef\xbb\xbf"}};

	spec->profile.eas.host = ed_say(spec, "%s%s%s", around[variant][0],
	    spec->expected.host, around[variant][1]);
}

static void internal_name(struct ed_spec *spec, unsigned variant)
{
	static const char *const hosts[] = {"exchange", "mail.corp.local",
	    "ex2019.ad.internal", "srv-exch01", "10.20.30.40", "exch01.hq.lan"};

	spec->profile.eas.host = hosts[variant];
	if (variant >= 4) /* whoever wrote the case believes in it too */
		spec->expected.host = hosts[variant];
}

static void not_the_endpoint(struct ed_spec *spec, unsigned variant)
{
	static const char *const names[] = {
	    "autodiscover", "old-mail", "mail2", "vpn", "legacy", "mx1"};

	spec->profile.eas.host =
	    ed_say(spec, "%s.%s", names[variant], spec->domain);
}

/* Exchange Online answers, and knows nothing of the certificate. */
static const char *const symptoms_online[3][3] = {
    {"HTTP 401 Bearer", NULL},
    {"Password prompt", NULL},
    {NULL},
};

enum { SEEN = ED_SHOWS_PROFILE };

/* clang-format off */
const struct ed_mutator ed_host_mutators[] = {
    { "profile-host/scheme-or-path", ED_BITES_CONNECT, true, ED_TOUCH_HOST,
	SEEN, 6, scheme_or_path, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-host/port", ED_BITES_CONNECT, true, ED_TOUCH_HOST, SEEN, 4,
	port, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-host/exchange-online", ED_BITES_CONNECT, true, ED_TOUCH_HOST,
	SEEN, 4, exchange_online, ED_SYMPTOMS(symptoms_online) },
    { "profile-host/gateway-conflict", ED_BITES_ASK, true,
	ED_TOUCH_HOST | ED_TOUCH_SERVER, SEEN | ED_SHOWS_ENDPOINT, 4, gateway_conflict,
	ED_SYMPTOMS(ed_symptoms_ask) },
    { "profile-host/empty", ED_BITES_DELIVER, true, ED_TOUCH_HOST, SEEN, 4,
	empty, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-host/bad-characters", ED_BITES_CONNECT, true, ED_TOUCH_HOST,
	SEEN, 6, bad_characters, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-host/internal-name", ED_BITES_CONNECT, true, ED_TOUCH_HOST,
	SEEN, 6, internal_name, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-host/not-the-endpoint", ED_BITES_CONNECT, true, ED_TOUCH_HOST,
	SEEN | ED_SHOWS_ENDPOINT, 6, not_the_endpoint,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { 0 },
};
/* clang-format on */
