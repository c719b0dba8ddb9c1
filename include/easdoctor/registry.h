/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What exports of the registry (.reg) hold of one machine: only keys that
 * decide about client certificates are kept.
 *
 * Keys are named from CurrentControlSet on, "Services\Kdc", or from
 * "SOFTWARE" on. A key that is exported without a value has the default.
 */
#ifndef EASDOCTOR_REGISTRY_H
#define EASDOCTOR_REGISTRY_H

#include <easdoctor/base.h>

#define ED_KEY_HTTP "Services\\HTTP\\Parameters"
#define ED_KEY_SCHANNEL "Control\\SecurityProviders\\SCHANNEL"
#define ED_KEY_KDC "Services\\Kdc"
#define ED_KEY_NTAUTH                                                          \
	"SOFTWARE\\Microsoft\\EnterpriseCertificates\\NTAuth\\Certificates"

enum ed_registry_type {
	ED_REG_NONE, /* nothing that is known could be made of it */
	ED_REG_NUMBER,
	ED_REG_TEXT,
	ED_REG_BYTES
};

struct ed_registry_value {
	struct ed_ref ref;
	struct ed_str key;
	struct ed_str name; /* empty: the key's default */
	enum ed_registry_type type;
	uint64_t number;
	struct ed_str text; /* or the bytes */
	bool cut;           /* it is longer */
	bool deleted;       /* the file would delete it */
};

/* A key that stands in an export, with values or without. */
struct ed_registry_key {
	struct ed_ref ref;
	struct ed_str path;
	bool deleted;
};

struct ed_winreg {
	const struct ed_registry_key *keys;
	size_t n_keys;
	const struct ed_registry_value *values;
	size_t n_values;
	bool incomplete; /* some may be missing */
};

enum ed_setting_state {
	ED_SETTING_NOT_EXPORTED, /* its key is not there */
	ED_SETTING_DEFAULT,      /* its key is, and it is not */
	ED_SETTING_GIVEN,
	ED_SETTING_UNREADABLE, /* or may have been lost */
	ED_SETTING_DISPUTED    /* two exports say different things */
};

struct ed_setting {
	enum ed_setting_state state;
	uint32_t number;
	struct ed_ref ref; /* of the value, or of its key */
};

/* NULL when it is not there. input 0: of any. The last counts. */
ED_API const struct ed_registry_value *ed_registry_find(
    const struct ed_winreg *registry, unsigned input, const char *key,
    const char *name);
ED_API const struct ed_registry_key *ed_registry_key(
    const struct ed_winreg *registry, unsigned input, const char *key);
/* A number that decides something. registry may be NULL. */
ED_API struct ed_setting ed_registry_setting(const struct ed_winreg *registry,
    unsigned input, const char *key, const char *name);

#endif
