/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct ed_payload payload(const char *uuid, const char *identifier)
{
	return (struct ed_payload){
	    .uuid = ed_str_of(uuid), .identifier = ed_str_of(identifier)};
}

static struct ed_profile *add(
    struct ed_case *c, const char *uuid, struct ed_payload *payloads, size_t n)
{
	struct ed_profile *profile = ed_add_profile(c);

	profile->uuid = ed_str_of(uuid);
	profile->payloads = payloads;
	profile->n_payloads = n;
	return profile;
}

static void finds_twins_in_a_profile(void **state)
{
	struct ed_payload payloads[] = {payload("A-1", "x"),
	    payload("b-2", "y"), payload(" a-1", "z"), payload("c-3", "Y"),
	    payload("", ""), payload("", "")};
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	add(&c, "p", payloads, ED_COUNT(payloads));
	ed_derive_twins(&c);
	assert_ptr_equal(payloads[2].same_uuid, &payloads[0]);
	assert_null(payloads[2].same_identifier);
	assert_ptr_equal(payloads[3].same_identifier, &payloads[1]);
	for (size_t i = 0; i < ED_COUNT(payloads); i++) {
		assert_null(payloads[i].elsewhere);
		assert_true(i == 2 || !payloads[i].same_uuid);
		assert_true(i == 3 || !payloads[i].same_identifier);
	}
	ed_case_free(&c);
}

static void finds_them_in_other_profiles(void **state)
{
	struct ed_payload mine[] = {payload("u", "x")};
	struct ed_payload its[] = {payload("U", "x"), payload("v", "y")};
	struct ed_payload copy[] = {payload("v", "z")};
	struct ed_profile *other;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	add(&c, "p", mine, 1);
	other = add(&c, "q", its, 2);
	add(&c, "Q ", copy, 1);
	ed_derive_twins(&c);
	assert_ptr_equal(mine[0].elsewhere, &its[0]);
	assert_ptr_equal(mine[0].elsewhere_profile, other);
	assert_ptr_equal(its[0].elsewhere, &mine[0]);
	/* Identifiers are a profile's own affair; versions share all. */
	assert_null(mine[0].same_identifier);
	assert_null(its[1].elsewhere);
	assert_null(copy[0].elsewhere);
	ed_case_free(&c);
}

/* A copy stands between; the one behind it is found all the same. */
static void looks_behind_copies(void **state)
{
	struct ed_payload a[] = {payload("u", "")}, b[] = {payload("u", "")},
			  d[] = {payload("u", "")};
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	add(&c, "p", a, 1);
	add(&c, "p", b, 1);
	add(&c, "r", d, 1);
	ed_derive_twins(&c);
	assert_ptr_equal(a[0].elsewhere, &d[0]);
	assert_ptr_equal(d[0].elsewhere, &b[0]);
	ed_case_free(&c);
}

static void nothing_is_no_twin(void **state)
{
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	ed_derive_twins(&c);
	add(&c, "", NULL, 0);
	ed_derive_twins(&c);
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_twins_in_a_profile),
	    cmocka_unit_test(finds_them_in_other_profiles),
	    cmocka_unit_test(looks_behind_copies),
	    cmocka_unit_test(nothing_is_no_twin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
