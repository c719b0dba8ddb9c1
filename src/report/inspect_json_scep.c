/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inspect_object.h"
#include "report/inspect_words.h"
#include <easdoctor/scep.h>

static void set_whole(
    struct ed_object to, const char *name, const struct ed_whole *number)
{
	struct ed_object out;

	if (!number->given)
		return;
	out = ed_set_object(to, name);
	if (number->readable)
		ed_set_number(out, "value", number->value);
	ed_set_where(out, &number->ref);
}

static void set_subject(struct ed_object to, const struct ed_scep *scep)
{
	struct ed_object out;

	if (!scep->has_subject)
		return;
	out = ed_set_object(to, "subject");
	ed_set_text(out, "value", scep->subject.text);
	ed_set_word(out, "fault", scep->subject_fault);
	ed_set_where(out, &scep->subject_ref);
}

static void set_names(struct ed_object to, const struct ed_scep *scep)
{
	struct ed_object list, name;

	if (!scep->has_san)
		return;
	list = ed_set_array(to, "san");
	for (size_t i = 0; i < scep->n_sans; i++) {
		name = ed_append_object(list);
		ed_set_word(name, "type", ed_san_type_name(scep->sans[i].type));
		ed_set_text(name, "value", scep->sans[i].value);
		ed_set_where(name, &scep->sans[i].ref);
	}
	ed_set_word(to, "san_fault", scep->san_fault);
}

static void set_fingerprint(struct ed_object to, const struct ed_scep *scep)
{
	struct ed_object out;

	if (!scep->has_fingerprint)
		return;
	out = ed_set_object(to, "ca_fingerprint");
	ed_set_text(out, "value", scep->fingerprint);
	ed_set_number(out, "bytes", (int64_t)scep->fingerprint.n / 2);
	ed_set_where(out, &scep->fingerprint_ref);
}

void ed_json_scep(struct ed_object to, const struct ed_scep *scep)
{
	ed_set_text(to, "label", scep->label);
	ed_set_where(to, &scep->ref);
	ed_json_field(to, "url", &scep->url);
	ed_json_field(to, "name", &scep->name);
	set_subject(to, scep);
	set_names(to, scep);
	set_whole(to, "key_size", &scep->key_size);
	ed_json_field(to, "key_type", &scep->key_type);
	set_whole(to, "key_usage", &scep->key_usage);
	set_whole(to, "retries", &scep->retries);
	ed_json_switch(to, "key_extractable", &scep->key_extractable);
	set_fingerprint(to, scep);
	ed_set_flag(to, "challenge_set", scep->has_challenge);
}

void ed_json_android(struct ed_object to, const struct ed_android_mail *mail)
{
	ed_set_text(to, "label", mail->label);
	ed_set_where(to, &mail->ref);
	ed_set_text(to, "type", mail->type);
	ed_json_field(to, "host", &mail->host);
	ed_json_switch(to, "accepts_any_server", &mail->accepts_any);
}
