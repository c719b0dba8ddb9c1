/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must not change a diagnosis: names, order, encodings and irrelevant
 * files; and what must never make one look better: less evidence.
 *
 * Runs over the committed bundles and a sample of the corpus named on the
 * command line. Every bundle is written anew for every change.
 */
#include "base/encoding.h"
#include "bundle_files.h"

#include <stdlib.h>
#include <unistd.h>

#define COMMITTED ED_SOURCE_DIR "/tests/corpus/committed"
#define FOLDER_LINE "evidence: [ ./evidence ]\n"

enum { SAMPLE_EVERY = 17 };

static struct {
	struct ed_arena arena;
	struct ed_knowledge knowledge;
	struct ed_list folders; /* const char * */
	const char *work;
} all;

/* Diagnoses what stands in the work folder; order lists extra evidence. */
static void diagnose(
    struct bundle *b, const struct ed_list *order, struct ed_diagnosed *out)
{
	struct ed_request request = {
	    .case_file = ed_format(&b->arena, "%s/case.yaml", all.work).p,
	    .has_as_of = true,
	    .as_of = b->label.as_of,
	    .rules = &all.knowledge.rules,
	    .registry = &all.knowledge.registry};
	struct ed_error err;

	if (order)
		request.evidence = *order;
	write_bundle(b, all.work);
	if (!ed_diagnose(&request, out, &err))
		fail_msg("%s: %s", b->folder, err.text);
}

/* The ranking as text: ids, states, certainties and scores, in order. */
static struct ed_str ranking(
    struct ed_arena *arena, const struct ed_diagnosed *d)
{
	struct ed_text out = {.arena = arena};

	for (size_t i = 0; i < d->diagnosis.n_causes; i++) {
		const struct ed_candidate *cause = &d->diagnosis.causes[i];

		ed_putf(&out, "%.*s %s %s %d\n", ED_ARG(cause->rule->id),
		    ed_state_names[cause->state],
		    ed_certainty_names[cause->certainty], cause->score);
	}
	ed_putf(&out, "exit %d\n", d->report.verdict.exit_code);
	return ed_text_str(&out);
}

static struct ed_str diagnose_ranking(
    struct bundle *b, const struct ed_list *order)
{
	struct ed_diagnosed d;
	struct ed_str text;

	diagnose(b, order, &d);
	text = ranking(&b->arena, &d);
	ed_diagnosed_free(&d);
	return text;
}

static void expect_same(const struct bundle *b, const char *change,
    struct ed_str before, struct ed_str after)
{
	if (!ed_str_eq(before, after))
		fail_msg("%s, %s:\n--- before\n%.*s--- after\n%.*s", b->folder,
		    change, ED_ARG(before), ED_ARG(after));
}

static void add_file(struct bundle *b, const char *path, struct ed_str bytes)
{
	*ED_PUSH(&b->arena, &b->files, struct file) =
	    (struct file){ed_str_of(path), bytes, false};
}

static void add_irrelevant(struct bundle *b)
{
	add_file(b, "evidence/aaa-notes.txt",
	    ED_STR("phone calls\nnothing that a certificate says\n"));
	add_file(b, "evidence/photo.png",
	    ED_STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"));
	add_file(b, "evidence/zzz/list.xml",
	    ED_STR("<?xml version=\"1.0\"?>\n<list><item/></list>\n"));
	add_file(b, "evidence/empty.log", ED_STR(""));
}

static struct ed_str replaced(struct ed_arena *arena, struct ed_str text,
    struct ed_str old, struct ed_str new)
{
	struct ed_text out = {.arena = arena};
	size_t at;

	while ((at = ed_str_find(text, old)) < text.n) {
		ed_put(&out, ed_str_sub(text, 0, at));
		ed_put(&out, new);
		text = ed_str_sub(text, at + old.n, text.n);
	}
	ed_put(&out, text);
	return ed_text_str(&out);
}

static struct file *case_of(struct bundle *b)
{
	for (size_t i = 0; i < b->files.n; i++)
		if (is_case(&files_of(b)[i]))
			return &files_of(b)[i];
	fail_msg("%s: no case.yaml", b->folder);
	return NULL;
}

static struct ed_str folder_of(struct ed_str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return ed_str_sub(path, 0, n);
}

/*
 * Exports of servers lie in a folder for each; and a web.config tells by its
 * folders which directory it is of.
 */
static bool tells_by_folder(const struct file *file)
{
	static const char *const names[] = {".reg", "/applicationHost.config",
	    "/eas_effective.txt", "/sslcert.txt", "/root.txt", "/ca.txt",
	    "/ntauth.txt", "/clientauthissuer.txt", NULL};

	for (size_t i = 0; names[i]; i++)
		if (ed_str_iends(file->path, ed_str_of(names[i])))
			return true;
	return false;
}

static struct ed_str name_nothing(struct bundle *b, size_t i)
{
	const struct file *file = &files_of(b)[i];

	if (ed_str_iends(file->path, ED_STR("/web.config")))
		return file->path;
	if (tells_by_folder(file))
		return ed_format(&b->arena, "%.*sdatei-%zu",
		    ED_ARG(folder_of(file->path)), i);
	return ed_format(
	    &b->arena, "evidence/x%03zu/datei-%zu", b->files.n - i, i);
}

/* Every file gets a name that says nothing, in an order of its own. */
static void rename_files(struct bundle *b)
{
	struct file *told = case_of(b);

	for (size_t i = 0; i < b->files.n; i++) {
		struct file *file = &files_of(b)[i];
		struct ed_str name;

		if (!is_evidence(file))
			continue;
		name = name_nothing(b, i);
		told->bytes =
		    replaced(&b->arena, told->bytes, file->path, name);
		file->path = name;
	}
}

static bool is_text(const struct file *file)
{
	return !ed_str_has(file->bytes, '\0') && ed_is_utf8(file->bytes);
}

static void to_crlf(struct bundle *b)
{
	for (size_t i = 0; i < b->files.n; i++) {
		struct file *file = &files_of(b)[i];

		if (!is_text(file) || ed_str_has(file->bytes, '\r'))
			continue;
		file->bytes = replaced(
		    &b->arena, file->bytes, ED_STR("\n"), ED_STR("\r\n"));
	}
}

/* UTF-8 of at most three bytes, which is all that bundles hold. */
static struct ed_str utf16(struct ed_arena *arena, struct ed_str text)
{
	struct ed_text out = {.arena = arena};

	ed_put(&out, ED_STR("\xff\xfe"));
	for (size_t i = 0; i < text.n;) {
		unsigned c = (unsigned char)text.p[i++];
		unsigned more = c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

		assert_true(c < 0xf0);
		c &= more ? 0x3fu >> more : 0x7fu;
		for (; more && i < text.n; more--)
			c = c << 6 | ((unsigned char)text.p[i++] & 0x3f);
		ed_put_byte(&out, (char)(c & 0xff));
		ed_put_byte(&out, (char)(c >> 8));
	}
	return ed_text_str(&out);
}

/* A password is bytes, whatever they mean; it is refused in UTF-16. */
static bool is_password(const struct file *file)
{
	return ed_str_iends(file->path, ED_STR("password.txt"));
}

static void to_utf16(struct bundle *b)
{
	for (size_t i = 0; i < b->files.n; i++) {
		struct file *file = &files_of(b)[i];

		if (!is_evidence(file) || !is_text(file) || is_password(file))
			continue;
		file->bytes = replaced(&b->arena, file->bytes,
		    ED_STR("encoding=\"UTF-8\""),
		    ED_STR("encoding=\"UTF-16\""));
		file->bytes = replaced(&b->arena, file->bytes,
		    ED_STR("encoding=\"utf-8\""),
		    ED_STR("encoding=\"utf-16\""));
		file->bytes = utf16(&b->arena, file->bytes);
	}
}

static const struct {
	const char *name;
	void (*apply)(struct bundle *b);
} changes[] = {
    {"irrelevant files", add_irrelevant},
    {"other names", rename_files},
    {"CRLF", to_crlf},
    {"UTF-16", to_utf16},
};

static void ranking_stays(void **state)
{
	struct bundle b;
	struct ed_str before;

	(void)state;
	for (size_t i = 0; i < all.folders.n; i++) {
		const char *folder = ED_ITEMS(all.folders, const char *)[i];

		for (size_t k = 0; k < ED_COUNT(changes); k++) {
			open_bundle(&b, folder);
			before = diagnose_ranking(&b, NULL);
			changes[k].apply(&b);
			expect_same(&b, changes[k].name, before,
			    diagnose_ranking(&b, NULL));
			ed_arena_free(&b.arena);
		}
	}
}

/* The evidence as arguments, one by one. */
static struct ed_list arguments(struct bundle *b, bool backward)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < b->files.n; i++) {
		size_t at = backward ? b->files.n - 1 - i : i;

		if (is_evidence(&files_of(b)[at]))
			*ED_PUSH(&b->arena, &list, const char *) =
			    ed_format(&b->arena, "%s/%.*s", all.work,
				ED_ARG(files_of(b)[at].path))
				.p;
	}
	return list;
}

static void order_does_not_matter(void **state)
{
	struct ed_list forward, backward;
	struct ed_str before;
	struct bundle b;

	(void)state;
	for (size_t i = 0; i < all.folders.n; i++) {
		open_bundle(&b, ED_ITEMS(all.folders, const char *)[i]);
		case_of(&b)->bytes = replaced(&b.arena, case_of(&b)->bytes,
		    ED_STR(FOLDER_LINE), ED_STR(""));
		assert_true(ed_str_find(case_of(&b)->bytes,
				ED_STR("evidence: [")) == case_of(&b)->bytes.n);
		forward = arguments(&b, false);
		backward = arguments(&b, true);
		before = diagnose_ranking(&b, &forward);
		expect_same(
		    &b, "backward", before, diagnose_ranking(&b, &backward));
		ed_arena_free(&b.arena);
	}
}

/* Better than before: blocked or unknown must not turn to healthy or warning,
 * nor a warning to healthy. */
static bool is_better(int before, int after)
{
	if (before == ED_EXIT_BLOCKED || before == ED_EXIT_UNKNOWN)
		return after == ED_EXIT_HEALTHY || after == ED_EXIT_WARNING;
	return before == ED_EXIT_WARNING && after == ED_EXIT_HEALTHY;
}

static int exit_of(struct bundle *b)
{
	struct ed_diagnosed d;
	int code;

	diagnose(b, NULL, &d);
	code = d.report.verdict.exit_code;
	ed_diagnosed_free(&d);
	return code;
}

/*
 * What two files hold twice is no fault of either: without one of them it is
 * gone, and nothing of it is left to be unknown. A log of http.sys alone tells
 * what http.sys refused: without it, and with nobody who tells a symptom, what
 * the other logs show is well, and the verdict says what was not judged.
 */
static bool lies_elsewhere(struct bundle *b, const struct file *file)
{
	const struct ed_str told = case_of(b)->bytes;

	return strstr(b->folder, "duplicate-elsewhere") ||
	       (ed_str_find(file->path, ED_STR("/httperr")) < file->path.n &&
		   ed_str_find(told, ED_STR("observed:")) == told.n);
}

static void less_is_never_healthier(void **state)
{
	struct bundle b;
	int before, after;

	(void)state;
	for (size_t i = 0; i < all.folders.n; i++) {
		open_bundle(&b, ED_ITEMS(all.folders, const char *)[i]);
		before = exit_of(&b);
		for (size_t k = 0; k < b.files.n; k++) {
			if (!is_evidence(&files_of(&b)[k]) ||
			    lies_elsewhere(&b, &files_of(&b)[k]))
				continue;
			files_of(&b)[k].gone = true;
			after = exit_of(&b);
			files_of(&b)[k].gone = false;
			if (is_better(before, after))
				fail_msg("%s: %d became %d without %.*s",
				    b.folder, before, after,
				    ED_ARG(files_of(&b)[k].path));
		}
		ed_arena_free(&b.arena);
	}
}

static void ledgers_sum(void **state)
{
	struct ed_diagnosed d;
	struct bundle b;

	(void)state;
	for (size_t i = 0; i < all.folders.n; i++) {
		open_bundle(&b, ED_ITEMS(all.folders, const char *)[i]);
		diagnose(&b, NULL, &d);
		for (size_t k = 0; k < d.report.n_causes; k++) {
			const struct ed_report_cause *cause =
			    &d.report.causes[k];
			int sum = 0;

			for (size_t j = 0; j < cause->n_ledger; j++)
				sum += cause->ledger[j].db;
			if (sum != cause->score)
				fail_msg("%s: %.*s: ledger %d, score %d",
				    b.folder, ED_ARG(cause->id), sum,
				    cause->score);
		}
		ed_diagnosed_free(&d);
		ed_arena_free(&b.arena);
	}
}

/* All committed bundles, and every so many of the corpus. */
static bool find_bundles(const char *corpus, struct ed_error *err)
{
	struct ed_list made = {0};

	if (!ed_corpus_find(&all.arena, COMMITTED, &all.folders, err) ||
	    !ed_corpus_find(&all.arena, corpus, &made, err))
		return false;
	for (size_t i = 0; i < made.n; i += SAMPLE_EVERY)
		*ED_PUSH(&all.arena, &all.folders, const char *) =
		    ED_ITEMS(made, const char *)[i];
	return true;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(ranking_stays),
	    cmocka_unit_test(order_does_not_matter),
	    cmocka_unit_test(less_is_never_healthier),
	    cmocka_unit_test(ledgers_sum)};
	const struct ed_list none = {0};
	char work[] = "/tmp/easdoctor-metamorphic-XXXXXX";
	struct ed_error err;
	int failed;

	if (argc != 2) {
		fprintf(stderr, "Usage: test_metamorphic CORPUS\n");
		return 3;
	}
	all.work = mkdtemp(work);
	if (!all.work ||
	    !ed_knowledge_load(
		&all.arena, &none, &none, &all.knowledge, &err) ||
	    !find_bundles(argv[1], &err)) {
		fprintf(stderr, "%s\n", all.work ? err.text : "no folder");
		return 3;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	nftw(all.work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	ed_arena_free(&all.arena);
	return failed;
}
