/* SPDX-License-Identifier: Apache-2.0 */
/* What a report's timeline holds, and how it is drawn. */
#include "ed_test.h"

#include "base/time.h"
#include "derive/derive.h"
#include "report_sample.h"

#include <easdoctor/exchange.h>
#include <easdoctor/limits.h>
#include <easdoctor/revocation.h>

#include <stdlib.h>
#include <string.h>

enum { AS_OF = 1795046400 }; /* date -u -d 2026-11-19 +%s */

static const struct ed_rule rules[] = {
    {.id = {"http/403-16", 11},
	.check = {"http", 4},
	.kind = ED_SYMPTOM_RULE,
	.title = {"IIS answers 403.16", 18}},
    {.id = {"kdc/39", 6},
	.check = {"kdc", 3},
	.kind = ED_SYMPTOM_RULE,
	.title = {"The KDC writes event 39", 23}},
    {.id = {"clock/off", 9}, .check = {"clock", 5}, .title = {"It is off", 9}},
};

struct made {
	struct ed_case c;
	struct ed_arena arena;
	struct ed_settled settled[2 * ED_COUNT(rules)];
	struct ed_findings findings;
	struct ed_report report;
};

static void begin(struct made *m)
{
	*m = (struct made){0};
	ed_case_init(&m->c);
	m->c.facts.as_of = AS_OF;
}

static void settle(
    struct made *m, size_t rule, enum ed_state state, struct ed_ref where)
{
	m->settled[m->findings.n++] = (struct ed_settled){
	    .rule = &rules[rule], .state = state, .where = where};
	m->findings.items = m->settled;
}

static void build(struct made *m)
{
	static const struct ed_rules all = {
	    .rules = rules, .n_rules = ED_COUNT(rules)};
	static const struct ed_diagnosis diagnosis;
	static const struct ed_verdict verdict;
	const struct ed_report_parts parts = {.c = &m->c,
	    .rules = &all,
	    .findings = &m->findings,
	    .diagnosis = &diagnosis,
	    .verdict = &verdict,
	    .version = "0.1.0"};

	ed_derive_dates(&m->c);
	ed_report_build(&parts, &m->arena, &m->report);
}

static void end(struct made *m)
{
	ed_case_free(&m->c);
	ed_arena_free(&m->arena);
}

/* "time kind text", one for each moment; NULL ends them. */
static void expect(const struct made *m, const char *const *lines)
{
	struct ed_arena arena = {0};
	size_t n = 0;

	for (; lines[n]; n++) {
		const struct ed_report_moment *one = &m->report.timeline[n];
		struct ed_str got;

		assert_true(n < m->report.n_timeline);
		got = ed_format(&arena, "%.*s %.*s %.*s", ED_ARG(one->time),
		    ED_ARG(one->kind), ED_ARG(one->text));
		assert_string_equal(
		    ed_format(&arena, "%.*s", ED_ARG(got)).p, lines[n]);
	}
	assert_int_equal(m->report.n_timeline, n);
	ed_arena_free(&arena);
}

#define EXPECT(m, ...) expect((m), (const char *const[]){__VA_ARGS__, NULL})

static struct ed_ref at_line(const char *line)
{
	return (struct ed_ref){
	    .input = 1, .kind = ED_AT_LINE, .at = ed_str_of(line)};
}

static void one_moment_is_no_timeline(void **state)
{
	struct made m;

	(void)state;
	begin(&m);
	build(&m);
	assert_int_equal(m.report.n_timeline, 0);
	end(&m);
}

static void a_log_dates_its_symptom(void **state)
{
	const struct ed_log_outcome outcome = {.status = 403,
	    .substatus = 16,
	    .first = AS_OF - 7200,
	    .onset = AS_OF - 3600,
	    .last = AS_OF - 60};
	const struct ed_observation seen = {.saw = ED_SAW_HTTP,
	    .ref = {.input = 1,
		.kind = ED_AT_LINE,
		.at = {"12", 2},
		.quote = {"403.16 ended 9 of 9", 19}},
	    .logged = &outcome};
	const struct ed_observation *const all[] = {&seen};
	const struct ed_log log = {
	    .scope = ED_LOG_DEVICE, .last_success = AS_OF - 86400};
	struct made m;

	(void)state;
	begin(&m);
	m.c.facts.observations = all;
	m.c.facts.n_observations = 1;
	m.c.facts.log = &log;
	settle(&m, 0, ED_PRESENT, seen.ref);
	build(&m);
	EXPECT(&m,
	    "2026-11-18T00:00:00Z symptom last success of the device in the "
	    "logs",
	    "2026-11-18T22:00:00Z symptom first seen: IIS answers 403.16 "
	    "(http/403-16)",
	    "2026-11-18T23:00:00Z symptom no success since: IIS answers 403.16 "
	    "(http/403-16)",
	    "2026-11-18T23:59:00Z symptom last seen: IIS answers 403.16 "
	    "(http/403-16)",
	    "2026-11-19T00:00:00Z run judged as of");
	assert_int_equal(m.report.timeline[0].finding.n, 0);
	assert_string_equal(m.report.timeline[1].finding.p, "http/403-16");
	end(&m);
}

static void what_is_not_present_has_no_time(void **state)
{
	const struct ed_log_outcome outcome = {.first = AS_OF - 7200};
	const struct ed_observation seen = {
	    .ref = {.input = 1, .kind = ED_AT_LINE, .at = {"12", 2}},
	    .logged = &outcome};
	const struct ed_observation *const all[] = {&seen};
	struct made m;

	(void)state;
	begin(&m);
	m.c.since = AS_OF - 1;
	m.c.facts.observations = all;
	m.c.facts.n_observations = 1;
	settle(&m, 0, ED_UNKNOWN, seen.ref);
	settle(&m, 1, ED_PRESENT, at_line("13")); /* another row */
	settle(&m, 2, ED_PRESENT, seen.ref);      /* a cause */
	build(&m);
	EXPECT(&m, "2026-11-18T23:59:59Z case it fails since",
	    "2026-11-19T00:00:00Z run judged as of");
	end(&m);
}

static void events_of_several_controllers_are_one_symptom(void **state)
{
	const struct ed_event a[] = {{.ref = at_line("1")}};
	const struct ed_event_group one = {.source = ED_EVENT_KDC,
	    .examples = a,
	    .n_examples = 1,
	    .first = AS_OF - 500,
	    .last = AS_OF - 400};
	const struct ed_event_group other = {.source = ED_EVENT_KDC,
	    .examples = a,
	    .n_examples = 1,
	    .first = AS_OF - 900,
	    .last = AS_OF - 800};
	const struct ed_event_group clock = {.source = ED_EVENT_CLOCK,
	    .computer = {"DC01", 4},
	    .last = AS_OF - 1000};
	const struct ed_event_group *const groups[] = {&one, &other, &clock};
	const struct ed_event_log log = {.groups = groups, .n_groups = 3};
	const struct ed_event_log *const logs[] = {&log};
	struct made m;

	(void)state;
	begin(&m);
	m.c.facts.event_logs = logs;
	m.c.facts.n_event_logs = 1;
	settle(&m, 1, ED_PRESENT, at_line("1"));
	settle(&m, 1, ED_PRESENT, at_line("1")); /* told once */
	build(&m);
	EXPECT(&m, "2026-11-18T23:43:20Z config DC01 sets its clock",
	    "2026-11-18T23:45:00Z symptom first seen: The KDC writes event 39 "
	    "(kdc/39)",
	    "2026-11-18T23:53:20Z symptom last seen: The KDC writes event 39 "
	    "(kdc/39)",
	    "2026-11-19T00:00:00Z run judged as of");
	end(&m);
}

static void a_probe_dates_what_it_sees(void **state)
{
	struct ed_certificate leaf = ed_good_certificate;
	const struct ed_certificate *const sent[] = {&leaf};
	const struct ed_attempt attempt = {.ref = at_line("5"),
	    .started_ms = 2500,
	    .tls = {.certificates = sent, .n_certificates = 1}};
	const struct ed_attempt *const attempts[] = {&attempt};
	const struct ed_probe probe = {
	    .started = AS_OF - 60, .attempts = attempts, .n_attempts = 1};
	const struct ed_probe *const probes[] = {&probe};
	const struct ed_node node = {.shown = &attempt, .probe = &probe};
	const struct ed_node *const nodes[] = {&node, &node};
	struct made m;

	(void)state;
	leaf.label = ED_STR("server certificate 1");
	leaf.sha256 = ED_STR("11");
	leaf.not_before = AS_OF - 120;
	leaf.not_after = AS_OF + 120;
	begin(&m);
	m.c.facts.probes = probes;
	m.c.facts.n_probes = 1;
	m.c.facts.nodes = nodes;
	m.c.facts.n_nodes = 2;
	settle(&m, 0, ED_PRESENT, at_line("5"));
	build(&m);
	EXPECT(&m,
	    "2026-11-18T23:58:00Z certificate server certificate 1 begins",
	    "2026-11-18T23:59:02Z symptom seen by a probe: IIS answers 403.16 "
	    "(http/403-16)",
	    "2026-11-19T00:00:00Z run judged as of",
	    "2026-11-19T00:02:00Z certificate server certificate 1 ends");
	end(&m);
}

static void settings_have_dates(void **state)
{
	const struct ed_exchange_object vdir = {.kind = ED_EXCHANGE_VDIR,
	    .label = {"virtual directory EX01", 22},
	    .changed = {true, AS_OF - 30, AS_OF - 30}};
	const struct ed_exchange_object local = {
	    .kind = ED_EXCHANGE_DEVICE_POLICY,
	    .label = {"policy Default", 14},
	    .changed = {true, AS_OF - 20, AS_OF - 20 + 26 * 3600}};
	/* 5 October, or 10 May. */
	const struct ed_exchange_object doubtful = {
	    .kind = ED_EXCHANGE_THROTTLING,
	    .label = {"throttling", 10},
	    .changed = {true, AS_OF - 86400 * 200, AS_OF}};
	const struct ed_exchange_object ours = {.kind = ED_EXCHANGE_STATISTICS,
	    .label = {"device A", 8},
	    .synced = {true, AS_OF - 10, AS_OF - 10}};
	const struct ed_exchange_object others = {
	    .kind = ED_EXCHANGE_STATISTICS,
	    .label = {"device B", 8},
	    .synced = {true, AS_OF - 5, AS_OF - 5}};
	const struct ed_exchange_object *const all[] = {
	    &vdir, &local, &doubtful, &ours, &others};
	const struct ed_exchange_user user = {.statistics = &ours};
	const struct ed_domain_controller controller = {
	    .os = {"2019", 4}, .patched = AS_OF - 86400};
	struct made m;

	(void)state;
	begin(&m);
	m.c.facts.exchange_objects = all;
	m.c.facts.n_exchange_objects = ED_COUNT(all);
	m.c.facts.exchange = &user;
	m.c.facts.domain_controllers = &controller;
	m.c.facts.n_domain_controllers = 1;
	build(&m);
	EXPECT(&m,
	    "2026-11-18T00:00:00Z config a domain controller (2019) is updated",
	    "2026-11-18T23:59:30Z config virtual directory EX01 is changed",
	    "2026-11-18T23:59:40Z config policy Default is changed (give or "
	    "take a day)",
	    "2026-11-18T23:59:50Z symptom device A synced",
	    "2026-11-19T00:00:00Z run judged as of");
	end(&m);
}

/* Lists are many; the device's own certificate is not pushed out. */
static void it_is_bounded(void **state)
{
	enum { MANY = 3 * ED_MAX_REPORT_MOMENTS };
	static struct ed_crl crls[MANY];
	static const struct ed_crl *all[MANY];
	struct ed_certificate device = ed_good_certificate;
	size_t n = 0;
	struct made m;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		crls[i] = (struct ed_crl){.label = ED_STR("list\033"),
		    .bearing = ED_CRL_SPEAKS,
		    .this_update = AS_OF - (int64_t)i,
		    .has_next_update = true,
		    .next_update = AS_OF + (int64_t)i};
		all[i] = &crls[i];
	}
	begin(&m);
	m.c.facts.crls = all;
	m.c.facts.n_crls = MANY;
	m.c.facts.device_certificate = &device;
	build(&m);
	assert_int_equal(m.report.n_timeline, ED_MAX_REPORT_MOMENTS);
	for (size_t i = 0; i < m.report.n_timeline; i++) {
		n +=
		    ed_str_eq(m.report.timeline[i].kind, ED_STR("certificate"));
		assert_false(ed_str_has(m.report.timeline[i].text, '\033'));
	}
	assert_int_equal(n, 2);
	end(&m);
}

/* A label of the picture: where it stands, and how long it is. */
struct label {
	int x, y, n;
};

static int number_after(const char *at, const char *name)
{
	const char *found = strstr(at, name);

	assert_non_null(found);
	return atoi(found + strlen(name));
}

static size_t find_labels(const char *svg, const char *end, struct label *out)
{
	size_t n = 0;

	for (const char *at = svg; (at = strstr(at, "<text x=\"")) && at < end;
	     at++) {
		const char *text = strchr(at, '>') + 1;
		const char *stop = strchr(text, '<');

		/* Names of lanes and dates of the axis are no labels. */
		if (*text < '1' || *text > '9' || memchr(text, '-', 5) ||
		    memchr(text, ':', (size_t)(stop - text)))
			continue;
		assert_true(n < 6 * (size_t)ED_MAX_REPORT_MOMENTS);
		out[n] = (struct label){
		    number_after(at, "x=\""), number_after(at, "y=\""), 0};
		for (; text < stop; text++)
			out[n].n += ((unsigned char)*text & 0xC0) != 0x80;
		n++;
	}
	return n;
}

static void expect_apart(const char *svg)
{
	const int width = number_after(svg, "viewBox=\"0 0 ");
	struct label labels[6 * ED_MAX_REPORT_MOMENTS];
	size_t n = find_labels(svg, strstr(svg, "</svg>"), labels);

	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(labels[i].x - 4 * labels[i].n >= 0);
		assert_true(labels[i].x + 4 * labels[i].n <= width);
		for (size_t k = 0; k < i; k++)
			assert_true(labels[i].y != labels[k].y ||
				    abs(labels[i].x - labels[k].x) >=
					4 * (labels[i].n + labels[k].n));
	}
}

static uint32_t dice(uint32_t *seed, uint32_t faces)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % faces;
}

static int by_time(const void *a, const void *b)
{
	const struct ed_report_moment *x = a, *y = b;

	return ed_str_compare(x->time, y->time);
}

static void throw_moments(struct ed_arena *arena, uint32_t *seed,
    struct ed_report_moment *moments, size_t n)
{
	static const char *const kinds[] = {
	    "symptom", "certificate", "crl", "account", "config", "case"};
	static const uint32_t spreads[] = {3600, 86400, 86400 * 100, 500000000};
	struct ed_digits digits;

	for (size_t i = 0; i < n; i++) {
		const int64_t away =
		    dice(seed, spreads[dice(seed, ED_COUNT(spreads))]);

		moments[i] = (struct ed_report_moment){
		    .time = ed_copy(arena,
			ed_time(&digits,
			    dice(seed, 2) ? AS_OF - away : AS_OF + away)),
		    .kind = ed_str_of(kinds[dice(seed, ED_COUNT(kinds))]),
		    .text = ED_STR("it happens")};
	}
	moments[0].kind = ED_STR("run");
	qsort(moments, n, sizeof(*moments), by_time);
}

static void labels_do_not_collide(void **state)
{
	struct ed_report_moment moments[ED_MAX_REPORT_MOMENTS + 40];
	struct ed_arena arena = {0};
	struct ed_report report;
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 300; round++) {
		const size_t n = 2 + dice(&seed, ED_COUNT(moments) - 2);
		const char *page, *second;

		print_message("round %d, %zu moments\n", round, n);
		ed_sample_healthy(&arena, &report);
		throw_moments(&arena, &seed, moments, n);
		report.timeline = moments;
		report.n_timeline = n;
		page = ed_format(&arena, "%.*s",
		    ED_ARG(ed_sample_write(&arena, "html", ED_NORMAL, &report)))
			   .p;
		page = strstr(page, "<svg class=\"wide\"");
		second = page ? strstr(page, "<svg class=\"narrow\"") : NULL;
		/* The first may be all that is drawn of, and no focus. */
		if (n <= ED_MAX_REPORT_MOMENTS)
			assert_non_null(second);
		if (second) {
			expect_apart(page);
			expect_apart(second);
		}
		ed_arena_free(&arena);
	}
}

static void odd_times_are_listed_and_not_drawn(void **state)
{
	const struct ed_report_moment moments[] = {
	    {ED_STR("never"), ED_STR("run"), ED_STR("one"), ED_STR("")},
	    {ED_STR("9999-12-31T23:59:59Z"), ED_STR("crl"), ED_STR("two"),
		ED_STR("")}};
	struct ed_arena arena = {0};
	struct ed_report report;
	struct ed_str page;

	(void)state;
	ed_sample_healthy(&arena, &report);
	report.timeline = moments;
	report.n_timeline = 2;
	page = ed_sample_write(&arena, "html", ED_NORMAL, &report);
	assert_true(ed_str_find(page, ED_STR("class=\"wide\"")) == page.n);
	assert_true(ed_str_find(page, ED_STR("never</span> one")) < page.n);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_moment_is_no_timeline),
	    cmocka_unit_test(a_log_dates_its_symptom),
	    cmocka_unit_test(what_is_not_present_has_no_time),
	    cmocka_unit_test(events_of_several_controllers_are_one_symptom),
	    cmocka_unit_test(a_probe_dates_what_it_sees),
	    cmocka_unit_test(settings_have_dates),
	    cmocka_unit_test(it_is_bounded),
	    cmocka_unit_test(labels_do_not_collide),
	    cmocka_unit_test(odd_times_are_listed_and_not_drawn)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
