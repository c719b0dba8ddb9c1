/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loader "iis-config": applicationHost.config, web.config, and what appcmd
 * list config prints. Read by events, so that only the few sections that
 * matter take memory; names of users and passwords in it are never kept.
 */
#include "base/encoding.h"
#include "load/iis_read.h"
#include "load/loader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What of a file is looked at to know it; of what appcmd said, too. */
enum { HEAD = 64 << 10, SAID = 4096, LONGEST_MESSAGE = 160 };

bool ed_iis_get(
    const struct ed_iis_reader *r, const char *name, struct ed_str *value)
{
	for (int i = 0; i < r->n_attributes; i++) {
		const xmlChar *const *a = r->attributes + (size_t)i * 5;

		/* Bare names only: another namespace is another attribute. */
		if (a[1] || strcmp((const char *)a[0], name) != 0)
			continue;
		*value =
		    (struct ed_str){(const char *)a[3], (size_t)(a[4] - a[3])};
		return true;
	}
	return false;
}

static int line_of(const struct ed_iis_reader *r)
{
	return r->xml && r->xml->input ? r->xml->input->line : 0;
}

struct ed_ref ed_iis_here(const struct ed_iis_reader *r, struct ed_str quote)
{
	return (struct ed_ref){.input = ed_input_number(r->c, r->in),
	    .kind = ED_AT_LINE,
	    .at = ed_format(&r->c->arena, "%d", line_of(r)),
	    .quote = ed_copy(&r->c->arena, quote)};
}

void ed_iis_damage(struct ed_iis_reader *r, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	r->in->incomplete = true;
	ed_damage(r->c, r->in, "line %d: %s", line_of(r), text);
}

struct ed_str ed_iis_clean(struct ed_arena *arena, struct ed_str path)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < path.n; i++) {
		char byte = path.p[i] == '\\' ? '/' : path.p[i];

		if (byte != '/' || (out.n && out.p[out.n - 1] != '/'))
			ed_put_byte(&out, byte);
	}
	while (out.n && out.p[out.n - 1] == '/')
		out.n--;
	return out.n == 1 && out.p[0] == '.' ? (struct ed_str){0}
					     : ed_text_str(&out);
}

static void stop(struct ed_iis_reader *r)
{
	r->stopped = true;
	r->file.cut = true;
	xmlStopParser(r->xml);
}

static void push(struct ed_iis_trail *trail, unsigned depth, struct ed_str name)
{
	trail->ends[depth] = trail->n;
	if (!name.n)
		return;
	if (trail->n + name.n + 1 > ED_IIS_PATH) {
		/* Too long to be anything that is known. */
		trail->text[0] = '?';
		trail->n = ED_IIS_PATH - 1;
		return;
	}
	if (trail->n)
		trail->text[trail->n++] = '/';
	memcpy(trail->text + trail->n, name.p, name.n);
	trail->n += name.n;
}

static struct ed_str trail_text(const struct ed_iis_trail *trail)
{
	return (struct ed_str){trail->text, trail->n};
}

static enum ed_iis_mode mode_of(const struct ed_iis_reader *r)
{
	struct ed_str value;

	if (ed_iis_get(r, "overrideMode", &value)) {
		value = ed_str_trim(value);
		return ed_str_ieq(value, ED_STR("Allow"))  ? ED_IIS_ALLOW
		       : ed_str_ieq(value, ED_STR("Deny")) ? ED_IIS_DENY
							   : ED_IIS_INHERIT;
	}
	if (!ed_iis_get(r, "allowOverride", &value))
		return ED_IIS_INHERIT;
	return ed_str_ieq(ed_str_trim(value), ED_STR("false")) ? ED_IIS_DENY
							       : ED_IIS_ALLOW;
}

static void enter_location(struct ed_iis_reader *r)
{
	struct ed_str value = {0};

	if (r->location_depth) {
		ed_iis_damage(r, "a location stands inside a location");
		stop(r);
		return;
	}
	(void)ed_iis_get(r, "path", &value);
	r->location_depth = r->depth;
	r->location = ed_iis_clean(&r->c->arena, value);
	r->mode = mode_of(r);
	r->stays = ed_iis_get(r, "inheritInChildApplications", &value) &&
		   ed_str_ieq(ed_str_trim(value), ED_STR("false"));
}

static void finish_file(struct ed_iis_reader *r)
{
	struct ed_iis_file *file;

	r->file.kind = r->listing    ? ED_IIS_LISTING
		       : r->has_host ? ED_IIS_HOST
				     : ED_IIS_WEB;
	r->file.path = r->in->path;
	r->file.entries = r->entries.items;
	r->file.n_entries = r->entries.n;
	r->file.directories = r->directories.items;
	r->file.n_directories = r->directories.n;
	r->file.bindings = r->bindings.items;
	r->file.n_bindings = r->bindings.n;
	if (r->c->iis_files.n == ED_MAX_INPUTS)
		return;
	file = ED_NEW(&r->c->arena, struct ed_iis_file);
	*file = r->file;
	*ED_PUSH(&r->c->arena, &r->c->iis_files, struct ed_iis_file *) = file;
	r->entries = r->directories = r->bindings = (struct ed_list){0};
	r->file = (struct ed_iis_file){.ref = r->file.ref};
}

/* The object that a command line before the output names, if one does. */
static void read_command(struct ed_iis_reader *r)
{
	struct ed_str text = ed_text_str(&r->said), name;
	size_t at, end;

	r->said.n = 0;
	at = ed_str_find(text, ED_STR("list config"));
	if (at == text.n)
		return;
	/* Several commands in one text: the last one printed this. */
	for (size_t next = at; next < text.n;
	     next = at + 1 +
		    ed_str_find(ed_str_sub(text, at + 1, text.n),
			ED_STR("list config")))
		at = next;
	if (r->entries.n)
		finish_file(r);
	text = ed_str_sub(text, at + 11, text.n);
	text = ed_str_sub(text, 0, ed_str_find(text, ED_STR("\n")));
	at = ed_str_find(text, ED_STR("\""));
	name = ed_str_sub(text, at + 1, text.n);
	end = ed_str_find(name, ED_STR("\""));
	r->file.has_object = at < text.n && end < name.n;
	if (r->file.has_object)
		r->file.object =
		    ed_iis_clean(&r->c->arena, ed_str_sub(name, 0, end));
}

static bool is_root(const struct ed_iis_reader *r, struct ed_str name)
{
	return r->depth == 1 && ed_str_eq(name, ED_STR("configuration"));
}

static void take_element(struct ed_iis_reader *r, struct ed_str name)
{
	struct ed_str path = trail_text(&r->trail), value = {0};

	if (ed_str_starts(path, ED_STR("system.applicationHost")))
		r->has_host = true;
	if (!ed_str_starts(path, ED_STR("configSections"))) {
		ed_iis_take_section(r, path);
		ed_iis_take_site(r, path);
		return;
	}
	(void)ed_iis_get(r, "name", &value);
	if (ed_str_eq(name, ED_STR("section")))
		ed_iis_take_lock(r, value);
	if (ed_str_eq(value, ED_STR("system.applicationHost")))
		r->has_host = true;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct ed_iis_reader *r = context;
	struct ed_str word =
	    prefix ? ED_STR("?") : ed_str_of((const char *)name);
	struct ed_str group = {0};

	(void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
	r->attributes = attributes;
	r->n_attributes = n_attributes;
	if (++r->depth >= ED_MAX_DEPTH) {
		ed_iis_damage(r, "nested deeper than %d", ED_MAX_DEPTH);
		stop(r);
		return;
	}
	if (r->listing && r->depth == 2)
		read_command(r);
	if (ed_str_eq(word, ED_STR("location")) &&
	    (r->depth == 2 || r->location_depth))
		enter_location(r);
	push(&r->trail, r->depth,
	    is_root(r, word) || r->location_depth == r->depth
		? (struct ed_str){0}
		: word);
	if (ed_str_eq(word, ED_STR("sectionGroup")))
		(void)ed_iis_get(r, "name", &group);
	push(&r->groups, r->depth, group);
	if (!r->stopped)
		take_element(r, word);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct ed_iis_reader *r = context;

	(void)name, (void)prefix, (void)uri;
	if (!r->depth || r->depth >= ED_MAX_DEPTH)
		return;
	r->trail.n = r->trail.ends[r->depth];
	r->groups.n = r->groups.ends[r->depth];
	if (r->location_depth == r->depth) {
		r->location_depth = 0;
		r->location = (struct ed_str){0};
		r->mode = ED_IIS_INHERIT;
		r->stays = false;
	}
	r->depth--;
}

static void on_text(void *context, const xmlChar *bytes, int n)
{
	struct ed_iis_reader *r = context;

	if (!r->listing || r->depth != 1 || n <= 0 ||
	    r->said.n + (size_t)n > SAID)
		return;
	ed_put(&r->said, (struct ed_str){(const char *)bytes, (size_t)n});
}

static void refuse(void *context)
{
	struct ed_iis_reader *r = context;

	if (!r->stopped)
		ed_iis_damage(r, "declares a document type or entities, which "
				 "no configuration has; the rest is not read");
	stop(r);
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct ed_iis_reader *r = context;
	struct ed_str text = ed_str_of(error->message);

	if (error->level < XML_ERR_ERROR || r->stopped)
		return;
	text = ed_str_sub(text, 0, ed_str_find(text, ED_STR("\n")));
	text = ed_str_sub(text, 0, LONGEST_MESSAGE);
	ed_iis_damage(
	    r, "not well-formed, and read up to here: %.*s", ED_ARG(text));
	stop(r);
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .internalSubset = ed_xml_on_doctype,
    .entityDecl = ed_xml_on_entity,
    .serror = on_error,
};

static bool recognise(struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_str text = ed_to_utf8(&scratch, ed_str_sub(bytes, 0, HEAD));
	bool known = ed_iis_is_file(text) || ed_iis_is_listing(text);

	ed_arena_free(&scratch);
	return known;
}

/* A root around it, on its first line, so that lines stay as they are. */
static struct ed_str wrap(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, ED_STR("<configuration>"));
	ed_put(&out, text);
	ed_put(&out, ED_STR("</configuration>"));
	return ed_text_str(&out);
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_iis_reader r = {.xml_reader = {refuse},
	    .c = c,
	    .in = in,
	    .said = {.arena = &scratch},
	    .file = {.ref = {.input = ed_input_number(c, in)}}};
	const struct ed_xml xml = {
	    .handlers = &handlers, .context = &r, .names = ED_MAX_IIS_NAMES};
	struct ed_str text = ed_to_utf8(&scratch, bytes);
	bool used = true;

	r.listing = ed_iis_is_listing(ed_str_sub(text, 0, HEAD));
	if (r.listing)
		text = wrap(&scratch, text);
	if (!ed_xml_parse(&xml, text, &r.xml)) {
		ed_damage(c, in, "libxml2 could not start");
		used = false;
	} else {
		if (r.depth)
			r.file.cut = true;
		finish_file(&r);
		/* It lies where its directory does, not with the rest. */
		if (!r.listing && !r.has_host)
			in->of_machine = false;
	}
	ed_arena_free(&scratch);
	return used;
}

const struct ed_loader ed_loader_iis_config = {
    .kind = "iis-config",
    .recognise = recognise,
    .load = load,
    .of_machine = true,
};
