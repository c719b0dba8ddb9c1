/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The time that a server's answers to a probe carry, beside that of the
 * machine that probed.
 *
 * What differs by more than Kerberos allows is a sign of a wrong clock, and no
 * proof: it may be that of the machine that probed, and an answer out of a
 * cache, or of a machine in between, carries another one's time.
 */
#include <easdoctor/check.h>

/* That of Kerberos, in seconds, unless somebody changed it. */
enum { TOLERANCE = 300, DAY = 24 * 3600 };

/* What the answers of all servers come to. */
struct clocks {
	const struct ed_attempt *fits;
	const struct ed_attempt *off;
	const struct ed_node *node; /* of off */
	int64_t date, local;
	bool unread, between, torn;
};

static struct ed_str header(const struct ed_attempt *attempt, const char *name)
{
	for (size_t i = 0; i < attempt->http.n_headers; i++)
		if (ed_str_ieq(attempt->http.headers[i].name, ed_str_of(name)))
			return attempt->http.headers[i].value;
	return (struct ed_str){NULL, 0};
}

/* -1: not n digits. */
static int64_t digits(struct ed_str s, size_t at, size_t n)
{
	int64_t value = 0;

	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		value = value * 10 + (s.p[i] - '0');
	}
	return value;
}

/* 0 to 11, or -1. */
static int64_t month_of(struct ed_str s)
{
	const struct ed_str names =
	    ED_STR("JanFebMarAprMayJunJulAugSepOctNovDec");

	for (size_t i = 0; i < 12; i++)
		if (ed_str_eq(ed_str_sub(names, 3 * i, 3), s))
			return (int64_t)i;
	return -1;
}

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t days_until(int64_t year, int64_t month, int64_t day)
{
	static const int before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	const int64_t y = year - 1;
	const int64_t days = y * 365 + y / 4 - y / 100 + y / 400;

	/* 719162 days lie between the first of the years 1 and 1970. */
	return days - 719162 + before[month] + (month > 1 && is_leap(year)) +
	       day - 1;
}

/* "Sun, 22 Nov 2026 10:00:00 GMT", the one form that servers send. */
static bool read_date(struct ed_str s, int64_t *out)
{
	int64_t day, month, year, hour, minute, second;

	if (s.n != 29 || !ed_str_eq(ed_str_sub(s, 25, 4), ED_STR(" GMT")))
		return false;
	day = digits(s, 5, 2);
	month = month_of(ed_str_sub(s, 8, 3));
	year = digits(s, 12, 4);
	hour = digits(s, 17, 2);
	minute = digits(s, 20, 2);
	second = digits(s, 23, 2);
	if (day < 1 || day > 31 || month < 0 || year < 1970 || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return false;
	*out = days_until(year, month, day) * DAY + hour * 3600 + minute * 60 +
	       second;
	return true;
}

/* When the answer came by the clock of the machine that probed. */
static int64_t arrival(
    const struct ed_probe *probe, const struct ed_attempt *attempt)
{
	const int64_t ms = (int64_t)attempt->started_ms + attempt->tcp.ms +
			   attempt->tls.ms + attempt->http.ms;

	return probe->started + ms / 1000;
}

static void compare(struct clocks *seen, const struct ed_node *node,
    const struct ed_attempt *attempt, int64_t date)
{
	const int64_t local = arrival(node->probe, attempt);
	const int64_t ahead = date - local;

	if (ahead >= -TOLERANCE && ahead <= TOLERANCE) {
		seen->torn |= seen->node == node;
		if (!seen->fits)
			seen->fits = attempt;
		return;
	}
	if (seen->off)
		return;
	seen->off = attempt;
	seen->node = node;
	seen->date = date;
	seen->local = local;
}

static void look_at(struct clocks *seen, const struct ed_node *node,
    const struct ed_attempt *attempt)
{
	const struct ed_str text = header(attempt, "date");
	int64_t date = 0;

	if (!text.n || attempt->http.state != ED_HTTP_ANSWERED)
		return;
	if (header(attempt, "age").n || header(attempt, "via").n)
		seen->between = true;
	else if (!read_date(text, &date))
		seen->unread = true;
	else
		compare(seen, node, attempt, date);
}

static void look_at_node(struct clocks *seen, const struct ed_node *node)
{
	const struct ed_attempt *fits = seen->fits;

	if (!node->probe->same_server || !node->probe->started)
		return;
	seen->fits = NULL;
	for (size_t i = 0; i < node->n_attempts; i++)
		look_at(seen, node, node->attempts[i]);
	/* One that fitted before what is off. */
	seen->torn |= seen->fits && seen->node == node;
	if (fits)
		seen->fits = fits;
}

static void settle_off(const struct clocks *seen, struct ed_sink *out)
{
	const int64_t ahead = seen->date - seen->local;
	struct ed_digits date, local, seconds;
	struct ed_ref ref = seen->off->ref;

	/* Seen against the clock of this machine. */
	ref.kind = ED_AT_REQUEST;
	ed_settle(out, "server-date", true, ref,
	    ED_VALUES({"where", ED_HOST, seen->node->label},
		{"server_time", ED_TIME, ed_time(&date, seen->date)},
		{"local_time", ED_TIME, ed_time(&local, seen->local)},
		{"seconds", ED_NUMBER, ed_number(&seconds, ahead)}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	struct clocks seen = {.fits = NULL};

	(void)subject;
	for (size_t i = 0; i < facts->n_nodes; i++)
		look_at_node(&seen, facts->nodes[i]);
	if (seen.torn)
		ed_unknown(out, "server-date",
		    "the answers of one server carry different times");
	else if (seen.off)
		settle_off(&seen, out);
	else if (seen.fits)
		ed_settle(out, "server-date", false, seen.fits->ref, NULL);
	else if (seen.unread)
		ed_unknown(out, "server-date",
		    "the time that the answers carry cannot be read");
	else if (seen.between)
		ed_unknown(out, "server-date",
		    "the answers came through a proxy or a cache, whose time "
		    "they may carry");
	else
		ed_not_asked(out, "server-date",
		    "no answer in the record carries a time");
}

const struct ed_check ed_check_symptom_clock = {
    .id = "clock",
    .title = "The time in the server's answers is that of the probe",
    .each = ED_SYMPTOM,
    .findings = ED_FINDINGS({"server-date", 0}),
    .run = run,
};
