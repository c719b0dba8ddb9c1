#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the seeds of the fuzz targets plist, plist_binary, profile, cms and
observed."""
import base64
import datetime
import os
import plistlib
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "..", "fuzz", "corpus")
DOCTYPE = ('<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
           '"http://www.apple.com/DTDs/PropertyList-1.0.dtd"')
SMALL = ('<plist version="1.0"><dict><key>A</key><string>x</string>'
         "<key>B</key><array><true /><data>AAEC</data></array></dict></plist>")
EAS = ("<dict><key>PayloadType</key><string>com.apple.eas.account</string>"
       "<key>Host</key><string>{Host}</string><key>SSL</key><true/>"
       "<key>Password</key><string>p&x;</string>"
       "<key>PayloadCertificateUUID</key><string>{u}</string></dict>")
P12 = ("<dict><key>PayloadType</key><string>com.apple.security.pkcs12</string>"
       "<key>PayloadUUID</key><string>u</string><key>Password</key>"
       "<string>x</string><key>PayloadContent</key><data>MAMCAQM=</data>"
       "</dict>")


def write(thing, name, data):
    folder = os.path.join(CORPUS, thing)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())


def copy(thing, *names):
    for name in names:
        with open(os.path.join(HERE, name), "rb") as source:
            write(thing, name, source.read())


def bomb():
    rows = ['<!ENTITY a "aaaaaaaaaa">']
    for name, inner in zip("bcdefghi", "abcdefgh"):
        rows.append('<!ENTITY ' + name + ' "' + f"&{inner};" * 10 + '">')
    return (DOCTYPE + " [" + "".join(rows) +
            "]><plist><string>&i;</string></plist>")


def property_lists():
    copy("plist", "odd.plist", "utf16le.plist", "utf16be.plist", "mark.plist")
    for name, text in {
        "bomb": bomb(),
        "xxe": f'{DOCTYPE} [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
               "<plist><string>&x;</string></plist>",
        "xxe-parameter": f'{DOCTYPE} [<!ENTITY % x SYSTEM "http://127.0.0.1:1/'
                         'x.dtd"> %x;]>' + SMALL,
        "subset-empty": f"{DOCTYPE} [ ]>{SMALL}",
        "attlist": f'{DOCTYPE} [<!ATTLIST key a CDATA "b">]>{SMALL}',
        "deep": "<plist>" + "<array>" * 64 + "</array>" * 64 + "</plist>",
        "deep-dicts": "<plist>" + "<dict><key>a</key>" * 64,
        "cut-off": SMALL[:70],
        "cut-off-tag": SMALL[:-12],
        "ampersand": SMALL.replace("x<", "R&D &nope; &#0; &#xD800; ]]> <"),
        "nesting": "<plist><dict><string/><key>a<b/></key><key/><foo><dict>"
                   "<key>x</key></dict></foo>text</dict><dict/></plist>",
        "repeated": "<dict>" + "<key>a</key><true/>" * 9 + "</dict>",
        "namespace": '<p:plist xmlns:p="u"><p:dict/></p:plist>',
        "cp1252": SMALL.replace("x", "\u00e4\u20ac").encode("cp1252"),
        "nul": SMALL.replace("x", "a\0b"),
        "utf16-odd": SMALL.encode("utf-16")[:-1],
        "secret": SMALL.replace("A<", "Password<").replace("x<", "a&b;<c"),
        "encoding": '<?xml version="1.0" encoding="UTF-7"?>' + SMALL,
        "version": '<?xml version="9.9" standalone="no"?>' + SMALL,
        "long-tag": "<plist><" + "a" * 3000 + "/></plist>",
    }.items():
        write("plist", name, text)


def profiles():
    copy("profile", "two.mobileconfig", "types.mobileconfig", "fragment.xml",
         "cut-off.mobileconfig", "encrypted.mobileconfig", "response.plist",
         "no-content.mobileconfig", "dict-content.mobileconfig",
         "wrong-password.mobileconfig", "pem-root.mobileconfig")
    for name in ("binary.mobileconfig", "signed.mobileconfig", "signed.b64",
                 "enveloped.mobileconfig"):
        with open(os.path.join(HERE, name), "rb") as source:
            write("profile", name, source.read(600))
    write("profile", "small", "<plist><array>" + EAS.replace("&x;", "") + P12 +
          "</array></plist>")
    write("profile", "broken-account", "<plist><array>" + EAS + P12 +
          "</array></plist>")
    write("profile", "bomb", bomb())
    write("profile", "fragments", "<dict/>\n" + P12 + "<?xml?>" + P12 +
          "<!-- x --><array/>")
    write("profile", "empty", "")
    write("profile", "no-value", "<plist/>")
    write("profile", "not-one", "MII")


def binaries():
    """Whole ones, and objects alone for the target's own trailer."""
    trees = {
        "all": {"A": [1, -1, 2**63, 0.5, True, False, b"\0\xff", "a\0b",
                      "\u20ac", datetime.datetime(2026, 11, 23)],
                "\u00e4": {"B": [], "C": {}}},
        "small": {"PayloadType": "x"}, "long": ["x" * 20, list(range(20))],
        "uid": [plistlib.UID(1)]}
    for name, tree in trees.items():
        write("plist_binary", name,
              plistlib.dumps(tree, fmt=plistlib.FMT_BINARY))
    whole = plistlib.dumps(trees["small"], fmt=plistlib.FMT_BINARY)
    write("plist_binary", "cut-off", whole[:-9])
    write("plist_binary", "version", whole.replace(b"t00", b"t15"))
    write("plist_binary", "shared", b"\xaf\x10\x02\1\1\x50\x08\x0d\2")
    write("plist_binary", "itself", b"\xa1\0\x08\1")
    write("plist", "binary", whole)


def messages():
    """Signed in every way, without the bulk of a profile."""
    content = b"<?xml?><plist><dict/></plist>"
    with tempfile.TemporaryDirectory() as folder:
        def openssl(*args, **more):
            return subprocess.run(("openssl",) + args, check=True, cwd=folder,
                                  capture_output=True, **more).stdout
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x",
                "-keyout", "key", "-out", "cert")
        for name, more in {"plain": (), "stream": ("-stream",),
                           "noattr": ("-noattr",), "nocerts": ("-nocerts",),
                           "keyid": ("-keyid",)}.items():
            der = openssl("cms", "-sign", "-binary", "-nodetach", "-signer",
                          "cert", "-inkey", "key", "-outform", "DER", *more,
                          input=content)
            write("cms", name, der)
        write("cms", "altered", der.replace(b"dict", b"Dict"))
        write("cms", "cut-off", der[:-5])
        write("cms", "twice", openssl(
            "cms", "-sign", "-binary", "-nodetach", "-signer", "cert",
            "-inkey", "key", "-outform", "DER", input=der))
        write("cms", "detached", openssl(
            "cms", "-sign", "-binary", "-signer", "cert", "-inkey", "key",
            "-outform", "DER", input=content))
        write("profile", "pem", b"-----BEGIN CMS-----\n" +
              base64.encodebytes(der) + b"-----END CMS-----\n")
        write("profile", "stream", der)


def symptoms():
    for number, text in enumerate((
            "403.16", "HTTP 403.16", "403 16 2148204809", "401 Unauthorized",
            "HTTP Error 403.7 - Forbidden", "500 0x32", "1403.160 10.0.403.16",
            "status 503 HTTP/1.1 Service Unavailable Microsoft-HTTPAPI/2.0",
            "401 without WWW-Authenticate", "401 WWW-Authenticate: Basic",
            "sc-status=403 sc-substatus=13 sc-win32-status=99999999999",
            "403 X-FEServer: A", "login page", "503 throttled, too many",
            "Can\u2019t Get Mail", "E-Mails k\u00f6nnen nicht empfangen werden",
            "Enter Password", "Passwort eingeben", "asks " * 60,
            "password " * 60, "403.1 " * 60, "")):
        write("observed", f"{number:02}", text)
    write("observed", "not-utf8", b"\xff\xfe 403.16 \x80\xe2\x80")


if __name__ == "__main__":
    property_lists()
    profiles()
    binaries()
    messages()
    symptoms()
