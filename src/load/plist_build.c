/* SPDX-License-Identifier: Apache-2.0 */
#include "load/plist_build.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_SHOWN = 80 };

static struct ed_plist_frame *top(struct ed_plist_builder *b)
{
	return b->depth ? &b->frames[b->depth - 1] : NULL;
}

static bool is_dict(const struct ed_plist_frame *f)
{
	return f->node && f->node->type == ED_PLIST_DICT;
}

static bool holds_values(const struct ed_plist_frame *f)
{
	return f->kind == ED_FRAME_PLIST || is_dict(f) ||
	       (f->node && f->node->type == ED_PLIST_ARRAY);
}

/* Could a message about this place quote a password? */
static bool in_secret(const struct ed_plist_builder *b)
{
	for (unsigned i = 0; i < b->depth; i++) {
		const struct ed_plist_frame *f = &b->frames[i];

		if (f->node && ed_plist_is_secret(f->node->key))
			return true;
		if (f->has_key && ed_plist_is_secret(f->key))
			return true;
	}
	return false;
}

static bool is_said(
    const struct ed_plist *out, unsigned line, struct ed_str text)
{
	const struct ed_plist_note *last;

	if (!out->notes.n)
		return false;
	last = ED_ITEMS(out->notes, struct ed_plist_note) + out->notes.n - 1;
	return last->line == line && ed_str_eq(last->text, text);
}

void ed_plist_remark(
    struct ed_plist_builder *b, unsigned line, struct ed_str text)
{
	struct ed_plist_note *note;

	if (b->out->notes.n > ED_MAX_DAMAGE || is_said(b->out, line, text))
		return;
	note = ED_PUSH(b->arena, &b->out->notes, struct ed_plist_note);
	note->line = line;
	note->text = text;
}

/* What is open now is not whole: something absent from it may be lost. */
static void mark_damage(struct ed_plist_builder *b)
{
	b->out->damaged = true;
	for (unsigned i = 0; i < b->depth; i++)
		if (b->frames[i].node)
			b->frames[i].node->damaged = true;
}

void ed_plist_wrong(struct ed_plist_builder *b, const char *format, ...)
{
	struct ed_str text;
	va_list args;

	if (b->stopped)
		return;
	mark_damage(b);
	va_start(args, format);
	text = ed_vformat(b->arena, format, args);
	va_end(args);
	if (in_secret(b))
		text = ED_STR("not well-formed inside a secret value, which is "
			      "not shown");
	ed_plist_remark(b, b->line, text);
	if (++b->n_wrong > ED_MAX_DAMAGE)
		b->stopped = true;
}

static struct ed_str shown(struct ed_str s)
{
	return ed_str_sub(s, 0, LONGEST_SHOWN);
}

static void drop_key(struct ed_plist_builder *b, struct ed_plist_frame *f)
{
	struct ed_str key = f->key;

	if (!f->has_key)
		return;
	f->has_key = false;
	ed_plist_wrong(b, "the key \"%.*s\" has no value", ED_ARG(shown(key)));
}

static struct ed_plist_frame *push_frame(
    struct ed_plist_builder *b, enum ed_plist_frame_kind kind)
{
	struct ed_plist_frame *f = &b->frames[b->depth++];

	memset(f, 0, sizeof(*f));
	f->kind = kind;
	return f;
}

static void link_child(struct ed_plist_frame *outer, struct ed_plist_node *node)
{
	node->parent = outer->node;
	node->key = outer->key;
	outer->key = ED_STR("");
	outer->has_key = false;
	outer->node->n_children++;
	if (outer->last)
		outer->last->next = node;
	else
		outer->node->children = node;
	outer->last = node;
}

/* Fragments are linked as they come, and get their array in the end. */
static void add_root(struct ed_plist_builder *b, struct ed_plist_node *node)
{
	if (!b->out->root)
		b->out->root = node;
	else
		b->last_root->next = node;
	b->last_root = node;
}

static void push_value(struct ed_plist_builder *b, enum ed_plist_type type)
{
	struct ed_plist_frame *outer = top(b);
	struct ed_plist_node *node = ED_NEW(b->arena, struct ed_plist_node);

	node->type = type;
	node->raw = type == ED_PLIST_DATA && b->out->binary;
	node->line = b->line;
	node->position = outer ? outer->n_elements : b->out->n_fragments;
	if (outer && outer->node)
		link_child(outer, node);
	else
		add_root(b, node);
	push_frame(b, ED_FRAME_VALUE)->node = node;
}

/* An element that cannot stand here; what is in it is skipped. */
static void push_ignored(struct ed_plist_builder *b, const char *why)
{
	ed_plist_wrong(b, "%s", why);
	top(b)->has_key = false;
	push_frame(b, ED_FRAME_IGNORED);
}

static void open_key(struct ed_plist_builder *b)
{
	if (!is_dict(top(b))) {
		push_ignored(b, "a <key> outside a <dict>");
		return;
	}
	drop_key(b, top(b));
	push_frame(b, ED_FRAME_KEY);
}

static void open_value(struct ed_plist_builder *b, enum ed_plist_type type)
{
	struct ed_plist_frame *outer = top(b);

	if (outer->kind == ED_FRAME_PLIST && ++b->out->n_top > 1)
		push_ignored(b, "a second value below <plist>");
	else if (is_dict(outer) && !outer->has_key)
		push_ignored(b, "a value without a <key> in a <dict>");
	else
		push_value(b, type);
}

/* The first element: <plist>, or a fragment as UEM consoles show them. */
static void open_root(struct ed_plist_builder *b, struct ed_str name)
{
	enum ed_plist_type type;

	if (ed_str_eq(name, ED_STR("plist")) && !b->out->fragment) {
		push_frame(b, ED_FRAME_PLIST);
		return;
	}
	if (ed_plist_type_of(name, &type) &&
	    (type == ED_PLIST_DICT || type == ED_PLIST_ARRAY)) {
		b->out->fragment = true;
		b->out->n_top = 1;
		b->out->n_fragments++;
		push_value(b, type);
		return;
	}
	ed_plist_wrong(b, b->out->fragment
			      ? "neither <dict> nor <array> after a fragment"
			      : "the root element is not <plist>");
	b->stopped = true;
}

static bool is_under_limits(struct ed_plist_builder *b)
{
	if (b->depth >= ED_MAX_DEPTH)
		ed_plist_wrong(b,
		    "nested deeper than %d levels; the rest is not read",
		    ED_MAX_DEPTH);
	else if (++b->n_nodes > ED_MAX_PLIST_NODES)
		ed_plist_wrong(b, "more than %d elements; the rest is not read",
		    ED_MAX_PLIST_NODES);
	else
		return true;
	b->stopped = true;
	return false;
}

void ed_plist_open(struct ed_plist_builder *b, struct ed_str name)
{
	struct ed_plist_frame *outer = top(b);
	enum ed_plist_type type;

	if (b->stopped || !is_under_limits(b))
		return;
	if (!outer) {
		open_root(b, name);
		return;
	}
	outer->n_elements++;
	if (outer->kind == ED_FRAME_IGNORED)
		push_frame(b, ED_FRAME_IGNORED);
	else if (!holds_values(outer))
		push_ignored(b, "an element inside a text value");
	else if (ed_str_eq(name, ED_STR("key")))
		open_key(b);
	else if (ed_plist_type_of(name, &type))
		open_value(b, type);
	else
		push_ignored(b, "an element that property lists do not have");
	if (!holds_values(outer))
		return; /* keeps the text before a misplaced element */
	b->text.n = 0;
}

static int by_key(const void *a, const void *b)
{
	const struct ed_plist_node *x = *(struct ed_plist_node *const *)a;
	const struct ed_plist_node *y = *(struct ed_plist_node *const *)b;
	int order = ed_str_compare(x->key, y->key);

	if (order)
		return order;
	return (x->position > y->position) - (x->position < y->position);
}

static struct ed_plist_node **sorted_children(
    struct ed_plist_builder *b, const struct ed_plist_node *dict)
{
	struct ed_plist_node **list = ed_alloc_array(
	    b->arena, dict->n_children, sizeof(struct ed_plist_node *));
	const struct ed_plist_node *child = dict->children;

	for (size_t i = 0; i < dict->n_children; i++, child = child->next)
		list[i] = (struct ed_plist_node *)child; /* made above */
	qsort(list, dict->n_children, sizeof(struct ed_plist_node *), by_key);
	return list;
}

static void find_repeated_keys(
    struct ed_plist_builder *b, const struct ed_plist_node *dict)
{
	struct ed_plist_node **list = sorted_children(b, dict);

	for (size_t i = 1; i < dict->n_children; i++) {
		if (!ed_str_eq(list[i - 1]->key, list[i]->key))
			continue;
		if (!list[i - 1]->key_repeats)
			ed_plist_remark(b, list[i]->line,
			    ed_format(b->arena,
				"the key \"%.*s\" stands in its dict more than "
				"once; the last one is used",
				ED_ARG(shown(list[i]->key))));
		list[i - 1]->key_repeats = list[i]->key_repeats = true;
	}
}

static void close_value(struct ed_plist_builder *b, struct ed_plist_frame *f)
{
	if (!holds_values(f)) {
		f->node->text = ed_copy(b->arena, ed_text_str(&b->text));
		return;
	}
	if (!is_dict(f))
		return;
	drop_key(b, f);
	if (f->node->n_children > 1)
		find_repeated_keys(b, f->node);
}

static void close_frame(struct ed_plist_builder *b)
{
	struct ed_plist_frame *f = top(b);

	if (f->kind == ED_FRAME_VALUE)
		close_value(b, f);
	b->depth--;
	if (f->kind == ED_FRAME_IGNORED)
		return;
	if (f->kind == ED_FRAME_KEY) {
		top(b)->key = ed_copy(b->arena, ed_text_str(&b->text));
		top(b)->has_key = true;
	}
	b->text.n = 0;
}

void ed_plist_close(struct ed_plist_builder *b)
{
	if (!b->stopped && b->depth)
		close_frame(b);
}

/* Of a value that is too long nothing is kept. */
static void put_text(struct ed_plist_builder *b, struct ed_str text)
{
	struct ed_plist_frame *f = top(b);
	bool is_data = f->node && f->node->type == ED_PLIST_DATA;

	if (is_data || b->text.n + text.n <= ED_MAX_TEXT) {
		ed_put(&b->text, text);
		return;
	}
	ed_plist_wrong(
	    b, "a text of more than %u bytes, which is not read", ED_MAX_TEXT);
	b->text.n = 0;
	f->kind = ED_FRAME_IGNORED;
}

void ed_plist_text(struct ed_plist_builder *b, struct ed_str text)
{
	const struct ed_plist_frame *f = top(b);

	if (b->stopped || !f || f->kind == ED_FRAME_IGNORED)
		return;
	if (!holds_values(f))
		put_text(b, text);
	else if (ed_str_trim(text).n)
		ed_plist_wrong(b, "text between elements");
}

bool ed_plist_awaits_fragment(const struct ed_plist_builder *b)
{
	return b->out->fragment && !b->depth && !b->stopped;
}

/* What the file would be with one element around all of it. */
static void gather_fragments(struct ed_plist_builder *b)
{
	struct ed_plist_node *array = ED_NEW(b->arena, struct ed_plist_node);
	struct ed_plist_node *node = (struct ed_plist_node *)b->out->root;

	*array = (struct ed_plist_node){.type = ED_PLIST_ARRAY,
	    .damaged = b->out->damaged,
	    .line = node->line,
	    .position = 1,
	    .children = node,
	    .n_children = b->out->n_fragments};
	for (; node; node = (struct ed_plist_node *)node->next)
		node->parent = array; /* all of them made above */
	b->out->root = array;
}

void ed_plist_finish(struct ed_plist_builder *b)
{
	if (b->depth)
		mark_damage(b);
	b->stopped = true;
	while (b->depth)
		close_frame(b);
	if (b->out->n_fragments > 1)
		gather_fragments(b);
}
