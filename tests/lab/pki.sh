#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The lab's certificates: a root, an issuing CA, a foreign CA, server and
# client certificates with one fault each, and CRLs. usage: pki.sh FOLDER
set -eu
mkdir -p "$1"
cd "$1"

cat >ca.cnf <<'END'
[ca]
default_ca = issuing
[issuing]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
certificate = issuing.crt
private_key = issuing.key
default_md = sha256
default_days = 300
default_crl_days = 7
policy = policy
copy_extensions = none
unique_subject = no
[root]
database = root.index.txt
crlnumber = root.crlnumber
certificate = root.crt
private_key = root.key
default_md = sha256
default_crl_days = 30
[policy]
commonName = supplied
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ext_root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ext_issuing]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ext_server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = DNS:mail.corp.example, DNS:autodiscover.corp.example
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ext_server_other]
extendedKeyUsage = serverAuth
subjectAltName = DNS:portal.corp.example
[ext_client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = clientAuth
subjectAltName = otherName:msUPN;UTF8:${ENV::UPN}, email:${ENV::UPN}
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:http://pki.corp.example/corp-issuing-ca.crl
1.3.6.1.4.1.311.25.2 = ASN1:SEQUENCE:sid
[ext_client_no_upn]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectAltName = email:alice@corp.example
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ext_client_server_use]
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = otherName:msUPN;UTF8:${ENV::UPN}
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[sid]
value = IMPLICIT:0, SEQUENCE:sid_name
[sid_name]
type = OID:1.3.6.1.4.1.311.25.2.1
value = EXPLICIT:0, FORMAT:ASCII, OCT:S-1-5-21-1004336348-1177238915-682003330-1104
END
export UPN=nobody@corp.example
: >index.txt
: >root.index.txt
echo 1000 >serial
echo 01 >crlnumber
echo 01 >root.crlnumber

quiet() {
	"$@" >>pki.log 2>&1 || { tail -n 20 pki.log >&2; return 1; }
}
key() { # NAME [BITS]
	quiet openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${2:-2048}" \
		-out "$1.key"
}
# What "openssl ca" cannot do in one breath: a request and its certificate.
issue() { # NAME EXTENSIONS CN [openssl ca arguments]
	name=$1 extensions=$2 cn=$3
	shift 3
	[ -f "$name.key" ] || key "$name"
	quiet openssl req -new -config ca.cnf -key "$name.key" -subj "/CN=$cn" \
		-out "$name.csr"
	quiet openssl ca -batch -notext -config ca.cnf -extensions "$extensions" \
		-in "$name.csr" -out "$name.crt" "$@"
	cat "$name.crt" issuing.crt >"$name.chain"
}
self_signed() { # NAME EXTENSIONS CN [openssl req arguments]
	name=$1 extensions=$2 cn=$3
	shift 3
	[ -f "$name.key" ] || key "$name"
	quiet openssl req -new -x509 -config ca.cnf -extensions "$extensions" \
		-key "$name.key" -subj "/CN=$cn" -days 1000 -out "$name.crt" "$@"
	cp "$name.crt" "$name.chain"
}
by_foreign() { # NAME EXTENSIONS CN
	[ -f "$1.key" ] || key "$1"
	quiet openssl req -new -config ca.cnf -key "$1.key" -subj "/CN=$3" \
		-out "$1.csr"
	quiet openssl x509 -req -in "$1.csr" -CA foreign.crt -CAkey foreign.key \
		-CAcreateserial -extfile ca.cnf -extensions "$2" -days 300 -out "$1.crt"
	cat "$1.crt" foreign.crt >"$1.chain"
}

self_signed root ext_root "Corp Root CA"
self_signed foreign ext_root "Rogue MDM CA"
key issuing
quiet openssl req -new -config ca.cnf -key issuing.key \
	-subj "/CN=Corp Issuing CA" -out issuing.csr
quiet openssl x509 -req -in issuing.csr -CA root.crt -CAkey root.key \
	-CAcreateserial -extfile ca.cnf -extensions ext_issuing -days 900 \
	-out issuing.crt

issue server ext_server mail.corp.example
cp server.key server-expired.key
issue server-expired ext_server mail.corp.example \
	-startdate 20200101000000Z -enddate 20210101000000Z
cp server.key server-other.key
issue server-other ext_server_other portal.corp.example
cp server.key server-self.key
self_signed server-self ext_server mail.corp.example
cp server.key server-foreign.key
by_foreign server-foreign ext_server mail.corp.example
# Of the same name and CA, as before a renewal.
cp server.key server-earlier.key
issue server-earlier ext_server mail.corp.example
# No chain: the issuing CA is left out.
cp server.key server-leaf.key
cp server.crt server-leaf.chain
key server-weak 1024
issue server-weak ext_server mail.corp.example -md sha1

UPN=alice@corp.example issue alice ext_client alice
cp alice.key revoked.key
UPN=alice@corp.example issue revoked ext_client alice
cp alice.key expired.key
UPN=alice@corp.example issue expired ext_client alice \
	-startdate 20200101000000Z -enddate 20210101000000Z
cp alice.key early.key
UPN=alice@corp.example issue early ext_client alice \
	-startdate 20380101000000Z -enddate 20390101000000Z
cp alice.key no-upn.key
issue no-upn ext_client_no_upn alice
cp alice.key server-use.key
UPN=alice@corp.example issue server-use ext_client_server_use alice
cp alice.key rogue.key
UPN=alice@corp.example by_foreign rogue ext_client alice

quiet openssl ca -config ca.cnf -revoke revoked.crt -crl_reason keyCompromise
quiet openssl ca -config ca.cnf -gencrl -out issuing.crl
quiet openssl ca -config ca.cnf -gencrl -crl_lastupdate 20200101000000Z \
	-crl_nextupdate 20200201000000Z -out issuing-stale.crl
quiet openssl ca -config ca.cnf -name root -gencrl -out root.crl
cat root.crt issuing.crt >cas.pem
cat issuing.crl root.crl >crls.pem
cat issuing-stale.crl root.crl >crls-stale.pem
# HAProxy wants chain and key in one file.
cat server.chain server.key >server.pem
chmod 644 ./*.key server.pem
