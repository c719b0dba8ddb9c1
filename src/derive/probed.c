/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a probe was answered, as observations: the same that somebody could
 * have stated.
 *
 * Only what the device itself would have met counts: the attempt that is most
 * like it, with its certificate. Without a key that attempt was not made;
 * then only answers count that do not hang on a certificate.
 */
#include "derive/answer.h"
#include "derive/derive.h"

static const char *version_name(enum ed_tls_version version)
{
	static const char *const names[] = {[ED_TLS_NONE] = "no TLS",
	    [ED_TLS_1_0] = "TLS 1.0",
	    [ED_TLS_1_1] = "TLS 1.1",
	    [ED_TLS_1_2] = "TLS 1.2",
	    [ED_TLS_1_3] = "TLS 1.3",
	    [ED_TLS_OLDER] = "SSL"};

	return (size_t)version < ED_COUNT(names) ? names[version] : "TLS";
}

static void observe(struct ed_case *c, const struct ed_attempt *attempt)
{
	struct ed_observation *seen = ed_add_observation(c);

	if (!seen)
		return;
	ed_read_answer(&attempt->http, seen);
	seen->attempt = attempt;
	seen->ref = attempt->ref;
	seen->text = ed_format(&c->arena,
	    "the probe was answered %u to %.*s over %s, %s a certificate",
	    attempt->http.status,
	    ED_ARG(attempt->http.method.n ? attempt->http.method
					  : ED_STR("the request")),
	    version_name(attempt->tls.version),
	    attempt->offer.certificate ? "with" : "without");
}

/* No certificate would change it. */
static bool hangs_on_nothing(
    const struct ed_node *node, const struct ed_http *http)
{
	struct ed_observation seen = {0};

	ed_read_answer(http, &seen);
	if (seen.login_page)
		return node->device_auth->mode == ED_AUTH_NONE;
	if (http->status == 503)
		return seen.answerer == ED_BY_HTTP_SYS;
	return http->status == 404 ||
	       (http->status == 500 && seen.substatus == 19);
}

static bool is_answered(const struct ed_attempt *attempt)
{
	return attempt && attempt->http.state == ED_HTTP_ANSWERED;
}

static void observe_like_device(struct ed_case *c, const struct ed_node *node)
{
	if (is_answered(node->device_like)) {
		if (node->probe->same_certificate)
			observe(c, node->device_like);
		return;
	}
	if (!node->device_like && is_answered(node->bare) &&
	    hangs_on_nothing(node, &node->bare->http))
		observe(c, node->bare);
}

/* Later steps: their failures say more than that of OPTIONS. */
static void observe_steps(struct ed_case *c, const struct ed_node *node)
{
	for (size_t i = 0; i < node->n_attempts; i++) {
		const struct ed_attempt *attempt = node->attempts[i];
		unsigned status = attempt->http.status;

		if (!is_answered(attempt) || !attempt->offer.certificate)
			continue;
		if (attempt->step == ED_STEP_UPLOAD && status == 413)
			observe(c, attempt);
		if ((attempt->step == ED_STEP_PROVISION ||
			attempt->step == ED_STEP_FOLDER_SYNC) &&
		    status >= 400)
			observe(c, attempt);
	}
}

void ed_derive_probed(struct ed_case *c)
{
	for (size_t i = 0; i < c->nodes.n; i++) {
		const struct ed_node *node =
		    ED_ITEMS(c->nodes, struct ed_node *)[i];

		if (!node->probe->same_server || !node->device_auth)
			continue;
		observe_like_device(c, node);
		if (node->probe->same_certificate)
			observe_steps(c, node);
	}
}
