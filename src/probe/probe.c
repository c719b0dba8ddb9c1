/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/probe.h"
#include "probe/dns.h"
#include "probe/eas.h"
#include "probe/exchange.h"
#include "probe/plan.h"
#include "probe/record.h"
#include "probe/tls.h"

#include <time.h>

int64_t ed_now_ms(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

unsigned ed_since(const struct ed_connection *c)
{
	return (unsigned)(ed_now_ms() - c->began);
}

struct ed_str ed_keep(struct ed_run *run, struct ed_str bytes)
{
	if (bytes.n > ED_MAX_KEPT - run->kept)
		return (struct ed_str){NULL, 0};
	run->kept += bytes.n;
	return ed_copy(&run->arena, bytes);
}

/* Whatever else stands in a host would end up in a URL. */
static bool is_host(struct ed_str host)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '.' || c == '-' ||
			c == '_'))
			return ed_is_numeric(host);
	}
	return host.n > 0 && host.n <= 253;
}

static bool is_place(const struct ed_probe_place *place)
{
	return is_host(place->host) && place->port > 0 && place->port < 65536;
}

static bool check_request(
    const struct ed_probe_request *request, struct ed_error *err)
{
	if (!is_place(&request->target))
		return ed_fail(err,
		    "\"%.*s\" port %u cannot be probed: a host "
		    "name in ASCII or an address is needed",
		    ED_ARG(ed_str_sub(request->target.host, 0, 253)),
		    request->target.port);
	if (request->connect_to.host.n &&
	    (!is_place(&request->connect_to) ||
		!ed_is_numeric(request->connect_to.host)))
		return ed_fail(err,
		    "\"%.*s\" is no numeric address to connect to",
		    ED_ARG(ed_str_sub(request->connect_to.host, 0, 253)));
	if (request->proxy.host.n && !is_place(&request->proxy))
		return ed_fail(err, "the proxy needs a host and a port");
	return true;
}

static void add_nodes(struct ed_run *run, struct ed_list *nodes)
{
	const struct ed_probe_request *request = run->request;

	for (size_t i = 0; i < run->dns.addresses.n; i++) {
		struct ed_probed_node *node =
		    ED_PUSH(&run->arena, nodes, struct ed_probed_node);

		node->at.host = ED_ITEMS(run->dns.addresses, struct ed_str)[i];
		node->at.port = request->connect_to.host.n
				    ? request->connect_to.port
				    : request->target.port;
	}
}

/* The answer to OPTIONS that a command follows. */
static const struct ed_connection *options_of(const struct ed_probed_node *node)
{
	const struct ed_connection *c = node->steps[ED_STEP_TLS13_CERTIFICATE];

	if (ed_answered_by_eas(c))
		return c;
	return node->steps[ED_STEP_TLS12_CERTIFICATE];
}

static void add_steps(struct ed_run *run, struct ed_probed_node *node,
    unsigned steps, struct ed_list *out)
{
	for (unsigned i = 0; i < ED_N_STEPS; i++) {
		struct ed_connection *c;

		if (!(steps & 1u << i))
			continue;
		c = ed_plan_step(run, node, (enum ed_step)i);
		if (!ed_eas_prepare(c, options_of(node)))
			continue;
		*ED_PUSH(&run->arena, out, struct ed_connection *) = c;
		*ED_PUSH(
		    &run->arena, &run->connections, struct ed_connection *) = c;
	}
}

/* What leaves a trace in the mailbox goes to the first node that takes it. */
static bool is_command(unsigned wave)
{
	return wave == ED_WAVE_PROVISION || wave == ED_WAVE_FOLDER_SYNC;
}

static void run_wave(struct ed_run *run, struct ed_list *nodes, unsigned wave)
{
	const size_t before = run->connections.n;
	struct ed_list list = {0};

	for (size_t i = 0; i < nodes->n; i++) {
		struct ed_probed_node *node =
		    &ED_ITEMS(*nodes, struct ed_probed_node)[i];

		add_steps(run, node, ed_plan_wave(run, node, wave), &list);
		if (list.n && is_command(wave))
			break;
	}
	if (list.n)
		ed_exchange(
		    run, ED_ITEMS(list, struct ed_connection *), list.n);
	for (size_t i = 0; i < list.n; i++)
		if (ED_ITEMS(list, struct ed_connection *)[i]->finished)
			ed_eas_take(ED_ITEMS(list, struct ed_connection *)[i],
			    (int)(before + i));
}

static void run_all(struct ed_run *run)
{
	struct ed_list nodes = {0};

	ed_dns_resolve(run);
	add_nodes(run, &nodes);
	for (unsigned wave = 0; wave < ED_N_WAVES && !run->interrupted; wave++)
		run_wave(run, &nodes, wave);
}

bool ed_probe_prepare(struct ed_error *err)
{
	struct ed_curl curl;

	return ed_curl_load(&curl, err);
}

bool ed_probe_run(const struct ed_probe_request *request, struct ed_str *record,
    struct ed_error *err)
{
	struct ed_run run = {.request = request,
	    .began = ed_now_ms(),
	    .eas = {.provision_attempt = -1, .folder_attempt = -1}};
	bool ok;

	if (!check_request(request, err) || !ed_curl_load(&run.curl, err))
		return false;
	run.multi = run.curl.multi_init();
	if (!run.multi)
		return ed_fail(err, "libcurl does not start");
	ed_tls_prepare(&run);
	run_all(&run);
	run.curl.multi_cleanup(run.multi);
	ok = ed_probe_write_write(&run, record, err);
	ed_tls_forget(&run);
	ed_arena_free(&run.arena);
	return ok;
}
