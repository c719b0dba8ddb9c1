/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificate stores, as certutil -store prints them, as the registry holds
 * NTAuth, and NTAuthCertificates of the directory itself.
 */
#ifndef EASDOCTOR_STORE_H
#define EASDOCTOR_STORE_H

#include <easdoctor/directory.h>

struct ed_certificate;

enum ed_store_kind {
	ED_STORE_UNNAMED, /* the output does not say, or names another */
	ED_STORE_ROOT,
	ED_STORE_CA,
	ED_STORE_NTAUTH,
	ED_STORE_CLIENT_ISSUERS, /* ClientAuthIssuer */
	ED_STORE_DIRECTORY       /* CN=NTAuthCertificates */
};

/* One certificate of a store. */
struct ed_stored {
	struct ed_ref ref;
	struct ed_str serial;  /* hex, or empty */
	struct ed_str issuer;  /* as it stands there, or empty */
	struct ed_str subject; /* as it stands there, or empty */
	struct ed_str sha1;    /* hex, lower case, or empty */
	struct ed_str ski;     /* hex, where the whole certificate is there */
	struct ed_str subject_der; /* the same */
	struct ed_str not_before;  /* as it stands there: in local time */
	struct ed_str not_after;
};

struct ed_store {
	struct ed_ref ref;
	enum ed_store_kind kind;
	struct ed_str name; /* as it stands there, or empty */
	const struct ed_stored *items;
	size_t n;
	bool incomplete;        /* some may be missing */
	struct ed_span changed; /* of the directory's: whenChanged */
	struct ed_ref changed_ref;
};

/*
 * Do two names say the same, though one program writes "CN=A, DC=B" and
 * another "CN=A,DC=B"? Letters are folded.
 */
ED_API bool ed_same_dn(struct ed_str a, struct ed_str b);
/* Could they be compared at all, or is there something quoted in one? */
ED_API bool ed_is_plain_dn(struct ed_str dn);
ED_API const char *ed_store_kind_name(enum ed_store_kind kind);

#endif
