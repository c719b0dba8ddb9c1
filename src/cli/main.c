/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/nearest.h"
#include "cli/options.h"
#include <easdoctor/report.h>

#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

const struct ed_command_line *const ed_commands[] = {&ed_command_diagnose,
    &ed_command_inspect, &ed_command_explain, &ed_command_why, &ed_command_list,
    &ed_command_report, &ed_command_compare, &ed_command_rules,
    &ed_command_evaluate, NULL};

static void print_usage(FILE *to)
{
	fputs("Usage: easdoctor COMMAND [OPTION]… [ARGUMENT]…\n"
	      "Finds out why a mobile device cannot sync mail with Exchange "
	      "ActiveSync\nwhen it signs in with a certificate.\n\nCommands:\n",
	    to);
	for (size_t i = 0; ed_commands[i]; i++)
		fprintf(to, "  %-10s %s\n", ed_commands[i]->name,
		    ed_commands[i]->summary);
	fputs("\n\"easdoctor COMMAND --help\" tells more of each. Exit codes: "
	      "0 healthy,\n1 warnings, 2 sync is blocked, 3 could not tell.\n"
	      "\nStart here:\n"
	      "  easdoctor diagnose --user alice@corp.example device.pem "
	      "profile.mobileconfig\n"
	      "  easdoctor why 403.16\n",
	    to);
}

/* Keys and passwords pass through memory: they must not reach a core file. */
static void forbid_core(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
}

/* What a machine sets in openssl.cnf must not change what is found. */
static void ignore_openssl_settings(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

static int unknown_command(const char *name)
{
	const char *names[ED_COUNT(ed_commands)];
	const char *near;

	for (size_t i = 0; i < ED_COUNT(ed_commands); i++)
		names[i] = ed_commands[i] ? ed_commands[i]->name : NULL;
	near = ed_nearest(ed_str_of(name), names);
	if (name[0] == '-')
		return ed_complain("unknown option %s: a command comes first; "
				   "\"easdoctor --help\" lists the commands",
		    name);
	if (near)
		return ed_complain(
		    "unknown command \"%s\", did you mean \"%s\"?", name, near);
	return ed_complain("unknown command \"%s\"; \"easdoctor --help\" lists "
			   "the commands",
	    name);
}

/* argv[0] is the command's name. */
static int run_command(int argc, char **argv)
{
	for (size_t i = 0; ed_commands[i]; i++)
		if (strcmp(argv[0], ed_commands[i]->name) == 0)
			return ed_command_run(ed_commands[i], argc, argv);
	return unknown_command(argv[0]);
}

/* "help why" is what some type for "why --help". */
static int help(int argc, char **argv)
{
	char option[] = "--help";
	char *words[] = {argv[0], option, NULL};

	if (argc > 0)
		return run_command(2, words);
	print_usage(stdout);
	return ED_EXIT_HEALTHY;
}

static int run(int argc, char **argv)
{
	if (argc < 2) {
		print_usage(stderr);
		return ED_EXIT_UNKNOWN;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("easdoctor " ED_VERSION);
		return ED_EXIT_HEALTHY;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0)
		return help(argc - 2, argv + 2);
	return run_command(argc - 1, argv + 1);
}

/* A listing that did not arrive whole must not look like one that did. */
int main(int argc, char **argv)
{
	int code;

	forbid_core();
	ignore_openssl_settings();
	ed_arena_keep_memory();
	code = run(argc, argv);
	if ((fflush(stdout) != 0 || ferror(stdout)) && code != ED_EXIT_UNKNOWN)
		return ed_complain("cannot write to standard output");
	return code;
}
