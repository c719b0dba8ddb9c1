/* SPDX-License-Identifier: Apache-2.0 */
/* Rule files of few lines, for tests that count lines and columns. */
#ifndef ED_TEST_RULE_TEXT_H
#define ED_TEST_RULE_TEXT_H

/* Line 1 to 5 of a check's file; the first finding's id is on line 6. */
#define HEAD                                                                   \
	"check: c\n"                                                           \
	"supply: a file\n"                                                     \
	"who: pki\n"                                                           \
	"cost: free\n"                                                         \
	"findings:\n"
/* 15 lines, then come links and the like. */
#define CAUSE(id)                                                              \
	"  - id: " id "\n"                                                     \
	"    kind: cause\n"                                                    \
	"    title: A title\n"                                                 \
	"    stage: certificate\n"                                             \
	"    bites: map\n"                                                     \
	"    blocks: everyone\n"                                               \
	"    prior: frequent\n"                                                \
	"    proof: seen\n"                                                    \
	"    basis: verified\n"                                                \
	"    owner: pki\n"                                                     \
	"    text: A text.\n"                                                  \
	"    fix: [Mend it.]\n"                                                \
	"    verify: [{shell: sh, run: ls}]\n"                                 \
	"    cite: [RFC 5280]\n"

#define SYMPTOMS                                                               \
	"symptoms:\n"                                                          \
	"  - id: http/401\n"                                                   \
	"    title: A 401\n"                                                   \
	"    text: The server said 401.\n"                                     \
	"    leak: noisy\n"                                                    \
	"  - {id: http/403, title: t, text: u, leak: seldom, group: "          \
	"http-403,\n"                                                          \
	"     cite: RFC 9110}\n"                                               \
	"  - {id: http/403-16, title: t, text: u, leak: never,\n"              \
	"     parent: http/403, seen_at: validate}\n"                          \
	"  - {id: http/200, title: t, text: u, leak: never,\n"                 \
	"     seen_at: none, refutes_to: map}\n"

#endif
