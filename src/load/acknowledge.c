/* SPDX-License-Identifier: Apache-2.0 */
#include "load/acknowledge.h"

#include "base/file.h"
#include "base/yaml.h"

#include <easdoctor/limits.h>

#include <string.h>

#define AT(field) offsetof(struct ed_accepted, field)

/* Who accepted what, why and for how long: without all of it, it is nothing. */
static const struct ed_yaml_key accepted_keys[] = {
    {"finding", ED_YAML_TEXT, AT(finding), .required = true,
	.line_offset = AT(line)},
    {"subject", ED_YAML_TEXT, AT(subject), .required = false},
    {"reason", ED_YAML_TEXT, AT(reason), .required = true},
    {"author", ED_YAML_TEXT, AT(author), .required = true},
    {"until", ED_YAML_TIME, AT(until), .required = true},
    {0},
};

struct accepted_file {
	struct ed_list items;
};

static const struct ed_yaml_key file_keys[] = {
    {"accepted", ED_YAML_ITEMS, offsetof(struct accepted_file, items),
	.required = true, .keys = accepted_keys,
	.item_size = sizeof(struct ed_accepted)},
    {0},
};

bool ed_load_accepted_text(struct ed_case *c, const char *path,
    struct ed_str text, struct ed_error *err)
{
	struct accepted_file file = {0};

	if (!ed_yaml_read(&c->arena, path, text, file_keys, &file, err))
		return false;
	c->accepted = file.items;
	c->accepted_file = ed_copy(&c->arena, ed_str_of(path));
	return true;
}

bool ed_load_accepted(struct ed_case *c, const char *path, struct ed_error *err)
{
	struct ed_str text;

	return ed_file_read(&c->arena, path, ED_MAX_YAML, &text, err) &&
	       ed_load_accepted_text(c, path, text, err);
}
