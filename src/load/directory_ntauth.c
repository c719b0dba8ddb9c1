/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CN=NTAuthCertificates in an export of the directory: the authorities whose
 * certificates may sign users in. They vouch for nobody here, so they are kept
 * apart from the case's certificates.
 */
#include "load/directory_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

void ed_directory_put_authority(
    struct ed_directory_row *row, struct ed_str value)
{
	if (row->authorities.n == ED_MAX_VALUES || value.n > ED_MAX_CERTIFICATE)
		row->damaged = true;
	else
		*ED_PUSH(&row->scratch, &row->authorities, struct ed_str) =
		    ed_copy(&row->scratch, value);
}

static struct ed_str copy(struct ed_case *c, struct ed_str s)
{
	return ed_copy(&c->arena, s);
}

static bool add_one(struct ed_case *c, struct ed_list *items, struct ed_ref ref,
    struct ed_str der)
{
	struct ed_error err = {""};
	struct ed_certificate *cert;
	struct ed_case apart;

	ed_case_init(&apart);
	cert = ed_load_certificate_der(&apart, (struct ed_ref){0}, der, &err);
	if (cert)
		*ED_PUSH(&c->arena, items, struct ed_stored) =
		    (struct ed_stored){.ref = ref,
			.serial = copy(c, cert->serial),
			.issuer = copy(c, cert->issuer.text),
			.subject = copy(c, cert->subject.text),
			.sha1 = copy(c, cert->sha1),
			.ski = copy(c, cert->ski),
			.subject_der = copy(c, cert->subject.der)};
	ed_case_free(&apart);
	return cert != NULL;
}

/* AD keeps one zero byte where there is no certificate any more. */
static bool is_dummy(struct ed_str der)
{
	return der.n <= 1;
}

void ed_directory_ntauth(struct ed_directory_row *row, struct ed_ref ref)
{
	struct ed_case *c = row->c;
	struct ed_list items = {0};
	struct ed_store *store = ed_add_store(c);

	if (!store)
		return;
	store->ref = ref;
	store->kind = ED_STORE_DIRECTORY;
	store->name = copy(c, row->account.dn);
	store->changed = row->changed;
	store->changed_ref = ed_directory_changed(row);
	/* Without the attribute it may not have been asked for. */
	store->incomplete = row->damaged || row->authorities.n == 0;
	for (size_t i = 0; i < row->authorities.n; i++) {
		struct ed_str der =
		    ED_ITEMS(row->authorities, struct ed_str)[i];

		if (is_dummy(der))
			continue;
		if (c->n_stored++ < ED_MAX_STORED &&
		    add_one(c, &items, ref, der))
			continue;
		store->incomplete = true;
		if (row->in) {
			row->in->incomplete = true;
			ed_damage(c, row->in,
			    "a certificate of NTAuthCertificates cannot be "
			    "read");
		}
	}
	store->items = items.items;
	store->n = items.n;
}
