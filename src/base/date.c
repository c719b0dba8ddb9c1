/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/date.h>

#include "base/arena.h"
#include "base/time.h"

#include <easdoctor/exchange.h>

/* Lists are fetched anew within hours, and devices try again within one. */
enum { NEAR = 12 * 3600 };

/* The year 3000: what lies behind it stands for "never". */
#define LAST_MOMENT INT64_C(32503680000)

static bool is_at(struct ed_ref a, struct ed_ref b)
{
	return a.input && a.input == b.input && a.kind == b.kind &&
	       ed_str_eq(a.at, b.at);
}

bool ed_date_is_of(
    const struct ed_date *date, struct ed_str subject, struct ed_ref where)
{
	const struct ed_exchange_object *object = date->object;

	if (subject.n && ed_str_eq(subject, date->label))
		return true;
	if (is_at(date->whole, where))
		return true;
	for (size_t i = 0; object && i < object->n_properties; i++)
		if (is_at(object->properties[i].ref, where))
			return true;
	return false;
}

enum ed_relation ed_date_compare(
    const struct ed_date *date, int64_t moment, int64_t *away)
{
	const struct ed_span *when = &date->when;

	/* Years like 1601 stand for "never", and are subtracted from nothing.
	 */
	if (!when->given || when->earliest <= 0 || moment <= 0 ||
	    when->latest > LAST_MOMENT ||
	    when->latest - when->earliest > ED_A_ZONE ||
	    when->earliest > moment + NEAR || when->latest < moment - NEAR)
		return ED_DATE_FAR;
	*away = 0;
	if (when->earliest > moment) {
		*away = when->earliest - moment;
		return ED_DATE_AFTER;
	}
	if (when->latest > moment)
		return ED_DATE_ABOUT;
	*away = moment - when->latest;
	return ED_DATE_BEFORE;
}

struct ed_str ed_time_distance(struct ed_arena *arena, int64_t seconds)
{
	const int64_t minutes = seconds / 60;

	if (seconds < 120)
		return ed_format(arena, "%d s", (int)seconds);
	if (minutes < 120)
		return ed_format(arena, "%d min", (int)minutes);
	if (minutes % 60 == 0 || minutes >= 48 * 60)
		return ed_format(arena, "%d h", (int)(minutes / 60));
	return ed_format(
	    arena, "%d h %d min", (int)(minutes / 60), (int)(minutes % 60));
}
