/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-scep: what the device asks the CA for must be enough to sign in.
 *
 * With SCEP the device makes its key and its request by itself, from what the
 * profile says: a name that is not asked for there is in no certificate, and a
 * request that the CA refuses leaves an account without a certificate.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>
#include <easdoctor/name.h>
#include <easdoctor/scep.h>
#include <easdoctor/url.h>

#define CN ED_STR("2.5.4.3")
/* What a SID looks like in a Subject Alternative Name, KB5014754. */
#define SID_TAG ED_STR("tag:microsoft.com,2022-09-14:sid:")

enum {
	SMALLEST_KEY = 2048,
	DEFAULT_KEY = 1024, /* Apple's, when the payload does not say */
	USE_SIGN = 1,
	MD5_DIGITS = 32,
	SHA1_DIGITS = 40,
	SHA256_DIGITS = 64
};

static const char template_perhaps[] =
    "the profile may be the console's template; give the one the device got";

/* Are lookups of this profile still to be filled in, for all we know? */
static bool may_be_template(const struct ed_scep *scep)
{
	return !scep->profile || scep->profile->origin != ED_ORIGIN_DELIVERED;
}

static struct ed_ref place(
    const struct ed_scep *scep, bool given, struct ed_ref where)
{
	return given ? where : scep->ref;
}

static bool has_blank(struct ed_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
			return true;
	return ed_str_find(s, ED_STR("\xC2\xA0")) < s.n ||
	       ed_str_find(s, ED_STR("\xE2\x80\x8B")) < s.n ||
	       ed_str_find(s, ED_STR("\xEF\xBB\xBF")) < s.n;
}

/* A host that is the device itself. */
static bool is_loopback(struct ed_str host)
{
	return ed_str_ieq(host, ED_STR("localhost")) ||
	       ed_str_istarts(host, ED_STR("127.")) ||
	       ed_str_eq(host, ED_STR("[::1]"));
}

/* Why no device can use it, or NULL. */
static const char *url_fault(struct ed_str text)
{
	const struct ed_url url = ed_url_read(text);

	if (ed_str_trim(text).n == 0)
		return "is not given";
	if (has_blank(text))
		return "holds a blank or an invisible character";
	if (ed_lookup_in(text))
		return "holds a lookup value that was not filled in";
	if (!ed_str_ieq(url.scheme, ED_STR("https")) &&
	    !ed_str_ieq(url.scheme, ED_STR("http")))
		return "does not begin with https:// or http://";
	if (url.host.n == 0)
		return "names no host";
	if (is_loopback(url.host))
		return "names the device itself";
	return NULL;
}

static void settle_url(const struct ed_scep *scep, struct ed_sink *out)
{
	struct ed_str url = scep->url.value;
	const char *fault = url_fault(url);

	if (may_be_template(scep) && ed_lookup_in(url)) {
		ed_unknown(out, "url", template_perhaps);
		return;
	}
	ed_settle(out, "url", fault != NULL,
	    place(scep, scep->url.given, scep->url.ref),
	    ED_VALUES(
		{"url", ED_TEXT, url}, {"because", ED_TEXT, ed_str_of(fault)}));
}

static const struct ed_attribute *find_odd(
    const struct ed_scep *scep, bool (*is_odd)(const struct ed_attribute *))
{
	for (size_t i = 0; i < scep->subject.n_attributes; i++)
		if (is_odd(&scep->subject.attributes[i]))
			return &scep->subject.attributes[i];
	return NULL;
}

static bool is_empty_name(const struct ed_attribute *item)
{
	return ed_str_eq(item->oid, CN) && !ed_str_trim(item->value).n;
}

static bool holds_lookup(const struct ed_attribute *item)
{
	return ed_lookup_in(item->value);
}

/* A CN of nothing but lookups may turn out empty. */
static bool may_be_empty(const struct ed_attribute *item)
{
	struct ed_str value = ed_str_trim(item->value);

	return ed_str_eq(item->oid, CN) && value.n &&
	       ed_lookup_find(value).n == value.n;
}

static const char *subject_fault(const struct ed_scep *scep)
{
	if (scep->subject_fault)
		return scep->subject_fault;
	if (find_odd(scep, is_empty_name))
		return "its common name is empty";
	if (!may_be_template(scep) && find_odd(scep, holds_lookup))
		return "it holds a lookup value that was not filled in";
	return NULL;
}

static void settle_subject(const struct ed_scep *scep, struct ed_sink *out)
{
	const char *fault = subject_fault(scep);

	if (!fault && may_be_template(scep) && find_odd(scep, may_be_empty)) {
		ed_unknown(out, "subject", template_perhaps);
		return;
	}
	ed_settle(out, "subject", fault != NULL,
	    place(scep, scep->has_subject, scep->subject_ref),
	    ED_VALUES({"name", ED_DN, scep->subject.text},
		{"because", ED_TEXT, ed_str_of(fault)}));
}

static const struct ed_san *find_name(
    const struct ed_scep *scep, enum ed_san_type type)
{
	for (size_t i = 0; i < scep->n_sans; i++)
		if (scep->sans[i].type == type)
			return &scep->sans[i];
	return NULL;
}

static bool is_upn(const struct ed_scep *scep, struct ed_str value)
{
	size_t at = ed_str_find(value, ED_STR("@"));
	bool form = at > 0 && at + 1 < value.n && !has_blank(value) &&
		    !ed_str_has(ed_str_sub(value, at + 1, value.n), '@');

	if (ed_lookup_in(value))
		return may_be_template(scep);
	return form;
}

/* Why the names bring no UPN into the certificate, or NULL. */
static const char *upn_fault(const struct ed_scep *scep)
{
	const struct ed_san *upn = find_name(scep, ED_SAN_UPN);

	if (!upn)
		return "is not given";
	for (size_t i = 0; i < scep->n_sans; i++)
		if (scep->sans[i].type == ED_SAN_UPN &&
		    is_upn(scep, scep->sans[i].value))
			return NULL;
	if (ed_lookup_in(upn->value))
		return "holds a lookup value that was not filled in";
	return "is not of the form user@domain";
}

/* What is asked for instead. */
static struct ed_str first_name(const struct ed_scep *scep)
{
	return scep->n_sans ? scep->sans[0].value : ED_STR("(none)");
}

/* A CA that fills names in by itself: see what came. */
static bool has_upn_all_the_same(const struct ed_facts *facts)
{
	const struct ed_certificate *cert = facts->device_certificate;

	for (size_t i = 0; cert && i < cert->n_upns; i++)
		if (ed_str_has(cert->upns[i].value, '@'))
			return true;
	return false;
}

static void settle_names(const struct ed_facts *facts,
    const struct ed_scep *scep, struct ed_sink *out)
{
	const struct ed_san *upn = find_name(scep, ED_SAN_UPN);
	bool came = has_upn_all_the_same(facts);
	const char *fault = came ? NULL : upn_fault(scep);
	struct ed_ref where = place(scep, scep->has_san, scep->san_ref);

	if (scep->san_fault && !scep->n_sans && !came)
		ed_unknown(out, "san-missing", scep->san_fault);
	else
		ed_settle(out, "san-missing", !scep->n_sans && !came, where,
		    ED_VALUES({"name", ED_DN, scep->subject.text}));
	if (scep->san_fault && fault)
		ed_unknown(out, "san-no-upn", scep->san_fault);
	else
		ed_settle(out, "san-no-upn", fault != NULL,
		    upn ? upn->ref : where,
		    ED_VALUES({"upn", ED_UPN, upn ? upn->value : ED_STR("")},
			{"because", ED_TEXT, ed_str_of(fault)},
			{"first", ED_TEXT, first_name(scep)}));
}

static bool asks_for_sid(const struct ed_scep *scep)
{
	for (size_t i = 0; i < scep->n_sans; i++)
		if (scep->sans[i].type == ED_SAN_URI &&
		    ed_str_istarts(scep->sans[i].value, SID_TAG))
			return true;
	return false;
}

/* The CA has other ways to put a SID in: see what came. */
static void settle_sid(const struct ed_facts *facts, const struct ed_scep *scep,
    struct ed_sink *out)
{
	const struct ed_certificate *cert = facts->device_certificate;
	bool asks = asks_for_sid(scep);

	if (!asks && scep->san_fault)
		ed_unknown(out, "no-sid", scep->san_fault);
	else if (!asks && cert && cert->unreadable & ED_PART_SAN)
		ed_unknown(out, "no-sid",
		    "the payload asks for no SID, and whether the certificate "
		    "has one cannot be read");
	else
		ed_settle(out, "no-sid", !asks && !(cert && cert->n_sids),
		    place(scep, scep->has_san, scep->san_ref),
		    ED_VALUES({"first", ED_TEXT, first_name(scep)}));
}

static struct ed_str said(
    struct ed_digits *digits, const struct ed_whole *number)
{
	return number->given ? ed_number(digits, number->value)
			     : ED_STR("not given");
}

static void settle_size(const struct ed_facts *facts,
    const struct ed_scep *scep, struct ed_sink *out)
{
	const struct ed_whole *size = &scep->key_size;
	int64_t bits = size->given ? size->value : DEFAULT_KEY;
	int64_t least = SMALLEST_KEY;
	struct ed_digits digits[3];

	if (facts->request_template &&
	    facts->request_template->key_bits > SMALLEST_KEY)
		least = facts->request_template->key_bits;
	if (size->given && !size->readable) {
		ed_unknown(out, "key-size", "its Keysize is no whole number");
		return;
	}
	ed_settle(out, "key-size", bits < least,
	    place(scep, size->given, size->ref),
	    ED_VALUES({"said", ED_TEXT, said(&digits[0], size)},
		{"bits", ED_NUMBER, ed_number(&digits[1], bits)},
		{"least", ED_NUMBER, ed_number(&digits[2], least)}));
}

/* What was issued can sign, whatever the payload said. */
static bool signs_already(const struct ed_facts *facts)
{
	const struct ed_certificate *cert = facts->device_certificate;

	return cert && cert->has_key_usage &&
	       cert->key_usage & ED_KU_DIGITAL_SIGNATURE;
}

static void settle_usage(const struct ed_facts *facts,
    const struct ed_scep *scep, struct ed_sink *out)
{
	const struct ed_whole *usage = &scep->key_usage;
	bool signs = usage->given && (usage->value & USE_SIGN);
	struct ed_digits digits;

	if (usage->given && !usage->readable) {
		ed_unknown(
		    out, "key-usage", "its Key Usage is no whole number");
		return;
	}
	ed_settle(out, "key-usage", !signs && !signs_already(facts),
	    place(scep, usage->given, usage->ref),
	    ED_VALUES({"said", ED_TEXT, said(&digits, usage)}));
}

static bool has_hash(const struct ed_certificate *cert, struct ed_str hex)
{
	return hex.n &&
	       (ed_str_ieq(cert->sha1, hex) || ed_str_ieq(cert->sha256, hex));
}

/* The CA certificate that issued the device's, as far as names tell. */
static const struct ed_certificate *find_issuer(const struct ed_facts *facts)
{
	const struct ed_certificate *device = facts->device_certificate;

	for (size_t i = 0; device && i < facts->n_certificates; i++)
		if (facts->certificates[i]->is_ca &&
		    ed_name_is(
			&facts->certificates[i]->subject, &device->issuer))
			return facts->certificates[i];
	return NULL;
}

static bool any_has_hash(const struct ed_facts *facts, struct ed_str hex)
{
	for (size_t i = 0; i < facts->n_certificates; i++)
		if (has_hash(facts->certificates[i], hex))
			return true;
	return false;
}

static void settle_fingerprint(const struct ed_facts *facts,
    const struct ed_scep *scep, struct ed_sink *out)
{
	const struct ed_certificate *issuer = find_issuer(facts);
	struct ed_str hex = scep->fingerprint;
	bool odd = hex.n != MD5_DIGITS && hex.n != SHA1_DIGITS &&
		   hex.n != SHA256_DIGITS;
	bool other =
	    !odd && hex.n != MD5_DIGITS && issuer && !any_has_hash(facts, hex);
	const char *because = odd ? "has a length that no digest has"
				  : "is of none of the CA certificates given";

	if (scep->has_fingerprint && !hex.n)
		ed_unknown(out, "fingerprint", "it cannot be read");
	else if (scep->has_fingerprint && !odd &&
		 (hex.n == MD5_DIGITS || !issuer))
		ed_not_asked(out, "fingerprint",
		    "no certificate of the CA is given that it could be "
		    "compared with");
	else
		ed_settle(out, "fingerprint",
		    scep->has_fingerprint && (odd || other),
		    place(scep, scep->has_fingerprint, scep->fingerprint_ref),
		    ED_VALUES({"fingerprint", ED_THUMBPRINT, hex},
			{"because", ED_TEXT, ed_str_of(because)},
			{"authority", ED_THUMBPRINT,
			    issuer ? issuer->sha1 : ED_STR("(not given)")}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_scep *scep = subject;

	settle_url(scep, out);
	settle_subject(scep, out);
	settle_names(facts, scep, out);
	settle_size(facts, scep, out);
	settle_usage(facts, scep, out);
	settle_fingerprint(facts, scep, out);
	settle_sid(facts, scep, out);
}

const struct ed_check ed_check_profile_scep = {
    .id = "profile-scep",
    .title = "The device asks the CA for all that the sign-in needs",
    .each = ED_SCEP,
    .findings = ED_FINDINGS({"url", 0}, {"subject", 0}, {"san-missing", 0},
	{"san-no-upn", 0}, {"key-size", 0}, {"key-usage", 0},
	{"fingerprint", 0}, {"no-sid", 0}),
    .run = run,
};
