/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-subject: the names must be those that the template asks for.
 *
 * Lookup values that stayed in braces, came back empty, or were replaced by
 * the identity of the account that talks to the certification authority give
 * a certificate that looks complete and belongs to nobody's mailbox.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>
#include <easdoctor/name.h>

#include <string.h>

#define CN "2.5.4.3"

static const char no_subject[] = "the subject is there but cannot be read";
static const char no_san[] =
    "the Subject Alternative Name is there but cannot be read";

/* Lookup values that a case need not give, because the account has them. */
static struct ed_str find_account_value(
    const struct ed_account *account, struct ed_str name)
{
	if (account && ed_str_ieq(name, ED_STR("EmailAddress")))
		return account->email;
	if (account && ed_str_ieq(name, ED_STR("UserPrincipalName")))
		return account->upn;
	return (struct ed_str){0};
}

static bool find_value(
    const struct ed_facts *facts, struct ed_str name, struct ed_str *value)
{
	for (size_t i = 0; i < facts->n_lookups; i++) {
		if (!ed_str_ieq(facts->lookups[i].name, name))
			continue;
		*value = facts->lookups[i].value;
		return true;
	}
	*value = find_account_value(facts->account, name);
	return value->n != 0;
}

/* The template's subject with its lookups filled in. */
struct expansion {
	char text[ED_MAX_WRITTEN_NAME];
	size_t n;
	bool too_long;
	bool quoted;   /* inside "…" */
	bool in_value; /* behind the = of an attribute */
};

static void put(struct expansion *out, struct ed_str s)
{
	if (s.n > sizeof(out->text) - out->n) {
		out->too_long = true;
		return;
	}
	if (s.n)
		memcpy(out->text + out->n, s.p, s.n);
	out->n += s.n;
}

/* Puts text of the template, and follows where in the name it leads. */
static void put_literal(struct expansion *out, struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			out->quoted = !out->quoted;
		else if (!out->quoted && memchr("=,;+", s.p[i], 4))
			out->in_value = s.p[i] == '=';
	}
	put(out, s);
}

/*
 * Puts a lookup's value. A comma in a value of "CN={Name}" is part of the
 * name; in a lookup that begins an RDN it separates.
 */
static void put_value(struct expansion *out, struct ed_str value)
{
	if (!out->in_value) {
		put(out, value);
		return;
	}
	for (size_t i = 0; i < value.n; i++) {
		if (out->quoted && value.p[i] == '"')
			put(out, ED_STR("\""));
		else if (!out->quoted && memchr(",;+\"\\", value.p[i], 5))
			put(out, ED_STR("\\"));
		put(out, ed_str_sub(value, i, 1));
	}
}

static bool expand(
    struct expansion *out, const struct ed_facts *facts, struct ed_error *err)
{
	struct ed_str rest = facts->request_template->subject;
	struct ed_str lookup, value;
	size_t before;

	for (;;) {
		lookup = ed_lookup_find(rest);
		before = lookup.n ? (size_t)(lookup.p - rest.p) : rest.n;
		put_literal(out, ed_str_sub(rest, 0, before));
		if (lookup.n == 0)
			break;
		if (!find_value(
			facts, ed_str_sub(lookup, 1, lookup.n - 2), &value))
			return ed_fail(err,
			    "the template's subject holds %.*s, and nobody "
			    "gave that lookup's value",
			    ED_ARG(lookup));
		put_value(out, value);
		rest = ed_str_sub(rest, before + lookup.n, rest.n);
	}
	if (out->too_long)
		return ed_fail(err, "the template's subject is too long");
	return true;
}

static bool read_expected(struct ed_written_name *out,
    const struct expansion *expansion, struct ed_error *err)
{
	struct ed_error why;

	if (ed_name_read(
		out, (struct ed_str){expansion->text, expansion->n}, &why))
		return true;
	return ed_fail(
	    err, "the template's subject cannot be read: %.300s", why.text);
}

static struct ed_ref at_oid(
    const struct ed_certificate *cert, struct ed_str oid, struct ed_str quote)
{
	struct ed_ref ref = cert->ref;

	ref.kind = ED_AT_OID;
	ref.at = oid;
	ref.quote = quote;
	return ref;
}

static void settle_mismatch(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert)
{
	struct expansion expansion = {.n = 0};
	struct ed_written_name expected;
	struct ed_error err;
	enum ed_same same;

	if (cert->unreadable & ED_PART_SUBJECT) {
		ed_unknown(out, "mismatch", no_subject);
		return;
	}
	if (!expand(&expansion, facts, &err) ||
	    !read_expected(&expected, &expansion, &err)) {
		ed_unknown(out, "mismatch", err.text);
		return;
	}
	same = ed_name_compare(&expected, &cert->subject);
	if (same == ED_MAYBE_SAME) {
		ed_unknown(out, "mismatch",
		    "the names differ only in letters outside ASCII and may "
		    "be the same");
		return;
	}
	ed_settle(out, "mismatch", same == ED_DIFFERENT,
	    at_oid(cert, ED_STR(CN), cert->subject.text),
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"expected", ED_DN,
		    (struct ed_str){expansion.text, expansion.n}},
		{"template", ED_TEXT, facts->request_template->subject}));
}

static bool settle_if_lookup(struct ed_sink *out,
    const struct ed_certificate *cert, struct ed_str value, struct ed_ref where)
{
	const struct ed_str lookup = ed_lookup_find(value);

	if (lookup.n)
		ed_settle(out, "unexpanded-lookup", true, where,
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"lookup", ED_TEXT, lookup}));
	return lookup.n != 0;
}

static void settle_lookups(
    struct ed_sink *out, const struct ed_certificate *cert)
{
	const struct ed_attribute *item;

	for (size_t i = 0; i < cert->subject.n_attributes; i++) {
		item = &cert->subject.attributes[i];
		if (settle_if_lookup(out, cert, item->value,
			at_oid(cert, item->oid, item->value)))
			return;
	}
	for (size_t i = 0; i < cert->n_upns; i++)
		if (settle_if_lookup(
			out, cert, cert->upns[i].value, cert->upns[i].ref))
			return;
	for (size_t i = 0; i < cert->n_sans; i++)
		if (settle_if_lookup(
			out, cert, cert->sans[i].value, cert->sans[i].ref))
			return;
	if (cert->unreadable & ED_PART_SUBJECT)
		ed_unknown(out, "unexpanded-lookup", no_subject);
	else if (cert->unreadable & ED_PART_SAN)
		ed_unknown(out, "unexpanded-lookup", no_san);
	else
		ed_settle(out, "unexpanded-lookup", false, cert->ref, NULL);
}

static void settle_empty(struct ed_sink *out, const struct ed_certificate *cert)
{
	const struct ed_attribute *item;

	for (size_t i = 0; i < cert->subject.n_attributes; i++) {
		item = &cert->subject.attributes[i];
		if (ed_str_trim(item->value).n)
			continue;
		ed_settle(out, "empty-attribute", true,
		    at_oid(cert, item->oid, item->value),
		    ED_VALUES({"certificate", ED_DN, cert->subject.text},
			{"attribute", ED_TEXT, ed_attribute_word(item->oid)}));
		return;
	}
	if (cert->unreadable & ED_PART_SUBJECT)
		ed_unknown(out, "empty-attribute", no_subject);
	else
		ed_settle(out, "empty-attribute", false, cert->ref, NULL);
}

/* The account's name of DOMAIN\name, name@domain or name. */
static struct ed_str account_name(struct ed_str s)
{
	size_t slash = ed_str_find(s, ED_STR("\\"));

	if (slash < s.n)
		s = ed_str_sub(s, slash + 1, s.n);
	return ed_str_trim(ed_str_sub(s, 0, ed_str_find(s, ED_STR("@"))));
}

static bool is_requester(const struct ed_facts *facts, struct ed_str value)
{
	const struct ed_str name = account_name(facts->ca->service_account);

	return name.n && ed_str_ieq(account_name(value), name);
}

static void settle_as_requester(struct ed_sink *out,
    const struct ed_facts *facts, const struct ed_certificate *cert,
    struct ed_str value, struct ed_ref where)
{
	/* Somebody who tests with the service account means to be it. */
	const bool meant =
	    facts->account && is_requester(facts, facts->account->upn);

	ed_settle(out, "requester-identity", !meant, where,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"name", ED_UPN, value},
		{"requester", ED_UPN, facts->ca->service_account}));
}

static void settle_requester(struct ed_sink *out, const struct ed_facts *facts,
    const struct ed_certificate *cert)
{
	const struct ed_attribute *item;

	for (size_t i = 0; i < cert->n_upns; i++) {
		if (!is_requester(facts, cert->upns[i].value))
			continue;
		settle_as_requester(
		    out, facts, cert, cert->upns[i].value, cert->upns[i].ref);
		return;
	}
	for (size_t i = 0; i < cert->subject.n_attributes; i++) {
		item = &cert->subject.attributes[i];
		if (!ed_str_eq(item->oid, ED_STR(CN)) ||
		    !is_requester(facts, item->value))
			continue;
		settle_as_requester(out, facts, cert, item->value,
		    at_oid(cert, item->oid, item->value));
		return;
	}
	if (cert->unreadable & ED_PART_SUBJECT)
		ed_unknown(out, "requester-identity", no_subject);
	else if (cert->unreadable & ED_PART_SAN)
		ed_unknown(out, "requester-identity", no_san);
	else
		ed_settle(out, "requester-identity", false, cert->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;

	if (facts->request_template)
		settle_mismatch(out, facts, cert);
	settle_lookups(out, cert);
	settle_empty(out, cert);
	if (facts->ca)
		settle_requester(out, facts, cert);
}

const struct ed_check ed_check_certificate_subject = {
    .id = "certificate-subject",
    .title = "The certificate carries the names that the template asks for",
    .each = ED_CERTIFICATE,
    .findings =
	ED_FINDINGS({"mismatch", ED_NEED_TEMPLATE}, {"unexpanded-lookup", 0},
	    {"empty-attribute", 0}, {"requester-identity", ED_NEED_REQUESTER}),
    .run = run,
};
