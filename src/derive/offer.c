/* SPDX-License-Identifier: Apache-2.0 */
/* What device and server look at in a certificate, each with a reason. */
#include "derive/offer.h"

#define CLIENT_AUTH ED_STR("1.3.6.1.5.5.7.3.2")
#define ANY_PURPOSE ED_STR("2.5.29.37.0")
#define ANY_POLICY ED_STR("1.3.6.1.4.1.311.10.12.1")

/* What Windows takes at least, by default (ClientMinKeyBitLength). */
enum { MINIMUM_RSA = 1024 };

static bool holds(const struct ed_str *oids, size_t n, struct ed_str oid)
{
	for (size_t i = 0; i < n; i++)
		if (ed_str_eq(oids[i], oid))
			return true;
	return false;
}

static bool has_purpose(const struct ed_certificate *cert)
{
	return !cert->has_eku || holds(cert->ekus, cert->n_ekus, CLIENT_AUTH) ||
	       holds(cert->ekus, cert->n_ekus, ANY_PURPOSE);
}

static bool has_policy(const struct ed_certificate *cert)
{
	return !cert->has_policies ||
	       holds(cert->policies, cert->n_policies, CLIENT_AUTH) ||
	       holds(cert->policies, cert->n_policies, ANY_POLICY);
}

static bool may_sign(const struct ed_certificate *cert)
{
	return !cert->has_key_usage ||
	       (cert->key_usage & ED_KU_DIGITAL_SIGNATURE);
}

/* What device and server look at alike, or NULL. */
static const char *find_misuse(const struct ed_certificate *cert)
{
	if (!(cert->unreadable & ED_PART_EKU) && !has_purpose(cert))
		return "its Extended Key Usage lacks client authentication";
	if (!(cert->unreadable & ED_PART_KEY_USAGE) && !may_sign(cert))
		return "its Key Usage lacks digitalSignature";
	return NULL;
}

struct ed_verdict ed_judge_wanted(const struct ed_wanted *wanted)
{
	if (wanted->listed == ED_NO)
		return (struct ed_verdict){ED_NO, wanted->listed_why};
	if (wanted->can_sign == ED_NO)
		return (struct ed_verdict){ED_NO, wanted->can_sign_why};
	if (wanted->listed == ED_UNSAID)
		return (struct ed_verdict){ED_UNSAID, wanted->listed_why};
	if (wanted->can_sign == ED_UNSAID)
		return (struct ed_verdict){ED_UNSAID, wanted->can_sign_why};
	return (struct ed_verdict){ED_YES, wanted->listed_why};
}

struct ed_verdict ed_judge_offered(const struct ed_certificate *cert,
    enum ed_answer has_key, const struct ed_wanted *wanted, bool asks)
{
	const struct ed_verdict asked = ed_judge_wanted(wanted);
	const char *misuse = find_misuse(cert);

	if (misuse)
		return (struct ed_verdict){ED_NO, misuse};
	if (has_key == ED_NO)
		return (struct ed_verdict){
		    ED_NO, "its private key is not with it"};
	if (asks && asked.answer != ED_YES)
		return asked;
	if (cert->unreadable & (ED_PART_EKU | ED_PART_KEY_USAGE))
		return (struct ed_verdict){
		    ED_UNSAID, "part of what a device looks at cannot be read"};
	if (has_key != ED_YES)
		return (struct ed_verdict){ED_UNSAID,
		    "if the device holds its key, which is not in evidence"};
	return (struct ed_verdict){ED_YES,
	    asks ? "its key is there, it may sign for a client, and the "
		   "server asks for such a one"
		 : "its key is there, and it may sign for a client"};
}

const char *ed_find_refusal(const struct ed_certificate *cert, int64_t as_of)
{
	const char *misuse = find_misuse(cert);

	if (!(cert->unreadable & ED_PART_TIME) && cert->not_after < as_of)
		return "it has expired";
	if (!(cert->unreadable & ED_PART_TIME) && cert->not_before > as_of)
		return "it is not valid yet";
	if (misuse)
		return misuse;
	if (cert->key.type == ED_KEY_RSA && cert->key.bits &&
	    cert->key.bits < MINIMUM_RSA)
		return "its RSA key is shorter than 1024 bits";
	return NULL;
}

/* The same, with what its chain says. */
static const char *find_fault(const struct ed_certificate *cert,
    const struct ed_chain *chain, int64_t as_of)
{
	const char *refusal = ed_find_refusal(cert, as_of);

	if (refusal)
		return refusal;
	if (chain->state == ED_CHAIN_BAD_SIGNATURE)
		return "its issuer's key did not sign it";
	if (chain->state == ED_CHAIN_CONSTRAINT)
		return "a CA certificate of its chain forbids it";
	return NULL;
}

/* Why it cannot be told from the certificate alone, or NULL. */
static const char *find_doubt(const struct ed_certificate *cert)
{
	const unsigned parts =
	    ED_PART_TIME | ED_PART_EKU | ED_PART_KEY_USAGE | ED_PART_POLICIES;

	if (cert->unreadable & parts)
		return "part of what the server looks at cannot be read";
	if (!has_policy(cert))
		return "its application policies lack client authentication";
	if (cert->key.type != ED_KEY_RSA && cert->key.type != ED_KEY_EC)
		return "whether the server takes a key of this type is not "
		       "known";
	if (cert->key.type == ED_KEY_RSA && cert->key.bits == 0)
		return "its key cannot be read";
	return NULL;
}

bool ed_is_sound(const struct ed_certificate *cert,
    const struct ed_chain *chain, int64_t as_of)
{
	return !find_fault(cert, chain, as_of) && !find_doubt(cert);
}

struct ed_verdict ed_judge_accepted(const struct ed_certificate *cert,
    const struct ed_chain *chain, int64_t as_of)
{
	const char *fault = find_fault(cert, chain, as_of);
	const char *doubt = find_doubt(cert);

	if (fault)
		return (struct ed_verdict){ED_NO, fault};
	if (doubt)
		return (struct ed_verdict){ED_UNSAID, doubt};
	if (chain->state != ED_CHAIN_TRUSTED)
		return (struct ed_verdict){
		    ED_UNSAID, "its chain to a root is not in evidence"};
	return (struct ed_verdict){ED_YES,
	    "it is in time, of the right use, and its chain ends in a root "
	    "that is given"};
}
