#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the keys, certificates and containers of this folder anew, and
# expect.h with what openssl and sha256sum say of them. Needs OpenSSL 3 and
# certtool. All keys are throw-away; the password is "Passw0rd".
set -eu
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$here"/*.cnf .
: > index.txt
NOW=20260101000000Z
END=20280101000000Z

key() { # NAME [BITS]
	openssl genpkey -quiet -algorithm RSA \
		-pkeyopt rsa_keygen_bits:"${2:-1024}" -out "$1.key" 2>/dev/null
}
curve() { # NAME CURVE
	openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$2" \
		-out "$1.key"
}
# issue NAME ISSUER SUBJECT SECTION [SERIAL [START END]]
issue() {
	printf '%s\n' "${5:-$(openssl rand -hex 8)}" > serial
	test -f "$1.key" || key "$1"
	if test "${3#section:}" != "$3"; then
		openssl req -new -key "$1.key" -config names.cnf \
			-section "${3#section:}" -out req.pem
	else
		openssl req -new -key "$1.key" -config pki.cnf -utf8 \
			-multivalue-rdn -subj "$3" -out req.pem
	fi
	if test "$2" = self; then
		set -- "$1" "$1" "$3" "$4" "${5:-}" "${6:-}" "${7:-}"
		self=-selfsign
	else
		self="-cert $2.pem"
	fi
	# shellcheck disable=SC2086
	openssl ca -batch -notext -config pki.cnf -preserveDN $self \
		-keyfile "$2.key" -extensions "$4" \
		-startdate "${6:-$NOW}" -enddate "${7:-$END}" \
		-in req.pem -out "$1.pem" 2>log || { cat log; exit 1; }
}
# The same with a serial of our choice.
issue_with_serial() {
	openssl req -new -key "$1.key" -config pki.cnf -subj "$3" -out req.pem
	openssl x509 -req -in req.pem -CA "$2.pem" -CAkey "$2.key" \
		-set_serial "$4" -days 3650 -out "$1.pem" 2>/dev/null
}
D=/DC=example/DC=corp

key root 2048
issue root self "$D/CN=Corp Root CA" root
issue issuing root "$D/CN=Corp Issuing CA" issuing
issue alice issuing "$D/CN=alice" device \
	2000000055B6D772BA7B06D5EA000000000055
issue bob issuing "/CN=bob" simple
issue server issuing "/CN=mail.corp.example" server
for name in two_upns odd_san bad_san bad_upn bad_others nothing; do
	cp bob.key $name.key
	issue $name issuing "/CN=$name" $name
done
for name in escapes others bmp t61; do
	cp bob.key $name.key
	issue name_$name issuing section:$name nothing
done
cp bob.key late.key
issue late issuing /CN=late simple "" 20491231235959Z 20500101000000Z
cp bob.key early.key
issue early issuing /CN=early simple "" 19500101000000Z 99991231235959Z
curve p256 P-256; issue p256 issuing /CN=p256 simple
curve p521 P-521; issue p521 issuing /CN=p521 simple
openssl genpkey -algorithm ED25519 -out ed25519.key
issue ed25519 issuing /CN=ed25519 simple
cp bob.key serial_high.key; issue_with_serial serial_high issuing /CN=high 0x80ff
cp bob.key serial_negative.key; issue_with_serial serial_negative issuing /CN=negative -1

# Chains that do not hold.
issue other_root self "$D/CN=Other Root CA" root
key fake; issue fake self "$D/CN=Corp Issuing CA" root
issue forged fake /CN=forged nothing
issue below issuing "$D/CN=Below" sub
issue too_deep below /CN=deep simple
issue nosign self "$D/CN=No Sign" nosign
issue by_nosign nosign /CN=by-nosign nothing
issue noca self "$D/CN=No CA" noca
issue by_noca noca /CN=by-noca nothing
issue constrained root "$D/CN=Constrained" constrained
issue outside constrained /CN=outside simple
issue lonely self /CN=lonely simple
# Two CAs that sign each other, and no root.
key circle_a; key circle_b
issue circle_a self "$D/CN=Circle A" sub; mv circle_a.pem self_a.pem
issue circle_b self "$D/CN=Circle B" sub; mv circle_b.pem self_b.pem
cp circle_b.key self_b.key; cp circle_a.key self_a.key
issue circle_a self_b "$D/CN=Circle A" sub
issue circle_b self_a "$D/CN=Circle B" sub
issue in_circle circle_a /CN=in-circle simple
# The issuing CA after its renewal: the same name, another key.
key renewed; issue renewed root "$D/CN=Corp Issuing CA" sub
# One more than is followed.
issue long_1 self "$D/CN=Long 1" sub
i=1
while test $i -lt 11; do
	cp long_1.key long_$((i + 1)).key
	issue long_$((i + 1)) long_$i "$D/CN=Long $((i + 1))" sub
	i=$((i + 1))
done
cat long_?.pem long_??.pem > long.pem

# Files that hold certificates in other ways.
openssl x509 -in alice.pem -outform DER -out alice.der
{ cat alice.der; printf x; } > trailing.der
head -c 500 alice.der > cut.der
base64 alice.der > alice.b64
{ printf 'Bag Attributes\r\n: 1\r\n'
  sed 's/$/\r/' alice.pem
  printf 'garbage between\r\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\n'
  cat issuing.pem
  printf -- '-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n'
} > bundle.pem
printf '\377\376' > utf16.pem
iconv -f ASCII -t UTF-16LE alice.pem >> utf16.pem
openssl x509 -in alice.pem -trustout -setalias mine -out trusted.pem
openssl crl2pkcs7 -nocrl -certfile alice.pem -certfile issuing.pem \
	-outform DER -out bundle.p7b
openssl pkcs8 -topk8 -nocrypt -in alice.key -out alice_pkcs8.key
openssl pkey -in alice.key -traditional -out alice_rsa.key
openssl ec -in p256.key -out p256_ec.key 2>/dev/null
openssl ecparam -name P-256 >> p256_ec.key
openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 \
	-out dsa.params 2>/dev/null
openssl genpkey -paramfile dsa.params -out dsa.key
openssl pkcs8 -topk8 -in alice.key -passout pass:Passw0rd -out alice_sealed.key
openssl rsa -in alice.key -traditional -aes128 -passout pass:Passw0rd \
	-out alice_old_sealed.key 2>/dev/null
cat alice.pem alice_pkcs8.key > both.pem

p12() { # NAME OPTIONS…
	name=$1; shift
	openssl pkcs12 -export -in alice.pem -inkey alice.key \
		-certfile issuing.pem -passout pass:Passw0rd -out "$name.p12" "$@"
}
p12 modern
p12 legacy -legacy
p12 triple -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1
p12 empty -passout pass:
p12 no_mac -nomac
p12 costly -iter 10000001 -nomac -certpbe NONE
openssl pkcs12 -export -nokeys -in alice.pem -passout pass:Passw0rd \
	-out no_key.p12
certtool --to-p12 --load-certificate alice.pem --load-privkey bob.key \
	--p12-name mismatch --password Passw0rd --outder \
	--outfile mismatch.p12 2>/dev/null
certtool --to-p12 --load-certificate alice.pem --load-privkey alice.key \
	--p12-name null --null-password --outder --outfile null.p12 2>/dev/null
head -c 1000 modern.p12 > cut.p12
base64 modern.p12 > modern.b64

# What other tools say.
c_string() {
	sed -e 's/^subject=//' -e 's/[\\"]/\\&/g'
}
{
	echo '/* SPDX-License-Identifier: Apache-2.0 */'
	echo '/* Made by make.sh from what openssl and sha256sum say. */'
	for f in alice issuing root bob server p256 p521 ed25519; do
		up=$(echo $f | tr a-z A-Z)
		openssl x509 -in $f.pem -outform DER > der
		echo "#define ${up}_SHA256 \"$(sha256sum < der | cut -c1-64)\""
		echo "#define ${up}_SHA1 \"$(sha1sum < der | cut -c1-40)\""
		openssl x509 -in $f.pem -noout -pubkey |
			openssl pkey -pubin -outform DER > der
		echo "#define ${up}_KEY \"$(sha256sum < der | cut -c1-64)\""
	done
	for f in alice issuing; do
		up=$(echo $f | tr a-z A-Z)
		echo "#define ${up}_SKI \"$(openssl x509 -in $f.pem -noout \
			-ext subjectKeyIdentifier | tail -1 | tr -d ' :\n' |
			tr A-F a-f)\""
	done
	for f in name_escapes name_bmp name_t61; do
		up=$(echo $f | tr a-z A-Z)
		printf '#define %s "%s"\n' $up "$(openssl x509 -in $f.pem -noout -subject \
			-nameopt RFC2253,-esc_msb,utf8 | c_string)"
	done
} > expect.h

rm -f der log req.pem serial index* with.cnf ??*.pem.tmp
mv expect.h *.der *.b64 *.p12 *.p7b "$here"
rm -f self_?.key self_?.pem [0-9A-F][0-9A-F][0-9A-F]*.pem long_*
mv ./*.pem "$here"
mv alice_*.key p256_ec.key bob.key "$here"
