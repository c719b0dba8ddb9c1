/* SPDX-License-Identifier: Apache-2.0 */
/* What was read from each input, as easdoctor.inspect/1. */
#include "report/inspect_iis.h"
#include "report/inspect_probe.h"
#include "report/privacy.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA "easdoctor.inspect/1"

static void add_profiles(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "profiles");

	for (size_t i = 0; i < c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(c->profiles, struct ed_profile *)[i];

		if (profile->ref.input == input)
			ed_json_profile(ed_append_object(list), profile);
	}
}

static void add_androids(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "android_mails");

	for (size_t i = 0; i < c->android_mails.n; i++) {
		const struct ed_android_mail *mail =
		    ED_ITEMS(c->android_mails, struct ed_android_mail *)[i];

		if (mail->ref.input == input)
			ed_json_android(ed_append_object(list), mail);
	}
}

static void add_identities(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "identities");

	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		if (identity->ref.input == input)
			ed_json_identity(ed_append_object(list), identity);
	}
}

static void add_certificates(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "certificates");

	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i];

		if (cert->ref.input == input)
			ed_json_certificate(ed_append_object(list), cert);
	}
}

static void add_accounts(struct ed_object to, const struct ed_case *c,
    const struct ed_input *in, unsigned input)
{
	struct ed_object list;

	if (!in->n_accounts)
		return;
	ed_set_number(to, "accounts_seen", (int64_t)in->n_accounts);
	ed_set_number(to, "accounts_kept", (int64_t)in->n_kept);
	list = ed_set_array(to, "accounts");
	for (size_t i = 0; i < c->accounts.n; i++) {
		const struct ed_directory_account *account =
		    ED_ITEMS(c->accounts, struct ed_directory_account *)[i];

		if (account->ref.input == input)
			ed_json_directory(ed_append_object(list), account);
	}
}

static void add_probes(
    struct ed_object to, const struct ed_case *c, unsigned input)
{
	struct ed_object list = ed_set_array(to, "probes");

	for (size_t i = 0; i < c->probes.n; i++) {
		const struct ed_probe *probe =
		    ED_ITEMS(c->probes, struct ed_probe *)[i];

		if (probe->ref.input == input)
			ed_json_probe(ed_append_object(list), probe);
	}
}

static void add_input(struct ed_object to, const struct ed_case *c,
    const struct ed_input *in, unsigned number)
{
	ed_set_text(to, "path", in->path);
	ed_set_text(to, "kind", in->kind);
	ed_set_text(to, "sha256", in->sha256);
	ed_set_number(to, "bytes", (int64_t)in->bytes);
	ed_set_text(to, "vantage", in->vantage);
	ed_set_flag(to, "named", in->named);
	ed_set_flag(to, "unreadable", in->unreadable);
	ed_set_flag(to, "incomplete", in->incomplete);
	ed_set_texts(to, "damage", in->damage, in->n_damage);
	add_probes(to, c, number);
	add_profiles(to, c, number);
	add_androids(to, c, number);
	add_identities(to, c, number);
	add_certificates(to, c, number);
	add_accounts(to, c, in, number);
	ed_json_exchange(to, c, number);
	ed_json_revocation(to, c, number);
	ed_json_events(to, c, number);
	ed_json_iis(to, c, number);
	ed_json_windows(to, c, number);
}

static void fill(struct ed_object root, const struct ed_case *c)
{
	struct ed_object inputs, symptoms;

	ed_set_word(root, "schema", SCHEMA);
	inputs = ed_set_array(root, "inputs");
	for (size_t i = 0; i < c->inputs.n; i++)
		add_input(ed_append_object(inputs), c,
		    ED_ITEMS(c->inputs, struct ed_input *)[i], (unsigned)i + 1);
	ed_json_selection(root, &c->facts);
	ed_json_log(root, c->facts.log);
	ed_json_expected(ed_set_object(root, "expected"), c);
	symptoms = ed_set_array(root, "observations");
	for (size_t i = 0; i < c->observations.n; i++)
		ed_json_observation(ed_append_object(symptoms),
		    ED_ITEMS(c->observations, struct ed_observation *)[i]);
	ed_set_texts(root, "notes", c->notes.items, c->notes.n);
}

static int put_bytes(const char *bytes, size_t n, void *text)
{
	ed_put(text, (struct ed_str){bytes, n});
	return 0;
}

/* Words of ours alone, which programs go by. */
static bool is_ours(const char *key)
{
	return strcmp(key, "schema") == 0 || strcmp(key, "kind") == 0 ||
	       strcmp(key, "vantage") == 0;
}

static json_t *covered(const struct ed_cover *cover, const json_t *text)
{
	const struct ed_str raw = {
	    json_string_value(text), json_string_length(text)};
	const struct ed_str shown =
	    ed_cover_text(cover, ed_escape(cover->arena, raw));

	return json_stringn(shown.n ? shown.p : "", shown.n);
}

/* The tree is as deep as inspect makes it. */
static void cover_all(const struct ed_cover *cover, json_t *json)
{
	const char *key;
	json_t *value;
	void *next;
	size_t i;

	json_object_foreach_safe(json, next, key, value)
	{
		if (!json_is_string(value))
			cover_all(cover, value);
		else if (!is_ours(key))
			json_object_set_new(json, key, covered(cover, value));
	}
	json_array_foreach(json, i, value)
	{
		if (!json_is_string(value))
			cover_all(cover, value);
		else
			json_array_set_new(json, i, covered(cover, value));
	}
}

void ed_inspect_json_covered(
    const struct ed_case *c, const struct ed_cover *cover, struct ed_text *out)
{
	/* ASCII, so that no character of evidence can act on a terminal. */
	const size_t flags =
	    JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII;
	struct ed_arena scratch = {0};
	struct ed_object root = {&scratch, json_object()};

	fill(root, c);
	if (cover)
		cover_all(cover, root.json);
	json_dump_callback(root.json, put_bytes, out, flags);
	ed_put_byte(out, '\n');
	json_decref(root.json);
	ed_arena_free(&scratch);
}

void ed_inspect_json(const struct ed_case *c, struct ed_text *out)
{
	ed_inspect_json_covered(c, NULL, out);
}
