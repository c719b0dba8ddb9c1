/* SPDX-License-Identifier: Apache-2.0 */
/* Names, defaults and values of IIS's settings, as its schema has them. */
#include <easdoctor/iis.h>

static const char *const sections[ED_N_IIS_SECTIONS] = {
    [ED_IIS_ACCESS] = "system.webServer/security/access",
    [ED_IIS_MAPPING] = "system.webServer/security/authentication/"
		       "clientCertificateMappingAuthentication",
    [ED_IIS_OWN_MAPPING] = "system.webServer/security/authentication/"
			   "iisClientCertificateMappingAuthentication",
    [ED_IIS_BASIC] =
	"system.webServer/security/authentication/basicAuthentication",
    [ED_IIS_WINDOWS] =
	"system.webServer/security/authentication/windowsAuthentication",
    [ED_IIS_ANONYMOUS] =
	"system.webServer/security/authentication/anonymousAuthentication",
    [ED_IIS_DIGEST] =
	"system.webServer/security/authentication/digestAuthentication",
    [ED_IIS_RUNTIME] = "system.webServer/serverRuntime",
    [ED_IIS_FILTERING] = "system.webServer/security/requestFiltering",
    [ED_IIS_HTTP_RUNTIME] = "system.web/httpRuntime",
    [ED_IIS_GLOBAL_MODULES] = "system.webServer/globalModules",
    [ED_IIS_MODULES] = "system.webServer/modules",
};

enum form { FLAGS, TRUTH, TOKEN, NUMBER };

static const struct {
	enum ed_iis_section section;
	const char *attribute;
	const char *otherwise;
	enum form form;
} settings[ED_N_IIS_SETTINGS] = {
    [ED_IIS_SSL_FLAGS] = {ED_IIS_ACCESS, "sslFlags", "None", FLAGS},
    [ED_IIS_MAPPING_ON] = {ED_IIS_MAPPING, "enabled", "false", TRUTH},
    [ED_IIS_OWN_ON] = {ED_IIS_OWN_MAPPING, "enabled", "false", TRUTH},
    [ED_IIS_BASIC_ON] = {ED_IIS_BASIC, "enabled", "false", TRUTH},
    [ED_IIS_WINDOWS_ON] = {ED_IIS_WINDOWS, "enabled", "false", TRUTH},
    [ED_IIS_ANONYMOUS_ON] = {ED_IIS_ANONYMOUS, "enabled", "true", TRUTH},
    [ED_IIS_DIGEST_ON] = {ED_IIS_DIGEST, "enabled", "false", TRUTH},
    [ED_IIS_TOKEN_CHECKING] = {ED_IIS_WINDOWS, "tokenChecking", "None", TOKEN},
    [ED_IIS_READ_AHEAD] = {ED_IIS_RUNTIME, "uploadReadAheadSize", "49152",
	NUMBER},
    [ED_IIS_MAX_CONTENT] = {ED_IIS_FILTERING, "maxAllowedContentLength",
	"30000000", NUMBER},
    [ED_IIS_MAX_QUERY] = {ED_IIS_FILTERING, "maxQueryString", "2048", NUMBER},
    [ED_IIS_UNLISTED_VERBS] = {ED_IIS_FILTERING, "verbs/allowUnlisted", "true",
	TRUTH},
    [ED_IIS_MAX_REQUEST] = {ED_IIS_HTTP_RUNTIME, "maxRequestLength", "4096",
	NUMBER},
};

static const struct {
	const char *name;
	int64_t bits;
} flags[] = {{"None", 0}, {"Ssl", ED_IIS_SSL},
    {"SslNegotiateCert", ED_IIS_SSL_NEGOTIATE},
    {"SslRequireCert", ED_IIS_SSL_REQUIRE}, {"SslMapCert", ED_IIS_SSL_MAP},
    {"Ssl128", ED_IIS_SSL_128}};

const char *ed_iis_section_path(enum ed_iis_section section)
{
	return section < ED_N_IIS_SECTIONS ? sections[section] : "";
}

enum ed_iis_section ed_iis_section_of(enum ed_iis_setting setting)
{
	return settings[setting].section;
}

const char *ed_iis_attribute(enum ed_iis_setting setting)
{
	return settings[setting].attribute;
}

struct ed_str ed_iis_default(enum ed_iis_setting setting)
{
	return ed_str_of(settings[setting].otherwise);
}

int64_t ed_iis_decimal(struct ed_str text)
{
	int64_t n = 0;

	if (!text.n || text.n > 12)
		return -1;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return -1;
		n = n * 10 + (text.p[i] - '0');
	}
	return n;
}

static int64_t read_flag(struct ed_str word)
{
	for (size_t i = 0; i < ED_COUNT(flags); i++)
		if (ed_str_ieq(word, ed_str_of(flags[i].name)))
			return flags[i].bits;
	return -1;
}

static int64_t read_flags(struct ed_str text)
{
	int64_t all = 0;

	for (;;) {
		size_t comma = ed_str_find(text, ED_STR(","));
		int64_t one =
		    read_flag(ed_str_trim(ed_str_sub(text, 0, comma)));

		if (one < 0)
			return -1;
		all |= one;
		if (comma == text.n)
			return all;
		text = ed_str_sub(text, comma + 1, text.n);
	}
}

static int64_t read_word(struct ed_str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_ieq(text, ed_str_of(words[i])))
			return (int64_t)i;
	return -1;
}

int64_t ed_iis_number(enum ed_iis_setting setting, struct ed_str text)
{
	static const char *const truths[] = {"false", "true"};
	static const char *const tokens[] = {"None", "Allow", "Require"};

	text = ed_str_trim(text);
	switch (settings[setting].form) {
	case FLAGS:
		return read_flags(text);
	case TRUTH:
		return read_word(text, truths, ED_COUNT(truths));
	case TOKEN:
		return read_word(text, tokens, ED_COUNT(tokens));
	case NUMBER:
		break;
	}
	return ed_iis_decimal(text);
}

struct ed_str ed_iis_origin(const struct ed_iis_value *value)
{
	switch (value->level) {
	case ED_IIS_BY_DEFAULT:
		return ED_STR("nowhere: the default of IIS");
	case ED_IIS_AT_SERVER:
		return ED_STR("the server level");
	case ED_IIS_AS_LISTED:
		return ED_STR("what appcmd printed");
	case ED_IIS_ABOVE:
	case ED_IIS_AT_OBJECT:
		return value->path;
	case ED_IIS_UNKNOWN:
		break;
	}
	return ED_STR("unknown");
}

bool ed_iis_covers(struct ed_str path, struct ed_str object)
{
	if (!path.n)
		return true;
	return ed_str_istarts(object, path) &&
	       (object.n == path.n || object.p[path.n] == '/');
}
