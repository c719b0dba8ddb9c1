/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the configuration of IIS, as its files and appcmd show them. */
#include "mutators.h"
#include "server_side.h"

#define WEB(inside)                                                            \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n"        \
	"  <system.web>\n    <httpRuntime maxRequestLength=\"10240\" />\n"     \
	"  </system.web>\n  <system.webServer>\n    <security>\n      " inside \
	"\n    </security>\n  </system.webServer>\n</configuration>\n"
#define FILTER(inside) "<requestFiltering>" inside "</requestFiltering>"
#define SMALLER(n)                                                             \
	"<configuration>\n  <system.web>\n    <compilation />\n    "           \
	"<httpRuntime maxRequestLength=\"" n "\" />\n  </system.web>\n"        \
	"</configuration>\n"

/* Nobody asks, and Basic is offered. */
static const char *const unasked[4][3] = {
    {"HTTP 401, WWW-Authenticate: Basic", "Password prompt", NULL},
    {"401.2", "Password prompt", NULL},
    {"Password prompt", NULL},
    {"HTTP 401", "Password prompt", NULL},
};

static const struct ed_trace unasked_alone = {.codes = {"401 2 5", "401 2 0"},
    .probed = true,
    .quiet = true,
    .reply = ED_REPLY_401};
static const struct ed_trace with_basic = {.codes = {"401 2 5", "401 0 0"},
    .probed = true,
    .reply = ED_REPLY_401_BASIC};

/* Without Basic a refusal names no way to sign in. */
static void tell_no_basic(struct ed_spec *spec)
{
	spec->trace = &unasked_alone;
	spec->reported = ed_symptoms_hand_over;
}

/* appcmd's list tells of the directory alone. */
static struct ed_server *listed(struct ed_spec *spec, bool as_listing)
{
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	if (as_listing) {
		server->config = ED_CONFIG_LISTING;
		server->web = NULL;
	}
	return server;
}

static void feature_missing(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant > 1);

	server->no_module = true;
	server->odd_others = variant % 2;
}

static void server_off(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant > 1);

	server->server.mapping = variant % 2 ? NULL : "false";
}

static void vdir_off(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = variant < 4
				       ? listed(spec, variant == 2)
				       : ed_server_of(spec, ", iis", true);

	server->front.mapping = variant == 1 ? NULL : "false";
	if (variant == 3) { /* somebody set it to be asked for a password */
		server->front.basic = "true";
		spec->trace = &with_basic;
		spec->reported = unasked;
		ed_make_true(spec, "iis-authentication/others-on");
	}
}

static void own_mapper(struct ed_spec *spec, unsigned variant)
{
	static const char *const more[] = {NULL,
	    "<oneToOneMappings><add enabled=\"true\" userName=\"x\" "
	    "password=\"[enc:AesProvider:AA==:enc]\" certificate=\"MIIB\" />"
	    "</oneToOneMappings>",
	    "<manyToOneMappings><add name=\"all\" enabled=\"true\" "
	    "permissionMode=\"Deny\" /></manyToOneMappings>",
	    NULL};
	struct ed_server *server = listed(spec, variant == 3);

	server->front.own = "true";
	server->front.own_more = more[variant];
}

static void never_asks(struct ed_spec *spec, unsigned variant)
{
	static const char *const flags[] = {
	    "Ssl, Ssl128", "Ssl", NULL, "Ssl128,Ssl"};
	struct ed_server *server = variant < 4
				       ? listed(spec, variant == 3)
				       : ed_server_of(spec, ", iis", true);

	ed_ask_late(spec);
	server->front.flags = flags[variant % 4];
	if (variant % 4 < 2) {
		tell_no_basic(spec);
		return;
	}
	server->front.basic = "true";
	ed_make_true(spec, "iis-authentication/others-on");
}

static void accepts_only(struct ed_spec *spec, unsigned variant)
{
	static const char *const flags[] = {"Ssl, SslNegotiateCert, Ssl128",
	    "Ssl, SslNegotiateCert", "Ssl128, SslNegotiateCert, Ssl",
	    "Ssl, SslNegotiateCert, SslMapCert"};

	listed(spec, variant == 2)->front.flags = flags[variant];
}

static void no_ssl(struct ed_spec *spec, unsigned variant)
{
	static const char *const flags[] = {"SslNegotiateCert, SslRequireCert",
	    "SslRequireCert", "SslNegotiateCert, SslRequireCert, Ssl128",
	    "SslRequireCert, SslNegotiateCert"};

	listed(spec, variant == 3)->front.flags = flags[variant];
}

static void others_on(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = listed(spec, variant > 3);

	if (variant % 4 == 0)
		server->front.basic = "true";
	if (variant % 4 == 1)
		server->front.windows = "true";
	if (variant % 4 == 2) /* the server's own default */
		server->front.anonymous = NULL;
	if (variant % 4 == 3)
		server->front.digest = "true";
	if (variant == 6)
		server->front.anonymous = "true";
}

static void protection(struct ed_spec *spec, unsigned variant)
{
	static const char *const pairs[][2] = {{"Require", "Require"},
	    {"Allow", NULL}, {NULL, "Require"}, {"Require", "Allow"}};
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	server->front.tokens = pairs[variant][0];
	server->back.tokens = pairs[variant][1];
}

static void read_ahead(struct ed_spec *spec, unsigned variant)
{
	static const char *const sizes[] = {
	    "49152", NULL, "65536", "1048576", NULL, "49152"};
	struct ed_server *server = listed(spec, variant == 3);

	ed_ask_late(spec);
	server->front.read_ahead = sizes[variant];
}

static void limits(struct ed_spec *spec, unsigned variant)
{
	static const char *const webs[] = {SMALLER("4096"), SMALLER("1024"),
	    WEB(FILTER("<requestLimits maxAllowedContentLength=\"4194304\" "
		       "/>")),
	    NULL};
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	server->web = webs[variant];
	if (variant == 3)
		server->front.security =
		    FILTER("<requestLimits maxAllowedContentLength=\"1000000\""
			   " />");
}

static void back_end(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	if (variant != 1)
		server->back.flags =
		    variant ? "Ssl, SslRequireCert, Ssl128"
			    : "Ssl, SslNegotiateCert, SslRequireCert, Ssl128";
	if (variant == 1 || variant == 2)
		server->back.mapping = "true";
	if (variant == 3)
		server->back.windows = "false";
}

static void site_root(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant == 3);

	server->site.flags = variant % 2
				 ? "Ssl, SslRequireCert"
				 : "Ssl, SslNegotiateCert, SslRequireCert, "
				   "Ssl128";
	if (variant == 2)
		server->site.mapping = "true";
}

static void second_vdir(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	ed_ask_late(spec);
	server->has_second = true;
	server->second = server->front;
	server->front.flags = variant % 2 ? "Ssl" : "Ssl, Ssl128";
	server->front.mapping = variant < 2 ? "false" : NULL;
	tell_no_basic(spec);
	ed_make_true(spec, "iis-ssl-flags/never-asks");
	ed_make_true(spec, "iis-mapping/vdir-off");
}

static void locked_section(struct ed_spec *spec, unsigned variant)
{
	static const char *const webs[] = {
	    WEB("<access sslFlags=\"Ssl, SslNegotiateCert\" />"),
	    WEB("<authentication><clientCertificateMappingAuthentication "
		"enabled=\"true\" /></authentication>"),
	    WEB("<authentication><basicAuthentication enabled=\"false\" />"
		"</authentication>"),
	    "<configuration>\n  <system.webServer>\n    <serverRuntime "
	    "uploadReadAheadSize=\"10485760\" />\n  </system.webServer>\n"
	    "</configuration>\n"};

	ed_server_of(spec, ", iis", false)->web = webs[variant];
}

static void filtering(struct ed_spec *spec, unsigned variant)
{
	static const char *const rules[] = {
	    FILTER("<verbs><add verb=\"OPTIONS\" allowed=\"false\" />"
		   "</verbs>"),
	    FILTER("<denyUrlSequences><add sequence=\"activesync\" />"
		   "</denyUrlSequences>"),
	    FILTER("<verbs><add verb=\"POST\" allowed=\"false\" /></verbs>"),
	    FILTER("<verbs allowUnlisted=\"false\"><add verb=\"GET\" "
		   "allowed=\"true\" /></verbs>")};
	static const char *const webs[] = {NULL,
	    WEB(FILTER("<denyUrlSequences><add sequence=\"ActiveSync\" />"
		       "</denyUrlSequences>")),
	    WEB(FILTER("<verbs><add verb=\"POST\" allowed=\"false\" />"
		       "</verbs>")),
	    NULL};
	struct ed_server *server = ed_server_of(spec, ", iis", false);

	server->web = webs[variant];
	if (!webs[variant])
		server->front.security = rules[variant];
}

/* As Exchange sets the directory up, though certificates once were. */
static void reset(struct ed_spec *spec, unsigned variant)
{
	struct ed_server *server = ed_server_of(spec, ", iis", variant == 3);

	ed_ask_late(spec);
	server->front.flags = "Ssl, Ssl128";
	server->front.mapping = "false";
	server->front.basic = "true";
	if (variant % 2) /* an update rewrote the whole directory */
		server->front.read_ahead = NULL;
	ed_make_true(spec, "iis-ssl-flags/never-asks");
	ed_make_true(spec, "iis-mapping/vdir-off");
	ed_make_true(spec, "iis-authentication/others-on");
}

static const char *const denied[4][3] = {
    {"403.12", NULL},
    {"HTTP 403.12", "Cannot Get Mail", NULL},
    {"HTTP 403", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const bound[2][3] = {
    {"401.1", NULL},
    {"HTTP 401.1 2148074310", NULL},
};

static const char *const too_large[4][3] = {
    {"HTTP 413", NULL},
    {"413", NULL},
    {"HTTP 413 Request Entity Too Large", NULL},
    {NULL},
};

static const char *const too_long[2][3] = {
    {"HTTP 404.13", NULL},
    {NULL},
};

static const char *const proxied[4][3] = {
    {"HTTP 403 from Exchange", "Cannot Get Mail", NULL},
    {"HTTP 403", NULL},
    {"403.7", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const wanted[2][3] = {
    {"HTTP 403.7", NULL},
    {NULL},
};

static const char *const broken[4][3] = {
    {"HTTP 500.19", NULL},
    {"500.19", "Cannot Get Mail", NULL},
    {"HTTP 500.19 2147942433", NULL},
    {"Cannot Get Mail", NULL},
};

static const char *const filtered[4][3] = {
    {"HTTP 404", NULL},
    {"404.6", "Cannot Get Mail", NULL},
    {"HTTP 404.5", NULL},
    {"Cannot Get Mail", NULL},
};

static const struct ed_trace refused = {.codes = {"403 12 0", "403 12 5"},
    .some = true,
    .probed = true,
    .reply = ED_REPLY_403_IIS};
static const struct ed_trace channel = {
    .codes = {"401 1 2148074310", "401 1 2148074310"}, .some = true};
static const struct ed_trace cut = {
    .codes = {"413 0 0", "413 0 64"}, .mails = true};
static const struct ed_trace limited = {
    .codes = {"404 13 0", "404 13 0"}, .mails = true};
static const struct ed_trace invalid = {
    .codes = {"500 19 2147942433", "500 19 0"},
    .probed = true,
    .quiet = true,
    .reply = ED_REPLY_500_19};
static const struct ed_trace gone = {
    .codes = {"404 6 0", "404 5 0"}, .probed = true, .reply = ED_REPLY_404};

/* A probe of the same server, so none of other servers. */
#define HERE (ED_TOUCH_SERVER | ED_TOUCH_RECORD | ED_TOUCH_LOG)
#define SEEN ED_SHOWS_SERVER

/* clang-format off */
const struct ed_mutator ed_iis_mutators[] = {
    { "iis-mapping/feature-missing", ED_BITES_HAND_OVER, true, HERE, SEEN, 4,
	feature_missing, ED_SYMPTOMS(ed_symptoms_hand_over),
	.trace = &ed_trace_unmapped },
    { "iis-mapping/server-off", ED_BITES_HAND_OVER, true, HERE, SEEN, 4,
	server_off, ED_SYMPTOMS(ed_symptoms_hand_over), .trace = &ed_trace_unmapped },
    { "iis-mapping/vdir-off", ED_BITES_HAND_OVER, true, HERE, SEEN, 6,
	vdir_off, ED_SYMPTOMS(ed_symptoms_hand_over), .trace = &ed_trace_unmapped },
    { "iis-mapping/own-mapper-on", ED_BITES_HAND_OVER, true, HERE, SEEN, 4,
	own_mapper, ED_SYMPTOMS(denied), .trace = &refused },
    { "iis-ssl-flags/never-asks", ED_BITES_ASK, true, HERE, SEEN, 6,
	never_asks, ED_SYMPTOMS(unasked), .trace = &ed_trace_silent },
    { "iis-ssl-flags/accepts-only", ED_BITES_ASK, false, HERE, SEEN, 4,
	accepts_only, ED_SYMPTOMS(ed_symptoms_none), .trace = &ed_trace_none },
    { "iis-ssl-flags/no-ssl", ED_BITES_ASK, false, HERE, SEEN, 4, no_ssl,
	ED_SYMPTOMS(ed_symptoms_none), .trace = &ed_trace_none },
    { "iis-authentication/others-on", ED_BITES_HAND_OVER, false, HERE, SEEN,
	8, others_on, ED_SYMPTOMS(ed_symptoms_none), .trace = &ed_trace_none },
    { "iis-extended-protection/mismatch", ED_BITES_HAND_OVER, true, HERE,
	SEEN, 4, protection, ED_SYMPTOMS(bound), .trace = &channel },
    { "iis-upload-read-ahead/too-small", ED_BITES_OPERATE, false, HERE, SEEN,
	6, read_ahead, ED_SYMPTOMS(too_large), .trace = &cut },
    { "iis-request-limits/too-small", ED_BITES_OPERATE, true, HERE, SEEN, 4,
	limits, ED_SYMPTOMS(too_long), .trace = &limited },
    { "iis-wrong-object/back-end", ED_BITES_HAND_OVER, true, HERE, SEEN, 4,
	back_end, ED_SYMPTOMS(proxied), .trace = &ed_trace_none },
    { "iis-wrong-object/site-root", ED_BITES_ASK, true, HERE, SEEN, 4,
	site_root, ED_SYMPTOMS(wanted), .trace = &ed_trace_none },
    { "iis-wrong-object/second-vdir", ED_BITES_HAND_OVER, true, HERE, SEEN, 4,
	second_vdir, ED_SYMPTOMS(unasked), .trace = &ed_trace_silent },
    { "iis-config/locked-section", ED_BITES_ASK, true, HERE, SEEN, 4,
	locked_section, ED_SYMPTOMS(broken), .trace = &invalid },
    { "iis-filtering/verb-or-path", ED_BITES_ASK, true, HERE, SEEN, 4,
	filtering, ED_SYMPTOMS(filtered), .trace = &gone },
    { "exchange-settings/reset", ED_BITES_ASK, true, HERE, SEEN, 4, reset,
	ED_SYMPTOMS(unasked), .trace = &ed_trace_silent },
    { 0 },
};
/* clang-format on */
