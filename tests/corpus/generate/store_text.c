/* SPDX-License-Identifier: Apache-2.0 */
/* Certificate stores: as certutil prints them, and NTAuth as LDIF. */
#include "pki.h"
#include "server_side.h"

#include "base/encoding.h"

#include <openssl/bn.h>
#include <time.h>

/* As Windows prints names: the most specific part first. */
static const char *name_of(struct ed_spec *spec, const X509_NAME *name)
{
	struct ed_text out = {.arena = spec->arena};

	for (int i = X509_NAME_entry_count(name) - 1; i >= 0; i--) {
		X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
		int nid = OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry));
		const ASN1_STRING *value = X509_NAME_ENTRY_get_data(entry);

		ed_putf(&out, "%s=%.*s%s", OBJ_nid2sn(nid),
		    ASN1_STRING_length(value),
		    (const char *)ASN1_STRING_get0_data(value), i ? ", " : "");
	}
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

static const char *serial_of(struct ed_spec *spec, X509 *cert)
{
	const ASN1_INTEGER *number = X509_get0_serialNumber(cert);
	const struct ed_str hex =
	    ed_hex(spec->arena, (struct ed_str){(const char *)number->data,
				    (size_t)number->length});

	return ed_say(spec, "%.*s", ED_ARG(hex));
}

/* "4/25/2026 6:15 PM" */
static const char *time_of(struct ed_spec *spec, int64_t from_now)
{
	time_t at = (time_t)(ED_AS_OF + from_now);
	struct tm tm;
	int hour;

	gmtime_r(&at, &tm);
	hour = tm.tm_hour % 12 ? tm.tm_hour % 12 : 12;
	return ed_say(spec, "%d/%d/%d %d:%02d %s", tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_year + 1900, hour, tm.tm_min, tm.tm_hour < 12 ? "AM" : "PM");
}

static void put_stored(struct ed_spec *spec, struct ed_text *out, unsigned i,
    struct ed_authority *authority)
{
	X509 *cert = ed_make_authority(spec, authority);
	const struct ed_str sha1 =
	    ed_sha1_hex(spec->arena, ed_der_of(spec, cert));

	ed_putf(out,
	    "================ Certificate %u ================\n"
	    "Serial Number: %s\nIssuer: %s\n NotBefore: %s\n NotAfter: %s\n"
	    "Subject: %s\nCA Version: V0.0\n%s\n"
	    "Cert Hash(sha1): %.*s\nNo key provider information\n"
	    "Cannot find the certificate and private key for decryption.\n\n",
	    i, serial_of(spec, cert), name_of(spec, X509_get_issuer_name(cert)),
	    time_of(spec, authority->not_before),
	    time_of(spec, authority->not_after),
	    name_of(spec, X509_get_subject_name(cert)),
	    authority->issuer ? "Non-root Certificate"
			      : "Signature matches Public Key\nRoot "
				"Certificate: Subject matches Issuer",
	    ED_ARG(sha1));
}

const char *ed_store_text(
    struct ed_spec *spec, const char *name, const struct ed_store_said *store)
{
	struct ed_text out = {.arena = spec->arena};

	ed_putf(&out, "%s\n", name);
	for (unsigned i = 0; i < store->n; i++)
		put_stored(spec, &out, i, store->held[i]);
	ed_put(
	    &out, ED_STR("CertUtil: -store command completed successfully.\n"));
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

/* Lines of at most 76 octets, as ldifde folds them. */
static void put_folded(struct ed_text *out, const char *line, size_t n)
{
	for (size_t i = 0, take = 76; i < n; i += take, take = 75)
		ed_putf(out, "%s%.*s\n", i ? " " : "",
		    (int)(n - i < take ? n - i : take), line + i);
}

const char *ed_ntauth_ldif(
    struct ed_spec *spec, const struct ed_store_said *store)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out,
	    ED_STR("dn: CN=NTAuthCertificates,CN=Public Key Services,"
		   "CN=Services,CN=Configuration,DC=ad\nchangetype: add\n"
		   "objectClass: top\nobjectClass: certificationAuthority\n"
		   "cn: NTAuthCertificates\n"));
	for (unsigned i = 0; i < store->n; i++) {
		const struct ed_str der =
		    ed_der_of(spec, ed_make_authority(spec, store->held[i]));
		struct ed_text line = {.arena = spec->arena};
		unsigned char *text = ed_alloc(spec->arena, der.n / 3 * 4 + 8);

		EVP_EncodeBlock(text, (const unsigned char *)der.p, (int)der.n);
		ed_putf(&line, "cACertificate:: %s", (const char *)text);
		put_folded(&out, line.p, line.n);
	}
	ed_put(&out, ED_STR("distinguishedName: CN=NTAuthCertificates,CN=Public"
			    " Key Services,\n CN=Services,CN=Configuration,"
			    "DC=ad\n\n"));
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}
