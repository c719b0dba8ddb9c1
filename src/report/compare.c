/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare.h"

#include "report/outline.h"

#include <stdlib.h>

const char *const ed_change_names[] = {
    "fixed", "persists", "new", "not_rechecked", NULL};

enum { MARK = 8 };

/*
 * A subject without the mark of a certificate: "device certificate 3f2a91c0"
 * of one report and "device certificate 77aa0012" of the next are the same
 * role.
 */
static struct ed_str role_of(struct ed_str subject)
{
	if (subject.n <= MARK || subject.p[subject.n - MARK - 1] != ' ')
		return subject;
	for (size_t i = subject.n - MARK; i < subject.n; i++)
		if (!ed_str_has(ED_STR("0123456789abcdef"), subject.p[i]))
			return subject;
	return ed_str_sub(subject, 0, subject.n - MARK - 1);
}

/* How bad it is to be so; what is not looked at is worse than absent. */
static int weight_of(const struct ed_report_finding *one)
{
	if (!one)
		return -1;
	if (ed_is_word(one->state, "present"))
		return 3;
	if (ed_is_word(one->state, "unknown"))
		return 2;
	return ed_is_word(one->state, "not_asked");
}

/*
 * The finding of the same id about the same subject, else about the same role,
 * and the worst of these: one CA certificate without a fault does not say
 * that another has none. Or NULL.
 */
static const struct ed_report_finding *find_other(
    const struct ed_report *report, const struct ed_report_finding *one)
{
	const struct ed_report_finding *same = NULL, *by_role = NULL;
	const struct ed_report_finding *by_id = NULL;
	size_t n = 0;

	for (size_t i = 0; i < report->n_findings; i++) {
		const struct ed_report_finding *other = &report->findings[i];

		if (!ed_str_eq(other->id, one->id))
			continue;
		if (ed_str_eq(other->subject, one->subject) &&
		    weight_of(other) > weight_of(same))
			same = other;
		if (ed_str_eq(role_of(other->subject), role_of(one->subject)) &&
		    weight_of(other) > weight_of(by_role))
			by_role = other;
		by_id = other;
		n++;
	}
	if (same || by_role)
		return same ? same : by_role;
	/* A finding that was never asked has no subject. */
	return n == 1 && by_id->subject.n == 0 ? by_id : NULL;
}

static bool is_present(const struct ed_report_finding *one)
{
	return one && ed_is_word(one->state, "present");
}

static bool does_block(const struct ed_report *report, struct ed_str id)
{
	for (size_t i = 0; i < report->n_causes; i++)
		if (ed_str_eq(report->causes[i].id, id))
			return ed_is_word(
				   report->causes[i].blocks, "everyone") ||
			       ed_is_word(report->causes[i].blocks, "user") ||
			       ed_is_word(report->causes[i].blocks, "partly");
	return false;
}

static struct ed_changed change_of(
    const struct ed_comparison *all, const struct ed_report_finding *before)
{
	struct ed_changed changed = {.before = before,
	    .after = find_other(all->after, before),
	    .blocks = does_block(all->before, before->id)};

	if (is_present(changed.after)) {
		changed.change = ED_CHANGE_PERSISTS;
	} else if (changed.after &&
		   ed_is_word(changed.after->state, "absent")) {
		changed.change = ED_CHANGE_FIXED;
	} else {
		changed.change = ED_CHANGE_NOT_RECHECKED;
		changed.reason =
		    changed.after
			? changed.after->reason
			: ED_STR("the later report does not speak of it");
	}
	return changed;
}

static int compare_changes(const void *a, const void *b)
{
	const struct ed_changed *x = a, *y = b;
	const struct ed_report_finding *p = x->before ? x->before : x->after;
	const struct ed_report_finding *q = y->before ? y->before : y->after;
	int order;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	order = ed_str_compare(p->id, q->id);
	return order ? order : ed_str_compare(p->subject, q->subject);
}

static void list_changes(struct ed_arena *arena, struct ed_comparison *out)
{
	struct ed_list list = {0};

	for (size_t i = 0; i < out->before->n_findings; i++) {
		const struct ed_report_finding *one = &out->before->findings[i];

		if (is_present(one) && !ed_is_success(one))
			*ED_PUSH(arena, &list, struct ed_changed) =
			    change_of(out, one);
	}
	for (size_t i = 0; i < out->after->n_findings; i++) {
		const struct ed_report_finding *one = &out->after->findings[i];

		if (is_present(one) && !ed_is_success(one) &&
		    !is_present(find_other(out->before, one)))
			*ED_PUSH(arena, &list, struct ed_changed) =
			    (struct ed_changed){.change = ED_CHANGE_NEW,
				.after = one,
				.blocks = does_block(out->after, one->id)};
	}
	out->changes = list.items;
	out->n_changes = list.n;
	if (list.n)
		qsort(list.items, list.n, sizeof(struct ed_changed),
		    compare_changes);
}

/* The worst of what became of it, about whomever it was. */
static enum ed_change change_of_id(
    const struct ed_comparison *all, struct ed_str id, bool *found)
{
	enum ed_change change = ED_CHANGE_FIXED;

	*found = false;
	for (size_t i = 0; i < all->n_changes; i++) {
		const struct ed_changed *one = &all->changes[i];

		if (!one->before || !ed_str_eq(one->before->id, id))
			continue;
		*found = true;
		if (one->change == ED_CHANGE_PERSISTS)
			return ED_CHANGE_PERSISTS;
		if (one->change == ED_CHANGE_NOT_RECHECKED)
			change = ED_CHANGE_NOT_RECHECKED;
	}
	return change;
}

/* A cause that was only inferred: the later report says whether it still is. */
static enum ed_change change_of_inferred(
    const struct ed_report *after, struct ed_str id)
{
	enum ed_change change = ED_CHANGE_NOT_RECHECKED;

	for (size_t i = 0; i < after->n_causes; i++)
		if (ed_str_eq(after->causes[i].id, id) &&
		    !ed_is_word(after->causes[i].state, "unlikely"))
			return ED_CHANGE_PERSISTS;
	for (size_t i = 0; i < after->n_findings; i++)
		if (ed_str_eq(after->findings[i].id, id) &&
		    ed_is_word(after->findings[i].state, "absent"))
			change = ED_CHANGE_FIXED;
	return change;
}

static void follow_prediction(struct ed_comparison *out)
{
	bool found;

	if (out->before->n_causes == 0)
		return;
	out->predicted = &out->before->causes[0];
	out->predicted_change = change_of_id(out, out->predicted->id, &found);
	if (!found)
		out->predicted_change =
		    change_of_inferred(out->after, out->predicted->id);
}

static size_t count(const struct ed_comparison *all, enum ed_change change)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n_changes; i++)
		n += all->changes[i].change == change;
	return n;
}

/* Something that could block was there, and nobody looked again. */
static bool is_left_open(const struct ed_comparison *all)
{
	for (size_t i = 0; i < all->n_changes; i++)
		if (all->changes[i].change == ED_CHANGE_NOT_RECHECKED &&
		    all->changes[i].blocks)
			return true;
	return all->predicted &&
	       all->predicted_change == ED_CHANGE_NOT_RECHECKED;
}

static enum ed_exit exit_of(const struct ed_comparison *all)
{
	const int after = all->after->verdict.exit_code;

	if (after == ED_EXIT_BLOCKED)
		return ED_EXIT_BLOCKED;
	if (after == ED_EXIT_UNKNOWN || is_left_open(all))
		return ED_EXIT_UNKNOWN;
	return after == ED_EXIT_WARNING ? ED_EXIT_WARNING : ED_EXIT_HEALTHY;
}

static struct ed_str text_of(
    struct ed_arena *arena, const struct ed_comparison *all)
{
	static const char *const became[] = {
	    [ED_CHANGE_FIXED] = "went away",
	    [ED_CHANGE_PERSISTS] = "is still there",
	    [ED_CHANGE_NEW] = "is new",
	    [ED_CHANGE_NOT_RECHECKED] = "was not looked at again",
	};
	struct ed_text text = {.arena = arena};

	if (all->predicted)
		ed_putf(&text, "The cause that was named first %s: %.*s. ",
		    became[all->predicted_change],
		    ED_ARG(all->predicted->title));
	ed_putf(&text,
	    "%zu fixed, %zu persist, %zu new, %zu not looked at again. Now: "
	    "%.*s",
	    count(all, ED_CHANGE_FIXED), count(all, ED_CHANGE_PERSISTS),
	    count(all, ED_CHANGE_NEW), count(all, ED_CHANGE_NOT_RECHECKED),
	    ED_ARG(all->after->verdict.text));
	return ed_text_str(&text);
}

void ed_compare(struct ed_arena *arena, const struct ed_report *before,
    const struct ed_report *after, struct ed_comparison *out)
{
	*out = (struct ed_comparison){.before = before, .after = after};
	list_changes(arena, out);
	follow_prediction(out);
	out->exit = exit_of(out);
	out->text = text_of(arena, out);
}
