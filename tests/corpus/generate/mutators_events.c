/* SPDX-License-Identifier: Apache-2.0 */
/* Faults that only event logs show, and what they add to others. */
#include "events_log.h"
#include "mutators.h"

static const enum ed_log_form forms[] = {
    ED_LOG_ROOT, ED_LOG_BARE, ED_LOG_WIDE, ED_LOG_ONE_LINE};

static void log_more(struct ed_spec *spec, unsigned variant, const char *more)
{
	spec->events.present = true;
	spec->events.form = forms[variant % 4];
	spec->events.more = more;
}

static void skew(struct ed_spec *spec, unsigned variant)
{
	static const char *const set[] = {"06:07:10", "05:48:00"};

	if (variant < 2)
		log_more(spec, variant, ed_event_kerberos(spec, 0x25, ""));
	else
		log_more(spec, variant,
		    ed_event_text(spec, "Microsoft-Windows-Kernel-General", 1,
			4, "EX01",
			ed_say(spec,
			    "<EventData>"
			    "<Data Name='NewTime'>2026-11-20T%s.0000000Z</Data>"
			    "<Data Name='OldTime'>2026-11-20T06:00:00Z</Data>"
			    "<Data Name='Reason'>1</Data></EventData>",
			    set[variant - 2])));
}

static void cannot_read_groups(struct ed_spec *spec, unsigned variant)
{
	const char *more =
	    ed_say(spec, "%s%s%s", ed_event_kerberos(spec, 6, spec->login),
		ed_event_kerberos(spec, 6, spec->other_login),
		ed_event_kerberos(spec, 6, ed_say(spec, "room%u", variant)));

	log_more(spec, variant, more);
}

static void no_kdc(struct ed_spec *spec, unsigned variant)
{
	const char *more = "";

	for (unsigned i = 0; variant < 2 && i < 3 + variant; i++)
		more = ed_say(spec, "%s%s", more,
		    ed_event_text(spec, "NETLOGON", 5719, 2, "EX01",
			"<EventData><Data>AD</Data></EventData>"));
	if (variant >= 2)
		more = ed_event_text(spec,
		    "Microsoft-Windows-Kerberos-Key-Distribution-Center",
		    variant == 2 ? 29 : 19, 3, "DC01", "<EventData/>");
	log_more(spec, variant, more);
}

void ed_log_mapping(struct ed_spec *spec, unsigned id, unsigned variant)
{
	spec->events.present = true;
	spec->events.kdc = id;
	spec->events.form = forms[variant % 4];
}

void ed_log_chain(struct ed_spec *spec, const char *result, unsigned variant)
{
	spec->events.present = true;
	spec->events.result = result;
	spec->events.form = forms[variant % 4];
}

/* clang-format off */
const struct ed_mutator ed_event_mutators[] = {
    { "clock/skew", ED_BITES_VALIDATE, true, ED_TOUCH_EVENTS, ED_SHOWS_EVENTS,
	4, skew, ED_SYMPTOMS(ed_symptoms_map) },
    { "directory-infrastructure/exchange-cannot-read-groups", ED_BITES_MAP,
	true, ED_TOUCH_EVENTS, ED_SHOWS_EVENTS, 4, cannot_read_groups,
	ED_SYMPTOMS(ed_symptoms_map) },
    { "directory-infrastructure/no-kdc", ED_BITES_MAP, true, ED_TOUCH_EVENTS,
	ED_SHOWS_EVENTS, 4, no_kdc, ED_SYMPTOMS(ed_symptoms_map) },
    { 0 },
};
/* clang-format on */
