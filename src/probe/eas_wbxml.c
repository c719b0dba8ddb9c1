/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/eas_wbxml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>
#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

/* By the DOCTYPE libwbxml2 knows the language: AirSync would put SyncKey on
 * another code page. */
#define HEAD                                                                   \
	"<?xml version=\"1.0\"?><!DOCTYPE ActiveSync PUBLIC "                  \
	"\"-//MICROSOFT//DTD ActiveSync//EN\" \"http://www.microsoft.com/\">"

static const char folder_sync[] =
    HEAD "<FolderSync xmlns=\"FolderHierarchy:\"><SyncKey>0</SyncKey>"
	 "</FolderSync>";

#define POLICIES                                                               \
	"<Policies><Policy><PolicyType>MS-EAS-Provisioning-WBXML"              \
	"</PolicyType></Policy></Policies></Provision>"

static const char provision[] =
    HEAD "<Provision xmlns=\"Provision:\">" POLICIES;

/* From 14.1 on it must say what the device is, or gets Status 165. */
static const char provision_141[] =
    HEAD "<Provision xmlns=\"Provision:\">"
	 "<DeviceInformation xmlns=\"Settings:\"><Set><Model>easdoctor</Model>"
	 "</Set></DeviceInformation>" POLICIES;

static bool encode(struct ed_arena *arena, const char *xml, struct ed_str *out)
{
	WBXMLConvXML2WBXML *conv = NULL;
	WB_UTINY *bytes = NULL;
	WB_ULONG n = 0;
	bool ok;

	if (wbxml_conv_xml2wbxml_create(&conv) != WBXML_OK)
		return false;
	wbxml_conv_xml2wbxml_set_version(conv, WBXML_VERSION_13);
	wbxml_conv_xml2wbxml_disable_string_table(conv);
	wbxml_conv_xml2wbxml_disable_public_id(conv);
	ok = wbxml_conv_xml2wbxml_run(conv, (WB_UTINY *)xml,
		 (WB_ULONG)strlen(xml), &bytes, &n) == WBXML_OK;
	if (ok)
		*out = ed_copy(arena, (struct ed_str){(const char *)bytes, n});
	free(bytes);
	wbxml_conv_xml2wbxml_destroy(conv);
	return ok;
}

bool ed_wbxml_provision(
    struct ed_arena *arena, bool with_device_information, struct ed_str *out)
{
	return encode(
	    arena, with_device_information ? provision_141 : provision, out);
}

bool ed_wbxml_folder_sync(struct ed_arena *arena, struct ed_str *out)
{
	return encode(arena, folder_sync, out);
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
	const xmlNode *node = parent ? parent->children : NULL;

	while (node && !is_named(node, name))
		node = node->next;
	return node;
}

/* A status or a count; -1 when it is none. */
static int number_in(const xmlNode *node)
{
	const char *text;
	int value = 0;

	if (!node || !node->children || node->children->type != XML_TEXT_NODE)
		return -1;
	text = (const char *)node->children->content;
	if (!*text || strlen(text) > 6)
		return -1;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		value = value * 10 + (*text - '0');
	}
	return value;
}

static void read_tree(const xmlNode *root, struct ed_eas_answer *out)
{
	const xmlNode *policy = child(child(root, "Policies"), "Policy");

	out->status = number_in(child(root, "Status"));
	out->policy_status = number_in(child(policy, "Status"));
	out->has_policy = child(policy, "Data") != NULL;
	out->folders = number_in(child(child(root, "Changes"), "Count"));
}

static bool decode(struct ed_str bytes, WB_UTINY **xml, WB_ULONG *n)
{
	WBXMLConvWBXML2XML *conv = NULL;
	bool ok;

	if (wbxml_conv_wbxml2xml_create(&conv) != WBXML_OK)
		return false;
	wbxml_conv_wbxml2xml_set_language(conv, WBXML_LANG_ACTIVESYNC);
	wbxml_conv_wbxml2xml_set_gen_type(conv, WBXML_GEN_XML_COMPACT);
	ok = wbxml_conv_wbxml2xml_run(conv, (WB_UTINY *)bytes.p,
		 (WB_ULONG)bytes.n, xml, n) == WBXML_OK;
	wbxml_conv_wbxml2xml_destroy(conv);
	return ok;
}

bool ed_wbxml_read(
    struct ed_str bytes, struct ed_eas_answer *out, const char **why)
{
	const xmlNode *root = NULL;
	WB_UTINY *xml = NULL;
	xmlDoc *doc = NULL;
	WB_ULONG n = 0;

	*out = (struct ed_eas_answer){-1, -1, false, ED_WIPE_NONE, -1};
	if (!ed_wbxml_guard(bytes, &out->wipe, why))
		return false;
	*why = "libwbxml2 does not know it";
	/* Names of folders may be in any encoding, and nobody needs them. */
	if (decode(bytes, &xml, &n))
		doc = xmlReadMemory((const char *)xml, (int)n, NULL, "UTF-8",
		    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
			XML_PARSE_NOWARNING);
	if (doc)
		root = xmlDocGetRootElement(doc);
	if (root)
		read_tree(root, out);
	xmlFreeDoc(doc);
	free(xml);
	return root != NULL;
}
