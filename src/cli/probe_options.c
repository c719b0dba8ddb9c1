/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/probe_options.h"
#include "cli/place.h"
#include "cli/worker.h"

/* IIS waits 15 seconds for a revocation list, and 20 for several: a 403 that
 * comes after them tells why, so the default is longer. */
enum { DEFAULT_SECONDS = 25, MAX_SECONDS = 600, DEFAULT_PARALLEL = 32 };

/* A number from 1 to max. */
static bool read_number(const char *text, unsigned max, unsigned *out)
{
	struct ed_str digits = ed_str_of(text);
	unsigned n = 0;

	for (size_t i = 0; i < digits.n && n <= max; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
		n = n * 10 + (unsigned char)digits.p[i] - '0';
	}
	*out = n;
	return n > 0 && n <= max;
}

static bool read_timeout(const char *text, unsigned *ms, struct ed_error *err)
{
	unsigned n;

	if (!read_number(text, MAX_SECONDS, &n))
		return ed_fail(err,
		    "--timeout takes 1 to %d seconds, not \"%s\"", MAX_SECONDS,
		    text);
	*ms = n * 1000;
	return true;
}

static bool read_parallel(const char *text, unsigned *out, struct ed_error *err)
{
	return read_number(text, ED_MAX_PARALLEL, out) ||
	       ed_fail(err, "--parallel takes 1 to %d, not \"%s\"",
		   ED_MAX_PARALLEL, text);
}

/* What cannot be said of many endpoints; NULL: nothing of it was. */
static const char *first_of_one(const struct ed_probe_options *o)
{
	if (o->endpoint)
		return "--endpoint";
	if (o->probe)
		return "--probe";
	if (o->connect_to)
		return "--connect-to";
	if (o->record)
		return "--record";
	/* One device in a mailbox is what was asked for, not a thousand. */
	if (o->provision)
		return "--provision";
	return o->folder_sync ? "--folder-sync" : NULL;
}

static bool check_many(const struct ed_probe_options *o, struct ed_error *err)
{
	const char *given = o->endpoints ? first_of_one(o) : NULL;

	if (given)
		return ed_fail(err,
		    "--endpoints and %s exclude each other: one is about many "
		    "endpoints, the other about a single one",
		    given);
	if (o->parallel && !o->endpoints)
		return ed_fail(err, "--parallel needs --endpoints FILE");
	return true;
}

static bool read_connect_to(
    const char *text, struct ed_probe_place *out, struct ed_error *err)
{
	if (!ed_place_parse(ed_str_of(text), &out->host, &out->port))
		return ed_fail(err,
		    "--connect-to takes ADDRESS[:PORT] or "
		    "[IPV6-ADDRESS]:PORT, not \"%s\"",
		    text);
	return true;
}

static bool read_proxy(
    const char *text, struct ed_probe_place *out, struct ed_error *err)
{
	if (!ed_place_parse(ed_str_of(text), &out->host, &out->port) ||
	    !out->port)
		/* What was given may hold a password: it is not repeated. */
		return ed_fail(
		    err, "--proxy takes HOST:PORT, without scheme and user");
	return true;
}

static bool read_endpoint(
    const char *text, struct ed_probe_place *out, struct ed_error *err)
{
	/* What was given may hold a password: it is not repeated. */
	return ed_place_parse(ed_str_of(text), &out->host, &out->port) ||
	       ed_fail(err, "--endpoint takes HOST[:PORT], without scheme, "
			    "user and path");
}

/* The first option that means nothing without a probe, or NULL. */
static const char *first_of_probe(const struct ed_probe_options *o)
{
	if (o->connect_to)
		return "--connect-to";
	if (o->proxy)
		return "--proxy";
	if (o->timeout)
		return "--timeout";
	if (o->record)
		return "--record";
	if (o->provision)
		return "--provision";
	if (o->folder_sync)
		return "--folder-sync";
	return o->upload_test ? "--upload-test" : NULL;
}

static bool check(const struct ed_probe_options *o, struct ed_error *err)
{
	const char *given = o->endpoints ? "--endpoints"
			    : o->probe   ? "--probe"
					 : first_of_probe(o);

	if (given && o->offline)
		return ed_fail(err,
		    "--offline and %s exclude each other: one forbids what "
		    "the other asks for",
		    given);
	if (given && !o->endpoints && !o->probe && !o->endpoint)
		return ed_fail(err,
		    "%s needs an endpoint to probe: add --endpoint "
		    "HOST[:PORT], or --probe for the case's",
		    given);
	return true;
}

bool ed_probe_wish(const struct ed_probe_options *o, struct ed_probe_wish *out,
    struct ed_error *err)
{
	*out = (struct ed_probe_wish){
	    .wanted = (o->probe || o->endpoint || o->endpoints) && !o->offline,
	    .silent = o->endpoints != NULL,
	    .parallel = DEFAULT_PARALLEL,
	    .timeout_ms = DEFAULT_SECONDS * 1000,
	    .record = o->record,
	    .provision = o->provision,
	    .folder_sync = o->folder_sync,
	    .upload_test = o->upload_test};
	return check_many(o, err) && check(o, err) &&
	       (!o->endpoint ||
		   read_endpoint(o->endpoint, &out->endpoint, err)) &&
	       (!o->parallel ||
		   read_parallel(o->parallel, &out->parallel, err)) &&
	       (!o->timeout ||
		   read_timeout(o->timeout, &out->timeout_ms, err)) &&
	       (!o->proxy || read_proxy(o->proxy, &out->proxy, err)) &&
	       (!o->connect_to ||
		   read_connect_to(o->connect_to, &out->connect_to, err));
}
