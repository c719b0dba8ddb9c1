/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that is freed all at once: one arena per case, and a scratch one per
 * row of bulk evidence. Allocation never fails: what is read is capped, so
 * running out of memory ends the program with a message.
 */
#ifndef ED_BASE_ARENA_H
#define ED_BASE_ARENA_H

#include <easdoctor/base.h>
#include <stdarg.h>

struct ed_block;

/* Zero-initialised is empty and ready. */
struct ed_arena {
	struct ed_block *blocks;
};

/* n zeroed bytes, aligned for anything. */
void *ed_alloc(struct ed_arena *arena, size_t n);
/* n * size zeroed bytes; the product is checked. */
void *ed_alloc_array(struct ed_arena *arena, size_t n, size_t size);
#define ED_NEW(arena, type) ((type *)ed_alloc((arena), sizeof(type)))
/* A copy with a NUL behind it that does not count. */
struct ed_str ed_copy(struct ed_arena *arena, struct ed_str s);
/* The same as a C string; a NUL inside s ends it early. */
const char *ed_copy_c(struct ed_arena *arena, struct ed_str s);
struct ed_str ed_format(struct ed_arena *arena, const char *format, ...)
    ED_PRINTF(2, 3);
struct ed_str ed_vformat(
    struct ed_arena *arena, const char *format, va_list args) ED_PRINTF(2, 0);
/* Wipes and frees everything; the arena is empty and ready. Takes NULL. */
void ed_arena_free(struct ed_arena *arena);
/* The same, but keeps a block to go on with: for one row after another. */
void ed_arena_reset(struct ed_arena *arena);

/*
 * Has the process keep memory that is freed, for the next file: giving it back
 * to the system and asking for it again took a third of the time of reading
 * many profiles. Call it once, first.
 */
void ed_arena_keep_memory(void);

/* A growing array in an arena. Zero-initialised is empty. */
struct ed_list {
	void *items;
	size_t n;
	size_t room;
};

/* A new zeroed item at the end. Earlier items may move. */
void *ed_push(struct ed_arena *arena, struct ed_list *list, size_t size);
#define ED_PUSH(arena, list, type)                                             \
	((type *)ed_push((arena), (list), sizeof(type)))
#define ED_ITEMS(list, type) ((type *)(list).items)

/* Text that grows. Zero-initialised is empty. */
struct ed_text {
	struct ed_arena *arena;
	char *p;
	size_t n;
	size_t room;
};

void ed_put(struct ed_text *text, struct ed_str s);
void ed_put_byte(struct ed_text *text, char byte);
void ed_putf(struct ed_text *text, const char *format, ...) ED_PRINTF(2, 3);
/* What was put so far; stays valid until the next put. */
struct ed_str ed_text_str(const struct ed_text *text);

#endif
