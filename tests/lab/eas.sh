#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Behind Apache: OPTIONS as an EAS server answers it; anything else is taken.
if [ "$REQUEST_METHOD" = OPTIONS ]; then
	printf 'Status: 200 OK\r\nContent-Length: 0\r\nMS-Server-ActiveSync: 15.2\r\n'
	printf 'MS-ASProtocolVersions: 2.5,12.0,12.1,14.0,14.1\r\n'
	printf 'MS-ASProtocolCommands: Sync,FolderSync,Provision\r\n\r\n'
	exit 0
fi
cat >/dev/null
printf 'Status: 400 Bad Request\r\nContent-Type: text/plain\r\n\r\ntaken\n'
