/* SPDX-License-Identifier: Apache-2.0 */
/* Faults below TLS. */
#include "server.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void lab_reset(int fd)
{
	struct linger now = {.l_onoff = 1, .l_linger = 0};

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(fd);
}

static void read_some(int fd)
{
	char bytes[4096];

	if (read(fd, bytes, sizeof(bytes)) < 0)
		_exit(0);
}

static void send_bytes(int fd, const void *bytes, size_t n)
{
	if (write(fd, bytes, n) < 0)
		_exit(0);
}

static void accept_and_close(int fd)
{
	close(fd);
}

static void stay_silent(int fd)
{
	(void)fd;
	pause();
}

static void reset_after_hello(int fd)
{
	read_some(fd);
	lab_reset(fd);
}

static void close_after_hello(int fd)
{
	read_some(fd);
	close(fd);
}

static void cut_server_hello(int fd)
{
	static const unsigned char start[] = {
	    0x16, 3, 3, 0, 0x7a, 2, 0, 0, 0x76, 3, 3, 1, 2, 3, 4};

	read_some(fd);
	send_bytes(fd, start, sizeof(start));
	close(fd);
}

static void send_alert(int fd, unsigned char number)
{
	const unsigned char alert[] = {0x15, 3, 3, 0, 2, 2, number};

	read_some(fd);
	send_bytes(fd, alert, sizeof(alert));
	usleep(50000);
	close(fd);
}

static void alert_handshake_failure(int fd)
{
	send_alert(fd, 40);
}

static void alert_protocol_version(int fd)
{
	send_alert(fd, 70);
}

static void alert_unrecognized_name(int fd)
{
	send_alert(fd, 112);
}

static void speak_http(int fd)
{
	static const char answer[] =
	    "HTTP/1.1 400 Bad Request\r\nServer: Microsoft-HTTPAPI/2.0\r\n"
	    "Content-Type: text/html\r\nConnection: close\r\n"
	    "Content-Length: 19\r\n\r\n<h1>Bad Request</h1>";

	read_some(fd);
	send_bytes(fd, answer, sizeof(answer) - 1);
	close(fd);
}

static void speak_smtp(int fd)
{
	static const char banner[] = "220 mail.corp.example ESMTP\r\n";

	send_bytes(fd, banner, sizeof(banner) - 1);
	pause();
}

static void send_garbage(int fd)
{
	unsigned char bytes[4096];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 7919 + (i >> 3));
	read_some(fd);
	send_bytes(fd, bytes, sizeof(bytes));
	close(fd);
}

/* A record that never ends, one byte a second. */
static void send_slowly(int fd)
{
	static const unsigned char start[] = {0x16, 3, 3, 0x3f, 0, 2, 0, 0x3e};

	read_some(fd);
	for (size_t i = 0;; i++) {
		send_bytes(fd, &start[i < sizeof(start) ? i : 6], 1);
		sleep(1);
	}
}

/* Records one after another, for as long as somebody reads. */
static void send_records(int fd)
{
	unsigned char record[5 + 16000] = {0x16, 3, 3, 0x3e, 0x80, 11, 0xff};

	read_some(fd);
	for (;;)
		send_bytes(fd, record, sizeof(record));
}

const struct lab_tcp_mode lab_tcp_modes[] = {
    {"tcp-dropped", NULL},
    {"tcp-accept-close", accept_and_close},
    {"tcp-silent", stay_silent},
    {"tcp-reset-after-hello", reset_after_hello},
    {"tcp-close-after-hello", close_after_hello},
    {"tcp-cut-server-hello", cut_server_hello},
    {"tcp-alert-40", alert_handshake_failure},
    {"tcp-alert-70", alert_protocol_version},
    {"tcp-alert-112", alert_unrecognized_name},
    {"tcp-http", speak_http},
    {"tcp-smtp", speak_smtp},
    {"tcp-garbage", send_garbage},
    {"tcp-slow", send_slowly},
    {"tcp-endless-records", send_records},
    {NULL, NULL},
};
