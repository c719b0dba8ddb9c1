/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "load/plist.h"
#include <easdoctor/limits.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/encoding.h"
#include <libxml/parser.h>
#include <libxml/xpath.h>

#define DATA ED_SOURCE_DIR "/tests/unit/data-profile/"
#define DOCTYPE                                                                \
	"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "              \
	"\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
#define DICT(inside) "<plist><dict>" inside "</dict></plist>"

static struct ed_str read_file(struct ed_arena *arena, const char *name)
{
	struct ed_str path = ed_format(arena, DATA "%s", name), bytes;
	struct ed_error err;

	if (!ed_file_read(arena, path.p, ED_MAX_FILE, &bytes, &err))
		fail_msg("%s", err.text);
	return bytes;
}

/* The form of make.py's flat(). */
static void put_node(struct ed_arena *arena, struct ed_text *out,
    const struct ed_plist_node *node, int depth)
{
	struct ed_str text = node->text, bytes;

	ed_putf(out, "%*s", 2 * depth, "");
	if (node->parent && node->parent->type == ED_PLIST_DICT)
		ed_putf(out, "%.*s=", ED_ARG(node->key));
	ed_putf(out, "%s", ed_plist_type_name(node->type));
	if (node->type == ED_PLIST_DATA) {
		assert_true(ed_base64_decode(arena, text, &bytes));
		text = ed_hex(arena, bytes);
	}
	if (text.n || node->type == ED_PLIST_STRING)
		ed_putf(out, " %.*s", ED_ARG(text));
	ed_put_byte(out, '\n');
	for (node = node->children; node; node = node->next)
		put_node(arena, out, node, depth + 1);
}

static const char *const whole[] = {"odd.plist", "utf16le.plist",
    "utf16be.plist", "mark.plist", "good.mobileconfig"};

static void reads_what_plistlib_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(whole); i++) {
		struct ed_arena arena = {0};
		struct ed_text seen = {.arena = &arena};
		struct ed_plist doc;
		struct ed_str expect;

		print_message("file: %s\n", whole[i]);
		expect = read_file(
		    &arena, ed_format(&arena, "%s.expect", whole[i]).p);
		ed_plist_read(&arena, read_file(&arena, whole[i]), &doc);
		assert_non_null(doc.root);
		assert_false(doc.damaged);
		assert_int_equal(doc.notes.n, 0);
		put_node(&arena, &seen, doc.root, 0);
		assert_string_equal(seen.p, expect.p);
		ed_arena_free(&arena);
	}
}

static void check_xpath(struct ed_arena *arena, const struct ed_plist *doc,
    xmlXPathContextPtr context, const struct ed_plist_node *node)
{
	struct ed_str path = ed_plist_xpath(arena, doc, node);
	xmlXPathObjectPtr found =
	    xmlXPathEval((const xmlChar *)path.p, context);
	xmlChar *text;
	xmlNodePtr seen;

	assert_non_null(found);
	assert_non_null(found->nodesetval);
	assert_int_equal(found->nodesetval->nodeNr, 1);
	seen = found->nodesetval->nodeTab[0];
	assert_string_equal(seen->name, ed_plist_type_name(node->type));
	assert_int_equal(xmlGetLineNo(seen), node->line);
	text = xmlNodeGetContent(seen);
	if (!node->n_children && node->type > ED_PLIST_ARRAY)
		assert_string_equal(text, node->text.p);
	xmlFree(text);
	xmlXPathFreeObject(found);
	for (node = node->children; node; node = node->next)
		check_xpath(arena, doc, context, node);
}

static void check_xpaths(struct ed_arena *arena, struct ed_str bytes)
{
	xmlDocPtr xml = xmlReadMemory(bytes.p, (int)bytes.n, "test.xml", NULL,
	    XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	xmlXPathContextPtr context = xmlXPathNewContext(xml);
	struct ed_plist doc;

	ed_plist_read(arena, bytes, &doc);
	assert_non_null(doc.root);
	check_xpath(arena, &doc, context, doc.root);
	xmlXPathFreeContext(context);
	xmlFreeDoc(xml);
}

/* libxml2's own XPath is what xmllint runs. */
static void names_each_node_by_xpath(void **state)
{
	static const char *const texts[] = {
	    DICT("<key>A</key><true/><key>A</key><false/>"),
	    DICT("<key>A</key><true/>\n<key>B</key><!-- --><dict><key>A</key>"
		 "<string>x</string></dict><key>A</key><string>y</string>"),
	    DICT("<true/><key>A</key><key>B</key><string>x</string><odd/>"
		 "<key>C</key><array><odd/><true/></array>"),
	    "<plist><key>x</key><array><true/></array><dict/></plist>",
	    "<dict><key>A</key><true/></dict>",
	    "<array><array/><array><true/></array></array>",
	};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(whole); i++)
		check_xpaths(&arena, read_file(&arena, whole[i]));
	check_xpaths(&arena, read_file(&arena, "fragment.xml"));
	for (size_t i = 0; i < ED_COUNT(texts); i++)
		check_xpaths(&arena, ed_str_of(texts[i]));
	ed_arena_free(&arena);
}

static const struct {
	const char *text;
	const char *notes; /* "line: note|line: note" */
	const char *state; /* "whole", "damaged", "refused" */
	const char *tree;  /* put_node() on one line, lines ended by "|" */
} rows[] = {
    /* clang-format off */
    { DOCTYPE DICT("<key>A</key><string>x</string>"), "", "whole",
	"dict|  A=string x|" },
    { "\n \r\n" DICT(""), "", "whole", "dict|" },
    { DICT("<key>A</key><string>1</string>\n<key>A</key><string>2</string>"
	"\n<key>A</key><true/>"),
	"2: the key \"A\" stands in its dict more than once; the last one is "
	"used", "whole", "dict|  A=string 1|  A=string 2|  A=true|" },
    /* declarations */
    { "<!DOCTYPE plist [<!ENTITY a \"b\">]>" DICT(""),
	"1: declares entities or a document type of its own, which no profile "
	"needs; the rest is not read", "refused", "" },
    { "<!DOCTYPE plist SYSTEM \"x.dtd\" [ ]>" DICT(""),
	"1: declares entities or a document type of its own, which no profile "
	"needs; the rest is not read", "refused", "" },
    { "<!DOCTYPE plist [<!ENTITY % a SYSTEM \"file:///etc/passwd\"> %a;]>"
	DICT(""),
	"1: declares entities or a document type of its own, which no profile "
	"needs; the rest is not read", "refused", "" },
    { DOCTYPE DICT("<key>A</key><string>&nbsp;</string>"),
	"2: Entity 'nbsp' not defined", "damaged", "dict|  A=string |" },
    /* cut off */
    { DICT("<key>A</key><string>x</string>\n<key>B</key><string>mai"),
	"2: Opening and ending tag mismatch: string line 2 and dict",
	"damaged", "dict|  A=string x|  B=string mai|" },
    { "<plist><dict><key>A</key><string>x</string>\n<key>B</key><string>mai",
	"2: ends too early: the file is cut off", "damaged",
	"dict|  A=string x|  B=string mai|" },
    { "<plist><array><dict><key>A</key><true/></dict><dict><key>B",
	"1: ends too early: the file is cut off", "damaged",
	"array|  dict|    A=true|  dict|" },
    { "<plist>", "1: ends too early: the file is cut off", "damaged", "" },
    { "<pli", "1: the root element is not <plist>", "damaged", "" },
    { "", "0: not XML", "damaged", "" },
    { "<", "0: not XML", "damaged", "" },
    { "hello", "0: not XML", "damaged", "" },
    { "<html><body/></html>", "1: the root element is not <plist>", "damaged",
	"" },
    /* errors inside, after which the rest is still read */
    { DICT("<key>A</key><string>R&D</string>\n<key>B</key><true/>"),
	"1: a bare & or <, which XML writes &amp; or &lt;", "damaged",
	"dict|  A=string R|  B=true|" },
    { DICT("<key>A</key><string>1 < 2</string><key>B</key><true/>"),
	"1: a bare & or <, which XML writes &amp; or &lt;", "damaged",
	"dict|  A=string 1  2|  B=true|" },
    { DICT("<key>A</key><string>\x01</string><key>B</key><true/>"),
	"1: PCDATA invalid Char value 1", "damaged",
	"dict|  A=string |  B=true|" },
    { DICT("<key>A</key><string>\xe4</string>"),
	"0: not UTF-8; read as Windows-1252", "whole",
	"dict|  A=string \u00e4|" },
    /* nesting */
    { DICT("\n<string>x</string>\n<key>A</key>\n<key>B</key><true/>"
	"\n<key>C</key>\n"),
	"2: a value without a <key> in a <dict>|4: the key \"A\" has no "
	"value|6: the key \"C\" has no value", "damaged",
	"dict|  B=true|" },
    { DICT("<key>A</key><string>x<b>y</b>z</string>"),
	"1: an element inside a text value", "damaged",
	"dict|  A=string xz|" },
    { DICT("<key>A<b/></key><string>x</string>"),
	"1: an element inside a text value", "damaged",
	"dict|  A=string x|" },
    { DICT("<key>A</key><text>x</text><key>B</key><true/>"),
	"1: an element that property lists do not have", "damaged",
	"dict|  B=true|" },
    { "<plist><array><key>A</key><true/>x</array></plist>",
	"1: a <key> outside a <dict>|1: text between elements", "damaged",
	"array|  true|" },
    { "<plist><dict/>\n<array/></plist>", "2: a second value below <plist>",
	"damaged", "dict|" },
    { "<plist/>", "", "whole", "" },
    { "<p:plist xmlns:p=\"urn:x\"/>", "1: the root element is not <plist>",
	"damaged", "" },
    /* secrets */
    { DICT("<key>Password</key><string>a&geheim;b</string>"),
	"1: not well-formed inside a secret value, which is not shown",
	"damaged", "dict|  Password=string ab|" },
    { DICT("<key>Password</key><string>a<geheim</string>"),
	"1: not well-formed inside a secret value, which is not shown",
	"damaged", "dict|  Password=string a|" },
    { DICT("<key>Challenge</key><dict><key>geheim</key></dict>"),
	"1: not well-formed inside a secret value, which is not shown",
	"damaged", "dict|  Challenge=dict|" },
    /* clang-format on */
};

static const char *notes_of(struct ed_arena *arena, const struct ed_plist *doc)
{
	const struct ed_plist_note *notes = doc->notes.items;
	struct ed_text out = {.arena = arena};

	ed_put(&out, ED_STR(""));
	for (size_t i = 0; i < doc->notes.n; i++)
		ed_putf(&out, "%s%u: %.*s", i ? "|" : "", notes[i].line,
		    ED_ARG(notes[i].text));
	return out.p;
}

static const char *tree_of(struct ed_arena *arena, const struct ed_plist *doc)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, ED_STR(""));
	if (doc->root)
		put_node(arena, &out, doc->root, 0);
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] == '\n')
			out.p[i] = '|';
	return out.p;
}

static void each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_arena arena = {0};
		struct ed_plist doc;

		print_message("row: %s\n", rows[i].text);
		ed_plist_read(&arena, ed_str_of(rows[i].text), &doc);
		assert_string_equal(notes_of(&arena, &doc), rows[i].notes);
		assert_string_equal(doc.refused   ? "refused"
				    : doc.damaged ? "damaged"
						  : "whole",
		    rows[i].state);
		assert_string_equal(tree_of(&arena, &doc), rows[i].tree);
		ed_arena_free(&arena);
	}
}

static void marks_what_damage_lies_in(void **state)
{
	struct ed_arena arena = {0};
	const struct ed_plist_node *first;
	struct ed_plist doc;

	(void)state;
	ed_plist_read(&arena,
	    ED_STR("<plist><array><dict><key>A</key><true/></dict>"
		   "<dict><key>B</key><string>a&b</string></dict>"
		   "<dict/></array></plist>"),
	    &doc);
	assert_true(doc.root->damaged);
	first = doc.root->children;
	assert_false(first->damaged);
	assert_true(first->next->damaged);
	assert_false(first->next->next->damaged);
	ed_arena_free(&arena);
}

static struct ed_str repeated(struct ed_arena *arena, const char *before,
    const char *piece, size_t n, const char *after)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, ed_str_of(before));
	for (size_t i = 0; i < n; i++)
		ed_put(&out, ed_str_of(piece));
	ed_put(&out, ed_str_of(after));
	return ed_text_str(&out);
}

static void expect_note(struct ed_str text, const char *notes)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;

	ed_plist_read(&arena, text, &doc);
	assert_string_equal(notes_of(&arena, &doc), notes);
	assert_int_equal(doc.damaged, notes[0] != '\0');
	ed_arena_free(&arena);
}

/* libxml2 compares each with all before it: 10^5 would take minutes. */
static struct ed_str many_attributes(struct ed_arena *arena)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, ED_STR("<plist"));
	for (unsigned i = 0; i < 200000; i++)
		ed_putf(&out, " a%u=''", i);
	ed_put(&out, ED_STR("><dict/></plist>"));
	return ed_text_str(&out);
}

static void keeps_its_limits(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	expect_note(
	    repeated(&arena, "<plist>", "<array>", ED_MAX_DEPTH, "</plist>"),
	    "1: nested deeper than 32 levels; the rest is not read");
	expect_note(repeated(&arena, "<plist><array>", "<true/>", 200000 - 2,
			"</array></plist>"),
	    "");
	expect_note(repeated(&arena, "<plist><array>", "<true/>", 200000 - 1,
			"</array></plist>"),
	    "1: more than 200000 elements; the rest is not read");
	expect_note(repeated(&arena, "<plist><string>", "&", 1000000, ""),
	    "1: a bare & or <, which XML writes &amp; or &lt;");
	expect_note(many_attributes(&arena),
	    "1: more names of elements and attributes than a property list "
	    "has; the rest is not read");
	expect_note(repeated(&arena, "<plist><dict><key>Host</key><string>",
			"0123456789abcdef", (ED_MAX_TEXT >> 4) + 1,
			"</string><key>Port</key><integer>1</integer></dict>"
			"</plist>"),
	    "1: a text of more than 1048576 bytes, which is not read");
	expect_note(repeated(&arena, "<plist><dict><key>Password</key><string>",
			"0123456789abcdef", (ED_MAX_TEXT >> 4) + 1,
			"</string></dict></plist>"),
	    "1: not well-formed inside a secret value, which is not shown");
	expect_note(repeated(&arena, "<plist><string>", "0123456789abcdef",
			(ED_MAX_FILE >> 4) + 1, ""),
	    "0: larger than 16777216 bytes");
	ed_arena_free(&arena);
}

/* libxml2's own lines end at 65535. */
static void counts_many_lines(void **state)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;

	(void)state;
	ed_plist_read(&arena,
	    repeated(&arena, "<plist>", "\n", 70000, "<dict/></plist>"), &doc);
	assert_int_equal(doc.root->line, 70001);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_plistlib_reads),
	    cmocka_unit_test(names_each_node_by_xpath),
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(marks_what_damage_lies_in),
	    cmocka_unit_test(keeps_its_limits),
	    cmocka_unit_test(counts_many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
