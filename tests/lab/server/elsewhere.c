/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that name another host, where somebody waits for who follows. */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>

static bool send_on(SSL *ssl, const char *status, const char *header)
{
	const char *host = getenv("LAB_ELSEWHERE");
	char headers[512];

	snprintf(headers, sizeof(headers),
	    "Server: Microsoft-IIS/10.0\r\nX-FEServer: EX01\r\n"
	    "%s: %s/Microsoft-Server-ActiveSync\r\n",
	    header, host ? host : "https://127.0.0.1:9");
	return lab_send(ssl, status, headers, "text/html", "", 0);
}

bool lab_answer_302_elsewhere(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	return send_on(ssl, "302 Found", "Location");
}

bool lab_answer_451_elsewhere(SSL *ssl, const struct lab_request *request)
{
	(void)request;
	return send_on(ssl, "451 Redirect", "X-MS-Location");
}

bool lab_answer_451_to_commands(SSL *ssl, const struct lab_request *request)
{
	return request->is_options
		   ? lab_answer_exchange(ssl, request)
		   : send_on(ssl, "451 Redirect", "X-MS-Location");
}
