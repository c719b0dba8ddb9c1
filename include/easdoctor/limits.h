/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every limit on what is read, and why it is what it is.
 *
 * All evidence is hostile. A limit that is hit is damage on that input; the
 * rest is still diagnosed.
 */
#ifndef EASDOCTOR_LIMITS_H
#define EASDOCTOR_LIMITS_H

#include <stdint.h>

/* One evidence file held in memory. Profiles with pictures reach 5 MiB. */
#define ED_MAX_FILE (16u << 20)
/*
 * One file of CRLs. A million entries are 40 to 50 MB, in PEM a third more;
 * nothing else is let in by this.
 */
#define ED_MAX_CRL (96u << 20)
/* Endpoints of one list: more than anybody has; what is known of each is small.
 */
#define ED_MAX_ENDPOINTS 100000u
/* CRLs of one run. Each CA has a handful. */
#define ED_MAX_CRLS 1024
/* What certutil printed of one run: verifications, and CAs. */
#define ED_MAX_VERIFICATIONS 256
#define ED_MAX_CA_INFOS 256
/* Links of the chains of one verification, and addresses asked for it. */
#define ED_MAX_VERIFIED 1024
/* All evidence files of one run together: seconds of work. */
#define ED_MAX_TOTAL (256u << 20)
/* One case.yaml or rule file: hand-written text. */
#define ED_MAX_YAML (256u << 10)
/* Nodes of one YAML document; libyaml builds them all before we look. */
#define ED_MAX_YAML_NODES 50000
/* Depth of YAML, property lists and XML. Real ones stay under 12. */
#define ED_MAX_DEPTH 32
/*
 * Bytes read of files that turn out to be nothing known: pictures and backups
 * lie in such folders. Beyond it, and where its beginning is no text, a file
 * larger than the second is not looked through.
 */
#define ED_MAX_NOISE (64u << 20)
#define ED_MAX_UNLOOKED (1u << 20)
/* Files of one run, folders walked included. */
#define ED_MAX_INPUTS 4096
/* Depth of folders below one argument. */
#define ED_MAX_FOLDERS 16
/* Certificates kept from one run; a CA dump goes another way. */
#define ED_MAX_CERTIFICATES 4096
/* One certificate. The largest seen in the field are near 20 KiB. */
#define ED_MAX_CERTIFICATE (1u << 20)
/* Names in one Subject Alternative Name; public CAs stop at a few 100. */
#define ED_MAX_SANS 10000
/* Attributes in one distinguished name. */
#define ED_MAX_ATTRIBUTES 64
/* Certificates in one chain, leaf included. */
#define ED_MAX_CHAIN 10
/*
 * Rounds of key derivation over one run, each password tried counted: they
 * take seconds, and 10^9 would take minutes.
 */
#define ED_MAX_ROUNDS 5000000
/* A password file: one line. */
#define ED_MAX_PASSWORD 1024
/* One key or text of a property list. Scripts in it may be long. */
#define ED_MAX_TEXT (1u << 20)
/*
 * Names of elements and attributes in one property list, in bytes. It has a
 * dozen; libxml2 compares all attributes of an element with each other.
 */
#define ED_MAX_PLIST_NAMES (4u << 10)
/* The same of an Android profile; those have a few more attributes. */
#define ED_MAX_XML_NAMES (16u << 10)
/* Nodes of one property list. */
#define ED_MAX_PLIST_NODES 200000
/*
 * Text of one binary property list with shared values written out. Only what
 * is made to hurt shares much; UTF-16 grows by half when it becomes UTF-8.
 */
#define ED_MAX_PLIST_EXPANDED (32u << 20)
/* Bare elements in one file: payloads, each read by a parser of its own. */
#define ED_MAX_FRAGMENTS 64
/* Profiles, and EAS accounts over all profiles. */
#define ED_MAX_PROFILES 1024
/* Payloads of one profile. Big ones have a few dozen. */
#define ED_MAX_PAYLOADS 1024
/*
 * Elements of one signed message (CMS): a chain of four has 1,000, content in
 * pieces of 1 KiB another 16,000. OpenSSL takes 200 bytes for each.
 */
#define ED_MAX_CMS_ELEMENTS 50000
/* Signers and digests of one signed message. The content is hashed for each. */
#define ED_MAX_CMS_SIGNERS 8
/* Certificates in one signed message: the signer's chain. */
#define ED_MAX_CMS_CERTIFICATES 64
/*
 * Keys of one profile that nobody knows and that are compared with the known
 * ones, letter by letter. Real profiles have a handful.
 */
#define ED_MAX_FOREIGN_KEYS 64
/* PKCS#12 opened from one profile: each may take seconds. */
#define ED_MAX_PROFILE_IDENTITIES 16
/* Symptoms stated by hand. */
#define ED_MAX_OBSERVED 64
/* Damage notes kept per input; the last says that there is more. */
#define ED_MAX_DAMAGE 20
/* Examples of where one finding stands. */
#define ED_MAX_EXAMPLES 20
/* One value in a report; longer ones are cut and say so. */
#define ED_MAX_SHOWN 2048
/* Rules of one run: ten times what is known of, and bounds all work on them. */
#define ED_MAX_RULES 2000
/* Codes of all tables, and kinds of evidence: five times what is known of. */
#define ED_MAX_CODES 2000
#define ED_MAX_EVIDENCE 200
/* Words looked at of what was seen: a log line has a few dozen. */
#define ED_MAX_CODE_WORDS 512
/* Bytes of it: IIS cuts a line of its log at 4 KiB. */
#define ED_MAX_CODE_TEXT (16u << 10)
/* Problems listed of one set of rules. */
#define ED_MAX_PROBLEMS 200
/* A finding's title: one line of a terminal, in characters. */
#define ED_MAX_TITLE 80
/* Any other text of a rule: what somebody reads before acting. */
#define ED_MAX_RULE_TEXT 1000
/* What is handed to another team: two lines of a ticket. */
#define ED_MAX_HANDOFF 400
/*
 * Values in a report that is read back: each takes up to 200 bytes. A report
 * on 4,096 certificates has 30,000.
 */
#define ED_MAX_REPORT_VALUES 500000
/* Steps of one pattern match. */
#define ED_MAX_MATCH_STEPS 100000
/*
 * One export of the directory, read in pieces: 500,000 users take 100 MiB, or
 * a gigabyte with everything that a directory knows.
 */
#define ED_MAX_BULK (1u << 30)
/* Accounts of the directory that are kept: only those that can matter. */
#define ED_MAX_ACCOUNTS 1024
/* Accounts kept of one export though nothing says that they matter. */
#define ED_MAX_BYSTANDERS 20
/*
 * Objects that cmdlets of Exchange printed, over one run: some for the user,
 * or the phones of a department.
 */
#define ED_MAX_EXCHANGE_OBJECTS 10000
/* Values of one attribute of an account. Real ones stay under 100. */
#define ED_MAX_VALUES 1000
/* Comparisons of a mapping with a certificate over one export: a second. */
#define ED_MAX_COMPARED 1000000
/* Certificates of which is told whether a device would offer them. */
#define ED_MAX_CANDIDATES 64

/* One event as XML. In Windows' own form none is over 64 KiB. */
#define ED_MAX_EVENT (1u << 20)
/* Values of one event. Those of Security have up to 30. */
#define ED_MAX_EVENT_DATA 64
/* Event logs of one run, and groups of one log. */
#define ED_MAX_EVENT_LOGS 256
#define ED_MAX_EVENT_GROUPS 1000
/* Seconds that reading one binary log (.evtx) may take: 20 MB each. */
#define ED_MAX_EVTX_SECONDS 60
/*
 * Memory of that process, with what it got from the one that started it: the
 * library holds one chunk of 64 KiB at a time.
 */
#define ED_MAX_EVTX_MEMORY (2u << 30)

/* A probe's record. One of eight connections with long lists takes 3 MiB. */
#define ED_MAX_RECORD (4u << 20)
/* Connections in one record: 8 for each of some addresses. */
#define ED_MAX_ATTEMPTS 256
/* Records of one run, and addresses over all of them. */
#define ED_MAX_PROBES 64
#define ED_MAX_NODES 256
/* Servers of one name, and all domain controllers of a site. */
#define ED_MAX_MACHINES 64
/*
 * Settings kept of all IIS configurations of a run. One of Exchange has some
 * 600; all are compared with each other where sections are locked.
 */
#define ED_MAX_IIS_ENTRIES 20000
/* Directories, and bindings, of one. Hosters have some hundred sites. */
#define ED_MAX_IIS_OBJECTS 4096
/* web.config files of one server, and settings of one: all are compared with
 * the others where sections are locked. Exchange has two with ten. */
#define ED_MAX_IIS_WEBS 8
#define ED_MAX_IIS_WEB_ENTRIES 500
/* Other ActiveSync directories of one server: each takes a look at all. */
#define ED_MAX_IIS_OTHERS 16
/* Names of elements and attributes in one: its schema has some hundred. */
#define ED_MAX_IIS_NAMES (64u << 10)
/* Bindings of http.sys over all machines: a host has some hundred. */
#define ED_MAX_BINDINGS 4096
/* Keys, and values, of the registry that are kept: NTAuth has some dozen. */
#define ED_MAX_REGISTRY 8192
/* One value of the registry in bytes. All that count are short. */
#define ED_MAX_REGISTRY_VALUE 4096
/* Certificate stores of one run, and certificates of all of them. */
#define ED_MAX_STORES 256
#define ED_MAX_STORED 16384
/* Messages of one handshake, as the probe keeps them. */
#define ED_MAX_MESSAGES 64
/* Issuers that one certificate request names; the probe keeps as many. */
#define ED_MAX_ISSUERS 1000
/* Certificate requests of one connection, and other short lists in it. */
#define ED_MAX_REQUESTS 16
#define ED_MAX_RECORD_LIST 64
/* Any text of a record but certificates and names. Bodies have 1 KiB. */
#define ED_MAX_RECORD_TEXT 4096

/* What a report shows of certificates: a reader looks at no more. */
#define ED_MAX_REPORT_CERTIFICATES 16
#define ED_MAX_REPORT_NAMES 32
/* Dated things that a failure is compared with: each is told in a line. */
#define ED_MAX_DATES 128
/* Dated things beside each other; more are no picture. */
#define ED_MAX_REPORT_MOMENTS 64

/*
 * One log, packed or not, and what one that is packed may become. Logs are
 * read in pieces; a server writes some GiB a day.
 */
#define ED_MAX_LOG (UINT64_C(1) << 40)
/*
 * How much larger a packed log may grow. Real ones grow 10 to 30 times; the
 * first 64 MiB are free, since small ones may repeat one line.
 */
#define ED_MAX_LOG_GROWTH 200
#define ED_MAX_LOG_FREE (UINT64_C(64) << 20)
/* One row. Windows cuts what clients send at 16 KiB each for URL and headers.
 */
#define ED_MAX_LOG_ROW (128u << 10)
/* Fields of one row: 22 are known, and a site may add its own. */
#define ED_MAX_LOG_FIELDS 64
/* DeviceIds of one run: 60 bytes each; more are counted, and not told apart. */
#define ED_MAX_LOG_DEVICES 65536u
/* Pairs of status and substatus. Under 100 are known. */
#define ED_MAX_LOG_CLASSES 256
/* Pairs of a device and such a pair. */
#define ED_MAX_LOG_PAIRS 131072u
/* Device types, user agents and servers that are told apart. */
#define ED_MAX_LOG_VALUES 1024
/* One of them, and a DeviceId: MS-ASHTTP allows 32 characters. */
#define ED_MAX_LOG_VALUE 128
/* Requests of the case's device and user: a month of a busy one. */
#define ED_MAX_LOG_EVENTS 131072u
/* Reasons of HTTPERR. Under 60 are known. */
#define ED_MAX_LOG_REASONS 128
/* Pairs of a device and an answer that inspect tells. */
#define ED_MAX_LOG_CELLS 20000

#endif
