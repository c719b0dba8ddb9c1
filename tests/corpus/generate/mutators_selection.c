/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The account uses one certificate, and another one would do; and what a
 * server asks for, by the record of a probe.
 */
#include "mutators.h"
#include "record.h"

/* What somebody sees when the server refuses what it was given. */
static const char *const symptoms[4][3] = {
    {"HTTP 403", "Cannot Get Mail", NULL},
    {"Cannot Get Mail", NULL},
    {"HTTP 403", NULL},
    {NULL},
};

static void another_fits(struct ed_spec *spec, unsigned variant)
{
	spec->second = spec->leaf;
	spec->has_second = true;
	spec->second_file = "renewed.pem";
	spec->second.not_before = -20 * (int64_t)ED_DAY;
	spec->second.not_after = 400 * (int64_t)ED_DAY;
	if (variant == 0) { /* renewed, with the same key */
		spec->leaf.not_before = -395 * (int64_t)ED_DAY;
		spec->leaf.not_after = -12 * (int64_t)ED_DAY;
	}
	if (variant == 1) { /* the one for mail was chosen */
		spec->leaf.ekus = "1.3.6.1.5.5.7.3.4";
		spec->second_file = "eas.pem";
	}
	if (variant == 2) { /* for a server, as NDES first made them */
		spec->leaf.ekus = "1.3.6.1.5.5.8.2.2";
		spec->second_file = "new/device-new.pem";
	}
	if (variant == 3) { /* ended today, renewed with a new key */
		spec->leaf.not_before = -366 * (int64_t)ED_DAY;
		spec->leaf.not_after = -3600;
		spec->second.key = ED_KEY_SPARE;
	}
}

/* The user's other certificate, of another CA; the first one is good. */
static void add_second(struct ed_spec *spec, struct ed_authority *issuer)
{
	spec->second = spec->leaf;
	spec->second.issuer = issuer;
	spec->second.not_before = -20 * (int64_t)ED_DAY;
	spec->second.not_after = 400 * (int64_t)ED_DAY;
	spec->has_second = true;
	ed_show_authority(spec, issuer);
}

static struct ed_authority *add_issuing(
    struct ed_spec *spec, struct ed_authority *root)
{
	struct ed_authority *issuing =
	    ed_add_stranger(spec, ed_say(spec, "%s Device CA 2", spec->tag),
		spec->org, ED_KEY_STRANGER);

	issuing->issuer = root;
	return issuing;
}

static void name_authority(struct ed_spec *spec, struct ed_authority *authority)
{
	spec->record.named[spec->record.n_named++] = authority;
}

/*
 * The CA was replaced: the server names the new one, and this device still
 * uses a certificate of the old one. A probe presents it all the same.
 */
static void another_is_asked_for(struct ed_spec *spec, unsigned variant)
{
	struct ed_authority *issuing, *root = &spec->root;

	ed_record_init(spec);
	if (variant % 2) { /* a whole new hierarchy */
		root = ed_add_stranger(spec,
		    ed_say(spec, "%s Device Root 2", spec->tag), spec->org,
		    ED_KEY_EC_CA);
		ed_show_authority(spec, root);
		name_authority(spec, root);
	}
	issuing = add_issuing(spec, root);
	name_authority(spec, issuing);
	add_second(spec, issuing);
	spec->second_file = variant < 2 ? "eas-new.pem" : "new/device.pem";
	spec->record.keyless = variant >= 2;
	spec->record.nodes[0].no_tls13 = variant == 1 || variant == 2;
	if (variant == 2) /* as Exchange does by default */
		spec->record.nodes[0].asks = ED_ASKS_LATE;
}

/* TLS 1.2 has types of keys and PKCS#1; TLS 1.3 has curves and PSS. */
static void signature_algorithms(struct ed_spec *spec, unsigned variant)
{
	static const char *const algorithms[] = {
	    "1027,1283", "2052,2053,1025", "1025,1281", "1283"};

	ed_record_init(spec);
	spec->record.algorithms = algorithms[variant];
	spec->record.types = variant == 1 ? "1" : "64";
	spec->record.cannot_sign = true;
	spec->record.nodes[0].no_tls13 = variant == 0;
	if (variant % 2 == 0)
		return;
	spec->leaf.key = spec->pack.key = ED_KEY_EC_DEVICE;
	spec->leaf.key_usage = "critical,digitalSignature";
	spec->expected.key_type = "EC";
	spec->expected.key_bits = 256;
}

/* What is wrong with the one that is used, by variant. */
static const char *const refused[] = {
    "certificate-validity/expired", "certificate-eku/no-client-auth", NULL};

/* clang-format off */
const struct ed_mutator ed_selection_mutators[] = {
    { "certificate-selection/another-fits", ED_BITES_VALIDATE, true,
	ED_TOUCH_TIME | ED_TOUCH_EKU | ED_TOUCH_KEY | ED_TOUCH_IDENTITY |
	    ED_TOUCH_NAMES | ED_TOUCH_SUBJECT | ED_TOUCH_CHAIN |
	    ED_TOUCH_SIGNATURE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_PROFILE | ED_SHOWS_SECOND, 4,
	another_fits, .also = refused, ED_SYMPTOMS(symptoms) },
    { "certificate-selection/another-is-asked-for", ED_BITES_ASK, true,
	ED_TOUCH_TIME | ED_TOUCH_EKU | ED_TOUCH_KEY | ED_TOUCH_IDENTITY |
	    ED_TOUCH_NAMES | ED_TOUCH_SUBJECT | ED_TOUCH_CHAIN |
	    ED_TOUCH_SIGNATURE | ED_TOUCH_RECORD | ED_TOUCH_HOST |
	    ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_PROFILE | ED_SHOWS_SECOND |
	    ED_SHOWS_CHAIN | ED_SHOWS_RECORD, 4,
	another_is_asked_for, ED_SYMPTOMS(ed_symptoms_ask) },
    { "tls-client-auth/signature-algorithms", ED_BITES_ASK, true,
	ED_TOUCH_RECORD | ED_TOUCH_HOST | ED_TOUCH_KEY | ED_TOUCH_TEMPLATE,
	ED_SHOWS_CERTIFICATE | ED_SHOWS_RECORD, 4, signature_algorithms,
	ED_SYMPTOMS(ed_symptoms_ask) },
    { 0 },
};
/* clang-format on */
