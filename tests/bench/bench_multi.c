/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_multi LIST PARALLEL CERT KEY CA [six]: a plain loop of libcurl's multi
 * interface, as somebody would write it first: one OPTIONS with the client
 * certificate to each "NAME ADDRESS:PORT" of LIST, each on a connection of its
 * own, files named as options. With "six" the connections are those of a
 * diagnosis: each version of TLS with and without the certificate, one without
 * a name, one with HTTP/2; nothing is concluded from them. Prints how many
 * endpoints answered the certificate, and milliseconds.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "probe/curl_library.h"

enum { MAX = 100000 };

enum kind {
	TLS13_CERTIFICATE,
	TLS13,
	TLS12_CERTIFICATE,
	TLS12,
	HTTP2,
	NO_SNI,
	N_KINDS
};

static struct ed_curl curl;
static struct curl_slist *to[MAX];
static char *urls[MAX];

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static size_t drop(char *bytes, size_t size, size_t n, void *argument)
{
	(void)bytes;
	(void)argument;
	return size * n;
}

static int read_list(const char *path)
{
	char line[512], name[256], address[200];
	FILE *file = fopen(path, "r");
	int n = 0;

	while (file && n < MAX && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%255s %199s", name, address) != 2)
			continue;
		snprintf(line, sizeof(line), "::%s", address);
		to[n] = curl.slist_append(NULL, line);
		snprintf(line, sizeof(line),
		    "https://%s/Microsoft-Server-ActiveSync", name);
		urls[n++] = strdup(line);
	}
	if (file)
		fclose(file);
	return n;
}

static void set_version(CURL *c, enum kind kind)
{
	if (kind == TLS12 || kind == TLS12_CERTIFICATE)
		curl.easy_setopt(c, CURLOPT_SSLVERSION,
		    (long)CURL_SSLVERSION_TLSv1_2 |
			(long)CURL_SSLVERSION_MAX_TLSv1_2);
	else if (kind == TLS13)
		curl.easy_setopt(
		    c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_3);
	curl.easy_setopt(c, CURLOPT_HTTP_VERSION,
	    kind == HTTP2 ? (long)CURL_HTTP_VERSION_2TLS
			  : (long)CURL_HTTP_VERSION_1_1);
}

static CURL *make(char **files, enum kind kind)
{
	CURL *c = curl.easy_init();
	const int shows = kind == TLS13_CERTIFICATE ||
			  kind == TLS12_CERTIFICATE || kind == HTTP2;

	curl.easy_setopt(c, CURLOPT_CUSTOMREQUEST, "OPTIONS");
	curl.easy_setopt(c, CURLOPT_WRITEFUNCTION, drop);
	curl.easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
	curl.easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	curl.easy_setopt(c, CURLOPT_SSL_SESSIONID_CACHE, 0L);
	curl.easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl.easy_setopt(c, CURLOPT_TIMEOUT_MS, 30000L);
	curl.easy_setopt(c, CURLOPT_CAINFO, files[2]);
	if (shows) {
		curl.easy_setopt(c, CURLOPT_SSLCERT, files[0]);
		curl.easy_setopt(c, CURLOPT_SSLKEY, files[1]);
	}
	if (kind == NO_SNI) {
		curl.easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
		curl.easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
	}
	return c;
}

/* One endpoint's connections come one after another in the queue. */
static void start(CURLM *multi, int i, int kinds, char **files, CURL *again)
{
	const enum kind kind = (enum kind)(i % kinds);
	CURL *c = again ? again : make(files, kind);

	if (kinds > 1)
		set_version(c, kind);
	curl.easy_setopt(c, CURLOPT_PRIVATE, kind ? NULL : c);
	curl.easy_setopt(c, CURLOPT_URL,
	    kind == NO_SNI ? "https://192.0.2.1/" : urls[i / kinds]);
	curl.easy_setopt(c, CURLOPT_CONNECT_TO, to[i / kinds]);
	curl.multi_add_handle(multi, c);
}

/* Did it answer the certificate, over the version that devices use? */
static int is_good(const CURLMsg *message)
{
	char *first = NULL;
	long code = 0;

	curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &first);
	curl.easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &code);
	return first && message->data.result == CURLE_OK && code == 200;
}

static int run(int n, int parallel, int kinds, char **files)
{
	CURLM *multi = curl.multi_init();
	int started = 0, done = 0, good = 0, running, left;
	CURLMsg *message;

	n *= kinds;
	for (; started < n && started < parallel; started++)
		start(multi, started, kinds, files, NULL);
	while (done < n) {
		curl.multi_perform(multi, &running);
		while ((message = curl.multi_info_read(multi, &left))) {
			CURL *c = message->easy_handle;

			good += is_good(message);
			done++;
			curl.multi_remove_handle(multi, c);
			/* A handle may serve again where all are alike. */
			if (kinds > 1 || started >= n) {
				curl.easy_cleanup(c);
				c = NULL;
			}
			if (started < n)
				start(multi, started++, kinds, files, c);
		}
		if (done < n)
			curl.multi_poll(multi, NULL, 0, 100, NULL);
	}
	return good;
}

int main(int argc, char **argv)
{
	struct ed_error err;
	double began;
	int n, good, six;

	if (argc < 6 || argc > 7 || !ed_curl_load(&curl, &err))
		return 2;
	six = argc == 7 && strcmp(argv[6], "six") == 0;
	n = read_list(argv[1]);
	began = now();
	good = run(n, atoi(argv[2]), six ? N_KINDS : 1, argv + 3);
	printf("%d of %d answered, %.0f ms\n", good, n, now() - began);
	return n && good == n ? 0 : 1;
}
