/* SPDX-License-Identifier: Apache-2.0 */
/* Exports of the directory, in every way in which they are written. */
#include "ed_test.h"

#include "base/encoding.h"
#include "base/lines.h"
#include "derive/derive.h"
#include "load/directory_row.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <string.h>

struct given {
	struct ed_case c;
	struct ed_input *in;
};

static void give(struct given *g, struct ed_str bytes)
{
	ed_case_init(&g->c);
	g->in = ed_add_input(&g->c, ED_STR("account"));
	assert_true(ed_loader_directory.recognise(bytes));
	assert_true(ed_loader_directory.load(&g->c, g->in, bytes));
	ed_case_facts(&g->c);
}

static const struct ed_directory_account *account_at(
    const struct given *g, size_t i)
{
	assert_true(i < g->c.accounts.n);
	return ED_ITEMS(g->c.accounts, struct ed_directory_account *)[i];
}

static void same(struct ed_str got, const char *want)
{
	if (!ed_str_eq(got, ed_str_of(want)))
		fail_msg("\"%.*s\" is not \"%s\"", ED_ARG(got), want);
}

/* The SID's octets by Python: 01 05 … 15 00 00 00 …, as base64. */
#define LDIF                                                                   \
	"version: 1\n"                                                         \
	"# Alice\n"                                                            \
	"dn: CN=Alice,DC=cor\n"                                                \
	" p,DC=example\n"                                                      \
	"objectClass: user\n"                                                  \
	"whenCreated: 20250110093012.0Z\n"                                     \
	"jpegPhoto:: AAAA\n"                                                   \
	" BBBB\n"                                                              \
	"userAccountControl: 514\n"                                            \
	"accountExpires: 132223104000000000\n"                                 \
	"lockoutTime: 0\n"                                                     \
	"objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAUAQAAA==\n"               \
	"sAMAccountName: alice\n"                                              \
	"userPrincipalName:: YWxpY2VAY29ycC5leGFtcGxl\n"                       \
	"mail: alice@corp.example\n"                                           \
	"proxyAddresses: SMTP:alice@corp.example\n"                            \
	"proxyAddresses: x500:/o=Corp\n"                                       \
	"altSecurityIdentities: X509:<I>DC=example,CN=C\n"                     \
	" A<SR>0102\n"                                                         \
	"altSecurityIdentities: Kerberos:a@B\n"

static void check_ldif(struct ed_str bytes)
{
	const struct ed_directory_account *a;
	struct given g;

	give(&g, bytes);
	assert_int_equal(g.c.accounts.n, 2);
	assert_int_equal(g.in->n_damage, 0);
	assert_int_equal(g.in->n_accounts, 2);
	a = account_at(&g, 0);
	same(a->label, "account alice@corp.example");
	same(a->dn, "CN=Alice,DC=corp,DC=example");
	same(a->upn, "alice@corp.example");
	same(a->sid, "S-1-5-21-1-2-3-1104");
	same(a->sam_name, "alice");
	same(a->addresses[1], "x500:/o=Corp");
	assert_int_equal(a->created.earliest, 1736501412);
	assert_int_equal(a->created.latest, 1736501412);
	assert_int_equal(a->control, 514);
	assert_int_equal(a->disabled, ED_YES);
	/* 2020-01-01, by PowerShell's [datetime]::FromFileTimeUtc. */
	assert_int_equal(a->expires.earliest, 1577836800);
	assert_false(a->locked_since.given);
	assert_int_equal(a->n_mappings, 2);
	same(a->mappings[0].text, "X509:<I>DC=example,CN=CA<SR>0102");
	assert_int_equal(a->mappings[0].form, ED_MAPPING_SERIAL);
	same(a->mappings[0].value, "0102");
	same(account_at(&g, 1)->sam_name, "bob");
	assert_false(account_at(&g, 1)->mappings_exported);
	ed_case_free(&g.c);
}

#define BOB                                                                    \
	"\ndn: CN=Bob\nsAMAccountName: bob\n\n\ndn: CN=G\n"                    \
	"objectClass: group\nsAMAccountName: all\n"

static struct ed_str as_utf16(
    struct ed_arena *arena, const char *text, bool big)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, big ? ED_STR("\xfe\xff") : ED_STR("\xff\xfe"));
	for (; *text; text++) {
		ed_put_byte(&out, big ? '\0' : *text);
		ed_put_byte(&out, big ? *text : '\0');
	}
	return ed_text_str(&out);
}

static struct ed_str as_crlf(struct ed_arena *arena, const char *text)
{
	struct ed_text out = {.arena = arena};

	for (; *text; text++) {
		if (*text == '\n')
			ed_put_byte(&out, '\r');
		ed_put_byte(&out, *text);
	}
	return ed_text_str(&out);
}

static void ldif_in_every_encoding(void **state)
{
	struct ed_arena arena = {0};

	(void)state;
	check_ldif(ED_STR(LDIF BOB));
	check_ldif(ED_STR("\xef\xbb\xbf" LDIF BOB));
	check_ldif(as_utf16(&arena, LDIF BOB, false));
	check_ldif(as_utf16(&arena, LDIF BOB, true));
	check_ldif(as_crlf(&arena, LDIF BOB));
	ed_arena_free(&arena);
}

#define FULL "instanceType: 4\nuSNCreated: 1\nuSNChanged: 2\n"
#define HEAD "dn: CN=A\nsAMAccountName: a\n"

static const struct {
	const char *name;
	const char *text;
	size_t n_mappings;
	bool exported;
	const char *unknown; /* a part of it */
	unsigned n_damage;
} ldifs[] = {
    /* clang-format off */
    { "asked for everything", HEAD FULL, 0, true, NULL, 0 },
    { "asked for some", HEAD "uSNCreated: 1\n", 0, false, "may not", 0 },
    { "bad base64", HEAD FULL "altSecurityIdentities:: !!\n", 0, true,
	"cannot be read", 1 },
    { "elsewhere", HEAD FULL "altSecurityIdentities:< file:///x\n", 0, true,
	"cannot be read", 1 },
    { "two UPNs", HEAD FULL "userPrincipalName: a@b\nuserPrincipalName: c@d\n",
	0, true, "cannot be read", 0 },
    { "bad SID", HEAD FULL "objectSid:: AAAA\n", 0, true, "cannot be read",
	0 },
    { "first of several ranges", HEAD FULL
	"altSecurityIdentities;range=0-0: X509:<SKI>00\n", 1, true,
	"a part of", 0 },
    { "last range", HEAD FULL
	"altSecurityIdentities;range=0-*: X509:<SKI>00\n", 1, true, NULL, 0 },
    { "no line of LDIF", HEAD FULL "what is this\n", 0, true,
	"cannot be read", 1 },
    { "cut", HEAD FULL "altSecurityIdentities:: WDUwOTo8U0tJ", 0, true,
	"cannot be read", 1 },
    { "empty value", HEAD FULL "altSecurityIdentities:\n", 0, true, NULL, 0 },
    /* clang-format on */
};

static void each_ldif(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(ldifs); i++) {
		const struct ed_directory_account *a;
		struct given g;

		print_message("row: %s\n", ldifs[i].name);
		give(&g, ed_str_of(ldifs[i].text));
		a = account_at(&g, 0);
		assert_int_equal(a->n_mappings, ldifs[i].n_mappings);
		assert_int_equal(a->mappings_exported, ldifs[i].exported);
		assert_int_equal(g.in->n_damage, ldifs[i].n_damage);
		if (ldifs[i].unknown)
			assert_non_null(
			    strstr(a->mappings_unknown, ldifs[i].unknown));
		else
			assert_null(a->mappings_unknown);
		ed_case_free(&g.c);
	}
}

#define LIST                                                                   \
	"\n\n"                                                                 \
	"accountExpires        : 9223372036854775807\n"                        \
	"altSecurityIdentities : {X509:<I>DC=example,DC=corp,CN=CORP-ISS\n"    \
	"                        UING-CA<SR>0102, X509:<RFC822>a@b.c}\n"       \
	"DistinguishedName     : CN=Alice Example,OU=Users,DC=corp\n"          \
	"Enabled               : False\n"                                      \
	"LockedOut             : True\n"                                       \
	"ObjectClass           : user\n"                                       \
	"proxyAddresses        : {SMTP:a@b.c, smtp:x@y.z...}\n"                \
	"SamAccountName        : alice\n"                                      \
	"SID                   : S-1-5-21-1-2-3-1104\n"                        \
	"UserPrincipalName     : alice@corp.example\n"                         \
	"whenCreated           : 18.11.2026 09:00:00\n"

static void list_of_powershell(void **state)
{
	const struct ed_directory_account *a;
	struct given g;

	(void)state;
	give(&g, ED_STR(LIST));
	a = account_at(&g, 0);
	assert_int_equal(g.c.accounts.n, 1);
	assert_int_equal(a->n_mappings, 2);
	same(a->mappings[0].issuer, "DC=example,DC=corp,CN=CORP-ISSUING-CA");
	same(a->mappings[1].text, "X509:<RFC822>a@b.c");
	assert_true(a->mappings[0].wrapped);
	assert_null(a->mappings_unknown);
	assert_int_equal(a->disabled, ED_YES);
	assert_int_equal(a->locked, ED_YES);
	assert_true(a->never_expires);
	assert_int_equal(a->n_addresses, 2);
	same(a->addresses[1], "smtp:x@y.z");
	assert_true(a->addresses_cut);
	/* Anywhere between UTC+14 and UTC-12. */
	assert_int_equal(a->created.earliest, 1794992400 - 14 * 3600);
	assert_int_equal(a->created.latest, 1794992400 + 12 * 3600);
	ed_case_free(&g.c);
}

/* Only those that can matter, and a few for the reader, are kept. */
static void keeps_what_matters(void **state)
{
	const struct ed_account user = {.upn = ED_STR("U7777@corp.example")};
	struct ed_text text = {0};
	struct ed_arena arena = {0};
	struct given g = {0};

	(void)state;
	text.arena = &arena;
	for (int i = 0; i < 10000; i++)
		ed_putf(&text,
		    "dn: CN=%d\nuserPrincipalName: u%d@corp.example\n\n", i, i);
	ed_case_init(&g.c);
	g.c.facts.account = &user;
	g.in = ed_add_input(&g.c, ED_STR("all.ldf"));
	assert_true(ed_loader_directory.load(&g.c, g.in, ed_text_str(&text)));
	assert_int_equal(g.in->n_accounts, 10000);
	assert_int_equal(g.c.accounts.n, ED_MAX_BYSTANDERS + 1);
	assert_true(account_at(&g, ED_MAX_BYSTANDERS)->matters);
	same(account_at(&g, ED_MAX_BYSTANDERS)->upn, "u7777@corp.example");
	ed_case_facts(&g.c);
	ed_derive_directory(&g.c);
	same(g.c.facts.directory_account->upn, "u7777@corp.example");
	ed_case_free(&g.c);
	ed_arena_free(&arena);
}

static void not_recognised(void **state)
{
	static const char *const others[] = {"", "dn", "hello: world\n",
	    "user: { upn: a@b }\n", "-----BEGIN CERTIFICATE-----\n",
	    "Name : x\nObjectClass : user\n",
	    ("DistinguishedName : CN=A\nSamAccountName : a\n"
	     "UserPrincipalName : a@b\nRecipientType : UserMailbox\n")};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(others); i++)
		assert_false(
		    ed_loader_directory.recognise(ed_str_of(others[i])));
}

/* A line beyond the limit is damage, and the next one is read again. */
static void long_line(void **state)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_lines *lines;
	struct ed_str line;

	(void)state;
	for (size_t i = 0; i < ED_MAX_LINE + 5; i++)
		ed_put_byte(&text, 'x');
	ed_put(&text, ED_STR("\nnext\n"));
	lines = ed_lines_of(ed_text_str(&text));
	assert_true(ed_lines_next(lines, &line));
	assert_int_equal(line.n, ED_MAX_LINE);
	assert_non_null(ed_lines_damage(lines));
	assert_true(ed_lines_next(lines, &line));
	same(line, "next");
	assert_int_equal(ed_lines_number(lines), 2);
	assert_false(ed_lines_next(lines, &line));
	ed_lines_free(lines);
	ed_arena_free(&arena);
}

/* An export without the user is no export of the user, and not silently so. */
static void an_absent_user_is_told(void **state)
{
	static const struct ed_account bob = {
	    .upn = {"bob@corp.example", sizeof("bob@corp.example") - 1}};
	const struct ed_str bytes = ED_STR(LDIF);
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	c.facts.account = &bob;
	assert_true(ed_loader_directory.load(
	    &c, ed_add_input(&c, ED_STR("account")), bytes));
	ed_derive_directory(&c);
	assert_null(ed_case_facts(&c)->directory_account);
	assert_int_equal(c.notes.n, 1);
	assert_true(ed_str_starts(ED_ITEMS(c.notes, struct ed_str)[0],
	    ED_STR("the directory's export holds no account with ")));
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_absent_user_is_told),
	    cmocka_unit_test(ldif_in_every_encoding),
	    cmocka_unit_test(each_ldif),
	    cmocka_unit_test(list_of_powershell),
	    cmocka_unit_test(keeps_what_matters),
	    cmocka_unit_test(not_recognised),
	    cmocka_unit_test(long_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
