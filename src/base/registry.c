/* SPDX-License-Identifier: Apache-2.0 */
/* What an export of the registry says of a key or value. */
#include <easdoctor/registry.h>

const struct ed_registry_key *ed_registry_key(
    const struct ed_winreg *registry, unsigned input, const char *key)
{
	const struct ed_registry_key *found = NULL;

	for (size_t i = 0; i < registry->n_keys; i++) {
		const struct ed_registry_key *one = &registry->keys[i];

		if ((!input || one->ref.input == input) &&
		    ed_str_ieq(one->path, ed_str_of(key)))
			found = one->deleted ? NULL : one;
	}
	return found;
}

static bool is_named(const struct ed_registry_value *value, unsigned input,
    const char *key, const char *name)
{
	return (!input || value->ref.input == input) &&
	       ed_str_ieq(value->name, ed_str_of(name)) &&
	       ed_str_ieq(value->key, ed_str_of(key));
}

const struct ed_registry_value *ed_registry_find(
    const struct ed_winreg *registry, unsigned input, const char *key,
    const char *name)
{
	const struct ed_registry_value *found = NULL;

	for (size_t i = 0; i < registry->n_values; i++)
		if (is_named(&registry->values[i], input, key, name))
			found = registry->values[i].deleted
				    ? NULL
				    : &registry->values[i];
	return found;
}

/* Does another input say another number? Within one, the last counts. */
static bool is_disputed(const struct ed_winreg *registry,
    const struct ed_registry_value *found, const char *key, const char *name)
{
	for (size_t i = 0; i < registry->n_values; i++) {
		const struct ed_registry_value *one = &registry->values[i];

		if (one->ref.input != found->ref.input &&
		    is_named(one, 0, key, name) && !one->deleted &&
		    (one->type != found->type || one->number != found->number))
			return true;
	}
	return false;
}

struct ed_setting ed_registry_setting(const struct ed_winreg *registry,
    unsigned input, const char *key, const char *name)
{
	const struct ed_registry_value *value;
	const struct ed_registry_key *at;

	if (!registry)
		return (struct ed_setting){ED_SETTING_NOT_EXPORTED, 0, {0}};
	at = ed_registry_key(registry, input, key);
	value = ed_registry_find(registry, input, key, name);
	if (!at)
		return (struct ed_setting){registry->incomplete
					       ? ED_SETTING_UNREADABLE
					       : ED_SETTING_NOT_EXPORTED,
		    0, {0}};
	if (!value)
		return (struct ed_setting){registry->incomplete
					       ? ED_SETTING_UNREADABLE
					       : ED_SETTING_DEFAULT,
		    0, at->ref};
	if (value->type != ED_REG_NUMBER || value->number > UINT32_MAX)
		return (struct ed_setting){
		    ED_SETTING_UNREADABLE, 0, value->ref};
	if (!input && is_disputed(registry, value, key, name))
		return (struct ed_setting){ED_SETTING_DISPUTED, 0, value->ref};
	return (struct ed_setting){
	    ED_SETTING_GIVEN, (uint32_t)value->number, value->ref};
}
