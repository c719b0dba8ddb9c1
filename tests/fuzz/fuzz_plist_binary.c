/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binary property lists. A trailer is hard to hit upon, so the input is also
 * read with one that fits: its last bytes are the table of offsets.
 */
#include "load/plist.h"

#include <stdlib.h>
#include <string.h>

enum { TRAILER = 32, MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count(const struct ed_plist_node *node)
{
	size_t n = 1;

	if (node->line || (node->raw && node->type != ED_PLIST_DATA))
		abort();
	for (const struct ed_plist_node *child = node->children; child;
	     child = child->next) {
		if (child->parent != node)
			abort();
		n += count(child);
	}
	return n;
}

static void read_one(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_plist doc;

	ed_plist_read(&arena, bytes, &doc);
	if (!doc.root && !doc.damaged)
		abort();
	if (doc.root && doc.binary && count(doc.root) > 200000)
		abort();
	ed_arena_free(&arena);
}

/* As many objects as the last byte says, of one byte each. */
static void read_with_trailer(const uint8_t *data, size_t size)
{
	char bytes[MOST + TRAILER + 8] = "bplist00";
	size_t n = 8 + size, n_objects = size ? data[size - 1] : 0;
	size_t table = n > n_objects ? n - n_objects : 8;
	char *trailer = bytes + n;

	if (size)
		memcpy(bytes + 8, data, size);
	trailer[6] = trailer[7] = 1;
	trailer[15] = (char)n_objects;
	trailer[30] = (char)(table >> 8);
	trailer[31] = (char)table;
	read_one((struct ed_str){bytes, n + TRAILER});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_one((struct ed_str){(const char *)data, size});
	if (size <= MOST)
		read_with_trailer(data, size);
	return 0;
}
