/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certificate-key: the key must be one that the server takes, of a size that
 * lasts, and the one that the request template asks for.
 *
 * Windows drops RSA keys under 1024 bits in the handshake. A key that is not
 * what the template says was made from another template, or by hand.
 */
#include <easdoctor/check.h>

enum { SERVER_MINIMUM = 1024, SOUND_RSA = 2048, SOUND_CURVE = 256 };

static const char *type_name(enum ed_key_type type)
{
	switch (type) {
	case ED_KEY_RSA:
		return "RSA";
	case ED_KEY_EC:
		return "elliptic curve";
	case ED_KEY_ED25519:
		return "Ed25519";
	default:
		return "unknown";
	}
}

/* As consoles and templates write it; OTHER for what is not known here. */
static enum ed_key_type read_type(struct ed_str word)
{
	static const char *const curves[] = {"EC", "ECC", "ECDSA", "ECDH"};

	if (ed_str_ieq(word, ED_STR("RSA")))
		return ED_KEY_RSA;
	for (size_t i = 0; i < ED_COUNT(curves); i++)
		if (ed_str_ieq(word, ed_str_of(curves[i])))
			return ED_KEY_EC;
	return ED_KEY_OTHER;
}

static void settle_unusable(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_value *values)
{
	const struct ed_key *key = &cert->key;

	if (key->type == ED_KEY_RSA && key->bits == 0)
		ed_unknown(out, "unusable", "its key cannot be read");
	else if (key->type == ED_KEY_RSA || key->type == ED_KEY_EC)
		ed_settle(out, "unusable",
		    key->type == ED_KEY_RSA && key->bits < SERVER_MINIMUM,
		    cert->ref, values);
	else
		ed_unknown(out, "unusable",
		    "whether the server takes a key of this type is not known");
}

static void settle_size(struct ed_sink *out, const struct ed_certificate *cert,
    const struct ed_value *values)
{
	const struct ed_key *key = &cert->key;
	const bool rsa = key->type == ED_KEY_RSA;

	if (key->type == ED_KEY_OTHER || key->bits == 0)
		ed_unknown(out, "too-small",
		    "its key is of a type or a curve that is not known here");
	else
		ed_settle(out, "too-small",
		    rsa ? key->bits >= SERVER_MINIMUM && key->bits < SOUND_RSA
			: key->bits < SOUND_CURVE,
		    cert->ref, values);
}

static void settle_template(struct ed_sink *out,
    const struct ed_certificate *cert, const struct ed_template *wanted)
{
	static const char id[] = "differs-from-template";
	const struct ed_key *key = &cert->key;
	enum ed_key_type type = ED_KEY_OTHER;
	struct ed_digits bits, wanted_bits;
	bool other_type, other_size;

	if (!wanted || (!wanted->key_type.n && !wanted->key_bits)) {
		ed_not_asked(out, id,
		    "the case does not say which key the "
		    "request template asks for");
		return;
	}
	type = read_type(wanted->key_type);
	if (wanted->key_type.n && type == ED_KEY_OTHER) {
		ed_unknown(out, id,
		    "the template's type of key is neither RSA nor EC");
		return;
	}
	other_type = type != ED_KEY_OTHER && key->type != type;
	other_size = wanted->key_bits && key->bits != wanted->key_bits;
	if (key->type == ED_KEY_OTHER ||
	    (!other_type && other_size && key->bits == 0)) {
		ed_unknown(out, id,
		    "its key is of a type or a curve that is not known here");
		return;
	}
	ed_settle(out, id, other_type || other_size, cert->ref,
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"type", ED_TEXT, ed_str_of(type_name(key->type))},
		{"bits", ED_NUMBER, ed_number(&bits, key->bits)},
		{"wanted_type", ED_TEXT,
		    ed_str_of(type == ED_KEY_OTHER ? "" : type_name(type))},
		{"wanted_bits", ED_NUMBER,
		    ed_number(&wanted_bits, wanted->key_bits)}));
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;
	struct ed_digits bits;
	const struct ed_value *values =
	    ED_VALUES({"certificate", ED_DN, cert->subject.text},
		{"type", ED_TEXT, ed_str_of(type_name(cert->key.type))},
		{"bits", ED_NUMBER, ed_number(&bits, cert->key.bits)});

	settle_unusable(out, cert, values);
	settle_size(out, cert, values);
	settle_template(out, cert, facts->request_template);
}

const struct ed_check ed_check_certificate_key = {
    .id = "certificate-key",
    .title = "The certificate's key is sound and as asked for",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS(
	{"unusable", 0}, {"too-small", 0}, {"differs-from-template", 0}),
    .run = run,
};
