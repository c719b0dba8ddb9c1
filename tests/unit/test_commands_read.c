/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every command that a report can show, of every rule, only reads: by a list
 * of what reads and not by one of what writes.
 */
#include "ed_test.h"

#include "all_commands.h"

#include <stdio.h>
#include <string.h>

/* Programs that read, and where they do more: the words that then must be
 * second. */
static const struct {
	const char *shell;
	const char *program;
	const char *second; /* NULL: any */
} reading[] = {
    {"sh", "curl", " -k -s "},
    {"sh", "date", " -u "},
    {"sh", "easdoctor", " diagnose inspect "},
    {"sh", "getent", " ahosts "},
    {"sh", "grep", NULL},
    {"sh", "base64", " -di "},
    {"sh", "od", " -c "},
    {"sh", "openssl",
	" asn1parse cms pkcs12 pkey s_client sha256 verify x509 crl "},
    {"sh", "plutil", " -lint "},
    {"sh", "sort", "  "},
    {"sh", "uniq", " -d "},
    {"sh", "xmllint", " --nonet "},
    {"cmd", "appcmd", " list "},
    {"cmd", "certutil",
	" -CAInfo -asn -catemplates -dcinfo -dump -getreg -store -v -verify"
	" -view -urlfetch -viewstore "},
    {"cmd", "findstr", " /i "},
    {"cmd", "netsh", " http winhttp "},
    {"cmd", "nltest", " /dsgetdc:DOMAIN /sc_query:DOMAIN "},
    {"cmd", "nslookup", NULL},
    {"cmd", "reg", " query "},
    {"cmd", "w32tm", " /query /stripchart "},
    {"cmd", "wevtutil", " qe "},
    {"powershell", "Get-*", NULL},
    {"powershell", "Format-List", NULL},
    {"powershell", "Format-Table", NULL},
    {"powershell", "Select-Object", NULL},
    {"powershell", "Select-String", NULL},
    {"powershell", "Where-Object", NULL},
    {"powershell", "ForEach-Object", NULL},
    {"powershell", "Test-NetConnection", NULL},
};

/* What makes evidence may write a file in the current folder. */
static const struct {
	const char *shell;
	const char *program;
	const char *second;
} collecting[] = {
    {"sh", "tar", " -xzf "},
    {"cmd", "certutil", " -ca.chain "},
    {"cmd", "ldifde", " -f "},
    {"cmd", "reg", " export "},
    {"cmd", "type", NULL},
    {"cmd", "wevtutil", " epl "},
    {"powershell", "Out-File", " -Encoding "},
};

static bool stands_in(const char *list, struct ed_str word)
{
	char padded[80];

	snprintf(padded, sizeof(padded), " %.*s ", ED_ARG(word));
	return strstr(list, padded) != NULL;
}

static bool is_program(const char *pattern, struct ed_str word)
{
	const size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return ed_str_istarts(word, (struct ed_str){pattern, n - 1});
	return ed_str_ieq(word, ed_str_of(pattern));
}

static bool may(struct ed_str shell, struct ed_str program,
    struct ed_str second, bool collects)
{
	for (size_t i = 0; i < ED_COUNT(reading); i++)
		if (ed_str_eq(shell, ed_str_of(reading[i].shell)) &&
		    is_program(reading[i].program, program) &&
		    (!reading[i].second ||
			stands_in(reading[i].second, second)))
			return true;
	for (size_t i = 0; collects && i < ED_COUNT(collecting); i++)
		if (ed_str_eq(shell, ed_str_of(collecting[i].shell)) &&
		    is_program(collecting[i].program, program) &&
		    (!collecting[i].second ||
			stands_in(collecting[i].second, second)))
			return true;
	return false;
}

static struct ed_str next_word(struct ed_str *rest)
{
	struct ed_str word;
	size_t n = 0;

	*rest = ed_str_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ')
		n++;
	word = ed_str_sub(*rest, 0, n);
	*rest = ed_str_sub(*rest, n, rest->n);
	return word;
}

static struct ed_str program_of(struct ed_str word)
{
	size_t n = word.n;

	while (n && word.p[n - 1] != '\\' && word.p[n - 1] != '/')
		n--;
	word = ed_str_sub(word, n, word.n);
	if (ed_str_iends(word, ED_STR(".exe")))
		word.n -= 4;
	return word;
}

static void check_stage(
    const struct ed_rule_command *command, struct ed_str stage, bool collects)
{
	struct ed_str rest = ed_str_trim(stage), program, second;

	if (ed_str_starts(rest, ED_STR("(")))
		rest = ed_str_sub(rest, 1, rest.n);
	program = program_of(next_word(&rest));
	second = next_word(&rest);
	if (program.n && !may(command->shell, program, second, collects))
		fail_msg("%.*s: \"%.*s %.*s\" is not known to read only: %.*s",
		    ED_ARG(command->shell), ED_ARG(program), ED_ARG(second),
		    ED_ARG(command->run));
}

/* Its stages: what stands between |, ; and & outside of quotes and braces. */
static void reads_only(const struct ed_rule_command *command, bool collects)
{
	const struct ed_str run = command->run;
	size_t from = 0;
	char quote = '\0';
	int depth = 0;

	for (size_t i = 0; i < run.n; i++) {
		const char c = run.p[i];

		if (quote) {
			quote = c == quote ? '\0' : quote;
			continue;
		}
		if (c == '"' || c == '\'')
			quote = c;
		depth += (c == '{') - (c == '}');
		if (depth || !(c == '|' || c == ';' || c == '\n' ||
				 (c == '&' && run.p[i - 1] != '>')))
			continue;
		check_stage(command, ed_str_sub(run, from, i - from), collects);
		from = i + 1;
	}
	check_stage(command, ed_str_sub(run, from, run.n), collects);
}

static void check_reading(
    void *context, const struct ed_rule_command *command, bool collects)
{
	(void)context;
	reads_only(command, collects);
}

static void all_read_only(void **state)
{
	(void)state;
	assert_true(for_all(check_reading, NULL) >= 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_read_only)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
