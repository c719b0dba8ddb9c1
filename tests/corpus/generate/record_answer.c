/* SPDX-License-Identifier: Apache-2.0 */
/* What servers answer, as a probe writes it down. */
#include "record_write.h"

#include <string.h>

/* Whose headers an answer bears. */
enum who { BY_NODE, BY_IIS, BY_EXCHANGE, BY_HTTP_SYS };

struct answer {
	const char *state; /* when no answer came; NULL: one did */
	unsigned status;
	enum who who;
	unsigned ms;         /* when it took long */
	const char *more[4]; /* headers: a name, then its value */
	const char *body;
};

#define PAGE(words) "<html><body><h2>" words "</h2></body></html>"
#define WAIT 10000

static const struct answer answers[] = {
    [ED_REPLY_OK] = {.status = 200,
	.who = BY_EXCHANGE,
	.more = {"ms-asprotocolversions", "14.0,14.1,16.0,16.1",
	    "ms-asprotocolcommands", "Sync,FolderSync"}},
    [ED_REPLY_401] = {.status = 401},
    [ED_REPLY_401_BASIC] = {.status = 401,
	.more = {"www-authenticate", "Basic realm=mail"}},
    [ED_REPLY_401_BEARER] = {.status = 401,
	.more = {"www-authenticate", "Bearer client_id=00000002",
	    "www-authenticate", "Negotiate"}},
    [ED_REPLY_403_IIS] = {.status = 403,
	.who = BY_IIS,
	.body = "You do not have permission"},
    [ED_REPLY_403_SLOW] = {.status = 403,
	.who = BY_IIS,
	.ms = 15062,
	.body = "You do not have permission"},
    [ED_REPLY_403_EXCHANGE] = {.status = 403, .who = BY_EXCHANGE},
    [ED_REPLY_403_PROXY] = {.status = 403, .body = "Forbidden"},
    [ED_REPLY_404] = {.status = 404,
	.who = BY_IIS,
	.body = PAGE("404 - File or directory not found.")},
    [ED_REPLY_451] = {.status = 451, .who = BY_EXCHANGE},
    [ED_REPLY_500_19] = {.status = 500,
	.who = BY_IIS,
	.body = PAGE("HTTP Error 500.19 - Internal Server Error")},
    [ED_REPLY_500_32] = {.status = 500, .who = BY_IIS, .body = "0x80070032"},
    [ED_REPLY_502] = {.status = 502, .body = PAGE("502 Bad Gateway")},
    [ED_REPLY_503] = {.status = 503,
	.who = BY_HTTP_SYS,
	.body = PAGE("Service Unavailable")},
    [ED_REPLY_503_BALANCER] = {.status = 503,
	.body = PAGE("503 Service Unavailable")},
    [ED_REPLY_503_THROTTLED] = {.status = 503,
	.who = BY_EXCHANGE,
	.more = {"x-ms-asthrottle", "CommandFrequency", "retry-after", "600"}},
    [ED_REPLY_LOGIN] = {.status = 302, .more = {"location", "/my.policy"}},
    [ED_REPLY_LOGIN_FORM] = {.status = 200,
	.more = {"content-type", "text/html; charset=utf-8"}},
    [ED_REPLY_NOT_EAS] = {.status = 200,
	.more = {"content-type", "text/plain"}},
    [ED_REPLY_RESET] = {.state = "reset", .ms = 30},
    [ED_REPLY_CLOSED] = {.state = "closed", .ms = 30},
    [ED_REPLY_SILENT] = {.state = "timeout", .ms = WAIT},
    [ED_REPLY_LATE] = {.state = "timeout", .ms = WAIT},
    [ED_REPLY_GARBLED] = {.state = "garbled", .ms = 30},
    [ED_REPLY_ENDLESS] = {.state = "too_long", .ms = 400},
};

static void put_header(
    struct ed_writer *w, const char *name, const char *value, bool first)
{
	ed_putf(&w->out, "%s{\"name\":\"%s\",\"value\":\"%s\"}",
	    first ? "" : ",", name, value);
}

static const char *server_of(
    const struct ed_node_spec *node, const struct answer *answer)
{
	if (answer->who == BY_HTTP_SYS)
		return "Microsoft-HTTPAPI/2.0";
	if (answer->who == BY_NODE && node->server)
		return node->server;
	return "Microsoft-IIS/10.0";
}

static void put_headers(struct ed_writer *w, const struct ed_node_spec *node,
    const struct answer *answer)
{
	ed_put(&w->out, ED_STR("\"headers\":["));
	put_header(w, "server", server_of(node, answer), true);
	if (answer->who == BY_EXCHANGE)
		put_header(w, "x-feserver", "EX01", false);
	/* A machine in between leaves its mark on what it passes on, too. */
	if (node->via)
		put_header(w, "via", node->via, false);
	for (size_t i = 0; i + 1 < ED_COUNT(answer->more) && answer->more[i];
	     i += 2)
		put_header(w, answer->more[i], answer->more[i + 1], false);
	if (answer->status == 451 && node->location)
		put_header(w, "x-ms-location", node->location, false);
	ed_put(&w->out, ED_STR("],"));
}

/* Where IIS shows its details, the substatus stands in the page. */
static const char *body_of(struct ed_spec *spec,
    const struct ed_node_spec *node, const struct answer *answer)
{
	if (node->substatus && answer->status == 403 && answer->who == BY_IIS)
		return ed_say(spec, PAGE("HTTP Error 403.%u - Forbidden"),
		    node->substatus);
	return answer->body ? answer->body : "";
}

void ed_put_answer(struct ed_writer *w, const struct ed_node_spec *node,
    enum ed_reply reply, const char *method)
{
	const struct answer *answer = &answers[reply];
	const char *body = body_of(w->spec, node, answer);

	if (answer->state) {
		ed_putf(&w->out,
		    "\"http\":{\"state\":\"%s\",\"error\":\"%s\","
		    "\"method\":\"%s\",\"ms\":%u",
		    answer->state, answer->state, method, answer->ms);
		return;
	}
	ed_putf(&w->out,
	    "\"http\":{\"state\":\"answered\",\"method\":\"%s\","
	    "\"version\":\"1.1\",\"status\":%u,\"ms\":%u,",
	    method, answer->status,
	    answer->ms ? answer->ms + 9 : 21 + node->slow_ms);
	put_headers(w, node, answer);
	ed_putf(&w->out, "\"body\":{\"bytes\":%zu,\"text\":\"%s\"}",
	    strlen(body), body);
}
