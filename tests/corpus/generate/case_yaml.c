/* SPDX-License-Identifier: Apache-2.0 */
/* The two YAML files of a bundle: what should be true, and what is. */
#include "bundle.h"

/* A double-quoted YAML scalar. */
static void put_quoted(struct ed_text *out, const char *value)
{
	ed_put_byte(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			ed_put_byte(out, '\\');
		ed_put_byte(out, *value);
	}
	ed_put_byte(out, '"');
}

static void put_pair(struct ed_text *out, const char *key, const char *value,
    const char *separator)
{
	ed_putf(out, "%s: ", key);
	put_quoted(out, value);
	ed_putf(out, "%s", separator);
}

static void put_list(
    struct ed_text *out, const char *key, const char *const *values, size_t n)
{
	ed_putf(out, "%s: [", key);
	for (size_t i = 0; i < n; i++) {
		ed_putf(out, "%s", i ? ", " : " ");
		put_quoted(out, values[i]);
	}
	ed_put(out, ED_STR(" ]"));
}

static size_t count(const char *const *values)
{
	size_t n = 0;

	while (values && values[n])
		n++;
	return n;
}

static void put_user(const struct ed_expected *expected, struct ed_text *out)
{
	if (!expected->user)
		return;
	ed_put(out, ED_STR("user: { "));
	if (expected->only_email) {
		put_pair(out, "email", expected->email, " }\n");
		return;
	}
	put_pair(out, "email", expected->email, ", ");
	put_pair(out, "upn", expected->upn, ", ");
	put_pair(out, "sid", expected->sid, " }\n");
}

static void put_rows(const struct ed_expected *expected, struct ed_text *out)
{
	const char *between = "";

	ed_put(out, ED_STR("  san: ["));
	for (size_t i = 0; i < ED_COUNT(expected->template_san); i++) {
		if (!expected->template_san[i][0])
			continue;
		ed_putf(out, "%s { type: %s, value: ", between,
		    expected->template_san[i][0]);
		put_quoted(out, expected->template_san[i][1]);
		ed_put(out, ED_STR(" }"));
		between = ",";
	}
	ed_put(out, ED_STR(" ]\n"));
}

static void put_template(struct ed_spec *spec, struct ed_text *out)
{
	const struct ed_expected *expected = &spec->expected;

	if (!expected->template)
		return;
	ed_put(out, ED_STR("lookups: { "));
	put_pair(out, "EnrollmentUser", spec->login, ", ");
	put_pair(out, "EmailUserName", spec->login, ", ");
	put_pair(out, "FirstName", spec->given, ", ");
	put_pair(out, "LastName", spec->family, " }\n");
	ed_put(out, ED_STR("template:\n  "));
	put_pair(out, "subject", expected->template_subject, "\n");
	put_rows(expected, out);
	ed_putf(out,
	    "  key: { type: %s, bits: %u }\n"
	    "  renew_days_before: %u\n",
	    expected->key_type, expected->key_bits, expected->renew_days);
}

static void put_ca(struct ed_spec *spec, struct ed_text *out)
{
	if (!spec->expected.ca)
		return;
	ed_put(out, ED_STR("ca: { "));
	put_pair(out, "name", spec->expected.ca_name, ", ");
	ed_put(out, ED_STR("type: ndes, challenge: static, "));
	if (spec->expected.scep_url)
		put_pair(out, "scep_url", spec->expected.scep_url, ", ");
	put_pair(
	    out, "service_account", spec->expected.service_account, " }\n");
}

static void put_gateway(const struct ed_expected *expected, struct ed_text *out)
{
	if (!expected->gateway_host) {
		ed_put(out, ED_STR("  gateway: none\n"));
		return;
	}
	ed_put(out, ED_STR("  gateway: { "));
	put_pair(out, "host", expected->gateway_host, ", ");
	ed_putf(out, "ends_certificate: %s }\n",
	    expected->gateway_ends ? "true" : "false");
}

static void put_endpoint(struct ed_spec *spec, struct ed_text *out,
    const char *device_path, const char *server_root,
    const char *const *root_paths, size_t n_roots)
{
	ed_put(out, ED_STR("endpoint:\n  "));
	put_pair(out, "host", spec->expected.host, "\n");
	ed_put(out, ED_STR("  certificate_only: true\n"));
	put_gateway(&spec->expected, out);
	if (device_path) {
		ed_put(out, ED_STR("  "));
		put_pair(out, "certificate", device_path, "\n");
	}
	if (spec->form == ED_FORM_PKCS12)
		ed_put(out, ED_STR("  password_file: evidence/password.txt\n"));
	if (server_root) {
		ed_put(out, ED_STR("  "));
		put_pair(out, "server_roots", server_root, "\n");
	}
	if (n_roots) {
		ed_put(out, ED_STR("  "));
		put_list(out, "client_roots", root_paths, n_roots);
		ed_put_byte(out, '\n');
	}
	if (spec->record.roots)
		ed_put(out, ED_STR("  server_roots: [ server-root.pem ]\n"));
}

struct ed_str ed_case_yaml(struct ed_spec *spec, const char *device_path,
    const char *server_root, const char *const *root_paths, size_t n_roots)
{
	const struct ed_expected *expected = &spec->expected;
	struct ed_text out = {.arena = spec->arena};

	ed_putf(&out, "scope: [certificate, profile%s%s]\n",
	    spec->record.promised ? ", network, tls" : "",
	    spec->expected.scope ? spec->expected.scope : "");
	if (count(expected->observed)) {
		put_list(&out, "observed", expected->observed,
		    count(expected->observed));
		ed_put_byte(&out, '\n');
	}
	put_user(expected, &out);
	if (expected->device)
		ed_putf(&out, "device: { platform: %s, os: \"%s\"%s%s }\n",
		    expected->platform, expected->os,
		    expected->eas_id ? ", eas_id: " : "",
		    expected->eas_id ? expected->eas_id : "");
	if (expected->since)
		put_pair(&out, "since", expected->since, "\n");
	put_template(spec, &out);
	put_ca(spec, &out);
	put_endpoint(spec, &out, device_path, server_root, root_paths, n_roots);
	if (expected->controllers)
		ed_putf(&out, "directory: { domain_controllers: [ %s ] }\n",
		    expected->controllers);
	if (expected->timezone)
		put_pair(&out, "timezone", expected->timezone, "\n");
	ed_put(&out, ED_STR("evidence: [ ./evidence ]\n"));
	return ed_text_str(&out);
}

struct ed_str ed_label_yaml(struct ed_spec *spec, const struct ed_truth *truth)
{
	struct ed_text out = {.arena = spec->arena};

	ed_putf(&out, "kind: %s\nhalf: %s\n", truth->kind, truth->half);
	put_list(&out, "truth", truth->causes, count(truth->causes));
	ed_put_byte(&out, '\n');
	if (count(truth->also)) {
		put_list(&out, "also", truth->also, count(truth->also));
		ed_put_byte(&out, '\n');
	}
	put_list(&out, "mutators", truth->mutators, count(truth->mutators));
	ed_putf(&out, "\nshown: %s\nas_of: %s\n",
	    truth->shown ? "true" : "false", ED_AS_OF_TEXT);
	return ed_text_str(&out);
}
