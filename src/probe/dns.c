/* SPDX-License-Identifier: Apache-2.0 */
/*
 * getaddrinfo cannot be stopped, so it works in a thread of its own; when the
 * time is over that thread is left behind and cleans up after itself.
 */
#include "probe/dns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* How soon an interrupt is noticed. */
enum { SLICE_MS = 50 };

/* Owned by both sides; whoever leaves last frees it. */
struct question {
	pthread_mutex_t lock;
	pthread_cond_t answered;
	bool done;
	bool abandoned;
	int result;
	int reason; /* errno, where result is EAI_SYSTEM */
	struct addrinfo *found;
	char host[NI_MAXHOST];
};

static void free_question(struct question *q)
{
	if (q->found)
		freeaddrinfo(q->found);
	pthread_cond_destroy(&q->answered);
	pthread_mutex_destroy(&q->lock);
	free(q);
}

static void *ask(void *argument)
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
	struct question *q = argument;
	struct addrinfo *found = NULL;
	int result = getaddrinfo(q->host, NULL, &hints, &found);
	const int reason = errno;
	bool abandoned;

	pthread_mutex_lock(&q->lock);
	q->result = result;
	q->reason = reason;
	q->found = result == 0 ? found : NULL;
	q->done = true;
	abandoned = q->abandoned;
	pthread_cond_signal(&q->answered);
	pthread_mutex_unlock(&q->lock);
	if (abandoned)
		free_question(q);
	return NULL;
}

static bool start(struct question *q)
{
	pthread_condattr_t clock;
	pthread_attr_t detached;
	pthread_t thread;
	bool ok;

	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->answered, &clock);
	pthread_condattr_destroy(&clock);
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	ok = pthread_create(&thread, &detached, ask, q) == 0;
	pthread_attr_destroy(&detached);
	return ok;
}

static struct timespec in_a_slice(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_nsec += SLICE_MS * 1000000L;
	if (at.tv_nsec >= 1000000000L) {
		at.tv_nsec -= 1000000000L;
		at.tv_sec++;
	}
	return at;
}

/* True when the answer came in time; else the thread owns the question. */
static bool wait_for(struct ed_run *run, struct question *q)
{
	const int64_t end = ed_now_ms() + run->request->timeout_ms;
	struct timespec at;
	bool done;

	pthread_mutex_lock(&q->lock);
	while (!q->done && !run->interrupted && ed_now_ms() < end) {
		at = in_a_slice();
		pthread_cond_timedwait(&q->answered, &q->lock, &at);
		if (run->request->stopped && run->request->stopped())
			run->interrupted = true;
	}
	done = q->done;
	q->abandoned = !done;
	pthread_mutex_unlock(&q->lock);
	return done;
}

static bool is_listed(const struct ed_list *list, struct ed_str text)
{
	for (size_t i = 0; i < list->n; i++)
		if (ed_str_eq(ED_ITEMS(*list, struct ed_str)[i], text))
			return true;
	return false;
}

static void add_address(struct ed_run *run, struct ed_str text)
{
	struct ed_list *list = &run->dns.addresses;

	if (text.n && list->n < ED_MAX_NODES && !is_listed(list, text))
		*ED_PUSH(&run->arena, list, struct ed_str) =
		    ed_copy(&run->arena, text);
}

static int by_text(const void *a, const void *b)
{
	return ed_str_compare(
	    *(const struct ed_str *)a, *(const struct ed_str *)b);
}

/* Resolvers turn the list at every question: sorted, records compare. */
static void take_addresses(struct ed_run *run, const struct addrinfo *found)
{
	struct ed_list *list = &run->dns.addresses;
	char text[INET6_ADDRSTRLEN];

	for (; found; found = found->ai_next) {
		const void *address =
		    found->ai_family == AF_INET6
			? (const void *)&(
			      (const struct sockaddr_in6 *)(const void *)
				  found->ai_addr)
			      ->sin6_addr
			: (const void *)&(
			      (const struct sockaddr_in *)(const void *)
				  found->ai_addr)
			      ->sin_addr;

		if (inet_ntop(found->ai_family, address, text, sizeof(text)))
			add_address(run, ed_str_of(text));
	}
	if (list->n)
		qsort(list->items, list->n, sizeof(struct ed_str), by_text);
}

static void take_answer(struct ed_run *run, struct question *q)
{
	if (q->result == 0) {
		run->dns.state = "ok";
		take_addresses(run, q->found);
	} else {
		run->dns.state = "failed";
		run->dns.error = ed_copy(
		    &run->arena, ed_str_of(q->result == EAI_SYSTEM
					       ? strerror(q->reason)
					       : gai_strerror(q->result)));
	}
}

static void resolve(struct ed_run *run, struct ed_str host)
{
	struct question *q = calloc(1, sizeof(*q));

	run->dns.state = "failed";
	if (!q)
		return;
	memcpy(q->host, host.p,
	    host.n < sizeof(q->host) ? host.n : sizeof(q->host) - 1);
	if (!start(q)) {
		run->dns.error = ED_STR("no thread for it");
		free_question(q);
		return;
	}
	run->dns.state = "timeout";
	if (wait_for(run, q)) {
		take_answer(run, q);
		free_question(q);
	}
}

bool ed_is_numeric(struct ed_str host)
{
	char text[INET6_ADDRSTRLEN + 1] = "";
	unsigned char address[16];

	if (host.n >= sizeof(text) || ed_str_has(host, '\0'))
		return false;
	memcpy(text, host.p, host.n);
	return inet_pton(AF_INET, text, address) == 1 ||
	       inet_pton(AF_INET6, text, address) == 1;
}

void ed_dns_resolve(struct ed_run *run)
{
	const struct ed_probe_request *request = run->request;
	const int64_t began = ed_now_ms();

	run->dns.state = "skipped";
	if (request->connect_to.host.n)
		add_address(run, request->connect_to.host);
	else if (request->proxy.host.n || ed_is_numeric(request->target.host))
		/* A proxy looks the name up by itself. */
		add_address(run, request->target.host);
	else
		resolve(run, request->target.host);
	run->dns.ms = (unsigned)(ed_now_ms() - began);
}
