/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of inspect's text share: names on the left, values right. */
#ifndef ED_REPORT_INSPECT_SHEET_H
#define ED_REPORT_INSPECT_SHEET_H

#include "base/case.h"
#include "report/page.h"

struct ed_inspect {
	const struct ed_case *c;
	struct ed_page page;
	int name_width;  /* of the names on the left */
	bool everything; /* long lists whole */
};

/* A SHA-256 in hex then just fits in 80 columns. */
enum { ED_INSPECT_NAMES = 12 };
/* How many of a long list are shown unless everything is asked for. */
enum { ED_INSPECT_FEW = 20 };

/* A heading for one fact, indented below its input. */
void ed_inspect_head(const struct ed_inspect *sheet, struct ed_str title);
/* A value from outside; blanks at its ends become visible. */
void ed_inspect_value(
    const struct ed_inspect *sheet, const char *name, struct ed_str value);
/* The same; nothing when it is empty. */
void ed_inspect_maybe(
    const struct ed_inspect *sheet, const char *name, struct ed_str value);
/* Words of ours; slices among the arguments are from outside. */
void ed_inspect_words(const struct ed_inspect *sheet, const char *name,
    const char *format, ...) ED_PRINTF(3, 4);
/* One time, or two where its zone is not said; nothing when not given. */
void ed_inspect_span(const struct ed_inspect *sheet, const char *name,
    const struct ed_span *span);
/* A value from outside, made safe to stand among words of ours. */
struct ed_str ed_inspect_safe(
    const struct ed_inspect *sheet, struct ed_str value);
/* Where in its file a fact stands, unless it is the whole. */
void ed_inspect_place(const struct ed_inspect *sheet, const struct ed_ref *ref);

void ed_inspect_certificate(
    const struct ed_inspect *sheet, const struct ed_certificate *cert);
void ed_inspect_identity(
    const struct ed_inspect *sheet, const struct ed_identity *identity);
/* CRLs, and what certutil printed, that stand in the input. */
void ed_inspect_revocation(const struct ed_inspect *sheet, unsigned input);
/* Event logs. */
void ed_inspect_events(const struct ed_inspect *sheet, unsigned input);
/* Bindings, registry and stores that stand in the input. */
void ed_inspect_windows(const struct ed_inspect *sheet, unsigned input);
void ed_inspect_profile(
    const struct ed_inspect *sheet, const struct ed_profile *profile);
void ed_inspect_directory(
    const struct ed_inspect *sheet, const struct ed_directory_account *account);
/* What cmdlets of Exchange printed, in the input. */
void ed_inspect_exchange(const struct ed_inspect *sheet, unsigned input);
/* What of an export was kept; nothing for another input. */
void ed_inspect_kept(const struct ed_inspect *sheet, const struct ed_input *in);
/* Which certificates a device would offer, where there are several. */
void ed_inspect_selection(const struct ed_inspect *sheet);
/* Dates, kind and oddities of its form. */
void ed_inspect_form(
    const struct ed_inspect *sheet, const struct ed_profile *profile);
void ed_inspect_scep(
    const struct ed_inspect *sheet, const struct ed_scep *scep);
void ed_inspect_android(
    const struct ed_inspect *sheet, const struct ed_android_mail *mail);
/* What all logs add up to; nothing without one. */
void ed_inspect_log(const struct ed_inspect *sheet, const struct ed_log *log);
void ed_inspect_observation(
    const struct ed_inspect *sheet, const struct ed_observation *seen);
/* What the case says should be true; nothing when it says nothing. */
void ed_inspect_expected(const struct ed_inspect *inputs);

#endif
