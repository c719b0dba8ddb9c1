/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the names in the certificate: subject, UPN, email. */
#include "mutators.h"

#include <string.h>

static struct ed_part *common_name(struct ed_spec *spec)
{
	return ed_part_of(spec, "CN");
}

static void add_part(struct ed_spec *spec, const char *type, const char *value)
{
	spec->leaf.subject[spec->leaf.n_subject++] =
	    (struct ed_part){.type = type, .value = value};
}

/* One part only, so that the template is short and known. */
static void simple_subject(
    struct ed_spec *spec, const char *template, const char *value)
{
	spec->expected.template_subject = template;
	spec->leaf.n_subject = 0;
	add_part(spec, "CN", value);
}

static void subject_mismatch(struct ed_spec *spec, unsigned variant)
{
	if (variant < 2) /* issued from an earlier wording of the template */
		common_name(spec)->value =
		    variant ? ed_say(spec, "%s (Mobile)", spec->login)
			    : ed_say(spec, "EAS-%s", spec->login);
	if (variant == 2) /* a part that the template does not have */
		add_part(spec, "serialNumber", "C39XXXXXXX01");
	if (variant == 3) /* the device's name in place of the user's */
		common_name(spec)->value =
		    ed_say(spec, "IPHONE-%04u", ed_pick(&spec->random, 9999));
	if (variant == 4)
		common_name(spec)->value =
		    ed_say(spec, "%s.%s", spec->tag, spec->login);
	if (variant == 5)
		add_part(spec, "L", "Berlin");
}

static void unexpanded_lookup(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		simple_subject(spec, "CN={EnrollmentUser}", "{EnrollmentUser}");
	if (variant == 1)
		simple_subject(spec, "CN=WorkspaceONEUEM.{EnrollmentUser}",
		    "WorkspaceONEUEM.{EnrollmentUser}");
	if (variant == 2)
		ed_set_upn(spec, "{UserPrincipalName}");
	if (variant == 3)
		ed_set_upn(spec,
		    ed_say(spec, "{EnrollmentUsername}@%s", spec->domain));
	if (variant == 4) {
		ed_set_upn(spec, "{UserPrincipleName}");
		ed_set_email(spec, "{EmailAddress}");
	}
	if (variant == 5) {
		simple_subject(
		    spec, "CN={UserPrincipalName}", "{UserPrincipalName}");
		ed_set_upn(spec, "{UserPrincipalName}");
	}
}

static void empty_attribute(struct ed_spec *spec, unsigned variant)
{
	static const char *const types[] = {
	    "emailAddress", "OU", "SN", "CN", "GN", "O"};
	const char *type = types[variant];

	simple_subject(spec, "CN={EnrollmentUser}", spec->login);
	if (strcmp(type, "CN") == 0) {
		common_name(spec)->value = "";
		add_part(spec, "OU", "Mobile");
		spec->expected.template_subject =
		    "OU=Mobile,CN={EnrollmentUser}";
		return;
	}
	add_part(spec, type, "");
	spec->expected.template_subject = ed_say(spec,
	    "%s={%s},CN={EnrollmentUser}", variant == 0 ? "E" : type,
	    variant == 0 ? "EmailAddress" : "CustomAttribute1");
}

static void requester_identity(struct ed_spec *spec, unsigned variant)
{
	static const char *const names[] = {
	    "svc-uem", "svc-ndes", "sa_awcm", "svc.mdm", "svc-scep", "uemca"};
	const char *name = names[variant];
	const char *upn = ed_say(spec, "%s@%s", name, spec->domain);

	spec->expected.service_account =
	    variant % 3 == 1 ? ed_say(spec, "%s\\%s", spec->netbios, name)
			     : upn;
	ed_set_upn(spec, upn);
	/* As the CA writes it when the template builds from the directory. */
	spec->leaf.n_subject = 0;
	if (variant >= 2) {
		add_part(spec, "DC", "example");
		add_part(spec, "DC", "corp");
		add_part(spec, "CN", "Users");
	}
	add_part(spec, "CN", name);
	ed_set_email(spec, upn);
	spec->leaf.uri = NULL;
	spec->leaf.sid = "S-1-5-21-1004336348-1177238915-682003330-1103";
	if (variant >= 4) /* the service account has no mailbox */
		spec->leaf.n_emails = 0;
}

static void san_missing(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.n_upns = spec->leaf.n_emails = 0;
	spec->leaf.uri = NULL;
	if (variant == 1)
		simple_subject(
		    spec, "CN={UserPrincipalName}", spec->expected.upn);
	if (variant == 2) {
		simple_subject(
		    spec, "E={EmailAddress},CN={EnrollmentUser}", spec->login);
		add_part(spec, "emailAddress", spec->expected.email);
	}
	if (variant == 3) {
		simple_subject(spec, "CN={EnrollmentUser}", spec->login);
		spec->leaf.string_type = V_ASN1_PRINTABLESTRING;
	}
}

static void upn_missing(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.n_upns = 0;
	if (variant == 1)
		spec->leaf.dns =
		    ed_say(spec, "iphone-%s.%s", spec->login, spec->domain);
	if (variant == 2) /* a DNS name in its place */
		spec->leaf.dns = ed_say(spec, "upn.%s", spec->domain);
	if (variant == 3) { /* UEM's SAN type was Email for both */
		spec->leaf.emails[1] =
		    ed_say(spec, "%s@%s", spec->login, spec->domain);
		spec->leaf.n_emails = 2;
	}
}

static void upn_mismatch(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		ed_set_upn(spec, ed_say(spec, "%s@corp.local", spec->login));
	if (variant == 1)
		ed_set_upn(spec,
		    ed_say(spec, "%s@%s", spec->other_login, spec->domain));
	if (variant == 2)
		ed_set_upn(
		    spec, ed_say(spec, "%s@old-%s", spec->login, spec->domain));
	if (variant == 3)
		ed_set_upn(spec, ed_say(spec, "%s_%s@%s", spec->family,
				     spec->given, spec->domain));
	if (variant == 4)
		ed_set_upn(spec, ed_say(spec, "%s@%s.onmicrosoft.example",
				     spec->login, spec->tag));
	if (variant == 5)
		ed_set_upn(
		    spec, ed_say(spec, "%sx@%s", spec->login, spec->domain));
	if (variant > 5)
		ed_upn_mismatch_exported(spec, variant - 6);
}

static void not_a_upn(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		ed_set_upn(spec, spec->login);
	if (variant == 1)
		ed_set_upn(
		    spec, ed_say(spec, "%s.%s", spec->login, spec->domain));
	if (variant == 2)
		ed_set_upn(spec, ed_say(spec, "@%s", spec->domain));
	if (variant == 3)
		ed_set_upn(spec, ed_say(spec, "%s@", spec->login));
	if (variant == 4)
		ed_set_upn(
		    spec, ed_say(spec, "%s\\%s", spec->netbios, spec->login));
	if (variant == 5)
		ed_set_upn(spec, ed_say(spec, "CN=%s", spec->login));
}

static const char *as_utf16be(struct ed_spec *spec, const char *text)
{
	struct ed_text out = {.arena = spec->arena};

	for (; *text; text++) {
		ed_put_byte(&out, '\0');
		ed_put_byte(&out, *text);
	}
	return ed_text_str(&out).p;
}

static void wrong_encoding(struct ed_spec *spec, unsigned variant)
{
	static const int types[] = {V_ASN1_IA5STRING, V_ASN1_PRINTABLESTRING,
	    V_ASN1_T61STRING, V_ASN1_BMPSTRING, V_ASN1_UTF8STRING,
	    V_ASN1_UTF8STRING};
	struct ed_upn_name *upn = &spec->leaf.upns[0];
	struct ed_text out = {.arena = spec->arena};

	upn->type = types[variant];
	if (upn->type == V_ASN1_BMPSTRING) {
		upn->value = as_utf16be(spec, upn->value);
		upn->n *= 2;
	}
	if (variant < 4)
		return;
	/* A counted string that somebody copied with its end, or a tab. */
	ed_put(&out, ed_str_of(upn->value));
	ed_put_byte(&out, variant == 4 ? '\0' : '\t');
	upn->value = ed_text_str(&out).p;
	upn->n++;
}

static void upn_several(struct ed_spec *spec, unsigned variant)
{
	const char *const others[] = {
	    ed_say(spec, "%s@old-%s", spec->login, spec->domain),
	    ed_say(spec, "%s@%s", spec->other_login, spec->domain),
	    ed_say(spec, "%s@corp.local", spec->login),
	    ed_say(spec, "shared-phone@%s", spec->domain),
	};
	struct ed_upn_name other = {
	    others[variant], strlen(others[variant]), V_ASN1_UTF8STRING};
	struct ed_upn_name own = spec->leaf.upns[0];

	spec->leaf.upns[0] = variant % 2 ? other : own;
	spec->leaf.upns[1] = variant % 2 ? own : other;
	spec->leaf.n_upns = 2;
}

static void email_missing(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.n_emails = 0;
	if (variant == 1)
		spec->leaf.dns =
		    ed_say(spec, "%s.%s", spec->login, spec->domain);
	if (variant == 2) {
		simple_subject(
		    spec, "E={EmailAddress},CN={EnrollmentUser}", spec->login);
		add_part(spec, "emailAddress", spec->expected.email);
	}
	if (variant == 3)
		spec->leaf.key_usage = "critical,digitalSignature";
}

static void email_mismatch(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		ed_set_email(
		    spec, ed_say(spec, "%s@old-%s", spec->login, spec->domain));
	if (variant == 1)
		ed_set_email(spec,
		    ed_say(spec, "%s@%s", spec->other_login, spec->domain));
	if (variant == 2)
		ed_set_email(spec, ed_say(spec, "%s.%s-maiden@%s", spec->given,
				       spec->family, spec->domain));
	if (variant == 3)
		ed_set_email(spec,
		    ed_say(spec, "mobile-%s@%s", spec->login, spec->domain));
}

/* The service account is known and has no mailbox, or no right to this one. */
static const char *const symptoms_requester[4][3] = {
    {"HTTP 403 from Exchange (X-FEServer)", NULL},
    {"HTTP 401 without WWW-Authenticate", NULL},
    {"Password prompt", NULL},
    {NULL},
};

/* clang-format off */
const struct ed_mutator ed_name_mutators[] = {
    { "certificate-subject/mismatch", ED_BITES_MAP, true, ED_TOUCH_SUBJECT,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE, 6, subject_mismatch,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-subject/unexpanded-lookup", ED_BITES_MAP, true,
	ED_TOUCH_SUBJECT | ED_TOUCH_NAMES, ED_SHOWS_CERTIFICATE, 6,
	unexpanded_lookup, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-subject/empty-attribute", ED_BITES_MAP, true,
	ED_TOUCH_SUBJECT, ED_SHOWS_CERTIFICATE, 6, empty_attribute,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-subject/requester-identity", ED_BITES_MAP, true,
	ED_TOUCH_SUBJECT | ED_TOUCH_NAMES | ED_TOUCH_USER,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_CA, 6, requester_identity,
	ED_SYMPTOMS(symptoms_requester) },
    { "certificate-san/missing", ED_BITES_MAP, true,
	ED_TOUCH_SUBJECT | ED_TOUCH_NAMES, ED_SHOWS_CERTIFICATE, 4,
	san_missing, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-upn/missing", ED_BITES_MAP, true, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE, 4, upn_missing, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-upn/mismatch", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_USER, ED_SHOWS_CERTIFICATE | ED_SHOWS_USER,
	10, upn_mismatch, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-upn/not-a-upn", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_USER, ED_SHOWS_CERTIFICATE, 6, not_a_upn,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-upn/wrong-encoding", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_USER, ED_SHOWS_CERTIFICATE, 6,
	wrong_encoding, ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-upn/several", ED_BITES_MAP, true,
	ED_TOUCH_NAMES | ED_TOUCH_USER, ED_SHOWS_CERTIFICATE, 4, upn_several,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "certificate-email/missing", ED_BITES_MAILBOX, false, ED_TOUCH_NAMES,
	ED_SHOWS_CERTIFICATE, 4, email_missing,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-email/mismatch", ED_BITES_MAILBOX, false,
	ED_TOUCH_NAMES | ED_TOUCH_USER, ED_SHOWS_CERTIFICATE | ED_SHOWS_USER,
	4, email_mismatch, ED_SYMPTOMS(ed_symptoms_none) },
    { 0 },
};
/* clang-format on */
