/* SPDX-License-Identifier: Apache-2.0 */
/* A file that is a PKCS#12: DER, or base64 of it without armour. */
#include "load/loader.h"

#include "base/encoding.h"
#include "load/private_key.h"
#include "load/shape.h"

static bool recognise(struct ed_str bytes)
{
	return ed_shape(bytes) == ED_SHAPE_PKCS12 ||
	       ed_shape_of_base64(bytes) == ED_SHAPE_PKCS12;
}

static void note_closed(
    struct ed_case *c, struct ed_input *in, const struct ed_identity *identity)
{
	if (identity->opened == ED_NO_PASSWORD)
		ed_damage(
		    c, in, "locked by a password: give it by --password-file");
	if (identity->opened == ED_WRONG_PASSWORD)
		ed_damage(c, in, "the password given does not fit");
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_ref ref = {.input = ed_input_number(c, in)};
	const struct ed_identity *identity;
	struct ed_arena scratch = {0};
	struct ed_str der = bytes;

	if (ed_shape(bytes) != ED_SHAPE_PKCS12 &&
	    !ed_base64_decode(&scratch, bytes, &der)) {
		ed_damage(c, in, "it starts like base64, and is not");
		ed_arena_free(&scratch);
		return false;
	}
	identity = ed_load_pkcs12_der(c, in, ref, der, c->password);
	/* Without encryption the key stands in it as it is. */
	ed_arena_free(&scratch);
	ed_wipe(bytes);
	if (!identity)
		return false;
	note_closed(c, in, identity);
	return identity->opened == ED_OPENED || identity->n_certificates;
}

const struct ed_loader ed_loader_pkcs12 = {
    .kind = "pkcs12",
    .recognise = recognise,
    .load = load,
};
