/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/canary.h"

#include "base/case.h"
#include "base/encoding.h"
#include "derive/derive.h"
#include "engine/rank.h"
#include "load/loader.h"

/* Made for this purpose: CN=canary, serverAuth only, UPN and email right. */
static const char certificate[] =
    "MIIBpzCCAU6gAwIBAgIBATAKBggqhkjOPQQDAjARMQ8wDQYDVQQDDAZjYW5hcnkw"
    "HhcNMjYxMTIzMDMxOTMwWhcNMzYxMTIwMDMxOTMwWjARMQ8wDQYDVQQDDAZjYW5h"
    "cnkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARVcLg6F5VsLog6q5xyw8L2cLpF"
    "P/nkn+PrXzdwk1A57CY572s9IQLXteWhkMvof4ITNLxYTclqI5cw47DAEbqWo4GW"
    "MIGTME0GA1UdEQRGMESgKAYKKwYBBAGCNxQCA6AaDBhjYW5hcnlAZWFzZG9jdG9y"
    "LmV4YW1wbGWBGGNhbmFyeUBlYXNkb2N0b3IuZXhhbXBsZTATBgNVHSUEDDAKBggr"
    "BgEFBQcDATAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFDqQ1H4Wvy3DNUCRiFdi"
    "ADtlFha8MAoGCCqGSM49BAMCA0cAMEQCIBG1SQ3umrHJp1D1B3YLF/1AKhWxapCD"
    "pcjH8DoBJhxGAiAab4E+smnv7q09MVaBcHGXrXWQzv/k6rA272YGD7aPbQ==";

enum { IN_2027 = 1798761600 };

static const struct {
	const char *id;
	enum ed_state state;
} answers[] = {
    {"certificate-eku/no-client-auth", ED_PRESENT},
    {"certificate-upn/missing", ED_ABSENT},
    {"certificate-upn/mismatch", ED_ABSENT},
    {"certificate-validity/expired", ED_ABSENT},
    {"profile-host/empty", ED_NOT_ASKED},
};

static bool load(struct ed_case *c, struct ed_error *err)
{
	static const char expected[] =
	    "user: { upn: CANARY@easdoctor.example }\n"
	    "observed: [ \"Cannot Get Mail\" ]\n";
	struct ed_str der;

	c->facts.as_of = IN_2027;
	return ed_load_case_text(c, "canary", ".", ed_str_of(expected), err) &&
	       ed_base64_decode(&c->arena, ed_str_of(certificate), &der) &&
	       ed_load_certificate_der(c, (struct ed_ref){0}, der, err);
}

static bool answers_hold(
    const struct ed_findings *findings, struct ed_error *err)
{
	size_t held = 0;

	for (size_t k = 0; k < ED_COUNT(answers); k++)
		for (size_t i = 0; i < findings->n; i++)
			held += ed_str_eq(findings->items[i].rule->id,
				    ed_str_of(answers[k].id)) &&
				findings->items[i].state == answers[k].state;
	if (held == ED_COUNT(answers))
		return true;
	return ed_fail(err,
	    "the built-in test case was judged wrongly (%zu of %zu findings "
	    "right)",
	    held, ED_COUNT(answers));
}

static bool ranks_right(
    const struct ed_diagnosis *diagnosis, struct ed_error *err)
{
	if (diagnosis->n_causes &&
	    ed_str_eq(
		diagnosis->causes[0].rule->id, ed_str_of(answers[0].id)) &&
	    diagnosis->causes[0].certainty == ED_PROVEN)
		return true;
	return ed_fail(err, "the built-in test case was ranked wrongly");
}

bool ed_canary_sings(const struct ed_knowledge *knowledge, struct ed_error *err)
{
	const struct ed_rank_context context = {0};
	struct ed_findings findings;
	struct ed_diagnosis diagnosis;
	struct ed_case c;
	bool good;

	ed_case_init(&c);
	if (!load(&c, err)) {
		ed_case_free(&c);
		return ed_fail(err, "the built-in test case cannot be read");
	}
	ed_derive(&c);
	ed_run(
	    &c, &knowledge->registry, &knowledge->rules, &c.arena, &findings);
	ed_rank(&knowledge->rules, &findings, &context, &c.arena, &diagnosis);
	good = answers_hold(&findings, err) && ranks_right(&diagnosis, err);
	ed_case_free(&c);
	return good;
}
