/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exchange-settings: an update of Exchange, and Set-ActiveSyncVirtualDirectory,
 * write the directory's settings anew. What was done by hand elsewhere stays.
 */
#include <easdoctor/iis_judge.h>

enum { STOCK_READ_AHEAD = 49152 };

static const struct ed_finding findings[] = {{"reset", ED_NEED_IIS}, {0}};

static bool is(const struct ed_iis_object *object, enum ed_iis_setting setting,
    int64_t number)
{
	return object->values[setting].number == number;
}

/* As Exchange's setup leaves the directory. */
static bool is_stock(const struct ed_iis_object *front)
{
	return is(front, ED_IIS_SSL_FLAGS, ED_IIS_SSL | ED_IIS_SSL_128) &&
	       is(front, ED_IIS_MAPPING_ON, 0) && is(front, ED_IIS_BASIC_ON, 1);
}

/* Somebody once set certificates up on this server. */
static bool was_set_up(const struct ed_iis *iis)
{
	return is(&iis->server, ED_IIS_MAPPING_ON, 1) ||
	       iis->front.values[ED_IIS_READ_AHEAD].number > STOCK_READ_AHEAD;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_machine *machine = subject;
	const struct ed_iis *iis = machine->iis;
	const struct ed_iis_value *flags;

	if (ed_iis_leave(facts, machine, findings, out))
		return;
	flags = &iis->front.values[ED_IIS_SSL_FLAGS];
	if (!ed_iis_known(flags) ||
	    !ed_iis_known(&iis->front.values[ED_IIS_MAPPING_ON]) ||
	    !ed_iis_known(&iis->front.values[ED_IIS_BASIC_ON]) ||
	    !ed_iis_known(&iis->server.values[ED_IIS_MAPPING_ON])) {
		ed_unknown(out, "reset",
		    "the settings of the directory and of the server are not "
		    "both in evidence");
		return;
	}
	ed_settle(out, "reset", is_stock(&iis->front) && was_set_up(iis),
	    ed_iis_place(iis, flags),
	    ED_VALUES({"object", ED_TEXT, iis->front.path},
		{"value", ED_TEXT, flags->text}));
}

const struct ed_check ed_check_exchange_settings = {
    .id = "exchange-settings",
    .title = "The settings for certificates were not reset",
    .each = ED_MACHINE,
    .findings = findings,
    .run = run,
};
