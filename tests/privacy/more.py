# SPDX-License-Identifier: Apache-2.0
"""More kinds of evidence for the canaries: what is packed, binary, signed by
somebody else or encrypted, names of every type, logs with every column."""
import base64
import gzip
import json
import os
import plistlib
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                os.pardir, "fixtures"))
import evtx  # noqa: E402

INTERNAL, VENDOR, PUBLIC = 1, 2, 3
SIGNER = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {cn}
[leaf]
subjectAltName = @names
subjectKeyIdentifier = hash
[names]
DNS.1 = {dns}
email.1 = {mail}
URI.1 = https://{uri}/{path}
URI.2 = {urn}
IP.1 = {ip4}
IP.2 = {ip6}
RID.1 = 1.3.6.1.4.1.99999.5
dirName.1 = folder
otherName.1 = 1.3.6.1.4.1.311.20.2.3;UTF8:{upn}
[folder]
CN = {folder}
"""


def run(*command, **more):
    return subprocess.run(command, capture_output=True, check=True, **more)


def ip6(c, field):
    """Spelled so that only a reader of addresses knows it again."""
    n = len(c.all)
    return c.add(field, "2001:db8:7:%x::1" % n, VENDOR, "ip")


class More:
    def at(self, name):
        return os.path.join(self.folder, "work", name)

    def write_work(self, name, text):
        with open(self.at(name), "w", encoding="utf-8") as out:
            out.write(text)

    def plain(self, field, value):
        self.c.why[field] = "type not kept"
        return self.c.add(field, value, INTERNAL, None)

    def make_more(self):
        for make in (self.make_evtx, self.make_binary, self.make_foreign,
                     self.make_encrypted, self.make_packed, self.make_node,
                     self.make_folders):
            make()

    def make_evtx(self):
        """A log in Windows' own form."""
        c = self.c
        space = "http://schemas.microsoft.com/win/2004/08/events/event"
        kdc = "Microsoft-Windows-Kerberos-Key-Distribution-Center"
        rows = {"AccountName": c.user("account of an .evtx"),
                "Subject": "CN=" + c.name("subject of an .evtx"),
                "Issuer": "CN=" + c.name("issuer of an .evtx"),
                "SerialNumber": c.hash("serial of an .evtx", 24, "serial"),
                "Thumbprint": c.hash("thumbprint of an .evtx")}
        fields = "".join("<Data Name='%s'>%s</Data>" % item
                         for item in rows.items())
        self.put("kdc.evtx", evtx.evtx(
            f"<Event xmlns='{space}'><System><Provider Name='{kdc}'/>"
            "<EventID>39</EventID><Level>2</Level>"
            "<TimeCreated SystemTime='2026-11-20T07:02:40.1Z'/>"
            "<EventRecordID>7</EventRecordID><Channel>System</Channel>"
            f"<Computer>{c.host('computer of an .evtx')}</Computer></System>"
            f"<EventData>{fields}</EventData></Event>"))

    def profile(self, of, **more):
        c = self.c
        return {"PayloadType": "Configuration", "PayloadVersion": 1,
                "PayloadIdentifier": c.name("identifier of " + of),
                "PayloadUUID": c.guid("UUID of " + of),
                "PayloadDisplayName": c.name("name of " + of),
                "PayloadOrganization": c.gone(
                    "organization of " + of, "not read"),
                "PayloadDescription": c.gone(
                    "description of " + of, "not read"), **more}

    def make_binary(self):
        c = self.c
        self.put("binary.mobileconfig", plistlib.dumps(self.profile(
            "a binary profile", PayloadContent=[{
                "PayloadType": "com.apple.eas.account", "PayloadVersion": 1,
                "PayloadIdentifier": c.name("payload of a binary profile"),
                "PayloadUUID": c.guid("payload's UUID of a binary profile"),
                "Host": "%s.%s" % (c.host("host of a binary profile"),
                                   self.domain),
                "EmailAddress": "%s@%s" % (
                    c.user("email of a binary profile"), self.domain),
                "UserName": c.user("user of a binary profile")}]),
            fmt=plistlib.FMT_BINARY))

    def make_foreign(self):
        """Signed by one whose own authority nobody knows."""
        c = self.c
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", self.at("far.key"), "-out", self.at("far.pem"),
            "-subj", "/CN=" + c.name("issuer of a signer"))
        run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout",
            self.at("far-leaf.key"), "-out", self.at("far-leaf.csr"),
            "-subj", "/O=%s/CN=%s/emailAddress=%s@%s" % (
                c.name("O of a signer"), c.name("CN of a signer"),
                c.user("address of a signer"), self.domain))
        run("openssl", "x509", "-req", "-in", self.at("far-leaf.csr"), "-CA",
            self.at("far.pem"), "-CAkey", self.at("far.key"), "-set_serial",
            "0x" + c.gone("serial of a signer", "not kept",
                          "5e5e5e5e5e5e5e%04x"),
            "-out", self.at("far-leaf.pem"))
        self.put("foreign.mobileconfig", run(
            "openssl", "cms", "-sign", "-nodetach", "-binary", "-outform",
            "PEM", "-signer", self.at("far-leaf.pem"), "-inkey",
            self.at("far-leaf.key"), "-certfile", self.at("far.pem"),
            input=plistlib.dumps(self.profile(
                "a profile of a stranger", PayloadContent=[]))).stdout)

    def make_encrypted(self):
        c = self.c
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", self.at("to.key"), "-out", self.at("to.pem"), "-subj",
            "/CN=" + c.gone("recipient of an encrypted profile",
                            "recipients are not kept"))
        inner = plistlib.dumps([{
            "PayloadType": "com.apple.eas.account", "PayloadIdentifier":
            c.gone("identifier within an encrypted profile", "not opened")}])
        sealed = run("openssl", "cms", "-encrypt", "-aes256", "-binary",
                     "-outform", "DER", self.at("to.pem"), input=inner).stdout
        self.put("sealed.mobileconfig", sealed)
        self.put("half-sealed.mobileconfig", plistlib.dumps(self.profile(
            "a profile with encrypted payloads", EncryptedPayloadContent=(
                sealed))))

    def make_packed(self):
        """Logs as they are kept, with every column that IIS can write. What
        devices that fail have in common is told; nothing else of a row is."""
        c = self.c
        head = ("#Software: Microsoft Internet Information Services 10.0\n"
                "#Version: 1.0\n#Date: 2026-11-21 06:00:00\n#Fields: date time "
                "s-sitename s-computername s-ip cs-method cs-uri-stem "
                "cs-uri-query s-port cs-username c-ip cs-version "
                "cs(User-Agent) cs(Cookie) cs(Referer) cs-host sc-status "
                "sc-substatus sc-win32-status sc-bytes cs-bytes time-taken "
                "X-Forwarded-For CERT_ISSUER\n")
        why = "of rows only what failing devices share is kept"
        lost = {one: c.gone("%s of a packed log" % one, why) for one in (
            "site", "computer", "user", "user in the query",
            "note in the query", "client", "cookie", "Referer", "Host",
            "X-Forwarded-For")}
        kind = c.word("device type that fails")
        agent = c.word("agent that fails")
        server = c.ip("server that fails")
        # Hidden as one name of two words.
        issuer = c.add("issuer that fails", "qz%03dx" % len(c.all), VENDOR,
                       None) + "+" + c.add(
                "second word of an issuer that fails", "qz%03dy" % len(c.all),
                VENDOR, None)

        def row(day, i, device, bad):
            return (f"2026-11-{day} 09:{i % 60:02d}:{i // 60:02d} "
                    f"{lost['site']} "
                    f"{lost['computer']} "
                    f"{server if bad else '192.0.2.5'} POST "
                    "/Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User="
                    f"{lost['user in the query']}&DeviceId={device}&"
                    f"DeviceType={kind if bad else 'iPhone'}&Log="
                    f"V141_Ssnf:T_{lost['note in the query']} 443 "
                    f"{lost['user']} {lost['client']} HTTP/1.1 "
                    f"{agent if bad else 'Apple-iPhone14C2/2201.8'} "
                    f"{lost['cookie']}=1 http://{lost['Referer']}/ "
                    f"{lost['Host']} {'401 1 2148074254' if bad else '200 0 0'}"
                    f" 100 100 31 {lost['X-Forwarded-For']} "
                    f"{'CN=' + issuer if bad else 'CN=Other'}\n")

        failing = [c.device("failing device %d" % i) for i in range(4)]
        rows = {day: "" for day in (20, 21)}
        for day in rows:
            for i in range(40):
                rows[day] += row(day, i, "Fine%04dDevice" % i, False)
            for i in range(40):
                device = failing[i] if i < 4 else "Fail%04dDevice" % i
                for k in range(3):
                    rows[day] += row(day, i + 60 * k, device, True)
        self.put("u_ex261120.log.gz", gzip.compress(
            (head + rows[20]).encode()))
        self.put("u_ex261121.log.zst", run(
            "zstd", "-q", "-c", input=(head + rows[21]).encode()).stdout)

    def make_node(self):
        """One node's record: a certificate with every type of name, answers
        of DNS of both families, headers of every sort."""
        c = self.c
        upn = c.user("UPN of a server's certificate")
        self.write_work("node.cnf", SIGNER.format(
            cn=c.name("CN of a server's certificate"),
            dns=c.host("DNS of a server's certificate") + "." + self.domain,
            mail=c.user("mail of a server's certificate") + "@" + self.domain,
            uri=c.host("URI of a server's certificate") + "." + self.domain,
            path=c.name("path of a server's certificate"),
            urn="urn:x:" + c.word("URN of a server's certificate"),
            ip4=self.plain("IPv4 of a server's certificate", "203.0.113.9"),
            ip6=self.plain("IPv6 of a server's certificate", "2001:db8:9::7"), upn=upn + "@" + self.domain,
            folder=c.gone("directory name of a server's certificate",
                          "type not kept")))
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", self.at("node.key"), "-out", self.at("node.pem"),
            "-config", self.at("node.cnf"), "-extensions", "leaf",
            "-set_serial", "0x" + c.hash("serial of a server", 24, "serial"))
        # No other evidence names this one.
        der = self.der(self.at("node.pem"), "server")
        first, second = ip6(c, "IPv6 of a node"), ip6(c, "second IPv6")
        names = ("www-authenticate", "server", "x-powered-by", "x-owa-version",
                 "x-ms-diagnostics", "x-diaginfo", "x-forwarded-for",
                 "x-proxyerrorhost", "strict-transport-security", "set-cookie",
                 "x-ms-location", "request-id", "etag", "alt-svc")
        headers = []
        for name in names:
            value = c.word("header " + name)
            if name in ("set-cookie",):
                c.all[-1] = ("header " + name, value, INTERNAL, None)
                c.why["header " + name] = "a cookie's value is dropped"
            if name == "www-authenticate":
                value = 'Basic realm="%s"' % value
            if name == "x-ms-location":
                value = "https://%s/x" % value
                c.all[-1] = c.all[-1][:2] + (VENDOR, "host")
            headers.append({"name": name, "value": value})
        headers.append({"name": "x-" + c.word("a header's name"),
                        "value": "1"})
        self.put("node.json", json.dumps({
            "schema": "easdoctor.probe/1", "version": "0.1.0",
            "started": "2026-11-22T11:00:00Z",
            "target": {"host": self.mail_host, "port": 443,
                       "path": "/Microsoft-Server-ActiveSync",
                       "connect_to": "[%s]:443" % first,
                       "timeout_ms": 10000},
            "dns": {"state": "ok", "ms": 3, "addresses": [second, first]},
            "attempts": [{
                "step": "tls12", "address": first, "port": 443,
                "started_ms": 3, "offer": {
                    "tls_min": "1.2", "tls_max": "1.2", "sni": True,
                    "pha": False, "alpn": ["http/1.1"], "certificate": False},
                "tcp": {"state": "connected", "ms": 1},
                "tls": {"state": "done", "ms": 12, "version": "1.2",
                        "cipher": c.word("cipher"), "alpn": c.word("ALPN"),
                        "server_certificates": [
                            base64.b64encode(der).decode()],
                        "transcript": [], "certificate_requests": []},
                "http": {"state": "answered", "method": c.word("method"),
                         "request_bytes": 0, "sent_bytes": 0,
                         "version": "1.1", "status": 401, "ms": 21,
                         "headers": headers, "cookies": [],
                         "body": {"bytes": 20, "cut": False, "text": ""}},
                "ended": c.word("how an attempt ended")}]}))

    def make_folders(self):
        """Names of folders and files, and a file that is nothing known."""
        c = self.c
        folder = os.path.join(self.evidence, c.path("folder"),
                              c.path("folder within"))
        os.makedirs(folder)
        with open(os.path.join(folder, c.word("file") + ".bin"), "wb") as out:
            out.write(b"\x01\x02" + c.gone(
                "content of an unknown file", "not recognised").encode())


PLUGIN = """
#include <easdoctor/plugin.h>
static void run(const struct ed_facts *facts, const void *subject,
    struct ed_sink *out)
{
	(void)facts;
	(void)subject;
	ed_settle(out, "all", true, (struct ed_ref){.kind = ED_AT_LINE,
	    .at = ED_STR("%(at)s"), .quote = ED_STR("x %(quote)s y")},
	    ED_VALUES(%(values)s));
	ed_unknown(out, "odd", "because of %(reason)s");
}
static const struct ed_check check = {.id = "x-all",
    .title = "Nothing is shown", .each = ED_CASE,
    .findings = ED_FINDINGS({"all", 0}, {"odd", 0}), .run = run};
static const struct ed_check *const checks[] = {&check, NULL};
static const char *const rules[] = {
    "check: x-all\\nsupply: Nothing.\\nwho: pki\\ncost: free\\nfindings:\\n"
    %(rules)s, NULL};
ED_PLUGIN("all kinds", checks, rules);
"""

RULE = """  - id: %s
    kind: cause
    title: The case has each kind
    stage: certificate
    bites: validate
    blocks: nothing
    prior: exotic
    proof: never
    basis: memory
    owner: pki
    explains: [ { finding: http/403-16, strength: rarely, via: nothing } ]
    text: The case has %s.
    fix: [ 'Look at %s.' ]
    undo: Nothing.
    risk: none
    verify: [ { shell: sh, run: 'echo %s' } ]
    handoff: The case has it.
    cite: [ The case file ]
"""


def make_plugin(bundle, program):
    """A check of somebody else's, which shows a value of each kind."""
    c, built = bundle.c, os.path.dirname(os.path.abspath(program))
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          os.pardir, os.pardir, "include")
    values = {"ED_TEXT": c.word("a plugin's text"),
              "ED_UPN": c.user("a plugin's UPN"),
              "ED_EMAIL": c.user("a plugin's email"),
              "ED_HOST": c.host("a plugin's host"),
              "ED_IP": ip6(c, "a plugin's address"),
              "ED_DN": c.name("a plugin's name"),
              "ED_SERIAL": c.hash("a plugin's serial", 24, "serial"),
              "ED_THUMBPRINT": c.hash("a plugin's thumbprint"),
              "ED_DEVICE": c.device("a plugin's device"),
              "ED_SID": c.sid("a plugin's SID"),
              "ED_PATH": c.path("a plugin's path")}
    names = {kind: kind[3:].lower() for kind in values}
    fill = " and ".join("{%s}" % name for name in names.values())
    rules = RULE % ("all", fill, fill, "{upn}") \
        + RULE % ("odd", "nothing", "nothing", "nothing")
    where = os.path.join(bundle.folder, "plugin")
    os.makedirs(where)
    os.chmod(where, 0o755)
    with open(os.path.join(where, "all.c"), "w", encoding="ascii") as out:
        out.write(PLUGIN % {
            "at": c.word("a plugin's place"),
            "quote": c.word("a plugin's quote"),
            "reason": c.word("a plugin's reason"),
            "values": ", ".join('{"%s", %s, ED_STR("%s")}' % (
                names[kind], kind, value)
                for kind, value in values.items()),
            "rules": json.dumps(rules)})
    plugin = os.path.join(where, "all.so")
    run("cc", "-std=c17", "-D_GNU_SOURCE", "-shared", "-fPIC", "-I", source,
        "-I", os.path.join(built, "include"), "-o", plugin,
        os.path.join(where, "all.c"))
    os.chmod(plugin, 0o644)
    return plugin
