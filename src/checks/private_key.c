/* SPDX-License-Identifier: Apache-2.0 */
/*
 * private-key: the device must be able to use the key of its certificate.
 *
 * Without the right key the device installs something that looks like an
 * identity, or refuses the whole profile, and then has nothing to present.
 */
#include <easdoctor/check.h>

#include <string.h>

/* A loose key that fits nothing was compared with the device's. */
static void settle_key(const struct ed_facts *facts,
    const struct ed_identity *identity, struct ed_sink *out)
{
	const struct ed_certificate *cert = identity->certificate
						? identity->certificate
						: facts->device_certificate;
	const struct ed_value *values =
	    ED_VALUES({"identity", ED_TEXT, identity->label},
		{"certificate", ED_DN,
		    cert ? cert->subject.text : (struct ed_str){0}});

	ed_settle(out, "missing", identity->is_pkcs12 && !identity->has_key,
	    identity->ref, values);
	if (identity->has_key && identity->key_matches == ED_UNSAID) {
		if (identity->is_pkcs12)
			ed_unknown(out, "mismatch",
			    "no certificate stands beside the key");
		else
			ed_not_asked(out, "mismatch",
			    "no certificate was given with this key");
		return;
	}
	ed_settle(out, "mismatch", identity->key_matches == ED_NO,
	    identity->ref, values);
}

static void leave_key_unknown(
    struct ed_sink *out, const struct ed_identity *identity, const char *reason)
{
	ed_unknown(out, "mismatch", reason);
	if (identity->is_pkcs12)
		ed_unknown(out, "missing", reason);
	else
		ed_settle(out, "missing", false, identity->ref, NULL);
}

/* The device gets the profile as it is: what fails here fails there. */
static void settle_password_in_profile(
    struct ed_sink *out, const struct ed_identity *identity)
{
	ed_settle(out, "wrong-password", identity->opened != ED_OPENED,
	    identity->ref,
	    ED_VALUES({"identity", ED_TEXT, identity->label},
		{"why", ED_TEXT,
		    identity->opened == ED_NO_PASSWORD
			? ED_STR("none is given")
			: ED_STR("the one given does not fit")}));
}

/*
 * Settles what was found while opening; true when it was opened. The password
 * of a file of its own was typed for this run, which says nothing of a device.
 */
static bool settle_opened(
    struct ed_sink *out, const struct ed_identity *identity)
{
	if (!identity->is_pkcs12)
		ed_not_asked(
		    out, "wrong-password", "the key is not in a PKCS#12");
	else if (identity->opened == ED_CANNOT_OPEN)
		ed_unknown(out, "wrong-password",
		    "the PKCS#12 is damaged or of an unknown kind");
	else if (identity->in_profile || identity->opened == ED_OPENED)
		settle_password_in_profile(out, identity);
	else
		ed_unknown(out, "wrong-password",
		    identity->opened == ED_NO_PASSWORD
			? "the PKCS#12 has a password: give --password-file"
			: "the password given for this run does not open the "
			  "PKCS#12: check --password-file");
	return identity->opened == ED_OPENED;
}

struct version {
	unsigned part[3];
	unsigned n;
};

static struct version parse_version(struct ed_str s)
{
	struct version v = {{0}, 0};

	for (size_t i = 0; i < s.n && v.n < 3; v.n++) {
		unsigned value = 0;

		if (s.p[i] < '0' || s.p[i] > '9')
			break;
		for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			if (value < 1000000)
				value = 10 * value + (unsigned)(s.p[i] - '0');
		v.part[v.n] = value;
		if (i < s.n && s.p[i++] != '.') {
			v.n++;
			break;
		}
	}
	return v;
}

/* Negative, 0 or positive; 2 parts that agree do not tell from a third. */
static int compare_versions(const struct version *a, const struct version *b)
{
	for (unsigned i = 0; i < b->n; i++) {
		if (i >= a->n)
			return 0;
		if (a->part[i] != b->part[i])
			return a->part[i] < b->part[i] ? -1 : 1;
	}
	return 1; /* the same, or later than it */
}

/*
 * Since when a platform opens PBES2 and SHA-256, as far as reports go. No
 * maker documents it, which is why the rule never proves anything.
 */
static const struct {
	const char *platform;
	struct version opens_modern;
} platforms[] = {
    {"ios", {{16}, 1}},
    {"macos", {{16}, 1}},
    {"windows", {{10, 0, 16299}, 3}},
    {"android", {{12}, 1}},
};

static bool is_modern(const struct ed_identity *identity)
{
	return ed_str_eq(identity->encryption, ED_STR("PBES2")) ||
	       (identity->mac.n && !ed_str_eq(identity->mac, ED_STR("sha1")));
}

static bool is_weak(const struct ed_identity *identity)
{
	return ed_str_eq(identity->encryption, ED_STR("PBE-SHA1-RC2-40"));
}

static void settle_modern(struct ed_sink *out,
    const struct ed_identity *identity, const struct ed_device *device,
    const struct version *opens)
{
	const struct version os = parse_version(ed_str_trim(device->os));
	const int order = compare_versions(&os, opens);

	if (order == 0) {
		ed_unknown(out, "device-cannot-open",
		    "old systems cannot open this PKCS#12, and the device's "
		    "system version is not given exactly");
		return;
	}
	ed_settle(out, "device-cannot-open", order < 0, identity->ref,
	    ED_VALUES({"identity", ED_TEXT, identity->label},
		{"encryption", ED_TEXT, identity->encryption},
		{"mac", ED_TEXT, identity->mac},
		{"platform", ED_TEXT, device->platform},
		{"os", ED_TEXT, device->os}));
}

static void settle_platform(struct ed_sink *out,
    const struct ed_identity *identity, const struct ed_device *device)
{
	size_t i = 0;

	while (i < ED_COUNT(platforms) &&
	       !ed_str_ieq(device->platform, ed_str_of(platforms[i].platform)))
		i++;
	if (i == ED_COUNT(platforms))
		ed_unknown(out, "device-cannot-open",
		    "what this platform can open is not known");
	else if (is_modern(identity))
		settle_modern(
		    out, identity, device, &platforms[i].opens_modern);
	else if (identity->encryption.n == 0)
		ed_unknown(out, "device-cannot-open",
		    "how the PKCS#12 is encrypted cannot be read");
	else if (is_weak(identity) &&
		 strcmp(platforms[i].platform, "android") == 0)
		ed_unknown(out, "device-cannot-open",
		    "it is encrypted with RC2-40, and whether this Android "
		    "opens that is not known");
	else
		ed_settle(
		    out, "device-cannot-open", false, identity->ref, NULL);
}

static void run(
    const struct ed_facts *facts, const void *subject, struct ed_sink *out)
{
	const struct ed_identity *identity = subject;

	if (settle_opened(out, identity))
		settle_key(facts, identity, out);
	else
		leave_key_unknown(out, identity,
		    identity->opened == ED_CANNOT_OPEN
			? "the key container cannot be read"
			: "the key container could not be opened without its "
			  "password");
	if (!identity->is_pkcs12)
		ed_not_asked(
		    out, "device-cannot-open", "the key is not in a PKCS#12");
	else if (facts->device)
		settle_platform(out, identity, facts->device);
}

const struct ed_check ed_check_private_key = {
    .id = "private-key",
    .title = "The device can use the private key of its certificate",
    .each = ED_IDENTITY,
    .findings = ED_FINDINGS({"mismatch", 0}, {"missing", 0},
	{"wrong-password", 0}, {"device-cannot-open", ED_NEED_PLATFORM}),
    .run = run,
};
