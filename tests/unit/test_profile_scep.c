/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <easdoctor/scep.h>
#include <string.h>

#define URL "https://ndes.corp.example/certsrv/mscep/mscep.dll"
#define SID "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1104"

static const struct ed_attribute alice = {
    .oid = {"2.5.4.3", 7}, .value = {"alice", 5}};
static const struct ed_san good_names[] = {
    {.type = ED_SAN_UPN, .value = {"alice@corp.example", 18}},
    {.type = ED_SAN_URI, .value = {SID, sizeof(SID) - 1}},
};

/* What a device got, without any fault; tests spoil copies of it. */
static const struct ed_profile delivered = {.origin = ED_ORIGIN_DELIVERED};
static const struct ed_profile console = {.origin = ED_ORIGIN_CONSOLE};
static const struct ed_scep good = {
    .profile = &delivered,
    .url = {.given = true, .value = {URL, sizeof(URL) - 1}},
    .has_subject = true,
    .subject = {.text = {"CN=alice", 8},
	.attributes = &alice,
	.n_attributes = 1},
    .has_san = true,
    .sans = good_names,
    .n_sans = 2,
    .key_size = {.given = true, .readable = true, .value = 2048},
    .key_usage = {.given = true, .readable = true, .value = 5},
    .has_challenge = true,
};

static void nothing_is_wrong_with_a_good_one(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_scep scep = good;

	(void)state;
	ed_expect("profile-scep", &facts, &scep, "");
	scep.profile = &console;
	ed_expect("profile-scep", &facts, &scep, "");
	scep.profile = NULL;
	ed_expect("profile-scep", &facts, &scep, "");
}

static void each_url(void **state)
{
	static const struct {
		const char *url;
		bool template;
		const char *expect;
	} rows[] = {
	    /* clang-format off */
	    { URL,                          false, "" },
	    { "http://h/",                  false, "" },
	    { "HTTPS://h:8443/scep?x=y",    false, "" },
	    { "https://***@h/scep",         false, "" },
	    { "",                           false, "url" },
	    { " \t",                        false, "url" },
	    { "h/scep",                     false, "url" },
	    { "https:/h/scep",              false, "url" },
	    { "ftp://h/scep",               false, "url" },
	    { "https://",                   false, "url" },
	    { "https:///scep",              false, "url" },
	    { "https://:443/scep",          false, "url" },
	    { "https://h/scep ",            false, "url" },
	    { "https://h/sc\xE2\x80\x8B" "ep", false, "url" },
	    { "https://localhost/scep",     false, "url" },
	    { "https://LOCALHOST:8080/",    false, "url" },
	    { "http://127.0.0.1/",          false, "url" },
	    { "https://[::1]:443/",         false, "url" },
	    { "https://localhost.corp.example/", false, "" },
	    { "https://{Host}/scep",        false, "url" },
	    { "https://{Host}/scep",        true,  "url=unknown" },
	    { "https://h/scep ",            true,  "url" },
	    /* clang-format on */
	};
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_scep scep = good;

		print_message("row: %s\n", rows[i].url);
		scep.url.value = ed_str_of(rows[i].url);
		scep.profile = rows[i].template ? &console : &delivered;
		ed_expect("profile-scep", &facts, &scep, rows[i].expect);
	}
}

static void each_subject(void **state)
{
	static const struct {
		const char *oid, *value, *fault;
		bool template;
		const char *expect;
	} rows[] = {
	    /* clang-format off */
	    { "2.5.4.3",  "alice",      NULL, false, "" },
	    { "2.5.4.3",  "",           NULL, false, "subject" },
	    { "2.5.4.3",  " ",          NULL, true,  "subject" },
	    { "2.5.4.10", "",           NULL, false, "" },
	    { "2.5.4.3",  "alice",      "x",  false, "subject" },
	    { "2.5.4.3",  "{User}",     NULL, false, "subject" },
	    { "2.5.4.3",  "{User}",     NULL, true,  "subject=unknown" },
	    { "2.5.4.3",  "X-{User}",   NULL, true,  "" },
	    { "2.5.4.10", "{User}",     NULL, false, "subject" },
	    { "2.5.4.10", "{User}",     NULL, true,  "" },
	    { "2.5.4.3",  "{52a82cc3-3096-45ef-9ebd-45ac91723b14}",
					NULL, false, "" },
	    /* clang-format on */
	};
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_attribute item = {.oid = ed_str_of(rows[i].oid),
		    .value = ed_str_of(rows[i].value)};
		struct ed_scep scep = good;

		print_message("row: %s\n", rows[i].value);
		scep.subject.attributes = &item;
		scep.subject_fault = rows[i].fault;
		scep.profile = rows[i].template ? &console : &delivered;
		ed_expect("profile-scep", &facts, &scep, rows[i].expect);
	}
}

static void each_name(void **state)
{
	static const struct {
		const char *upn, *uri, *fault; /* NULL: not there */
		bool template;
		const char *expect;
	} rows[] = {
	    /* clang-format off */
	    { "a@b", SID,  NULL, false, "" },
	    { NULL,  NULL, NULL, false, "san-missing san-no-upn no-sid" },
	    { NULL,  NULL, "x",  false,
	      "san-missing=unknown san-no-upn=unknown no-sid=unknown" },
	    { NULL,  SID,  NULL, false, "san-no-upn" },
	    { NULL,  SID,  "x",  false, "san-no-upn=unknown" },
	    { "",    SID,  NULL, false, "san-no-upn" },
	    { "a",   SID,  NULL, false, "san-no-upn" },
	    { "@b",  SID,  NULL, false, "san-no-upn" },
	    { "a@",  SID,  NULL, false, "san-no-upn" },
	    { "a@b@c", SID, NULL, false, "san-no-upn" },
	    { "a @b", SID, NULL, false, "san-no-upn" },
	    { "{UPN}", SID, NULL, false, "san-no-upn" },
	    { "{UPN}", SID, NULL, true,  "" },
	    { "a",   SID,  NULL, true,  "san-no-upn" },
	    { "a@b", NULL, NULL, false, "no-sid" },
	    { "a@b", NULL, NULL, true,  "no-sid" },
	    { "a@b", "S-1-5-21-1", NULL, false, "no-sid" },
	    { "a@b", NULL, "x",  false, "no-sid=unknown" },
	    /* clang-format on */
	};
	const struct ed_facts facts = {0};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_san names[2];
		struct ed_scep scep = good;

		print_message("row %zu\n", i);
		scep.sans = names;
		scep.n_sans = 0;
		if (rows[i].upn)
			names[scep.n_sans++] =
			    (struct ed_san){.type = ED_SAN_UPN,
				.value = ed_str_of(rows[i].upn)};
		if (rows[i].uri)
			names[scep.n_sans++] =
			    (struct ed_san){.type = ED_SAN_URI,
				.value = ed_str_of(rows[i].uri)};
		scep.san_fault = rows[i].fault;
		scep.profile = rows[i].template ? &console : &delivered;
		ed_expect("profile-scep", &facts, &scep, rows[i].expect);
	}
}

static void each_number(void **state)
{
	static const struct {
		int64_t size, usage; /* -1: not given, -2: not readable */
		unsigned wanted;
		const char *expect;
	} rows[] = {
	    /* clang-format off */
	    { 2048, 1,  0,    "" },
	    { 2048, 5,  2048, "" },
	    { 4096, 5,  2048, "" },
	    { 1024, 5,  0,    "key-size" },
	    { 1024, 5,  1024, "key-size" },
	    { 2048, 5,  4096, "key-size" },
	    { 0,    5,  0,    "key-size" },
	    { -1,   5,  0,    "key-size" },
	    { -2,   5,  0,    "key-size=unknown" },
	    { 2048, 4,  0,    "key-usage" },
	    { 2048, 0,  0,    "key-usage" },
	    { 2048, -1, 0,    "key-usage" },
	    { 2048, -2, 0,    "key-usage=unknown" },
	    /* clang-format on */
	};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_template wanted = {.key_bits = rows[i].wanted};
		const struct ed_facts facts = {.request_template = &wanted};
		struct ed_scep scep = good;

		print_message("row %zu\n", i);
		scep.key_size = (struct ed_whole){.given = rows[i].size != -1,
		    .readable = rows[i].size >= 0,
		    .value = rows[i].size};
		scep.key_usage = (struct ed_whole){.given = rows[i].usage != -1,
		    .readable = rows[i].usage >= 0,
		    .value = rows[i].usage};
		ed_expect("profile-scep", &facts, &scep, rows[i].expect);
	}
}

static void what_was_issued_counts(void **state)
{
	const struct ed_upn upn = {.value = ED_STR("a@b"), .utf8_string = true};
	const struct ed_sid sid = {.value = ED_STR("S-1-5-21-1")};
	struct ed_certificate cert = ed_good_certificate;
	const struct ed_facts facts = {.device_certificate = &cert};
	struct ed_scep scep = good;

	(void)state;
	scep.has_san = false;
	scep.n_sans = 0;
	scep.key_usage.given = false;
	cert.upns = &upn;
	cert.n_upns = 1;
	cert.sids = &sid;
	cert.n_sids = 1;
	cert.has_key_usage = true;
	cert.key_usage = ED_KU_DIGITAL_SIGNATURE;
	cert.unreadable = 0;
	ed_expect("profile-scep", &facts, &scep, "");
	cert.n_upns = cert.n_sids = 0;
	cert.key_usage = ED_KU_KEY_ENCIPHERMENT;
	ed_expect("profile-scep", &facts, &scep,
	    "san-missing san-no-upn key-usage no-sid");
	cert.unreadable = ED_PART_SAN;
	ed_expect("profile-scep", &facts, &scep,
	    "san-missing san-no-upn key-usage no-sid=unknown");
}

/* 40 digits are a SHA-1, 64 a SHA-256, 32 an MD5. */
static struct ed_str digits(char digit, size_t n)
{
	static char room[128];

	memset(room, digit, sizeof(room));
	return (struct ed_str){room, n};
}

static void each_fingerprint(void **state)
{
	static const struct {
		char digit; /* the issuer's hashes are of 'a' */
		size_t n;
		bool issuer;
		const char *expect;
	} rows[] = {
	    /* clang-format off */
	    { 'a', 40, true,  "" },
	    { 'A', 40, true,  "" },
	    { 'b', 40, true,  "fingerprint" },
	    { 'b', 40, false, "fingerprint=not_asked" },
	    { 'a', 32, true,  "fingerprint=not_asked" },
	    { 'a', 38, false, "fingerprint" },
	    { 'a', 0,  true,  "fingerprint=unknown" },
	    /* clang-format on */
	};
	static const char forty[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	struct ed_certificate device = ed_good_certificate;
	struct ed_certificate issuer = ed_good_certificate;
	const struct ed_certificate *all[] = {&issuer};

	(void)state;
	issuer.is_ca = true;
	issuer.subject.der = device.issuer.der = ED_STR("name");
	issuer.sha1 = ed_str_of(forty);
	device.has_key_usage = false;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_facts facts = {.certificates = all,
		    .n_certificates = rows[i].issuer,
		    .device_certificate = &device};
		struct ed_scep scep = good;

		print_message("row %zu\n", i);
		scep.has_fingerprint = true;
		scep.fingerprint = digits(rows[i].digit, rows[i].n);
		ed_expect("profile-scep", &facts, &scep, rows[i].expect);
	}
}

static void it_shows_what_it_saw(void **state)
{
	const struct ed_facts facts = {0};
	struct ed_scep scep = good;

	(void)state;
	scep.key_size.value = 1024;
	scep.url.value = ED_STR("ftp://h/");
	scep.url.ref = (struct ed_ref){.kind = ED_AT_LINE, .at = ED_STR("7")};
	ed_expect_said("profile-scep", &facts, &scep, "key-size", "said=1024");
	ed_expect_said("profile-scep", &facts, &scep, "key-size", "least=2048");
	ed_expect_said("profile-scep", &facts, &scep, "url", "url=ftp://h/");
	ed_expect_said("profile-scep", &facts, &scep, "url", "at=7");
	scep.key_size.given = false;
	ed_expect_said(
	    "profile-scep", &facts, &scep, "key-size", "said=not given");
	ed_expect_said("profile-scep", &facts, &scep, "key-size", "bits=1024");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_wrong_with_a_good_one),
	    cmocka_unit_test(each_url),
	    cmocka_unit_test(each_subject),
	    cmocka_unit_test(each_name),
	    cmocka_unit_test(each_number),
	    cmocka_unit_test(what_was_issued_counts),
	    cmocka_unit_test(each_fingerprint),
	    cmocka_unit_test(it_shows_what_it_saw),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
