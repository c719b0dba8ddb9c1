/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What unit tests of checks are written with.
 *
 * A row of a table says in one string what a check should settle: the ids of
 * what is present, and "id=unknown" or "id=not_asked" for what could not be
 * judged, in the order in which the check declares them, one blank between.
 * What is absent is left out. A finding that is left open fails the test.
 */
#ifndef ED_TEST_H
#define ED_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <easdoctor/check.h>

/* Runs the check on the subject and compares what it settles. */
void ed_expect(const char *check_id, const struct ed_facts *facts,
    const void *subject, const char *expect);

/* What one finding says: "upn=ann@ex.test", "reason=…", "at=2.5.4.3";
 * "answer=yes" when a server did it, and so may be proof. */
void ed_expect_said(const char *check_id, const struct ed_facts *facts,
    const void *subject, const char *finding, const char *said);

/* A certificate without any fault; tests spoil copies of it. */
extern const struct ed_certificate ed_good_certificate;

#endif
