/* SPDX-License-Identifier: Apache-2.0 */
/* Configuration profiles in Apple's XML, as a UEM shows and delivers them. */
#include "profile_xml.h"
#include "bundle.h"
#include "pki.h"
#include "record.h"

#include <openssl/evp.h>
#include <string.h>

#define HEAD                                                                   \
	"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "              \
	"\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"                \
	"<plist version=\"1.0\">\n<dict>\n"

enum { BASE64_COLUMNS = 52 };

void ed_xml_escape(struct ed_text *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '&')
			ed_put(out, ED_STR("&amp;"));
		else if (*value == '<')
			ed_put(out, ED_STR("&lt;"));
		else
			ed_put_byte(out, *value);
	}
}

static void put_string(struct ed_text *out, const char *key, const char *value)
{
	if (!value)
		return;
	ed_putf(out, "\t\t\t<key>%s</key>\n\t\t\t<string>", key);
	ed_xml_escape(out, value);
	ed_put(out, ED_STR("</string>\n"));
}

static void put_flag(struct ed_text *out, const char *key, enum ed_tri value)
{
	if (value != ED_TRI_ABSENT)
		ed_putf(out, "\t\t\t<key>%s</key>\n\t\t\t<%s/>\n", key,
		    value == ED_TRI_TRUE ? "true" : "false");
}

void ed_xml_data(struct ed_text *out, const char *key, struct ed_str bytes)
{
	char *base64 = ed_alloc(out->arena, bytes.n * 4 / 3 + 8);
	size_t n = (size_t)EVP_EncodeBlock((unsigned char *)base64,
	    (const unsigned char *)bytes.p, (int)bytes.n);

	ed_putf(out, "\t\t\t<key>%s</key>\n\t\t\t<data>\n", key);
	for (size_t at = 0; at < n; at += BASE64_COLUMNS)
		ed_putf(out, "\t\t\t%.*s\n",
		    n - at > BASE64_COLUMNS ? BASE64_COLUMNS : (int)(n - at),
		    base64 + at);
	ed_put(out, ED_STR("\t\t\t</data>\n"));
}

static void begin_payload(struct ed_spec *spec, struct ed_text *out,
    const char *type, const char *uuid, const char *name)
{
	ed_put(out, ED_STR("\t\t<dict>\n"));
	put_string(out, "PayloadType", type);
	ed_put(out, ED_STR("\t\t\t<key>PayloadVersion</key>\n"
			   "\t\t\t<integer>1</integer>\n"));
	put_string(out, "PayloadIdentifier",
	    ed_say(spec, "%s.%s", spec->profile.uuid, name));
	put_string(out, "PayloadUUID", uuid);
	put_string(out, "PayloadDisplayName", name);
	put_string(out, "PayloadOrganization", "");
}

static void end_payload(struct ed_text *out)
{
	ed_put(out, ED_STR("\t\t</dict>\n"));
}

static void put_credentials(
    struct ed_spec *spec, struct ed_text *out, const char *uuid)
{
	begin_payload(
	    spec, out, "com.apple.security.pkcs12", uuid, "Credentials");
	ed_xml_data(out, "PayloadContent", ed_make_pkcs12(spec));
	put_string(out, "Password", spec->pack.said);
	put_string(out, "PayloadCertificateFileName",
	    ed_say(spec, "%s.p12", spec->login));
	end_payload(out);
}

static void put_scep(struct ed_spec *spec, struct ed_text *out)
{
	begin_payload(spec, out, "com.apple.security.scep",
	    spec->profile.identity_uuid, "SCEP");
	ed_scep_xml(spec, out);
	end_payload(out);
}

static void put_vpn(struct ed_spec *spec, struct ed_text *out)
{
	begin_payload(
	    spec, out, spec->profile.vpn_type, ed_new_uuid(spec), "VPN");
	put_string(out, "VPNUUID", spec->profile.vpn_uuid);
	put_string(out, "VPNType", "VPN");
	end_payload(out);
}

static void put_authority(struct ed_spec *spec, struct ed_text *out,
    struct ed_authority *authority, const char *type, const char *uuid)
{
	/* Each payload has an identifier of its own. */
	begin_payload(spec, out, type, uuid,
	    uuid == spec->profile.root_uuid ? "Credentials 2"
					    : "Credentials 3");
	ed_xml_data(out, "PayloadContent",
	    ed_der_of(spec, ed_make_authority(spec, authority)));
	put_string(out, "PayloadCertificateFileName", "ca.cer");
	end_payload(out);
}

/* Devices must know the server's authority, when it is a private one. */
static void put_server_root(struct ed_spec *spec, struct ed_text *out)
{
	begin_payload(spec, out, "com.apple.security.root", ed_new_uuid(spec),
	    "Credentials 4");
	ed_xml_data(out, "PayloadContent", ed_server_root_der(spec));
	put_string(out, "PayloadCertificateFileName", "server-root.cer");
	end_payload(out);
}

static void put_wifi(struct ed_spec *spec, struct ed_text *out)
{
	begin_payload(spec, out, "com.apple.wifi.managed",
	    spec->profile.wifi_uuid, "Wi-Fi");
	put_string(out, "SSID_STR", ed_say(spec, "%s-WLAN", spec->tag));
	put_string(out, "EncryptionType", "WPA2");
	put_flag(out, "AutoJoin", ED_TRI_TRUE);
	end_payload(out);
}

static void put_inline(struct ed_spec *spec, struct ed_text *out)
{
	ed_xml_data(out, "Certificate", ed_make_pkcs12(spec));
	put_string(out, "CertificateName", spec->profile.eas.inline_name);
	put_string(out, "CertificatePassword", spec->pack.said);
}

static void put_smime(const struct ed_account_spec *eas, struct ed_text *out)
{
	put_flag(out, "SMIMEEnabled", eas->smime_enabled);
	put_flag(out, "SMIMESigningEnabled", eas->smime_sign);
	put_string(out, "SMIMESigningCertificateUUID", eas->smime_sign_uuid);
	put_flag(out, "SMIMEEncryptByDefault", eas->smime_encrypt);
	put_string(
	    out, "SMIMEEncryptionCertificateUUID", eas->smime_encrypt_uuid);
}

static void put_optional(struct ed_text *out)
{
	ed_put(out, ED_STR("\t\t\t<key>MailNumberOfPastDaysToSync</key>\n"
			   "\t\t\t<integer>7</integer>\n"));
	put_flag(out, "PreventMove", ED_TRI_FALSE);
	put_flag(out, "PreventAppSheet", ED_TRI_FALSE);
	put_flag(out, "disableMailRecentsSyncing", ED_TRI_FALSE);
}

static void put_account(struct ed_spec *spec, struct ed_text *out,
    const struct ed_account_spec *eas, const char *uuid, const char *name)
{
	begin_payload(spec, out, "com.apple.eas.account", uuid, name);
	put_string(out, "EmailAddress", eas->email);
	put_string(out, "UserName", eas->user);
	put_string(out, "Host", eas->host);
	put_flag(out, "SSL", eas->ssl);
	put_flag(out, "OAuth",
	    eas->oauth == ED_TRI_ABSENT && eas->chatty ? ED_TRI_FALSE
						       : eas->oauth);
	if (eas->inline_identity && eas->inline_first)
		put_inline(spec, out);
	put_string(out, "VPNUUID", eas->vpn_uuid);
	put_string(out, "PayloadCertificateUUID", eas->identity);
	if (eas->inline_identity && !eas->inline_first)
		put_inline(spec, out);
	put_smime(eas, out);
	if (eas->chatty)
		put_optional(out);
	end_payload(out);
}

static void begin_profile(struct ed_spec *spec, struct ed_text *out, bool utf16)
{
	ed_putf(out, "<?xml version=\"1.0\" encoding=\"%s\"?>\n" HEAD,
	    utf16 ? "UTF-16" : "UTF-8");
	if (spec->profile.comments)
		ed_put(out, ED_STR("<!-- View XML, General > Exchange -->\n"));
	ed_put(out, ED_STR("\t<key>PayloadContent</key>\n\t<array>\n"));
}

static void end_profile(struct ed_text *out, const char *name, const char *uuid,
    const char *identifier)
{
	ed_put(out, ED_STR("\t</array>\n"));
	put_string(out, "PayloadDisplayName", name);
	put_string(out, "PayloadIdentifier", identifier);
	put_string(out, "PayloadType", "Configuration");
	put_string(out, "PayloadUUID", uuid);
	ed_put(out, ED_STR("\t<key>PayloadVersion</key>\n"
			   "\t<integer>1</integer>\n</dict>\n</plist>\n"));
}

/* The text is ASCII but for what a mutator put in; both become UTF-16LE. */
static struct ed_str to_utf16(struct ed_spec *spec, struct ed_str utf8)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("\xff\xfe"));
	for (size_t i = 0; i < utf8.n; i++) {
		ed_put_byte(&out, utf8.p[i]);
		ed_put_byte(&out, '\0');
	}
	return ed_text_str(&out);
}

/* An edit that finds nothing would make a healthy bundle with a fault's name.
 */
static struct ed_str edited(struct ed_spec *spec, struct ed_text text)
{
	struct ed_str now = ed_text_str(&text);

	for (size_t i = 0; i < ED_MAX_EDITS; i++) {
		const struct ed_edit *edit = &spec->profile.edits[i];
		struct ed_str from = ed_str_of(edit->from);
		struct ed_text next = {.arena = spec->arena};
		size_t at = ed_str_find(now, from);

		if (!edit->from)
			break;
		if (at == now.n)
			ed_give_up(edit->from);
		ed_put(&next, ed_str_sub(now, 0, at));
		ed_put(&next, ed_str_of(edit->to));
		ed_put(&next, ed_str_sub(now, at + from.n, now.n));
		now = ed_text_str(&next);
	}
	return now;
}

static void put_second(
    struct ed_spec *spec, struct ed_text *out, const char *identity)
{
	struct ed_account_spec eas = spec->profile.eas;

	eas.identity = identity;
	if (spec->profile.second_host)
		eas.host = spec->profile.second_host;
	if (spec->profile.second_user)
		eas.user = spec->profile.second_user;
	put_account(
	    spec, out, &eas, ed_new_uuid(spec), "Exchange ActiveSync 2");
}

struct ed_str ed_profile_xml(struct ed_spec *spec)
{
	const struct ed_profile_spec *profile = &spec->profile;
	struct ed_text out = {.arena = spec->arena};

	begin_profile(spec, &out, profile->utf16);
	if (profile->wifi)
		put_wifi(spec, &out);
	if (profile->credentials)
		put_credentials(spec, &out, profile->identity_uuid);
	if (profile->scep.used)
		put_scep(spec, &out);
	if (profile->vpn_type)
		put_vpn(spec, &out);
	if (profile->root)
		put_authority(spec, &out, spec->anchors[0],
		    "com.apple.security.root", profile->root_uuid);
	if (profile->issuing)
		put_authority(spec, &out, &spec->issuing,
		    "com.apple.security.pkcs1", profile->issuing_uuid);
	if (spec->record.roots)
		put_server_root(spec, &out);
	if (!profile->no_account)
		put_account(spec, &out, &profile->eas, profile->eas_uuid,
		    "Exchange ActiveSync");
	if (profile->second)
		put_second(spec, &out, profile->eas.identity);
	end_profile(&out,
	    ed_say(spec, "Exchange CBA/V_%u", 1 + ed_pick(&spec->random, 9)),
	    profile->uuid, ed_say(spec, "%s.Exchange CBA", profile->uuid));
	return profile->utf16 ? to_utf16(spec, edited(spec, out))
			      : edited(spec, out);
}

struct ed_str ed_credentials_profile_xml(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};
	const char *uuid = ed_new_uuid(spec);

	begin_profile(spec, &out, false);
	put_credentials(spec, &out, spec->profile.identity_uuid);
	end_profile(&out, "Certificates/V_1", uuid,
	    ed_say(spec, "%s.Certificates", uuid));
	return ed_text_str(&out);
}

struct ed_str ed_second_profile_xml(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};
	const char *uuid = ed_new_uuid(spec);
	const char *identity = ed_new_uuid(spec);

	begin_profile(spec, &out, false);
	put_credentials(spec, &out, identity);
	put_second(spec, &out, identity);
	end_profile(&out, "Mail 2/V_1", uuid, ed_say(spec, "%s.Mail 2", uuid));
	return ed_text_str(&out);
}
