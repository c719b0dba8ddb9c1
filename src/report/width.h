/* SPDX-License-Identifier: Apache-2.0 */
/* Code points of UTF-8 text and the columns they take on a terminal. */
#ifndef ED_REPORT_WIDTH_H
#define ED_REPORT_WIDTH_H

#include <easdoctor/base.h>

/* Stands for a byte that is not UTF-8. */
#define ED_NOT_UTF8 UINT32_MAX

/*
 * The first code point of s, which is not empty, and the bytes it takes. A
 * byte that begins no well-formed sequence is one byte of ED_NOT_UTF8.
 */
size_t ed_utf8_first(struct ed_str s, uint32_t *point);

/* 0, 1 or 2 columns. */
unsigned ed_point_width(uint32_t point);
size_t ed_width(struct ed_str s);

#endif
