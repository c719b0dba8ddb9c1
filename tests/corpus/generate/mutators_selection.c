/* SPDX-License-Identifier: Apache-2.0 */
/* The account uses one certificate, and another one would do. */
#include "mutators.h"

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
    { 0 },
};
/* clang-format on */
