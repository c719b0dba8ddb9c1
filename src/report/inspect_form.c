/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a profile: what kind of copy it is, its dates, its oddities. */
#include "report/inspect_object.h"
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"

static const char *trouble_name(enum ed_trouble_kind kind)
{
	static const char *const names[ED_N_TROUBLES] = {
	    [ED_TROUBLE_ILL_FORMED] = "ill-formed",
	    [ED_TROUBLE_TYPE] = "type",
	    [ED_TROUBLE_MISSING] = "missing",
	    [ED_TROUBLE_VALUE] = "value",
	    [ED_TROUBLE_NO_CONTENT] = "no-content",
	    [ED_TROUBLE_UNUSUAL] = "unusual",
	    [ED_TROUBLE_UNKNOWN_KEY] = "unknown-key",
	};

	return names[kind];
}

static void put_moment(const struct ed_inspect *sheet, const char *name,
    const struct ed_moment *moment)
{
	struct ed_digits digits;

	if (!moment->given)
		return;
	if (moment->readable)
		ed_inspect_value(
		    sheet, name, ed_time(&digits, moment->seconds));
	else
		ed_inspect_words(sheet, name, "given, not readable");
}

static void put_trouble(
    const struct ed_inspect *sheet, const struct ed_trouble *trouble)
{
	struct ed_str part =
	    trouble->part.n ? trouble->part : ED_STR("the profile itself");

	if (trouble->kind == ED_TROUBLE_ILL_FORMED)
		ed_inspect_words(sheet, "oddity", "line %.*s: %.*s",
		    ED_ARG(trouble->ref.at),
		    ED_ARG(ed_inspect_safe(sheet, trouble->found)));
	else if (trouble->kind == ED_TROUBLE_UNKNOWN_KEY)
		ed_inspect_words(sheet, "oddity",
		    "%.*s: the key %.*s is not known, %.*s is",
		    ED_ARG(ed_inspect_safe(sheet, part)),
		    ED_ARG(ed_inspect_safe(sheet, trouble->key)),
		    ED_ARG(trouble->expected));
	else
		ed_inspect_words(sheet, "oddity",
		    "%.*s: %.*s is %.*s, documented is %.*s",
		    ED_ARG(ed_inspect_safe(sheet, part)), ED_ARG(trouble->key),
		    ED_ARG(ed_inspect_safe(sheet, trouble->found)),
		    ED_ARG(trouble->expected));
}

void ed_inspect_form(
    const struct ed_inspect *sheet, const struct ed_profile *profile)
{
	if (profile->encrypted)
		ed_inspect_words(sheet, "encrypted",
		    profile->hidden ? "as a whole" : "its payloads");
	if (profile->installed)
		ed_inspect_words(sheet, "installed", "a device's own record");
	if (profile->bare)
		ed_inspect_words(sheet, "bare", "payloads only");
	put_moment(sheet, "removed on", &profile->removal);
	put_moment(sheet, "expires on", &profile->expiration);
	if (profile->lasting.given)
		ed_inspect_words(sheet, "lasts", "%.*s seconds",
		    ED_ARG(ed_inspect_safe(sheet, profile->lasting.value)));
	for (size_t i = 0; i < profile->n_troubles; i++)
		put_trouble(sheet, &profile->troubles[i]);
}

static void set_moment(
    struct ed_object to, const char *name, const struct ed_moment *moment)
{
	struct ed_object out;

	if (!moment->given)
		return;
	out = ed_set_object(to, name);
	if (moment->readable)
		ed_set_time(out, "value", moment->seconds);
	ed_set_where(out, &moment->ref);
}

void ed_json_form(struct ed_object to, const struct ed_profile *profile)
{
	struct ed_object list = ed_set_array(to, "oddities"), out;

	ed_set_flag(to, "encrypted", profile->encrypted);
	ed_set_flag(to, "hidden", profile->hidden);
	ed_set_flag(to, "installed", profile->installed);
	ed_set_flag(to, "bare", profile->bare);
	set_moment(to, "removal_date", &profile->removal);
	set_moment(to, "expiration_date", &profile->expiration);
	if (profile->lasting.given) {
		out = ed_set_object(to, "duration_until_removal");
		ed_set_text(out, "value", profile->lasting.value);
		ed_set_where(out, &profile->lasting.ref);
	}
	for (size_t i = 0; i < profile->n_troubles; i++) {
		const struct ed_trouble *trouble = &profile->troubles[i];

		out = ed_append_object(list);
		ed_set_word(out, "kind", trouble_name(trouble->kind));
		ed_set_maybe(out, "payload_type", trouble->part);
		ed_set_maybe(out, "key", trouble->key);
		ed_set_maybe(out, "found", trouble->found);
		ed_set_text(out, "expected", trouble->expected);
		ed_set_where(out, &trouble->ref);
	}
}
