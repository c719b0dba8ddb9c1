/* SPDX-License-Identifier: Apache-2.0 */
/* Which attributes of an account are read. */
#ifndef ED_LOAD_DIRECTORY_ATTRIBUTE_H
#define ED_LOAD_DIRECTORY_ATTRIBUTE_H

#include <easdoctor/base.h>

enum attribute {
	A_NONE,
	A_DN,
	A_SAM,
	A_UPN,
	A_MAIL,
	A_ADDRESS,
	A_SID,
	A_CREATED,
	A_CHANGED,
	A_CONTROL,
	A_ENABLED,
	A_LOCKED,
	A_EXPIRES,
	A_LOCKOUT,
	A_ADMIN,
	A_MAPPING,
	A_CLASS,
	A_AUTHORITY,
	A_EVERYTHING
};

/* By any of its names; A_NONE: it is passed over. */
enum attribute ed_directory_attribute(struct ed_str name);

#endif
