/* SPDX-License-Identifier: Apache-2.0 */
/* Requests, and the answers of Exchange, IIS and http.sys. */
#include "server.h"

#include <ctype.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static size_t content_length(const char *head)
{
	const char *at = strcasestr(head, "\r\ncontent-length:");

	return at ? strtoul(at + 17, NULL, 10) : 0;
}

static bool wants_continue(const char *head)
{
	return strcasestr(head, "\r\nexpect: 100-continue") != NULL;
}

/* Reads what is left of the body, as far as a server would. */
static bool read_body(
    SSL *ssl, struct lab_request *request, size_t have, size_t limit)
{
	char bytes[16384];

	request->n_body = content_length(request->head);
	if (limit && request->n_body > limit)
		return true;
	if (wants_continue(request->head) && request->n_body > have &&
	    !lab_write(ssl, "HTTP/1.1 100 Continue\r\n\r\n", 25))
		return false;
	while (have < request->n_body) {
		int got = SSL_read(ssl, bytes, sizeof(bytes));

		if (got <= 0)
			return false;
		have += (size_t)got;
	}
	return true;
}

bool lab_read_request(SSL *ssl, struct lab_request *request, size_t body_limit)
{
	size_t n = 0;

	memset(request, 0, sizeof(*request));
	while (n < sizeof(request->head) - 1) {
		int got = SSL_read(ssl, request->head + n,
		    (int)(sizeof(request->head) - 1 - n));
		char *end;

		if (got <= 0)
			return false;
		n += (size_t)got;
		request->head[n] = 0;
		end = strstr(request->head, "\r\n\r\n");
		if (!end)
			continue;
		request->is_options =
		    strncmp(request->head, "OPTIONS ", 8) == 0;
		return read_body(ssl, request,
		    n - (size_t)(end + 4 - request->head), body_limit);
	}
	return false;
}

bool lab_send(SSL *ssl, const char *status, const char *headers,
    const char *type, const void *body, size_t n)
{
	char head[2048];
	int length = snprintf(head, sizeof(head),
	    "HTTP/1.1 %s\r\n%sContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
	    status, headers, type, n);

	return lab_write(ssl, head, (size_t)length) && lab_write(ssl, body, n);
}

static bool send_html(
    SSL *ssl, const char *status, const char *headers, const char *body)
{
	return lab_send(ssl, status, headers, "text/html", body, strlen(body));
}

#define IIS "Server: Microsoft-IIS/10.0\r\nX-Powered-By: ASP.NET\r\n"
#define HTTP_SYS "Server: Microsoft-HTTPAPI/2.0\r\n"
#define EXCHANGE                                                               \
	IIS "request-id: 5d0cfb4e-6c55-4dd5-9c23-0c6e4a5a4d2d\r\n"             \
	    "X-FEServer: EX01\r\nX-BEServer: EX01\r\nX-DiagInfo: EX01\r\n"     \
	    "Set-Cookie: X-BackEndCookie=lab-cookie-value; secure; "           \
	    "HttpOnly\r\n"
#define EAS_VERSIONS                                                           \
	"MS-Server-ActiveSync: 15.2\r\n"                                       \
	"MS-ASProtocolVersions: 2.5,12.0,12.1,14.0,14.1,16.0,16.1\r\n"         \
	"MS-ASProtocolCommands: Sync,SendMail,FolderSync,Ping,Provision\r\n"

/* What IIS shows to other machines: the status without its substatus. */
#define IIS_PAGE(status, words)                                                \
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\n"        \
	"<html><head><title>" status " - " words "</title></head>\n"           \
	"<body><div id=\"header\"><h1>Server Error</h1></div>\n"               \
	"<h2>" status " - " words "</h2></body></html>\n"

/* With detailed errors on, the substatus is in the page. */
static bool send_detailed_403(SSL *ssl, const char *substatus)
{
	char body[512];

	snprintf(body, sizeof(body),
	    "<html><head><title>IIS 10.0 Detailed Error - 403.%s - "
	    "Forbidden</title></head><body><h2>HTTP Error 403.%s - Forbidden"
	    "</h2></body></html>\n",
	    substatus, substatus);
	return send_html(ssl, "403 Forbidden", IIS, body);
}

bool lab_answer_403(SSL *ssl, const struct lab_request *request)
{
	if (!request->has_certificate)
		return send_detailed_403(ssl, "7");
	switch (request->verify_error) {
	case X509_V_ERR_CERT_REVOKED:
		return send_detailed_403(ssl, "13");
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return send_detailed_403(ssl, "17");
	default:
		return send_detailed_403(ssl, "16");
	}
}

bool lab_answer_413(SSL *ssl)
{
	send_html(ssl, "413 Request Entity Too Large",
	    IIS "Connection: close\r\n",
	    "The page was not displayed because the request entity is too "
	    "large.");
	return false;
}

bool lab_answer_not_supported(SSL *ssl)
{
	return send_html(ssl, "500 Internal Server Error", IIS,
	    "<html><head><title>IIS 10.0 Detailed Error - 500.0 - Internal "
	    "Server Error</title></head><body><h2>HTTP Error 500.0 - Internal "
	    "Server Error</h2><th>Error Code</th><td>0x80070032</td></body>"
	    "</html>\n");
}

static bool has_command(const struct lab_request *request, const char *name)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "Cmd=%s", name);
	return strstr(request->head, wanted) != NULL;
}

static bool send_wbxml(SSL *ssl, const void *body, size_t n)
{
	return lab_send(ssl, "200 OK", EXCHANGE EAS_VERSIONS,
	    "application/vnd.ms-sync.wbxml", body, n);
}

/* FolderSync with three folders, names and all. */
static bool send_folders(SSL *ssl)
{
	static const char body[] = "\x03\x01\x6a\x00\x00\x07\x56\x4c\x03"
				   "1\x00\x01\x52\x03"
				   "1\x00\x01"
				   "\x4e\x57\x03"
				   "3\x00\x01"
				   "\x4f\x48\x03"
				   "1\x00\x01\x49\x03"
				   "0\x00\x01\x47\x03Inbox\x00\x01"
				   "\x4a\x03"
				   "2\x00\x01\x01"
				   "\x4f\x48\x03"
				   "2\x00\x01\x49\x03"
				   "0\x00\x01\x47\x03lab-mail-folder\x00\x01"
				   "\x4a\x03"
				   "12\x00\x01\x01"
				   "\x4f\x48\x03"
				   "3\x00\x01\x49\x03"
				   "0\x00\x01\x47\x03Sent\x00\x01"
				   "\x4a\x03"
				   "5\x00\x01\x01\x01\x01";

	return send_wbxml(ssl, body, sizeof(body) - 1);
}

static bool send_status(SSL *ssl, const char *status)
{
	unsigned char body[32] = {3, 1, 0x6a, 0, 0, 7, 0x56, 0x4c, 3};
	size_t n = strlen(status);

	memcpy(body + 9, status, n + 1);
	body[9 + n + 1] = 1;
	body[9 + n + 2] = 1;
	return send_wbxml(ssl, body, 9 + n + 3);
}

/* Provision, phase 1: a policy with a temporary key; wipe says more. */
static bool send_policy(SSL *ssl, bool wipe)
{
	static const char plain[] =
	    "\x03\x01\x6a\x00\x00\x0e\x45\x4b\x03"
	    "1\x00\x01\x46\x47"
	    "\x48\x03MS-EAS-Provisioning-WBXML\x00\x01\x4b\x03"
	    "1\x00\x01"
	    "\x49\x03"
	    "1307199584\x00\x01\x4a\x4d\x4e\x03"
	    "0\x00\x01\x01\x01"
	    "\x01\x01\x01";
	static const char wiping[] =
	    "\x03\x01\x6a\x00\x00\x0e\x45\x4b\x03"
	    "1\x00\x01\x46\x47"
	    "\x48\x03MS-EAS-Provisioning-WBXML\x00\x01\x4b\x03"
	    "1\x00\x01"
	    "\x49\x03"
	    "1307199584\x00\x01\x01\x01\x0c\x01";

	return wipe ? send_wbxml(ssl, wiping, sizeof(wiping) - 1)
		    : send_wbxml(ssl, plain, sizeof(plain) - 1);
}

static bool answer_post(SSL *ssl, const struct lab_request *request)
{
	if (has_command(request, "FolderSync"))
		return send_folders(ssl);
	if (has_command(request, "Provision"))
		return send_policy(ssl, false);
	return send_html(ssl, "400 Bad Request", EXCHANGE EAS_VERSIONS, "");
}

bool lab_answer_exchange(SSL *ssl, const struct lab_request *request)
{
	if (!request->is_options)
		return answer_post(ssl, request);
	return lab_send(ssl, "200 OK",
	    EXCHANGE EAS_VERSIONS "Allow: OPTIONS,POST\r\n",
	    "application/vnd.ms-sync.wbxml", "", 0);
}

/* OPTIONS is fine; a command is answered with a status of its own. */
#define COMMAND_STATUS(number)                                                 \
	static bool answer_status_##number(                                    \
	    SSL *ssl, const struct lab_request *request)                       \
	{                                                                      \
		return request->is_options ? lab_answer_exchange(ssl, request) \
					   : send_status(ssl, #number);        \
	}
COMMAND_STATUS(126)
COMMAND_STATUS(129)
COMMAND_STATUS(142)
COMMAND_STATUS(177)

/* Hands its policy out, and wants it accepted. */
static bool answer_policy_first(SSL *ssl, const struct lab_request *request)
{
	if (!request->is_options && !has_command(request, "Provision"))
		return send_status(ssl, "142");
	return lab_answer_exchange(ssl, request);
}

static bool answer_wipe(SSL *ssl, const struct lab_request *request)
{
	return request->is_options ? lab_answer_exchange(ssl, request)
				   : send_policy(ssl, true);
}

static bool answer_bad_wbxml(SSL *ssl, const struct lab_request *request)
{
	static const char body[] =
	    "\x03\x01\x6a\x00\x00\x07\x56\x4c\x03\xff\xfe";

	return request->is_options ? lab_answer_exchange(ssl, request)
				   : send_wbxml(ssl, body, sizeof(body) - 1);
}

#define PAGE(name, status, headers, body)                                      \
	static bool answer_##name(SSL *ssl, const struct lab_request *request) \
	{                                                                      \
		(void)request;                                                 \
		return send_html(ssl, status, headers, body);                  \
	}
PAGE(401, "401 Unauthorized", IIS,
    IIS_PAGE("401", "Unauthorized: Access is denied due to invalid "
		    "credentials."))
/* Says yes, and is no ActiveSync. */
static bool answer_no_eas(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	return lab_send(ssl, "200 OK", IIS, "text/plain", "", 0);
}

PAGE(401_basic, "401 Unauthorized",
    IIS "WWW-Authenticate: Basic realm=\"mail.corp.example\"\r\n",
    IIS_PAGE("401", "Unauthorized: Access is denied due to invalid "
		    "credentials."))
PAGE(401_bearer, "401 Unauthorized",
    IIS "WWW-Authenticate: Bearer client_id=\"00000002\", "
	"error_description=\"lab-bearer-token\"\r\n"
	"WWW-Authenticate: NTLM lab-ntlm-blob\r\n",
    "<p><input type=\"hidden\" name=\"canary\" value=\"lab-form-value\">"
    "<a href=\"/owa/?sid=lab-query-value\">here</a></p>")
PAGE(403, "403 Forbidden", IIS, IIS_PAGE("403", "Forbidden: Access is denied."))
/* IIS, when it cannot fetch a revocation list: Windows waits 15 seconds. */
static bool answer_403_slow(SSL *ssl, const struct lab_request *request)
{
	usleep(15100000);
	return answer_403(ssl, request);
}
PAGE(403_exchange, "403 Forbidden",
    EXCHANGE "X-MS-ASError: "
	     "UserDisabledForSync\r\n",
    "")
PAGE(404, "404 Not Found", IIS, IIS_PAGE("404", "File or directory not found."))
PAGE(413, "413 Request Entity Too Large", IIS,
    "The page was not displayed "
    "because the request entity is too large.")
PAGE(449, "449 Retry after sending a PROVISION command", EXCHANGE, "")
PAGE(451, "451 Redirect",
    EXCHANGE "X-MS-Location: https://mail.elsewhere.example/"
	     "Microsoft-Server-ActiveSync\r\n",
    "")
PAGE(456, "456 User Blocked", EXCHANGE, "")
PAGE(500, "500 Internal Server Error", EXCHANGE, "")
PAGE(500_19, "500 Internal Server Error", IIS,
    "<html><head><title>IIS 10.0 Detailed Error - 500.19 - Internal Server "
    "Error</title></head><body><h2>HTTP Error 500.19 - Internal Server Error"
    "</h2></body></html>")
PAGE(501, "501 Not Implemented", EXCHANGE, "")
PAGE(503, "503 Service Unavailable", HTTP_SYS "Connection: close\r\n",
    "<HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD><BODY><h2>Service "
    "Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p>"
    "</BODY></HTML>")
PAGE(503_throttled, "503 Service Unavailable",
    EXCHANGE "Retry-After: 600\r\nX-MS-ASThrottle: "
	     "CommandFrequency\r\n",
    "")
PAGE(507, "507 Insufficient Disk Space", EXCHANGE, "")
PAGE(login, "302 Found",
    IIS "Location: https://mail.corp.example/owa/auth/logon.aspx?"
	"url=https%3a%2f%2fmail&reason=0\r\n",
    "")
PAGE(login_form, "200 OK", "Server: gateway\r\n",
    "<html><head><title>Sign in</title></head><body><form action=\"/login\" "
    "method=\"post\"><input type=\"text\" name=\"user\"><input "
    "type=\"password\" name=\"password\"></form></body></html>")
PAGE(redirect_loop, "302 Found",
    IIS "Location: https://mail.corp.example/Microsoft-Server-ActiveSync\r\n",
    "")
PAGE(redirect_elsewhere, "302 Found",
    IIS "Location: https://mail.elsewhere.example/"
	"Microsoft-Server-ActiveSync\r\n",
    "")
PAGE(waf, "403 Forbidden", "Server: BigIP\r\nVia: 1.1 lb01\r\n",
    "<html><head><title>Request Rejected</title></head><body>The requested "
    "URL was rejected.</body></html>")

static bool answer_nothing(SSL *ssl, const struct lab_request *request)
{
	(void)ssl;
	(void)request;
	return false;
}

static bool answer_reset(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	lab_reset(SSL_get_fd(ssl));
	_exit(0);
}

static bool answer_never(SSL *ssl, const struct lab_request *request)
{
	(void)ssl;
	(void)request;
	pause();
	return false;
}

static bool answer_slowly(SSL *ssl, const struct lab_request *request)
{
	static const char line[] =
	    "HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0";

	(void)request;
	for (size_t i = 0;; i++) {
		if (!lab_write(ssl, i < sizeof(line) - 1 ? &line[i] : "a", 1))
			return false;
		sleep(1);
	}
}

static bool answer_endless_headers(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	if (!lab_write(ssl, "HTTP/1.1 200 OK\r\n", 17))
		return false;
	while (
	    lab_write(ssl, "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 41))
		;
	return false;
}

static bool answer_huge(SSL *ssl, const struct lab_request *request)
{
	static const char head[] =
	    "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\n"
	    "Content-Length: 1073741824\r\n\r\n";
	static char block[65536];

	(void)request;
	memset(block, 'a', sizeof(block));
	if (!lab_write(ssl, head, sizeof(head) - 1))
		return false;
	for (size_t sent = 0; sent < 1073741824; sent += sizeof(block))
		if (!lab_write(ssl, block, sizeof(block)))
			return false;
	return true;
}

static bool answer_garbage(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	lab_write(ssl, "\xff\xfe\x00garbage\r\n\r\nmore", 18);
	return false;
}

/* Works, and shows a certificate-only server as Exchange would be. */
#define FIRST .ask = LAB_FIRST, .need = LAB_HTTP_LEVEL
#define AFTER .ask = LAB_AFTER_REQUEST
#define ANSWER(it) FIRST, .answer = answer_##it

/* Every way of asking, with one version of TLS. */
#define ONLY(tls) .min = (tls), .max = (tls), .answer = lab_answer_exchange
#define MATRIX(v, tls)                                                         \
	{"openssl-none-" v, ONLY(tls)},                                        \
	    {"openssl-optional-" v, .ask = LAB_FIRST, .need = LAB_OPTIONAL,    \
		ONLY(tls)},                                                    \
	    {"openssl-required-" v, .ask = LAB_FIRST, .need = LAB_REQUIRED,    \
		ONLY(tls)},                                                    \
	    {"openssl-after-optional-" v, .ask = LAB_AFTER_REQUEST,            \
		.need = LAB_OPTIONAL, ONLY(tls)},                              \
	    {"openssl-after-" v, .ask = LAB_AFTER_REQUEST,                     \
		.need = LAB_REQUIRED, ONLY(tls)},                              \
	    {"openssl-http-level-" v, .ask = LAB_FIRST,                        \
		.need = LAB_HTTP_LEVEL, ONLY(tls)},

const struct lab_tls_mode lab_tls_modes[] = {
    {"exchange", FIRST, .answer = lab_answer_exchange},
    {"exchange-12", FIRST, .max = TLS1_2_VERSION,
	.answer = lab_answer_exchange},
    {"exchange-13", FIRST, .min = TLS1_3_VERSION,
	.answer = lab_answer_exchange},
    {"exchange-never-asks", .answer = answer_401_basic},
    {"exchange-after-12", AFTER, .need = LAB_HTTP_LEVEL, .max = TLS1_2_VERSION,
	.body_limit = 49152, .answer = lab_answer_exchange},
    {"exchange-cuts-upload", AFTER, .need = LAB_HTTP_LEVEL,
	.max = TLS1_2_VERSION, .body_limit = 49152, .cuts_upload = true,
	.answer = lab_answer_exchange},
    {"exchange-after-large-buffer", AFTER, .need = LAB_HTTP_LEVEL,
	.max = TLS1_2_VERSION, .answer = lab_answer_exchange},
    {"exchange-2022", AFTER, .need = LAB_HTTP_LEVEL, .refusal = LAB_RESET,
	.answer = lab_answer_exchange},
    {"exchange-2025", AFTER, .need = LAB_HTTP_LEVEL,
	.refusal = LAB_NOT_SUPPORTED, .answer = lab_answer_exchange},
    MATRIX("12", TLS1_2_VERSION)
	MATRIX("13", TLS1_3_VERSION){"renegotiation-swallowed", AFTER,
	    .need = LAB_HTTP_LEVEL, .max = TLS1_2_VERSION,
	    .swallow_renegotiation = true, .answer = lab_answer_exchange},
    {"http2-refused", FIRST, .http2 = true, .answer = lab_answer_exchange},
    {"foreign-issuers", FIRST, .issuer = "foreign",
	.answer = lab_answer_exchange},
    {"elliptic-only", FIRST, .client_algorithms = "ECDSA+SHA256:ECDSA+SHA384",
	.answer = lab_answer_exchange},
    {"no-issuers", FIRST, .no_issuers = true, .answer = lab_answer_exchange},
    {"tls10-only", FIRST, .min = TLS1_VERSION, .max = TLS1_VERSION,
	.answer = lab_answer_exchange},
    {"tls11-only", FIRST, .min = TLS1_1_VERSION, .max = TLS1_1_VERSION,
	.answer = lab_answer_exchange},
    {"weak-certificate", FIRST, .certificate = "server-weak",
	.answer = lab_answer_exchange},
    {"leaf-only", FIRST, .certificate = "server-leaf",
	.answer = lab_answer_exchange},
    {"answer-no-eas", ANSWER(no_eas)},
    {"answer-401", ANSWER(401)},
    {"answer-401-basic", ANSWER(401_basic)},
    {"answer-401-bearer", ANSWER(401_bearer)},
    {"answer-403", ANSWER(403)},
    {"answer-403-slow", ANSWER(403_slow)},
    {"answer-403-exchange", ANSWER(403_exchange)},
    {"answer-404", ANSWER(404)},
    {"answer-413", ANSWER(413)},
    {"answer-449", ANSWER(449)},
    {"answer-451", ANSWER(451)},
    {"answer-451-to", FIRST, .answer = lab_answer_451_elsewhere},
    {"answer-302-to", FIRST, .answer = lab_answer_302_elsewhere},
    {"folders-451-to", FIRST, .answer = lab_answer_451_to_commands},
    {"answer-456", ANSWER(456)},
    {"answer-500", ANSWER(500)},
    {"answer-500-19", ANSWER(500_19)},
    {"answer-501", ANSWER(501)},
    {"answer-503", ANSWER(503)},
    {"answer-503-throttled", ANSWER(503_throttled)},
    {"answer-507", ANSWER(507)},
    {"answer-login", ANSWER(login)},
    {"answer-login-form", .answer = answer_login_form},
    {"answer-redirect-loop", ANSWER(redirect_loop)},
    {"answer-redirect-elsewhere", ANSWER(redirect_elsewhere)},
    {"answer-waf", .answer = answer_waf},
    {"answer-nothing", ANSWER(nothing)},
    {"answer-reset", ANSWER(reset)},
    {"answer-never", ANSWER(never)},
    {"answer-slowly", ANSWER(slowly)},
    {"answer-endless-headers", ANSWER(endless_headers)},
    {"answer-huge", ANSWER(huge)},
    {"answer-garbage", ANSWER(garbage)},
    {"status-126", ANSWER(status_126)},
    {"status-129", ANSWER(status_129)},
    {"status-142", ANSWER(status_142)},
    {"status-177", ANSWER(status_177)},
    {"policy-first", ANSWER(policy_first)},
    {"wipe", ANSWER(wipe)},
    {"bad-wbxml", ANSWER(bad_wbxml)},
    {.name = NULL},
};
