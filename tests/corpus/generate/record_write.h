/* SPDX-License-Identifier: Apache-2.0 */
/* Within record_*.c: what is being written. */
#ifndef ED_CORPUS_RECORD_WRITE_H
#define ED_CORPUS_RECORD_WRITE_H

#include "record.h"

struct ed_writer {
	struct ed_spec *spec;
	struct ed_text out;
	const char *certificates; /* items of an array */
	unsigned n_attempts;
};

/* One connection. */
struct ed_record_step {
	const char *name;
	const char *version; /* offered and, mostly, agreed */
	bool certificate, pha, h2;
};

/* record_answer.c: "http", but for its closing brace. */
void ed_put_answer(struct ed_writer *w, const struct ed_node_spec *node,
    enum ed_reply reply, const char *method);

/* record_eas.c: what was sent besides OPTIONS, and what that says. */
void ed_put_upload(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step);
void ed_put_command(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step);
void ed_put_eas(struct ed_writer *w);

#endif
