/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log_table.h"

#include <easdoctor/limits.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	INDEX = 2 * ED_MAX_LOG_DEVICES,
	PAIR_INDEX = 2 * ED_MAX_LOG_PAIRS,
	/* Nobody needs more steps but who made hashes collide. */
	STEPS = 64,
	ATTEMPT = 60
};

static void *must(void *p)
{
	if (p)
		return p;
	fputs("easdoctor: out of memory\n", stderr);
	exit(3);
}

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 29;
}

static inline uint64_t load_8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, 8);
	return word;
}

uint64_t ed_log_hash(struct ed_str name)
{
	uint64_t h = 0x9e3779b97f4a7c15u * (name.n + 1), word = 0;
	size_t i = 0;

	for (; i + 8 < name.n; i += 8)
		h = mix(h ^ load_8(name.p + i));
	/* The last ones may have been taken before. */
	if (name.n >= 8)
		return mix(h ^ load_8(name.p + name.n - 8));
	for (i = 0; i < name.n; i++)
		word = word << 8 | (unsigned char)name.p[i];
	return mix(h ^ word);
}

static struct ed_log_more *more_of(
    const struct ed_log_table *t, const struct ed_log_device *device)
{
	return &t->more[device - t->devices];
}

static inline bool is_device(const struct ed_log_table *t,
    const struct ed_log_device *device, struct ed_str name, uint64_t hash)
{
	if (device->hash != hash || device->name_n != name.n)
		return false;
	if (name.n == 0)
		return true;
	if (name.n <= sizeof(device->begins))
		return memcmp(device->begins, name.p, name.n) == 0;
	return memcmp(t->names + more_of(t, device)->name, name.p, name.n) == 0;
}

struct ed_log_device *ed_log_device_find(
    const struct ed_log_table *t, struct ed_str name, uint64_t hash)
{
	for (size_t i = 0; i < STEPS; i++) {
		uint32_t at = t->index[(hash + i) % INDEX];

		if (at == 0)
			return NULL;
		if (is_device(t, &t->devices[at - 1], name, hash))
			return &t->devices[at - 1];
	}
	return NULL;
}

static uint32_t *free_place(uint32_t *index, size_t room, uint64_t hash)
{
	for (size_t i = 0; i < STEPS; i++)
		if (index[(hash + i) % room] == 0)
			return &index[(hash + i) % room];
	return NULL;
}

static uint32_t add_name(struct ed_log_table *t, struct ed_str name)
{
	uint32_t at = (uint32_t)t->names_n;

	if (t->names_n + name.n > t->names_room) {
		t->names_room = 2 * (t->names_room + name.n) + 4096;
		t->names = must(realloc(t->names, t->names_room));
	}
	if (name.n)
		memcpy(t->names + at, name.p, name.n);
	t->names_n += name.n;
	return at;
}

/* The number of a value plus 1; 0: not said, or there are too many. */
static unsigned short number_of(
    struct ed_log_table *t, enum ed_log_trait_name name, struct ed_str value)
{
	size_t n = t->n_values[name];

	value = ed_str_sub(value, 0, ED_MAX_LOG_VALUE);
	if (value.n == 0 || ed_str_eq(value, ED_STR("-")))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (ed_str_eq(t->values[name][i].text, value))
			return (unsigned short)(i + 1);
	if (n == ED_MAX_LOG_VALUES)
		return 0;
	t->values[name][t->n_values[name]++].text = ed_log_keep(value);
	return (unsigned short)(n + 1);
}

static struct ed_log_device *add_device(
    struct ed_log_table *t, const struct ed_log_row *row, uint64_t hash)
{
	uint32_t *place = free_place(t->index, INDEX, hash);
	struct ed_log_device *device;
	struct ed_log_more *more;

	if (!place || t->n_devices == ED_MAX_LOG_DEVICES) {
		t->lost = true;
		return NULL;
	}
	device = &t->devices[t->n_devices++];
	memset(device, 0, sizeof(*device));
	*place = t->n_devices;
	device->hash = hash;
	device->name_n = (unsigned char)row->device.n;
	if (row->device.n)
		memcpy(device->begins, row->device.p,
		    row->device.n < sizeof(device->begins)
			? row->device.n
			: sizeof(device->begins));
	more = more_of(t, device);
	more->name = add_name(t, row->device);
	more->traits[ED_LOG_TYPE] = number_of(t, ED_LOG_TYPE, row->type);
	more->traits[ED_LOG_AGENT] = number_of(t, ED_LOG_AGENT, row->agent);
	more->traits[ED_LOG_SERVER] = number_of(t, ED_LOG_SERVER, row->server);
	more->traits[ED_LOG_ISSUER] = number_of(t, ED_LOG_ISSUER, row->issuer);
	return device;
}

static struct ed_log_class *class_of(
    struct ed_log_table *t, const struct ed_log_row *row)
{
	struct ed_log_class *class;

	for (size_t i = 0; i < t->n_classes; i++) {
		class = &t->classes[i];
		if (class->status == row->status &&
		    class->substatus == row->substatus)
			return class;
	}
	if (t->n_classes == ED_MAX_LOG_CLASSES) {
		t->lost = true;
		return NULL;
	}
	class = &t->classes[t->n_classes++];
	class->status = (unsigned short)row->status;
	class->substatus = (unsigned short)row->substatus;
	class->first = row->time;
	class->input = row->input;
	class->line = row->line;
	return class;
}

static void add_pair(
    struct ed_log_table *t, uint32_t device, struct ed_log_class *class)
{
	uint32_t number = (uint32_t)(class - t->classes);
	uint64_t hash = mix((uint64_t)device << 16 ^ number);
	struct ed_log_pair *pair;
	uint32_t *place;

	for (size_t i = 0; i < STEPS; i++) {
		uint32_t at = t->pair_index[(hash + i) % PAIR_INDEX];

		if (at == 0)
			break;
		pair = &t->pairs[at - 1];
		if (pair->device == device && pair->class == number) {
			pair->n++;
			return;
		}
	}
	place = free_place(t->pair_index, PAIR_INDEX, hash);
	if (!place || t->n_pairs == ED_MAX_LOG_PAIRS) {
		t->lost = true;
		return;
	}
	class->devices++;
	t->pairs[t->n_pairs++] =
	    (struct ed_log_pair){.device = device, .class = number, .n = 1};
	*place = (uint32_t)t->n_pairs;
}

static void add_event(struct ed_log_table *t, const struct ed_log_row *row,
    const struct ed_log_device *device)
{
	if (t->n_events == t->events_room) {
		size_t room = t->events_room ? 2 * t->events_room : 1024;

		if (room > ED_MAX_LOG_EVENTS) {
			t->lost = true;
			return;
		}
		t->events_room = room;
		t->events = must(
		    realloc(t->events, room * sizeof(struct ed_log_event)));
	}
	t->events[t->n_events++] = (struct ed_log_event){.time = row->time,
	    .device = device ? (uint32_t)(device - t->devices) : UINT32_MAX,
	    .win32 = row->win32,
	    .status = (unsigned short)row->status,
	    .substatus = (unsigned short)row->substatus,
	    .command = row->command,
	    .signed_in = row->signed_in,
	    .throttled = row->throttled,
	    .policy = row->policy,
	    .back_end = row->back_end,
	    .of_device = row->of_device,
	    .of_user = row->of_user,
	    .input = row->input,
	    .line = row->line};
}

static void end_pending(struct ed_log_table *t, struct ed_log_device *device)
{
	if (device->pending)
		t->classes[more_of(t, device)->pending_class].attempts++;
	device->pending = 0;
}

static bool is_near(uint32_t a, uint32_t b)
{
	return a > b ? a - b <= ATTEMPT : b - a <= ATTEMPT;
}

static void begin_attempt(
    struct ed_log_table *t, struct ed_log_device *device, uint32_t time)
{
	if (time < device->attempt + ATTEMPT && time >= device->attempt)
		return;
	device->attempt = time;
	t->attempts++;
}

/* A large request that fails is not mended by a small one that succeeds. */
static bool mends(const struct ed_log_table *t,
    const struct ed_log_device *device, unsigned char command)
{
	return t->classes[more_of(t, device)->pending_class].status != 413 ||
	       more_of(t, device)->pending_command == command;
}

static void add_success(struct ed_log_table *t, struct ed_log_device *device,
    const struct ed_log_row *row)
{
	if (device->pending && !is_near(row->time, device->pending))
		end_pending(t, device);
	if (device->pending && mends(t, device, row->command))
		device->pending = 0;
	ed_log_add_ok(t, device, row->time);
}

/* From which time on it fails; rows need not come in order. */
static void note_start(
    const struct ed_log_device *device, struct ed_log_more *more, uint32_t time)
{
	if (time <= device->last_ok)
		return;
	if (!more->since || more->since <= device->last_ok ||
	    time < more->since)
		more->since = time;
}

static void add_failure(struct ed_log_table *t, struct ed_log_device *device,
    const struct ed_log_class *class, const struct ed_log_row *row)
{
	struct ed_log_more *more = more_of(t, device);

	more->failed++;
	note_start(device, more, row->time);
	/* Behind a load balancer the one that refused it is what counts. */
	more->traits[ED_LOG_SERVER] = number_of(t, ED_LOG_SERVER, row->server);
	if (!more->traits[ED_LOG_ISSUER])
		more->traits[ED_LOG_ISSUER] =
		    number_of(t, ED_LOG_ISSUER, row->issuer);
	if (row->time > more->last_failed)
		more->last_failed = row->time;
	if (device->pending && !is_near(row->time, device->pending))
		end_pending(t, device);
	begin_attempt(t, device, row->time);
	/* Another server's log, read before, has the success. */
	if (row->status != 413 && device->last_ok >= row->time &&
	    device->last_ok - row->time <= ATTEMPT)
		return;
	device->pending = row->time;
	more->pending_class = (uint32_t)(class - t->classes);
	more->pending_command = row->command;
}

static void add_class(struct ed_log_class *class, const struct ed_log_row *row)
{
	class->n[row->back_end]++;
	class->win32 = row->win32;
	class->signed_in |= row->signed_in;
	class->throttled |= row->throttled;
	if (row->time < class->first)
		class->first = row->time;
	if (row->time > class->last)
		class->last = row->time;
}

static bool is_success(unsigned status)
{
	return status >= 200 && status < 300;
}

void ed_log_add(struct ed_log_table *t, const struct ed_log_row *row)
{
	struct ed_log_row bounded = *row;
	struct ed_log_device *device;
	struct ed_log_class *class = NULL;
	uint64_t hash;

	bounded.device = ed_str_sub(row->device, 0, ED_MAX_LOG_VALUE);
	hash = ed_log_hash(bounded.device);
	device = ed_log_device_find(t, bounded.device, hash);
	if (!device)
		device = add_device(t, &bounded, hash);
	if (row->of_device || row->of_user) {
		t->of_device += !row->back_end && row->of_device;
		t->of_user += !row->back_end && row->of_user;
		add_event(t, row, device);
		if (device)
			device->ours = true;
	}
	if (row->policy)
		ed_log_count(
		    &t->policy, row->time, row->input, row->line, row->device);
	if (row->throttled)
		ed_log_count(&t->throttled, row->time, row->input, row->line,
		    row->device);
	if (row->status >= 400)
		class = class_of(t, row);
	if (class)
		add_class(class, row);
	if (row->back_end || !device)
		return;
	if (class)
		add_pair(t, (uint32_t)(device - t->devices), class);
	if (is_success(row->status))
		add_success(t, device, row);
	/* What has no DeviceId is of many devices: nothing follows nothing. */
	else if (class && row->device.n)
		add_failure(t, device, class, row);
}

struct ed_str ed_log_device_name(const struct ed_log_table *t, uint32_t number)
{
	/* Where no device has a name, there are no names to point into. */
	if (!t->devices[number].name_n)
		return ED_STR("");
	return (struct ed_str){
	    t->names + t->more[number].name, t->devices[number].name_n};
}

void ed_log_conclude(struct ed_log_table *t)
{
	for (uint32_t i = 0; i < t->n_devices; i++) {
		struct ed_log_device *device = &t->devices[i];

		/* What the log's end cuts off is not decided. */
		if (device->pending && t->last - device->pending < ATTEMPT)
			device->pending = 0;
		end_pending(t, device);
	}
}
