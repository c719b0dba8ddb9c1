/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of a rule file, and how their values are read. */
#include "engine/rule_file.h"

static const char *const kind_cause[] = {"cause", NULL};
static const char *const kind_symptom[] = {"symptom", NULL};
static const char *const basis_names[] = {"verified", "memory", NULL};
static const char *const shell_names[] = {"sh", "cmd", "powershell", NULL};
/* ed_hop_names, and the word for ED_HOP_NONE. */
static const char *const seen_names[] = {"issue", "deliver", "connect",
    "handshake", "ask", "validate", "hand-over", "map", "mailbox", "operate",
    "none", NULL};

_Static_assert(ED_COUNT(seen_names) == ED_HOP_NONE + 2, "a hop has no name");

static void remember(
    struct ed_arena *arena, struct ed_yaml_node node, struct ed_str text)
{
	const struct ed_rule_reading *reading = ed_yaml_context(node);
	struct ed_rule_place *place =
	    ED_PUSH(arena, &reading->set->places, struct ed_rule_place);

	*place = (struct ed_rule_place){.p = text.p,
	    .file = reading->file,
	    .line = node.line,
	    .column = node.column};
}

bool ed_rule_read_text(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_str text;

	if (!ed_yaml_read_text(arena, node, "this", &text, err))
		return false;
	/* A block scalar's last line break is not part of what it says. */
	while (text.n && text.p[text.n - 1] == '\n')
		text.n--;
	remember(arena, node, text);
	*(struct ed_str *)into = text;
	return true;
}

bool ed_rule_read_words(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_words *words = into;
	bool lone = ed_yaml_is_text(node);
	size_t n = lone ? 1 : ed_yaml_count(node);
	struct ed_str *items = ed_alloc_array(arena, n, sizeof(*items));

	if (!lone && !ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "this must be a list of texts");
	for (size_t i = 0; i < n; i++)
		if (!ed_rule_read_text(arena,
			lone ? node : ed_yaml_item(node, i), &items[i], err))
			return false;
	*words = (struct ed_words){items, n};
	return true;
}

static const struct ed_yaml_key link_keys[] = {
    {"finding", ED_YAML_CUSTOM, offsetof(struct ed_link, finding),
	.required = true, .read = ed_rule_read_text},
    {"strength", ED_YAML_WORD, offsetof(struct ed_link, strength),
	.required = true, .words = ed_strength_names},
    {"via", ED_YAML_CUSTOM, offsetof(struct ed_link, via),
	.read = ed_rule_read_text},
    {"when", ED_YAML_CUSTOM, offsetof(struct ed_link, when),
	.read = ed_rule_read_words},
    {0},
};

/* into is the rule: a list of links is two of its members. */
static bool read_links(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;
	size_t n = ed_yaml_count(node);
	struct ed_link *links = ed_alloc_array(arena, n, sizeof(*links));

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err,
		    "explains must be a list of { finding, strength, via }");
	for (size_t i = 0; i < n; i++)
		if (!ed_yaml_read_mapping(arena, ed_yaml_item(node, i),
			link_keys, &links[i], err))
			return false;
	rule->explains = links;
	rule->n_explains = n;
	return true;
}

struct command {
	int shell;
	struct ed_str run;
};

static const struct ed_yaml_key command_keys[] = {
    {"shell", ED_YAML_WORD, offsetof(struct command, shell), .required = true,
	.words = shell_names},
    {"run", ED_YAML_CUSTOM, offsetof(struct command, run), .required = true,
	.read = ed_rule_read_text},
    {0},
};

bool ed_rule_read_command(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct command command = {0};

	if (!ed_yaml_is_mapping(node))
		return ed_yaml_fail(
		    node, err, "a command must be { shell: …, run: … }");
	if (!ed_yaml_read_mapping(arena, node, command_keys, &command, err))
		return false;
	*(struct ed_rule_command *)into = (struct ed_rule_command){
	    ed_str_of(shell_names[command.shell]), command.run};
	return true;
}

/* into is the rule. */
static bool read_verify(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;
	size_t n = ed_yaml_count(node);
	struct ed_rule_command *items =
	    ed_alloc_array(arena, n, sizeof(*items));

	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(
		    node, err, "verify must be a list of { shell, run }");
	for (size_t i = 0; i < n; i++)
		if (!ed_rule_read_command(
			arena, ed_yaml_item(node, i), &items[i], err))
			return false;
	rule->verify = items;
	rule->n_verify = n;
	return true;
}

static bool read_needs(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;

	rule->proof = ED_PROOF_NEEDS;
	return ed_rule_read_words(arena, node, &rule->proof_needs, err);
}

static bool read_any(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;

	if (rule->proof == ED_PROOF_NEEDS)
		return ed_yaml_fail(node, err, "proof has 'needs' or 'any'");
	rule->proof = ED_PROOF_ANY;
	return ed_rule_read_words(arena, node, &rule->proof_needs, err);
}

static const struct ed_yaml_key proof_keys[] = {
    {"needs", ED_YAML_CUSTOM, 0, .read = read_needs},
    {"any", ED_YAML_CUSTOM, 0, .read = read_any},
    {0},
};

/* into is the rule: seen, never, { needs: [ ids ] } or { any: [ ids ] }. */
static bool read_proof(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;
	struct ed_str word = ed_yaml_text(arena, node);

	if (ed_yaml_is_mapping(node)) {
		/* Without ids, which is refused later. */
		rule->proof = ED_PROOF_SEEN;
		if (!ed_yaml_read_mapping(arena, node, proof_keys, rule, err))
			return false;
		return rule->proof != ED_PROOF_SEEN ||
		       ed_yaml_fail(node, err, "proof lacks 'needs' or 'any'");
	}
	if (ed_str_eq(word, ED_STR("seen")))
		rule->proof = ED_PROOF_SEEN;
	else if (ed_str_eq(word, ED_STR("never")))
		rule->proof = ED_PROOF_NEVER;
	else
		return ed_yaml_fail(node, err,
		    "proof must be seen, never, { needs: [ids] } or "
		    "{ any: [ids] }");
	return true;
}

/* into is the rule: one word or a list of them. */
static bool read_onset(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	struct ed_rule *rule = into;
	struct ed_words words;

	if (!ed_rule_read_words(arena, node, &words, err))
		return false;
	for (size_t i = 0; i < words.n; i++) {
		unsigned bit = 0;

		while (
		    ed_onset_names[bit] &&
		    !ed_str_eq(words.items[i], ed_str_of(ed_onset_names[bit])))
			bit++;
		if (!ed_onset_names[bit])
			return ed_yaml_fail(node, err,
			    "onset has begin, end, change, update, clock, "
			    "revoke, and no '%.*s'",
			    ED_ARG(ed_str_sub(words.items[i], 0, 100)));
		rule->onset |= 1u << bit;
	}
	return true;
}

/* One table entry; the rest of its members follow. */
#define RULE(key, how, member)                                                 \
	key, ED_YAML_##how, offsetof(struct ed_rule, member)
#define TEXT(key, must)                                                        \
	{                                                                      \
		RULE(#key, CUSTOM, key), .required = (must),                   \
					 .read = ed_rule_read_text             \
	}
#define WORDS(key, must)                                                       \
	{                                                                      \
		RULE(#key, CUSTOM, key), .required = (must),                   \
					 .read = ed_rule_read_words            \
	}
#define WORD(key, must, names)                                                 \
	{                                                                      \
		RULE(#key, WORD, key), .required = (must), .words = (names)    \
	}
/* Readers that fill two members of the rule. */
#define WHOLE(key, must, reader)                                               \
	{                                                                      \
		key, ED_YAML_CUSTOM, 0, .required = (must), .read = (reader)   \
	}
#define ID                                                                     \
	{                                                                      \
		RULE("id", CUSTOM, id),                                        \
		    .required = true, .read = ed_rule_read_text,               \
		    .line_offset = offsetof(struct ed_rule, line)              \
	}

const struct ed_yaml_key ed_rule_cause_keys[] = {
    ID,
    WORD(kind, true, kind_cause),
    TEXT(title, true),
    WORD(stage, true, ed_stage_names),
    WORD(bites, true, ed_hop_names),
    WORD(blocks, true, ed_blocks_names),
    WORD(prior, true, ed_prior_names),
    WHOLE("proof", true, read_proof),
    WORD(basis, true, basis_names),
    WORD(owner, true, ed_owner_names),
    WORD(meets, false, ed_meets_names),
    WHOLE("onset", false, read_onset),
    WHOLE("explains", false, read_links),
    WORDS(requires, false),
    WORDS(excludes, false),
    TEXT(text, true),
    WORDS(fix, true),
    TEXT(undo, false),
    WORD(risk, false, ed_risk_names),
    WHOLE("verify", true, read_verify),
    TEXT(handoff, false),
    WORDS(cite, true),
    {0},
};

const struct ed_yaml_key ed_rule_symptom_keys[] = {
    ID,
    WORD(kind, false, kind_symptom),
    TEXT(title, true),
    TEXT(text, true),
    WORD(leak, true, ed_leak_names),
    TEXT(group, false),
    TEXT(parent, false),
    WORD(seen_at, false, seen_names),
    WORD(refutes_to, false, seen_names),
    WORDS(cite, false),
    {0},
};

const struct ed_yaml_key ed_rule_cause_word_keys[] = {
    TEXT(id, true),
    TEXT(title, false),
    WORD(blocks, false, ed_blocks_names),
    WORD(owner, false, ed_owner_names),
    TEXT(text, false),
    WORDS(fix, false),
    TEXT(undo, false),
    WORD(risk, false, ed_risk_names),
    WHOLE("verify", false, read_verify),
    TEXT(handoff, false),
    WORDS(cite, false),
    {0},
};

const struct ed_yaml_key ed_rule_symptom_word_keys[] = {
    TEXT(id, true),
    TEXT(title, false),
    TEXT(text, false),
    WORDS(cite, false),
    {0},
};

struct ed_str ed_rule_peek(
    struct ed_arena *arena, struct ed_yaml_node mapping, const char *key)
{
	struct ed_yaml_node name, value;

	if (!ed_yaml_is_mapping(mapping))
		return ED_STR("");
	for (size_t i = 0; i < ed_yaml_count(mapping); i++) {
		ed_yaml_pair(mapping, i, &name, &value);
		if (ed_str_eq(ed_yaml_text(arena, name), ed_str_of(key)))
			return ed_yaml_text(arena, value);
	}
	return ED_STR("");
}

static bool read_rule(struct ed_arena *arena, struct ed_yaml_node node,
    enum ed_rule_kind kind, struct ed_rule *rule, struct ed_error *err)
{
	const struct ed_rule_reading *reading = ed_yaml_context(node);

	*rule = (struct ed_rule){.kind = kind,
	    .seen_at = ED_HOP_NONE,
	    .refutes_to = ED_HOP_NONE,
	    .file = reading->file,
	    .line = node.line};
	if (!ed_yaml_read_mapping(arena, node,
		kind == ED_CAUSE ? ed_rule_cause_keys : ed_rule_symptom_keys,
		rule, err))
		return false;
	/* "kind" is the only word of its table, and so was read as 0. */
	rule->kind = kind;
	return true;
}

static bool read_rules(struct ed_arena *arena, struct ed_yaml_node node,
    bool symptoms, struct ed_list *rules, struct ed_error *err)
{
	if (!ed_yaml_is_sequence(node))
		return ed_yaml_fail(node, err, "this must be a list");
	for (size_t i = 0; i < ed_yaml_count(node); i++) {
		struct ed_yaml_node item = ed_yaml_item(node, i);
		struct ed_str kind = ed_rule_peek(arena, item, "kind");
		bool symptom = symptoms || ed_str_eq(kind, ED_STR("symptom"));

		if (!read_rule(arena, item,
			symptom ? ED_SYMPTOM_RULE : ED_CAUSE,
			ED_PUSH(arena, rules, struct ed_rule), err))
			return false;
	}
	return true;
}

static bool read_findings(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	return read_rules(arena, node, false, into, err);
}

static bool read_symptoms(struct ed_arena *arena, struct ed_yaml_node node,
    void *into, struct ed_error *err)
{
	return read_rules(arena, node, true, into, err);
}

#define CHECK(key)                                                             \
#key, ED_YAML_CUSTOM, offsetof(struct ed_rule_file, check.key)

const struct ed_yaml_key ed_rule_check_file_keys[] = {
    {"check", ED_YAML_CUSTOM, offsetof(struct ed_rule_file, check.id),
	.required = true, .read = ed_rule_read_text},
    {CHECK(supply), .required = true, .read = ed_rule_read_text},
    {CHECK(collect), .read = ed_rule_read_command},
    {"who", ED_YAML_WORD, offsetof(struct ed_rule_file, check.who),
	.required = true, .words = ed_owner_names},
    {"cost", ED_YAML_WORD, offsetof(struct ed_rule_file, check.cost),
	.required = true, .words = ed_cost_names},
    {"findings", ED_YAML_CUSTOM, offsetof(struct ed_rule_file, rules),
	.required = true, .read = read_findings},
    {0},
};

const struct ed_yaml_key ed_rule_symptom_file_keys[] = {
    {"symptoms", ED_YAML_CUSTOM, offsetof(struct ed_rule_file, rules),
	.required = true, .read = read_symptoms},
    {0},
};
