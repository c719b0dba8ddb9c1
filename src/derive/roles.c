/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which certificate is the device's, which are authorities', which a
 * server's.
 *
 * The device's certificate is, in this order:
 *   1. the one the case names (endpoint.certificate);
 *   2. the one in a given PKCS#12;
 *   3. the identity that a profile's EAS account uses;
 *   4. the only one that is no CA, issued no other and is not the server's,
 *      unless a file that may hold another cannot be read.
 * The first step that has a candidate decides. Where it has several, nothing
 * is chosen: a diagnosis of the wrong certificate is worse than none. The same
 * certificate found twice is one candidate.
 */
#include "base/file.h"
#include "derive/anchor.h"
#include "derive/derive.h"
#include "derive/server.h"

#include <stdlib.h>

/* Certificates that could be the device's, each once. */
struct candidates {
	struct ed_case *c;
	struct ed_list list; /* struct ed_certificate * */
};

static struct ed_certificate **all(const struct ed_case *c)
{
	return ED_ITEMS(c->certificates, struct ed_certificate *);
}

static void add(struct candidates *from, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < from->list.n; i++)
		if (ed_certificate_is(
			ED_ITEMS(from->list, const struct ed_certificate *)[i],
			cert))
			return;
	*ED_PUSH(&from->c->arena, &from->list, const struct ed_certificate *) =
	    cert;
}

static int by_der(const void *a, const void *b)
{
	const struct ed_str *x = a, *y = b;

	return ed_str_compare(*x, *y);
}

/* The issuers' names of all certificates that did not sign themselves. */
static struct ed_list list_issuers(struct ed_case *c)
{
	struct ed_list names = {0};

	for (size_t i = 0; i < c->certificates.n; i++)
		if (all(c)[i]->der.n &&
		    !ed_str_eq(all(c)[i]->subject.der, all(c)[i]->issuer.der))
			*ED_PUSH(&c->arena, &names, struct ed_str) =
			    all(c)[i]->issuer.der;
	if (names.n)
		qsort(names.items, names.n, sizeof(struct ed_str), by_der);
	return names;
}

static bool issued_another(
    const struct ed_list *issuers, const struct ed_certificate *cert)
{
	return issuers->n &&
	       bsearch(&cert->subject.der, issuers->items, issuers->n,
		   sizeof(struct ed_str), by_der) != NULL;
}

static bool is_leaf(
    const struct ed_list *issuers, const struct ed_certificate *cert)
{
	return cert->role == ED_ROLE_OTHER && !issued_another(issuers, cert);
}

/* Step 1. What is alone in the named file is meant, whatever it is. */
static void add_named(struct candidates *from, const struct ed_list *issuers)
{
	unsigned number = ed_input_number(from->c, from->c->device_input);
	struct candidates others = {.c = from->c};

	for (size_t i = 0; i < from->c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(from->c->identities, struct ed_identity *)[i];

		if (identity->ref.input == number && identity->certificate)
			add(from, identity->certificate);
	}
	if (number == 0 || from->list.n)
		return;
	for (size_t i = 0; i < from->c->certificates.n; i++) {
		if (all(from->c)[i]->ref.input != number)
			continue;
		add(&others, all(from->c)[i]);
		if (is_leaf(issuers, all(from->c)[i]))
			add(from, all(from->c)[i]);
	}
	if (from->list.n == 0)
		from->list = others.list;
}

/* Step 2. */
static void add_pkcs12(struct candidates *from, const struct ed_list *issuers)
{
	(void)issuers;
	for (size_t i = 0; i < from->c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(from->c->identities, struct ed_identity *)[i];

		if (identity->is_pkcs12 && !identity->in_profile &&
		    identity->certificate && !identity->certificate->is_ca)
			add(from, identity->certificate);
	}
}

/* All that stand in the payload's PKCS#12: several, if it holds several. */
static void add_payload(struct candidates *from, const struct ed_eas *eas)
{
	const struct ed_identity *used =
	    eas->identity ? eas->identity->identity : NULL;

	for (size_t i = 0; used && i < from->c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(from->c->identities, struct ed_identity *)[i];

		if (identity->in_profile && identity->certificate &&
		    identity->ref.input == used->ref.input &&
		    ed_str_eq(identity->ref.at, used->ref.at))
			add(from, identity->certificate);
	}
}

/* Step 3. */
static void add_profiles(struct candidates *from, const struct ed_list *issuers)
{
	(void)issuers;
	for (size_t i = 0; i < from->c->profiles.n; i++) {
		const struct ed_profile *profile =
		    ED_ITEMS(from->c->profiles, struct ed_profile *)[i];

		for (size_t j = 0; j < profile->n_accounts; j++)
			add_payload(from, &profile->accounts[j]);
	}
}

/* Step 4. */
static void add_lone(struct candidates *from, const struct ed_list *issuers)
{
	for (size_t i = 0; i < from->c->certificates.n; i++)
		if (is_leaf(issuers, all(from->c)[i]))
			add(from, all(from->c)[i]);
}

static struct ed_str file_of(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	if (cert->ref.input == 0 || cert->ref.input > c->inputs.n)
		return ED_STR("no file");
	return ed_path_name(
	    ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1]->path);
}

/* Names a few, and how many there are. */
static void tell_ambiguous(struct candidates *from)
{
	enum { NAMED = 4 };
	struct ed_text text = {.arena = &from->c->arena};

	ed_putf(
	    &text, "%zu certificates could be the device's: ", from->list.n);
	for (size_t i = 0; i < from->list.n && i < NAMED; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(from->list, const struct ed_certificate *)[i];

		ed_putf(&text, "%scertificate %.*s in %.*s", i ? ", " : "",
		    ED_ARG(ed_certificate_mark(cert)),
		    ED_ARG(file_of(from->c, cert)));
	}
	if (from->list.n > NAMED)
		ed_put(&text, ED_STR(" and others"));
	ed_put(&text, ED_STR("; give only the device's, or name it as "
			     "endpoint.certificate in a case file"));
	from->c->ambiguous = ed_text_str(&text);
}

/*
 * The same certificate in a file of its own, where there is one: commands that
 * look at it are plainer than into a profile or a PKCS#12.
 */
static const struct ed_certificate *plainest(
    const struct ed_case *c, const struct ed_certificate *device)
{
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert = all(c)[i];
		const struct ed_input *in;

		if (cert->ref.input == 0 || cert->ref.input > c->inputs.n ||
		    !cert->der.n || !ed_certificate_is(cert, device))
			continue;
		in =
		    ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1];
		if (ed_str_eq(in->kind, ED_STR("certificate")))
			return cert;
		/* Anything is better than a text. */
		if (!device->der.n)
			device = cert;
	}
	return device;
}

/* Nor must the only certificate, when it is taken for a server's. */
static void note_servers(struct ed_case *c)
{
	for (size_t i = 0; i < c->certificates.n; i++) {
		const struct ed_certificate *cert = all(c)[i];

		if (cert->role != ED_ROLE_SERVER || cert->sent_by_server)
			continue;
		*ED_PUSH(&c->arena, &c->notes, struct ed_str) =
		    ed_format(&c->arena,
			"certificate %.*s in %.*s is a server's and not judged "
			"as the device's",
			ED_ARG(ed_certificate_mark(cert)),
			ED_ARG(file_of(c, cert)));
		return;
	}
}

/* What looks like a device's and is not judged must not go unnoticed. */
static void note_others(struct ed_case *c, const struct ed_list *issuers)
{
	enum { NOTED = 3 };
	const struct ed_certificate *device = c->facts.device_certificate;
	size_t n = 0;

	for (size_t i = 0; device && i < c->certificates.n && n < NOTED; i++) {
		const struct ed_certificate *cert = all(c)[i];

		if (!is_leaf(issuers, cert) || ed_certificate_is(cert, device))
			continue;
		n++;
		*ED_PUSH(&c->arena, &c->notes, struct ed_str) = ed_format(
		    &c->arena,
		    "certificate %.*s in %.*s is not judged: the device's is "
		    "taken to be %.*s in %.*s",
		    ED_ARG(ed_certificate_mark(cert)), ED_ARG(file_of(c, cert)),
		    ED_ARG(ed_certificate_mark(device)),
		    ED_ARG(file_of(c, device)));
	}
}

/* It is whole, and waits for its password. */
static bool is_locked(const struct ed_case *c, const struct ed_input *in)
{
	for (size_t i = 0; i < c->identities.n; i++) {
		const struct ed_identity *identity =
		    ED_ITEMS(c->identities, struct ed_identity *)[i];

		if (identity->ref.input == ed_input_number(c, in) &&
		    (identity->opened == ED_NO_PASSWORD ||
			identity->opened == ED_WRONG_PASSWORD))
			return true;
	}
	return false;
}

/* A file in which the device's certificate may be lost, or NULL. */
static const struct ed_input *find_lost(const struct ed_case *c)
{
	static const char *const kinds[] = {
	    "certificate", "pkcs12", "profile", NULL};

	for (size_t i = 0; i < c->inputs.n; i++) {
		const struct ed_input *in =
		    ED_ITEMS(c->inputs, struct ed_input *)[i];

		for (size_t k = 0; in->unreadable && kinds[k]; k++)
			if (ed_str_eq(in->kind, ed_str_of(kinds[k])) &&
			    !is_locked(c, in))
				return in;
	}
	return NULL;
}

/*
 * The only one that is left is not the only one that was given: it may be
 * somebody else's, beside a file that is damaged.
 */
static bool is_lone_by_damage(struct ed_case *c)
{
	const struct ed_input *lost = find_lost(c);

	if (!lost)
		return false;
	c->ambiguous = ed_format(&c->arena,
	    "%.*s cannot be read and may hold the device's certificate; give "
	    "it whole, or name the device's as endpoint.certificate in a case "
	    "file",
	    ED_ARG(ed_path_name(lost->path)));
	return true;
}

static void choose_device(struct ed_case *c, const struct ed_list *issuers)
{
	static void (*const steps[])(
	    struct candidates *, const struct ed_list *) = {
	    add_named, add_pkcs12, add_profiles, add_lone};
	struct candidates from = {.c = c};

	c->facts.device_certificate = NULL;
	c->ambiguous = (struct ed_str){NULL, 0};
	for (size_t i = 0; i < ED_COUNT(steps) && from.list.n == 0; i++) {
		steps[i](&from, issuers);
		/* Another one than the case names is not what is asked. */
		if (i == 0 && c->device_input && from.list.n == 0) {
			c->ambiguous = ED_STR(
			    "the case names the file of the device's "
			    "certificate, and no certificate could be read "
			    "from it");
			return;
		}
		if (steps[i] == add_lone && from.list.n == 1 &&
		    is_lone_by_damage(c))
			return;
	}
	if (from.list.n == 1)
		c->facts.device_certificate = plainest(
		    c, ED_ITEMS(from.list, const struct ed_certificate *)[0]);
	else if (from.list.n > 1)
		tell_ambiguous(&from);
}

static void set_roles(struct ed_case *c)
{
	for (size_t i = 0; i < c->certificates.n; i++) {
		struct ed_certificate *cert = all(c)[i];

		cert->role = ED_ROLE_OTHER;
		if (cert->sent_by_server)
			cert->role = ED_ROLE_SERVER;
		else if (cert->is_ca || ed_is_given_root(c, cert))
			cert->role = ED_ROLE_CA;
		else if (ed_is_server(c, cert))
			cert->role = ED_ROLE_SERVER;
	}
}

static void mark_device(struct ed_case *c)
{
	const struct ed_certificate *device = c->facts.device_certificate;

	for (size_t i = 0; device && i < c->certificates.n; i++)
		if (ed_certificate_is(all(c)[i], device))
			all(c)[i]->role = ED_ROLE_DEVICE;
}

static void set_label(struct ed_case *c, struct ed_certificate *cert)
{
	static const char *const names[] = {
	    [ED_ROLE_OTHER] = "certificate",
	    [ED_ROLE_DEVICE] = "device certificate",
	    [ED_ROLE_CA] = "CA certificate",
	    [ED_ROLE_SERVER] = "server certificate",
	};

	cert->label = ed_format(&c->arena, "%s %.*s", names[cert->role],
	    ED_ARG(ed_certificate_mark(cert)));
}

void ed_set_device(struct ed_case *c, struct ed_certificate *device)
{
	c->facts.device_certificate = device;
	device->role = ED_ROLE_DEVICE;
	set_label(c, device);
}

void ed_derive_roles(struct ed_case *c)
{
	struct ed_list issuers = list_issuers(c);

	set_roles(c);
	choose_device(c, &issuers);
	mark_device(c);
	note_others(c, &issuers);
	if (!c->facts.device_certificate && !c->ambiguous.n)
		note_servers(c);
	for (size_t i = 0; i < c->certificates.n; i++)
		set_label(c, all(c)[i]);
	c->facts.roots_given = ed_list_anchors(c).n > 0;
	c->facts.client_roots_given = c->root_inputs.n > 0;
}
