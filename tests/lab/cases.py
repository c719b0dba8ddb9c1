# SPDX-License-Identifier: Apache-2.0
"""What each server of the lab should make easdoctor say.

The expectations follow from what the server is set up to do and from how
devices, IIS and Exchange are known to behave, not from easdoctor's output.
"""
from dataclasses import dataclass

HEALTHY, WARNING, BLOCKED, UNKNOWN = 0, 1, 2, 3


@dataclass
class Case:
    server: str
    exit: int
    first: str = ""       # the first cause that is proven or likely
    seen: tuple = ()      # findings that must be present
    who: str = "alice"    # whose certificate; "" for none
    key: bool = True      # and its key
    options: tuple = ()
    seconds: float = 60   # at most
    timeout: int = 10     # of a step; short where nothing is to come
    name: str = ""
    likely: bool = True   # False: first is at the head, whatever its state
    address: str = "127.0.0.1"
    proxy: str = ""       # the name of the proxy on the way
    values: tuple = ()    # (finding, name, pattern of its whole value)
    beside: tuple = ()    # evidence of fixtures, given with the endpoint

    def __post_init__(self):
        self.name = self.name or "-".join(
            [self.server] + ([self.who] if self.who != "alice" else []) +
            ([] if self.key else ["without-key"]) +
            ([self.proxy] if self.proxy else []) +
            (["ipv6"] if ":" in self.address else []) +
            [option.strip("-") for option in self.options])


def silent(server, *words, **more):
    """A server that leaves the probe waiting."""
    return Case(server, *words, seconds=25, timeout=2, **more)


def healthy(server, **more):
    return Case(server, HEALTHY, seen=("eas/options-ok",), **more)


CASES = [
    # Good servers, as different as they are.
    healthy("exchange"), healthy("exchange-12"), healthy("exchange-13"),
    healthy("exchange-after-12"), healthy("exchange-after-large-buffer"),
    healthy("apache-required"), healthy("apache-required-12"),
    healthy("apache-required-13"), healthy("apache-after-12"),
    healthy("apache-optional"), healthy("apache-basic"),
    healthy("apache-strict-sni"),
    healthy("apache-crl"), healthy("nginx-iis-12"), healthy("nginx-iis-13"),
    healthy("haproxy-required-12"), healthy("haproxy-required-13"),
    healthy("haproxy-iis-12"), healthy("haproxy-passing"),
    healthy("no-issuers"), healthy("haproxy-no-issuers"),

    # Nothing that speaks TLS: seen from this machine alone, so never proven.
    Case("tcp-closed", UNKNOWN, "endpoint-port/refused", likely=False),
    silent("tcp-dropped", UNKNOWN, "endpoint-port/timeout", likely=False),
    silent("tcp-silent", UNKNOWN, "endpoint-port/timeout", likely=False),
    silent("tcp-slow", UNKNOWN, "endpoint-port/timeout", likely=False),
    Case("tcp-accept-close", UNKNOWN, "endpoint-port/reset", likely=False),
    Case("tcp-reset-after-hello", UNKNOWN, "endpoint-port/reset",
         likely=False),
    Case("tcp-close-after-hello", UNKNOWN, "endpoint-port/reset",
         likely=False),
    Case("tcp-cut-server-hello", UNKNOWN, "endpoint-port/reset",
         likely=False),
    Case("haproxy-hangs-up", UNKNOWN, "endpoint-port/reset", likely=False),
    Case("tcp-http", BLOCKED, "endpoint-port/not-tls"),
    Case("tcp-smtp", BLOCKED, "endpoint-port/not-tls"),
    Case("tcp-garbage", BLOCKED, "endpoint-port/not-tls"),
    Case("apache-plain-http", BLOCKED, "endpoint-port/not-tls"),
    silent("tcp-endless-records", UNKNOWN),
    Case("tcp-alert-112", UNKNOWN),

    # By IPv6: what answers there, and a port on which nothing listens.
    healthy("haproxy-passing", address="[::1]"),
    Case("tcp-closed", UNKNOWN, "endpoint-port/refused", likely=False,
         address="[::1]"),

    # Through a proxy. What refuses there says nothing about the endpoint.
    healthy("exchange", proxy="proxy-open"),
    healthy("haproxy-passing", address="[::1]", proxy="proxy-open"),
    healthy("apache-required-13", proxy="proxy-open"),
    Case("exchange", UNKNOWN, proxy="proxy-refusing"),
    Case("exchange", UNKNOWN, proxy="proxy-password"),
    Case("exchange", UNKNOWN, proxy="tcp-garbage"),

    # Versions of TLS.
    Case("tcp-alert-40", BLOCKED, "tls-version/no-common"),
    Case("tcp-alert-70", BLOCKED, "tls-version/no-common"),
    Case("tls10-only", BLOCKED, "tls-version/too-old"),
    Case("tls11-only", BLOCKED, "tls-version/too-old"),

    # The server's certificate.
    Case("apache-server-expired", BLOCKED, "server-certificate/expired"),
    Case("apache-server-other-name", BLOCKED,
         "server-certificate/name-mismatch", ("tls/server-name-mismatch",)),
    Case("apache-server-self-signed", BLOCKED, "server-certificate/untrusted",
         ("tls/server-chain-invalid",)),
    Case("apache-server-foreign", BLOCKED, "server-certificate/untrusted",
         ("tls/server-chain-invalid",)),
    Case("leaf-only", BLOCKED, "server-certificate/incomplete-chain",
         ("tls/server-chain-invalid",)),
    Case("weak-certificate", BLOCKED, "server-certificate/weak"),

    # How the certificate is asked for.
    # Exchange's defaults, or a machine in front that looks like IIS: nothing
    # seen from outside tells which, so that neither is said to be certain.
    Case("exchange-never-asks", BLOCKED, "iis-ssl-flags/never-asks",
         ("tls/no-certificate-request", "http/401-basic")),
    Case("apache-after-13", BLOCKED, "tls-client-auth/post-handshake-only"),
    Case("apache-after", BLOCKED, "tls-client-auth/post-handshake-only"),
    Case("exchange-2022", BLOCKED, "tls-client-auth/post-handshake-only",
         ("tls/reset-after-request",)),
    Case("exchange-2025", BLOCKED, "tls-client-auth/post-handshake-only",
         ("http/500-0x32",)),
    silent("renegotiation-swallowed", BLOCKED,
         "tls-client-auth/renegotiation-blocked",
         ("tls/renegotiation-timeout",)),
    Case("http2-refused", BLOCKED, "tls-client-auth/http2"),
    Case("nginx-before-optional", BLOCKED,
         "tls-client-auth/terminated-by-proxy",
         ("tls/no-certificate-request", "http/401-basic")),
    Case("nginx-before-http-level", BLOCKED,
         "tls-client-auth/terminated-by-proxy",
         ("tls/no-certificate-request",)),
    Case("nginx-before-required", BLOCKED,
         "tls-client-auth/terminated-by-proxy",
         ("tls/no-certificate-request",)),
    Case("answer-waf", BLOCKED, "tls-client-auth/terminated-by-proxy",
         ("tls/no-certificate-request",)),
    Case("foreign-issuers", UNKNOWN, "schannel/issuer-list",
         ("tls/issuer-list-without-ours",), likely=False),
    Case("apache-foreign-issuers", UNKNOWN, "schannel/issuer-list",
         ("tls/issuer-list-without-ours",), likely=False),

    # The device's certificate, as servers refuse it.
    Case("apache-required-12", BLOCKED, "certificate-chain/untrusted",
         ("tls/alert-48",), who="rogue"),
    Case("apache-required-13", BLOCKED, "certificate-chain/untrusted",
         ("tls/alert-48",), who="rogue"),
    Case("nginx-iis-12", BLOCKED, "certificate-chain/untrusted",
         ("http/403-16",), who="rogue"),
    Case("apache-required-12", BLOCKED, "certificate-validity/expired",
         ("tls/alert-45",), who="expired"),
    Case("apache-required-13", BLOCKED, "certificate-validity/expired",
         ("tls/alert-45",), who="expired"),
    Case("nginx-iis-13", BLOCKED, "certificate-validity/expired",
         ("http/403-17",), who="expired"),
    Case("haproxy-iis-13", BLOCKED, "certificate-validity/not-yet-valid",
         ("http/403-17",), who="early"),
    Case("apache-after-12", BLOCKED, "certificate-eku/no-client-auth",
         ("tls/alert-43",), who="server-use"),
    Case("haproxy-iis-12", BLOCKED, "certificate-eku/no-client-auth",
         ("http/403-16",), who="server-use"),
    Case("apache-basic", BLOCKED, "certificate-upn/missing",
         ("http/401-basic",), who="no-upn"),
    Case("apache-crl", BLOCKED, "certificate-revocation/revoked",
         ("tls/alert-44",), who="revoked"),
    Case("nginx-iis-12", BLOCKED, "certificate-revocation/revoked",
         ("http/403-13",), who="revoked"),
    Case("apache-crl-stale", UNKNOWN, seen=("tls/alert-46",)),
    Case("apache-depth-1", UNKNOWN, seen=("tls/alert-after-certificate",)),

    Case("answer-401", BLOCKED, "certificate-upn/missing",
         ("http/401-without-scheme",), who="no-upn"),

    # Answers of IIS, http.sys and Exchange to a certificate that is good.
    Case("answer-401", UNKNOWN, seen=("http/401-without-scheme",)),
    Case("answer-401-basic", UNKNOWN, seen=("http/401-basic",)),
    Case("answer-401-bearer", UNKNOWN, seen=("http/401-bearer",)),
    Case("answer-403", UNKNOWN, seen=("http/403-after-certificate",)),
    Case("answer-403-slow", UNKNOWN, "certificate-revocation/unreachable",
         ("http/403-slow",), likely=False, timeout=25,
         seconds=100, values=(("http/403-slow", "ms", "15[0-9]{3}"),)),
    Case("answer-403-exchange", UNKNOWN, seen=("http/403-by-exchange",)),
    Case("answer-404", UNKNOWN, seen=("http/404",)),
    Case("answer-404", BLOCKED, "iis-filtering/verb-or-path",
         ("http/404",), name="answer-404-filtered", beside=(
             "iis-filtering/verb-or-path-fires/evidence/"
             "applicationHost.config",)),
    Case("answer-413", UNKNOWN, seen=("http/413",)),
    Case("answer-449", UNKNOWN, seen=("http/449",)),
    Case("answer-451", UNKNOWN, seen=("http/451",)),
    Case("answer-451", BLOCKED, "exchange-activesync/external-url",
         ("http/451",), name="answer-451-external-url", beside=(
             "exchange-activesync/external-url-fires/evidence/"
             "exchange.txt",)),
    Case("answer-456", UNKNOWN, seen=("http/other",)),
    Case("answer-500", UNKNOWN, seen=("http/other",)),
    Case("answer-500-19", UNKNOWN, "iis-config/locked-section",
         ("http/500-19",), likely=False),
    Case("answer-501", UNKNOWN, seen=("http/other",)),
    Case("answer-503", UNKNOWN, "mailbox-service/offline",
         ("http/503-by-http-sys",), likely=False),
    Case("answer-503-throttled", UNKNOWN, "mailbox-service/throttled",
         ("http/503-throttled",), likely=False),
    Case("answer-507", UNKNOWN, seen=("http/other",)),
    Case("answer-login", UNKNOWN, seen=("http/login-page",)),
    Case("answer-login-form", BLOCKED, "tls-client-auth/terminated-by-proxy",
         ("http/login-page", "tls/no-certificate-request")),
    Case("haproxy-pool-down", UNKNOWN, seen=("http/other",)),

    # Servers that mean harm, or are broken: never healthy, never for long.
    silent("answer-nothing", UNKNOWN),
    Case("answer-garbage", UNKNOWN, seen=("http/unreadable",)),
    silent("answer-never", UNKNOWN), silent("answer-slowly", UNKNOWN),
    silent("answer-endless-headers", UNKNOWN, seen=("http/unreadable",)),
    silent("answer-huge", UNKNOWN),
    Case("answer-no-eas", UNKNOWN, seen=("http/not-eas",)),
    Case("answer-reset", UNKNOWN, seen=("tls/reset-after-request",)),
    Case("answer-redirect-loop", UNKNOWN),
    Case("answer-redirect-elsewhere", UNKNOWN),

    # EAS commands, when they are asked for.
    Case("exchange", HEALTHY, seen=("eas/options-ok", "eas/sync-ok"),
         options=("--folder-sync",), name="folder-sync",
         values=(("eas/sync-ok", "folders", "3"),)),
    healthy("exchange", options=("--provision",), name="provision"),
    Case("status-126", UNKNOWN, "mailbox-activesync/disabled",
         ("eas/status-126",), options=("--folder-sync",), likely=False),
    Case("status-129", BLOCKED, "mailbox-device/blocked", ("eas/status-129",),
         options=("--folder-sync",)),
    Case("status-142", HEALTHY, seen=("eas/options-ok",),
         options=("--folder-sync",)),
    Case("status-177", UNKNOWN, "mailbox-device/too-many",
         ("eas/status-177",), options=("--folder-sync",), likely=False),
    Case("wipe", UNKNOWN, "mailbox-policy/wipe-pending", ("eas/status-140",),
         options=("--provision",), likely=False),
    healthy("policy-first", options=("--provision", "--folder-sync")),
    Case("bad-wbxml", UNKNOWN, seen=("eas/unreadable",),
         options=("--provision",)),
    Case("bad-wbxml", UNKNOWN, seen=("eas/unreadable",),
         options=("--folder-sync",)),
    Case("exchange-after-12", UNKNOWN, "iis-upload-read-ahead/too-small",
         ("http/413",), options=("--upload-test",), likely=False),
    Case("exchange-cuts-upload", BLOCKED, "iis-upload-read-ahead/too-small",
         ("eas/large-request-cut",), options=("--upload-test",)),
    healthy("exchange-after-large-buffer", options=("--upload-test",)),

    # Without the key, which stays on a device.
    Case("exchange", HEALTHY, key=False),
    Case("apache-required-13", HEALTHY, key=False),
    Case("exchange-2022", BLOCKED, "tls-client-auth/post-handshake-only",
         key=False, likely=False),
    Case("elliptic-only", BLOCKED, "tls-client-auth/signature-algorithms"),
    Case("elliptic-only", BLOCKED, "tls-client-auth/signature-algorithms",
         key=False),
    Case("foreign-issuers", UNKNOWN, key=False,
         seen=("tls/issuer-list-without-ours",)),
]

# With the real EAS server.
SOGO_CASES = [
    healthy("sogo"),
    Case("sogo", HEALTHY, seen=("eas/options-ok", "eas/sync-ok"),
         options=("--folder-sync",), name="sogo-folder-sync",
         values=(("eas/sync-ok", "folders", "[1-9][0-9]?"),)),
    Case("sogo-12", HEALTHY, seen=("eas/options-ok",),
         options=("--provision",), name="sogo-provision"),
]
