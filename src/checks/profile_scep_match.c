/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-scep-match: template, payload and certificate must say the same.
 *
 * The console writes a request template into each profile once. Who changes
 * the template later and does not publish the profile again looks at one thing
 * and gets another; and so does who trusts a CA to write what it is asked for.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>
#include <easdoctor/name.h>
#include <easdoctor/scep.h>

#define CN ED_STR("2.5.4.3")
/* What a SID looks like in a Subject Alternative Name, KB5014754. */
#define SID_TAG ED_STR("tag:microsoft.com,2022-09-14:sid:")

/* Where two of them differ. */
struct difference {
	const char *what; /* NULL: nowhere */
	struct ed_str wanted, found;
	struct ed_ref where;
	bool maybe; /* what could not be compared may differ */
};

static bool find_value(
    const struct ed_facts *facts, struct ed_str name, struct ed_str *value)
{
	static const struct ed_account nobody;
	const struct ed_account *account =
	    facts->account ? facts->account : &nobody;

	*value = ED_STR("");
	for (size_t i = 0; i < facts->n_lookups; i++) {
		if (!ed_str_ieq(facts->lookups[i].name, name))
			continue;
		*value = facts->lookups[i].value;
		return true;
	}
	if (ed_str_ieq(name, ED_STR("EmailAddress")))
		*value = account->email;
	if (ed_str_ieq(name, ED_STR("UserPrincipalName")))
		*value = account->upn;
	if (ed_str_ieq(name, ED_STR("UserSid")))
		*value = account->sid;
	return value->n > 0;
}

static bool take(struct ed_str *from, struct ed_str prefix)
{
	if (!ed_str_istarts(*from, prefix))
		return false;
	*from = ed_str_sub(*from, prefix.n, from->n);
	return true;
}

/* Is value what the template's text comes to? */
static enum ed_same compare(
    const struct ed_facts *facts, struct ed_str text, struct ed_str value)
{
	struct ed_str rest = text, lookup, filled;

	if (ed_str_ieq(text, value))
		return ED_SAME;
	/* Another lookup can bring the same. */
	if (ed_lookup_in(value))
		return ED_MAYBE_SAME;
	while ((lookup = ed_lookup_find(rest)).n) {
		size_t before = (size_t)(lookup.p - rest.p);

		if (!take(&value, ed_str_sub(rest, 0, before)))
			return ED_DIFFERENT;
		if (!find_value(
			facts, ed_str_sub(lookup, 1, lookup.n - 2), &filled))
			return ED_MAYBE_SAME;
		if (!take(&value, filled))
			return ED_DIFFERENT;
		rest = ed_str_sub(rest, before + lookup.n, rest.n);
	}
	return ed_str_ieq(rest, value) ? ED_SAME : ED_DIFFERENT;
}

/* In the same order, or in the reverse. */
static enum ed_same compare_subject(const struct ed_facts *facts,
    const struct ed_written_name *wanted, const struct ed_name *found,
    bool reverse)
{
	enum ed_same worst = ED_SAME, one;

	if (wanted->n != found->n_attributes)
		return ED_DIFFERENT;
	for (size_t i = 0; i < wanted->n; i++) {
		const struct ed_attribute *item =
		    &found->attributes[reverse ? wanted->n - 1 - i : i];

		if (!ed_str_eq(wanted->items[i].oid, item->oid))
			return ED_DIFFERENT;
		one = compare(facts, wanted->items[i].value, item->value);
		if (one < worst)
			worst = one;
	}
	return worst;
}

/* What is not, profile-scep tells. */
static bool is_sound_subject(const struct ed_scep *scep)
{
	for (size_t i = 0; i < scep->subject.n_attributes; i++)
		if (!ed_str_trim(scep->subject.attributes[i].value).n)
			return false;
	return !scep->subject_fault;
}

static void look_at_subject(const struct ed_facts *facts,
    const struct ed_scep *scep, struct difference *out)
{
	struct ed_str text = facts->request_template->subject;
	struct ed_written_name wanted;
	struct ed_error err;
	enum ed_same same, reverse;

	if (!text.n || !scep->has_subject || !is_sound_subject(scep))
		return;
	if (!ed_name_read(&wanted, text, &err)) {
		out->maybe = true;
		return;
	}
	same = compare_subject(facts, &wanted, &scep->subject, false);
	reverse = compare_subject(facts, &wanted, &scep->subject, true);
	if (reverse > same)
		same = reverse;
	out->maybe |= same == ED_MAYBE_SAME;
	if (same != ED_DIFFERENT)
		return;
	*out = (struct difference){.what = "the subject",
	    .wanted = text,
	    .found = scep->subject.text,
	    .where = scep->subject_ref};
}

static const char *const san_words[] = {
    [ED_SAN_EMAIL] = "the email address (rfc822Name)",
    [ED_SAN_UPN] = "the User Principal Name (ntPrincipalName)",
    [ED_SAN_DNS] = "the DNS name",
    [ED_SAN_URI] = "the URI",
};

/* A name of that type that stands for it and has the form that it must. */
static bool is_sound_name(
    const struct ed_template_san *row, const struct ed_san *san)
{
	if (san->type != row->type)
		return false;
	if (row->type == ED_SAN_UPN)
		return ed_str_has(san->value, '@') || ed_lookup_in(san->value);
	if (row->type == ED_SAN_URI && ed_str_istarts(row->value, SID_TAG))
		return ed_str_istarts(san->value, SID_TAG);
	return true;
}

/* A name of that type that does not fit, unless one does. */
static void look_for_row(const struct ed_facts *facts,
    const struct ed_scep *scep, const struct ed_template_san *row,
    struct difference *out)
{
	const struct ed_san *other = NULL;

	for (size_t i = 0; i < scep->n_sans; i++) {
		const struct ed_san *san = &scep->sans[i];
		enum ed_same same;

		if (!is_sound_name(row, san))
			continue;
		same = compare(facts, row->value, san->value);
		out->maybe |= same == ED_MAYBE_SAME;
		if (same != ED_DIFFERENT)
			return;
		other = other ? other : san;
	}
	/* That none is there is for profile-scep to tell. */
	if (!other || out->what)
		return;
	out->what = san_words[row->type];
	out->wanted = row->value;
	out->found = other->value;
	out->where = other->ref;
}

static void settle_template(const struct ed_facts *facts,
    const struct ed_scep *scep, struct ed_sink *out)
{
	const struct ed_template *template = facts->request_template;
	struct difference found = {0};
	struct ed_digits digits[2];

	look_at_subject(facts, scep, &found);
	for (size_t i = 0; i < template->n_sans && !scep->san_fault; i++)
		look_for_row(facts, scep, &template->sans[i], &found);
	/* A smaller one is for profile-scep to tell. */
	if (!found.what && template->key_bits && scep->key_size.readable &&
	    scep->key_size.value > template->key_bits)
		found = (struct difference){.what = "the key size",
		    .wanted = ed_number(&digits[0], template->key_bits),
		    .found = ed_number(&digits[1], scep->key_size.value),
		    .where = scep->key_size.ref};
	if (!found.what && found.maybe)
		ed_unknown(out, "template-differs",
		    "lookup values that the template holds are not given, or "
		    "are still in braces in the profile");
	else
		ed_settle(out, "template-differs", found.what != NULL,
		    found.what ? found.where : scep->ref,
		    ED_VALUES({"what", ED_TEXT, ed_str_of(found.what)},
			{"template", ED_TEXT, found.wanted},
			{"profile", ED_TEXT, found.found}));
}

static const struct ed_attribute *find_common_name(const struct ed_name *name)
{
	for (size_t i = 0; i < name->n_attributes; i++)
		if (ed_str_eq(name->attributes[i].oid, CN))
			return &name->attributes[i];
	return NULL;
}

static void look_at_common_name(const struct ed_certificate *cert,
    const struct ed_scep *scep, struct difference *out)
{
	const struct ed_attribute *wanted = find_common_name(&scep->subject);
	const struct ed_attribute *found = find_common_name(&cert->subject);
	struct ed_str issued = found ? found->value : ED_STR("(none)");

	if (!wanted || !ed_str_trim(wanted->value).n || out->what)
		return;
	if (ed_lookup_in(wanted->value)) {
		out->maybe = true;
		return;
	}
	if (found && ed_str_ieq(ed_str_trim(wanted->value), found->value))
		return;
	*out = (struct difference){.what = "the common name",
	    .wanted = wanted->value,
	    .found = issued,
	    .where = scep->subject_ref};
}

static void look_at_upn(const struct ed_certificate *cert,
    const struct ed_scep *scep, struct difference *out)
{
	const struct ed_san *wanted = NULL;

	for (size_t i = 0; i < scep->n_sans; i++) {
		const struct ed_san *san = &scep->sans[i];

		if (san->type != ED_SAN_UPN)
			continue;
		out->maybe |= ed_lookup_in(san->value);
		if (ed_lookup_in(san->value))
			return;
		wanted = wanted ? wanted : san;
		for (size_t k = 0; k < cert->n_upns; k++)
			if (ed_str_ieq(san->value, cert->upns[k].value))
				return;
	}
	if (!wanted)
		return;
	*out = (struct difference){.what = "the User Principal Name",
	    .wanted = wanted->value,
	    .found = cert->n_upns ? cert->upns[0].value : ED_STR("(none)"),
	    .where = wanted->ref};
}

static void settle_certificate(const struct ed_certificate *cert,
    const struct ed_scep *scep, struct ed_sink *out)
{
	struct difference found = {0};

	if (cert->unreadable & (ED_PART_SAN | ED_PART_SUBJECT)) {
		ed_unknown(out, "certificate-differs",
		    "the certificate's names are there but cannot be read");
		return;
	}
	look_at_upn(cert, scep, &found);
	look_at_common_name(cert, scep, &found);
	if (!found.what && found.maybe)
		ed_unknown(out, "certificate-differs",
		    "the profile's names are still lookup values; give the "
		    "profile that the device got");
	else
		ed_settle(out, "certificate-differs", found.what != NULL,
		    found.what ? found.where : scep->ref,
		    ED_VALUES({"what", ED_TEXT, ed_str_of(found.what)},
			{"profile", ED_TEXT, found.wanted},
			{"issued", ED_TEXT, found.found},
			{"certificate", ED_DN, cert->subject.text}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_scep *scep = subject;

	if (facts->request_template)
		settle_template(facts, scep, out);
	else
		ed_not_asked(out, "template-differs",
		    "the request template is not given");
	if (facts->device_certificate)
		settle_certificate(facts->device_certificate, scep, out);
}

const struct ed_check ed_check_profile_scep_match = {
    .id = "profile-scep-match",
    .title = "Template, SCEP payload and certificate say the same",
    .each = ED_SCEP,
    .findings = ED_FINDINGS(
	{"template-differs", 0}, {"certificate-differs", ED_NEED_CERTIFICATE}),
    .run = run,
};
