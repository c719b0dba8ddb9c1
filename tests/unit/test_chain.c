/* SPDX-License-Identifier: Apache-2.0 */
#include "derive/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "loaded.h"

#define ROOT "CN=Corp Root CA,DC=corp,DC=example"
#define ISSUING "CN=Corp Issuing CA,DC=corp,DC=example"

/*
 * As openssl verify -no_check_time -CAfile ROOTS -untrusted OTHERS DEVICE
 * says: OK; error 19 or 18 (self-signed); error 20 (no issuer, or one
 * of another key id); error 7 or 30
 * (the wrong key); error 24, 25, 32 and 47 (constraints).
 */
static const struct {
	const char *name;
	const char *device;
	const char *others;
	const char *roots; /* given as such, or "" */
	enum ed_chain_state state;
	size_t n_links;
	const char *detail; /* in the detail, or NULL */
} rows[] = {
    /* clang-format off */
    { "whole", "alice.pem", "issuing.pem", "root.pem", ED_CHAIN_TRUSTED, 3, NULL },
    { "root among the rest", "alice.pem", "issuing.pem root.pem", "", ED_CHAIN_TRUSTED, 3, NULL },
    { "root in both", "alice.pem", "root.pem issuing.pem", "root.pem", ED_CHAIN_TRUSTED, 3, NULL },
    { "another root is given", "alice.pem", "issuing.pem root.pem", "other_root.pem", ED_CHAIN_UNTRUSTED, 3, ROOT },
    { "no root", "alice.pem", "issuing.pem", "", ED_CHAIN_INCOMPLETE, 2, ROOT },
    { "no issuer", "alice.pem", "", "root.pem", ED_CHAIN_INCOMPLETE, 1, ISSUING },
    { "no authority", "alice.pem", "", "", ED_CHAIN_NOT_TRIED, 0, NULL },
    { "key of another", "forged.pem", "issuing.pem", "root.pem", ED_CHAIN_BAD_SIGNATURE, 1, ISSUING },
    { "two of one name", "alice.pem", "fake.pem renewed.pem issuing.pem", "root.pem", ED_CHAIN_TRUSTED, 3, NULL },
    { "another generation", "alice.pem", "renewed.pem", "root.pem", ED_CHAIN_INCOMPLETE, 1, ISSUING },
    { "too deep", "too_deep.pem", "below.pem issuing.pem", "root.pem", ED_CHAIN_CONSTRAINT, 4, "allows 0 CA certificates" },
    { "may not sign", "by_nosign.pem", "", "nosign.pem", ED_CHAIN_CONSTRAINT, 2, "keyCertSign" },
    { "is no authority", "by_noca.pem", "", "noca.pem", ED_CHAIN_CONSTRAINT, 2, "CA:FALSE" },
    { "is no authority, not given", "by_noca.pem", "noca.pem", "", ED_CHAIN_CONSTRAINT, 2, "CA:FALSE" },
    { "forbidden name", "outside.pem", "constrained.pem", "root.pem", ED_CHAIN_CONSTRAINT, 3, "name constraints" },
    { "signed itself", "lonely.pem", "", "", ED_CHAIN_UNTRUSTED, 1, "CN=lonely" },
    { "signed itself, given", "lonely.pem", "", "lonely.pem", ED_CHAIN_TRUSTED, 1, NULL },
    { "circle", "in_circle.pem", "circle_a.pem circle_b.pem", "root.pem", ED_CHAIN_INCOMPLETE, 3, "CN=Circle A" },
    /* clang-format on */
};

static void check_row(size_t i)
{
	const struct ed_certificate *device;
	struct ed_case c;

	ed_case_init(&c);
	c.certificate = ed_copy(&c.arena, ed_str_of(data_path(rows[i].device)));
	if (*rows[i].roots)
		ed_load_roots(&c, data_path(rows[i].roots));
	load_files(&c, rows[i].others);
	ed_load_case_evidence(&c);
	ed_derive_roles(&c);
	ed_derive_chain(&c);
	device = c.facts.device_certificate;
	assert_non_null(device);
	assert_int_equal(device->chain.state, rows[i].state);
	assert_int_equal(device->chain.n_links, rows[i].n_links);
	if (rows[i].n_links)
		assert_ptr_equal(device->chain.links[0], device);
	if (rows[i].detail)
		assert_true(
		    ed_str_find(device->chain.detail,
			ed_str_of(rows[i].detail)) < device->chain.detail.n);
	ed_case_free(&c);
}

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		print_message("row: %s\n", rows[i].name);
		check_row(i);
	}
}

/* Eleven authorities under each other: one more than is followed. */
static void stops_somewhere(void **state)
{
	const struct ed_certificate *last;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	ed_load_roots(&c, data_path("root.pem"));
	load_files(&c, "long.pem");
	ed_derive_roles(&c);
	last = certificate_at(&c, c.certificates.n - 1);
	c.facts.device_certificate = last;
	ed_derive_chain(&c);
	assert_int_equal(last->chain.state, ED_CHAIN_FAILED);
	ed_case_free(&c);
}

/* Signatures over many bytes are verified, not only looked at. */
static void notices_a_changed_byte(void **state)
{
	const struct ed_certificate *cert;
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	ed_load_roots(&c, data_path("root.pem"));
	load_files(&c, "alice.pem issuing.pem");
	cert = find_subject(&c, "CN=alice,DC=corp,DC=example");
	((char *)cert->der.p)[cert->der.n - 1] ^= 1;
	ed_derive_roles(&c);
	ed_derive_chain(&c);
	assert_ptr_equal(c.facts.device_certificate, cert);
	assert_int_equal(cert->chain.state, ED_CHAIN_BAD_SIGNATURE);
	ed_case_free(&c);
}

/* A root that signed itself with MD2, which no library verifies any more. */
static void does_not_blame_an_old_digest(void **state)
{
	static const char sha256[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b";
	const struct ed_certificate *alice, *root;
	struct ed_str rest;
	struct ed_case c;
	unsigned n = 0;

	(void)state;
	ed_case_init(&c);
	c.certificate = ed_copy(&c.arena, ed_str_of(data_path("alice.pem")));
	ed_load_roots(&c, data_path("other_root.pem"));
	load_files(&c, "issuing.pem root.pem");
	ed_load_case_evidence(&c);
	root = find_subject(&c, ROOT);
	for (rest = root->der; rest.n; n++) {
		size_t at = ed_str_find(rest, ED_STR(sha256));

		if (at == rest.n)
			break;
		((char *)rest.p)[at + 8] = 2;
		rest = ed_str_sub(rest, at + 9, rest.n);
	}
	assert_int_equal(n, 2);
	ed_derive_roles(&c);
	ed_derive_chain(&c);
	alice = c.facts.device_certificate;
	assert_int_equal(alice->chain.state, ED_CHAIN_FAILED);
	assert_int_equal(alice->chain.n_links, 3);
	ed_case_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row),
	    cmocka_unit_test(stops_somewhere),
	    cmocka_unit_test(notices_a_changed_byte),
	    cmocka_unit_test(does_not_blame_an_old_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
