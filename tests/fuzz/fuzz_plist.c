/* SPDX-License-Identifier: Apache-2.0 */
#include "load/plist.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each node is reachable once, knows its parent, and can be named. */
static size_t walk(struct ed_arena *arena, const struct ed_plist *doc,
    const struct ed_plist_node *node, size_t seen)
{
	const struct ed_plist_node *child;
	size_t n = 0;

	/* Naming every node of a large tree is slow and teaches nothing. */
	if (seen < 1000 && !ed_plist_xpath(arena, doc, node).n)
		abort();
	if (node->damaged && !doc->damaged)
		abort();
	for (child = node->children; child; child = child->next) {
		if (child->parent != node)
			abort();
		if (node->type == ED_PLIST_DICT &&
		    !ed_plist_get(node, child->key))
			abort();
		seen = walk(arena, doc, child, seen + 1);
		n++;
	}
	if (n != node->n_children)
		abort();
	return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;

	ed_plist_read(&arena, (struct ed_str){(const char *)data, size}, &doc);
	if (doc.refused && !doc.damaged)
		abort();
	if (doc.root)
		walk(&arena, &doc, doc.root, 0);
	ed_arena_free(&arena);
	return 0;
}
