/* SPDX-License-Identifier: Apache-2.0 */
/*
 * netsh http show sslcert: the bindings of http.sys.
 *
 * Labels are padded with blanks and end with " : "; the label of an address
 * holds a colon itself. They are in the language of Windows, and which line
 * says what is never guessed from another.
 */
#include "base/encoding.h"
#include "base/lines.h"
#include "load/certutil_text.h"
#include "load/line_file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

enum { LOOK = 16 * 1024, VALUE = 512 };

struct reading {
	struct ed_case *c;
	struct ed_input *in;
	struct ed_binding *now; /* NULL: none began, or there were too many */
	unsigned began;         /* the line of now */
	bool full;
	bool foreign; /* a block in another language was seen */
	size_t n;
};

static const struct {
	const char *label;
	size_t offset;
} switches[] = {
    {"Verify Client Certificate Revocation",
	offsetof(struct ed_binding, revocation)},
    {"Verify Revocation Using Cached Client Certificate Only",
	offsetof(struct ed_binding, cached_only)},
    {"Usage Check", offsetof(struct ed_binding, usage_check)},
    {"DS Mapper Usage", offsetof(struct ed_binding, ds_mapper)},
    {"Negotiate Client Certificate", offsetof(struct ed_binding, negotiate)},
    {"Reject Connections", offsetof(struct ed_binding, rejects)},
    {"Disable HTTP2", offsetof(struct ed_binding, http2_off)},
    {"Disable QUIC", offsetof(struct ed_binding, quic_off)},
    {"Disable TLS1.2", offsetof(struct ed_binding, tls12_off)},
    {"Disable TLS1.3", offsetof(struct ed_binding, tls13_off)},
    {"Disable Legacy TLS Versions", offsetof(struct ed_binding, legacy_off)},
};

static const struct {
	const char *label;
	size_t offset;
} texts[] = {
    {"Certificate Hash", offsetof(struct ed_binding, hash)},
    {"Application ID", offsetof(struct ed_binding, app_id)},
    {"Certificate Store Name", offsetof(struct ed_binding, store)},
    {"Ctl Identifier", offsetof(struct ed_binding, ctl_id)},
    {"Ctl Store Name", offsetof(struct ed_binding, ctl_store)},
};

/* "Label    : value", or "Label: value"; a value may be missing. */
static bool split(
    struct ed_str line, struct ed_str *label, struct ed_str *value)
{
	size_t at, n = 3;

	line = ed_str_trim(line);
	at = ed_str_find(line, ED_STR(" : "));
	if (at == line.n && ed_str_iends(line, ED_STR(" :")))
		at = line.n - 2;
	if (at == line.n) {
		n = 2;
		at = ed_str_find(line, ED_STR(": "));
	}
	if (at == line.n)
		return false;
	*value = ed_str_trim(ed_str_sub(line, at + n, line.n));
	*label = ed_str_trim(ed_str_sub(line, 0, at));
	return label->n > 0;
}

static bool kind_of(struct ed_str label, enum ed_binding_kind *out)
{
	static const struct {
		const char *label;
		enum ed_binding_kind kind;
	} kinds[] = {
	    {"IP:port", ED_BINDING_ADDRESS},
	    {"Hostname:port", ED_BINDING_NAME},
	    {"Central Certificate Store", ED_BINDING_STORE},
	    {"Scoped Central Certificate Store", ED_BINDING_SCOPED},
	};

	for (size_t i = 0; i < ED_COUNT(kinds); i++)
		if (ed_str_ieq(label, ed_str_of(kinds[i].label))) {
			*out = kinds[i].kind;
			return true;
		}
	return false;
}

/* {4dc3e181-e14b-4a21-b022-59fc669b0914} */
static bool is_guid(struct ed_str s)
{
	static const char pattern[] = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
	struct ed_str want = ED_STR(pattern);

	if (s.n != want.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool hex = (s.p[i] >= '0' && s.p[i] <= '9') ||
			   ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'f');

		if (want.p[i] == 'x' ? !hex : s.p[i] != want.p[i])
			return false;
	}
	return true;
}

static bool is_label_of_ours(struct ed_str label)
{
	enum ed_binding_kind kind;

	if (kind_of(label, &kind))
		return true;
	for (size_t i = 0; i < ED_COUNT(switches); i++)
		if (ed_str_ieq(label, ed_str_of(switches[i].label)))
			return true;
	for (size_t i = 0; i < ED_COUNT(texts); i++)
		if (ed_str_ieq(label, ed_str_of(texts[i].label)))
			return true;
	return false;
}

static bool is_hash(struct ed_arena *arena, struct ed_str value)
{
	return (value.n == 40 || value.n == 64) &&
	       ed_hex_digits(arena, value).n == value.n;
}

/*
 * Ours: a label that begins a block. In any language: a hash, and an
 * application behind it.
 */
static bool recognise(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	struct ed_str line, label, value;
	enum ed_binding_kind kind;
	bool is = false, hash = false, begun = false;

	while (!is && ed_line_take(&text, &line)) {
		is = ed_str_istarts(
		    ed_str_trim(line), ED_STR("SSL Certificate bindings:"));
		if (is || !split(line, &label, &value))
			continue;
		is = (hash && is_guid(value)) ||
		     (begun && is_label_of_ours(label));
		begun = kind_of(label, &kind);
		hash = is_hash(&arena, value);
	}
	ed_arena_free(&arena);
	return is;
}

/* The port behind the last colon, or all of it. */
static void set_endpoint(struct reading *r, struct ed_str value)
{
	struct ed_binding *b = r->now;
	size_t at = value.n;
	int64_t port;

	while (at > 0 && value.p[at - 1] != ':')
		at--;
	b->endpoint = ed_copy(&r->c->arena, ed_str_sub(value, 0, VALUE));
	if (at > 0)
		b->host = ed_str_sub(b->endpoint, 0, at - 1);
	if (ed_decimal(ed_str_sub(value, at, value.n), &port) && port > 0 &&
	    port < 65536)
		b->port = (unsigned)port;
	else
		ed_line_damage(
		    r->c, r->in, r->began, "no port stands behind the colon");
}

/* The last line that every version of netsh writes of a binding. */
static void end_binding(struct reading *r)
{
	if (r->now &&
	    (r->now->ds_mapper == ED_UNSAID || r->now->negotiate == ED_UNSAID))
		ed_line_damage(r->c, r->in, r->began,
		    "of this binding not all can be read");
	r->now = NULL;
}

static void begin_binding(struct reading *r, enum ed_binding_kind kind,
    struct ed_str value, struct ed_str line, unsigned number)
{
	end_binding(r);
	r->began = number;
	r->now = ed_add_binding(r->c);
	r->n++;
	if (!r->now) {
		if (!r->full)
			ed_line_damage(r->c, r->in, number,
			    "more bindings than any server has: the rest is "
			    "left out");
		r->full = true;
		return;
	}
	r->now->kind = kind;
	r->now->ref = ed_at_line(r->c, r->in, number, line);
	set_endpoint(r, value);
}

static void set_switch(
    struct reading *r, enum ed_answer *to, struct ed_str value, unsigned number)
{
	if (ed_str_ieq(value, ED_STR("Enabled")) ||
	    ed_str_ieq(value, ED_STR("Set")))
		*to = ED_YES;
	else if (ed_str_ieq(value, ED_STR("Disabled")) ||
		 ed_str_ieq(value, ED_STR("Not Set")))
		*to = ED_NO;
	else
		ed_line_damage(r->c, r->in, number,
		    "neither Enabled nor Disabled stands there");
}

static void set_text(struct reading *r, struct ed_str *to, struct ed_str value)
{
	if (!ed_str_ieq(value, ED_STR("(null)")))
		*to = ed_copy(&r->c->arena, ed_str_sub(value, 0, VALUE));
}

static void take_field(struct reading *r, struct ed_str label,
    struct ed_str value, unsigned number)
{
	char *now = (char *)r->now;

	for (size_t i = 0; i < ED_COUNT(switches); i++)
		if (ed_str_ieq(label, ed_str_of(switches[i].label))) {
			set_switch(r,
			    (enum ed_answer *)(void *)(now +
						       switches[i].offset),
			    value, number);
			return;
		}
	for (size_t i = 0; i < ED_COUNT(texts); i++)
		if (ed_str_ieq(label, ed_str_of(texts[i].label))) {
			set_text(r,
			    (struct ed_str *)(void *)(now + texts[i].offset),
			    value);
			return;
		}
}

static void take(void *reading, struct ed_str line, unsigned number)
{
	struct reading *r = reading;
	struct ed_str label, value;
	enum ed_binding_kind kind;

	if (!split(line, &label, &value))
		return;
	if (kind_of(label, &kind))
		begin_binding(r, kind, value, line, number);
	else if (r->now)
		take_field(r, label, value, number);
	if (is_guid(value) && !ed_str_ieq(label, ED_STR("Application ID")))
		r->foreign = true;
}

static bool conclude(struct reading *r)
{
	end_binding(r);
	if (r->foreign) {
		r->in->incomplete = true;
		ed_damage(r->c, r->in,
		    "localised output: its labels are in another language "
		    "than English and are not guessed; export "
		    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\"
		    "Parameters with reg export instead");
	}
	return true;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct reading r = {.c = c, .in = in};

	return ed_each_line(c, in, bytes, take, &r) && conclude(&r);
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	struct reading r = {.c = c, .in = in};

	(void)head;
	return ed_each_line_of_file(c, in, take, &r) && conclude(&r);
}

const struct ed_loader ed_loader_sslcert = {
    .kind = "sslcert",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .of_machine = true,
    .limit = ED_MAX_BULK,
};
