/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What should be true: the expectations that a case states.
 *
 * Everything is optional. An empty slice means that nobody said. All slices
 * belong to the case.
 */
#ifndef EASDOCTOR_CASE_H
#define EASDOCTOR_CASE_H

#include <easdoctor/base.h>

/* Where a cause lives, and so who looks after it. Also a run's scope. */
enum ed_stage {
	ED_STAGE_ISSUE,
	ED_STAGE_CERTIFICATE,
	ED_STAGE_PROFILE,
	ED_STAGE_DEVICE,
	ED_STAGE_NETWORK,
	ED_STAGE_TLS,
	ED_STAGE_IIS,
	ED_STAGE_MAPPING,
	ED_STAGE_MAILBOX,
	ED_N_STAGES
};

enum ed_affected {
	ED_AFFECTED_UNSAID,
	ED_AFFECTED_ONE,
	ED_AFFECTED_SOME,
	ED_AFFECTED_ALL
};

/* An answer that nobody need have given. */
enum ed_answer { ED_UNSAID, ED_NO, ED_YES };

/* The account that should be able to sync. */
struct ed_account {
	struct ed_str email;
	struct ed_str upn;
	struct ed_str sid;
	/* The case does not say these; the directory's export does. */
	bool upn_exported;
	bool sid_exported;
};

struct ed_device {
	struct ed_str platform; /* "ios", "android", "windows", "macos" */
	struct ed_str os;       /* "18.1" */
	struct ed_str eas_id;
	struct ed_str user_agent;
};

/* One UEM lookup value of this device: {EnrollmentUser} is "alice". */
struct ed_lookup {
	struct ed_str name;
	struct ed_str value;
};

enum ed_san_type { ED_SAN_EMAIL, ED_SAN_UPN, ED_SAN_DNS, ED_SAN_URI };

/* One Subject Alternative Name of the request template, lookups unexpanded. */
struct ed_template_san {
	enum ed_san_type type;
	struct ed_str value;
};

/* The UEM request template. */
struct ed_template {
	struct ed_str subject; /* lookups unexpanded */
	const struct ed_template_san *sans;
	size_t n_sans;
	bool has_sans;          /* the list is given, be it empty */
	struct ed_str key_type; /* "RSA" */
	unsigned key_bits;      /* 0: not said */
	/* When has_renewal; 0: certificates are not renewed by themselves. */
	unsigned renew_days_before;
	bool has_renewal;
	struct ed_str issuing_template;
};

/* The certification authority as the UEM console knows it. */
struct ed_ca {
	struct ed_str name;
	struct ed_str type; /* "ndes", "adcs" */
	struct ed_str scep_url;
	struct ed_str challenge;       /* the mode: "static" or "dynamic" */
	struct ed_str service_account; /* UPN or name that requests */
};

/* A domain controller as the case states it. */
struct ed_domain_controller {
	struct ed_str os; /* "2019" */
	int64_t patched;  /* the date of its last update; 0: not said */
};

/* Where devices connect. */
struct ed_endpoint {
	struct ed_str host;
	unsigned port; /* 0: not said */
	struct ed_str site;
	enum ed_answer certificate_only;
	enum ed_answer gateway; /* is one in the path? */
	struct ed_str gateway_host;
	enum ed_answer gateway_ends_certificate; /* or does Exchange? */
	/* Names of CAs that the server sends with its certificate request. */
	const struct ed_str *acceptable_issuers;
	size_t n_acceptable_issuers;
};

#endif
