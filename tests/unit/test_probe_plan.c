/* SPDX-License-Identifier: Apache-2.0 */
/* Which steps follow from what the earlier ones gave. */
#include "probe/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BIT(step) (1u << ED_STEP_##step)
#define VERSIONS (BIT(TLS12) | BIT(TLS13))
#define FULL (VERSIONS | BIT(TLS12_CERTIFICATE) | BIT(TLS13_CERTIFICATE))

/* What became of a step. */
enum { NONE, EAS, ANSWERED, AGREED, ALERT, MUTE, REFUSED };

static const struct {
	const char *name;
	const char *host;
	bool certificate;
	int tls12, tls12_full, tls13, tls13_full;
	unsigned variants;
	bool uploads;  /* if asked for */
	bool commands; /* if asked for */
} rows[] = {
    /* clang-format off */
    { "all well", "a.test", true, ANSWERED, EAS, ANSWERED, EAS, BIT(NO_SNI) | BIT(HTTP2), true, true },
    { "no key", "a.test", false, ANSWERED, NONE, ANSWERED, NONE, BIT(NO_SNI) | BIT(HTTP2), false, false },
    { "1.3 refuses", "a.test", true, AGREED, EAS, AGREED, AGREED, BIT(NO_SNI) | BIT(HTTP2) | BIT(TLS13_PHA), true, true },
    { "1.3 answers otherwise", "a.test", true, ANSWERED, ANSWERED, ANSWERED, ANSWERED, BIT(NO_SNI) | BIT(HTTP2) | BIT(TLS13_PHA), true, false },
    { "no 1.3", "a.test", true, ANSWERED, EAS, ALERT, ALERT, BIT(NO_SNI) | BIT(HTTP2), true, true },
    { "certificates refused", "a.test", true, ALERT, ALERT, ALERT, ALERT, BIT(NO_SNI) | BIT(LEGACY), false, false },
    { "mute", "a.test", true, MUTE, MUTE, MUTE, MUTE, 0, false, false },
    { "1.2 mute, 1.3 turned down", "a.test", true, MUTE, MUTE, ALERT, ALERT, BIT(NO_SNI), false, false },
    { "no port", "a.test", true, REFUSED, REFUSED, REFUSED, REFUSED, 0, false, false },
    { "an address", "192.0.2.1", true, ANSWERED, EAS, ANSWERED, EAS, BIT(HTTP2), true, true },
    { "an IPv6 address", "2001:db8::1", true, ALERT, ALERT, ALERT, ALERT, BIT(LEGACY), false, false },
    /* clang-format on */
};

static void set_answer(struct ed_run *run, struct ed_connection *c, int became)
{
	struct ed_header *header;

	c->handshake_done = true;
	c->answer.complete = became != AGREED;
	c->answer.status = became == EAS ? 200 : 403;
	if (became != EAS)
		return;
	header = ED_PUSH(&run->arena, &c->answer.headers, struct ed_header);
	header->name = ED_STR("ms-asprotocolversions");
	header->value = ED_STR("14.1");
}

static void set_step(struct ed_run *run, struct ed_probed_node *node,
    enum ed_step step, int became)
{
	struct ed_connection *c;

	if (became == NONE)
		return;
	c = ed_plan_step(run, node, step);
	c->finished = true;
	c->said_hello = became != REFUSED;
	c->outcome.tls = became == ALERT     ? "alert"
			 : became == MUTE    ? "timeout"
			 : became == REFUSED ? "not_tried"
					     : "done";
	if (became == EAS || became == ANSWERED || became == AGREED)
		set_answer(run, c, became);
}

static void plan_row(size_t i)
{
	/* The plan asks only whether there is one. */
	X509 *leaf = rows[i].certificate ? X509_new() : NULL;
	struct ed_probe_request request = {
	    .target = {ed_str_of(rows[i].host), 443},
	    .upload_test = true,
	    .provision = true,
	    .folder_sync = true};
	struct ed_run run = {.request = &request,
	    .leaf = leaf,
	    .eas = {.provision_attempt = -1, .folder_attempt = -1}};
	struct ed_probed_node node = {0};

	assert_int_equal(ed_plan_wave(&run, &node, ED_WAVE_VERSIONS),
	    rows[i].certificate ? FULL : VERSIONS);
	set_step(&run, &node, ED_STEP_TLS12, rows[i].tls12);
	set_step(&run, &node, ED_STEP_TLS12_CERTIFICATE, rows[i].tls12_full);
	set_step(&run, &node, ED_STEP_TLS13, rows[i].tls13);
	set_step(&run, &node, ED_STEP_TLS13_CERTIFICATE, rows[i].tls13_full);
	if (ed_plan_wave(&run, &node, ED_WAVE_VARIANTS) != rows[i].variants)
		fail_msg("%s: %x", rows[i].name,
		    ed_plan_wave(&run, &node, ED_WAVE_VARIANTS));
	if ((ed_plan_wave(&run, &node, ED_WAVE_UPLOAD) != 0) !=
		rows[i].uploads ||
	    (ed_plan_wave(&run, &node, ED_WAVE_PROVISION) != 0) !=
		rows[i].commands ||
	    (ed_plan_wave(&run, &node, ED_WAVE_FOLDER_SYNC) != 0) !=
		rows[i].commands)
		fail_msg("%s: what is asked for", rows[i].name);
	request = (struct ed_probe_request){.target = request.target};
	for (unsigned w = ED_WAVE_UPLOAD; w < ED_N_WAVES; w++)
		assert_int_equal(ed_plan_wave(&run, &node, w), 0);
	X509_free(leaf);
	ed_arena_free(&run.arena);
}

static void plans_each_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++)
		plan_row(i);
}

/* A device offers no post-handshake authentication, and one version each. */
static void offers_like_a_device(void **state)
{
	struct ed_probe_request request = {.target = {ED_STR("a.test"), 443}};
	struct ed_run run = {.request = &request, .leaf = X509_new()};
	struct ed_probed_node node = {0};

	(void)state;
	for (unsigned i = 0; i < ED_N_STEPS; i++) {
		struct ed_connection *c =
		    ed_plan_step(&run, &node, (enum ed_step)i);

		assert_int_equal(c->pha, i == ED_STEP_TLS13_PHA);
		assert_int_equal(c->sni, i != ED_STEP_NO_SNI);
		assert_int_equal(c->handshake_only, i == ED_STEP_NO_SNI);
		assert_int_equal(c->h2, i == ED_STEP_HTTP2);
		assert_int_equal(c->certificate, i != ED_STEP_TLS12 &&
						     i != ED_STEP_TLS13 &&
						     i != ED_STEP_NO_SNI);
		if (i != ED_STEP_NO_SNI && i != ED_STEP_LEGACY)
			assert_int_equal(c->tls_min, c->tls_max);
		assert_non_null(ed_step_names[i]);
	}
	assert_int_equal(node.steps[ED_STEP_LEGACY]->tls_min, 0x0301);
	assert_int_equal(node.steps[ED_STEP_LEGACY]->tls_max, 0x0303);
	X509_free(run.leaf);
	ed_arena_free(&run.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plans_each_row),
	    cmocka_unit_test(offers_like_a_device),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
