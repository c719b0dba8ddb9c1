/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose signature over a profile is trusted: one whose chain ends in a root
 * that was given for itself. A root that comes along in a profile says nothing
 * here, because anybody can put one there. Times are no matter: the facts have
 * them, and a device keeps a profile whose signer has expired.
 */
#include "derive/derive.h"

#include "base/openssl.h"
#include "derive/anchor.h"

#include <easdoctor/limits.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

struct trust {
	struct ed_case *c;
	X509_STORE *roots;
	STACK_OF(X509) * between; /* CA certificates given for themselves */
	unsigned n_roots;
};

static bool came_with_a_profile(
    const struct ed_case *c, const struct ed_certificate *cert)
{
	if (cert->ref.input == 0 || cert->ref.input > c->inputs.n)
		return false;
	return ed_str_eq(
	    ED_ITEMS(c->inputs, struct ed_input *)[cert->ref.input - 1]->kind,
	    ED_STR("profile"));
}

/* The caller frees it. NULL when OpenSSL cannot read it. */
static X509 *decode(struct ed_str der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	X509 *x509 = X509_new_ex(ed_library(), NULL);

	if (x509 && d2i_X509(&x509, &p, (long)der.n))
		return x509;
	X509_free(x509);
	return NULL;
}

static void add(struct trust *t, const struct ed_certificate *cert)
{
	X509 *x509;

	if (!cert->is_ca || came_with_a_profile(t->c, cert))
		return;
	x509 = ed_x509_of(cert);
	if (!x509)
		return;
	if (ed_is_self_issued(cert))
		t->n_roots += X509_STORE_add_cert(t->roots, x509) == 1;
	else if (sk_X509_push(t->between, x509) > 0)
		return; /* it belongs to the list now */
	X509_free(x509);
}

static STACK_OF(X509) *
    chain_of(const struct trust *t, const struct ed_signed_profile *from)
{
	STACK_OF(X509) *chain = sk_X509_new_null();

	for (size_t i = 0; chain && i < from->n_certificates; i++) {
		X509 *x509 = decode(from->certificates[i]);

		if (x509 && sk_X509_push(chain, x509) <= 0)
			X509_free(x509);
	}
	for (int i = 0; chain && i < sk_X509_num(t->between); i++) {
		X509 *x509 = sk_X509_value(t->between, i);

		if (X509_up_ref(x509) && sk_X509_push(chain, x509) <= 0)
			X509_free(x509);
	}
	return chain;
}

static bool is_trusted(
    const struct trust *t, const struct ed_signed_profile *from)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new_ex(ed_library(), NULL);
	STACK_OF(X509) *chain = chain_of(t, from);
	X509 *signer = decode(from->signer);
	bool trusted = false;

	if (ctx && chain && signer &&
	    X509_STORE_CTX_init(ctx, t->roots, signer, chain)) {
		X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);

		X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME);
		X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_ANY);
		X509_VERIFY_PARAM_set_auth_level(param, 0);
		X509_VERIFY_PARAM_set_depth(param, ED_MAX_CHAIN);
		trusted = X509_verify_cert(ctx) == 1;
	}
	X509_STORE_CTX_free(ctx);
	sk_X509_pop_free(chain, X509_free);
	X509_free(signer);
	return trusted;
}

static void judge(const struct trust *t, struct ed_signed_profile *signed_one)
{
	struct ed_signature *signature = &signed_one->profile->signature;

	if (signature->state != ED_SIGNATURE_VALID)
		return;
	if (!t->n_roots)
		signature->detail =
		    ED_STR("no root certificate was given to check it with");
	else if (is_trusted(t, signed_one))
		signature->state = ED_SIGNATURE_TRUSTED;
	else
		signature->detail =
		    ED_STR("its chain does not end in a root that was given");
}

static void judge_all(struct trust *t)
{
	struct ed_list *list = &t->c->signed_profiles;

	for (size_t i = 0; i < t->c->certificates.n; i++)
		add(t,
		    ED_ITEMS(t->c->certificates, struct ed_certificate *)[i]);
	for (size_t i = 0; i < list->n; i++)
		judge(t, &ED_ITEMS(*list, struct ed_signed_profile)[i]);
}

void ed_derive_signatures(struct ed_case *c)
{
	struct trust t = {.c = c};

	if (!c->signed_profiles.n)
		return;
	t.roots = X509_STORE_new();
	t.between = sk_X509_new_null();
	if (ed_library() && t.roots && t.between)
		judge_all(&t);
	X509_STORE_free(t.roots);
	sk_X509_pop_free(t.between, X509_free);
	ERR_clear_error();
}
