#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the certificates of this folder anew: SIDs, distribution points and
# what an enterprise CA writes. Needs OpenSSL 3. All keys are thrown away.
set -eu
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

SID=S-1-5-21-1004336348-1177238915-682003330-1106
for name in ca device; do
	openssl ecparam -name prime256v1 -genkey -noout -out $name.key
done
openssl req -new -x509 -key ca.key -subj "/O=Corp/CN=Corp Issuing CA" \
	-set_serial 1 -days 7000 -out ca.pem \
	-addext "1.3.6.1.4.1.311.21.1=DER:0203010001" \
	-addext "keyUsage=critical,keyCertSign,cRLSign"

# device NAME [OPTION…] <<extensions
device() {
	name=$1; shift
	cat >ext
	openssl req -new -key device.key -subj "/CN=$name" -out req.pem
	openssl x509 -req -in req.pem -CA ca.pem -CAkey "${CA_KEY:-ca.key}" \
		-set_serial 0x1100 -days 5000 -extfile ext -out "$name.pem" \
		"$@" 2>log || { cat log; exit 1; }
}
# The bytes that MS-WCCE 2.2.2.7.7.4 describes, around a SID of our choice.
sid_extension() { # SID [TYPE]
	cat <<CNF
1.3.6.1.4.1.311.25.2 = ASN1:SEQUENCE:outer
[outer]
name = IMPLICIT:0,SEQUENCE:inner
[inner]
id = OID:1.3.6.1.4.1.311.25.2.1
value = EXPLICIT:0,FORMAT:ASCII,${2:-OCTETSTRING}:$1
CNF
}
uri=tag:microsoft.com,2022-09-14:sid:
sid_extension $SID | device sid_extension
sid_extension S-1-5-18 | device sid_short
sid_extension S-1-5-21-1-2-3-4294967296 | device sid_large
sid_extension $SID-5 | device sid_long
sid_extension $SID UTF8String | device sid_string
device sid_cut <<CNF
1.3.6.1.4.1.311.25.2 = DER:303fa03d060a2b060104018237190201a02f042d532d31
CNF
device sid_plain <<CNF
1.3.6.1.4.1.311.25.2 = ASN1:OCTETSTRING:$SID
CNF
device sid_uri <<CNF
subjectAltName = @names
[names]
URI.1 = https://corp.example/
URI.2 = $uri$SID
CNF
device sid_upper <<CNF
subjectAltName = @names
[names]
URI = TAG:Microsoft.com,2022-09-14:sid:$SID
CNF
device sid_date <<CNF
subjectAltName = @names
[names]
URI = tag:microsoft.com,2022-09-15:sid:$SID
CNF
device sid_lookup <<CNF
subjectAltName = @names
[names]
URI = ${uri}{UserSid}
CNF
{
	cat <<CNF
crlDistributionPoints = cdp_a, cdp_b
authorityInfoAccess = caIssuers;URI:http://pki.corp.example/ca.crt, OCSP;URI:http://ocsp.corp.example/, caIssuers;URI:ldap:///CN=CA
subjectAltName = @names
1.3.6.1.4.1.311.20.2 = ASN1:BMPSTRING:User
1.3.6.1.4.1.311.21.7 = ASN1:SEQUENCE:template
CNF
	sid_extension $SID
	cat <<CNF
[names]
URI = ${uri}S-1-5-21-1-2-3-1104
[cdp_a]
fullname = @urls
[urls]
URI.1 = ldap:///CN=Corp,CN=CDP?certificateRevocationList
URI.2 = http://pki.corp.example/corp.crl
[cdp_b]
fullname = URI:http://pki2.corp.example/corp.crl
reasons = keyCompromise
CRLissuer = dirName:issuer
[issuer]
CN = Another
[template]
id = OID:1.3.6.1.4.1.311.21.8.3914223.11151747.14434950.1182173.15338666.248.1.30
major = INTEGER:100
minor = INTEGER:4
CNF
} | device everything
device template_major <<CNF
1.3.6.1.4.1.311.21.7 = ASN1:SEQUENCE:template
[template]
id = OID:1.3.6.1.4.1.311.21.8.1
major = INTEGER:4294967295
CNF
device relative <<CNF
crlDistributionPoints = point
[point]
relativename = name
[name]
CN = corp
CNF
device broken <<CNF
2.5.29.31 = DER:3005300306
1.3.6.1.5.5.7.1.1 = DER:3003020105
1.3.6.1.4.1.311.20.2 = DER:020105
1.3.6.1.4.1.311.21.7 = DER:3004060155ff
1.3.6.1.4.1.311.21.1 = DER:0201ff
CNF
openssl genrsa -out rsa.key 2048 2>/dev/null
cp rsa.key ca.key
openssl req -new -x509 -key ca.key -subj "/O=Corp/CN=Corp Issuing CA" \
	-set_serial 2 -days 7000 -out ca.pem
device pss -sha384 -sigopt rsa_padding_mode:pss </dev/null
device pss_sha1 -sha1 -sigopt rsa_padding_mode:pss </dev/null
rm ca.pem
openssl req -new -x509 -key device.key -subj "/O=Corp/CN=Corp CA" \
	-set_serial 1 -days 7000 -out ca.pem \
	-addext "1.3.6.1.4.1.311.21.1=DER:0203010002"
rm req.pem
cp ./*.pem "$here"
