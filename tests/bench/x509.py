# SPDX-License-Identifier: Apache-2.0
"""What python3-cryptography does with the certificates of a DER file: SAN,
EKU and date, and with a chain the issuer's signature.

usage: x509.py FILE N [CHAIN.pem]
"""
import sys

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

UPN = x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3")
data, n = open(sys.argv[1], "rb").read(), int(sys.argv[2])
key = None
if len(sys.argv) > 3:
    chain = open(sys.argv[3], "rb").read()
    key = x509.load_pem_x509_certificate(chain).public_key()
at = upns = client_auth = signed = 0
for _ in range(n):
    if at == len(data):
        at = 0
    end = at + 4 + int.from_bytes(data[at + 2:at + 4], "big")
    cert = x509.load_der_x509_certificate(data[at:end])
    at = end
    found = {e.oid: e.value for e in cert.extensions}
    for name in found.get(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, ()):
        upns += isinstance(name, x509.OtherName) and name.type_id == UPN
    client_auth += ExtendedKeyUsageOID.CLIENT_AUTH in found.get(
        ExtensionOID.EXTENDED_KEY_USAGE, ())
    cert.not_valid_after
    if key:
        try:
            key.verify(cert.signature, cert.tbs_certificate_bytes,
                       padding.PKCS1v15(), cert.signature_hash_algorithm)
            signed += 1
        except InvalidSignature:
            pass
print("%d certificates, %d UPNs, %d clientAuth, %d signed"
      % (n, upns, client_auth, signed))
