/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which events matter, and what they say.
 *
 * Values are found by their names, else by their place: old providers name
 * none. Texts are in the language of the system and are looked at only where
 * nothing else tells.
 */
#include "load/event_row.h"

#include "base/time.h"

#include <string.h>

static const struct {
	const char *name;
	enum ed_event_source source;
} sources[] = {
    {"Microsoft-Windows-Kerberos-Key-Distribution-Center", ED_EVENT_KDC},
    {"KDC", ED_EVENT_KDC},
    {"Kdcsvc", ED_EVENT_KDC},
    {"Schannel", ED_EVENT_SCHANNEL},
    {"Microsoft-Windows-CAPI2", ED_EVENT_CAPI2},
    {"Microsoft-Windows-Security-Kerberos", ED_EVENT_KERBEROS},
    {"Kerberos", ED_EVENT_KERBEROS},
    {"NETLOGON", ED_EVENT_NETLOGON},
    {"Microsoft-Windows-Kernel-General", ED_EVENT_CLOCK},
    {"Microsoft-Windows-Security-Auditing", ED_EVENT_SECURITY},
    {"MSExchange ActiveSync", ED_EVENT_ACTIVESYNC},
    {"Microsoft-Windows-NetworkDeviceEnrollmentService", ED_EVENT_NDES},
};

static const struct {
	enum ed_event_source source;
	unsigned id;
	enum ed_event_meaning meaning;
} known[] = {
    {ED_EVENT_KDC, 39, ED_EVENT_NO_STRONG},
    {ED_EVENT_KDC, 40, ED_EVENT_PREDATES},
    {ED_EVENT_KDC, 41, ED_EVENT_SID_DIFFERS},
    {ED_EVENT_KDC, 48, ED_EVENT_PREDATES},
    {ED_EVENT_KDC, 49, ED_EVENT_SID_DIFFERS},
    {ED_EVENT_KDC, 45, ED_EVENT_NTAUTH},
    {ED_EVENT_KDC, 21, ED_EVENT_OTHER},
    {ED_EVENT_KDC, 25, ED_EVENT_OTHER},
    {ED_EVENT_KDC, 19, ED_EVENT_NO_KDC_CERT},
    {ED_EVENT_KDC, 20, ED_EVENT_NO_KDC_CERT},
    {ED_EVENT_KDC, 29, ED_EVENT_NO_KDC_CERT},
    {ED_EVENT_SCHANNEL, 36870, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36871, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36874, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36877, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36878, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36879, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36885, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36887, ED_EVENT_OTHER},
    {ED_EVENT_SCHANNEL, 36888, ED_EVENT_OTHER},
    {ED_EVENT_CAPI2, 11, ED_EVENT_OTHER},
    {ED_EVENT_CAPI2, 30, ED_EVENT_OTHER},
    {ED_EVENT_CAPI2, 41, ED_EVENT_OTHER},
    {ED_EVENT_CAPI2, 53, ED_EVENT_OTHER},
    {ED_EVENT_KERBEROS, 3, ED_EVENT_OTHER},
    {ED_EVENT_KERBEROS, 4, ED_EVENT_OTHER},
    {ED_EVENT_NETLOGON, 5719, ED_EVENT_OTHER},
    {ED_EVENT_CLOCK, 1, ED_EVENT_SKEW},
    {ED_EVENT_SECURITY, 4624, ED_EVENT_LOGON_OK},
    {ED_EVENT_SECURITY, 4625, ED_EVENT_LOGON_FAILED},
    {ED_EVENT_SECURITY, 4768, ED_EVENT_LOGON_OK},
    {ED_EVENT_SECURITY, 4769, ED_EVENT_OTHER},
    {ED_EVENT_SECURITY, 4771, ED_EVENT_OTHER},
    {ED_EVENT_ACTIVESYNC, 1053, ED_EVENT_OTHER},
    {ED_EVENT_NDES, 2, ED_EVENT_OTHER},
    {ED_EVENT_NDES, 10, ED_EVENT_OTHER},
    {ED_EVENT_NDES, 29, ED_EVENT_OTHER},
    {ED_EVENT_NDES, 31, ED_EVENT_OTHER},
};

enum { SKEW = 0x25, UNTRUSTED_CA = (int)0x800b0112 };
enum { NOWHERE = ED_MAX_EVENT_DATA, SHA1_DIGITS = 40 };

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

bool ed_event_is_source(struct ed_str provider, enum ed_event_source *out)
{
	for (size_t i = 0; i < ED_COUNT(sources); i++) {
		if (!ed_str_ieq(provider, ed_str_of(sources[i].name)))
			continue;
		*out = sources[i].source;
		return true;
	}
	return false;
}

static int digit_of(char c, unsigned base)
{
	int value = -1;

	if (c >= '0' && c <= '9')
		value = c - '0';
	else if ((c | 32) >= 'a' && (c | 32) <= 'f')
		value = (c | 32) - 'a' + 10;
	return value < (int)base ? value : -1;
}

/* "0x25", or in another base without a mark; whole, and of 32 bits. */
static bool read_code(struct ed_str s, unsigned base, uint32_t *out)
{
	uint64_t n = 0;

	if (ed_str_istarts(s, ED_STR("0x"))) {
		s = ed_str_sub(s, 2, s.n);
		base = 16;
	}
	if (s.n == 0 || s.n > 10)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int digit = digit_of(s.p[i], base);

		if (digit < 0)
			return false;
		n = n * base + (unsigned)digit;
	}
	if (n > UINT32_MAX)
		return false;
	*out = (uint32_t)n;
	return true;
}

static void take_code(
    struct ed_event_row *out, struct ed_str value, unsigned base)
{
	out->has_code = read_code(value, base, &out->code);
}

static bool is_thumbprint(struct ed_str s)
{
	if (s.n != SHA1_DIGITS)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (digit_of(s.p[i], 16) < 0)
			return false;
	return true;
}

static bool holds(struct ed_str s, const char *word)
{
	return ed_str_find(s, ed_str_of(word)) < s.n;
}

/* Some builds put these before a subject. */
static struct ed_str without_marks(struct ed_str s)
{
	while (ed_str_starts(s, ED_STR("@")))
		s = ed_str_sub(s, 1, s.n);
	return s;
}

static void take_sids(const struct ed_event_raw *raw, struct ed_event *event)
{
	for (size_t i = 0; i < raw->n_data; i++) {
		struct ed_str value = raw->data[i].value;

		if (!ed_str_istarts(value, ED_STR("S-1-")))
			continue;
		if (!event->user_sid.n)
			event->user_sid = value;
		else if (!event->certificate_sid.n)
			event->certificate_sid = value;
	}
}

/*
 * Account, subject, issuer, serial number, thumbprint, in this order; then
 * what the event adds: two times, or two SIDs.
 */
static void take_mapping(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	struct ed_event *event = &out->event;

	event->account =
	    ed_event_value_or(raw, NAMES("AccountName", "User", "UserName"), 0);
	event->subject = without_marks(
	    ed_event_value_or(raw, NAMES("Subject", "CertificateSubject"), 1));
	event->issuer =
	    ed_event_value_or(raw, NAMES("Issuer", "CertificateIssuer"), 2);
	event->serial = ed_event_value_or(
	    raw, NAMES("SerialNumber", "CertificateSerialNumber"), 3);
	event->thumbprint = ed_event_value_or(
	    raw, NAMES("Thumbprint", "CertificateThumbprint"), 4);
	if (out->meaning == ED_EVENT_PREDATES)
		event->created = ed_event_value_or(
		    raw, NAMES("AccountCreationTime", "AccountCreatedTime"), 6);
	take_sids(raw, event);
	/* Server 2008 R2 writes 41 where later ones write 39. */
	if (raw->id == 41 && !event->user_sid.n)
		out->meaning = ED_EVENT_NO_STRONG;
}

/* A certificate that the KDC did not take; the status says why. */
static void take_refusal(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	struct ed_event *event = &out->event;

	event->account = ed_event_value_or(raw,
	    NAMES("AccountName", "ClientName", "UserName", "User"),
	    raw->id == 21 ? 1 : 0);
	for (size_t i = 0; i < raw->n_data; i++) {
		struct ed_str value = raw->data[i].value;

		if (is_thumbprint(value) && !event->thumbprint.n)
			event->thumbprint = value;
		if (!out->has_code && ed_str_istarts(value, ED_STR("0x8")))
			take_code(out, value, 16);
		if (raw->id == 21 &&
		    (holds(value, "not trusted by the policy provider") ||
			holds(value, "NTAuth")))
			out->meaning = ED_EVENT_NTAUTH;
	}
	if (raw->id == 21 && out->has_code &&
	    out->code == (uint32_t)UNTRUSTED_CA)
		out->meaning = ED_EVENT_NTAUTH;
}

static bool take_kdc(const struct ed_event_raw *raw, struct ed_event_row *out)
{
	if (out->meaning == ED_EVENT_NO_KDC_CERT)
		return true;
	if (raw->id == 21 || raw->id == 25)
		take_refusal(raw, out);
	else
		take_mapping(raw, out);
	return true;
}

static bool take_schannel(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	take_code(out,
	    ed_event_value_or(raw, NAMES("AlertDesc", "ErrorCode"), 0), 10);
	return true;
}

/* Chains that were built well are no matter here. */
static bool take_capi2(const struct ed_event_raw *raw, struct ed_event_row *out)
{
	struct ed_event *event = &out->event;
	struct ed_str file = ed_event_value(raw, "Certificate@fileRef");
	struct ed_str hash = ed_str_sub(file, 0, SHA1_DIGITS);

	take_code(out, ed_event_value(raw, "Result@value"), 16);
	if (!out->has_code || out->code == 0)
		return false;
	if (is_thumbprint(hash) &&
	    ed_str_ieq(ed_str_sub(file, SHA1_DIGITS, file.n), ED_STR(".cer")))
		event->thumbprint = hash;
	event->subject = ed_event_value(raw, "Certificate@subjectName");
	event->detail = ed_event_value(raw, "URL");
	if (!event->detail.n)
		event->detail = ed_event_value(raw, "Policy@type");
	return true;
}

/* "6:02:40.0000 9/12/2026 Z": its seven numbers, in this order. */
static bool read_kerberos_time(struct ed_str s, int64_t *out)
{
	int parts[7] = {0};
	size_t n = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		int digit = digit_of(s.p[i], 10);

		if (digit < 0) {
			n += digits > 0;
			digits = 0;
		} else if (n == ED_COUNT(parts) || ++digits > 4) {
			return false;
		} else {
			parts[n] = 10 * parts[n] + digit;
		}
	}
	n += digits > 0;
	return n == ED_COUNT(parts) &&
	       ed_time_make(parts[6], parts[4], parts[5], parts[0], parts[1],
		   parts[2], out);
}

static bool take_kerberos(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	int64_t server;

	if (raw->id == 4) {
		out->event.detail =
		    ed_event_value_or(raw, NAMES("TargetName", "Server"), 0);
		return true;
	}
	take_code(out, ed_event_value(raw, "ErrorCode"), 16);
	if (!out->has_code)
		return false;
	out->event.account = ed_event_value(raw, "ClientName");
	if (out->code != SKEW)
		return true;
	out->meaning = ED_EVENT_SKEW;
	if (raw->at &&
	    read_kerberos_time(ed_event_value(raw, "ServerTime"), &server))
		out->event.offset = server - raw->at;
	return true;
}

/* A machine that sleeps or is moved wakes up late, which is no fault. */
static bool take_clock(const struct ed_event_raw *raw, struct ed_event_row *out)
{
	struct ed_str reason = ed_event_value(raw, "Reason");
	int64_t from, to;

	if (reason.n && !ed_str_eq(reason, ED_STR("1")))
		return false;
	if (!ed_time_parse(ed_event_value(raw, "OldTime"), &from) ||
	    !ed_time_parse(ed_event_value(raw, "NewTime"), &to))
		return false;
	out->event.offset = to - from;
	return to - from >= 60 || from - to >= 60;
}

static bool take_security(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	struct ed_event *event = &out->event;
	bool logon = raw->id == 4624 || raw->id == 4625;

	event->account = ed_event_value(raw, "TargetUserName");
	event->thumbprint = ed_event_value(raw, "CertThumbprint");
	event->serial = ed_event_value(raw, "CertSerialNumber");
	event->issuer = ed_event_value(raw, "CertIssuerName");
	take_code(out, ed_event_value(raw, "Status"), 16);
	if (logon)
		return ed_str_istarts(ed_event_value(raw, "LogonProcessName"),
		    ED_STR("Schannel"));
	if (out->has_code && out->code == SKEW) {
		out->meaning = ED_EVENT_SKEW;
		return true;
	}
	if (raw->id != 4768 || !event->thumbprint.n || !out->has_code)
		return false;
	if (out->code != 0)
		out->meaning = ED_EVENT_LOGON_FAILED;
	return true;
}

static bool take_other(const struct ed_event_raw *raw, struct ed_event_row *out)
{
	for (size_t i = 0; i < raw->n_data && !out->event.detail.n; i++)
		if (!ed_str_eq(raw->data[i].name, ED_STR("Message")))
			out->event.detail = raw->data[i].value;
	return true;
}

static bool take(const struct ed_event_raw *raw, struct ed_event_row *out)
{
	switch (out->source) {
	case ED_EVENT_KDC:
		return take_kdc(raw, out);
	case ED_EVENT_SCHANNEL:
		return take_schannel(raw, out);
	case ED_EVENT_CAPI2:
		return take_capi2(raw, out);
	case ED_EVENT_KERBEROS:
		return take_kerberos(raw, out);
	case ED_EVENT_CLOCK:
		return take_clock(raw, out);
	case ED_EVENT_SECURITY:
		return take_security(raw, out);
	case ED_EVENT_NETLOGON:
	case ED_EVENT_ACTIVESYNC:
	case ED_EVENT_NDES:
	case ED_N_EVENT_SOURCES:
		break;
	}
	return take_other(raw, out);
}

bool ed_event_understand(
    const struct ed_event_raw *raw, struct ed_event_row *out)
{
	memset(out, 0, sizeof(*out));
	if (!ed_event_is_source(raw->provider, &out->source) &&
	    !ed_event_is_source(raw->source, &out->source))
		return false;
	for (size_t i = 0; i < ED_COUNT(known); i++) {
		if (known[i].source != out->source || known[i].id != raw->id)
			continue;
		out->meaning = known[i].meaning;
		out->event.at = raw->at;
		return take(raw, out);
	}
	return false;
}
