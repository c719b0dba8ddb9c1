/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Symptoms as people word them, read into observations.
 *
 * A device's sentence, or an HTTP status the way a log, a browser, curl or a
 * colleague writes it. Where a text holds both, the status counts: it says
 * more.
 */
#include "derive/derive.h"

#include "derive/observed_status.h"
#include "derive/pattern.h"
#include <easdoctor/limits.h>

#include <string.h>

/* How much of a text is repeated in a note. */
enum { SHOWN = 80 };

/* What devices show, in the languages met so far. Order does not matter:
 * nothing a device says of a password says that mail cannot be got. */
static const struct {
	enum ed_saw saw;
	const char *pattern;
} sentences[] = {
    {ED_SAW_PASSWORD_PROMPT,
	"(?:enter|re-?enter|asks? (?:\\w+ )*for|asking (?:\\w+ )*for|"
	"prompts? (?:\\w+ )*for|prompted (?:\\w+ )*for|requests?|wants?|"
	"wrong|incorrect|invalid) (?:a |an |the |your |his |her |my |their )?"
	"(?:\\w+ )?(?:password|passcode|credentials)\\b"},
    {ED_SAW_PASSWORD_PROMPT,
	"\\b(?:password|passcode|credentials?)s? "
	"(?:(?:is|are|was|were) )?(?:\\w+ )?"
	"(?:prompts?|dialog|pop-?up|request(?:ed)?|required|incorrect|"
	"wrong|invalid|rejected)"},
    {ED_SAW_PASSWORD_PROMPT,
	"\\b(?:kennwort|passwort).{0,60} "
	"(?:eingeben|erforderlich|falsch|ung\u00fcltig|nicht korrekt|"
	"verlangt|gefragt|abgefragt)"},
    {ED_SAW_PASSWORD_PROMPT,
	"\\b(?:kennwort|passwort)-?(?:abfrage|eingabe|aufforderung)|"
	"(?:fragt|verlangt|fordert)\\b.{0,40}\\b(?:kennwort|passwort)|"
	"(?:falsch|ung\u00fcltig)es (?:kennwort|passwort)"},
    {ED_SAW_CANNOT_GET_MAIL,
	"(?:can ?not|can't|could ?n[o']t|could not|unable to|failed to|"
	"does(?: not|n't)|will not|won't) "
	"(?:get|fetch|receive|retrieve|download|sync|synchroni[sz]e|load) "
	"(?:\\w+ ){0,2}(?:e-?)?mails?\\b"},
    {ED_SAW_CANNOT_GET_MAIL,
	"connection to (?:the )?(?:mail |exchange )?server (?:has )?failed"},
    {ED_SAW_CANNOT_GET_MAIL,
	"\\b(?:e-?)?mails?\\b.{0,40}"
	"(?:nicht|keine).{0,20}(?:empfangen|geladen|abgerufen|abrufen)"},
    {ED_SAW_CANNOT_GET_MAIL,
	"verbindung zum (?:mail-?)?server (?:ist |war )?"
	"(?:fehlgeschlagen|gescheitert|nicht m\u00f6glich)"},
};

/* Typed on a phone, a straight apostrophe comes out curly. */
static struct ed_str with_straight_quotes(
    struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	const struct ed_str curly = ED_STR("\u2019");
	size_t at;

	while ((at = ed_str_find(text, curly)) < text.n) {
		ed_put(&out, ed_str_sub(text, 0, at));
		ed_put_byte(&out, '\'');
		text = ed_str_sub(text, at + curly.n, text.n);
	}
	ed_put(&out, text);
	return ed_text_str(&out);
}

/* Blanks and line ends as one blank, so that patterns need no \s+. */
static struct ed_str with_single_blanks(
    struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};
	bool blank = false;

	for (size_t i = 0; i < text.n; i++) {
		bool is_blank = ed_str_has(ED_STR(" \t\r\n"), text.p[i]);

		if (!is_blank || !blank)
			ed_put_byte(&out, is_blank ? ' ' : text.p[i]);
		blank = is_blank;
	}
	return ed_str_trim(ed_text_str(&out));
}

static enum ed_saw find_sentence(struct ed_str text)
{
	for (size_t i = 0; i < ED_COUNT(sentences); i++)
		if (ed_pattern_matches(sentences[i].pattern, text))
			return sentences[i].saw;
	return ED_SAW_NOTHING_KNOWN;
}

void ed_observe(
    struct ed_arena *arena, struct ed_str text, struct ed_observation *out)
{
	struct ed_arena scratch = {0};
	struct ed_str plain;

	text = ed_str_sub(text, 0, ED_MAX_SHOWN);
	memset(out, 0, sizeof(*out));
	out->text = ed_copy(arena, text);
	out->substatus = -1;
	plain =
	    with_single_blanks(&scratch, with_straight_quotes(&scratch, text));
	if (ed_observe_status(plain, out))
		out->saw = ED_SAW_HTTP;
	else
		out->saw = find_sentence(plain);
	ed_arena_free(&scratch);
}

static void note_unknown(struct ed_case *c, struct ed_str text)
{
	struct ed_str *note = ED_PUSH(&c->arena, &c->notes, struct ed_str);
	size_t n = text.n < SHOWN ? text.n : SHOWN;

	/* Not in the middle of a character. */
	while (n < text.n && n > 0 && (text.p[n] & 0xc0) == 0x80)
		n--;
	*note = ed_format(&c->arena,
	    "\"%.*s%s\" names no symptom that is known; see \"easdoctor list "
	    "symptoms\"",
	    ED_ARG(ed_str_sub(text, 0, n)), n < text.n ? "..." : "");
}

void ed_derive_observed(struct ed_case *c)
{
	const struct ed_observed *stated = c->observed.items;

	for (size_t i = 0; i < c->observed.n; i++) {
		struct ed_observation *seen =
		    i < ED_MAX_OBSERVED ? ed_add_observation(c) : NULL;

		if (!seen) {
			*ED_PUSH(&c->arena, &c->notes, struct ed_str) =
			    ed_format(&c->arena,
				"more than %d symptoms are stated; the rest is "
				"left out",
				ED_MAX_OBSERVED);
			return;
		}
		ed_observe(&c->arena, stated[i].text, seen);
		seen->ref = stated[i].ref;
		if (seen->saw == ED_SAW_NOTHING_KNOWN)
			note_unknown(c, stated[i].text);
	}
}
