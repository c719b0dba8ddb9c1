/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/endpoint_line.h"
#include "report/inspect_probe.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

enum { HTTPS = 443 };

static struct ed_str place_text(
    struct ed_arena *arena, const struct ed_probe_place *place, unsigned port)
{
	return ed_format(arena,
	    ed_str_has(place->host, ':') ? "[%.*s]:%u" : "%.*s:%u",
	    ED_ARG(ed_escape(arena, place->host)),
	    place->port ? place->port : port);
}

static unsigned port_of(const struct ed_endpoint_line *line)
{
	const struct ed_endpoint *expected =
	    line->diagnosed ? line->diagnosed->c.facts.endpoint : NULL;

	if (line->listed->target.port)
		return line->listed->target.port;
	return expected && expected->port ? expected->port : HTTPS;
}

static struct ed_str state_of(const struct ed_endpoint_line *line)
{
	return line->diagnosed ? line->diagnosed->report.verdict.state
			       : ED_STR("unknown");
}

/* In the words of inspect. */
static const char *mode_of(
    const struct ed_node *node, const struct ed_client_auth *auth)
{
	if (!node->connected)
		return "not reached";
	if (auth->agreed)
		return ed_auth_name(auth->mode);
	return node->spoke_tls ? "not spoken" : "unknown";
}

static struct ed_str node_text(
    struct ed_arena *arena, const struct ed_node *node)
{
	const struct ed_probe_place at = {node->address, node->port};

	return place_text(arena, &at, node->port);
}

static void put_modes(const struct ed_endpoint_line *line, struct ed_text *out)
{
	const struct ed_facts *facts = &line->diagnosed->c.facts;

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];

		ed_putf(out, "; at %.*s ", ED_ARG(node_text(out->arena, node)));
		if (!node->connected)
			ed_putf(out, "not reached");
		else if (!node->spoke_tls)
			ed_putf(out, "no handshake was done");
		else
			ed_putf(out, "TLS 1.2 %s, TLS 1.3 %s",
			    mode_of(node, &node->tls12),
			    mode_of(node, &node->tls13));
	}
}

static struct ed_str first_sentence(struct ed_str text)
{
	const size_t end = ed_str_find(text, ED_STR(". "));

	return end < text.n ? ed_str_sub(text, 0, end) : text;
}

/* What comes first: the cause at the head, or why nothing can be said. */
static void put_head(const struct ed_endpoint_line *line, struct ed_text *out)
{
	const struct ed_report *report;
	struct ed_str text;

	if (!line->diagnosed) {
		ed_put(out, ed_escape(out->arena, ed_str_of(line->reason)));
		return;
	}
	report = &line->diagnosed->report;
	text = report->verdict.text;
	if (report->n_causes)
		ed_putf(out, "%.*s (%.*s)", ED_ARG(report->causes[0].id),
		    ED_ARG(report->causes[0].state));
	else
		ed_put(out, ed_escape(out->arena, first_sentence(text)));
}

void ed_endpoint_text(const struct ed_endpoint_line *line, struct ed_text *out)
{
	ed_putf(out, "%-8.*s %.*s: ", ED_ARG(state_of(line)),
	    ED_ARG(
		place_text(out->arena, &line->listed->target, port_of(line))));
	put_head(line, out);
	if (line->diagnosed)
		put_modes(line, out);
	ed_putf(out, "; %u ms\n", line->ms);
}

static void set_nodes(struct ed_object to, const struct ed_facts *facts)
{
	struct ed_object nodes = ed_set_array(to, "nodes");

	for (size_t i = 0; i < facts->n_nodes; i++) {
		const struct ed_node *node = facts->nodes[i];
		struct ed_object one = ed_append_object(nodes);

		ed_set_text(one, "address", node_text(to.arena, node));
		ed_set_word(
		    one, "client_auth_tls12", mode_of(node, &node->tls12));
		ed_set_word(
		    one, "client_auth_tls13", mode_of(node, &node->tls13));
		ed_set_number(one, "attempts", (int64_t)node->n_attempts);
	}
}

static void set_causes(struct ed_object to, const struct ed_report *report)
{
	struct ed_object causes = ed_set_array(to, "causes");

	for (size_t i = 0; i < report->n_causes; i++) {
		const struct ed_report_cause *cause = &report->causes[i];
		struct ed_object one = ed_append_object(causes);

		ed_set_text(one, "id", cause->id);
		ed_set_text(one, "state", cause->state);
		ed_set_text(one, "title", cause->title);
	}
}

static void set_all(const struct ed_endpoint_line *line, struct ed_object to)
{
	const struct ed_listed *listed = line->listed;

	ed_set_word(to, "schema", ED_ENDPOINT_SCHEMA);
	ed_set_number(to, "line", listed->line);
	ed_set_text(to, "endpoint",
	    place_text(to.arena, &listed->target, port_of(line)));
	if (listed->connect_to.host.n)
		ed_set_text(to, "connect_to",
		    place_text(to.arena, &listed->connect_to, port_of(line)));
	ed_set_text(to, "state", state_of(line));
	if (line->diagnosed) {
		const struct ed_report *report = &line->diagnosed->report;

		ed_set_text(to, "text", report->verdict.text);
		set_causes(to, report);
		set_nodes(to, &line->diagnosed->c.facts);
	} else {
		ed_set_text(to, "text", ed_str_of(line->reason));
		ed_set_array(to, "causes");
		ed_set_array(to, "nodes");
	}
	ed_set_number(to, "ms", line->ms);
}

void ed_endpoint_json(const struct ed_endpoint_line *line, struct ed_text *out)
{
	struct ed_object object = {out->arena, json_object()};
	char *bytes;

	set_all(line, object);
	bytes = json_dumps(object.json, JSON_COMPACT);
	if (bytes)
		ed_put(out, ed_str_of(bytes));
	ed_put_byte(out, '\n');
	free(bytes);
	json_decref(object.json);
}
