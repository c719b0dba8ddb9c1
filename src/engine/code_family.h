/* SPDX-License-Identifier: Apache-2.0 */
/* The families of codes: how theirs are written, and what points to them. */
#ifndef ED_ENGINE_CODE_FAMILY_H
#define ED_ENGINE_CODE_FAMILY_H

#include "base/arena.h"

enum ed_code_form {
	ED_CODE_STATUS, /* 403, 403.16, or "403 16 2148204809" */
	ED_CODE_NUMBER, /* a small one */
	ED_CODE_WIDE,   /* 32 bits, in all spellings */
	ED_CODE_WORD    /* a name only */
};

struct ed_code_family {
	const char *name;
	const char *title;
	enum ed_code_form form;
	unsigned bit;
};

/* NULL: no such family. */
const struct ed_code_family *ed_code_family_find(struct ed_str name);
/* The families a word beside a number points to; 0: it points to none. */
unsigned ed_code_word_families(struct ed_str word);

/* Families with a meaning in code.c. */
enum {
	ED_CODE_HTTP = 1 << 0,
	ED_CODE_WIN32 = 1 << 1,
	ED_CODE_HRESULT = 1 << 2,
	ED_CODE_TLS = 1 << 3,
	ED_CODE_SCHANNEL = 1 << 4,
	ED_CODE_CAPI2 = 1 << 5,
	ED_CODE_KDC = 1 << 6,
	ED_CODE_EAS = 1 << 7,
	ED_CODE_CA = 1 << 8,
	ED_CODE_HTTPERR = 1 << 9,
	ED_CODE_EVENT = 1 << 10,
	ED_CODE_TRUST = 1 << 11,
	ED_CODE_DEVICE = 1 << 12
};

#endif
