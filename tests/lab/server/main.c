/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lab_server PKI NAME:PORT ...
 * Listens on 127.0.0.1 and prints "ready" when all ports are open. --list
 * prints the names.
 */
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_PORTS = 128 };

struct listener {
	int fd;
	const struct lab_tcp_mode *tcp;
	const struct lab_tls_mode *tls;
	SSL_CTX *context; /* of tls, once somebody has come */
};

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int listen_on(int port, int backlog)
{
	struct sockaddr_in at = loopback(port);
	int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
	    listen(fd, backlog)) {
		fprintf(stderr, "port %d: %s\n", port, strerror(errno));
		exit(1);
	}
	return fd;
}

/* A queue that is full and never emptied: further SYNs get no answer. */
static void fill_queue(int port)
{
	struct sockaddr_in at = loopback(port);

	for (int i = 0; i < 4; i++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

		if (connect(fd, (struct sockaddr *)&at, sizeof(at)) &&
		    errno != EINPROGRESS)
			exit(1);
	}
}

static bool find_mode(const char *name, size_t n, struct listener *out)
{
	for (const struct lab_tcp_mode *m = lab_tcp_modes; m->name; m++)
		if (strlen(m->name) == n && strncmp(m->name, name, n) == 0)
			out->tcp = m;
	for (const struct lab_tls_mode *m = lab_tls_modes; m->name; m++)
		if (strlen(m->name) == n && strncmp(m->name, name, n) == 0)
			out->tls = m;
	return out->tcp || out->tls;
}

static struct listener open_listener(const char *argument)
{
	const char *colon = strchr(argument, ':');
	struct listener out = {0};
	int port = colon ? atoi(colon + 1) : 0;
	bool dropped;

	if (!colon || !find_mode(argument, (size_t)(colon - argument), &out)) {
		fprintf(stderr, "no mode %s\n", argument);
		exit(1);
	}
	dropped = out.tcp && !out.tcp->fault;
	out.fd = listen_on(port, dropped ? 0 : 64);
	if (dropped) {
		fill_queue(port);
		out.fd = -1;
	}
	return out;
}

/* As web servers do: else a short answer waits for the peer's late ACK. */
static void send_at_once(int fd)
{
	int one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

static void serve(struct listener *l, const char *pki)
{
	int fd = accept(l->fd, NULL, NULL);

	if (fd < 0)
		return;
	send_at_once(fd);
	/* Once, and not by each child: it takes longer than a handshake. */
	if (l->tls && !l->context)
		l->context = lab_make_context(l->tls, pki);
	if (fork() == 0) {
		/* One that waits must not outlive the lab. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		alarm(LAB_LIFE);
		if (l->tcp)
			l->tcp->fault(fd);
		else
			lab_serve_tls(fd, l->tls, l->context);
		_exit(0);
	}
	close(fd);
}

static void list_modes(void)
{
	for (const struct lab_tcp_mode *m = lab_tcp_modes; m->name; m++)
		puts(m->name);
	for (const struct lab_tls_mode *m = lab_tls_modes; m->name; m++)
		puts(m->name);
}

int main(int argc, char **argv)
{
	struct listener listeners[MAX_PORTS];
	struct pollfd polled[MAX_PORTS];
	int n = argc - 2;

	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		list_modes();
		return 0;
	}
	if (n < 1 || n > MAX_PORTS)
		return 1;
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < n; i++) {
		listeners[i] = open_listener(argv[i + 2]);
		polled[i] =
		    (struct pollfd){.fd = listeners[i].fd, .events = POLLIN};
	}
	puts("ready");
	fflush(stdout);
	while (poll(polled, (nfds_t)n, -1) > 0 || errno == EINTR)
		for (int i = 0; i < n; i++)
			if (polled[i].revents & POLLIN)
				serve(&listeners[i], argv[1]);
	return 1;
}
