/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_multi LIST PARALLEL CERT KEY CA: a plain loop of libcurl's multi
 * interface, as somebody would write it first: one OPTIONS with the client
 * certificate to each "NAME ADDRESS:PORT" of LIST, each on a connection of its
 * own, files named as options. Prints how many answered, and milliseconds.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "probe/curl_library.h"

enum { MAX = 100000 };

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

static CURL *make(char **files)
{
	CURL *c = curl.easy_init();

	curl.easy_setopt(c, CURLOPT_CUSTOMREQUEST, "OPTIONS");
	curl.easy_setopt(c, CURLOPT_WRITEFUNCTION, drop);
	curl.easy_setopt(c, CURLOPT_FRESH_CONNECT, 1L);
	curl.easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	curl.easy_setopt(c, CURLOPT_SSL_SESSIONID_CACHE, 0L);
	curl.easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl.easy_setopt(c, CURLOPT_TIMEOUT_MS, 30000L);
	curl.easy_setopt(c, CURLOPT_SSLCERT, files[0]);
	curl.easy_setopt(c, CURLOPT_SSLKEY, files[1]);
	curl.easy_setopt(c, CURLOPT_CAINFO, files[2]);
	return c;
}

static void start(CURLM *multi, CURL *c, int i)
{
	curl.easy_setopt(c, CURLOPT_URL, urls[i]);
	curl.easy_setopt(c, CURLOPT_CONNECT_TO, to[i]);
	curl.multi_add_handle(multi, c);
}

static int run(int n, int parallel, char **files)
{
	CURLM *multi = curl.multi_init();
	int started = 0, done = 0, good = 0, running, left;
	CURLMsg *message;

	for (; started < n && started < parallel; started++)
		start(multi, make(files), started);
	while (done < n) {
		curl.multi_perform(multi, &running);
		while ((message = curl.multi_info_read(multi, &left))) {
			CURL *c = message->easy_handle;
			long code = 0;

			curl.easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
			good += message->data.result == CURLE_OK && code == 200;
			done++;
			curl.multi_remove_handle(multi, c);
			if (started < n)
				start(multi, c, started++);
			else
				curl.easy_cleanup(c);
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
	int n, good;

	if (argc != 6 || !ed_curl_load(&curl, &err))
		return 2;
	n = read_list(argv[1]);
	began = now();
	good = run(n, atoi(argv[2]), argv + 3);
	printf("%d of %d answered, %.0f ms\n", good, n, now() - began);
	return n && good == n ? 0 : 1;
}
