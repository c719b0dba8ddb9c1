/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uem-template: what the request template asks for must be enough.
 *
 * The CA writes what the request says. A name that UEM never asks for is
 * missing from every certificate of the template, and looks like a fault of
 * each single one.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>

#define DAY 86400

/* What a SID looks like in a Subject Alternative Name, KB5014754. */
#define SID_TAG ED_STR("tag:microsoft.com,2022-09-14:sid:")

static const char no_template[] = "the request template is not given";
static const char no_rows[] =
    "the request template's Subject Alternative Names are not given";

static bool asks_for(const struct ed_template *template, enum ed_san_type type)
{
	for (size_t i = 0; i < template->n_sans; i++)
		if (template->sans[i].type == type)
			return true;
	return false;
}

static bool asks_for_sid(const struct ed_template *template)
{
	for (size_t i = 0; i < template->n_sans; i++)
		if (template->sans[i].type == ED_SAN_URI &&
		    ed_str_istarts(template->sans[i].value, SID_TAG))
			return true;
	return false;
}

static void settle_names(struct ed_sink *out, const struct ed_facts *facts)
{
	const struct ed_certificate *cert = facts->device_certificate;
	const struct ed_template *template = facts->request_template;
	const struct ed_ref nowhere = {0};
	struct ed_digits rows;
	const struct ed_value *values = ED_VALUES(
	    {"rows", ED_NUMBER, ed_number(&rows, (int64_t) template->n_sans)});

	if (!template->has_sans && !template->n_sans) {
		ed_not_asked(out, "no-upn", no_rows);
		ed_not_asked(out, "no-sid", no_rows);
		return;
	}
	ed_settle(
	    out, "no-upn", !asks_for(template, ED_SAN_UPN), nowhere, values);
	/* UEM and the CA have other ways to put a SID in: see what came. */
	if (asks_for_sid(template) || (cert && cert->n_sids))
		ed_settle(out, "no-sid", false, nowhere, NULL);
	else if (cert && cert->unreadable & ED_PART_SAN)
		ed_unknown(out, "no-sid",
		    "the template asks for no SID, and whether the certificate "
		    "has one cannot be read");
	else
		ed_settle(out, "no-sid", true, nowhere, values);
}

static bool holds_lookup(struct ed_str text, struct ed_str name)
{
	struct ed_str found;

	while ((found = ed_lookup_next(&text)).n)
		if (ed_str_ieq(found, name))
			return true;
	return false;
}

/* Does {name} stand in the certificate as it is? */
static bool stands_in(const struct ed_certificate *cert, struct ed_str name)
{
	for (size_t i = 0; i < cert->subject.n_attributes; i++)
		if (holds_lookup(cert->subject.attributes[i].value, name))
			return true;
	for (size_t i = 0; i < cert->n_upns; i++)
		if (holds_lookup(cert->upns[i].value, name))
			return true;
	for (size_t i = 0; i < cert->n_sans; i++)
		if (holds_lookup(cert->sans[i].value, name))
			return true;
	return false;
}

/* The text of the template's subject (0) and of its names (1 and on). */
static struct ed_str text_at(const struct ed_template *template, size_t i)
{
	return i ? template->sans[i - 1].value : template->subject;
}

/* A name that UEM may not know; one that was left as it is goes first. */
static struct ed_str find_unknown(const struct ed_facts *facts, bool *left)
{
	const struct ed_template *template = facts->request_template;
	const struct ed_certificate *cert = facts->device_certificate;
	struct ed_str first = {0}, name;

	*left = false;
	for (size_t i = 0; i <= template->n_sans; i++) {
		struct ed_str rest = text_at(template, i);

		while ((name = ed_lookup_next(&rest)).n) {
			if (ed_lookup_is_known(
				name, facts->lookups, facts->n_lookups))
				continue;
			*left = cert && stands_in(cert, name);
			if (*left)
				return name;
			first = first.n ? first : name;
		}
	}
	return first;
}

static void settle_lookup(struct ed_sink *out, const struct ed_facts *facts)
{
	const struct ed_certificate *cert = facts->device_certificate;
	bool left;
	const struct ed_str name = find_unknown(facts, &left);

	if (!facts->request_template->subject.n &&
	    !facts->request_template->n_sans) {
		ed_not_asked(out, "unknown-lookup", no_template);
		return;
	}
	/* A name that was filled in is known to UEM, whatever is known here. */
	if (name.n && !left && cert &&
	    cert->unreadable & (ED_PART_SAN | ED_PART_SUBJECT)) {
		ed_unknown(out, "unknown-lookup",
		    "the template holds a lookup value that is not known here, "
		    "and whether UEM filled it in cannot be read");
		return;
	}
	ed_settle(out, "unknown-lookup", name.n && (left || !cert),
	    (struct ed_ref){0}, ED_VALUES({"lookup", ED_TEXT, name}));
}

/* The window is compared with the life of the certificate that came of it. */
static void settle_renewal(struct ed_sink *out, const struct ed_facts *facts)
{
	const struct ed_template *template = facts->request_template;
	const struct ed_certificate *cert = facts->device_certificate;
	const int64_t window = template->renew_days_before;
	int64_t life = 0;
	struct ed_digits digits[2];

	if (!template->has_renewal && !window) {
		ed_not_asked(out, "renewal-off",
		    "nobody said whether certificates are renewed");
		return;
	}
	if (window && !cert) {
		ed_not_asked(out, "renewal-off",
		    "there is no certificate whose life the renewal window "
		    "could be compared with");
		return;
	}
	if (window && cert->unreadable & ED_PART_TIME) {
		ed_unknown(out, "renewal-off",
		    "the validity dates of the certificate cannot be read");
		return;
	}
	if (cert && !(cert->unreadable & ED_PART_TIME))
		life = (cert->not_after - cert->not_before) / DAY;
	ed_settle(out, "renewal-off", !window || window >= life,
	    (struct ed_ref){0},
	    ED_VALUES({"window", ED_NUMBER, ed_number(&digits[0], window)},
		{"life", ED_TEXT,
		    life ? ed_number(&digits[1], life)
			 : ED_STR("an unknown "
				  "number of")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const char *const ids[] = {
	    "no-upn", "no-sid", "unknown-lookup", "renewal-off"};

	(void)subject;
	if (facts->request_template) {
		settle_names(out, facts);
		settle_lookup(out, facts);
		settle_renewal(out, facts);
		return;
	}
	for (size_t i = 0; i < ED_COUNT(ids); i++)
		ed_not_asked(out, ids[i], no_template);
}

const struct ed_check ed_check_uem_template = {
    .id = "uem-template",
    .title = "The request template asks for all that the sign-in needs",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"no-upn", 0}, {"no-sid", 0}, {"unknown-lookup", 0},
	{"renewal-off", 0}),
    .run = run,
};
