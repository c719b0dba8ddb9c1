/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands are shown, and people paste them. One that is there to verify must
 * not change anything, so words that write are refused: better to refuse a
 * harmless command, which its author rewords, than to show a harmful one.
 */
#include "engine/rule_prove.h"

/* What changes something: of one program, or ("") anywhere. */
static const struct {
	const char *program;
	bool exact; /* its options differ by case */
	const char *words;
} writers[] = {
    {"", false,
	" set add remove delete rm mv dd tee chmod chown kill iisreset unlink"
	" shred truncate"},
    {"appcmd", false,
	" start stop recycle reset clear lock unlock restore migrate install"
	" uninstall configure"},
    {"certreq", false, " -submit -new -accept -retrieve -sign -enroll"},
    {"certutil", false,
	" -setreg -delreg -delstore -addstore -importpfx -exportpfx"
	" -importcert -deleterow -delkey -dspublish -revoke -repairstore -deny"
	" -resubmit -backup -backupdb -backupkey -restore -restoredb"
	" -restorekey -split -setattributes -setextension -setcasites"
	" -setcatemplates -shutdown -installcert -renewcert -pulse"},
    {"curl", true,
	" -d --data --data-raw --data-binary --data-urlencode -T"
	" --upload-file -F --form -O --remote-name POST PUT PATCH DELETE"
	" -XPOST -XPUT -XPATCH -XDELETE"},
    {"find", true, " -delete -exec -execdir -ok"},
    {"klist", false, " purge"},
    {"ldifde", false, " -i"},
    {"net", false, " start stop user share use"},
    {"netsh", false, " import reset exec"},
    {"openssl", true, " -keyout -signkey -writerand"},
    {"reg", false, " import restore load unload copy"},
    {"sc", false, " start stop config create failure"},
    {"sed", true, " -i"},
    {"setspn", false, " -a -s -d -r"},
    {"w32tm", false, " /resync /config /register /unregister"},
};

/* Options that name a file to write. */
static const struct {
	const char *program;
	const char *words;
} outputs[] = {{"curl", " -o --output"}, {"openssl", " -out"}};

/* Programs that do nothing but change something. */
static const char programs[] =
    " cp mkdir rmdir touch ln install chgrp pkill killall mkfs del erase rd"
    " md ren rename move copy xcopy robocopy format diskpart taskkill shutdown"
    " reboot gpupdate dsadd dsmod dsrm dsmove ldapmodify ldapadd ldapdelete"
    " iex schtasks regsvr32 regedit msiexec setx icacls takeown attrib "
    "kdestroy ";

/* Verbs of PowerShell that change something, before their '-'. */
static const char verbs[] =
    " set new remove add clear disable enable start stop restart update"
    " install uninstall import move rename reset revoke grant suspend resume"
    " lock unlock publish unpublish register unregister copy approve deny"
    " complete submit push restore repair ";
/* Verbs that only write a file. */
static const char file_verbs[] = " export out tee save ";
static const char harmless[] =
    " new-object new-timespan import-module start-sleep out-string out-null"
    " out-host out-default out-gridview set-location ";

enum { MAX_WORD = 64 };

struct word {
	struct ed_str text;    /* as it stands, without quotes */
	char folded[MAX_WORD]; /* its start; of a program: its name */
	size_t n;
	bool first; /* of a command: a program */
	bool redirect;
};

struct cursor {
	struct ed_str run;
	size_t at;
	char quote; /* the one that is open, or NUL */
	bool fresh; /* the next word is a program's name */
};

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static bool separates(char c)
{
	return c == '|' || c == '&' || c == ';' || c == '(' || c == ')' ||
	       c == '{' || c == '}' || c == '`';
}

/* The length of a {placeholder} at the cursor, or 0. */
static size_t placeholder(struct ed_str run, size_t at)
{
	size_t i = at + 1;

	if (run.p[at] != '{' ||
	    (i < run.n && run.p[i] >= '0' && run.p[i] <= '9'))
		return 0;
	while (i < run.n &&
	       ((run.p[i] >= 'a' && run.p[i] <= 'z') ||
		   (run.p[i] >= '0' && run.p[i] <= '9') || run.p[i] == '_'))
		i++;
	return i < run.n && i > at + 1 && run.p[i] == '}' ? i + 1 - at : 0;
}

/* Words inside quotes are words too: what is quoted may be a command. */
static void skip_between(struct cursor *cursor)
{
	const struct ed_str run = cursor->run;

	for (; cursor->at < run.n; cursor->at++) {
		char c = run.p[cursor->at];

		if (is_quote(c) && (!cursor->quote || cursor->quote == c))
			cursor->quote = cursor->quote ? '\0' : c;
		else if (!cursor->quote && separates(c) &&
			 !placeholder(run, cursor->at))
			cursor->fresh = true;
		else if (!is_blank(c) && !is_quote(c))
			return;
	}
}

static size_t word_end(const struct cursor *cursor)
{
	const struct ed_str run = cursor->run;
	size_t at = cursor->at;

	while (at < run.n && !is_blank(run.p[at]) && !is_quote(run.p[at])) {
		size_t hole = placeholder(run, at);

		if (!cursor->quote && !hole &&
		    (separates(run.p[at]) || run.p[at] == '>'))
			break;
		at += hole ? hole : 1;
	}
	return at;
}

/* "C:\…\appcmd.exe" is appcmd. */
static struct ed_str program_name(struct ed_str s)
{
	for (size_t i = s.n; i-- > 0;)
		if (s.p[i] == '/' || s.p[i] == '\\') {
			s = ed_str_sub(s, i + 1, s.n);
			break;
		}
	if (ed_str_iends(s, ED_STR(".exe")))
		s.n -= 4;
	return s;
}

static bool next_word(struct cursor *cursor, struct word *word)
{
	struct ed_str s;
	size_t end;

	skip_between(cursor);
	if (cursor->at >= cursor->run.n)
		return false;
	word->redirect = !cursor->quote && cursor->run.p[cursor->at] == '>';
	end = word->redirect ? cursor->at + 1 : word_end(cursor);
	word->text = ed_str_sub(cursor->run, cursor->at, end - cursor->at);
	word->first = cursor->fresh && !word->redirect;
	cursor->at = end;
	if (word->first)
		cursor->fresh = false;
	s = word->first ? program_name(word->text) : word->text;
	word->n = 0;
	for (size_t i = 0; i < s.n && i < MAX_WORD; i++)
		word->folded[word->n++] = fold(s.p[i]);
	return true;
}

static bool stands_in(const char *list, const char *p, size_t n)
{
	struct ed_str rest = ed_str_of(list);
	struct ed_str word = {p, n};

	while (rest.n) {
		size_t space = ed_str_find(rest, ED_STR(" "));

		if (n && ed_str_eq(ed_str_sub(rest, 0, space), word))
			return true;
		rest = ed_str_sub(rest, space + 1, rest.n);
	}
	return false;
}

static bool is_program(const struct word *word, const char *name)
{
	return ed_str_eq(
	    (struct ed_str){word->folded, word->n}, ed_str_of(name));
}

/* "/dev/null", "-", "NUL", "$null" and "2>&1" hold nothing afterwards. */
static bool goes_nowhere(struct cursor cursor)
{
	static const char nowhere[] = " /dev/null - nul $null ";
	const struct ed_str run = cursor.run;
	struct word word;

	if (cursor.at < run.n && run.p[cursor.at] == '&')
		return true;
	return next_word(&cursor, &word) && !word.redirect &&
	       stands_in(nowhere, word.folded, word.n);
}

/* Is this what a file to write comes after? */
static bool names_output(const struct word *program, const struct word *word)
{
	if (word->redirect)
		return true;
	for (size_t i = 0; i < ED_COUNT(outputs); i++)
		if (is_program(program, outputs[i].program) &&
		    stands_in(outputs[i].words, word->text.p, word->text.n))
			return true;
	return false;
}

static bool powershell_writes(const struct word *word, bool writes)
{
	struct ed_str text = {word->folded, word->n};
	size_t dash = ed_str_find(text, ED_STR("-"));

	if (dash == 0 || dash == text.n || stands_in(harmless, text.p, text.n))
		return false;
	return stands_in(verbs, text.p, dash) ||
	       (!writes && stands_in(file_verbs, text.p, dash));
}

static bool word_changes(const struct word *program, const struct word *word)
{
	if (word->first && stands_in(programs, word->folded, word->n))
		return true;
	for (size_t i = 0; i < ED_COUNT(writers); i++) {
		if (*writers[i].program &&
		    !is_program(program, writers[i].program))
			continue;
		if (writers[i].exact
			? stands_in(
			      writers[i].words, word->text.p, word->text.n)
			: stands_in(writers[i].words, word->folded, word->n))
			return true;
	}
	return false;
}

static bool is_powershell(struct ed_rule_command command)
{
	return ed_str_eq(command.shell, ED_STR("powershell")) ||
	       ed_str_find(command.run, ED_STR("powershell")) < command.run.n ||
	       ed_str_find(command.run, ED_STR("pwsh")) < command.run.n;
}

struct ed_str ed_rule_command_writes(
    struct ed_rule_command command, bool writes)
{
	struct cursor cursor = {.run = command.run, .fresh = true};
	struct word word = {0}, program = {0};
	bool shell = is_powershell(command);

	while (next_word(&cursor, &word)) {
		if (word.first)
			program = word;
		if (names_output(&program, &word) && !writes &&
		    !goes_nowhere(cursor))
			return word.text;
		if (!word.redirect &&
		    (word_changes(&program, &word) ||
			(shell && powershell_writes(&word, writes))))
			return word.text;
	}
	return ED_STR("");
}
