/* SPDX-License-Identifier: Apache-2.0 */
#include "load/line_file.h"

#include "base/lines.h"

#include <easdoctor/limits.h>

enum { QUOTE = 300 };

void ed_line_losses(
    struct ed_case *c, struct ed_input *in, const struct ed_lines *lines)
{
	const char *damage = ed_lines_damage(lines);

	if (!damage && ed_lines_break_off(lines))
		damage = ED_BREAKS_OFF;
	if (!damage)
		return;
	in->incomplete = true;
	ed_damage(c, in, "%s", damage);
}

static bool read_all(struct ed_case *c, struct ed_input *in,
    struct ed_lines *lines, ed_line_fn *take, void *reading)
{
	struct ed_str line;

	while (ed_lines_next(lines, &line))
		take(reading, line, ed_lines_number(lines));
	in->bytes = ed_lines_bytes(lines);
	in->sha256 = ed_lines_sha256(lines, &c->arena);
	ed_line_losses(c, in, lines);
	ed_lines_free(lines);
	return true;
}

bool ed_each_line(struct ed_case *c, struct ed_input *in, struct ed_str bytes,
    ed_line_fn *take, void *reading)
{
	return read_all(c, in, ed_lines_of(bytes), take, reading);
}

bool ed_each_line_of_file(
    struct ed_case *c, struct ed_input *in, ed_line_fn *take, void *reading)
{
	struct ed_error err = {""};
	struct ed_lines *lines =
	    ed_lines_of_file(in->path.p, ED_MAX_BULK, &err);

	if (!lines) {
		ed_damage(c, in, "%s", err.text);
		return false;
	}
	return read_all(c, in, lines, take, reading);
}

struct ed_ref ed_at_line(struct ed_case *c, const struct ed_input *in,
    unsigned number, struct ed_str quote)
{
	struct ed_digits digits;

	return (struct ed_ref){.input = ed_input_number(c, in),
	    .kind = ED_AT_LINE,
	    .at = ed_copy(&c->arena, ed_number(&digits, number)),
	    .quote =
		ed_copy(&c->arena, ed_str_sub(ed_str_trim(quote), 0, QUOTE))};
}

void ed_line_damage(
    struct ed_case *c, struct ed_input *in, unsigned number, const char *why)
{
	in->incomplete = true;
	ed_damage(c, in, "line %u: %s", number, why);
}
