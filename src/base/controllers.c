/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the domain controllers ask of a certificate, as far as is known.
 *
 * Which update a controller has decides what its registry means: one before
 * strong mappings ignores the value, and so does one since the update of no
 * return (KB5014754). An export does not say which of the stated controllers
 * it is of, so it may be of any of them.
 */
#include <easdoctor/directory.h>
#include <easdoctor/event.h>
#include <easdoctor/machine.h>
#include <easdoctor/registry.h>

#define NO_DISABLED_FROM INT64_C(1681171200) /* 2023-04-11 */
#define FULL_FROM INT64_C(1739232000)        /* 2025-02-11 */

enum { OFF, COMPATIBILITY, FULL };

static const struct ed_setting not_exported = {
    .state = ED_SETTING_NOT_EXPORTED};

/* With an update of that date (0: not known), and this in its registry. */
static unsigned mode_of(const struct ed_setting *value, int64_t patched)
{
	const bool given = value->state == ED_SETTING_GIVEN;

	if (patched && patched < ED_KNOWN_FROM)
		return ED_DEMAND_NOTHING;
	if (patched >= ED_DEMANDED_FROM)
		return ED_DEMAND_STRONG;
	if (given && value->number == FULL)
		return ED_DEMAND_STRONG;
	if (!patched || (given && value->number > FULL) ||
	    (!given && value->state != ED_SETTING_DEFAULT))
		return ED_DEMAND_ANY;
	if (!given)
		return patched >= FULL_FROM ? ED_DEMAND_STRONG
					    : ED_DEMAND_WATCHED;
	return value->number == OFF && patched < NO_DISABLED_FROM
		   ? ED_DEMAND_NOTHING
		   : ED_DEMAND_WATCHED;
}

/* All that it may be, as it may be any of the stated ones. */
static unsigned modes_of(
    const struct ed_facts *facts, const struct ed_setting *value)
{
	unsigned modes = 0;

	for (size_t i = 0; i < facts->n_domain_controllers; i++)
		modes |= mode_of(value, facts->domain_controllers[i].patched);
	return facts->n_domain_controllers ? modes : mode_of(value, 0);
}

/* A member server may have the key too, in an export of all services. */
static bool is_of_controller(const struct ed_winreg *registry,
    const struct ed_registry_key *key, const struct ed_setting *value)
{
	return value->state == ED_SETTING_GIVEN ||
	       !ed_registry_key(registry, key->ref.input, ED_KEY_HTTP);
}

static bool is_same(const struct ed_setting *a, const struct ed_setting *b)
{
	return a->state == b->state && a->number == b->number;
}

static void add_export(const struct ed_facts *facts,
    const struct ed_setting *value, struct ed_demand *demand)
{
	demand->modes |= modes_of(facts, value);
	demand->differ |=
	    demand->n_exports > 0 && !is_same(value, &demand->value);
	if (value->state == ED_SETTING_GIVEN || !demand->n_exports)
		demand->value = *value;
	demand->n_exports++;
}

/* One file given twice is one controller. */
static bool is_copy(const struct ed_facts *facts, unsigned a, unsigned b)
{
	const struct ed_input *x, *y;

	if (a == b || !a || !b || a > facts->n_inputs || b > facts->n_inputs)
		return a == b;
	x = facts->inputs[a - 1];
	y = facts->inputs[b - 1];
	return x->machine == y->machine && ed_str_eq(x->sha256, y->sha256);
}

static bool was_seen(const struct ed_facts *facts,
    const struct ed_winreg *registry, size_t n, unsigned input)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_ieq(registry->keys[i].path, ED_STR(ED_KEY_KDC)) &&
		    is_copy(facts, registry->keys[i].ref.input, input))
			return true;
	return false;
}

/* The next key of the KDC that is no copy of an earlier one, or NULL. */
static const struct ed_registry_key *next_kdc(
    const struct ed_facts *facts, const struct ed_winreg *registry, size_t *at)
{
	while (*at < registry->n_keys) {
		const size_t n = (*at)++;
		const struct ed_registry_key *key = &registry->keys[n];

		if (ed_str_ieq(key->path, ED_STR(ED_KEY_KDC)) &&
		    !was_seen(facts, registry, n, key->ref.input))
			return key;
	}
	return NULL;
}

static void add_registry(const struct ed_facts *facts,
    const struct ed_winreg *registry, struct ed_demand *demand)
{
	const struct ed_registry_key *key;
	size_t at = 0;

	while ((key = next_kdc(facts, registry, &at))) {
		const struct ed_setting value =
		    ed_registry_setting(registry, key->ref.input, ED_KEY_KDC,
			"StrongCertificateBindingEnforcement");
		if (is_of_controller(registry, key, &value))
			add_export(facts, &value, demand);
	}
}

struct ed_demand ed_controllers_demand(const struct ed_facts *facts)
{
	struct ed_demand demand = {.modes = 0};

	for (size_t i = 0; i < facts->n_machines; i++)
		if (facts->machines[i]->registry)
			add_registry(
			    facts, facts->machines[i]->registry, &demand);
	/* Of the others only their updates are known, or nothing at all. */
	if (demand.n_exports < facts->n_domain_controllers)
		demand.modes |= modes_of(facts, &not_exported);
	if (!demand.n_exports && !facts->n_domain_controllers)
		demand.modes = ED_DEMAND_ANY;
	if (ed_event_controllers_refuse(facts))
		demand.modes |= ED_DEMAND_STRONG;
	demand.stated = facts->n_domain_controllers > 0;
	return demand;
}

bool ed_controllers_all_before(const struct ed_facts *facts)
{
	const struct ed_demand demand = ed_controllers_demand(facts);

	return demand.stated && demand.modes == ED_DEMAND_NOTHING;
}

bool ed_controllers_all_demand(const struct ed_facts *facts)
{
	const struct ed_demand demand = ed_controllers_demand(facts);

	return demand.stated && demand.modes == ED_DEMAND_STRONG;
}

/* Seconds by which a certificate may be older than its account. */
struct forgiven {
	int64_t least, most;
	size_t n;
	bool unreadable;
};

static void add_forgiven(const struct ed_facts *facts,
    const struct ed_winreg *registry, struct forgiven *out)
{
	const struct ed_registry_key *key;
	size_t at = 0;

	while ((key = next_kdc(facts, registry, &at))) {
		const struct ed_setting value =
		    ed_registry_setting(registry, key->ref.input, ED_KEY_KDC,
			"CertificateBackdatingCompensation");
		out->unreadable |= value.state == ED_SETTING_UNREADABLE;
		if (!out->n || value.number < out->least)
			out->least = value.number;
		if (value.number > out->most)
			out->most = value.number;
		out->n++;
	}
}

static enum ed_age age_of(const struct ed_facts *facts, int64_t older)
{
	struct forgiven forgiven = {.n = 0};

	for (size_t i = 0; i < facts->n_machines; i++)
		if (facts->machines[i]->registry)
			add_forgiven(
			    facts, facts->machines[i]->registry, &forgiven);
	if (forgiven.n && forgiven.n >= facts->n_domain_controllers &&
	    !forgiven.unreadable && older <= forgiven.least)
		return ED_AGE_FORGIVEN;
	return forgiven.unreadable || older <= forgiven.most ? ED_AGE_UNCERTAIN
							     : ED_AGE_OLDER;
}

enum ed_age ed_certificate_age(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	const struct ed_directory_account *account = facts->directory_account;

	if (ed_event_of_device(facts, ED_EVENT_PREDATES))
		return ED_AGE_OLDER;
	if (!account || !account->created.given ||
	    (cert->unreadable & ED_PART_TIME))
		return ED_AGE_UNKNOWN;
	if (cert->not_before >= account->created.latest)
		return ED_AGE_YOUNGER;
	if (cert->not_before >= account->created.earliest)
		return ED_AGE_UNZONED;
	return age_of(facts, account->created.earliest - cert->not_before);
}

enum ed_answer ed_controllers_let_pass(
    const struct ed_facts *facts, const struct ed_certificate *cert)
{
	const struct ed_demand demand = ed_controllers_demand(facts);

	if (!demand.stated || (demand.modes & ED_DEMAND_STRONG))
		return ED_NO;
	if (demand.modes == ED_DEMAND_NOTHING)
		return ED_YES;
	switch (ed_certificate_age(facts, cert)) {
	case ED_AGE_YOUNGER:
	case ED_AGE_FORGIVEN:
		return ED_YES;
	case ED_AGE_OLDER:
		return ED_NO;
	case ED_AGE_UNKNOWN:
	case ED_AGE_UNZONED:
	case ED_AGE_UNCERTAIN:
		break;
	}
	return ED_UNSAID;
}

unsigned ed_year_of(struct ed_str os)
{
	for (size_t i = 0; i + 4 <= os.n; i++) {
		unsigned year = 0;
		size_t n = 0;

		while (i + n < os.n && os.p[i + n] >= '0' && os.p[i + n] <= '9')
			n++;
		for (size_t k = 0; n == 4 && k < n; k++)
			year = 10 * year + (unsigned)(os.p[i + k] - '0');
		if (year >= 2000 && year < 2100)
			return year;
		i += n;
	}
	return 0;
}
