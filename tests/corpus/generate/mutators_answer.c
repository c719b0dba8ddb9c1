/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults behind the handshake that a probe's record alone shows: by a status,
 * by what the server asks for, or by what it says to a command.
 */
#include "mutators.h"
#include "record.h"

#include <string.h>

static struct ed_node_spec *node_of(struct ed_spec *spec)
{
	ed_record_init(spec);
	spec->record.nodes[0].location = ed_say(
	    spec, "https://ex02.%s/Microsoft-Server-ActiveSync", spec->domain);
	spec->record.nodes[1].location = spec->record.nodes[0].location;
	return &spec->record.nodes[0];
}

/* The same everywhere; what differs matters nothing to the fault. */
static void settle(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *nodes = spec->record.nodes;
	const char *address = nodes[1].address;

	if (variant % 4 == 1)
		nodes[0].no_tls13 = true;
	if (variant % 4 == 2)
		spec->record.n_nodes = 2;
	nodes[1] = nodes[0];
	nodes[1].address = address;
	spec->record.roots = variant % 4 != 3;
}

static void answer(struct ed_spec *spec, enum ed_reply reply, unsigned variant)
{
	node_of(spec)->reply = reply;
	settle(spec, variant);
}

/* Exchange's default: nobody is asked, and a password opens the door. */
static void never_asks(struct ed_spec *spec, unsigned variant)
{
	node_of(spec)->asks = ED_ASKS_NEVER;
	spec->record.nodes[0].reply = ED_REPLY_401_BASIC;
	settle(spec, variant);
}

/* The probe presents its certificate all the same; a phone finds none. */
static void issuer_list(struct ed_spec *spec, unsigned variant)
{
	struct ed_node_spec *node = node_of(spec);

	node->issuers = variant < 2 ? ED_ISSUERS_OTHERS : ED_ISSUERS_ANOTHER;
	node->asks = variant % 4 == 1 ? ED_ASKS_LATE : ED_ASKS_FIRST;
	settle(spec, variant);
}

static void filtered(struct ed_spec *spec, unsigned variant)
{
	answer(spec, ED_REPLY_404, variant);
}

static void locked(struct ed_spec *spec, unsigned variant)
{
	answer(spec, ED_REPLY_500_19, variant);
}

static void offline(struct ed_spec *spec, unsigned variant)
{
	answer(spec, ED_REPLY_503, variant);
}

/* OPTIONS is refused, or the first command of a device that is new. */
static void throttled(struct ed_spec *spec, unsigned variant)
{
	if (variant < 2) {
		answer(spec, ED_REPLY_503_THROTTLED, variant);
		return;
	}
	answer(spec, ED_REPLY_OK, variant);
	spec->record.commands.folder_sync = 503;
	spec->record.commands.folder_reply = ED_REPLY_503_THROTTLED;
}

static void external_url(struct ed_spec *spec, unsigned variant)
{
	if (variant < 2) {
		answer(spec, ED_REPLY_451, variant);
		return;
	}
	answer(spec, ED_REPLY_OK, variant);
	spec->record.commands.folder_sync = 451;
	spec->record.commands.folder_reply = ED_REPLY_451;
}

/*
 * uploadReadAheadSize: while the certificate is still to be asked for, IIS
 * reads no more than that, and may hang up before its answer arrives.
 */
static void read_ahead(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_upload ends[] = {
	    ED_UPLOAD_413, ED_UPLOAD_413, ED_UPLOAD_RESET, ED_UPLOAD_CLOSED};
	struct ed_node_spec *node = node_of(spec);

	node->asks = ED_ASKS_LATE;
	node->no_tls13 = true;
	node->upload = ends[variant % 4];
	spec->record.roots = variant % 2;
}

static void command(struct ed_spec *spec, unsigned status, unsigned variant)
{
	answer(spec, ED_REPLY_OK, variant);
	spec->record.commands.folder_sync = status;
	if (variant % 2)
		spec->record.commands.provision = 1;
	spec->expected.scope = ", mailbox";
}

static void activesync_off(struct ed_spec *spec, unsigned variant)
{
	command(spec, 126, variant);
}

static void no_mailbox(struct ed_spec *spec, unsigned variant)
{
	command(spec, 123, variant);
}

static void blocked(struct ed_spec *spec, unsigned variant)
{
	command(spec, 129, variant);
}

static void too_many(struct ed_spec *spec, unsigned variant)
{
	command(spec, 177, variant);
}

/* Exchange cannot make the device's object below the account. */
static void no_inheritance(struct ed_spec *spec, unsigned variant)
{
	command(spec, 112, variant);
}

/* The policy allows no device that cannot be held to it. */
static void policy(struct ed_spec *spec, unsigned variant)
{
	static const unsigned status[] = {139, 141, 145, 139};

	answer(spec, ED_REPLY_OK, variant);
	spec->record.commands.provision = status[variant % 4];
	spec->expected.scope = ", mailbox";
}

/* What ends TLS answers by itself, or hands on what Exchange tells it. */
static void other_machine(struct ed_spec *spec, unsigned variant)
{
	static const struct {
		enum ed_reply reply;
		const char *server, *via, *cookie;
		unsigned substatus;
	} rows[] = {{.reply = ED_REPLY_NOT_EAS, .server = "BigIP"},
	    {.reply = ED_REPLY_NOT_EAS, .server = "Apache", .via = "1.1 waf"},
	    {.reply = ED_REPLY_502, .server = "nginx"},
	    {.reply = ED_REPLY_LOGIN_FORM, .server = "gateway"},
	    {.reply = ED_REPLY_GARBLED}, {.reply = ED_REPLY_ENDLESS},
	    {.reply = ED_REPLY_403_IIS, .via = "1.1 lb02", .substatus = 7},
	    {.reply = ED_REPLY_403_IIS,
		.cookie = "BIGipServerexchange",
		.substatus = 4}};
	struct ed_node_spec *node = node_of(spec);

	node->asks = ED_ASKS_NEVER;
	node->reply = rows[variant].reply;
	node->server = rows[variant].server;
	node->via = rows[variant].via;
	node->cookie = rows[variant].cookie;
	node->substatus = rows[variant].substatus;
	settle(spec, variant);
}

static const char *const by_password[4][3] = {
    {"HTTP 401, WWW-Authenticate: Basic", "Password prompt", NULL},
    {"Password prompt", NULL},
    {"HTTP 401", NULL},
    {NULL},
};

static const char *const not_found[2][3] = {
    {"HTTP 404", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const broken[2][3] = {
    {"HTTP 500.19", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const unavailable[2][3] = {
    {"HTTP 503", "Cannot Get Mail", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const too_large[2][3] = {
    {"HTTP 413", NULL},
    {NULL},
};

#define AT_ALL                                                                 \
	(ED_TOUCH_RECORD | ED_TOUCH_HOST | ED_TOUCH_KEY | ED_TOUCH_TEMPLATE)
#define AT_MAILBOX (AT_ALL | ED_TOUCH_EXCHANGE | ED_TOUCH_LOG)
#define SEEN ED_SHOWS_RECORD
#define PROBED .by = "probe"

/* clang-format off */
const struct ed_mutator ed_answer_mutators[] = {
    { "iis-ssl-flags/never-asks", ED_BITES_ASK, true, AT_ALL, SEEN, 4,
	never_asks, ED_SYMPTOMS(by_password), PROBED },
    { "schannel/issuer-list", ED_BITES_ASK, true, AT_ALL, SEEN, 4,
	issuer_list, ED_SYMPTOMS(ed_symptoms_ask), PROBED },
    { "iis-filtering/verb-or-path", ED_BITES_ASK, true, AT_ALL, SEEN, 4,
	filtered, ED_SYMPTOMS(not_found), PROBED },
    { "iis-config/locked-section", ED_BITES_ASK, true, AT_ALL, SEEN, 4,
	locked, ED_SYMPTOMS(broken), PROBED },
    { "tls-client-auth/terminated-by-proxy", ED_BITES_ASK, true, AT_ALL,
	SEEN, 8, other_machine, ED_SYMPTOMS(ed_symptoms_connect),
	.by = "answer" },
    { "mailbox-service/offline", ED_BITES_MAILBOX, true, AT_MAILBOX, SEEN, 4,
	offline, ED_SYMPTOMS(unavailable), PROBED },
    { "mailbox-service/throttled", ED_BITES_MAILBOX, false, AT_MAILBOX, SEEN,
	4, throttled, ED_SYMPTOMS(unavailable), PROBED },
    { "exchange-activesync/external-url", ED_BITES_MAILBOX, true, AT_MAILBOX,
	SEEN, 4, external_url, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-activesync/disabled", ED_BITES_MAILBOX, true, AT_MAILBOX,
	SEEN, 4, activesync_off, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-activesync/none", ED_BITES_MAILBOX, true, AT_MAILBOX, SEEN, 4,
	no_mailbox, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-device/blocked", ED_BITES_MAILBOX, true, AT_MAILBOX, SEEN, 4,
	blocked, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-device/too-many", ED_BITES_MAILBOX, true, AT_MAILBOX, SEEN, 4,
	too_many, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-permissions/inheritance-off", ED_BITES_MAILBOX, true,
	AT_MAILBOX, SEEN, 4, no_inheritance,
	ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "mailbox-policy/provisioning-loop", ED_BITES_MAILBOX, true, AT_MAILBOX,
	SEEN, 4, policy, ED_SYMPTOMS(ed_symptoms_connect), PROBED },
    { "iis-upload-read-ahead/too-small", ED_BITES_MAILBOX, false, AT_ALL,
	SEEN, 4, read_ahead, ED_SYMPTOMS(too_large), PROBED },
    { 0 },
};
/* clang-format on */
