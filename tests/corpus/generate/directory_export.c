/* SPDX-License-Identifier: Apache-2.0 */
/* The account as the directory has it: LDIF, or the list of Get-ADUser. */
#include "directory_export.h"
#include "pki.h"

#include <openssl/sha.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *hex(
    struct ed_spec *spec, const unsigned char *p, size_t n, bool backward)
{
	struct ed_text out = {.arena = spec->arena};

	for (size_t i = 0; i < n; i++)
		ed_putf(&out, "%02X", p[backward ? n - 1 - i : i]);
	return ed_text_str(&out).p;
}

/* From the root down, or as LDAP has it; by OpenSSL's own reading. */
static const char *name_of(
    struct ed_spec *spec, const X509_NAME *name, bool ldap)
{
	struct ed_text out = {.arena = spec->arena};
	int n = X509_NAME_entry_count(name);

	for (int i = 0; i < n; i++) {
		X509_NAME_ENTRY *entry =
		    X509_NAME_get_entry(name, ldap ? n - 1 - i : i);
		int nid = OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry));
		unsigned char *text = NULL;
		int length =
		    ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));

		ed_putf(&out, "%s%s=%.*s", i ? "," : "",
		    nid == NID_pkcs9_emailAddress ? "E" : OBJ_nid2sn(nid),
		    length, (const char *)text);
		OPENSSL_free(text);
	}
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

static const char *serial_of(struct ed_spec *spec, X509 *cert, bool backward)
{
	BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
	unsigned char bytes[64];
	int n = number ? BN_bn2bin(number, bytes) : 0;

	BN_free(number);
	return hex(spec, bytes, (size_t)n, backward);
}

static const char *key_hash_of(struct ed_spec *spec, X509 *cert)
{
	const ASN1_BIT_STRING *key = X509_get0_pubkey_bitstr(cert);
	unsigned char sum[SHA_DIGEST_LENGTH];

	SHA1(ASN1_STRING_get0_data(key), (size_t)ASN1_STRING_length(key), sum);
	return hex(spec, sum, sizeof(sum), false);
}

static const char *key_id_of(struct ed_spec *spec, X509 *cert)
{
	const ASN1_OCTET_STRING *id = X509_get0_subject_key_id(cert);

	if (!id)
		ed_give_up("the device certificate has no key identifier");
	return hex(spec, ASN1_STRING_get0_data(id),
	    (size_t)ASN1_STRING_length(id), false);
}

static const char *mapping_of(
    struct ed_spec *spec, X509 *cert, enum ed_named named)
{
	const char *issuer = name_of(spec, X509_get_issuer_name(cert), false);
	const char *subject = name_of(spec, X509_get_subject_name(cert), false);

	switch (named) {
	case ED_NAMED_SERIAL:
		return ed_say(spec, "X509:<I>%s<SR>%s", issuer,
		    serial_of(spec, cert, true));
	case ED_NAMED_SKI:
		return ed_say(spec, "X509:<SKI>%s", key_id_of(spec, cert));
	case ED_NAMED_KEY:
		return ed_say(
		    spec, "X509:<SHA1-PUKEY>%s", key_hash_of(spec, cert));
	case ED_NAMED_NAMES:
		return ed_say(spec, "X509:<I>%s<S>%s", issuer, subject);
	case ED_NAMED_SUBJECT:
		return ed_say(spec, "X509:<S>%s", subject);
	case ED_NAMED_MAIL:
		return ed_say(spec, "X509:<RFC822>%s", spec->expected.email);
	case ED_NAMED_OLD_SERIAL:
		return ed_say(spec,
		    "X509:<I>%s<SR>4F0B00000000E1D52F6D0C8A0000005600", issuer);
	case ED_NAMED_FORWARD:
		return ed_say(spec, "X509:<I>%s<SR>%s", issuer,
		    serial_of(spec, cert, false));
	case ED_NAMED_LDAP_ORDER:
		return ed_say(spec, "X509:<I>%s<SR>%s",
		    name_of(spec, X509_get_issuer_name(cert), true),
		    serial_of(spec, cert, true));
	case ED_NAMED_OLD_KEY:
		return "X509:<SKI>9f2c4d1e7a6b50839e1cc0ffee1234567890abcd";
	case ED_NAMED_KERBEROS:
		return ed_say(
		    spec, "Kerberos:%s@%s", spec->login, spec->domain);
	case ED_NAMED_NONE:
		break;
	}
	return NULL;
}

static void put_base64(struct ed_text *out, const unsigned char *p, size_t n)
{
	unsigned char text[256];

	EVP_EncodeBlock(text, p, (int)n);
	ed_putf(out, "%s", (const char *)text);
}

/* "S-1-5-21-…" in its binary form. */
static void put_sid(struct ed_text *out, const char *sid)
{
	unsigned char bytes[8 + 4 * 15] = {1, 0, 0, 0, 0, 0, 0, 5};
	unsigned long part[15];
	int n = 0, used = 0;

	for (const char *p = sid + strlen("S-1-5"); n < 15; p += used)
		if (sscanf(p, "-%lu%n", &part[n++], &used) != 1) {
			n--;
			break;
		}
	bytes[1] = (unsigned char)n;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 4; k++)
			bytes[8 + 4 * i + k] =
			    (unsigned char)(part[i] >> (8 * k));
	put_base64(out, bytes, 8 + 4 * (size_t)n);
}

static struct tm time_of(const struct ed_spec *spec)
{
	time_t at = (time_t)(ED_AS_OF + spec->exported.created);
	struct tm out;

	gmtime_r(&at, &out);
	return out;
}

/* Lines of at most 76 octets, as ldifde folds them. */
static void put_folded(struct ed_text *out, const char *line)
{
	size_t n = strlen(line);

	ed_putf(out, "%.76s\n", line);
	for (size_t i = 76; i < n; i += 75)
		ed_putf(out, " %.75s\n", line + i);
}

/* Units of 100 ns since 1601; "0" for never. */
static const char *file_time(struct ed_spec *spec, int64_t from_now)
{
	if (!from_now)
		return "0";
	return ed_say(spec, "%lld0000000",
	    (long long)(ED_AS_OF + from_now + INT64_C(11644473600)));
}

/* In UTC, or as PowerShell writes it on a machine in UTC. */
static void put_changed(struct ed_spec *spec, struct ed_text *out, bool ldif)
{
	const time_t when = ED_AS_OF + spec->exported.changed;
	struct tm at;

	if (!spec->exported.changed)
		return;
	gmtime_r(&when, &at);
	if (ldif)
		ed_putf(out, "whenChanged: %04d%02d%02d%02d%02d%02d.0Z\n",
		    at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour,
		    at.tm_min, at.tm_sec);
	else
		ed_putf(out,
		    "whenChanged           : %02d.%02d.%04d %02d:%02d:%02d\n",
		    at.tm_mday, at.tm_mon + 1, at.tm_year + 1900, at.tm_hour,
		    at.tm_min, at.tm_sec);
}

static struct ed_str ldif_of(
    struct ed_spec *spec, const char *const *mappings, size_t n)
{
	struct ed_text out = {.arena = spec->arena};
	const struct tm at = time_of(spec);
	const char *name = ed_say(spec, "%s %s", spec->given, spec->family);

	put_folded(&out, ed_say(spec, "dn: CN=%s,OU=Staff,DC=ad", name));
	ed_putf(&out,
	    "changetype: add\nobjectClass: top\nobjectClass: person\n"
	    "objectClass: user\ncn: %s\ninstanceType: 4\n"
	    "whenCreated: %04d%02d%02d%02d%02d%02d.0Z\n"
	    "uSNCreated: 20511\nuSNChanged: 90112\nobjectSid:: ",
	    name, at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour,
	    at.tm_min, at.tm_sec);
	put_sid(&out, spec->expected.sid);
	ed_putf(&out,
	    "\nuserAccountControl: %u\naccountExpires: %s\n"
	    "lockoutTime: %s\n"
	    "sAMAccountName: %s\nuserPrincipalName: %s\nmail: %s\n"
	    "objectCategory: CN=Person,CN=Schema,CN=Configuration,DC=ad\n",
	    spec->exported.disabled ? 514u : 512u,
	    file_time(spec, spec->exported.ended),
	    file_time(spec, spec->exported.locked), spec->login,
	    spec->exported.upn, spec->expected.email);
	put_changed(spec, &out, true);
	if (spec->exported.admin)
		ed_putf(&out, "adminCount: 1\n");
	for (size_t i = 0; i < n; i++)
		put_folded(&out,
		    ed_say(spec, "altSecurityIdentities: %s", mappings[i]));
	ed_put_byte(&out, '\n');
	return ed_text_str(&out);
}

static struct ed_str list_of(
    struct ed_spec *spec, const char *const *mappings, size_t n)
{
	struct ed_text out = {.arena = spec->arena};
	const struct tm at = time_of(spec);

	ed_put(&out, ED_STR("\n\naltSecurityIdentities : {"));
	for (size_t i = 0; i < n; i++)
		ed_putf(&out, "%s%s", i ? ", " : "", mappings[i]);
	ed_putf(&out,
	    "}\naccountExpires        : %s\n"
	    "adminCount            : %s\n"
	    "DistinguishedName     : CN=%s %s,OU=Staff,DC=ad\n"
	    "Enabled               : %s\n"
	    "lockoutTime           : %s\n"
	    "mail                  : %s\n"
	    "ObjectClass           : user\n"
	    "objectSid             : %s\n"
	    "SamAccountName        : %s\n"
	    "UserPrincipalName     : %s\n"
	    "whenCreated           : %02d.%02d.%04d %02d:%02d:%02d\n",
	    file_time(spec, spec->exported.ended),
	    spec->exported.admin ? "1" : "", spec->given, spec->family,
	    spec->exported.disabled ? "False" : "True",
	    file_time(spec, spec->exported.locked), spec->expected.email,
	    spec->expected.sid, spec->login, spec->exported.upn, at.tm_mday,
	    at.tm_mon + 1, at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
	put_changed(spec, &out, false);
	ed_put(&out, ED_STR("\n\n"));
	return ed_text_str(&out);
}

/* A colleague, with the little that tells of one. */
static const char *other_of(struct ed_spec *spec, const char *mapping)
{
	const char *sid = ed_say(spec, "%.*s7%s",
	    (int)strlen(spec->expected.sid) - 2, spec->expected.sid, "21");

	if (spec->exported.kind == ED_EXPORT_LDIF) {
		struct ed_text out = {.arena = spec->arena};

		ed_putf(&out,
		    "dn: CN=%s,OU=Staff,DC=ad\nobjectClass: user\n"
		    "objectSid:: ",
		    spec->other_login);
		put_sid(&out, sid);
		ed_putf(&out,
		    "\nsAMAccountName: %s\nuserPrincipalName: %s@%s\n",
		    spec->other_login, spec->other_login, spec->domain);
		put_folded(
		    &out, ed_say(spec, "altSecurityIdentities: %s", mapping));
		ed_putf(&out, "\n%c", '\0');
		return ed_text_str(&out).p;
	}
	return ed_say(spec,
	    "altSecurityIdentities : {%s}\n"
	    "DistinguishedName     : CN=%s,OU=Staff,DC=ad\n"
	    "Enabled               : True\n"
	    "ObjectClass           : user\n"
	    "objectSid             : %s\n"
	    "SamAccountName        : %s\n"
	    "UserPrincipalName     : %s@%s\n\n\n",
	    mapping, spec->other_login, sid, spec->other_login,
	    spec->other_login, spec->domain);
}

struct ed_str ed_directory_export(struct ed_spec *spec)
{
	struct ed_str own;
	const char *mappings[ED_COUNT(spec->exported.named)];
	X509 *leaf = ed_make_leaf(spec);
	size_t n = 0;

	if (!spec->exported.upn)
		spec->exported.upn = spec->expected.upn;
	if (!spec->exported.created)
		spec->exported.created = -3 * (int64_t)ED_YEAR;
	for (size_t i = 0; i < ED_COUNT(mappings); i++) {
		const char *one =
		    mapping_of(spec, leaf, spec->exported.named[i]);

		if (one)
			mappings[n++] = one;
	}
	own = spec->exported.kind == ED_EXPORT_LDIF
		  ? ldif_of(spec, mappings, n)
		  : list_of(spec, mappings, n);
	if (!spec->exported.of_other)
		return own;
	return ed_str_of(ed_say(spec, "%.*s%s", ED_ARG(own),
	    other_of(spec, mapping_of(spec, leaf, spec->exported.of_other))));
}
