/* SPDX-License-Identifier: Apache-2.0 */
/* One diagnosis, from paths to a report: what every command runs. */
#ifndef ED_CLI_DIAGNOSE_H
#define ED_CLI_DIAGNOSE_H

#include "base/case.h"
#include "cli/probe_options.h"
#include "engine/rank.h"
#include "engine/run.h"
#include "engine/verdict.h"
#include "report/report.h"
#include <easdoctor/report.h>

/* What is asked. Zero-initialised asks nothing; all borrowed. */
struct ed_request {
	const char *case_file;   /* or NULL */
	struct ed_list evidence; /* const char *: files and folders */
	/* evidence is the case's folder: read only if the case names nothing */
	bool is_bundle;
	struct ed_list symptoms;     /* const char *: as somebody worded them */
	struct ed_list client_roots; /* const char * */
	struct ed_list server_roots; /* const char * */
	const char *ack_file;        /* or NULL */
	const char *password_file;   /* or NULL */
	const char *upn;             /* of the account, or NULL */
	unsigned scope;              /* bits 1 << enum ed_stage; 0: not said */
	bool has_as_of;
	int64_t as_of; /* else the clock */
	struct ed_probe_wish probe;
	const struct ed_rules *rules;
	const struct ed_registry *registry;
};

/* Everything of one diagnosis. Free it with ed_diagnosed_free. */
struct ed_diagnosed {
	struct ed_case c;
	struct ed_findings findings;
	struct ed_diagnosis diagnosis;
	struct ed_verdict verdict;
	struct ed_report_parts parts; /* what report is built from */
	struct ed_report report;
};

/*
 * Loads, derives, checks, ranks and words. False when the request itself
 * cannot be used (a bad case file, say); out is empty then.
 */
ED_MUST_USE bool ed_diagnose(const struct ed_request *request,
    struct ed_diagnosed *out, struct ed_error *err);

/*
 * The same in two parts, so that what is loaded once serves many endpoints.
 * Between them the endpoint may be set; the case's other expectations of it
 * stay. When either fails, out is empty.
 */
ED_MUST_USE bool ed_diagnose_load(const struct ed_request *request,
    struct ed_diagnosed *out, struct ed_error *err);
void ed_diagnose_at(
    struct ed_diagnosed *d, const struct ed_probe_place *target);
ED_MUST_USE bool ed_diagnose_conclude(const struct ed_request *request,
    struct ed_diagnosed *out, struct ed_error *err);

/* Takes NULL. */
void ed_diagnosed_free(struct ed_diagnosed *d);

#endif
