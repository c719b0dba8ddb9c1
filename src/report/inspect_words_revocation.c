/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_words.h"

static const char *nth_of(
    unsigned bits, size_t i, const char *const *names, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if ((bits & 1u << k) && i-- == 0)
			return names[k];
	return NULL;
}

const char *ed_crl_scope_name(unsigned bits, size_t i)
{
	static const char *const names[] = {"users_only", "authorities_only",
	    "attributes_only", "some_reasons", "indirect", "own_point"};

	return nth_of(bits, i, names, ED_COUNT(names));
}

const char *ed_crl_part_name(unsigned bits, size_t i)
{
	static const char *const names[] = {
	    "entries", "dates", "extensions", "critical_extension"};

	return nth_of(bits, i, names, ED_COUNT(names));
}

const char *ed_crl_bearing_name(enum ed_crl_bearing bearing)
{
	static const char *const names[] = {
	    [ED_CRL_FOREIGN] = "of nobody in the device's chain",
	    [ED_CRL_SPEAKS] = "signed by the issuer",
	    [ED_CRL_OTHER_KEY] = "of the issuer's name, by another key",
	    [ED_CRL_FALSE] = "of the issuer's name, not signed by it",
	    [ED_CRL_UNVERIFIED] = "of the issuer's name, not verified",
	};

	return names[bearing];
}

const char *ed_fetch_of_name(enum ed_fetch_of of)
{
	static const char *const names[] = {
	    [ED_FETCH_ISSUER] = "issuer",
	    [ED_FETCH_CRL] = "crl",
	    [ED_FETCH_DELTA] = "delta_crl",
	    [ED_FETCH_OCSP] = "ocsp",
	    [ED_FETCH_OTHER] = "other",
	};

	return names[of];
}

const char *ed_fetched_name(enum ed_fetched result)
{
	static const char *const names[] = {
	    [ED_FETCHED] = "fetched",
	    [ED_FETCH_EXPIRED] = "expired",
	    [ED_FETCH_FAILED] = "failed",
	    [ED_FETCH_UNKNOWN_IS] = "unknown",
	};

	return names[result];
}

const char *ed_reach_name(enum ed_reach reach)
{
	static const char *const names[] = {
	    [ED_REACH_UNSAID] = NULL,
	    [ED_REACHED] = "reached",
	    [ED_NOT_REACHED] = "not reached",
	};

	return names[reach];
}

const char *ed_ca_kind_name(enum ed_ca_kind kind)
{
	switch (kind) {
	case ED_CA_ENTERPRISE_ROOT:
		return "enterprise root";
	case ED_CA_ENTERPRISE_SUB:
		return "enterprise subordinate";
	case ED_CA_STANDALONE_ROOT:
		return "stand-alone root";
	case ED_CA_STANDALONE_SUB:
		return "stand-alone subordinate";
	case ED_CA_OTHER:
		return "unknown";
	case ED_CA_UNSAID:
		break;
	}
	return NULL;
}
