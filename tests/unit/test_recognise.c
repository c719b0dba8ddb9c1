/* SPDX-License-Identifier: Apache-2.0 */
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "loaded.h"

static char folder[] = "/tmp/ed-load-XXXXXX";
static struct ed_case c;

static void put(const char *name, const char *text, size_t n)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	fclose(file);
}

static void copy_data(const char *file, const char *to)
{
	char command[8192];

	snprintf(command, sizeof(command), "cp '%s' '%s'", data_path(file), to);
	assert_int_equal(system(command), 0);
}

static int enter(void **state)
{
	(void)state;
	ed_case_init(&c);
	strcpy(folder, "/tmp/ed-load-XXXXXX");
	return mkdtemp(folder) && chdir(folder) == 0 && mkdir("e", 0755) == 0
		   ? 0
		   : -1;
}

static int leave(void **state)
{
	char command[128];

	(void)state;
	ed_case_free(&c);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return chdir("/") || system(command) ? -1 : 0;
}

/* "path kind named unreadable damage", the first damage only. */
static void assert_input(size_t i, const char *want)
{
	const struct ed_input *in = input_at(&c, i);
	char line[1024];

	assert_non_null(in);
	snprintf(line, sizeof(line), "%.*s %.*s%s%s%s%.*s", ED_ARG(in->path),
	    ED_ARG(in->kind), in->named ? " named" : "",
	    in->unreadable ? " unreadable" : "", in->n_damage ? ": " : "",
	    in->n_damage ? (int)in->damage[0].n : 0,
	    in->n_damage ? in->damage[0].p : "");
	assert_string_equal(line, want);
}

static void lists_every_file(void **state)
{
	(void)state;
	copy_data("alice.pem", "e/alice.pem");
	put("e/empty", "", 0);
	put("e/notes.txt", "nothing of use\n", 15);
	put("e/.hidden", "x", 1);
	assert_int_equal(mkfifo("e/pipe", 0644), 0);
	ed_load_path(&c, "e", true);
	assert_int_equal(c.inputs.n, 4);
	assert_input(0, "e/alice.pem certificate");
	assert_input(1, "e/empty unrecognised unreadable: the file is empty");
	assert_input(2, "e/notes.txt unrecognised unreadable: not recognised");
	assert_true(ed_str_eq(input_at(&c, 2)->damage[1],
	    ED_STR("tried: events, certificate, pkcs12, iis-config, profile, "
		   "probe, crl, certutil -verify, certutil -CAInfo, certutil "
		   "-dump, exchange-list, sslcert, registry, certificate "
		   "store, directory, android-profile, iis-log, httperr-log, "
		   "case")));
	assert_input(3, "e/pipe unrecognised unreadable: not a regular file");
	assert_int_equal(input_at(&c, 2)->n_damage, 2);
	assert_int_equal(input_at(&c, 2)->bytes, 15);
	assert_int_equal(input_at(&c, 2)->sha256.n, 64);
}

static void a_report_is_no_evidence(void **state)
{
	static const char report[] =
	    "{\n  \"schema\": \"easdoctor.report/1\",\n  \"verdict\": {}\n}\n";

	(void)state;
	put("report.json", report, sizeof(report) - 1);
	ed_load_path(&c, "report.json", true);
	assert_input(0,
	    "report.json unrecognised named unreadable: a report is no "
	    "evidence; \"easdoctor report\" shows it");
}

static void names_what_was_named(void **state)
{
	(void)state;
	ed_load_path(&c, "absent", true);
	ed_load_path(&c, "e", true);
	copy_data("alice.pem", "e/alice.pem");
	ed_load_path(&c, "e", true);
	ed_load_path(&c, "e/alice.pem", true);
	assert_int_equal(c.inputs.n, 3);
	assert_input(0,
	    "absent unrecognised named unreadable: No such file or directory");
	assert_input(
	    1, "e unrecognised named unreadable: the folder holds no files");
	assert_input(2, "e/alice.pem certificate named");
}

static void loads_a_file_once(void **state)
{
	(void)state;
	copy_data("alice.pem", "e/alice.pem");
	copy_data("alice.pem", "e/copy.pem");
	ed_load_path(&c, "e/alice.pem", true);
	ed_load_path(&c, "./e/alice.pem", true);
	ed_load_path(&c, "e", false);
	assert_int_equal(c.inputs.n, 2);
	assert_int_equal(c.certificates.n, 2);
}

static void refuses_large_files(void **state)
{
	(void)state;
	put("e/large", "x", 1);
	assert_int_equal(truncate("e/large", (16 << 20) + 1), 0);
	ed_load_path(&c, "e/large", true);
	assert_input(0, "e/large unrecognised named unreadable: larger than "
			"the limit of 16777216 bytes");
	/* Nothing that is known is that large, so nothing is missed. */
	assert_false(input_at(&c, 0)->incomplete);
}

/* What was left out is not known to be of no use. */
static void notes_what_it_left_out(void **state)
{
	char deep[64] = "e";

	(void)state;
	put("e/plain", "x", 1);
	assert_int_equal(symlink("nowhere", "e/link"), 0);
	for (size_t i = 0; i < 18; i++) {
		strcat(deep, "/d");
		assert_int_equal(mkdir(deep, 0755), 0);
	}
	ed_load_path(&c, "e", true);
	assert_int_equal(c.inputs.n, 3);
	assert_true(input_at(&c, 0)->incomplete);  /* e/d/d/... */
	assert_false(input_at(&c, 1)->incomplete); /* a link to nothing */
	assert_false(input_at(&c, 2)->incomplete); /* read, and no evidence */
}

/* A password in the evidence: not even its hash is told. */
static void spares_the_password_file(void **state)
{
	struct ed_error err;

	(void)state;
	put("e/pw", "Passw0rd\r\nsecond line\n", 23 - 1);
	assert_int_equal(link("e/pw", "e/qw") || symlink("pw", "e/rw"), 0);
	copy_data("modern.p12", "e/modern.p12");
	assert_true(ed_load_password(&c, "./e/pw", &err));
	assert_string_equal(c.password, "Passw0rd");
	ed_load_path(&c, "e", true);
	assert_input(0, "e/modern.p12 pkcs12");
	assert_input(1, "e/pw password");
	assert_input(2, "e/qw password");
	assert_input(3, "e/rw password");
	for (size_t i = 1; i < 4; i++)
		assert_int_equal(input_at(&c, i)->sha256.n, 0);
	assert_int_equal(identity_at(&c, 0)->opened, ED_OPENED);
}

static void refuses_odd_passwords(void **state)
{
	struct ed_error err;
	char large[1100];

	(void)state;
	memset(large, 'a', sizeof(large));
	put("nul", "a\0b\n", 4);
	put("large", large, sizeof(large));
	put("empty", "", 0);
	assert_false(ed_load_password(&c, "nul", &err));
	assert_non_null(strstr(err.text, "nul: the password holds a NUL"));
	assert_false(ed_load_password(&c, "large", &err));
	assert_false(ed_load_password(&c, "absent", &err));
	assert_null(c.password);
	assert_true(ed_load_password(&c, "empty", &err));
	assert_string_equal(c.password, "");
}

static void add_path(struct ed_list *list, const char *path)
{
	*ED_PUSH(&c.arena, list, struct ed_str) = ed_str_of(path);
}

static void loads_what_the_case_names(void **state)
{
	(void)state;
	copy_data("modern.p12", "e/device.p12");
	copy_data("root.pem", "root.pem");
	copy_data("issuing.pem", "ca.pem");
	put("pw", "Passw0rd", 8);
	add_path(&c.evidence, "e");
	add_path(&c.client_roots, "root.pem");
	add_path(&c.ca_files, "ca.pem");
	add_path(&c.server_roots, "absent.pem");
	c.certificate = ED_STR("./e/device.p12");
	c.password_file = ED_STR("pw");
	ed_load_case_evidence(&c);
	assert_int_equal(c.inputs.n, 4);
	assert_ptr_equal(c.device_input, input_at(&c, 0));
	assert_input(0, "e/device.p12 pkcs12 named");
	assert_input(1, "root.pem certificate named");
	assert_input(2, "absent.pem unrecognised named unreadable: No such "
			"file or directory");
	assert_input(3, "ca.pem certificate named");
	assert_int_equal(c.root_inputs.n, 1);
	assert_ptr_equal(ED_ITEMS(c.root_inputs, const struct ed_input *)[0],
	    input_at(&c, 1));
	assert_int_equal(identity_at(&c, 0)->opened, ED_OPENED);
}

static void says_when_a_password_is_absent(void **state)
{
	(void)state;
	c.password_file = ED_STR("absent.pw");
	ed_load_case_evidence(&c);
	assert_input(0, "absent.pw password named unreadable: No such file or "
			"directory");
}

/* A case among evidence is listed; naming one there is a mistake. */
static void leaves_cases_alone(void **state)
{
	static const char text[] = "user: { email: alice@corp.example }\n";

	(void)state;
	put("e/case.yaml", text, sizeof(text) - 1);
	ed_load_path(&c, "e", true);
	assert_input(0, "e/case.yaml case");
	assert_null(c.facts.account);
	ed_case_free(&c);
	ed_load_path(&c, "e/case.yaml", true);
	assert_input(0, "e/case.yaml case named unreadable: a case is no "
			"evidence: it was not used");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(lists_every_file),
	    TEST(a_report_is_no_evidence),
	    TEST(names_what_was_named),
	    TEST(loads_a_file_once),
	    TEST(refuses_large_files),
	    TEST(notes_what_it_left_out),
	    TEST(spares_the_password_file),
	    TEST(refuses_odd_passwords),
	    TEST(loads_what_the_case_names),
	    TEST(says_when_a_password_is_absent),
	    TEST(leaves_cases_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
