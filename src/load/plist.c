/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads property lists by events, not by libxml2's own tree: that would cost
 * more than 100 bytes per element before anything could be counted, and its
 * lines end at 65535.
 */
#include "load/plist.h"

#include "base/encoding.h"
#include "load/plist_binary.h"
#include "load/plist_build.h"
#include "load/xml.h"

#include <string.h>

/* A message of libxml2's is one line; what it quotes can be long. */
enum { LONGEST_MESSAGE = 160 };

struct reader {
	struct ed_plist_builder build;
	xmlParserCtxtPtr xml;
	unsigned skipped_lines; /* before the document, or this fragment */
	bool goes_on;           /* another fragment follows */
	long next;              /* where it starts */
};

static void set_line(struct reader *r)
{
	int line = r->xml->input ? r->xml->input->line : 0;

	if (line > 0)
		r->build.line = (unsigned)line + r->skipped_lines;
}

static void obey_stop(struct reader *r)
{
	if (r->build.stopped)
		xmlStopParser(r->xml);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = context;

	(void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_attributes, (void)n_defaulted, (void)attributes;
	set_line(r);
	ed_plist_open(&r->build,
	    prefix ? ED_STR("prefixed") : ed_str_of((const char *)name));
	obey_stop(r);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = context;

	(void)name, (void)prefix, (void)uri;
	set_line(r);
	ed_plist_close(&r->build);
	obey_stop(r);
}

static void on_text(void *context, const xmlChar *bytes, int n)
{
	struct reader *r = context;

	set_line(r);
	ed_plist_text(&r->build,
	    (struct ed_str){(const char *)bytes, n > 0 ? (size_t)n : 0});
	obey_stop(r);
}

static void refuse(struct reader *r)
{
	set_line(r);
	ed_plist_wrong(&r->build,
	    "declares entities or a document type of its own, which no "
	    "profile needs; the rest is not read");
	r->build.out->refused = true;
	r->build.stopped = true;
	obey_stop(r);
}

static void on_doctype(void *context, const xmlChar *name,
    const xmlChar *public_id, const xmlChar *system_id)
{
	struct reader *r = context;
	const xmlParserInput *input = r->xml->input;

	(void)name, (void)public_id, (void)system_id;
	/* Looks ahead, because a subset that declares nothing raises no other
	 * event. */
	if (input && input->cur && *input->cur == '[')
		refuse(r);
}

static void on_entity(void *context, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
	(void)name, (void)type, (void)public_id, (void)system_id;
	(void)content;
	refuse(context);
}

/* Errors after which the elements still nest as the author meant them. */
static bool is_local(int code)
{
	switch (code) {
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_CHARREF:
	case XML_ERR_INVALID_DEC_CHARREF:
	case XML_ERR_INVALID_HEX_CHARREF:
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
	case XML_ERR_NAME_REQUIRED:
	case XML_ERR_MISPLACED_CDATA_END:
		return true;
	default:
		return false;
	}
}

/* Is this an error of the author's, and not where a copy was cut off? */
static bool is_not_cut(const struct reader *r, int code)
{
	const xmlParserInput *input = r->xml->input;

	if (code == XML_ERR_TAG_NAME_MISMATCH)
		return input && input->cur && input->end - input->cur > 1;
	return is_local(code);
}

/* In words, where libxml2's are for its authors. */
static struct ed_str message_of(const xmlError *error)
{
	struct ed_str text = ed_str_of(error->message);

	switch (error->code) {
	case XML_ERR_NAME_REQUIRED:
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
		return ED_STR("a bare & or <, which XML writes &amp; or &lt;");
	case XML_ERR_TAG_NOT_FINISHED:
		return ED_STR("ends too early: the file is cut off");
	case XML_ERR_NO_MEMORY:
		/* Its dictionary is full; without memory nothing gets here. */
		return ED_STR("more names of elements and attributes than a "
			      "property list has; the rest is not read");
	default:
		text = ed_str_sub(text, 0, ed_str_find(text, ED_STR("\n")));
		return ed_str_sub(text, 0, LONGEST_MESSAGE);
	}
}

/*
 * Consoles take bare elements, and people keep several in one file, each as it
 * was copied, with its declaration or without.
 */
static bool is_next_fragment(struct reader *r, int code)
{
	if (!ed_plist_awaits_fragment(&r->build))
		return false;
	if (code == XML_ERR_DOCUMENT_END) {
		r->next = xmlByteConsumed(r->xml);
		r->goes_on = r->next > 0;
		return r->goes_on;
	}
	return code == XML_ERR_RESERVED_XML_NAME;
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct reader *r = context;

	/* A strange namespace or version number loses nothing. */
	if (error->level < XML_ERR_ERROR)
		return;
	set_line(r);
	if (is_next_fragment(r, error->code))
		return;
	ed_plist_wrong(&r->build, "%.*s", ED_ARG(message_of(error)));
	if (!r->build.out->ill_formed && is_not_cut(r, error->code))
		r->build.out->ill_formed = r->build.out->notes.n;
	if (!is_local(error->code))
		r->build.stopped = true;
	obey_stop(r);
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .internalSubset = on_doctype,
    .entityDecl = on_entity,
    .serror = on_error,
};

static void parse(struct reader *r, struct ed_str text)
{
	/* RECOVER, because on_error has noted each damage by then, and stops
	 * where going on would guess. */
	const struct ed_xml xml = {.handlers = &handlers,
	    .context = r,
	    .options = XML_PARSE_RECOVER,
	    .names = ED_MAX_PLIST_NAMES};

	if (!ed_xml_parse(&xml, text, &r->xml))
		ed_plist_wrong(&r->build, "libxml2 could not start");
}

static void parse_all(struct reader *r, struct ed_str text)
{
	unsigned n = 0;

	do {
		r->goes_on = false;
		parse(r, text);
		if (!r->goes_on)
			return;
		text = ed_str_sub(text, (size_t)r->next, text.n);
		r->skipped_lines = r->build.line - 1;
	} while (++n < ED_MAX_FRAGMENTS && text.n);
	if (text.n)
		ed_plist_wrong(&r->build,
		    "more than %d fragments; the rest is not read",
		    ED_MAX_FRAGMENTS);
}

/* Consoles and mail put blanks before the document; XML forbids them. */
static struct ed_str skip_blank(struct reader *r, struct ed_str text)
{
	size_t i = 0;

	while (i < text.n && ed_str_has(ED_STR(" \t\r\n"), text.p[i]))
		if (text.p[i++] == '\n')
			r->skipped_lines++;
	return ed_str_sub(text, i, text.n);
}

static bool looks_utf16(struct ed_str bytes)
{
	return ed_str_starts(bytes, ED_STR("\xff\xfe")) ||
	       ed_str_starts(bytes, ED_STR("\xfe\xff")) ||
	       ed_str_has(ed_str_sub(bytes, 0, 4), '\0');
}

static struct ed_str as_utf8(
    struct reader *r, struct ed_arena *scratch, struct ed_str bytes)
{
	if (!looks_utf16(bytes) && !ed_is_utf8(bytes))
		ed_plist_remark(
		    &r->build, 0, ED_STR("not UTF-8; read as Windows-1252"));
	return skip_blank(r, ed_to_utf8(scratch, bytes));
}

static void read_xml(struct reader *r, struct ed_str text)
{
	/* Else libxml2 would try more encodings, down to EBCDIC. */
	if (text.n > 1 && text.n <= INT32_MAX && text.p[0] == '<' && text.p[1])
		parse_all(r, text);
	else
		ed_plist_wrong(&r->build, "not XML");
}

void ed_plist_read(
    struct ed_arena *arena, struct ed_str bytes, struct ed_plist *out)
{
	struct ed_arena scratch = {0};
	struct reader r = {.build = {.arena = arena, .out = out}};

	memset(out, 0, sizeof(*out));
	r.build.text.arena = &scratch;
	if (bytes.n > ED_MAX_FILE) {
		ed_plist_wrong(&r.build, "larger than %u bytes", ED_MAX_FILE);
		return;
	}
	if (ed_is_plist_binary(bytes))
		ed_plist_binary(&r.build, bytes);
	else
		read_xml(&r, as_utf8(&r, &scratch, bytes));
	ed_plist_finish(&r.build);
	ed_arena_free(&scratch);
}
