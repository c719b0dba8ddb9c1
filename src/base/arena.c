/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/arena_save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

struct ed_block {
	struct ed_block *next;
	size_t used;
	size_t room;
	max_align_t data[];
};

enum {
	FIRST_ROOM = 8 * 1024,
	BLOCK_ROOM = 64 * 1024,
	ALIGNMENT = sizeof(max_align_t),
	KEPT = 32 * 1024 * 1024 /* what one file of the largest size takes */
};

static _Noreturn void out_of_memory(void)
{
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

/* Each twice as large as the one before: most arenas stay small. */
static size_t usual_room(const struct ed_arena *arena)
{
	if (!arena->blocks)
		return FIRST_ROOM;
	return arena->blocks->room < BLOCK_ROOM / 2 ? 2 * arena->blocks->room
						    : BLOCK_ROOM;
}

static struct ed_block *add_block(struct ed_arena *arena, size_t n)
{
	size_t usual = usual_room(arena);
	size_t room = n > usual ? n : usual;
	struct ed_block *block = calloc(1, sizeof(*block) + room);

	if (!block)
		out_of_memory();
	block->room = room;
	/* A large block goes behind the open one, which still has room. */
	if (n > usual && arena->blocks) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
		return block;
	}
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *ed_alloc(struct ed_arena *arena, size_t n)
{
	struct ed_block *block = arena->blocks;
	void *p;

	if (n > SIZE_MAX / 2)
		out_of_memory();
	n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!block || block->room - block->used < n)
		block = add_block(arena, n);
	p = (char *)block->data + block->used;
	block->used += n;
	return p;
}

void *ed_alloc_array(struct ed_arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		out_of_memory();
	return ed_alloc(arena, n * size);
}

struct ed_str ed_copy(struct ed_arena *arena, struct ed_str s)
{
	char *p = ed_alloc(arena, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct ed_str){p, s.n};
}

const char *ed_copy_c(struct ed_arena *arena, struct ed_str s)
{
	return ed_copy(arena, s).p;
}

struct ed_str ed_vformat(
    struct ed_arena *arena, const char *format, va_list args)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n < 0)
		n = 0;
	p = ed_alloc(arena, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct ed_str){p, (size_t)n};
}

struct ed_str ed_format(struct ed_arena *arena, const char *format, ...)
{
	struct ed_str s;
	va_list args;

	va_start(args, format);
	s = ed_vformat(arena, format, args);
	va_end(args);
	return s;
}

/* A profile's bytes may hold passwords. */
static void wipe_block(struct ed_block *block)
{
	explicit_bzero(block->data, block->used);
	block->used = 0;
}

static void free_blocks(struct ed_block *block)
{
	struct ed_block *next;

	for (; block; block = next) {
		next = block->next;
		wipe_block(block);
		free(block);
	}
}

void ed_arena_free(struct ed_arena *arena)
{
	if (!arena)
		return;
	free_blocks(arena->blocks);
	arena->blocks = NULL;
}

void ed_arena_keep_memory(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_TRIM_THRESHOLD, KEPT);
#endif
}

void ed_arena_reset(struct ed_arena *arena)
{
	struct ed_block *kept = arena->blocks;

	/* What one large row needed is not kept for all behind it. */
	if (!kept || kept->room > BLOCK_ROOM) {
		ed_arena_free(arena);
		return;
	}
	free_blocks(kept->next);
	kept->next = NULL;
	wipe_block(kept);
}

size_t ed_arena_size(const struct ed_arena *arena)
{
	size_t n = 0;

	for (const struct ed_block *b = arena->blocks; b; b = b->next)
		n += b->used;
	return n;
}

struct saved_block {
	struct ed_block *block;
	struct ed_str bytes;
};

struct ed_list ed_arena_save(
    const struct ed_arena *arena, struct ed_arena *into)
{
	struct ed_list saved = {0};

	for (struct ed_block *b = arena->blocks; b; b = b->next)
		*ED_PUSH(into, &saved, struct saved_block) =
		    (struct saved_block){b,
			ed_copy(into,
			    (struct ed_str){(const char *)b->data, b->used})};
	return saved;
}

void ed_arena_put_back(const struct ed_list *saved)
{
	const struct saved_block *items = saved->items;

	for (size_t i = 0; i < saved->n; i++)
		memcpy(
		    items[i].block->data, items[i].bytes.p, items[i].bytes.n);
}

void *ed_push(struct ed_arena *arena, struct ed_list *list, size_t size)
{
	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 8;
		void *items = ed_alloc_array(arena, room, size);

		if (list->n)
			memcpy(items, list->items, list->n * size);
		list->items = items;
		list->room = room;
	}
	return (char *)list->items + size * list->n++;
}

void ed_put(struct ed_text *text, struct ed_str s)
{
	if (text->room - text->n < s.n + 1) {
		size_t room = 2 * (text->n + s.n) + 64;
		char *p = ed_alloc(text->arena, room);

		if (text->n)
			memcpy(p, text->p, text->n);
		text->p = p;
		text->room = room;
	}
	if (s.n)
		memcpy(text->p + text->n, s.p, s.n);
	text->n += s.n;
	text->p[text->n] = '\0';
}

void ed_put_byte(struct ed_text *text, char byte)
{
	ed_put(text, (struct ed_str){&byte, 1});
}

void ed_putf(struct ed_text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	ed_put(text, ed_vformat(text->arena, format, args));
	va_end(args);
}

struct ed_str ed_text_str(const struct ed_text *text)
{
	return (struct ed_str){text->n ? text->p : "", text->n};
}
