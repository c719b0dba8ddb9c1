/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/exchange.h"
#include "probe/http.h"
#include "probe/outcome.h"

#include <string.h>

/* How soon an interrupt is noticed. */
enum { POLL_MS = 100 };

static bool is_stopped(struct ed_run *run)
{
	if (run->request->stopped && run->request->stopped())
		run->interrupted = true;
	return run->interrupted;
}

static bool start(struct ed_run *run, struct ed_connection *c)
{
	c->began = ed_now_ms();
	c->started_ms = (unsigned)(c->began - run->began);
	if (!ed_http_open(c))
		return false;
	if (run->curl.multi_add_handle(run->multi, c->easy) == CURLM_OK)
		return true;
	ed_http_close(c, CURLE_FAILED_INIT);
	return false;
}

static void finish(struct ed_run *run, struct ed_connection *c, CURLcode result)
{
	run->curl.multi_remove_handle(run->multi, c->easy);
	ed_http_close(c, result);
	ed_outcome_settle(c);
}

static void take_finished(struct ed_run *run)
{
	struct ed_connection *c;
	CURLMsg *message;
	int left;

	while ((message = run->curl.multi_info_read(run->multi, &left))) {
		CURLcode result = message->data.result;
		char *own = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		run->curl.easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, &own);
		c = (void *)own;
		finish(run, c, result);
	}
}

static void abandon(
    struct ed_run *run, struct ed_connection **connections, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!connections[i]->easy)
			continue;
		finish(run, connections[i], CURLE_ABORTED_BY_CALLBACK);
		connections[i]->finished = false;
	}
}

void ed_exchange(
    struct ed_run *run, struct ed_connection **connections, size_t n)
{
	int running = 0;

	for (size_t i = 0; i < n && !is_stopped(run); i++)
		(void)start(run, connections[i]);
	do {
		if (run->curl.multi_perform(run->multi, &running) != CURLM_OK)
			break;
		take_finished(run);
		if (running)
			run->curl.multi_poll(
			    run->multi, NULL, 0, POLL_MS, NULL);
	} while (running && !is_stopped(run));
	take_finished(run);
	abandon(run, connections, n);
}
