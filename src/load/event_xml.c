/* SPDX-License-Identifier: Apache-2.0 */
#include "load/event_xml.h"

#include "base/encoding.h"
#include "base/time.h"
#include "load/xml.h"

#include <string.h>

/* The text of one element: certificates in it are longer, and not wanted. */
enum { MAX_TEXT = 4096, MAX_ATTRIBUTES = 64 };

/* What the element stands in. */
enum part { IN_NOTHING, IN_SYSTEM, IN_DATA, IN_USER_DATA, IN_RENDERING };

struct reading {
	struct ed_arena *arena;
	struct ed_event_raw *out;
	xmlParserCtxtPtr xml;
	unsigned depth;
	enum part part;
	struct ed_str name; /* of the <Data> that is open */
	struct ed_text text;
	bool leaf; /* no element ended since the last began */
	const char *why;
};

static void stop(struct reading *r, const char *why)
{
	r->why = why;
	xmlStopParser(r->xml);
}

static struct ed_str attribute(const xmlChar **list, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		const xmlChar **one = list + (size_t)i * 5;

		if (strcmp((const char *)one[0], name) == 0)
			return (struct ed_str){
			    (const char *)one[3], (size_t)(one[4] - one[3])};
	}
	return (struct ed_str){0};
}

static struct ed_str keep(struct reading *r, struct ed_str s)
{
	return ed_copy(r->arena, ed_str_sub(s, 0, MAX_TEXT));
}

static void add(struct reading *r, struct ed_str name, struct ed_str value)
{
	struct ed_event_raw *out = r->out;

	if (out->n_data == ED_MAX_EVENT_DATA)
		return;
	out->data[out->n_data++] =
	    (struct ed_event_datum){name, keep(r, ed_str_trim(value))};
}

/* Of free markup the first of each name: a chain has many elements. */
static void add_first(
    struct reading *r, struct ed_str name, struct ed_str value)
{
	for (size_t i = 0; i < r->out->n_data; i++)
		if (ed_str_eq(r->out->data[i].name, name))
			return;
	add(r, name, value);
}

static enum part part_of(const char *name)
{
	static const struct {
		const char *name;
		enum part part;
	} parts[] = {{"System", IN_SYSTEM}, {"EventData", IN_DATA},
	    {"UserData", IN_USER_DATA}, {"RenderingInfo", IN_RENDERING}};

	for (size_t i = 0; i < ED_COUNT(parts); i++)
		if (strcmp(name, parts[i].name) == 0)
			return parts[i].part;
	return IN_NOTHING;
}

static void start_system(
    struct reading *r, const char *name, const xmlChar **list, int n)
{
	struct ed_event_raw *out = r->out;

	if (strcmp(name, "Provider") == 0) {
		out->provider = keep(r, attribute(list, n, "Name"));
		out->source = keep(r, attribute(list, n, "EventSourceName"));
	}
	if (strcmp(name, "TimeCreated") == 0 &&
	    !ed_time_parse(
		ed_str_trim(attribute(list, n, "SystemTime")), &out->at))
		out->at = 0;
}

static void start_user_data(
    struct reading *r, const char *name, const xmlChar **list, int n)
{
	for (int i = 0; i < n && i < MAX_ATTRIBUTES; i++) {
		const xmlChar **one = list + (size_t)i * 5;

		add_first(r, ed_format(r->arena, "%s@%s", name, one[0]),
		    (struct ed_str){
			(const char *)one[3], (size_t)(one[4] - one[3])});
	}
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct reading *r = context;
	const char *name = (const char *)local;

	(void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_defaulted;
	if (r->depth++ == ED_MAX_DEPTH)
		stop(r, "its elements are nested too deep");
	if (r->depth == 2)
		r->part = part_of(name);
	r->leaf = true;
	r->text.n = 0;
	r->name = (struct ed_str){0};
	if (r->part == IN_DATA && r->depth == 3)
		r->name = keep(r, attribute(attributes, n_attributes, "Name"));
	else if (r->part == IN_SYSTEM && r->depth == 3)
		start_system(r, name, attributes, n_attributes);
	else if (r->part == IN_USER_DATA && r->depth > 2)
		start_user_data(r, name, attributes, n_attributes);
}

/* A small number in decimal, or 0. */
static unsigned number_of(struct ed_str s)
{
	unsigned n = 0;

	if (s.n > 6)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		n = 10 * n + (unsigned)(s.p[i] - '0');
	}
	return n;
}

static void end_system(struct reading *r, const char *name, struct ed_str text)
{
	struct ed_event_raw *out = r->out;

	if (strcmp(name, "EventID") == 0) {
		out->number = keep(r, text);
		out->id = number_of(text);
	} else if (strcmp(name, "Level") == 0) {
		out->level = number_of(text);
	} else if (strcmp(name, "EventRecordID") == 0) {
		out->record = keep(r, text);
	} else if (strcmp(name, "Computer") == 0) {
		out->computer = keep(r, text);
	}
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reading *r = context;
	const char *name = (const char *)local;
	struct ed_str text = ed_str_trim(ed_text_str(&r->text));

	(void)prefix, (void)uri;
	if (r->part == IN_SYSTEM && r->depth == 3)
		end_system(r, name, text);
	else if (r->part == IN_DATA && r->depth == 3)
		add(r, r->name, text);
	else if (r->part == IN_USER_DATA && r->leaf && r->depth > 3)
		add_first(r, keep(r, ed_str_of(name)), text);
	else if (r->part == IN_RENDERING && strcmp(name, "Message") == 0)
		add_first(r, ED_STR("Message"), text);
	if (r->part == IN_USER_DATA)
		r->out->is_user_data = true;
	r->leaf = false;
	r->text.n = 0;
	if (--r->depth == 1)
		r->part = IN_NOTHING;
}

static void on_text(void *context, const xmlChar *p, int n)
{
	struct reading *r = context;
	size_t room = MAX_TEXT - r->text.n;

	if (r->leaf && room)
		ed_put(&r->text,
		    ed_str_sub(
			(struct ed_str){(const char *)p, (size_t)n}, 0, room));
}

/* Text of an event has no need of entities beyond XML's own. */
static void on_entity(void *context, const xmlChar *name)
{
	(void)name;
	stop(context, "it refers to an entity that XML does not have");
}

static void on_error(void *context, const char *format, ...)
{
	struct reading *r = context;

	(void)format;
	if (!r->why)
		r->why = "it is no well-formed XML";
}

static void on_structured_error(void *context, xmlErrorPtr error)
{
	if (error->level != XML_ERR_WARNING)
		on_error(context, "");
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .cdataBlock = on_text,
    .reference = on_entity,
    .error = on_error,
    .fatalError = on_error,
    .serror = on_structured_error,
};

bool ed_event_read(struct ed_arena *arena, struct ed_str event,
    struct ed_event_raw *out, const char **why)
{
	struct reading r = {.arena = arena, .out = out, .text.arena = arena};
	const struct ed_xml xml = {
	    .handlers = &handlers, .context = &r, .names = ED_MAX_EVENT};

	memset(out, 0, sizeof(*out));
	if (!ed_is_utf8(event))
		event = ed_to_utf8(arena, event);
	if (!ed_xml_parse(&xml, event, &r.xml))
		r.why = "there is no memory to parse it";
	*why = r.why;
	return !r.why;
}

struct ed_str ed_event_provider(struct ed_str event)
{
	static const char blanks[] = " \t\r\n";
	size_t at = ed_str_find(event, ED_STR("<Provider"));
	struct ed_str tag = ed_str_sub(event, at, event.n), name;
	char quote;

	tag = ed_str_sub(tag, 0, ed_str_find(tag, ED_STR(">")));
	for (size_t i = 0; i + 6 < tag.n; i++) {
		name = ed_str_sub(tag, i, tag.n);
		if (!memchr(blanks, name.p[0], sizeof(blanks) - 1) ||
		    !ed_str_starts(ed_str_sub(name, 1, 5), ED_STR("Name=")))
			continue;
		quote = name.p[6];
		name = ed_str_sub(name, 7, name.n);
		for (size_t k = 0; k < name.n; k++)
			if (name.p[k] == quote)
				return ed_str_sub(name, 0, k);
	}
	return (struct ed_str){0};
}

struct ed_str ed_event_value(const struct ed_event_raw *event, const char *name)
{
	for (size_t i = 0; i < event->n_data; i++)
		if (ed_str_ieq(event->data[i].name, ed_str_of(name)))
			return event->data[i].value;
	return (struct ed_str){0};
}

struct ed_str ed_event_value_or(
    const struct ed_event_raw *event, const char *const *names, size_t place)
{
	for (; *names; names++)
		for (size_t i = 0; i < event->n_data; i++)
			if (ed_str_ieq(event->data[i].name, ed_str_of(*names)))
				return event->data[i].value;
	if (place < event->n_data &&
	    !ed_str_eq(event->data[place].name, ED_STR("Message")))
		return event->data[place].value;
	return (struct ed_str){0};
}
