/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile-host: the profile must name the host that devices connect to.
 *
 * The Host of an Exchange ActiveSync account is a bare DNS name. Anything else
 * in it makes the device connect to nothing, or to somebody else, and the
 * server never hears of it: its logs stay empty.
 */
#include <easdoctor/check.h>
#include <easdoctor/lookup.h>

/* A Host, and the name in it once everything else is taken away. */
struct host {
	struct ed_str text;
	struct ed_str name;
	struct ed_str port;
};

static const char *const online_hosts[] = {"office365.com", "office365.us",
    "outlook.com", "outlook.office.com", "outlook.live.com",
    "partner.outlook.cn", "m.hotmail.com"};

/* RFC 6762 appendix G, RFC 6761, RFC 8375, and what people use besides. */
static const char *const internal_suffixes[] = {".local", ".internal", ".lan",
    ".corp", ".home", ".intra", ".intranet", ".private", ".home.arpa",
    ".localhost"};

static const struct ed_finding findings[] = {{"scheme-or-path", 0}, {"port", 0},
    {"exchange-online", 0}, {"gateway-conflict", ED_NEED_GATEWAY}, {"empty", 0},
    {"bad-characters", 0}, {"internal-name", 0},
    {"not-the-endpoint", ED_NEED_ENDPOINT}, {0}};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_name_byte(char byte)
{
	/* Windows accepts an underscore: a doubt, not a fault. */
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       is_digit(byte) || byte == '-' || byte == '.' || byte == '_';
}

static size_t find_any(struct ed_str s, const char *bytes)
{
	for (size_t i = 0; i < s.n; i++)
		if (ed_str_has(ed_str_of(bytes), s.p[i]))
			return i;
	return s.n;
}

/* Only the form counts: is it meant as an address rather than a name? */
static bool is_ipv6(struct ed_str s)
{
	size_t colons = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (!ed_str_has(ED_STR("0123456789abcdefABCDEF:.[]"), s.p[i]))
			return false;
		colons += s.p[i] == ':';
	}
	return colons >= 2;
}

/* Splits ":443" off the end. An IPv6 address has a port only in brackets. */
static void split_port(struct host *host)
{
	struct ed_str s = host->name;
	size_t digits = 0;

	while (digits < s.n && is_digit(s.p[s.n - 1 - digits]))
		digits++;
	if (digits == 0 || digits >= s.n || s.p[s.n - 1 - digits] != ':')
		return;
	s.n -= digits + 1;
	if (ed_str_has(s, ':') && (s.p[0] != '[' || s.p[s.n - 1] != ']'))
		return;
	host->port = ed_str_sub(host->name, s.n + 1, digits);
	host->name = s;
}

static struct host read_host(struct ed_str text)
{
	struct host host = {.text = text, .name = ed_str_trim(text)};
	size_t at = ed_str_find(host.name, ED_STR("://"));

	if (at < host.name.n)
		host.name = ed_str_sub(host.name, at + 3, host.name.n);
	while (host.name.n && ed_str_has(ED_STR("/\\"), host.name.p[0]))
		host.name = ed_str_sub(host.name, 1, host.name.n);
	host.name = ed_str_sub(host.name, 0, find_any(host.name, "/\\?#"));
	while (ed_str_has(host.name, '@'))
		host.name = ed_str_sub(
		    host.name, find_any(host.name, "@") + 1, host.name.n);
	host.name = ed_str_trim(host.name);
	split_port(&host);
	return host;
}

/* Bytes of the blank or invisible character at i; 0 when it is visible. */
static size_t invisible_length(struct ed_str s, size_t i)
{
	static const struct ed_str marks[] = {{"\xE2\x80\x8B", 3},
	    {"\xE2\x80\x8C", 3}, {"\xE2\x80\x8D", 3}, {"\xE2\x80\x8E", 3},
	    {"\xE2\x80\x8F", 3}, {"\xE2\x81\xA0", 3}, {"\xEF\xBB\xBF", 3},
	    {"\xC2\xA0", 2}, {"\xC2\xAD", 2}};
	unsigned char byte = (unsigned char)s.p[i];

	if (byte <= ' ' || byte == 0x7F)
		return 1;
	for (size_t k = 0; k < ED_COUNT(marks); k++)
		if (ed_str_starts(ed_str_sub(s, i, s.n), marks[k]))
			return marks[k].n;
	return 0;
}

static size_t skip_invisible(struct ed_str s, size_t i)
{
	while (i < s.n && invisible_length(s, i))
		i += invisible_length(s, i);
	return i;
}

static struct ed_str without_last_dots(struct ed_str s)
{
	while (s.n && s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

/* A host that only a stray character keeps from being right is not another. */
static bool same_host(struct ed_str a, struct ed_str b)
{
	size_t i = 0, k = 0;

	a = without_last_dots(a);
	b = without_last_dots(read_host(b).name);
	for (;;) {
		i = skip_invisible(a, i);
		k = skip_invisible(b, k);
		if (i >= a.n || k >= b.n)
			return i >= a.n && k >= b.n && a.n && b.n;
		if (!ed_str_ieq(ed_str_sub(a, i, 1), ed_str_sub(b, k, 1)))
			return false;
		i++;
		k++;
	}
}

/* What no host name holds, in words; NULL when all is well. */
static const char *bad_character(const struct host *host)
{
	struct ed_str name = host->name;

	for (size_t i = 0; i < host->text.n; i++) {
		unsigned char byte = (unsigned char)host->text.p[i];

		if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
			return "a blank";
		if (byte < ' ' || byte == 0x7F)
			return "a control character";
		if (invisible_length(host->text, i))
			return "an invisible character";
		if (byte >= 0x80)
			return "a character outside ASCII";
	}
	if (is_ipv6(name))
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		if (!is_name_byte(name.p[i]))
			return "a character that no host name has";
	if (name.n && name.p[name.n - 1] == '.')
		return "a dot at the end";
	if (name.n &&
	    (name.p[0] == '.' || ed_str_find(name, ED_STR("..")) < name.n))
		return "an empty label (a dot too many)";
	return NULL;
}

/* The four numbers of a dotted IPv4 address. */
static bool read_ipv4(struct ed_str s, unsigned octets[4])
{
	for (size_t n = 0; n < 4; n++) {
		size_t i = 0;

		for (octets[n] = 0; i < s.n && i < 3 && is_digit(s.p[i]); i++)
			octets[n] = octets[n] * 10 + (unsigned)(s.p[i] - '0');
		if (i == 0 || octets[n] > 255 ||
		    (n < 3 && (i == s.n || s.p[i] != '.')))
			return false;
		s = ed_str_sub(s, n < 3 ? i + 1 : i, s.n);
	}
	return s.n == 0;
}

static bool is_private_ipv4(const unsigned octets[4])
{
	return octets[0] == 10 || octets[0] == 127 ||
	       (octets[0] == 172 && octets[1] / 16 == 1) ||
	       (octets[0] == 192 && octets[1] == 168) ||
	       (octets[0] == 169 && octets[1] == 254);
}

static bool is_private_ipv6(struct ed_str s)
{
	if (s.p[0] == '[')
		s = ed_str_sub(s, 1, s.n);
	return ed_str_eq(ed_str_sub(s, 0, find_any(s, "]")), ED_STR("::1")) ||
	       ed_str_istarts(s, ED_STR("fc")) ||
	       ed_str_istarts(s, ED_STR("fd")) ||
	       ed_str_istarts(s, ED_STR("fe80:"));
}

/* Why the Internet does not know the name, in words; NULL when it may. */
static const char *internal_because(struct ed_str name)
{
	unsigned octets[4];

	name = without_last_dots(name);
	if (name.n == 0)
		return NULL;
	if (is_ipv6(name))
		return is_private_ipv6(name) ? "is a private address" : NULL;
	if (read_ipv4(name, octets))
		return is_private_ipv4(octets) ? "is a private address" : NULL;
	if (!ed_str_has(name, '.'))
		return "is a single label without a domain";
	for (size_t i = 0; i < ED_COUNT(internal_suffixes); i++)
		if (ed_str_iends(name, ed_str_of(internal_suffixes[i])))
			return "ends in a suffix of internal networks";
	return NULL;
}

static bool is_online(struct ed_str name)
{
	name = without_last_dots(name);
	for (size_t i = 0; i < ED_COUNT(online_hosts); i++) {
		struct ed_str host = ed_str_of(online_hosts[i]);

		if (ed_str_ieq(name, host))
			return true;
		if (ed_str_iends(name, host) &&
		    name.p[name.n - host.n - 1] == '.')
			return true;
	}
	return false;
}

static void settle_form(
    const struct ed_eas *eas, const struct host *host, struct ed_sink *out)
{
	const char *bad = bad_character(host);
	const char *internal = internal_because(host->name);
	struct ed_ref where = eas->host.ref;

	ed_settle(out, "scheme-or-path",
	    find_any(host->text, "/?@\\#") < host->text.n, where,
	    ED_VALUES(
		{"host", ED_HOST, host->text}, {"name", ED_HOST, host->name}));
	ed_settle(out, "port", host->port.n > 0, where,
	    ED_VALUES({"host", ED_HOST, host->text},
		{"name", ED_HOST, host->name},
		{"port", ED_NUMBER, host->port}));
	ed_settle(out, "bad-characters", bad != NULL, where,
	    ED_VALUES({"host", ED_HOST, host->text},
		{"problem", ED_TEXT, ed_str_of(bad)}));
	ed_settle(out, "internal-name", internal != NULL, where,
	    ED_VALUES({"host", ED_HOST, host->name},
		{"because", ED_TEXT, ed_str_of(internal)}));
}

static void settle_online(const struct ed_endpoint *endpoint,
    const struct ed_eas *eas, const struct host *host, struct ed_sink *out)
{
	bool host_online = is_online(host->name);
	/* Nobody who asks easdoctor means Exchange Online, unless said. */
	bool endpoint_online = is_online(read_host(endpoint->host).name);
	const char *conflict =
	    host_online ? "is Exchange Online's, and the mailbox is not there"
			: "is not Exchange Online's, and the endpoint is";

	ed_settle(out, "exchange-online", host_online != endpoint_online,
	    eas->host.ref,
	    ED_VALUES({"host", ED_HOST, host->name},
		{"conflict", ED_TEXT, ed_str_of(conflict)}));
}

/* Either the gateway or Exchange ends the certificate; Host must name it. */
static void settle_gateway(const struct ed_endpoint *endpoint,
    const struct ed_eas *eas, const struct host *host, struct ed_sink *out)
{
	bool there = endpoint->gateway == ED_YES;
	bool gateway_ends = endpoint->gateway_ends_certificate == ED_YES;
	bool at_gateway = same_host(host->name, endpoint->gateway_host);
	bool at_exchange = same_host(host->name, endpoint->host);
	struct ed_str wrong =
	    gateway_ends ? endpoint->host : endpoint->gateway_host;

	if (there && (endpoint->gateway_ends_certificate == ED_UNSAID ||
			 (!at_gateway && !at_exchange && wrong.n == 0))) {
		ed_not_asked(out, "gateway-conflict",
		    "nobody said whether the gateway or Exchange ends the "
		    "client certificate, and under which host name");
		return;
	}
	ed_settle(out, "gateway-conflict",
	    there && at_gateway != at_exchange && at_gateway != gateway_ends,
	    eas->host.ref,
	    ED_VALUES({"host", ED_HOST, host->name},
		{"conflict", ED_TEXT,
		    gateway_ends ? ED_STR("names Exchange, while the gateway "
					  "ends the client certificate")
				 : ED_STR("names the gateway, while Exchange "
					  "ends the client certificate")}));
}

static void settle_endpoint(const struct ed_endpoint *endpoint,
    const struct ed_eas *eas, const struct host *host, struct ed_sink *out)
{
	bool right = same_host(host->name, endpoint->host) ||
		     same_host(host->name, endpoint->gateway_host);

	ed_settle(out, "not-the-endpoint", !right, eas->host.ref,
	    ED_VALUES({"host", ED_HOST, host->name},
		{"endpoint", ED_HOST, endpoint->host}));
}

/* Why the Host cannot be judged; NULL when it can. */
static const char *cannot_judge(const struct ed_eas *eas)
{
	const struct ed_profile *profile = eas->profile;

	if (!ed_lookup_in(eas->host.value))
		return NULL;
	if (profile && profile->origin == ED_ORIGIN_DELIVERED)
		return NULL;
	if (profile && profile->origin == ED_ORIGIN_CONSOLE)
		return "the console fills in the host for each device; give "
		       "the profile that the device got";
	return "the profile may be the console's template; give the one the "
	       "device got";
}

static void settle_all(
    const struct ed_eas *eas, const char *reason, struct ed_sink *out)
{
	for (size_t i = 0; findings[i].id; i++) {
		if (reason)
			ed_unknown(out, findings[i].id, reason);
		else
			ed_settle(
			    out, findings[i].id, false, eas->host.ref, NULL);
	}
}

/* With OAuth and no address to sign in at, devices find the host themselves. */
static bool needs_host(const struct ed_eas *eas)
{
	return eas->oauth.value != ED_YES ||
	       ed_str_trim(eas->oauth_url.value).n > 0;
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	static const struct ed_endpoint unsaid;
	const struct ed_eas *eas = subject;
	const struct ed_endpoint *endpoint =
	    facts->endpoint ? facts->endpoint : &unsaid;
	const struct host host = read_host(eas->host.value);
	const char *reason = cannot_judge(eas);

	settle_all(eas, reason, out);
	if (reason)
		return;
	if (ed_str_trim(host.text).n == 0) {
		ed_settle(out, "empty", needs_host(eas),
		    eas->host.given ? eas->host.ref : eas->ref, NULL);
		return;
	}
	settle_endpoint(endpoint, eas, &host, out);
	if (ed_lookup_in(host.text))
		return; /* profile-user/literal-lookup tells it */
	settle_form(eas, &host, out);
	settle_online(endpoint, eas, &host, out);
	settle_gateway(endpoint, eas, &host, out);
}

const struct ed_check ed_check_profile_host = {
    .id = "profile-host",
    .title = "The profile names the host that devices connect to",
    .each = ED_EAS,
    .findings = findings,
    .run = run,
};
