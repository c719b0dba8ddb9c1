/* SPDX-License-Identifier: Apache-2.0 */
/* Builds a document that ed_yaml_scan let through, and hands out its nodes. */
#include "base/yaml_document.h"

#include <easdoctor/limits.h>

#include <stdlib.h>

/* libyaml takes the document even for reading as not const. */
static yaml_node_t *node_of(const struct ed_yaml *yaml, int id)
{
	return yaml_document_get_node((yaml_document_t *)&yaml->document, id);
}

static struct ed_yaml_node node_at(const struct ed_yaml *yaml, int id)
{
	const yaml_node_t *node = node_of(yaml, id);

	return (struct ed_yaml_node){.yaml = yaml,
	    .id = id,
	    .line = node ? (unsigned)node->start_mark.line + 1 : 1,
	    .column = node ? (unsigned)node->start_mark.column + 1 : 1};
}

static bool is_type(struct ed_yaml_node node, yaml_node_type_t type)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);

	return at && at->type == type;
}

bool ed_yaml_is_text(struct ed_yaml_node node)
{
	return is_type(node, YAML_SCALAR_NODE);
}

bool ed_yaml_is_mapping(struct ed_yaml_node node)
{
	return is_type(node, YAML_MAPPING_NODE);
}

bool ed_yaml_is_sequence(struct ed_yaml_node node)
{
	return is_type(node, YAML_SEQUENCE_NODE);
}

bool ed_yaml_is_nothing(struct ed_yaml_node node)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);
	struct ed_str text;

	if (!at || at->type != YAML_SCALAR_NODE ||
	    at->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	text = (struct ed_str){
	    (const char *)at->data.scalar.value, at->data.scalar.length};
	return text.n == 0 || ed_str_eq(text, ED_STR("~")) ||
	       ed_str_ieq(text, ED_STR("null"));
}

size_t ed_yaml_count(struct ed_yaml_node node)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);

	if (at && at->type == YAML_SEQUENCE_NODE)
		return (size_t)(at->data.sequence.items.top -
				at->data.sequence.items.start);
	if (at && at->type == YAML_MAPPING_NODE)
		return (size_t)(at->data.mapping.pairs.top -
				at->data.mapping.pairs.start);
	return 0;
}

struct ed_yaml_node ed_yaml_item(struct ed_yaml_node node, size_t i)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);

	return node_at(node.yaml, at->data.sequence.items.start[i]);
}

void ed_yaml_pair(struct ed_yaml_node node, size_t i, struct ed_yaml_node *key,
    struct ed_yaml_node *value)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);

	*key = node_at(node.yaml, at->data.mapping.pairs.start[i].key);
	*value = node_at(node.yaml, at->data.mapping.pairs.start[i].value);
}

static struct ed_str borrow_text(struct ed_yaml_node node)
{
	const yaml_node_t *at = node_of(node.yaml, node.id);

	if (!at || at->type != YAML_SCALAR_NODE)
		return ED_STR("");
	return (struct ed_str){
	    (const char *)at->data.scalar.value, at->data.scalar.length};
}

struct ed_str ed_yaml_text(struct ed_arena *arena, struct ed_yaml_node node)
{
	return ed_copy(arena, borrow_text(node));
}

static int compare_key(const void *a, const void *b)
{
	const struct ed_yaml_node *x = a, *y = b;
	int order = ed_str_compare(borrow_text(*x), borrow_text(*y));

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* Sorted, because a hostile mapping has thousands of keys. */
static bool check_keys(struct ed_yaml_node mapping, struct ed_error *err)
{
	size_t n = ed_yaml_count(mapping);
	struct ed_yaml_node *keys = calloc(n ? n : 1, sizeof(*keys)), value;
	const struct ed_yaml_node *bad = NULL;
	const char *why = "the key is given twice";

	if (!keys)
		return ed_fail(err, "out of memory");
	for (size_t i = 0; i < n && !bad; i++) {
		ed_yaml_pair(mapping, i, &keys[i], &value);
		if (!ed_yaml_is_text(keys[i])) {
			bad = &keys[i];
			why = "a key is one word";
		}
	}
	if (!bad)
		qsort(keys, n, sizeof(*keys), compare_key);
	for (size_t i = 1; i < n && !bad; i++)
		if (ed_str_eq(borrow_text(keys[i - 1]), borrow_text(keys[i])))
			bad = &keys[i];
	if (bad)
		ed_yaml_fail(*bad, err, "%s", why);
	free(keys);
	return !bad;
}

static bool check_document(const struct ed_yaml *yaml, struct ed_error *err)
{
	int n = (int)(yaml->document.nodes.top - yaml->document.nodes.start);

	for (int id = 1; id <= n; id++) {
		struct ed_yaml_node node = node_at(yaml, id);

		if (ed_yaml_is_mapping(node) && !check_keys(node, err))
			return false;
	}
	return true;
}

static bool load_document(
    struct ed_yaml *yaml, struct ed_str text, struct ed_error *err)
{
	yaml_parser_t parser;
	bool ok;

	if (!yaml_parser_initialize(&parser))
		return ed_fail(err, "%s: out of memory", yaml->name);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)text.p, text.n);
	ok = yaml_parser_load(&parser, &yaml->document);
	if (!ok)
		ed_yaml_fail_parser(yaml->name, text, &parser, err);
	yaml_parser_delete(&parser);
	return ok;
}

static bool is_utf16(struct ed_str text)
{
	return ed_str_starts(text, ED_STR("\xff\xfe")) ||
	       ed_str_starts(text, ED_STR("\xfe\xff"));
}

void *ed_yaml_context(struct ed_yaml_node node)
{
	return node.yaml->context;
}

bool ed_yaml_read(struct ed_arena *arena, const char *name, struct ed_str text,
    const struct ed_yaml_key *keys, void *into, struct ed_error *err)
{
	return ed_yaml_read_for(arena, name, text, keys, into, NULL, err);
}

bool ed_yaml_read_for(struct ed_arena *arena, const char *name,
    struct ed_str text, const struct ed_yaml_key *keys, void *into,
    void *context, struct ed_error *err)
{
	struct ed_yaml yaml = {.name = name, .context = context};
	bool ok;

	if (text.n > ED_MAX_YAML)
		return ed_yaml_fail_at(name, 1, 1, err,
		    "%zu bytes are more than one file may have (%u)", text.n,
		    ED_MAX_YAML);
	if (is_utf16(text))
		return ed_yaml_fail_at(
		    name, 1, 1, err, "UTF-16; save the file as UTF-8");
	if (!ed_yaml_scan(name, text, err) || !load_document(&yaml, text, err))
		return false;
	ok = check_document(&yaml, err) &&
	     ed_yaml_read_mapping(arena, node_at(&yaml, 1), keys, into, err);
	yaml_document_delete(&yaml.document);
	return ok;
}
