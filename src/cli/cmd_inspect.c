/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"
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
};

#define AT(field) offsetof(struct options, field)

static const struct ed_option options[] = {
    {"case", 'c', ED_OPTION_TEXT, AT(case_file), "FILE",
	"Read this case file and what it names too", NULL},
    {"password-file", 0, ED_OPTION_TEXT, AT(password_file), "FILE",
	"First line is the password of PKCS#12 files", NULL},
    {"format", 'f', ED_OPTION_TEXT, AT(format), "NAME",
	"text, json, or pem: the certificates", NULL},
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

static int inspect(const struct options *o, const struct ed_list *operands)
{
	const struct ed_style style = {.detail = ED_EVERYTHING, .width = 80};
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
	if (is_format(o, "json"))
		ed_inspect_json(&c, &text);
	else if (is_format(o, "pem"))
		inspect_pem(&c, &text);
	else
		ed_inspect_text(&c, &style, &text);
	code = exit_code(&c);
	if (!ed_print(ed_text_str(&text)))
		code = ed_complain("cannot write to standard output");
	ed_case_free(&c);
	return code;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	const struct options *o = into;

	(void)arena;
	if (operands->n == 0 && !o->case_file)
		return ed_usage_error("inspect", "name files or folders");
	if (o->format && !is_format(o, "text") && !is_format(o, "json") &&
	    !is_format(o, "pem"))
		return ed_usage_error(
		    "inspect", "--format takes text, json or pem");
	return inspect(o, operands);
}

const struct ed_command_line ed_command_inspect = {
    .name = "inspect",
    .operands = "[EVIDENCE]…",
    .summary = "Show what was read from each file, without judgement",
    .examples =
	"  easdoctor inspect device.pem profile.mobileconfig\n"
	"  easdoctor inspect --format json evidence/\n"
	"  easdoctor inspect --format pem profile.mobileconfig | openssl x509 "
	"-text\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
