/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first pass over a YAML text. libyaml builds a whole document before it
 * hands out anything, so what is too big, too deep or not part of the format
 * must be found from the events, before.
 */
#include "base/yaml_document.h"

#include <easdoctor/limits.h>

struct scan {
	const char *name;
	struct ed_str text;
	struct ed_error *err;
	size_t documents;
	size_t nodes;
	size_t depth;
	size_t index;  /* a character of the text, … */
	size_t offset; /* … and where its bytes are */
};

static bool refuse(
    const struct scan *scan, const yaml_event_t *event, const char *why)
{
	return ed_yaml_fail_at(scan->name, event->start_mark.line + 1,
	    event->start_mark.column + 1, scan->err, "%s", why);
}

/* The byte that a mark stands at. Marks count characters and never go back. */
static char byte_at(struct scan *scan, const yaml_mark_t *mark)
{
	const struct ed_str text = scan->text;

	while (scan->index < mark->index && scan->offset < text.n) {
		scan->offset++;
		while (scan->offset < text.n &&
		       ((unsigned char)text.p[scan->offset] & 0xc0) == 0x80)
			scan->offset++;
		scan->index++;
	}
	return scan->offset < text.n ? text.p[scan->offset] : '\0';
}

/* The character at p; libyaml has made sure that it is well-formed. */
static uint32_t decode(const unsigned char *p, size_t n, size_t *length)
{
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	size_t want = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t c;

	*length = want <= n ? want : n;
	c = p[0] & masks[want];
	for (size_t i = 1; i < *length; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

/* Characters that a reader cannot see, or that reorder what he sees. */
static bool is_hidden(uint32_t c)
{
	if (c < 0x20)
		return c != '\n' && c != '\t';
	return (c >= 0x7f && c < 0xa0) || c == 0x200b || c == 0x200e ||
	       c == 0x200f || (c >= 0x2028 && c <= 0x202e) || c == 0x2060 ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool scan_characters(const struct scan *scan, const yaml_event_t *event)
{
	const unsigned char *p = event->data.scalar.value;
	size_t n = event->data.scalar.length, length;

	for (size_t i = 0; i < n; i += length) {
		uint32_t c = decode(p + i, n - i, &length);

		if (is_hidden(c))
			return ed_yaml_fail_at(scan->name,
			    event->start_mark.line + 1,
			    event->start_mark.column + 1, scan->err,
			    "the text holds the invisible character U+%04X",
			    (unsigned)c);
	}
	return true;
}

static bool scan_node(struct scan *scan, const yaml_event_t *event,
    const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		return refuse(
		    scan, event, "anchors are not part of this format");
	/* libyaml drops the tag "!" of a scalar from its event. */
	if (tag || byte_at(scan, &event->start_mark) == '!')
		return refuse(scan, event, "tags are not part of this format");
	if (++scan->nodes > ED_MAX_YAML_NODES)
		return refuse(scan, event, "too many values in one file");
	if (scan->depth > ED_MAX_DEPTH)
		return refuse(scan, event, "too many levels");
	return true;
}

static bool scan_document(struct scan *scan, const yaml_event_t *event)
{
	if (++scan->documents > 1)
		return refuse(
		    scan, event, "a second document; one file holds one");
	if (event->data.document_start.tag_directives.start !=
	    event->data.document_start.tag_directives.end)
		return refuse(scan, event, "tags are not part of this format");
	return true;
}

static bool scan_event(struct scan *scan, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return scan_document(scan, event);
	case YAML_ALIAS_EVENT:
		return refuse(
		    scan, event, "aliases are not part of this format");
	case YAML_SCALAR_EVENT:
		return scan_node(scan, event, event->data.scalar.anchor,
			   event->data.scalar.tag) &&
		       scan_characters(scan, event);
	case YAML_SEQUENCE_START_EVENT:
		scan->depth++;
		return scan_node(scan, event, event->data.sequence_start.anchor,
		    event->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		scan->depth++;
		return scan_node(scan, event, event->data.mapping_start.anchor,
		    event->data.mapping_start.tag);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		scan->depth--;
		return true;
	default:
		return true;
	}
}

static bool scan_events(struct scan *scan, yaml_parser_t *parser)
{
	bool ok = true, end = false;

	while (ok && !end) {
		yaml_event_t event;

		if (!yaml_parser_parse(parser, &event))
			return ed_yaml_fail_parser(
			    scan->name, scan->text, parser, scan->err);
		end = event.type == YAML_STREAM_END_EVENT;
		ok = scan_event(scan, &event);
		yaml_event_delete(&event);
	}
	return ok;
}

bool ed_yaml_scan(const char *name, struct ed_str text, struct ed_error *err)
{
	struct scan scan = {.name = name, .text = text, .err = err};
	yaml_parser_t parser;
	bool ok;

	if (!yaml_parser_initialize(&parser))
		return ed_fail(err, "%s: out of memory", name);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)(text.n ? text.p : ""), text.n);
	ok = scan_events(&scan, &parser);
	yaml_parser_delete(&parser);
	if (ok && scan.nodes == 0)
		return ed_yaml_fail_at(name, 1, 1, err, "nothing is in it");
	return ok;
}
