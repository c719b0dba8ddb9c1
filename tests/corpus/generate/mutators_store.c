/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of certificate stores: those of a server, NTAuth, and what domain
 * controllers make of a certificate's names.
 */
#include "events_log.h"
#include "mutators.h"
#include "server_side.h"

/* By a policy that somebody meant well. */
static void non_root(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant == 3);

	server->root.shown = true;
	if (variant % 2)
		ed_hold(&server->root, &spec->issuing);
	else {
		struct ed_authority *below = ed_add_stranger(spec,
		    variant ? "Public TLS Issuing 4" : "Partner Issuing CA",
		    "Trust Services", ED_KEY_OTHER_ISSUING);

		below->issuer = ed_add_stranger(
		    spec, "Trust Root R9", "Trust Services", ED_KEY_STRANGER);
		ed_hold(&server->root, below->issuer);
		ed_hold(&server->root, below);
	}
	if (variant == 1)
		ed_log_chain(spec, "800B0109", variant);
}

static void not_trusted(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant == 2);
	struct ed_authority *old;

	if (variant == 2)
		spec->server_side->servers[0].root.shown = true;
	server->root.shown = true;
	server->ca.shown = true;
	ed_let_go(&server->root, &spec->root);
	if (variant % 2) { /* the one before, of the same name */
		old = ed_add_stranger(
		    spec, spec->root.name, spec->root.org, ED_KEY_STRANGER);
		old->not_after = 90 * (int64_t)ED_DAY;
		ed_hold(&server->root, old);
	}
	if (variant > 2)
		ed_log_chain(spec, "800B0109", variant);
}

/* The directory's object, a server's own copy, or both. */
static void show_ntauth(struct ed_spec *spec, unsigned variant)
{
	spec->server_side->published.shown = variant % 3 != 1;
	spec->server_side->servers[0].ntauth.shown = variant % 3 != 0;
}

static struct ed_authority *other_ca(struct ed_spec *spec)
{
	return ed_add_stranger(spec, ed_say(spec, "%s-OTHER-CA", spec->tag),
	    spec->org, ED_KEY_OTHER_ISSUING);
}

static const struct ed_trace unpublished = {
    .codes = {"403 16 2148204818", "403 16 2148204818"},
    .probed = true,
    .reply = ED_REPLY_403_IIS};
static const struct ed_trace renewed = {
    .codes = {"403 16 2148204818", "403 16 2148204818"},
    .some = true,
    .probed = true,
    .reply = ED_REPLY_403_IIS};
static const struct ed_trace denied = {
    .codes = {"401 1 2148074329", "401 1 2148074252"},
    .probed = true,
    .reply = ED_REPLY_401};

/*
 * It is the controller that looks for the authority, and finds it not: then
 * the certificate passes the server, and leads to no account.
 */
static void log_ntauth(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_log_form forms[] = {
	    ED_LOG_ROOT, ED_LOG_BARE, ED_LOG_WIDE, ED_LOG_ONE_LINE};

	spec->events.present = true;
	spec->events.form = forms[variant % 4];
	spec->events.kdc = variant % 4 < 2 ? 45 : 21;
	spec->trace = &denied;
	spec->reported = ed_symptoms_map;
}

static void ntauth_missing(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", issue", false);
	struct ed_store_said *published = &spec->server_side->published;

	show_ntauth(spec, variant);
	ed_let_go(published, &spec->issuing);
	ed_let_go(&server->ntauth, &spec->issuing);
	if (variant % 2) { /* as an article shows it: the root */
		ed_hold(published, &spec->root);
		ed_hold(&server->ntauth, &spec->root);
	} else {
		ed_hold(published, other_ca(spec));
		ed_hold(&server->ntauth, other_ca(spec));
	}
	if (variant == 2 || variant == 3)
		log_ntauth(spec, variant);
	if (variant > 3)
		ed_log_chain(spec, "800B0112", variant);
}

static void old_generation(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", issue", false);
	struct ed_store_said *published = &spec->server_side->published;
	struct ed_authority *before = ed_add_stranger(
	    spec, spec->issuing.name, spec->issuing.org, ED_KEY_OTHER_ISSUING);

	show_ntauth(spec, variant);
	before->issuer = &spec->root;
	before->not_after = (int64_t)(variant ? 200 : -20) * ED_DAY;
	ed_let_go(published, &spec->issuing);
	ed_let_go(&server->ntauth, &spec->issuing);
	ed_hold(published, before);
	ed_hold(&server->ntauth, before);
	if (variant > 1)
		ed_hold(published, other_ca(spec));
	if (variant == 1 || variant == 2)
		log_ntauth(spec, variant);
}

static void stale_cache(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", issue", variant == 2);

	spec->server_side->published.shown = true;
	spec->server_side->servers[0].ntauth.shown = true;
	server->ntauth.shown = true;
	ed_let_go(&server->ntauth, &spec->issuing);
	if (variant % 2)
		ed_hold(&server->ntauth, other_ca(spec));
	if (variant > 2)
		ed_log_chain(spec, "800B0112", variant);
}

static void alt_name_off(struct ed_spec *spec, unsigned variant)
{
	static const char *const data[] = {"dword:00000000", "dword:00000000",
	    "hex(4):00,00,00,00", "dword:00000000"};
	struct ed_server *server = ed_server_of(spec, ", mapping", false);

	server->config = variant < 2 ? ED_CONFIG_HOST : ED_CONFIG_NONE;
	spec->server_side->kdc = data[variant];
	if (variant % 2)
		server->registry = true;
}

/* A colleague had the phone before, and keeps the explicit mapping. */
static void duplicate(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_named forms[] = {
	    ED_NAMED_SKI, ED_NAMED_SERIAL, ED_NAMED_KEY, ED_NAMED_NAMES};

	spec->expected.scope = ", mapping";
	spec->exported.kind = variant % 2 ? ED_EXPORT_LIST : ED_EXPORT_LDIF;
	spec->exported.of_other = forms[variant];
}

static const struct ed_trace ambiguous = {
    .codes = {"401 1 2148074311", "401 1 2148074311"},
    .some = true,
    .probed = true,
    .reply = ED_REPLY_401};

#define HERE                                                                   \
	(ED_TOUCH_SERVER | ED_TOUCH_RECORD | ED_TOUCH_LOG | ED_TOUCH_CHAIN |   \
	    ED_TOUCH_KEY | ED_TOUCH_EVENTS)
#define ROOTED                                                                 \
	(ED_SHOWS_SERVER | ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN |             \
	    ED_SHOWS_ROOTS)
#define ISSUED (ED_SHOWS_SERVER | ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN)

/* clang-format off */
const struct ed_mutator ed_store_mutators[] = {
    { "schannel/non-root-in-root-store", ED_BITES_VALIDATE, true, HERE,
	ED_SHOWS_SERVER, 4, non_root, ED_SYMPTOMS(ed_symptoms_validate),
	.trace = &ed_trace_untrusted },
    { "schannel/ca-not-trusted", ED_BITES_VALIDATE, true, HERE, ROOTED, 4,
	not_trusted, ED_SYMPTOMS(ed_symptoms_validate),
	.trace = &ed_trace_untrusted },
    { "ca-ntauth/missing", ED_BITES_VALIDATE, true,
	HERE | ED_TOUCH_NAMES, ISSUED, 6,
	ntauth_missing, ED_SYMPTOMS(ed_symptoms_validate), .trace = &unpublished },
    { "ca-ntauth/old-generation", ED_BITES_VALIDATE, true,
	HERE | ED_TOUCH_NAMES, ISSUED, 4,
	old_generation, ED_SYMPTOMS(ed_symptoms_validate), .trace = &renewed },
    { "ca-ntauth/stale-cache", ED_BITES_VALIDATE, true,
	HERE | ED_TOUCH_NAMES, ISSUED, 4,
	stale_cache, ED_SYMPTOMS(ed_symptoms_validate), .trace = &unpublished },
    { "directory-account/subject-alt-name-off", ED_BITES_MAP, true,
	HERE | ED_TOUCH_NAMES, ED_SHOWS_SERVER, 4, alt_name_off,
	ED_SYMPTOMS(ed_symptoms_map), .trace = &ed_trace_nameless },
    { "directory-account/duplicate-mapping", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_LOG | ED_TOUCH_RECORD | ED_TOUCH_KEY,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_USER | ED_SHOWS_DIRECTORY, 4,
	duplicate, ED_SYMPTOMS(ed_symptoms_map), .trace = &ambiguous },
    { 0 },
};
/* clang-format on */
