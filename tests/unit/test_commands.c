/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every command that a report can show, of every rule: a hostile value stays
 * one argument of it, for the shell that it is written for.
 */
#include "ed_test.h"

#include "all_commands.h"
#include "engine/rule.h"
#include "hostile.h"
#include "report/report.h"
#include "report/step.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

/* Values for every placeholder that a command has. */
enum { MAX_NAMES = 16 };

struct filling {
	struct ed_arena *arena;
	struct ed_str value;
	struct ed_text sh; /* all commands of sh, a line each */
	size_t filled, refused;
};

static bool fill(struct filling *f, const struct ed_rule_command *command,
    struct ed_str value, struct ed_str *out)
{
	struct ed_value values[MAX_NAMES] = {{0}};
	size_t n = 0;

	for (size_t at = 0; at < command->run.n && n + 1 < MAX_NAMES; at++) {
		struct ed_str name;

		if (ed_placeholder(command->run, at, &name))
			values[n++] = (struct ed_value){
			    ed_copy_c(f->arena, name), ED_TEXT, value};
	}
	return ed_fill_command(
	    f->arena, command, &(struct ed_fill){.values = values}, out, NULL);
}

/* The bytes at i that PowerShell takes for a quote, and which. */
static size_t quote_at(struct ed_str text, size_t i, char *quote)
{
	const struct ed_str three = ed_str_sub(text, i, 3);

	*quote = text.p[i];
	if (*quote == '\'' || *quote == '"')
		return 1;
	if (three.n < 3 || !ed_str_starts(three, ED_STR("\xe2\x80")))
		return 0;
	*quote = (unsigned char)three.p[2] < 0x9c ? '\'' : '"';
	return (unsigned char)three.p[2] >= 0x98 &&
		       (unsigned char)three.p[2] <= 0x9f
		   ? 3
		   : 0;
}

/*
 * What PowerShell would see outside of quotes, and what would be alive inside
 * of double ones; by about_Quoting_Rules: a quote that is doubled is one.
 */
static struct ed_str alive_powershell(struct ed_arena *arena, struct ed_str run)
{
	struct ed_text out = {.arena = arena};
	char open = '\0', quote, twice;

	for (size_t i = 0; i < run.n;) {
		const size_t n = quote_at(run, i, &quote);
		const size_t next =
		    n && i + n < run.n ? quote_at(run, i + n, &twice) : 0;

		if (n && open == quote && next && twice == quote) {
			i += n + next;
		} else if (n && (!open || open == quote)) {
			open = open ? '\0' : quote;
			ed_put_byte(&out, quote);
			i += n;
		} else if (run.p[i] == '`' && open != '\'') {
			i += 2;
		} else {
			if (!open || (open == '"' && run.p[i] == '$'))
				ed_put_byte(&out, run.p[i]);
			i += n ? n : 1;
		}
	}
	if (open)
		ed_put(&out, ED_STR("(open)"));
	return ed_text_str(&out);
}

/* The same of cmd: a quote opens and closes, and nothing stops a percent. */
static struct ed_str alive_cmd(struct ed_arena *arena, struct ed_str run)
{
	struct ed_text out = {.arena = arena};
	bool open = false;

	for (size_t i = 0; i < run.n; i++) {
		if (run.p[i] == '"')
			open = !open;
		if (!open || ed_str_has(ED_STR("\"%!\n"), run.p[i]))
			ed_put_byte(&out, run.p[i]);
	}
	return ed_text_str(&out);
}

/* A hostile value must leave alive what a harmless one does. */
static void check_alive(struct filling *f,
    const struct ed_rule_command *command, struct ed_str run,
    struct ed_str (*alive)(struct ed_arena *, struct ed_str))
{
	struct ed_str plain;

	assert_true(fill(f, command, ED_STR("x"), &plain));
	if (!ed_str_eq(alive(f->arena, run), alive(f->arena, plain)))
		fail_msg("%.*s:\n%.*s", ED_ARG(command->shell), ED_ARG(run));
}

static void check_hostile(
    void *context, const struct ed_rule_command *command, bool collects)
{
	struct filling *f = context;
	struct ed_str run;

	(void)collects;
	if (!fill(f, command, f->value, &run)) {
		f->refused++;
		return;
	}
	f->filled++;
	if (ed_str_eq(command->shell, ED_STR("powershell"))) {
		check_alive(f, command, run, alive_powershell);
	} else if (ed_str_eq(command->shell, ED_STR("cmd"))) {
		check_alive(f, command, run, alive_cmd);
	} else {
		ed_put(&f->sh, run);
		ed_put_byte(&f->sh, '\n');
	}
}

/*
 * sh itself reads each line and runs none of its programs: functions of their
 * names stand in, and what is no word of a command would be said to be missing
 * or would make a file.
 */
static void run_sh(struct ed_arena *arena, struct ed_str lines)
{
	static const char head[] =
	    "set -f\nPATH=\n"
	    "curl() { :; }\nopenssl() { :; }\ngrep() { :; }\n"
	    "easdoctor() { :; }\nxmllint() { :; }\nod() { :; }\n"
	    "plutil() { :; }\ntar() { :; }\ngetent() { :; }\n"
	    "date() { :; }\nsort() { :; }\nuniq() { :; }\nbase64() { :; }\n";
	char name[] = "/tmp/easdoctor-commands-XXXXXX";
	int fd = mkstemp(name);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	struct ed_text said = {.arena = arena};
	FILE *shell;
	int byte;

	assert_non_null(file);
	fputs(head, file);
	fwrite(lines.p, 1, lines.n, file);
	fclose(file);
	shell = popen(ed_format(arena, "/bin/sh -eu %s 2>&1", name).p, "r");
	assert_non_null(shell);
	while ((byte = getc(shell)) != EOF)
		ed_put_byte(&said, (char)byte);
	if (pclose(shell) != 0 || said.n)
		fail_msg("sh says: %.*s", ED_ARG(ed_text_str(&said)));
	remove(name);
}

static void hostile_values_stay_values(void **state)
{
	size_t filled = 0;

	(void)state;
	for (const struct ed_hostile *h = ed_hostile_values; h->name; h++) {
		struct ed_arena arena = {0};
		struct filling f = {.arena = &arena,
		    .value = h->value,
		    .sh = {.arena = &arena}};

		print_message("value: %s\n", h->name);
		for_all(check_hostile, &f);
		run_sh(&arena, ed_text_str(&f.sh));
		filled += f.filled;
		ed_arena_free(&arena);
	}
	assert_true(filled >= 4000);
}

/* Within a step, commands are PowerShell's. */
static void values_in_steps_are_quoted(void **state)
{
	static const struct {
		const char *value;
		const char *out;
	} rows[] = {
	    {"X509:<I>CN=A", "`Set-ADUser NAME -Add @{a='X509:<I>CN=A'}`"},
	    {"O'Brien'}; Remove-ADUser x #",
		"`Set-ADUser NAME -Add @{a='O''Brien''}; Remove-ADUser x #'}`"},
	    {"a\xe2\x80\x99}; b",
		"`Set-ADUser NAME -Add @{a='a\xe2\x80\x99\xe2\x80\x99}; b'}`"},
	};
	struct ed_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_value values[] = {
		    {"mapping", ED_TEXT, ed_str_of(rows[i].value)}, {0}};
		const struct ed_fill how = {.values = values};

		assert_string_equal(
		    ed_copy_c(&arena,
			ed_fill_step(&arena,
			    ED_STR("`Set-ADUser NAME -Add @{a='{mapping}'}`"),
			    &how)),
		    rows[i].out);
	}
	ed_arena_free(&arena);
}

/* A value that follows a command is in it, and the command is marked. */
static void steps_mark_what_they_fill(void **state)
{
	static const char *const verbs[] = {"Set-AD", "Set-CAS", "Add-", "Get-",
	    "certutil -", "appcmd ", "netsh ", "openssl "};
	struct ed_step_piece piece;
	struct ed_str word;

	(void)state;
	for (size_t i = 0; i < ed_builtin_rules.n_rules; i++) {
		const struct ed_rule *rule = &ed_builtin_rules.rules[i];

		for (size_t k = 0; k < rule->fix.n; k++) {
			struct ed_str step = rule->fix.items[k];

			while (ed_step_next(&step, &piece)) {
				size_t verb = piece.text.n;

				for (size_t v = 0; v < ED_COUNT(verbs); v++) {
					const size_t at = ed_str_find(
					    piece.text, ed_str_of(verbs[v]));

					verb = at < verb ? at : verb;
				}
				for (; !piece.command && verb < piece.text.n;
				     verb++)
					if (ed_placeholder(
						piece.text, verb, &word))
						fail_msg("%.*s: %.*s",
						    ED_ARG(rule->id),
						    ED_ARG(piece.text));
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hostile_values_stay_values),
	    cmocka_unit_test(values_in_steps_are_quoted),
	    cmocka_unit_test(steps_mark_what_they_fill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
