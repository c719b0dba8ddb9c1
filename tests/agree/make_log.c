/* SPDX-License-Identifier: Apache-2.0 */
/*
 * make_log LINES FORM SEED [DEVICES]: a log of IIS on standard output, made
 * from nothing but the seed: ActiveSync of many devices, some of which fail,
 * among Outlook, web mail and Autodiscover.
 *
 * FORM is any of these letters: o another order of columns, c changes the
 * order in its middle, r CRLF, t the last line cut off, g bytes that are no
 * text in its middle, m letters of the path and of parameters in other case.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEVICES = 20000, KINDS = 8 };

struct device {
	char id[32];
	unsigned user, ip, type, kind; /* kind 0: it works */
};

static struct device devices[MOST_DEVICES];
static uint64_t state;

static unsigned next(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % n;
}

static const char *const types[] = {
    "iPhone", "iPad", "SAMSUNGSMS911B", "Android", "BoxerManagediPhone"};
static const char *const agents[] = {"Apple-iPhone14C3/2205.63",
    "Apple-iPad13C16/2205.63", "SAMSUNG-SM-S911B/101.14000",
    "Android-Mail/2026.05.12", "AirWatch+Boxer+(iPhone;+Version+18.1)"};
static const char *const commands[] = {"Ping", "Sync", "FolderSync",
    "ItemOperations", "SendMail", "Provision", "GetItemEstimate", "Settings"};
static const struct {
	unsigned status, substatus;
	const char *win32;
} kinds[KINDS] = {{200, 0, "0"}, {403, 7, "64"}, {403, 16, "2148204809"},
    {403, 13, "2148081683"}, {403, 17, "2148204801"}, {401, 2, "5"},
    {413, 0, "0"}, {500, 0, "64"}};

static const char *const usual[] = {"date", "time", "s-ip", "cs-method",
    "cs-uri-stem", "cs-uri-query", "s-port", "cs-username", "c-ip",
    "cs(User-Agent)", "cs(Referer)", "sc-status", "sc-substatus",
    "sc-win32-status", "time-taken", NULL};
static const char *const other[] = {"date", "time", "s-sitename",
    "s-computername", "sc-status", "sc-substatus", "sc-win32-status",
    "cs-username", "c-ip", "cs-method", "cs-uri-query", "cs-uri-stem",
    "cs-host", "time-taken", "X-Forwarded-For", "cs(User-Agent)", NULL};

struct row {
	const char *names[24];
	char values[24][320];
	unsigned n;
};

static void set(struct row *row, const char *name, const char *value)
{
	row->names[row->n] = name;
	snprintf(row->values[row->n], sizeof(row->values[0]), "%s", value);
	row->n++;
}

static void put_row(
    const struct row *row, const char *const *order, const char *end)
{
	for (size_t i = 0; order[i]; i++) {
		const char *value = "-";

		for (unsigned k = 0; k < row->n; k++)
			if (strcmp(row->names[k], order[i]) == 0)
				value = row->values[k];
		printf("%s%s", i ? " " : "", value);
	}
	fputs(end, stdout);
}

static void put_head(const char *const *order, const char *end)
{
	printf("#Software: Microsoft Internet Information Services 10.0%s"
	       "#Version: 1.0%s#Date: 2026-11-18 00:00:00%s#Fields:",
	    end, end, end);
	for (size_t i = 0; order[i]; i++)
		printf(" %s", order[i]);
	fputs(end, stdout);
}

static void make_devices(unsigned n)
{
	static const char letters[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

	for (unsigned i = 0; i < n; i++) {
		struct device *d = &devices[i];
		unsigned size = i % 3 ? 26 : 16;

		for (unsigned k = 0; k < size; k++)
			d->id[k] = letters[next(34)];
		d->user = next(30000);
		d->ip = next(65536);
		d->type = next(5);
		d->kind = next(100) ? 0 : 1 + next(KINDS - 1);
	}
}

static void eas_row(struct row *row, unsigned n_devices, bool mixed)
{
	const struct device *d = &devices[next(n_devices)];
	unsigned kind = d->kind      ? d->kind
			: next(1000) ? 0
				     : 1 + next(KINDS - 1);
	bool odd = mixed && next(2);
	char text[320];

	set(row, "cs-method", next(50) ? "POST" : "OPTIONS");
	set(row, "cs-uri-stem",
	    odd ? "/microsoft-server-activesync/default.eas"
		: "/Microsoft-Server-ActiveSync/default.eas");
	snprintf(text, sizeof(text),
	    "%s=%s&User=user%05u%%40corp.example&%s=%s&DeviceType=%s&"
	    "CorrelationID=<empty>;&cafeReqId=%08x-%04x-4%03x-a%03x-%08x%04x;",
	    odd ? "cmd" : "Cmd", commands[next(8)], d->user,
	    odd ? "deviceid" : "DeviceId", d->id, types[d->type],
	    next(1u << 30), next(65536), next(4096), next(4096), next(1u << 30),
	    next(65536));
	set(row, "cs-uri-query", text);
	snprintf(text, sizeof(text), "CORP\\user%05u", d->user);
	set(row, "cs-username", kind >= 1 && kind <= 5 ? "-" : text);
	snprintf(text, sizeof(text), "10.4.%u.%u", d->ip >> 8, d->ip & 255);
	set(row, "c-ip", text);
	set(row, "cs(User-Agent)", agents[d->type]);
	snprintf(text, sizeof(text), "%u", kinds[kind].status);
	set(row, "sc-status", text);
	snprintf(text, sizeof(text), "%u", kinds[kind].substatus);
	set(row, "sc-substatus", text);
	set(row, "sc-win32-status", kinds[kind].win32);
}

static void other_row(struct row *row)
{
	static const char *const paths[] = {"/mapi/emsmdb/", "/owa/",
	    "/autodiscover/autodiscover.xml",
	    "/Microsoft-Server-ActiveSyncOld/default.eas"};
	unsigned which = next(40) ? next(3) : 3;
	char text[320];

	set(row, "cs-method", which == 1 ? "GET" : "POST");
	set(row, "cs-uri-stem", paths[which]);
	snprintf(text, sizeof(text),
	    "DeviceId=none&CorrelationID=<empty>;&cafeReqId=%08x-2222-4333;",
	    next(1u << 30));
	set(row, "cs-uri-query", text);
	snprintf(text, sizeof(text), "CORP\\user%05u", next(30000));
	set(row, "cs-username", text);
	set(row, "c-ip", "10.9.1.2");
	set(row, "cs(User-Agent)",
	    "Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0)");
	set(row, "sc-status", next(30) ? "200" : "401");
	set(row, "sc-substatus", "0");
	set(row, "sc-win32-status", "0");
}

static void put_garbage(const char *end)
{
	for (int i = 0; i < 3000; i++) {
		int byte = (int)next(256);

		putchar(byte == ' ' || byte == '\t' ? 1 : byte);
	}
	fputs(end, stdout);
}

int main(int argc, char **argv)
{
	unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	const char *form = argc > 2 ? argv[2] : "";
	unsigned n_devices =
	    argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 2000;
	const char *end = strchr(form, 'r') ? "\r\n" : "\n";
	const char *const *order = strchr(form, 'o') ? other : usual;
	char text[64];

	if (argc < 4 || !n || n_devices < 1 || n_devices > MOST_DEVICES)
		return 3;
	/* The same devices come every day. */
	state = 0x9e3779b97f4a7c15u;
	make_devices(n_devices);
	state ^= strtoul(argv[3], NULL, 10) * 0xd6e8feb86659fd93u;
	put_head(order, end);
	for (unsigned long i = 0; i < n; i++) {
		unsigned long second = i * 86399 / n;
		struct row row = {.n = 0};

		if (i == n / 2 && strchr(form, 'g'))
			put_garbage(end);
		if (i == n / 2 && strchr(form, 'c'))
			put_head(order = order == usual ? other : usual, end);
		set(&row, "date", "2026-11-18");
		snprintf(text, sizeof(text), "%02lu:%02lu:%02lu", second / 3600,
		    second / 60 % 60, second % 60);
		set(&row, "time", text);
		snprintf(text, sizeof(text), "10.1.2.%u", 11 + next(2));
		set(&row, "s-ip", text);
		set(&row, "s-port", "443");
		if (next(100) < 82)
			eas_row(&row, n_devices, strchr(form, 'm'));
		else
			other_row(&row);
		snprintf(text, sizeof(text), "%u", next(3000));
		set(&row, "time-taken", text);
		put_row(&row, order, end);
	}
	if (strchr(form, 't'))
		fputs("2026-11-18 23:59:59 10.1.2.11 POST "
		      "/Microsoft-Server-Active",
		    stdout);
	return ferror(stdout) ? 3 : 0;
}
