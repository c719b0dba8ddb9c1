/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A probe's record of which something was taken away: attempts, a server, the
 * end of a handshake's transcript, or the end of the file.
 */
#ifndef ED_TEST_RECORD_CUTS_H
#define ED_TEST_RECORD_CUTS_H

#include <jansson.h>
#include <stdbool.h>
#include <string.h>

enum cut_kind {
	CUT_ONE,        /* without the attempt i */
	CUT_BEHIND,     /* the first i attempts alone */
	CUT_OTHERS,     /* the attempt i alone */
	CUT_NODE,       /* without the server of the attempt i */
	CUT_NODES,      /* that server alone */
	CUT_TRANSCRIPT, /* of the attempt i, k messages alone */
	CUT_REQUESTS,   /* within the first handshake, with its requests */
	CUT_MARK,       /* nothing, but that the probe was interrupted */
	N_CUTS
};

static const char *const cut_names[] = {"without attempt", "the first attempts",
    "only attempt", "without the server of attempt",
    "only the server of attempt", "transcript of attempt",
    "requests and transcript of attempt", "interrupted"};

struct cut {
	enum cut_kind kind;
	size_t i, k;
};

static json_t *attempts_of(json_t *record)
{
	return json_object_get(record, "attempts");
}

static bool is_one_server(const json_t *a, const json_t *b)
{
	return json_equal(json_object_get(a, "address"),
		   json_object_get(b, "address")) &&
	       json_equal(
		   json_object_get(a, "port"), json_object_get(b, "port"));
}

static bool is_kept(json_t *attempts, const struct cut *cut, size_t at)
{
	const bool together = is_one_server(
	    json_array_get(attempts, at), json_array_get(attempts, cut->i));

	switch (cut->kind) {
	case CUT_ONE:
		return at != cut->i;
	case CUT_BEHIND:
		return at < cut->i;
	case CUT_OTHERS:
		return at == cut->i;
	case CUT_NODE:
		return !together;
	case CUT_NODES:
		return together;
	default:
		return true;
	}
}

/* An answer of ActiveSync goes with its attempt, or gets its new number. */
static void renumber(json_t *record, const char *command, json_t *attempts,
    const struct cut *cut)
{
	json_t *eas = json_object_get(record, "eas");
	json_t *answer = json_object_get(eas, command);
	json_int_t old = json_integer_value(json_object_get(answer, "attempt"));
	json_int_t new = 0;

	if (!answer)
		return;
	for (json_int_t i = 0; i < old; i++)
		new += is_kept(attempts, cut, (size_t)i);
	if (is_kept(attempts, cut, (size_t)old))
		json_object_set_new(answer, "attempt", json_integer(new));
	else
		json_object_del(eas, command);
}

static void take_attempts(json_t *record, const struct cut *cut)
{
	json_t *attempts = attempts_of(record);
	json_t *kept = json_array();

	for (size_t i = 0; i < json_array_size(attempts); i++)
		if (is_kept(attempts, cut, i))
			json_array_append(kept, json_array_get(attempts, i));
	renumber(record, "provision", attempts, cut);
	renumber(record, "folder_sync", attempts, cut);
	json_object_set_new(record, "attempts", kept);
}

static json_t *transcript_of(json_t *record, size_t attempt)
{
	json_t *one = json_array_get(attempts_of(record), attempt);

	return json_object_get(json_object_get(one, "tls"), "transcript");
}

static void take_messages(json_t *transcript, size_t keep)
{
	while (json_array_size(transcript) > keep)
		json_array_remove(transcript, json_array_size(transcript) - 1);
}

/* The requests of which the transcript shows the message. */
static void take_requests(json_t *record, size_t attempt)
{
	json_t *one = json_array_get(attempts_of(record), attempt);
	json_t *requests = json_object_get(
	    json_object_get(one, "tls"), "certificate_requests");
	json_t *transcript = transcript_of(record, attempt), *message;
	size_t i, n = 0;

	json_array_foreach(transcript, i, message)
	{
		const char *type =
		    json_string_value(json_object_get(message, "message"));

		n += type && strcmp(type, "certificate_request") == 0;
	}
	while (json_array_size(requests) > n)
		json_array_remove(requests, json_array_size(requests) - 1);
}

/* What is left of the record; the caller releases it. */
static json_t *cut_record(const json_t *whole, const struct cut *cut)
{
	json_t *record = json_deep_copy(whole);

	if (cut->kind == CUT_MARK)
		json_object_set_new(record, "interrupted", json_true());
	else if (cut->kind == CUT_TRANSCRIPT || cut->kind == CUT_REQUESTS)
		take_messages(transcript_of(record, cut->i), cut->k);
	else
		take_attempts(record, cut);
	if (cut->kind == CUT_REQUESTS)
		take_requests(record, cut->i);
	return record;
}

/* The first attempt that went to its server. */
static bool is_first_of_server(json_t *record, size_t i)
{
	json_t *attempts = attempts_of(record);

	for (size_t k = 0; k < i; k++)
		if (is_one_server(json_array_get(attempts, k),
			json_array_get(attempts, i)))
			return false;
	return true;
}

/* Behind the first handshake it would be the record of another server. */
static size_t count_initial(json_t *record, size_t i)
{
	json_t *transcript = transcript_of(record, i);
	size_t n = 0;

	while (
	    n < json_array_size(transcript) &&
	    json_equal(json_object_get(json_array_get(transcript, 0), "phase"),
		json_object_get(json_array_get(transcript, n), "phase")))
		n++;
	return n;
}

/* Of transcripts every other end is taken, by one way of the two each. */
static bool is_made(const struct cut *cut)
{
	if (cut->kind != CUT_TRANSCRIPT && cut->kind != CUT_REQUESTS)
		return true;
	return (cut->i + cut->k) % 2 == (cut->kind == CUT_REQUESTS);
}

/* How often a cut of this kind can be made of the attempt i. */
static size_t count_cuts(json_t *record, enum cut_kind kind, size_t i)
{
	switch (kind) {
	case CUT_NODE:
	case CUT_NODES:
		return is_first_of_server(record, i);
	case CUT_TRANSCRIPT:
		return json_array_size(transcript_of(record, i));
	case CUT_REQUESTS:
		return count_initial(record, i);
	case CUT_MARK:
		return i == 0;
	default:
		return 1;
	}
}

#endif
