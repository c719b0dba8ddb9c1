/* SPDX-License-Identifier: Apache-2.0 */
/* The certificates that were judged, decoded for the reader. */
#include "report/build.h"
#include "report/inspect_words.h"

#include <easdoctor/limits.h>

static struct ed_texts names_of(
    const struct ed_builder *b, const struct ed_certificate *cert)
{
	struct ed_arena *arena = b->arena;
	const size_t n = cert->n_upns + cert->n_sans + cert->n_sids;
	struct ed_str *items = ed_alloc_array(arena, n, sizeof(*items));
	size_t put = 0;

	for (size_t i = 0; i < cert->n_upns; i++)
		items[put++] = ed_format(arena, "upn %.*s",
		    ED_ARG(ed_build_show(b, cert->upns[i].value)));
	for (size_t i = 0; i < cert->n_sans; i++)
		items[put++] = ed_format(arena, "%s %.*s",
		    ed_san_type_name(cert->sans[i].type),
		    ED_ARG(ed_build_show(b, cert->sans[i].value)));
	for (size_t i = 0; i < cert->n_sids; i++)
		items[put++] = ed_format(arena, "sid %.*s (%s)",
		    ED_ARG(ed_build_show(b, cert->sids[i].value)),
		    ed_sid_form_name(cert->sids[i].form));
	return (struct ed_texts){
	    items, put < ED_MAX_REPORT_NAMES ? put : ED_MAX_REPORT_NAMES};
}

static struct ed_texts usages_of(
    const struct ed_builder *b, const struct ed_certificate *cert)
{
	struct ed_arena *arena = b->arena;
	struct ed_str *items =
	    ed_alloc_array(arena, cert->n_ekus, sizeof(*items));
	size_t n = cert->n_ekus < ED_MAX_REPORT_NAMES ? cert->n_ekus
						      : ED_MAX_REPORT_NAMES;

	for (size_t i = 0; i < n; i++) {
		const char *known = ed_oid_name(cert->ekus[i]);

		items[i] =
		    known ? ed_str_of(known) : ed_build_show(b, cert->ekus[i]);
	}
	return (struct ed_texts){items, n};
}

static struct ed_str key_of(
    struct ed_arena *arena, const struct ed_certificate *cert)
{
	if (cert->unreadable & ED_PART_KEY)
		return ED_STR("cannot be read");
	if (cert->key.bits == 0)
		return ed_str_of(ed_key_type_name(cert->key.type));
	return ed_format(
	    arena, "%s %u", ed_key_type_name(cert->key.type), cert->key.bits);
}

static struct ed_str role_of(const struct ed_certificate *cert)
{
	switch (cert->role) {
	case ED_ROLE_DEVICE:
		return ED_STR("device");
	case ED_ROLE_CA:
		return ED_STR("ca");
	case ED_ROLE_SERVER:
		return ED_STR("server");
	case ED_ROLE_OTHER:
		break;
	}
	return ED_STR("other");
}

static void fill(const struct ed_builder *b, const struct ed_certificate *cert,
    struct ed_report_certificate *out)
{
	struct ed_arena *arena = b->arena;
	struct ed_digits digits;

	*out = (struct ed_report_certificate){
	    .label = ed_build_show(b, cert->label),
	    .role = role_of(cert),
	    .subject = ed_build_show(b, cert->subject.text),
	    .issuer = ed_build_show(b, cert->issuer.text),
	    .serial = ed_build_show(b, cert->serial),
	    .names = names_of(b, cert),
	    .usages = usages_of(b, cert),
	    .key = key_of(arena, cert),
	    .sha256 = ed_build_show(b, cert->sha256),
	};
	if (cert->unreadable & ED_PART_TIME)
		return;
	out->not_before = ed_copy(arena, ed_time(&digits, cert->not_before));
	out->not_after = ed_copy(arena, ed_time(&digits, cert->not_after));
}

/* The device's and its chain; else what is in evidence, as far as it goes. */
void ed_build_certificates(struct ed_builder *b)
{
	const struct ed_facts *facts = &b->parts->c->facts;
	const struct ed_certificate *device = facts->device_certificate;
	const struct ed_certificate *const *from = facts->certificates;
	size_t n = facts->n_certificates;
	struct ed_report_certificate *items;

	if (device && device->chain.n_links) {
		from = device->chain.links;
		n = device->chain.n_links;
	} else if (device) {
		from = &facts->device_certificate;
		n = 1;
	}
	if (n > ED_MAX_REPORT_CERTIFICATES)
		n = ED_MAX_REPORT_CERTIFICATES;
	items = ed_alloc_array(b->arena, n, sizeof(*items));
	for (size_t i = 0; i < n; i++)
		fill(b, from[i], &items[i]);
	b->out->certificates = items;
	b->out->n_certificates = n;
}
