/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2, set up so that hostile text costs little and fetches nothing. */
#ifndef ED_LOAD_XML_H
#define ED_LOAD_XML_H

#include <easdoctor/base.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* What the handlers below need to find first in their context. */
struct ed_xml_reader {
	void (*refuse)(void *context);
};

/* For handlers: any document type, and any entity, is refused. */
void ed_xml_on_doctype(void *context, const xmlChar *name,
    const xmlChar *public_id, const xmlChar *system_id);
void ed_xml_on_entity(void *context, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content);

struct ed_xml {
	const xmlSAXHandler *handlers;
	void *context; /* theirs */
	int options;   /* beside those that all have */
	size_t names;  /* of elements and attributes, in bytes, at most */
};

/*
 * Parses UTF-8 text of at most INT_MAX bytes. parser is set while handlers
 * are called, and NULL afterwards. False when libxml2 could not start.
 */
ED_MUST_USE bool ed_xml_parse(
    const struct ed_xml *xml, struct ed_str text, xmlParserCtxtPtr *parser);

#endif
