/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of a profile's payloads. */
#ifndef EASDOCTOR_PAYLOAD_H
#define EASDOCTOR_PAYLOAD_H

#include <easdoctor/facts.h>

/*
 * Does the payload give the device an identity, a certificate with its key?
 * Apple lets PKCS#12, SCEP and ACME payloads do that.
 */
ED_API bool ed_payload_is_identity(const struct ed_payload *payload);

#endif
