/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What CA certificates allow below them. The rules that people break are
 * judged here, for the sake of their words; OpenSSL judges the rest, names
 * above all. Time, purposes and revocation are other questions.
 */
#include "derive/chain.h"

#include "base/openssl.h"

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

static bool is_self_issued(const struct ed_certificate *cert)
{
	return ed_str_eq(cert->subject.der, cert->issuer.der);
}

/* Old roots are older than the extension that makes a CA. */
static bool may_be_ca(const struct ed_path *path, size_t i)
{
	const struct ed_certificate *cert = path->certs[i];

	return cert->is_ca ||
	       (i + 1 == path->n && is_self_issued(cert) &&
		   X509_get_version(path->x509s[i]) == X509_VERSION_1);
}

/* CA certificates between cert i and the leaf, RFC 5280 4.2.1.9. */
static int count_below(const struct ed_path *path, size_t i)
{
	int n = 0;

	for (size_t j = 1; j < i; j++)
		n += !is_self_issued(path->certs[j]);
	return n;
}

static bool find_violation(struct ed_arena *arena, const struct ed_path *path,
    size_t i, struct ed_str *detail)
{
	const struct ed_certificate *cert = path->certs[i];
	struct ed_str name = cert->subject.text;
	int below = count_below(path, i);

	if (!may_be_ca(path, i))
		*detail = ed_format(arena,
		    "%.*s is no CA certificate (CA:FALSE) and cannot issue",
		    ED_ARG(name));
	else if (cert->has_key_usage && !(cert->key_usage & ED_KU_CERT_SIGN))
		*detail = ed_format(arena,
		    "the key usage of %.*s does not include keyCertSign",
		    ED_ARG(name));
	else if (cert->path_length >= 0 && below > cert->path_length)
		*detail = ed_format(arena,
		    "%.*s allows %d CA certificates below it (pathlen), and "
		    "%d are there",
		    ED_ARG(name), cert->path_length, below);
	else
		return false;
	return true;
}

static bool is_constraint(int error)
{
	switch (error) {
	case X509_V_ERR_PERMITTED_VIOLATION:
	case X509_V_ERR_EXCLUDED_VIOLATION:
	case X509_V_ERR_INVALID_CA:
	case X509_V_ERR_PATH_LENGTH_EXCEEDED:
	case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
		return true;
	default:
		return false;
	}
}

static void set_parameters(X509_STORE_CTX *ctx)
{
	X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);

	X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME |
					       X509_V_FLAG_PARTIAL_CHAIN |
					       X509_V_FLAG_IGNORE_CRITICAL);
	X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_ANY);
	X509_VERIFY_PARAM_set_auth_level(param, 0);
	X509_VERIFY_PARAM_set_depth(param, ED_MAX_CHAIN);
}

/* An X509_V_ERR_ number; X509_V_OK when nothing is wrong. */
static int verify(const struct ed_path *path)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new_ex(ed_library(), NULL);
	STACK_OF(X509) *between = sk_X509_new_null();
	X509_STORE *store = X509_STORE_new();
	int error = X509_V_ERR_OUT_OF_MEM;
	bool ok = ctx && between && store &&
		  X509_STORE_add_cert(store, path->x509s[path->n - 1]);

	for (size_t i = 1; ok && i + 1 < path->n; i++)
		ok = sk_X509_push(between, path->x509s[i]) > 0;
	if (ok && X509_STORE_CTX_init(ctx, store, path->x509s[0], between)) {
		set_parameters(ctx);
		error = X509_verify_cert(ctx) == 1
			    ? X509_V_OK
			    : X509_STORE_CTX_get_error(ctx);
	}
	X509_STORE_CTX_free(ctx);
	X509_STORE_free(store);
	sk_X509_free(between);
	return error;
}

enum ed_chain_state ed_judge_path(
    struct ed_arena *arena, const struct ed_path *path, struct ed_str *detail)
{
	int error;

	for (size_t i = 1; i < path->n; i++)
		if (find_violation(arena, path, i, detail))
			return ED_CHAIN_CONSTRAINT;
	error = verify(path);
	if (error == X509_V_OK)
		return ED_CHAIN_TRUSTED;
	if (error == X509_V_ERR_PERMITTED_VIOLATION ||
	    error == X509_V_ERR_EXCLUDED_VIOLATION)
		*detail = ED_STR("the name constraints of a CA certificate "
				 "forbid a name below it");
	else
		*detail = ed_format(
		    arena, "%s", X509_verify_cert_error_string(error));
	return is_constraint(error) ? ED_CHAIN_CONSTRAINT : ED_CHAIN_FAILED;
}
