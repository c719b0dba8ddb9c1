/* SPDX-License-Identifier: Apache-2.0 */
/* What the checks of IIS settings share. */
#ifndef EASDOCTOR_IIS_JUDGE_H
#define EASDOCTOR_IIS_JUDGE_H

#include <easdoctor/check.h>
#include <easdoctor/iis.h>

/* A gateway signs in for devices: then Exchange must not ask for certificates.
 */
static inline bool ed_iis_is_gateways(const struct ed_facts *facts)
{
	return facts->endpoint && facts->endpoint->gateway == ED_YES &&
	       facts->endpoint->gateway_ends_certificate == ED_YES;
}

/* Settles all findings where there is nothing to judge. */
static inline bool ed_iis_leave(const struct ed_facts *facts,
    const struct ed_machine *machine, const struct ed_finding *findings,
    struct ed_sink *out)
{
	const struct ed_iis *iis = machine->iis;
	const char *asked = NULL, *unknown = NULL;

	if (!iis)
		asked = "no IIS configuration of this server was given";
	else if (ed_iis_is_gateways(facts))
		asked = "a gateway checks the certificates, not Exchange";
	else if (iis->has_host && !iis->cut && !iis->has_front)
		unknown = "the configuration has no ActiveSync directory in "
			  "the site that is meant";
	for (size_t i = 0; (asked || unknown) && findings[i].id; i++) {
		if (asked)
			ed_not_asked(out, findings[i].id, asked);
		else
			ed_unknown(out, findings[i].id, unknown);
	}
	return asked || unknown;
}

static inline bool ed_iis_known(const struct ed_iis_value *value)
{
	return value->level != ED_IIS_UNKNOWN;
}

/* Its line; where nobody sets it, the file in which nobody does. */
static inline struct ed_ref ed_iis_place(
    const struct ed_iis *iis, const struct ed_iis_value *value)
{
	return value->ref.input ? value->ref : iis->ref;
}

/* Settles a finding by one value. */
static inline void ed_iis_settle(struct ed_sink *out, const char *id,
    bool present, const struct ed_iis *iis, const struct ed_iis_object *object,
    enum ed_iis_setting setting)
{
	const struct ed_iis_value *value = &object->values[setting];

	if (!ed_iis_known(value)) {
		ed_unknown(out, id,
		    value->trouble ? value->trouble
				   : "the setting is not in evidence");
		return;
	}
	ed_settle(out, id, present, ed_iis_place(iis, value),
	    ED_VALUES({"value", ED_TEXT, value->text},
		{"origin", ED_TEXT, ed_iis_origin(value)},
		{"object", ED_TEXT, object->path}));
}

#endif
