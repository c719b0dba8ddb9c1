/* SPDX-License-Identifier: Apache-2.0 */
/* Sites, their directories and bindings in applicationHost.config. */
#include "load/iis_read.h"

#include <string.h>

#define SITE "system.applicationHost/sites/site"

static struct ed_str join(
    struct ed_arena *arena, struct ed_str base, struct ed_str path)
{
	struct ed_str rest = ed_iis_clean(arena, path);

	if (!rest.n)
		return base;
	return ed_format(arena, "%.*s/%.*s", ED_ARG(base), ED_ARG(rest));
}

static void add_directory(struct ed_iis_reader *r)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_str path = {0}, physical = {0};
	struct ed_iis_directory *directory;

	if (r->directories.n == ED_MAX_IIS_OBJECTS) {
		r->file.cut = true;
		return;
	}
	(void)ed_iis_get(r, "path", &path);
	(void)ed_iis_get(r, "physicalPath", &physical);
	directory = ED_PUSH(arena, &r->directories, struct ed_iis_directory);
	*directory =
	    (struct ed_iis_directory){.path = join(arena, r->application, path),
		.application = r->application,
		.physical = ed_copy(arena, physical),
		.ref = ed_iis_here(r, path)};
}

static void add_binding(struct ed_iis_reader *r)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_str protocol = {0}, information = {0}, flags = ED_STR("0");

	if (r->bindings.n == ED_MAX_IIS_OBJECTS) {
		r->file.cut = true;
		return;
	}
	(void)ed_iis_get(r, "protocol", &protocol);
	(void)ed_iis_get(r, "bindingInformation", &information);
	(void)ed_iis_get(r, "sslFlags", &flags);
	*ED_PUSH(arena, &r->bindings, struct ed_iis_binding) =
	    (struct ed_iis_binding){.site = r->site,
		.protocol = ed_copy(arena, protocol),
		.information = ed_copy(arena, information),
		.ssl_flags = ed_iis_decimal(flags),
		.ref = ed_iis_here(r, information)};
}

void ed_iis_take_site(struct ed_iis_reader *r, struct ed_str path)
{
	struct ed_arena *arena = &r->c->arena;
	struct ed_str value = {0};

	if (ed_str_eq(path, ED_STR(SITE))) {
		(void)ed_iis_get(r, "name", &value);
		r->site = ed_copy(arena, value);
		r->application = r->site;
	} else if (ed_str_eq(path, ED_STR(SITE "/application"))) {
		(void)ed_iis_get(r, "path", &value);
		r->application = join(arena, r->site, value);
	} else if (ed_str_eq(
		       path, ED_STR(SITE "/application/virtualDirectory"))) {
		add_directory(r);
	} else if (ed_str_eq(path, ED_STR(SITE "/bindings/binding"))) {
		add_binding(r);
	}
}
