/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of a configuration: a few sections, and which are locked. */
#include "load/iis_read.h"

#include <string.h>

/* An attribute of an element, below its section. */
static const struct {
	enum ed_iis_section section;
	const char *below;
	const char *attribute;
	enum ed_iis_setting setting;
} attributes[] = {
    {ED_IIS_ACCESS, "", "sslFlags", ED_IIS_SSL_FLAGS},
    {ED_IIS_MAPPING, "", "enabled", ED_IIS_MAPPING_ON},
    {ED_IIS_OWN_MAPPING, "", "enabled", ED_IIS_OWN_ON},
    {ED_IIS_BASIC, "", "enabled", ED_IIS_BASIC_ON},
    {ED_IIS_WINDOWS, "", "enabled", ED_IIS_WINDOWS_ON},
    {ED_IIS_WINDOWS, "/extendedProtection", "tokenChecking",
	ED_IIS_TOKEN_CHECKING},
    {ED_IIS_ANONYMOUS, "", "enabled", ED_IIS_ANONYMOUS_ON},
    {ED_IIS_DIGEST, "", "enabled", ED_IIS_DIGEST_ON},
    {ED_IIS_RUNTIME, "", "uploadReadAheadSize", ED_IIS_READ_AHEAD},
    {ED_IIS_FILTERING, "/requestLimits", "maxAllowedContentLength",
	ED_IIS_MAX_CONTENT},
    {ED_IIS_FILTERING, "/requestLimits", "maxQueryString", ED_IIS_MAX_QUERY},
    {ED_IIS_FILTERING, "/verbs", "allowUnlisted", ED_IIS_UNLISTED_VERBS},
    {ED_IIS_HTTP_RUNTIME, "", "maxRequestLength", ED_IIS_MAX_REQUEST},
};

/* A collection, and the attribute that names its items. */
static const struct {
	enum ed_iis_section section;
	const char *below;
	const char *key;
	enum ed_iis_setting setting;
} collections[] = {
    {ED_IIS_FILTERING, "/verbs", "verb", ED_IIS_VERB},
    {ED_IIS_FILTERING, "/denyUrlSequences", "sequence", ED_IIS_SEQUENCE},
    {ED_IIS_FILTERING, "/hiddenSegments", "segment", ED_IIS_SEGMENT},
    {ED_IIS_GLOBAL_MODULES, "", "name", ED_IIS_GLOBAL_MODULE},
    {ED_IIS_MODULES, "", "name", ED_IIS_MODULE},
};

/* The section that path is or lies in, and what is below it. */
static bool find_section(
    struct ed_str path, enum ed_iis_section *section, struct ed_str *below)
{
	for (unsigned i = 0; i < ED_N_IIS_SECTIONS; i++) {
		struct ed_str name = ed_str_of(ed_iis_section_path(i));

		if (!ed_str_starts(path, name) ||
		    (path.n > name.n && path.p[name.n] != '/'))
			continue;
		*section = (enum ed_iis_section)i;
		*below = ed_str_sub(path, name.n, path.n);
		return true;
	}
	return false;
}

/* Room for one more; NULL when there is none. */
static struct ed_iis_entry *add_entry(struct ed_iis_reader *r,
    enum ed_iis_section section, enum ed_iis_setting setting,
    struct ed_str value)
{
	struct ed_iis_entry *entry;

	if (r->c->n_iis_entries == ED_MAX_IIS_ENTRIES) {
		if (!r->file.cut)
			ed_iis_damage(r,
			    "more settings than %d: the rest is left out",
			    ED_MAX_IIS_ENTRIES);
		r->file.cut = true;
		return NULL;
	}
	r->c->n_iis_entries++;
	entry = ED_PUSH(&r->c->arena, &r->entries, struct ed_iis_entry);
	*entry = (struct ed_iis_entry){.section = section,
	    .setting = setting,
	    .location = r->location,
	    .mode = r->mode,
	    .stays = r->stays,
	    .allowed = true,
	    .value = ed_copy(&r->c->arena, value),
	    .ref = ed_iis_here(r, value)};
	return entry;
}

static bool is_mapper(struct ed_str name)
{
	return ed_str_ieq(
	    name, ED_STR("CertificateMappingAuthenticationModule"));
}

static bool is_allowed(const struct ed_iis_reader *r)
{
	struct ed_str allowed;

	/* Its default is true only on paper: the schema demands it. */
	return !ed_iis_get(r, "allowed", &allowed) ||
	       !ed_str_ieq(ed_str_trim(allowed), ED_STR("false"));
}

/* <add>, <remove> or <clear> of the collection. */
static void take_item(
    struct ed_iis_reader *r, size_t which, struct ed_str operation)
{
	const enum ed_iis_setting setting = collections[which].setting;
	struct ed_str value = {0};
	struct ed_iis_entry *entry;

	(void)ed_iis_get(r, collections[which].key, &value);
	if ((setting == ED_IIS_GLOBAL_MODULE || setting == ED_IIS_MODULE) &&
	    !ed_str_eq(operation, ED_STR("clear")) && !is_mapper(value))
		return;
	entry = add_entry(r, collections[which].section, setting, value);
	if (!entry)
		return;
	entry->allowed = is_allowed(r);
	if (ed_str_eq(operation, ED_STR("remove")))
		entry->operation = ED_IIS_REMOVE;
	if (ed_str_eq(operation, ED_STR("clear")))
		entry->operation = ED_IIS_CLEAR;
}

static void take_collection(
    struct ed_iis_reader *r, enum ed_iis_section section, struct ed_str below)
{
	size_t slash = below.n;
	struct ed_str parent, last;

	while (slash > 0 && below.p[slash - 1] != '/')
		slash--;
	if (!slash)
		return;
	parent = ed_str_sub(below, 0, slash - 1);
	last = ed_str_sub(below, slash, below.n);
	if (!ed_str_eq(last, ED_STR("add")) &&
	    !ed_str_eq(last, ED_STR("remove")) &&
	    !ed_str_eq(last, ED_STR("clear")))
		return;
	for (size_t i = 0; i < ED_COUNT(collections); i++)
		if (collections[i].section == section &&
		    ed_str_eq(parent, ed_str_of(collections[i].below)))
			take_item(r, i, last);
}

static void take_attributes(
    struct ed_iis_reader *r, enum ed_iis_section section, struct ed_str below)
{
	struct ed_str value;

	for (size_t i = 0; i < ED_COUNT(attributes); i++)
		if (attributes[i].section == section &&
		    ed_str_eq(below, ed_str_of(attributes[i].below)) &&
		    ed_iis_get(r, attributes[i].attribute, &value))
			(void)add_entry(
			    r, section, attributes[i].setting, value);
}

static void note_elsewhere(struct ed_iis_reader *r)
{
	struct ed_str value;

	if (!ed_iis_get(r, "configSource", &value))
		return;
	r->file.cut = true;
	ed_iis_damage(r, "a section stands in another file (configSource)");
}

void ed_iis_take_section(struct ed_iis_reader *r, struct ed_str path)
{
	enum ed_iis_section section;
	struct ed_str below;

	if (!find_section(path, &section, &below))
		return;
	if (!below.n) {
		note_elsewhere(r);
		(void)add_entry(
		    r, section, ED_IIS_SECTION_ALONE, (struct ed_str){0});
	}
	take_attributes(r, section, below);
	take_collection(r, section, below);
	if (section == ED_IIS_OWN_MAPPING && r->file.n_own_mappings < 1000000 &&
	    (ed_str_eq(below, ED_STR("/oneToOneMappings/add")) ||
		ed_str_eq(below, ED_STR("/manyToOneMappings/add"))))
		r->file.n_own_mappings++;
}

void ed_iis_take_lock(struct ed_iis_reader *r, struct ed_str name)
{
	char room[2 * ED_IIS_PATH];
	struct ed_str path, mode, below;
	enum ed_iis_section section;

	if (!name.n || name.n >= ED_IIS_PATH || !r->groups.n)
		return;
	memcpy(room, r->groups.text, r->groups.n);
	room[r->groups.n] = '/';
	memcpy(room + r->groups.n + 1, name.p, name.n);
	path = (struct ed_str){room, r->groups.n + 1 + name.n};
	if (!find_section(path, &section, &below) || below.n)
		return;
	/* Without the attribute, lower levels may set the section. */
	r->file.locks[section] =
	    ed_iis_get(r, "overrideModeDefault", &mode) &&
		    ed_str_ieq(ed_str_trim(mode), ED_STR("Deny"))
		? ED_IIS_DENY
		: ED_IIS_ALLOW;
}
