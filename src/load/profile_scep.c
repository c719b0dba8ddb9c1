/* SPDX-License-Identifier: Apache-2.0 */
/* What devices ask a CA for by themselves (com.apple.security.scep). */
#include "base/encoding.h"
#include "base/url.h"
#include "load/profile_read.h"

#include <easdoctor/limits.h>

#define SCEP_TYPE ED_STR("com.apple.security.scep")

static const struct ed_plist_node *get(
    const struct ed_plist_node *dict, const char *key)
{
	return ed_plist_get(dict, ed_str_of(key));
}

static const struct {
	const char *key;
	enum ed_san_type type;
} san_keys[] = {
    {"ntPrincipalName", ED_SAN_UPN},
    {"rfc822Name", ED_SAN_EMAIL},
    {"dNSName", ED_SAN_DNS},
    {"uniformResourceIdentifier", ED_SAN_URI},
};

static void add_san(struct ed_profile_reader *r, struct ed_scep *scep,
    struct ed_list *list, enum ed_san_type type,
    const struct ed_plist_node *node)
{
	struct ed_san *san;

	if (node->type != ED_PLIST_STRING) {
		scep->san_fault = "a name in it is no text";
		return;
	}
	if (list->n == ED_MAX_SANS) {
		scep->san_fault = "it holds too many names";
		return;
	}
	san = ED_PUSH(&r->c->arena, list, struct ed_san);
	san->type = type;
	san->value = ed_copy(&r->c->arena, node->text);
	san->ref = ed_profile_ref(r, node);
}

/* One text, or several in an array. */
static void add_sans(struct ed_profile_reader *r, struct ed_scep *scep,
    struct ed_list *list, enum ed_san_type type,
    const struct ed_plist_node *node)
{
	const struct ed_plist_node *item;

	if (node->type != ED_PLIST_ARRAY) {
		add_san(r, scep, list, type, node);
		return;
	}
	for (item = node->children; item; item = item->next)
		add_san(r, scep, list, type, item);
}

static void read_san(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *settings)
{
	const struct ed_plist_node *dict = get(settings, "SubjectAltName");
	struct ed_list list = {0};

	if (!dict)
		return;
	scep->has_san = true;
	scep->san_ref = ed_profile_ref(r, dict);
	if (dict->type != ED_PLIST_DICT)
		scep->san_fault = "it is no <dict>";
	for (size_t i = 0; i < ED_COUNT(san_keys); i++) {
		const struct ed_plist_node *node = get(dict, san_keys[i].key);

		if (node)
			add_sans(r, scep, &list, san_keys[i].type, node);
	}
	scep->sans = list.items;
	scep->n_sans = list.n;
}

static void read_fingerprint(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *settings)
{
	const struct ed_plist_node *node = get(settings, "CAFingerprint");

	if (!node)
		return;
	scep->has_fingerprint = true;
	scep->fingerprint_ref = ed_profile_ref(r, node);
	scep->fingerprint =
	    ed_hex(&r->c->arena, ed_profile_data(r, settings, "CAFingerprint"));
}

static void read_settings(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *settings)
{
	scep->url = ed_profile_field(r, settings, "URL");
	scep->url.value = ed_url_mask(&r->c->arena, scep->url.value);
	scep->url.ref.quote = scep->url.value;
	scep->name = ed_profile_field(r, settings, "Name");
	ed_profile_scep_subject(r, scep, get(settings, "Subject"));
	read_san(r, scep, settings);
	scep->key_size = ed_profile_whole(r, settings, "Keysize");
	scep->key_type = ed_profile_field(r, settings, "Key Type");
	scep->key_usage = ed_profile_whole(r, settings, "Key Usage");
	scep->retries = ed_profile_whole(r, settings, "Retries");
	scep->key_extractable =
	    ed_profile_switch(r, settings, "KeyIsExtractable");
	read_fingerprint(r, scep, settings);
	scep->has_challenge = ed_profile_has_text(settings, "Challenge");
}

static struct ed_str label_of(struct ed_profile_reader *r, size_t number)
{
	if (number == 1)
		return ed_format(&r->c->arena, "SCEP payload of %.*s",
		    ED_ARG(r->profile->label));
	return ed_format(&r->c->arena, "SCEP payload %zu of %.*s", number,
	    ED_ARG(r->profile->label));
}

static void read_scep(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *payload)
{
	const struct ed_plist_node *settings = get(payload, "PayloadContent");

	scep->ref = ed_profile_ref(r, payload);
	scep->profile = r->profile;
	if (settings && settings->type != ED_PLIST_DICT)
		ed_damage(r->c, r->in,
		    "line %u: PayloadContent of a SCEP payload is <%s>, "
		    "should be <dict>",
		    settings->line, ed_plist_type_name(settings->type));
	read_settings(r, scep, settings);
}

void ed_profile_sceps(struct ed_profile_reader *r)
{
	const struct ed_plist_node **nodes = r->nodes.items;
	struct ed_scep *sceps;
	size_t n = 0;

	for (size_t i = 0; i < r->n_payloads; i++)
		n += ed_str_eq(r->payloads[i].type, SCEP_TYPE);
	if (!n)
		return;
	sceps = ed_alloc_array(&r->c->arena, n, sizeof(*sceps));
	n = 0;
	for (size_t i = 0; i < r->n_payloads; i++) {
		/* Of what is cut off, the rest could say anything. */
		if (!ed_str_eq(r->payloads[i].type, SCEP_TYPE) ||
		    nodes[i]->damaged)
			continue;
		r->payloads[i].scep = &sceps[n];
		read_scep(r, &sceps[n], nodes[i]);
		sceps[n].label = label_of(r, n + 1);
		n++;
	}
	r->profile->sceps = sceps;
	r->profile->n_sceps = n;
}
