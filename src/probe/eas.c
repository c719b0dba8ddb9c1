/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Provision asks for the policy and never says that it holds; FolderSync asks
 * for the folders of a device that nobody has. A wipe that is pending is told,
 * and not confirmed.
 */
#include "probe/eas.h"
#include "base/encoding.h"
#include "probe/eas_wbxml.h"

#include <string.h>
#include <unistd.h>

#define WBXML_TYPE "application/vnd.ms-sync.wbxml"

/*
 * Above 48 KiB, the default of uploadReadAheadSize, and above the 128 KiB that
 * Apache reads ahead; below the 1 MiB that nginx takes by default.
 */
enum { UPLOAD_BYTES = 256 * 1024 };

/* One for each machine that probes: Exchange remembers the device by it. */
struct ed_str ed_probe_device_id(struct ed_arena *arena)
{
	char name[256] = "";
	char *p;
	struct ed_str id;

	(void)!gethostname(name, sizeof(name) - 1);
	id = ed_format(
	    arena, "EASDOCTOR%.16s", ed_sha256_hex(arena, ed_str_of(name)).p);
	for (p = (char *)id.p; *p; p++)
		if (*p >= 'a' && *p <= 'f')
			*p = (char)(*p - 'a' + 'A');
	return id;
}

/* Every byte that may not stand in a query as it is, in hex. */
static struct ed_str escape(struct ed_arena *arena, struct ed_str s)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~", c))
			ed_put_byte(&out, c);
		else
			ed_putf(&out, "%%%02X", (unsigned char)c);
	}
	return ed_text_str(&out);
}

static bool offers(struct ed_str versions, struct ed_str version)
{
	while (versions.n) {
		size_t comma = ed_str_find(versions, ED_STR(","));

		if (ed_str_eq(
			ed_str_trim(ed_str_sub(versions, 0, comma)), version))
			return true;
		versions = ed_str_sub(versions, comma + 1, versions.n);
	}
	return false;
}

/* What every device of today speaks, unless the server does not. */
static const char *choose_protocol(const struct ed_connection *options)
{
	struct ed_str versions =
	    ed_probe_header_of(options, "ms-asprotocolversions");

	if (offers(versions, ED_STR("14.1")) ||
	    !offers(versions, ED_STR("12.1")))
		return "14.1";
	return "12.1";
}

static bool prepare_command(struct ed_connection *c, const char *command,
    const struct ed_connection *options)
{
	struct ed_run *run = c->run;

	run->eas.device_id = ed_probe_device_id(&run->arena);
	run->eas.protocol = choose_protocol(options);
	c->method = "POST";
	c->content_type = WBXML_TYPE;
	c->protocol = run->eas.protocol;
	c->answer.keep = ED_MAX_BODY;
	c->query = ed_format(&run->arena,
	    "Cmd=%s&User=%.*s&DeviceId=%.*s&DeviceType=easdoctor", command,
	    ED_ARG(escape(&run->arena, run->request->user)),
	    ED_ARG(run->eas.device_id));
	if (c->step == ED_STEP_FOLDER_SYNC)
		return ed_wbxml_folder_sync(&run->arena, &c->body);
	return ed_wbxml_provision(
	    &run->arena, strcmp(run->eas.protocol, "14.1") == 0, &c->body);
}

/*
 * No device and nothing that is WBXML: whatever reaches Exchange is refused
 * there, and that it arrives is all that matters.
 */
static void prepare_upload(struct ed_connection *c)
{
	char *filler = ed_alloc(&c->run->arena, UPLOAD_BYTES);

	memset(filler, 'x', UPLOAD_BYTES);
	c->method = "POST";
	c->query = ED_STR("Cmd=SendMail");
	c->content_type = WBXML_TYPE;
	c->body = (struct ed_str){filler, UPLOAD_BYTES};
	c->expect = c->step == ED_STEP_UPLOAD_EXPECT;
}

bool ed_eas_prepare(
    struct ed_connection *c, const struct ed_connection *options)
{
	switch (c->step) {
	case ED_STEP_UPLOAD:
	case ED_STEP_UPLOAD_EXPECT:
		prepare_upload(c);
		return true;
	case ED_STEP_PROVISION:
		return options && prepare_command(c, "Provision", options);
	case ED_STEP_FOLDER_SYNC:
		return options && prepare_command(c, "FolderSync", options);
	default:
		return true;
	}
}

static bool read_answer(struct ed_connection *c, struct ed_eas_answer *out)
{
	struct ed_str body = ed_text_str(&c->answer.body);
	const char *why = NULL;

	*out = (struct ed_eas_answer){-1, -1, false, ED_WIPE_NONE, -1};
	/* A refusal by status has a page, or nothing. */
	if (!ed_answered(c) || c->answer.status != 200)
		return false;
	if (c->answer.cut || !body.n)
		why = c->answer.cut ? "it is too long" : "it is empty";
	else if (ed_wbxml_read(body, out, &why))
		return true;
	c->run->eas.bad_wbxml = ed_format(&c->run->arena,
	    "the answer to %s: %s", ed_step_names[c->step], why);
	return false;
}

void ed_eas_take(struct ed_connection *c, int attempt)
{
	static const char *const wipes[] = {"none", "device", "account"};
	struct ed_eas_seen *seen = &c->run->eas;
	struct ed_eas_answer answer;

	if (c->step != ED_STEP_PROVISION && c->step != ED_STEP_FOLDER_SYNC)
		return;
	(void)read_answer(c, &answer);
	if (c->step == ED_STEP_PROVISION) {
		seen->provision_attempt = attempt;
		seen->provision_status = answer.status;
		seen->policy_status = answer.policy_status;
		seen->has_policy = answer.has_policy;
		seen->wipe = wipes[answer.wipe];
	} else {
		seen->folder_attempt = attempt;
		seen->folder_status = answer.status;
		seen->folders = answer.folders;
	}
}
