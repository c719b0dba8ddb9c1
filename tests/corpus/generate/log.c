/* SPDX-License-Identifier: Apache-2.0 */
#include "log.h"

#include "server_side.h"

#include <stdio.h>
#include <string.h>

enum { OTHERS = 5, MINUTES = 20 * 60 };

static const char usual[] =
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username "
    "c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status "
    "time-taken";
static const char other[] =
    "date time cs-username sc-status sc-substatus sc-win32-status c-ip "
    "cs-uri-stem cs-uri-query s-port";

struct writer {
	struct ed_spec *spec;
	struct ed_text text;
	bool few_columns;
};

struct request {
	unsigned minute, second;
	const char *stem, *device, *user, *note, *code, *client;
	const char *command; /* NULL: Sync */
	bool signed_in;
};

static void put(struct writer *w, const struct request *r)
{
	struct ed_spec *spec = w->spec;
	const char *name =
	    r->signed_in ? ed_say(spec, "%s\\%s", spec->netbios, r->user) : "-";
	const char *query =
	    r->device
		? ed_say(spec, "Cmd=%s&User=%s&DeviceId=%s&DeviceType=iPhone%s",
		      r->command ? r->command : "Sync", r->user, r->device,
		      r->note ? r->note : "")
		: "-";
	/* The day before ED_AS_OF, from three in the morning. */
	const char *when = ed_say(spec, "2026-11-22 %02u:%02u:%02u",
	    3 + r->minute / 60, r->minute % 60, r->second);

	if (w->few_columns)
		ed_putf(&w->text, "%s %s %s %s %s %s 443\r\n", when, name,
		    r->code, r->client, r->stem, query);
	else
		ed_putf(&w->text,
		    "%s 10.0.1.20 POST %s %s 443 %s %s "
		    "Apple-iPhone14C3/2205.63 - %s 31\r\n",
		    when, r->stem, query, name, r->client, r->code);
}

static void put_head(struct writer *w)
{
	ed_putf(&w->text,
	    "#Software: Microsoft Internet Information Services 10.0\r\n"
	    "#Version: 1.0\r\n#Date: 2026-11-22 03:00:00\r\n#Fields: %s\r\n",
	    w->few_columns ? other : usual);
}

static const char eas[] = "/Microsoft-Server-ActiveSync/default.eas";

static const char *device_of(struct ed_spec *spec)
{
	if (!spec->expected.eas_id)
		spec->expected.eas_id = ed_say(spec, "ApplF2L%08X",
		    (unsigned)ed_random_next(&spec->random) & 0x7fffffff);
	return spec->expected.eas_id;
}

/* Others sync, one of them badly; and there are other directories. */
static void put_others(
    struct writer *w, unsigned minute, bool all_fail, const char *code)
{
	static const char *const ids[OTHERS] = {"SEC0123456789ABC",
	    "androidc1234567890", "ApplDNQXK2LMNOP", "ApplC39RTYUIOP",
	    "BOXER00112233445566"};
	unsigned which = minute % OTHERS;

	put(w, &(struct request){.minute = minute,
		   .second = 7,
		   .stem = eas,
		   .device = ids[which],
		   .user = ed_say(w->spec, "user%u", which),
		   .code = all_fail     ? code
			   : which == 4 ? "403 7 64"
					: "200 0 0",
		   .signed_in = !all_fail && which != 4,
		   .client = "10.0.1.77"});
	put(w, &(struct request){.minute = minute,
		   .second = 9,
		   .stem = minute % 2 ? "/owa/" : "/mapi/emsmdb/",
		   .user = "user9",
		   .code = minute % 9 ? "200 0 0" : "401 0 0",
		   .signed_in = true,
		   .client = "10.0.1.78"});
}

static void put_device(
    struct writer *w, const struct ed_log_story *story, unsigned minute)
{
	const bool well = !story->code || minute < story->turn;
	struct request r = {.minute = minute,
	    .second = 21,
	    .stem = eas,
	    .device = device_of(w->spec),
	    .user = w->spec->login,
	    .code = well ? "200 0 0" : story->code,
	    .signed_in = well || story->note || story->signed_in,
	    .client = "10.0.1.161"};

	if (story->mails) {
		r.minute += 3;
		r.command = "SendMail";
		put(w, &r);
		r.minute -= 3;
		r.command = NULL;
		r.code = "200 0 0";
		r.signed_in = true;
	}
	put(w, &r);
	if (!story->note)
		return;
	r.stem = "/Microsoft-Server-ActiveSync/Proxy/default.eas";
	r.note = story->note;
	put(w, &r);
}

static void put_iis(struct ed_spec *spec, const struct ed_log_story *story)
{
	struct writer w = {.spec = spec,
	    .text = {.arena = spec->arena},
	    .few_columns = story->few_columns};
	unsigned step = story->attempts ? MINUTES / story->attempts : MINUTES;

	put_head(&w);
	for (unsigned minute = 0; minute < MINUTES; minute += 10) {
		put_others(&w, minute, story->everyone && minute >= story->turn,
		    story->code);
		for (unsigned k = minute; k < minute + 10; k++)
			if (!story->absent && step && k % step == 0)
				put_device(&w, story, k);
		if (story->health && minute / 10 < story->health)
			put(&w, &(struct request){.minute = minute,
				    .second = 40,
				    .stem = "/Microsoft-Server-ActiveSync/"
					    "healthcheck.htm",
				    .code = "403 7 64",
				    .client = "10.0.1.5"});
	}
	ed_put_byte(&w.text, '\0');
	ed_add_extra(spec, "evidence/logs/u_ex261122.log", w.text.p);
}

static void put_httperr(struct ed_spec *spec, const char *reason)
{
	struct ed_text text = {.arena = spec->arena};

	ed_put(&text,
	    ED_STR("#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n"
		   "#Date: 2026-11-22 23:00:00\r\n#Fields: date time c-ip "
		   "c-port s-ip s-port cs-version cs-method cs-uri sc-status "
		   "s-siteid s-reason s-queuename\r\n"));
	for (unsigned i = 0; i < 12; i++)
		ed_putf(&text,
		    "2026-11-22 23:%02u:00 10.0.1.161 50211 10.0.1.20 443 "
		    "HTTP/1.1 POST /Microsoft-Server-ActiveSync?Cmd=Sync&"
		    "User=%s&DeviceId=%s&DeviceType=iPhone 503 1 %s "
		    "MSExchangeSyncAppPool\r\n",
		    i, spec->login, device_of(spec), reason);
	ed_put_byte(&text, '\0');
	ed_add_extra(spec, "evidence/logs/httperr12.log", text.p);
}

int64_t ed_log_minute(unsigned minute)
{
	return ((int64_t)minute - 21 * 60) * 60;
}

static bool has_log(const struct ed_spec *spec)
{
	for (unsigned i = 0; i < spec->n_extras; i++)
		if (strstr(spec->extras[i].path, "u_ex261122.log"))
			return true;
	return false;
}

void ed_tell_log(struct ed_spec *spec, const struct ed_log_story *story)
{
	const char *id = device_of(spec);

	put_iis(spec, story);
	if (story->error)
		put_httperr(spec, story->error);
	spec->expected.eas_id = story->device_known ? id : NULL;
}

static const struct {
	const char *const (*symptoms)[3];
	const char *codes[2];
} of_symptoms[] = {
    {ed_symptoms_map, {"401 1 2148074252", "401 2 5"}},
    {ed_symptoms_validate, {"403 16 2148204809", "403 16 2148204818"}},
    {ed_symptoms_time, {"403 17 2148204801", "403 17 0"}},
    {ed_symptoms_ask, {"403 7 64", "403 7 0"}},
};

/* Of two servers, requests would reach either. */
static bool tell_trace(
    struct ed_spec *spec, const struct ed_trace *trace, unsigned variant)
{
	const char *code;

	if (spec->trace)
		trace = spec->trace;
	code = trace->codes[variant % 2];
	if (!code || (spec->server_side && spec->server_side->n > 1))
		return false;
	ed_tell_log(spec, &(struct ed_log_story){.code = code,
			      .attempts = 60 + 40 * (variant % 3),
			      .everyone = !trace->some && !trace->mails,
			      .mails = trace->mails,
			      .few_columns = variant % 2,
			      .device_known = variant % 4 < 3});
	return true;
}

bool ed_log_of_fault(
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant)
{
	if (has_log(spec) || spec->n_extras + 2 > ED_MAX_EXTRAS)
		return false;
	if (fault->trace)
		return tell_trace(spec, fault->trace, variant);
	if (!fault->blocks)
		return false;
	for (size_t i = 0; i < ED_COUNT(of_symptoms); i++) {
		if (fault->symptoms != of_symptoms[i].symptoms)
			continue;
		ed_tell_log(spec, &(struct ed_log_story){
				      .code = of_symptoms[i].codes[variant % 2],
				      .attempts = 60 + 40 * (variant % 3),
				      .few_columns = variant % 2,
				      .device_known = variant % 4 < 3});
		return true;
	}
	return false;
}
