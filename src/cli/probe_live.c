/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/probe_live.h"
#include "base/file.h"
#include "cli/interrupt.h"
#include "derive/derive.h"
#include "load/kept_key.h"
#include "load/loader.h"
#include "report/report.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { HTTPS = 443 };

/* Which certificate is the device's, and what it is sent with. Derived again
 * when the record is there, so the remarks of now are dropped. */
static void choose_certificate(struct ed_case *c)
{
	struct ed_list notes = c->notes;

	ed_case_facts(c);
	ed_derive_roles(c);
	ed_derive_key_match(c);
	ed_derive_chain(c);
	c->notes = notes;
}

/* A device sends what stands between its certificate and the root. */
static void add_chain(struct ed_case *c, const struct ed_certificate *leaf,
    struct ed_probe_request *request)
{
	struct ed_list chain = {0};

	for (size_t i = 1; i < leaf->chain.n_links; i++) {
		const struct ed_certificate *cert = leaf->chain.links[i];

		if (!ed_str_eq(cert->subject.der, cert->issuer.der))
			*ED_PUSH(&c->arena, &chain, struct ed_str) = cert->der;
	}
	request->chain = chain.items;
	request->n_chain = chain.n;
}

static struct ed_str user_of(const struct ed_case *c)
{
	const struct ed_certificate *leaf = c->facts.device_certificate;

	if (c->facts.account && c->facts.account->upn.n)
		return c->facts.account->upn;
	if (leaf && leaf->n_upns)
		return leaf->upns[0].value;
	return (struct ed_str){NULL, 0};
}

static void make_request(const struct ed_probe_wish *wish, struct ed_case *c,
    struct ed_probe_request *request)
{
	const struct ed_certificate *leaf = c->facts.device_certificate;
	const struct ed_endpoint *endpoint = c->facts.endpoint;

	*request = (struct ed_probe_request){.arena = &c->arena,
	    .target = {endpoint->host, endpoint->port ? endpoint->port : HTTPS},
	    .connect_to = wish->connect_to,
	    .proxy = wish->proxy,
	    .timeout_ms = wish->timeout_ms,
	    .started = (int64_t)time(NULL),
	    .user = user_of(c),
	    .upload_test = wish->upload_test,
	    .provision = wish->provision,
	    .folder_sync = wish->folder_sync,
	    .stopped = ed_is_interrupted};
	if (request->connect_to.host.n && !request->connect_to.port)
		request->connect_to.port = request->target.port;
	if (!leaf)
		return;
	request->certificate = leaf->der;
	request->certificate_sha256 = leaf->sha256;
	request->key = ed_find_kept_key(c, leaf);
	add_chain(c, leaf, request);
}

static bool run_interruptible(const struct ed_probe_request *request,
    struct ed_str *record, struct ed_error *err)
{
	bool ok;

	ed_interrupt_catch();
	ok = ed_probe_run(request, record, err);
	ed_interrupt_release();
	if (ed_is_interrupted())
		fprintf(stderr, "easdoctor: the probe was interrupted; what "
				"it saw is used\n");
	return ok;
}

static void tell_progress(const struct ed_probe_request *request)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "easdoctor: probing %.*s, port %u\n",
		    ED_ARG(request->target.host), request->target.port);
}

/* Exchange remembers every device that sent a command. */
static void tell_cleanup(struct ed_case *c, struct ed_str record)
{
	struct ed_str id = ed_probe_device_id(&c->arena);
	struct ed_str user = user_of(c);

	if (ed_str_find(record, id) == record.n)
		return;
	if (user.n == 0 || ed_str_has(user, '\''))
		user = ED_STR("MAILBOX");
	fprintf(stderr,
	    "easdoctor: Exchange now lists this probe as the device %.*s. To "
	    "remove it:\n  Get-MobileDevice -Mailbox '%.*s' | Where-Object "
	    "{ $_.DeviceId -eq '%.*s' } | Remove-MobileDevice\n",
	    ED_ARG(id), ED_ARG(ed_escape(&c->arena, user)), ED_ARG(id));
}

static bool take_record(const struct ed_probe_wish *wish, struct ed_case *c,
    struct ed_str record, struct ed_error *err)
{
	struct ed_str name = ed_format(
	    &c->arena, "probe of %.*s", ED_ARG(c->facts.endpoint->host));

	if (wish->record && !ed_file_write_private(wish->record, record, err))
		return false;
	if (!ed_load_bytes(c, name, record))
		return ed_fail(err, "too much evidence for a probe's record");
	return true;
}

bool ed_probe_live(
    const struct ed_probe_wish *wish, struct ed_case *c, struct ed_error *err)
{
	struct ed_probe_request request;
	struct ed_str record;
	bool ok;

	if (!c->facts.endpoint || !c->facts.endpoint->host.n) {
		ed_case_forget_keys(c);
		return ed_fail(err, "--probe: neither the case nor --endpoint "
				    "names an endpoint");
	}
	choose_certificate(c);
	make_request(wish, c, &request);
	if (!wish->silent)
		tell_progress(&request);
	ok = run_interruptible(&request, &record, err);
	ed_case_forget_keys(c);
	if (ok)
		tell_cleanup(c, record);
	return ok && take_record(wish, c, record, err);
}
