/* SPDX-License-Identifier: Apache-2.0 */
/* While a configuration of IIS is read: where in it the parser is. */
#ifndef ED_LOAD_IIS_READ_H
#define ED_LOAD_IIS_READ_H

#include "base/case.h"
#include "load/xml.h"

#include <easdoctor/iis.h>
#include <easdoctor/limits.h>

enum { ED_IIS_PATH = 512 };

/* Names from the root down, with "/" between. */
struct ed_iis_trail {
	char text[ED_IIS_PATH];
	size_t n;
	size_t ends[ED_MAX_DEPTH]; /* n before each was added */
};

struct ed_iis_reader {
	struct ed_xml_reader xml_reader; /* first */
	struct ed_case *c;
	struct ed_input *in;
	xmlParserCtxtPtr xml;
	const xmlChar **attributes; /* of the element that opens */
	int n_attributes;

	unsigned depth;
	bool stopped;
	bool listing;  /* no <configuration> around: what appcmd prints */
	bool has_host; /* it holds <system.applicationHost> */
	struct ed_iis_trail trail;
	struct ed_iis_trail groups; /* of configSections */

	unsigned location_depth; /* 0: in none */
	struct ed_str location;
	enum ed_iis_mode mode;
	bool stays;

	struct ed_str site;
	struct ed_str application;

	struct ed_text said; /* between elements, in a listing */
	struct ed_iis_file file;
	struct ed_list entries;     /* struct ed_iis_entry */
	struct ed_list directories; /* struct ed_iis_directory */
	struct ed_list bindings;    /* struct ed_iis_binding */
};

/* Value of an attribute, borrowed while the element opens. */
bool ed_iis_get(
    const struct ed_iis_reader *r, const char *name, struct ed_str *value);
struct ed_ref ed_iis_here(const struct ed_iis_reader *r, struct ed_str quote);
void ed_iis_damage(struct ed_iis_reader *r, const char *format, ...)
    ED_PRINTF(2, 3);
/* "/A/b/" and "A\b" are "A/b"; "." is all. */
struct ed_str ed_iis_clean(struct ed_arena *arena, struct ed_str path);

/* iis_kind.c: a configuration; or what appcmd printed. In UTF-8. */
bool ed_iis_is_file(struct ed_str text);
bool ed_iis_is_listing(struct ed_str text);
/* iis_sections.c: an element of a section, or of configSections. */
void ed_iis_take_section(struct ed_iis_reader *r, struct ed_str path);
void ed_iis_take_lock(struct ed_iis_reader *r, struct ed_str name);
/* iis_sites.c: an element of <sites>. */
void ed_iis_take_site(struct ed_iis_reader *r, struct ed_str path);

#endif
