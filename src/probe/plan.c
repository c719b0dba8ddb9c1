/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/plan.h"
#include "probe/dns.h"
#include "probe/tls.h"

#include <string.h>

enum { TLS10 = 0x0301, TLS12 = 0x0303, TLS13 = 0x0304 };

#define BIT(step) (1u << (step))

const char *const ed_step_names[ED_N_STEPS] = {
    [ED_STEP_TLS12] = "tls12",
    [ED_STEP_TLS12_CERTIFICATE] = "tls12-certificate",
    [ED_STEP_TLS13] = "tls13",
    [ED_STEP_TLS13_CERTIFICATE] = "tls13-certificate",
    [ED_STEP_TLS13_PHA] = "tls13-pha",
    [ED_STEP_NO_SNI] = "no-sni",
    [ED_STEP_HTTP2] = "http2",
    [ED_STEP_LEGACY] = "legacy",
    [ED_STEP_UPLOAD] = "upload",
    [ED_STEP_UPLOAD_EXPECT] = "upload-expect",
    [ED_STEP_PROVISION] = "provision",
    [ED_STEP_FOLDER_SYNC] = "folder-sync",
};

bool ed_agreed(const struct ed_connection *c)
{
	return c && c->finished && c->handshake_done;
}

bool ed_answered(const struct ed_connection *c)
{
	return c && c->finished && c->answer.complete;
}

struct ed_str ed_probe_header_of(
    const struct ed_connection *c, const char *name)
{
	const struct ed_header *headers = c->answer.headers.items;

	for (size_t i = 0; i < c->answer.headers.n; i++)
		if (ed_str_eq(headers[i].name, ed_str_of(name)))
			return headers[i].value;
	return (struct ed_str){NULL, 0};
}

bool ed_answered_by_eas(const struct ed_connection *c)
{
	return ed_answered(c) && c->answer.status == 200 &&
	       ed_probe_header_of(c, "ms-asprotocolversions").n > 0;
}

static const struct ed_connection *step_of(
    const struct ed_probed_node *node, enum ed_step step)
{
	return node->steps[step];
}

static unsigned plan_versions(const struct ed_run *run)
{
	unsigned steps = BIT(ED_STEP_TLS12) | BIT(ED_STEP_TLS13);

	if (ed_tls_has_certificate(run))
		steps |= BIT(ED_STEP_TLS12_CERTIFICATE) |
			 BIT(ED_STEP_TLS13_CERTIFICATE);
	return steps;
}

static bool version_works(
    const struct ed_probed_node *node, enum ed_step bare, enum ed_step full)
{
	return ed_agreed(step_of(node, bare)) || ed_agreed(step_of(node, full));
}

static bool works_with_12(const struct ed_probed_node *node)
{
	return version_works(node, ED_STEP_TLS12, ED_STEP_TLS12_CERTIFICATE);
}

static bool works_with_13(const struct ed_probed_node *node)
{
	return version_works(node, ED_STEP_TLS13, ED_STEP_TLS13_CERTIFICATE);
}

/* Did the peer end a handshake, as one does who finds no version? */
static bool was_turned_down(const struct ed_connection *c)
{
	static const char *const ends[] = {
	    "alert", "failed", "closed", "reset"};

	for (size_t i = 0; c && c->finished && i < ED_COUNT(ends); i++)
		if (strcmp(c->outcome.tls, ends[i]) == 0)
			return true;
	return false;
}

/* A peer that is mute in every way stays so without a name. */
static bool answers_at_all(const struct ed_probed_node *node)
{
	for (unsigned i = 0; i <= ED_STEP_TLS13_CERTIFICATE; i++) {
		const struct ed_connection *c = node->steps[i];

		if (c && c->finished && c->said_hello &&
		    strcmp(c->outcome.tls, "timeout") != 0)
			return true;
	}
	return false;
}

/* An address has no name to leave out. */
static bool has_name(const struct ed_run *run)
{
	return !ed_is_numeric(run->request->target.host);
}

static unsigned plan_variants(
    const struct ed_run *run, const struct ed_probed_node *node)
{
	const struct ed_connection *full =
	    step_of(node, ED_STEP_TLS13_CERTIFICATE);
	unsigned steps = 0;

	if (works_with_13(node) && full && full->finished &&
	    !ed_answered_by_eas(full))
		steps |= BIT(ED_STEP_TLS13_PHA);
	if (answers_at_all(node) && has_name(run))
		steps |= BIT(ED_STEP_NO_SNI);
	if (works_with_12(node) || works_with_13(node))
		steps |= BIT(ED_STEP_HTTP2);
	else if (was_turned_down(step_of(node, ED_STEP_TLS12)) &&
		 was_turned_down(step_of(node, ED_STEP_TLS13)))
		steps |= BIT(ED_STEP_LEGACY);
	return steps;
}

/* The step whose version a device would use for more; NULL: none. */
static const struct ed_connection *best(const struct ed_probed_node *node)
{
	static const enum ed_step order[] = {
	    ED_STEP_TLS13_CERTIFICATE, ED_STEP_TLS12_CERTIFICATE};

	for (size_t i = 0; i < ED_COUNT(order); i++)
		if (ed_answered_by_eas(step_of(node, order[i])))
			return step_of(node, order[i]);
	for (size_t i = 0; i < ED_COUNT(order); i++)
		if (ed_answered(step_of(node, order[i])))
			return step_of(node, order[i]);
	return NULL;
}

/* Commands leave a trace, so they go to one node, and only where they can be
 * understood. */
static bool may_command(const struct ed_probed_node *node)
{
	return ed_answered_by_eas(best(node));
}

unsigned ed_plan_wave(
    const struct ed_run *run, const struct ed_probed_node *node, unsigned wave)
{
	const struct ed_probe_request *asked = run->request;

	switch (wave) {
	case ED_WAVE_VERSIONS:
		return plan_versions(run);
	case ED_WAVE_VARIANTS:
		return plan_variants(run, node);
	case ED_WAVE_UPLOAD:
		return asked->upload_test && best(node) ? BIT(ED_STEP_UPLOAD)
							: 0;
	case ED_WAVE_UPLOAD_EXPECT:
		return node->steps[ED_STEP_UPLOAD] ? BIT(ED_STEP_UPLOAD_EXPECT)
						   : 0;
	case ED_WAVE_PROVISION:
		return asked->provision && run->eas.provision_attempt < 0 &&
			       may_command(node)
			   ? BIT(ED_STEP_PROVISION)
			   : 0;
	case ED_WAVE_FOLDER_SYNC:
		return asked->folder_sync && run->eas.folder_attempt < 0 &&
			       may_command(node)
			   ? BIT(ED_STEP_FOLDER_SYNC)
			   : 0;
	default:
		return 0;
	}
}

static void set_versions(struct ed_connection *c, unsigned min, unsigned max)
{
	c->tls_min = min;
	c->tls_max = max;
}

/* One version alone, so that the answer is about that one. */
static unsigned only_version(
    const struct ed_probed_node *node, enum ed_step step)
{
	const struct ed_connection *model = best(node);

	switch (step) {
	case ED_STEP_TLS12:
	case ED_STEP_TLS12_CERTIFICATE:
		return TLS12;
	case ED_STEP_TLS13:
	case ED_STEP_TLS13_CERTIFICATE:
	case ED_STEP_TLS13_PHA:
		return TLS13;
	case ED_STEP_HTTP2:
		return works_with_13(node) ? TLS13 : TLS12;
	default:
		return model ? model->tls_max : TLS12;
	}
}

static bool shows_certificate(enum ed_step step)
{
	return step != ED_STEP_TLS12 && step != ED_STEP_TLS13 &&
	       step != ED_STEP_NO_SNI;
}

struct ed_connection *ed_plan_step(
    struct ed_run *run, struct ed_probed_node *node, enum ed_step step)
{
	struct ed_connection *c = ED_NEW(&run->arena, struct ed_connection);
	unsigned version = only_version(node, step);

	c->run = run;
	c->step = step;
	c->at = node->at;
	set_versions(c, version, version);
	if (step == ED_STEP_LEGACY)
		set_versions(c, TLS10, TLS12);
	if (step == ED_STEP_NO_SNI)
		set_versions(c, TLS12, TLS13);
	c->sni = step != ED_STEP_NO_SNI && has_name(run);
	c->handshake_only = step == ED_STEP_NO_SNI;
	c->pha = step == ED_STEP_TLS13_PHA;
	c->h2 = step == ED_STEP_HTTP2;
	c->certificate = shows_certificate(step) && ed_tls_has_certificate(run);
	c->method = "OPTIONS";
	c->alert_in = c->alert_out = -1;
	c->answer.keep = ED_MAX_BODY_TEXT;
	node->steps[step] = c;
	return c;
}
