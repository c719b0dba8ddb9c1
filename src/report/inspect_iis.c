/* SPDX-License-Identifier: Apache-2.0 */
/* Effective settings: each with its value and where it comes from. */
#include "report/inspect_iis.h"

#include <easdoctor/iis.h>

/* The server, the site, and the directories, in this order. */
static size_t list_objects(const struct ed_iis *iis,
    const struct ed_iis_object *out[static 5 + ED_INSPECT_FEW])
{
	size_t n = 0;

	out[n++] = &iis->server;
	out[n++] = &iis->site;
	out[n++] = &iis->front;
	out[n++] = &iis->proxy;
	out[n++] = &iis->back;
	for (size_t i = 0; i < iis->n_others && i < ED_INSPECT_FEW; i++)
		out[n++] = &iis->others[i];
	return n;
}

static const struct ed_iis *iis_in(
    const struct ed_case *c, size_t machine, unsigned input)
{
	const struct ed_iis *iis =
	    ED_ITEMS(c->machines, struct ed_machine *)[machine]->iis;

	return iis && iis->ref.input == input ? iis : NULL;
}

static struct ed_str title_of(const struct ed_iis_object *object)
{
	return object->path.n ? object->path : ED_STR("the server level");
}

static void put_value(const struct ed_inspect *sheet,
    enum ed_iis_setting setting, const struct ed_iis_value *value)
{
	const char *name = ed_iis_attribute(setting);
	const char *section = ed_iis_section_path(ed_iis_section_of(setting));
	const struct ed_str origin = ed_iis_origin(value);

	if (value->level == ED_IIS_UNKNOWN)
		ed_inspect_words(sheet, "unknown", "%s/@%s: %s", section, name,
		    value->trouble ? value->trouble : "not in evidence");
	else
		ed_inspect_words(sheet, "setting",
		    "%s/@%s = %.*s (set at: %.*s%s%.*s)", section, name,
		    ED_ARG(ed_inspect_safe(sheet, value->text)),
		    ED_ARG(ed_inspect_safe(sheet, origin)),
		    value->ref.at.n ? ", line " : "", ED_ARG(value->ref.at));
}

static void put_iis(const struct ed_inspect *sheet, const struct ed_iis *iis)
{
	const struct ed_iis_object *objects[5 + ED_INSPECT_FEW];
	const size_t n = list_objects(iis, objects);

	ed_inspect_head(sheet, ED_STR("IIS"));
	ed_inspect_words(sheet, "mapper", "%s",
	    !iis->module_known      ? "not known"
	    : iis->module_installed ? "installed"
				    : "not installed");
	for (size_t i = 0; i < iis->n_bindings; i++) {
		const struct ed_iis_binding *b = &iis->bindings[i];

		if (i == ED_INSPECT_FEW && !sheet->everything)
			break;
		ed_inspect_words(sheet, "binding", "%.*s %.*s (%.*s)",
		    ED_ARG(ed_inspect_safe(sheet, b->protocol)),
		    ED_ARG(ed_inspect_safe(sheet, b->information)),
		    ED_ARG(ed_inspect_safe(sheet, b->site)));
	}
	for (size_t i = 0; i < iis->n_violations && i < ED_INSPECT_FEW; i++)
		ed_inspect_words(sheet, "locked",
		    "%s in the web.config of "
		    "%.*s",
		    ed_iis_section_path(iis->violations[i].section),
		    ED_ARG(ed_inspect_safe(sheet, iis->violations[i].path)));
	for (size_t i = 0; i < n; i++) {
		ed_inspect_head(
		    sheet, ed_inspect_safe(sheet, title_of(objects[i])));
		for (unsigned k = 0; k < ED_N_IIS_SETTINGS; k++)
			put_value(sheet, (enum ed_iis_setting)k,
			    &objects[i]->values[k]);
		if (objects[i]->filter.what)
			ed_inspect_words(sheet, "refuses", "%s %.*s",
			    objects[i]->filter.what,
			    ED_ARG(ed_inspect_safe(
				sheet, objects[i]->filter.value)));
	}
}

void ed_inspect_iis(const struct ed_inspect *sheet, unsigned input)
{
	for (size_t i = 0; i < sheet->c->machines.n; i++) {
		const struct ed_iis *iis = iis_in(sheet->c, i, input);

		if (iis)
			put_iis(sheet, iis);
	}
}

static void set_value(struct ed_object list, enum ed_iis_setting setting,
    const struct ed_iis_value *value)
{
	struct ed_object out = ed_append_object(list);

	ed_set_word(
	    out, "section", ed_iis_section_path(ed_iis_section_of(setting)));
	ed_set_word(out, "name", ed_iis_attribute(setting));
	ed_set_flag(out, "known", value->level != ED_IIS_UNKNOWN);
	ed_set_word(out, "trouble", value->trouble);
	if (value->level == ED_IIS_UNKNOWN)
		return;
	ed_set_text(out, "value", value->text);
	ed_set_text(out, "set_at", ed_iis_origin(value));
	ed_set_where(out, &value->ref);
}

static void set_iis(struct ed_object out, const struct ed_iis *iis)
{
	const struct ed_iis_object *objects[5 + ED_INSPECT_FEW];
	const size_t n = list_objects(iis, objects);
	struct ed_object list, one, settings;

	if (iis->module_known)
		ed_set_flag(out, "mapper_installed", iis->module_installed);
	list = ed_set_array(out, "bindings");
	for (size_t i = 0; i < iis->n_bindings; i++) {
		one = ed_append_object(list);
		ed_set_text(one, "site", iis->bindings[i].site);
		ed_set_text(one, "protocol", iis->bindings[i].protocol);
		ed_set_text(one, "information", iis->bindings[i].information);
		ed_set_number(one, "ssl_flags", iis->bindings[i].ssl_flags);
	}
	list = ed_set_array(out, "locked");
	for (size_t i = 0; i < iis->n_violations; i++) {
		one = ed_append_object(list);
		ed_set_word(one, "section",
		    ed_iis_section_path(iis->violations[i].section));
		ed_set_text(one, "path", iis->violations[i].path);
		ed_set_where(one, &iis->violations[i].ref);
	}
	list = ed_set_array(out, "objects");
	for (size_t i = 0; i < n; i++) {
		one = ed_append_object(list);
		ed_set_text(one, "path", objects[i]->path);
		settings = ed_set_array(one, "settings");
		for (unsigned k = 0; k < ED_N_IIS_SETTINGS; k++)
			set_value(settings, (enum ed_iis_setting)k,
			    &objects[i]->values[k]);
		if (!objects[i]->filter.what)
			continue;
		ed_set_word(one, "refuses", objects[i]->filter.what);
		ed_set_text(one, "refused", objects[i]->filter.value);
	}
}

void ed_json_iis(struct ed_object to, const struct ed_case *c, unsigned input)
{
	for (size_t i = 0; i < c->machines.n; i++) {
		const struct ed_iis *iis = iis_in(c, i, input);

		if (iis)
			set_iis(ed_set_object(to, "iis"), iis);
	}
}
