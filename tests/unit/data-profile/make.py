#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the property lists and profiles beside it, and what is expected.

Keys are throw-away and new in every run; tests compare only what this script
states. NAME.expect is what Python's plistlib reads from NAME.
"""
import base64
import datetime
import os
import plistlib
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
    '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
)
P12 = "52A82CC3-3096-45EF-9EBD-45AC91723B14"
SCEP = "91c1d7de-2f7d-4f0b-a9c6-5cdb2e9f0003"
ROOT = "7b0f9d52-5d0a-4b45-9d4c-0a0a3b3c0002"


def write(name, data):
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())


def flat(value, key=None, depth=0):
    """One line per node: type, key, value."""
    lead = "  " * depth + ("" if key is None else f"{key}=")
    if isinstance(value, dict):
        rows = [lead + "dict"]
        for name, item in value.items():
            rows += flat(item, name, depth + 1)
        return rows
    if isinstance(value, list):
        rows = [lead + "array"]
        for item in value:
            rows += flat(item, None, depth + 1)
        return rows
    if isinstance(value, bool):
        return [lead + ("true" if value else "false")]
    if isinstance(value, bytes):
        return [lead + "data " + value.hex()]
    if isinstance(value, int):
        return [lead + f"integer {value}"]
    if isinstance(value, float):
        return [lead + f"real {value}"]
    if isinstance(value, datetime.datetime):
        return [lead + "date " + value.strftime("%Y-%m-%dT%H:%M:%SZ")]
    return [lead + "string " + value]


def expect(name):
    with open(os.path.join(HERE, name), "rb") as source:
        tree = plistlib.load(source)
    write(name + ".expect", "\n".join(flat(tree)) + "\n")


def profile(name, payloads, **more):
    tree = {
        "PayloadContent": payloads,
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": "corp-eas",
        "PayloadUUID": "195c2047-813f-423e-b8c6-56a47a721b6e",
        "PayloadDisplayName": "Exchange",
    }
    tree.update(more)
    tree = {k: v for k, v in tree.items() if v is not None}
    write(name, plistlib.dumps(tree, sort_keys=False))
    return tree


def payload(kind, uuid, **more):
    return {
        "PayloadType": kind,
        "PayloadVersion": 1,
        "PayloadUUID": uuid,
        "PayloadIdentifier": "corp-eas." + kind.rsplit(".", 1)[1],
        "PayloadDisplayName": kind.rsplit(".", 1)[1],
        **more,
    }


def eas(number, **more):
    values = {
        "EmailAddress": "alice@corp.example",
        "UserName": "CORP\\alice",
        "Host": "mail.corp.example",
        "SSL": True,
    }
    values.update(more)
    return payload(
        "com.apple.eas.account",
        f"26a7aaa7-c5cf-4d36-94d3-731b8b3d000{number}",
        **values,
    )


def openssl(*args, **kwargs):
    return subprocess.run(
        ["openssl", *args], check=True, capture_output=True, **kwargs
    ).stdout


def material(folder):
    """A root, and a PKCS#12 with the password "in-the-profile"."""
    root, key = os.path.join(folder, "root.pem"), os.path.join(folder, "key")
    cert, p12 = os.path.join(folder, "cert.pem"), os.path.join(folder, "p12")
    client = ("-addext", "subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;"
              "UTF8:alice@corp.example,email:alice@corp.example",
              "-addext", "extendedKeyUsage=clientAuth,1.2.3.4",
              "-addext", "keyUsage=digitalSignature,keyEncipherment")
    for subject, out, more in (("/CN=Test Root", root, ()),
                               ("/DC=corp/CN=alice", cert, client)):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                key, "-out", out, "-subj", subject, "-days", "3650", *more)
    openssl("pkcs12", "-export", "-in", cert, "-inkey", key, "-out", p12,
            "-passout", "pass:in-the-profile", "-certpbe", "PBE-SHA1-3DES",
            "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    with open(p12, "rb") as source:
        p12_der = source.read()
    with open(root, "rb") as source:
        root_pem = source.read()
    return root_pem, openssl("x509", "-in", root, "-outform", "DER"), \
        p12_der, cert, key


def facts(der):
    """What inspect's JSON must say of a certificate, as openssl sees it."""
    def ask(*args):
        return openssl("x509", "-inform", "DER", "-noout", *args,
                       input=der).decode().strip()

    def value(*args):
        return ask(*args).rsplit("=", 1)[1].replace(":", "").lower()

    def time(name):
        text = ask("-dateopt", "iso_8601", name).split("=", 1)[1]
        return text.replace(" ", "T")

    key_id = ask("-ext", "subjectKeyIdentifier").splitlines()[1]
    subject = ask("-subject", "-nameopt", "RFC2253").split("=", 1)[1]
    return [
        f'"subject": "{subject}"',
        f'"serial": "{value("-serial")}"',
        f'"not_before": "{time("-startdate")}"',
        f'"not_after": "{time("-enddate")}"',
        f'"sha1": "{value("-fingerprint", "-sha1")}"',
        f'"sha256": "{value("-fingerprint", "-sha256")}"',
        '"subject_key_id": "' + key_id.strip().replace(":", "").lower() + '"',
    ]


def property_lists():
    odd = HEAD + """<!-- before -->
<plist version="1.0">
<dict>
\t<key>string</key><string>a &amp; b &lt; c &#x41;&#66;</string>
\t<key>empty</key><string/>
\t<key>blank tag</key><true />
\t<key>no</key><false></false>
\t<key>comment</key><!-- between --><string>x<!-- inside -->y</string>
\t<key>cdata</key><string><![CDATA[<a> & ]] b]]></string>
\t<key>it's</key><string>apostrophe</string>
\t<key>a "quoted" key</key><string>quotes</string>
\t<key>umlaut \u00fc \u20ac \U0001f600</key><string>\u00e4\u00f6\u00fc</string>
\t<key>lines</key><string>one
two</string>
\t<key>integer</key><integer>-42</integer>
\t<key>real</key><real>1.5</real>
\t<key>date</key><date>2026-11-18T08:00:00Z</date>
\t<key>data</key>
\t<data>
\tAAEC
\t/w==
\t</data>
\t<key>array</key>
\t<array>
\t\t<string>first</string>
\t\t<array><integer>1</integer><integer>2</integer></array>
\t\t<dict><key>string</key><string>again</string><key/><string>no name</string></dict>
\t\t<string>first</string>
\t</array>
\t<key>no array</key><array/>
\t<key>no dict</key><dict/>
\t<key>""" + "k" * 200 + """</key><string>long key</string>
</dict>
</plist>
<!-- after -->
"""
    write("odd.plist", odd)
    expect("odd.plist")
    short = HEAD + ("<plist><dict><key>Stra\u00dfe</key>"
                    "<string>\u20ac \U0001f600</string></dict></plist>\n")
    write("utf16le.plist", b"\xff\xfe" + short.replace("UTF-8", "UTF-16")
          .encode("utf-16-le"))
    write("utf16be.plist", b"\xfe\xff" + short.replace("UTF-8", "UTF-16")
          .encode("utf-16-be"))
    write("mark.plist", b"\xef\xbb\xbf" + short.encode())
    for name in ("utf16le.plist", "utf16be.plist", "mark.plist"):
        expect(name)


def containers(tree, cert, key):
    xml = plistlib.dumps(tree, sort_keys=False)
    write("binary.mobileconfig", plistlib.dumps(tree, fmt=plistlib.FMT_BINARY))
    der = openssl("cms", "-sign", "-signer", cert, "-inkey", key, "-nodetach",
                  "-binary", "-outform", "DER", input=xml)
    write("signed.mobileconfig", der)
    write("signed.pem", b"-----BEGIN PKCS7-----\n" + base64.encodebytes(der) +
          b"-----END PKCS7-----\n")
    write("signed.b64", base64.encodebytes(der))
    write("enveloped.mobileconfig",
          openssl("cms", "-encrypt", "-aes256", "-outform", "DER", "-binary",
                  cert, input=xml))


def main():
    property_lists()
    with tempfile.TemporaryDirectory() as folder:
        root_pem, root_der, p12, cert, key = material(folder)
        good = profile("good.mobileconfig", [
            payload("com.apple.security.pkcs12", P12, PayloadContent=p12,
                    Password="in-the-profile"),
            payload("com.apple.security.root", ROOT, PayloadContent=root_der),
            eas(1, PayloadCertificateUUID=P12.lower(), OAuth=False),
        ])
        expect("good.mobileconfig")
        alice_der = openssl("x509", "-in", cert, "-outform", "DER")
        write("good.mobileconfig.facts",
              "\n".join(facts(alice_der) + facts(root_der)) + "\n")
        profile("two.mobileconfig", [
            eas(1, PayloadCertificateUUID=" {" + SCEP.upper() + "}\n",
                SMIMEEnabled=True, SMIMEEncryptionEnabled=True,
                SMIMESigningCertificateUUID=P12),
            eas(2, UserName="{EmailUserName}", EmailAddress="",
                Password="do-not-show-me", SSL=False, OAuth=True,
                SMIMEEnabled=True, SMIMESigningEnabled=False,
                SMIMEEncryptByDefault=True,
                SMIMEEncryptionCertificateUUID=SCEP,
                Certificate=p12, CertificatePassword="in-the-profile",
                HeaderMagic="x{DeviceUid}y", CertificateName="{}",
                PayloadDescription="{not a value of the account}"),
            payload("com.apple.security.scep", SCEP, PayloadContent={
                "URL": "https://ndes.corp.example/certsrv/mscep/mscep.dll",
                "Challenge": "0A1B2C3D4E5F6071"}),
        ])
        profile("template.mobileconfig", [
            eas(1, Host="{EasHost}", PayloadCertificateUUID=ROOT[:-1]),
            payload("com.apple.security.scep", SCEP, PayloadContent={
                "Challenge": "{ScepChallenge}"}),
        ], PayloadIdentifier=None)
        profile("pem-root.mobileconfig", [
            payload("com.apple.security.root", ROOT,
                    PayloadContent=root_pem + b"text between\n" + root_pem),
            payload("com.apple.security.pem", SCEP, PayloadContent=b"nothing"),
        ])
        profile("wrong-password.mobileconfig", [
            payload("com.apple.security.pkcs12", P12, PayloadContent=p12,
                    Password="do-not-show-me"),
            payload("com.apple.security.pkcs12", ROOT, PayloadContent=p12),
            payload("com.apple.security.pkcs12", SCEP, Password="x",
                    PayloadContent=base64.encodebytes(p12).decode()),
        ])
        containers(good, cert, key)
    types = eas(1, SSL="true", Host=17, OAuth=0, EmailAddress=["a"],
                SMIMEEnabled="perhaps")
    profile("types.mobileconfig", [types, "no dict", {"Host": "no type"}],
            PayloadDisplayName=5)
    profile("no-content.mobileconfig", None)
    profile("dict-content.mobileconfig", {"PayloadType": "x"})
    profile("encrypted.mobileconfig", None, IsEncrypted=True,
            EncryptedPayloadContent=b"\x30\x80")
    write("response.plist", plistlib.dumps(
        {"CommandUUID": "1", "ProfileList": [], "Status": "Acknowledged"}))
    write("array.mobileconfig", plistlib.dumps([eas(1)], sort_keys=False))
    lone = plistlib.dumps(eas(1, PayloadCertificateUUID=P12),
                          sort_keys=False).decode()
    lone = lone[lone.index("<dict>"):lone.rindex("</dict>") + 7]
    write("fragment.xml", lone + "\n")
    with open(os.path.join(HERE, "two.mobileconfig"), "rb") as source:
        two = source.read()
    # Within the second account, after its address and before its host.
    write("cut-off.mobileconfig", two[:two.rindex(b"mail.corp.example") - 30])


if __name__ == "__main__":
    main()
