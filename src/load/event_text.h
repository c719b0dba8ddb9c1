/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The events of a log as text, one after another, without holding the log: a
 * file with or without a root element, or with several, in UTF-8 or UTF-16,
 * on one line or on many.
 */
#ifndef ED_LOAD_EVENT_TEXT_H
#define ED_LOAD_EVENT_TEXT_H

#include "base/arena.h"

struct ed_event_text;

/* Of a file that is open, which stays the caller's; or of bytes that stay. */
struct ed_event_text *ed_event_text_of_fd(int fd, uint64_t limit);
/* Of a pipe: gives up after so many seconds. */
void ed_event_text_hurry(struct ed_event_text *text, unsigned seconds);
struct ed_event_text *ed_event_text_of(struct ed_str bytes);
/*
 * The next "<Event …>…</Event>", good until the next call; false at the end,
 * and when reading failed.
 */
bool ed_event_text_next(struct ed_event_text *text, struct ed_str *event);
/* Of the event handed out last, from 1. */
uint64_t ed_event_text_number(const struct ed_event_text *text);
/* What was lost, or NULL; whole only at the end. */
const char *ed_event_text_damage(const struct ed_event_text *text);
/* The size of the whole, and its SHA-256 in hex; only at the end. */
uint64_t ed_event_text_bytes(const struct ed_event_text *text);
struct ed_str ed_event_text_sha256(
    struct ed_event_text *text, struct ed_arena *arena);
/* Takes NULL. */
void ed_event_text_free(struct ed_event_text *text);

/* Offset of the first start tag of an event in s, or s.n. */
size_t ed_event_find(struct ed_str s);

#endif
