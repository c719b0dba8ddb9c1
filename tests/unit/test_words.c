/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "hostile.h"
#include "report/report.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

static const struct ed_value values[] = {{"certificate", ED_DN, S("CN=alice")},
    {"two_words", ED_TEXT, S("a\nb")}, {"file", ED_PATH, S("of the value")},
    {"sha1", ED_THUMBPRINT, S("88cba1b0")}, {0}};

static const struct {
	const char *name;
	const char *text;
	const char *out;
} prose[] = {
    /* clang-format off */
    { "nothing to fill", "plain", "plain" },
    { "empty", "", "" },
    { "a value", "<{certificate}>", "<CN=alice>" },
    { "twice", "{certificate}{certificate}", "CN=aliceCN=alice" },
    { "escaped", "{two_words}", "a\\u{000A}b" },
    { "the subject", "of {subject}.", "of device certificate 3f." },
    { "the endpoint", "{endpoint}, {endpoint_address}", "h.example, h.example:8443" },
    { "a value goes before the file", "{file}", "of the value" },
    { "unknown", "{root} and {key_type}", "<root> and <key_type>" },
    { "a lookup stays", "{UserPrincipalName}", "{UserPrincipalName}" },
    { "a digit in a name", "{sha1}", "88cba1b0" },
    { "a digit before it stays", "{1a} {2}", "{1a} {2}" },
    { "no name stays", "{} { }", "{} { }" },
    { "open end stays", "{certificate", "{certificate" },
    { "curl's stays", "%{http_code} ${path}", "%{http_code} ${path}" },
    { "braces around", "{{certificate}}", "{CN=alice}" },
    { "ends are trimmed, lines stay", " a\nb\n\n", "a\nb" },
    /* clang-format on */
};

static const struct ed_value step_values[] = {
    {"plain", ED_TEXT, S("X509:<I>CN=a")},
    {"apostrophe", ED_TEXT, S("O'Brien")}, {"tick", ED_TEXT, S("a`b")},
    {"control", ED_TEXT, S("a\nb")}, {0}};

/* What PowerShell takes for one word comes from its language specification. */
static const struct {
	const char *name;
	const char *text;
	const char *out;
} steps[] = {
    /* clang-format off */
    { "prose", "of {plain}.", "of X509:<I>CN=a." },
    { "in a command", "run `Set-X '{plain}'`, then", "run `Set-X 'X509:<I>CN=a'`, then" },
    { "quoted there", "`Set-X '{apostrophe}'`", "`Set-X 'O''Brien'`" },
    { "and not in prose", "{apostrophe}", "O'Brien" },
    { "no value opens a command", "{tick} and {tick}", "a'b and a'b" },
    { "nor ends one", "`Set-X '{tick}'`", "`Set-X '<tick>'`" },
    { "what does not print is no word", "`Set-X '{control}'`", "`Set-X '<control>'`" },
    { "what is not known", "`Set-X '{other}'`", "`Set-X '<other>'`" },
    { "an open command is prose", "a ` b {tick}", "a ` b a'b" },
    /* clang-format on */
};

static void each_step(void **state)
{
	const struct ed_fill fill = {.values = step_values};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(steps); i++) {
		struct ed_str out =
		    ed_fill_step(&arena, ed_str_of(steps[i].text), &fill);

		print_message("row: %s\n", steps[i].name);
		assert_string_equal(ed_copy_c(&arena, out), steps[i].out);
	}
	ed_arena_free(&arena);
}

static void each_prose(void **state)
{
	const struct ed_fill fill = {.values = values,
	    .subject = S("device certificate 3f"),
	    .endpoint = S("h.example"),
	    .endpoint_address = S("h.example:8443")};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(prose); i++) {
		struct ed_str out =
		    ed_fill_prose(&arena, ed_str_of(prose[i].text), &fill);

		print_message("row: %s\n", prose[i].name);
		assert_string_equal(ed_copy_c(&arena, out), prose[i].out);
	}
	ed_arena_free(&arena);
}

#define REFUSED NULL

static const struct {
	const char *name;
	const char *shell;
	const char *run;
	const char *value;
	const char *out;
} commands[] = {
    /* clang-format off */
    { "sh", "sh", "cat {x}", "a b", "cat 'a b'" },
    { "sh, a quote", "sh", "cat {x}", "it's", "cat 'it'\\''s'" },
    { "sh, in single", "sh", "cat '({x})'", "it's", "cat '(it'\\''s)'" },
    { "sh, in double", "sh", "cat \"({x})\"", "$a", "cat \"(\"'$a'\")\"" },
    { "sh, inner quotes", "sh", "f \"a '{x}'\"", "b", "f \"a '\"'b'\"'\"" },
    { "sh, inner quotes broken", "sh", "f \"a '{x}'\"", "b'c", REFUSED },
    { "sh, behind an escape", "sh", "cat \\{x}", "a", REFUSED },
    { "sh, escaped quote", "sh", "a \\' {x}", "b", "a \\' 'b'" },
    { "sh, quote in a comment", "sh", "a # isn't\ncat {x} # won't", "b c",
	"a # isn't\ncat 'b c' # won't" },
    { "sh, backticks", "sh", "a `cat {x}`", "b", REFUSED },
    { "sh, here-document", "sh", "cat <<X\n{x}\nX", "b", REFUSED },
    { "sh, ANSI quotes", "sh", "a $'{x}'", "b", REFUSED },
    { "sh, substitution", "sh", "a $(cat {x})", "b c", "a $(cat 'b c')" },
    { "sh, substitution in double", "sh", "a \"$(cat {x})\"", "b", REFUSED },
    { "sh, no value is no trouble", "sh", "a `b` <<X", "b", "a `b` <<X" },
    { "sh, other braces", "sh", "awk '{print}' {x}", "b",
	"awk '{print}' 'b'" },
    { "sh, curl", "sh", "curl -w '%{http_code}' {x}", "b",
	"curl -w '%{http_code}' 'b'" },
    { "sh, a control character", "sh", "cat {x}", "a\nb", REFUSED },
    { "sh, bidi", "sh", "cat {x}", "\xe2\x80\xae", REFUSED },
    { "sh, not UTF-8", "sh", "cat {x}", "\xff", REFUSED },
    { "sh, empty value", "sh", "cat {x}", "", "cat ''" },
    { "cmd", "cmd", "type {x}", "a b", "type \"a b\"" },
    { "cmd, in double", "cmd", "f \"({x})\"", "a b", "f \"(a b)\"" },
    { "cmd, variable", "cmd", "type {x}", "%PATH%", REFUSED },
    { "cmd, delayed variable", "cmd", "type {x}", "!PATH!", REFUSED },
    { "cmd, a quote", "cmd", "type {x}", "a\"b", REFUSED },
    { "cmd, operators", "cmd", "type {x}", "a&b|c^", "type \"a&b|c^\"" },
    { "cmd, backslash at end", "cmd", "dir {x}", "a\\", "dir \"a\\\\\"" },
    { "cmd, single quotes are none", "cmd", "f 'a {x}", "b", "f 'a \"b\"" },
    { "cmd, inner quotes broken", "cmd", "p \"'{x}'\"", "b'c", REFUSED },
    { "powershell", "powershell", "f {x}", "a $b", "f 'a $b'" },
    { "powershell, a quote", "powershell", "f {x}", "it's", "f 'it''s'" },
    { "powershell, a smart quote", "powershell", "f {x}", "it\xe2\x80\x99s",
	"f 'it\xe2\x80\x99\xe2\x80\x99s'" },
    { "powershell, double quote", "powershell", "f {x}", "a\"b", REFUSED },
    { "powershell, in single", "powershell", "f '({x})'", "it's",
	"f '(it''s)'" },
    { "powershell, in double", "powershell", "f \"({x})\"", "$a`",
	"f \"(`$a``)\"" },
    { "powershell, smart in double", "powershell", "f \"{x}\"",
	"a\xe2\x80\x9d", "f \"a`\xe2\x80\x9d\"" },
    { "powershell, inner quotes", "powershell", "f \"n -eq '{x}'\"", "a",
	"f \"n -eq 'a'\"" },
    { "powershell, inner broken", "powershell", "f \"n -eq '{x}'\"", "a'b",
	REFUSED },
    { "powershell, inner smart", "powershell", "f \"n -eq '{x}'\"",
	"a\xe2\x80\x98" "b", REFUSED },
    { "powershell, here-string", "powershell", "@'\n{x}\n'@", "a", REFUSED },
    { "another shell", "fish", "cat {x}", "a", REFUSED },
    /* clang-format on */
};

static void each_command(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(commands); i++) {
		const struct ed_value row[] = {
		    {"x", ED_TEXT, ed_str_of(commands[i].value)}, {0}};
		const struct ed_fill fill = {.values = row};
		const struct ed_rule_command command = {
		    ed_str_of(commands[i].shell), ed_str_of(commands[i].run)};
		struct ed_error err = {""};
		struct ed_str out;
		bool ok = ed_fill_command(&arena, &command, &fill, &out, &err);

		print_message("row: %s\n", commands[i].name);
		assert_int_equal(ok, commands[i].out != REFUSED);
		if (ok)
			assert_string_equal(
			    ed_copy_c(&arena, out), commands[i].out);
		else
			assert_true(strlen(err.text) > 0);
	}
	ed_arena_free(&arena);
}

static const struct {
	const char *file;
	const char *out;
} files[] = {
    {"a.pem", "f 'a.pem' SUBJECT {other}"},
    {"-rf", "f './-rf' SUBJECT {other}"},
    {"-", "f FILE SUBJECT {other}"},
    {"", "f FILE SUBJECT {other}"},
};

static void each_file(void **state)
{
	const struct ed_rule_command command = {
	    S("sh"), S("f {file} {subject} {other}")};
	struct ed_arena arena = {0};
	struct ed_str out;

	(void)state;
	for (size_t i = 0; i < ED_COUNT(files); i++) {
		const struct ed_fill fill = {.file = ed_str_of(files[i].file)};

		assert_true(
		    ed_fill_command(&arena, &command, &fill, &out, NULL));
		assert_string_equal(ed_copy_c(&arena, out), files[i].out);
	}
	ed_arena_free(&arena);
}

/* What the shell itself makes of it: the value, in every context. */
static const char *const contexts[] = {"printf %s {x}", "printf %s '{x}'",
    "printf %s \"{x}\"", "printf %s a{x}b", "printf %s \"a'b'{x}\"",
    "printf %s 'a'{x}\"b\" # isn't {x}", "\\printf %s \\\"{x}"};
static const struct {
	const char *before;
	const char *after;
} around[] = {{"", ""}, {"", ""}, {"", ""}, {"a", "b"}, {"a'b'", ""},
    {"a", "b"}, {"\"", ""}};

static void run_sh(struct ed_arena *arena, struct ed_str command,
    const char *options, struct ed_text *out)
{
	char name[] = "/tmp/easdoctor-words-XXXXXX";
	int fd = mkstemp(name);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	FILE *shell;
	int byte;

	assert_non_null(file);
	assert_int_equal(fwrite(command.p, 1, command.n, file), command.n);
	fclose(file);
	shell =
	    popen(ed_format(arena, "/bin/sh %s %s 2>&1", options, name).p, "r");
	assert_non_null(shell);
	while ((byte = getc(shell)) != EOF)
		ed_put_byte(out, (char)byte);
	assert_int_equal(pclose(shell), 0);
	remove(name);
}

static void check_sh(
    struct ed_arena *arena, size_t context, struct ed_str value)
{
	const struct ed_value row[] = {{"x", ED_TEXT, value}, {0}};
	const struct ed_fill fill = {.values = row};
	const struct ed_rule_command command = {
	    S("sh"), ed_str_of(contexts[context])};
	struct ed_text said = {.arena = arena}, nothing = {.arena = arena};
	struct ed_str run, expect;

	if (!ed_fill_command(arena, &command, &fill, &run, NULL)) {
		/* Refused: only because it cannot be shown. */
		assert_false(ed_str_eq(ed_escape(arena, value), value));
		return;
	}
	expect = ed_format(arena, "%s%.*s%s", around[context].before,
	    ED_ARG(value), around[context].after);
	run_sh(arena, run, "-n", &nothing);
	assert_int_equal(nothing.n, 0);
	run_sh(arena, run, "", &said);
	assert_true(ed_str_eq(ed_text_str(&said), expect));
}

static void sh_agrees(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		print_message("value: %s\n", h->name);
		for (size_t i = 0; i < ED_COUNT(contexts); i++)
			check_sh(&arena, i, h->value);
		check_sh(&arena, 0, ed_hostile_long(&arena, h->value));
	}
	ed_arena_free(&arena);
}

/* Enough of them fit for the test above to mean something. */
static void most_values_fit(void **state)
{
	const struct ed_rule_command command = {S("sh"), S("f {x}")};
	struct ed_arena arena = {0};
	size_t fit = 0;

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		const struct ed_value row[] = {{"x", ED_TEXT, h->value}, {0}};
		const struct ed_fill fill = {.values = row};
		struct ed_str run;

		fit += ed_fill_command(&arena, &command, &fill, &run, NULL);
	}
	assert_true(fit >= 14);
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_prose),
	    cmocka_unit_test(each_step), cmocka_unit_test(each_command),
	    cmocka_unit_test(each_file), cmocka_unit_test(sh_agrees),
	    cmocka_unit_test(most_values_fit)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
