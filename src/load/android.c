/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loader "android-profile": what a UEM shows of an Android profile, nested
 * <characteristic type="…"> with <parm name="…" value="…"/>.
 *
 * Only mail settings are taken, and of them only what a check asks for: the
 * host, and whether every server certificate is accepted. No password is
 * looked at.
 */
#include "base/encoding.h"
#include "base/file.h"
#include "base/url.h"
#include "load/loader.h"
#include "load/xml.h"

#include <easdoctor/limits.h>

#include <string.h>

enum { HEAD = 4096 };

/* One <characteristic> that is open. */
struct frame {
	bool is_mail;
	bool told; /* something of it was kept */
	struct ed_android_mail mail;
};

struct reader {
	struct ed_xml_reader xml_reader; /* first */
	struct ed_case *c;
	struct ed_input *in;
	unsigned input; /* its number */
	xmlParserCtxtPtr xml;
	struct ed_str profile; /* its name */
	struct frame frames[ED_MAX_DEPTH];
	unsigned depth;   /* of elements that are open */
	unsigned n_mails; /* of this file */
	bool any;         /* a characteristic was seen */
	bool stopped;
};

static bool holds(struct ed_str s, struct ed_str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (ed_str_ieq(ed_str_sub(s, i, word.n), word))
			return true;
	return false;
}

static bool recognise(struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_str head = ed_to_utf8(&scratch, ed_str_sub(bytes, 0, HEAD));
	bool fits = ed_str_starts(ed_str_trim(head), ED_STR("<")) &&
		    holds(head, ED_STR("<characteristic")) &&
		    holds(head, ED_STR("com.airwatch.android"));

	ed_arena_free(&scratch);
	return fits;
}

static unsigned line_of(const struct reader *r)
{
	int line = r->xml->input ? r->xml->input->line : 0;

	return line > 0 ? (unsigned)line : 0;
}

static void stop(struct reader *r)
{
	r->stopped = true;
	r->c->facts.android_lost = true;
	xmlStopParser(r->xml);
}

static struct ed_ref here(const struct reader *r, struct ed_str quote)
{
	return (struct ed_ref){.input = r->input,
	    .kind = ED_AT_LINE,
	    .at = ed_format(&r->c->arena, "%u", line_of(r)),
	    .quote = quote};
}

/* The attribute of that name, or an empty slice. It ends with the event. */
static struct ed_str attribute(const xmlChar **list, int n, const char *name)
{
	for (int i = 0; i < n; i++) {
		const xmlChar **one = list + (size_t)i * 5;

		if (strcmp((const char *)one[0], name) == 0)
			return (struct ed_str){
			    (const char *)one[3], (size_t)(one[4] - one[3])};
	}
	return ED_STR("");
}

/* Which types hold mail settings is known for Gmail's only. */
static bool is_mail(struct ed_str type)
{
	static const char *const words[] = {".eas.", "exchange", "email",
	    "gmail", "android.gm", "boxer", "touchdown", "nitrodesk"};

	for (size_t i = 0; i < ED_COUNT(words); i++)
		if (holds(type, ed_str_of(words[i])))
			return true;
	return ed_str_iends(type, ED_STR(".eas"));
}

static void open_characteristic(struct reader *r, struct ed_str type)
{
	struct frame *frame = &r->frames[r->depth];

	r->any = true;
	frame->is_mail = is_mail(type);
	if (!frame->is_mail)
		return;
	frame->mail.type = ed_copy(&r->c->arena, type);
	frame->mail.ref = here(r, frame->mail.type);
}

static enum ed_answer meant(struct ed_str text)
{
	text = ed_str_trim(text);
	if (ed_str_ieq(text, ED_STR("true")) || ed_str_eq(text, ED_STR("1")))
		return ED_YES;
	if (ed_str_ieq(text, ED_STR("false")) || ed_str_eq(text, ED_STR("0")))
		return ED_NO;
	return ED_UNSAID;
}

static void take_parm(struct reader *r, struct frame *frame, struct ed_str name,
    struct ed_str value)
{
	if (ed_str_ieq(name, ED_STR("Host")) ||
	    ed_str_ieq(name, ED_STR("exchange_host"))) {
		frame->mail.host.given = true;
		frame->mail.host.value = ed_url_mask(
		    &r->c->arena, ed_str_sub(value, 0, ED_MAX_TEXT));
		frame->mail.host.ref = here(r, frame->mail.host.value);
		frame->told = true;
	}
	if (ed_str_ieq(name, ED_STR("AcceptCerts")) ||
	    ed_str_ieq(name, ED_STR("exchange_trust_all_certificates"))) {
		frame->mail.accepts_any.value = meant(value);
		frame->mail.accepts_any.ref = here(r,
		    ed_copy(&r->c->arena, ed_str_sub(value, 0, ED_MAX_SHOWN)));
		frame->told = true;
		if (frame->mail.accepts_any.value == ED_UNSAID) {
			ed_damage(r->c, r->in,
			    "line %u: %.*s is neither true nor false",
			    line_of(r), ED_ARG(name));
			r->c->facts.android_lost = true;
		}
	}
}

/* The characteristic around what is being opened, or NULL. */
static struct frame *innermost(struct reader *r)
{
	return r->depth ? &r->frames[r->depth - 1] : NULL;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = context;
	struct ed_str element = ed_str_of((const char *)name);
	struct frame *around = innermost(r);

	(void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_defaulted;
	if (r->stopped)
		return;
	if (r->depth == ED_MAX_DEPTH) {
		ed_damage(r->c, r->in,
		    "line %u: more than %d levels; the rest is not read",
		    line_of(r), ED_MAX_DEPTH);
		stop(r);
		return;
	}
	memset(&r->frames[r->depth], 0, sizeof(r->frames[0]));
	if (ed_str_eq(element, ED_STR("characteristic")))
		open_characteristic(
		    r, attribute(attributes, n_attributes, "type"));
	else if (ed_str_eq(element, ED_STR("parm")) && around &&
		 around->is_mail)
		take_parm(r, around,
		    attribute(attributes, n_attributes, "name"),
		    attribute(attributes, n_attributes, "value"));
	else if (ed_str_eq(element, ED_STR("wap-provisioningdoc")))
		r->profile = ed_copy(
		    &r->c->arena, attribute(attributes, n_attributes, "name"));
	r->depth++;
}

static void keep(struct reader *r, const struct frame *frame)
{
	struct ed_android_mail *mail = ed_add_android_mail(r->c);
	struct ed_str name =
	    r->profile.n ? r->profile : ed_path_name(r->in->path);

	if (!mail) {
		ed_damage(r->c, r->in, "more than %d mail settings; left out",
		    ED_MAX_PROFILES);
		stop(r);
		return;
	}
	*mail = frame->mail;
	r->n_mails++;
	mail->label =
	    r->n_mails == 1
		? ed_format(&r->c->arena, "mail settings of profile %.*s",
		      ED_ARG(name))
		: ed_format(&r->c->arena, "mail settings %u of profile %.*s",
		      r->n_mails, ED_ARG(name));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = context;

	(void)name, (void)prefix, (void)uri;
	if (r->stopped || !r->depth)
		return;
	r->depth--;
	if (r->frames[r->depth].told)
		keep(r, &r->frames[r->depth]);
}

static void refuse(void *context)
{
	struct reader *r = context;

	if (r->stopped)
		return;
	ed_damage(r->c, r->in,
	    "line %u: declares a document type or entities, which no profile "
	    "needs; the rest is not read",
	    line_of(r));
	stop(r);
}

static void on_error(void *context, xmlErrorPtr error)
{
	struct reader *r = context;
	struct ed_str text = ed_str_of(error->message);

	if (r->stopped || error->level < XML_ERR_ERROR)
		return;
	ed_damage(r->c, r->in, "line %u: %.*s; the rest is not read",
	    line_of(r),
	    ED_ARG(ed_str_sub(text, 0, ed_str_find(text, ED_STR("\n")))));
	stop(r);
}

static const xmlSAXHandler handlers = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .internalSubset = ed_xml_on_doctype,
    .entityDecl = ed_xml_on_entity,
    .serror = on_error,
};

static void parse(struct reader *r, struct ed_str text)
{
	const struct ed_xml xml = {
	    .handlers = &handlers, .context = r, .names = ED_MAX_XML_NAMES};

	if (!ed_xml_parse(&xml, text, &r->xml))
		ed_damage(r->c, r->in, "libxml2 could not start");
}

/* What is not looked at must not pass for healthy. */
static void note_limits(struct reader *r)
{
	r->in->incomplete = true;
	if (!r->any)
		ed_damage(r->c, r->in, "holds no characteristic");
	else
		ed_damage(r->c, r->in,
		    "an Android profile: of its mail settings only the host, "
		    "and whether every server certificate is accepted, are "
		    "read");
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct reader *r = ed_alloc(&scratch, sizeof(*r));
	struct ed_str text = ed_str_trim(ed_to_utf8(&scratch, bytes));
	bool any;

	r->xml_reader.refuse = refuse;
	r->c = c;
	r->in = in;
	r->input = ed_input_number(c, in);
	if (text.n > 1 && text.n <= ED_MAX_FILE * 2 && text.p[0] == '<')
		parse(r, text);
	note_limits(r);
	any = r->any;
	ed_arena_free(&scratch);
	return any;
}

const struct ed_loader ed_loader_android = {
    .kind = "android-profile",
    .recognise = recognise,
    .load = load,
};
