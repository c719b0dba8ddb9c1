/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of a setting as IIS comes to it.
 *
 * An object inherits from all that is above it: the server, the site, the
 * application. Of each of these, what a location tag of a file further up says
 * comes before (and so is overruled by) the web.config that lies there. An
 * attribute that a level does not name is inherited by itself; the items of a
 * collection add up. What stands in a web.config though its section is locked
 * has no effect: the request ends with 500.19.
 */
#include "derive/iis_value.h"

#include <stdlib.h>

struct ed_str ed_iis_target(struct ed_arena *arena,
    const struct ed_iis_source *source, const struct ed_iis_entry *entry)
{
	if (!source->base.n)
		return entry->location;
	if (!entry->location.n)
		return source->base;
	return ed_format(
	    arena, "%.*s/%.*s", ED_ARG(source->base), ED_ARG(entry->location));
}

static bool is_known_application(
    const struct ed_iis_sources *all, struct ed_str path)
{
	for (size_t i = 0; i < all->n_directories; i++)
		if (ed_str_ieq(all->directories[i].application, path))
			return true;
	return false;
}

/* An application that begins below target, at object or above it. */
static bool leaves_application(const struct ed_iis_sources *all,
    struct ed_str target, struct ed_str object)
{
	for (size_t n = target.n + 1; n <= object.n; n++)
		if ((n == object.n || object.p[n] == '/') &&
		    is_known_application(all, ed_str_sub(object, 0, n)))
			return true;
	return false;
}

static bool applies(const struct ed_iis_sources *all,
    const struct ed_iis_entry *entry, struct ed_str target,
    struct ed_str object)
{
	return ed_iis_covers(target, object) &&
	       !(entry->stays && leaves_application(all, target, object));
}

bool ed_iis_is_locked(struct ed_arena *arena, const struct ed_iis_sources *all,
    size_t source, const struct ed_iis_entry *entry)
{
	const struct ed_iis_source *own = &all->items[source];
	enum ed_iis_mode mode = ED_IIS_INHERIT;
	size_t deepest = 0;

	if (own->file->kind != ED_IIS_WEB || !own->placed ||
	    entry->section == ED_IIS_HTTP_RUNTIME)
		return false;
	for (size_t i = 0; i < all->n; i++) {
		const struct ed_iis_source *above = &all->items[i];

		if (above->file->kind == ED_IIS_HOST && mode == ED_IIS_INHERIT)
			mode = above->file->locks[entry->section];
		if (above->file->kind == ED_IIS_LISTING || i == source ||
		    !above->placed || above->base.n >= own->base.n)
			continue;
		for (size_t k = 0; k < above->file->n_entries; k++) {
			const struct ed_iis_entry *e = &above->file->entries[k];
			struct ed_str target;

			if (e->section != entry->section ||
			    e->setting != ED_IIS_SECTION_ALONE ||
			    e->mode == ED_IIS_INHERIT)
				continue;
			target = ed_iis_target(arena, above, e);
			if (target.n < deepest ||
			    !ed_iis_covers(target, own->base))
				continue;
			deepest = target.n;
			mode = e->mode;
		}
	}
	return mode == ED_IIS_DENY;
}

/* One statement about the object, and how near to it it is made. */
struct said {
	const struct ed_iis_entry *entry;
	struct ed_str target;
	size_t depth;      /* of the target */
	size_t file_depth; /* of the file that says it */
};

static bool is_nearer(const struct said *a, const struct said *b)
{
	if (a->depth != b->depth)
		return a->depth > b->depth;
	return a->file_depth > b->file_depth;
}

static bool is_as_near(const struct said *a, const struct said *b)
{
	return a->depth == b->depth && a->file_depth == b->file_depth;
}

/* All that is said of an object, each with its nearness. */
static void gather(struct ed_arena *arena, const struct ed_iis_sources *all,
    struct ed_str object, struct ed_list *out)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct ed_iis_source *source = &all->items[i];
		const struct ed_iis_file *file = source->file;

		if (file->kind == ED_IIS_LISTING || !source->placed)
			continue;
		for (size_t k = 0; k < file->n_entries; k++) {
			const struct ed_iis_entry *entry = &file->entries[k];
			struct ed_str target;

			if (entry->setting == ED_IIS_SECTION_ALONE)
				continue;
			target = ed_iis_target(arena, source, entry);
			if (!applies(all, entry, target, object) ||
			    ed_iis_is_locked(arena, all, i, entry))
				continue;
			*ED_PUSH(arena, out, struct said) =
			    (struct said){.entry = entry,
				.target = target,
				.depth = target.n,
				.file_depth = source->base.n};
		}
	}
}

static void lose(struct ed_iis_value *value, const char *why)
{
	*value = (struct ed_iis_value){.trouble = why};
}

static void take(struct ed_iis_value *value, enum ed_iis_setting setting,
    enum ed_iis_level level, const struct ed_iis_entry *entry,
    struct ed_str path)
{
	*value = (struct ed_iis_value){.level = level,
	    .text = entry->value,
	    .number = ed_iis_number(setting, entry->value),
	    .path = path,
	    .ref = entry->ref};
	if (value->number < 0)
		lose(value, "its value in the configuration is none that IIS "
			    "knows");
}

static void take_default(
    struct ed_iis_value *value, enum ed_iis_setting setting)
{
	struct ed_str text = ed_iis_default(setting);

	*value = (struct ed_iis_value){.level = ED_IIS_BY_DEFAULT,
	    .text = text,
	    .number = ed_iis_number(setting, text)};
}

static enum ed_iis_level level_of(const struct said *said, struct ed_str object)
{
	if (said->depth == object.n)
		return object.n ? ED_IIS_AT_OBJECT : ED_IIS_AT_SERVER;
	return said->depth ? ED_IIS_ABOVE : ED_IIS_AT_SERVER;
}

static void resolve_one(const struct ed_list *list,
    const struct ed_iis_sources *all, struct ed_str object,
    enum ed_iis_setting setting, struct ed_iis_value *out)
{
	const struct said *best = NULL;
	bool twice = false;

	for (size_t i = 0; i < list->n; i++) {
		const struct said *said = &ED_ITEMS(*list, struct said)[i];

		if (said->entry->setting != setting)
			continue;
		if (best && is_as_near(said, best)) {
			twice |=
			    !ed_str_ieq(said->entry->value, best->entry->value);
		} else if (!best || is_nearer(said, best)) {
			best = said;
			twice = false;
		}
	}
	if (twice)
		lose(out, "the configuration sets it twice, differently");
	else if (all->cut && (!best || best->depth < object.n))
		lose(out, "the configuration is not whole: the rest of it may "
			  "say otherwise");
	else if (best)
		take(out, setting, level_of(best, object), best->entry,
		    best->target);
	else
		take_default(out, setting);
}

/* Collections, from the server down to the object. */
static int compare_said(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	if (is_as_near(x, y))
		return x->entry < y->entry ? -1 : x->entry > y->entry;
	return is_nearer(x, y) ? 1 : -1;
}

static bool hits(const struct ed_iis_entry *entry)
{
	static const struct ed_str path = {"/Microsoft-Server-ActiveSync", 28};

	switch (entry->setting) {
	case ED_IIS_VERB:
		return ed_str_ieq(entry->value, ED_STR("OPTIONS")) ||
		       ed_str_ieq(entry->value, ED_STR("POST"));
	case ED_IIS_SEGMENT:
		return ed_str_ieq(
		    entry->value, ED_STR("Microsoft-Server-ActiveSync"));
	case ED_IIS_SEQUENCE:
		for (size_t i = 0; entry->value.n && i < path.n; i++)
			if (ed_str_istarts(
				ed_str_sub(path, i, path.n), entry->value))
				return true;
		return false;
	default:
		return false;
	}
}

/* Of one item: is it in the collection in the end? */
static const struct ed_iis_entry *last_of(const struct ed_list *list,
    enum ed_iis_setting setting, struct ed_str value)
{
	const struct ed_iis_entry *last = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const struct ed_iis_entry *e =
		    ED_ITEMS(*list, struct said)[i].entry;

		if (e->setting != setting)
			continue;
		if (e->operation == ED_IIS_CLEAR)
			last = NULL;
		else if (ed_str_ieq(e->value, value))
			last = e->operation == ED_IIS_ADD ? e : NULL;
	}
	return last;
}

static void refuse(struct ed_iis_object *out, const char *what,
    struct ed_str value, struct ed_ref ref)
{
	if (!out->filter.what)
		out->filter = (struct ed_iis_filter){what, value, ref};
}

static void filter_verb(
    const struct ed_list *list, struct ed_str verb, struct ed_iis_object *out)
{
	const struct ed_iis_value *unlisted =
	    &out->values[ED_IIS_UNLISTED_VERBS];
	const struct ed_iis_entry *entry = last_of(list, ED_IIS_VERB, verb);

	if (entry && !entry->allowed)
		refuse(out, "verb", verb, entry->ref);
	else if (!entry && unlisted->level != ED_IIS_UNKNOWN &&
		 !unlisted->number)
		refuse(out, "verb that is not listed", verb, unlisted->ref);
}

/* One look at each item that can concern ActiveSync: a few names. */
static void filter(const struct ed_list *list, struct ed_iis_object *out)
{
	filter_verb(list, ED_STR("OPTIONS"), out);
	filter_verb(list, ED_STR("POST"), out);
	for (size_t i = 0; !out->filter.what && i < list->n; i++) {
		const struct ed_iis_entry *e =
		    ED_ITEMS(*list, struct said)[i].entry;

		if (e->setting == ED_IIS_VERB || e->operation != ED_IIS_ADD ||
		    !hits(e) || last_of(list, e->setting, e->value) != e)
			continue;
		refuse(out,
		    e->setting == ED_IIS_SEGMENT ? "hidden segment"
						 : "URL sequence",
		    e->value, e->ref);
	}
}

/* The mapper among the modules of the object. */
static void find_module(const struct ed_iis_sources *all,
    const struct ed_list *list, struct ed_iis_object *out)
{
	const struct ed_str name =
	    ED_STR("CertificateMappingAuthenticationModule");

	out->module_known = all->has_host && !all->cut;
	out->module_on = last_of(list, ED_IIS_MODULE, name) != NULL;
}

static void take_listing(const struct ed_iis_file *file,
    enum ed_iis_setting setting, struct ed_iis_value *out)
{
	const enum ed_iis_section section = ed_iis_section_of(setting);
	bool printed = false;

	for (size_t i = 0; i < file->n_entries; i++) {
		const struct ed_iis_entry *e = &file->entries[i];

		printed |= e->section == section;
		if (e->setting != setting)
			continue;
		take(out, setting, ED_IIS_AS_LISTED, e, file->object);
		return;
	}
	if (printed && !file->cut)
		take_default(out, setting);
}

/* appcmd's word: alone, or against what the files say. */
static void compare_listing(const struct ed_iis_sources *all,
    const struct ed_iis_file *file, struct ed_iis_object *out)
{
	for (unsigned i = 0; i < ED_N_IIS_SETTINGS; i++) {
		struct ed_iis_value *value = &out->values[i];
		struct ed_iis_value listed = {.level = ED_IIS_UNKNOWN};

		take_listing(file, (enum ed_iis_setting)i, &listed);
		if (listed.level == ED_IIS_UNKNOWN)
			continue;
		if (value->level == ED_IIS_UNKNOWN || !all->has_host)
			*value = listed;
		else if (value->number != listed.number)
			lose(value, "applicationHost.config and appcmd say "
				    "different things");
	}
}

static void resolve_listings(
    const struct ed_iis_sources *all, struct ed_iis_object *out)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct ed_iis_source *source = &all->items[i];

		if (source->file->kind == ED_IIS_LISTING && source->placed &&
		    ed_str_ieq(source->base, out->path))
			compare_listing(all, source->file, out);
	}
}

void ed_iis_resolve(struct ed_arena *arena, const struct ed_iis_sources *all,
    struct ed_iis_object *out)
{
	struct ed_arena scratch = {0};
	struct ed_list list = {0};

	(void)arena;
	gather(&scratch, all, out->path, &list);
	for (unsigned i = 0; i < ED_N_IIS_SETTINGS; i++) {
		const enum ed_iis_setting setting = (enum ed_iis_setting)i;

		if (all->has_host)
			resolve_one(
			    &list, all, out->path, setting, &out->values[i]);
		else
			lose(&out->values[i], "no applicationHost.config of "
					      "the server is in evidence");
	}
	resolve_listings(all, out);
	if (list.n)
		qsort(list.items, list.n, sizeof(struct said), compare_said);
	filter(&list, out);
	find_module(all, &list, out);
	/* Targets of those that won are kept by who owns the files. */
	for (unsigned i = 0; i < ED_N_IIS_SETTINGS; i++)
		out->values[i].path = ed_copy(arena, out->values[i].path);
	ed_arena_free(&scratch);
}
