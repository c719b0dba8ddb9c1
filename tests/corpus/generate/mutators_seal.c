/* SPDX-License-Identifier: Apache-2.0 */
/* A signed profile that was changed after it was signed. */
#include "mutators.h"

static void invalid(struct ed_spec *spec, unsigned variant)
{
	static const enum ed_armour armours[] = {
	    ED_ARMOUR_DER, ED_ARMOUR_PEM, ED_ARMOUR_BASE64, ED_ARMOUR_DER};

	spec->profile.seal = variant == 2 ? ED_SEAL_BITS : ED_SEAL_CONTENT;
	spec->profile.armour = armours[variant];
	spec->profile.plain_seal = variant == 3;
}

/* The account stays as it was before, or never comes to be. */
static const char *const symptoms[2][3] = {
    {"Cannot Get Mail", NULL},
    {NULL},
};

/* clang-format off */
const struct ed_mutator ed_seal_mutators[] = {
    { "profile-signature/invalid", ED_BITES_DELIVER, true, ED_TOUCH_SEAL,
	ED_SHOWS_PROFILE, 4, invalid, ED_SYMPTOMS(symptoms) },
    { 0 },
};
/* clang-format on */
