/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eas: what Exchange ActiveSync itself answered a probe.
 *
 * A success counts only for the device's certificate, and only when all
 * servers of the name gave it.
 */
#include <easdoctor/check.h>
#include <easdoctor/selection.h>

#include <string.h>

enum { A_DAY = 86400 };

/* Statuses of MS-ASCMD 2.2.2 that name a state of the account or device. */
static const struct {
	unsigned status;
	const char *id;
} known[] = {{110, "status-110"}, {111, "status-111"}, {112, "status-112"},
    {113, "status-113"}, {114, "status-114"}, {123, "status-123"},
    {124, "status-124"}, {125, "status-125"}, {126, "status-126"},
    {129, "status-129"}, {130, "status-130"}, {131, "status-131"},
    {139, "status-139"}, {140, "status-140"}, {141, "status-141"},
    {142, "status-142"}, {143, "status-143"}, {144, "status-144"},
    {145, "status-145"}, {177, "status-177"}};

/* Those that are not told by a status first. */
enum { N_OTHERS = 3 };
static const struct ed_finding findings[] = {{"options-ok", 0}, {"sync-ok", 0},
    {"large-request-cut", 0}, {"status-110", 0}, {"status-111", 0},
    {"status-112", 0}, {"status-113", 0}, {"status-114", 0}, {"status-123", 0},
    {"status-124", 0}, {"status-125", 0}, {"status-126", 0}, {"status-129", 0},
    {"status-130", 0}, {"status-131", 0}, {"status-139", 0}, {"status-140", 0},
    {"status-141", 0}, {"status-142", 0}, {"status-143", 0}, {"status-144", 0},
    {"status-145", 0}, {"status-177", 0}, {"status-other", 0},
    {"unreadable", 0}, {0}};

static const char no_probe[] =
    "no probe with the device's certificate was made";
static const char unlisted[] =
    "the server names authorities, and none of the device's: a device may "
    "present no certificate";

/* 1 is success; FolderSync's own, up to 12, say nothing of the account. */
static const char *id_of(unsigned status)
{
	for (size_t i = 0; i < ED_COUNT(known); i++)
		if (known[i].status == status)
			return known[i].id;
	return status == 1 ? NULL : "status-other";
}

static bool is_ours(const struct ed_probe *probe)
{
	return probe->same_server && probe->same_certificate;
}

/* Both headers are a must of MS-ASHTTP; anything else may say 200. */
static bool is_ok(const struct ed_attempt *attempt)
{
	const struct ed_http *http = &attempt->http;

	return http->state == ED_HTTP_ANSWERED && http->status == 200 &&
	       ed_http_has(http, ED_STR("ms-asprotocolversions")) &&
	       ed_http_has(http, ED_STR("ms-asprotocolcommands"));
}

/* An address that nobody can get to from here serves nobody from here. */
static bool counts(const struct ed_node *node)
{
	return is_ours(node->probe) && node->connected;
}

/* A device that offers HTTP/2 gets nothing there. */
static bool fails_over_http2(const struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *attempt = node->attempts[i];

		if (attempt->step == ED_STEP_HTTP2 &&
		    ed_str_eq(attempt->tls.alpn, ED_STR("h2")) &&
		    attempt->http.state != ED_HTTP_ANSWERED)
			return true;
	}
	return false;
}

/* The probe presents it all the same; a device does not. */
static bool is_any_unlisted(const struct ed_facts *facts)
{
	const struct ed_certificate *device = facts->device_certificate;

	for (size_t i = 0; device && i < facts->n_candidates; i++) {
		const struct ed_offer *one = &facts->candidates[i];

		for (size_t k = 0; k < one->n_servers; k++)
			if (one->servers[k].wanted.listed == ED_NO &&
			    ed_certificate_is(one->certificate, device))
				return true;
	}
	return false;
}

static void settle_options(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_attempt *good = NULL, *bad = NULL;
	bool lost = false;

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];

		if (!counts(node))
			continue;
		lost = lost || (node->probe->has_key && node->device_auth &&
				   !node->device_like);
		if (!node->device_like)
			continue;
		if (is_ok(node->device_like) && !fails_over_http2(node))
			good = good ? good : node->device_like;
		else
			bad = bad ? bad : node->device_like;
	}
	if (bad)
		ed_settle(out, "options-ok", false, bad->ref, NULL);
	else if (lost)
		ed_unknown(out, "options-ok",
		    "the attempt with the certificate is not in the record");
	else if (good && is_any_unlisted(facts))
		ed_unknown(out, "options-ok", unlisted);
	else if (good)
		ed_settle(out, "options-ok", true, good->ref, NULL);
	else
		ed_not_asked(out, "options-ok", no_probe);
}

/*
 * A probe never says that it holds to a policy, so that to be told of one is
 * normal; not where Provision answered that there is none.
 */
static bool is_told_to_provision(const struct ed_probe *probe)
{
	unsigned status = probe->folder_sync.status;

	return (status == 142 || status == 143 || status == 144) &&
	       (!probe->provision.attempt || probe->provision.has_policy);
}

/*
 * A success in a log is the certificate's only where nothing else can sign
 * in, and is of now only when nothing failed since.
 */
static bool synced_by_log(const struct ed_facts *facts)
{
	const struct ed_log *log = facts->log;
	const struct ed_certificate *cert = facts->device_certificate;

	return log && !log->backend_only && log->scope == ED_LOG_DEVICE &&
	       log->last_sync && facts->n_observations == 0 && cert &&
	       facts->endpoint && facts->endpoint->certificate_only == ED_YES &&
	       !(cert->unreadable & ED_PART_TIME) &&
	       log->last_sync >= cert->not_before &&
	       facts->as_of <= cert->not_after &&
	       log->last_sync > log->last_failure &&
	       log->last_sync + A_DAY >= facts->as_of;
}

static void settle_sync(const struct ed_facts *facts, struct ed_sink *out)
{
	const struct ed_eas_answer *answer = NULL;
	const struct ed_probe *probe = NULL;
	struct ed_digits folders;

	for (size_t i = 0; i < facts->n_probes && !answer; i++) {
		probe = facts->probes[i];
		if (is_ours(probe) && probe->folder_sync.attempt)
			answer = &probe->folder_sync;
	}
	if (!answer && synced_by_log(facts))
		ed_settle(out, "sync-ok", true, (struct ed_ref){0},
		    ED_VALUES({"folders", ED_NUMBER, ED_STR("unsaid")}));
	else if (!answer)
		ed_not_asked(out, "sync-ok", "no folder list was asked for");
	else if (!answer->has_status)
		ed_unknown(
		    out, "sync-ok", "the answer to FolderSync has no status");
	else if (answer->status == 1 && is_any_unlisted(facts))
		ed_unknown(out, "sync-ok", unlisted);
	else if (is_told_to_provision(probe))
		ed_not_asked(out, "sync-ok",
		    "a policy must be accepted first, which a probe never does "
		    "(--provision shows it)");
	else
		ed_settle(out, "sync-ok", answer->status == 1,
		    answer->attempt->ref,
		    ED_VALUES({"folders", ED_NUMBER,
			answer->has_folders
			    ? ed_number(&folders, answer->folders)
			    : ED_STR("unsaid")}));
}

static void settle_status(const struct ed_eas_answer *answer,
    const char *command, struct ed_sink *out)
{
	struct ed_digits status;

	if (!answer->attempt || !answer->has_status || !id_of(answer->status))
		return;
	ed_settle(out, id_of(answer->status), true, answer->attempt->ref,
	    ED_VALUES({"status", ED_NUMBER, ed_number(&status, answer->status)},
		{"command", ED_TEXT, ed_str_of(command)}));
}

/* A refusal by status is HTTP's to tell. */
static bool is_unreadable(const struct ed_eas_answer *answer)
{
	return answer->attempt && !answer->has_status &&
	       (answer->attempt->http.state != ED_HTTP_ANSWERED ||
		   answer->attempt->http.status < 400);
}

static void settle_unreadable(const struct ed_probe *probe,
    const struct ed_eas_answer *answer, const char *command,
    struct ed_sink *out)
{
	if (is_unreadable(answer))
		ed_settle(out, "unreadable", true, answer->attempt->ref,
		    ED_VALUES({"command", ED_TEXT, ed_str_of(command)},
			{"why", ED_TEXT,
			    probe->bad_wbxml.n ? probe->bad_wbxml
			    : answer->attempt->http.error.n
				? answer->attempt->http.error
				: ED_STR("it has no status")}));
}

/*
 * IIS that will not read a large request may hang up before its 413 arrives:
 * what a device then meets is a connection that ends, and no answer.
 */
static bool is_cut_upload(const struct ed_attempt *attempt)
{
	return attempt->tls.state == ED_TLS_DONE &&
	       attempt->http.state != ED_HTTP_ANSWERED;
}

static bool is_upload(const struct ed_attempt *attempt)
{
	return attempt->step == ED_STEP_UPLOAD && attempt->offer.certificate;
}

static void settle_upload(const struct ed_node *node, struct ed_sink *out)
{
	static const char id[] = "large-request-cut";

	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *at = node->attempts[i];

		if (!is_upload(at))
			continue;
		if (is_cut_upload(at))
			ed_settle(out, id, true, at->ref,
			    ED_VALUES({"why", ED_TEXT,
				at->http.error.n
				    ? at->http.error
				    : ED_STR("the connection ended")}));
		else if (at->http.state == ED_HTTP_ANSWERED)
			ed_settle(out, id, false, at->ref, NULL);
		else
			ed_unknown(out, id, "the large request was not sent");
	}
}

static void settle_uploads(const struct ed_facts *facts, struct ed_sink *out)
{
	ed_not_asked(out, "large-request-cut",
	    "no large request was sent (--upload-test)");
	for (size_t i = facts->n_nodes; i-- > 0;)
		if (is_ours(facts->nodes[i]->probe))
			settle_upload(facts->nodes[i], out);
}

/* A wipe that Provision hands out says what status 140 says. */
static void settle_wipe(const struct ed_probe *probe, struct ed_sink *out)
{
	if (probe->provision.attempt && probe->provision.wipe > ED_WIPE_NONE)
		ed_settle(out, "status-140", true,
		    probe->provision.attempt->ref,
		    ED_VALUES({"status", ED_NUMBER, ED_STR("140")},
			{"command", ED_TEXT, ED_STR("Provision")}));
}

/* Of what one command would have shown. */
static void settle_none(
    const struct ed_facts *facts, const char *id, struct ed_sink *out)
{
	bool tried = false, told = strcmp(id, "unreadable") == 0;

	for (size_t i = 0; i < facts->n_probes; i++) {
		const struct ed_probe *probe = facts->probes[i];

		if (!is_ours(probe))
			continue;
		tried = tried || probe->provision.attempt ||
			probe->folder_sync.attempt;
		told = told || probe->provision.has_status ||
		       probe->folder_sync.has_status;
	}
	if (!tried)
		ed_not_asked(
		    out, id, "neither a policy nor folders were asked for");
	else if (!told)
		ed_unknown(out, id, "what was answered has no status");
	else
		ed_settle(out, id, false, (struct ed_ref){0}, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	(void)subject;
	for (size_t i = N_OTHERS; findings[i].id; i++)
		settle_none(facts, findings[i].id, out);
	settle_options(facts, out);
	settle_sync(facts, out);
	settle_uploads(facts, out);
	for (size_t i = 0; i < facts->n_probes; i++) {
		const struct ed_probe *probe = facts->probes[i];

		if (!is_ours(probe))
			continue;
		settle_status(&probe->provision, "Provision", out);
		settle_wipe(probe, out);
		settle_unreadable(probe, &probe->provision, "Provision", out);
		settle_unreadable(
		    probe, &probe->folder_sync, "FolderSync", out);
		if (!is_told_to_provision(probe))
			settle_status(&probe->folder_sync, "FolderSync", out);
	}
}

const struct ed_check ed_check_symptom_eas = {
    .id = "eas",
    .title = "Exchange ActiveSync answers as it should",
    .each = ED_SYMPTOM,
    .findings = findings,
    .run = run,
};
