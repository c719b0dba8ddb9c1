/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two addresses of one name, by what a probe saw of each: what they do
 * differently.
 */
#ifndef EASDOCTOR_NODE_PAIR_H
#define EASDOCTOR_NODE_PAIR_H

#include <easdoctor/facts.h>
#include <easdoctor/probe.h>

/* A line that is put together, and cut where it is too long. */
struct ed_sentence {
	char text[400];
	size_t n;
};

ED_API void ed_sentence_add(struct ed_sentence *to, struct ed_str words);

/* Two addresses that one name leads to. */
ED_API bool ed_nodes_of_one_name(
    const struct ed_node *a, const struct ed_node *b);

/* Both showed how they behave, asked the same. */
ED_API bool ed_nodes_comparable(
    const struct ed_node *a, const struct ed_node *b);

/*
 * Each says what differs, "the first …, the second …", or adds nothing: what
 * lets a device in, the port, as seen from this machine, and what lets nobody
 * in or out by itself.
 */
ED_API void ed_nodes_differ(struct ed_sentence *how,
    const struct ed_facts *facts, const struct ed_node *a,
    const struct ed_node *b);
ED_API void ed_node_ports_differ(struct ed_sentence *how,
    const struct ed_facts *facts, const struct ed_node *a,
    const struct ed_node *b);
ED_API void ed_node_versions_differ(struct ed_sentence *how,
    const struct ed_facts *facts, const struct ed_node *a,
    const struct ed_node *b);

#endif
