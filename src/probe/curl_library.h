/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcurl, loaded when a run probes. It brings some thirty other libraries:
 * linked, they would double the time that every run without a probe takes.
 */
#ifndef ED_PROBE_CURL_LIBRARY_H
#define ED_PROBE_CURL_LIBRARY_H

#include <curl/curl.h>
#include <easdoctor/base.h>

/* Named as in libcurl, without "curl_". */
struct ed_curl {
	CURL *(*easy_init)(void);
	CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
	CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
	void (*easy_cleanup)(CURL *);
	const char *(*easy_strerror)(CURLcode);
	CURLM *(*multi_init)(void);
	CURLMcode (*multi_add_handle)(CURLM *, CURL *);
	CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
	CURLMcode (*multi_perform)(CURLM *, int *);
	CURLMcode (*multi_poll)(
	    CURLM *, struct curl_waitfd[], unsigned, int, int *);
	CURLMsg *(*multi_info_read)(CURLM *, int *);
	CURLMcode (*multi_cleanup)(CURLM *);
	struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
	void (*slist_free_all)(struct curl_slist *);
};

/* Stays loaded until the program ends. */
ED_MUST_USE bool ed_curl_load(struct ed_curl *curl, struct ed_error *err);

#endif
