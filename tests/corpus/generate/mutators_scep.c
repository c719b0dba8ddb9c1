/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of SCEP, of the VPN and of the trust that a profile brings. */
#include "mutators.h"

#include "pki.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

/* The device got none, so nobody can hand one in. */
static void issue_nothing(struct ed_spec *spec)
{
	spec->form = ED_FORM_NONE;
}

static void url(struct ed_spec *spec, unsigned variant)
{
	const char *good = spec->profile.scep.url;
	const char *const values[] = {NULL, "", good + strlen("https://"),
	    ed_say(spec, "https://localhost%s", strchr(good + 8, '/')),
	    ed_say(spec, "https://{NdesHost}%s", strchr(good + 8, '/')),
	    ed_say(spec, "%s ", good)};

	spec->profile.scep.url = values[variant];
	issue_nothing(spec);
}

static void subject(struct ed_spec *spec, unsigned variant)
{
	const char *const values[] = {
	    "<array><array><array><string>CN</string><string/></array></array>"
	    "</array>",
	    "<array><array><string>CN</string><string>phone</string></array>"
	    "</array>",
	    "<array><array><array><string>CN</string></array></array></array>",
	    ed_say(spec,
		"<array><array><array><string>CN</string><string>%s</string>"
		"<string>%s</string></array></array></array>",
		spec->given, spec->family),
	    "<array><array><array><string>CN</string><string>{EnrolmentUser}"
	    "</string></array></array></array>",
	    "<array><array><array><string>O</string><string>Corp</string>"
	    "</array></array><array><array><string>CN</string><string> "
	    "</string></array></array></array>",
	};

	spec->profile.scep.subject = values[variant];
	issue_nothing(spec);
}

static void no_names_at_all(struct ed_spec *spec)
{
	spec->leaf.n_upns = spec->leaf.n_emails = 0;
	spec->leaf.uri = spec->leaf.dns = NULL;
}

static void san_missing(struct ed_spec *spec, unsigned variant)
{
	no_names_at_all(spec);
	if (variant == 0 || variant == 3)
		spec->profile.scep.no_names = true;
	if (variant == 1)
		spec->profile.scep.names = "<dict/>";
	if (variant == 2) /* in letters that Apple does not know */
		spec->profile.scep.names = ed_say(spec,
		    "<dict><key>UserPrincipalName</key><string>%s</string>"
		    "</dict>",
		    spec->expected.upn);
	if (variant == 3)
		issue_nothing(spec);
}

static void san_no_upn(struct ed_spec *spec, unsigned variant)
{
	spec->leaf.n_upns = 0;
	if (variant == 1) /* the host of a phone */
		spec->leaf.dns =
		    ed_say(spec, "%s.%s", spec->login, spec->domain);
	if (variant == 2) {
		ed_set_email(spec, spec->expected.upn);
		spec->leaf.emails[spec->leaf.n_emails++] = spec->expected.email;
	}
	if (variant == 3) {
		spec->profile.scep.names = ed_say(spec,
		    "<dict><key>ntPrincipalName</key><string>%s</string>"
		    "<key>uniformResourceIdentifier</key><string>%s"
		    "</string></dict>",
		    spec->login, spec->leaf.uri);
		issue_nothing(spec);
	}
}

static void key_size(struct ed_spec *spec, unsigned variant)
{
	static const char *const values[] = {"1024", NULL, "0", "1536"};

	spec->profile.scep.size = values[variant];
	issue_nothing(spec);
}

static void key_usage(struct ed_spec *spec, unsigned variant)
{
	static const char *const values[] = {"4", NULL, "0", "6"};

	spec->profile.scep.usage = values[variant];
	issue_nothing(spec);
}

static void fingerprint(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *old = ed_add_stranger(
	    spec, spec->issuing.name, spec->org, ED_KEY_STRANGER);
	struct ed_str der = ed_der_of(spec, ed_make_authority(spec, old));
	unsigned char *hash = ed_alloc(spec->arena, 64);
	static const size_t lengths[] = {20, 32, 19, 40};

	if (variant == 1)
		SHA256((const unsigned char *)der.p, der.n, hash);
	else
		SHA1((const unsigned char *)der.p, der.n, hash);
	if (variant == 3)
		memcpy(hash, "0123456789abcdef0123456789abcdef01234567", 40);
	spec->profile.scep.fingerprint =
	    (struct ed_str){(const char *)hash, lengths[variant]};
}

static void no_sid(struct ed_spec *spec, unsigned variant)
{
	const char *sid = spec->expected.sid;

	spec->leaf.uri = NULL;
	if (variant == 1) /* the value without the tag */
		spec->leaf.uri = sid;
	if (variant == 2)
		spec->leaf.dns = sid;
	if (variant == 3)
		spec->leaf.uri = ed_say(spec, "urn:uuid:%s", ed_new_uuid(spec));
}

/* The same in the console's record and in the profile that came of it. */
static void malformed(struct ed_spec *spec, unsigned variant)
{
	static const char *const paths[] = {"/certsrv/mscep_admin/",
	    "/certsrv/", "/certsrv/mscep_admin",
	    "/certsrv/mscep/mscep.dll?operation=GetCACert"};

	spec->profile.scep.url =
	    ed_say(spec, "https://ndes.%s%s", spec->domain, paths[variant]);
	spec->expected.scep_url = spec->profile.scep.url;
	issue_nothing(spec);
}

static void unusual(struct ed_spec *spec, unsigned variant)
{
	static const char *const formats[] = {"https://ndes.%s/certsrv/mscep/",
	    "https://ndes.%s/certsrv/mscep",
	    "http://ndes.%s:443/certsrv/mscep/mscep.dll",
	    "https://ndes.%s/certsrv/mscep/mscep.dl"};
	const char *format = formats[variant];
	size_t hole = ed_str_find(ed_str_of(format), ED_STR("%s"));

	spec->profile.scep.url = ed_say(spec, "%.*s%s%s", (int)hole, format,
	    spec->domain, format + hole + 2);
	spec->expected.scep_url = spec->profile.scep.url;
	issue_nothing(spec);
}

static void template_differs(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		spec->profile.scep.size = "4096";
	if (variant == 1)
		spec->profile.scep.size = "3072";
	if (variant == 2)
		spec->expected.template_san[0][1] =
		    "{EmailUserName}@old.example";
	if (variant == 3)
		spec->expected.template_san[2][1] =
		    "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-{"
		    "FirstName}";
}

static void certificate_differs(struct ed_spec *spec, unsigned variant)
{
	const char *upn = ed_say(spec, "%s@%s",
	    variant == 0 ? spec->other_login : "8f0c55d2", spec->domain);
	const char *name = variant == 1 ? "8f0c55d2-22" : spec->other_login;

	/* What should be true is not known, only what was asked for. */
	spec->expected.template = spec->expected.user = false;
	if (variant % 2)
		spec->profile.scep.subject = ed_say(spec,
		    "<array><array><array><string>CN</string><string>%s"
		    "</string></array></array></array>",
		    name);
	else
		spec->profile.scep.names = ed_say(spec,
		    "<dict><key>ntPrincipalName</key><string>%s</string>"
		    "<key>uniformResourceIdentifier</key><string>%s</string>"
		    "</dict>",
		    upn, spec->leaf.uri);
}

static void vpn_dangling(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	profile->eas.vpn_uuid = ed_new_uuid(spec);
	if (variant == 1) {
		profile->vpn_type = "com.apple.vpn.managed.applayer";
		profile->vpn_uuid = ed_new_uuid(spec);
	}
	if (variant == 2) {
		profile->vpn_type = "com.apple.vpn.managed";
		profile->vpn_uuid = profile->eas.vpn_uuid;
	}
	if (variant == 3)
		profile->wifi = true;
}

static void root_missing(struct ed_spec *spec, unsigned variant)
{
	struct ed_profile_spec *profile = &spec->profile;

	spec->server_root = &spec->root;
	profile->root = false;
	if (variant == 1) {
		spec->server_root = ed_add_stranger(
		    spec, "Load Balancer Root", spec->org, ED_KEY_STRANGER);
		profile->root = true;
	}
	if (variant == 2)
		profile->issuing = true;
	if (variant == 3) {
		spec->server_root =
		    ed_add_stranger(spec, ed_say(spec, "%s-WEB-CA", spec->tag),
			spec->org, ED_KEY_STRANGER);
		profile->issuing = true;
	}
}

static const char *const without_names[] = {"certificate-san/missing",
    "certificate-upn/missing", "certificate-email/missing",
    "profile-scep/san-no-upn", "profile-scep/no-sid",
    "certificate-mapping/no-strong", NULL};
static const char *const without_upn[] = {"certificate-upn/missing", NULL};
static const char *const without_sid[] = {
    "certificate-mapping/no-strong", NULL};

enum {
	SEEN = ED_SHOWS_PROFILE,
	REQUEST = ED_TOUCH_SUBJECT | ED_TOUCH_NAMES | ED_TOUCH_KEY |
		  ED_TOUCH_IDENTITY | ED_TOUCH_TEMPLATE
};
/* A device without a certificate has none to be wrong in another way. */
enum {
	WHOLE = REQUEST | ED_TOUCH_EKU | ED_TOUCH_TIME | ED_TOUCH_CHAIN |
		ED_TOUCH_SIGNATURE | ED_TOUCH_USER
};

/* clang-format off */
const struct ed_mutator ed_scep_mutators[] = {
    { "profile-scep/url", ED_BITES_DELIVER, true, WHOLE, SEEN, 6, url,
	ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-scep/subject", ED_BITES_DELIVER, true, WHOLE, SEEN, 6, subject,
	ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-scep/san-missing", ED_BITES_DELIVER, true, WHOLE, SEEN, 4,
	san_missing, ED_SYMPTOMS(ed_symptoms_map), .scep = true,
	.also = without_names },
    { "profile-scep/san-no-upn", ED_BITES_DELIVER, true, WHOLE, SEEN, 4,
	san_no_upn, ED_SYMPTOMS(ed_symptoms_map), .scep = true,
	.also = without_upn },
    { "profile-scep/key-size", ED_BITES_DELIVER, true, WHOLE, SEEN, 4,
	key_size, ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-scep/key-usage", ED_BITES_DELIVER, true, WHOLE, SEEN, 4,
	key_usage, ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-scep/fingerprint", ED_BITES_DELIVER, true, WHOLE,
	SEEN | ED_SHOWS_CERTIFICATE | ED_SHOWS_CHAIN, 4, fingerprint,
	ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-scep/no-sid", ED_BITES_DELIVER, true, WHOLE, SEEN, 4, no_sid,
	ED_SYMPTOMS(ed_symptoms_map), .scep = true, .also = without_sid },
    { "profile-scep-match/template-differs", ED_BITES_DELIVER, false, WHOLE,
	SEEN | ED_SHOWS_TEMPLATE, 4, template_differs,
	ED_SYMPTOMS(ed_symptoms_none), .scep = true },
    { "profile-scep-match/certificate-differs", ED_BITES_DELIVER, false,
	WHOLE, SEEN | ED_SHOWS_CERTIFICATE, 4, certificate_differs,
	ED_SYMPTOMS(ed_symptoms_none), .scep = true },
    { "scep-url/malformed", ED_BITES_ISSUE, true, WHOLE, SEEN, 4, malformed,
	ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "scep-url/unusual", ED_BITES_ISSUE, true, WHOLE, SEEN, 4, unusual,
	ED_SYMPTOMS(ed_symptoms_deliver), .scep = true },
    { "profile-vpn/dangling", ED_BITES_CONNECT, true, ED_TOUCH_HOST, SEEN, 4,
	vpn_dangling, ED_SYMPTOMS(ed_symptoms_connect) },
    { "profile-trust/server-root-missing", ED_BITES_HANDSHAKE, true,
	ED_TOUCH_CHAIN | ED_TOUCH_HOST | ED_TOUCH_IDENTITY,
	SEEN | ED_SHOWS_ROOTS, 4, root_missing,
	ED_SYMPTOMS(ed_symptoms_connect) },
    { 0 },
};
/* clang-format on */
