/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include <stdio.h>

#define DAY 86400
#define NOW 1795392000 /* 2026-11-23T00:00:00Z */
#define YEAR (365 * (int64_t)DAY)

/* The leaf lives from half a year ago for a year and a half. */
#define LEAF_END (NOW + YEAR)

/* An issuing CA's certificate as it stands in evidence. */
static struct ed_certificate authority(int64_t end, const char *key)
{
	return (struct ed_certificate){
	    .subject = {.text = ED_STR("CN=CA"), .der = ED_STR("ca")},
	    .issuer = {.text = ED_STR("CN=Root"), .der = ED_STR("root")},
	    .sha256 = ed_str_of(key),
	    .key = {.sha256 = ed_str_of(key)},
	    .ski = ed_str_of(key),
	    .not_before = NOW - 5 * YEAR,
	    .not_after = end};
}

static struct ed_certificate leaf_of(enum ed_chain_state state)
{
	struct ed_certificate cert = ed_good_certificate;

	cert.issuer.der = ED_STR("ca");
	cert.subject.der = ED_STR("ann");
	cert.sha256 = ED_STR("leaf");
	cert.aki = ED_STR("k1");
	cert.not_before = NOW - YEAR / 2;
	cert.not_after = LEAF_END;
	cert.chain.state = state;
	return cert;
}

static const struct {
	const char *name;
	enum ed_chain_state state;
	int64_t end;         /* of the CA in the chain */
	int64_t other;       /* of another certificate of it; 0: none */
	const char *key;     /* of that other */
	unsigned unreadable; /* of the CA */
	const char *expect;
} rows[] = {
    /* clang-format off */
    { "sound", ED_CHAIN_TRUSTED, NOW + 5 * YEAR, 0, "", 0, "" },
    { "untrusted is followed too", ED_CHAIN_UNTRUSTED, NOW + 5 * YEAR, 0, "",
	0, "" },
    { "a second ago", ED_CHAIN_TRUSTED, NOW - 1, 0, "", 0, "expired" },
    { "this second", ED_CHAIN_TRUSTED, NOW, 0, "", 0, "outlived" },
    { "with the leaf", ED_CHAIN_TRUSTED, LEAF_END, 0, "", 0, "outlived" },
    { "too short for a new one", ED_CHAIN_TRUSTED, LEAF_END + YEAR / 3, 0, "",
	0, "outlived" },
    { "just long enough", ED_CHAIN_TRUSTED, LEAF_END + YEAR / 2, 0, "", 0,
	"" },
    { "renewed, same key", ED_CHAIN_TRUSTED, NOW - DAY, NOW + 5 * YEAR, "k1",
	0, "" },
    { "renewed, another key", ED_CHAIN_TRUSTED, NOW - DAY, NOW + 5 * YEAR,
	"k2", 0, "expired" },
    { "earlier one beside it", ED_CHAIN_TRUSTED, NOW + 5 * YEAR, NOW - DAY,
	"k1", 0, "" },
    { "unreadable", ED_CHAIN_TRUSTED, 0, 0, "", ED_PART_TIME,
	"expired=unknown outlived=unknown" },
    { "a gap above", ED_CHAIN_INCOMPLETE, NOW + 5 * YEAR, 0, "", 0,
	"expired=not_asked outlived=not_asked renewed-key=not_asked" },
    { "a gap above what ended", ED_CHAIN_INCOMPLETE, NOW - 1, 0, "", 0,
	"expired outlived=not_asked renewed-key=not_asked" },
    { "broken above", ED_CHAIN_BAD_SIGNATURE, NOW + 5 * YEAR, 0, "", 0,
	"expired=unknown outlived=unknown renewed-key=not_asked" },
    { "nothing given", ED_CHAIN_NOT_TRIED, NOW, 0, "", 0,
	"expired=not_asked outlived=not_asked renewed-key=not_asked" },
    { "failed", ED_CHAIN_FAILED, NOW, 0, "", 0,
	"expired=unknown outlived=unknown renewed-key=unknown" },
    /* clang-format on */
};

static void each_end(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct ed_certificate leaf = leaf_of(rows[i].state);
		struct ed_certificate ca = authority(rows[i].end, "k1");
		struct ed_certificate other =
		    authority(rows[i].other, rows[i].key);
		const struct ed_certificate *links[] = {&leaf, &ca};
		const struct ed_certificate *all[] = {&leaf, &ca, &other};
		const struct ed_facts facts = {.as_of = NOW,
		    .certificates = all,
		    .n_certificates = rows[i].other ? 3 : 2};

		print_message("row: %s\n", rows[i].name);
		other.sha256 = ED_STR("other");
		ca.unreadable = rows[i].unreadable;
		leaf.chain.links = links;
		leaf.chain.n_links = 2;
		ed_expect("ca-certificate", &facts, &leaf, rows[i].expect);
	}
}

static const struct {
	const char *name;
	enum ed_chain_state state;
	const char *aki;     /* of the leaf */
	const char *skis[2]; /* of certificates of its issuer's name */
	size_t n;
	const char *expect;
} keys[] = {
    /* clang-format off */
    { "another key", ED_CHAIN_INCOMPLETE, "k1", { "k2" }, 1, "" },
    { "two others", ED_CHAIN_INCOMPLETE, "k1", { "k2", "k3" }, 2, "" },
    { "the key itself", ED_CHAIN_BAD_SIGNATURE, "k1", { "k1" }, 1, NULL },
    { "the key and another", ED_CHAIN_BAD_SIGNATURE, "k1", { "k2", "k1" }, 2,
	NULL },
    { "CA says nothing", ED_CHAIN_BAD_SIGNATURE, "k1", { "" }, 1, "=unknown" },
    { "leaf says nothing", ED_CHAIN_BAD_SIGNATURE, "", { "k2" }, 1,
	"=unknown" },
    { "no CA of the name", ED_CHAIN_INCOMPLETE, "k1", { "" }, 0,
	"=not_asked" },
    /* clang-format on */
};

static void each_key(void **state)
{
	char expect[128];

	(void)state;
	for (size_t i = 0; i < ED_COUNT(keys); i++) {
		struct ed_certificate leaf = leaf_of(keys[i].state), cas[2];
		const struct ed_certificate *links[] = {&leaf};
		const struct ed_certificate *all[] = {&leaf, &cas[0], &cas[1]};
		const struct ed_facts facts = {.as_of = NOW,
		    .certificates = all,
		    .n_certificates = 1 + keys[i].n};
		const char *gap = keys[i].state == ED_CHAIN_INCOMPLETE
				      ? "not_asked"
				      : "unknown";

		print_message("row: %s\n", keys[i].name);
		for (size_t k = 0; k < keys[i].n; k++)
			cas[k] = authority(NOW + YEAR, keys[i].skis[k]);
		leaf.aki = ed_str_of(keys[i].aki);
		leaf.chain.links = links;
		leaf.chain.n_links = 1;
		snprintf(expect, sizeof(expect), "expired=%s outlived=%s%s%s",
		    gap, gap, keys[i].expect ? " renewed-key" : "",
		    keys[i].expect ? keys[i].expect : "");
		ed_expect("ca-certificate", &facts, &leaf, expect);
	}
}

static void says_which_keys(void **state)
{
	struct ed_certificate leaf = leaf_of(ED_CHAIN_INCOMPLETE);
	struct ed_certificate ca = authority(NOW + YEAR, "k2");
	const struct ed_certificate *all[] = {&leaf, &ca};
	const struct ed_facts facts = {
	    .as_of = NOW, .certificates = all, .n_certificates = 2};

	(void)state;
	ed_expect_said("ca-certificate", &facts, &leaf, "renewed-key",
	    "needed=k1\ngiven=k2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_end),
	    cmocka_unit_test(each_key), cmocka_unit_test(says_which_keys)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
