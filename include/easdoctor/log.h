/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the logs of IIS and of http.sys tell, all files as one timeline.
 *
 * The rows are not kept: only what they add up to. An attempt is what one
 * device does within a minute; it is ended by a failure only when no success
 * of the device follows within a minute, so that the 401 with which a sign-in
 * begins is no failure.
 */
#ifndef EASDOCTOR_LOG_H
#define EASDOCTOR_LOG_H

#include <easdoctor/base.h>

struct ed_near; /* date.h */

/* Whose attempts are judged. */
enum ed_log_scope {
	ED_LOG_ALL,    /* the case names nobody */
	ED_LOG_DEVICE, /* the case's DeviceId, and its user's without one */
	ED_LOG_USER
};

/* Fewer attempts than this show nothing by what they lack. */
enum { ED_LOG_ENOUGH = 50 };

/* Answers with one status and substatus. */
struct ed_log_outcome {
	unsigned status;
	int substatus;     /* -1: the log has no such column */
	uint32_t win32;    /* of the last one in scope */
	bool signed_in;    /* some name a user */
	bool throttled;    /* some say so */
	uint64_t requests; /* in scope */
	uint64_t attempts; /* that it ended, in scope */
	int64_t first;     /* of the requests in scope; 0: none */
	int64_t last;
	int64_t onset; /* the first attempt that it ended since one succeeded */
	bool present;  /* it ended enough of them */
	bool recovered;        /* and then enough went well */
	uint64_t all_requests; /* whoever made them */
	uint64_t all_devices;
	const struct ed_ref *refs; /* examples */
	size_t n_refs;
	int64_t before; /* the last success before the onset; 0: none seen */
	struct ed_str near_onset;   /* what else happened then, or empty */
	const struct ed_near *near; /* the same and more, nearest first */
	size_t n_near;
	/* What devices that fail so share; surest first. */
	const struct ed_log_trait *traits;
	size_t n_traits;
};

/* One reason of the HTTPERR log. */
struct ed_log_reason {
	struct ed_str name; /* "AppOffline" */
	uint64_t rows;      /* whatever was asked for */
	uint64_t eas_rows;  /* of ActiveSync */
	uint64_t ours;      /* of the case's device or user */
	int64_t first;      /* of ActiveSync's */
	int64_t last;
	struct ed_ref ref;
};

/* Answers of one kind to one device. */
struct ed_log_cell {
	struct ed_str device; /* empty: the requests have no DeviceId */
	unsigned status;
	int substatus;
	uint64_t n;
};

/* What failing devices share and others do not. */
struct ed_log_trait {
	const char *name;       /* "device type", "issuer" */
	const char *value_name; /* "shared_issuer": as a finding's value */
	bool is_server, is_issuer, is_time;
	struct ed_str value;
	uint64_t failing_with, failing;
	uint64_t fine_with, fine;
	double p; /* that chance alone did it, for all that was tried */
	struct ed_str text; /* in words */
};

/* Requests of which there is a count and a first and last one. */
struct ed_log_count {
	uint64_t n;
	int64_t first;
	int64_t last;
	struct ed_ref ref;
	struct ed_str what; /* of the first */
};

struct ed_name;

struct ed_log {
	bool has_w3c;
	bool has_httperr;
	bool lost; /* damaged, or more than can be held: counts are too low */
	uint64_t rows;
	uint64_t bad_rows;   /* of ActiveSync, and not as #Fields says */
	int64_t first, last; /* of all rows; 0: none */

	/* Requests to ActiveSync, without those of monitoring. */
	uint64_t requests;
	uint64_t proxied;        /* on the back end: the same ones again */
	uint64_t monitoring;     /* of Exchange's own probes */
	uint64_t since_requests; /* since the case's "since" */
	/* They begin before that, and go on for an hour behind it. */
	bool covers_since;
	uint64_t devices; /* that have a DeviceId */
	uint64_t failing_devices;
	struct ed_log_count health_ok; /* of a load balancer's health page */
	struct ed_log_count health_refused;
	unsigned health_status, health_substatus;

	enum ed_log_scope scope;
	bool backend_only;  /* no front end's log is there */
	uint64_t of_device; /* requests */
	uint64_t of_user;
	uint64_t attempts;      /* in scope */
	uint64_t late_attempts; /* since the case's "since" */
	uint64_t succeeded;
	int64_t last_success; /* of any request in scope; 0: none */
	int64_t last_sync;    /* of Sync, FolderSync or Ping */
	int64_t last_failure; /* of an attempt */
	int64_t last_ok;      /* of anybody's request */
	const struct ed_log_outcome *outcomes; /* most requests first */
	size_t n_outcomes;
	/* In scope: the policy was asked for (449, status 142 to 144). */
	struct ed_log_count policy;
	struct ed_log_count throttled;

	const struct ed_log_reason *reasons;
	size_t n_reasons;
	const struct ed_log_cell *cells; /* failures, most first */
	size_t n_cells;
	const struct ed_log_trait *traits;
	size_t n_traits;
	/* Lists of certificates that were asked of this server. */
	struct ed_log_count crl_filtered; /* 404.11 on a delta CRL */
	struct ed_log_count crl_served;   /* 200 on a delta CRL */
	/* Whose the refused one is: an issuer in the device's chain. */
	const struct ed_name *crl_issuer;
};

/*
 * What a log tells of a symptom, as values of its finding: when it was first
 * and last seen and began, how often, and what those that fail so share. They
 * and one without a name go into values; digits is their room.
 */
enum { ED_LOG_VALUES = 12 };

struct ed_log_digits {
	struct ed_digits each[ED_LOG_VALUES];
};

struct ed_value;

ED_API void ed_log_tell(const struct ed_log_outcome *outcome,
    struct ed_log_digits *digits, struct ed_value *values);

/* The reason of that name, or NULL. */
ED_API const struct ed_log_reason *ed_log_find_reason(
    const struct ed_log *log, const char *name);

#endif
