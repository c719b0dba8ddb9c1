#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a CRL with a million entries and the two certificates it is about.

    tests/bench/large_crl.py FOLDER [ENTRIES]
    /usr/bin/time -v easdoctor diagnose FOLDER

python3-cryptography signs; the list itself is put together here, because no
library makes one this large in reasonable time. The last entry is the
device's, so that nothing is found early.
"""
import datetime
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
SERIAL = (0x5A << 144) + 0x1234567890


def der(tag, body):
    n = len(body)
    if n < 128:
        return bytes([tag, n]) + body
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def utc(when):
    return der(0x17, when.strftime("%y%m%d%H%M%SZ").encode())


def certificate(name, issuer, key, signer, serial, is_ca):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(NOW - datetime.timedelta(days=30))
        .not_valid_after(NOW + datetime.timedelta(days=300))
        .add_extension(x509.BasicConstraints(is_ca, None), True)
    )
    return builder.sign(signer, hashes.SHA256())


def main():
    folder = pathlib.Path(sys.argv[1])
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    folder.mkdir(parents=True, exist_ok=True)
    ca_key = rsa.generate_private_key(65537, 2048)
    key = rsa.generate_private_key(65537, 2048)
    ca_name = x509.Name.from_rfc4514_string("CN=LARGE-CA")
    name = x509.Name.from_rfc4514_string("CN=alice")
    ca = certificate(ca_name, ca_name, ca_key, ca_key, 1, True)
    leaf = certificate(name, ca_name, key, ca_key, SERIAL, False)

    reason = der(0x30, der(0x30, der(0x06, b"\x55\x1d\x15") +
                           der(0x04, b"\x0a\x01\x04")))
    tail = utc(NOW - datetime.timedelta(days=9)) + reason
    rows = []
    for i in range(entries):
        number = SERIAL if i == entries - 1 else SERIAL + 1 + i
        rows.append(der(0x30, der(0x02, number.to_bytes(19, "big")) + tail))
    algorithm = bytes.fromhex("300d06092a864886f70d01010b0500")
    tbs = der(0x30, der(0x02, b"\x01") + algorithm + ca_name.public_bytes() +
              utc(NOW - datetime.timedelta(days=1)) +
              utc(NOW + datetime.timedelta(days=6)) +
              der(0x30, b"".join(rows)))
    signature = ca_key.sign(tbs, padding.PKCS1v15(), hashes.SHA256())
    crl = der(0x30, tbs + algorithm + der(0x03, b"\x00" + signature))
    pem = serialization.Encoding.PEM
    (folder / "large.crl").write_bytes(crl)
    (folder / "ca.pem").write_bytes(ca.public_bytes(pem))
    (folder / "device.pem").write_bytes(leaf.public_bytes(pem))


main()
