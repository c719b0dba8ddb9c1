/* SPDX-License-Identifier: Apache-2.0 */
#include "load/pem.h"

#include "base/lines.h"

struct ed_pem ed_pem_in(struct ed_str text)
{
	return (struct ed_pem){text, 1};
}

static bool next_line(struct ed_pem *pem, struct ed_str *line)
{
	if (!ed_line_take(&pem->rest, line))
		return false;
	*line = ed_str_trim(*line);
	pem->line++;
	return true;
}

/* Is line "-----BEGIN <label>-----" (or END)? */
static bool is_boundary(
    struct ed_str line, struct ed_str word, struct ed_str *label)
{
	if (!ed_str_starts(line, word) || line.n < word.n + 5 ||
	    !ed_str_iends(line, ED_STR("-----")))
		return false;
	*label = ed_str_sub(line, word.n, line.n - word.n - 5);
	return true;
}

/* The bytes from the start of one rest to the start of a later one. */
static struct ed_str between(struct ed_str from, struct ed_str to)
{
	return ed_str_sub(from, 0, from.n - to.n);
}

/* Reads the headers of RFC 1421, if there are any, up to the blank line. */
static void skip_headers(struct ed_pem *pem, struct ed_pem_block *out)
{
	struct ed_pem next = *pem;
	struct ed_str line;

	while (next_line(&next, &line) && line.n) {
		if (!ed_str_has(line, ':'))
			break;
		if (ed_str_starts(line, ED_STR("Proc-Type:")) &&
		    ed_str_find(line, ED_STR("ENCRYPTED")) < line.n)
			out->encrypted = true;
		*pem = next;
	}
}

/* Reads to the END line. A second BEGIN before it starts another block. */
static void read_body(struct ed_pem *pem, struct ed_pem_block *out)
{
	struct ed_str start, line, label;
	struct ed_pem next;

	skip_headers(pem, out);
	start = pem->rest;
	for (next = *pem; next_line(&next, &line); *pem = next) {
		if (is_boundary(line, ED_STR("-----BEGIN "), &label))
			break;
		if (!is_boundary(line, ED_STR("-----END "), &label))
			continue;
		out->body = between(start, pem->rest);
		if (!ed_str_eq(label, out->label))
			out->broken = "its END line is that of another kind";
		*pem = next;
		return;
	}
	out->body = between(start, pem->rest);
	out->broken = "it has no END line";
}

bool ed_pem_next(struct ed_pem *pem, struct ed_pem_block *out)
{
	struct ed_str line, start, label;
	unsigned number;

	for (;;) {
		start = pem->rest;
		number = pem->line;
		if (!next_line(pem, &line))
			return false;
		if (is_boundary(line, ED_STR("-----BEGIN "), &label))
			break;
	}
	*out = (struct ed_pem_block){.label = label, .line = number};
	read_body(pem, out);
	out->whole = between(start, pem->rest);
	return true;
}
