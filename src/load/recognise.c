/* SPDX-License-Identifier: Apache-2.0 */
/* From paths to inputs: each file is given to the loader that knows it. */
#include "load/evidence_name.h"
#include "load/known_files.h"
#include "load/loader.h"
#include "load/noise.h"

#include "base/encoding.h"
#include "base/file.h"

#include <easdoctor/limits.h>

#include <string.h>
#include <sys/stat.h>

/*
 * The binary kinds come first: a few bytes decide them, and no text can look
 * like them. A profile and a record come before a case, because YAML would
 * take nearly any text. PEM can stand in a profile or between lines of a log,
 * so the certificate loader itself refuses what starts like markup.
 */
const struct ed_loader *const ed_loaders[] = {
    &ed_loader_events,
    &ed_loader_certificate,
    &ed_loader_pkcs12,
    &ed_loader_iis_config,
    &ed_loader_profile,
    &ed_loader_probe,
    &ed_loader_crl,
    &ed_loader_certutil_verify,
    &ed_loader_certutil_cainfo,
    &ed_loader_certutil_dump,
    &ed_loader_exchange,
    &ed_loader_sslcert,
    &ed_loader_registry,
    &ed_loader_store,
    &ed_loader_directory,
    &ed_loader_android,
    &ed_loader_iis_log,
    &ed_loader_httperr_log,
    &ed_loader_case,
    NULL,
};

enum { REPORT_HEAD = 80 };

/* Everything of one path that somebody gave. */
struct batch {
	struct ed_case *c;
	const char *path; /* as given */
	bool named;
	struct ed_list *roots; /* that its inputs are to join, or NULL */
	struct ed_input *last; /* the input of the file handed out last */
	unsigned n_files;
};

/* Is there room for one more? The first that has none says so. */
static bool has_room(const struct ed_case *c)
{
	uint64_t bytes = 0;

	/* What could not be used was not kept, nor are rows of logs. */
	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		bytes += in->unreadable ? 0 : in->bytes;
	}
	return c->inputs.n < ED_MAX_INPUTS && bytes < ED_MAX_TOTAL;
}

static void set_aside(struct ed_case *c, struct ed_input *in, const char *why)
{
	in->unreadable = true;
	ed_damage(c, in, "%s", why);
}

/* The reason of an error without the path, which the input has already. */
static const char *without_path(const struct ed_error *err, const char *path)
{
	size_t n = strlen(path);

	if (strncmp(err->text, path, n) == 0 &&
	    strncmp(err->text + n, ": ", 2) == 0)
		return err->text + n + 2;
	return err->text;
}

const struct ed_loader *ed_find_loader(struct ed_str bytes)
{
	for (size_t i = 0; ed_loaders[i]; i++)
		if (ed_loaders[i]->recognise(bytes))
			return ed_loaders[i];
	return NULL;
}

/* Near the start: the schema is the first that a report says. */
static bool is_report(struct ed_str bytes)
{
	const struct ed_str head = ed_str_sub(bytes, 0, REPORT_HEAD);

	return ed_str_starts(head, ED_STR("{")) &&
	       ed_str_find(head, ED_STR("\"easdoctor.report/")) < head.n;
}

/* What was tried is long, and of use to few: sentences quote the first. */
static void note_unrecognised(
    struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_text tried = {.arena = &c->arena};

	if (is_report(bytes)) {
		set_aside(c, in,
		    "a report is no evidence; \"easdoctor report\" shows it");
		return;
	}
	for (size_t i = 0; ed_loaders[i]; i++)
		ed_putf(&tried, "%s%s", i ? ", " : "", ed_loaders[i]->kind);
	in->incomplete = ed_name_promises(in->path);
	set_aside(c, in,
	    in->incomplete
		? "not recognised, though it is called like evidence: damaged?"
		: "not recognised");
	ed_damage(c, in, "tried: %.*s", ED_ARG(ed_text_str(&tried)));
}

/*
 * A case says what should be true: found among evidence, it is listed only.
 * Somebody who names one there may expect more.
 */
static void set_case_aside(struct ed_case *c, struct ed_input *in)
{
	if (in->named && !ed_is_same_file(c->name, in->path.p))
		set_aside(c, in, "a case is no evidence: it was not used");
}

static void load_bytes(
    struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	const struct ed_loader *loader = ed_find_loader(bytes);

	in->bytes = bytes.n;
	in->sha256 = ed_sha256_hex(&c->arena, bytes);
	if (loader)
		in->kind = ed_str_of(loader->kind);
	in->of_machine = loader && loader->of_machine;
	if (!loader)
		note_unrecognised(c, in, bytes);
	else if (loader == &ed_loader_case)
		set_case_aside(c, in);
	else if (loader->load_file)
		ed_defer(c, in, loader, bytes);
	else if (!loader->load(c, in, bytes))
		in->unreadable = true;
}

/* Nothing that is known here is that large. */
static bool is_oversized(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_size > (off_t)ED_MAX_FILE;
}

/*
 * Is it large, and nothing by its beginning? In text something may stand that
 * is not looked for, and must not pass for absent.
 */
static bool set_noise_aside(
    struct ed_case *c, struct ed_input *in, const char *path)
{
	enum ed_noise noise = ed_noise_of(path);

	if (noise == ED_NO_NOISE ||
	    (noise == ED_TEXT_NOISE && !ed_noise_is_spent(c)))
		return false;
	set_aside(
	    c, in, "not recognised by its beginning; the rest was not read");
	in->incomplete = noise == ED_TEXT_NOISE || ed_name_promises(in->path);
	return true;
}

/* Read apart: only what a loader made of it stays in memory. */
static void load_file(struct ed_case *c, struct ed_input *in, const char *path)
{
	struct ed_arena arena = {0};
	struct ed_str bytes = {NULL, 0};
	struct ed_error err = {""};

	if (ed_defer_file(c, in, path) || set_noise_aside(c, in, path))
		return;
	if (!ed_file_read(&arena, path, ED_MAX_FILE, &bytes, &err)) {
		set_aside(c, in, without_path(&err, path));
		in->incomplete |=
		    !is_oversized(path) || ed_name_promises(in->path);
	} else if (bytes.n == 0) {
		in->sha256 = ed_sha256_hex(&c->arena, bytes);
		set_aside(c, in, "the file is empty");
		in->incomplete = ed_name_promises(in->path);
	} else {
		load_bytes(c, in, bytes);
	}
	/* It may hold a key. */
	if (bytes.n)
		explicit_bzero((char *)bytes.p, bytes.n);
	ed_arena_free(&arena);
}

static struct ed_input *add_input(struct batch *batch, const char *path)
{
	struct ed_input *in = ed_add_input(batch->c, ed_str_of(path));

	if (in)
		in->named = batch->named && strcmp(path, batch->path) == 0;
	return in;
}

static void add_root(
    struct ed_case *c, struct ed_list *roots, const struct ed_input *in)
{
	for (size_t i = 0; i < roots->n; i++)
		if (ED_ITEMS(*roots, const struct ed_input *)[i] == in)
			return;
	*ED_PUSH(&c->arena, roots, const struct ed_input *) = in;
}

/* Even its hash would tell something of a password. */
static bool is_password_file(const struct ed_case *c, const char *path)
{
	return c->password_file.n && ed_is_same_file(c->password_file, path);
}

static void add_file(struct batch *batch, const char *path)
{
	struct ed_case *c = batch->c;

	batch->last = add_input(batch, path);
	if (!batch->last)
		return;
	if (is_password_file(c, path))
		batch->last->kind = ED_STR("password");
	else
		load_file(c, batch->last, path);
}

/* Links and special files are no evidence; files and folders may be. */
static bool may_be_evidence(const char *path)
{
	struct stat st;

	return lstat(path, &st) != 0 || S_ISREG(st.st_mode) ||
	       S_ISDIR(st.st_mode);
}

static void on_skipped(void *context, const char *path, const char *why)
{
	struct batch *batch = context;
	struct ed_input *in = ed_find_input(batch->c, path);

	batch->n_files++;
	batch->last = in ? in : add_input(batch, path);
	if (in || !batch->last)
		return;
	set_aside(batch->c, batch->last, why);
	batch->last->incomplete = may_be_evidence(path);
}

static void on_file(void *context, const char *path)
{
	struct batch *batch = context;
	struct ed_input *in = ed_find_input(batch->c, path);

	batch->n_files++;
	if (in) {
		in->named = in->named ||
			    (batch->named && strcmp(path, batch->path) == 0);
		batch->last = in;
	} else if (has_room(batch->c)) {
		add_file(batch, path);
	} else {
		on_skipped(
		    context, path, "too much evidence in one run: left out");
	}
	if (batch->roots && batch->last)
		add_root(batch->c, batch->roots, batch->last);
}

static struct ed_input *load_path(
    struct ed_case *c, const char *path, bool named, struct ed_list *roots)
{
	struct batch batch = {
	    .c = c, .path = path, .named = named, .roots = roots};

	ed_walk(path, on_file, on_skipped, &batch);
	if (batch.n_files == 0)
		on_skipped(&batch, path, "the folder holds no files");
	return batch.last;
}

struct ed_input *ed_load_bytes(
    struct ed_case *c, struct ed_str name, struct ed_str bytes)
{
	struct ed_input *in = ed_add_input(c, name);

	if (in)
		load_bytes(c, in, bytes);
	return in;
}

void ed_load_path(struct ed_case *c, const char *path, bool named)
{
	(void)load_path(c, path, named, NULL);
}

void ed_load_roots(struct ed_case *c, const char *path)
{
	(void)load_path(c, path, true, &c->root_inputs);
}

static void load_password_of_case(struct ed_case *c)
{
	const char *path = ed_copy_c(&c->arena, c->password_file);
	struct ed_error err = {""};
	struct ed_input *in;

	/* One from the command line stands above. */
	if (c->password || c->password_file.n == 0)
		return;
	if (ed_load_password(c, path, &err))
		return;
	in = ed_add_input(c, c->password_file);
	if (!in)
		return;
	in->kind = ED_STR("password");
	in->named = true;
	set_aside(c, in, without_path(&err, path));
}

static void load_list(
    struct ed_case *c, const struct ed_list *paths, struct ed_list *roots)
{
	for (size_t i = 0; i < paths->n; i++)
		(void)load_path(c,
		    ed_copy_c(&c->arena, ED_ITEMS(*paths, struct ed_str)[i]),
		    true, roots);
}

void ed_load_case_evidence(struct ed_case *c)
{
	load_password_of_case(c);
	load_list(c, &c->evidence, NULL);
	if (c->certificate.n)
		c->device_input = load_path(
		    c, ed_copy_c(&c->arena, c->certificate), true, NULL);
	load_list(c, &c->client_roots, &c->root_inputs);
	load_list(c, &c->server_roots, &c->server_root_inputs);
	load_list(c, &c->ca_files, NULL);
}
