/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints property lists for another reader to compare: a line "= path" per
 * file, and one per node with depth, type, and key and text in hex.
 */
#include "base/encoding.h"
#include "base/file.h"
#include "load/plist.h"

#include <easdoctor/limits.h>
#include <stdio.h>

static void put(
    struct ed_arena *arena, const struct ed_plist_node *node, int depth)
{
	struct ed_str text = node->text;

	if (node->type == ED_PLIST_DATA && !ed_plist_data(arena, node, &text))
		text = ED_STR("?");
	printf("%d %s .%.*s .%.*s\n", depth, ed_plist_type_name(node->type),
	    ED_ARG(ed_hex(arena, node->key)), ED_ARG(ed_hex(arena, text)));
	for (node = node->children; node; node = node->next)
		put(arena, node, depth + 1);
}

static bool print_file(const char *path)
{
	struct ed_arena arena = {0};
	struct ed_error err;
	struct ed_str bytes;
	struct ed_plist doc;
	bool ok = ed_file_read(&arena, path, ED_MAX_FILE, &bytes, &err);

	printf("= %s\n", path);
	if (ok) {
		ed_plist_read(&arena, bytes, &doc);
		if (doc.root)
			put(&arena, doc.root, 0);
		ok = doc.root && !doc.damaged;
	}
	if (!ok)
		printf("damaged\n");
	ed_arena_free(&arena);
	return ok;
}

int main(int argc, char **argv)
{
	int result = argc > 1 ? 0 : 2;

	for (int i = 1; i < argc; i++)
		if (!print_file(argv[i]))
			result = 1;
	return result;
}
