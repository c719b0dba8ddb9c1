# SPDX-License-Identifier: Apache-2.0
"""Evidence of every kind, with a canary in each field that names something.

A canary is a value that stands nowhere else. Each says from which level of
--privacy on it is hidden, and as what kind of name.
"""
import base64
import hashlib
import json
import os
import subprocess

import more

INTERNAL, VENDOR, PUBLIC = 1, 2, 3
LEVELS = {INTERNAL: "internal", VENDOR: "vendor", PUBLIC: "public"}


class Canaries:
    def __init__(self):
        self.all = []  # (field, value, level, kind)
        self.why = {}  # why a field is never shown

    def add(self, field, value, level, kind):
        self.all.append((field, value, level, kind))
        return value

    def _word(self, field, kind, level, form="qz%03dx"):
        return self.add(field, form % len(self.all), level, kind)

    def user(self, field):
        return self._word(field, "user", VENDOR)

    def name(self, field):
        return self._word(field, "name", VENDOR)

    def host(self, field):
        return self._word(field, "host", VENDOR)

    def domain(self, field):
        return self._word(field, "domain", VENDOR, "qz%03dx.invalid")

    def device(self, field):
        return self._word(field, "device", INTERNAL)

    def guid(self, field):
        return self._word(field, "device", INTERNAL,
                          "5c6e8d9a-8b1f-4d0f-9a57-0e4d5b5e7%03d")

    def sid(self, field):
        return self._word(field, "sid", INTERNAL, "S-1-5-21-77-88-99-7%03d")

    def ip(self, field):
        return self.add(field, "198.51.100.%d" % (len(self.all) % 250 + 2),
                        VENDOR, "ip")

    def hash(self, field, digits=40, kind="thumbprint"):
        made = hashlib.sha512(b"%d" % len(self.all)).hexdigest()
        return self.add(field, made[:digits], PUBLIC, kind)

    def word(self, field):
        """Free text: hidden from the public, word by word."""
        return self._word(field, "word", PUBLIC)

    def path(self, field):
        return self._word(field, "path", PUBLIC)

    def gone(self, field, why, form="qz%03dx"):
        """What is never shown, so that no name is given to it."""
        self.why[field] = why
        return self._word(field, None, INTERNAL, form)


def run(*command, **more):
    return subprocess.run(command, capture_output=True, check=True, **more)


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())


AUTHORITY = """
[req]
distinguished_name = name
prompt = no
x509_extensions = ca
[name]
DC = {dc}
CN = {cn}
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
"""

DEVICE = """
[req]
distinguished_name = name
prompt = no
[name]
DC = {dc}
O = {o}
OU = {ou}
CN = {cn}
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth,1.3.6.1.4.1.311.21.8.{oid}
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:{upn}, \
email:{mail}, DNS:{dns}, URI:https://{uri}/{uri_path}
crlDistributionPoints = URI:http://{cdp}/{cdp_path}.crl
authorityInfoAccess = caIssuers;URI:http://{aia}/{aia_path}.crt,\
OCSP;URI:http://{ocsp}/
1.3.6.1.4.1.311.20.2 = ASN1:BMP:{template}
1.3.6.1.4.1.311.25.2 = ASN1:SEQUENCE:sid
[sid]
other = IMPLICIT:0,SEQUENCE:other
[other]
type = OID:1.3.6.1.4.1.311.25.2.1
value = EXPLICIT:0,OCT:{sid}
"""


class Bundle(more.More):
    """Everything in one folder; people, hosts and names that belong together
    are attributes."""

    def __init__(self, folder):
        self.c = Canaries()
        self.folder = folder
        self.evidence = os.path.join(folder, self.c.path("folder of evidence"))
        self.user = self.c.user("UPN's local part")
        self.sam = self.c.user("sAMAccountName")
        self.mail = self.c.user("mail's local part")
        self.alias = self.c.user("mailbox alias")
        self.cn = self.c.user("CN of the account")
        self.person = [self.user, self.sam, self.mail, self.alias, self.cn]
        self.domain = self.c.domain("domain")
        self.netbios = self.domain.split(".")[0]
        self.mail_host = self.c.host("endpoint's label") + "." + self.domain
        self.sid = self.c.sid("account's SID")
        self.device = self.c.device("DeviceId")
        self.ca_name = self.c.name("CN of the CA")
        self.site = self.c.name("site")
        self.make()

    def put(self, name, data):
        stem = self.c.word("stem of %s" % name)
        write(os.path.join(self.evidence, stem + "-" + name), data)
        return stem + "-" + name

    def make(self):
        self.make_certificates()
        for make in (self.make_profile, self.make_signed, self.make_android,
                     self.make_account,
                     self.make_ntauth, self.make_exchange, self.make_iis,
                     self.make_web, self.make_sslcert, self.make_registry,
                     self.make_store, self.make_verify, self.make_cainfo,
                     self.make_events, self.make_w3c, self.make_httperr,
                     self.make_probe, self.make_more, self.make_case,
                     self.make_ack):
            make()

    def make_certificates(self):
        c, work = self.c, os.path.join(self.folder, "work")
        at = lambda name: os.path.join(work, name)
        os.makedirs(work)
        write(at("ca.cnf"), AUTHORITY.format(
            dc=self.netbios, cn=self.ca_name))
        write(at("device.cnf"), DEVICE.format(
            dc=self.netbios, o=c.name("O of subject"),
            ou=c.name("OU of subject"), cn=self.cn,
            upn="%s@%s" % (self.user, self.domain),
            mail="%s@%s" % (self.mail, self.domain),
            dns=c.host("SAN DNS") + "." + self.domain,
            uri=c.host("SAN URI") + "." + self.domain,
            uri_path=c.name("path of SAN URI"),
            cdp=c.host("CDP host") + "." + self.domain,
            cdp_path=c.name("CDP path"),
            aia=c.host("AIA host") + "." + self.domain,
            aia_path=c.name("AIA path"),
            ocsp=c.host("OCSP host") + "." + self.domain,
            template=c.name("template of certificate"),
            oid="16543210.7654321",
            sid=c.sid("SID of certificate")))
        c.add("own OID", "1.3.6.1.4.1.311.21.8.16543210.7654321", VENDOR,
              "name")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", at("ca.key"), "-out", at("ca.pem"), "-days", "3000",
            "-config", at("ca.cnf"))
        run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout",
            at("device.key"), "-out", at("device.csr"), "-config",
            at("device.cnf"))
        serial = c.hash("serial", 24, "serial")
        run("openssl", "x509", "-req", "-in", at("device.csr"), "-CA",
            at("ca.pem"), "-CAkey", at("ca.key"), "-set_serial",
            "0x" + serial, "-days", "300", "-extfile", at("device.cnf"),
            "-extensions", "leaf", "-out", at("device.pem"))
        self.serial = serial
        self.device_der = self.der(at("device.pem"), "device")
        self.ca_der = self.der(at("ca.pem"), "CA")
        with open(at("device.pem"), encoding="ascii") as pem:
            self.device_file = self.put("device.pem", pem.read())
        with open(at("ca.pem"), encoding="ascii") as pem:
            self.ca_file = self.put("ca.pem", pem.read())
        run("openssl", "pkcs12", "-export", "-in", at("device.pem"), "-inkey",
            at("device.key"), "-certfile", at("ca.pem"), "-out", at("device.p12"), "-passout",
            "pass:secret7", "-name", c.gone("friendly name", "not read"),
            "-caname", c.gone("friendly name of a CA", "not read"))
        with open(at("device.p12"), "rb") as p12:
            self.p12 = p12.read()
        write(at("index.txt"), "")
        write(at("crlnumber"), c.hash("CRL's number", 12, "serial").upper()
              + "\n")
        write(at("crl.cnf"), "[ca]\ndefault_ca=a\n[a]\ndatabase=%s\n"
              "crlnumber=%s\ndefault_md=sha256\n" % (
                  at("index.txt"), at("crlnumber")))
        run("openssl", "ca", "-gencrl", "-config", at("crl.cnf"), "-cert",
            at("ca.pem"), "-keyfile", at("ca.key"), "-crldays", "30", "-out",
            at("ca.crl"))
        with open(at("ca.crl"), "rb") as crl:
            data = crl.read()
        self.put("ca.crl", data)
        der = run("openssl", "crl", "-outform", "DER", input=data).stdout
        c.add("CRL's hash", hashlib.sha256(der).hexdigest(), PUBLIC,
              "thumbprint")
        c.add("CRL's mark", hashlib.sha256(der).hexdigest()[:8], PUBLIC,
              "thumbprint")

    def der(self, path, whose):
        der = run("openssl", "x509", "-in", path, "-outform", "DER").stdout
        for made in (hashlib.sha1(der), hashlib.sha256(der)):
            self.c.add("%s of %s" % (made.name, whose), made.hexdigest(),
                       PUBLIC, "thumbprint")
        key = run("openssl", "x509", "-in", path, "-pubkey", "-noout").stdout
        key = run("openssl", "pkey", "-pubin", "-outform", "DER",
                  input=key).stdout
        self.c.add("key of %s" % whose, hashlib.sha256(key).hexdigest(),
                   PUBLIC, "thumbprint")
        # The 20 bytes of the bit string are what subjectKeyIdentifier hashes.
        parsed = run("openssl", "asn1parse", "-inform", "DER", "-strparse",
                     "19", "-noout", "-out", "/dev/stdout", input=key).stdout
        self.c.add("SKI of %s" % whose, hashlib.sha1(parsed).hexdigest(),
                   PUBLIC, "thumbprint")
        return der

    def make_profile(self):
        c = self.c
        blob = base64.b64encode(self.p12).decode()
        identity = c.guid("identity's UUID")
        account = c.guid("account's UUID")
        self.put("mail.mobileconfig", f"""<?xml version="1.0"?>
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("PayloadIdentifier")}</string>
<key>PayloadUUID</key><string>{c.guid("profile's UUID")}</string>
<key>PayloadDisplayName</key><string>{c.name("PayloadDisplayName")}</string>
<key>PayloadContent</key><array>
<dict><key>PayloadType</key><string>com.apple.security.pkcs12</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("identity's identifier")}</string>
<key>PayloadUUID</key><string>{identity}</string>
<key>PayloadDisplayName</key><string>{c.name("identity's name")}</string>
<key>Password</key><string>secret7</string>
<key>PayloadContent</key><data>{blob}</data></dict>
<dict><key>PayloadType</key><string>com.apple.security.scep</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("SCEP identifier")}</string>
<key>PayloadUUID</key><string>{c.guid("SCEP UUID")}</string>
<key>PayloadContent</key><dict>
<key>URL</key><string>http://{c.host("SCEP host")}.{self.domain}/certsrv/{
    c.name("SCEP path")}</string>
<key>Name</key><string>{c.name("SCEP name")}</string>
<key>Subject</key><array><array><array><string>CN</string><string>{
    c.name("SCEP subject")}</string></array></array></array>
<key>SubjectAltName</key><dict><key>rfc822Name</key><string>{
    c.user("SCEP SAN email")}@{self.domain}</string>
<key>dNSName</key><string>{c.host("SCEP SAN DNS")}.{self.domain}</string>
<key>ntPrincipalName</key><string>{c.user("SCEP SAN UPN")}@{
    self.domain}</string></dict>
<key>Challenge</key><string>secret8</string>
<key>CAFingerprint</key><data>{base64.b64encode(bytes.fromhex(
    c.hash("CAFingerprint"))).decode()}</data>
<key>Key Type</key><string>RSA</string><key>Keysize</key><integer>1024</integer>
</dict></dict>
<dict><key>PayloadType</key><string>com.apple.eas.account</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("EAS identifier")}</string>
<key>PayloadUUID</key><string>{account}</string>
<key>Host</key><string>https://{c.host("EAS host")}.{self.domain}/{
    c.name("EAS path")}</string>
<key>EmailAddress</key><string>{c.user("EAS email")}@{self.domain}</string>
<key>UserName</key><string>{self.netbios}\\{c.user("EAS user")}</string>
<key>OAuth</key><true/>
<key>OAuthSignInURL</key><string>https://{c.host("OAuth host")}.{
    self.domain}/</string>
<key>SSl</key><string>{c.gone("odd key's value", "of a key that is not known only the key is shown")}</string>
<key>VPNUUID</key><string>{c.guid("VPN's UUID")}</string>
<key>SMIMEEnabled</key><true/>
<key>SMIMESigningCertificateUUID</key><string>{
    c.guid("S/MIME signer")}</string>
<key>SMIMEEncryptionCertificateUUID</key><string>{
    c.guid("S/MIME encrypter")}</string>
<key>PayloadCertificateUUID</key><string>{
    c.guid("UUID that nothing has")}</string></dict>
<dict><key>PayloadType</key><string>{c.name("odd PayloadType")}</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("odd identifier")}</string>
<key>PayloadUUID</key><string>{c.guid("odd UUID")}</string></dict>
</array></dict></plist>
""")

    def make_signed(self):
        """A profile that somebody signed who is nobody of the case."""
        c, at = self.c, lambda name: os.path.join(self.folder, "work", name)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", at("signer.key"), "-out", at("signer.pem"), "-subj",
            "/CN=" + c.name("signer of a profile"))
        tiny = f"""<?xml version="1.0"?>
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>{c.name("signed identifier")}</string>
<key>PayloadUUID</key><string>{c.guid("signed UUID")}</string>
<key>PayloadContent</key><array/></dict></plist>
"""
        self.put("signed.mobileconfig", run(
            "openssl", "cms", "-sign", "-nodetach", "-binary", "-outform",
            "DER", "-signer", at("signer.pem"), "-inkey", at("signer.key"),
            input=tiny.encode()).stdout)

    def make_android(self):
        c = self.c
        self.put("android.xml", f"""<characteristic
 type="com.airwatch.android.androidwork.app:com.google.android.gm"
 uuid="{c.gone("Android uuid", "not read")}">
<parm name="exchange_host" value="{c.host("Android host")}.{self.domain}" />
<parm name="exchange_trust_all_certificates" value="True" />
</characteristic>
""")

    def make_account(self):
        c = self.c
        mapped = c.name("issuer in a mapping")
        self.put("account.ldf", f"""dn: CN={self.cn},OU={
    c.name("OU of the account")},DC={self.netbios},DC=invalid
objectClass: user
sAMAccountName: {self.sam}
userPrincipalName: {self.user}@{self.domain}
mail: {self.mail}@{self.domain}
proxyAddresses: smtp:{c.user("proxy address")}@{self.domain}
objectSid: {c.sid("objectSid")}
description: {c.gone("description", "not read")}
whenCreated: 20260301080000.0Z
userAccountControl: 514
altSecurityIdentities: X509:<I>DC=invalid,CN={mapped}<SR>{
    c.hash("serial in a mapping", 24, "serial")}
altSecurityIdentities: X509:<SKI>{c.hash("SKI in a mapping")}
altSecurityIdentities: X509:<RFC822>{c.user("mail in a mapping")}@{self.domain}
altSecurityIdentities: X509:<I>CN={mapped}<S>CN={
    c.name("subject in a mapping")}
altSecurityIdentities: Kerberos:{c.user("Kerberos name")}@{self.domain}

""")

    def make_ntauth(self):
        blob = base64.b64encode(self.ca_der).decode()
        self.put("ntauth.ldf", f"""dn: CN=NTAuthCertificates,CN=Public Key \
Services,CN=Services,CN=Configuration,DC={self.netbios},DC=invalid
objectClass: certificationAuthority
cACertificate:: {blob}

""")

    def make_exchange(self):
        c = self.c
        server = c.host("Exchange server")
        identity = c.name("folder of mailboxes")
        display = c.user("display name")
        self.person.append(display)
        self.put("exchange.txt", f"""
Name                            : Microsoft-Server-ActiveSync (Default Web Site)
Server                          : {server}
Identity                        : {server}\\{c.name("vdir identity")}
InternalUrl                     : https://{c.host("InternalUrl")}.{self.domain}/{c.name("path of InternalUrl")}
ExternalUrl                     : https://{c.host("ExternalUrl")}.{self.domain}/Microsoft-Server-ActiveSync
WebsiteName                     : {c.name("WebsiteName")}
BasicAuthEnabled                : True
ClientCertAuth                  : Ignore
WebSiteSSLEnabled               : {c.word("odd enumeration")}
MetabasePath                    : IIS://{c.gone("MetabasePath", "not read")}/W3SVC/1

ActiveSyncEnabled              : False
ActiveSyncAllowedDeviceIDs     : {{{c.device("allowed device")}}}
ActiveSyncBlockedDeviceIDs     : {{{self.device}, {c.device("blocked device")}}}
ActiveSyncMailboxPolicy        : {c.name("mailbox policy")}
HasActiveSyncDevicePartnership : True
PrimarySmtpAddress             : {self.mail}@{self.domain}
EmailAddresses                 : {{SMTP:{self.mail}@{self.domain}, smtp:{c.user("second address")}@{self.domain}}}
SamAccountName                 : {self.sam}
Identity                       : {self.domain}/{identity}/{display}
Name                           : {display}

Alias                    : {self.alias}
UserPrincipalName        : {self.user}@{self.domain}
SamAccountName           : {self.sam}
WindowsEmailAddress      : {self.mail}@{self.domain}
Sid                      : {c.sid("Sid of the mailbox")}
AuthenticationPolicy     : {c.name("authentication policy")}
ThrottlingPolicy         : {c.name("throttling policy")}
RecipientType            : UserMailbox
RecipientTypeDetails     : UserMailbox
Identity                 : {self.domain}/{identity}/{c.name("mailbox identity")}

DeviceId                : {self.device}
DeviceType              : {c.word("DeviceType")}
DeviceOS                : {c.word("DeviceOS")}
DeviceModel             : {c.word("DeviceModel")}
DeviceUserAgent         : {c.word("DeviceUserAgent")}/1.0
DeviceTelephoneNumber   : {c.gone("phone number", "not read")}
DeviceAccessState       : Blocked
DeviceAccessStateReason : Individual
DeviceAccessControlRule : {c.name("access rule")}
UserDisplayName         : {self.domain}/{identity}/{display}
Identity                : {self.domain}/{identity}/{display}/ExchangeActiveSyncDevices/iPhone§{self.device}

DeviceId                      : {self.device}
DevicePolicyApplied           : {c.name("policy applied")}
DevicePolicyApplicationStatus : NotApplied
Status                        : {c.word("odd status")}

ServerFqdn : {c.host("ServerFqdn")}.{self.domain}
Component  : ActiveSyncProxy
State      : Inactive
""")

    def make_iis(self):
        c = self.c
        site, other = self.site, c.name("another site")
        self.put("applicationHost.config", f"""<?xml version="1.0"?>
<configuration><system.applicationHost><sites>
<site name="{site}" id="1">
<application path="/" applicationPool="{c.gone("pool", "not read")}">
<virtualDirectory path="/" physicalPath="C:\\{c.path("physical path")}" />
</application>
<application path="/Microsoft-Server-ActiveSync">
<virtualDirectory path="/" physicalPath="D:\\{c.path("sync's path")}\\sync" />
</application>
<bindings><binding protocol="https" bindingInformation="{c.ip("binding's IP")
    }:443:{c.host("binding's name")}.{self.domain}" sslFlags="1" />
</bindings></site>
<site name="{other}" id="7"><application path="/Microsoft-Server-ActiveSync">
<virtualDirectory path="/" physicalPath="E:\\sync" /></application>
<bindings><binding protocol="{c.word("protocol")
    }" bindingInformation="*:80:" /></bindings></site>
</sites></system.applicationHost>
<system.webServer><security><access sslFlags="None" /></security>
</system.webServer>
<location path="{other}/Microsoft-Server-ActiveSync"><system.webServer>
<security><access sslFlags="Ssl, SslNegotiateCert, SslRequireCert" />
</security></system.webServer></location>
<location path="{site}/Microsoft-Server-ActiveSync">
<system.webServer><security><access sslFlags="Ssl, {c.word("odd flag")}" />
<requestFiltering><denyUrlSequences><add sequence="activesync" />
<add sequence="{c.word("denied sequence")}" /></denyUrlSequences>
<verbs><add verb="OPTIONS" allowed="false" /></verbs></requestFiltering>
<authentication>
<clientCertificateMappingAuthentication enabled="false" />
<basicAuthentication enabled="true" realm="{c.gone("realm", "not read")}" />
</authentication></security></system.webServer></location>
<!-- {c.gone("comment", "not read")} -->
</configuration>
""")

    def make_web(self):
        self.put("web.config", f"""<?xml version="1.0"?>
<configuration><appSettings><add key="x" value="{self.c.gone("appSetting", "not read")}"/>
</appSettings><system.webServer><security>
<access sslFlags="{self.c.word("flag in web.config")}" />
</security></system.webServer>
<{self.c.word("element that does not end")}>
</configuration>
""")

    def make_sslcert(self):
        c = self.c

        def binding(kind, where):
            rows = [(kind, where),
                    ("Certificate Hash", c.hash("binding's hash")),
                    ("Application ID", "{%s}" % c.guid("AppId")),
                    ("Certificate Store Name", c.name("binding's store")),
                    ("Verify Client Certificate Revocation", "Disabled"),
                    ("Ctl Identifier", c.name("Ctl Identifier")),
                    ("Ctl Store Name", c.name("Ctl Store Name")),
                    ("DS Mapper Usage", "Disabled"),
                    ("Negotiate Client Certificate", "Disabled")]
            return "".join("    %-29s: %s\r\n" % row for row in rows)

        self.put("sslcert.txt", "\r\nSSL Certificate bindings: \r\n"
                 "-------------------------\r\n\r\n"
                 + binding("IP:port", c.ip("binding's address") + ":443")
                 + "\r\n" + binding("Hostname:port", self.mail_host + ":443"))

    def make_registry(self):
        c = self.c
        set_ = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
        schannel = set_ + "Control\\SecurityProviders\\SCHANNEL"
        http = set_ + "Services\\HTTP\\Parameters\\SslBindingInfo\\"
        ntauth = ("HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\"
                  "EnterpriseCertificates\\NTAuth\\Certificates\\")
        text = f"""Windows Registry Editor Version 5.00

[{schannel}]
"SendTrustedIssuerList"=dword:00000001
"CertificateMappingMethods"=dword:0000001f
"{c.name("registry value")}"="{c.name("registry text")}"

[{schannel}\\{c.gone("registry key", "no key that counts")}]

[{http}{c.ip("registry binding")}:443]
"DefaultFlags"=dword:00000002
"SslCertStoreName"="{c.name("registry store")}"

[{ntauth}{c.hash("NTAuth's hash")}]
"Blob"=hex:00

[{set_}Services\\Kdc]
"UseSubjectAltName"=dword:00000000
"""
        self.put("schannel.reg", b"\xff\xfe"
                 + text.replace("\n", "\r\n").encode("utf-16-le"))

    def make_store(self):
        c = self.c
        self.put("root.txt", f"""Root "Trusted Root Certification Authorities"
================ Certificate 0 ================
Serial Number: {c.hash("stored serial", 24, "serial")}
Issuer: CN={c.name("stored issuer")}, DC={self.netbios}
 NotBefore: 1/1/2020 1:00 AM
 NotAfter: 1/1/2040 1:00 AM
Subject: CN={c.name("stored subject")}, DC={self.netbios}
Cert Hash(sha1): {c.hash("stored hash")}
CertUtil: -store command completed successfully.
""")
        self.put("ca.txt", f"""CA "Intermediate Certification Authorities"
================ Certificate 0 ================
Serial Number: {c.hash("serial of a CA", 24, "serial")}
Issuer: CN={c.name("issuer of a CA")}, DC={self.netbios}
 NotBefore: 1/1/2020 1:00 AM
 NotAfter: 1/1/2040 1:00 AM
Subject: CN={c.name("subject of a CA")}, DC={self.netbios}
Cert Hash(sha1): {c.hash("hash of a CA")}
CertUtil: -store command completed successfully.
""")

    def make_verify(self):
        c = self.c
        self.put("verify.txt", f"""Issuer:
    CN={self.ca_name}
    DC={self.netbios}
Subject:
    CN={self.cn}
Cert Serial Number: {self.serial}

dwFlags = CA_VERIFY_FLAGS_CONSOLE_TRACE (0x20000000)
HCCE_LOCAL_MACHINE
CERT_CHAIN_POLICY_BASE
-------- CERT_CHAIN_CONTEXT --------
ChainContext.dwErrorStatus = CERT_TRUST_REVOCATION_STATUS_UNKNOWN (0x40)

CertContext[0][0]: dwInfoStatus=102 dwErrorStatus=40
  Issuer: CN={c.name("verified issuer")}, DC={self.netbios}
  NotBefore: 1/1/2026 1:00 AM
  NotAfter: 1/1/2028 1:00 AM
  Subject: CN={c.name("verified subject")}
  Serial: {self.serial}
  Cert: {hashlib.sha1(self.device_der).hexdigest()}
  ----------------  Certificate CDP  ----------------
  Failed "CDP" Time: 15
    Error retrieving URL: {c.word("error of certutil")} 0x80072ee7 (WIN32: 12007)
    http://{c.host("fetched host")}.{self.domain}/{c.name("fetched path")}.crl

  ----------------  Certificate OCSP  ----------------
  No URLs "None" Time: 0 (null)
  --------------------------------

CertUtil: -verify command completed successfully.
""")

    def make_cainfo(self):
        c = self.c
        self.put("cainfo.txt", f"""CA name: {c.name("CA name")}
Sanitized CA name: {c.name("sanitized CA name")}
DNS Name: {c.host("CA's host")}.{self.domain}
CA type: 4 -- Stand-alone Subordinate CA
    ENUM_STANDALONE_SUBCA -- 4
CA cert count: 1
CA cert[0]: 3 -- Valid
CertUtil: -CAInfo command completed successfully.
""")

    def event(self, provider, number, computer, data, level=2):
        fields = "".join("<Data Name='%s'>%s</Data>" % item
                         for item in data.items())
        return (f"<Event><System><Provider Name='{provider}'/>"
                f"<EventID>{number}</EventID><Level>{level}</Level>"
                "<TimeCreated SystemTime='2026-11-20T06:02:40.1Z'/>"
                f"<EventRecordID>7</EventRecordID><Channel>System</Channel>"
                f"<Computer>{computer}</Computer></System>"
                f"<EventData>{fields}</EventData></Event>\n")

    def make_events(self):
        c = self.c
        dc = c.host("computer of events") + "." + self.domain
        kdc = "Microsoft-Windows-Kerberos-Key-Distribution-Center"
        kerberos = "Microsoft-Windows-Security-Kerberos"
        thumb = hashlib.sha1(self.device_der).hexdigest()
        events = self.event(kdc, 39, dc, {
            "AccountName": c.user("account of event 39"),
            "Subject": "CN=" + c.name("subject of event 39"),
            "Issuer": c.name("issuer of event 39"),
            "SerialNumber": c.hash("serial of event 39", 24, "serial"),
            "Thumbprint": thumb})
        events += self.event(kdc, 41, dc, {
            "AccountName": self.netbios + "\\" + self.sam,
            "Subject": "@@@CN=" + self.cn, "Issuer": self.ca_name,
            "SerialNumber": self.serial, "Thumbprint": thumb,
            "A": c.sid("user's SID of event 41"),
            "B": c.sid("certificate's SID of event 41")})
        events += self.event(kerberos, 4, dc, {
            "TargetName": "HTTP/" + c.word("service of event 4")})
        events += self.event("NETLOGON", 5719, dc, {
            "Param1": c.word("domain of event 5719")})
        events += self.event("Schannel", 36887, dc, {"AlertDesc": "46"})
        events += self.event("Schannel", 36870, c.host("Schannel's computer"), {
            "Type": c.gone("text of event 36870", "not read"), "ErrorCode": "40"})
        events += self.event(
            "Microsoft-Windows-Security-Auditing", 4768, dc, {
                "TargetUserName": c.user("user of event 4768"),
                "IpAddress": c.gone("address of event 4768", "not read"),
                "CertIssuerName": self.ca_name, "Status": "0x4B",
                "CertSerialNumber": c.hash("serial of 4768", 24, "serial"),
                "CertThumbprint": c.hash("thumbprint of 4768")})
        events += (
            "<Event><System><Provider Name='Microsoft-Windows-CAPI2'/>"
            "<EventID>53</EventID><Level>2</Level>"
            "<TimeCreated SystemTime='2026-11-20T06:02:40.1Z'/>"
            f"<Computer>{dc}</Computer></System><UserData>"
            "<CryptRetrieveObjectByUrlWire>"
            f"<URL>http://{c.host('URL of CAPI2')}.{self.domain}/"
            f"{c.name('path of CAPI2')}</URL>"
            f"<Certificate fileRef='{thumb.upper()}.cer' "
            f"subjectName='{c.name('subject of CAPI2')}'/>"
            "<Result value='80092013'>A text.</Result>"
            "</CryptRetrieveObjectByUrlWire></UserData></Event>\n")
        self.put("events.xml", "<?xml version='1.0'?><Events>" + events
                 + "</Events>")

    def make_w3c(self):
        c = self.c
        head = ("#Software: Microsoft Internet Information Services 10.0\n"
                "#Version: 1.0\n#Date: 2026-11-22 06:00:00\n#Fields: date time "
                "s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username "
                "c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status "
                "time-taken\n")
        rows = ""
        other, agent = c.device("DeviceId in a log"), c.gone("agent in a log", "shared by all")
        gone = [c.gone("user in a log", "not the case's user"),
                c.gone("server in a log", "shared by all", "203.0.113.%d"),
                c.gone("client in a log", "not read", "203.0.113.%d")]
        for i in range(60):
            time = "2026-11-22 %02d:%02d:00" % (6 + i // 30, i % 30 * 2)
            rows += (f"{time} {gone[1]} POST /Microsoft-Server-ActiveSync/"
                     f"default.eas Cmd=Sync&User={self.user}&DeviceId="
                     f"{self.device}&DeviceType=iPhone 443 - {gone[2]} "
                     f"{agent} 403 16 2148204809 31\n")
            rows += (f"{time} {gone[1]} POST /Microsoft-Server-ActiveSync/"
                     f"default.eas Cmd=Sync&User={gone[0]}&DeviceId={other}&"
                     f"DeviceType=iPhone 443 - {gone[2]} {agent} 403 16 "
                     "2148204809 31\n")
        rows += (f"2026-11-22 08:00:00 {gone[1]} GET /{c.word('CRL in a log')}"
                 f"+.crl - 80 - {gone[2]} - 404 11 0 1\n")
        self.put("u_ex261122.log", head + rows)

    def make_httperr(self):
        c = self.c
        head = ("#Software: Microsoft HTTP API 2.0\n#Version: 1.0\n"
                "#Date: 2026-11-22 06:00:00\n#Fields: date time c-ip c-port "
                "s-ip s-port cs-version cs-method cs-uri sc-status s-siteid "
                "s-reason s-queuename\n")
        client, queue = c.gone("client in HTTPERR", "not read"), c.gone("queue", "not read")
        reason = c.word("reason in HTTPERR")
        rows = "".join(
            f"2026-11-22 09:{i:02d}:00 {client} 50000 192.0.2.5 443 HTTP/1.1 "
            "POST /Microsoft-Server-ActiveSync/default.eas?Cmd=Ping&User="
            f"{self.user}&DeviceId={self.device} 503 1 "
            f"{reason if i % 2 else 'AppOffline'} {queue}\n"
            for i in range(12))
        self.put("httperr1.log", head + rows)

    def make_probe(self):
        c = self.c
        address = c.ip("probed address")
        name = bytes.fromhex("3011310f300d06035504030c06") \
            + c.name("issuer that a server names").encode()

        def attempt(step, status, version):
            return {
                "step": step, "address": address, "port": 443,
                "started_ms": 3, "offer": {
                    "tls_min": version, "tls_max": version, "sni": True,
                    "pha": False, "alpn": ["http/1.1"],
                    "certificate": step.endswith("certificate")},
                "tcp": {"state": "connected", "ms": 1},
                "tls": {
                    "state": "done", "ms": 12, "version": version,
                    "cipher": "ECDHE-RSA-AES256-GCM-SHA384",
                    "alpn": "http/1.1", "server_certificates": [
                        base64.b64encode(self.ca_der).decode()],
                    "transcript": [], "certificate_requests": [{
                        "phase": "initial", "issuers": [
                            base64.b64encode(name).decode()],
                        "issuers_left_out": 0, "signature_algorithms": [2052],
                        "certificate_types": [1], "answered": "empty"}]},
                "http": {
                    "state": "answered", "method": "OPTIONS",
                    "request_bytes": 0, "sent_bytes": 0, "version": "1.1",
                    "status": status, "ms": 21, "headers": [
                        {"name": "server", "value": c.word("Server header")},
                        {"name": "via", "value": "1.1 " + c.word("Via")},
                        {"name": "x-feserver", "value": c.host("X-FEServer")},
                        {"name": "location", "value": "https://%s.%s/%s" % (
                            c.host("Location"), self.domain,
                            c.name("path of Location"))}],
                    "cookies": ["BIGipServer-" + c.word("cookie")],
                    "body": {"bytes": 20, "cut": False,
                             "text": c.word("body")}},
                "ended": "clean"}

        attempts = [attempt("tls12", 403, "1.2"),
                    attempt("tls12-certificate", 403, "1.2"),
                    attempt("tls13", 403, "1.3"),
                    attempt("tls13-certificate", 403, "1.3")]
        attempts.append({
            "step": "legacy", "address": c.ip("address without TLS"),
            "port": 443, "started_ms": 3, "offer": attempts[0]["offer"],
            "tcp": {"state": "connected", "error": c.word("error of TCP"),
                    "ms": 1},
            "tls": {"state": "not_tls", "ms": 1,
                    "error": c.word("error of TLS"),
                    "first_bytes": c.hash("first bytes", 32)},
            "http": {"state": "not_tried", "error": c.word("HTTP error")},
            "ended": "closed"})
        record = {
            "schema": "easdoctor.probe/1", "version": "0.1.0",
            "started": "2026-11-22T10:00:00Z",
            "target": {"host": self.mail_host, "port": 443,
                       "path": "/" + c.name("probed path"),
                       "connect_to": c.host("connect_to") + ":443",
                       "proxy": "http://%s:8080" % c.host("proxy"),
                       "timeout_ms": 10000},
            "certificate": {"sha256": hashlib.sha256(
                self.device_der).hexdigest(), "key": True},
            "dns": {"state": "ok", "error": c.word("DNS error"), "ms": 3,
                    "addresses": [address, c.ip("second address")]},
            "attempts": attempts,
            "eas": {"device_id": c.device("probe's device id"),
                    "protocol": "14.1",
                    "bad_wbxml": c.word("bad WBXML")}}
        self.put("probe.json", json.dumps(record))

    def make_case(self):
        c = self.c
        write(os.path.join(self.folder, "case.yaml"), f"""
affected: one
observed: [ "Cannot Get Mail", "403 from {c.word("what was observed")}" ]
user: {{ email: {self.mail}@{self.domain}, upn: {self.user}@{self.domain}, sid: {self.sid} }}
device: {{ platform: ios, os: "18.1", eas_id: {self.device}, user_agent: {c.word("user agent of the case")} }}
lookups: {{ {c.word("name of a lookup")}: "1", EnrollmentUser: {c.user("lookup of the user")}, DeviceUid: {c.device("lookup of the device")} }}
template:
  subject: "CN={c.name("subject of the template")}"
  san: [ {{ type: upn, value: "{{UserPrincipalName}}" }}, {{ type: email, value: "{c.word("SAN of the template")}" }} ]
  key: {{ type: RSA, bits: 4096 }}
  renew_days_before: 500
  issuing_template: {c.name("issuing template")}
ca: {{ name: {c.name("CA of the case")}, type: adcs, scep_url: "http://{c.host("scep_url")}.{self.domain}/{c.name("path of scep_url")}", challenge: static, service_account: {self.netbios}\\{c.user("service account")} }}
endpoint:
  host: {self.mail_host}
  site: {self.site}
  gateway: {{ host: {c.host("gateway")}.{self.domain}, ends_certificate: false }}
  acceptable_issuers: [ "CN={c.name("acceptable issuer")}" ]
directory: {{ domain_controllers: [ {{ os: "2019", patched: 2026-10-14 }} ] }}
evidence: [ ./{os.path.basename(self.evidence)} ]
""")

    def make_ack(self):
        c = self.c
        self.ack = os.path.join(self.folder, "ack.yaml")
        write(self.ack, f"""accepted:
  - finding: certificate-revocation/none
    subject: "{c.word("accepted subject")}"
    reason: "{c.word("reason of an acceptance")}"
    author: {c.user("author of an acceptance")}
    until: 2027-01-01
""")
