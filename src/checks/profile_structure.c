/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-structure: the profile must be one that a device takes.
 *
 * A device refuses a profile as a whole for one value of a wrong type or one
 * identifier that stands twice, and it silently ignores a key that is spelt
 * in another way. Either way the account lacks what the console shows.
 */
#include <easdoctor/check.h>

#define TROUBLE_VALUES(t)                                                      \
	ED_VALUES({"part", ED_TEXT, part_of(t)}, {"key", ED_TEXT, (t)->key},   \
	    {"found", ED_TEXT, (t)->found},                                    \
	    {"expected", ED_TEXT, (t)->expected})

static const char without_heading[] =
    "only payloads are in evidence, without the profile around them";

static const struct ed_trouble *find_trouble(
    const struct ed_profile *profile, enum ed_trouble_kind kind)
{
	for (size_t i = 0; i < profile->n_troubles; i++)
		if (profile->troubles[i].kind == kind)
			return &profile->troubles[i];
	return NULL;
}

static struct ed_str part_of(const struct ed_trouble *trouble)
{
	return trouble->part.n ? trouble->part : ED_STR("the profile itself");
}

/* Present where it was met; else unknown for a reason, or absent. */
static void settle(struct ed_sink *out, const char *id,
    const struct ed_profile *profile, const struct ed_trouble *trouble,
    const char *reason)
{
	if (trouble)
		ed_settle(out, id, true, trouble->ref, TROUBLE_VALUES(trouble));
	else if (reason)
		ed_unknown(out, id, reason);
	else
		ed_settle(out, id, false, profile->ref, NULL);
}

static const struct ed_trouble *find_malformed(const struct ed_profile *profile)
{
	static const enum ed_trouble_kind kinds[] = {
	    ED_TROUBLE_TYPE, ED_TROUBLE_VALUE, ED_TROUBLE_MISSING};
	const struct ed_trouble *found = NULL;

	/* What a device has installed, it has taken as it is. */
	if (profile->installed)
		return NULL;
	for (size_t i = 0; !found && i < ED_COUNT(kinds); i++)
		found = find_trouble(profile, kinds[i]);
	if (!found && profile->origin == ED_ORIGIN_DELIVERED)
		found = find_trouble(profile, ED_TROUBLE_NO_CONTENT);
	return found;
}

static void settle_malformed(
    const struct ed_profile *profile, struct ed_sink *out)
{
	const char *reason = profile->unreadable;

	if (!reason && profile->bare)
		reason = without_heading;
	if (!reason && profile->origin == ED_ORIGIN_UNKNOWN &&
	    find_trouble(profile, ED_TROUBLE_NO_CONTENT))
		reason = "a certificate payload is empty, as in the console's "
			 "template; give the profile that the device got";
	settle(out, "malformed", profile, find_malformed(profile), reason);
}

static void settle_form(const struct ed_profile *profile, struct ed_sink *out)
{
	const struct ed_trouble *unusual =
	    profile->installed ? NULL
			       : find_trouble(profile, ED_TROUBLE_UNUSUAL);

	settle_malformed(profile, out);
	settle(out, "ill-formed", profile,
	    find_trouble(profile, ED_TROUBLE_ILL_FORMED),
	    profile->encrypted && !profile->hidden ? NULL
						   : profile->unreadable);
	settle(out, "unusual-form", profile, unusual, profile->unreadable);
	settle(out, "unknown-key", profile,
	    find_trouble(profile, ED_TROUBLE_UNKNOWN_KEY), profile->unreadable);
}

/* The first payload that has the id of an earlier one. */
static const struct ed_payload *find_twin(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_payloads; i++)
		if (profile->payloads[i].same_uuid ||
		    profile->payloads[i].same_identifier)
			return &profile->payloads[i];
	return NULL;
}

static const struct ed_payload *find_elsewhere(const struct ed_profile *profile)
{
	for (size_t i = 0; i < profile->n_payloads; i++)
		if (profile->payloads[i].elsewhere)
			return &profile->payloads[i];
	return NULL;
}

static void settle_twin(const struct ed_payload *twin, struct ed_sink *out)
{
	bool by_uuid = twin->same_uuid != NULL;
	const struct ed_payload *first =
	    by_uuid ? twin->same_uuid : twin->same_identifier;

	ed_settle(out, "duplicate-id", true, twin->ref,
	    ED_VALUES({"key", ED_TEXT,
			  by_uuid ? ED_STR("PayloadUUID")
				  : ED_STR("PayloadIdentifier")},
		{"id", ED_TEXT, by_uuid ? twin->uuid : twin->identifier},
		{"type", ED_TEXT, twin->type},
		{"first_type", ED_TEXT, first->type}));
}

static void settle_ids(const struct ed_facts *facts,
    const struct ed_profile *profile, struct ed_sink *out)
{
	const struct ed_payload *twin = find_twin(profile);
	const struct ed_payload *elsewhere = find_elsewhere(profile);

	if (twin)
		settle_twin(twin, out);
	else
		settle(out, "duplicate-id", profile, NULL, profile->unreadable);
	if (elsewhere)
		ed_settle(out, "duplicate-elsewhere", true, elsewhere->ref,
		    ED_VALUES({"id", ED_TEXT, elsewhere->uuid},
			{"type", ED_TEXT, elsewhere->type},
			{"other", ED_TEXT,
			    elsewhere->elsewhere_profile->label}));
	else if (facts->n_profiles < 2)
		ed_not_asked(out, "duplicate-elsewhere",
		    "no other profile is in evidence");
	else
		settle(out, "duplicate-elsewhere", profile, NULL,
		    profile->unreadable);
}

static void settle_expired(const struct ed_facts *facts,
    const struct ed_profile *profile, struct ed_sink *out)
{
	const struct ed_moment *dates[] = {
	    &profile->removal, &profile->expiration};
	static const struct ed_str keys[] = {
	    {"RemovalDate", 11}, {"PayloadExpirationDate", 21}};
	const char *reason = profile->bare ? without_heading : NULL;
	struct ed_digits digits;

	for (size_t i = 0; i < ED_COUNT(dates); i++) {
		if (dates[i]->readable && dates[i]->seconds <= facts->as_of) {
			ed_settle(out, "expired", true, dates[i]->ref,
			    ED_VALUES({"key", ED_TEXT, keys[i]},
				{"date", ED_TIME,
				    ed_time(&digits, dates[i]->seconds)}));
			return;
		}
		if (dates[i]->given && !dates[i]->readable)
			reason = "the date on which it ends cannot be read";
	}
	if (profile->lasting.given)
		reason = "it removes itself a time after it was installed "
			 "(DurationUntilRemoval), and nobody said when that "
			 "was";
	/* Where only payloads are encrypted, the dates are not. */
	if (!reason && (!profile->encrypted || profile->hidden))
		reason = profile->unreadable;
	settle(out, "expired", profile, NULL, reason);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_profile *profile = subject;

	settle_form(profile, out);
	settle_ids(facts, profile, out);
	settle_expired(facts, profile, out);
	ed_settle(out, "encrypted", profile->encrypted, profile->ref, NULL);
}

const struct ed_check ed_check_profile_structure = {
    .id = "profile-structure",
    .title = "The profile has a form that devices take",
    .each = ED_PROFILE,
    .findings = ED_FINDINGS({"malformed", 0}, {"ill-formed", 0},
	{"unusual-form", 0}, {"unknown-key", 0}, {"duplicate-id", 0},
	{"duplicate-elsewhere", 0}, {"expired", 0}, {"encrypted", 0}),
    .run = run,
};
