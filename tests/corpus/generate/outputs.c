/* SPDX-License-Identifier: Apache-2.0 */
#include "outputs.h"

#include "base/encoding.h"
#include "pki.h"

#define OFFLINE                                                                \
	"ERROR: Verifying leaf certificate revocation status returned The "    \
	"revocation function was unable to check revocation because the "      \
	"revocation server was offline. 0x80092013 (-2146885613 "              \
	"CRYPT_E_REVOCATION_OFFLINE)\n"
#define NO_DELTA                                                               \
	"  ----------------  Base CRL CDP  ----------------\n"                 \
	"  No URLs \"None\" Time: 0 (null)\n"

/* The addresses below the certificate. */
static const char *addresses(
    struct ed_spec *spec, unsigned how, const char *url, const char *plus)
{
	const char *good = ed_say(spec,
	    "  Verified \"Base CRL (07)\" Time: 0 "
	    "40f9e1eb72031475f7b9257a6052ced3e2236826\n    [0.0] %s\n\n",
	    url);

	switch (how) {
	case ED_VERIFIED_GOOD:
		return ed_say(spec, "%s" NO_DELTA, good);
	case ED_VERIFIED_EXPIRED:
		return ed_say(spec,
		    "  Expired \"Base CRL (07)\" Time: 0 "
		    "40f9e1eb72031475f7b9257a6052ced3e2236826\n    [0.0] "
		    "%s\n\n" NO_DELTA,
		    url);
	case ED_VERIFIED_NO_NAME:
		return ed_say(spec,
		    "  Failed \"CDP\" Time: 0\n    Error retrieving URL: The "
		    "server name or address could not be resolved 0x80072ee7 "
		    "(WinHttp: 12007 ERROR_WINHTTP_NAME_NOT_RESOLVED)\n    "
		    "%s\n\n" NO_DELTA,
		    url);
	case ED_VERIFIED_NO_ANSWER:
		return ed_say(spec,
		    "  Failed \"CDP\" Time: 15\n    Error retrieving URL: The "
		    "operation timed out 0x80072ee2 (WinHttp: 12002 "
		    "ERROR_WINHTTP_TIMEOUT)\n    %s\n\n" NO_DELTA,
		    url);
	case ED_VERIFIED_REFUSED:
		return ed_say(spec,
		    "  Failed \"CDP\" Time: 0\n    Error retrieving URL: "
		    "Forbidden (403). 0x80190193 (-2145844845 "
		    "HTTP_E_STATUS_FORBIDDEN)\n    %s\n\n" NO_DELTA,
		    url);
	case ED_VERIFIED_PLUS:
	case ED_VERIFIED_ESCAPED:
		return ed_say(spec,
		    "%s  ----------------  Base CRL CDP  ----------------\n"
		    "  Failed \"CDP\" Time: 0\n    Error retrieving URL: Not "
		    "found (404). 0x80190194 (-2145844844 "
		    "HTTP_E_STATUS_NOT_FOUND)\n    %s\n\n",
		    good, plus);
	case ED_VERIFIED_BESIDE:
		return ed_say(spec,
		    "%s  Failed \"CDP\" Time: 0\n    Error retrieving URL: Not "
		    "found (404). 0x80190194 (-2145844844 "
		    "HTTP_E_STATUS_NOT_FOUND)\n    %s\n\n" NO_DELTA,
		    good, plus);
	default:
		return "";
	}
}

static const char *fetched(struct ed_spec *spec, unsigned how)
{
	const char *base = ed_say(spec, "http://pki.%s/CertEnroll/%s",
	    spec->domain, spec->issuing.name);
	const char *url = ed_say(spec, "%s.crl", base);
	const char *plus = ed_say(
	    spec, how == ED_VERIFIED_ESCAPED ? "%s%%2B.crl" : "%s+.crl", base);

	if (how == ED_VERIFIED_OFFLINE)
		return "";
	return ed_say(spec,
	    "  ----------------  Certificate AIA  ----------------\n"
	    "  No URLs \"None\" Time: 0 (null)\n"
	    "  ----------------  Certificate CDP  ----------------\n%s"
	    "  ----------------  Certificate OCSP  ----------------\n"
	    "  No URLs \"None\" Time: 0 (null)\n"
	    "  --------------------------------\n",
	    addresses(spec, how, url, plus));
}

const char *ed_verified_text(struct ed_spec *spec, unsigned how)
{
	X509 *leaf = ed_make_leaf(spec);
	const ASN1_INTEGER *number = X509_get0_serialNumber(leaf);
	const struct ed_str serial =
	    ed_hex(spec->arena, (struct ed_str){(const char *)number->data,
				    (size_t)number->length});
	const struct ed_str sha1 =
	    ed_sha1_hex(spec->arena, ed_der_of(spec, leaf));
	const bool good = how == ED_VERIFIED_GOOD;

	return ed_say(spec,
	    "Issuer:\n    CN=%s\nSubject:\n    CN=%s\n"
	    "Cert Serial Number: %.*s\n\n"
	    "dwFlags = CA_VERIFY_FLAGS_CONSOLE_TRACE (0x20000000)\n"
	    "dwFlags = CA_VERIFY_FLAGS_DUMP_CHAIN (0x40000000)\n"
	    "HCCE_LOCAL_MACHINE\nCERT_CHAIN_POLICY_BASE\n"
	    "-------- CERT_CHAIN_CONTEXT --------\n%s\n"
	    "CertContext[0][0]: dwInfoStatus=102 dwErrorStatus=%s\n"
	    "  Issuer: CN=%s\n  Subject: CN=%s\n  Serial: %.*s\n"
	    "  Cert: %.*s\n"
	    "  Element.dwInfoStatus = CERT_TRUST_HAS_KEY_MATCH_ISSUER (0x2)\n%s"
	    "%s\n%sCertUtil: -verify command completed successfully.\n",
	    spec->issuing.name, spec->login, ED_ARG(serial),
	    good ? ""
		 : "ChainContext.dwErrorStatus = "
		   "CERT_TRUST_REVOCATION_STATUS_UNKNOWN (0x40)\n",
	    good ? "0" : "1000040", spec->issuing.name, spec->login,
	    ED_ARG(serial), ED_ARG(sha1),
	    good ? ""
		 : "  Element.dwErrorStatus = "
		   "CERT_TRUST_IS_OFFLINE_REVOCATION (0x1000000)\n",
	    fetched(spec, how),
	    good ? "Leaf certificate revocation check passed\n" : OFFLINE);
}

const char *ed_cainfo_text(struct ed_spec *spec, unsigned kind)
{
	static const char *const words[] = {"Enterprise Root CA",
	    "Enterprise Subordinate CA", "", "Stand-alone Root CA",
	    "Stand-alone Subordinate CA"};
	static const char *const names[] = {"ENUM_ENTERPRISE_ROOTCA",
	    "ENUM_ENTERPRISE_SUBCA", "", "ENUM_STANDALONE_ROOTCA",
	    "ENUM_STANDALONE_SUBCA"};

	return ed_say(spec,
	    "Exit module count: 1\nCA name: %s\nSanitized CA name: %s\n"
	    "CA type: %u -- %s\n    %s -- %u\nCA cert count: 1\n"
	    "DNS Name: ca01.%s\nCA cert[0]: 3 -- Valid\n"
	    "CRL[0]: 3 -- Valid\n"
	    "CertUtil: -CAInfo command completed successfully.\n",
	    spec->issuing.name, spec->issuing.name, kind, words[kind],
	    names[kind], kind, spec->domain);
}
