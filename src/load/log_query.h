/* SPDX-License-Identifier: Apache-2.0 */
/* What the query of an ActiveSync request says of its device and user. */
#ifndef ED_LOAD_LOG_QUERY_H
#define ED_LOAD_LOG_QUERY_H

#include "base/log_table.h"

/* Room for what is decoded. */
struct ed_log_room {
	char bytes[512];
	char user[256];
};

/* The value of a plain query's DeviceId; false when it has none. */
bool ed_log_device_id(struct ed_str query, struct ed_str *id);
/*
 * Fills in device, user, type, command and what Exchange noted (Log=).
 * Slices point into query or room.
 */
void ed_log_query(
    struct ed_log_row *row, struct ed_str query, struct ed_log_room *room);
/* Does folded, in lower case, stand in s, whatever the case there? */
bool ed_log_has(struct ed_str s, struct ed_str folded);
/* "CORP\alice", "alice%40corp.example": a name alone, in lower case. */
struct ed_str ed_log_user(struct ed_str s, char *room, size_t size);
/* Is it one of the table's users? */
bool ed_log_is_user(const struct ed_log_table *table, struct ed_str user);
/* Is it Exchange's own monitoring? */
bool ed_log_is_monitoring(const struct ed_log_row *row);

#endif
