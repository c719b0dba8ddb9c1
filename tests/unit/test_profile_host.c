/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>
#include <string.h>

#define MAIL "mail.corp.example"
#define TEMPLATE_UNKNOWN                                                       \
	"scheme-or-path=unknown port=unknown exchange-online=unknown "         \
	"gateway-conflict=not_asked empty=unknown bad-characters=unknown "     \
	"internal-name=unknown not-the-endpoint=not_asked"
#define NOBODY_ASKED "gateway-conflict=not_asked not-the-endpoint=not_asked"

/* The Host alone; nobody states an endpoint. */
static const struct {
	const char *host;
	const char *expect; /* besides what nobody asked */
} forms[] = {
    /* clang-format off */
    { MAIL,                                        "" },
    { "MAIL.Corp.Example",                         "" },
    { "mail_1.corp.example",                       "" },
    { "xn--mil-qla.corp.example",                  "" },
    { "192.0.2.10",                                "" },
    { "2001:db8::25",                              "" },
    { "[2001:db8::25]",                            "" },
    { "https://" MAIL,                             "scheme-or-path" },
    { MAIL "/Microsoft-Server-ActiveSync",         "scheme-or-path" },
    { MAIL "?x",                                   "scheme-or-path" },
    { "alice@" MAIL,                               "scheme-or-path" },
    { "\\\\" MAIL,                                 "scheme-or-path" },
    { MAIL ":443",                                 "port" },
    { "[2001:db8::25]:443",                        "port" },
    { "https://" MAIL ":443/",                     "scheme-or-path port" },
    { MAIL ":",                                    "bad-characters" },
    { MAIL ":443a",                                "bad-characters" },
    { "outlook.office365.com",                     "exchange-online" },
    { "Outlook.Office365.com",                     "exchange-online" },
    { "outlook.office.com",                        "exchange-online" },
    { "eas.outlook.com",                           "exchange-online" },
    { "https://outlook.office365.com/",            "scheme-or-path exchange-online" },
    { "outlook.office365.com.corp.example",        "" },
    { "notoffice365.com",                          "" },
    { "",                                          "empty" },
    { " \t",                                       "empty" },
    { " " MAIL,                                    "bad-characters" },
    { "mail corp.example",                         "bad-characters" },
    { MAIL "\n",                                   "bad-characters" },
    { MAIL "\xE2\x80\x8B",                         "bad-characters" },
    { "\xEF\xBB\xBF" MAIL,                         "bad-characters" },
    { "m\xC3\xA4il.corp.example",                  "bad-characters" },
    { MAIL ".",                                    "bad-characters" },
    { "mail..corp.example",                        "bad-characters" },
    { "mail,corp.example",                         "bad-characters" },
    { "mail",                                      "internal-name" },
    { "localhost",                                 "internal-name" },
    { "mail.corp.local",                           "internal-name" },
    { "MAIL.LAN",                                  "internal-name" },
    { "mail.home.arpa",                            "internal-name" },
    { "mail.internal",                             "internal-name" },
    { "local.example",                             "" },
    { "10.1.2.3",                                  "internal-name" },
    { "172.16.0.1",                                "internal-name" },
    { "172.32.0.1",                                "" },
    { "192.168.1.1",                               "internal-name" },
    { "127.0.0.1",                                 "internal-name" },
    { "10.1.2.3.4",                                "" },
    { "10.1.2.300",                                "" },
    { "fd00::1",                                   "internal-name" },
    { "[fe80::1]:443",                             "port internal-name" },
    /* clang-format on */
};

/* Puts what nobody asked where the check declares it. */
static const char *merge(const char *expect, char *buffer, size_t n)
{
	static const char *const order[] = {"scheme-or-path", "port",
	    "exchange-online", "gateway-conflict=not_asked", "empty",
	    "bad-characters", "internal-name", "not-the-endpoint=not_asked"};
	size_t used = 0;

	buffer[0] = '\0';
	for (size_t i = 0; i < ED_COUNT(order); i++) {
		if (!strchr(order[i], '=') && !strstr(expect, order[i]))
			continue;
		used += (size_t)snprintf(
		    buffer + used, n - used, "%s%s", used ? " " : "", order[i]);
	}
	return buffer;
}

static void each_form(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(forms); i++) {
		const struct ed_profile profile = {
		    .origin = ED_ORIGIN_DELIVERED};
		const struct ed_eas eas = {.profile = &profile,
		    .host = {.given = true, .value = ed_str_of(forms[i].host)}};
		const struct ed_facts facts = {0};
		char buffer[512];

		print_message("host: '%s'\n", forms[i].host);
		ed_expect("profile-host", &facts, &eas,
		    merge(forms[i].expect, buffer, sizeof(buffer)));
	}
}

/* The Host against what the case says of endpoint and gateway. */
static const struct {
	const char *name;
	const char *host;
	const char *endpoint;
	enum ed_answer gateway;
	const char *gateway_host;
	enum ed_answer gateway_ends;
	const char *expect;
} places[] = {
    /* clang-format off */
    { "right",            MAIL, MAIL, ED_NO, "", ED_UNSAID, "" },
    { "other case",       "Mail.CORP.example", MAIL, ED_NO, "", ED_UNSAID, "" },
    { "endpoint has port", MAIL, "https://" MAIL ":443/", ED_NO, "", ED_UNSAID, "" },
    { "only a port",      MAIL ":443", MAIL, ED_NO, "", ED_UNSAID, "port" },
    { "only a scheme",    "https://" MAIL "/x", MAIL, ED_NO, "", ED_UNSAID, "scheme-or-path" },
    { "only a blank",     " " MAIL, MAIL, ED_NO, "", ED_UNSAID, "bad-characters" },
    { "only invisible",   MAIL "\xE2\x80\x8B", MAIL, ED_NO, "", ED_UNSAID, "bad-characters" },
    { "only a dot",       MAIL ".", MAIL, ED_NO, "", ED_UNSAID, "bad-characters" },
    { "another",          "eas.corp.example", MAIL, ED_NO, "", ED_UNSAID, "not-the-endpoint" },
    { "empty",            "", MAIL, ED_NO, "", ED_UNSAID, "empty" },
    { "online",           "outlook.office365.com", MAIL, ED_NO, "", ED_UNSAID, "exchange-online not-the-endpoint" },
    { "online, wanted",   "outlook.office365.com", "outlook.office365.com", ED_NO, "", ED_UNSAID, "" },
    { "reverse",          MAIL, "outlook.office365.com", ED_NO, "", ED_UNSAID, "exchange-online not-the-endpoint" },
    { "no gateway said",  MAIL, MAIL, ED_UNSAID, "", ED_UNSAID, "gateway-conflict=not_asked" },
    { "who ends it?",     MAIL, MAIL, ED_YES, "seg.corp.example", ED_UNSAID, "gateway-conflict=not_asked" },
    { "gateway is right", "seg.corp.example", MAIL, ED_YES, "seg.corp.example", ED_YES, "" },
    { "gateway is wrong", "seg.corp.example", MAIL, ED_YES, "seg.corp.example", ED_NO, "gateway-conflict" },
    { "Exchange is right", MAIL, MAIL, ED_YES, "seg.corp.example", ED_NO, "" },
    { "Exchange is wrong", MAIL, MAIL, ED_YES, "seg.corp.example", ED_YES, "gateway-conflict" },
    { "one name for both", MAIL, MAIL, ED_YES, MAIL, ED_YES, "" },
    { "gateway unnamed",  "seg.corp.example", MAIL, ED_YES, "", ED_NO, "gateway-conflict=not_asked not-the-endpoint" },
    { "gateway unnamed, at Exchange", MAIL, MAIL, ED_YES, "", ED_YES, "gateway-conflict" },
    { "neither",          "eas.corp.example", MAIL, ED_YES, "seg.corp.example", ED_NO, "not-the-endpoint" },
    { "literal lookup",   "mail.{EmailDomain}", MAIL, ED_NO, "", ED_UNSAID, "not-the-endpoint" },
    /* clang-format on */
};

static void each_place(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(places); i++) {
		const struct ed_profile profile = {
		    .origin = ED_ORIGIN_DELIVERED};
		const struct ed_eas eas = {.profile = &profile,
		    .host = {
			.given = true, .value = ed_str_of(places[i].host)}};
		const struct ed_endpoint endpoint = {
		    .host = ed_str_of(places[i].endpoint),
		    .gateway = places[i].gateway,
		    .gateway_host = ed_str_of(places[i].gateway_host),
		    .gateway_ends_certificate = places[i].gateway_ends};
		const struct ed_facts facts = {.endpoint = &endpoint};

		print_message("row: %s\n", places[i].name);
		ed_expect("profile-host", &facts, &eas, places[i].expect);
	}
}

static void lookups_wait_for_the_delivered_profile(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_profile profile = {.origin = ED_ORIGIN_UNKNOWN};
	const struct ed_eas eas = {.profile = &profile,
	    .host = {.given = true, .value = ED_STR("mail.{EmailDomain}")}};

	(void)state;
	ed_expect("profile-host", &facts, &eas, TEMPLATE_UNKNOWN);
	profile.origin = ED_ORIGIN_CONSOLE;
	ed_expect("profile-host", &facts, &eas, TEMPLATE_UNKNOWN);
	profile.origin = ED_ORIGIN_DELIVERED;
	ed_expect("profile-host", &facts, &eas, NOBODY_ASKED);
}

static void an_absent_host_is_empty(void **state)
{
	const struct ed_facts facts = {0};
	const struct ed_profile profile = {.origin = ED_ORIGIN_DELIVERED};
	const struct ed_eas eas = {.profile = &profile,
	    .ref = {.kind = ED_AT_LINE, .at = ED_STR("9")}};

	(void)state;
	ed_expect("profile-host", &facts, &eas,
	    "gateway-conflict=not_asked empty not-the-endpoint=not_asked");
	ed_expect_said("profile-host", &facts, &eas, "empty", "at=9");
}

static void it_shows_the_value_and_its_place(void **state)
{
	const struct ed_endpoint endpoint = {.host = ED_STR(MAIL)};
	const struct ed_facts facts = {.endpoint = &endpoint};
	const struct ed_eas eas = {
	    .host = {.given = true,
		.value = ED_STR("https://eas.corp.example:8443/x"),
		.ref = {.input = 1, .kind = ED_AT_LINE, .at = ED_STR("17")}}};

	(void)state;
	ed_expect_said("profile-host", &facts, &eas, "scheme-or-path",
	    "host=https://eas.corp.example:8443/x");
	ed_expect_said("profile-host", &facts, &eas, "scheme-or-path",
	    "name=eas.corp.example");
	ed_expect_said("profile-host", &facts, &eas, "port", "port=8443");
	ed_expect_said("profile-host", &facts, &eas, "port", "at=17");
	ed_expect_said(
	    "profile-host", &facts, &eas, "not-the-endpoint", "endpoint=" MAIL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_form),
	    cmocka_unit_test(each_place),
	    cmocka_unit_test(lookups_wait_for_the_delivered_profile),
	    cmocka_unit_test(an_absent_host_is_empty),
	    cmocka_unit_test(it_shows_the_value_and_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
