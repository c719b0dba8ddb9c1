/* SPDX-License-Identifier: Apache-2.0 */
#include "base/encoding.h"
#include "base/openssl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/x509.h>

/* CN=canary, P-256, signed by itself. */
static const char base64[] =
    "MIIBpzCCAU6gAwIBAgIBATAKBggqhkjOPQQDAjARMQ8wDQYDVQQDDAZjYW5hcnkw"
    "HhcNMjYxMTIzMDMxOTMwWhcNMzYxMTIwMDMxOTMwWjARMQ8wDQYDVQQDDAZjYW5h"
    "cnkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARVcLg6F5VsLog6q5xyw8L2cLpF"
    "P/nkn+PrXzdwk1A57CY572s9IQLXteWhkMvof4ITNLxYTclqI5cw47DAEbqWo4GW"
    "MIGTME0GA1UdEQRGMESgKAYKKwYBBAGCNxQCA6AaDBhjYW5hcnlAZWFzZG9jdG9y"
    "LmV4YW1wbGWBGGNhbmFyeUBlYXNkb2N0b3IuZXhhbXBsZTATBgNVHSUEDDAKBggr"
    "BgEFBQcDATAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFDqQ1H4Wvy3DNUCRiFdi"
    "ADtlFha8MAoGCCqGSM49BAMCA0cAMEQCIBG1SQ3umrHJp1D1B3YLF/1AKhWxapCD"
    "pcjH8DoBJhxGAiAab4E+smnv7q09MVaBcHGXrXWQzv/k6rA272YGD7aPbQ==";

static struct ed_certificate certificate(struct ed_arena *arena)
{
	struct ed_certificate cert = {0};

	assert_true(ed_base64_decode(arena, ed_str_of(base64), &cert.der));
	return cert;
}

static void decodes_once(void **state)
{
	struct ed_arena arena = {0};
	struct ed_certificate a = certificate(&arena), b = certificate(&arena);
	X509 *first = ed_x509_of(&a), *second = ed_x509_of(&b);

	(void)state;
	assert_non_null(first);
	assert_ptr_equal(first, second);
	assert_int_equal(X509_verify(first, X509_get0_pubkey(first)), 1);
	X509_free(first);
	X509_free(second);
	/* It is still there for the next. */
	first = ed_x509_of(&a);
	assert_ptr_equal(first, second);
	X509_free(first);
	ed_arena_free(&arena);
}

/* Whatever its fingerprint was said to be, and wherever the change stands. */
static void tells_others_apart(void **state)
{
	struct ed_arena arena = {0};
	struct ed_certificate good = certificate(&arena);
	X509 *first = ed_x509_of(&good);

	(void)state;
	for (size_t i = 0; i < good.der.n; i++) {
		struct ed_certificate other = certificate(&arena);
		X509 *x509;

		((char *)other.der.p)[i] ^= 1;
		x509 = ed_x509_of(&other);
		assert_true(x509 != first);
		X509_free(x509);
	}
	X509_free(first);
	ed_arena_free(&arena);
}

static void decodes_no_junk(void **state)
{
	struct ed_arena arena = {0};
	struct ed_certificate none = {0}, cut = certificate(&arena),
			      junk = {.der = ED_STR("0")};

	(void)state;
	cut.der.n--;
	for (int i = 0; i < 2; i++) {
		assert_null(ed_x509_of(&none));
		assert_null(ed_x509_of(&cut));
		assert_null(ed_x509_of(&junk));
	}
	ed_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decodes_once),
	    cmocka_unit_test(tells_others_apart),
	    cmocka_unit_test(decodes_no_junk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
