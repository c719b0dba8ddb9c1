/* SPDX-License-Identifier: Apache-2.0 */
/* The endpoint of a case: where devices connect, and what with. */
#include "load/case_file.h"

static const struct ed_yaml_key gateway_keys[] = {
    {"host", ED_YAML_CUSTOM, offsetof(struct ed_endpoint, gateway_host),
	.read = ed_case_host},
    {"ends_certificate", ED_YAML_FLAG,
	offsetof(struct ed_endpoint, gateway_ends_certificate),
	.required = false},
    {0},
};

/* into is the endpoint. "none" is an answer too: nobody need ask again. */
static bool read_gateway(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_endpoint *endpoint = into;

	if (ed_yaml_is_mapping(node)) {
		endpoint->gateway = ED_YES;
		return ed_yaml_read_mapping(
		    arena, node, gateway_keys, endpoint, err);
	}
	if (!ed_str_eq(ed_yaml_text(arena, node), ED_STR("none")))
		return ed_yaml_fail(node, err,
		    "gateway must be none, or { host: …, ends_certificate: "
		    "true or false }");
	endpoint->gateway = ED_NO;
	return true;
}

static bool read_certificate(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	return ed_case_path(arena, node, &ed_case_of(node)->certificate, err);
}

static bool read_password_file(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	return ed_case_path(arena, node, &ed_case_of(node)->password_file, err);
}

static bool read_server_roots(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	return ed_case_paths(arena, node, &ed_case_of(node)->server_roots, err);
}

static bool read_client_roots(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	return ed_case_paths(arena, node, &ed_case_of(node)->client_roots, err);
}

static bool add_issuer(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_str name = {NULL, 0};

	if (!ed_case_line(arena, node, &name, err))
		return false;
	*ED_PUSH(arena, (struct ed_list *)into, struct ed_str) = name;
	return true;
}

/* into is the endpoint. */
static bool read_issuers(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_endpoint *endpoint = into;
	struct ed_list list = {0};

	if (!ed_case_each(arena, node, add_issuer, &list, err))
		return false;
	endpoint->acceptable_issuers = list.items;
	endpoint->n_acceptable_issuers = list.n;
	return true;
}

static const struct ed_yaml_key endpoint_keys[] = {
    {"host", ED_YAML_CUSTOM, offsetof(struct ed_endpoint, host),
	.read = ed_case_host},
    {"port", ED_YAML_CUSTOM, offsetof(struct ed_endpoint, port),
	.read = ed_case_port},
    {"site", ED_YAML_CUSTOM, offsetof(struct ed_endpoint, site),
	.read = ed_case_line},
    {"certificate_only", ED_YAML_FLAG,
	offsetof(struct ed_endpoint, certificate_only), .required = false},
    {"gateway", ED_YAML_CUSTOM, 0, .read = read_gateway},
    {"certificate", ED_YAML_CUSTOM, 0, .read = read_certificate},
    {"password_file", ED_YAML_CUSTOM, 0, .read = read_password_file},
    {"server_roots", ED_YAML_CUSTOM, 0, .read = read_server_roots},
    {"client_roots", ED_YAML_CUSTOM, 0, .read = read_client_roots},
    {"acceptable_issuers", ED_YAML_CUSTOM, 0, .read = read_issuers},
    {0},
};

bool ed_case_endpoint(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_endpoint *endpoint = ED_NEW(arena, struct ed_endpoint);

	(void)into;
	ed_case_of(node)->facts.endpoint = endpoint;
	return ed_yaml_read_mapping(arena, node, endpoint_keys, endpoint, err);
}
