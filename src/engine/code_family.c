/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/code_family.h"

#define EVENTS (ED_CODE_KDC | ED_CODE_SCHANNEL | ED_CODE_CAPI2 | ED_CODE_EVENT)
#define WIDE (ED_CODE_WIN32 | ED_CODE_HRESULT | ED_CODE_CA)

static const struct ed_code_family families[] = {
    {"http", "HTTP status", ED_CODE_STATUS, ED_CODE_HTTP},
    {"win32", "Windows error (sc-win32-status)", ED_CODE_WIDE, ED_CODE_WIN32},
    {"hresult", "Windows HRESULT", ED_CODE_WIDE, ED_CODE_HRESULT},
    {"tls", "TLS alert", ED_CODE_NUMBER, ED_CODE_TLS},
    {"schannel", "Schannel event", ED_CODE_NUMBER, ED_CODE_SCHANNEL},
    {"capi2", "CAPI2 event", ED_CODE_NUMBER, ED_CODE_CAPI2},
    {"kdc", "KDC event of a domain controller", ED_CODE_NUMBER, ED_CODE_KDC},
    {"eas", "ActiveSync status", ED_CODE_NUMBER, ED_CODE_EAS},
    {"ca", "status of the certification authority", ED_CODE_WIDE, ED_CODE_CA},
    {"httperr", "reason in the HTTPERR log", ED_CODE_WORD, ED_CODE_HTTPERR},
    {"event", "Windows event", ED_CODE_NUMBER, ED_CODE_EVENT},
    {"trust", "ErrorStatus of a certificate chain", ED_CODE_WIDE,
	ED_CODE_TRUST},
    {"device", "error of the device", ED_CODE_WIDE, ED_CODE_DEVICE},
};

/* Words, and what a number after them is. */
static const struct {
	const char *word;
	unsigned families;
} pointers[] = {
    {"event", EVENTS},
    {"eventid", EVENTS},
    {"events", EVENTS},
    {"ereignis", EVENTS},
    {"ereignis-id", EVENTS},
    {"schannel", ED_CODE_SCHANNEL},
    {"kdc", ED_CODE_KDC},
    {"kdcsvc", ED_CODE_KDC},
    {"kerberos-key-distribution-center", ED_CODE_KDC},
    {"capi2", ED_CODE_CAPI2},
    {"kerberos", ED_CODE_KDC | ED_CODE_EVENT},
    {"netlogon", ED_CODE_EVENT},
    {"was", ED_CODE_EVENT},
    {"alert", ED_CODE_TLS},
    {"alertdesc", ED_CODE_TLS},
    {"alarm", ED_CODE_TLS},
    {"tls", ED_CODE_TLS},
    {"ssl", ED_CODE_TLS | ED_CODE_DEVICE},
    {"status", ED_CODE_EAS},
    {"eas", ED_CODE_EAS},
    {"activesync", ED_CODE_EAS | ED_CODE_EVENT},
    {"sc1", ED_CODE_EAS},
    {"win32", ED_CODE_WIN32 | ED_CODE_HRESULT},
    {"sc-win32", ED_CODE_WIN32 | ED_CODE_HRESULT},
    {"win32-status", ED_CODE_WIN32 | ED_CODE_HRESULT},
    {"sc-win32-status", ED_CODE_WIN32 | ED_CODE_HRESULT},
    {"hresult", WIDE},
    {"ntstatus", ED_CODE_WIN32},
    {"errorcode", WIDE},
    {"disposition", ED_CODE_CA},
    {"certsrv", ED_CODE_CA},
    {"errorstatus", ED_CODE_TRUST},
    {"truststatus", ED_CODE_TRUST},
    {"nsurlerrordomain", ED_CODE_DEVICE},
    {"errssl", ED_CODE_DEVICE},
    {"ios", ED_CODE_DEVICE},
    {"domain", ED_CODE_DEVICE},
    {"mc", ED_CODE_DEVICE},
    {"code", WIDE | ED_CODE_DEVICE},
    {"error", WIDE | ED_CODE_DEVICE},
    {"fehler", WIDE | ED_CODE_DEVICE},
};

const struct ed_code_family *ed_code_family_find(struct ed_str name)
{
	for (size_t i = 0; i < ED_COUNT(families); i++)
		if (ed_str_eq(name, ed_str_of(families[i].name)))
			return &families[i];
	return NULL;
}

unsigned ed_code_word_families(struct ed_str word)
{
	if (ed_str_istarts(word, ED_STR("MC")) &&
	    ed_str_iends(word, ED_STR("ErrorDomain")))
		return ED_CODE_DEVICE;
	for (size_t i = 0; i < ED_COUNT(pointers); i++)
		if (ed_str_ieq(word, ed_str_of(pointers[i].word)))
			return pointers[i].families;
	return 0;
}
