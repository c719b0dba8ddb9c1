/* SPDX-License-Identifier: Apache-2.0 */
/* One case for each test of a program: set up before it, and freed. */
#ifndef ONE_CASE_H
#define ONE_CASE_H

#include "loaded.h"

static struct ed_case c;

static inline int open_case(void **state)
{
	(void)state;
	ed_case_init(&c);
	return 0;
}

static inline int close_case(void **state)
{
	(void)state;
	ed_case_free(&c);
	return 0;
}

#endif
