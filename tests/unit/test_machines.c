/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct file {
	const char *path;
	const char *kind; /* NULL: no export of a machine */
	const char *machine;
};

static void expect_machines(
    const struct file *files, size_t n, size_t n_machines)
{
	struct ed_case c;

	ed_case_init(&c);
	for (size_t i = 0; i < n; i++) {
		struct ed_input *in =
		    ed_add_input(&c, ed_str_of(files[i].path));

		in->kind = ed_str_of(files[i].kind);
		in->of_machine = files[i].kind != NULL;
	}
	ed_derive_machines(&c);
	assert_int_equal(ed_case_facts(&c)->n_machines, n_machines);
	for (size_t i = 0; i < n; i++) {
		const struct ed_machine *machine = c.facts.inputs[i]->machine;

		assert_int_equal(!machine, !files[i].machine);
		if (machine)
			assert_true(ed_str_eq(
			    machine->label, ed_str_of(files[i].machine)));
	}
	ed_case_free(&c);
}

static void kinds_in_folders_of_their_own_are_one_machine(void **state)
{
	const struct file files[] = {
	    {"e/iis/applicationHost.config", "iis-config", "server"},
	    {"e/reg/http.reg", "registry", "server"},
	    {"e/reg/schannel.reg", "registry", "server"},
	    {"e/alice.pem", NULL, NULL},
	};

	(void)state;
	expect_machines(files, ED_COUNT(files), 1);
}

static void a_kind_in_two_folders_is_two_machines(void **state)
{
	const struct file files[] = {
	    {"e/ex01/applicationHost.config", "iis-config", "server in e/ex01"},
	    {"e/ex02/applicationHost.config", "iis-config", "server in e/ex02"},
	    {"e/ex02/http.reg", "registry", "server in e/ex02"},
	    {"sslcert.txt", "sslcert", "server"},
	};

	(void)state;
	expect_machines(files, ED_COUNT(files), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds_in_folders_of_their_own_are_one_machine),
	    cmocka_unit_test(a_kind_in_two_folders_is_two_machines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
