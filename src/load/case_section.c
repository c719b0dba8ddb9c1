/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sections of a case file. A section's facts exist only when it is given:
 * a check that needs them is else not asked.
 */
#include "base/url.h"
#include "load/case_file.h"

#include <easdoctor/limits.h>

/* Of enum ed_stage; the loaders do not see the engine, which has them too. */
static const char *const stages[] = {"issue", "certificate", "profile",
    "device", "network", "tls", "iis", "mapping", "mailbox", NULL};
/* Of enum ed_affected; a text is never empty. */
static const char *const affected[] = {"", "one", "some", "all", NULL};
/* Of enum ed_san_type. */
static const char *const san_types[] = {"email", "upn", "dns", "uri", NULL};

_Static_assert(ED_COUNT(stages) == ED_N_STAGES + 1, "a stage has no name");

static bool read_scope_word(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	unsigned *scope = into;
	struct ed_str word;

	if (!ed_case_line(arena, node, &word, err))
		return false;
	for (unsigned i = 0; i < ED_N_STAGES; i++) {
		if (ed_str_eq(word, ed_str_of(stages[i]))) {
			*scope |= 1u << i;
			return true;
		}
	}
	return ed_yaml_fail_word(node, err, "stage", word, stages);
}

static bool read_scope(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	return ed_case_each(arena, node, read_scope_word, into, err);
}

static bool read_symptom(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	const struct ed_case_reading *reading = ed_yaml_context(node);
	struct ed_list *observed = into;
	struct ed_digits line;
	struct ed_str text;

	if (!ed_case_line(arena, node, &text, err))
		return false;
	if (observed->n >= ED_MAX_OBSERVED)
		return ed_yaml_fail(
		    node, err, "more than %d symptoms", ED_MAX_OBSERVED);
	*ED_PUSH(arena, observed, struct ed_observed) =
	    (struct ed_observed){.text = text,
		.ref = {.input = reading->input,
		    .kind = ED_AT_LINE,
		    .at = ed_copy(arena, ed_number(&line, node.line)),
		    .quote = text}};
	return true;
}

static bool read_observed(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	return ed_case_each(arena, node, read_symptom, into, err);
}

#define LINE(key, type, member)                                                \
	{                                                                      \
		key, ED_YAML_CUSTOM, offsetof(type, member),                   \
		    .read = ed_case_line                                       \
	}

static const struct ed_yaml_key user_keys[] = {
    LINE("email", struct ed_account, email),
    {"upn", ED_YAML_CUSTOM, offsetof(struct ed_account, upn),
	.read = ed_case_upn},
    {"sid", ED_YAML_CUSTOM, offsetof(struct ed_account, sid),
	.read = ed_case_sid},
    {0},
};

static bool read_user(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_account *account = ED_NEW(arena, struct ed_account);

	(void)into;
	ed_case_of(node)->facts.account = account;
	return ed_yaml_read_mapping(arena, node, user_keys, account, err);
}

static bool read_platform(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	static const char *const words[] = {
	    "ios", "android", "windows", "macos", NULL};

	return ed_case_choice(arena, node, words,
	    "platform must be ios, android, windows or macos", into, err);
}

static const struct ed_yaml_key device_keys[] = {
    {"platform", ED_YAML_CUSTOM, offsetof(struct ed_device, platform),
	.read = read_platform},
    LINE("os", struct ed_device, os),
    LINE("eas_id", struct ed_device, eas_id),
    LINE("user_agent", struct ed_device, user_agent),
    {0},
};

static bool read_device(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_device *device = ED_NEW(arena, struct ed_device);

	(void)into;
	ed_case_of(node)->facts.device = device;
	return ed_yaml_read_mapping(arena, node, device_keys, device, err);
}

static bool is_lookup_name(struct ed_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '_' || c == '-' ||
			c == '.'))
			return false;
	}
	return name.n > 0;
}

/* An empty value is said in quotes: the console shows such lookups. */
static bool read_lookup(struct ed_arena *arena, struct ed_yaml_node key,
    struct ed_yaml_node value, struct ed_lookup *out, struct ed_error *err)
{
	out->name = ed_yaml_text(arena, key);
	out->value = ED_STR("");
	if (!is_lookup_name(out->name))
		return ed_yaml_fail(key, err,
		    "a lookup is named by letters and digits, without braces");
	if (ed_yaml_is_text(value) && !ed_yaml_is_nothing(value) &&
	    !ed_yaml_text(arena, value).n)
		return true;
	return ed_case_line(arena, value, &out->value, err);
}

static bool read_lookups(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_facts *facts = &ed_case_of(node)->facts;
	size_t n = ed_yaml_count(node);
	struct ed_lookup *lookups = ed_alloc_array(arena, n, sizeof(*lookups));

	(void)into;
	if (!ed_yaml_is_mapping(node))
		return ed_yaml_fail(node, err, "keys and values are expected");
	for (size_t i = 0; i < n; i++) {
		struct ed_yaml_node key, value;

		ed_yaml_pair(node, i, &key, &value);
		if (!read_lookup(arena, key, value, &lookups[i], err))
			return false;
	}
	facts->lookups = lookups;
	facts->n_lookups = n;
	return true;
}

static const struct ed_yaml_key san_keys[] = {
    {"type", ED_YAML_WORD, offsetof(struct ed_template_san, type),
	.required = true, .words = san_types},
    {"value", ED_YAML_CUSTOM, offsetof(struct ed_template_san, value),
	.required = true, .read = ed_case_line},
    {0},
};

/* into is the template: its names are two of its members. */
static bool read_sans(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_template *request = into;
	size_t n = ed_yaml_count(node);
	struct ed_template_san *sans = ed_alloc_array(arena, n, sizeof(*sans));

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(
		    node, err, "san must be a list of { type, value }");
	for (size_t i = 0; i < n; i++)
		if (!ed_yaml_read_mapping(
			arena, ed_yaml_item(node, i), san_keys, &sans[i], err))
			return false;
	request->sans = sans;
	request->n_sans = n;
	request->has_sans = true;
	return true;
}

/* into is the template. 0 is an answer: no renewal. */
static bool read_renewal(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_template *request = into;

	request->has_renewal = true;
	return ed_yaml_read_count(
	    arena, node, "renew_days_before", &request->renew_days_before, err);
}

static const struct ed_yaml_key template_key_keys[] = {
    LINE("type", struct ed_template, key_type),
    {"bits", ED_YAML_COUNT, offsetof(struct ed_template, key_bits),
	.required = false},
    {0},
};

static const struct ed_yaml_key template_keys[] = {
    LINE("subject", struct ed_template, subject),
    {"san", ED_YAML_CUSTOM, 0, .read = read_sans},
    {"key", ED_YAML_MAPPING, 0, .keys = template_key_keys},
    {"renew_days_before", ED_YAML_CUSTOM, 0, .read = read_renewal},
    LINE("issuing_template", struct ed_template, issuing_template),
    {0},
};

static bool read_template(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_template *request = ED_NEW(arena, struct ed_template);

	(void)into;
	ed_case_of(node)->facts.request_template = request;
	return ed_yaml_read_mapping(arena, node, template_keys, request, err);
}

static bool read_ca_type(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	static const char *const words[] = {"ndes", "adcs", NULL};

	return ed_case_choice(
	    arena, node, words, "type must be ndes or adcs", into, err);
}

/* People put the challenge itself here, so what stands here is not shown. */
static bool read_challenge(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	static const char *const words[] = {"static", "dynamic", NULL};

	return ed_case_choice(arena, node, words,
	    "challenge is its mode, static or dynamic; leave the challenge "
	    "itself out of this file",
	    into, err);
}

/* Somebody may have pasted it with a password. */
static bool read_scep_url(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_str *url = into;

	if (!ed_case_line(arena, node, url, err))
		return false;
	*url = ed_url_mask(arena, *url);
	return true;
}

static bool read_ca_files(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	(void)into;
	return ed_case_paths(arena, node, &ed_case_of(node)->ca_files, err);
}

static const struct ed_yaml_key ca_keys[] = {
    LINE("name", struct ed_ca, name),
    {"type", ED_YAML_CUSTOM, offsetof(struct ed_ca, type),
	.read = read_ca_type},
    {"scep_url", ED_YAML_CUSTOM, offsetof(struct ed_ca, scep_url),
	.read = read_scep_url},
    {"challenge", ED_YAML_CUSTOM, offsetof(struct ed_ca, challenge),
	.read = read_challenge},
    LINE("service_account", struct ed_ca, service_account),
    {"certificates", ED_YAML_CUSTOM, 0, .read = read_ca_files},
    {0},
};

static bool read_ca(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_ca *ca = ED_NEW(arena, struct ed_ca);

	(void)into;
	ed_case_of(node)->facts.ca = ca;
	return ed_yaml_read_mapping(arena, node, ca_keys, ca, err);
}

static const struct ed_yaml_key controller_keys[] = {
    LINE("os", struct ed_domain_controller, os),
    {"patched", ED_YAML_TIME, offsetof(struct ed_domain_controller, patched),
	.required = false},
    {0},
};

static const struct ed_yaml_key directory_keys[] = {
    {"domain_controllers", ED_YAML_ITEMS,
	offsetof(struct ed_case, domain_controllers), .keys = controller_keys,
	.item_size = sizeof(struct ed_domain_controller)},
    {0},
};

const struct ed_yaml_key ed_case_keys[] = {
    {"scope", ED_YAML_CUSTOM, offsetof(struct ed_case, scope),
	.read = read_scope},
    {"affected", ED_YAML_WORD, offsetof(struct ed_case, affected),
	.words = affected},
    {"since", ED_YAML_TIME, offsetof(struct ed_case, since), .required = false},
    {"observed", ED_YAML_CUSTOM, offsetof(struct ed_case, observed),
	.read = read_observed},
    {"user", ED_YAML_CUSTOM, 0, .read = read_user},
    {"device", ED_YAML_CUSTOM, 0, .read = read_device},
    {"lookups", ED_YAML_CUSTOM, 0, .read = read_lookups},
    {"template", ED_YAML_CUSTOM, 0, .read = read_template},
    {"ca", ED_YAML_CUSTOM, 0, .read = read_ca},
    {"endpoint", ED_YAML_CUSTOM, 0, .read = ed_case_endpoint},
    {"directory", ED_YAML_MAPPING, 0, .keys = directory_keys},
    {"timezone", ED_YAML_CUSTOM, offsetof(struct ed_case, timezone),
	.read = ed_case_zone},
    {"evidence", ED_YAML_CUSTOM, offsetof(struct ed_case, evidence),
	.read = ed_case_paths},
    {0},
};
