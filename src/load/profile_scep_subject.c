/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subject of a SCEP payload: an array of RDNs, each an array of pairs,
 * each an array of a type and a value: [ [ [CN, alice] ] ].
 */
#include "load/profile_read.h"

#include <easdoctor/limits.h>
#include <easdoctor/name.h>

enum { UTF8_STRING = 0x0C };

/* The names that Apple knows, and others by which people mean an OID. */
static const struct {
	const char *word;
	const char *oid;
} types[] = {
    {"CN", "2.5.4.3"},
    {"C", "2.5.4.6"},
    {"L", "2.5.4.7"},
    {"ST", "2.5.4.8"},
    {"O", "2.5.4.10"},
    {"OU", "2.5.4.11"},
    {"E", "1.2.840.113549.1.9.1"},
    {"emailAddress", "1.2.840.113549.1.9.1"},
    {"DC", "0.9.2342.19200300.100.1.25"},
    {"UID", "0.9.2342.19200300.100.1.1"},
};

static struct ed_str oid_of(struct ed_str word)
{
	for (size_t i = 0; i < ED_COUNT(types); i++)
		if (ed_str_ieq(word, ed_str_of(types[i].word)))
			return ed_str_of(types[i].oid);
	return word;
}

/* Why it is no pair of texts, or NULL. */
static const char *pair_fault(const struct ed_plist_node *pair)
{
	const struct ed_plist_node *type = pair->children;

	if (pair->type != ED_PLIST_ARRAY)
		return "an attribute in it is no array of two texts";
	if (pair->n_children != 2)
		return "an attribute in it has not two values, its type and "
		       "its text";
	if (type->type != ED_PLIST_STRING ||
	    type->next->type != ED_PLIST_STRING)
		return "a type or a value in it is no <string>";
	return NULL;
}

static const char *add_pair(struct ed_profile_reader *r, struct ed_list *list,
    const struct ed_plist_node *pair, unsigned rdn)
{
	const char *fault = pair_fault(pair);
	struct ed_attribute *out;
	struct ed_str type;

	if (fault)
		return fault;
	if (list->n == ED_MAX_ATTRIBUTES)
		return "it has more attributes than a name can have";
	type = ed_str_trim(pair->children->text);
	out = ED_PUSH(&r->c->arena, list, struct ed_attribute);
	out->oid = ed_copy(&r->c->arena, oid_of(type));
	out->value = ed_copy(&r->c->arena, pair->children->next->text);
	out->rdn = rdn;
	out->tag = UTF8_STRING;
	return NULL;
}

static const char *add_rdn(struct ed_profile_reader *r, struct ed_list *list,
    const struct ed_plist_node *rdn, unsigned number)
{
	const struct ed_plist_node *pair;
	const char *fault = NULL;

	if (rdn->type != ED_PLIST_ARRAY)
		return "an entry in it is no array of attributes";
	if (!rdn->n_children)
		return "an entry in it holds no attribute";
	for (pair = rdn->children; pair && !fault; pair = pair->next)
		fault = add_pair(r, list, pair, number);
	return fault;
}

static void put_value(struct ed_text *out, struct ed_str value)
{
	for (size_t i = 0; i < value.n; i++) {
		if (ed_str_has(ED_STR(",+\"\\<>;"), value.p[i]))
			ed_put_byte(out, '\\');
		ed_put_byte(out, value.p[i]);
	}
}

/* The last RDN first, as RFC 4514 has it. */
static struct ed_str text_of(
    struct ed_arena *arena, const struct ed_attribute *items, size_t n)
{
	struct ed_text out = {.arena = arena};
	size_t end = n, start;

	for (; end; end = start) {
		start = end - 1;
		while (start && items[start - 1].rdn == items[end - 1].rdn)
			start--;
		if (end != n)
			ed_put_byte(&out, ',');
		for (size_t i = start; i < end; i++) {
			if (i > start)
				ed_put_byte(&out, '+');
			ed_put(&out, ed_attribute_word(items[i].oid));
			ed_put_byte(&out, '=');
			put_value(&out, items[i].value);
		}
	}
	return ed_text_str(&out);
}

void ed_profile_scep_subject(struct ed_profile_reader *r, struct ed_scep *scep,
    const struct ed_plist_node *subject)
{
	const struct ed_plist_node *rdn;
	struct ed_list list = {0};
	unsigned number = 0;

	if (!subject)
		return;
	scep->has_subject = true;
	scep->subject_ref = ed_profile_ref(r, subject);
	if (subject->type != ED_PLIST_ARRAY)
		scep->subject_fault = "it is no array";
	else
		for (rdn = subject->children; rdn && !scep->subject_fault;
		     rdn = rdn->next)
			scep->subject_fault = add_rdn(r, &list, rdn, number++);
	scep->subject.attributes = list.items;
	scep->subject.n_attributes = list.n;
	scep->subject.text = text_of(&r->c->arena, list.items, list.n);
	if (!scep->subject_ref.quote.n)
		scep->subject_ref.quote = scep->subject.text;
}
