/* SPDX-License-Identifier: Apache-2.0 */
/* How far an attempt gets, and what to look at next. */
#include "ed_test.h"
#include "rank_text.h"

static const struct {
	const char *name;
	const char *rules;
	const char *findings;
	const char *expect; /* issue .. operate */
} paths[] = {
    /* clang-format off */
    { "nothing known", "cause a", "", ".........." },
    { "fails where a proven cause bites; the rest is not reached",
      "cause a ask", "+a", "....Fxxxxx" },
    { "a second proven cause shows too",
      "cause a ask; cause b map", "+a +b", "....FxxFxx" },
    { "one that blocks in part breaks its hop, not the path",
      "cause a ask partly", "+a", "....F....." },
    { "one that blocks later breaks nothing", "cause a ask later", "+a", ".........." },
    { "a likely cause that leads",
      "cause a ask makes=s:always; symptom s never", "?a +s", "....F....." },
    { "a likely cause that is evident",
      "cause a ask never makes=s:always; cause b issue makes=t:always; symptom s; symptom t",
      "+a +b +s +t", "Fxxx" "Fxxxxx" },
    { "one that is neither",
      "cause a ask makes=s:always; cause b issue makes=t:always; symptom s never; symptom t",
      "?a +b +s +t", "Fxxxxxxxxx" },
    { "a possible cause breaks nothing", "cause a ask never", "+a",
      ".........." },
    { "a success passes up to its hop",
      "symptom ok success=validate", "+ok", "PPPPPP...." },
    { "a failure passes what lies before it",
      "symptom s at=validate", "+s", "PPPPP....." },
    { "one before the certificate was shown says nothing of its making",
      "symptom s at=ask", "+s", "..PP......" },
    { "an absent one passes nothing", "symptom s at=validate", "-s",
      ".........." },
    { "a hop all of whose causes are absent",
      "cause a ask; cause b ask", "-a -b", "....C....." },
    { "one looked at, one not asked", "cause a ask; cause b ask", "-a .b",
      "....C....." },
    { "one looked at, one unknown", "cause a ask; cause b ask", "-a ?b",
      ".........." },
    { "one that blocks later does not matter",
      "cause a ask; cause b ask later", "-a +b", "....C....." },
    { "a failure that nothing explains leaves its hop open",
      "cause a ask; cause b map; symptom s at=ask", "-a -b +s", "..PP...C.." },
    { "beyond a broken hop, clean is not reached",
      "cause a ask; cause b map", "+a -b", "....Fxxxxx" },
    { "unless a failure there shows otherwise",
      "cause a ask; symptom s at=map", "+a +s", "PPPPFPP.xx" },
    /* clang-format on */
};

/* Two causes of s; t tells them apart: only a makes it. */
#define TWO                                                                    \
	"cause a makes=s:always,t:always; cause b makes=s:always; symptom s; "

static const struct {
	const char *name;
	const char *rules;
	const char *findings;
	const char *expect;
} nexts[] = {
    /* clang-format off */
    { "a symptom that tells two causes apart",
      TWO "symptom t check=k; check k", "+s ?t ?a ?b", "t>a/b" },
    { "not when the answer changes nothing",
      "cause a makes=s:always; cause b issue check=k makes=u:always; symptom s never; symptom u; check k",
      "+a +s .b", "" },
    { "also when nobody asked for it",
      TWO "symptom t check=k; check k", "+s .t", "t>a/b" },
    { "a cause's own finding",
      "cause a makes=s:always check=k; cause b makes=s:always; symptom s; check k",
      "+s ?a", "a>a/b" },
    { "if absent, none of the known causes leads",
      "cause a makes=s:always check=k; symptom s; check k", "+s ?a",
      "a>a/-" },
    { "what is known is not asked again",
      TWO "symptom t check=k; check k", "+s -t", "" },
    { "there is no command", TWO "symptom t check=k; check k mute", "+s ?t",
      "" },
    { "there is no such check", TWO "symptom t check=z; check k", "+s ?t",
      "" },
    { "it tells nothing", TWO "symptom t; symptom u check=k; check k", "+s ?u",
      "" },
    { "per cost: free, online, user, admin",
      "cause a makes=s:always,t:always,u:always,v:always,w:always; cause b makes=s:always; symptom s; symptom t check=k; symptom u check=l; symptom v check=m; symptom w check=n; check k admin; check l user; check m online; check n free",
      "+s ?t ?u ?v ?w", "w>a/b, v>a/b, u>a/b" },
    { "equal ones by id",
      "cause a makes=s:always,t:always,u:always; cause b makes=s:always; symptom s; symptom t check=l; symptom u check=k; check k; check l",
      "+s ?t ?u", "t>a/b, u>a/b" },
    { "one per check",
      "cause a makes=s:always,t:always,u:often; cause b makes=s:always; symptom s; symptom t check=k; symptom u check=k; check k",
      "+s ?t ?u", "t>a/b" },
    { "the cause is proven and explains all: nothing",
      "cause a makes=s:always; cause b check=k; symptom s; check k",
      "+a +s .b", "" },
    { "but for what should have been judged",
      "cause a makes=s:always; cause b check=k; symptom s; check k",
      "+a +s ?b", "b>b/-" },
    { "it leaves a symptom unexplained",
      "cause a makes=s:always; cause b makes=t:always check=k; symptom s; symptom t; check k",
      "+a +s +t .b", "b>b/-" },
    { "beyond a broken hop there is nothing to see",
      "cause a ask; cause b makes=s:always,t:always; symptom s; symptom t at=map check=k; check k",
      "+a +s ?t", "" },
    { "refuted causes are not asked for",
      "cause a check=k excludes=b; cause b nothing; check k", "?a +b", "" },
    { "what a child has told is not asked of its parent",
      "cause a makes=s:always,p:always; cause b makes=s:always; symptom s; symptom p check=k; symptom q parent=p; check k",
      "+s ?p +q", "" },
    { "what a cause upstream makes too tells less",
      "cause a makes=b:always,s:always check=l; cause b makes=s:always check=k; symptom s; check k; check l",
      "+s ?a ?b", "a>a/b, b>b/-" },
    { "what a proven cause makes anyway tells less",
      "cause c makes=t:always; cause a makes=s:always,t:always,u:always; cause b makes=s:always; symptom s; symptom t check=k; symptom u check=l; check k; check l",
      "+c +s ?t ?u", "u>a/b, t>a/b" },
    /* clang-format on */
};

static void each_path(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(paths); i++) {
		struct rank_text text;

		print_message("row: %s\n", paths[i].name);
		rank_text_run(paths[i].rules, paths[i].findings, &text);
		assert_string_equal(rank_text_path(&text), paths[i].expect);
		rank_text_free(&text);
	}
}

static void each_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < ED_COUNT(nexts); i++) {
		struct rank_text text;

		print_message("row: %s\n", nexts[i].name);
		rank_text_run(nexts[i].rules, nexts[i].findings, &text);
		assert_string_equal(rank_text_next(&text), nexts[i].expect);
		rank_text_free(&text);
	}
}

static void failing_is_a_symptom_of_failure(void **state)
{
	static const struct {
		const char *findings;
		bool failing;
	} rows[] = {{"+s", true}, {"-s", false}, {"?s", false}, {"", false},
	    {"+ok", false}, {"+ok +s", true}, {"+a", false}, {"+noise", false},
	    {"+noise +s", true}};

	(void)state;
	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		struct rank_text text;

		rank_text_run("cause a; symptom s; symptom noise chronic; "
			      "symptom ok success=map",
		    rows[i].findings, &text);
		assert_int_equal(text.diagnosis.failing, rows[i].failing);
		rank_text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_path),
	    cmocka_unit_test(each_next),
	    cmocka_unit_test(failing_is_a_symptom_of_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
