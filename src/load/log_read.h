/* SPDX-License-Identifier: Apache-2.0 */
/* What the loaders of logs share: lines, directives, damage, the case. */
#ifndef ED_LOAD_LOG_READ_H
#define ED_LOAD_LOG_READ_H

#include "base/case.h"
#include "base/log_table.h"
#include "load/log_layout.h"
#include "load/log_marks.h"

/* Rows whose device is on its way into the cache. */
enum { ED_LOG_WAITING = 16 };

struct ed_log_waiting {
	struct ed_str id;
	uint64_t hash;
	uint32_t time;
	unsigned status;
	struct ed_log_cut cut;
	uint64_t line;
};

struct ed_log_reader {
	struct ed_case *c;
	struct ed_input *in;
	unsigned input;
	struct ed_log_table *table;
	const struct ed_log_layout *usual; /* without #Fields; NULL: none */
	struct ed_log_layout layout;
	struct ed_log_day day;
	struct ed_log_marks marks; /* of the piece at hand */
	char clock[8];             /* read last, and what it says */
	uint32_t clock_seconds;
	uint64_t line; /* of the row at hand */
	uint64_t rows;
	uint64_t foreign; /* lines that are no rows */
	uint64_t first_foreign;
	uint64_t bad; /* rows of ActiveSync that cannot be read */
	uint64_t first_bad;
	/* What a row that names the user holds one of; of table.users. */
	struct ed_str needles[6];
	size_t n_needles;
	bool guessed; /* there is no #Fields before the first row */
	bool poor;    /* a #Fields lacks what is needed */
	bool nul;     /* bytes of it are NUL, and more stands behind them */
	bool spoilt;  /* lines of it are no text */
	bool nul_end; /* it ends in NUL so far */
	/* One row, cut, with all of the columns that its layout says. */
	void (*row)(struct ed_log_reader *r, const struct ed_log_cut *cut);
	/* The bytes of earlier rows go away; NULL: nothing waits. */
	void (*pause)(struct ed_log_reader *r);
	struct ed_log_waiting waiting[ED_LOG_WAITING];
	unsigned next, n_waiting; /* a ring */
	/* Does the layout have what is needed? */
	bool (*fits)(const struct ed_log_layout *layout);
};

/* Reads the input's file, or bytes when file is false. */
bool ed_log_read(struct ed_log_reader *r, bool file, struct ed_str bytes);
/* When the row is; false, and it is counted as bad, when it does not say. */
bool ed_log_when(
    struct ed_log_reader *r, const struct ed_log_cut *cut, uint32_t *time);
void ed_log_bad(struct ed_log_reader *r);
/* The first #Fields line of a log's beginning, or empty. */
struct ed_str ed_log_fields_of(struct ed_str head);
/* "/Microsoft-Server-ActiveSync", alone or with more behind it. */
bool ed_log_is_eas(struct ed_str path);

#endif
