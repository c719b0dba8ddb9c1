/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scep-url: the SCEP URL must name the program that answers.
 *
 * The console has several fields that look alike: the URL of the SCEP program,
 * and the page on which challenges are read. With the wrong one in its place,
 * or half of the right one, no device gets a certificate, and each of them
 * shows nothing but an account that does not sync.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>
#include <easdoctor/scep.h>
#include <easdoctor/url.h>

/* A URL, and who says so. */
struct source {
	struct ed_str text;
	struct ed_ref where;
	const char *by;
	bool ndes;   /* its path is that of a Windows CA's SCEP service */
	bool stated; /* by the case */
};

static bool holds(struct ed_str s, struct ed_str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (ed_str_ieq(ed_str_sub(s, i, word.n), word))
			return true;
	return false;
}

static bool has_blank(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
			return true;
	return false;
}

/* Why it is no URL at all, or NULL. Of a profile, profile-scep/url tells it. */
static const char *form_fault(struct ed_str text)
{
	const struct ed_url url = ed_url_read(text);

	if (has_blank(text))
		return "holds a blank";
	if (ed_lookup_in(text))
		return "holds a lookup value in braces";
	if (!ed_str_ieq(url.scheme, ED_STR("https")) &&
	    !ed_str_ieq(url.scheme, ED_STR("http")))
		return "does not begin with https:// or http://";
	return url.host.n ? NULL : "names no host";
}

static struct ed_str without_last_slash(struct ed_str path)
{
	if (path.n && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

/* Why what it names is certainly not the SCEP program, or NULL. */
static const char *path_fault(const struct source *source)
{
	const struct ed_url url = ed_url_read(source->text);
	struct ed_str path = without_last_slash(url.path);

	if (holds(url.path, ED_STR("mscep_admin")))
		return "names the page on which challenges are read "
		       "(mscep_admin), not the SCEP program";
	if (holds(url.rest, ED_STR("operation=")))
		return "already holds an operation, which every device puts "
		       "behind it";
	if (source->ndes && path.n == 0)
		return "holds no path to the SCEP program";
	if (ed_str_ieq(path, ED_STR("/certsrv")))
		return "names the pages on which people ask the CA for "
		       "certificates";
	return NULL;
}

static const char *fault_of(const struct source *source)
{
	const char *form = form_fault(source->text);

	if (form)
		return source->stated ? form : NULL;
	return path_fault(source);
}

static bool ends_in_program(struct ed_str path)
{
	path = without_last_slash(path);
	return ed_str_iends(path, ED_STR("/mscep.dll")) ||
	       ed_str_iends(path, ED_STR("/mscep.dll/pkiclient.exe"));
}

/* What people mistype and some servers bear with, or NULL. */
static const char *oddity_of(
    const struct source *source, const struct source *stated)
{
	const struct ed_url url = ed_url_read(source->text);
	const struct ed_url other = ed_url_read(stated->text);
	bool secure = ed_str_ieq(url.scheme, ED_STR("https"));

	if (ed_str_istarts(url.path, ED_STR("/certsrv/")) &&
	    !ends_in_program(url.path))
		return "does not end in mscep.dll";
	if (ed_str_eq(url.port, secure ? ED_STR("80") : ED_STR("443")))
		return secure ? "is https on port 80" : "is http on port 443";
	if (ed_str_ieq(url.host, other.host) &&
	    secure != ed_str_ieq(other.scheme, ED_STR("https")))
		return secure ? "is https, and the case says http"
			      : "is http, and the case says https";
	return NULL;
}

static bool is_ndes(
    const struct ed_facts *facts, struct ed_str text, bool stated)
{
	if (ed_str_istarts(ed_url_read(text).path, ED_STR("/certsrv")))
		return true;
	/* Where UEM stands between, the device's URL has a path of UEM's. */
	return stated && facts->ca &&
	       ed_str_ieq(facts->ca->type, ED_STR("ndes"));
}

static struct source source_of_case(const struct ed_facts *facts)
{
	struct source out = {.by = "the case", .stated = true};

	if (!facts->ca || ed_str_ieq(facts->ca->type, ED_STR("adcs")))
		return out;
	out.text = facts->ca->scep_url;
	out.ndes = is_ndes(facts, out.text, true);
	return out;
}

/* The first that an account signs in by, with a fault if one has one. */
static struct source source_of_profiles(const struct ed_facts *facts)
{
	struct source first = {.by = "the profile"}, one = first;

	for (size_t i = 0; i < facts->n_profiles; i++) {
		const struct ed_profile *profile = facts->profiles[i];

		for (size_t k = 0; k < profile->n_accounts; k++) {
			const struct ed_payload *payload =
			    profile->accounts[k].identity;

			if (!payload || !payload->scep ||
			    !ed_str_trim(payload->scep->url.value).n)
				continue;
			one.text = payload->scep->url.value;
			one.where = payload->scep->url.ref;
			one.ndes = is_ndes(facts, one.text, false);
			if (fault_of(&one))
				return one;
			if (!first.text.n)
				first = one;
		}
	}
	return first;
}

/*
 * Which of the two to judge by. What devices of the same host really got
 * tells more than what somebody wrote down.
 */
static const struct source *choose(
    const struct source *stated, const struct source *delivered)
{
	if (!delivered->text.n)
		return stated;
	if (fault_of(delivered) || !stated->text.n ||
	    ed_str_ieq(ed_url_read(stated->text).host,
		ed_url_read(delivered->text).host))
		return delivered;
	return fault_of(stated) ? stated : delivered;
}

/* The account's certificate is in the profile: nobody has to ask for one. */
static bool brings_certificate(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_profiles; i++) {
		const struct ed_profile *profile = facts->profiles[i];

		for (size_t k = 0; k < profile->n_accounts; k++) {
			const struct ed_payload *payload =
			    profile->accounts[k].identity;

			if (payload && payload->identity &&
			    payload->identity->certificate)
				return true;
		}
	}
	return false;
}

static void settle_nothing(const struct ed_facts *facts, struct ed_sink *out)
{
	static const char *const ids[] = {"malformed", "unusual"};

	for (size_t i = 0; i < ED_COUNT(ids); i++) {
		if (brings_certificate(facts))
			ed_settle(out, ids[i], false, (struct ed_ref){0}, NULL);
		else
			ed_not_asked(out, ids[i],
			    "neither the case nor a profile names a SCEP URL");
	}
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct source stated = source_of_case(facts);
	const struct source delivered = source_of_profiles(facts);
	const struct source *source = choose(&stated, &delivered);
	const char *fault = fault_of(source);
	const char *odd = fault || form_fault(source->text)
			      ? NULL
			      : oddity_of(source, &stated);

	(void)subject;
	if (!source->text.n) {
		settle_nothing(facts, out);
		return;
	}
	ed_settle(out, "malformed", fault != NULL, source->where,
	    ED_VALUES({"url", ED_TEXT, source->text},
		{"source", ED_TEXT, ed_str_of(source->by)},
		{"because", ED_TEXT, ed_str_of(fault)}));
	ed_settle(out, "unusual", odd != NULL, source->where,
	    ED_VALUES({"url", ED_TEXT, source->text},
		{"source", ED_TEXT, ed_str_of(source->by)},
		{"because", ED_TEXT, ed_str_of(odd)}));
}

const struct ed_check ed_check_scep_url = {
    .id = "scep-url",
    .title = "The SCEP URL names the program that answers",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"malformed", 0}, {"unusual", 0}),
    .run = run,
};
