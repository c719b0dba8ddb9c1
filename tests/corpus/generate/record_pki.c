/* SPDX-License-Identifier: Apache-2.0 */
/* The server's certificates, of an authority of its own. */
#include "pki.h"
#include "record.h"

#include <openssl/x509v3.h>
#include <string.h>

static struct ed_authority *find(struct ed_spec *spec, const char *name)
{
	for (unsigned i = 0; i < spec->n_strangers; i++)
		if (strcmp(spec->strangers[i].name, name) == 0)
			return &spec->strangers[i];
	return NULL;
}

/* The company's, or somebody's that nobody gave as a root. */
static struct ed_authority *root_of(struct ed_spec *spec, bool stranger)
{
	const char *name = stranger ? "Elsewhere Root X1"
				    : ed_say(spec, "%s Server Root", spec->tag);
	struct ed_authority *known = find(spec, name);

	return known ? known
		     : ed_add_stranger(spec, name,
			   stranger ? "Elsewhere Ltd" : spec->org,
			   stranger ? ED_KEY_STRANGER : ED_KEY_OTHER_ROOT);
}

static struct ed_authority *issuing_of(struct ed_spec *spec, bool stranger)
{
	const char *name = stranger ? "Elsewhere Issuing E1"
				    : ed_say(spec, "%s Server CA", spec->tag);
	struct ed_authority *known = find(spec, name);

	if (known)
		return known;
	known = ed_add_stranger(spec, name,
	    stranger ? "Elsewhere Ltd" : spec->org, ED_KEY_OTHER_ISSUING);
	known->issuer = root_of(spec, stranger);
	return known;
}

struct ed_authority *ed_server_root(struct ed_spec *spec)
{
	return root_of(spec, false);
}

struct ed_str ed_server_root_pem(struct ed_spec *spec)
{
	return ed_pem_of(spec, ed_make_authority(spec, ed_server_root(spec)));
}

struct ed_str ed_server_issuing_pem(struct ed_spec *spec)
{
	return ed_pem_of(
	    spec, ed_make_authority(spec, issuing_of(spec, false)));
}

static void add(X509 *cert, X509 *issuer, int nid, const char *words)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, words);
	if (!extension || !X509_add_ext(cert, extension, -1))
		ed_give_up(words);
	X509_EXTENSION_free(extension);
}

static const char *names_of(struct ed_spec *spec)
{
	struct ed_text text = {.arena = spec->arena};
	const char *const *names = spec->record.names;

	if (!names)
		return ed_say(spec, "DNS:%s", spec->expected.host);
	for (size_t i = 0; names[i]; i++)
		ed_putf(&text, "%sDNS:%s", i ? "," : "", names[i]);
	ed_put_byte(&text, '\0');
	return text.p;
}

static X509 *new_leaf(struct ed_spec *spec)
{
	const struct ed_record_spec *record = &spec->record;
	X509 *cert = X509_new();
	X509_NAME *name = X509_NAME_new();

	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set_uint64(
	    X509_get_serialNumber(cert), ed_random_next(&spec->random) >> 1);
	ASN1_TIME_set(X509_getm_notBefore(cert), ED_AS_OF + record->not_before);
	ASN1_TIME_set(X509_getm_notAfter(cert), ED_AS_OF + record->not_after);
	X509_set_pubkey(cert, spec->keys[record->key]);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
	    (const unsigned char *)spec->expected.host, -1, -1, 0);
	X509_set_subject_name(cert, name);
	X509_set_issuer_name(cert, name);
	X509_NAME_free(name);
	return cert;
}

static struct ed_str make_leaf(struct ed_spec *spec)
{
	const struct ed_record_spec *record = &spec->record;
	struct ed_authority *issuer = issuing_of(spec, record->stranger);
	X509 *cert = new_leaf(spec);
	X509 *above = cert;
	struct ed_str der;
	int key = record->key;

	if (!record->self_signed) {
		above = ed_make_authority(spec, issuer);
		X509_set_issuer_name(cert, X509_get_subject_name(above));
		key = issuer->key;
	}
	add(cert, above, NID_subject_key_identifier, "hash");
	add(cert, above, NID_authority_key_identifier, "keyid:always");
	add(cert, above, NID_key_usage,
	    "critical,digitalSignature,keyEncipherment");
	add(cert, above, NID_ext_key_usage, "serverAuth");
	add(cert, above, NID_subject_alt_name, names_of(spec));
	if (!X509_sign(cert, spec->keys[key],
		EVP_get_digestbyname(
		    record->digest ? record->digest : "SHA256")))
		ed_give_up("cannot sign a server certificate");
	der = ed_der_of(spec, cert);
	X509_free(cert);
	return der;
}

unsigned ed_server_chain(struct ed_spec *spec, struct ed_str chain[3])
{
	chain[0] = make_leaf(spec);
	if (spec->record.self_signed || spec->record.leaf_only)
		return 1;
	chain[1] = ed_der_of(spec,
	    ed_make_authority(spec, issuing_of(spec, spec->record.stranger)));
	return 2;
}

const char *ed_base64_of(struct ed_spec *spec, struct ed_str bytes)
{
	char *text = ed_alloc(spec->arena, bytes.n / 3 * 4 + 8);

	EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)bytes.p,
	    (int)bytes.n);
	return text;
}

/* An authority of the company that issues to something else. */
static struct ed_authority *other_of(struct ed_spec *spec, const char *what)
{
	const char *name = ed_say(spec, "%s %s", spec->tag, what);
	struct ed_authority *known = find(spec, name);

	return known ? known
		     : ed_add_stranger(spec, name, spec->org, ED_KEY_STRANGER);
}

static void put_name(
    struct ed_spec *spec, struct ed_text *out, struct ed_authority *authority)
{
	X509_NAME *name =
	    X509_get_subject_name(ed_make_authority(spec, authority));
	unsigned char *der = NULL;
	int n = i2d_X509_NAME(name, &der);

	if (n <= 0)
		ed_give_up("cannot write a name");
	ed_putf(out, "%s\"%s\"", out->n ? "," : "",
	    ed_base64_of(spec, (struct ed_str){(char *)der, (size_t)n}));
	OPENSSL_free(der);
}

const char *ed_names_of(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};

	for (unsigned i = 0; i < spec->record.n_named; i++)
		put_name(spec, &out, spec->record.named[i]);
	ed_put_byte(&out, '\0');
	return out.p;
}

const char *ed_issuers_of(struct ed_spec *spec, enum ed_issuers issuers)
{
	struct ed_text out = {.arena = spec->arena};

	if (issuers == ED_ISSUERS_NONE)
		return "";
	put_name(spec, &out, other_of(spec, "Server CA G1"));
	if (issuers == ED_ISSUERS_OTHERS)
		put_name(spec, &out, other_of(spec, "WiFi CA"));
	if (issuers == ED_ISSUERS_OURS || issuers == ED_ISSUERS_ROOT)
		put_name(spec, &out, &spec->root);
	if (issuers == ED_ISSUERS_OURS)
		put_name(spec, &out, &spec->issuing);
	ed_put_byte(&out, '\0');
	return out.p;
}
