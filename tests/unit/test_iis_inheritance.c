/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What IIS makes of an applicationHost.config: each row is a configuration,
 * and the value and origin that the rules of inheritance give by hand:
 *
 *  R1 nobody sets it: the schema's default counts;
 *  R2 what the server level says is inherited, from the root or path="";
 *  R3 a deeper location overrules, whatever the order in the file;
 *  R4 each attribute is inherited by itself, flags as one value;
 *  R5 paths are compared without case, by whole names;
 *  R6 a section set twice for one path is no configuration IIS takes: unknown;
 *  R7 what is not read may say otherwise: only the object's own word stands;
 *  R8 items of collections add up from the server down.
 */
#include "derive/derive.h"
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <easdoctor/iis.h>

#define ROOT(x) "<system.webServer>" x "</system.webServer>"
#define AT(p, x) "<location path=\"" p "\">" ROOT(x) "</location>"
#define SITE "Default Web Site"
#define EAS SITE "/Microsoft-Server-ActiveSync"
#define FLAGS(f) "<security><access sslFlags=\"" f "\"/></security>"
#define AUTH(x) "<security><authentication>" x "</authentication></security>"
#define MAP(v)                                                                 \
	AUTH("<clientCertificateMappingAuthentication enabled=\"" v "\"/>")
#define AHEAD(n) "<serverRuntime uploadReadAheadSize=\"" n "\"/>"
#define LIMIT(n)                                                               \
	"<security><requestFiltering><requestLimits "                          \
	"maxAllowedContentLength=\"" n "\"/></requestFiltering></security>"

static const struct row {
	const char *name;
	const char *config; /* inside <configuration> */
	enum ed_iis_setting setting;
	enum ed_iis_level level;
	int64_t number;
	const char *path;
} rows[] = {
    /* clang-format off */
    /* R1 */
    { "flags: nobody", "", ED_IIS_SSL_FLAGS, ED_IIS_BY_DEFAULT, 0, "" },
    { "mapping: nobody", "", ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    { "anonymous: nobody", "", ED_IIS_ANONYMOUS_ON, ED_IIS_BY_DEFAULT, 1, "" },
    { "basic: nobody", "", ED_IIS_BASIC_ON, ED_IIS_BY_DEFAULT, 0, "" },
    { "read-ahead: nobody", "", ED_IIS_READ_AHEAD, ED_IIS_BY_DEFAULT, 49152, "" },
    { "content: nobody", "", ED_IIS_MAX_CONTENT, ED_IIS_BY_DEFAULT, 30000000, "" },
    { "tokens: nobody", "", ED_IIS_TOKEN_CHECKING, ED_IIS_BY_DEFAULT, 0, "" },
    { "element without attribute", AT(EAS, "<security><access/></security>"),
	ED_IIS_SSL_FLAGS, ED_IIS_BY_DEFAULT, 0, "" },
    /* R2 */
    { "root", ROOT(FLAGS("Ssl")), ED_IIS_SSL_FLAGS, ED_IIS_AT_SERVER, 8, "" },
    { "path empty", AT("", FLAGS("Ssl")), ED_IIS_SSL_FLAGS, ED_IIS_AT_SERVER, 8, "" },
    { "path dot", AT(".", FLAGS("Ssl")), ED_IIS_SSL_FLAGS, ED_IIS_AT_SERVER, 8, "" },
    { "no path", "<location>" ROOT(MAP("true")) "</location>",
	ED_IIS_MAPPING_ON, ED_IIS_AT_SERVER, 1, "" },
    { "site inherits root", ROOT(MAP("true")) AT(SITE, FLAGS("Ssl")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_SERVER, 1, "" },
    { "root read-ahead", ROOT(AHEAD("1000")), ED_IIS_READ_AHEAD, ED_IIS_AT_SERVER, 1000, "" },
    /* R3 */
    { "site over root", ROOT(MAP("true")) AT(SITE, MAP("false")),
	ED_IIS_MAPPING_ON, ED_IIS_ABOVE, 0, SITE },
    { "directory over site", AT(SITE, MAP("false")) AT(EAS, MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "directory first in the file", AT(EAS, MAP("true")) AT(SITE, MAP("false")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "location before root", AT(SITE, MAP("true")) ROOT(MAP("false")),
	ED_IIS_MAPPING_ON, ED_IIS_ABOVE, 1, SITE },
    { "Require only at the site", AT(SITE, FLAGS("Ssl, SslRequireCert")),
	ED_IIS_SSL_FLAGS, ED_IIS_ABOVE, 72, SITE },
    { "directory takes Require away", AT(SITE, FLAGS("Ssl, SslRequireCert"))
	AT(EAS, FLAGS("Ssl")), ED_IIS_SSL_FLAGS, ED_IIS_AT_OBJECT, 8, EAS },
    { "deeper does not count", AT(EAS "/Proxy", MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    { "another directory", AT(SITE "/owa", MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    { "another site", AT("Exchange Back End", MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    /* R4 */
    { "flags are one value", AT(SITE, FLAGS("Ssl, SslNegotiateCert"))
	AT(EAS, FLAGS("SslRequireCert")), ED_IIS_SSL_FLAGS, ED_IIS_AT_OBJECT, 64, EAS },
    { "another section at the directory", AT(SITE, MAP("true")) AT(EAS, FLAGS("Ssl")),
	ED_IIS_MAPPING_ON, ED_IIS_ABOVE, 1, SITE },
    { "another attribute at the directory", AT(SITE, AHEAD("5"))
	AT(EAS, "<serverRuntime enabled=\"true\"/>"),
	ED_IIS_READ_AHEAD, ED_IIS_ABOVE, 5, SITE },
    { "protection below windows", AT(SITE, AUTH("<windowsAuthentication>"
	"<extendedProtection tokenChecking=\"Require\"/></windowsAuthentication>"))
	AT(EAS, AUTH("<windowsAuthentication enabled=\"true\"/>")),
	ED_IIS_TOKEN_CHECKING, ED_IIS_ABOVE, 2, SITE },
    { "flags without blanks", AT(EAS, FLAGS("Ssl,SslNegotiateCert,SslRequireCert,Ssl128")),
	ED_IIS_SSL_FLAGS, ED_IIS_AT_OBJECT, 360, EAS },
    { "the old flag too", AT(EAS, FLAGS("Ssl, SslMapCert")),
	ED_IIS_SSL_FLAGS, ED_IIS_AT_OBJECT, 136, EAS },
    { "content of the root", ROOT(LIMIT("1")) AT(SITE, LIMIT("2")),
	ED_IIS_MAX_CONTENT, ED_IIS_ABOVE, 2, SITE },
    /* R5 */
    { "case", AT("default web site/MICROSOFT-server-activesync", MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "case of the value", AT(EAS, MAP("TRUE")), ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "slash at the end", AT(EAS "/", MAP("true")), ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "slash at the start", AT("/" EAS, MAP("true")), ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "half a name", AT("Default Web", MAP("true")), ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    { "a longer name", AT(EAS "2", MAP("true")), ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    /* R6 */
    { "two locations, two sections", AT(EAS, MAP("true")) AT(EAS, FLAGS("Ssl")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "twice the same", AT(EAS, MAP("true")) AT(EAS, MAP("true")),
	ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "twice, differently", AT(EAS, MAP("true")) AT(EAS, MAP("false")),
	ED_IIS_MAPPING_ON, ED_IIS_UNKNOWN, 0, "" },
    { "twice above does not matter", AT(SITE, MAP("true")) AT(SITE, MAP("false"))
	AT(EAS, MAP("true")), ED_IIS_MAPPING_ON, ED_IIS_AT_OBJECT, 1, EAS },
    { "root and path empty differ", ROOT(MAP("true")) AT("", MAP("false")),
	ED_IIS_MAPPING_ON, ED_IIS_UNKNOWN, 0, "" },
    { "no value that IIS knows", AT(EAS, FLAGS("Ssl, Require")),
	ED_IIS_SSL_FLAGS, ED_IIS_UNKNOWN, 0, "" },
    { "encrypted", AT(EAS, MAP("[enc:a:b:enc]")), ED_IIS_MAPPING_ON, ED_IIS_UNKNOWN, 0, "" },
    /* R7 */
    { "cut, own word", AT(EAS, MAP("true")) "<location", ED_IIS_MAPPING_ON,
	ED_IIS_AT_OBJECT, 1, EAS },
    { "cut, inherited", AT(SITE, MAP("true")) "<location", ED_IIS_MAPPING_ON,
	ED_IIS_UNKNOWN, 0, "" },
    { "cut, default", "<location", ED_IIS_MAPPING_ON, ED_IIS_UNKNOWN, 0, "" },
    { "in another file", AT(EAS, AUTH("<basicAuthentication configSource=\"b\"/>")),
	ED_IIS_BASIC_ON, ED_IIS_UNKNOWN, 0, "" },
    { "commented out", "<!--" AT(EAS, MAP("true")) "-->", ED_IIS_MAPPING_ON,
	ED_IIS_BY_DEFAULT, 0, "" },
    { "not in its place", AT(EAS, "<clientCertificateMappingAuthentication enabled=\"true\"/>"),
	ED_IIS_MAPPING_ON, ED_IIS_BY_DEFAULT, 0, "" },
    /* clang-format on */
};

static const char sites[] =
    "<system.applicationHost><sites><site name=\"Default Web Site\">"
    "<application path=\"/\"><virtualDirectory path=\"/\" "
    "physicalPath=\"C:\\inetpub\\wwwroot\"/></application>"
    "<application path=\"/Microsoft-Server-ActiveSync\"><virtualDirectory "
    "path=\"/\" physicalPath=\"C:\\V15\\FrontEnd\\HttpProxy\\sync\"/>"
    "</application></site></sites></system.applicationHost>";

static const struct ed_iis *load(
    struct ed_case *c, const char *config, const char *web)
{
	ed_case_init(c);
	(void)ed_load_bytes(c, ED_STR("e/applicationHost.config"),
	    ed_format(&c->arena, "<configuration>%s%s</configuration>", sites,
		config));
	if (web)
		(void)ed_load_bytes(c, ED_STR("e/HttpProxy/Sync/web.config"),
		    ed_format(
			&c->arena, "<configuration>%s</configuration>", web));
	ed_derive(c);
	assert_int_equal(c->facts.n_machines, 1);
	assert_non_null(c->facts.machines[0]->iis);
	return c->facts.machines[0]->iis;
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_case c;
		const struct ed_iis_value *value =
		    &load(&c, rows[i].config, NULL)
			 ->front.values[rows[i].setting];

		print_message("row: %s\n", rows[i].name);
		assert_int_equal(value->level, rows[i].level);
		if (value->level != ED_IIS_UNKNOWN) {
			assert_int_equal(value->number, rows[i].number);
			assert_true(
			    ed_str_ieq(value->path, ed_str_of(rows[i].path)));
		}
		ed_case_free(&c);
	}
}

/* R8: what filters a request, and what takes the rule away again. */
static void collections_add_up(void **state)
{
#define VERBS(x)                                                               \
	"<security><requestFiltering><verbs>" x                                \
	"</verbs></requestFiltering></security>"
#define NO_POST "<add verb=\"POST\" allowed=\"false\"/>"
	static const struct {
		const char *config;
		bool filtered;
	} filters[] = {
	    {ROOT(VERBS(NO_POST)), true},
	    {ROOT(VERBS(NO_POST)) AT(EAS, VERBS("<clear/>")), false},
	    {ROOT(VERBS(NO_POST)) AT(SITE, VERBS("<remove verb=\"POST\"/>")),
		false},
	    {ROOT(VERBS(NO_POST)) AT(SITE, VERBS("<clear/>"))
		    AT(EAS, VERBS(NO_POST)),
		true},
	    {ROOT(VERBS("<add verb=\"TRACE\" allowed=\"false\"/>")), false},
	    {AT(SITE "/owa", VERBS(NO_POST)), false},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(filters); i++) {
		struct ed_case c;
		const struct ed_iis *iis = load(&c, filters[i].config, NULL);

		print_message("filter %zu\n", i);
		assert_int_equal(
		    iis->front.filter.what != NULL, filters[i].filtered);
		ed_case_free(&c);
	}
}

/* A web.config lies nearer than a location of the same path, if it may. */
static void web_config_overrules_unless_locked(void **state)
{
#define LOCKS(mode)                                                            \
	"<configSections><sectionGroup name=\"system.webServer\">"             \
	"<sectionGroup name=\"security\"><section name=\"access\" "            \
	"overrideModeDefault=\"" mode "\"/></sectionGroup></sectionGroup>"     \
	"</configSections>"
#define UNLOCKED(p, mode)                                                      \
	"<location path=\"" p "\" overrideMode=\"" mode                        \
	"\">" ROOT("<security><access/></security>") "</location>"
	static const struct {
		const char *config;
		size_t violations;
		int64_t flags;
	} webs[] = {
	    {LOCKS("Deny") AT(EAS, FLAGS("Ssl")), 1, 8},
	    {LOCKS("Allow") AT(EAS, FLAGS("Ssl")), 0, 72},
	    {LOCKS("Deny") UNLOCKED(SITE, "Allow") AT(EAS, FLAGS("Ssl")), 0,
		72},
	    {LOCKS("Allow") UNLOCKED(SITE, "Deny") AT(EAS, FLAGS("Ssl")), 1, 8},
	    {LOCKS("Deny") UNLOCKED(SITE, "Allow") UNLOCKED(EAS, "Deny"), 1, 0},
	    {LOCKS("Deny") UNLOCKED(SITE "/owa", "Allow"), 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(webs); i++) {
		struct ed_case c;
		const struct ed_iis *iis = load(
		    &c, webs[i].config, ROOT(FLAGS("Ssl, SslRequireCert")));

		print_message("web.config %zu\n", i);
		assert_true(iis->has_web);
		assert_int_equal(iis->n_violations, webs[i].violations);
		assert_int_equal(
		    iis->front.values[ED_IIS_SSL_FLAGS].number, webs[i].flags);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(collections_add_up),
	    cmocka_unit_test(web_config_overrules_unless_locked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
