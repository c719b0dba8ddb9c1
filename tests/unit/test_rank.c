/* SPDX-License-Identifier: Apache-2.0 */
/* What is certain, and how it adds up: one row for each clause. */
#include "ed_test.h"
#include "rank_text.h"

#include <math.h>

#include "engine/rank_table.h"

/* What is not in a row's expect is refuted, or unlikely and unseen. */
static const struct {
	const char *name;
	const char *rules;
	const char *findings;
	const char *expect;
} certain[] = {
    /* clang-format off */
    /* States over several subjects. */
    { "no finding at all", "cause a", "", "" },
    { "one of two subjects has it", "cause a", "-a +a",
      "a proven stops-next" },
    { "one clean, one unknown: unknown", "cause a everyone makes=s:always; symptom s",
      "-a ?a +s", "a possible explains" },
    { "one clean, one not asked: absent", "cause a makes=s:always; symptom s",
      "-a .a +s", "" },
    { "all clean: absent", "cause a makes=s:always; symptom s",
      "-a -a +s", "" },
    { "not asked, beside a symptom", "cause a makes=s:always; symptom s",
      ".a +s", "a possible explains" },

    /* Proof. */
    { "seen", "cause a", "+a", "a proven stops-next" },
    { "seen only from here", "cause a", "+a@", "a possible suspect" },
    { "seen from here and elsewhere", "cause a", "+a@ +a",
      "a proven stops-next" },
    { "proof never", "cause a never", "+a", "a possible suspect" },
    { "from memory", "cause a basis=memory", "+a", "a possible suspect" },
    { "needs, and has it", "cause a needs=s; symptom s", "+a +s",
      "a proven stops-next" },
    { "needs, and it is absent", "cause a needs=s; symptom s", "+a -s",
      "a possible suspect" },
    { "needs, and it is unknown", "cause a needs=s; symptom s", "+a ?s",
      "a possible suspect" },
    { "needs two, has one", "cause a needs=s,t; symptom s; symptom t",
      "+a +s", "a possible suspect" },
    { "any of two, has one", "cause a any=s,t; symptom s; symptom t",
	"+a -s +t", "a proven stops-next" },
    { "any of two, has none", "cause a any=s,t; symptom s; symptom t",
	"+a -s ?t", "a possible suspect" },
    { "any of two, one seen only from here",
	"cause a any=s,t; symptom s; symptom t", "+a +s@ -t",
	"a possible suspect" },
    { "needs what is seen only from here", "cause a needs=s; symptom s",
      "+a +s@", "a possible suspect" },
    { "needs what no rule has", "cause a needs=z", "+a",
      "a possible suspect" },
    { "the symptoms alone, however strong", "cause a common makes=s:always,t:always; symptom s never; symptom t never",
      "?a +s +t", "a likely explains" },

    /* requires and excludes. */
    { "requires, present", "cause a requires=b; cause b nothing", "+a +b",
      "a proven stops-next, b proven nothing" },
    { "requires, absent", "cause a requires=b; cause b", "+a -b", "" },
    { "requires, unknown", "cause a requires=b; cause b", "+a ?b",
      "a possible suspect" },
    { "requires, not asked", "cause a requires=b; cause b", "+a .b",
      "a possible suspect" },
    { "excludes, present", "cause a excludes=b; cause b nothing", "+a +b",
      "b proven nothing" },
    { "excludes, absent", "cause a excludes=b; cause b nothing", "+a -b",
      "a proven stops-next" },
    { "excludes, unknown", "cause a excludes=b; cause b nothing", "+a ?b",
      "a proven stops-next" },

    /* Success. */
    { "refutes up to its hop, proven or not",
      "cause a map; cause b mailbox; cause c ask; symptom ok success=map",
      "+a +b +c +ok", "b proven stops-next" },
    { "an absent success says nothing",
      "cause a map; symptom ok success=map", "+a -ok", "a proven stops-next" },
    { "what a server does to a probe is proof",
      "cause a ask", "+a~", "a proven stops-next" },
    { "a probe's success refutes causes of the server",
      "cause a map; cause b ask; symptom ok success=map", "+a +b +ok~", "" },
    { "and none that a probe never meets",
      "cause a deliver; cause b connect; cause c handshake; cause d ask; symptom ok success=map",
      "+a +b +c +d +ok~",
      "a proven stops-next, b proven stops-next, c proven stops-next" },
    { "nor what that one device alone meets",
      "cause a mailbox meets=device; cause b mailbox; symptom ok success=mailbox",
      "+a +b +ok~", "a proven stops-next" },
    { "nor is what only a probe was refused of it",
      "cause a connect lives=profile meets=device makes=s:always; cause b map makes=s:always; symptom s never",
      "?a ?b +s~", "b likely explains" },
    { "what somebody else met is",
      "cause a connect lives=profile meets=device makes=s:always; symptom s never",
      "?a +s",
      "a likely explains" },
    { "which its own success refutes",
      "cause a mailbox meets=device; symptom ok success=mailbox", "+a +ok",
      "" },
    { "nor what explains a failure that the probe met beside it",
      "cause a ask makes=s:always; symptom s never; symptom ok success=map",
      "?a +s~ +ok~", "a likely explains" },
    { "what somebody met before is over",
      "cause a ask makes=s:always; symptom s never; symptom ok success=map",
      "?a +s +ok~", "" },
    { "what comes later is not refuted by today's success",
      "cause a validate later; cause b validate partly; symptom ok success=map",
      "+a +b +ok", "a proven later" },
    { "a success is no failure",
      "cause a mailbox makes=ok:always; symptom ok success=map", "?a +ok",
      "" },

    /* A failure at a later hop. */
    { "the attempt got past an earlier cause that was not proven",
      "cause a ask makes=t:always; cause b validate makes=t:always; symptom s at=validate; symptom t",
      "?a ?b +s +t", "b possible explains" },
    { "not for causes that block only in part",
      "cause a ask partly makes=t:always; symptom s at=validate; symptom t",
      "?a +s +t", "a possible explains" },
    { "a proven one stays, and explains nothing",
      "cause a ask makes=t:always; symptom s at=validate; symptom t",
      "+a +s +t", "a proven stops-next" },

    /* Gating: s is seen at map. */
    { "absent beyond a hop proven broken counts as unknown",
      "cause a ask; cause b map makes=s:always,t:always; symptom s at=map; symptom t never",
      "+a -s +t", "b likely explains, a proven stops-next" },
    { "absent at the broken hop counts",
      "cause a map; cause b map makes=s:always,t:always; symptom s at=map; symptom t never",
      "+a -s +t", "a proven stops-next, b possible explains" },
    { "a symptom of no hop is never gated",
      "cause a ask; cause b map makes=s:always,t:always; symptom s; symptom t never",
      "+a -s +t", "a proven stops-next, b possible explains" },
    { "only a proven cause gates",
      "cause a ask never; cause b map makes=s:always,t:always; symptom s at=map; symptom t never",
      "+a -s +t", "b possible explains, a possible suspect" },
    { "one that blocks in part does not gate",
      "cause a ask partly; cause b map makes=s:always,t:always; symptom s at=map; symptom t never",
      "+a -s +t", "b possible explains, a proven partly" },
    { "what is gated no longer refutes by requires",
      "cause a ask; cause b map requires=s; symptom s at=map", "+a +b -s",
      "a proven stops-next, b possible suspect" },

    /* Words. */
    { "likely: two groups", "cause a makes=s:usually,t:often; symptom s; symptom t",
      "?a +s +t", "a likely explains" },
    { "one group twice is one", "cause a common makes=s:always,t:always; symptom s group=g; symptom t group=g",
      "?a +s +t", "a possible explains" },
    { "one symptom never seen on healthy systems", "cause a makes=s:often; symptom s never",
      "?a +s", "a likely explains" },
    { "its own finding and one symptom", "cause a never makes=s:sometimes; symptom s",
      "+a +s", "a likely explains" },
    { "its own finding alone", "cause a common never", "+a",
      "a possible suspect" },
    { "two groups, but too little", "cause a makes=s:sometimes,t:sometimes; symptom s noisy; symptom t noisy",
      "?a +s +t", "a possible explains" },
    { "unlikely and not seen: left out", "cause a rare makes=s:sometimes; symptom s noisy",
      "?a +s", "" },
    /* The onset orders, and decides nothing. */
    { "of two alike the one that began then goes first",
      "cause a never makes=s:usually; cause b never makes=s:usually; symptom s",
      "+a +b +s before:b", "b likely explains, a likely explains" },
    { "and the one that was not there yet goes last",
      "cause a never makes=s:usually; cause b never makes=s:usually; symptom s",
      "+a +b +s late:a", "b likely explains, a likely explains" },
    { "to the day it is no more than a tie",
      "cause a never makes=s:usually; cause b never makes=s:usually; symptom s",
      "+a +b +s sameday:b",
      "b likely explains ties a, a likely explains ties b" },
    { "never before a proven one",
      "cause a never makes=s:usually; cause b makes=s:rarely; symptom s",
      "+a +b +s before:a late:b", "b proven explains, a likely explains" },
    { "never before an earlier hop",
      "cause a validate never makes=s:usually; cause b map never makes=s:usually; symptom s",
      "+a +b +s before:b", "a likely explains, b likely explains" },
    { "it makes nothing likely", "cause a exotic never makes=s:sometimes; symptom s",
      "+a +s before:a", "a possible explains" },
    { "nor possible", "cause a exotic never makes=s:often; symptom s",
      "+a -s before:a", "a unlikely suspect" },
    { "nor less than likely", "cause a occasional never makes=s:rarely; symptom s",
      "+a +s late:a", "a likely explains" },
    { "of what was not seen it says nothing",
      "cause a makes=s:usually,t:often; symptom s; symptom t",
      "?a +s +t before:a", "a likely explains" },
    { "unlikely and seen: kept", "cause a exotic never makes=s:always; symptom s",
      "+a -s", "a unlikely suspect" },
    /* clang-format on */
};

static void each_certain(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(certain); i++) {
		struct rank_text text;

		print_message("row: %s\n", certain[i].name);
		rank_text_run(certain[i].rules, certain[i].findings, &text);
		assert_string_equal(rank_text_order(&text), certain[i].expect);
		rank_text_free(&text);
	}
}

/* The ledger of cause a. */
static const struct {
	const char *name;
	const char *rules;
	const char *findings;
	const char *expect;
} ledgers[] = {
    /* clang-format off */
    { "a proven cause has one too", "cause a", "+a",
      "49 = prior -151 direct +200" },
    { "present and absent", "cause a makes=s:usually,t:sometimes; symptom s; symptom t",
      "+a +s -t", "229 = prior -151 direct +200 s +190 no t -10" },
    { "the onset, before", "cause a", "+a before:a",
      "89 = prior -151 direct +200 onset +40" },
    { "the onset, to the day", "cause a", "+a sameday:a",
      "69 = prior -151 direct +200 onset +20" },
    { "the onset, too late", "cause a", "+a late:a",
      "9 = prior -151 direct +200 onset -40" },
    { "the onset of what was not seen", "cause a makes=s:usually,t:usually; symptom s; symptom t",
      "?a +s +t before:a", "229 = prior -151 s +190 t +190" },
    { "unknown and not asked add nothing", "cause a makes=s:usually,t:often; symptom s; symptom t",
      "+a ?s .t", "49 = prior -151 direct +200" },
    { "one user of many, when it should hit everyone", "cause a everyone",
      "+a one", "-51 = prior -151 direct +200 affected -100" },
    { "and once only", "cause a everyone", "+a one peer",
      "-51 = prior -151 direct +200 affected -100" },
    { "a healthy peer says the same", "cause a everyone", "+a peer",
      "-51 = prior -151 direct +200 affected -100" },
    { "not for what hits one user", "cause a user", "+a one peer",
      "49 = prior -151 direct +200" },
    { "the strongest of a group", "cause a makes=s:often,t:usually; symptom s group=g; symptom t group=g",
      "+a +s +t", "239 = prior -151 direct +200 t +190" },
    { "present over absent", "cause a makes=s:rarely,t:always; symptom s group=g; symptom t group=g",
      "+a +s -t", "126 = prior -151 direct +200 s +77" },
    { "the strongest absent one", "cause a makes=s:often,t:usually; symptom s group=g; symptom t group=g",
      "+a -s -t", "-21 = prior -151 direct +200 no t -70" },
    { "a parent inherits its child's link", "cause a makes=s:usually; symptom p noisy; symptom s parent=p",
      "+a +p ?s", "170 = prior -151 direct +200 p +121" },
    { "and the strongest of two children", "cause a makes=s:often,t:always; symptom p noisy; symptom s parent=p; symptom t parent=p",
      "+a +p", "178 = prior -151 direct +200 p +129" },
    { "a grandparent too", "cause a makes=s:usually; symptom g noisy; symptom p parent=g; symptom s parent=p",
      "+a +g", "170 = prior -151 direct +200 g +121" },
    { "beside a present child the parents weigh nothing",
      "cause a makes=s:sometimes,g:always; symptom g; symptom p parent=g; symptom s parent=p",
      "+a +g +p +s", "181 = prior -151 direct +200 s +132" },
    { "a grandparent too, when nobody saw the parent",
      "cause a makes=s:sometimes,g:always; symptom g; symptom p parent=g; symptom s parent=p",
      "+a +g ?p +s", "181 = prior -151 direct +200 s +132" },
    { "also when the child is another cause's",
      "cause a makes=p:always; symptom p; symptom s parent=p", "+a +p +s",
      "49 = prior -151 direct +200" },
    { "a passed cause: its symptoms count for nothing",
      "cause a ask makes=t:always,u:always; symptom s at=map; symptom t; symptom u",
      "+a +s +t -u", "49 = prior -151 direct +200" },

    /* when */
    { "a link whose condition is present", "cause a makes=s:usually:b; cause b nothing; symptom s",
      "+a +s +b", "239 = prior -151 direct +200 s +190" },
    { "unknown", "cause a makes=s:usually:b; cause b nothing; symptom s",
      "+a +s ?b", "239 = prior -151 direct +200 s +190" },
    { "absent", "cause a makes=s:usually:b; cause b nothing; symptom s",
      "+a +s -b", "49 = prior -151 direct +200" },

    /* Chains: .8 x .8 = .64, often; .5 x .5 = .25, sometimes. */
    { "a chain", "cause a makes=b:usually; cause b makes=s:usually; symptom s",
      "+a +s", "219 = prior -151 direct +200 s +170" },
    { "rounded once, at its end", "cause a makes=b:always; cause b makes=c:always; cause c makes=s:always; symptom s",
      "+a +s", "239 = prior -151 direct +200 s +190" },
    { "the strongest of two ways", "cause a makes=b:often,c:usually; cause b makes=s:often; cause c makes=s:usually; symptom s",
      "+a +s", "219 = prior -151 direct +200 s +170" },
    { "a direct link may be stronger", "cause a makes=b:usually,s:always; cause b makes=s:usually; symptom s",
      "+a +s", "248 = prior -151 direct +200 s +199" },
    { "less than rarely is no link", "cause a makes=b:rarely; cause b makes=s:usually; symptom s",
      "+a +s", "49 = prior -151 direct +200" },
    { "a condition anywhere on the way", "cause a makes=b:always; cause b makes=c:always:x; cause c makes=s:always; cause x nothing; symptom s",
      "+a +s -x", "49 = prior -151 direct +200" },
    { "then the next best way", "cause a makes=b:always:x,c:often; cause b makes=s:always; cause c makes=s:always; cause x nothing; symptom s",
      "+a +s -x", "181 = prior -151 direct +200 s +132" },
    { "a ring ends", "cause a never makes=b:always; cause b makes=a:always,s:always; symptom s",
      "+a +s", "239 = prior -151 direct +200 s +190" },
    { "eight links are walked",
      "cause a common makes=b:always; cause b makes=c:always; cause c makes=d:always; cause d makes=e:always; cause e makes=f:always; cause f makes=g:always; cause g makes=h:always; cause h makes=s:always; symptom s",
      "+a +s", "295 = prior -95 direct +200 s +190" },
    { "nine are not",
      "cause a common makes=b:always; cause b makes=c:always; cause c makes=d:always; cause d makes=e:always; cause e makes=f:always; cause f makes=g:always; cause g makes=h:always; cause h makes=i:always; cause i makes=s:always; symptom s",
      "+a +s", "105 = prior -95 direct +200" },
    { "a cause that makes itself", "cause a makes=a:always,s:usually; symptom s",
      "+a +s", "239 = prior -151 direct +200 s +190" },
    { "symptoms that are each other's parents: neither is heard",
      "cause a makes=s:usually; symptom s parent=t; symptom t parent=s", "+a +s +t",
      "49 = prior -151 direct +200" },
    { "a symptom that is its own parent", "cause a makes=s:usually; symptom s parent=s", "+a +s",
      "239 = prior -151 direct +200 s +190" },
    { "links to nowhere", "cause a makes=z:always", "+a",
      "49 = prior -151 direct +200" },

    /* Explaining away: 100 log10((1 - .99 x .2 x .5) / (1 - .99 x .2)). */
    { "a proven cause leaves little", "cause a map never makes=s:often; cause b ask makes=s:usually; symptom s",
      "+a +b +s", "54 = prior -151 direct +200 s +5" },
    { "one that was passed leaves all", "cause a map never makes=s:often; cause b ask makes=s:usually; symptom s; symptom t at=map",
      "+a +b +s +t", "219 = prior -151 direct +200 s +170" },
    { "one that blocks later leaves all", "cause a map never makes=s:often; cause b ask later makes=s:always; symptom s",
      "+a +b +s", "219 = prior -151 direct +200 s +170" },
    { "absence is not explained away", "cause a map never makes=s:often; cause b ask makes=s:always; symptom s",
      "+a +b -s", "19 = prior -151 direct +200 no s -30" },
    /* clang-format on */
};

static void each_ledger(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(ledgers); i++) {
		struct rank_text text;

		print_message("row: %s\n", ledgers[i].name);
		rank_text_run(ledgers[i].rules, ledgers[i].findings, &text);
		assert_string_equal(
		    rank_text_ledger(&text, "a"), ledgers[i].expect);
		rank_text_free(&text);
	}
}

static void a_chain_tells_its_way(void **state)
{
	struct rank_text text;

	(void)state;
	rank_text_run("cause a makes=b:usually; cause b makes=s:usually; "
		      "symptom s",
	    "+a +s", &text);
	assert_true(
	    ed_str_eq(text.diagnosis.causes[0].lines[2].via, ED_STR("b; s")));
	rank_text_free(&text);
}

/* The committed numbers, against the formulas in floating point. */
static void tables_are_the_formulas(void **state)
{
	static const double words[] = {.98, .80, .50, .20, .05};
	static const double leaks[] = {.001, .01, .05, .20};
	static const double priors[] = {.10, .03, .01, .003, .001};

	(void)state;
	for (size_t i = 0; i < ED_N_PRIORS; i++)
		assert_int_equal(ed_rank_prior[i],
		    lround(100 * log10(priors[i] / (1 - priors[i]))));
	for (size_t q = 0; q < ED_N_STRENGTHS; q++) {
		assert_int_equal(
		    ed_rank_absent[q], lround(100 * log10(1 - words[q])));
		for (size_t l = 0; l < ED_N_LEAKS; l++) {
			double odds =
			    (1 - (1 - leaks[l]) * (1 - words[q])) / leaks[l];

			assert_int_equal(
			    ed_rank_present[l][q], lround(100 * log10(odds)));
			assert_int_equal(ed_rank_present[l][q],
			    ed_rank_gain((enum ed_leak)l, ED_RANK_SURE,
				(enum ed_strength)q));
		}
	}
}

static void fixed_point_is_close(void **state)
{
	(void)state;
	for (uint32_t n = 1; n <= 1000000; n += 1 + n / 50) {
		double exact = 100 * log10(n / 1000.0);

		assert_true(fabs(ed_rank_db(n, 1000) - exact) < .51);
		assert_true(
		    fabs(ldexp((double)ed_rank_log2(n), -24) - log2(n)) < 1e-6);
	}
	for (int tenths = 0; tenths < 1000; tenths++)
		assert_true(fabs(ed_rank_power(tenths) -
				 ldexp(pow(10, -tenths / 100.0), 30)) < 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_certain),
	    cmocka_unit_test(each_ledger),
	    cmocka_unit_test(a_chain_tells_its_way),
	    cmocka_unit_test(tables_are_the_formulas),
	    cmocka_unit_test(fixed_point_is_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
