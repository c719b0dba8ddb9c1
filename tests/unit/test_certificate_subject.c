/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <string.h>

#define CN "2.5.4.3"
#define OU "2.5.4.11"
#define O "2.5.4.10"
#define S "2.5.4.8"
#define DC "0.9.2342.19200300.100.1.25"
#define E "1.2.840.113549.1.9.1"

struct item {
	const char *oid;
	struct ed_str value;
	unsigned rdn;
};

static const struct ed_lookup lookups[] = {
    {ED_STR("EnrollmentUser"), ED_STR("ann")},
    {ED_STR("Name"), ED_STR("Ex, Ann \"A\"")},
    {ED_STR("Dn"), ED_STR("CN=ann,OU=Sales")},
    {ED_STR("Empty"), ED_STR("")},
};

/* The subject as it stands in the DER, and what the template asks for. */
static const struct {
	const char *name;
	struct item items[4];
	const char *template;
	const char *expect;
} names[] = {
    /* clang-format off */
    { "same", {{ CN, ED_STR("ann"), 0 }}, "CN={EnrollmentUser}", "" },
    { "other", {{ CN, ED_STR("bob"), 0 }}, "CN={EnrollmentUser}", "mismatch" },
    { "case of all", {{ CN, ED_STR("ANN"), 0 }}, "cn={enrollmentuser}", "" },
    { "well-known lookup", {{ CN, ED_STR("ann@ex.test"), 0 }},
	"CN={UserPrincipalName}", "" },
    { "another well-known", {{ E, ED_STR("a@mail.test"), 0 }},
	"E={EmailAddress}", "" },
    { "lookup inside", {{ CN, ED_STR("UEM.ann.x"), 0 }},
	"CN=UEM.{EnrollmentUser}.x", "" },
    { "lookup nobody gave", {{ CN, ED_STR("ann"), 0 }}, "CN={DeviceUid}",
	"mismatch=unknown" },
    { "most specific first",
	{{ DC, ED_STR("test"), 0 }, { OU, ED_STR("Sales"), 1 },
	 { CN, ED_STR("ann"), 2 }}, "CN=ann,OU=Sales,DC=test", "" },
    { "most specific last",
	{{ DC, ED_STR("test"), 0 }, { OU, ED_STR("Sales"), 1 },
	 { CN, ED_STR("ann"), 2 }}, "DC=test, OU=Sales, CN=ann", "" },
    { "another order",
	{{ DC, ED_STR("test"), 0 }, { OU, ED_STR("Sales"), 1 },
	 { CN, ED_STR("ann"), 2 }}, "OU=Sales,CN=ann,DC=test", "mismatch" },
    { "one RDN more", {{ CN, ED_STR("ann"), 0 }, { OU, ED_STR("x"), 1 }},
	"CN=ann", "mismatch" },
    { "one RDN less", {{ CN, ED_STR("ann"), 0 }}, "CN=ann,OU=x", "mismatch" },
    { "several values as a set",
	{{ CN, ED_STR("ann"), 0 }, { E, ED_STR("a@b"), 0 }},
	"emailAddress=a@b+CN=ann", "" },
    { "several values are not several RDNs",
	{{ CN, ED_STR("ann"), 0 }, { E, ED_STR("a@b"), 0 }}, "E=a@b,CN=ann",
	"mismatch" },
    { "several RDNs are not several values",
	{{ CN, ED_STR("ann"), 0 }, { E, ED_STR("a@b"), 1 }}, "E=a@b+CN=ann",
	"mismatch" },
    { "blanks", {{ CN, ED_STR("ann  b"), 0 }}, "CN = \tann b ", "" },
    { "Windows keywords",
	{{ S, ED_STR("BW"), 0 }, { E, ED_STR("a@b"), 1 }}, "E=a@b, S=BW", "" },
    { "RFC keywords", {{ S, ED_STR("BW"), 0 }}, "ST=BW", "" },
    { "OID", {{ CN, ED_STR("ann"), 0 }}, "OID.2.5.4.3=ann", "" },
    { "bare OID", {{ "1.2.3", ED_STR("x"), 0 }}, "1.2.3=x", "" },
    { "quotes of Windows", {{ O, ED_STR("Ex, \"A\" Inc."), 0 }},
	"O=\"Ex, \"\"A\"\" Inc.\"", "" },
    { "escapes of RFC 4514", {{ O, ED_STR("Ex, \"A\" Inc."), 0 }},
	"O=Ex\\, \\\"A\\\" Inc\\2E", "" },
    { "comma in a lookup value", {{ CN, ED_STR("Ex, Ann \"A\""), 0 }},
	"CN={Name}", "" },
    { "comma in a quoted lookup value", {{ CN, ED_STR("Ex, Ann \"A\""), 0 }},
	"CN=\"{Name}\"", "" },
    { "a whole name from a lookup",
	{{ OU, ED_STR("Sales"), 0 }, { CN, ED_STR("ann"), 1 }}, "{Dn}", "" },
    { "empty lookup value", {{ CN, ED_STR("ann"), 0 }}, "CN={Empty}",
	"mismatch" },
    { "keyword not known", {{ CN, ED_STR("ann"), 0 }}, "NAME=ann",
	"mismatch=unknown" },
    { "no =", {{ CN, ED_STR("ann"), 0 }}, "ann", "mismatch=unknown" },
    { "quote does not end", {{ CN, ED_STR("ann"), 0 }}, "CN=\"ann",
	"mismatch=unknown" },
    { "text behind a quote", {{ CN, ED_STR("ann"), 0 }}, "CN=\"ann\"b",
	"mismatch=unknown" },
    { "hex", {{ CN, ED_STR("ann"), 0 }}, "CN=#0C03616E6E",
	"mismatch=unknown" },
    { "ends in a backslash", {{ CN, ED_STR("ann\\"), 0 }}, "CN=ann\\", "" },
    { "letters outside ASCII, same", {{ CN, ED_STR("J\xc3\xb6rg"), 0 }},
	"CN=J\xc3\xb6rg", "" },
    { "letters outside ASCII, other case",
	{{ CN, ED_STR("\xc3\x84nn"), 0 }}, "CN=\xc3\xa4nn",
	"mismatch=unknown" },
    { "letters outside ASCII, other name",
	{{ CN, ED_STR("\xc3\x84nn"), 0 }}, "CN=\xc3\xa4nni", "mismatch" },
    { "no template", {{ CN, ED_STR("ann"), 0 }}, "", "mismatch=not_asked" },
    { "lookup left in the name", {{ CN, ED_STR("{EnrollmentUser}"), 0 }},
	"CN={EnrollmentUser}", "mismatch unexpanded-lookup" },
    { "translated lookup", {{ CN, ED_STR("x{Email Nome}y"), 0 }}, "",
	"mismatch=not_asked unexpanded-lookup" },
    { "a GUID in braces",
	{{ CN, ED_STR("{8d0e5bd1-7c47-41e2-a1a5-3d8d3b1c9f00}"), 0 }}, "",
	"mismatch=not_asked" },
    { "a GUID and a lookup",
	{{ CN, ED_STR("{8d0e5bd1-7c47-41e2-a1a5-3d8d3b1c9f00}{X}"), 0 }}, "",
	"mismatch=not_asked unexpanded-lookup" },
    { "braces that do not pair", {{ CN, ED_STR("}a{b"), 0 }}, "",
	"mismatch=not_asked" },
    { "empty braces", {{ CN, ED_STR("a{}"), 0 }}, "", "mismatch=not_asked" },
    { "empty CN", {{ CN, ED_STR(""), 0 }}, "",
	"mismatch=not_asked empty-attribute" },
    { "blank E", {{ CN, ED_STR("ann"), 0 }, { E, ED_STR(" "), 1 }}, "",
	"mismatch=not_asked empty-attribute" },
    { "no subject at all", {{ NULL, ED_STR(""), 0 }}, "",
	"mismatch=not_asked" },
    { "no subject, but asked for", {{ NULL, ED_STR(""), 0 }}, "CN=ann",
	"mismatch" },
    /* clang-format on */
};

static void each_name(void **state)
{
	const struct ed_account account = {
	    .email = ED_STR("a@mail.test"), .upn = ED_STR("ann@ex.test")};
	const struct ed_ca ca = {.service_account = ED_STR("EX\\svc-uem")};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(names); i++) {
		const struct ed_template template = {
		    .subject = ed_str_of(names[i].template)};
		const struct ed_facts facts = {.account = &account,
		    .ca = &ca,
		    .request_template = &template,
		    .lookups = lookups,
		    .n_lookups = ED_COUNT(lookups)};
		struct ed_attribute attributes[4];
		struct ed_certificate cert = {.subject.attributes = attributes};

		print_message("row: %s\n", names[i].name);
		for (size_t k = 0; k < 4 && names[i].items[k].oid; k++)
			attributes[cert.subject.n_attributes++] =
			    (struct ed_attribute){
				.oid = ed_str_of(names[i].items[k].oid),
				.value = names[i].items[k].value,
				.rdn = names[i].items[k].rdn};
		ed_expect(
		    "certificate-subject", &facts, &cert, names[i].expect);
	}
}

static const struct {
	const char *name;
	const char *service;
	const char *account;
	const char *cn;
	const char *upn;
	const char *expect;
} requesters[] = {
    /* clang-format off */
    { "neither", "EX\\svc-uem", "ann@ex.test", "ann", "ann@ex.test",
	"mismatch=not_asked" },
    { "UPN", "EX\\svc-uem", "ann@ex.test", "ann", "svc-uem@ex.test",
	"mismatch=not_asked requester-identity" },
    { "CN", "EX\\svc-uem", "ann@ex.test", "SVC-UEM", "ann@ex.test",
	"mismatch=not_asked requester-identity" },
    { "CN as domain name", "svc-uem", "ann@ex.test", "EX\\svc-uem", "a@b",
	"mismatch=not_asked requester-identity" },
    { "given as UPN", "svc-uem@ex.test", "", "x", "SVC-uem@ex.test",
	"mismatch=not_asked requester-identity" },
    { "only begins so", "EX\\svc", "", "svc-uem", "svc-uem@ex.test",
	"mismatch=not_asked" },
    { "test with the service account", "EX\\svc-uem", "svc-uem@ex.test",
	"svc-uem", "svc-uem@ex.test",
	"mismatch=not_asked" },
    { "nobody said", "", "", "svc-uem", "svc-uem@ex.test",
	"mismatch=not_asked requester-identity=not_asked" },
    { "only a domain", "EX\\", "", "", "", "mismatch=not_asked" },
    /* clang-format on */
};

static void each_requester(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(requesters); i++) {
		const struct ed_ca ca = {
		    .service_account = ed_str_of(requesters[i].service)};
		const struct ed_account account = {
		    .upn = ed_str_of(requesters[i].account)};
		const struct ed_facts facts = {.ca = &ca, .account = &account};
		const struct ed_attribute cn = {
		    .oid = ED_STR(CN), .value = ed_str_of(requesters[i].cn)};
		const struct ed_upn upn = {
		    .value = ed_str_of(requesters[i].upn)};
		const struct ed_certificate cert = {
		    .subject = {.attributes = &cn,
			.n_attributes = cn.value.n != 0},
		    .upns = &upn,
		    .n_upns = 1};

		print_message("row: %s\n", requesters[i].name);
		ed_expect(
		    "certificate-subject", &facts, &cert, requesters[i].expect);
	}
}

/* What is there is told even when something else cannot be read. */
static const struct {
	const char *name;
	unsigned unreadable;
	const char *upn;
	const char *san;
	const char *expect;
} damages[] = {
    /* clang-format off */
    { "none", 0, "ann@ex.test", "ann@ex.test", "" },
    { "lookup in the UPN", 0, "{UserPrincipalName}", "ann@ex.test",
	"unexpanded-lookup" },
    { "lookup in the address", 0, "ann@ex.test", "{EmailAddress}",
	"unexpanded-lookup" },
    { "subject", ED_PART_SUBJECT, "ann@ex.test", "ann@ex.test",
	"mismatch=unknown unexpanded-lookup=unknown empty-attribute=unknown "
	"requester-identity=unknown" },
    { "subject, and a lookup", ED_PART_SUBJECT, "{X}", "ann@ex.test",
	"mismatch=unknown unexpanded-lookup empty-attribute=unknown "
	"requester-identity=unknown" },
    { "subject, and the requester", ED_PART_SUBJECT, "svc@ex.test", "x",
	"mismatch=unknown unexpanded-lookup=unknown empty-attribute=unknown "
	"requester-identity" },
    { "SAN", ED_PART_SAN, "ann@ex.test", "ann@ex.test",
	"unexpanded-lookup=unknown requester-identity=unknown" },
    { "EKU", ED_PART_EKU, "ann@ex.test", "ann@ex.test", "" },
    /* clang-format on */
};

static void each_damage(void **state)
{
	const struct ed_ca ca = {.service_account = ED_STR("svc")};
	const struct ed_template template = {.subject = ED_STR("CN=ann")};
	const struct ed_facts facts = {
	    .ca = &ca, .request_template = &template};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(damages); i++) {
		const struct ed_upn upn = {.value = ed_str_of(damages[i].upn)};
		const struct ed_san san = {.value = ed_str_of(damages[i].san)};
		struct ed_certificate cert = ed_good_certificate;

		print_message("row: %s\n", damages[i].name);
		cert.unreadable = damages[i].unreadable;
		cert.upns = &upn;
		cert.sans = &san;
		if (cert.unreadable & ED_PART_SUBJECT)
			cert.subject.n_attributes = 0;
		ed_expect(
		    "certificate-subject", &facts, &cert, damages[i].expect);
	}
}

static void says_what_is_wrong(void **state)
{
	const struct ed_template template = {.subject = ED_STR("CN={Nick}")};
	const struct ed_lookup nick = {ED_STR("Nick"), ED_STR("annie")};
	struct ed_facts facts = {.request_template = &template};

	(void)state;
	ed_expect_said("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch",
	    "reason=the template's subject holds {Nick}, and nobody gave that "
	    "lookup's value");
	facts.lookups = &nick;
	facts.n_lookups = 1;
	ed_expect_said("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch", "expected=CN=annie\ntemplate=CN={Nick}");
	ed_expect_said("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch", "at=2.5.4.3\nquote=CN=ann");
}

/* Longer than a name may be, in the template and by its lookups. */
static void too_long(void **state)
{
	static char many[5000];
	const struct ed_lookup long_one = {
	    ED_STR("Long"), {many, sizeof(many)}};
	const struct ed_template by_lookup = {.subject = ED_STR("CN={Long}")};
	const struct ed_template by_text = {.subject = {many, sizeof(many)}};
	struct ed_facts facts = {.request_template = &by_lookup,
	    .lookups = &long_one,
	    .n_lookups = 1};

	(void)state;
	memset(many, 'a', sizeof(many));
	ed_expect("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch=unknown requester-identity=not_asked");
	facts.request_template = &by_text;
	ed_expect("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch=unknown requester-identity=not_asked");
	for (size_t i = 0; i + 4 < sizeof(many); i += 4)
		memcpy(many + i, "O=a,", 4);
	facts.request_template =
	    &(const struct ed_template){.subject = {many, 4000}};
	ed_expect("certificate-subject", &facts, &ed_good_certificate,
	    "mismatch=unknown requester-identity=not_asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_name),
	    cmocka_unit_test(each_requester), cmocka_unit_test(each_damage),
	    cmocka_unit_test(says_what_is_wrong), cmocka_unit_test(too_long)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
