/* SPDX-License-Identifier: Apache-2.0 */
/* A SCEP payload in Apple's XML: it asks for what the certificate holds. */
#include "bundle.h"
#include "profile_xml.h"

#include <string.h>

static void put_line(struct ed_text *out, const char *name, const char *value)
{
	ed_putf(out, "\t\t\t\t<key>%s</key>\n\t\t\t\t<string>", name);
	ed_xml_escape(out, value);
	ed_put(out, ED_STR("</string>\n"));
}

static void put_number(struct ed_text *out, const char *name, const char *value)
{
	if (value)
		ed_putf(out,
		    "\t\t\t\t<key>%s</key>\n\t\t\t\t<integer>%s</integer>\n",
		    name, value);
}

static const char *type_of(const struct ed_part *part)
{
	return strcmp(part->type, "emailAddress") == 0 ? "1.2.840.113549.1.9.1"
						       : part->type;
}

static void put_subject(const struct ed_spec *spec, struct ed_text *out)
{
	const struct ed_leaf *leaf = &spec->leaf;

	ed_put(out, ED_STR("<array>"));
	for (unsigned i = 0; i < leaf->n_subject; i++) {
		const struct ed_part *part = &leaf->subject[i];
		bool last = i + 1 == leaf->n_subject || !part[1].joined;

		if (!part->joined)
			ed_put(out, ED_STR("<array>"));
		ed_putf(
		    out, "<array><string>%s</string><string>", type_of(part));
		ed_xml_escape(out, part->value);
		ed_put(out, ED_STR("</string></array>"));
		if (last)
			ed_put(out, ED_STR("</array>"));
	}
	ed_put(out, ED_STR("</array>"));
}

/* One name alone, or an array of them. */
static void put_emails(const struct ed_leaf *leaf, struct ed_text *out)
{
	if (leaf->n_emails == 1)
		put_line(out, "rfc822Name", leaf->emails[0]);
	if (leaf->n_emails < 2)
		return;
	ed_put(out, ED_STR("\t\t\t\t<key>rfc822Name</key>\n\t\t\t\t<array>"));
	for (unsigned i = 0; i < leaf->n_emails; i++) {
		ed_put(out, ED_STR("<string>"));
		ed_xml_escape(out, leaf->emails[i]);
		ed_put(out, ED_STR("</string>"));
	}
	ed_put(out, ED_STR("</array>\n"));
}

static void put_names(const struct ed_spec *spec, struct ed_text *out)
{
	const struct ed_leaf *leaf = &spec->leaf;

	ed_put(out, ED_STR("<dict>\n"));
	if (leaf->n_upns)
		put_line(out, "ntPrincipalName", leaf->upns[0].value);
	put_emails(leaf, out);
	if (leaf->dns)
		put_line(out, "dNSName", leaf->dns);
	if (leaf->uri)
		put_line(out, "uniformResourceIdentifier", leaf->uri);
	ed_put(out, ED_STR("\t\t\t\t</dict>"));
}

void ed_scep_xml(struct ed_spec *spec, struct ed_text *out)
{
	const struct ed_scep_spec *scep = &spec->profile.scep;

	ed_put(out, ED_STR("\t\t\t<key>PayloadContent</key>\n\t\t\t<dict>\n"));
	if (scep->url)
		put_line(out, "URL", scep->url);
	put_line(out, "Name", spec->issuing.name);
	ed_put(out, ED_STR("\t\t\t\t<key>Subject</key>\n\t\t\t\t"));
	if (scep->subject)
		ed_put(out, ed_str_of(scep->subject));
	else
		put_subject(spec, out);
	ed_put(out, ED_STR("\n"));
	if (!scep->no_names) {
		ed_put(
		    out, ED_STR("\t\t\t\t<key>SubjectAltName</key>\n\t\t\t\t"));
		if (scep->names)
			ed_put(out, ed_str_of(scep->names));
		else
			put_names(spec, out);
		ed_put(out, ED_STR("\n"));
	}
	put_line(out, "Challenge", scep->challenge);
	put_number(out, "Keysize", scep->size);
	put_line(out, "Key Type", "RSA");
	put_number(out, scep->usage_key, scep->usage);
	if (scep->fingerprint.n)
		ed_xml_data(out, "CAFingerprint", scep->fingerprint);
	ed_put(out, ED_STR("\t\t\t</dict>\n"));
}

void ed_use_scep(struct ed_spec *spec)
{
	struct ed_profile_spec *profile = &spec->profile;
	struct ed_random *random = &spec->random;

	profile->credentials = false;
	profile->scep = (struct ed_scep_spec){.used = true,
	    .url = ed_say(
		spec, "https://ndes.%s/certsrv/mscep/mscep.dll", spec->domain),
	    .challenge =
		ed_say(spec, "%08X%08X", (unsigned)ed_random_next(random),
		    (unsigned)ed_random_next(random)),
	    .size = "2048",
	    .usage_key = "Key Usage",
	    .usage = ed_pick(random, 2) ? "5" : "1"};
	spec->expected.scep_url = profile->scep.url;
	/* The key never leaves the device. */
	if (spec->form == ED_FORM_PKCS12)
		spec->form = ED_FORM_PEM;
}
