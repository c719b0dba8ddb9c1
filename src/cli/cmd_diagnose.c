/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"
#include "base/time.h"
#include "cli/canary.h"
#include "cli/diagnose.h"
#include "cli/endpoints.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "cli/probe_fleet.h"
#include "engine/rule.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct options {
	struct ed_outputs outputs; /* first: --format and -o write to it */
	const char *case_file;
	struct ed_probe_options probe;
	const char *user;
	const char *ack_file;
	const char *password_file;
	const char *scope;
	const char *as_of;
	const char *fail_on;
	struct ed_list symptoms;
	struct ed_list client_roots;
	struct ed_list server_roots;
	struct ed_list rules;
	struct ed_list plugins;
	bool exit_zero;
	bool quiet;
	unsigned verbose;
};

#define AT(field) offsetof(struct options, field)

static const struct ed_option options[] = {
    {"case", 'c', ED_OPTION_TEXT, AT(case_file), "FILE",
	"What should be true, as a case file", NULL},
    {"user", 'u', ED_OPTION_TEXT, AT(user), "UPN",
	"The account that should sync", NULL},
    {"endpoint", 0, ED_OPTION_TEXT, AT(probe.endpoint), "HOST[:PORT]",
	"Where devices connect: probed, unless --offline", NULL},
    {"endpoints", 0, ED_OPTION_TEXT, AT(probe.endpoints), "FILE",
	"Probe each HOST[:PORT] [ADDRESS[:PORT]] of a list", NULL},
    {"parallel", 0, ED_OPTION_TEXT, AT(probe.parallel), "N",
	"Endpoints of the list at once (default 32)", NULL},
    {"probe", 0, ED_OPTION_FLAG, AT(probe.probe), NULL,
	"Probe the endpoint that the case names", NULL},
    {"connect-to", 0, ED_OPTION_TEXT, AT(probe.connect_to), "ADDRESS[:PORT]",
	"Probe this node behind the endpoint's name", NULL},
    {"proxy", 0, ED_OPTION_TEXT, AT(probe.proxy), "HOST:PORT",
	"Probe through this HTTP proxy (CONNECT)", NULL},
    {"timeout", 0, ED_OPTION_TEXT, AT(probe.timeout), "SECONDS",
	"Of each step of the probe (default 25)", NULL},
    {"record", 0, ED_OPTION_TEXT, AT(probe.record), "FILE",
	"Keep what the probe saw, as evidence for later", NULL},
    {"upload-test", 0, ED_OPTION_FLAG, AT(probe.upload_test), NULL,
	"Also post 256 KiB that Exchange refuses", NULL},
    {"provision", 0, ED_OPTION_FLAG, AT(probe.provision), NULL,
	"Also ask for the policy, as a new device", NULL},
    {"folder-sync", 0, ED_OPTION_FLAG, AT(probe.folder_sync), NULL,
	"Also ask for the folders, as a new device", NULL},
    {"symptom", 's', ED_OPTION_TEXTS, AT(symptoms), "TEXT",
	"What was seen: \"Cannot Get Mail\", 403.16; repeatable", NULL},
    {"scope", 0, ED_OPTION_TEXT, AT(scope), "STAGES",
	"What must be judged: certificate,profile", NULL},
    {"client-roots", 0, ED_OPTION_TEXTS, AT(client_roots), "FILE",
	"CAs that the server trusts for clients; repeatable", NULL},
    {"server-roots", 0, ED_OPTION_TEXTS, AT(server_roots), "FILE",
	"CAs that devices trust for servers; repeatable", NULL},
    {"password-file", 0, ED_OPTION_TEXT, AT(password_file), "FILE",
	"First line is the password of PKCS#12 files", NULL},
    {"as-of", 0, ED_OPTION_TEXT, AT(as_of), "TIME",
	"Judge as of this RFC 3339 time, not now", NULL},
    {"offline", 0, ED_OPTION_FLAG, AT(probe.offline), NULL,
	"Use no network, whatever --endpoint says", NULL},
    {"rules", 0, ED_OPTION_TEXTS, AT(rules), "DIR",
	"A site's own words and severities; repeatable", NULL},
    {"plugin", 0, ED_OPTION_TEXTS, AT(plugins), "FILE",
	"More checks, from a shared object; repeatable", NULL},
    {"format", 'f', ED_OPTION_CALL, AT(outputs), "NAME",
	"Format of the next -o, or of standard output", ed_take_format},
    {"output", 'o', ED_OPTION_CALL, AT(outputs), "FILE",
	"Write a report there; repeatable", ed_take_output},
    {"ack", 0, ED_OPTION_TEXT, AT(ack_file), "FILE",
	"Findings that are accepted: shown, and no warning", NULL},
    {"privacy", 0, ED_OPTION_TEXT, AT(outputs.privacy), "LEVEL",
	"none, internal (default of -o), vendor or public", NULL},
    {"privacy-key", 0, ED_OPTION_TEXT, AT(outputs.privacy_key), "FILE",
	"Makes names that are the same in every run", NULL},
    {"privacy-map", 0, ED_OPTION_TEXT, AT(outputs.privacy_map), "FILE",
	"Write there which name stands for what (0600)", NULL},
    {"fail-on", 0, ED_OPTION_TEXT, AT(fail_on), "WHAT",
	"warning (default) or blocked: warnings exit 0", NULL},
    {"exit-zero", 0, ED_OPTION_FLAG, AT(exit_zero), NULL,
	"Exit 0 whenever a report was written", NULL},
    {"quiet", 'q', ED_OPTION_FLAG, AT(quiet), NULL,
	"One line; none when healthy", NULL},
    {"verbose", 'v', ED_OPTION_COUNT, AT(verbose), NULL,
	"More: -v findings and ledgers, -vv everything", NULL},
    {0}};

static bool unknown_stage(
    struct ed_arena *arena, struct ed_str word, struct ed_error *err)
{
	const char *near = ed_nearest(word, ed_stage_names);

	if (near)
		return ed_fail(err,
		    "--scope: no stage \"%.*s\", did you mean \"%s\"?",
		    ED_ARG(word), near);
	return ed_fail(err, "--scope: no stage \"%.*s\"; there is %.*s",
	    ED_ARG(word), ED_ARG(ed_either(arena, ed_stage_names)));
}

static bool parse_scope(struct ed_arena *arena, const char *text,
    unsigned *scope, struct ed_error *err)
{
	struct ed_str rest = ed_str_of(text);

	while (rest.n) {
		size_t comma = ed_str_find(rest, ED_STR(","));
		struct ed_str word = ed_str_trim(ed_str_sub(rest, 0, comma));
		size_t i = 0;

		while (ed_stage_names[i] &&
		       !ed_str_eq(word, ed_str_of(ed_stage_names[i])))
			i++;
		if (!ed_stage_names[i])
			return unknown_stage(arena, word, err);
		*scope |= 1u << i;
		rest = ed_str_sub(rest, comma + 1, rest.n);
	}
	return *scope || ed_fail(err, "--scope is empty");
}

/*
 * A bundle is a folder with a case.yaml: naming the folder is enough. What the
 * case names as evidence is then read; the whole folder if it names none.
 */
static void find_bundle(struct ed_arena *arena, struct ed_request *request)
{
	struct ed_str path;
	struct stat st;

	if (request->case_file || request->evidence.n != 1)
		return;
	path = ed_format(arena, "%s/case.yaml",
	    ED_ITEMS(request->evidence, const char *)[0]);
	if (stat(path.p, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	request->case_file = path.p;
	request->is_bundle = true;
}

static bool has_empty(const struct ed_list *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		if (!*ED_ITEMS(*texts, const char *)[i])
			return true;
	return false;
}

/* What a script's unset variable leaves behind must not pass for an answer. */
static bool read_statements(struct ed_arena *arena, const struct options *o,
    struct ed_request *request, struct ed_error *err)
{
	if (o->user && !ed_is_upn(ed_str_of(o->user)))
		return ed_fail(err,
		    "--user takes a UPN like alice@corp.example, not \"%s\"",
		    o->user);
	if (has_empty(&o->symptoms))
		return ed_fail(err, "--symptom is empty");
	if (o->scope && !parse_scope(arena, o->scope, &request->scope, err))
		return false;
	if (o->as_of && !ed_time_parse(ed_str_of(o->as_of), &request->as_of))
		return ed_fail(err,
		    "--as-of takes a time like 2026-11-18T08:00:00Z, not "
		    "\"%s\"",
		    o->as_of);
	request->has_as_of = o->as_of != NULL;
	return true;
}

static bool make_request(struct ed_arena *arena, const struct options *o,
    const struct ed_knowledge *knowledge, struct ed_request *request,
    struct ed_error *err)
{
	request->case_file = o->case_file;
	request->upn = o->user;
	request->password_file = o->password_file;
	request->ack_file = o->ack_file;
	request->symptoms = o->symptoms;
	request->client_roots = o->client_roots;
	request->server_roots = o->server_roots;
	request->rules = &knowledge->rules;
	request->registry = &knowledge->registry;
	if (!read_statements(arena, o, request, err))
		return false;
	find_bundle(arena, request);
	if (!ed_probe_wish(&o->probe, &request->probe, err))
		return false;
	if (request->evidence.n || request->case_file || request->symptoms.n ||
	    request->probe.wanted)
		return true;
	return ed_fail(err,
	    "nothing to look at: name files or folders of evidence, a --case, "
	    "a --symptom or an --endpoint%s",
	    o->probe.endpoint ? "; --offline keeps that from being asked" : "");
}

static int exit_code(const struct options *o, int code)
{
	if (o->exit_zero)
		return ED_EXIT_HEALTHY;
	if (o->fail_on && strcmp(o->fail_on, "blocked") == 0 &&
	    code == ED_EXIT_WARNING)
		return ED_EXIT_HEALTHY;
	return code;
}

static int write_report(struct options *o, const struct ed_report *report)
{
	const int code = report->verdict.exit_code;
	struct ed_error err;

	o->outputs.quiet = o->quiet;
	o->outputs.verbose = o->verbose;
	o->outputs.silent = o->quiet && code == ED_EXIT_HEALTHY;
	if (!ed_write_outputs(&o->outputs, report, &err))
		return ed_complain("%s", err.text);
	return exit_code(o, code);
}

/* Their reports are lines on standard output. */
static bool make_fleet(struct ed_arena *arena, const struct options *o,
    struct ed_fleet_wish *fleet, struct ed_error *err)
{
	const struct ed_reporter *format = o->outputs.format;

	if (o->outputs.items.n)
		return ed_fail(err, "--endpoints writes lines to standard "
				    "output: --output cannot be given");
	if (o->outputs.privacy && strcmp(o->outputs.privacy, "none") != 0)
		return ed_fail(err, "--endpoints writes lines that name them: "
				    "--privacy cannot be given");
	if (format && strcmp(format->name, "json") != 0 &&
	    strcmp(format->name, "text") != 0)
		return ed_fail(
		    err, "--endpoints knows the formats text and json");
	fleet->json = format && strcmp(format->name, "json") == 0;
	fleet->quiet = o->quiet;
	return ed_endpoints_read(
	    arena, o->probe.endpoints, &fleet->endpoints, err);
}

static int diagnose_many(struct ed_arena *arena, const struct options *o,
    const struct ed_request *request)
{
	struct ed_fleet_counts counts = {0};
	struct ed_fleet_wish fleet = {0};
	struct ed_error err;

	if (!make_fleet(arena, o, &fleet, &err))
		return ed_usage_error("diagnose", "%s", err.text);
	if (!ed_probe_fleet(request, &fleet, &counts, &err))
		return ed_complain("%s", err.text);
	if (!o->quiet)
		fprintf(stderr,
		    "easdoctor: %zu endpoints: %u healthy, %u with warnings, "
		    "%u blocked, %u unknown\n",
		    fleet.endpoints.n, counts.n[ED_EXIT_HEALTHY],
		    counts.n[ED_EXIT_WARNING], counts.n[ED_EXIT_BLOCKED],
		    counts.n[ED_EXIT_UNKNOWN]);
	return exit_code(o, ed_fleet_exit(&counts));
}

static int diagnose(
    struct ed_arena *arena, struct options *o, const struct ed_list *operands)
{
	struct ed_request request = {.evidence = *operands};
	struct ed_knowledge knowledge;
	struct ed_diagnosed diagnosed;
	struct ed_error err;
	int code;

	if (o->fail_on && strcmp(o->fail_on, "blocked") != 0 &&
	    strcmp(o->fail_on, "warning") != 0)
		return ed_usage_error(
		    "diagnose", "--fail-on takes warning or blocked");
	if (!ed_outputs_check(&o->outputs, &err))
		return ed_usage_error("diagnose", "%s", err.text);
	if (!ed_knowledge_load(arena, &o->plugins, &o->rules, &knowledge, &err))
		return ed_complain("%s", err.text);
	if (!make_request(arena, o, &knowledge, &request, &err))
		return ed_usage_error("diagnose", "%s", err.text);
	if (!ed_canary_sings(&knowledge, &err))
		return ed_complain("%s; no verdict can be trusted", err.text);
	if (o->probe.endpoints)
		return diagnose_many(arena, o, &request);
	if (!ed_diagnose(&request, &diagnosed, &err))
		return ed_complain("%s", err.text);
	o->outputs.parts = &diagnosed.parts;
	code = write_report(o, &diagnosed.report);
	ed_diagnosed_free(&diagnosed);
	return code;
}

static int run(
    struct ed_arena *arena, void *into, const struct ed_list *operands)
{
	struct options *o = into;

	o->outputs.arena = arena;
	return diagnose(arena, o, operands);
}

const struct ed_command_line ed_command_diagnose = {
    .name = "diagnose",
    .operands = "[EVIDENCE]…",
    .summary = "Find the cause: read evidence, rank causes, say what to do",
    .details =
	"EVIDENCE is any mix of files and folders: certificates, private "
	"keys, PKCS#12,\nCRLs, configuration profiles, outputs of certutil, "
	"exports of the account and of\nthe registry, IIS configurations and "
	"logs, event logs, what cmdlets of Exchange\nprint, records of "
	"probes. What a file is, is found from its content; \"-\" is\n"
	"standard input. A folder with a case.yaml is a whole case.\n\nThe "
	"network is used only for "
	"--endpoint, --endpoints and --probe. The probe\nshakes hands and "
	"asks OPTIONS, with the device's certificate if its private\nkey is "
	"in evidence; it leaves nothing behind. --provision and --folder-sync"
	"\nleave a device in the mailbox; how to remove it is then said.\n\nOf "
	"many "
	"--endpoints (\"-\" reads the list from standard input) each gives "
	"one\nline in the list's order: its state, its first cause, when each "
	"TLS version asks\nfor a certificate. With --format json each is an "
	"object (NDJSON).\n\nExit codes: "
	"0 healthy, 1 warnings, 2 "
	"sync is blocked, "
	"3 could not tell.\n",
    .examples =
	"  easdoctor diagnose device.pem profile.mobileconfig\n"
	"  easdoctor diagnose --user alice@corp.example -s 403.16 device.p12 "
	"\\\n      --password-file device.pw --client-roots corp-root.pem\n"
	"  easdoctor diagnose --endpoint mail.corp.example --record "
	"probe.json \\\n      --password-file device.pw device.p12\n"
	"  easdoctor diagnose --endpoints nodes.txt -f json --case case.yaml\n"
	"  easdoctor diagnose --case case.yaml -f json -o report.json\n",
    .options = options,
    .size = sizeof(struct options),
    .run = run,
};
