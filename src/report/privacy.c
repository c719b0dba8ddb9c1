/* SPDX-License-Identifier: Apache-2.0 */
/* What is hidden, where it stands, and the names in its place. */
#include "report/privacy_parts.h"

#include <stdlib.h>
#include <string.h>

const char *const ed_privacy_names[] = {
    "none", "internal", "vendor", "public", NULL};

/* Hidden from this level on. */
static const enum ed_privacy levels[] = {
    [ED_TEXT] = ED_PRIVACY_PUBLIC,
    [ED_UPN] = ED_PRIVACY_VENDOR,
    [ED_EMAIL] = ED_PRIVACY_VENDOR,
    [ED_HOST] = ED_PRIVACY_VENDOR,
    [ED_IP] = ED_PRIVACY_VENDOR,
    [ED_DN] = ED_PRIVACY_VENDOR,
    [ED_SERIAL] = ED_PRIVACY_PUBLIC,
    [ED_THUMBPRINT] = ED_PRIVACY_PUBLIC,
    [ED_DEVICE] = ED_PRIVACY_INTERNAL,
    [ED_SID] = ED_PRIVACY_INTERNAL,
    [ED_PATH] = ED_PRIVACY_PUBLIC,
    [ED_TIME] = ED_PRIVACY_PUBLIC + 1,
    [ED_NUMBER] = ED_PRIVACY_PUBLIC + 1,
};

bool ed_veil_hides(const struct ed_veil *veil, enum ed_kind kind)
{
	return veil->level >= levels[kind];
}

/* The text is long: it is searched only for what could be there. */
bool ed_veil_is_own(const struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_str word = ed_veil_lower(veil->arena, raw);

	for (size_t at = 0; at < raw.n; at++) {
		const size_t end = ed_word_end(raw, at);

		if (end - at >= ED_LEAST_HIDDEN &&
		    !ed_is_vocabulary(ed_str_sub(raw, at, end - at)))
			return false;
		at = end;
	}
	for (size_t at = 0; at < veil->own.n; at++) {
		const struct ed_str rest =
		    ed_str_sub(veil->own, at, veil->own.n);

		at += ed_str_find(rest, word);
		if (at < veil->own.n && ed_stands_alone(veil->own, at, word))
			return true;
	}
	return false;
}

/* FNV-1a over folded bytes. */
static size_t hash_of(struct ed_str raw)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < raw.n; i++)
		hash = (hash ^ (unsigned char)ed_lower(raw.p[i])) *
		       UINT64_C(1099511628211);
	return (size_t)(hash ^ hash >> 32);
}

/* Where its number stands in the index, or would. */
static size_t slot_of(const struct ed_veil *veil, struct ed_str raw)
{
	const struct ed_hidden *items = veil->hidden.items;
	size_t at = hash_of(raw) & (veil->n_index - 1);

	while (
	    veil->index[at] && !ed_str_ieq(items[veil->index[at] - 1].raw, raw))
		at = (at + 1) & (veil->n_index - 1);
	return at;
}

struct ed_hidden *ed_veil_find_raw(
    const struct ed_veil *veil, struct ed_str raw)
{
	const uint32_t number =
	    veil->n_index ? veil->index[slot_of(veil, raw)] : 0;

	return number ? &ED_ITEMS(veil->hidden, struct ed_hidden)[number - 1]
		      : NULL;
}

/* Never more than half full. */
static void grow(struct ed_veil *veil)
{
	const struct ed_hidden *items = veil->hidden.items;

	if (veil->hidden.n * 2 < veil->n_index)
		return;
	veil->n_index = veil->n_index ? veil->n_index * 4 : 1024;
	veil->index =
	    ed_alloc_array(veil->arena, veil->n_index, sizeof(*veil->index));
	for (size_t i = 0; i < veil->hidden.n; i++)
		veil->index[slot_of(veil, items[i].raw)] = (uint32_t)i + 1;
}

void ed_veil_put(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name)
{
	ed_veil_put_one(veil, kind, raw, name);
	ed_veil_put_variants(veil, kind, raw, name);
}

void ed_veil_put_one(struct ed_veil *veil, enum ed_kind kind, struct ed_str raw,
    struct ed_str name)
{
	struct ed_hidden *one;

	if (raw.n == 0 || ed_veil_find_raw(veil, raw))
		return;
	one = ED_PUSH(veil->arena, &veil->hidden, struct ed_hidden);
	*one = (struct ed_hidden){.kind = kind,
	    .raw = ed_copy(veil->arena, raw),
	    .name = name,
	    .own = ed_veil_is_own(veil, raw)};
	grow(veil);
	veil->index[slot_of(veil, one->raw)] = (uint32_t)veil->hidden.n;
}

/* What a value begins with: a word, or a byte that is none. */
static struct ed_str start_of(struct ed_str text, size_t at)
{
	const size_t end = ed_word_end(text, at);

	return ed_str_sub(text, at, end > at ? end - at : 1);
}

static struct ed_str start_in(const struct ed_hidden *one)
{
	return ed_str_sub(one->raw, 0, one->n_start);
}

/* The longest first: what is part of another must not tear it. */
static int compare_hidden(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;
	const int order = ed_compare_folded(start_in(x), start_in(y));

	if (order)
		return order;
	if (x->raw.n != y->raw.n)
		return x->raw.n > y->raw.n ? -1 : 1;
	return ed_compare_folded(x->raw, y->raw);
}

void ed_veil_close(struct ed_veil *veil)
{
	struct ed_hidden *items = veil->hidden.items;

	for (size_t i = 0; i < veil->hidden.n; i++)
		items[i].n_start = start_of(items[i].raw, 0).n;
	if (veil->hidden.n)
		qsort(items, veil->hidden.n, sizeof(*items), compare_hidden);
	/* Numbers have changed: from now on values are found by order. */
	veil->index = NULL;
	veil->n_index = 0;
}

/* The first item that begins with start and is no longer than most, or with
 * more than start. */
static size_t first_of(
    const struct ed_veil *veil, struct ed_str start, size_t most)
{
	const struct ed_hidden *items = veil->hidden.items;
	size_t from = 0, to = veil->hidden.n;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order =
		    ed_compare_folded(start_in(&items[middle]), start);

		if (order < 0 || (order == 0 && items[middle].raw.n > most))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The one of n items of one length, in order, that is raw; or NULL. */
static const struct ed_hidden *find_among(
    const struct ed_hidden *items, size_t n, struct ed_str raw)
{
	size_t from = 0, to = n;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;
		const int order = ed_compare_folded(items[middle].raw, raw);

		if (order == 0)
			return &items[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* Many can begin alike, but not have many lengths. */
const struct ed_hidden *ed_veil_find(
    const struct ed_veil *veil, struct ed_str text, size_t at, bool own)
{
	const struct ed_hidden *items = veil->hidden.items, *found;
	const struct ed_str start = start_of(text, at);
	size_t end;

	if (!ed_begins_word(text, at))
		return NULL;
	for (size_t i = first_of(veil, start, SIZE_MAX); i < veil->hidden.n;
	     i = end) {
		const size_t length = items[i].raw.n;

		if (!ed_str_ieq(start_in(&items[i]), start))
			break;
		end = first_of(veil, start, length - 1);
		found = find_among(
		    items + i, end - i, ed_str_sub(text, at, length));
		if (found && (own || !found->own) &&
		    ed_stands_alone(text, at, found->raw))
			return found;
	}
	return NULL;
}

static struct ed_str replace(
    const struct ed_veil *veil, struct ed_str text, bool command, bool own)
{
	struct ed_text out = {.arena = veil->arena};
	size_t from = 0;

	for (size_t i = 0; i < text.n;) {
		const struct ed_hidden *found =
		    ed_veil_find(veil, text, i, own);

		if (!found) {
			i++;
			continue;
		}
		ed_put(&out, ed_str_sub(text, from, i - from));
		ed_putf(&out, "%s%.*s%s", command ? "<" : "",
		    ED_ARG(found->name), command ? ">" : "");
		i += found->raw.n;
		from = i;
	}
	if (from == 0)
		return text;
	ed_put(&out, ed_str_sub(text, from, text.n));
	return ed_text_str(&out);
}

struct ed_str ed_veil_text(
    const struct ed_veil *veil, struct ed_str text, bool command)
{
	return veil && veil->hidden.n ? replace(veil, text, command, true)
				      : text;
}

struct ed_str ed_veil_rest(
    const struct ed_veil *veil, struct ed_str text, bool command)
{
	return veil->hidden.n ? replace(veil, text, command, false) : text;
}

static int compare_names(const void *a, const void *b)
{
	const struct ed_hidden *x = a, *y = b;
	const int order = ed_str_compare(x->name, y->name);

	return order ? order : ed_str_compare(x->raw, y->raw);
}

struct ed_str ed_veil_map(const struct ed_veil *veil)
{
	struct ed_text out = {.arena = veil->arena};
	struct ed_hidden *items =
	    ed_alloc_array(veil->arena, veil->hidden.n, sizeof(*items));

	if (veil->hidden.n)
		memcpy(
		    items, veil->hidden.items, veil->hidden.n * sizeof(*items));
	qsort(items, veil->hidden.n, sizeof(*items), compare_names);
	for (size_t i = 0; i < veil->hidden.n; i++)
		ed_putf(&out, "%.*s\t%.*s\n", ED_ARG(items[i].name),
		    ED_ARG(items[i].raw));
	return ed_text_str(&out);
}
