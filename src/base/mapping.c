/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values of altSecurityIdentities against certificates.
 *
 * Domain controllers look for such a value as a text, so how it is written
 * counts: what is the same name and is written otherwise only may fit.
 */
#include <easdoctor/directory.h>

#include <easdoctor/name.h>

static const struct tag {
	const char *text;
	enum ed_mapping_form alone;  /* without an issuer */
	enum ed_mapping_form behind; /* behind one */
} tags[] = {
    {"<S>", ED_MAPPING_SUBJECT, ED_MAPPING_NAMES},
    {"<SR>", ED_MAPPING_OTHER, ED_MAPPING_SERIAL},
    {"<SKI>", ED_MAPPING_SKI, ED_MAPPING_OTHER},
    {"<SHA1-PUKEY>", ED_MAPPING_KEY, ED_MAPPING_OTHER},
    {"<SID>", ED_MAPPING_OTHER, ED_MAPPING_SID},
    {"<RFC822>", ED_MAPPING_MAIL, ED_MAPPING_OTHER},
};

static struct ed_str after(struct ed_str s, size_t n)
{
	return ed_str_sub(s, n, s.n);
}

/* The first tag of the table in s, and where it stands. */
static const struct tag *find_tag(struct ed_str s, size_t *at)
{
	for (*at = 0; *at < s.n; ++*at) {
		if (s.p[*at] != '<')
			continue;
		for (size_t i = 0; i < ED_COUNT(tags); i++)
			if (ed_str_istarts(
				after(s, *at), ed_str_of(tags[i].text)))
				return &tags[i];
	}
	return NULL;
}

void ed_mapping_read(struct ed_mapping *out, struct ed_str text)
{
	struct ed_str rest = ed_str_trim(text), value;
	const struct tag *tag;
	bool issuer;
	size_t at;

	*out = (struct ed_mapping){.form = ED_MAPPING_OTHER, .text = rest};
	if (!ed_str_istarts(rest, ED_STR("X509:")))
		return;
	rest = ed_str_trim(after(rest, 5));
	issuer = ed_str_istarts(rest, ED_STR("<I>"));
	tag = find_tag(rest, &at);
	if (!tag || (issuer ? at < 4 : at > 0))
		return;
	value = ed_str_trim(after(rest, at + ed_str_of(tag->text).n));
	if (!value.n)
		return;
	out->form = issuer ? tag->behind : tag->alone;
	if (issuer)
		out->issuer = ed_str_trim(ed_str_sub(rest, 3, at - 3));
	if (out->form == ED_MAPPING_NAMES || out->form == ED_MAPPING_SUBJECT)
		out->subject = value;
	else
		out->value = value;
}

bool ed_mapping_is_strong(enum ed_mapping_form form)
{
	return form <= ED_MAPPING_SID;
}

bool ed_mapping_is_weak(enum ed_mapping_form form)
{
	return form > ED_MAPPING_SID && form < ED_MAPPING_OTHER;
}

static bool same_hex_reversed(struct ed_str a, struct ed_str b)
{
	if (a.n != b.n || a.n % 2)
		return false;
	for (size_t i = 0; i < a.n; i += 2)
		if (!ed_str_ieq(
			ed_str_sub(a, i, 2), ed_str_sub(b, b.n - 2 - i, 2)))
			return false;
	return true;
}

/* Windows leaves out the octet that only keeps an INTEGER positive. */
static struct ed_str serial_of(const struct ed_certificate *cert)
{
	struct ed_str serial = cert->serial;

	while (serial.n > 2 && ed_str_starts(serial, ED_STR("00")))
		serial = after(serial, 2);
	return serial;
}

/* Written as Windows would: no blank behind a comma, S= and E=. */
static const char *find_odd_writing(struct ed_str name)
{
	for (size_t i = 0; i < name.n; i++) {
		const struct ed_str here = after(name, i);

		if (name.p[i] == '"' || name.p[i] == '\\')
			return "it quotes a value, of which no certain way "
			       "of writing is known";
		if (ed_str_starts(here, ED_STR(", ")))
			return "blanks stand behind its commas";
		if (i && name.p[i - 1] != ',')
			continue;
		if (ed_str_istarts(here, ED_STR("ST=")))
			return "it says ST= where Windows writes S=";
		if (ed_str_istarts(here, ED_STR("emailAddress=")))
			return "it says emailAddress= where Windows writes E=";
	}
	return NULL;
}

static enum ed_fit fits_name(struct ed_str text, const struct ed_name *name,
    bool wrapped, const char **why)
{
	static const char other[] = "it names another issuer or subject";
	struct ed_written_name written;
	struct ed_error err = {""};
	enum ed_same same;

	*why = NULL;
	if (!ed_name_read(&written, text, &err)) {
		*why = "the name in it cannot be read";
		return ED_MAY_FIT;
	}
	same = ed_name_compare_order(&written, name, false);
	if (same == ED_SAME) {
		*why = find_odd_writing(text);
		return *why ? ED_MAY_FIT : ED_FITS;
	}
	*why = other;
	if (same == ED_MAYBE_SAME || wrapped)
		return ED_MAY_FIT;
	if (ed_name_compare_order(&written, name, true) == ED_SAME)
		*why = "the name in it stands in the order of LDAP, and must "
		       "begin at the root";
	return ED_MISSES;
}

static enum ed_fit fits_serial(const struct ed_mapping *mapping,
    const struct ed_certificate *cert, const char **why)
{
	const struct ed_str serial = serial_of(cert);
	enum ed_fit fit;

	fit = fits_name(mapping->issuer, &cert->issuer, mapping->wrapped, why);
	if (same_hex_reversed(mapping->value, serial))
		return fit;
	if (ed_str_ieq(mapping->value, serial))
		*why = "the bytes of its serial number are not reversed";
	else if (fit != ED_MISSES)
		*why = "it names another certificate of the same CA, as one "
		       "does that was renewed since";
	return ED_MISSES;
}

static enum ed_fit fits_hex(struct ed_str value, struct ed_str wanted,
    bool unreadable, const char **why)
{
	if (wanted.n && ed_str_ieq(value, wanted))
		return ED_FITS;
	*why = "it names another key, as of an earlier certificate";
	if (wanted.n && same_hex_reversed(value, wanted)) {
		*why = "its bytes stand in reverse";
		return ED_MAY_FIT;
	}
	return unreadable ? ED_MAY_FIT : ED_MISSES;
}

static enum ed_fit least(enum ed_fit a, enum ed_fit b)
{
	return a < b ? a : b;
}

static enum ed_fit fits_sid(const struct ed_mapping *mapping,
    const struct ed_certificate *cert, const char **why)
{
	enum ed_fit fit = cert->unreadable & (ED_PART_SID | ED_PART_SAN)
			      ? ED_MAY_FIT
			      : ED_MISSES;

	for (size_t i = 0; i < cert->n_sids; i++)
		if (ed_str_ieq(cert->sids[i].value, mapping->value))
			fit = ED_FITS;
	fit = least(fit,
	    fits_name(mapping->issuer, &cert->issuer, mapping->wrapped, why));
	if (fit == ED_MISSES && !*why)
		*why = "the certificate does not hold that SID";
	return fit;
}

static enum ed_fit fits_mail(
    const struct ed_mapping *mapping, const struct ed_certificate *cert)
{
	for (size_t i = 0; i < cert->n_sans; i++)
		if (cert->sans[i].type == ED_SAN_EMAIL &&
		    ed_str_ieq(cert->sans[i].value, mapping->value))
			return ED_FITS;
	return cert->unreadable & ED_PART_SAN ? ED_MAY_FIT : ED_MISSES;
}

static enum ed_fit fits_names(const struct ed_mapping *mapping,
    const struct ed_certificate *cert, const char **why)
{
	enum ed_fit fit =
	    fits_name(mapping->subject, &cert->subject, mapping->wrapped, why);

	if (mapping->form == ED_MAPPING_SUBJECT || fit == ED_MISSES)
		return fit;
	return least(fit,
	    fits_name(mapping->issuer, &cert->issuer, mapping->wrapped, why));
}

enum ed_fit ed_mapping_fits(const struct ed_mapping *mapping,
    const struct ed_certificate *cert, const char **why)
{
	const char *unused;

	if (!why)
		why = &unused;
	*why = NULL;
	switch (mapping->form) {
	case ED_MAPPING_SERIAL:
		return fits_serial(mapping, cert, why);
	case ED_MAPPING_SKI:
		return fits_hex(mapping->value, cert->ski,
		    cert->unreadable & ED_PART_KEY_ID, why);
	case ED_MAPPING_KEY:
		return fits_hex(
		    mapping->value, cert->key.sha1, cert->key.sha1.n == 0, why);
	case ED_MAPPING_SID:
		return fits_sid(mapping, cert, why);
	case ED_MAPPING_NAMES:
	case ED_MAPPING_SUBJECT:
		return fits_names(mapping, cert, why);
	case ED_MAPPING_MAIL:
		return fits_mail(mapping, cert);
	case ED_MAPPING_OTHER:
		break;
	}
	return ED_MISSES;
}

struct line {
	char *text;
	size_t n, room;
	bool full;
};

static void put(struct line *line, struct ed_str s)
{
	if (s.n > line->room - line->n) {
		line->full = true;
		return;
	}
	for (size_t i = 0; i < s.n; i++)
		line->text[line->n++] = s.p[i];
}

/* Would Windows quote it, or is it no text? */
static bool is_plain(struct ed_str value)
{
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.p[i] < ' ' ||
		    (unsigned char)value.p[i] >= 0x7f ||
		    ed_str_has(ED_STR(",+\"\\<>;#="), value.p[i]))
			return false;
	return value.n && ed_str_trim(value).n == value.n;
}

static bool put_name(struct line *line, const struct ed_name *name)
{
	for (size_t i = 0; i < name->n_attributes; i++) {
		const struct ed_attribute *item = &name->attributes[i];
		struct ed_str word = ed_attribute_word(item->oid);

		if (!is_plain(item->value) || ed_str_has(word, '.') ||
		    (i && item[-1].rdn == item->rdn))
			return false;
		if (i)
			put(line, ED_STR(","));
		put(line, ed_str_eq(word, ED_STR("ST")) ? ED_STR("S") : word);
		put(line, ED_STR("="));
		put(line, item->value);
	}
	return name->n_attributes > 0;
}

struct ed_str ed_mapping_write(
    struct ed_mapping_text *buf, const struct ed_certificate *cert)
{
	struct line line = {.text = buf->text, .room = sizeof(buf->text)};
	struct ed_str serial = serial_of(cert);

	put(&line, ED_STR("X509:<I>"));
	if (!put_name(&line, &cert->issuer) || serial.n % 2)
		return ED_STR("X509:<I>issuer<SR>serial");
	put(&line, ED_STR("<SR>"));
	for (size_t i = serial.n; i >= 2; i -= 2)
		put(&line, ed_str_sub(serial, i - 2, 2));
	if (line.full)
		return ED_STR("X509:<I>issuer<SR>serial");
	return (struct ed_str){buf->text, line.n};
}

static void note_strong(struct ed_mapped *out, const struct ed_mapping *mapping,
    enum ed_fit fit, const char *why)
{
	if (fit == ED_FITS && !out->strong)
		out->strong = mapping;
	if (fit == ED_MAY_FIT && !out->maybe)
		out->maybe = mapping;
	if (fit == ED_MISSES && !out->missing) {
		out->missing = mapping;
		out->missing_why = why;
	}
}

struct ed_mapped ed_account_maps(const struct ed_directory_account *account,
    const struct ed_certificate *cert)
{
	struct ed_mapped out = {0};

	for (size_t i = 0; i < account->n_mappings; i++) {
		const struct ed_mapping *mapping = &account->mappings[i];
		const char *why;
		enum ed_fit fit = ed_mapping_fits(mapping, cert, &why);

		if (ed_mapping_is_strong(mapping->form))
			note_strong(&out, mapping, fit, why);
		if (!ed_mapping_is_weak(mapping->form))
			continue;
		if (!out.any_weak)
			out.any_weak = mapping;
		if (fit != ED_MISSES && !out.weak)
			out.weak = mapping;
	}
	return out;
}
