/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The IIS configuration of one server: what applicationHost.config, web.config
 * files and appcmd say, and what results for the objects that ActiveSync uses.
 *
 * IIS asks for each setting the levels from the server down to the object; the
 * deepest one that sets it counts. Only what is known is told: a value that
 * could stand in a part that is missing has the level ED_IIS_UNKNOWN.
 */
#ifndef EASDOCTOR_IIS_H
#define EASDOCTOR_IIS_H

#include <easdoctor/base.h>

/* A section, as IIS locks it. */
enum ed_iis_section {
	ED_IIS_ACCESS,
	ED_IIS_MAPPING,     /* clientCertificateMappingAuthentication */
	ED_IIS_OWN_MAPPING, /* iisClientCertificateMappingAuthentication */
	ED_IIS_BASIC,
	ED_IIS_WINDOWS,
	ED_IIS_ANONYMOUS,
	ED_IIS_DIGEST,
	ED_IIS_RUNTIME, /* serverRuntime */
	ED_IIS_FILTERING,
	ED_IIS_HTTP_RUNTIME, /* of ASP.NET */
	ED_IIS_GLOBAL_MODULES,
	ED_IIS_MODULES,
	ED_N_IIS_SECTIONS
};

enum ed_iis_setting {
	ED_IIS_SSL_FLAGS,  /* enum ed_iis_ssl bits */
	ED_IIS_MAPPING_ON, /* 0 or 1, as the next five */
	ED_IIS_OWN_ON,
	ED_IIS_BASIC_ON,
	ED_IIS_WINDOWS_ON,
	ED_IIS_ANONYMOUS_ON,
	ED_IIS_DIGEST_ON,
	ED_IIS_TOKEN_CHECKING, /* enum ed_iis_token */
	ED_IIS_READ_AHEAD,     /* bytes */
	ED_IIS_MAX_CONTENT,    /* bytes */
	ED_IIS_MAX_QUERY,      /* bytes */
	ED_IIS_UNLISTED_VERBS, /* 0 or 1 */
	ED_IIS_MAX_REQUEST,    /* KiB; only web.config files say it */
	ED_N_IIS_SETTINGS,
	/* Items of collections, not single values. */
	ED_IIS_VERB = ED_N_IIS_SETTINGS,
	ED_IIS_SEQUENCE,      /* denyUrlSequences */
	ED_IIS_SEGMENT,       /* hiddenSegments */
	ED_IIS_GLOBAL_MODULE, /* only the mapper of certificates is kept */
	ED_IIS_MODULE,        /* the same */
	ED_IIS_SECTION_ALONE  /* the section's element itself */
};

enum ed_iis_ssl {
	ED_IIS_SSL = 8,
	ED_IIS_SSL_NEGOTIATE = 32,
	ED_IIS_SSL_REQUIRE = 64,
	ED_IIS_SSL_MAP = 128,
	ED_IIS_SSL_128 = 256,
	/* It asks for a certificate. */
	ED_IIS_SSL_ASKS = ED_IIS_SSL_NEGOTIATE | ED_IIS_SSL_REQUIRE
};

enum ed_iis_token {
	ED_IIS_TOKEN_NONE,
	ED_IIS_TOKEN_ALLOW,
	ED_IIS_TOKEN_REQUIRE
};

/* overrideMode of a location; what a section's lock is. */
enum ed_iis_mode { ED_IIS_INHERIT, ED_IIS_ALLOW, ED_IIS_DENY };

enum ed_iis_operation { ED_IIS_ADD, ED_IIS_REMOVE, ED_IIS_CLEAR };

/* One attribute or item, where it stands. */
struct ed_iis_entry {
	enum ed_iis_section section;
	enum ed_iis_setting setting;
	/* As the file names it, cleaned: "Default Web Site/owa"; "" is all. */
	struct ed_str location;
	enum ed_iis_mode mode; /* of its location */
	bool stays;            /* child applications do not inherit it */
	enum ed_iis_operation operation; /* of an item */
	bool allowed;                    /* of a verb */
	struct ed_str value;
	struct ed_ref ref;
};

enum ed_iis_kind {
	ED_IIS_HOST,   /* applicationHost.config */
	ED_IIS_WEB,    /* a web.config */
	ED_IIS_LISTING /* what appcmd list config printed: effective values */
};

/* A directory of a site, and where it lies on the server's disk. */
struct ed_iis_directory {
	struct ed_str path;        /* "Default Web Site/Microsoft-Server-…" */
	struct ed_str application; /* the path of its application */
	struct ed_str physical;
	struct ed_ref ref;
};

struct ed_iis_binding {
	struct ed_str site;
	struct ed_str protocol;
	struct ed_str information; /* "*:443:mail.corp.example" */
	int64_t ssl_flags;         /* 1 SNI, 2 central store, 4 no HTTP/2, 32 no
				      TLS 1.3; -1: cannot be read */
	struct ed_ref ref;
};

struct ed_iis_file {
	enum ed_iis_kind kind;
	struct ed_ref ref;
	struct ed_str path;   /* of the input */
	bool cut;             /* the rest of it could not be read */
	struct ed_str object; /* of a listing or web.config; maybe "" */
	bool has_object;      /* it is known which */
	const struct ed_iis_entry *entries;
	size_t n_entries;
	const struct ed_iis_directory *directories;
	size_t n_directories;
	const struct ed_iis_binding *bindings;
	size_t n_bindings;
	/* overrideModeDefault; ED_IIS_INHERIT: the file does not say. */
	enum ed_iis_mode locks[ED_N_IIS_SECTIONS];
	unsigned n_own_mappings; /* one-to-one and many-to-one */
};

enum ed_iis_level {
	ED_IIS_UNKNOWN,
	ED_IIS_BY_DEFAULT, /* nobody sets it */
	ED_IIS_AT_SERVER,
	ED_IIS_ABOVE, /* a level between */
	ED_IIS_AT_OBJECT,
	ED_IIS_AS_LISTED /* appcmd does not say where it comes from */
};

/* The effective value of a setting. */
struct ed_iis_value {
	enum ed_iis_level level;
	struct ed_str text; /* as it stands there, or the default */
	int64_t number;     /* see enum ed_iis_setting */
	struct ed_str path; /* of the level that sets it */
	struct ed_ref ref;
	const char *trouble; /* why it is unknown */
};

/* What a request is refused by; ref.input 0: by nothing. */
struct ed_iis_filter {
	const char *what; /* "verb", "URL sequence", "hidden segment" */
	struct ed_str value;
	struct ed_ref ref;
};

struct ed_iis_object {
	struct ed_str path;
	struct ed_iis_value values[ED_N_IIS_SETTINGS];
	/* The module that maps certificates is not removed; UNSAID: unknown. */
	bool module_known, module_on;
	struct ed_iis_filter filter;
};

/* A section in a web.config that the levels above have locked. */
struct ed_iis_violation {
	enum ed_iis_section section;
	struct ed_str path; /* of the web.config's object */
	struct ed_ref ref;
};

struct ed_iis {
	struct ed_ref ref; /* of the applicationHost.config, or of a listing */
	bool has_host;     /* an applicationHost.config is in evidence */
	bool cut;          /* and is not whole */
	/* Objects; those that have no such part have unknown values. */
	struct ed_iis_object server; /* "" */
	struct ed_iis_object site;   /* "Default Web Site" */
	struct ed_iis_object front;  /* its Microsoft-Server-ActiveSync */
	struct ed_iis_object proxy;  /* below that: Proxy */
	struct ed_iis_object back;   /* the same of "Exchange Back End" */
	const struct ed_iis_object *others; /* other ActiveSync directories */
	size_t n_others;
	bool has_front, has_back; /* the sites have such a directory */
	/* Does IIS load the mapper of certificates? UNSAID in module_known. */
	bool module_known, module_installed;
	struct ed_ref module_ref;
	unsigned n_own_mappings;
	/* web.config files. */
	bool has_web;       /* the front end's is in evidence, and whole */
	bool web_undecided; /* of one nobody knows whose it is */
	size_t n_webs;
	bool locks_known; /* the sections' locks are in evidence */
	const struct ed_iis_violation *violations;
	size_t n_violations;
	const struct ed_iis_directory *directories;
	size_t n_directories;
	const struct ed_iis_binding *bindings;
	size_t n_bindings;
};

/* "system.webServer/security/access", "sslFlags". */
ED_API const char *ed_iis_section_path(enum ed_iis_section section);
ED_API enum ed_iis_section ed_iis_section_of(enum ed_iis_setting setting);
ED_API const char *ed_iis_attribute(enum ed_iis_setting setting);
/* What IIS takes when nobody sets it. */
ED_API struct ed_str ed_iis_default(enum ed_iis_setting setting);
/* The number of a value; -1 when it cannot be read. */
ED_API int64_t ed_iis_number(enum ed_iis_setting setting, struct ed_str text);
/* "the server level", "Default Web Site", "nowhere: IIS's default". */
ED_API struct ed_str ed_iis_origin(const struct ed_iis_value *value);
/* Is path above or at object? Case does not count. */
ED_API bool ed_iis_covers(struct ed_str path, struct ed_str object);

/* A decimal number of at most 12 digits; -1: it is none. */
ED_API int64_t ed_iis_decimal(struct ed_str text);

#endif
