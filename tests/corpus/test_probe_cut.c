/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A probe that saw less must not know more.
 *
 * From the record of each fixture and of a sample of the corpus attempts are
 * taken away, whole servers, the end of a transcript, and the end of the file.
 * What is left may never prove a cause that the whole record does not prove,
 * and never be healthy where the whole record shows that something is wrong.
 */
#include "base/encoding.h"
#include "bundle_files.h"
#include "record_cuts.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#define COMMITTED ED_SOURCE_DIR "/tests/corpus/committed"
#define SCHEMA "easdoctor.probe/1"

enum { AS_OF_2026_11_23 = 1795392000, SAMPLE_EVERY = 40, MAX_IDS = 64 };

/* What a diagnosis came to; ids of rules. */
struct outcome {
	struct ed_str proven[MAX_IDS];
	size_t n_proven;
	struct ed_str undone[MAX_IDS]; /* there, and undone by a success */
	size_t n_undone;
	int exit_code;
};

static struct {
	struct ed_arena arena;
	struct ed_knowledge knowledge;
	struct ed_list seen; /* struct ed_str: bundles that were looked at */
	const char *fixtures, *corpus, *work;
	unsigned n_records, n_cuts, n_failed;
} all;

/* One bundle, and its record, which is changed in the work folder. */
struct subject {
	struct bundle bundle;
	struct file *file;
	json_t *record;
	struct outcome whole;
	int64_t as_of;
};

static bool has_case(const struct bundle *b)
{
	for (size_t i = 0; i < b->files.n; i++)
		if (is_case(&files_of(b)[i]))
			return true;
	return false;
}

static bool is_present(const struct ed_diagnosed *d, struct ed_str id)
{
	for (size_t i = 0; i < d->findings.n; i++)
		if (d->findings.items[i].state == ED_PRESENT &&
		    ed_str_eq(d->findings.items[i].rule->id, id))
			return true;
	return false;
}

static bool is_excluded(
    const struct ed_diagnosed *d, const struct ed_rule *rule)
{
	for (size_t i = 0; i < rule->excludes.n; i++)
		if (is_present(d, rule->excludes.items[i]))
			return true;
	return false;
}

static const struct ed_candidate *find_listed(
    const struct ed_diagnosed *d, const struct ed_rule *rule)
{
	for (size_t i = 0; i < d->diagnosis.n_causes; i++)
		if (d->diagnosis.causes[i].rule == rule)
			return &d->diagnosis.causes[i];
	return NULL;
}

/*
 * The probe got through although the finding is there: evidence against
 * evidence, of which a cut may take the one half. What another finding rules
 * out is no such thing.
 */
static bool is_undone(
    const struct ed_diagnosed *d, const struct ed_settled *finding)
{
	const struct ed_candidate *listed = find_listed(d, finding->rule);

	return finding->state == ED_PRESENT &&
	       finding->rule->kind == ED_CAUSE &&
	       (!listed || listed->certainty == ED_REFUTED) &&
	       !is_excluded(d, finding->rule);
}

static void add_id(struct ed_str *list, size_t *n, struct ed_str id)
{
	assert_true(*n < MAX_IDS);
	list[(*n)++] = id;
}

static void keep_outcome(const struct ed_diagnosed *d, struct outcome *out)
{
	*out = (struct outcome){.exit_code = d->report.verdict.exit_code};
	for (size_t i = 0; i < d->diagnosis.n_causes; i++)
		if (d->diagnosis.causes[i].certainty == ED_PROVEN)
			add_id(out->proven, &out->n_proven,
			    d->diagnosis.causes[i].rule->id);
	for (size_t i = 0; i < d->findings.n; i++)
		if (is_undone(d, &d->findings.items[i]))
			add_id(out->undone, &out->n_undone,
			    d->findings.items[i].rule->id);
}

static void diagnose(const struct subject *s, struct outcome *out)
{
	struct ed_arena scratch = {0};
	struct ed_request request = {.has_as_of = true,
	    .as_of = s->as_of,
	    .rules = &all.knowledge.rules,
	    .registry = &all.knowledge.registry};
	struct ed_diagnosed d;
	struct ed_error err;

	if (has_case(&s->bundle))
		request.case_file =
		    ed_format(&scratch, "%s/case.yaml", all.work).p;
	else
		*ED_PUSH(&scratch, &request.evidence, const char *) =
		    ed_format(&scratch, "%s/evidence", all.work).p;
	if (!ed_diagnose(&request, &d, &err))
		fail_msg("%s: %s", s->bundle.folder, err.text);
	keep_outcome(&d, out);
	ed_diagnosed_free(&d);
	ed_arena_free(&scratch);
}

static void write_record(const struct subject *s, struct ed_str bytes)
{
	char path[4096];
	FILE *out;

	snprintf(
	    path, sizeof(path), "%s/%.*s", all.work, ED_ARG(s->file->path));
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, out), bytes.n);
	fclose(out);
}

static bool is_known(const struct outcome *whole, struct ed_str id)
{
	for (size_t i = 0; i < whole->n_proven; i++)
		if (ed_str_eq(whole->proven[i], id))
			return true;
	for (size_t i = 0; i < whole->n_undone; i++)
		if (ed_str_eq(whole->undone[i], id))
			return true;
	return false;
}

static void fail_cut(const struct subject *s, const char *cut,
    const char *format, ...) ED_PRINTF(3, 4);

static void fail_cut(
    const struct subject *s, const char *cut, const char *format, ...)
{
	va_list args;

	all.n_failed++;
	print_error("%s: %s: ", s->bundle.folder, cut);
	va_start(args, format);
	vprint_error(format, args);
	va_end(args);
	print_error("\n");
}

/* Of a file that does not say so any more nobody knows that it is missing. */
static bool is_record(struct ed_str bytes)
{
	return ed_str_find(bytes, ED_STR(SCHEMA)) < bytes.n;
}

/* Diagnoses the bundle with these bytes as its record. */
static void compare(
    const struct subject *s, const char *cut, struct ed_str bytes)
{
	struct outcome left;

	write_record(s, bytes);
	diagnose(s, &left);
	all.n_cuts++;
	for (size_t i = 0; i < left.n_proven; i++)
		if (!is_known(&s->whole, left.proven[i]))
			fail_cut(s, cut,
			    "proves %.*s, which the whole does not",
			    ED_ARG(left.proven[i]));
	if (is_record(bytes) && s->whole.exit_code != ED_EXIT_HEALTHY &&
	    left.exit_code == ED_EXIT_HEALTHY)
		fail_cut(s, cut, "is healthy; the whole ends with %d",
		    s->whole.exit_code);
}

static void compare_record(
    const struct subject *s, const char *cut, const json_t *record)
{
	char *text = json_dumps(record, JSON_COMPACT);

	assert_non_null(text);
	compare(s, cut, ed_str_of(text));
	free(text);
}

static void try_cut(const struct subject *s, const struct cut *cut)
{
	char name[100];
	json_t *left;

	if (!is_made(cut))
		return;
	left = cut_record(s->record, cut);
	snprintf(name, sizeof(name), "%s %zu/%zu", cut_names[cut->kind], cut->i,
	    cut->k);
	compare_record(s, name, left);
	json_decref(left);
}

static void cut_attempts(const struct subject *s)
{
	const size_t n = json_array_size(attempts_of(s->record));
	struct cut cut;

	for (int kind = 0; kind < N_CUTS; kind++)
		for (size_t i = 0; i < n; i++) {
			cut = (struct cut){(enum cut_kind)kind, i, 0};
			for (; cut.k < count_cuts(s->record, cut.kind, i);
			     cut.k++)
				try_cut(s, &cut);
		}
}

/* Of the file's bytes a part; within its head it is no record any more. */
static void cut_file(const struct subject *s)
{
	const struct ed_str bytes = s->file->bytes;
	const size_t lengths[] = {0, 1, 40, bytes.n / 4, bytes.n / 2,
	    bytes.n - bytes.n / 8, bytes.n - 3};
	char name[100];

	for (size_t i = 0; i < ED_COUNT(lengths); i++) {
		if (lengths[i] >= bytes.n)
			continue;
		snprintf(name, sizeof(name), "the first %zu bytes", lengths[i]);
		compare(s, name, ed_str_sub(bytes, 0, lengths[i]));
	}
}

/* The record among the files, if it can be changed and written again. */
static bool find_record(struct subject *s)
{
	for (size_t i = 0; i < s->bundle.files.n; i++) {
		struct file *file = &files_of(&s->bundle)[i];

		if (!is_evidence(file) || file->bytes.n == 0 ||
		    file->bytes.p[0] != '{' || !is_record(file->bytes))
			continue;
		s->file = file;
		s->record = json_loadb(file->bytes.p, file->bytes.n, 0, NULL);
		if (json_array_size(attempts_of(s->record)))
			return true;
		json_decref(s->record);
	}
	return false;
}

/* Many fixtures are of one record: each is looked at once. */
static bool is_new(const struct bundle *b)
{
	struct ed_text whole = {.arena = &all.arena};

	for (size_t i = 0; i < b->files.n; i++)
		if (is_evidence(&files_of(b)[i]) || is_case(&files_of(b)[i]))
			ed_put(&whole, files_of(b)[i].bytes);
	for (size_t i = 0; i < all.seen.n; i++)
		if (ed_str_eq(ED_ITEMS(all.seen, struct ed_str)[i],
			ed_text_str(&whole)))
			return false;
	*ED_PUSH(&all.arena, &all.seen, struct ed_str) = ed_text_str(&whole);
	return true;
}

static void look_at(struct subject *s)
{
	const bool found = find_record(s);

	if (found && is_new(&s->bundle)) {
		write_bundle(&s->bundle, all.work);
		diagnose(s, &s->whole);
		cut_attempts(s);
		cut_file(s);
		all.n_records++;
	}
	if (found)
		json_decref(s->record);
	ed_arena_free(&s->bundle.arena);
}

static void expect_looked_at(void)
{
	unsigned failed;

	print_message("%u records, %u cuts\n", all.n_records, all.n_cuts);
	assert_true(all.n_records > 0 && all.n_cuts > all.n_records);
	failed = all.n_failed;
	all.n_records = all.n_cuts = all.n_failed = 0;
	assert_int_equal(failed, 0);
}

static void look_at_fixture(const char *folder)
{
	struct subject s = {.as_of = AS_OF_2026_11_23};

	open_files(&s.bundle, folder);
	look_at(&s);
}

/* Every folder below path, in whatever order. */
static void for_each_folder(const char *path, void (*each)(const char *))
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	struct stat st;

	assert_non_null(folder);
	while ((entry = readdir(folder))) {
		const char *inner =
		    ed_format(&all.arena, "%s/%s", path, entry->d_name).p;

		if (entry->d_name[0] != '.' && stat(inner, &st) == 0 &&
		    S_ISDIR(st.st_mode))
			each(inner);
	}
	closedir(folder);
}

static void look_at_check(const char *folder)
{
	for_each_folder(folder, look_at_fixture);
}

static void fixtures_know_no_more(void **state)
{
	(void)state;
	for_each_folder(all.fixtures, look_at_check);
	expect_looked_at();
}

static void look_at_bundles(const char *path, size_t every)
{
	struct ed_list folders = {0};
	struct ed_error err;

	if (!ed_corpus_find(&all.arena, path, &folders, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < folders.n; i += every) {
		struct subject s = {.file = NULL};

		open_bundle(&s.bundle, ED_ITEMS(folders, const char *)[i]);
		s.as_of = s.bundle.label.as_of;
		look_at(&s);
	}
}

static void bundles_know_no_more(void **state)
{
	(void)state;
	look_at_bundles(COMMITTED, 1);
	look_at_bundles(all.corpus, SAMPLE_EVERY);
	expect_looked_at();
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fixtures_know_no_more),
	    cmocka_unit_test(bundles_know_no_more)};
	const struct ed_list none = {0};
	char work[] = "/tmp/easdoctor-probe-cut-XXXXXX";
	struct ed_error err;
	int failed;

	ed_arena_keep_memory();
	if (argc != 3) {
		fprintf(stderr, "Usage: test_probe_cut FIXTURES CORPUS\n");
		return 3;
	}
	all.fixtures = argv[1];
	all.corpus = argv[2];
	all.work = mkdtemp(work);
	if (!all.work || !ed_knowledge_load(
			     &all.arena, &none, &none, &all.knowledge, &err)) {
		fprintf(stderr, "%s\n", all.work ? err.text : "no folder");
		return 3;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	nftw(all.work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	ed_arena_free(&all.arena);
	return failed;
}
