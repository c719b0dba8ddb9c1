/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x-issuer: the certificate must come from the CA that the case names.
 *
 * A plugin is a check like any other, with its rule beside it. Build it
 * against the installed headers:
 *
 *   cc -std=c17 -shared -fPIC $(pkg-config --cflags easdoctor) \
 *       -o x_issuer.so x_issuer.c
 *   easdoctor diagnose --plugin ./x_issuer.so --case case.yaml
 */
#include <easdoctor/plugin.h>

#define COMMON_NAME ED_STR("2.5.4.3")

static bool is_named(const struct ed_name *name, struct ed_str wanted)
{
	for (size_t i = 0; i < name->n_attributes; i++)
		if (ed_str_eq(name->attributes[i].oid, COMMON_NAME) &&
		    ed_str_ieq(name->attributes[i].value, wanted))
			return true;
	return false;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_certificate *cert = subject;

	if (!facts->ca || !facts->ca->name.n) {
		ed_not_asked(out, "other-ca", "the case names no CA");
		return;
	}
	ed_settle(out, "other-ca", !is_named(&cert->issuer, facts->ca->name),
	    cert->ref,
	    ED_VALUES({"issuer", ED_DN, cert->issuer.text},
		{"ca", ED_TEXT, facts->ca->name}));
}

static const struct ed_check check = {
    .id = "x-issuer",
    .title = "The certificate comes from the CA of the case",
    .each = ED_CERTIFICATE,
    .findings = ED_FINDINGS({"other-ca", 0}),
    .run = run,
};

static const struct ed_check *const checks[] = {&check, NULL};

static const char *const rules[] = {
    "check: x-issuer\n"
    "supply: The device's certificate and the name of the CA in the case.\n"
    "who: pki\n"
    "cost: free\n"
    "findings:\n"
    "  - id: other-ca\n"
    "    kind: cause\n"
    "    title: The certificate comes from another CA than the case names\n"
    "    stage: certificate\n"
    "    bites: validate\n"
    "    blocks: user\n"
    "    prior: occasional\n"
    "    proof: never\n"
    "    basis: memory\n"
    "    owner: pki\n"
    "    explains:\n"
    "      - { finding: http/403-16, strength: often,\n"
    "          via: the server does not know that CA }\n"
    "    text: The certificate was issued by {issuer}, not by {ca}.\n"
    "    fix: [ 'Point the request template of the UEM at {ca}.' ]\n"
    "    undo: Point it back.\n"
    "    risk: none\n"
    "    verify:\n"
    "      - { shell: sh, run: 'openssl x509 -in {file} -noout -issuer' }\n"
    "    handoff: Devices get certificates of a CA that is not the one "
    "agreed on.\n"
    "    cite: [ The case file ]\n",
    NULL};

ED_PLUGIN("issuer of the case", checks, rules);
