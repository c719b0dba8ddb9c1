/* SPDX-License-Identifier: Apache-2.0 */
#include "base/case.h"
#include "engine/rule.h"
#include "load/loader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SAME(slice, text) assert_true(ed_str_eq((slice), ED_STR(text)))
#define PATH(list, i) (ED_ITEMS((list), struct ed_str)[i])

/* The whole format, as docs show it. */
static const char whole[] =
    "scope:     [certificate, profile]\n"
    "affected:  one\n"
    "since:     2026-11-18T08:00:00Z\n"
    "observed:\n"
    "  - Cannot Get Mail\n"
    "  - 403.16\n"
    "user:      { email: alice@corp.example, upn: alice@corp.example,\n"
    "             sid: S-1-5-21-1-2-3-1104 }\n"
    "device:    { platform: iOS, os: \"18.1\", eas_id: ApplDNQXXXXXXX,\n"
    "             user_agent: Apple-iPhone14C3 }\n"
    "lookups:   { EnrollmentUser: alice, DeviceUid: 8f0c, Empty: \"\" }\n"
    "template:\n"
    "  subject: \"CN=WorkspaceONEUEM.{EnrollmentUser}\"\n"
    "  san:     [ { type: email, value: \"{EmailAddress}\" },\n"
    "             { type: upn, value: \"{UserPrincipalName}\" },\n"
    "             { type: dns, value: a.example },\n"
    "             { type: uri, value: \"tag:microsoft.com,2022-09-14:sid:"
    "{UserSid}\" } ]\n"
    "  key:     { type: RSA, bits: 2048 }\n"
    "  renew_days_before: 30\n"
    "  issuing_template: MobileEASUser\n"
    "ca:        { name: CORP-ISSUING-CA, type: NDES, challenge: static,\n"
    "             scep_url: \"https://ndes.corp.example/certsrv/mscep\",\n"
    "             service_account: svc-ndes@corp.example,\n"
    "             certificates: [ca.pem, /etc/root.pem] }\n"
    "endpoint:  { host: mail.corp.example, port: 8443, site: Default Web "
    "Site,\n"
    "             certificate_only: true, certificate: device.p12,\n"
    "             gateway: { host: seg.corp.example, ends_certificate: no },\n"
    "             password_file: ./device.pw, server_roots: [root.pem],\n"
    "             client_roots: corp-root.pem }\n"
    "directory: { domain_controllers: [ { os: 2019, patched: 2026-10-14 },\n"
    "                                   { os: 2016 } ] }\n"
    "timezone:  Europe/Berlin\n"
    "evidence:  [ ./evidence, ., ../x ]\n";

static void check_people(const struct ed_facts *facts)
{
	SAME(facts->account->email, "alice@corp.example");
	SAME(facts->account->upn, "alice@corp.example");
	SAME(facts->account->sid, "S-1-5-21-1-2-3-1104");
	SAME(facts->device->platform, "ios");
	SAME(facts->device->os, "18.1");
	SAME(facts->device->eas_id, "ApplDNQXXXXXXX");
	SAME(facts->device->user_agent, "Apple-iPhone14C3");
	assert_int_equal(facts->n_lookups, 3);
	SAME(facts->lookups[0].name, "EnrollmentUser");
	SAME(facts->lookups[0].value, "alice");
	SAME(facts->lookups[2].name, "Empty");
	SAME(facts->lookups[2].value, "");
}

static void check_authority(const struct ed_facts *facts)
{
	const struct ed_template *request = facts->request_template;

	SAME(request->subject, "CN=WorkspaceONEUEM.{EnrollmentUser}");
	assert_int_equal(request->n_sans, 4);
	assert_int_equal(request->sans[0].type, ED_SAN_EMAIL);
	assert_int_equal(request->sans[1].type, ED_SAN_UPN);
	assert_int_equal(request->sans[2].type, ED_SAN_DNS);
	assert_int_equal(request->sans[3].type, ED_SAN_URI);
	SAME(request->sans[3].value,
	    "tag:microsoft.com,2022-09-14:sid:{UserSid}");
	SAME(request->key_type, "RSA");
	assert_int_equal(request->key_bits, 2048);
	assert_int_equal(request->renew_days_before, 30);
	assert_true(request->has_renewal);
	assert_true(request->has_sans);
	SAME(request->issuing_template, "MobileEASUser");
	SAME(facts->ca->name, "CORP-ISSUING-CA");
	SAME(facts->ca->type, "ndes");
	SAME(facts->ca->challenge, "static");
	SAME(facts->ca->scep_url, "https://ndes.corp.example/certsrv/mscep");
	SAME(facts->ca->service_account, "svc-ndes@corp.example");
}

static void check_endpoint(const struct ed_case *c)
{
	const struct ed_endpoint *endpoint = c->facts.endpoint;

	SAME(endpoint->host, "mail.corp.example");
	assert_int_equal(endpoint->port, 8443);
	SAME(endpoint->site, "Default Web Site");
	assert_int_equal(endpoint->certificate_only, ED_YES);
	assert_int_equal(endpoint->gateway, ED_YES);
	SAME(endpoint->gateway_host, "seg.corp.example");
	assert_int_equal(endpoint->gateway_ends_certificate, ED_NO);
	SAME(c->certificate, "some/where/device.p12");
	SAME(c->password_file, "some/where/device.pw");
	SAME(PATH(c->server_roots, 0), "some/where/root.pem");
	SAME(PATH(c->client_roots, 0), "some/where/corp-root.pem");
	SAME(PATH(c->ca_files, 0), "some/where/ca.pem");
	SAME(PATH(c->ca_files, 1), "/etc/root.pem");
}

static void check_rest(const struct ed_case *c)
{
	const struct ed_observed *observed = c->observed.items;
	const struct ed_domain_controller *dcs = c->domain_controllers.items;

	assert_int_equal(
	    c->scope, 1u << ED_STAGE_CERTIFICATE | 1u << ED_STAGE_PROFILE);
	assert_int_equal(c->affected, ED_AFFECTED_ONE);
	assert_int_equal(c->since, 1794988800);
	assert_int_equal(c->observed.n, 2);
	SAME(observed[0].text, "Cannot Get Mail");
	SAME(observed[1].text, "403.16");
	assert_int_equal(observed[1].ref.input, 1);
	assert_int_equal(observed[1].ref.kind, ED_AT_LINE);
	SAME(observed[1].ref.at, "6");
	SAME(observed[1].ref.quote, "403.16");
	assert_int_equal(c->domain_controllers.n, 2);
	SAME(dcs[0].os, "2019");
	assert_int_equal(dcs[0].patched, 1791936000);
	assert_int_equal(dcs[1].patched, 0);
	SAME(c->timezone, "Europe/Berlin");
	assert_int_equal(c->evidence.n, 3);
	SAME(PATH(c->evidence, 0), "some/where/evidence");
	SAME(PATH(c->evidence, 1), "some/where");
	SAME(PATH(c->evidence, 2), "some/where/../x");
}

static void reads_everything(void **state)
{
	struct ed_error err = {""};
	struct ed_case c;
	const struct ed_input *in;

	(void)state;
	ed_case_init(&c);
	if (!ed_load_case_text(&c, "some/where/case.yaml", "some/where",
		ed_str_of(whole), &err))
		fail_msg("%s", err.text);
	check_people(&c.facts);
	check_authority(&c.facts);
	check_endpoint(&c);
	check_rest(&c);
	in = ED_ITEMS(c.inputs, struct ed_input *)[0];
	SAME(in->kind, "case");
	SAME(in->vantage, "stated");
	SAME(in->path, "some/where/case.yaml");
	SAME(c.name, "some/where/case.yaml");
	assert_true(in->named);
	assert_int_equal(in->bytes, sizeof(whole) - 1);
	assert_int_equal(in->sha256.n, 64);
	ed_case_free(&c);
}

/* A section that is not given leaves no facts: nobody asked. */
static void silence_is_kept(void **state)
{
	struct ed_error err = {""};
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	assert_true(ed_load_case_text(
	    &c, "c", ".", ED_STR("endpoint: {gateway: none}\n"), &err));
	assert_null(c.facts.account);
	assert_null(c.facts.device);
	assert_null(c.facts.ca);
	assert_null(c.facts.request_template);
	assert_null(c.facts.lookups);
	assert_non_null(c.facts.endpoint);
	assert_int_equal(c.facts.endpoint->gateway, ED_NO);
	assert_int_equal(c.facts.endpoint->port, 0);
	assert_int_equal(c.facts.endpoint->certificate_only, ED_UNSAID);
	assert_int_equal(c.scope, 0);
	assert_int_equal(c.since, 0);
	assert_int_equal(c.affected, ED_AFFECTED_UNSAID);
	ed_case_free(&c);
}

static const struct {
	const char *folder;
	const char *path;
	const char *expect;
} paths[] = {
    {".", "a", "a"},
    {".", "./a", "a"},
    {".", "././a/./b", "a/./b"},
    {".", ".", "."},
    {"", "a", "a"},
    {"x", "a", "x/a"},
    {"x", "./", "x"},
    {"x", ".", "x"},
    {"/", "a", "/a"},
    {"/x", "../a", "/x/../a"},
    {"x", "/a", "/a"},
    {"x", "-", "x/-"},
};

static void each_path(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(paths); i++) {
		struct ed_error err = {""};
		struct ed_case c;
		struct ed_str text;

		print_message("row: %s, %s\n", paths[i].folder, paths[i].path);
		ed_case_init(&c);
		text = ed_format(&c.arena, "evidence: '%s'\n", paths[i].path);
		assert_true(
		    ed_load_case_text(&c, "c", paths[i].folder, text, &err));
		assert_true(
		    ed_str_eq(PATH(c.evidence, 0), ed_str_of(paths[i].expect)));
		ed_case_free(&c);
	}
}

static const struct {
	struct ed_str bytes;
	bool is_case;
} recognised[] = {
    {ED_STR("user: {upn: a}\n"), true},
    {ED_STR("\xef\xbb\xbf# c\r\n\r\n---\r\nuser:\r\n  upn: a\r\n"), true},
    {ED_STR("# c\nevidence:\n- a\n"), true},
    {ED_STR("scope: [a"), true},
    {ED_STR("timezone:"), true},
    {ED_STR("user:alice"), false},
    {ED_STR("users: a"), false},
    {ED_STR("  user: a"), false},
    {ED_STR("user"), false},
    {ED_STR("check: certificate-upn\n"), false},
    {ED_STR(""), false},
    {ED_STR("# user: a\n"), false},
    {ED_STR("user: \xff\n"), false},
    {ED_STR("-----BEGIN CERTIFICATE-----\nuse\n"), false},
    {ED_STR("<?xml version=\"1.0\"?>\n"), false},
    {ED_STR("\x30\x82\x01\x00"), false},
};

static void each_recognised(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(recognised); i++) {
		print_message("row: %.*s\n", ED_ARG(recognised[i].bytes));
		assert_int_equal(ed_loader_case.recognise(recognised[i].bytes),
		    recognised[i].is_case);
	}
}

static void found_in_a_folder(void **state)
{
	struct ed_input in = {.bytes = 1};
	struct ed_case c;

	(void)state;
	ed_case_init(&c);
	assert_true(ed_loader_case.load(&c, &in, ED_STR("user: {upn: a}\n")));
	SAME(in.kind, "case");
	assert_null(c.facts.account);
	ed_case_free(&c);
}

static void from_a_file(void **state)
{
	char name[] = "/tmp/easdoctor-case-XXXXXX";
	int fd = mkstemp(name);
	struct ed_error err = {""};
	struct ed_case c;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "evidence: e\n", 12), 12);
	close(fd);
	ed_case_init(&c);
	assert_true(ed_load_case(&c, name, &err));
	SAME(PATH(c.evidence, 0), "/tmp/e");
	/* printf 'evidence: e\n' | sha256sum */
	SAME(ED_ITEMS(c.inputs, struct ed_input *)[0]->sha256,
	    "91364b14ffce009a6d93d58e6c9c98f88c1ee6b5c8d7a01eab4defb43fde32ca");
	ed_case_free(&c);
	unlink(name);
	ed_case_init(&c);
	assert_false(ed_load_case(&c, name, &err));
	assert_non_null(strstr(err.text, name));
	ed_case_free(&c);
}

/* The case's words for stages are the rules'. */
static void stages_agree(void **state)
{
	(void)state;

	for (unsigned i = 0; i < ED_N_STAGES; i++) {
		struct ed_error err = {""};
		struct ed_case c;

		ed_case_init(&c);
		assert_true(ed_load_case_text(&c, "c", ".",
		    ed_format(&c.arena, "scope: %s\n", ed_stage_names[i]),
		    &err));
		assert_int_equal(c.scope, 1u << i);
		ed_case_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reads_everything),
	    cmocka_unit_test(silence_is_kept), cmocka_unit_test(each_path),
	    cmocka_unit_test(each_recognised),
	    cmocka_unit_test(found_in_a_folder), cmocka_unit_test(from_a_file),
	    cmocka_unit_test(stages_agree)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
