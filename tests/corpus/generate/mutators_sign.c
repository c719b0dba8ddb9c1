/* SPDX-License-Identifier: Apache-2.0 */
/* Faults of the key, what it may be used for, and how it was signed for. */
#include "mutators.h"

static void no_digital_signature(struct ed_spec *spec, unsigned variant)
{
	static const char *const usages[] = {"critical,keyEncipherment",
	    "keyEncipherment,dataEncipherment", "nonRepudiation",
	    "critical,keyAgreement"};

	spec->leaf.key_usage = usages[variant];
}

static void ca_true(struct ed_spec *spec, unsigned variant)
{
	static const char *const words[] = {"CA:TRUE", "critical,CA:TRUE",
	    "critical,CA:TRUE,pathlen:1", "CA:TRUE,pathlen:0"};

	spec->leaf.basic = words[variant];
	spec->form = variant < 2 ? ED_FORM_PEM : ED_FORM_DER;
}

static void weak_signature(struct ed_spec *spec, unsigned variant)
{
	static const char *const digests[] = {"SHA1", "MD5", "SHA1", "SHA1"};

	spec->leaf.digest = digests[variant];
	spec->leaf.pss = variant == 2;
	if (variant == 3)
		spec->issuing.key = ED_KEY_EC_CA;
}

static void use_key(
    struct ed_spec *spec, int key, const char *type, unsigned bits)
{
	spec->leaf.key = spec->pack.key = key;
	spec->expected.key_type = type;
	spec->expected.key_bits = bits;
	if (key >= ED_KEY_EC_CA)
		spec->leaf.key_usage = "critical,digitalSignature";
}

/* The template asks for just that, as it was set up long ago. */
static void too_small(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		use_key(spec, ED_KEY_RSA_1024, "RSA", 1024);
	if (variant == 1)
		use_key(spec, ED_KEY_RSA_1536, "RSA", 1536);
	if (variant == 2)
		use_key(spec, ED_KEY_EC_192, "EC", 192);
	if (variant == 3)
		use_key(spec, ED_KEY_EC_224, "ECC", 224);
}

static void unusable(struct ed_spec *spec, unsigned variant)
{
	static const struct {
		int key;
		unsigned bits;
	} keys[] = {{ED_KEY_RSA_512, 512}, {ED_KEY_RSA_768, 768},
	    {ED_KEY_RSA_1016, 1016}, {ED_KEY_RSA_960, 960}};

	use_key(spec, keys[variant].key, "RSA", keys[variant].bits);
}

static void differs_from_template(struct ed_spec *spec, unsigned variant)
{
	if (variant == 0)
		use_key(spec, ED_KEY_RSA_3072, "RSA", 2048);
	if (variant == 1)
		use_key(spec, ED_KEY_EC_DEVICE, "RSA", 2048);
	if (variant == 2)
		use_key(spec, spec->leaf.key, "RSA", 4096);
	if (variant == 3)
		use_key(spec, spec->leaf.key, "ECC", 256);
}

/* What cannot sign breaks off, or is not offered. */
static const char *const symptoms_sign[4][3] = {
    {"Cannot Get Mail", NULL},
    {"HTTP 403.7", NULL},
    {"Cannot Get Mail", "Password prompt", NULL},
    {NULL},
};

/* clang-format off */
const struct ed_mutator ed_sign_mutators[] = {
    { "certificate-key-usage/no-digital-signature", ED_BITES_ASK, true,
	ED_TOUCH_KEY | ED_TOUCH_EKU, ED_SHOWS_CERTIFICATE, 4,
	no_digital_signature, ED_SYMPTOMS(symptoms_sign) },
    { "certificate-basic/ca-true", ED_BITES_VALIDATE, false,
	ED_TOUCH_CHAIN | ED_TOUCH_KEY, ED_SHOWS_CERTIFICATE, 4, ca_true,
	ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-signature/weak", ED_BITES_VALIDATE, false,
	ED_TOUCH_CHAIN | ED_TOUCH_SIGNATURE, ED_SHOWS_CERTIFICATE, 4,
	weak_signature, ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-key/too-small", ED_BITES_VALIDATE, false, ED_TOUCH_KEY,
	ED_SHOWS_CERTIFICATE, 4, too_small, ED_SYMPTOMS(ed_symptoms_none) },
    { "certificate-key/unusable", ED_BITES_VALIDATE, true, ED_TOUCH_KEY,
	ED_SHOWS_CERTIFICATE, 4, unusable,
	ED_SYMPTOMS(ed_symptoms_validate) },
    { "certificate-key/differs-from-template", ED_BITES_VALIDATE, false,
	ED_TOUCH_KEY, ED_SHOWS_CERTIFICATE | ED_SHOWS_TEMPLATE, 4,
	differs_from_template, ED_SYMPTOMS(ed_symptoms_none) },
    { 0 },
};
/* clang-format on */
