/* SPDX-License-Identifier: Apache-2.0 */
#include "ed_test.h"

#include "engine/outcome.h"
#include "engine/run.h"

#include <string.h>

static const struct ed_attribute good_subject[] = {
    {.oid = ED_STR("2.5.4.3"), .value = ED_STR("ann"), .tag = 0x0c}};

static const struct ed_upn good_upn = {.value = ED_STR("ann@ex.test"),
    .utf8_string = true,
    .ref = {.kind = ED_AT_OID, .at = ED_STR("2.5.29.17")}};

static const struct ed_san good_san = {.type = ED_SAN_EMAIL,
    .value = ED_STR("ann@ex.test"),
    .ref = {.kind = ED_AT_OID, .at = ED_STR("2.5.29.17")}};

static const struct ed_str good_eku = ED_STR("1.3.6.1.5.5.7.3.2");

const struct ed_certificate ed_good_certificate = {
    .label = ED_STR("device certificate 00000000"),
    .subject = {.text = ED_STR("CN=ann"),
	.attributes = good_subject,
	.n_attributes = ED_COUNT(good_subject)},
    .issuer = {.text = ED_STR("CN=Test CA")},
    .not_before = 1000000000,
    .not_after = 2000000000,
    .has_san = true,
    .upns = &good_upn,
    .n_upns = 1,
    .sans = &good_san,
    .n_sans = 1,
    .has_eku = true,
    .ekus = &good_eku,
    .n_ekus = 1,
    .path_length = -1,
};

/* Causes and symptoms of one family have one name: "symptom schannel". */
static const struct ed_check *find_check(const char *id)
{
	bool symptom = strncmp(id, "symptom ", 8) == 0;
	const char *name = symptom ? id + 8 : id;

	for (size_t i = 0; ed_builtin_checks[i]; i++)
		if (strcmp(ed_builtin_checks[i]->id, name) == 0 &&
		    (!symptom || ed_builtin_checks[i]->each == ED_SYMPTOM))
			return ed_builtin_checks[i];
	fail_msg("no such check: %s", id);
	return NULL;
}

static void run_check(const char *check_id, const struct ed_facts *facts,
    const void *subject, struct ed_arena *arena, struct ed_list *out)
{
	ed_check_run_one(find_check(check_id), facts, subject, arena, out);
	assert_true(out->n > 0);
	for (size_t i = 0; i < out->n; i++) {
		const struct ed_outcome *outcome =
		    &ED_ITEMS(*out, struct ed_outcome)[i];

		if (outcome->open)
			fail_msg("%s/%s was left open", check_id, outcome->id);
	}
}

void ed_expect(const char *check_id, const struct ed_facts *facts,
    const void *subject, const char *expect)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_list list = {0};

	run_check(check_id, facts, subject, &arena, &list);
	for (size_t i = 0; i < list.n; i++) {
		const struct ed_outcome *outcome =
		    &ED_ITEMS(list, struct ed_outcome)[i];

		if (outcome->state == ED_ABSENT)
			continue;
		ed_putf(&text, "%s%s", text.n ? " " : "", outcome->id);
		if (outcome->state != ED_PRESENT)
			ed_putf(&text, "=%s", ed_state_names[outcome->state]);
	}
	ed_put_byte(&text, '\0');
	assert_string_equal(ed_text_str(&text).p, expect);
	ed_arena_free(&arena);
}

static const struct ed_outcome *find_outcome(
    const struct ed_list *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(ED_ITEMS(*list, struct ed_outcome)[i].id, id) == 0)
			return &ED_ITEMS(*list, struct ed_outcome)[i];
	fail_msg("no such finding: %s", id);
	return NULL;
}

/* Everything that outcome says, one "name=value" per line. */
static void put_said(struct ed_text *text, const struct ed_outcome *outcome)
{
	const struct ed_value *value = outcome->values;

	ed_putf(text, "\nreason=%.*s\nat=%.*s\nquote=%.*s\n",
	    ED_ARG(outcome->reason), ED_ARG(outcome->where.at),
	    ED_ARG(outcome->where.quote));
	ed_putf(text, "answer=%s\n",
	    outcome->where.kind == ED_AT_ANSWER ? "yes" : "no");
	for (; value && value->name; value++)
		ed_putf(text, "%s=%.*s\n", value->name, ED_ARG(value->value));
	ed_put_byte(text, '\0');
}

void ed_expect_said(const char *check_id, const struct ed_facts *facts,
    const void *subject, const char *finding, const char *said)
{
	struct ed_arena arena = {0};
	struct ed_text text = {.arena = &arena};
	struct ed_list list = {0};
	struct ed_str line = ed_format(&arena, "\n%s\n", said);

	run_check(check_id, facts, subject, &arena, &list);
	put_said(&text, find_outcome(&list, finding));
	if (!strstr(ed_text_str(&text).p, line.p))
		fail_msg("%s/%s does not say \"%s\" but:%s", check_id, finding,
		    said, ed_text_str(&text).p);
	ed_arena_free(&arena);
}
