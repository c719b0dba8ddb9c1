/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose delta CRL a web server refused. AD CS names it like the list itself
 * with a plus sign behind: CORP-CA.crl, and CORP-CA+.crl.
 */
#include "base/file.h"
#include "derive/log.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A URL has blanks as %20, a log as plus. */
static struct ed_str plain(struct ed_arena *arena, struct ed_str s)
{
	struct ed_text text = {.arena = arena};

	for (size_t i = 0; i < s.n; i++) {
		char byte = s.p[i] == '+' ? ' ' : s.p[i];

		if (byte == '%' && i + 2 < s.n && hex_digit(s.p[i + 1]) >= 0 &&
		    hex_digit(s.p[i + 2]) >= 0) {
			byte = (char)(hex_digit(s.p[i + 1]) << 4 |
				      hex_digit(s.p[i + 2]));
			i += 2;
		}
		ed_put_byte(&text, byte);
	}
	return ed_text_str(&text);
}

static bool names_it(
    struct ed_case *c, const struct ed_certificate *cert, struct ed_str base)
{
	for (size_t i = 0; i < cert->n_cdps; i++) {
		struct ed_str name = ed_path_name(cert->cdps[i]);

		if (!ed_str_istarts(cert->cdps[i], ED_STR("http://")) ||
		    !ed_str_iends(name, ED_STR(".crl")))
			continue;
		name = ed_str_sub(name, 0, name.n - 4);
		if (ed_str_ieq(plain(&c->arena, name), base))
			return true;
	}
	return false;
}

void ed_log_find_issuer(struct ed_case *c, struct ed_log *log)
{
	const struct ed_certificate *device = c->facts.device_certificate;
	struct ed_str base = ed_path_name(log->crl_filtered.what);

	if (!device || base.n < 5)
		return;
	base = plain(&c->arena, ed_str_sub(base, 0, base.n - 5));
	if (names_it(c, device, base))
		log->crl_issuer = &device->issuer;
	for (size_t i = 1; i < device->chain.n_links && !log->crl_issuer; i++)
		if (names_it(c, device->chain.links[i], base))
			log->crl_issuer = &device->chain.links[i]->issuer;
}
