/* SPDX-License-Identifier: Apache-2.0 */
/* Event logs, in every way in which they are written and broken. */
#include "ed_test.h"

#include "base/encoding.h"
#include "load/event_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct given {
	struct ed_case c;
	struct ed_input *in;
};

static void give(struct given *g, struct ed_str bytes)
{
	ed_case_init(&g->c);
	g->in = ed_add_input(&g->c, ED_STR("log.xml"));
	assert_true(ed_loader_events.recognise(bytes));
	assert_true(ed_loader_events.load(&g->c, g->in, bytes));
	ed_case_facts(&g->c);
}

static const struct ed_event_log *log_of(const struct given *g)
{
	assert_int_equal(g->c.event_logs.n, 1);
	return ED_ITEMS(g->c.event_logs, const struct ed_event_log *)[0];
}

#define NS " xmlns='http://schemas.microsoft.com/win/2004/08/events/event'"
#define HEAD(provider, id, extra)                                              \
	"<System><Provider Name='" provider "'/><EventID>" id                  \
	"</EventID><Level>2</Level>" extra "</System>"
#define TIME "<TimeCreated SystemTime='2026-11-20T06:02:40.1234567Z'/>"
#define DC "<Computer>DC01</Computer>"
#define KDC "Microsoft-Windows-Kerberos-Key-Distribution-Center"
#define E39                                                                    \
	"<Event" NS ">" HEAD(                                                  \
	    KDC, "39", TIME DC) "<EventData>"                                  \
				"<Data Name='AccountName'>ann</Data>"          \
				"<Data Name='Subject'>CN=ann</Data><Data "     \
				"Name='Issuer'>CA</Data>"                      \
				"<Data Name='SerialNumber'>00AB</Data>"        \
				"<Data "                                       \
				"Name='Thumbprint'>"                           \
				"0123456789012345678901234567890123456789"     \
				"</Data></EventData></Event>\n"
#define BARE39                                                                 \
	"<Event" NS ">" HEAD("Kdcsvc", "39",                                   \
	    TIME DC) "<EventData>"                                             \
		     "<Data>ann</Data><Data>CN=ann</Data><Data>CA</"           \
		     "Data><Data>00AB</Data>"                                  \
		     "<Data>0123456789012345678901234567890123456789</Data>"   \
		     "<Binary>00</Binary></EventData></Event>"
#define OTHER                                                                  \
	"<Event" NS ">" HEAD("Service Control Manager", "7036", "") "</Event>"

static const struct {
	const char *name;
	const char *text;
	unsigned n_events, n_known;
	const char *damage; /* part of it, or NULL */
} rows[] = {
    /* clang-format off */
    { "no root",          E39, 1, 1, NULL },
    { "a root",           "<Events>" E39 OTHER "</Events>", 2, 1, NULL },
    { "another root",     "<?xml version='1.0'?><Log>" E39 "</Log>", 1, 1,
	NULL },
    { "two roots",        "<Events>" E39 "</Events>\n<Events>" E39 "</Events>",
	2, 2, NULL },
    { "declared twice",   "<?xml version='1.0'?><Events>" E39 "</Events>"
	"<?xml version='1.0'?><Events>" E39 "</Events>", 2, 2, NULL },
    { "names no value",   BARE39, 1, 1, NULL },
    { "root cut off",     "<Events>" E39, 1, 1, "root element" },
    { "event cut off",    "<Events>" E39 "<Event" NS "><System><Provider", 1, 1,
	"cut off" },
    { "cut, then whole",  "<Event" NS "><System><Provider Name='x" E39, 1, 1,
	"cut off" },
    { "cut between",      E39 "<Event" NS "><Sys\n" E39 E39, 3, 3, "cut off" },
    { "ill-formed",       E39 "<Event" NS ">" HEAD(KDC, "39", "") "<a></b>"
	"</Event>" E39, 3, 2, "could not be read: 1" },
    { "an entity",        "<Event" NS ">" HEAD(KDC, "39", "") "<EventData>"
	"<Data>&big;</Data></EventData></Event>", 1, 0, "could not be read" },
    { "declares one",     "<!DOCTYPE x [<!ENTITY big 'aa'>]><Events>" E39
	"</Events>", 1, 1, "document type" },
    { "no such number",   "<Event" NS ">" HEAD(KDC, "x39", "") "</Event>", 1, 0,
	NULL },
    { "nothing found",    "<Events></Events>", 0, 0, NULL },
    { "of an old source", "<Event" NS "><System><Provider Name='b' "
	"EventSourceName='KDC'/><EventID>39</EventID></System></Event>", 1, 1,
	NULL },
    { "no data",          "<Event" NS ">" HEAD(KDC, "39", "") "</Event>", 1, 1,
	NULL },
    /* clang-format on */
};

static void check_damage(const struct given *g, const char *damage)
{
	if (!damage) {
		assert_int_equal(g->in->n_damage, 0);
		assert_false(g->in->incomplete);
		return;
	}
	assert_true(g->in->incomplete);
	assert_true(g->in->n_damage > 0);
	if (ed_str_find(g->in->damage[0], ed_str_of(damage)) ==
	    g->in->damage[0].n)
		fail_msg("\"%.*s\"", ED_ARG(g->in->damage[0]));
}

static void check_row(size_t i, struct ed_str bytes)
{
	struct given g;

	give(&g, bytes);
	assert_int_equal(log_of(&g)->n_events, rows[i].n_events);
	assert_int_equal(log_of(&g)->n_known, rows[i].n_known);
	check_damage(&g, rows[i].damage);
	ed_case_free(&g.c);
}

/* ASCII as UTF-16. */
static struct ed_str wide(struct ed_arena *arena, struct ed_str s, bool big)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, big ? ED_STR("\xfe\xff") : ED_STR("\xff\xfe"));
	for (size_t i = 0; i < s.n; i++) {
		if (big)
			ed_put_byte(&out, '\0');
		ed_put_byte(&out, s.p[i]);
		if (!big)
			ed_put_byte(&out, '\0');
	}
	return ed_text_str(&out);
}

static void each_row(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_str text = ed_str_of(rows[i].text);

		print_message("row: %s\n", rows[i].name);
		check_row(i, text);
		check_row(i, wide(&arena, text, false));
		check_row(i, wide(&arena, text, true));
	}
	ed_arena_free(&arena);
}

static void same(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\" is not \"%s\"", ED_ARG(got), want);
}

static void check_values(const char *text)
{
	struct given g;
	const struct ed_event_group *group;
	const struct ed_event *event;

	give(&g, ed_str_of(text));
	group = log_of(&g)->groups[0];
	event = &group->examples[0];
	assert_int_equal(group->meaning, ED_EVENT_NO_STRONG);
	assert_int_equal(group->level, 2);
	assert_int_equal(group->first, 1795154560); /* date -d … +%s */
	same(group->computer, "DC01");
	same(event->account, "ann");
	same(event->subject, "CN=ann");
	same(event->issuer, "CA");
	same(event->serial, "00AB");
	same(event->thumbprint, "0123456789012345678901234567890123456789");
	same(event->ref.at, "//Event[1]");
	ed_case_free(&g.c);
}

static void reads_values(void **state)
{
	(void)state;
	check_values(E39);
	check_values(BARE39);
}

/* Not log, nor close to one. */
static void recognises_no_other(void **state)
{
	static const char *const others[] = {"", "<plist/>", "<EventLog/>",
	    "Event", "<Events2/>", "<html><Event ></Event></html>", "ElfFil",
	    "cn: <Event "};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(others); i++)
		assert_false(ed_loader_events.recognise(ed_str_of(others[i])));
	assert_true(ed_loader_events.recognise(ED_STR("ElfFile\0\1")));
}

/* The certificate is found by its hash, or by serial number and issuer. */
static void finds_whose(void **state)
{
	static const struct {
		const char *name, *sha1, *serial, *upn;
		enum ed_event_whose whose;
	} cases[] = {
	    {"hash", "0123456789012345678901234567890123456789", "ff", "bob@x",
		ED_EVENT_OF_CERTIFICATE},
	    {"another hash", "1123456789012345678901234567890123456789", "ab",
		"ann@x", ED_EVENT_OF_OTHERS},
	    {"serial", "", "ab", "bob@x", ED_EVENT_OF_CERTIFICATE},
	    {"another serial", "", "abab", "ann@x", ED_EVENT_OF_OTHERS},
	    {"no certificate", NULL, NULL, "ann@x", ED_EVENT_OF_ACCOUNT},
	    {"nobody's", NULL, NULL, "bob@x", ED_EVENT_OF_OTHERS},
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(cases); i++) {
		struct given g;
		struct ed_certificate *cert;
		const struct ed_account user = {.upn = ed_str_of(cases[i].upn)};

		print_message("row: %s\n", cases[i].name);
		ed_case_init(&g.c);
		g.c.facts.account = &user;
		if (cases[i].serial) {
			cert = ed_add_certificate(&g.c);
			*cert = ed_good_certificate;
			cert->sha1 = ed_str_of(cases[i].sha1);
			cert->serial = ed_str_of(cases[i].serial);
			cert->issuer.text = ED_STR("CA");
			g.c.facts.device_certificate = cert;
		}
		g.in = ed_add_input(&g.c, ED_STR("log.xml"));
		assert_true(ed_loader_events.load(&g.c, g.in, ED_STR(E39)));
		assert_int_equal(
		    ed_event_whose(ed_case_facts(&g.c), log_of(&g)->groups[0]),
		    cases[i].whose);
		ed_case_free(&g.c);
	}
}

enum { MANY = 100000 };

/* On one line, as the event viewer saves it, and more than is kept. */
static void write_many(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("<Events>", f);
	for (unsigned i = 0; i < MANY; i++)
		fprintf(f,
		    "<Event" NS ">" HEAD("Schannel", "36887",
			TIME) "<EventData><Data "
			      "Name='AlertDesc'>%u</Data></EventData>"
			      "</Event>",
		    i % (2 * ED_MAX_EVENT_GROUPS));
	fputs("</Events>", f);
	assert_int_equal(fclose(f), 0);
}

static size_t resident_pages(void)
{
	unsigned long size = 0, resident = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%lu %lu", &size, &resident), 2);
	fclose(f);
	return resident;
}

static void holds_little_of_many(void **state)
{
	char path[] = "/tmp/easdoctor-events-XXXXXX";
	int fd = mkstemp(path);
	size_t before, after;
	struct given g;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	write_many(path);
	ed_case_init(&g.c);
	ed_load_path(&g.c, path, true);
	before = resident_pages();
	ed_load_deferred(&g.c);
	after = resident_pages();
	ed_case_facts(&g.c);
	unlink(path);
	g.in = ED_ITEMS(g.c.inputs, struct ed_input *)[0];
	assert_int_equal(log_of(&g)->n_events, MANY);
	assert_int_equal(log_of(&g)->n_known, MANY);
	assert_int_equal(log_of(&g)->n_groups, ED_MAX_EVENT_GROUPS);
	for (size_t i = 0; i < log_of(&g)->n_groups; i++)
		assert_true(
		    log_of(&g)->groups[i]->n_examples <= ED_MAX_EXAMPLES);
	check_damage(&g, "more ways than are kept");
	/* 35 MB were read; 1,000 groups of 20 events are kept. */
	print_message("%zu pages\n", after - before);
	ed_case_free(&g.c);
}

/* As large as a hostile file can make them cheaply. */
static void bears_hostile_texts(void **state)
{
	static const char *const pieces[] = {"<Event >", "<Event ><",
	    "</Event>", "<Event></Event >", "<Event\t"};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(pieces); i++) {
		struct ed_text text = {.arena = &arena};
		struct given g;

		ed_put(&text, ED_STR(E39));
		while (text.n < 4u * ED_MAX_EVENT)
			ed_put(&text, ed_str_of(pieces[i]));
		ed_put(&text, ED_STR(E39));
		give(&g, ed_text_str(&text));
		assert_true(log_of(&g)->n_known >= 1);
		ed_case_free(&g.c);
		ed_arena_free(&arena);
	}
}

/* Deep, and with more values than any real one. */
static void bears_a_hostile_event(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct given g;

	(void)state;
	ed_put(
	    &text, ED_STR("<Event" NS ">" HEAD(KDC, "39", "") "<EventData>"));
	for (unsigned i = 0; i < 10000; i++)
		ed_put(&text, ED_STR("<Data>x</Data>"));
	ed_put(&text, ED_STR("</EventData></Event>\n<Event" NS
			     ">" HEAD(KDC, "39", "") "<UserData>"));
	for (unsigned i = 0; i < 100; i++)
		ed_put(&text, ED_STR("<a>"));
	for (unsigned i = 0; i < 100; i++)
		ed_put(&text, ED_STR("</a>"));
	ed_put(&text, ED_STR("</UserData></Event>"));
	give(&g, ed_text_str(&text));
	assert_int_equal(log_of(&g)->n_events, 2);
	assert_int_equal(log_of(&g)->n_known, 1);
	check_damage(&g, "nested too deep");
	ed_case_free(&g.c);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
	    cmocka_unit_test(reads_values),
	    cmocka_unit_test(recognises_no_other),
	    cmocka_unit_test(finds_whose),
	    cmocka_unit_test(holds_little_of_many),
	    cmocka_unit_test(bears_hostile_texts),
	    cmocka_unit_test(bears_a_hostile_event)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
