/* SPDX-License-Identifier: Apache-2.0 */
/* The bags of a PKCS#12, opened one by one within a budget of rounds. */
#ifndef ED_LOAD_PKCS12_BAGS_H
#define ED_LOAD_PKCS12_BAGS_H

#include "base/case.h"

#include <openssl/pkcs12.h>

/* A certificate in a PKCS#12. */
struct ed_bag_certificate {
	struct ed_str der;
	struct ed_str local_id; /* localKeyID, or empty */
};

/* A private key in one. Free with ed_bags_free. */
struct ed_bag_key {
	EVP_PKEY *key; /* NULL: it could not be opened */
	struct ed_str local_id;
};

struct ed_bags {
	struct ed_case *c; /* its arena, and its budget of rounds */
	OSSL_LIB_CTX *library;
	bool costly;                 /* something was left because of that */
	bool undecrypted;            /* something did not decrypt */
	bool full;                   /* it holds more than is read */
	struct ed_list certificates; /* struct ed_bag_certificate */
	struct ed_list keys;         /* struct ed_bag_key */
};

/* Opens all bags of safes (of PKCS12_unpack_authsafes) with password. */
void ed_bags_open(
    struct ed_bags *bags, STACK_OF(PKCS7) * safes, const char *password);
/* Forgets what was opened; the bags can be opened again. */
void ed_bags_free(struct ed_bags *bags);

/*
 * The name of the encryption that decides who can open this: the newest, and
 * else the weakest. NULL when nothing is encrypted, or nothing known.
 */
const char *ed_bags_encryption(STACK_OF(PKCS7) * safes);

#endif
