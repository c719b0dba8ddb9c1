/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/curl_library.h"

#include <dlfcn.h>
#include <string.h>

/* The OpenSSL build: others could not hand out their SSL_CTX. */
#define LIBRARY "libcurl.so.4"

static bool find(
    void *library, const char *name, void *into, struct ed_error *err)
{
	void *symbol = dlsym(library, name);

	/* ISO C has no cast from an object's pointer to a function's. */
	memcpy(into, &symbol, sizeof(symbol));
	return symbol || ed_fail(err, LIBRARY " has no %s", name);
}

static bool find_all(void *library, struct ed_curl *curl, struct ed_error *err)
{
#define FIND(name)                                                             \
	if (!find(library, "curl_" #name, &curl->name, err))                   \
	return false
	FIND(easy_init);
	FIND(easy_setopt);
	FIND(easy_getinfo);
	FIND(easy_cleanup);
	FIND(easy_strerror);
	FIND(multi_init);
	FIND(multi_add_handle);
	FIND(multi_remove_handle);
	FIND(multi_perform);
	FIND(multi_poll);
	FIND(multi_info_read);
	FIND(multi_cleanup);
	FIND(slist_append);
	FIND(slist_free_all);
#undef FIND
	return true;
}

/* Its callback must hand out an SSL_CTX of the OpenSSL linked here. */
static bool is_usable(void *library, struct ed_error *err)
{
	CURLcode (*start)(long) = NULL;
	curl_version_info_data *(*version)(CURLversion) = NULL;
	const curl_version_info_data *info;

	if (!find(library, "curl_global_init", &start, err) ||
	    !find(library, "curl_version_info", &version, err))
		return false;
	if (start(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return ed_fail(err, LIBRARY " does not start");
	info = version(CURLVERSION_NOW);
	if (!info->ssl_version ||
	    strncmp(info->ssl_version, "OpenSSL/3", 9) != 0)
		return ed_fail(err,
		    LIBRARY " is built with %.60s; probing needs OpenSSL 3",
		    info->ssl_version ? info->ssl_version : "no TLS");
	return true;
}

bool ed_curl_load(struct ed_curl *curl, struct ed_error *err)
{
	static struct ed_curl known;
	void *library;

	if (!known.easy_init) {
		library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
		if (!library)
			return ed_fail(
			    err, "probing needs libcurl: %.200s", dlerror());
		if (!is_usable(library, err) ||
		    !find_all(library, &known, err)) {
			known = (struct ed_curl){0};
			return false;
		}
	}
	*curl = known;
	return true;
}
