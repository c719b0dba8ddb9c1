/* SPDX-License-Identifier: Apache-2.0 */
#include "plan.h"

#include "bundle.h"
#include "log.h"
#include "mutators.h"
#include "noise.h"
#include "pki.h"
#include "record.h"
#include "server_side.h"

#include <stdlib.h>
#include <string.h>

enum {
	COPIES = 2,           /* of each single, with other people */
	DOUBLES = 90,         /* per half */
	THIN_PER_MUTATOR = 2, /* per half */
	HEALTHY_ROUNDS = 10,  /* over all noises; odd ones are reported */
	MAX_PAIRS = 16384
};

/* One bundle being made. */
struct bundle {
	struct ed_arena arena;
	struct ed_spec spec;
	struct ed_truth truth;
	unsigned n_mutators;
};

static const char *const halves[] = {"tune", "report"};

static void begin(
    struct ed_plan *plan, struct bundle *b, const char *kind, unsigned half)
{
	memset(b, 0, sizeof(*b));
	ed_spec_init(&b->spec, &b->arena, plan->keys,
	    plan->seed * 1000003 + plan->written);
	b->truth.kind = kind;
	b->truth.half = halves[half];
	b->truth.shown = true;
}

/* What the variants made true, behind what their mutators always do. */
static void take_also(struct bundle *b)
{
	unsigned n = 0;

	while (b->truth.also[n])
		n++;
	for (unsigned i = 0;
	     i < b->spec.n_also && n + 1 < ED_COUNT(b->truth.also); i++)
		b->truth.also[n++] = b->spec.also[i];
}

static void finish(struct ed_plan *plan, struct bundle *b, const char *name)
{
	take_also(b);
	ed_server_side_agree(&b->spec);
	ed_bundle_write(&b->spec, &b->truth,
	    ed_say(&b->spec, "%s/%s/%s", plan->out, b->truth.kind, name));
	ed_spec_free(&b->spec);
	plan->written++;
}

/* A cause's id, and what shows it, as part of a file's name. */
static const char *flat(struct bundle *b, const struct ed_mutator *mutator)
{
	const char *name = ed_say(&b->spec, "%s%s%s", mutator->cause,
	    mutator->by ? "-by-" : "", mutator->by ? mutator->by : "");
	char *copy = (char *)ed_copy(&b->arena, ed_str_of(name)).p;
	char *slash = strchr(copy, '/');

	if (slash)
		*slash = '.';
	return copy;
}

static void note(struct bundle *b, const char *mutator)
{
	if (b->n_mutators + 1 < ED_COUNT(b->truth.mutators))
		b->truth.mutators[b->n_mutators++] = mutator;
}

static void mutate(
    struct bundle *b, const struct ed_mutator *mutator, unsigned variant)
{
	unsigned n = 0;

	mutator->apply(&b->spec, variant);
	while (b->truth.also[n])
		n++;
	for (unsigned i = 0; mutator->also && mutator->also[i] &&
			     n + 1 < ED_COUNT(b->truth.also);
	     i++)
		b->truth.also[n++] = mutator->also[i];
	note(b, ed_say(&b->spec, "%s%s%s#%u", mutator->cause,
		    mutator->by ? " by " : "", mutator->by ? mutator->by : "",
		    variant));
}

static void add_noise(struct bundle *b, const struct ed_noise *noise)
{
	noise->apply(&b->spec);
	note(b, ed_say(&b->spec, "noise/%s", noise->name));
}

/* Something that stands beside the patient; not what is there already. */
static void add_any_noise(struct bundle *b, const struct ed_noise *not_this)
{
	const struct ed_noise *noise;

	do
		noise = &ed_noises[ed_pick(
		    &b->spec.random, (unsigned)ed_n_noises())];
	while (!noise->beside || noise == not_this);
	add_noise(b, noise);
}

static void observe(
    struct bundle *b, const struct ed_mutator *mutator, unsigned which)
{
	const bool own = b->spec.reported != NULL;

	b->spec.expected.observed =
	    own ? b->spec.reported[which % 4]
		: mutator->symptoms[which % mutator->n_symptoms];
}

enum {
	/* What a SCEP payload has another way, or follows from the request. */
	OF_IDENTITY = ED_TOUCH_SUBJECT | ED_TOUCH_NAMES | ED_TOUCH_KEY |
		      ED_TOUCH_IDENTITY | ED_TOUCH_TEMPLATE
};

static bool stands_scep(const struct ed_mutator *mutator)
{
	return !mutator || (!(mutator->touches & OF_IDENTITY) &&
			       !(mutator->shows & ED_SHOWS_P12));
}

/* Some phones of a company have SCEP, where the faults allow it. */
static void choose_base(struct bundle *b, const struct ed_mutator *first,
    const struct ed_mutator *second)
{
	bool demanded = (first && first->scep) || (second && second->scep);
	bool possible = stands_scep(first) && stands_scep(second);

	if (demanded || (possible && ed_pick(&b->spec.random, 3) == 0))
		ed_use_scep(&b->spec);
}

static void write_single(struct ed_plan *plan, const struct ed_mutator *mutator,
    unsigned variant, unsigned copy)
{
	struct bundle b;

	begin(plan, &b, "single", variant % 2);
	choose_base(&b, mutator, NULL);
	mutate(&b, mutator, variant);
	if (copy % 2) {
		add_any_noise(&b, NULL);
		if (ed_record_of_fault(&b.spec, mutator, variant))
			note(&b, "probe");
	} else if (ed_log_of_fault(&b.spec, mutator, variant)) {
		note(&b, "log");
	}
	observe(&b, mutator, variant / 2 * COPIES + copy + variant % 2);
	b.truth.causes[0] = mutator->cause;
	finish(plan, &b,
	    ed_say(&b.spec, "%s-v%u-%u", flat(&b, mutator), variant, copy));
}

void ed_plan_singles(struct ed_plan *plan)
{
	size_t n;
	const struct ed_mutator *const *all = ed_mutators(&n);

	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < all[i]->n_variants * COPIES; k++)
			write_single(plan, all[i], k / COPIES, k % COPIES);
}

struct pair {
	const struct ed_mutator *first, *second; /* in order of masking */
};

/* Its log is of attempts that died of it alone. */
static bool has_onset(const struct ed_mutator *mutator)
{
	return mutator->by && strcmp(mutator->by, "onset") == 0;
}

/* A key in a file is not made by SCEP. */
static bool fit(const struct ed_mutator *a, const struct ed_mutator *b)
{
	return !(a->touches & b->touches) && !has_onset(a) && !has_onset(b) &&
	       !ed_record_hides(a, b) && !ed_record_hides(b, a) &&
	       !(a->scep && b->shows & ED_SHOWS_P12) &&
	       !(b->scep && a->shows & ED_SHOWS_P12);
}

static size_t list_pairs(struct pair *pairs)
{
	size_t n, count = 0;
	const struct ed_mutator *const *all = ed_mutators(&n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			const struct ed_mutator *a = all[i], *b = all[k];
			bool late = a->bites > b->bites;

			if (!a->blocks || !b->blocks || !fit(a, b))
				continue;
			if (count == MAX_PAIRS)
				ed_give_up("more pairs than MAX_PAIRS");
			pairs[count++] =
			    (struct pair){late ? b : a, late ? a : b};
		}
	return count;
}

static void shuffle(struct pair *pairs, size_t n, uint64_t seed)
{
	struct ed_random random = {seed};

	for (size_t i = n; i > 1; i--) {
		size_t k = ed_pick(&random, (unsigned)i);
		struct pair last = pairs[i - 1];

		pairs[i - 1] = pairs[k];
		pairs[k] = last;
	}
}

/*
 * A variant of that half. Behind the fourth stand those that also make
 * something else true, which must not be all that is left of them.
 */
static unsigned simple_variant_of(struct bundle *b, unsigned half)
{
	return 2 * ed_pick(&b->spec.random, 2) + half;
}

static unsigned variant_of(
    struct bundle *b, const struct ed_mutator *mutator, unsigned half)
{
	return 2 * ed_pick(&b->spec.random, mutator->n_variants / 2) + half;
}

/*
 * Is what people report that of the first fault? Not where both fail at the
 * same hop, nor where a device without its identity gets further than the
 * second fault would let it.
 */
static bool shows_first(const struct pair *pair)
{
	if (pair->first->bites == ED_BITES_DELIVER)
		return pair->second->bites >= ED_BITES_VALIDATE;
	return pair->first->bites != pair->second->bites;
}

static void write_double(
    struct ed_plan *plan, const struct pair *pair, unsigned half)
{
	unsigned first, second;
	struct bundle b;

	begin(plan, &b, "double", half);
	choose_base(&b, pair->first, pair->second);
	first = variant_of(&b, pair->first, half);
	second = variant_of(&b, pair->second, half);
	mutate(&b, pair->second, second);
	mutate(&b, pair->first, first);
	ed_record_reply(&b.spec, pair->second, second);
	if (shows_first(pair))
		observe(&b, pair->first, plan->written);
	b.truth.causes[0] = pair->first->cause;
	b.truth.causes[1] = pair->second->cause;
	finish(plan, &b,
	    ed_say(&b.spec, "%s-v%u+%s-v%u", flat(&b, pair->first), first,
		flat(&b, pair->second), second));
}

void ed_plan_doubles(struct ed_plan *plan)
{
	struct pair *pairs = calloc(MAX_PAIRS, sizeof(*pairs));
	size_t n;

	if (!pairs)
		ed_give_up("out of memory");
	n = list_pairs(pairs);
	shuffle(pairs, n, plan->seed);
	for (size_t i = 0; i < n && i < 2 * DOUBLES; i++)
		write_double(plan, &pairs[i], i % 2);
	free(pairs);
}

/* What thin bundles lack. */
static void drop_profile(struct ed_spec *spec)
{
	spec->profile.present = false;
}

/* Takes the root out of the profile, unless the account refers to it. */
static void drop_root_payload(struct ed_profile_spec *profile)
{
	profile->root = profile->eas.identity == profile->root_uuid;
}

static void drop_roots(struct ed_spec *spec)
{
	spec->expected.roots = false;
	drop_root_payload(&spec->profile);
	for (unsigned i = spec->n_shown; i-- > 0;)
		if (!spec->shown[i]->issuer)
			ed_hide_authority(spec, spec->shown[i]);
}

static void drop_expectations(struct ed_spec *spec)
{
	spec->expected.user = spec->expected.template = false;
	spec->expected.ca = spec->expected.device = false;
}

/* The scope still promises to judge it. */
static void drop_record(struct ed_spec *spec)
{
	spec->record.present = spec->record.show_issuing = false;
}

static void drop_log(struct ed_spec *spec)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < spec->n_extras; i++)
		if (strncmp(spec->extras[i].path, "evidence/logs/", 14) != 0)
			spec->extras[kept++] = spec->extras[i];
	spec->n_extras = kept;
}

static void keep_certificate(struct ed_spec *spec)
{
	spec->server_side = NULL;
	spec->events.present = false;
	drop_log(spec);
	drop_record(spec);
	drop_profile(spec);
	drop_expectations(spec);
	spec->expected.roots = spec->pack.with_chain = false;
	spec->exported.kind = ED_EXPORT_NONE;
	spec->exchange.text.n = 0;
	spec->has_second = false;
	spec->n_shown = 0;
	spec->form = ED_FORM_PEM;
}

static void keep_profile(struct ed_spec *spec)
{
	spec->server_side = NULL;
	spec->events.present = false;
	drop_log(spec);
	drop_record(spec);
	spec->expected.roots = spec->pack.with_chain = false;
	spec->profile.credentials_apart = false;
	drop_root_payload(&spec->profile);
	spec->exported.kind = ED_EXPORT_NONE;
	spec->exchange.text.n = 0;
	spec->has_second = false;
	spec->n_shown = 0;
	spec->form = ED_FORM_NONE;
}

static const struct {
	const char *name;
	void (*apply)(struct ed_spec *spec);
	unsigned drops;
} losses[] = {
    {"no-profile", drop_profile, ED_SHOWS_PROFILE},
    {"no-roots", drop_roots, ED_SHOWS_ROOTS},
    {"no-expectations", drop_expectations,
	ED_SHOWS_USER | ED_SHOWS_TEMPLATE | ED_SHOWS_CA | ED_SHOWS_DEVICE},
    {"only-certificate", keep_certificate,
	ED_SHOWS_PROFILE | ED_SHOWS_ROOTS | ED_SHOWS_CHAIN | ED_SHOWS_USER |
	    ED_SHOWS_TEMPLATE | ED_SHOWS_CA | ED_SHOWS_DEVICE | ED_SHOWS_P12 |
	    ED_SHOWS_DIRECTORY | ED_SHOWS_SECOND | ED_SHOWS_RECORD |
	    ED_SHOWS_EVENTS | ED_SHOWS_EXCHANGE | ED_SHOWS_LOG |
	    ED_SHOWS_SERVER},
    {"only-profile", keep_profile,
	ED_SHOWS_ROOTS | ED_SHOWS_CHAIN | ED_SHOWS_DIRECTORY | ED_SHOWS_SECOND |
	    ED_SHOWS_RECORD | ED_SHOWS_EVENTS | ED_SHOWS_EXCHANGE |
	    ED_SHOWS_LOG | ED_SHOWS_SERVER},
};

static bool is_shown(const struct ed_spec *spec, unsigned shows, unsigned drops)
{
	bool packed =
	    spec->form == ED_FORM_PKCS12 || spec->form == ED_FORM_BUNDLE;
	bool sealed = !spec->pack.said ||
		      strcmp(spec->pack.said, spec->pack.password) != 0;

	if (!spec->profile.present && !packed)
		drops |= ED_SHOWS_P12;
	if (spec->form == ED_FORM_NONE &&
	    (!spec->profile.credentials || sealed))
		drops |= ED_SHOWS_CERTIFICATE;
	return (shows & drops) == 0;
}

static void write_thin(struct ed_plan *plan, const struct ed_mutator *mutator,
    unsigned half, unsigned loss)
{
	unsigned variant;
	struct bundle b;

	begin(plan, &b, "thin", half);
	choose_base(&b, mutator, NULL);
	variant = simple_variant_of(&b, half);
	mutate(&b, mutator, variant);
	losses[loss].apply(&b.spec);
	note(&b, ed_say(&b.spec, "without/%s", losses[loss].name));
	observe(&b, mutator, plan->written);
	b.truth.causes[0] = mutator->cause;
	b.truth.shown = is_shown(&b.spec, mutator->shows, losses[loss].drops);
	finish(plan, &b,
	    ed_say(&b.spec, "%s-v%u-%s", flat(&b, mutator), variant,
		losses[loss].name));
}

void ed_plan_thin(struct ed_plan *plan)
{
	size_t n;
	const struct ed_mutator *const *all = ed_mutators(&n);
	unsigned loss = 0;

	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; all[i]->blocks && k < 2 * THIN_PER_MUTATOR;
		     k++)
			write_thin(plan, all[i], k % 2,
			    loss++ % (unsigned)ED_COUNT(losses));
}

/* A server that names whom it asks for, and this device is among them. */
static void name_issuer(struct ed_spec *spec)
{
	struct ed_record_spec *record = &spec->record;

	if (!spec->leaf.issuer)
		return;
	record->named[record->n_named++] = &spec->root;
	record->named[record->n_named++] = spec->leaf.issuer;
	record->algorithms = "1027,1283,2052,2053,1025,1281,513";
	record->types = "1,2,64";
}

static void write_healthy(
    struct ed_plan *plan, const struct ed_noise *noise, unsigned round)
{
	struct bundle b;

	begin(plan, &b, "healthy", round % 2);
	choose_base(&b, NULL, NULL);
	if (round % 5 < 2)
		ed_record_init(&b.spec);
	add_noise(&b, noise);
	for (unsigned more = round / 2 % 3; more > 0; more--)
		add_any_noise(&b, noise);
	if (round % 5 == 1)
		name_issuer(&b.spec);
	finish(plan, &b, ed_say(&b.spec, "%s-%u", noise->name, round));
}

void ed_plan_healthy(struct ed_plan *plan)
{
	for (unsigned round = 0; round < HEALTHY_ROUNDS; round++)
		for (size_t i = 0; i < ed_n_noises(); i++)
			write_healthy(plan, &ed_noises[i], round);
}
