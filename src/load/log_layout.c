/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_layout.h"

#include "base/time.h"

#include <string.h>

static const struct {
	const char *name;
	enum ed_log_field field;
} known[] = {{"date", ED_FIELD_DATE}, {"time", ED_FIELD_TIME},
    {"s-ip", ED_FIELD_SERVER}, {"cs-method", ED_FIELD_METHOD},
    {"cs-uri-stem", ED_FIELD_STEM}, {"cs-uri-query", ED_FIELD_QUERY},
    {"cs-username", ED_FIELD_USER}, {"c-ip", ED_FIELD_CLIENT},
    {"cs(User-Agent)", ED_FIELD_AGENT}, {"sc-status", ED_FIELD_STATUS},
    {"sc-substatus", ED_FIELD_SUBSTATUS}, {"sc-win32-status", ED_FIELD_WIN32},
    {"cs-uri", ED_FIELD_URI}, {"s-reason", ED_FIELD_REASON},
    {"s-queuename", ED_FIELD_QUEUE}, {"CERT_ISSUER", ED_FIELD_ISSUER},
    {"CERT-ISSUER", ED_FIELD_ISSUER}};

const struct ed_log_layout ed_log_usual = {
    .n = 15, .at = {0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, -1, -1, -1, -1}};

static void note(struct ed_log_layout *layout, struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (ed_str_ieq(name, ed_str_of(known[i].name)) &&
		    layout->at[known[i].field] < 0)
			layout->at[known[i].field] = (signed char)layout->n;
}

void ed_log_layout_read(struct ed_log_layout *layout, struct ed_str names)
{
	memset(layout->at, -1, sizeof(layout->at));
	layout->n = 0;
	for (size_t i = 0; i < names.n;) {
		size_t from = i;

		while (i < names.n && names.p[i] != ' ' && names.p[i] != '\t')
			i++;
		if (i > from && layout->n < ED_MAX_LOG_FIELDS) {
			note(layout, ed_str_sub(names, from, i - from));
			layout->n++;
		} else if (i > from) {
			layout->n = 0; /* more than any real one */
			return;
		}
		i++;
	}
}

bool ed_log_day_set(struct ed_log_day *day, struct ed_str date)
{
	int64_t start;

	if (date.n != 10)
		return false;
	if (day->start && memcmp(day->date, date.p, 10) == 0)
		return true;
	if (!ed_time_parse(date, &start) || start <= 0 ||
	    start > (int64_t)UINT32_MAX - 86400)
		return false;
	memcpy(day->date, date.p, 10);
	day->start = start;
	return true;
}

bool ed_log_clock(struct ed_str t, uint32_t *seconds)
{
	unsigned d[6];

	if (t.n != 8 || t.p[2] != ':' || t.p[5] != ':')
		return false;
	for (int i = 0; i < 6; i++) {
		d[i] = (unsigned)(unsigned char)t.p[i + i / 2] - '0';
		if (d[i] > 9)
			return false;
	}
	*seconds = (d[0] * 10 + d[1]) * 3600 + (d[2] * 10 + d[3]) * 60 +
		   d[4] * 10 + d[5];
	return *seconds < 86400 && d[2] < 6 && d[4] < 6;
}

bool ed_log_number(struct ed_str s, uint32_t *n)
{
	uint64_t value = 0;

	if (s.n == 0 || s.n > 10)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';

		if (digit > 9)
			return false;
		value = value * 10 + digit;
	}
	*n = (uint32_t)value;
	return value <= UINT32_MAX;
}
