/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A probe's record, easdoctor.probe/1: the one way from a probe to facts,
 * live or later, so that both give the same conclusions.
 */
#include "base/encoding.h"
#include "base/url.h"
#include "load/loader.h"
#include "load/probe_read.h"

#include <easdoctor/limits.h>

#include <string.h>

#define SCHEMA "easdoctor.probe/1"
#define AT(member) offsetof(struct ed_probe, member)

static const char *const dns_states[] = {
    "ok", "failed", "timeout", "skipped", NULL};
static const char *const wipes[] = {"none", "device", "account", NULL};

static const struct ed_record_key record_keys[] = {
    {"version", ED_RECORD_TEXT, AT(version), NULL, 0},
    {"started", ED_RECORD_TIME, AT(started), NULL, 0},
    {"interrupted", ED_RECORD_FLAG, AT(interrupted), NULL, 0},
    {0},
};

static const struct ed_record_key target_keys[] = {
    {"host", ED_RECORD_TEXT, AT(host), NULL, 0},
    {"port", ED_RECORD_NUMBER, AT(port), NULL, 0},
    {"path", ED_RECORD_TEXT, AT(path), NULL, 0},
    {"connect_to", ED_RECORD_TEXT, AT(connect_to), NULL, 0},
    {"proxy", ED_RECORD_TEXT, AT(proxy), NULL, 0},
    {"timeout_ms", ED_RECORD_NUMBER, AT(timeout_ms), NULL, 0},
    {0},
};

static const struct ed_record_key certificate_keys[] = {
    {"sha256", ED_RECORD_TEXT, AT(certificate_sha256), NULL,
	AT(has_certificate)},
    {"key", ED_RECORD_FLAG, AT(has_key), NULL, 0},
    {0},
};

static const struct ed_record_key dns_keys[] = {
    {"state", ED_RECORD_WORD, AT(dns), dns_states, 0},
    {"error", ED_RECORD_TEXT, AT(dns_error), NULL, 0},
    {"ms", ED_RECORD_NUMBER, AT(dns_ms), NULL, 0},
    {0},
};

static const struct ed_record_key eas_keys[] = {
    {"device_id", ED_RECORD_TEXT, AT(device_id), NULL, 0},
    {"protocol", ED_RECORD_TEXT, AT(protocol), NULL, 0},
    {"bad_wbxml", ED_RECORD_TEXT, AT(bad_wbxml), NULL, 0},
    {0},
};

#define IN(member) offsetof(struct ed_eas_answer, member)

static const struct ed_record_key answer_keys[] = {
    {"status", ED_RECORD_NUMBER, IN(status), NULL, IN(has_status)},
    {"policy_status", ED_RECORD_NUMBER, IN(policy_status), NULL,
	IN(has_policy_status)},
    {"has_policy", ED_RECORD_FLAG, IN(has_policy), NULL, 0},
    {"wipe", ED_RECORD_WORD, IN(wipe), wipes, 0},
    {"folders", ED_RECORD_NUMBER, IN(folders), NULL, IN(has_folders)},
    {0},
};

/* Editors and shells of Windows save it as UTF-16. */
static bool recognise(struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_str head =
	    ed_str_trim(ed_to_utf8(&scratch, ed_str_sub(bytes, 0, 4096)));
	bool known = ed_str_starts(head, ED_STR("{")) &&
		     ed_str_find(head, ED_STR("\"easdoctor.probe/")) < head.n;

	ed_arena_free(&scratch);
	return known;
}

static void read_attempts(
    struct ed_record *r, json_t *json, struct ed_probe *out)
{
	json_t *array = ed_record_array(r, json, "attempts");
	size_t n = ed_record_bound(r, array, "attempts", ED_MAX_ATTEMPTS);
	const struct ed_attempt **list =
	    ed_alloc_array(&r->c->arena, n, sizeof(const struct ed_attempt *));
	struct ed_sent sent = {0};

	for (size_t i = 0; i < n; i++) {
		struct ed_attempt *attempt =
		    ED_NEW(&r->c->arena, struct ed_attempt);
		size_t end = ed_record_enter(r, "attempts", i);

		attempt->number = (unsigned)i;
		ed_record_attempt(r, json_array_get(array, i), &sent, attempt);
		list[i] = attempt;
		ed_record_leave(r, end);
	}
	out->attempts = list;
	out->n_attempts = n;
}

static void read_answer(struct ed_record *r, json_t *json, const char *key,
    const struct ed_probe *probe, struct ed_eas_answer *out)
{
	json_t *answer = ed_record_object(r, json, key);
	json_t *number = json_object_get(answer, "attempt");
	size_t end;

	if (!answer)
		return;
	end = ed_record_enter(r, key, ED_RECORD_ALONE);
	ed_record_read(r, answer, answer_keys, out);
	if (json_is_integer(number) && json_integer_value(number) >= 0 &&
	    (json_int_t)probe->n_attempts > json_integer_value(number))
		out->attempt = probe->attempts[json_integer_value(number)];
	else
		ed_record_damage(r, "\"attempt\" names none");
	ed_record_leave(r, end);
}

static void read_eas(struct ed_record *r, json_t *json, struct ed_probe *out)
{
	json_t *eas = ed_record_object(r, json, "eas");
	size_t end;

	if (!eas)
		return;
	end = ed_record_enter(r, "eas", ED_RECORD_ALONE);
	out->has_eas = true;
	ed_record_read(r, eas, eas_keys, out);
	read_answer(r, eas, "provision", out, &out->provision);
	read_answer(r, eas, "folder_sync", out, &out->folder_sync);
	ed_record_leave(r, end);
}

/* Which attempts went to one address, in the order of the record. */
static bool is_of(const struct ed_node *node, const struct ed_attempt *attempt)
{
	return ed_str_eq(node->address, attempt->address) &&
	       node->port == attempt->port;
}

static struct ed_node *find_node(
    const struct ed_list *nodes, const struct ed_attempt *attempt)
{
	for (size_t i = 0; i < nodes->n; i++)
		if (is_of(ED_ITEMS(*nodes, struct ed_node *)[i], attempt))
			return ED_ITEMS(*nodes, struct ed_node *)[i];
	return NULL;
}

/* IPv6 in brackets, so that its port can be told. */
static struct ed_str label_of(struct ed_record *r, const struct ed_probe *probe,
    const struct ed_attempt *attempt)
{
	bool is_ipv6 = ed_str_has(attempt->address, ':');

	return ed_format(&r->c->arena, "%.*s at %s%.*s%s:%u",
	    ED_ARG(probe->host), is_ipv6 ? "[" : "", ED_ARG(attempt->address),
	    is_ipv6 ? "]" : "", attempt->port);
}

static struct ed_node *new_node(struct ed_record *r, struct ed_list *nodes,
    const struct ed_probe *probe, const struct ed_attempt *attempt)
{
	struct ed_node *node = ed_add_node(r->c);

	if (!node)
		return NULL;
	node->ref = attempt->ref;
	node->probe = probe;
	node->address = attempt->address;
	node->port = attempt->port;
	node->label = label_of(r, probe, attempt);
	*ED_PUSH(&r->c->arena, nodes, struct ed_node *) = node;
	return node;
}

static void fill_node(
    struct ed_arena *arena, struct ed_node *node, const struct ed_probe *probe)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < probe->n_attempts; i++)
		if (is_of(node, probe->attempts[i]))
			*ED_PUSH(arena, &list, const struct ed_attempt *) =
			    probe->attempts[i];
	node->attempts = list.items;
	node->n_attempts = list.n;
}

static void group_attempts(struct ed_record *r, struct ed_probe *probe)
{
	struct ed_list nodes = {0};

	for (size_t i = 0; i < probe->n_attempts; i++) {
		const struct ed_attempt *attempt = probe->attempts[i];

		if (attempt->address.n && !find_node(&nodes, attempt) &&
		    !new_node(r, &nodes, probe, attempt)) {
			ed_record_damage(r, "too many addresses: left out");
			break;
		}
	}
	for (size_t i = 0; i < nodes.n; i++)
		fill_node(
		    &r->c->arena, ED_ITEMS(nodes, struct ed_node *)[i], probe);
	probe->nodes = nodes.items;
	probe->n_nodes = nodes.n;
}

static bool is_tried(const struct ed_probe *probe, struct ed_str address)
{
	for (size_t i = 0; i < probe->n_attempts; i++)
		if (ed_str_ieq(probe->attempts[i]->address, address))
			return true;
	return false;
}

/* A probe tries every address, however far it gets there. */
static void look_for_untried(struct ed_record *r, const struct ed_probe *probe)
{
	for (size_t i = 0; i < probe->n_addresses; i++)
		if (!is_tried(probe, probe->addresses[i])) {
			ed_record_damage(
			    r, "an address of the name was not tried");
			return;
		}
}

static void read_probe(struct ed_record *r, json_t *json, struct ed_probe *out)
{
	json_t *dns = ed_record_object(r, json, "dns");
	struct ed_texts_read addresses = ed_record_texts(r, dns, "addresses");

	out->ref = (struct ed_ref){.input = ed_input_number(r->c, r->in)};
	ed_record_read(r, json, record_keys, out);
	ed_record_read(
	    r, ed_record_object(r, json, "target"), target_keys, out);
	/* A user and a password before it belong to nobody's report. */
	out->host = ed_url_mask(&r->c->arena, out->host);
	out->connect_to = ed_url_mask(&r->c->arena, out->connect_to);
	out->proxy = ed_url_mask(&r->c->arena, out->proxy);
	ed_record_read(
	    r, ed_record_object(r, json, "certificate"), certificate_keys, out);
	ed_record_read(r, dns, dns_keys, out);
	out->addresses = addresses.items;
	out->n_addresses = addresses.n;
	read_attempts(r, json, out);
	read_eas(r, json, out);
	group_attempts(r, out);
	look_for_untried(r, out);
}

static bool is_schema(json_t *json)
{
	const char *schema = json_string_value(json_object_get(json, "schema"));

	return schema && strcmp(schema, SCHEMA) == 0;
}

static bool load_json(struct ed_case *c, struct ed_input *in, json_t *json)
{
	struct ed_record r = {.c = c, .in = in};
	struct ed_probe *probe;

	if (!is_schema(json)) {
		ed_damage(c, in, "its schema is not " SCHEMA);
		return false;
	}
	probe = ed_add_probe(c);
	if (!probe) {
		ed_damage(
		    c, in, "more than %d records: left out", ED_MAX_PROBES);
		return false;
	}
	read_probe(&r, json, probe);
	if (probe->interrupted)
		ed_record_damage(&r, "the probe was interrupted");
	if (!probe->host.n)
		ed_record_damage(&r, "the record names no host");
	return true;
}

static json_t *parse(
    struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	struct ed_arena scratch = {0};
	struct ed_str text = ed_to_utf8(&scratch, bytes);
	json_error_t error;
	json_t *json = json_loadb(
	    text.p, text.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);

	if (!json)
		ed_damage(
		    c, in, "line %d: not JSON: %s", error.line, error.text);
	ed_arena_free(&scratch);
	return json;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	json_t *json;
	bool used;

	in->vantage = ED_STR("here");
	if (bytes.n > ED_MAX_RECORD) {
		ed_damage(c, in, "larger than any record of a probe");
		return false;
	}
	json = parse(c, in, bytes);
	if (!json)
		return false;
	used = load_json(c, in, json);
	json_decref(json);
	return used;
}

const struct ed_loader ed_loader_probe = {
    .kind = "probe",
    .recognise = recognise,
    .load = load,
};
