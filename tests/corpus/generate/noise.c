/* SPDX-License-Identifier: Apache-2.0 */
#include "noise.h"

#include "events_log.h"
#include "log.h"
#include "outputs.h"

#include <string.h>

static void expires_in_45_days(struct ed_spec *spec)
{
	spec->leaf.not_after = 45 * (int64_t)ED_DAY;
	spec->expected.renew_days = 30;
}

static void other_authorities(struct ed_spec *spec)
{
	struct ed_authority *root = ed_add_stranger(
	    spec, "Public Web Root R7", "Trust Services", ED_KEY_STRANGER);
	struct ed_authority *below = ed_add_stranger(
	    spec, "Public Web Issuing E2", "Trust Services", ED_KEY_OTHER_ROOT);

	below->issuer = root;
	ed_show_authority(spec, root);
	ed_show_authority(spec, below);
}

static void old_authority(struct ed_spec *spec)
{
	struct ed_authority *old =
	    ed_add_stranger(spec, ed_say(spec, "%s-ROOT-CA-2010", spec->tag),
		spec->org, ED_KEY_STRANGER);

	old->not_before = -16 * (int64_t)ED_YEAR;
	old->not_after = -ED_YEAR;
	ed_show_authority(spec, old);
}

static void readme(struct ed_spec *spec)
{
	ed_add_extra(spec, "evidence/README.txt",
	    "Collected by the service desk.\n"
	    "device: certificate of the phone; *.mobileconfig: View XML.\n");
}

static void unrelated_xml(struct ed_spec *spec)
{
	ed_add_extra(spec, "evidence/inventory.xml",
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<inventory>\n\t<asset tag=\"4711\" owner=\"it\"/>\n"
	    "\t<asset tag=\"4712\" owner=\"sales\"/>\n</inventory>\n");
}

static void ticket(struct ed_spec *spec)
{
	ed_add_extra(spec, "evidence/notes/ticket.csv",
	    "when;who;what\n2026-11-20;desk;phone replaced\n"
	    "2026-11-21;desk;profile pushed again\n");
	ed_add_extra(spec, "evidence/.DS_Store", "Bud1");
}

static void crlf(struct ed_spec *spec)
{
	spec->crlf = true;
}

static void wifi_payload(struct ed_spec *spec)
{
	spec->profile.wifi = true;
}

static void wifi_profile(struct ed_spec *spec)
{
	ed_add_extra(spec, "evidence/wifi.mobileconfig",
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
	    "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
	    "<plist version=\"1.0\"><dict><key>PayloadContent</key><array>"
	    "<dict><key>PayloadType</key>"
	    "<string>com.apple.wifi.managed</string>"
	    "<key>PayloadVersion</key><integer>1</integer>"
	    "<key>PayloadIdentifier</key><string>wlan.1</string>"
	    "<key>PayloadUUID</key>"
	    "<string>0d4b7f0e-3a55-4c0a-9c63-111111111111</string>"
	    "<key>SSID_STR</key><string>GUEST</string></dict></array>"
	    "<key>PayloadDisplayName</key><string>Wi-Fi</string>"
	    "<key>PayloadIdentifier</key><string>wlan</string>"
	    "<key>PayloadType</key><string>Configuration</string>"
	    "<key>PayloadUUID</key>"
	    "<string>0d4b7f0e-3a55-4c0a-9c63-222222222222</string>"
	    "<key>PayloadVersion</key><integer>1</integer></dict></plist>\n");
}

static void elliptic(struct ed_spec *spec)
{
	spec->leaf.key = spec->pack.key = ED_KEY_EC_DEVICE;
	spec->leaf.key_usage = "critical,digitalSignature";
	spec->issuing.key = ED_KEY_EC_CA;
	spec->expected.template = false; /* it says RSA */
}

static void printable(struct ed_spec *spec)
{
	/* No @ and no _ may stand in a PrintableString. */
	spec->leaf.string_type = V_ASN1_PRINTABLESTRING;
	spec->leaf.n_subject = 1;
	spec->leaf.subject[0] = (struct ed_part){"CN", spec->login, false};
	spec->expected.template_subject = "CN={EnrollmentUser}";
}

static const char *upper(struct ed_spec *spec, const char *text)
{
	char *copy = (char *)ed_copy(spec->arena, ed_str_of(text)).p;

	for (char *p = copy; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 32);
	return copy;
}

static void upper_case_host(struct ed_spec *spec)
{
	spec->profile.eas.host = upper(spec, spec->profile.eas.host);
}

static void upper_case_names(struct ed_spec *spec)
{
	if (spec->leaf.n_upns == 1)
		ed_set_upn(spec, upper(spec, spec->leaf.upns[0].value));
	if (spec->profile.eas.email)
		spec->profile.eas.email = upper(spec, spec->profile.eas.email);
}

static void upper_case_uuid(struct ed_spec *spec)
{
	spec->profile.eas.identity = upper(spec, spec->profile.eas.identity);
}

static void joined_names(struct ed_spec *spec)
{
	spec->expected.template_subject =
	    "CN={EnrollmentUser}+OU=Mobile Devices";
	spec->leaf.n_subject = 2;
	spec->leaf.subject[0] = (struct ed_part){"CN", spec->login, false};
	spec->leaf.subject[1] = (struct ed_part){"OU", "Mobile Devices", true};
}

static void template_order(struct ed_spec *spec)
{
	unsigned n = spec->leaf.n_subject;

	for (unsigned i = 0; i < n / 2; i++) {
		struct ed_part part = spec->leaf.subject[i];

		spec->leaf.subject[i] = spec->leaf.subject[n - 1 - i];
		spec->leaf.subject[n - 1 - i] = part;
	}
}

static void other_files(struct ed_spec *spec)
{
	spec->form = ED_FORM_DER;
	spec->device_file = "C39XXXXXXX01";
	spec->profile_file = "exports/2026-11/eas profile v3";
	spec->pki_folder = "from pki/";
}

static void pem_bundle(struct ed_spec *spec)
{
	spec->form = ED_FORM_BUNDLE;
	spec->pack.with_chain = true;
}

static void standalone_pkcs12(struct ed_spec *spec)
{
	spec->form = ED_FORM_PKCS12;
}

static void utf16_profile(struct ed_spec *spec)
{
	spec->profile.utf16 = true;
}

static void signed_profile(struct ed_spec *spec)
{
	spec->profile.seal = ED_SEAL_SOUND;
}

static void signed_pem(struct ed_spec *spec)
{
	spec->profile.seal = ED_SEAL_SOUND;
	spec->profile.armour = ED_ARMOUR_PEM;
	spec->profile.plain_seal = true;
}

static void three_tiers(struct ed_spec *spec)
{
	spec->issuing.issuer = &spec->policy;
	ed_show_authority(spec, &spec->policy);
}

static void more_names(struct ed_spec *spec)
{
	spec->leaf.dns = ed_say(spec, "iphone.%s", spec->domain);
	spec->leaf.emails[spec->leaf.n_emails++] =
	    ed_say(spec, "%s@mobile.%s", spec->login, spec->domain);
	spec->leaf.sid = spec->expected.sid; /* beside the URI */
}

/* An online template, or a request that carries it. */
static void sid_extension(struct ed_spec *spec)
{
	spec->leaf.sid = spec->expected.sid;
	spec->leaf.uri = NULL;
}

/* As AD CS is set up, with an address for everybody behind its own. */
static void more_lists(struct ed_spec *spec)
{
	spec->leaf.cdp = ed_say(
	    spec, "URI:ldap:///CN=%s,%s", spec->issuing.name, spec->leaf.cdp);
}

static void only_ocsp(struct ed_spec *spec)
{
	spec->leaf.cdp = NULL;
	spec->leaf.aia = ed_say(spec, "OCSP;URI:http://ocsp.%s/", spec->domain);
}

/* Which ones there are may be what a fault is about. */
static void controllers(struct ed_spec *spec)
{
	if (spec->expected.controllers)
		return;
	spec->expected.controllers =
	    "{ os: 2019, patched: 2026-10-14 }, "
	    "{ os: \"Windows Server 2022 Standard\", patched: 2026-11-10 }";
}

static void more_purposes(struct ed_spec *spec)
{
	spec->leaf.ekus = "1.3.6.1.5.5.7.3.2,1.3.6.1.4.1.311.20.2.2";
	spec->leaf.policies = "1.3.6.1.5.5.7.3.2,1.3.6.1.4.1.311.20.2.2";
}

static void comments(struct ed_spec *spec)
{
	spec->profile.comments = true;
	spec->profile.eas.chatty = true;
}

static void roots_not_named(struct ed_spec *spec)
{
	spec->expected.roots = false;
}

static void roots_in_profile(struct ed_spec *spec)
{
	spec->profile.issuing = true;
}

static void gateway_fits(struct ed_spec *spec)
{
	spec->expected.gateway_host = ed_say(spec, "seg.%s", spec->domain);
	spec->expected.gateway_ends = true;
	spec->profile.eas.host = spec->expected.gateway_host;
}

/* No SID in the certificate: the account names it instead. */
static void mapped_strongly(struct ed_spec *spec)
{
	static const enum ed_named forms[] = {
	    ED_NAMED_SERIAL, ED_NAMED_SKI, ED_NAMED_KEY};

	spec->leaf.uri = NULL;
	spec->expected.template_san[2][0] = NULL;
	spec->exported.kind =
	    ed_pick(&spec->random, 2) ? ED_EXPORT_LDIF : ED_EXPORT_LIST;
	spec->exported.named[0] = forms[ed_pick(&spec->random, 3)];
	if (ed_pick(&spec->random, 2)) /* and it keeps the old one */
		spec->exported.named[1] = ED_NAMED_OLD_SERIAL;
	if (ed_pick(&spec->random, 2))
		spec->expected.controllers =
		    "{ os: 2022, patched: 2026-10-14 }";
}

static void exported(struct ed_spec *spec)
{
	spec->exported.kind =
	    ed_pick(&spec->random, 2) ? ED_EXPORT_LDIF : ED_EXPORT_LIST;
	if (ed_pick(&spec->random, 2))
		spec->exported.named[0] = ED_NAMED_KERBEROS;
}

static void other_accounts(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("# extended LDIF\n#\n# requesting: ALL\n#\n\n"));
	for (unsigned i = 1; i < 4; i++)
		ed_putf(&out,
		    "dn: CN=Room %u,OU=Rooms,DC=ad\nobjectClass: user\n"
		    "whenCreated: 2026110%u080000.0Z\nsAMAccountName: room%u\n"
		    "userPrincipalName: room%u@%s\nuSNCreated: %u\n"
		    "altSecurityIdentities: X509:<S>CN=room%u\n\n",
		    i, i, i, i, spec->domain, 1000 + i, i);
	ed_put_byte(&out, '\0');
	ed_add_extra(spec, "evidence/rooms.ldif", ed_text_str(&out).p);
}

static struct ed_list_spec *add_list(struct ed_spec *spec, const char *path,
    struct ed_authority *issuer, int from_day, int until_day)
{
	struct ed_list_spec *list = &spec->lists[spec->n_lists++];

	*list = (struct ed_list_spec){.path = path,
	    .issuer = issuer,
	    .from = from_day * (int64_t)ED_DAY,
	    .until = until_day * (int64_t)ED_DAY,
	    .reason = ED_NOT_LISTED};
	return list;
}

static void fresh_list(struct ed_spec *spec)
{
	add_list(spec, "evidence/issuing.crl", &spec->issuing, -2, 5);
	spec->output = (struct ed_output_spec){
	    "evidence/verify.txt", ed_verified_text, ED_VERIFIED_GOOD, false};
}

/* An old list, that held the device, beside the one that lets it go. */
static void lists_of_before(struct ed_spec *spec)
{
	add_list(spec, "evidence/crl/a.crl", &spec->issuing, -9, -2)->reason =
	    6;
	add_list(spec, "evidence/crl/b.crl", &spec->issuing, -2, 5)->pem = true;
	spec->output = (struct ed_output_spec){
	    "evidence/cainfo.txt", ed_cainfo_text, 1, true};
}

/* Another authority gave somebody the same number, and took it back. */
static void same_number_elsewhere(struct ed_spec *spec)
{
	add_list(spec, "evidence/other.crl",
	    ed_add_stranger(
		spec, "Other Issuing CA", "Elsewhere", ED_KEY_STRANGER),
	    -2, 5)
	    ->reason = 1;
}

/* What logs of large sites are full of: others, scanners, warnings. */
static void events_of_others(struct ed_spec *spec)
{
	const char *hash = "8F4B0B1E25D7C5A4B5F9C1E77A0D4D1B8C0E99A1";
	const char *account = spec->other_login;
	struct ed_text out = {.arena = spec->arena};

	for (unsigned i = 0; i < 5; i++) {
		ed_putf(&out, "%s",
		    ed_event_mapping(spec, 39, i ? 2 : 3, account,
			"1E000000AB12CD", hash, ""));
		ed_putf(&out, "%s",
		    ed_event_text(
			spec, "Schannel", 36874, 2, "EX01", "<EventData/>"));
		ed_putf(&out, "%s",
		    ed_event_text(spec, "Schannel", 36887, 2, "EX01",
			"<EventData><Data Name='AlertDesc'>46</Data>"
			"</EventData>"));
		ed_putf(&out, "%s",
		    ed_event_chain(spec, "80092013", hash, "update.example"));
		ed_putf(&out, "%s",
		    ed_event_text(spec, "Service Control Manager", 7036, 4,
			"EX01", "<EventData/>"));
	}
	ed_put_byte(&out, '\0');
	ed_add_extra(spec, "evidence/system.xml", ed_text_str(&out).p);
}

/* The device syncs; another one fails. */
static void good_log(struct ed_spec *spec)
{
	ed_tell_log(spec, &(struct ed_log_story){.attempts = 80,
			      .few_columns = ed_pick(&spec->random, 2),
			      .device_known = true});
}

/* The device is not in the log of this server, and nobody says since when. */
static void log_of_others(struct ed_spec *spec)
{
	ed_tell_log(
	    spec, &(struct ed_log_story){.absent = true, .device_known = true});
}

const struct ed_noise ed_noises[] = {
    {"events-of-others", true, events_of_others},
    {"expires-in-45-days", false, expires_in_45_days},
    {"other-authorities", true, other_authorities},
    {"readme", true, readme},
    {"unrelated-xml", true, unrelated_xml},
    {"old-authority", true, old_authority},
    {"crlf", true, crlf},
    {"wifi-profile", true, wifi_profile},
    {"wifi-payload", true, wifi_payload},
    {"elliptic", false, elliptic},
    {"printable", false, printable},
    {"upper-case-host", false, upper_case_host},
    {"upper-case-names", false, upper_case_names},
    {"upper-case-uuid", false, upper_case_uuid},
    {"joined-names", false, joined_names},
    {"template-order", false, template_order},
    {"other-files", false, other_files},
    {"pem-bundle", false, pem_bundle},
    {"standalone-pkcs12", false, standalone_pkcs12},
    {"utf16-profile", false, utf16_profile},
    {"signed-profile", false, signed_profile},
    {"signed-pem", false, signed_pem},
    {"three-tiers", false, three_tiers},
    {"more-names", false, more_names},
    {"sid-extension", false, sid_extension},
    {"more-lists", false, more_lists},
    {"only-ocsp", false, only_ocsp},
    {"controllers", true, controllers},
    {"more-purposes", false, more_purposes},
    {"comments", true, comments},
    {"ticket", true, ticket},
    {"roots-not-named", false, roots_not_named},
    {"roots-in-profile", false, roots_in_profile},
    {"gateway-fits", false, gateway_fits},
    {"mapped-strongly", false, mapped_strongly},
    {"exported", false, exported},
    {"other-accounts", true, other_accounts},
    {"fresh-list", false, fresh_list},
    {"lists-of-before", false, lists_of_before},
    {"same-number-elsewhere", true, same_number_elsewhere},
    {"good-log", false, good_log},
    {"log-of-others", false, log_of_others},
    {"servers", true, ed_noise_servers},
    {"all-exports", false, ed_noise_all_exports},
    {"odd-exports", false, ed_noise_odd_exports},
    {"narrow-trust", false, ed_noise_narrow_trust},
    {"two-servers", false, ed_noise_two_servers},
    {"listing", false, ed_noise_listing},
    {"probe-folders", false, ed_noise_folders},
    {"probe-policy-first", false, ed_noise_policy_first},
    {"probe-policy-unsaid", false, ed_noise_policy_unsaid},
    {"probe-large-request", false, ed_noise_large_request},
    {"probe-strict-name", false, ed_noise_strict_name},
    {"probe-no-ipv6", false, ed_noise_no_ipv6},
    {"probe-many-issuers", false, ed_noise_many_issuers},
    {"probe-root-alone", false, ed_noise_root_alone},
    {"probe-slow-server", false, ed_noise_slow_server},
    {"probe-asks-late", false, ed_noise_asks_late},
    {0},
};

size_t ed_n_noises(void)
{
	return ED_COUNT(ed_noises) - 1;
}
