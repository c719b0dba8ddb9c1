/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load-balancer: what asks whether a server lives must not need a certificate.
 *
 * Once the directory demands one, its health page answers 403.7 to a load
 * balancer that has none, and the balancer takes the server for dead.
 */
#include <easdoctor/check.h>

enum { SOME = 3 };

static void tell(const struct ed_log *log, struct ed_sink *out)
{
	const struct ed_log_count *refused = &log->health_refused;
	struct ed_digits status, substatus, count, last;

	ed_settle(out, "health-probe", true, refused->ref,
	    ED_VALUES({"client", ED_IP, refused->what},
		{"status", ED_NUMBER, ed_number(&status, log->health_status)},
		{"substatus", ED_NUMBER,
		    ed_number(&substatus, log->health_substatus)},
		{"count", ED_NUMBER, ed_number(&count, (int64_t)refused->n)},
		{"last", ED_TIME, ed_time(&last, refused->last)}));
}

/* A balancer that takes all servers for dead lets nobody through. */
static const struct ed_node *find_served(const struct ed_facts *facts)
{
	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];
		const struct ed_attempt *like = node->device_like;

		if (node->probe->same_server && like &&
		    like->http.state == ED_HTTP_ANSWERED &&
		    like->http.status != 503)
			return node;
	}
	return NULL;
}

static void settle_by_log(const struct ed_log *log, struct ed_sink *out)
{
	const struct ed_log_count *ok = &log->health_ok;
	const struct ed_log_count *refused = &log->health_refused;

	if (!log->has_w3c || ok->n + refused->n == 0)
		ed_not_asked(out, "health-probe",
		    "no request for ActiveSync's health page is in the logs");
	else if (ok->last >= refused->last)
		ed_settle(out, "health-probe", false, ok->ref, NULL);
	else if (refused->n < SOME)
		ed_unknown(out, "health-probe",
		    "the logs hold too few requests for the health page");
	else
		tell(log, out);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_node *served = find_served(facts);

	(void)subject;
	if (facts->log)
		settle_by_log(facts->log, out);
	else if (served)
		ed_settle(out, "health-probe", false, served->ref, NULL);
	else if (facts->n_probes)
		ed_not_asked(out, "health-probe",
		    "the probe was let through by nobody, and no log of IIS "
		    "was given");
}

const struct ed_check ed_check_load_balancer = {
    .id = "load-balancer",
    .title = "The load balancer's health probe is answered",
    .each = ED_CASE,
    .findings = ED_FINDINGS({"health-probe", ED_NEED_TRAFFIC}),
    .run = run,
};
