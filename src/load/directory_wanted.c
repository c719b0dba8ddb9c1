/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which accounts of an export can matter: the case's user, those that the
 * certificates in evidence name, and those that name such a certificate.
 * Exports are read last, so that all of that is known.
 */
#include "load/directory_row.h"

#include <easdoctor/limits.h>

#include <stdlib.h>

struct ed_directory_wanted {
	struct ed_list names; /* struct ed_str, sorted: UPNs, SIDs, mails */
	const struct ed_certificate *leaves[ED_MAX_CANDIDATES];
	size_t n_leaves;
	uint64_t n_compared;
};

/* Order of bytes, ASCII letters folded. */
static int compare_folded(const void *a, const void *b)
{
	const struct ed_str *x = a, *y = b;

	for (size_t i = 0; i < x->n && i < y->n; i++) {
		int c = (unsigned char)x->p[i], d = (unsigned char)y->p[i];

		c += c >= 'A' && c <= 'Z' ? 32 : 0;
		d += d >= 'A' && d <= 'Z' ? 32 : 0;
		if (c != d)
			return c - d;
	}
	return (x->n > y->n) - (x->n < y->n);
}

static void add(
    struct ed_case *c, struct ed_directory_wanted *wanted, struct ed_str name)
{
	if (ed_str_trim(name).n)
		*ED_PUSH(&c->arena, &wanted->names, struct ed_str) =
		    ed_str_trim(name);
}

static void add_certificate(struct ed_case *c,
    struct ed_directory_wanted *wanted, const struct ed_certificate *cert)
{
	if (cert->is_ca)
		return;
	for (size_t i = 0; i < cert->n_upns; i++)
		add(c, wanted, cert->upns[i].value);
	for (size_t i = 0; i < cert->n_sids; i++)
		add(c, wanted, cert->sids[i].value);
	if (wanted->n_leaves < ED_COUNT(wanted->leaves))
		wanted->leaves[wanted->n_leaves++] = cert;
}

struct ed_directory_wanted *ed_directory_wanted(struct ed_case *c)
{
	struct ed_directory_wanted *wanted =
	    ED_NEW(&c->arena, struct ed_directory_wanted);
	const struct ed_account *user = c->facts.account;

	if (user) {
		add(c, wanted, user->upn);
		add(c, wanted, user->sid);
		add(c, wanted, user->email);
	}
	for (size_t i = 0; i < c->certificates.n; i++)
		add_certificate(c, wanted,
		    ED_ITEMS(c->certificates, struct ed_certificate *)[i]);
	if (wanted->names.n)
		qsort(wanted->names.items, wanted->names.n,
		    sizeof(struct ed_str), compare_folded);
	return wanted;
}

static bool has(const struct ed_directory_wanted *wanted, struct ed_str name)
{
	return name.n && wanted->names.n &&
	       bsearch(&name, wanted->names.items, wanted->names.n,
		   sizeof(struct ed_str), compare_folded) != NULL;
}

static bool names_leaf(struct ed_directory_wanted *wanted,
    const struct ed_directory_account *account)
{
	for (size_t i = 0; i < account->n_mappings; i++)
		for (size_t k = 0; k < wanted->n_leaves; k++) {
			if (wanted->n_compared == ED_MAX_COMPARED)
				return false;
			wanted->n_compared++;
			if (ed_mapping_fits(&account->mappings[i],
				wanted->leaves[k], NULL) != ED_MISSES)
				return true;
		}
	return false;
}

bool ed_directory_matters(struct ed_directory_wanted *wanted,
    const struct ed_directory_account *account)
{
	if (has(wanted, account->upn) || has(wanted, account->sid) ||
	    has(wanted, account->mail))
		return true;
	for (size_t i = 0; i < account->n_addresses; i++) {
		struct ed_str mail = account->addresses[i];

		if (ed_str_istarts(mail, ED_STR("smtp:")) &&
		    has(wanted, ed_str_sub(mail, 5, mail.n)))
			return true;
	}
	return names_leaf(wanted, account);
}

bool ed_directory_gave_up(const struct ed_directory_wanted *wanted)
{
	return wanted->n_compared == ED_MAX_COMPARED;
}
