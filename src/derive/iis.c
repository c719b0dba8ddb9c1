/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The IIS configuration of each server: whose each file is, and what results
 * for the objects that ActiveSync uses.
 *
 * A web.config does not say whose it is. It belongs to the directory of a site
 * whose folder on the server ends like the folder that the file lies in, by at
 * least two names ("HttpProxy/Sync"); where that fits none or several, nobody
 * knows. What appcmd printed is of the object that its command line names, if
 * that stands in the file; else of the ActiveSync directory, if the file's
 * name says "eas" or "activesync".
 */
#include "base/file.h"
#include "derive/derive.h"
#include "derive/iis_value.h"

#include <easdoctor/iis.h>
#include <easdoctor/limits.h>

#include <string.h>

#define EAS "Microsoft-Server-ActiveSync"
#define BACK "Exchange Back End"

struct server {
	struct ed_case *c;
	struct ed_iis *iis;
	struct ed_list sources; /* struct ed_iis_source */
	struct ed_iis_sources all;
	struct ed_str site;
};

/* The last name of a path, and what is before it. */
static struct ed_str last_name(struct ed_str *path)
{
	size_t end = path->n, start;
	struct ed_str name;

	while (end && (path->p[end - 1] == '/' || path->p[end - 1] == '\\'))
		end--;
	start = end;
	while (start && path->p[start - 1] != '/' && path->p[start - 1] != '\\')
		start--;
	name = ed_str_sub(*path, start, end - start);
	*path = ed_str_sub(*path, 0, start);
	return name;
}

/* How many of the last names are the same. */
static unsigned common_names(struct ed_str a, struct ed_str b)
{
	unsigned n = 0;

	while (n < ED_MAX_DEPTH) {
		struct ed_str x = last_name(&a), y = last_name(&b);

		if (!x.n || !ed_str_ieq(x, y))
			break;
		n++;
	}
	return n;
}

static void place_by_folder(
    struct server *s, struct ed_str folder, struct ed_iis_source *source)
{
	unsigned most = 1;

	for (size_t i = 0; i < s->iis->n_directories; i++) {
		const struct ed_iis_directory *d = &s->iis->directories[i];
		unsigned n = common_names(folder, d->physical);

		if (n < 2 || n < most)
			continue;
		/* Two that fit alike: nobody knows. */
		source->placed = n > most;
		source->base = d->path;
		most = n;
	}
}

/* Where Exchange puts its directories, when nothing else tells. */
static void place_by_custom(
    struct server *s, struct ed_str folder, struct ed_iis_source *source)
{
	struct ed_arena *arena = &s->c->arena;

	if (common_names(folder, ED_STR("HttpProxy/Sync")) == 2)
		source->base = ed_format(arena, "%.*s/" EAS, ED_ARG(s->site));
	else if (common_names(folder, ED_STR("ClientAccess/Sync")) == 2)
		source->base = ED_STR(BACK "/" EAS);
	else if (common_names(folder, ED_STR("inetpub/wwwroot")) == 2)
		source->base = s->site;
	source->placed = source->base.n > 0;
}

static void place_web(struct server *s, struct ed_iis_source *source)
{
	struct ed_str folder = source->file->path;

	(void)last_name(&folder);
	if (s->iis->n_webs >= ED_MAX_IIS_WEBS ||
	    source->file->n_entries > ED_MAX_IIS_WEB_ENTRIES) {
		s->iis->n_webs++;
		s->iis->web_undecided = true;
		return;
	}
	if (s->all.has_host)
		place_by_folder(s, folder, source);
	else
		place_by_custom(s, folder, source);
	s->iis->n_webs++;
	if (!source->placed && source->file->n_entries)
		s->iis->web_undecided = true;
	if (source->placed && source->file->cut)
		s->iis->web_undecided = true;
	if (source->placed && !source->file->cut &&
	    ed_str_ieq(source->base, s->iis->front.path))
		s->iis->has_web = true;
}

static bool has_word(struct ed_str name, struct ed_str word)
{
	for (size_t i = 0; i + word.n <= name.n; i++)
		if (ed_str_istarts(ed_str_sub(name, i, name.n), word))
			return true;
	return false;
}

static void place_listing(struct server *s, struct ed_iis_source *source)
{
	struct ed_str path = source->file->path, name = last_name(&path);
	struct ed_input *in = ED_ITEMS(
	    s->c->inputs, struct ed_input *)[source->file->ref.input - 1];

	source->base = source->file->object;
	source->placed = source->file->has_object;
	if (source->placed || !source->file->n_entries)
		return;
	source->placed = (has_word(name, ED_STR("eas")) ||
			     has_word(name, ED_STR("activesync"))) &&
			 !has_word(name, ED_STR("back")) &&
			 !has_word(name, ED_STR("proxy"));
	source->base = s->iis->front.path;
	if (!source->placed)
		ed_damage(s->c, in,
		    "it does not say of which object it is: keep the command "
		    "line in it, or call it eas_effective.txt");
}

/* web.config files lie in folders of their own: below their machine's. */
static bool is_of(const struct ed_case *c, const struct ed_iis_file *file,
    const struct ed_machine *machine)
{
	const struct ed_input *in =
	    ED_ITEMS(c->inputs, struct ed_input *)[file->ref.input - 1];

	if (file->kind != ED_IIS_WEB)
		return in->machine == machine;
	return c->machines.n == 1 ||
	       (machine->folder.n && ed_iis_covers(machine->folder, in->path));
}

static struct ed_input *input_of(const struct server *s, struct ed_ref ref)
{
	return ED_ITEMS(s->c->inputs, struct ed_input *)[ref.input - 1];
}

/*
 * Which of two is in force nobody can tell: an older one, or another
 * server's. The first by name is judged, and proves nothing.
 */
static void dispute(struct server *s, const struct ed_iis_file *file)
{
	struct ed_input *used = input_of(s, s->iis->ref);
	struct ed_input *in = input_of(s, file->ref);

	if (ed_str_eq(used->sha256, in->sha256)) {
		ed_damage(s->c, in, "a copy of %.*s: not used",
		    ED_ARG(ed_path_name(used->path)));
		return;
	}
	used->disputed = in->disputed = in->incomplete = true;
	ed_damage(s->c, in,
	    "another applicationHost.config of the same server, which differs "
	    "from %.*s: that one came first and was judged, and neither proves "
	    "anything; keep the one in force, or a folder for each server",
	    ED_ARG(ed_path_name(used->path)));
}

static void take_host(struct server *s, const struct ed_iis_file *file)
{
	if (s->iis->has_host) {
		dispute(s, file);
		return;
	}
	s->iis->has_host = true;
	s->iis->cut = file->cut;
	s->iis->ref = file->ref;
	s->iis->directories = file->directories;
	s->iis->n_directories = file->n_directories;
	s->iis->bindings = file->bindings;
	s->iis->n_bindings = file->n_bindings;
	s->iis->n_own_mappings = file->n_own_mappings;
	s->iis->locks_known = file->locks[ED_IIS_ACCESS] != ED_IIS_INHERIT;
	*ED_PUSH(&s->c->arena, &s->sources, struct ed_iis_source) =
	    (struct ed_iis_source){.file = file, .placed = true};
}

static void gather(struct server *s, const struct ed_machine *machine)
{
	const struct ed_iis_file *const *files = s->c->iis_files.items;

	for (size_t i = 0; i < s->c->iis_files.n; i++)
		if (is_of(s->c, files[i], machine) &&
		    files[i]->kind == ED_IIS_HOST)
			take_host(s, files[i]);
	s->all.has_host = s->iis->has_host;
	s->all.cut = s->iis->cut;
	s->all.directories = s->iis->directories;
	s->all.n_directories = s->iis->n_directories;
	for (size_t i = 0; i < s->c->iis_files.n; i++) {
		struct ed_iis_source source = {.file = files[i]};

		if (!is_of(s->c, files[i], machine) ||
		    files[i]->kind == ED_IIS_HOST)
			continue;
		if (!s->iis->ref.input)
			s->iis->ref = files[i]->ref;
		if (files[i]->kind == ED_IIS_WEB)
			place_web(s, &source);
		else
			place_listing(s, &source);
		*ED_PUSH(&s->c->arena, &s->sources, struct ed_iis_source) =
		    source;
	}
	s->all.items = s->sources.items;
	s->all.n = s->sources.n;
}

static bool concerns(const struct ed_iis *iis, struct ed_str path)
{
	return ed_iis_covers(path, iis->front.path) ||
	       ed_iis_covers(path, iis->back.path);
}

/* Sections in web.config files on the way of a request, that are locked. */
static void find_violations(struct server *s)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < s->all.n; i++) {
		const struct ed_iis_source *source = &s->all.items[i];

		for (size_t k = 0; k < source->file->n_entries; k++) {
			const struct ed_iis_entry *e =
			    &source->file->entries[k];
			struct ed_arena scratch = {0};
			bool locked;

			if (e->setting != ED_IIS_SECTION_ALONE)
				continue;
			locked = ed_iis_is_locked(&scratch, &s->all, i, e) &&
				 concerns(s->iis,
				     ed_iis_target(&scratch, source, e));
			ed_arena_free(&scratch);
			if (locked)
				*ED_PUSH(&s->c->arena, &list,
				    struct ed_iis_violation) =
				    (struct ed_iis_violation){
					e->section, source->base, e->ref};
		}
	}
	s->iis->violations = list.items;
	s->iis->n_violations = list.n;
}

/* globalModules: what IIS has loaded at all. */
static void find_global_module(struct server *s)
{
	for (size_t i = 0; i < s->all.n; i++) {
		const struct ed_iis_file *file = s->all.items[i].file;

		for (size_t k = 0;
		     file->kind == ED_IIS_HOST && k < file->n_entries; k++) {
			const struct ed_iis_entry *e = &file->entries[k];

			if (e->section != ED_IIS_GLOBAL_MODULES)
				continue;
			if (e->setting == ED_IIS_SECTION_ALONE)
				s->iis->module_known = !s->iis->cut;
			s->iis->module_ref = e->ref;
			if (e->setting == ED_IIS_GLOBAL_MODULE)
				s->iis->module_installed =
				    e->operation == ED_IIS_ADD;
		}
	}
	if (s->iis->module_installed)
		s->iis->module_known = true;
}

static bool is_directory(const struct ed_iis *iis, struct ed_str path)
{
	for (size_t i = 0; i < iis->n_directories; i++)
		if (ed_str_ieq(iis->directories[i].path, path))
			return true;
	return false;
}

/* Directories of the same name in other sites. */
static void find_others(struct server *s)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < s->iis->n_directories; i++) {
		const struct ed_iis_directory *d = &s->iis->directories[i];
		struct ed_iis_object *other;

		if (!ed_str_iends(d->path, ED_STR("/" EAS)) ||
		    ed_str_ieq(d->path, s->iis->front.path) ||
		    ed_str_ieq(d->path, s->iis->back.path))
			continue;
		if (list.n == ED_MAX_IIS_OTHERS)
			break;
		other = ED_PUSH(&s->c->arena, &list, struct ed_iis_object);
		other->path = d->path;
		ed_iis_resolve(&s->c->arena, &s->all, other);
	}
	s->iis->others = list.items;
	s->iis->n_others = list.n;
}

static void fill(struct ed_case *c, struct ed_machine *machine)
{
	struct ed_arena *arena = &c->arena;
	const struct ed_endpoint *endpoint = c->facts.endpoint;
	struct ed_iis *iis = ED_NEW(arena, struct ed_iis);
	struct server s = {.c = c, .iis = iis};

	s.site = endpoint && endpoint->site.n ? endpoint->site
					      : ED_STR("Default Web Site");
	iis->site.path = s.site;
	iis->front.path = ed_format(arena, "%.*s/" EAS, ED_ARG(s.site));
	iis->proxy.path =
	    ed_format(arena, "%.*s/Proxy", ED_ARG(iis->front.path));
	iis->back.path = ED_STR(BACK "/" EAS);
	gather(&s, machine);
	if (!s.all.n)
		return;
	iis->has_front = is_directory(iis, iis->front.path);
	iis->has_back = is_directory(iis, iis->back.path);
	ed_iis_resolve(arena, &s.all, &iis->server);
	ed_iis_resolve(arena, &s.all, &iis->site);
	ed_iis_resolve(arena, &s.all, &iis->front);
	ed_iis_resolve(arena, &s.all, &iis->proxy);
	ed_iis_resolve(arena, &s.all, &iis->back);
	find_global_module(&s);
	find_violations(&s);
	find_others(&s);
	machine->iis = iis;
}

void ed_derive_iis(struct ed_case *c)
{
	for (size_t i = 0; c->iis_files.n && i < c->machines.n; i++)
		fill(c, ED_ITEMS(c->machines, struct ed_machine *)[i]);
}
