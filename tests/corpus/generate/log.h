/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server's logs: the device's requests among those of others, and of other
 * directories. Made when a mutator or noise asks for them.
 */
#ifndef ED_CORPUS_LOG_H
#define ED_CORPUS_LOG_H

#include "mutators.h"

/* How the device's attempts end; NULL: they succeed. */
struct ed_log_story {
	const char *code;  /* "403 16 2148204809" */
	const char *note;  /* what Exchange notes on the back end, or NULL */
	unsigned attempts; /* of the device */
	unsigned health;   /* requests for the health page, or 0 */
	bool absent;       /* nothing of the device comes */
	bool few_columns;  /* another order of columns */
	bool everyone;     /* the others fail likewise */
	bool mails;        /* only what is sent fails */
	const char *error; /* a reason of HTTPERR, or NULL */
	bool signed_in;    /* what refuses it knows who it is */
	bool device_known; /* the case names it */
	unsigned turn; /* the minute from which it fails; before, all is well */
};

/* A minute of the log as seconds from ED_AS_OF, which lies behind it. */
int64_t ed_log_minute(unsigned minute);

/* Adds the files; what is said of the device is added to the case. */
void ed_tell_log(struct ed_spec *spec, const struct ed_log_story *story);
/* A log as a fault makes it; false where a log would not show it. */
bool ed_log_of_fault(
    struct ed_spec *spec, const struct ed_mutator *fault, unsigned variant);

#endif
