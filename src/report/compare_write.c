/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison in words. */
#include "report/compare.h"

#include "report/document.h"
#include "report/escape.h"
#include "report/json_out.h"
#include "report/markups.h"
#include "report/page.h"

static const char *const titles[] = {
    [ED_CHANGE_FIXED] = "Fixed",
    [ED_CHANGE_PERSISTS] = "Still there",
    [ED_CHANGE_NEW] = "New",
    [ED_CHANGE_NOT_RECHECKED] = "Not looked at again",
};

static const struct ed_report_finding *finding_of(const struct ed_changed *one)
{
	return one->after && one->after->title.n ? one->after
	       : one->before                     ? one->before
						 : one->after;
}

static struct ed_str words_of(
    struct ed_arena *arena, const struct ed_changed *one)
{
	const struct ed_report_finding *finding = finding_of(one);

	return ed_format(arena, "%.*s%s%.*s: %.*s%s%.*s%s", ED_ARG(finding->id),
	    finding->subject.n ? ", " : "", ED_ARG(finding->subject),
	    ED_ARG(finding->title), one->reason.n ? " (" : "",
	    ED_ARG(one->reason), one->reason.n ? ")" : "");
}

static bool has_change(const struct ed_comparison *all, enum ed_change change)
{
	for (size_t i = 0; i < all->n_changes; i++)
		if (all->changes[i].change == change)
			return true;
	return false;
}

static void write_text(const struct ed_comparison *all,
    const struct ed_style *style, struct ed_text *out)
{
	const struct ed_page page = {.out = out,
	    .width = style->width ? style->width : 80,
	    .colour = style->colour};

	ed_page_put(&page, ED_BOLD, "", all->text);
	if (style->detail == ED_QUIET)
		return;
	for (int change = ED_CHANGE_FIXED; change <= ED_CHANGE_NOT_RECHECKED;
	     change++) {
		if (!has_change(all, (enum ed_change)change))
			continue;
		ed_page_head(&page, titles[change]);
		for (size_t i = 0; i < all->n_changes; i++)
			if (all->changes[i].change == (enum ed_change)change)
				ed_page_put(&page, ED_PLAIN, "  ",
				    words_of(out->arena, &all->changes[i]));
	}
	ed_page_blank(&page);
	ed_page_put(&page, ED_PLAIN, "",
	    ed_format(out->arena, "Before: as of %.*s. After: as of %.*s.",
		ED_ARG(all->before->run.as_of), ED_ARG(all->after->run.as_of)));
}

static void write_markup(const struct ed_comparison *all,
    const struct ed_markup *markup, struct ed_text *out)
{
	ed_markup_head(markup, out, 1, ED_STR("Mobile mail: before and after"));
	ed_markup_paragraph(markup, out, all->text, (struct ed_str){0});
	for (int change = ED_CHANGE_FIXED; change <= ED_CHANGE_NOT_RECHECKED;
	     change++) {
		if (!has_change(all, (enum ed_change)change))
			continue;
		ed_markup_head(markup, out, 2, ed_str_of(titles[change]));
		for (size_t i = 0; i < all->n_changes; i++)
			if (all->changes[i].change == (enum ed_change)change)
				ed_markup_item(markup, out, 0,
				    (struct ed_str){0},
				    words_of(out->arena, &all->changes[i]));
		ed_markup_end(out);
	}
}

static json_t *change_json(struct ed_arena *arena, const struct ed_changed *one)
{
	const struct ed_report_finding *finding = finding_of(one);

	return ed_json_must(json_pack("{s:s, s:o, s:o, s:o, s:o, s:b}",
	    "change", ed_change_names[one->change], "id",
	    ed_json_prose(arena, finding->id), "subject",
	    ed_json_prose(arena, finding->subject), "title",
	    ed_json_prose(arena, finding->title), "reason",
	    ed_json_prose(arena, one->reason), "blocks", one->blocks ? 1 : 0));
}

static void write_json(const struct ed_comparison *all, struct ed_text *out)
{
	json_t *changes = ed_json_must(json_array());
	json_t *json;

	for (size_t i = 0; i < all->n_changes; i++)
		if (json_array_append_new(changes,
			change_json(out->arena, &all->changes[i])) != 0)
			ed_json_must(NULL);
	json = ed_json_must(json_pack("{s:s, s:i, s:o, s:o, s:o, s:o}",
	    "schema", "easdoctor.comparison/1", "exit_code", (int)all->exit,
	    "text", ed_json_prose(out->arena, all->text), "before",
	    ed_json_prose(out->arena, all->before->run.as_of), "after",
	    ed_json_prose(out->arena, all->after->run.as_of), "changes",
	    changes));
	if (all->predicted &&
	    json_object_set_new(json, "predicted",
		ed_json_must(json_pack("{s:o, s:s}", "id",
		    ed_json_prose(out->arena, all->predicted->id), "change",
		    ed_change_names[all->predicted_change]))) != 0)
		ed_json_must(NULL);
	ed_json_put(json, out);
}

bool ed_compare_write(const struct ed_comparison *all, struct ed_str format,
    const struct ed_style *style, struct ed_text *out)
{
	struct ed_style quiet = *style;

	quiet.detail = ED_QUIET;
	if (ed_is_word(format, "text"))
		write_text(all, style, out);
	else if (ed_is_word(format, "summary"))
		write_text(all, &quiet, out);
	else if (ed_is_word(format, "json"))
		write_json(all, out);
	else if (ed_is_word(format, "markdown"))
		write_markup(all, &ed_markdown, out);
	else if (ed_is_word(format, "jira"))
		write_markup(all, &ed_jira, out);
	else
		return false;
	return true;
}
