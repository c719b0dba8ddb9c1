/* SPDX-License-Identifier: Apache-2.0 */
#include "load/xml.h"

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
