/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries of a CRL, looked through for certificates of the case: their
 * serial numbers are sorted once, so that a million entries take a second.
 */
#include "load/crl.h"

#include "base/der.h"
#include "load/der_text.h"
#include "load/name.h"

#include <easdoctor/name.h>

#include <stdlib.h>

#define REASON ED_STR("\x55\x1d\x15")
#define CERTIFICATE_ISSUER ED_STR("\x55\x1d\x1d")
#define INVALIDITY_DATE ED_STR("\x55\x1d\x18")
#define HOLD_INSTRUCTION ED_STR("\x55\x1d\x17")

/*
 * Names compared for one CRL. Serials that many entries share with many
 * certificates are nothing but an attack.
 */
enum { MAX_COMPARED = 100000 };

struct wanted {
	struct ed_str serial; /* bytes without leading zeros */
	const struct ed_certificate *certificate;
	bool kept;
};

struct search {
	struct ed_crl_reading *r;
	struct ed_arena scratch;
	struct wanted *wanted; /* in order of serial */
	size_t n_wanted;
	struct ed_str other_issuer; /* GeneralNames; of an entry before */
	unsigned n_compared;
};

/* One entry taken apart. */
struct entry {
	struct ed_str serial;
	struct ed_element since;
	int reason;
	struct ed_str issuer; /* GeneralNames, or empty */
	bool critical;        /* what is not known here must be */
};

static struct ed_str without_zeros(struct ed_str s)
{
	while (s.n > 1 && s.p[0] == '\0')
		s = ed_str_sub(s, 1, s.n);
	return s;
}

static int nibble(char digit)
{
	return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

static struct ed_str bytes_of(struct ed_arena *arena, struct ed_str hex)
{
	char *p = ed_alloc(arena, hex.n / 2 + 1);

	for (size_t i = 0; i + 1 < hex.n; i += 2)
		p[i / 2] = (char)(nibble(hex.p[i]) << 4 | nibble(hex.p[i + 1]));
	return without_zeros((struct ed_str){p, hex.n / 2});
}

static int by_serial(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return ed_str_compare(x->serial, y->serial);
}

static void list_wanted(struct search *s)
{
	const struct ed_list *certs = &s->r->c->certificates;

	s->wanted = ed_alloc_array(&s->scratch, certs->n, sizeof(*s->wanted));
	for (size_t i = 0; i < certs->n; i++) {
		const struct ed_certificate *cert =
		    ED_ITEMS(*certs, struct ed_certificate *)[i];

		s->wanted[i] = (struct wanted){
		    .serial = bytes_of(&s->scratch, cert->serial),
		    .certificate = cert};
	}
	s->n_wanted = certs->n;
	if (certs->n)
		qsort(s->wanted, certs->n, sizeof(*s->wanted), by_serial);
}

static bool read_reason(struct entry *entry, struct ed_str value)
{
	enum { ENUMERATED = 0x0a };
	struct ed_der cursor = ed_der_in(value);
	struct ed_str body;

	if (!ed_der_take(&cursor, ENUMERATED, &body) || body.n != 1 ||
	    !ed_der_empty(&cursor)) {
		entry->reason = ED_REASON_UNREADABLE;
		return false;
	}
	entry->reason = (unsigned char)body.p[0];
	return true;
}

static bool read_extension(struct entry *entry, struct ed_str body)
{
	struct ed_extension it;

	if (!ed_der_extension(body, &it))
		return false;
	if (ed_str_eq(it.oid, REASON))
		return read_reason(entry, it.value);
	if (ed_str_eq(it.oid, CERTIFICATE_ISSUER))
		entry->issuer = it.value;
	else if (it.critical && !ed_str_eq(it.oid, INVALIDITY_DATE) &&
		 !ed_str_eq(it.oid, HOLD_INSTRUCTION))
		entry->critical = true;
	return true;
}

static bool read_extensions(struct entry *entry, struct ed_str body)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str item;

	while (!ed_der_empty(&cursor))
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &item) ||
		    !read_extension(entry, item))
			return false;
	return true;
}

/* deep: its extensions too. False when it is no entry. */
static bool read_entry(struct ed_str body, bool deep, struct entry *entry)
{
	struct ed_der cursor = ed_der_in(body);
	struct ed_str extensions;

	*entry = (struct entry){.reason = ED_REASON_UNSAID};
	if (!ed_der_take(&cursor, ED_DER_INTEGER, &entry->serial) ||
	    !ed_der_next(&cursor, &entry->since))
		return false;
	entry->serial = without_zeros(entry->serial);
	if (!deep || ed_der_empty(&cursor))
		return true;
	return ed_der_take(&cursor, ED_DER_SEQUENCE, &extensions) &&
	       ed_der_empty(&cursor) && read_extensions(entry, extensions);
}

/* The directory name among GeneralNames; false when there is none. */
static bool read_issuer(
    struct search *s, struct ed_str names, struct ed_name *out)
{
	struct ed_der cursor = ed_der_in(names);
	struct ed_element item;

	if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &names))
		return false;
	cursor = ed_der_in(names);
	while (ed_der_next(&cursor, &item))
		if (item.tag == ED_DER_EXPLICIT(4))
			return ed_read_name(&s->scratch, item.body, out);
	return false;
}

/* Does the entry mean a certificate of this issuer? by_other: it names one. */
static bool means(struct search *s, const struct ed_certificate *cert,
    struct ed_str other, bool *by_other)
{
	struct ed_name issuer = {0};

	*by_other = false;
	if (!other.n)
		return ed_name_is(&s->r->crl->issuer, &cert->issuer);
	if (!read_issuer(s, other, &issuer)) {
		s->r->crl->unreadable |= ED_CRL_PART_ENTRIES;
		return false;
	}
	*by_other = !ed_name_is(&issuer, &s->r->crl->issuer);
	return ed_name_is(&issuer, &cert->issuer);
}

static void keep(
    struct search *s, const struct entry *entry, struct wanted *one)
{
	struct ed_crl_entry kept = {
	    .certificate = one->certificate, .reason = entry->reason};

	if (!means(s, one->certificate, s->other_issuer, &kept.by_other))
		return;
	/* Which of two counts, readers would not agree on. */
	if (entry->critical || one->kept) {
		s->r->crl->unreadable |= ED_CRL_PART_ENTRIES;
		return;
	}
	if (!ed_der_time(entry->since.tag, entry->since.body, &kept.since)) {
		kept.since = INT64_MIN;
		s->r->crl->unreadable |= ED_CRL_PART_ENTRIES;
	}
	one->kept = true;
	*ED_PUSH(&s->r->c->arena, &s->r->kept, struct ed_crl_entry) = kept;
}

/* One of those with this serial number, or NULL. */
static struct wanted *find(const struct search *s, struct ed_str serial)
{
	const struct wanted key = {.serial = serial};

	if (!s->n_wanted)
		return NULL;
	return bsearch(&key, s->wanted, s->n_wanted, sizeof(key), by_serial);
}

static bool look_at(struct search *s, struct ed_str body)
{
	bool indirect = s->r->crl->scope & ED_CRL_INDIRECT;
	struct wanted *one;
	struct entry entry;

	if (!read_entry(body, indirect, &entry))
		return false;
	one = find(s, entry.serial);
	if (one && !indirect && !read_entry(body, true, &entry))
		s->r->crl->unreadable |= ED_CRL_PART_ENTRIES;
	/* In an indirect CRL it holds until another is named. */
	if (entry.issuer.n || !indirect)
		s->other_issuer = entry.issuer;
	if (!one)
		return true;
	while (one > s->wanted && by_serial(one - 1, one) == 0)
		one--;
	for (; one < s->wanted + s->n_wanted &&
	       ed_str_eq(one->serial, entry.serial);
	     one++) {
		if (s->n_compared++ == MAX_COMPARED)
			return false;
		keep(s, &entry, one);
	}
	return true;
}

void ed_read_crl_entries(struct ed_crl_reading *r, struct ed_str body)
{
	struct search s = {.r = r};
	struct ed_der cursor = ed_der_in(body);
	struct ed_str item;

	list_wanted(&s);
	while (!ed_der_empty(&cursor)) {
		if (!ed_der_take(&cursor, ED_DER_SEQUENCE, &item) ||
		    !look_at(&s, item)) {
			r->crl->unreadable |= ED_CRL_PART_ENTRIES;
			break;
		}
		r->crl->n_entries++;
	}
	ed_arena_free(&s.scratch);
}
