/* SPDX-License-Identifier: Apache-2.0 */
#include "load/signature.h"

#include "load/der_text.h"

#define RSASSA_PSS ED_STR("1.2.840.113549.1.1.10")

/* RFC 4055 3.1; empty when it cannot be read. */
static struct ed_str read_pss_digest(
    struct ed_arena *arena, struct ed_der parameters)
{
	struct ed_str body, text = {NULL, 0};
	struct ed_der cursor;

	if (!ed_der_take(&parameters, ED_DER_SEQUENCE, &body))
		return text;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_EXPLICIT(0), &body))
		return ED_STR("1.3.14.3.2.26"); /* SHA-1 */
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &body))
		return text;
	cursor = ed_der_in(body);
	if (!ed_der_take(&cursor, ED_DER_OID, &body) ||
	    !ed_oid_text(arena, body, &text))
		return (struct ed_str){NULL, 0};
	return text;
}

bool ed_read_signature(struct ed_arena *arena, struct ed_str algorithm,
    struct ed_str *oid, struct ed_str *digest)
{
	struct ed_der cursor = ed_der_in(algorithm);
	struct ed_str body;

	if (!ed_der_take(&cursor, ED_DER_OID, &body) ||
	    !ed_oid_text(arena, body, oid))
		return false;
	if (ed_str_eq(*oid, RSASSA_PSS))
		*digest = read_pss_digest(arena, cursor);
	return true;
}
