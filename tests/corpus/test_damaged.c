/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Damaged evidence, the whole way to the verdict: of every kind of file that
 * the corpus and the fixtures hold, some are cut, flipped, blanked, emptied,
 * doubled and stored otherwise, each in its whole bundle.
 *
 * Nothing may look better for it, nothing untrue may be proven, what cannot be
 * read is named and never healthy, and all other files are read as before.
 *
 * usage: test_damaged CORPUS [SEED [FILES_PER_KIND [ROUNDS]]]
 */
#include "base/encoding.h"
#include "bundle_files.h"
#include "damage.h"
#include "load/loader.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define COMMITTED ED_SOURCE_DIR "/tests/corpus/committed"
#define FIXTURES ED_SOURCE_DIR "/tests/fixtures"

enum {
	AS_OF_2026_11_23 = 1795392000, /* of fixtures */
	SECONDS_PER_RUN = 60,
	MAX_TOLD = 100,
	FEWEST_KINDS = 20
};

/* What holds of a way to do harm. */
enum {
	NAMED = 1,       /* whatever it hits, it can be seen */
	PROVES = 2,      /* it may be well-formed, and say something else */
	ROW_MAY_END = 4, /* a log that is copied while it is written */
	SAYS_LESS = 8    /* it ends between two lines, as it may */
};

enum { NO_LABEL = ED_N_LABEL_KINDS };

/* One file that is to suffer, and what it is. */
struct target {
	const char *folder;
	struct ed_str path;
	struct ed_str kind; /* the loader's, and how the name ends */
};

struct kind {
	struct ed_str name;
	unsigned n;
};

static struct {
	struct ed_arena arena;
	struct ed_knowledge knowledge;
	struct ed_list folders; /* const char * */
	struct ed_list targets; /* struct target */
	struct ed_list kinds;   /* struct kind */
	struct dice dice;
	unsigned per_kind;
	unsigned rounds;
	unsigned n_runs;
	unsigned n_failed;
	int without;        /* the exit code without the file at hand */
	struct ed_list gap; /* struct ed_str: what is proven without it */
	struct ed_arena gap_arena;
	const char *work;
	char now[512]; /* what is being tried */
} all;

/* What a run came to. */
struct outcome {
	struct ed_diagnosed d;
	int exit_code;
	const struct ed_report_input *input; /* of the file that suffered */
};

static void on_alarm(int signal)
{
	(void)signal;
	(void)!write(STDERR_FILENO, all.now, strlen(all.now));
	(void)!write(STDERR_FILENO, ": takes too long\n", 17);
	_exit(1);
}

static void complain(const char *why, struct ed_str detail)
{
	if (++all.n_failed <= MAX_TOLD)
		fprintf(stderr, "%s: %s %.*s\n", all.now, why, ED_ARG(detail));
}

/* A fixture has no label, and need not have a case. */
static void open_fixture(struct bundle *b, const char *folder)
{
	static const char line[] = "evidence: [ ./evidence ]\n";
	struct file *told = NULL;

	memset(b, 0, sizeof(*b));
	b->folder = folder;
	b->label.as_of = AS_OF_2026_11_23;
	b->label.kind = NO_LABEL;
	ed_walk(folder, take_file, refuse_skipped, b);
	for (size_t i = 0; i < b->files.n; i++)
		if (is_case(&files_of(b)[i]))
			told = &files_of(b)[i];
	if (!told) {
		told = ED_PUSH(&b->arena, &b->files, struct file);
		*told = (struct file){ED_STR("case.yaml"), ED_STR(line), false};
	} else if (ed_str_find(told->bytes, ED_STR("evidence:")) ==
		   told->bytes.n) {
		told->bytes =
		    ed_format(&b->arena, "%.*s\n%s", ED_ARG(told->bytes), line);
	}
}

static void open_any(struct bundle *b, const char *folder)
{
	if (ed_str_starts(ed_str_of(folder), ED_STR(FIXTURES)))
		open_fixture(b, folder);
	else
		open_bundle(b, folder);
}

static struct file *file_at(struct bundle *b, struct ed_str path)
{
	for (size_t i = 0; i < b->files.n; i++)
		if (ed_str_eq(files_of(b)[i].path, path))
			return &files_of(b)[i];
	fail_msg("%s: no %.*s", b->folder, ED_ARG(path));
	return NULL;
}

static const struct ed_report_input *input_at(
    const struct ed_report *report, struct ed_str path)
{
	struct ed_arena arena = {0};
	struct ed_str end = ed_format(&arena, "/%.*s", ED_ARG(path));
	const struct ed_report_input *found = NULL;

	for (size_t i = 0; i < report->n_inputs; i++)
		if (ed_str_iends(report->inputs[i].path, end))
			found = &report->inputs[i];
	ed_arena_free(&arena);
	return found;
}

static bool diagnose(struct bundle *b, struct ed_str path, struct outcome *out)
{
	struct ed_request request = {
	    .case_file = ed_format(&b->arena, "%s/case.yaml", all.work).p,
	    .has_as_of = true,
	    .as_of = b->label.as_of,
	    .rules = &all.knowledge.rules,
	    .registry = &all.knowledge.registry};
	struct ed_error err;
	bool ok;

	write_bundle(b, all.work);
	alarm(SECONDS_PER_RUN);
	ok = ed_diagnose(&request, &out->d, &err);
	alarm(0);
	all.n_runs++;
	if (!ok) {
		complain("no diagnosis:", ed_str_of(err.text));
		return false;
	}
	out->exit_code = out->d.report.verdict.exit_code;
	out->input = input_at(&out->d.report, path);
	return true;
}

/* Better: blocked or unknown became healthy or a warning, or a warning
 * healthy. */
static bool is_better(int before, int after)
{
	if (before == ED_EXIT_BLOCKED || before == ED_EXIT_UNKNOWN)
		return after == ED_EXIT_HEALTHY || after == ED_EXIT_WARNING;
	return before == ED_EXIT_WARNING && after == ED_EXIT_HEALTHY;
}

static bool lists(const struct ed_list *ids, struct ed_str id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ed_str_eq(ED_ITEMS(*ids, struct ed_str)[i], id))
			return true;
	return false;
}

/* True of the bundle, or at least seen in the unharmed one. */
static bool is_true(const struct bundle *b, const struct outcome *before,
    const struct ed_rule *rule)
{
	const struct ed_findings *findings = &before->d.findings;

	if (lists(&b->label.truth, rule->id) || lists(&b->label.also, rule->id))
		return true;
	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].rule == rule &&
		    findings->items[i].state == ED_PRESENT)
			return true;
	return false;
}

static void expect_no_new_proof(const struct bundle *b,
    const struct outcome *before, const struct outcome *after,
    const struct ed_list *known)
{
	const struct ed_diagnosis *diagnosis = &after->d.diagnosis;

	for (size_t i = 0; i < diagnosis->n_causes; i++)
		if (diagnosis->causes[i].certainty == ED_PROVEN &&
		    !is_true(b, before, diagnosis->causes[i].rule) &&
		    !lists(known, diagnosis->causes[i].rule->id))
			complain(
			    "newly proven:", diagnosis->causes[i].rule->id);
}

static bool is_unrecognised(const struct ed_report_input *in)
{
	return ed_str_eq(in->kind, ED_STR("unrecognised"));
}

/*
 * A fixture does not say what somebody observed, so that what a file shows
 * can be gone with it; but it is no better than without the file.
 */
static void expect_never_better(const struct bundle *b,
    const struct outcome *before, const struct outcome *after,
    unsigned promises)
{
	static const char *const codes[] = {"0", "1", "2", "3"};
	const struct ed_report_input *in = after->input;

	if (is_better(before->exit_code, after->exit_code) &&
	    (b->label.kind != NO_LABEL ||
		(is_better(all.without, after->exit_code) &&
		    !(promises & (PROVES | SAYS_LESS)))))
		complain("looks better: exit code",
		    ed_str_of(codes[after->exit_code & 3]));
	if (!in)
		complain("is not listed", (struct ed_str){0});
	else if (in->damage.n && !is_unrecognised(in) &&
		 before->input->damage.n == 0 && !(promises & ROW_MAY_END) &&
		 after->exit_code == ED_EXIT_HEALTHY)
		complain("healthy, with", in->damage.items[0]);
}

static void expect_named(const struct outcome *after)
{
	if (after->input && after->input->damage.n == 0)
		complain("no damage is named", after->input->kind);
}

/* All other files are read as they were. */
static void expect_others(
    const struct outcome *before, const struct outcome *after)
{
	const struct ed_report *old = &before->d.report;

	for (size_t i = 0; i < old->n_inputs; i++) {
		const struct ed_report_input *in =
		    input_at(&after->d.report, old->inputs[i].path);

		if (&old->inputs[i] == before->input)
			continue;
		for (size_t k = 0; k < after->d.report.n_inputs && !in; k++)
			if (ed_str_eq(after->d.report.inputs[k].path,
				old->inputs[i].path))
				in = &after->d.report.inputs[k];
		if (!in || !ed_str_eq(in->kind, old->inputs[i].kind))
			complain(
			    "lost, or read otherwise:", old->inputs[i].path);
	}
}

static bool is_log(const struct target *target)
{
	return ed_str_find(target->kind, ED_STR("-log")) < target->kind.n;
}

static void try_harm(struct bundle *b, const struct target *target,
    const struct outcome *before, struct ed_str bytes, unsigned promises)
{
	struct file *file = file_at(b, target->path);
	struct ed_str unharmed = file->bytes;
	const struct ed_list none = {0};
	struct outcome after = {.exit_code = 0};

	file->bytes = bytes;
	if (diagnose(b, target->path, &after)) {
		expect_never_better(b, before, &after, promises);
		expect_others(before, &after);
		if (promises & NAMED)
			expect_named(&after);
		if (!(promises & PROVES))
			expect_no_new_proof(b, before, &after,
			    after.input && is_unrecognised(after.input)
				? &all.gap
				: &none);
		ed_diagnosed_free(&after.d);
	}
	file->bytes = unharmed;
}

static void say_now(const struct target *target, const char *harm, size_t at)
{
	snprintf(all.now, sizeof(all.now), "%s: %.*s: %s %zu", target->folder,
	    ED_ARG(target->path), harm, at);
}

/* Kinds that tell where they end: a cut can always be seen. */
static bool has_an_end(const struct target *target)
{
	static const char *const ends[] = {
	    "pkcs12", "profile", "probe", "iis-config", "crl", "android", NULL};

	for (size_t i = 0; ends[i]; i++)
		if (ed_str_starts(target->kind, ed_str_of(ends[i])))
			return true;
	return ed_str_iends(target->kind, ED_STR(".gz")) ||
	       ed_str_iends(target->kind, ED_STR(".zst")) ||
	       ed_str_iends(target->kind, ED_STR("evtx"));
}

static size_t last_text(struct ed_str bytes)
{
	while (bytes.n && strchr(" \t\r\n", bytes.p[bytes.n - 1]))
		bytes.n--;
	return bytes.n;
}

static void cut(struct bundle *b, const struct target *target,
    const struct outcome *before, struct ed_str bytes)
{
	size_t end = last_text(bytes);
	size_t sure = has_an_end(target) && end > 1 ? end - 1 : 0;
	size_t places[] = {1, bytes.n / 2, bytes.n - bytes.n / 4, sure, 0, 0};

	for (size_t i = 0; i < ED_COUNT(places); i++) {
		size_t at = places[i] ? places[i] : roll(&all.dice, bytes.n);

		if (at == 0 || at >= bytes.n)
			continue;
		say_now(target, "cut at", at);
		try_harm(b, target, before, cut_at(&b->arena, bytes, at),
		    (at <= sure ? NAMED : 0) |
			(bytes.p[at - 1] == '\n' ? SAYS_LESS : 0) |
			(is_log(target) ? ROW_MAY_END : 0));
	}
}

static void spoil(struct bundle *b, const struct target *target,
    const struct outcome *before, struct ed_str bytes)
{
	bool text = !ed_str_has(bytes, '\0') && ed_is_utf8(bytes);
	unsigned rows = is_log(target) ? ROW_MAY_END : 0;

	for (unsigned i = 0; i < 3; i++) {
		say_now(target, "flipped", i);
		try_harm(b, target, before,
		    flip_bits(&b->arena, bytes, &all.dice), PROVES | rows);
		say_now(target, "blanked", i);
		try_harm(b, target, before,
		    zero_block(&b->arena, bytes, &all.dice),
		    (text ? NAMED : PROVES) | rows);
	}
	say_now(target, "noise", 0);
	try_harm(
	    b, target, before, noise_of(&b->arena, bytes, &all.dice), NAMED);
	say_now(target, "empty", 0);
	try_harm(b, target, before, (struct ed_str){bytes.p, 0}, NAMED);
	say_now(target, "all zero", 0);
	try_harm(b, target, before,
	    (struct ed_str){ed_alloc(&b->arena, bytes.n), bytes.n}, NAMED);
}

static void double_it(struct bundle *b, const struct target *target,
    const struct outcome *before, struct ed_str bytes)
{
	struct file copy = {
	    ed_format(&b->arena, "%.*s (2)", ED_ARG(target->path)), bytes,
	    false};

	say_now(target, "doubled", 0);
	*ED_PUSH(&b->arena, &b->files, struct file) = copy;
	try_harm(b, target, before, bytes, 0);
	files_of(b)[b->files.n - 1].gone = true;
}

/* A fixture of what a file refutes: without the file it is not refuted. */
static void note_gap(const struct ed_diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->n_causes; i++)
		if (diagnosis->causes[i].certainty == ED_PROVEN)
			*ED_PUSH(&all.gap_arena, &all.gap, struct ed_str) =
			    diagnosis->causes[i].rule->id;
}

static void take_away(
    struct bundle *b, const struct target *target, const struct outcome *before)
{
	struct file *file = file_at(b, target->path);
	struct outcome after = {.exit_code = 0};

	say_now(target, "removed", 0);
	file->gone = true;
	ed_arena_free(&all.gap_arena);
	all.gap = (struct ed_list){0};
	all.without = ED_EXIT_HEALTHY;
	if (diagnose(b, target->path, &after)) {
		all.without = after.exit_code;
		if (b->label.kind == NO_LABEL)
			note_gap(&after.d.diagnosis);
		expect_no_new_proof(b, before, &after, &all.gap);
		ed_diagnosed_free(&after.d);
	}
	file->gone = false;
}

static void harm_all_ways(const struct target *target)
{
	struct outcome before = {.exit_code = 0};
	struct ed_str bytes;
	struct bundle b;

	open_any(&b, target->folder);
	bytes = file_at(&b, target->path)->bytes;
	say_now(target, "unharmed", 0);
	if (diagnose(&b, target->path, &before) && before.input) {
		take_away(&b, target, &before);
		for (unsigned i = 0; i < all.rounds; i++) {
			cut(&b, target, &before, bytes);
			spoil(&b, target, &before, bytes);
		}
		double_it(&b, target, &before, bytes);
		ed_diagnosed_free(&before.d);
	}
	ed_arena_free(&b.arena);
}

static void damage_is_never_healthy(void **state)
{
	(void)state;
	all.n_failed = 0;
	for (size_t i = 0; i < all.targets.n; i++)
		harm_all_ways(&ED_ITEMS(all.targets, struct target)[i]);
	assert_int_equal(all.n_failed, 0);
}

/* Packed logs tell where they end, and each byte counts. */
static void pack_and_harm(const struct target *from, bool as_zstd)
{
	struct outcome before = {.exit_code = 0};
	struct target target = *from;
	struct bundle b;
	struct file *file;

	open_any(&b, from->folder);
	file = file_at(&b, from->path);
	file->bytes =
	    as_zstd ? zstd(&b.arena, file->bytes) : gzip(&b.arena, file->bytes);
	file->path = target.path = ed_format(
	    &b.arena, "%.*s%s", ED_ARG(from->path), as_zstd ? ".zst" : ".gz");
	target.kind = ed_format(
	    &b.arena, "%.*s%s", ED_ARG(from->kind), as_zstd ? ".zst" : ".gz");
	say_now(&target, "packed", 0);
	if (diagnose(&b, target.path, &before) && before.input) {
		if (before.input->damage.n)
			complain(
			    "not unpacked:", before.input->damage.items[0]);
		take_away(&b, &target, &before);
		cut(&b, &target, &before, file->bytes);
		spoil(&b, &target, &before, file->bytes);
		ed_diagnosed_free(&before.d);
	}
	ed_arena_free(&b.arena);
}

static void packed_logs_too(void **state)
{
	unsigned n = 0;

	(void)state;
	all.n_failed = 0;
	for (size_t i = 0; i < all.targets.n; i++) {
		const struct target *target =
		    &ED_ITEMS(all.targets, struct target)[i];

		if (ed_str_find(target->kind, ED_STR("-log")) == target->kind.n)
			continue;
		pack_and_harm(target, n++ % 2);
	}
	assert_true(n > 1);
	assert_int_equal(all.n_failed, 0);
}

/* The ranking as text: ids, states, certainties and scores, in order. */
static struct ed_str ranking(
    struct ed_arena *arena, const struct ed_diagnosed *d)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < d->diagnosis.n_causes; i++) {
		const struct ed_candidate *cause = &d->diagnosis.causes[i];

		ed_putf(&out, "%.*s %s %d; ", ED_ARG(cause->rule->id),
		    ed_certainty_names[cause->certainty], cause->score);
	}
	ed_putf(&out, "exit %d", d->report.verdict.exit_code);
	return ed_text_str(&out);
}

/* A password is bytes, whatever they mean, and so is JSON. */
static bool has_forms(const struct target *target, struct ed_str bytes)
{
	return !ed_str_has(bytes, '\0') && ed_is_utf8(bytes) &&
	       !ed_str_starts(target->kind, ED_STR("probe"));
}

static struct ed_str declared(
    struct ed_arena *arena, struct ed_str text, enum text_form form)
{
	struct ed_text out = {.arena = arena};
	size_t at = ed_str_find(text, ED_STR("\"UTF-8\""));

	if (at == text.n)
		at = ed_str_find(text, ED_STR("\"utf-8\""));
	if (at == text.n || at > 100 || form == FORM_UTF8_BOM ||
	    form == FORM_CRLF_UTF8_BOM)
		return text;
	ed_put(&out, ed_str_sub(text, 0, at));
	ed_put(&out, ED_STR("\"UTF-16\""));
	ed_put(&out, ed_str_sub(text, at + 7, text.n));
	return ed_text_str(&out);
}

static void store_otherwise(const struct target *target)
{
	struct outcome before = {.exit_code = 0}, after = {.exit_code = 0};
	struct bundle b;
	struct file *file;
	struct ed_str text;

	open_any(&b, target->folder);
	file = file_at(&b, target->path);
	text = file->bytes;
	say_now(target, "unharmed", 0);
	if (!has_forms(target, text) || !diagnose(&b, target->path, &before)) {
		ed_arena_free(&b.arena);
		return;
	}
	for (int form = 0; form < N_TEXT_FORMS; form++) {
		struct ed_str was = ranking(&b.arena, &before.d), is;

		say_now(target, text_form_names[form], 0);
		file->bytes = text_in_form(
		    &b.arena, declared(&b.arena, text, form), form);
		if (!diagnose(&b, target->path, &after))
			continue;
		is = ranking(&b.arena, &after.d);
		if (!ed_str_eq(was, is))
			complain("became",
			    ed_format(&b.arena, "%.*s\n    it was %.*s",
				ED_ARG(is), ED_ARG(was)));
		ed_diagnosed_free(&after.d);
	}
	ed_diagnosed_free(&before.d);
	ed_arena_free(&b.arena);
}

static void forms_do_not_matter(void **state)
{
	(void)state;
	all.n_failed = 0;
	for (size_t i = 0; i < all.targets.n; i++)
		store_otherwise(&ED_ITEMS(all.targets, struct target)[i]);
	assert_int_equal(all.n_failed, 0);
}

/* How a name ends: ".pem". */
static struct ed_str ending(struct ed_str path)
{
	size_t at = path.n;

	while (at && path.p[at - 1] != '.' && path.p[at - 1] != '/')
		at--;
	return ed_str_sub(path, at ? at - 1 : 0, path.n);
}

static struct kind *kind_of(struct ed_str name)
{
	for (size_t i = 0; i < all.kinds.n; i++)
		if (ed_str_eq(ED_ITEMS(all.kinds, struct kind)[i].name, name))
			return &ED_ITEMS(all.kinds, struct kind)[i];
	*ED_PUSH(&all.arena, &all.kinds, struct kind) =
	    (struct kind){ed_copy(&all.arena, name), 0};
	return &ED_ITEMS(all.kinds, struct kind)[all.kinds.n - 1];
}

/* Takes its files of kinds that there are too few of. */
static void take_targets(const char *folder)
{
	struct bundle b;

	open_any(&b, folder);
	for (size_t i = 0; i < b.files.n; i++) {
		const struct file *file = &files_of(&b)[i];
		const struct ed_loader *loader = ed_find_loader(file->bytes);
		struct kind *kind;

		if (!is_evidence(file) || !loader || file->bytes.n < 8)
			continue;
		kind = kind_of(ed_format(&b.arena, "%s %.*s", loader->kind,
		    ED_ARG(ending(file->path))));
		if (kind->n >= all.per_kind)
			continue;
		kind->n++;
		*ED_PUSH(&all.arena, &all.targets, struct target) =
		    (struct target){
			folder, ed_copy(&all.arena, file->path), kind->name};
	}
	ed_arena_free(&b.arena);
}

static void shuffle(struct ed_list *folders)
{
	const char **items = folders->items;

	for (size_t i = folders->n; i > 1; i--) {
		size_t k = roll(&all.dice, i);
		const char *kept = items[i - 1];

		items[i - 1] = items[k];
		items[k] = kept;
	}
}

static bool is_fixture(const char *path)
{
	struct ed_arena arena = {0};
	struct stat st;
	bool is = stat(ed_format(&arena, "%s/expect", path).p, &st) == 0 &&
		  stat(ed_format(&arena, "%s/evidence", path).p, &st) == 0;

	ed_arena_free(&arena);
	return is;
}

/* Fixtures of this folder and those below, in the order of their names. */
static void find_fixtures(const char *path, unsigned depth)
{
	struct dirent **names;
	int n = scandir(path, &names, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		const char *below =
		    ed_format(&all.arena, "%s/%s", path, names[i]->d_name).p;

		if (names[i]->d_name[0] != '.' && is_fixture(below))
			*ED_PUSH(&all.arena, &all.folders, const char *) =
			    below;
		else if (names[i]->d_name[0] != '.' && depth)
			find_fixtures(below, depth - 1);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

static bool find_bundles(const char *corpus, struct ed_error *err)
{
	if (!ed_corpus_find(&all.arena, COMMITTED, &all.folders, err) ||
	    !ed_corpus_find(&all.arena, corpus, &all.folders, err))
		return false;
	find_fixtures(FIXTURES, 1);
	return true;
}

static void find_targets(void)
{
	shuffle(&all.folders);
	for (size_t i = 0; i < all.folders.n; i++)
		take_targets(ED_ITEMS(all.folders, const char *)[i]);
	assert_true(all.kinds.n >= FEWEST_KINDS);
}

static bool prepare(int argc, char **argv, struct ed_error *err)
{
	const struct ed_list none = {0};

	all.dice.state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	all.per_kind = argc > 3 ? (unsigned)atoi(argv[3]) : 3;
	all.rounds = argc > 4 ? (unsigned)atoi(argv[4]) : 1;
	signal(SIGALRM, on_alarm);
	return ed_knowledge_load(
		   &all.arena, &none, &none, &all.knowledge, err) &&
	       find_bundles(argv[1], err);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(damage_is_never_healthy),
	    cmocka_unit_test(packed_logs_too),
	    cmocka_unit_test(forms_do_not_matter)};
	char work[] = "/tmp/easdoctor-damaged-XXXXXX";
	struct ed_error err = {""};
	int failed;

	all.work = argc > 1 ? mkdtemp(work) : NULL;
	if (!all.work || !prepare(argc, argv, &err)) {
		fprintf(stderr,
		    "Usage: test_damaged CORPUS [SEED [FILES_PER_KIND "
		    "[ROUNDS]]]\n%s\n",
		    err.text);
		return 3;
	}
	find_targets();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	printf("%zu kinds, %zu files, %u runs\n", all.kinds.n, all.targets.n,
	    all.n_runs);
	nftw(all.work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	ed_arena_free(&all.arena);
	return failed;
}
