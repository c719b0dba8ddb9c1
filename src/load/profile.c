/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loader "profile": configuration profiles of Apple's, as XML or binary
 * property list, signed or not, and the parts of one that consoles show.
 */
#include "base/file.h"
#include "load/loader.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

static const char only_its_device[] =
    "its payloads are encrypted: only its device can open them; give the "
    "profile as it is before it is encrypted";

static bool recognise(struct ed_str bytes)
{
	return ed_profile_kind_of(bytes, NULL) != ED_PROFILE_NONE;
}

bool ed_is_profile_container(struct ed_str bytes)
{
	enum ed_profile_kind kind = ed_profile_kind_of(bytes, NULL);

	return kind == ED_PROFILE_SIGNED || kind == ED_PROFILE_ENCRYPTED;
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

/* The payloads alone: as they stand inside an encrypted profile, or as pieces
 * that were copied from a console. */
static bool is_payload_array(const struct ed_plist_node *root)
{
	const struct ed_plist_node *node = root->children;

	if (root->type != ED_PLIST_ARRAY)
		return false;
	while (node && !type_of(node).n)
		node = node->next;
	return node != NULL;
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
		ed_profile_damage(r, node, "a payload is <%s>, not <dict>",
		    ed_plist_type_name(node->type));
		return;
	}
	payload = ED_PUSH(&r->c->arena, list, struct ed_payload);
	payload->ref = ed_profile_ref(r, node);
	payload->type = ed_profile_text(r, node, "PayloadType");
	payload->uuid = ed_profile_text(r, node, "PayloadUUID");
	payload->identifier = ed_profile_text(r, node, "PayloadIdentifier");
	payload->display_name = ed_profile_text(r, node, "PayloadDisplayName");
	payload->vpn_uuid = ed_profile_field(r, node, "VPNUUID");
	if (!payload->type.n)
		ed_profile_damage(r, node, "a payload has no PayloadType");
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
			ed_profile_damage(r, node,
			    "more than %d payloads; the rest is left "
			    "out",
			    ED_MAX_PAYLOADS);
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
	if (r->profile->encrypted)
		return "its payloads are encrypted";
	if (lone_payload)
		return "a single payload, without the profile around it";
	if (r->doc.n_fragments > 1)
		return "payloads without the profile around them";
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
		ed_profile_damage(r, content,
		    "PayloadContent is <%s>, should be <array>",
		    ed_plist_type_name(content->type));
	else if (!r->profile->encrypted)
		ed_damage(r->c, r->in, "PayloadContent is missing");
	return NULL;
}

static void set_label(struct ed_profile_reader *r)
{
	struct ed_profile *profile = r->profile;
	struct ed_str name = profile->identifier.n ? profile->identifier
						   : ed_path_name(r->in->path);

	profile->label = ed_format(&r->c->arena, "profile %.*s", ED_ARG(name));
}

static void read_heading(struct ed_profile_reader *r)
{
	const struct ed_plist_node *root = r->doc.root;
	struct ed_profile *profile = r->profile;

	profile->ref = ed_profile_ref(r, root);
	profile->identifier = ed_profile_text(r, root, "PayloadIdentifier");
	profile->uuid = ed_profile_text(r, root, "PayloadUUID");
	profile->display_name = ed_profile_text(r, root, "PayloadDisplayName");
	profile->removal = ed_profile_moment(r, root, "RemovalDate");
	profile->expiration =
	    ed_profile_moment(r, root, "PayloadExpirationDate");
	profile->lasting = ed_profile_number(r, root, "DurationUntilRemoval");
	set_label(r);
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
	r->profile->encrypted =
	    ed_plist_get(root, ED_STR("EncryptedPayloadContent")) != NULL;
	r->profile->unreadable = find_unreadable(r, lone);
	r->profile->bare = lone || root->type == ED_PLIST_ARRAY;
	r->in->incomplete = r->doc.damaged || r->profile->encrypted;
	if (r->profile->encrypted)
		ed_damage(r->c, r->in, "%s", only_its_device);
	else if (r->profile->unreadable && !r->doc.damaged)
		ed_damage(r->c, r->in, "%s", r->profile->unreadable);
	if (lone) {
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
	ed_profile_sceps(r);
	ed_profile_accounts(r);
	ed_profile_troubles(r);
}

static bool start_profile(struct ed_profile_reader *r)
{
	r->profile = ed_add_profile(r->c);
	if (!r->profile) {
		ed_damage(r->c, r->in, "more than %d profiles; not read",
		    ED_MAX_PROFILES);
		return false;
	}
	if (r->is_signed)
		ed_profile_set_signature(r);
	return true;
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
	if (!start_profile(r))
		return false;
	read_profile(r);
	return true;
}

/* Nothing of it can be seen, but it is there. */
static bool add_hidden(struct ed_profile_reader *r)
{
	if (!start_profile(r))
		return false;
	r->profile->ref = (struct ed_ref){.input = r->input};
	r->profile->encrypted = true;
	r->profile->hidden = true;
	r->profile->unreadable = "it is encrypted";
	r->in->incomplete = true;
	ed_damage(r->c, r->in,
	    "an encrypted profile (CMS): only its device can open it; give the "
	    "profile as it is before it is encrypted");
	set_label(r);
	return true;
}

static bool load_plist(struct ed_profile_reader *r, struct ed_str bytes)
{
	ed_plist_read(r->scratch, bytes, &r->doc);
	note_damage(r);
	return add_profile(r);
}

static bool load_signed(
    struct ed_profile_reader *r, struct ed_str bytes, enum ed_armour armour)
{
	struct ed_str content;

	if (!ed_profile_unwrap(r, bytes, armour, &content))
		return false;
	switch (ed_profile_kind_of(content, &armour)) {
	case ED_PROFILE_ENCRYPTED:
		return add_hidden(r);
	case ED_PROFILE_SIGNED:
		ed_damage(r->c, r->in,
		    "signed twice: what is in the signed message is another "
		    "one, which is not read");
		return false;
	default:
		return load_plist(r, content);
	}
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_profile_reader r = {.c = c,
	    .in = in,
	    .input = ed_input_number(c, in),
	    .scratch = &scratch};
	enum ed_armour armour;
	bool ok;

	switch (ed_profile_kind_of(bytes, &armour)) {
	case ED_PROFILE_SIGNED:
		ok = load_signed(&r, bytes, armour);
		break;
	case ED_PROFILE_ENCRYPTED:
		ok = add_hidden(&r);
		break;
	default:
		ok = load_plist(&r, bytes);
	}
	ed_arena_free(&scratch); /* and wipes the passwords in it */
	return ok;
}

const struct ed_loader ed_loader_profile = {
    .kind = "profile",
    .recognise = recognise,
    .load = load,
};
