/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle.h"
#include "directory_export.h"
#include "events_log.h"
#include "pki.h"
#include "record.h"
#include "server_side.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* mkdir -p of everything before the last slash. */
static void make_folders(struct ed_spec *spec, const char *path)
{
	char *copy = (char *)ed_copy(spec->arena, ed_str_of(path)).p;

	for (char *slash = strchr(copy + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			ed_give_up(copy);
		*slash = '/';
	}
}

static void write_file(struct ed_spec *spec, const char *folder,
    const char *name, struct ed_str bytes)
{
	const char *path = ed_say(spec, "%s/%s", folder, name);
	FILE *file;

	make_folders(spec, path);
	file = fopen(path, "wb");
	if (!file || fwrite(bytes.p, 1, bytes.n, file) != bytes.n ||
	    fclose(file) != 0)
		ed_give_up(path);
}

static struct ed_str with_crlf(struct ed_spec *spec, struct ed_str text)
{
	struct ed_text out = {.arena = spec->arena};

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n')
			ed_put_byte(&out, '\r');
		ed_put_byte(&out, text.p[i]);
	}
	return ed_text_str(&out);
}

static struct ed_str lines(struct ed_spec *spec, struct ed_str text)
{
	return spec->crlf ? with_crlf(spec, text) : text;
}

/* Name of a CA's file, from its common name: "corp-root-ca.pem". */
static const char *authority_path(
    struct ed_spec *spec, const struct ed_authority *authority)
{
	char *name = (char *)ed_copy(spec->arena, ed_str_of(authority->name)).p;

	for (char *p = name; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
		else if (!((*p >= 'a' && *p <= 'z') ||
			     (*p >= '0' && *p <= '9')))
			*p = '-';
	}
	return ed_say(spec, "evidence/%s%s-k%d.%s", spec->pki_folder, name,
	    authority->key, spec->form == ED_FORM_DER ? "cer" : "pem");
}

static void write_authority(
    struct ed_spec *spec, struct ed_authority *authority, const char *folder)
{
	X509 *cert = ed_make_authority(spec, authority);

	write_file(spec, folder, authority_path(spec, authority),
	    spec->form == ED_FORM_DER ? ed_der_of(spec, cert)
				      : lines(spec, ed_pem_of(spec, cert)));
}

static const char *device_path(struct ed_spec *spec)
{
	static const char *const endings[] = {"pem", "cer", "p12", "pem"};

	if (spec->form == ED_FORM_NONE)
		return NULL;
	return ed_say(spec, "evidence/%s%s.%s", spec->pki_folder,
	    spec->device_file, endings[spec->form]);
}

/* The certificate, its chain and its key in one PEM file. */
static struct ed_str bundle_of(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ed_pem_of(spec, ed_make_leaf(spec)));
	if (spec->pack.key >= 0)
		ed_put(&out, ed_pem_of_key(spec, spec->pack.key));
	for (unsigned i = 0; i < spec->n_shown && spec->pack.with_chain; i++)
		if (spec->shown[i]->issuer)
			ed_put(&out, ed_pem_of(spec, ed_make_authority(spec,
							 spec->shown[i])));
	return ed_text_str(&out);
}

static void write_device(struct ed_spec *spec, const char *folder)
{
	const char *path = device_path(spec);
	X509 *leaf = ed_make_leaf(spec);

	if (spec->form == ED_FORM_PEM)
		write_file(
		    spec, folder, path, lines(spec, ed_pem_of(spec, leaf)));
	if (spec->form == ED_FORM_DER)
		write_file(spec, folder, path, ed_der_of(spec, leaf));
	if (spec->form == ED_FORM_BUNDLE)
		write_file(spec, folder, path, lines(spec, bundle_of(spec)));
	if (spec->form != ED_FORM_PKCS12)
		return;
	write_file(spec, folder, path, ed_make_pkcs12(spec));
	write_file(spec, folder, "evidence/password.txt",
	    ed_str_of(
		ed_say(spec, "%s\n", spec->pack.said ? spec->pack.said : "")));
}

static void write_profiles(struct ed_spec *spec, const char *folder)
{
	const char *path =
	    ed_say(spec, "evidence/%s.mobileconfig", spec->profile_file);
	struct ed_str xml;

	if (!spec->profile.present)
		return;
	xml = ed_profile_xml(spec);
	if (!spec->profile.utf16)
		xml = lines(spec, xml);
	write_file(spec, folder, path,
	    spec->profile.seal ? ed_sealed(spec, xml) : xml);
	if (spec->profile.second_apart)
		write_file(spec, folder, "evidence/mail-2.mobileconfig",
		    ed_second_profile_xml(spec));
	if (spec->profile.credentials_apart)
		write_file(spec, folder, "evidence/certificates.mobileconfig",
		    ed_credentials_profile_xml(spec));
}

/* Another certificate, made as the device's is. */
static void write_second(struct ed_spec *spec, const char *folder)
{
	struct ed_leaf first = spec->leaf;

	if (!spec->has_second)
		return;
	spec->leaf = spec->second;
	spec->leaf.made = NULL;
	write_file(spec, folder, ed_say(spec, "evidence/%s", spec->second_file),
	    lines(spec, ed_pem_of(spec, ed_make_leaf(spec))));
	X509_free(spec->leaf.made);
	spec->leaf = first;
}

static void write_export(struct ed_spec *spec, const char *folder)
{
	if (spec->exported.kind == ED_EXPORT_NONE)
		return;
	write_file(spec, folder,
	    spec->exported.kind == ED_EXPORT_LDIF ? "evidence/account.ldf"
						  : "evidence/aduser.txt",
	    lines(spec, ed_directory_export(spec)));
}

static void write_events(struct ed_spec *spec, const char *folder)
{
	if (spec->events.present)
		write_file(
		    spec, folder, "evidence/events.xml", ed_events_log(spec));
}

/* As Windows PowerShell writes it: UTF-16 with a byte order mark. */
static struct ed_str as_utf16(struct ed_spec *spec, struct ed_str text)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("\xff\xfe"));
	for (size_t i = 0; i < text.n; i++) {
		ed_put_byte(&out, text.p[i]);
		ed_put_byte(&out, '\0');
	}
	return ed_text_str(&out);
}

static void write_exchange(struct ed_spec *spec, const char *folder)
{
	const struct ed_exchange_spec *exchange = &spec->exchange;
	struct ed_str text;

	if (!exchange->text.n)
		return;
	text = with_crlf(spec, exchange->text);
	write_file(spec, folder, "evidence/exchange.txt",
	    exchange->utf16 ? as_utf16(spec, text) : text);
}

static void write_revocation(struct ed_spec *spec, const char *folder)
{
	struct ed_str text;

	for (unsigned i = 0; i < spec->n_lists; i++) {
		struct ed_str list = ed_make_list(spec, &spec->lists[i]);

		write_file(spec, folder, spec->lists[i].path,
		    spec->lists[i].pem ? lines(spec, list) : list);
	}
	if (!spec->output.path)
		return;
	text = with_crlf(
	    spec, ed_str_of(spec->output.make(spec, spec->output.variant)));
	write_file(spec, folder, spec->output.path,
	    spec->output.utf16 ? as_utf16(spec, text) : text);
}

static void write_record(struct ed_spec *spec, const char *folder)
{
	if (spec->record.roots)
		write_file(
		    spec, folder, "server-root.pem", ed_server_root_pem(spec));
	if (!spec->record.present)
		return;
	write_file(spec, folder, "evidence/probe.json",
	    lines(spec, ed_record_json(spec)));
	if (spec->record.show_issuing)
		write_file(spec, folder, "evidence/server-ca.pem",
		    ed_server_issuing_pem(spec));
}

static void write_servers(struct ed_spec *spec, const char *folder)
{
	struct ed_file_said files[ED_MAX_SERVER_FILES];
	const unsigned n = ed_server_files(spec, files);

	for (unsigned i = 0; i < n; i++)
		write_file(spec, folder, files[i].path, files[i].bytes);
}

void ed_bundle_write(
    struct ed_spec *spec, const struct ed_truth *truth, const char *folder)
{
	const char *roots[ED_COUNT(spec->anchors)];
	size_t n_roots = spec->expected.roots ? spec->n_anchors : 0;
	const char *server_root = NULL;

	for (size_t i = 0; i < n_roots; i++) {
		roots[i] = authority_path(spec, spec->anchors[i]);
		write_authority(spec, spec->anchors[i], folder);
	}
	for (unsigned i = 0; i < spec->n_shown; i++)
		write_authority(spec, spec->shown[i], folder);
	if (n_roots && spec->server_root) {
		server_root = authority_path(spec, spec->server_root);
		write_authority(spec, spec->server_root, folder);
	}
	write_device(spec, folder);
	write_profiles(spec, folder);
	write_second(spec, folder);
	write_export(spec, folder);
	write_events(spec, folder);
	write_revocation(spec, folder);
	write_exchange(spec, folder);
	write_record(spec, folder);
	write_servers(spec, folder);
	for (unsigned i = 0; i < spec->n_extras; i++)
		write_file(spec, folder, spec->extras[i].path,
		    lines(spec, spec->extras[i].bytes));
	write_file(spec, folder, "case.yaml",
	    ed_case_yaml(spec, device_path(spec), server_root, roots, n_roots));
	write_file(spec, folder, "label.yaml", ed_label_yaml(spec, truth));
}
