/* SPDX-License-Identifier: Apache-2.0 */
#include "load/xml.h"

static void refuse(void *context)
{
	const struct ed_xml_reader *reader = context;

	reader->refuse(context);
}

void ed_xml_on_doctype(void *context, const xmlChar *name,
    const xmlChar *public_id, const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	refuse(context);
}

void ed_xml_on_entity(void *context, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content)
{
	(void)name, (void)type, (void)public_id, (void)system_id;
	(void)content;
	refuse(context);
}

bool ed_xml_parse(
    const struct ed_xml *xml, struct ed_str text, xmlParserCtxtPtr *parser)
{
	xmlParserCtxtPtr p = xmlCreateMemoryParserCtxt(text.p, (int)text.n);

	if (!p)
		return false;
	*parser = p;
	xmlCtxtUseOptions(p, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
				 XML_PARSE_BIG_LINES | xml->options);
	xmlDictSetLimit(p->dict, xml->names);
	*p->sax = *xml->handlers;
	p->userData = xml->context;
	xmlParseDocument(p);
	xmlFreeParserCtxt(p);
	*parser = NULL;
	return true;
}
