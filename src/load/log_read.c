/* SPDX-License-Identifier: Apache-2.0 */
#include "load/log_read.h"

#include "base/lines.h"
#include "load/log_query.h"
#include "load/log_stream.h"

#include <string.h>
#include <strings.h>

#define EAS "/Microsoft-Server-ActiveSync"

bool ed_log_is_eas(struct ed_str path)
{
	const size_t n = sizeof(EAS) - 1;

	if (path.n < n || path.p[1] != 'M') {
		if (path.n < n || path.p[1] != 'm')
			return false;
	}
	if (memcmp(path.p, EAS, n) != 0 && strncasecmp(path.p, EAS, n) != 0)
		return false;
	return path.n == n || path.p[n] == '/' || path.p[n] == '?';
}

/* Lower case, without what stands behind "@" when alone. */
static void add_user(struct ed_log_table *t, struct ed_arena *arena,
    struct ed_str name, bool local)
{
	char room[256];
	struct ed_str folded = ed_log_user(name, room, sizeof(room));

	if (local)
		folded =
		    ed_str_sub(folded, 0, ed_str_find(folded, ED_STR("@")));
	if (folded.n == 0 || t->n_users == ED_COUNT(t->users) ||
	    ed_log_is_user(t, folded))
		return;
	t->users[t->n_users++] = ed_copy(arena, folded);
}

static struct ed_log_table *table_of(struct ed_case *c)
{
	const struct ed_account *account = c->facts.account;

	if (c->log)
		return c->log;
	c->log = ed_log_table_new();
	if (c->facts.device)
		c->log->device = c->facts.device->eas_id;
	if (c->since > 0 && c->since < (int64_t)UINT32_MAX)
		c->log->since = (uint32_t)c->since;
	for (int local = 0; account && local < 2; local++) {
		add_user(c->log, &c->arena, account->upn, local);
		add_user(c->log, &c->arena, account->email, local);
	}
	return c->log;
}

/* Whatever holds "ann@corp.example" holds "ann". */
static void choose_needles(struct ed_log_reader *r)
{
	const struct ed_log_table *t = r->table;

	for (size_t i = 0; i < t->n_users; i++) {
		bool inside = false;

		for (size_t k = 0; k < t->n_users; k++)
			inside |= t->users[k].n < t->users[i].n &&
				  ed_log_has(t->users[i], t->users[k]);
		if (!inside)
			r->needles[r->n_needles++] = t->users[i];
	}
}

void ed_log_bad(struct ed_log_reader *r)
{
	if (r->bad++ == 0)
		r->first_bad = r->line;
	r->table->bad_rows++;
}

/* Rows of one second stand together. */
static inline bool read_clock(
    struct ed_log_reader *r, struct ed_str t, uint32_t *seconds)
{
	if (t.n == 8 && memcmp(t.p, r->clock, 8) == 0) {
		*seconds = r->clock_seconds;
		return true;
	}
	if (!ed_log_clock(t, seconds))
		return false;
	memcpy(r->clock, t.p, 8);
	r->clock_seconds = *seconds;
	return true;
}

bool ed_log_when(
    struct ed_log_reader *r, const struct ed_log_cut *cut, uint32_t *time)
{
	struct ed_str date = ed_log_get(&r->layout, cut, ED_FIELD_DATE);
	uint32_t seconds;

	/* Without a column of its own the #Date line says it. */
	if (r->layout.at[ED_FIELD_DATE] < 0)
		date = (struct ed_str){r->day.date, r->day.start ? 10 : 0};
	if (!ed_log_day_set(&r->day, date) ||
	    !read_clock(
		r, ed_log_get(&r->layout, cut, ED_FIELD_TIME), &seconds)) {
		ed_log_bad(r);
		return false;
	}
	*time = (uint32_t)r->day.start + seconds;
	if (*time > r->table->last)
		r->table->last = *time;
	if (*time < r->table->first || !r->table->first)
		r->table->first = *time;
	return true;
}

static void take_directive(struct ed_log_reader *r, struct ed_str line)
{
	if (ed_str_istarts(line, ED_STR("#Fields:"))) {
		/* What waits is of the order before. */
		if (r->pause)
			r->pause(r);
		ed_log_layout_read(&r->layout, ed_str_sub(line, 8, line.n));
		if (!r->fits(&r->layout)) {
			r->layout.n = 0;
			r->poor = true;
		}
	} else if (ed_str_istarts(line, ED_STR("#Date: ")) &&
		   r->layout.at[ED_FIELD_DATE] < 0) {
		(void)ed_log_day_set(&r->day, ed_str_sub(line, 7, 10));
	}
}

/* No log holds control characters: of what is packed, bits were lost. */
static bool is_text(struct ed_str line)
{
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ' &&
		    !strchr("\t\r", line.p[i]))
			return false;
	return true;
}

/* No row of the layout: does it matter? */
static void take_odd(struct ed_log_reader *r, struct ed_str line)
{
	r->spoilt |= !is_text(line);
	if (r->foreign++ == 0)
		r->first_foreign = r->line;
	if (ed_log_has(line, ED_STR("/microsoft-server-activesync")))
		ed_log_bad(r);
}

static inline void take_line(
    struct ed_log_reader *r, const struct ed_log_cut *cut)
{
	const char *p = cut->base + cut->first;
	const char *end = cut->base + cut->start[cut->n] - 1;

	if (p == end)
		return;
	if (*p == '#') {
		take_directive(r, (struct ed_str){p, (size_t)(end - p)});
		return;
	}
	if (r->layout.n == 0 && !r->poor && r->usual) {
		r->layout = *r->usual;
		r->guessed = true;
	}
	if (cut->n != r->layout.n) {
		take_odd(r, (struct ed_str){p, (size_t)(end - p)});
		return;
	}
	r->rows++;
	r->row(r, cut);
}

static void take_lines(struct ed_log_reader *r, const char *p)
{
	struct ed_log_cut cut = {.base = p, .start = r->marks.starts};
	uint32_t *starts = r->marks.starts, behind;
	size_t from = 0;

	for (size_t i = 0; i < r->marks.n_lines; i++) {
		size_t to = r->marks.lines[i];

		behind = starts[to];
		cut.n = (unsigned)(to - from);
		cut.start = starts + from;
		/* The last column ends before the CR. */
		if (behind - cut.first > 1 && p[behind - 2] == '\r')
			starts[to]--;
		r->line++;
		take_line(r, &cut);
		cut.first = behind;
		from = to;
	}
}

/*
 * IIS lays out its file ahead of what it writes: one that is copied meanwhile
 * ends in NUL. In the middle a loss of power leaves them, for lost rows.
 */
static void look_for_nul(
    struct ed_log_reader *r, const char *p, const char *end)
{
	const char *hit = memchr(p, '\0', (size_t)(end - p));

	r->nul |= r->nul_end;
	r->nul_end = hit != NULL;
	for (; hit && hit < end; hit++)
		r->nul |= *hit != '\0' && *hit != '\r' && *hit != '\n';
}

static void take_piece(void *context, const char *p, const char *end)
{
	struct ed_log_reader *r = context;

	if (!p) { /* one that was too long */
		r->line++;
		ed_log_bad(r);
		return;
	}
	if (r->line == 0 && end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	look_for_nul(r, p, end);
	ed_log_mark(&r->marks, p, (size_t)(end - p));
	take_lines(r, p);
	if (r->pause)
		r->pause(r);
}

static void note_damage(struct ed_log_reader *r, const struct ed_log_end *end)
{
	struct ed_case *c = r->c;

	if (end->damage)
		ed_damage(c, r->in, "%s", end->damage);
	if (r->poor)
		ed_damage(c, r->in,
		    "a #Fields line lacks columns that are needed (time, path, "
		    "status): rows below it were not used");
	if (r->guessed)
		ed_damage(c, r->in,
		    "no #Fields line stands above its rows: they were read in "
		    "the usual order");
	if (r->nul && !end->damage)
		ed_damage(c, r->in, "%s", ED_LOST_TO_NUL);
	else if (!r->nul && r->nul_end)
		ed_damage(c, r->in,
		    "it ends in NUL bytes, as a log does that is copied while "
		    "it is written");
	if (r->spoilt)
		ed_damage(c, r->in,
		    "some of its lines hold what is no text: they are lost");
	if (end->n_long)
		ed_damage(c, r->in, "%llu lines are longer than any real one",
		    (unsigned long long)end->n_long);
	if (r->bad)
		ed_damage(c, r->in,
		    "line %llu: a request to ActiveSync cannot be read; there "
		    "are %llu such rows",
		    (unsigned long long)r->first_bad,
		    (unsigned long long)r->bad);
	if (r->foreign)
		ed_damage(c, r->in,
		    "line %llu is no row of this log; there are %llu such "
		    "lines",
		    (unsigned long long)r->first_foreign,
		    (unsigned long long)r->foreign);
}

bool ed_log_read(struct ed_log_reader *r, bool file, struct ed_str bytes)
{
	struct ed_log_end end;
	struct ed_error err = {""};
	bool read;

	r->input = ed_input_number(r->c, r->in);
	r->table = table_of(r->c);
	choose_needles(r);
	memset(r->layout.at, -1, sizeof(r->layout.at));
	/* The path has a NUL behind it, as all of inputs. */
	read = ed_log_stream(
	    file ? r->in->path.p : NULL, bytes, take_piece, r, &end, &err);
	ed_log_marks_free(&r->marks);
	if (!read) {
		ed_damage(r->c, r->in, "%s", err.text);
		return false;
	}
	r->in->bytes = end.bytes;
	r->in->sha256 = ed_copy(&r->c->arena, ed_str_of(end.sha256));
	note_damage(r, &end);
	/* A cut last line and foreign ones hide nothing of ActiveSync. */
	r->in->incomplete =
	    end.damage || r->poor || r->bad || r->nul || r->spoilt;
	r->table->rows += r->rows;
	r->table->lost |= r->in->incomplete;
	return r->rows > 0 || !r->in->incomplete;
}

struct ed_str ed_log_fields_of(struct ed_str head)
{
	struct ed_str line;

	while (head.n) {
		size_t n = ed_str_find(head, ED_STR("\n"));

		line = ed_str_trim(ed_str_sub(head, 0, n));
		if (ed_str_istarts(line, ED_STR("\xef\xbb\xbf")))
			line = ed_str_sub(line, 3, line.n);
		if (ed_str_istarts(line, ED_STR("#Fields:")))
			return line;
		if (line.n && line.p[0] != '#')
			break;
		head = ed_str_sub(head, n + 1, head.n);
	}
	return (struct ed_str){0};
}
