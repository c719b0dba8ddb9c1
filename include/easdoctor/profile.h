/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Facts about configuration profiles: their payloads and mail accounts.
 */
#ifndef EASDOCTOR_PROFILE_H
#define EASDOCTOR_PROFILE_H

#include <easdoctor/case.h>
#include <easdoctor/profile_form.h>

struct ed_certificate;
struct ed_identity;

/* A text value of a payload. given is false when the key is absent. */
struct ed_field {
	bool given;
	struct ed_str value;
	struct ed_ref ref;
};

struct ed_scep; /* <easdoctor/scep.h> */

/* One payload of a profile. */
struct ed_payload {
	struct ed_ref ref;
	struct ed_str type; /* "com.apple.security.pkcs12" */
	struct ed_str uuid;
	struct ed_str identifier;
	struct ed_str display_name;
	const struct ed_identity *identity; /* of a PKCS#12 payload, or NULL */
	/* What UEM makes for each device is absent or a lookup: the content of
	 * a certificate payload, the challenge of a SCEP payload. */
	bool unfilled;
	/* Settled by derive/twins.c; NULL: no other has the same. */
	const struct ed_payload *same_uuid;       /* in this profile */
	const struct ed_payload *same_identifier; /* in this profile */
	/* A payload with the same UUID in a profile that is no copy of this
	 * one, and that profile. */
	const struct ed_payload *elsewhere;
	const struct ed_profile *elsewhere_profile;
	const struct ed_scep *scep; /* of a SCEP payload, or NULL */
	/* What a root, PKCS#1 or PEM payload makes the device trust. */
	const struct ed_certificate *const *certificates;
	size_t n_certificates;
	struct ed_field vpn_uuid; /* VPNUUID: of a VPN, or which one it uses */
};

/* A yes or no of a payload; UNSAID when the key is absent. */
struct ed_switch {
	enum ed_answer value;
	struct ed_ref ref;
	bool outdated; /* said by a key that devices of today ignore */
};

struct ed_profile;

/* One Exchange ActiveSync account in a profile. */
struct ed_eas {
	struct ed_ref ref;
	struct ed_str
	    label; /* "profile corp-eas", "profile corp-eas, account 2" */
	const struct ed_profile *profile;
	struct ed_field host;
	struct ed_field email;
	struct ed_field user;
	bool has_password; /* the password itself is never kept */
	struct ed_ref password_ref;
	struct ed_switch ssl;
	struct ed_switch oauth;
	struct ed_field oauth_url; /* OAuthSignInURL */
	struct ed_switch services[ED_N_SERVICES];
	struct ed_field identity_uuid; /* PayloadCertificateUUID */
	/* The payload that identity_uuid names in the same profile, or NULL. */
	const struct ed_payload *identity;
	bool has_inline_certificate;
	struct ed_ref inline_ref;
	struct ed_switch smime_sign; /* SMIMESigningEnabled, SMIMEEnabled */
	struct ed_switch
	    smime_encrypt; /* …EncryptByDefault, …EncryptionEnabled */
	struct ed_field smime_sign_uuid;
	struct ed_field smime_encrypt_uuid;
	/* The payloads that these name in the same profile, or NULL. */
	const struct ed_payload *smime_signer;
	const struct ed_payload *smime_encrypter;
	struct ed_field vpn_uuid; /* VPNUUID: the per-app VPN it goes through */
	/* Text values that hold a literal {Lookup}. */
	const struct ed_field *lookups;
	size_t n_lookups;
};

/* A configuration profile of Apple's. */
struct ed_profile {
	struct ed_ref ref;
	struct ed_str label; /* "profile <identifier or file>" */
	struct ed_str identifier;
	struct ed_str uuid;
	struct ed_str display_name;
	enum ed_origin origin;
	const char *origin_reason; /* why it is taken for that */
	bool installed; /* a device's own record of what it installed */
	bool bare;      /* payloads without the profile around them */
	struct ed_moment removal;    /* RemovalDate */
	struct ed_moment expiration; /* PayloadExpirationDate */
	struct ed_field lasting;     /* DurationUntilRemoval, in seconds */
	const struct ed_trouble *troubles; /* at most ED_MAX_EXAMPLES a kind */
	size_t n_troubles;
	const struct ed_payload *payloads;
	size_t n_payloads;
	const struct ed_eas *accounts;
	size_t n_accounts;
	const struct ed_scep *sceps;
	size_t n_sceps;
	const char *unreadable; /* why parts could not be read, or NULL */
	bool encrypted;         /* to a device: what it holds is hidden */
	bool hidden;            /* with its heading: nothing of it is seen */
	struct ed_signature signature;
};

/* The mail settings of one characteristic of an Android profile of UEM's. */
struct ed_android_mail {
	struct ed_ref ref;
	struct ed_str label; /* "mail settings of profile Exchange/V_3" */
	struct ed_str type;  /* of the characteristic */
	struct ed_field host;
	/* AcceptCerts, exchange_trust_all_certificates */
	struct ed_switch accepts_any;
};

#endif
