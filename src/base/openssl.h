/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What OpenSSL decodes and verifies evidence with: a library context of its
 * own, because what this machine's policy forbids, the server's may allow.
 * Made when first needed, and kept: a new one costs as much as five
 * certificates. For one thread.
 */
#ifndef ED_BASE_OPENSSL_H
#define ED_BASE_OPENSSL_H

#include <easdoctor/facts.h>
#include <openssl/types.h>

/* With the default provider. NULL when there is no memory for it. */
OSSL_LIB_CTX *ed_library(void);

/*
 * The certificate as OpenSSL has it, for the caller to free; NULL when it
 * cannot decode it. The last that were decoded are kept: several questions
 * are asked of each, and again for each endpoint of a list.
 */
X509 *ed_x509_of(const struct ed_certificate *cert);

#endif
