#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Evidence that holds hostile texts wherever it may, and the reports of it.

usage: evidence.py EASDOCTOR NODE_MODULES PAGES

check.py puts such texts into reports; here they come the whole way: as name,
subject and SAN of a certificate, as headers and body of an answer, as names
of files, accounts and machines, in a log, a profile and a list. Whatever they
are, a report has only the elements that reports have.
"""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

import check

# Found again in what is read as text; nothing else says so.
BEFORE, AFTER = "zqbegin", "zqend"
TEXTS = dict(check.HOSTILE, nul="alice@corp.example\0.evil",
             lines="one\ntwo\r\nthree\u2028four")
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1",
    "h2", "h3", "div", "span", "p", "nav", "ul", "ol", "li", "main", "svg",
    "g", "path", "circle", "text", "details", "summary", "dl", "dt", "dd",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "pre", "code",
    "br"}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "href", "id",
    "aria-label", "aria-hidden", "role", "focusable", "viewbox", "d", "cx",
    "cy", "r", "x", "y", "transform", "text-anchor", "open", "scope",
    "data-label"}


def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(octets)]) + octets + body


def oid(*arcs):
    out = bytes([40 * arcs[0] + arcs[1]])
    for arc in arcs[2:]:
        octets = [arc & 127]
        while arc > 127:
            arc >>= 7
            octets.append(arc & 127 | 128)
        out += bytes(reversed(octets))
    return der(6, out)


def name_of(text):
    return der(0x30, *(
        der(0x31, der(0x30, oid(2, 5, 4, arc), der(12, text)))
        for arc in (10, 3)))


def extension(identifier, value):
    return der(0x30, identifier, der(4, value))


def certificate(text):
    """One that names nobody else; nobody ever signed it."""
    rsa = der(0x30, oid(1, 2, 840, 113549, 1, 1, 1), der(5))
    key = der(0x30, rsa, der(3, b"\0", der(
        0x30, der(2, b"\0" + b"\x81" * 256),
        der(2, b"\1\0\1"))))
    sha256_rsa = der(0x30, oid(1, 2, 840, 113549, 1, 1, 11), der(5))
    san = der(0x30,
              der(0xA0, oid(1, 3, 6, 1, 4, 1, 311, 20, 2, 3),
                  der(0xA0, der(12, text))),
              der(0x81, text), der(0x82, text), der(0x86, text))
    inner = der(
        0x30, der(0xA0, der(2, b"\2")), der(2, b"\1\2\3"), sha256_rsa,
        name_of(text), der(0x30, der(23, b"260101000000Z"),
                           der(23, b"280101000000Z")),
        name_of(text), key,
        der(0xA3, der(0x30,
                      extension(oid(2, 5, 29, 17), san),
                      extension(oid(2, 5, 29, 37), der(
                          0x30, oid(1, 3, 6, 1, 5, 5, 7, 3, 2))))))
    return der(0x30, inner, sha256_rsa, der(3, b"\0" + b"\x55" * 256))


def probe(text, sha256):
    """An answer with the text in its headers and its body."""
    offer = {"tls_min": "1.2", "tls_max": "1.2", "sni": True, "pha": False,
             "certificate": True}
    headers = [{"name": name, "value": text} for name in (
        "server", "www-authenticate", "x-feserver", "location", "via")]
    attempt = {
        "step": "tls12-certificate", "address": "192.0.2.11", "port": 443,
        "offer": offer, "tcp": {"state": "connected"},
        "tls": {"state": "done", "ms": 9, "version": "1.2", "cipher": text,
                "alpn": "http/1.1", "server_certificates": [],
                "transcript": [{"from": "us", "message": "client_hello",
                                "phase": "initial"}],
                "certificate_requests": []},
        "http": {"state": "answered", "method": "OPTIONS", "version": "1.1",
                 "status": 403, "ms": 21, "headers": headers,
                 "body": {"bytes": 26, "text": text[:2000]}}}
    return {"schema": "easdoctor.probe/1", "version": "0.1.0",
            "started": "2026-11-22T09:30:00Z",
            "target": {"host": "mail.corp.example", "port": 443,
                       "path": "/Microsoft-Server-ActiveSync",
                       "timeout_ms": 10000},
            "certificate": {"sha256": sha256, "key": True},
            "dns": {"state": "ok"}, "attempts": [attempt]}


PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
 "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>%(text)s</string>
<key>PayloadUUID</key><string>5D0CFB4E-6C55-4DD5-9C23-0C6E4A5A4D2D</string>
<key>PayloadDisplayName</key><string>%(text)s</string>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.eas.account</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>%(text)s.eas</string>
<key>PayloadUUID</key><string>5D0CFB4E-6C55-4DD5-9C23-0C6E4A5A4D2E</string>
<key>Host</key><string>%(text)s</string>
<key>UserName</key><string>%(text)s</string>
<key>EmailAddress</key><string>%(text)s</string>
</dict></array></dict></plist>
"""
LOG = """#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2026-11-22 08:00:00
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username \
c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken
"""
LIST = """
ActiveSyncEnabled     : True
PrimarySmtpAddress    : %(text)s
Identity              : %(text)s
DeviceId              : %(text)s

Server                : %(text)s
ClientCertAuth        : Ignored
WebsiteName           : %(text)s

"""


def put(folder, name, data):
    with open(os.path.join(folder, name), "wb") as out:
        out.write(data)


def write_evidence(folder, text):
    """All kinds of it; what a kind cannot hold is left out of that."""
    raw = text.encode("utf-8")
    one_line = re.sub(r"[\0\n\r]", " ", text)
    xml = escape(re.sub("[\0-\x08\x0b-\x1f\x7f\ufeff]", "", text))
    # What a file's name cannot be: long, or with a slash.
    file = one_line.replace("/", "\u2044").encode("utf-8")[:200]
    file = file.decode("utf-8", "ignore")
    cert = certificate(raw)
    put(folder, file + ".pem", b"-----BEGIN CERTIFICATE-----\n" +
        base64.encodebytes(cert) + b"-----END CERTIFICATE-----\n")
    put(folder, "probe.json", json.dumps(
        probe(text.replace("\0", ""), hashlib.sha256(cert).hexdigest())
    ).encode())
    put(folder, "profile.mobileconfig", (PROFILE % {"text": xml}).encode())
    word = re.sub(r"\s", "+", one_line)
    put(folder, "u_ex261122.log", (LOG + "".join(
        "2026-11-22 08:%02d:00 192.0.2.11 POST /Microsoft-Server-ActiveSync "
        "Cmd=Sync&User=%s&DeviceId=%s&DeviceType=%s 443 %s 192.0.2.7 %s 403 "
        "16 2148204809 15\n" % (minute, word, word, word, word, word)
        for minute in range(60))).encode("utf-8"))
    put(folder, "exchange.txt", (LIST % {"text": one_line}).encode("utf-8"))


def check_page(name, data, wanted):
    page = check.Tags()
    page.feed(data.decode("utf-8"))
    page.close()
    for tag in page.tags:
        if isinstance(tag, str):
            if tag.lstrip("/") not in TAGS:
                check.complain("%s: html has %s" % (name, tag))
        elif tag[0] not in TAGS or not set(tag[1]) <= ATTRIBUTES:
            check.complain("%s: html has %s %s" % (name, tag[0], tag[1]))
    if wanted and BEFORE not in "".join(page.text):
        check.complain("%s: the text is nowhere in the page" % name)


def check_text(name, made):
    for kind, data in made.items():
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
            check.complain("%s: %s holds control bytes" % (name, kind))
        if re.search("[\x80-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069"
                     "\ufeff]", data.decode("utf-8")):
            check.complain("%s: %s holds what moves text" % (name, kind))
    check.shape_of_markdown(made["markdown"])
    check.shape_of_jira(made["jira"])
    if len(made["summary"].decode("utf-8")) > 1500:
        check.complain("%s: the summary is too long" % name)


def check_json(name, folder, made):
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(folder, "out.json")
    run = subprocess.run(
        [sys.executable, os.path.join(here, "../lib/validate_report.py"),
         os.path.join(here, "../../docs/report.schema.json"), path],
        capture_output=True, check=False)
    if run.returncode != 0:
        check.complain("%s: json: %s" % (name, run.stderr[:300]))
    return json.loads(made["json"])


def check_evidence(program, modules, pages, kind):
    name = "evidence-" + kind
    with tempfile.TemporaryDirectory() as folder:
        evidence = os.path.join(folder, "evidence")
        os.mkdir(evidence)
        write_evidence(evidence, BEFORE + TEXTS[kind] + AFTER)
        made = check.write_all(name, folder, 0, [
            program, "diagnose", "--privacy", "none", "--exit-zero", "-vv",
            "--as-of", "2026-11-23T00:00:00Z", evidence])
        report = check_json(name, folder, made)
        kinds = {one["kind"] for one in report["inputs"]}
        if not {"certificate", "probe"} <= kinds or len(kinds) < 4:
            check.complain("%s: was read as %s only" % (name, kinds))
        check_page(name, made["html"], True)
        check_text(name, made)
        check.check_schemas(name, made, folder, modules)
        check.check_sarif(name, made, report)
        check.check_junit(name, made, report)
        check.keep(pages, name, made)


def main():
    program, modules, pages = sys.argv[1:4]
    for kind in TEXTS:
        check_evidence(program, modules, pages, kind)
    for complaint in check.complaints:
        print(complaint)
    print("%d kinds of hostile evidence, %d complaints" % (
        len(TEXTS), len(check.complaints)))
    return 1 if check.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
