/* SPDX-License-Identifier: Apache-2.0 */
/* Who comes first, who is whose consequence, who ties: a row per clause. */
#include "ed_test.h"
#include "rank_text.h"

struct row {
	const char *name;
	const char *rules;
	const char *findings;
	const char *expect;
};

static const struct row orders[] = {
    /* clang-format off */
    /* Certainty, then hop, then score, then id. */
    { "proven before likely before possible, whatever the hop",
      "cause a issue makes=s:always; cause b deliver makes=u:always,v:always; cause c map makes=t:always; symptom s; symptom t; symptom u never; symptom v",
      "+c ?a ?b +s +t +u +v",
      "c proven explains, b likely explains, a possible explains" },
    { "then by hop",
      "cause a map makes=s:always; cause b ask makes=s:always; symptom s",
      "+a +b +s", "b proven explains, a proven explains" },
    { "then by score",
      "cause a rare makes=s:always; cause b common makes=s:always; symptom s",
      "+a +b +s", "b proven explains, a proven explains" },
    { "then by id", "cause b makes=s:always; cause a makes=s:always; symptom s",
      "+a +b +s", "a proven explains, b proven explains" },
    { "likely by hop, though another scores more",
      "cause a map never makes=s:always,t:always; cause b ask never makes=u:often; symptom s; symptom t; symptom u",
      "+a +b +s +t +u", "b likely explains, a likely explains" },
    { "what was seen comes before what was not, whatever the hop",
      "cause a ask makes=s:usually,t:usually; cause b map never makes=s:rarely,t:rarely; symptom s; symptom t",
      "?a +b +s +t", "b likely explains ties a, a likely explains ties b" },
    { "of what was not seen the higher score, whatever the hop",
      "cause a ask makes=s:often; cause b map makes=s:always; symptom s",
      "?a ?b +s", "b possible explains ties a, a possible explains ties b" },

    /* Places. */
    { "each in its place",
      "cause a nothing; cause b later; cause c partly; cause d everyone never; cause e user; cause f partly makes=s:always; symptom s",
      "+a +b +c +d +e +f +s",
      "f proven explains, e proven stops-next, d possible suspect, c proven partly, b proven later, a proven nothing" },
    { "what stops next goes by hop",
      "cause a map; cause b connect; cause c operate; cause d user ask", "+a +b +c +d",
      "b proven stops-next, d proven stops-next, a proven stops-next, c proven stops-next" },
    { "what is proven to stop next comes before a guess",
      "cause a map; cause b ask makes=s:always; symptom s", "+a ?b +s",
      "a proven stops-next, b possible explains" },
    { "but not before a possible cause that was seen",
      "cause a map; cause b ask rare never makes=s:rarely; symptom s noisy", "+a +b +s",
      "b possible explains, a proven stops-next" },
    { "a guess comes before a suspect that explains nothing",
      "cause a ask never; cause b map makes=s:always; symptom s", "+a ?b +s",
      "b possible explains, a possible suspect" },
    { "unless the symptoms have their cause",
      "cause a ask makes=s:always,t:sometimes; cause b ask makes=t:always; cause c map never; cause d partly; symptom s; symptom t",
      "+a ?b +c +d +s +t",
      "a proven explains, c possible suspect, d proven partly, b possible explains" },
    { "when nothing fails, what stops next is first",
      "cause a connect partly; cause b map; symptom s", "+a +b -s",
      "b proven stops-next, a proven partly" },
    { "one that blocks later does not explain today",
      "cause a later makes=s:always; symptom s", "+a +s", "a proven later" },
    { "common alone is no suspicion", "cause a common", "?a", "" },

    /* Explaining away. */
    { "a likely cause leaves the others little",
      "cause a makes=s:always,t:always; cause b rare makes=s:always,t:always; symptom s; symptom t",
      "?a ?b +s +t", "a likely explains" },
    { "the one that the evidence favours, though it bites later",
      "cause a ask rare makes=s:often,t:often; cause b map common makes=s:always,t:always; symptom s; symptom t",
      "?a ?b +s +t", "b likely explains" },
    { "a proven one too",
      "cause a map; cause b makes=s:always,t:always; cause c operate makes=s:always,t:always; symptom s; symptom t",
      "?b +c +s +t", "c proven explains" },
    { "what it leaves unexplained is another's",
      "cause b makes=s:always,t:always; cause c operate makes=s:always,u:always; symptom s; symptom t never; symptom u",
      "?b +c +s +t +u", "c proven explains, b likely explains" },

    /* Ties. */
    { "within 3 dB: neither explains the other away",
      "cause a makes=s:always,t:always; cause b makes=s:usually,t:usually; symptom s; symptom t",
      "?a ?b +s +t", "a likely explains ties b, b likely explains ties a" },
    { "more than 3 dB is no tie",
      "cause a frequent makes=s:always; cause b occasional makes=s:usually; symptom s",
      "?a ?b +s", "a possible explains, b possible explains" },
    { "possible causes tie",
      "cause a makes=s:always; cause b makes=s:usually; symptom s",
      "?a ?b +s", "a possible explains ties b, b possible explains ties a" },
    { "proven causes do not",
      "cause a makes=s:always; cause b makes=t:always; symptom s; symptom t",
      "+a +b +s +t", "a proven explains, b proven explains" },
    { "not across places",
      "cause a never; cause b never makes=s:rarely; symptom s noisy",
      "+a +b +s", "b likely explains, a possible suspect" },
    { "three of a kind",
      "cause a makes=s:always; cause b makes=s:always; cause c makes=s:always; symptom s",
      "?a ?b ?c +s", "a possible explains ties b+c, b possible explains ties a+c, c possible explains ties a+b" },

    /* Consequences. */
    { "of a proven cause",
      "cause a issue makes=b:always; cause b makes=s:always; symptom s",
      "+a +b +s", "a proven explains, b proven consequence of a" },
    { "over one that was not seen",
      "cause a issue makes=b:always; cause b makes=c:always; cause c makes=s:always; symptom s",
      "+a ?b +c +s", "a proven explains, c proven consequence of a" },
    { "the most upstream",
      "cause a issue makes=b:always; cause b makes=c:always; cause c makes=s:always; symptom s",
      "+a +b +c +s", "a proven explains, b proven consequence of a, c proven consequence of a" },
    { "the most upstream, though another comes before it",
      "cause a map makes=b:always; cause b ask makes=c:always; cause c operate",
      "+a +b +c", "a proven stops-next, b proven consequence of a, c proven consequence of a" },
    { "not of one that attempts get past",
      "cause a ask makes=b:always; cause b map; cause c map makes=s:always; symptom s at=map",
      "+a +b +c +s", "c proven explains, a proven stops-next, b proven stops-next" },
    { "of one that attempts get past, as they do past what it makes",
      "cause a ask makes=b:always; cause b ask; cause c map makes=s:always; symptom s at=map",
      "+a +b +c +s", "c proven explains, a proven stops-next, b proven consequence of a" },
    { "what a cause makes does not show that an attempt got past it",
      "cause a ask makes=b:always; cause b map makes=s:always; symptom s at=map",
      "+a +b +s", "a proven explains, b proven consequence of a" },
    { "of a likely one",
      "cause a issue never makes=b:always,t:always; cause b never makes=s:always; symptom s; symptom t never",
      "+a +b +s +t", "a likely explains, b possible consequence of a" },
    { "not of a possible one",
      "cause a issue exotic never makes=b:rarely; cause b makes=s:always; symptom s",
      "+a +b +s", "b proven explains, a possible suspect" },
    { "what it makes speaks for it, even where that explains the rest away",
      "cause a issue rare never makes=b:usually; cause b makes=s:always; symptom s",
      "+a +b +s", "a likely explains, b proven consequence of a" },
    { "only for what was seen itself",
      "cause a issue rare never makes=b:usually; cause b makes=s:always; symptom s",
      "?a +b +s", "b proven explains" },
    { "a proven one is not of a likely one that nobody saw",
      "cause a issue never makes=b:rarely,t:always; cause b makes=s:always; symptom s; symptom t never",
      "?a +b +s +t", "b proven explains, a likely explains" },
    { "a ring: the first in order leads",
      "cause a map makes=b:always; cause b ask makes=a:always,s:always; symptom s",
      "+a +b +s", "b proven explains, a proven consequence of b" },
    { "only while the link's condition is not absent",
      "cause a issue makes=b:always:x; cause b makes=s:always; cause x nothing; symptom s",
      "+a +b -x +s", "b proven explains, a proven stops-next" },
    { "what only blocks later takes no rank from what blocks now",
      "cause a issue later makes=b:always; cause b makes=s:always; symptom s",
      "+a +b +s", "b proven explains, a proven later" },
    { "what blocks later is one of what blocks now",
      "cause a issue makes=b:always,s:always; cause b later; symptom s",
      "+a +b +s", "a proven explains, b proven consequence of a" },
    /* clang-format on */
};

/*
 * Two faults at once: which one hides the other? A request is stopped at the
 * first broken hop, so what it would have met later is not seen yet.
 */
static const char faults[] =
    "symptom device/cannot-get-mail seldom\n"
    "symptom device/password-prompt seldom\n"
    "symptom http/401 noisy group=http-401\n"
    "symptom http/401-without-scheme seldom group=http-401 parent=http/401\n"
    "symptom http/401-basic noisy group=http-401 parent=http/401\n"
    "symptom http/403 seldom group=http-403\n"
    "symptom http/403-by-iis seldom group=http-403 parent=http/403\n"
    "symptom http/403-13 never group=http-403 parent=http/403-by-iis "
    "at=validate\n"
    "symptom http/403-16 never group=http-403 parent=http/403-by-iis "
    "at=validate\n"
    "symptom http/403-17 never group=http-403 parent=http/403-by-iis "
    "at=validate\n"
    "symptom http/413 seldom at=operate\n"
    "cause certificate-upn/missing map everyone frequent "
    "makes=http/401-without-scheme:usually,device/password-prompt:often\n"
    "cause iis-mapping/off hand-over everyone frequent "
    "makes=http/401-without-scheme:always,device/password-prompt:often\n"
    "cause certificate-validity/expired validate user frequent "
    "makes=http/403-17:always\n"
    "cause ntauth/missing validate everyone occasional "
    "makes=http/403-16:usually\n"
    "cause profile-host/scheme-or-path connect user occasional "
    "makes=device/cannot-get-mail:usually\n"
    "cause certificate-eku/no-client-auth validate everyone frequent "
    "makes=http/403-16:usually\n"
    "cause mapping/not-strong map everyone frequent "
    "makes=http/401-without-scheme:usually,"
    "http/401-basic:usually:iis-authentication/others-on\n"
    "cause iis-authentication/others-on hand-over partly frequent "
    "makes=http/401-basic:always,device/password-prompt:usually\n"
    "cause crl/unreachable validate everyone occasional "
    "makes=http/403-13:always\n"
    "cause upload-buffer/small operate partly occasional "
    "makes=http/413:usually\n";

static const struct row examples[] = {
    /* clang-format off */
    /*
     * 1. With mapping off nobody asks Active Directory, so the missing UPN
     * is not looked at yet. Either would give this 401: both explain it.
     */
    { "UPN missing, mapping off", faults,
      "+certificate-upn/missing +iis-mapping/off +http/401-without-scheme -http/403",
      "iis-mapping/off proven explains, certificate-upn/missing proven explains" },
    /*
     * 2. Both are judged at one hop, and one answer is given: 403.17 tells
     * that time came first. The trust store is met after the renewal.
     */
    { "certificate expired, NTAuth missing", faults,
      "+certificate-validity/expired +ntauth/missing +http/403-17 -http/403-16",
      "certificate-validity/expired proven explains, ntauth/missing proven stops-next" },
    /* A probe sees the 403 without its number: the likelier one leads. */
    { "the same without the substatus", faults,
      "+certificate-validity/expired +ntauth/missing +http/403-by-iis ?http/403-16 ?http/403-17",
      "certificate-validity/expired proven explains, ntauth/missing proven explains" },
    /* 3. The device asks for a host that is none and never connects. */
    { "host with https://, no client authentication", faults,
      "+profile-host/scheme-or-path +certificate-eku/no-client-auth +device/cannot-get-mail -http/403-16",
      "profile-host/scheme-or-path proven explains, certificate-eku/no-client-auth proven stops-next" },
    /*
     * 4. Basic turns the clean failure of the mapping into a question for a
     * password; mapping is looked at only once the other schemes are off.
     */
    { "no strong mapping, Basic on", faults,
      "+mapping/not-strong +iis-authentication/others-on +http/401-basic +device/password-prompt",
      "iis-authentication/others-on proven explains, mapping/not-strong proven explains" },
    /* 5. No upload gets as far as the buffer while every request is 403. */
    { "CRL unreachable, small upload buffer", faults,
      "+crl/unreachable +upload-buffer/small +http/403-13 -http/413",
      "crl/unreachable proven explains, upload-buffer/small proven partly" },
    /* clang-format on */
};

static void run_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct rank_text text;

		print_message("row: %s\n", rows[i].name);
		rank_text_run(rows[i].rules, rows[i].findings, &text);
		assert_string_equal(rank_text_order(&text), rows[i].expect);
		rank_text_free(&text);
	}
}

static void each_order(void **state)
{
	(void)state;
	run_rows(orders, ED_COUNT(orders));
}

static void each_example(void **state)
{
	(void)state;
	run_rows(examples, ED_COUNT(examples));
}

/* The causes of the example in docs/ranking.md. */
static const char manual[] =
    "check certificate-upn free\n"
    "check iis-config admin\n"
    "symptom http/403 seldom\n"
    "symptom http/401-without-scheme seldom\n"
    "symptom device/password-prompt seldom\n"
    "cause ntauth/missing validate everyone occasional "
    "makes=http/403:usually,http/401-without-scheme:rarely "
    "check=iis-config\n"
    "cause iis-mapping/off hand-over everyone common "
    "makes=http/401-without-scheme:always,device/password-prompt:often "
    "check=iis-config\n"
    "cause certificate-upn/missing map everyone frequent "
    "makes=http/401-without-scheme:usually,device/password-prompt:often\n"
    "cause certificate-upn/mismatch map user frequent "
    "makes=http/401-without-scheme:usually,device/password-prompt:often "
    "check=certificate-upn\n";

static void the_manual_says_so(void **state)
{
	struct rank_text text;

	(void)state;
	rank_text_run(manual,
	    "+http/401-without-scheme +device/password-prompt -http/403 "
	    "-certificate-upn/missing ?certificate-upn/mismatch "
	    ".iis-mapping/off .ntauth/missing",
	    &text);
	assert_string_equal(
	    rank_text_order(&text), "iis-mapping/off likely explains");
	assert_string_equal(rank_text_ledger(&text, "iis-mapping/off"),
	    "274 = prior -95 device/password-prompt +170 "
	    "http/401-without-scheme +199");
	assert_string_equal(rank_text_next(&text),
	    "certificate-upn/mismatch>certificate-upn/mismatch/"
	    "iis-mapping/off, "
	    "iis-mapping/off>iis-mapping/off/certificate-upn/mismatch");
	rank_text_free(&text);

	rank_text_run(manual,
	    "+http/401-without-scheme +device/password-prompt -http/403 "
	    "+certificate-upn/missing -certificate-upn/mismatch",
	    &text);
	assert_string_equal(rank_text_order(&text),
	    "certificate-upn/missing proven explains, "
	    "iis-mapping/off possible explains");
	assert_string_equal(rank_text_ledger(&text, "certificate-upn/missing"),
	    "409 = prior -151 direct +200 device/password-prompt +170 "
	    "http/401-without-scheme +190");
	assert_string_equal(rank_text_ledger(&text, "iis-mapping/off"),
	    "-69 = prior -95 device/password-prompt +17 "
	    "http/401-without-scheme +9");
	rank_text_free(&text);
}

static void consequences_are_listed(void **state)
{
	const struct ed_candidate *first;
	struct rank_text text;

	(void)state;
	rank_text_run("cause a issue makes=c:always,b:always; cause b ask; "
		      "cause c map makes=s:always; symptom s",
	    "+a +b +c +s", &text);
	first = &text.diagnosis.causes[0];
	assert_int_equal(first->n_consequences, 2);
	assert_ptr_equal(first->consequences[0], text.diagnosis.causes[1].rule);
	assert_ptr_equal(first->consequences[1], text.diagnosis.causes[2].rule);
	rank_text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_order),
	    cmocka_unit_test(each_example),
	    cmocka_unit_test(the_manual_says_so),
	    cmocka_unit_test(consequences_are_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
