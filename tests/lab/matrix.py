# SPDX-License-Identifier: Apache-2.0
"""How each server asks for a certificate: known from its configuration.

A row is a server and the mode that its settings mean. TLS 1.3 can ask after
the request only those who offer post-handshake authentication; a device does
not, so that what happens to one without a certificate stays unseen there.
"""
MODES = {
    # apache: SSLVerifyClient none, optional, require; in a <Location>
    "apache-none": "none",
    "apache-optional": "optional",
    "apache-required": "required_handshake",
    "apache-after": "required_after_request",
    "apache-after-optional": "optional_after_request",
    "apache-http-level": "http_level",
    # nginx: ssl_verify_client off, optional, on (which answers 400)
    "nginx-none": "none",
    "nginx-optional": "optional",
    "nginx-required": "http_level",
    "nginx-iis": "http_level",
    # haproxy: verify none, optional, required; crt-ignore-err all
    "haproxy-none": "none",
    "haproxy-optional": "optional",
    "haproxy-required": "required_handshake",
    "haproxy-iis": "http_level",
    # OpenSSL: SSL_VERIFY_PEER and what lab_server does with it
    "openssl-none": "none",
    "openssl-optional": "optional",
    "openssl-required": "required_handshake",
    "openssl-after": "required_after_request",
    "openssl-after-optional": "optional_after_request",
    "openssl-http-level": "http_level",
}
ROWS = [("%s-%s" % (server, version), version, mode)
        for server, mode in MODES.items() for version in ("12", "13")]


def expected(row):
    """What can be seen: see above for TLS 1.3."""
    _, version, mode = row
    if version == "13" and mode == "optional_after_request":
        return "required_after_request"
    return mode
