/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encoding.h"
#include "base/time.h"
#include "base/url.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

#include <string.h>

static const struct ed_plist_node *get(
    const struct ed_plist_node *dict, const char *key)
{
	return ed_plist_get(dict, ed_str_of(key));
}

bool ed_profile_may_hold_login(const struct ed_plist_node *node)
{
	/* People write "user:password@host" into both. */
	return ed_url_starts(node->text) ||
	       ed_str_eq(node->key, ED_STR("URL")) ||
	       ed_str_eq(node->key, ED_STR("Host"));
}

static bool holds_text(const struct ed_plist_node *node)
{
	switch (node->type) {
	case ED_PLIST_STRING:
	case ED_PLIST_INTEGER:
	case ED_PLIST_REAL:
	case ED_PLIST_DATE:
		return true;
	default:
		return false;
	}
}

static struct ed_str quote_of(
    struct ed_profile_reader *r, const struct ed_plist_node *node)
{
	if (ed_plist_is_secret(node->key))
		return ED_STR("");
	if (node->type == ED_PLIST_TRUE || node->type == ED_PLIST_FALSE)
		return ed_str_of(ed_plist_type_name(node->type));
	if (!holds_text(node))
		return ED_STR("");
	if (ed_profile_may_hold_login(node))
		return ed_url_mask(&r->c->arena, node->text);
	return ed_copy(&r->c->arena, ed_str_sub(node->text, 0, ED_MAX_SHOWN));
}

struct ed_ref ed_profile_ref(
    struct ed_profile_reader *r, const struct ed_plist_node *node)
{
	return (struct ed_ref){
	    .input = r->input,
	    .kind = ED_AT_XPATH,
	    .at = ed_plist_xpath(&r->c->arena, &r->doc, node),
	    .quote = quote_of(r, node),
	};
}

void ed_profile_damage(struct ed_profile_reader *r,
    const struct ed_plist_node *node, const char *format, ...)
{
	struct ed_str text;
	va_list args;

	va_start(args, format);
	text = ed_vformat(r->scratch, format, args);
	va_end(args);
	if (node->line)
		ed_damage(
		    r->c, r->in, "line %u: %.*s", node->line, ED_ARG(text));
	else
		ed_damage(r->c, r->in, "%.*s: %.*s",
		    ED_ARG(ed_plist_xpath(r->scratch, &r->doc, node)),
		    ED_ARG(text));
}

static void wrong_type(struct ed_profile_reader *r,
    const struct ed_plist_node *node, const char *wanted)
{
	ed_profile_damage(r, node, "%.*s is <%s>, should be %s",
	    ED_ARG(ed_str_sub(node->key, 0, 80)),
	    ed_plist_type_name(node->type), wanted);
}

/* The text of a value, with a note when it is no <string>. */
static struct ed_str text_of(
    struct ed_profile_reader *r, const struct ed_plist_node *node)
{
	if (node->type != ED_PLIST_STRING)
		wrong_type(r, node, "<string>");
	return holds_text(node) ? ed_copy(&r->c->arena, node->text)
				: ED_STR("");
}

struct ed_str ed_profile_text(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);

	return node ? text_of(r, node) : ED_STR("");
}

struct ed_field ed_profile_field(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_field field = {.given = node != NULL};

	if (!node)
		return field;
	field.value = text_of(r, node);
	if (ed_profile_may_hold_login(node))
		field.value = ed_url_mask(&r->c->arena, field.value);
	field.ref = ed_profile_ref(r, node);
	return field;
}

/* At most 18 digits, which fit. */
static bool read_whole(struct ed_str text, int64_t *out)
{
	struct ed_str digits = ed_str_trim(text);
	bool minus = ed_str_starts(digits, ED_STR("-"));
	int64_t value = 0;

	digits = ed_str_sub(digits, minus, digits.n);
	if (digits.n == 0 || digits.n > 18)
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
		value = 10 * value + (digits.p[i] - '0');
	}
	*out = minus ? -value : value;
	return true;
}

struct ed_whole ed_profile_whole(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_whole out = {.given = node != NULL};

	if (!node)
		return out;
	if (node->type != ED_PLIST_INTEGER)
		wrong_type(r, node, "<integer>");
	out.readable = holds_text(node) && read_whole(node->text, &out.value);
	out.ref = ed_profile_ref(r, node);
	return out;
}

/* What somebody must have meant who gave a yes or no as a text or number. */
static enum ed_answer meant(struct ed_str text)
{
	static const char *const yes[] = {"true", "yes", "1"};
	static const char *const no[] = {"false", "no", "0"};

	text = ed_str_trim(text);
	for (size_t i = 0; i < ED_COUNT(yes); i++) {
		if (ed_str_ieq(text, ed_str_of(yes[i])))
			return ED_YES;
		if (ed_str_ieq(text, ed_str_of(no[i])))
			return ED_NO;
	}
	return ED_UNSAID;
}

struct ed_switch ed_profile_switch(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_switch out = {.value = ED_UNSAID};

	if (!node)
		return out;
	out.ref = ed_profile_ref(r, node);
	if (node->type == ED_PLIST_TRUE || node->type == ED_PLIST_FALSE) {
		out.value = node->type == ED_PLIST_TRUE ? ED_YES : ED_NO;
		return out;
	}
	wrong_type(r, node, "<true/> or <false/>");
	if (holds_text(node))
		out.value = meant(node->text);
	return out;
}

struct ed_moment ed_profile_moment(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_moment moment = {.given = node != NULL};

	if (!node)
		return moment;
	moment.ref = ed_profile_ref(r, node);
	if (node->type != ED_PLIST_DATE)
		wrong_type(r, node, "<date>");
	moment.readable =
	    holds_text(node) &&
	    ed_time_parse(ed_str_trim(node->text), &moment.seconds);
	if (!moment.readable && node->type == ED_PLIST_DATE)
		ed_damage(
		    r->c, r->in, "line %u: %s is no date", node->line, key);
	return moment;
}

struct ed_field ed_profile_number(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_field field = {.given = node != NULL};

	if (!node)
		return field;
	if (holds_text(node))
		field.value = ed_copy(&r->c->arena, ed_str_trim(node->text));
	field.ref = ed_profile_ref(r, node);
	return field;
}

struct ed_str ed_profile_data(struct ed_profile_reader *r,
    const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	struct ed_str bytes;

	if (!node)
		return ED_STR("");
	if (node->type != ED_PLIST_DATA)
		wrong_type(r, node, "<data>");
	if (node->type != ED_PLIST_DATA && node->type != ED_PLIST_STRING)
		return ED_STR("");
	if (ed_plist_data(r->scratch, node, &bytes))
		return bytes;
	r->in->incomplete = true;
	ed_profile_damage(r, node, "%s is not base64", key);
	return ED_STR("");
}

bool ed_profile_has_text(const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);

	return node && holds_text(node) && node->text.n;
}
