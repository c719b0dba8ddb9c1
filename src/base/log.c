/* SPDX-License-Identifier: Apache-2.0 */
#include <easdoctor/check.h>
#include <easdoctor/log.h>

const struct ed_log_reason *ed_log_find_reason(
    const struct ed_log *log, const char *name)
{
	for (size_t i = 0; i < log->n_reasons; i++)
		if (ed_str_ieq(log->reasons[i].name, ed_str_of(name)))
			return &log->reasons[i];
	return NULL;
}

static enum ed_kind kind_of(const struct ed_log_trait *trait)
{
	if (trait->is_server)
		return ED_IP;
	if (trait->is_issuer)
		return ED_DN;
	return trait->is_time ? ED_TIME : ED_TEXT;
}

void ed_log_tell(const struct ed_log_outcome *outcome,
    struct ed_log_digits *digits, struct ed_value *values)
{
	const struct {
		const char *name;
		int64_t value;
		bool time;
	} numbers[] = {{"first", outcome->first, true},
	    {"last", outcome->last, true}, {"began", outcome->onset, true},
	    {"requests", (int64_t)outcome->requests, false},
	    {"attempts", (int64_t)outcome->attempts, false},
	    {"all_requests", (int64_t)outcome->all_requests, false}};
	size_t n = 0;

	for (size_t i = 0; i < ED_COUNT(numbers); i++)
		if (numbers[i].value)
			values[n++] = (struct ed_value){numbers[i].name,
			    numbers[i].time ? ED_TIME : ED_NUMBER,
			    numbers[i].time
				? ed_time(&digits->each[i], numbers[i].value)
				: ed_number(
				      &digits->each[i], numbers[i].value)};
	for (size_t i = 0; i < outcome->n_traits && n < ED_LOG_VALUES; i++)
		values[n++] = (struct ed_value){outcome->traits[i].value_name,
		    kind_of(&outcome->traits[i]), outcome->traits[i].value};
	values[n] = (struct ed_value){0};
}
