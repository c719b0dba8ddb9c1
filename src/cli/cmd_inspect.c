/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"
#include "cli/veil.h"
#include "derive/derive.h"
#include "load/loader.h"
#include "report/report.h"

#include <easdoctor/report.h>
#include <openssl/evp.h>
#include <string.h>
#include <time.h>

struct options {
	const char *case_file;
	const char *password_file;
	const char *format;
	const char *privacy;
	const char *privacy_key;
	const char *privacy_map;
};

#define AT(field) offsetof(struct options, field)

static const struct ed_option options[] = {
    {"case", 'c', ED_OPTION_TEXT, AT(case_file), "FILE",
	"Read this case file and what it names too", NULL},
    {"password-file", 0, ED_OPTION_TEXT, AT(password_file), "FILE",
	"First line is the password of PKCS#12 files", NULL},
    {"format", 'f', ED_OPTION_TEXT, AT(format), "NAME",
	"text, json, or pem: the certificates", NULL},
    {"privacy", 0, ED_OPTION_TEXT, AT(privacy), "LEVEL",
	"none (default), internal, vendor or public", NULL},
    {"privacy-key", 0, ED_OPTION_TEXT, AT(privacy_key), "FILE",
	"Makes names that are the same in every run", NULL},
    {"privacy-map", 0, ED_OPTION_TEXT, AT(privacy_map), "FILE",
	"Write there which name stands for what (0600)", NULL},
    {0}};

static bool load(struct ed_case *c, const struct options *o,
    const struct ed_list *operands, struct ed_error *err)
{
	c->facts.as_of = (int64_t)time(NULL);
	if (o->case_file && !ed_load_case(c, o->case_file, err))
		return false;
	if (o->password_file && !ed_load_password(c, o->password_file, err))
		return false;
	ed_load_case_evidence(c);
	for (size_t i = 0; i < operands->n; i++)
		ed_load_path(c, ED_ITEMS(*operands, const char *)[i], true);
	ed_load_deferred(c);
	ed_case_forget_password(c);
	ed_derive(c);
	return true;
}

/* 3 when something that was named could not be used. */
static int exit_code(const struct ed_case *c)
{
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		if (in->unreadable && in->named)
			return ED_EXIT_UNKNOWN;
	}
	return ED_EXIT_HEALTHY;
}

static void put_pem(struct ed_text *out, const struct ed_certificate *cert)
{
	char line[68];

	if (!cert->der.n)
		return;
	ed_putf(out, "# %.*s, %.*s\n-----BEGIN CERTIFICATE-----\n",
	    ED_ARG(cert->label),
	    ED_ARG(ed_escape(out->arena, cert->subject.text)));
	for (size_t i = 0; i < cert->der.n; i += 48) {
		const struct ed_str part = ed_str_sub(cert->der, i, 48);
		int n = EVP_EncodeBlock((unsigned char *)line,
		    (const unsigned char *)part.p, (int)part.n);

		ed_putf(out, "%.*s\n", n, line);
	}
	ed_putf(out, "-----END CERTIFICATE-----\n");
}

/* The device's certificate first, so that tools that read one read that. */
static void inspect_pem(const struct ed_case *c, struct ed_text *out)
{
	const struct ed_certificate *device = c->facts.device_certificate;

	if (device)
		put_pem(out, device);
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (!device || !ed_certificate_is(cert, device))
			put_pem(out, cert);
	}
}

static bool is_format(const struct options *o, const char *name)
{
	return o->format && strcmp(o->format, name) == 0;
}

static void put(const struct options *o, const struct ed_case *c,
    const struct ed_cover *cover, struct ed_text *out)
{
	const struct ed_style style = {
	    .detail = ED_EVERYTHING, .width = 80, .cover = cover};

	if (is_format(o, "json"))
		ed_inspect_json_covered(c, cover, out);
	else if (is_format(o, "pem"))
		inspect_pem(c, out);
	else
		ed_inspect_text(c, &style, out);
}

/* Written three times: for what it shows, veiled, and for its frame. */
static bool put_veiled(const struct options *o, struct ed_case *c,
    enum ed_privacy level, struct ed_text *out, struct ed_error *err)
{
	struct ed_text shown = {.arena = &c->arena};
	struct ed_text raw = shown, frame = shown;
	struct ed_cover cover = {.arena = &c->arena, .shown = &shown};
	struct ed_str key = {0};
	struct ed_veil veil;

	if (!ed_veil_key(&c->arena, o->privacy_key, &key, err))
		return false;
	put(o, c, &cover, &raw);
	ed_veil_make_shown(
	    &c->arena, level, key, c, ed_text_str(&shown), &veil);
	cover = (struct ed_cover){.arena = &c->arena, .veil = &veil};
	put(o, c, &cover, out);
	cover.veil = NULL;
	put(o, c, &cover, &frame);
	return ed_veil_holds(
		   &veil, ed_text_str(out), ed_text_str(&frame), err) &&
	       ed_veil_put_map(&veil, o->privacy_map, err);
}

static int inspect(const struct options *o, enum ed_privacy level,
    const struct ed_list *operands)
{
	struct ed_text text;
	struct ed_error err;
	struct ed_case c;
	int code;

	ed_case_init(&c);
	text = (struct ed_text){.arena = &c.arena};
	if (!load(&c, o, operands, &err)) {
		ed_case_free(&c);
		return ed_complain("%s", err.text);
	}
	code = exit_code(&c);
	if (level == ED_PRIVACY_NONE)
		put(o, &c, NULL, &text);
	else if (!put_veiled(o, &c, level, &text, &err)) {
		ed_case_free(&c);
		return ed_complain("%s", err.text);
	}
	if (!ed_print(ed_text_str(&text)))
		code = ed_complain("cannot write to standard output");
	ed_case_free(&c);
	return code;
}

static bool check(
    const struct options *o, enum ed_privacy *level, struct ed_error *err)
{
	if (o->format && !is_format(o, "text") && !is_format(o, "json") &&
	    !is_format(o, "pem"))
		return ed_fail(err, "--format takes text, json or pem");
	if (!ed_veil_level(o->privacy, level, err))
		return false;
	if (*level != ED_PRIVACY_NONE && is_format(o, "pem"))
		return ed_fail(err, "a certificate in PEM is whole: --privacy "
				    "cannot be given");
	return ed_veil_files(
	    o->privacy_key, o->privacy_map, *level != ED_PRIVACY_NONE, err);
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	const struct options *o = into;
	enum ed_privacy level = ED_PRIVACY_NONE;
	struct ed_error err;

	(void)arena;
	if (operands->n == 0 && !o->case_file)
		return ed_usage_error("inspect", "name files or folders");
	if (!check(o, &level, &err))
		return ed_usage_error("inspect", "%s", err.text);
	return inspect(o, level, operands);
}

const struct ed_command_line ed_command_inspect = {
    .name = "inspect",
    .operands = "[EVIDENCE]…",
    .summary = "Show what was read from each file, without judgement",
    .examples =
	"  easdoctor inspect device.pem profile.mobileconfig\n"
	"  easdoctor inspect --format json evidence/\n"
	"  easdoctor inspect --privacy public evidence/\n"
	"  easdoctor inspect --format pem profile.mobileconfig | openssl x509 "
	"-text\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
