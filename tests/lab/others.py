# SPDX-License-Identifier: Apache-2.0
"""What openssl s_client and testssl.sh say of how a server asks.

Each has a command and a reader of what it prints, which gives a word of
matrix.py where the tool tells one, or says in other words what it saw. They
are read as kindly as they can be: s_client is given the request, and its
status counts; what testssl.sh calls optional is right as well where HTTP
alone demands the certificate, and its words do not tell before the request
from after it.
"""
import json
import os
import re
import shutil
import subprocess
import tempfile

HOST = "mail.corp.example"
PATH = "/Microsoft-Server-ActiveSync"
REQUEST = ("OPTIONS %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
           % (PATH, HOST))
OPTIONS = {"12": "-tls1_2", "13": "-tls1_3"}
# The words of testssl.sh 3.2, JSON id clientAuth.
TESTSSL = {"none": ("none",),
           "optional": ("optional", "http_level", "optional_after_request"),
           "required": ("required_handshake", "required_after_request")}


def s_client(pki, port, version=None):
    return ["openssl", "s_client", "-connect", "127.0.0.1:%d" % port,
            "-servername", HOST, "-CAfile", os.path.join(pki, "root.crt")] + (
                [OPTIONS[version], "-ign_eof"] if version else [])


def read_s_client(text):
    """A mode, or what was seen instead."""
    asked = ("Acceptable client certificate CA names" in text or
             "Client Certificate Types:" in text or
             "Requested Signature Algorithms:" in text)
    status = re.search(r"(?m)^HTTP/1\.[01] (\d{3})", text)
    if re.search(r"alert number \d+", text):
        return "required_handshake" if asked else "alert, not asked"
    if not status:
        return "asks" if asked else "no answer, not asked"
    if not asked:
        return "none" if status[1] < "400" else status[1] + ", not asked"
    return "http_level" if status[1] in ("400", "403") else "optional"


def run_s_client(pki, port, version):
    """With the request on standard input; a server may not close."""
    try:
        out = subprocess.run(s_client(pki, port, version),
                             input=REQUEST.encode(), stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False,
                             timeout=8).stdout
    except subprocess.TimeoutExpired as err:
        out = err.stdout or b""
    return read_s_client(out.decode("utf-8", "replace"))


def find_testssl():
    return shutil.which("testssl") or shutil.which("testssl.sh")


def testssl(program, port, *options):
    return [program, "--warnings", "off", "--color", "0", "--ip",
            "127.0.0.1", *options, "%s:%d%s" % (HOST, port, PATH)]


def read_testssl(rows):
    """Its word: clientAuth of 3.2; 3.0 only says what it cannot go on with."""
    found = {row.get("id"): row.get("finding", "") for row in rows}
    if "clientAuth" in found:
        return found["clientAuth"]
    if found.get("service", "").startswith("certificate-based auth"):
        return "required"
    return "says nothing"


def run_testssl(program, port):
    """3.2 tells it among the server's defaults, 3.0 before it begins."""
    old = version_of_testssl(program).startswith("3.0")
    with tempfile.TemporaryDirectory(prefix="eastestssl") as folder:
        file = os.path.join(folder, "out.json")
        try:
            subprocess.run(testssl(program, port, "-h" if old else "-S",
                                   "--jsonfile", file),
                           stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, check=False,
                           timeout=600)
        except subprocess.TimeoutExpired:
            return "no end in 600 s"
        try:
            with open(file, encoding="utf-8", errors="replace") as text:
                return read_testssl(json.load(text))
        except (OSError, ValueError):
            return "no output"


def is_right(word, mode):
    """True, False, or None where the tool does not say."""
    modes = TESTSSL.get(word) if word in TESTSSL else (word,)
    if mode in modes:
        return True
    known = {"none", "optional", "required", "required_handshake",
             "http_level", "required_after_request",
             "optional_after_request"}
    return False if word in known else None


def read_version(text):
    """3.0 says "testssl 3.0.8 from …", 3.2 "testssl version 3.2.1 from …",
    with codes for colours around its words."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    found = re.search(r"testssl(?:\.sh)?\s+(?:version\s+)?(\d\S*)", plain)
    return found[1] if found else "?"


def version_of_testssl(program):
    run = subprocess.run([program, "--version"], capture_output=True,
                         text=True, check=False, stdin=subprocess.DEVNULL)
    return read_version(run.stdout)


def versions(program):
    """What is compared, as the tools name themselves."""
    told = [subprocess.run(["openssl", "version"], capture_output=True,
                           text=True, check=False).stdout.strip()]
    if program:
        told.append("testssl.sh " + version_of_testssl(program))
    return told


def test_words():
    """The readers, on what the tools print."""
    asked = "Requested Signature Algorithms: RSA+SHA256\n"
    rows = (
        (read_version("\x1b[1m\n#####\n    testssl       3.0.8 from \x1b[m"
                      "\x1b[1mhttps://testssl.sh/\x1b[m\n"), "3.0.8"),
        (read_version("\x1b[1m\n#####\n  \x1b[1mtestssl\x1b[m version "
                      "\x1b[1m3.2.1\x1b[m from \x1b[m\n"), "3.2.1"),
        (read_version("testssl: no such file\n"), "?"),
        (read_s_client("HTTP/1.1 200 OK\n"), "none"),
        (read_s_client(asked + "HTTP/1.1 200 OK\n"), "optional"),
        (read_s_client(asked + "HTTP/1.1 403 Forbidden\n"), "http_level"),
        (read_s_client(asked + "SSL alert number 116"), "required_handshake"),
        (read_s_client("HTTP/1.1 403 Forbidden\n"), "403, not asked"),
        (read_testssl([{"id": "clientAuth", "finding": "optional"}]),
         "optional"),
        (read_testssl([{"id": "service", "finding":
                        "certificate-based authentication => skipping"}]),
         "required"),
        (read_testssl([{"id": "service", "finding": "HTTP"}]),
         "says nothing"),
        (is_right("optional", "required_handshake"), False),
        (is_right("optional", "http_level"), True),
        (is_right("403, not asked", "http_level"), None),
    )
    return ["others: %r, not %r" % row for row in rows if row[0] != row[1]]
