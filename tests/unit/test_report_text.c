/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700
#include "ed_test.h"

#include "hostile.h"
#include "report_sample.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { WIDTH = 80, FIRST_SCREEN = 24 };

static struct ed_str next_line(struct ed_str *text)
{
	size_t n = 0;
	struct ed_str line;

	while (n < text->n && text->p[n] != '\n')
		n++;
	assert_true(n < text->n); /* every line ends */
	line = ed_str_sub(*text, 0, n);
	*text = ed_str_sub(*text, n + 1, text->n);
	return line;
}

static size_t count_lines(struct ed_str text)
{
	size_t n = 0;

	for (; text.n; n++)
		next_line(&text);
	return n;
}

/* The C library's opinion, in a UTF-8 locale: not ours. */
static int columns(struct ed_arena *arena, struct ed_str line)
{
	const char *from = ed_copy_c(arena, line);
	wchar_t *wide = ed_alloc_array(arena, line.n + 1, sizeof(*wide));
	size_t n = mbstowcs(wide, from, line.n + 1);
	int width;

	assert_int_equal(strlen(from), line.n);
	assert_true(n != (size_t)-1);
	width = wcswidth(wide, n);
	assert_true(width >= 0); /* nothing that does not print */
	return width;
}

static void no_bidi(struct ed_str text)
{
	static const char *const bad[] = {"\xe2\x80\xaa", "\xe2\x80\xab",
	    "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6",
	    "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9", "\xe2\x80\x8e",
	    "\xe2\x80\x8f", "\xd8\x9c", "\xe2\x80\x8b", "\xe2\x80\x8c",
	    "\xe2\x80\x8d", "\xef\xbb\xbf", "\xe2\x80\xa8", "\xe2\x80\xa9"};

	for (size_t i = 0; i < ED_COUNT(bad); i++)
		assert_int_equal(ed_str_find(text, ed_str_of(bad[i])), text.n);
}

static bool is_command_of(const struct ed_report *report, struct ed_str line)
{
	struct ed_str run = ed_str_sub(line, 2, line.n);

	if (!ed_str_starts(line, ED_STR("  ")))
		return false;
	for (size_t i = 0; i < report->n_next; i++)
		if (ed_str_eq(report->next[i].command, run))
			return true;
	for (size_t i = 0; i < report->n_not_checked; i++)
		if (ed_str_eq(report->not_checked[i].command, run))
			return true;
	for (size_t i = 0; i < report->n_causes; i++)
		for (size_t j = 0; j < report->causes[i].verify.n; j++)
			if (ed_str_eq(
				report->causes[i].verify.items[j].run, run))
				return true;
	return false;
}

static void check_layout(struct ed_arena *arena, enum ed_detail least,
    const struct ed_report *report)
{
	for (int detail = (int)least; detail <= ED_EVERYTHING; detail++) {
		struct ed_str text =
		    ed_sample_write(arena, "text", detail, report);

		no_bidi(text);
		while (text.n) {
			struct ed_str line = next_line(&text);
			int width = columns(arena, line);

			if (is_command_of(report, line))
				continue;
			if (width > WIDTH)
				print_message("%.*s\n", ED_ARG(line));
			assert_true(width <= WIDTH);
		}
	}
}

static void hostile_values_keep_the_layout(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		print_message("value: %s\n", h->name);
		ed_sample_report(&arena, h->value, &report);
		check_layout(&arena, ED_NORMAL, &report);
		ed_sample_report(
		    &arena, ed_hostile_long(&arena, h->value), &report);
		check_layout(&arena, ED_NORMAL, &report);
		ed_arena_free(&arena);
	}
}

/* A report that was read, or made by hand, has been escaped by nobody. */
static void raw_models_are_safe_too(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		const struct ed_str v = ed_hostile_long(&arena, h->value);
		const struct ed_report_cause cause = {.id = v,
		    .subject = v,
		    .state = ED_STR("proven"),
		    .title = v,
		    .fix = {&v, 1},
		    .undo = v,
		    .tie_with = {&v, 1},
		    .consequences = {&v, 1}};
		const struct ed_report_gap gap = {
		    .check = v, .reason = v, .supply = v};
		const struct ed_report_input in = {
		    .path = v, .kind = v, .sha256 = v, .damage = {&v, 1}};
		const struct ed_report report = {
		    .verdict = {.text = v, .scope = {&v, 1}},
		    .causes = &cause,
		    .n_causes = 1,
		    .not_checked = &gap,
		    .n_not_checked = 1,
		    .inputs = &in,
		    .n_inputs = 1,
		    .run = {.version = v, .as_of = v}};

		print_message("value: %s\n", h->name);
		check_layout(&arena, ED_EVERYTHING, &report);
		ed_arena_free(&arena);
	}
}

static void first_screen(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;
	struct ed_str text;

	(void)state;
	ed_sample_healthy(&arena, &report);
	assert_int_equal(
	    count_lines(ed_sample_write(&arena, "text", ED_NORMAL, &report)),
	    3);
	ed_sample_unknown(&arena, &report);
	assert_true(count_lines(ed_sample_write(
			&arena, "text", ED_NORMAL, &report)) <= FIRST_SCREEN);
	ed_sample_warning(&arena, &report);
	assert_true(count_lines(ed_sample_write(
			&arena, "text", ED_NORMAL, &report)) <= FIRST_SCREEN);
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	/* One cause with four long steps: verdict and steps come first. */
	report.causes += 3;
	report.n_causes = 1;
	report.inputs = NULL;
	report.n_inputs = 0;
	report.n_not_checked = 0;
	text = ed_sample_write(&arena, "text", ED_NORMAL, &report);
	text.n = ed_str_find(text, ED_STR("\nCauses: "));
	assert_true(count_lines(text) <= FIRST_SCREEN - 4);
	ed_arena_free(&arena);
}

/* What fails is told first while nothing explains it, and how to go on once. */
static void what_is_seen(void **state)
{
	static const struct ed_report_evidence at = {
	    .input = -1, .where_kind = ED_STR("line"), .at = ED_STR("12")};
	static const struct ed_report_finding finding = {
	    .id = ED_STR("http/403-by-iis"),
	    .kind = ED_STR("symptom"),
	    .state = ED_STR("present"),
	    .title = ED_STR("IIS itself answers 403"),
	    .evidence = &at,
	    .n_evidence = 1};
	static const struct ed_report_next next[] = {
	    {.check = ED_STR("a"), .command = ED_STR("x y")},
	    {.check = ED_STR("b"), .command = ED_STR("x y")}};
	const struct ed_report report = {.verdict = {.state = ED_STR("unknown"),
					     .text = ED_STR("Could not tell.")},
	    .findings = &finding,
	    .n_findings = 1,
	    .next = next,
	    .n_next = ED_COUNT(next)};
	struct ed_arena arena = {0};
	struct ed_str text =
	    ed_sample_write(&arena, "text", ED_NORMAL, &report);

	(void)state;
	assert_true(ed_str_starts(text,
	    ED_STR("Could not tell.\nSeen: IIS itself answers 403 (not from a "
		   "file, line 12)\n")));
	text =
	    ed_str_sub(text, ed_str_find(text, ED_STR("  x y\n")) + 1, text.n);
	assert_int_equal(ed_str_find(text, ED_STR("  x y\n")), text.n);
	assert_true(ed_str_find(text, ED_STR("Run: as for 1.\n")) < text.n);
	ed_arena_free(&arena);
}

static void quiet_is_one_line(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		struct ed_str text;

		ed_sample_report(&arena, h->value, &report);
		report.verdict.text = ed_format(
		    &arena, "Sync is blocked. %.*s x", ED_ARG(h->value));
		text = ed_sample_write(&arena, "text", ED_QUIET, &report);
		assert_int_equal(count_lines(text), 1);
	}
	ed_arena_free(&arena);
}

static const struct {
	enum ed_detail detail;
	const char *text;
	bool there;
} shown[] = {
    /* clang-format off */
    { ED_NORMAL, "Do this next (owner: pki, risk: none)", true },
    { ED_NORMAL, "  2  proven   validate  mdm       The certificate has", true },
    { ED_NORMAL, "[will stop you", true },
    { ED_NORMAL, "[consequence of 1]", true },
    { ED_NORMAL, "[tie with 3]", true },
    { ED_NORMAL, "  To break the tie: certificate-chain", true },
    { ED_NORMAL, "  certutil -ca.cert ca.cer\n", true },
    { ED_NORMAL, "  issue FAIL  deliver ?  connect ok  handshake ?", true },
    { ED_NORMAL, "mailbox -  operate ?\n", true },
    { ED_NORMAL, "Findings: 6 settled, 1 unknown, 0 not asked.\n", true },
    { ED_NORMAL, "no network was used. More: -v\n", true },
    { ED_NORMAL, "Causes in full", false },
    { ED_NORMAL, "Undo:", false },
    { ED_VERBOSE, "Causes in full", true },
    { ED_VERBOSE, "      +16.5  http/401-without-scheme is present: IIS", true },
    { ED_VERBOSE, "     -25.6  together", true },
    { ED_VERBOSE, "       -0.5  http/401-without-scheme is absent", true },
    { ED_VERBOSE, "   Undo: Remove the entry", true },
    { ED_VERBOSE, "   To hand over: PKI: the request template names no UPN.\n"
		  "                 Please add {UserPrincipalName}", true },
    { ED_VERBOSE, "Not checked, and how to supply it\n", true },
    { ED_VERBOSE, "unknown    certificate-chain/untrusted, CN=alice", true },
    { ED_VERBOSE, "\nabsent ", false },
    { ED_VERBOSE, "(2 absent or not asked: see -vv)", true },
    { ED_VERBOSE, "sha256 0123456789abcdef", false },
    { ED_EVERYTHING, "\nabsent     certificate-validity/expiring", true },
    { ED_EVERYTHING, "\nnot asked  http/401-without-scheme, second", true },
    { ED_EVERYTHING, "sha256 0123456789abcdef", true },
    { ED_EVERYTHING, "not from a file, line 12: \"CN=alice", true },
    { ED_EVERYTHING, "network: off, privacy: none, exit code 2", true },
    /* clang-format on */
};

static void what_each_level_tells(void **state)
{
	struct ed_arena arena = {0};
	struct ed_report report;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	for (size_t i = 0; i < ED_COUNT(shown); i++) {
		struct ed_str text =
		    ed_sample_write(&arena, "text", shown[i].detail, &report);

		print_message("text: %s\n", shown[i].text);
		assert_int_equal(
		    ed_str_find(text, ed_str_of(shown[i].text)) < text.n,
		    shown[i].there);
	}
	ed_arena_free(&arena);
}

/* Without its colours, a coloured report is the plain one. */
static void colours(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text coloured = {.arena = &arena}, bare = {.arena = &arena};
	const struct ed_style style = {
	    .detail = ED_EVERYTHING, .width = WIDTH, .colour = true};
	struct ed_report report;
	bool on = false;

	(void)state;
	ed_sample_report(&arena, ED_SAMPLE_PLAIN, &report);
	ed_reporter_find(ED_STR("text"))->write(&report, &style, &coloured);
	for (size_t i = 0; i < coloured.n; i++) {
		if (coloured.p[i] == '\033') {
			size_t end = i;

			while (coloured.p[end] != 'm')
				end++;
			on = end != i + 3 || coloured.p[i + 2] != '0';
			i = end;
		} else {
			assert_false(on && coloured.p[i] == '\n');
			ed_put_byte(&bare, coloured.p[i]);
		}
	}
	assert_false(on);
	assert_true(coloured.n > bare.n);
	assert_true(ed_str_eq(ed_text_str(&bare),
	    ed_sample_write(&arena, "text", ED_EVERYTHING, &report)));
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hostile_values_keep_the_layout),
	    cmocka_unit_test(raw_models_are_safe_too),
	    cmocka_unit_test(first_screen), cmocka_unit_test(what_is_seen),
	    cmocka_unit_test(quiet_is_one_line),
	    cmocka_unit_test(what_each_level_tells), cmocka_unit_test(colours)};

	if (!setlocale(LC_ALL, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
