/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exports of the directory, however large: they are read line by line, when
 * everything else is known, and only accounts that can matter are kept.
 */
#include "base/encoding.h"
#include "load/directory_row.h"
#include "load/line_file.h"
#include "load/loader.h"

#include <easdoctor/limits.h>

/* Far enough for the names that tell, of an object with all attributes. */
enum { LOOK = 16 * 1024 };

typedef bool read_fn(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines);

/* The first line that says something is a "dn:", maybe behind a version. */
static bool is_ldif(struct ed_str text)
{
	struct ed_str line;

	while (ed_line_take(&text, &line)) {
		if (line.n == 0 || line.p[0] == '#' || line.p[0] == ' ' ||
		    ed_str_istarts(line, ED_STR("version:")))
			continue;
		return ed_str_istarts(line, ED_STR("dn:"));
	}
	return false;
}

/* Does "name : " begin the line? Names are padded with blanks. */
static bool is_key(struct ed_str line, const char *name)
{
	struct ed_str rest;

	if (!ed_str_istarts(line, ed_str_of(name)))
		return false;
	rest = ed_str_sub(line, ed_str_of(name).n, line.n);
	return ed_str_starts(rest, ED_STR(" ")) &&
	       ed_str_starts(ed_str_trim(rest), ED_STR(":"));
}

/* Some names that accounts have, and none that only Exchange prints. */
static bool is_list(struct ed_str text)
{
	static const char *const ours[] = {"DistinguishedName",
	    "SamAccountName", "UserPrincipalName", "objectSid", "SID",
	    "altSecurityIdentities", "userAccountControl", "ObjectClass"};
	static const char *const theirs[] = {"RecipientType", "ExchangeGuid",
	    "ExchangeVersion", "OrganizationId", "DeviceId"};
	unsigned seen = 0, n = 0;
	struct ed_str line;

	while (ed_line_take(&text, &line)) {
		for (size_t i = 0; i < ED_COUNT(theirs); i++)
			if (is_key(line, theirs[i]))
				return false;
		for (size_t i = 0; i < ED_COUNT(ours); i++) {
			n += is_key(line, ours[i]) && !(seen & 1u << i);
			seen |= is_key(line, ours[i]) ? 1u << i : 0;
		}
	}
	return n >= 3 || (n == 2 && (seen & 1u << 5));
}

static read_fn *find_reader(struct ed_str bytes)
{
	struct ed_arena arena = {0};
	struct ed_str text;
	read_fn *read = NULL;

	text = ed_to_utf8(&arena, ed_str_sub(bytes, 0, LOOK));
	if (is_ldif(text))
		read = ed_ldif_read;
	else if (is_list(text))
		read = ed_ad_list_read;
	ed_arena_free(&arena);
	return read;
}

static bool recognise(struct ed_str bytes)
{
	return find_reader(bytes) != NULL;
}

static bool conclude(
    struct ed_case *c, struct ed_input *in, struct ed_lines *lines)
{
	in->bytes = ed_lines_bytes(lines);
	in->sha256 = ed_lines_sha256(lines, &c->arena);
	ed_line_losses(c, in, lines);
	return true;
}

static bool load(struct ed_case *c, struct ed_input *in, struct ed_str bytes)
{
	read_fn *read = find_reader(bytes);
	struct ed_lines *lines;
	bool ok;

	if (!read)
		return false;
	lines = ed_lines_of(bytes);
	ok = read(c, in, lines) && conclude(c, in, lines);
	ed_lines_free(lines);
	return ok;
}

static bool load_file(
    struct ed_case *c, struct ed_input *in, struct ed_str head)
{
	read_fn *read = find_reader(head);
	struct ed_error err = {""};
	struct ed_lines *lines;
	bool ok;

	/* The path has a NUL behind it, as all of inputs. */
	lines = read ? ed_lines_of_file(in->path.p, ED_MAX_BULK, &err) : NULL;
	if (!lines) {
		ed_damage(c, in, "%s",
		    read ? err.text : "it changed while it was read");
		return false;
	}
	ok = read(c, in, lines) && conclude(c, in, lines);
	ed_lines_free(lines);
	return ok;
}

const struct ed_loader ed_loader_directory = {
    .kind = "directory",
    .recognise = recognise,
    .load = load,
    .load_file = load_file,
    .limit = ED_MAX_BULK,
};
