/* SPDX-License-Identifier: Apache-2.0 */
/* Loader "profile": configuration profiles of Apple's, as XML. */
#include "base/file.h"
#include "load/loader.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

#include <openssl/crypto.h>
#include <string.h>

static const char *const cannot_read[] = {
    [ED_PROFILE_BINARY] =
	"a binary property list, which this release does not read; give it as "
	"XML: \"plutil -convert xml1 -o F.xml F\" on a Mac, or \"plistutil -i "
	"F -o F.xml\"",
    [ED_PROFILE_SIGNED_DER] =
	"a signed profile (CMS SignedData in DER), which this release does "
	"not read; give the XML in it: \"openssl smime -verify -noverify "
	"-inform DER -in F -out F.xml\"",
    [ED_PROFILE_SIGNED_PEM] =
	"a signed profile (CMS SignedData in PEM), which this release does "
	"not read; give the XML in it: \"openssl smime -verify -noverify "
	"-inform PEM -in F -out F.xml\"",
    [ED_PROFILE_SIGNED_BASE64] =
	"a signed profile (CMS SignedData in base64), which this release does "
	"not read; give the XML in it: \"openssl base64 -d -A -in F -out "
	"F.der\", then \"openssl smime -verify -noverify -inform DER -in F.der "
	"-out F.xml\"",
    [ED_PROFILE_ENCRYPTED] =
	"an encrypted profile (CMS EnvelopedData): only its device can open "
	"it; give the profile as it is before it is encrypted",
};

static bool recognise(struct ed_str bytes)
{
	return ed_profile_kind_of(bytes) != ED_PROFILE_NONE;
}

static void note_damage(struct ed_profile_reader *r)
{
	const struct ed_plist_note *notes = r->doc.notes.items;

	for (size_t i = 0; i < r->doc.notes.n; i++) {
		if (notes[i].line)
			ed_damage(r->c, r->in, "line %u: %.*s", notes[i].line,
			    ED_ARG(notes[i].text));
		else
			ed_damage(r->c, r->in, "%.*s", ED_ARG(notes[i].text));
	}
}

static struct ed_str type_of(const struct ed_plist_node *dict)
{
	const struct ed_plist_node *type =
	    ed_plist_get(dict, ED_STR("PayloadType"));

	return type && type->type == ED_PLIST_STRING ? type->text : ED_STR("");
}

static bool is_configuration(const struct ed_plist_node *dict)
{
	const struct ed_plist_node *content =
	    ed_plist_get(dict, ED_STR("PayloadContent"));

	return ed_str_eq(type_of(dict), ED_STR("Configuration")) ||
	       ed_plist_get(dict, ED_STR("EncryptedPayloadContent")) ||
	       (content && content->type == ED_PLIST_ARRAY);
}

/* The payloads alone, as they stand inside an encrypted profile. */
static bool is_payload_array(const struct ed_plist_node *root)
{
	return root->type == ED_PLIST_ARRAY && root->children &&
	       type_of(root->children).n;
}

static bool is_profile(const struct ed_plist_node *root)
{
	return is_configuration(root) || is_payload_array(root) ||
	       type_of(root).n;
}

static void read_payload(struct ed_profile_reader *r, struct ed_list *list,
    const struct ed_plist_node *node)
{
	struct ed_payload *payload;

	if (node->type != ED_PLIST_DICT) {
		ed_damage(r->c, r->in, "line %u: a payload is <%s>, not <dict>",
		    node->line, ed_plist_type_name(node->type));
		return;
	}
	payload = ED_PUSH(&r->c->arena, list, struct ed_payload);
	payload->ref = ed_profile_ref(r, node);
	payload->type = ed_profile_text(r, node, "PayloadType");
	payload->uuid = ed_profile_text(r, node, "PayloadUUID");
	payload->identifier = ed_profile_text(r, node, "PayloadIdentifier");
	payload->display_name = ed_profile_text(r, node, "PayloadDisplayName");
	if (!payload->type.n)
		ed_damage(r->c, r->in, "line %u: a payload has no PayloadType",
		    node->line);
	*ED_PUSH(&r->c->arena, &r->nodes, const struct ed_plist_node *) = node;
}

static void read_payloads(
    struct ed_profile_reader *r, const struct ed_plist_node *array)
{
	const struct ed_plist_node *node;
	struct ed_list list = {0};

	for (node = array->children; node; node = node->next) {
		if (list.n == ED_MAX_PAYLOADS) {
			r->in->incomplete = true;
			r->profile->unreadable =
			    "it has more payloads than are read";
			ed_damage(r->c, r->in,
			    "line %u: more than %d payloads; the rest is left "
			    "out",
			    node->line, ED_MAX_PAYLOADS);
			break;
		}
		read_payload(r, &list, node);
	}
	r->payloads = list.items;
	r->n_payloads = list.n;
}

static const char *find_unreadable(
    const struct ed_profile_reader *r, bool lone_payload)
{
	if (r->doc.damaged)
		return "the property list is damaged";
	if (ed_plist_get(r->doc.root, ED_STR("EncryptedPayloadContent")))
		return "its payloads are encrypted";
	if (lone_payload)
		return "a single payload, without the profile around it";
	return NULL;
}

/* The array of payloads, or NULL with damage noted. */
static const struct ed_plist_node *find_content(struct ed_profile_reader *r)
{
	const struct ed_plist_node *root = r->doc.root, *content;

	if (root->type == ED_PLIST_ARRAY)
		return root;
	content = ed_plist_get(root, ED_STR("PayloadContent"));
	if (content && content->type == ED_PLIST_ARRAY)
		return content;
	if (content)
		ed_damage(r->c, r->in,
		    "line %u: PayloadContent is <%s>, should be <array>",
		    content->line, ed_plist_type_name(content->type));
	else if (ed_plist_get(root, ED_STR("EncryptedPayloadContent")))
		ed_damage(r->c, r->in,
		    "its payloads are encrypted: only its device can open "
		    "them; give the profile as it is before it is encrypted");
	else
		ed_damage(r->c, r->in, "PayloadContent is missing");
	return NULL;
}

static void read_heading(struct ed_profile_reader *r)
{
	const struct ed_plist_node *root = r->doc.root;
	struct ed_profile *profile = r->profile;
	struct ed_str name;

	profile->ref = ed_profile_ref(r, root);
	profile->identifier = ed_profile_text(r, root, "PayloadIdentifier");
	profile->uuid = ed_profile_text(r, root, "PayloadUUID");
	profile->display_name = ed_profile_text(r, root, "PayloadDisplayName");
	profile->removal = ed_profile_moment(r, root, "RemovalDate");
	profile->expiration =
	    ed_profile_moment(r, root, "PayloadExpirationDate");
	profile->lasting = ed_profile_number(r, root, "DurationUntilRemoval");
	name = profile->identifier.n ? profile->identifier
				     : ed_path_name(r->in->path);
	profile->label = ed_format(&r->c->arena, "profile %.*s", ED_ARG(name));
}

static void note_odd_type(struct ed_profile_reader *r)
{
	struct ed_str type = type_of(r->doc.root);

	if (r->doc.root->type == ED_PLIST_DICT &&
	    !ed_str_eq(type, ED_STR("Configuration")) && !r->doc.damaged)
		ed_damage(r->c, r->in,
		    "PayloadType of the profile is \"%.*s\", should be "
		    "\"Configuration\"",
		    ED_ARG(ed_str_sub(type, 0, 80)));
}

static void read_profile(struct ed_profile_reader *r)
{
	const struct ed_plist_node *root = r->doc.root, *content;
	bool lone = root->type == ED_PLIST_DICT && !is_configuration(root);
	struct ed_list one = {0};

	read_heading(r);
	r->profile->unreadable = find_unreadable(r, lone);
	r->in->incomplete = r->doc.damaged;
	r->profile->bare = lone || root->type == ED_PLIST_ARRAY;
	r->profile->encrypted =
	    ed_plist_get(root, ED_STR("EncryptedPayloadContent")) != NULL;
	if (lone) {
		ed_damage(r->c, r->in, "%s", r->profile->unreadable);
		read_payload(r, &one, root);
		r->payloads = one.items;
		r->n_payloads = one.n;
	} else {
		note_odd_type(r);
		content = find_content(r);
		if (content)
			read_payloads(r, content);
	}
	r->profile->payloads = r->payloads;
	r->profile->n_payloads = r->n_payloads;
	for (size_t i = 0; i < r->n_payloads; i++)
		ed_profile_material(r, &r->payloads[i],
		    ED_ITEMS(r->nodes, const struct ed_plist_node *)[i]);
	ed_profile_accounts(r);
	ed_profile_troubles(r);
}

static bool add_profile(struct ed_profile_reader *r)
{
	const struct ed_plist_node *root = r->doc.root;

	if (r->doc.refused || (!root && r->doc.damaged))
		return false;
	if (!root || !is_profile(root)) {
		ed_damage(r->c, r->in,
		    "a property list, but no configuration profile");
		return false;
	}
	r->profile = ed_add_profile(r->c);
	if (!r->profile) {
		ed_damage(r->c, r->in, "more than %d profiles; not read",
		    ED_MAX_PROFILES);
		return false;
	}
	read_profile(r);
	return true;
}

/* The tree was made here, and what it points to is to be freed. */
static void wipe_secrets(const struct ed_plist_node *node)
{
	const struct ed_plist_node *child;

	if (node->text.n && ed_plist_is_secret(node->key))
		OPENSSL_cleanse((char *)node->text.p, node->text.n);
	for (child = node->children; child; child = child->next)
		wipe_secrets(child);
}

static bool load_xml(
    struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena tree = {0};
	struct ed_profile_reader r = {.c = c,
	    .in = in,
	    .input = ed_input_number(c, in),
	    .scratch = &tree};
	bool ok;

	ed_plist_read(&tree, bytes, &r.doc);
	note_damage(&r);
	ok = add_profile(&r);
	if (r.doc.root)
		wipe_secrets(r.doc.root);
	ed_arena_free(&tree);
	return ok;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	enum ed_profile_kind kind = ed_profile_kind_of(bytes);

	if (kind == ED_PROFILE_XML || kind == ED_PROFILE_NONE)
		return load_xml(c, in, bytes);
	ed_damage(c, in, "%s", cannot_read[kind]);
	return false;
}

const struct ed_loader ed_loader_profile = {
    .kind = "profile",
    .recognise = recognise,
    .load = load,
};
