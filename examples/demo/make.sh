#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the evidence of the demo case. The result is committed; the CA's keys
# are not.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p evidence

cat >"$work/pki.cnf" <<'END'
[ca]
default_ca = issuing
[issuing]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = optional
domainComponent = optional
[root_ext]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[issuing_ext]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[device_ext]
subjectAltName = @device_san
crlDistributionPoints = URI:http://pki.corp.example/CertEnroll/CORP-ISSUING-CA.crl
extendedKeyUsage = clientAuth
keyUsage = critical,digitalSignature,keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[device_san]
email = alice.martin@example.com
otherName = 1.3.6.1.4.1.311.20.2.3;UTF8:alice.martin@example.com
URI = tag:microsoft.com,2022-09-14:sid:S-1-5-21-1004336348-1177238915-682003330-1104
END

evidence=$PWD/evidence
cd "$work"
sign() { # NAME CA EXTENSIONS FROM TO SERIAL SUBJECT
	: >index.txt
	echo "$6" >serial
	openssl req -new -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" \
		-subj "$7" 2>/dev/null
	self=
	[ "$1" = "$2" ] && self=-selfsign
	openssl ca -batch -notext -config pki.cnf -extensions "$3" $self \
		-cert "$2.pem" -keyfile "$2.key" -in "$1.csr" -out "$1.pem" \
		-startdate "$4" -enddate "$5" -subj "$7" -preserveDN 2>/dev/null
}
: >root.pem
sign root root root_ext 20220301080000Z 20420301080000Z 5A01 \
	"/DC=example/DC=corp/CN=CORP-ROOT-CA"
sign issuing root issuing_ext 20240304080000Z 20340304080000Z 5A02 \
	"/DC=example/DC=corp/CN=CORP-ISSUING-CA"
sign device issuing device_ext 20261102073012Z 20271102073012Z \
	2B000004D2A1B2C3D4E5F6A7B80000000004D2 "/CN=amartin"
openssl pkcs12 -export -legacy -inkey device.key -in device.pem \
	-name amartin -passout pass:Vk7-demo-Q2 -out device.p12

cp issuing.pem "$evidence/corp-issuing-ca.pem"
cp root.pem "$evidence/corp-root-ca.pem"
cp device.pem "$evidence/alice-device.pem"
python3 - device.p12 "$evidence/exchange-activesync.mobileconfig" <<'END'
import plistlib, sys

profile = "6f1e7a52-0c0e-4f6d-9d3c-2f7b6b3a1c10"


def payload(kind, name, uuid, **keys):
    return {"PayloadType": kind, "PayloadVersion": 1,
            "PayloadIdentifier": f"{profile}.{name}", "PayloadUUID": uuid,
            "PayloadDisplayName": name, **keys}


p12 = open(sys.argv[1], "rb").read()
identity = "d1c6a4b8-7a0e-4f0b-8a37-5b0d1e2f3a44"
content = [
    payload("com.apple.security.pkcs12", "Credentials", identity,
            PayloadContent=p12, Password="Vk7-demo-Q2"),
    payload("com.apple.eas.account", "Exchange ActiveSync",
            "0b9e6a1d-3c52-4f77-8f0e-9a1b2c3d4e5f",
            Host="mail.example.com", SSL=True,
            EmailAddress="alice.martin@example.com",
            UserName="alice.martin@corp.example",
            PayloadCertificateUUID=identity,
            MailNumberOfPastDaysToSync=7),
]
with open(sys.argv[2], "wb") as out:
    plistlib.dump({"PayloadType": "Configuration", "PayloadVersion": 1,
                   "PayloadIdentifier": profile, "PayloadUUID": profile,
                   "PayloadDisplayName": "Corporate mail/V_4",
                   "PayloadContent": content}, out)
END
