/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of purpose, time and private key. */
#include "mutators.h"

#include <string.h>

static void no_client_auth(struct ed_spec *spec, unsigned variant)
{
	static const char *const ekus[] = {"1.3.6.1.5.5.7.3.1",
	    "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.20.2.2", "1.3.6.1.5.5.8.2.2",
	    "1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4,1.3.6.1.4.1.311.10.3.4"};

	spec->leaf.ekus = ekus[variant];
}

static void any_or_absent(struct ed_spec *spec, unsigned variant)
{
	static const char *const ekus[] = {
	    "2.5.29.37.0", NULL, "2.5.29.37.0,1.3.6.1.5.5.7.3.4", NULL};

	spec->leaf.ekus = ekus[variant];
	if (variant == 3)
		spec->leaf.key_usage = NULL;
}

static void application_policy(struct ed_spec *spec, unsigned variant)
{
	static const char *const policies[] = {"1.3.6.1.5.5.7.3.1",
	    "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.10.3.4",
	    "1.3.6.1.4.1.311.20.2.2"};

	spec->leaf.policies = policies[variant];
}

static void expired(struct ed_spec *spec, unsigned variant)
{
	static const int64_t ago[] = {ED_DAY, 3600, 200 * (int64_t)ED_DAY,
	    17 * (int64_t)ED_DAY, ED_YEAR, 2 * (int64_t)ED_DAY};

	spec->leaf.not_after = -ago[variant];
	spec->leaf.not_before = -ago[variant] - 300 * (int64_t)ED_DAY;
	/* Its issuer must have been there already. */
	spec->issuing.not_before = spec->policy.not_before =
	    -3 * ED_YEAR + ED_DAY;
}

static void not_yet_valid(struct ed_spec *spec, unsigned variant)
{
	static const int64_t ahead[] = {
	    ED_DAY, 30 * ED_DAY, 2 * 3600, ED_YEAR, 7 * ED_DAY, 900};

	spec->leaf.not_before = ahead[variant];
	spec->leaf.not_after = ahead[variant] + ED_YEAR;
}

static void expiring(struct ed_spec *spec, unsigned variant)
{
	static const int64_t left[] = {
	    5 * ED_DAY, 12 * 3600, 29 * ED_DAY, 20 * ED_DAY};

	spec->leaf.not_after = left[variant];
	spec->leaf.not_before = left[variant] - ED_YEAR;
	spec->issuing.not_before = spec->policy.not_before =
	    -3 * ED_YEAR + ED_DAY;
}

static void key_mismatch(struct ed_spec *spec, unsigned variant)
{
	spec->pack.key = ED_KEY_SPARE;
	if (variant == 0) {
		spec->pack.with_chain = true;
		spec->form = ED_FORM_PEM;
	}
	if (variant == 1) { /* the key of the request before */
		spec->pack.with_chain = false;
		spec->form = ED_FORM_PKCS12;
	}
	if (variant == 2)
		spec->form = ED_FORM_BUNDLE;
	if (variant == 3) {
		spec->pack.key = ED_KEY_EC_SPARE;
		spec->form = ED_FORM_PEM;
	}
}

static void key_missing(struct ed_spec *spec, unsigned variant)
{
	spec->pack.key = -1;
	spec->pack.with_chain = variant % 2 == 0;
	spec->form = variant < 2 ? ED_FORM_PEM : ED_FORM_PKCS12;
}

static void wrong_password(struct ed_spec *spec, unsigned variant)
{
	spec->form = ED_FORM_PEM; /* so that the certificate can be seen */
	if (variant == 0)
		spec->pack.said = "Passw0rd";
	if (variant == 1)
		spec->pack.said = NULL;
	if (variant == 2)
		spec->pack.said = ed_say(spec, "%s ", spec->pack.password);
	if (variant == 3)
		spec->pack.said = ed_say(spec, "p%s", spec->pack.password + 1);
	if (variant == 4)
		spec->pack.said = "{CertificatePassword}";
	if (variant == 5)
		spec->pack.said = "";
}

static void device_cannot_open(struct ed_spec *spec, unsigned variant)
{
	static const struct {
		const char *platform, *os;
		bool pbes2, sha256;
	} phones[] = {{"ios", "14.8", true, true}, {"ios", "15.7", true, true},
	    {"ios", "13.5.1", true, false}, {"ios", "12.5", false, true}};

	spec->expected.platform = phones[variant].platform;
	spec->expected.os = phones[variant].os;
	spec->pack.pbes2 = phones[variant].pbes2;
	spec->pack.sha256_mac = phones[variant].sha256;
}

/* The certificate goes out and its proof does not hold: TLS breaks off. */
static const char *const symptoms_mismatch[2][3] = {
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* Without its identity the whole profile is refused, account and all. */
static const char *const symptoms_install[3][3] = {
    {"The profile could not be installed", NULL},
    {"Profile installation failed", NULL},
    {NULL},
};

/* clang-format off */
const struct ed_mutator ed_certificate_mutators[] = {
    { "certificate-eku/no-client-auth", ED_BITES_VALIDATE, true, ED_TOUCH_EKU,
	ED_SHOWS_CERTIFICATE, 6, no_client_auth,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-eku/any-or-absent", ED_BITES_VALIDATE, false, ED_TOUCH_EKU,
	ED_SHOWS_CERTIFICATE, 4, any_or_absent,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-eku/application-policy", ED_BITES_VALIDATE, true,
	ED_TOUCH_EKU, ED_SHOWS_CERTIFICATE, 4, application_policy,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-validity/expired", ED_BITES_VALIDATE, true, ED_TOUCH_TIME,
	ED_SHOWS_CERTIFICATE, 6, expired, ED_SYMPTOMS(ed_symptoms_time) },
    { "certificate-validity/not-yet-valid", ED_BITES_VALIDATE, true,
	ED_TOUCH_TIME, ED_SHOWS_CERTIFICATE, 6, not_yet_valid,
	ED_SYMPTOMS(ed_symptoms_time) },
    { "certificate-validity/expiring", ED_BITES_VALIDATE, false,
	ED_TOUCH_TIME, ED_SHOWS_CERTIFICATE, 4, expiring,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "private-key/mismatch", ED_BITES_DELIVER, true, ED_TOUCH_KEY,
	ED_SHOWS_P12, 4, key_mismatch, ED_SYMPTOMS(symptoms_mismatch) },
    { "private-key/missing", ED_BITES_DELIVER, true, ED_TOUCH_KEY,
	ED_SHOWS_P12, 4, key_missing, ED_SYMPTOMS(ed_symptoms_deliver) },
    { "private-key/wrong-password", ED_BITES_DELIVER, true, ED_TOUCH_KEY,
	ED_SHOWS_P12 | ED_SHOWS_PROFILE, 6, wrong_password,
	ED_SYMPTOMS(symptoms_install) },
    { "private-key/device-cannot-open", ED_BITES_DELIVER, true, ED_TOUCH_KEY,
	ED_SHOWS_P12 | ED_SHOWS_DEVICE, 4, device_cannot_open,
	ED_SYMPTOMS(symptoms_install) },
    { 0 },
};
/* clang-format on */
