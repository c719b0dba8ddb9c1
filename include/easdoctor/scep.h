/* SPDX-License-Identifier: Apache-2.0 */
/* Facts about SCEP payloads of profiles, which devices enrol by themselves. */
#ifndef EASDOCTOR_SCEP_H
#define EASDOCTOR_SCEP_H

#include <easdoctor/facts.h>

/* A whole number of a payload. given is false when the key is absent. */
struct ed_whole {
	bool given;
	bool readable; /* else value means nothing */
	int64_t value;
	struct ed_ref ref;
};

/* What a device asks a CA for by itself (com.apple.security.scep). */
struct ed_scep {
	struct ed_ref ref;
	struct ed_str label; /* "SCEP payload of profile corp-eas" */
	const struct ed_profile *profile;
	struct ed_field url; /* what is secret in it is "***" */
	struct ed_field name;
	bool has_subject;
	struct ed_name subject;    /* der is empty, tags are UTF8String's */
	const char *subject_fault; /* why its form is not Apple's, or NULL */
	struct ed_ref subject_ref;
	bool has_san;
	const struct ed_san *sans; /* in order, UPNs among them */
	size_t n_sans;
	const char *san_fault; /* why parts of it are not read, or NULL */
	struct ed_ref san_ref;
	struct ed_whole key_size;
	struct ed_whole key_usage; /* 1: sign, 4: encrypt */
	struct ed_field key_type;
	struct ed_whole retries;
	struct ed_switch key_extractable;
	bool has_fingerprint;
	struct ed_str fingerprint; /* hex; empty when it is not readable */
	struct ed_ref fingerprint_ref;
	bool has_challenge; /* the challenge itself is never kept */
};

#endif
