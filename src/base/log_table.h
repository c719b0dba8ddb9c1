/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rows of logs add up to, in bounded memory whatever their number.
 *
 * A loader adds each request; derive/log.c makes the facts of it.
 */
#ifndef ED_BASE_LOG_TABLE_H
#define ED_BASE_LOG_TABLE_H

#include "base/arena.h"

#include <easdoctor/limits.h>

/* What one request says. Slices are good during the call only. */
struct ed_log_row {
	uint32_t time; /* seconds since 1970 */
	struct ed_str device;
	struct ed_str user; /* of the query, else the one who signed in */
	struct ed_str type; /* DeviceType */
	struct ed_str agent;
	struct ed_str server;
	struct ed_str issuer; /* of the client's certificate */
	struct ed_str client;
	unsigned status;
	unsigned substatus;
	uint32_t win32;
	unsigned char command; /* enum ed_log_command */
	bool signed_in;
	bool throttled;
	bool policy; /* Exchange wants its policy accepted */
	bool back_end;
	bool of_device; /* the case's */
	bool of_user;
	unsigned input;
	uint64_t line;
};

/* The columns of the log do not tell it. */
enum { ED_LOG_NO_SUBSTATUS = 0xFFFF };

enum ed_log_command {
	ED_LOG_OTHER_COMMAND,
	ED_LOG_SYNC, /* Sync, FolderSync, Ping */
	ED_LOG_SEND, /* SendMail, SmartForward, SmartReply */
	ED_LOG_PROVISION,
	ED_LOG_OPTIONS
};

/* One of the case's device or user. */
struct ed_log_event {
	uint32_t time;
	uint32_t device; /* number in the table */
	uint32_t win32;
	unsigned short status, substatus;
	unsigned char command;
	bool signed_in, throttled, policy, back_end, of_device, of_user;
	unsigned input;
	uint64_t line;
};

/* What most rows need of a device, in one line of the cache. */
struct ed_log_device {
	uint64_t hash;
	char begins[32]; /* its name; what is longer goes on in names */
	uint32_t ok;
	uint32_t last_ok;
	uint32_t attempt; /* when the one under way began */
	uint32_t pending; /* the failure that may end it; 0: none */
	unsigned char name_n;
	bool ours;
};

_Static_assert(sizeof(struct ed_log_device) == 64, "it is one line");

/* The rest of it. */
struct ed_log_more {
	uint32_t name; /* offset in names */
	uint32_t failed, last_failed;
	uint32_t pending_class;
	unsigned char pending_command;
	unsigned short traits[4]; /* of ed_log_table.values, plus 1 */
	uint32_t since;           /* the first failure since the last success */
};

/* Status and substatus, over all devices. */
struct ed_log_class {
	unsigned short status, substatus;
	uint32_t win32;
	bool signed_in, throttled;
	uint64_t n[2];     /* front end, back end */
	uint64_t attempts; /* ended, over all devices */
	uint32_t devices;
	uint32_t first, last;
	unsigned input;
	uint64_t line;
};

/* A device's requests of one class. */
struct ed_log_pair {
	uint32_t device, class;
	uint32_t n;
};

enum ed_log_trait_name {
	ED_LOG_TYPE,
	ED_LOG_AGENT,
	ED_LOG_SERVER,
	ED_LOG_ISSUER,
	ED_LOG_N
};

struct ed_log_value {
	struct ed_str text; /* owned */
};

struct ed_log_tally {
	uint64_t n;
	uint32_t first, last;
	unsigned input;
	uint64_t line;
	struct ed_str what; /* owned */
};

struct ed_log_error {
	struct ed_str name; /* owned */
	uint64_t rows, eas_rows, ours;
	struct ed_log_tally tally; /* of ActiveSync's */
};

struct ed_log_table {
	/* Whom the case is about; the users folded to lower case. */
	struct ed_str device;
	struct ed_str users[6];
	size_t n_users;
	uint32_t since;

	bool has_w3c, has_httperr, lost;
	uint64_t rows, bad_rows;
	uint32_t first, last;
	uint64_t requests, proxied, monitoring, since_requests;
	uint64_t of_device, of_user;
	uint64_t attempts, succeeded; /* of all devices */
	uint32_t last_success, last_sync;
	struct ed_log_tally health_ok, health_refused, crl_filtered, crl_served;
	unsigned health_status, health_substatus;
	struct ed_log_tally policy, throttled; /* of all devices */

	struct ed_log_device *devices;
	struct ed_log_more *more; /* of devices */
	uint32_t n_devices;
	uint32_t *index; /* numbers of devices plus 1, by hash */
	char *names;
	size_t names_n, names_room;
	struct ed_log_class *classes;
	size_t n_classes;
	struct ed_log_pair *pairs;
	size_t n_pairs;
	uint32_t *pair_index;
	struct ed_log_value *values[ED_LOG_N];
	size_t n_values[ED_LOG_N];
	struct ed_log_event *events;
	size_t n_events, events_room;
	struct ed_log_error *errors;
	size_t n_errors;
};

struct ed_log_table *ed_log_table_new(void);
void ed_log_table_free(struct ed_log_table *table); /* takes NULL */

/* Never two alike by accident; who makes some by design gains nothing. */
uint64_t ed_log_hash(struct ed_str name);
/* The device of that name, or NULL when it is new. */
struct ed_log_device *ed_log_device_find(
    const struct ed_log_table *table, struct ed_str name, uint64_t hash);

/* The hash will be looked for in a moment. */
static inline void ed_log_expect(
    const struct ed_log_table *table, uint64_t hash)
{
	__builtin_prefetch(&table->index[hash % (2 * ED_MAX_LOG_DEVICES)]);
}

static inline void ed_log_expect_device(
    const struct ed_log_table *table, uint64_t hash)
{
	uint32_t at = table->index[hash % (2 * ED_MAX_LOG_DEVICES)];

	if (at)
		__builtin_prefetch(&table->devices[at - 1]);
}

/* A success of a known device of which nothing else matters. */
static inline void ed_log_add_ok(
    struct ed_log_table *table, struct ed_log_device *device, uint32_t time)
{
	device->ok++;
	if (time > device->last_ok)
		device->last_ok = time;
	if (time >= device->attempt + 60 || time < device->attempt) {
		device->attempt = time;
		table->attempts++;
		table->succeeded++;
	}
}

/* It failed some times, and has not succeeded since. */
static inline bool ed_log_fails(
    const struct ed_log_table *table, uint32_t number)
{
	return table->more[number].failed >= 3 &&
	       table->more[number].last_failed >
		   (uint64_t)table->devices[number].last_ok + 60;
}

/* Any request to ActiveSync that is not monitoring's. */
void ed_log_add(struct ed_log_table *table, const struct ed_log_row *row);
/* log_counts.c: a copy that ed_log_table_free frees. */
struct ed_str ed_log_keep(struct ed_str s);
void ed_log_count(struct ed_log_tally *tally, uint32_t time, unsigned input,
    uint64_t line, struct ed_str what);
/* A row of HTTPERR. */
void ed_log_add_error(struct ed_log_table *table, struct ed_str reason,
    bool eas, const struct ed_log_row *row);
struct ed_str ed_log_device_name(
    const struct ed_log_table *table, uint32_t number);
/* Ends what is still under way; once, when all is read. */
void ed_log_conclude(struct ed_log_table *table);

#endif
