/* SPDX-License-Identifier: Apache-2.0 */
/* What was read from each input, as text. */
#include "report/inspect_iis.h"
#include "report/inspect_probe.h"
#include "report/inspect_words.h"
#include "report/report.h"

enum { DEFAULT_WIDTH = 80 };

void ed_inspect_head(const struct ed_inspect *sheet, struct ed_str title)
{
	ed_page_blank(&sheet->page);
	ed_page_put(&sheet->page, ED_BOLD, "  ",
	    ed_escape(sheet->page.out->arena, title));
}

static const char *lead_of(const struct ed_inspect *sheet, const char *name)
{
	return ed_format(
	    sheet->page.out->arena, "    %-*s", sheet->name_width, name)
	    .p;
}

void ed_inspect_span(const struct ed_inspect *sheet, const char *name,
    const struct ed_span *span)
{
	struct ed_digits from, to;

	if (!span->given)
		return;
	if (span->earliest == span->latest)
		ed_inspect_value(sheet, name, ed_time(&from, span->earliest));
	else
		ed_inspect_words(sheet, name, "%.*s to %.*s (in local time)",
		    ED_ARG(ed_time(&from, span->earliest)),
		    ED_ARG(ed_time(&to, span->latest)));
}

struct ed_str ed_inspect_safe(
    const struct ed_inspect *sheet, struct ed_str value)
{
	struct ed_arena *arena = sheet->page.out->arena;
	struct ed_str shown = ed_escape(arena, value);

	if (value.n && ed_str_trim(shown).n == shown.n)
		return shown;
	return ed_format(arena, "\"%.*s\"", ED_ARG(shown));
}

void ed_inspect_value(
    const struct ed_inspect *sheet, const char *name, struct ed_str value)
{
	ed_page_put(&sheet->page, ED_PLAIN, lead_of(sheet, name),
	    ed_inspect_safe(sheet, value));
}

void ed_inspect_maybe(
    const struct ed_inspect *sheet, const char *name, struct ed_str value)
{
	if (value.n)
		ed_inspect_value(sheet, name, value);
}

void ed_inspect_words(
    const struct ed_inspect *sheet, const char *name, const char *format, ...)
{
	struct ed_str text;
	va_list args;

	va_start(args, format);
	text = ed_vformat(sheet->page.out->arena, format, args);
	va_end(args);
	ed_page_put(&sheet->page, ED_PLAIN, lead_of(sheet, name), text);
}

void ed_inspect_place(const struct ed_inspect *sheet, const struct ed_ref *ref)
{
	if (ref->kind == ED_AT_LINE && ref->at.n)
		ed_inspect_words(sheet, "stands in", "line %.*s",
		    ED_ARG(ed_inspect_safe(sheet, ref->at)));
	else
		ed_inspect_maybe(sheet, "stands at", ref->at);
}

static void put_input(const struct ed_inspect *sheet, const struct ed_input *in)
{
	ed_page_put(
	    &sheet->page, ED_BOLD, "", ed_inspect_safe(sheet, in->path));
	ed_inspect_words(sheet, "kind", "%.*s%s",
	    ED_ARG(ed_inspect_safe(sheet, in->kind)),
	    in->unreadable ? ", nothing of it could be used" : "");
	ed_inspect_words(sheet, "bytes", "%llu", (unsigned long long)in->bytes);
	ed_inspect_maybe(sheet, "sha256", in->sha256);
	ed_inspect_kept(sheet, in);
	for (size_t i = 0; i < in->n_damage; i++)
		ed_inspect_value(sheet, "damage", in->damage[i]);
}

static void put_facts(const struct ed_inspect *sheet, unsigned input)
{
	const struct ed_case *c = sheet->c;

	for (size_t i = 0; i < c->probes.n; i++) {
		const struct ed_probe *probe =
		    ED_ITEMS(c->probes, struct ed_probe *)[i];

		if (probe->ref.input == input)
			ed_inspect_probe(sheet, probe);
	}
	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		if (profile->ref.input == input)
			ed_inspect_profile(sheet, profile);
	}
	for (size_t i = 0; i < c->android_mails.n; i++) {
		const struct ed_android_mail *mail =
		    ED_ITEMS(c->android_mails, struct ed_android_mail *)[i];

		if (mail->ref.input == input)
			ed_inspect_android(sheet, mail);
	}
	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		if (identity->ref.input == input)
			ed_inspect_identity(sheet, identity);
	}
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (cert->ref.input == input)
			ed_inspect_certificate(sheet, cert);
	}
	for (size_t i = 0; i < c->accounts.n; i++) {
		const struct ed_directory_account *account =
		    ED_ITEMS(c->accounts, struct ed_directory_account *)[i];

		if (account->ref.input == input)
			ed_inspect_directory(sheet, account);
	}
	ed_inspect_exchange(sheet, input);
	ed_inspect_revocation(sheet, input);
	ed_inspect_events(sheet, input);
	ed_inspect_iis(sheet, input);
	ed_inspect_windows(sheet, input);
}

enum seen_by { BY_SOMEBODY, BY_PROBE, BY_LOG };

static enum seen_by seen_by(const struct ed_observation *seen)
{
	if (seen->attempt)
		return BY_PROBE;
	return seen->logged ? BY_LOG : BY_SOMEBODY;
}

/* Those that somebody stated, that a probe saw itself, or that logs show. */
static void put_observations(
    const struct ed_inspect *sheet, const char *title, enum seen_by by)
{
	const struct ed_case *c = sheet->c;
	bool any = false;

	for (size_t i = 0; i < c->observations.n; i++) {
		const struct ed_observation *seen =
		    ED_ITEMS(c->observations, struct ed_observation *)[i];

		if (seen_by(seen) != by)
			continue;
		if (!any)
			ed_page_head(&sheet->page, title);
		any = true;
		ed_inspect_observation(sheet, seen);
	}
}

static void put_notes(const struct ed_inspect *sheet)
{
	const struct ed_case *c = sheet->c;

	if (!c->notes.n)
		return;
	ed_page_head(&sheet->page, "Notes");
	for (size_t i = 0; i < c->notes.n; i++)
		ed_page_put(&sheet->page, ED_PLAIN, "  ",
		    ed_escape(sheet->page.out->arena,
			ED_ITEMS(c->notes, struct ed_str)[i]));
}

void ed_inspect_text(
    const struct ed_case *c, const struct ed_style *style, struct ed_text *out)
{
	const struct ed_inspect sheet = {
	    .c = c,
	    .page = {.out = out,
		.width = style->width ? style->width : DEFAULT_WIDTH,
		.colour = style->colour,
		.cover = style->cover},
	    .name_width = ED_INSPECT_NAMES,
	    .everything = style->detail >= ED_VERBOSE,
	};

	if (!c->inputs.n)
		ed_page_put(&sheet.page, ED_PLAIN, "", ED_STR("no evidence"));
	for (size_t i = 0; i < c->inputs.n; i++) {
		if (i)
			ed_page_blank(&sheet.page);
		put_input(&sheet, ED_ITEMS(c->inputs, struct ed_input *)[i]);
		if (style->detail != ED_QUIET)
			put_facts(&sheet, (unsigned)i + 1);
	}
	ed_inspect_selection(&sheet);
	ed_inspect_log(&sheet, c->facts.log);
	ed_inspect_expected(&sheet);
	put_observations(&sheet, "Stated symptoms", BY_SOMEBODY);
	put_observations(&sheet, "What the probe was answered", BY_PROBE);
	put_observations(&sheet, "What the logs show", BY_LOG);
	put_notes(&sheet);
}
