/* SPDX-License-Identifier: Apache-2.0 */
/* What a device asks a CA for, and the mail settings of Android. */
#include "report/inspect_sheet.h"
#include "report/inspect_words.h"
#include <easdoctor/scep.h>

static void put_field(const struct ed_inspect *sheet, const char *name,
    const struct ed_field *field)
{
	if (field->given)
		ed_inspect_value(sheet, name, field->value);
}

static void put_whole(const struct ed_inspect *sheet, const char *name,
    const struct ed_whole *number)
{
	if (number->given && number->readable)
		ed_inspect_words(sheet, name, "%lld", (long long)number->value);
	else
		ed_inspect_words(sheet, name, "%s",
		    number->given ? "no whole number" : "not given");
}

static void put_usage(
    const struct ed_inspect *sheet, const struct ed_whole *usage)
{
	static const char *const names[] = {"neither to sign nor to encrypt",
	    "to sign", "to encrypt", "to sign and to encrypt"};
	size_t bits = (size_t)((usage->value & 1) | (usage->value & 4) / 2);

	put_whole(sheet, "key usage", usage);
	if (usage->given && usage->readable)
		ed_inspect_words(sheet, "", "%s", names[bits]);
}

static void put_names(
    const struct ed_inspect *sheet, const struct ed_scep *scep)
{
	size_t n = sheet->everything ? scep->n_sans : ED_INSPECT_FEW;

	if (!scep->has_san)
		ed_inspect_words(sheet, "SAN", "not given");
	for (size_t i = 0; i < scep->n_sans && i < n; i++)
		ed_inspect_words(sheet, "SAN", "%s %.*s",
		    ed_san_type_name(scep->sans[i].type),
		    ED_ARG(ed_inspect_safe(sheet, scep->sans[i].value)));
	if (scep->n_sans > n)
		ed_inspect_words(sheet, "", "and %zu more", scep->n_sans - n);
	if (scep->san_fault)
		ed_inspect_words(sheet, "", "not all: %s", scep->san_fault);
}

static void put_fingerprint(
    const struct ed_inspect *sheet, const struct ed_scep *scep)
{
	if (!scep->has_fingerprint)
		return;
	ed_inspect_value(sheet, "CA hash", scep->fingerprint);
	ed_inspect_words(sheet, "", "%zu bytes", scep->fingerprint.n / 2);
}

void ed_inspect_scep(const struct ed_inspect *sheet, const struct ed_scep *scep)
{
	ed_inspect_head(sheet, scep->label);
	ed_inspect_place(sheet, &scep->ref);
	put_field(sheet, "URL", &scep->url);
	put_field(sheet, "CA name", &scep->name);
	ed_inspect_maybe(sheet, "subject", scep->subject.text);
	if (scep->subject_fault)
		ed_inspect_words(
		    sheet, "subject", "not read: %s", scep->subject_fault);
	put_names(sheet, scep);
	put_whole(sheet, "key size", &scep->key_size);
	put_field(sheet, "key type", &scep->key_type);
	put_usage(sheet, &scep->key_usage);
	if (scep->retries.given)
		put_whole(sheet, "retries", &scep->retries);
	if (scep->key_extractable.value != ED_UNSAID)
		ed_inspect_words(sheet, "extractable", "%s",
		    ed_answer_name(scep->key_extractable.value));
	put_fingerprint(sheet, scep);
	ed_inspect_words(
	    sheet, "challenge", "%s", scep->has_challenge ? "set" : "not set");
}

void ed_inspect_android(
    const struct ed_inspect *sheet, const struct ed_android_mail *mail)
{
	ed_inspect_head(sheet, mail->label);
	ed_inspect_place(sheet, &mail->ref);
	ed_inspect_value(sheet, "type", mail->type);
	put_field(sheet, "host", &mail->host);
	if (mail->accepts_any.value != ED_UNSAID)
		ed_inspect_words(sheet, "any server", "accepted: %s",
		    ed_answer_name(mail->accepts_any.value));
}
