/* SPDX-License-Identifier: Apache-2.0 */
/* Event logs as wevtutil, the event viewer and PowerShell write them. */
#include "events_log.h"

#include "pki.h"

#include <openssl/bn.h>
#include <openssl/evp.h>

#define NAMESPACE "http://schemas.microsoft.com/win/2004/08/events/event"
#define KDC "Microsoft-Windows-Kerberos-Key-Distribution-Center"

const char *ed_event_text(struct ed_spec *spec, const char *provider,
    unsigned id, unsigned level, const char *computer, const char *inner)
{
	unsigned record = 40000 + ed_pick(&spec->random, 9000);

	return ed_say(spec,
	    "<Event xmlns='" NAMESPACE "'><System><Provider Name='%s'/>"
	    "<EventID>%u</EventID><Version>0</Version><Level>%u</Level>"
	    "<TimeCreated SystemTime='2026-11-%02uT%02u:%02u:40.1234567Z'/>"
	    "<EventRecordID>%u</EventRecordID><Channel>System</Channel>"
	    "<Computer>%s.%s</Computer></System>%s</Event>\n",
	    provider, id, level, 16 + ed_pick(&spec->random, 6),
	    6 + ed_pick(&spec->random, 12), ed_pick(&spec->random, 60), record,
	    computer, spec->domain, inner);
}

const char *ed_event_mapping(struct ed_spec *spec, unsigned id, unsigned level,
    const char *account, const char *serial, const char *thumbprint,
    const char *more)
{
	return ed_event_text(spec, KDC, id, level, "DC01",
	    ed_say(spec,
		"<EventData><Data Name='AccountName'>%s</Data>"
		"<Data Name='Subject'>CN=%s</Data>"
		"<Data Name='Issuer'>%s</Data>"
		"<Data Name='SerialNumber'>%s</Data>"
		"<Data Name='Thumbprint'>%s</Data>%s</EventData>",
		account, account, spec->issuing.name, serial, thumbprint,
		more));
}

const char *ed_event_kerberos(
    struct ed_spec *spec, unsigned code, const char *account)
{
	return ed_event_text(spec, "Microsoft-Windows-Security-Kerberos", 3, 2,
	    "EX01",
	    ed_say(spec,
		"<EventData><Data Name='LogonSession'/>"
		"<Data Name='ServerTime'>6:02:40.0000 11/20/2026 Z</Data>"
		"<Data Name='ErrorCode'>0x%x</Data>"
		"<Data Name='ClientRealm'>AD</Data>"
		"<Data Name='ClientName'>%s</Data></EventData>",
		code, account));
}

const char *ed_event_chain(struct ed_spec *spec, const char *result,
    const char *thumbprint, const char *name)
{
	return ed_event_text(spec, "Microsoft-Windows-CAPI2", 11, 2, "EX01",
	    ed_say(spec,
		"<UserData><CertGetCertificateChain>"
		"<Certificate fileRef='%s.cer' subjectName='%s'/>"
		"<EventAuxInfo ProcessName='lsass.exe'/>"
		"<Result value='%s'>-</Result></CertGetCertificateChain>"
		"</UserData>",
		thumbprint, name, result));
}

static const char *hash_of(struct ed_spec *spec, X509 *leaf)
{
	struct ed_text out = {.arena = spec->arena};
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	(void)X509_digest(leaf, EVP_sha1(), sum, &n);
	for (unsigned i = 0; i < n; i++)
		ed_putf(&out, "%02X", sum[i]);
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

static const char *serial_of(struct ed_spec *spec, X509 *leaf)
{
	BIGNUM *n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(leaf), NULL);
	char *hex = BN_bn2hex(n);
	const char *out = ed_say(spec, "%s", hex);

	OPENSSL_free(hex);
	BN_free(n);
	return out;
}

/* What the KDC adds to 40 and 41. */
static const char *added(struct ed_spec *spec)
{
	if (spec->events.kdc == 40)
		return "<Data Name='IssuanceTime'>2026-01-01T00:00:00Z</Data>"
		       "<Data Name='AccountCreationTime'>"
		       "2026-11-10T08:00:00Z</Data>";
	if (spec->events.kdc == 41)
		return ed_say(spec,
		    "<Data Name='UserSid'>%s</Data>"
		    "<Data Name='CertificateSid'>S-1-5-21-583907252-1078145449-"
		    "839522115-20511</Data>",
		    spec->expected.sid);
	return "";
}

/* Subject of the leaf, as CAPI2 has it. */
static const char *name_of(struct ed_spec *spec)
{
	struct ed_part *part = ed_part_of(spec, "CN");

	return part && part->value ? part->value : spec->login;
}

static void put_events(struct ed_spec *spec, struct ed_text *out)
{
	X509 *leaf = ed_make_leaf(spec);
	const char *hash = hash_of(spec, leaf);

	for (unsigned i = 0; spec->events.kdc && i < 3; i++)
		ed_putf(out, "%s",
		    ed_event_mapping(spec, spec->events.kdc, 2, spec->login,
			serial_of(spec, leaf), hash, added(spec)));
	for (unsigned i = 0; spec->events.result && i < 3; i++)
		ed_putf(out, "%s",
		    ed_event_chain(
			spec, spec->events.result, hash, name_of(spec)));
	if (spec->events.more)
		ed_putf(out, "%s", spec->events.more);
}

static struct ed_str as_utf16(struct ed_spec *spec, struct ed_str text)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("\xff\xfe"));
	for (size_t i = 0; i < text.n; i++) {
		ed_put_byte(&out, text.p[i]);
		ed_put_byte(&out, '\0');
	}
	return ed_text_str(&out);
}

struct ed_str ed_events_log(struct ed_spec *spec)
{
	struct ed_text out = {.arena = spec->arena};
	const enum ed_log_form form = spec->events.form;

	if (form != ED_LOG_BARE)
		ed_put(&out, ED_STR("<Events>"));
	put_events(spec, &out);
	if (form != ED_LOG_BARE)
		ed_put(&out, ED_STR("</Events>\n"));
	if (form == ED_LOG_WIDE)
		return as_utf16(spec, ed_text_str(&out));
	for (size_t i = 0; form == ED_LOG_ONE_LINE && i < out.n; i++)
		if (out.p[i] == '\n')
			out.p[i] = ' ';
	return ed_text_str(&out);
}
