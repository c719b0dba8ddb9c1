/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a profile's form is not what Apple documents: types, required keys,
 * keys that are nearly known. Each is noted as it was met; whether it matters
 * is for checks to say.
 */
#include "base/nearest.h"
#include "load/profile_keys.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>
#include <easdoctor/lookup.h>

struct walk {
	struct ed_profile_reader *r;
	struct ed_list troubles; /* struct ed_trouble */
	unsigned n_of[ED_N_TROUBLES];
	unsigned n_foreign;
	struct ed_str part; /* of the payload being looked at */
};

static const struct ed_plist_node *get(
    const struct ed_plist_node *dict, const char *key)
{
	return ed_plist_get(dict, ed_str_of(key));
}

static struct ed_trouble *note(struct walk *w, enum ed_trouble_kind kind,
    const struct ed_plist_node *where, struct ed_str key, const char *found,
    const char *expected)
{
	struct ed_arena *arena = &w->r->c->arena;
	struct ed_trouble *trouble;

	if (w->n_of[kind] == ED_MAX_EXAMPLES)
		return NULL;
	w->n_of[kind]++;
	trouble = ED_PUSH(arena, &w->troubles, struct ed_trouble);
	*trouble = (struct ed_trouble){.kind = kind,
	    .ref = ed_profile_ref(w->r, where),
	    .part = w->part,
	    .key = ed_copy(arena, ed_str_sub(key, 0, ED_MAX_SHOWN)),
	    .found = ed_str_of(found),
	    .expected = ed_str_of(expected)};
	return trouble;
}

static struct ed_str in_brackets(
    struct walk *w, const struct ed_plist_node *node)
{
	bool empty_tag =
	    node->type == ED_PLIST_TRUE || node->type == ED_PLIST_FALSE;

	return ed_format(&w->r->c->arena, "<%s%s>",
	    ed_plist_type_name(node->type), empty_tag ? "/" : "");
}

static void check_type(struct walk *w, const struct ed_plist_node *node,
    const struct ed_known_key *known)
{
	struct ed_trouble *trouble;

	if (known->types & 1u << node->type)
		return;
	trouble = note(w, ED_TROUBLE_TYPE, node, node->key, "",
	    ed_key_types_name(known->types));
	if (trouble)
		trouble->found = in_brackets(w, node);
}

/* What stands at a misspelt key may be a secret, and tells nothing. */
static void check_spelling(struct walk *w, const struct ed_plist_node *dict,
    const struct ed_plist_node *node, const struct ed_known_key *keys,
    const struct ed_known_key *more)
{
	const struct ed_known_key *meant;
	struct ed_trouble *trouble;

	if (w->n_foreign == ED_MAX_FOREIGN_KEYS)
		return;
	w->n_foreign++;
	meant = ed_nearest_key(keys, node->key);
	if (!meant)
		meant = ed_nearest_key(more, node->key);
	/* Where the right one stands as well, nothing is lost. */
	if (!meant || get(dict, meant->name))
		return;
	trouble =
	    note(w, ED_TROUBLE_UNKNOWN_KEY, node, node->key, "", meant->name);
	if (trouble)
		trouble->ref.quote = ED_STR("");
}

/* Nested as deep as the tables of known keys: three levels. */
static void check_keys(struct walk *w, const struct ed_plist_node *dict,
    const struct ed_known_key *keys, const struct ed_known_key *more)
{
	const struct ed_plist_node *node;

	for (node = dict->children; node; node = node->next) {
		const struct ed_known_key *known =
		    ed_known_key(keys, node->key);

		if (!known)
			known = ed_known_key(more, node->key);
		if (!known) {
			check_spelling(w, dict, node, keys, more);
			continue;
		}
		check_type(w, node, known);
		if (known->inside && node->type == ED_PLIST_DICT)
			check_keys(w, node, known->inside, NULL);
	}
}

/* A required text. In a dict that is not whole it may only be lost. */
static void require_text(
    struct walk *w, const struct ed_plist_node *dict, const char *key)
{
	const struct ed_plist_node *node = get(dict, key);
	bool empty =
	    node && node->type == ED_PLIST_STRING && !ed_str_trim(node->text).n;

	if (empty || (!node && !dict->damaged))
		note(w, ED_TROUBLE_MISSING, node ? node : dict, ed_str_of(key),
		    empty ? "empty" : "missing", "<string>");
}

/* Devices take 1 as a text or a real number too. */
static void check_version(struct walk *w, const struct ed_plist_node *dict)
{
	const struct ed_plist_node *node = get(dict, "PayloadVersion");
	struct ed_arena *arena = &w->r->c->arena;
	struct ed_str text = node ? ed_str_trim(node->text) : ED_STR("");
	bool is_one =
	    ed_str_eq(text, ED_STR("1")) || ed_str_eq(text, ED_STR("1.0"));
	struct ed_trouble *trouble;

	if (!node && dict->damaged)
		return;
	if (node && node->type == ED_PLIST_INTEGER && is_one)
		return;
	if (!node) {
		note(w, ED_TROUBLE_MISSING, dict, ED_STR("PayloadVersion"),
		    "missing", "<integer>1</integer>");
		return;
	}
	trouble = note(w, is_one ? ED_TROUBLE_UNUSUAL : ED_TROUBLE_VALUE, node,
	    node->key, "", "<integer>1</integer>");
	if (trouble)
		trouble->found =
		    is_one || !text.n
			? in_brackets(w, node)
			: ed_format(arena, "\"%.*s\"",
			      ED_ARG(ed_str_sub(text, 0, ED_MAX_SHOWN)));
}

/* Letters or digits in groups of 8, 4, 4, 4 and 12. */
static bool has_uuid_form(struct ed_str s)
{
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash
			? s.p[i] != '-'
			: !ed_str_has(ED_STR("0123456789abcdefABCDEF"), s.p[i]))
			return false;
	}
	return true;
}

static void check_uuid(struct walk *w, const struct ed_plist_node *dict)
{
	const struct ed_plist_node *node = get(dict, "PayloadUUID");
	struct ed_trouble *trouble;

	if (!node || node->type != ED_PLIST_STRING ||
	    !ed_str_trim(node->text).n || has_uuid_form(node->text))
		return;
	trouble = note(w, ED_TROUBLE_UNUSUAL, node, node->key, "",
	    "hexadecimal digits in groups of 8, 4, 4, 4 and 12");
	if (trouble)
		trouble->found = ed_copy(
		    &w->r->c->arena, ed_str_sub(node->text, 0, ED_MAX_SHOWN));
}

static void check_common(struct walk *w, const struct ed_plist_node *dict)
{
	require_text(w, dict, "PayloadType");
	require_text(w, dict, "PayloadIdentifier");
	require_text(w, dict, "PayloadUUID");
	check_version(w, dict);
	check_uuid(w, dict);
}

static bool is_type(const struct ed_payload *payload, const char *type)
{
	return ed_str_eq(payload->type, ed_str_of(type));
}

/* Is what UEM makes for each device absent, or still a lookup? */
static bool is_open(const struct ed_plist_node *value)
{
	return !value || !ed_str_trim(value->text).n ||
	       ed_lookup_in(value->text);
}

static void check_content(struct walk *w, struct ed_payload *payload,
    const struct ed_plist_node *dict)
{
	const struct ed_plist_node *content = get(dict, "PayloadContent");

	if (is_type(payload, "com.apple.eas.account") || dict->damaged)
		return;
	if (is_type(payload, "com.apple.security.scep") && content) {
		payload->unfilled = is_open(get(content, "Challenge"));
		return;
	}
	payload->unfilled = is_open(content);
	if (!content || (!content->n_children && !content->text.n))
		note(w, ED_TROUBLE_NO_CONTENT, content ? content : dict,
		    ED_STR("PayloadContent"), content ? "empty" : "missing",
		    is_type(payload, "com.apple.security.scep") ? "<dict>"
								: "<data>");
}

static void check_payload(struct walk *w, struct ed_payload *payload,
    const struct ed_plist_node *dict)
{
	const struct ed_known_key *keys = ed_keys_of_payload(payload->type);

	w->part = payload->type.n ? payload->type : ED_STR("(no type)");
	check_common(w, dict);
	if (!keys)
		return;
	check_keys(w, dict, keys, ed_payload_keys);
	check_content(w, payload, dict);
}

static void check_encryption(struct walk *w, const struct ed_plist_node *root)
{
	const struct ed_plist_node *said = get(root, "IsEncrypted");
	const struct ed_plist_node *sealed =
	    get(root, "EncryptedPayloadContent");
	const struct ed_plist_node *content = get(root, "PayloadContent");

	if (root->damaged)
		return;
	if (sealed && content)
		note(w, ED_TROUBLE_VALUE, content, content->key,
		    "there beside EncryptedPayloadContent", "only one of both");
	else if (!sealed && said && said->type == ED_PLIST_TRUE)
		note(w, ED_TROUBLE_VALUE, said, said->key,
		    "true without EncryptedPayloadContent", "both or neither");
	else if (!sealed && !content)
		note(w, ED_TROUBLE_MISSING, root, ED_STR("PayloadContent"),
		    "missing", "<array>");
	if (content && content->type == ED_PLIST_ARRAY && !content->children &&
	    !content->damaged)
		note(w, ED_TROUBLE_VALUE, content, content->key, "empty",
		    "at least one payload");
}

static void check_heading(struct walk *w, const struct ed_plist_node *root)
{
	const struct ed_plist_node *type = get(root, "PayloadType");
	struct ed_trouble *trouble = NULL;

	w->part = ED_STR("");
	check_common(w, root);
	check_keys(w, root, ed_profile_keys, ed_payload_keys);
	check_encryption(w, root);
	if (type && type->type == ED_PLIST_STRING &&
	    ed_str_trim(type->text).n &&
	    !ed_str_eq(type->text, ED_STR("Configuration")))
		trouble = note(w, ED_TROUBLE_VALUE, type, type->key, "",
		    "\"Configuration\"");
	if (trouble)
		trouble->found = ed_format(&w->r->c->arena, "\"%.*s\"",
		    ED_ARG(ed_str_sub(type->text, 0, ED_MAX_SHOWN)));
}

/* An element of the list of payloads that is no payload. */
static void check_elements(struct walk *w, const struct ed_plist_node *array)
{
	const struct ed_plist_node *node;
	struct ed_trouble *trouble;

	if (!array || array->type != ED_PLIST_ARRAY)
		return;
	w->part = ED_STR("");
	for (node = array->children; node; node = node->next) {
		if (node->type == ED_PLIST_DICT)
			continue;
		trouble = note(w, ED_TROUBLE_TYPE, node,
		    ED_STR("PayloadContent"), "", "<dict> elements");
		if (trouble)
			trouble->found = in_brackets(w, node);
	}
}

/* What a device adds to the account in its record of the profile. */
static bool is_record(const struct ed_plist_node *payload)
{
	return get(payload, "EASAccountPersistentUUID") ||
	       get(payload, "EASAccountCertificatePersistentID") ||
	       get(payload, "ACAccountIdentifier");
}

static void note_ill_formed(struct walk *w)
{
	const struct ed_plist_note *notes = w->r->doc.notes.items, *said;
	struct ed_arena *arena = &w->r->c->arena;
	struct ed_trouble *trouble;
	struct ed_digits digits;

	if (!w->r->doc.ill_formed)
		return;
	said = &notes[w->r->doc.ill_formed - 1];
	trouble = note(w, ED_TROUBLE_ILL_FORMED, w->r->doc.root, ED_STR(""), "",
	    "well-formed XML");
	trouble->ref = (struct ed_ref){.input = w->r->input,
	    .kind = ED_AT_LINE,
	    .at = ed_copy(arena, ed_number(&digits, said->line))};
	trouble->found = ed_copy(arena, said->text);
}

void ed_profile_troubles(struct ed_profile_reader *r)
{
	const struct ed_plist_node *const *nodes = r->nodes.items;
	const struct ed_plist_node *root = r->doc.root;
	struct walk w = {.r = r};

	note_ill_formed(&w);
	if (!r->profile->bare)
		check_heading(&w, root);
	check_elements(&w,
	    root->type == ED_PLIST_ARRAY ? root : get(root, "PayloadContent"));
	for (size_t i = 0; i < r->n_payloads; i++) {
		check_payload(&w, &r->payloads[i], nodes[i]);
		r->profile->installed |= is_record(nodes[i]);
	}
	r->profile->troubles = w.troubles.items;
	r->profile->n_troubles = w.troubles.n;
}
